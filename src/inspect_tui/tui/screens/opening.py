"""Before anything else, and only from the bare command: a passphrase for a new store, or the one of a store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from inspect_tui.locale import N_
from inspect_tui.services.errors import describe, is_expected
from inspect_tui.tui.widgets.strength_line import StrengthLine
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp


@dataclass(frozen=True, slots=True)
class _Step:
    """What the screen says and asks at one moment.

    Attributes:
        words: what it is about, paragraph by paragraph.
        fields: labels of the fields, one or two; empty where nothing is asked.
        keys: what Enter and Esc do.
    """

    words: tuple[str, ...]
    fields: tuple[str, ...]
    keys: str


STEPS: Final = {
    "new": _Step(
        (
            N_("Nothing has been written here yet. Choose a passphrase: then whoever takes this machine or a copy of "
               "the store can read nothing in it."),
            N_("Four or five words that only you would put together are good. With an input method type it the same "
               "way each time. A recovery key comes next; without both nobody can open the store."),
        ),
        (N_("Passphrase"), N_("Once more")),
        N_("Enter goes on · Ctrl+R shows it · Esc: no passphrase · Ctrl+Q quits"),
    ),
    "plain": _Step(
        (
            N_("Without a passphrase everybody who can open this machine, or finds the stick with a copy, can read the "
               "whole record of every meeting."),
            N_("It can be set later: Ctrl+P, “Copies and passphrase”."),
        ),
        (),
        N_("Enter goes on without a passphrase · Esc goes back"),
    ),
    "unlock": _Step(
        (N_("This store is encrypted."),),
        (N_("Passphrase"),),
        N_("Enter opens · Ctrl+R shows it · forgotten? type the recovery key · Ctrl+Q quits"),
    ),
    "renew": _Step(
        (N_("The recovery key fits. Choose a new passphrase; you will get a new recovery key."),),
        (N_("Passphrase"), N_("Once more")),
        N_("Enter goes on · Ctrl+R shows it · Ctrl+Q quits"),
    ),
    "key": _Step(
        (
            N_("This is the recovery key. It opens the store if the passphrase is forgotten. Write it down on paper "
               "and keep it away from this machine. It is not shown again."),
        ),
        (),
        N_("Enter: I have written it down"),
    ),
}  # fmt: skip


class OpeningScreen(Screen[None], inherit_bindings=False):
    """One box in the middle, one question at a time."""

    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("enter", "go_on", show=False),
        Binding("escape", "back", show=False),
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
        Binding("ctrl+q", "app.leave", show=False),
        Binding("ctrl+r", "reveal", show=False),
    ]
    DEFAULT_CSS = """
    OpeningScreen {
        align: center middle;
        background: $background;
        & #opening {
            width: 90%; max-width: 76; height: auto; padding: 1 2; background: $surface; border: round $accent;
        }
        & #opening-title { text-style: bold; color: $text-accent; margin: 0 0 1 0; }
        & #opening-words { margin: 0 0 1 0; }
        & .opening-row { height: 1; }
        & .opening-label { width: 16; color: $text-muted; }
        & TextLine { width: 30; }
        & TextLine.-textual-compact { background: $panel; }
        & #opening-key { display: none; text-style: bold; color: $text-accent; margin: 0 0 1 0; }
        & #opening-said { color: $text-warning; height: auto; min-height: 1; margin: 1 0 0 0; }
        & #opening-keys { color: $text-muted; }
    }
    """

    def __init__(self, step: str) -> None:
        """Begin with a step: ``new`` or ``unlock``."""
        super().__init__()
        self.step = self._first = step
        self._recovery = ""
        self._busy = False

    @property
    def inspect(self) -> InspectApp:
        """The app, by its own type."""
        return cast("InspectApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        t = self.inspect.t
        with Vertical(id="opening"):
            yield Static(t("Inspection notebook"), id="opening-title", markup=False)
            yield Static("", id="opening-words", markup=False)
            yield Static("", id="opening-key", markup=False)
            for place in (1, 2):
                with Horizontal(classes="opening-row", id=f"opening-row-{place}"):
                    yield Static("", classes="opening-label", id=f"opening-label-{place}", markup=False)
                    yield TextLine(password=True, id=f"opening-field-{place}")
                    if place == 1:
                        yield StrengthLine("", id="opening-strength", markup=False)
            yield Static("", id="opening-said", markup=False)
            yield Static("", id="opening-keys", markup=False)

    def on_mount(self) -> None:
        """Ask the first question."""
        self.show(self.step)

    def _field(self, place: int) -> TextLine:
        return self.query_one(f"#opening-field-{place}", TextLine)

    def show(self, name: str, said: str = "") -> None:
        """Go to a step.

        Args:
            name: a key of `STEPS`.
            said: what went wrong in the one before.
        """
        t, step = self.inspect.t, STEPS[name]
        self.step = name
        words = [t(text) for text in step.words]
        if name in ("new", "unlock"):
            words.append(t("The store: {path}", path=self.inspect.setup.location.name))
        self.query_one("#opening-words", Static).update(Content("\n\n".join(words)))
        self.query_one("#opening-key", Static).display = name == "key"
        for place in (1, 2):
            self.query_one(f"#opening-row-{place}").display = place <= len(step.fields)
            self._field(place).text = ""
            if place <= len(step.fields):
                self.query_one(f"#opening-label-{place}", Static).update(t(step.fields[place - 1]))
        self.query_one(StrengthLine).show("", self.inspect.catalog)
        self.query_one("#opening-keys", Static).update(t(step.keys))
        self.say(said)
        if step.fields:
            self._field(1).focus()
        else:
            self.set_focus(None)

    def say(self, text: str) -> None:
        """Say what is wrong, or that it is being worked on."""
        self.query_one("#opening-said", Static).update(Content(text))

    def show_key(self, key: str) -> None:
        """Show the recovery key, this once."""
        self.show("key")
        self.query_one("#opening-key", Static).update(Content(key))

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Weigh a new passphrase while it is typed."""
        event.stop()
        self.say("")
        if event.control.id == "opening-field-1" and self.step in ("new", "renew"):
            self.query_one(StrengthLine).show(event.text, self.inspect.catalog)

    def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Enter in a field goes on."""
        event.stop()
        self.action_go_on()

    def action_go_on(self) -> None:
        """Take what was typed; the app does it, for this screen may be gone before it is done."""
        if not self._busy:
            self._busy = True
            self.inspect.run_worker(self._go_on(), group="opening")

    async def _go_on(self) -> None:
        try:
            if self.step == "plain":
                await self._open("")
            elif self.step == "key":
                await self.inspect.guard.opened()
            elif self.step == "unlock":
                await self._unlock()
            else:
                await self._choose()
        finally:
            self._busy = False

    def action_reveal(self) -> None:
        """Show what is typed, or dots again."""
        for place in (1, 2):
            self._field(place).password = not self._field(place).password

    def action_back(self) -> None:
        """Decline a passphrase, or think again."""
        if self._busy:
            return
        if self.step == "new":
            self.show("plain")
        elif self.step == "plain":
            self.show("new")

    async def _choose(self) -> None:
        t, first, second = self.inspect.t, self._field(1).text, self._field(2).text
        if not first:
            self.say(t("Type a passphrase."))
            self._field(1).focus()
            return
        from inspect_tui.services.passphrases import strength

        if not strength(first).is_enough:
            self.say(t("This passphrase would be found at once. Take more words."))
            self._field(1).focus()
        elif not second:
            self._field(2).focus()
        elif first != second:
            self.say(t("The two are not the same."))
            self._field(2).text = ""
            self._field(2).focus()
        elif self.step == "renew":
            await self._renew(first)
        else:
            await self._open(first)

    async def _open(self, passphrase: str) -> None:
        guard = self.inspect.guard
        self.say(self.inspect.t("One moment…"))
        try:
            key = await guard.make_store(passphrase)
        except Exception as error:
            self._refused(error)
            return
        if key:
            self.show_key(key)
        else:
            await guard.opened()

    async def _unlock(self) -> None:
        typed = self._field(1).text
        if not typed:
            return
        guard, t = self.inspect.guard, self.inspect.t
        self.say(t("One moment…"))
        try:
            if await guard.opens(typed):
                await guard.open_store(typed)
                await guard.opened()
            elif await guard.recovers(typed):
                self._recovery = typed
                self.show("renew")
            else:
                self._field(1).text = ""
                self.say(t("This is not the passphrase."))
        except Exception as error:
            self._refused(error)

    async def _renew(self, passphrase: str) -> None:
        self.say(self.inspect.t("One moment…"))
        try:
            key = await self.inspect.guard.renew(passphrase, self._recovery)
        except Exception as error:
            self._refused(error)
            return
        self.show_key(key)

    def _refused(self, error: Exception) -> None:
        if not is_expected(error):
            raise error
        self.say(describe(error, self.inspect.catalog))
