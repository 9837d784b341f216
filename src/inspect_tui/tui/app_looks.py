"""Colours and language of the app, changed while it runs and kept for the next time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from inspect_tui.locale import Catalog
from inspect_tui.services.looks import Looks
from inspect_tui.tui.drafts import PATIENCE
from inspect_tui.tui.state import SESSION_SCREENS
from inspect_tui.tui.textual_compat import drop_colours, rebind
from inspect_tui.tui.themes import PLAIN, THEME_WORDS, THEMES

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import App
    from textual.screen import Screen

    from inspect_tui.store.store import Store
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.commands import Command
    from inspect_tui.tui.keymap import Keys

    _MixedInApp = App[int]
else:
    _MixedInApp = object


TOLD: Final = 4
"""Faults of the changed keys that are told at the start."""


class AppLooks(_MixedInApp):
    """Changing colours and language.

    Attributes:
        looks: what was chosen, as it is kept.
    """

    looks: Looks = Looks()

    @property
    def _inspect(self) -> InspectApp:
        return cast("InspectApp", self)

    def take_looks(self, looks: Looks | None) -> None:
        """Begin with what was chosen last time, before anything is painted."""
        self.looks = looks = looks or Looks()
        for theme in THEMES:
            self.register_theme(theme)
        names = [theme.name for theme in THEMES]
        self._begin_in(looks.theme if looks.theme in names else names[0])

    def _begin_in(self, theme: str) -> None:
        from textual.app import App

        # Not through the property, which would have all styles worked out once more.
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def suit_terminal(self) -> None:
        """Take the terminal's own colours where it has but sixteen and nothing else was chosen, none where told so."""
        if self.no_color:
            drop_colours(self)
        elif self.looks.theme or self.console.color_system not in ("standard", "windows"):
            return
        self._begin_in(PLAIN.name)

    def read_keys(self) -> None:
        """Read which keys somebody has changed; without such a file nothing is loaded for it."""
        self.keys: Keys | None = None
        home = self._inspect.setup.home.path
        if (home / "keymap.toml").exists():
            from inspect_tui.tui.keymap import Keys

            self.keys = Keys(home)

    def take_keys(self, screen: Screen[Any], name: str) -> None:
        """Give a new screen the keys that somebody has chosen for it."""
        if self.keys is None:
            return
        usual: Sequence[Command] = screen.COMMANDS_HERE  # type: ignore[attr-defined]
        changed = self.keys.of(name, usual)
        if changed != tuple(usual):
            screen.COMMANDS_HERE = changed  # type: ignore[attr-defined]
            keys = {one.id: one.key for one, before in zip(changed, usual, strict=True) if one.key != before.key}
            rebind(screen, keys)

    def commands_of(self, name: str, usual: Sequence[Command]) -> Sequence[Command]:
        """Return a screen's commands with the keys that they have here."""
        return self.keys.of(name, usual) if self.keys is not None else usual

    def tell_keys(self) -> None:
        """Say once, beside the work, which of the changed keys cannot be."""
        if self.keys is None:
            return
        from inspect_tui.tui.all_commands import commands_by_screen

        app = self._inspect
        problems = self.keys.check(commands_by_screen())
        if problems:
            lines = [one.words(app.catalog) for one in problems[:TOLD]]
            if len(problems) > TOLD:
                lines.append(app.t("All of it: inspect-tui doctor"))
            app.tell("\n".join(lines), warning=True, seconds=15)

    async def action_change_keys(self) -> None:
        """Say where keys are changed, and begin the file there, every key in it as it usually is."""
        from inspect_tui.tui.all_commands import commands_by_screen
        from inspect_tui.tui.keymap import begin_file, example

        app = self._inspect
        home, catalog = app.setup.home.path, app.catalog

        def begin(_: Store) -> Path:
            return begin_file(home, example(commands_by_screen(), catalog))

        try:
            path = await app.gateway.read(begin)
        except Exception as error:
            app.tell_error(error)
            return
        app.tell(app.t("Keys are changed in {path}; that holds from the next start.", path=path), seconds=20)

    def action_next_theme(self) -> None:
        """Change to the next colours, and keep them."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]
        app = self._inspect
        app.tell(app.t("Colours: {name}", name=app.t(THEME_WORDS[self.theme])), seconds=3, alone=True)
        self._keep(self.looks._replace(theme=self.theme))

    async def action_speak(self, language: str) -> None:
        """Change to a language: all screens are made anew, with what was typed and where one was."""
        app = self._inspect
        if language == app.catalog.language or app.guard.opening is not None:
            return
        # What a new screen finds again of the composer it asks the store for.
        await app.drafts.flush(PATIENCE)
        app.close_panels()
        place = _Place(app.screen)
        app.catalog = Catalog(language)
        app.t = app.catalog.t
        here = app.shown_screen() or app.HOME
        new = app.make_screen(here)
        await self.switch_screen(new)
        app.forget_screens((*SESSION_SCREENS, app.HOME))
        self.install_screen(new, here)
        new.call_after_refresh(place.put_back, new)
        self._keep(self.looks._replace(language=language))

    def remember_command(self, name: str) -> None:
        """Keep a command of the palette as the one that was used last."""
        from inspect_tui.services.looks import RECENT

        recent = (name, *(other for other in self.looks.recent if other != name))[:RECENT]
        self._keep(self.looks._replace(recent=recent), quiet=True)

    def _keep(self, looks: Looks, *, quiet: bool = False) -> None:
        self.looks = looks
        # A function, for what is chosen next may cancel this before it has begun.
        write = partial(self._write_looks, looks, quiet=quiet)
        self.run_worker(write, exclusive=True, group="looks")  # type: ignore[arg-type]

    async def _write_looks(self, looks: Looks, *, quiet: bool) -> None:
        from inspect_tui.services.looks import keep_looks

        app = self._inspect

        def write(_: Store) -> None:
            keep_looks(app.setup.home, looks)

        try:
            # On the store's thread, in the order in which things were chosen.
            await app.gateway.read(write)
        except Exception as error:
            # Which commands were used last is worth no word where the home takes no file.
            if not quiet:
                app.tell_error(error)


class _Place:
    """Where one is on a screen: the cursors of its lists, what stands in its fields, the focus."""

    def __init__(self, screen: Screen[Any]) -> None:
        from inspect_tui.tui.widgets.row_list import RowList
        from inspect_tui.tui.widgets.text_editor import TextEditor
        from inspect_tui.tui.widgets.text_line import TextLine

        self.rows = {one.id: one.cursor_key for one in screen.query(RowList) if one.id}
        self.lines = {one.id: (one.text, one.cursor_position) for one in screen.query(TextLine) if one.id}
        self.texts = {one.id: (one.text, one.cursor_location) for one in screen.query(TextEditor) if one.id}
        self.focus = screen.focused.id if screen.focused is not None else None
        self.is_in_detail = screen.has_class("-detail")

    def put_back(self, screen: Screen[Any]) -> None:
        """Go to the same place of a screen that was made anew."""
        from inspect_tui.tui.widgets.row_list import RowList
        from inspect_tui.tui.widgets.text_editor import TextEditor
        from inspect_tui.tui.widgets.text_line import TextLine

        for listing in screen.query(RowList):
            if (key := self.rows.get(listing.id or "")) is not None:
                listing.highlight(key)
        screen.set_class(self.is_in_detail, "-detail")
        screen.call_after_refresh(self._fields, screen, (TextLine, TextEditor))

    def _fields(self, screen: Screen[Any], kinds: tuple[type[Any], type[Any]]) -> None:
        lines, texts = kinds
        for line in screen.query(lines):
            text, cursor = self.lines.get(line.id, ("", 0))
            if text and not line.text:
                line.text = text
            if line.text == text:
                line.cursor_position = cursor
        for editor in screen.query(texts):
            text, where = self.texts.get(editor.id, ("", (0, 0)))
            if text and not editor.text:
                editor.text = text
            if editor.text == text:
                editor.move_cursor(where)
        if self.focus:
            for wanted in screen.query(f"#{self.focus}"):
                wanted.focus()
        if (fill := getattr(screen, "fill", None)) is not None:
            fill()
