"""Copies and passphrase: when the last copy was made and where, whether the store is encrypted, when it locks."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.dates import screen_moment
from inspect_tui.domain.records import utc_text
from inspect_tui.locale import N_
from inspect_tui.services.copying import copies_of, second_of, set_second
from inspect_tui.services.errors import describe, is_expected
from inspect_tui.tui.screens.overlay import Overlay
from inspect_tui.tui.widgets.choice_line import ChoiceLine
from inspect_tui.tui.widgets.strength_line import StrengthLine
from inspect_tui.tui.widgets.text_line import TextLine

MINUTES: Final = (5, 10, 20, 30, 60, 0)

FIELDS: Final = (
    ("safety-now", N_("Passphrase now")),
    ("safety-new", N_("New passphrase")),
    ("safety-again", N_("Once more")),
)


class SafetyScreen(Overlay[None]):
    """One panel for what protects the record; each part takes effect at its own Enter."""

    DEFAULT_CSS = """
    SafetyScreen {
        & .safety-title { text-style: bold; color: $text-accent; }
        & .safety-part { margin: 1 0 0 0; }
        & Horizontal { height: 1; }
        & .safety-label { width: 22; color: $text-muted; }
        & TextLine { width: 1fr; }
        & TextLine.-textual-compact { background: $panel; }
        & #safety-new { width: 28; }
        & #safety-said { color: $text-warning; margin: 1 0 0 0; }
        & #safety-key { text-style: bold; color: $text-accent; }
        & #safety-hint { color: $text-muted; }
    }
    """

    BINDINGS = [Binding("enter", "written", show=False)]

    def __init__(self) -> None:
        """Make the panel; no recovery key is shown yet."""
        super().__init__()
        self._shows_key = False

    def compose(self) -> ComposeResult:
        """Lay out copies above, passphrase below."""
        t, setup = self.inspect.t, self.inspect.setup
        with VerticalScroll(id="box", can_focus=False):
            yield Static(t("Copies of the store"), classes="safety-title", markup=False)
            yield Static("", id="safety-copies", markup=False)
            with Horizontal():
                yield Static(t("Second place"), classes="safety-label", markup=False)
                yield TextLine(id="safety-second", placeholder=t("folder on a stick or share; Enter keeps it"))
            yield Static(t("Passphrase"), classes="safety-title safety-part", markup=False)
            yield Static(self._encrypted(), id="safety-encrypted", markup=False)
            with Horizontal(id="safety-lock-row"):
                yield Static(t("Lock when idle for"), classes="safety-label", markup=False)
                yield ChoiceLine(
                    [(str(m), t("{count} minutes", count=m) if m else t("never")) for m in MINUTES],
                    value=str(self.inspect.guard.minutes), id="safety-lock",
                )  # fmt: skip
            for name, label in FIELDS:
                if name == "safety-now" and not setup.passphrase:
                    continue
                with Horizontal():
                    yield Static(t(label), classes="safety-label", markup=False)
                    yield TextLine(password=True, id=name)
                    if name == "safety-new":
                        yield StrengthLine("", id="safety-strength", markup=False)
            yield Static("", id="safety-said", markup=False)
            yield Static("", id="safety-key", markup=False)
            yield Static(
                t("Tab goes on · Enter takes what the field holds · Esc closes"), id="safety-hint", markup=False
            )

    def on_mount(self) -> None:
        """Fill in what is so now."""
        setup = self.inspect.setup
        self.query_one("#safety-lock-row").display = bool(setup.passphrase)
        second = second_of(setup) if setup.location.path is not None else None
        self.query_one("#safety-second", TextLine).text = str(second or "")
        self._show_copies()
        self.query_one("#safety-second", TextLine).focus()

    def _encrypted(self) -> str:
        t, setup = self.inspect.t, self.inspect.setup
        if setup.location.path is None:
            return t("The store is on a server, which has its own protection and its own copies.")
        if setup.passphrase:
            return t("The store and its copies are encrypted.")
        return t("The store is not encrypted: whoever has this machine can read it. A new passphrase encrypts it.")

    def _show_copies(self) -> None:
        t, copies = self.inspect.t, copies_of(self.inspect.setup)
        words = t("none yet")
        if copies:
            words = t(
                "{count} copies, each checked, the newest of {at}, in {folder}. The command “inspect-tui restore” puts "
                "one back.",
                count=len(copies), at=screen_moment(utc_text(copies[0].at)), folder=copies[0].path.parent,
            )  # fmt: skip
        self.query_one("#safety-copies", Static).update(Content(words))

    def _say(self, text: str) -> None:
        self.query_one("#safety-said", Static).update(Content(text))

    def action_close(self) -> None:
        """Close the panel; a recovery key goes by Enter alone."""
        if not self._shows_key:
            super().action_close()

    def action_written(self) -> None:
        """Close the panel once the recovery key is on paper."""
        if self._shows_key:
            self._shows_key = False
            self.action_close()

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Weigh a new passphrase while it is typed."""
        event.stop()
        self._say("")
        if event.control.id == "safety-new":
            self.query_one(StrengthLine).show(event.text, self.inspect.catalog)

    def on_text_line_left(self, event: TextLine.Left) -> None:
        """Nothing is taken without Enter."""
        event.stop()

    async def on_choice_line_changed(self, event: ChoiceLine.Changed) -> None:
        """Lock earlier or later from now on."""
        event.stop()
        await self.inspect.guard.set_minutes(int(event.value))

    async def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Take the second place, or go on to the end of the passphrase and change it."""
        event.stop()
        try:
            if event.control.id == "safety-second":
                await self._set_second(event.text.strip())
            elif event.control.id == FIELDS[-1][0]:
                await self._change()
            else:
                self.focus_next()
        except Exception as error:
            if not is_expected(error):
                raise
            self._say(describe(error, self.inspect.catalog))

    async def _set_second(self, folder: str) -> None:
        app, t = self.inspect, self.inspect.t
        await app.gateway.long(lambda: set_second(app.setup, str(Path(folder).expanduser()) if folder else ""))
        self._say(t("One moment…"))
        copy = await app.copies.copy("asked") if app.copies is not None else None
        self._show_copies()
        if copy is not None and copy.second is not None:
            self._say(t("Copied there: {file}", file=copy.second))
        elif copy is not None:
            reached = t("The second place for copies cannot be reached: {path}", path=folder)
            self._say(reached if folder else t("Copies have one place now."))

    async def _change(self) -> None:
        from inspect_tui.services.passphrases import strength

        app, t = self.inspect, self.inspect.t
        given = {name: self.query_one(f"#{name}", TextLine) for name, _ in FIELDS if self.query(f"#{name}")}
        new = given["safety-new"].text
        if "safety-now" in given and not app.guard.unlocks(given["safety-now"].text):
            self._say(t("This is not the passphrase."))
            given["safety-now"].focus()
        elif not new or not strength(new).is_enough:
            self._say(t("This passphrase would be found at once. Take more words."))
            given["safety-new"].focus()
        elif new != given["safety-again"].text:
            self._say(t("The two are not the same."))
            given["safety-again"].focus()
        else:
            self._say(t("Store and copies are written anew; leave the machine on…"))
            changed = await app.guard.change(new)
            for field in given.values():
                field.text = ""
            self.query_one(StrengthLine).show("", app.catalog)
            self.query_one("#safety-encrypted", Static).update(Content(self._encrypted()))
            self.query_one("#safety-lock-row").display = True
            # Nothing else stands beside it, and no key but Enter takes it away: it is not shown again.
            for part in self.query("#box > *"):
                part.display = part.id in ("safety-said", "safety-key", "safety-hint")
            self.query_one("#safety-key", Static).update(Content(changed.recovery_key))
            self.query_one("#safety-hint", Static).update(t("Enter: I have written it down"))
            self._shows_key = True
            self.set_focus(None)
            left = [t("not changed, for the old passphrase does not open it: {file}", file=f) for f in changed.left]
            told = t("Done. This is the new recovery key: write it down on paper, it is not shown again.")
            self._say("\n".join([*left, told]))
