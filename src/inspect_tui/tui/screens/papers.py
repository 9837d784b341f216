"""Papers (F6): sign, minutes in Word, the session file; where they go, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.records import KIND_WORDS
from inspect_tui.domain.sentence import figures_sentence
from inspect_tui.locale import N_
from inspect_tui.tui.commands import UNDO_COMMANDS, Command
from inspect_tui.tui.drafts import COMPOSER
from inspect_tui.tui.screens.frame import FootKeys, SessionScreen
from inspect_tui.tui.widgets.paper_rows import (
    HEADS,
    PAPER,
    ActionRow,
    Summary,
    action_height,
    action_rows,
    draw_action,
    readers,
)
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.text_line import TextLine
from inspect_tui.tui.working import Working

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

T = TypeVar("T")

ANSWER = "paper:"
"""The drafts of answers, followed by what is asked."""
ANSWERS: Final = ("force", "forced", "sign", "amend")
ANSWER_KEYS: Final = (("Enter", N_("go on")), ("Esc", N_("give up")))


class PapersScreen(SessionScreen):
    """A short list of what can be done with the session as a whole."""

    OWN_KEY = "papers"
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        *UNDO_COMMANDS,
        Command("back", "escape", "", N_("back"), N_("Back to the checklist"), "back", 9),
    )
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "Enter does what the cursor is on. Signing locks the session and prints a verification code on the "
            "minutes; an amendment opens a numbered revision. A paper shows its text first, and takes its number, its "
            "day and the scan of what was signed. The session file carries everything to headquarters."
        ),
        "answer": N_("Type and press Enter; Esc gives up."),
    }
    FOOT_KEYS: ClassVar[FootKeys] = {"answer": ANSWER_KEYS}

    DEFAULT_CSS = """
    PapersScreen {
        & #papers-side { padding: 1 1 0 1; }
        /* Further actions scroll, so that question, outcome and figures have their room. */
        & #actions { height: auto; max-height: 58%; }
        & #question { margin-top: 1; padding: 0 1; color: $text-accent; text-style: bold; }
        & #question, & #answer, & #outcome { display: none; }
        & #answer { margin: 0 1; }
        & #outcome { margin-top: 1; padding: 0 1; height: auto; }
        & #summary { margin-top: 1; padding: 0 1; height: 1fr; }
    }
    """

    def __init__(self) -> None:
        """Make the screen with nothing asked."""
        super().__init__()
        self._asking = ""
        self._outcome: list[str] = []

    def compose_work(self) -> ComposeResult:
        """Yield actions, the question in hand, the outcome and a summary."""
        with Vertical(id="papers-side"):
            yield RowList[ActionRow](draw_action, height=action_height, id="actions")
            yield Static("", id="question", markup=False)
            yield TextLine(id="answer")
            yield Static("", id="outcome", markup=False)
            yield Summary(id="summary")

    def fill(self) -> None:
        """Show what can be done now."""
        state = self.state
        if not state.is_whole:
            return
        self.query_one("#actions", RowList).set_rows(action_rows(self.inspect, state))
        if state.is_signed != (self._asking == "amend"):
            self._ask("")
        self.query_one("#outcome", Static).display = bool(self._outcome)
        sentence = figures_sentence(state.view.figures, state.content.session.agency, self.inspect.catalog)
        if not state.content.tasks:
            sentence += "\n" + self.inspect.t("No task yet. F2 leads to the checklist, where F8 reads a register.")
        self.query_one(Summary).show(sentence)

    def begin(self) -> None:
        """Begin in the list."""
        self.query_one("#actions", RowList).focus()

    def recover(self) -> None:
        """Ask again what was being answered when the app ended."""
        for name in self.inspect.drafts.names(ANSWER):
            what = name.removeprefix(ANSWER)
            if self.state.is_signed == (what == "amend") and what in ("force", "sign", "amend"):
                self._ask(what)
                return

    def _ask(self, what: str) -> None:
        """Ask one thing; what was typed for it before and never used stands in the field."""
        t, field, question = self.t, self.query_one("#answer", TextLine), self.query_one("#question", Static)
        self._asking = what
        field.display = question.display = bool(what)
        if not what:
            return
        who = t("Who signs?")
        words = {
            "force": t("Sign although something is missing? Write the reason, or Esc:"),
            "forced": who,
            "sign": who,
            "amend": t("Why is the session amended?"),
        }
        question.update(words[what])
        chair = self.state.content.session.chair if what in ("forced", "sign") else ""
        field.about = ANSWER + what
        field.keep = self.inspect.edited
        field.text = self.inspect.drafts.get(field.about) or chair
        field.focus()

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Do what was chosen, or ask for the one thing it needs."""
        event.stop()
        match event.key:
            case "sign":
                places = self._unsaved()
                if places:
                    words = self.t(
                        "Words were typed and not saved; they will not be in the minutes: {places}", places=places
                    )
                    self.inspect.tell(words, warning=True)
                self._ask("force" if places or self.state.missing() else "sign")
            case "amend":
                self._ask("amend")
            case "sync":
                self.inspect.action_sync()
            case what if what == HEADS:
                from inspect_tui.tui.screens.paper_heads import PaperHeadsPanel

                self.app.push_screen(PaperHeadsPanel())
            case what if what.startswith(PAPER):
                from inspect_tui.tui.screens.paper import PaperPanel

                kind, _, revision = what.removeprefix(PAPER).partition(":")
                self.app.push_screen(PaperPanel(kind, int(revision) if revision else None))
            case _:
                self.run_worker(self._export(), group="make")

    def session_changed(self, kind: str, record_id: str) -> None:
        """Follow a change, also with a paper looked at."""
        from inspect_tui.tui.screens.paper import PaperPanel

        super().session_changed(kind, record_id)
        if isinstance(self.app.screen, PaperPanel):
            self.app.screen.session_changed()

    async def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Take the answer."""
        event.stop()
        text = event.text.strip()
        if not text:
            return
        match self._asking:
            case "force":
                self._reason = text
                self._ask("forced")
            case "forced":
                await self._sign(text, self._reason)
            case "sign":
                await self._sign(text, "")
            case "amend":
                await self._amend(text)

    def _unsaved(self) -> str:
        """Return where words stand that no record has taken in: they would not be in the signed minutes."""
        places: list[str] = []
        for name in self.inspect.drafts.names(""):
            kind, _, rest = name.partition(":")
            if name == COMPOSER or (kind == "note" and rest.endswith(":text")):
                places.append(self.t(KIND_WORDS["note"]))
            elif kind == "task" and (label := self.state.labels.get(rest.partition(":")[0])):
                places.append(f"{self.t(KIND_WORDS['task'])} {label}")
            elif kind in ("conclusion", "event"):
                places.append(self.t(KIND_WORDS[kind]))
        return ", ".join(dict.fromkeys(places))

    async def _sign(self, by: str, reason: str) -> None:
        from inspect_tui.services.signing import sign

        session = self.state.id
        await self.inspect.drafts.flush()

        def work(store: Store) -> str:
            return sign(store, session, by=by, force=bool(reason), reason=reason).code

        code = await self._do(work)
        if code:
            self.inspect.copy_soon("signing")
            self._say(self.t("Signed. Verification code {code}", code=code))

    async def _amend(self, reason: str) -> None:
        from inspect_tui.services.signing import amend, taken_in_words

        session = self.state.id
        done = await self._do(lambda store: amend(store, session, reason=reason))
        if done:
            words = self.t("Revision {number} is open.", number=done.revision)
            self._say(words + taken_in_words(done, self.inspect.catalog))

    async def _do(self, work: Callable[[Store], T]) -> T | None:
        outcome = await self.inspect.change(work)
        if outcome is not None:
            self._drop_answers()
            self.begin()
        return outcome

    async def _export(self) -> None:
        from inspect_tui.services.exporting import export_for

        state, setup = self.state, self.inspect.setup
        await self.inspect.drafts.flush()
        try:
            names = readers(self.inspect)
            async with Working(self, self._show_outcome, self.t("Packing the session file…")):
                packed = await self.inspect.gateway.write(
                    lambda s: export_for(setup, s, state.id, setup.home.papers), small=False
                )
        except Exception as error:
            self.inspect.tell_error(error)
            return
        words = (
            self.t(
                "Written, readable by {names} and this device alone: {path}", names=", ".join(names), path=packed.path
            )
            if names
            else self.t("Written, NOT sealed, everybody who gets it can read it: {path}", path=packed.path)
        )
        self._say(words)

    def _say(self, text: str) -> None:
        self._outcome = [*self._outcome[-2:], text]
        self._show_outcome()

    def _show_outcome(self, at_work: str = "") -> None:
        """Show what was done, and what is being done."""
        outcome = self.query_one("#outcome", Static)
        lines = [*("✓ " + line for line in self._outcome), *([at_work] if at_work else [])]
        outcome.display = bool(lines)
        outcome.update(Content("\n".join(lines)))

    def action_back(self) -> None:
        """Give up the question, or back to the checklist."""
        if self._asking:
            self._drop_answers()
            self._ask("")
            self.begin()
        else:
            self.inspect.action_show("checklist")

    def _drop_answers(self) -> None:
        for what in ANSWERS:
            self.inspect.drafts.drop(ANSWER + what)
        self.inspect.show_save_state()
