"""The full-screen app: one store, one session at a time, a screen for each part of the work."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.screen import Screen

from inspect_tui.domain.records import SCREENS, Conclusion, Draft
from inspect_tui.locale import Catalog
from inspect_tui.services.errors import describe, is_expected
from inspect_tui.services.front_page import empty_view, keep_front_page, view_of_front_page
from inspect_tui.services.home import Setup
from inspect_tui.tui.commands import APP_COMMANDS
from inspect_tui.tui.drafts import DraftKeeper
from inspect_tui.tui.gateway import Gateway, SaveState
from inspect_tui.tui.state import SessionState
from inspect_tui.tui.textual_compat import make_first
from inspect_tui.tui.themes import THEMES

if TYPE_CHECKING:
    from inspect_tui.services.live import Saved
    from inspect_tui.services.views import View
    from inspect_tui.store.first_read import FirstRead
    from inspect_tui.store.store import Store
    from inspect_tui.tui.screens.frame import SessionScreen

HOME = "sessions"


def load(store: Store, session: str) -> tuple[View, tuple[Draft, ...]]:
    """Read a session; the services that change things are loaded with it, on the store's thread."""
    from inspect_tui.services import live

    return live.load(store, session)


class InspectApp(App[int], inherit_bindings=False):
    """The app. Screens ask it to save and are told what has changed; only it talks to the gateway."""

    ENABLE_COMMAND_PALETTE = False
    # No binding has priority: a key waits its turn behind the letters that were typed before it.
    BINDINGS = [command.binding() for command in APP_COMMANDS]
    CSS_PATH: ClassVar[None] = None

    def __init__(
        self,
        setup: Setup,
        gateway: Gateway,
        *,
        first: FirstRead | None = None,
        screen: str = "checklist",
        demo: bool = False,
    ) -> None:
        """Make the app.

        Args:
            setup: home, store and language.
            gateway: the store, open or about to be.
            first: the session to begin with, as far as it was read; None for the list.
            screen: the screen to begin on.
            demo: the home is a throw-away one.
        """
        self.setup, self.gateway, self.demo = setup, gateway, demo
        self.catalog = Catalog(setup.language)
        self.t = self.catalog.t
        self.state: SessionState | None = None
        self.drafts = DraftKeeper(self._put_drafts, self._later)
        self._first = (first, screen)
        self.recovered: list[Draft] = []
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        # Not through the property, which would have all styles worked out once more.
        self.set_reactive(App.theme, THEMES[0].name)
        gateway.on_save_state = self._save_state_changed
        self.last_deleted: list[tuple[str, str]] = []

    def _later(self, seconds: float, act: Any) -> object:
        return self.set_timer(seconds, act)

    # Screens

    def get_default_screen(self) -> Screen[None]:
        """Return the screen that the app begins with, so that no empty one is painted first."""
        first, name = self._first
        if first is None:
            return make_first(self, self._home())
        shown = view_of_front_page(first)
        view, labels = shown if shown is not None else (empty_view(first), {})
        self._take(SessionState(view, labels), first.drafts)
        return make_first(self, self.session_screen(name))

    def on_mount(self) -> None:
        """Read the rest once the first screen stands."""
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        gc.freeze()
        gc.enable()
        self.gateway.start()
        if self.state is not None and not self.state.is_whole:
            self.run_worker(self._read_whole(), exclusive=True, group="read-whole")

    async def _read_whole(self) -> None:
        state = self.state
        if state is None:
            return

        def work(store: Store) -> View:
            view, _ = load(store, state.id)
            keep_front_page(store, view)
            return view

        try:
            view = await self.gateway.read(work)
        except Exception as error:
            self.tell_error(error)
            return
        state.replace(view)
        self.changed("all", "")

    def _home(self) -> Screen[None]:
        if not self.is_screen_installed(HOME):
            from inspect_tui.tui.screens.sessions import SessionsScreen

            self.install_screen(SessionsScreen(), HOME)
        return self.get_screen(HOME)

    def session_screen(self, name: str) -> Screen[None]:
        """Return a screen of the open session, made at its first use."""
        if not self.is_screen_installed(name):
            self.install_screen(_make_screen(name), name)
        return self.get_screen(name)

    def action_show(self, name: str) -> None:
        """Go to a screen of the session."""
        if self.state is None:
            self.tell(self.t("Open a session first."))
            return
        screen = self.session_screen(name)
        if self.screen is screen:
            screen.begin()  # type: ignore[attr-defined]
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_screen(screen)

    async def action_home(self) -> None:
        """Go to the list of sessions."""
        await self.drafts.flush()
        home = self._home()
        if self.screen is not home:
            self.switch_screen(home)
        self.call_after_refresh(home.reload)  # type: ignore[attr-defined]

    async def open_session(self, session: str, screen: str = "checklist") -> None:
        """Open a session on a screen."""
        await self.drafts.flush()
        view, drafts = await self.gateway.read(lambda store: load(store, session))
        await self.gateway.read(lambda store: keep_front_page(store, view))
        if self.state is not None:
            for name in SCREENS:
                if self.is_screen_installed(name):
                    self.uninstall_screen(name)
        self._take(SessionState(view), drafts)
        self.action_show(screen)

    def _take(self, state: SessionState, drafts: Sequence[Draft]) -> None:
        self.state = state
        self.recovered = [draft for draft in drafts if draft.text.strip()]
        self.drafts.load({draft.record: draft.text for draft in drafts})

    # Saving

    async def save(
        self,
        kind: str,
        record_id: str | None,
        values: Mapping[str, object],
        *,
        delete: bool | None = None,
        drop_drafts: Sequence[str] = (),
    ) -> Saved | None:
        """Commit a change; a change that cannot be is told, and None comes back with nothing lost.

        Args:
            kind: the kind of record.
            record_id: the record, None to make one.
            values: the fields to set.
            delete: delete it, or bring it back.
            drop_drafts: drafts that become part of this change.
        """
        state = self.state
        if state is None:
            return None

        def work(store: Store) -> Saved:
            from inspect_tui.services.live import save_and_read

            return save_and_read(
                store, state.id, kind, record_id, values, delete=delete, drop_drafts=drop_drafts
            )  # fmt: skip

        try:
            saved = await self.gateway.write(work)
        except Exception as error:
            self.tell_error(error)
            return None
        for name in drop_drafts:
            self.drafts.taken(name)
        state.apply(saved)
        if delete:
            self.last_deleted.append((kind, saved.id))
        self.changed(kind, saved.id)
        return saved

    async def swap_places(self, one: Conclusion, other: Conclusion) -> None:
        """Let two conclusions change places in their list."""
        state = self.state
        if state is None:
            return

        def work(store: Store) -> None:
            from inspect_tui.services.live import save_and_read

            with store.transaction():
                save_and_read(store, state.id, "conclusion", one.id, {"position": other.position})
                save_and_read(store, state.id, "conclusion", other.id, {"position": one.position})

        try:
            await self.gateway.write(work)
        except Exception as error:
            self.tell_error(error)
            return
        await self.reload()

    async def reload(self) -> None:
        """Read the session anew, after something that changed much of it."""
        state = self.state
        if state is None:
            return
        view, _ = await self.gateway.read(lambda store: load(store, state.id))
        state.replace(view)
        self.changed("all", "")

    def changed(self, kind: str, record_id: str) -> None:
        """Tell every screen of the session what has changed."""
        for name in SCREENS:
            if self.is_screen_installed(name):
                screen: SessionScreen = self.get_screen(name)  # type: ignore[assignment]
                if screen.is_running:
                    screen.session_changed(kind, record_id)

    async def _put_drafts(self, texts: dict[str, str]) -> None:
        state = self.state
        if state is None:
            return

        def work(store: Store) -> None:
            with store.transaction():
                for name, text in texts.items():
                    store.put_draft(state.id, name, text)

        await self.gateway.write(work)

    def edited(self, draft: str, text: str) -> None:
        """Keep what is being typed."""
        self.drafts.edited(draft, text)
        self.show_save_state()

    # Telling

    def _save_state_changed(self, state: SaveState) -> None:
        if self.is_running:
            self.show_save_state()

    def show_save_state(self) -> None:
        """Bring the status line of the current screen up to date."""
        show = getattr(self.screen, "show_save_state", None)
        if show is not None:
            show()

    def save_words(self) -> tuple[str, bool]:
        """Return the status line's words on saving, and whether they are a warning."""
        state = self.gateway.save_state
        if state.failure is not None:
            reason = describe(state.failure, self.catalog) if is_expected(state.failure) else str(state.failure)
            return "⚠ " + self.t("NOT SAVED: {reason}", reason=reason), True
        if state.pending or self.drafts.is_waiting:
            return "○ " + self.t("saving"), False
        return "● " + self.t("saved"), False

    def tell(self, text: str, *, warning: bool = False) -> None:
        """Say something beside the work; it takes no focus and goes by itself."""
        self.notify(text, severity="warning" if warning else "information", markup=False, timeout=5)

    def tell_error(self, error: Exception) -> None:
        """Say why something could not be done; an unexpected error is raised again."""
        if not is_expected(error):
            raise error
        self.tell(describe(error, self.catalog), warning=True)

    # Actions of every screen

    async def action_leave(self) -> None:
        """Quit; what was typed is committed first."""
        await self._flush_quietly()
        state = self.state
        if state is not None and state.is_whole:
            view = state.view
            await self.gateway.read(lambda store: keep_front_page(store, view))
        self.exit(0)

    async def _flush_quietly(self) -> None:
        try:
            await self.drafts.flush()
        except Exception as error:
            self.tell_error(error)

    def action_help(self) -> None:
        """Show help on what has the focus."""
        from inspect_tui.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_palette(self) -> None:
        """Show all commands."""
        from inspect_tui.tui.screens.palette import PaletteScreen

        if not isinstance(self.screen, PaletteScreen):
            self.push_screen(PaletteScreen(self.screen), self._run_chosen)

    async def _run_chosen(self, action: str | None) -> None:
        if action:
            await self.run_action(action, self.screen if action.startswith("screen.") else self)

    def action_find(self) -> None:
        """Go to the field that searches this screen, or the checklist where it has none."""
        find = getattr(self.screen, "find", None)
        if find is not None and find():
            return
        self.action_show("checklist")
        if self.state is not None:
            self.call_after_refresh(self.session_screen("checklist").find)  # type: ignore[attr-defined]

    def action_next_theme(self) -> None:
        """Change to the next colours."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]

    async def action_undo_delete(self) -> None:
        """Bring back what was deleted last."""
        if not self.last_deleted:
            self.tell(self.t("Nothing to bring back."))
            return
        kind, record_id = self.last_deleted.pop()
        await self.save(kind, record_id, {}, delete=False)


def _make_screen(name: str) -> Screen[None]:
    match name:
        case "checklist":
            from inspect_tui.tui.screens.checklist import ChecklistScreen

            return ChecklistScreen()
        case "notes":
            from inspect_tui.tui.screens.notes import NotesScreen

            return NotesScreen()
        case "conclusions":
            from inspect_tui.tui.screens.conclusions import ConclusionsScreen

            return ConclusionsScreen()
        case "figures":
            from inspect_tui.tui.screens.figures import FiguresScreen

            return FiguresScreen()
        case _:
            from inspect_tui.tui.screens.papers import PapersScreen

            return PapersScreen()
