"""Papers (F6): sign, minutes in Word, the session file; where they go, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.readiness import describe
from inspect_tui.domain.sentence import figures_sentence
from inspect_tui.locale import N_
from inspect_tui.tui.commands import Command
from inspect_tui.tui.screens.frame import SessionScreen
from inspect_tui.tui.widgets.cells import fit
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from inspect_tui.store.store import Store


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One thing to do."""

    key: str
    title: str
    words: str
    selectable: bool = True


class PapersScreen(SessionScreen):
    """A short list of what can be done with the session as a whole."""

    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("back", "escape", "", N_("back"), N_("Back to the checklist"), "back", 9),
    )
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "Enter does what the cursor is on. Signing locks the session and prints a verification code on the "
            "minutes; an amendment opens a numbered revision. The session file carries everything to headquarters."
        ),
        "answer": N_("Type and press Enter; Esc gives up."),
    }

    DEFAULT_CSS = """
    PapersScreen {
        & #papers-side { padding: 1 1 0 1; }
        & #actions { height: auto; max-height: 12; }
        & #question { margin-top: 1; padding: 0 1; color: $text-accent; text-style: bold; }
        & #answer { margin: 0 1; }
        & #outcome { margin-top: 1; padding: 0 1; height: auto; }
        & #summary { margin-top: 1; padding: 0 1; color: $text-muted; height: auto; }
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
            yield RowList[ActionRow](self.draw_row, height=2, id="actions")
            yield Static("", id="question", markup=False)
            yield TextLine(id="answer")
            yield Static("", id="outcome", markup=False)
            yield Static("", id="summary", markup=False)

    def fill(self) -> None:
        """Show what can be done now."""
        t, state = self.t, self.state
        missing = state.missing()
        rows: list[ActionRow] = []
        if state.is_signed:
            signed = state.content.session.signed
            words = t(
                "Signed by {name}. Verification code {code}", name=signed.get("by", ""), code=signed.get("code", "")
            )
            rows.append(ActionRow("amend", t("Amend: open a numbered revision"), words))
        else:
            ready = t("Everything is there.")
            if missing:
                ready = self.inspect.catalog.n("{count} thing is missing", "{count} things are missing", len(missing))
                ready += ": " + "; ".join(describe(m, self.inspect.catalog) for m in missing[:3])
            rows.append(ActionRow("sign", t("Sign and lock"), ready))
        where = str(self.inspect.setup.home.papers)
        rows.append(ActionRow("minutes", t("Minutes (Word)"), t("to {folder}", folder=where)))
        rows.append(
            ActionRow("export", t("Session file, not sealed"), t("to {folder}; anybody can read it", folder=where))
        )
        self.query_one("#actions", RowList).set_rows(rows)
        self._ask("")
        self.query_one("#outcome", Static).update(Content("\n".join(self._outcome)))
        sentence = figures_sentence(state.view.figures, state.content.session.agency, self.inspect.catalog)
        self.query_one("#summary", Static).update(Content(sentence))

    def draw_row(self, row: ActionRow, width: int) -> list[Content]:
        """Draw an action with what it means now."""
        return [
            Content.styled(fit(row.title, width), "bold"),
            Content.styled(fit("  " + row.words, width), "$text-muted"),
        ]

    def begin(self) -> None:
        """Begin in the list."""
        self.query_one("#actions", RowList).focus()

    def _ask(self, what: str, question: str = "", answer: str = "") -> None:
        self._asking = what
        field = self.query_one("#answer", TextLine)
        field.display = bool(what)
        self.query_one("#question", Static).display = bool(what)
        self.query_one("#question", Static).update(question)
        field.text = answer
        if what:
            field.focus()

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Do what was chosen, or ask for the one thing it needs."""
        event.stop()
        match event.key:
            case "sign":
                missing = self.state.missing()
                if missing:
                    self._ask("force", self.t("Sign although something is missing? Write the reason, or Esc:"))
                else:
                    self._ask("sign", self.t("Who signs?"), self.state.content.session.chair)
            case "amend":
                self._ask("amend", self.t("Why is the session amended?"))
            case "minutes":
                await self._make("minutes")
            case "export":
                await self._make("export")

    async def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Take the answer."""
        event.stop()
        text = event.text.strip()
        if not text:
            return
        match self._asking:
            case "force":
                self._reason = text
                self._ask("forced", self.t("Who signs?"), self.state.content.session.chair)
            case "forced":
                await self._sign(text, self._reason)
            case "sign":
                await self._sign(text, "")
            case "amend":
                await self._amend(text)

    async def _sign(self, by: str, reason: str) -> None:
        from inspect_tui.services.signing import sign

        session = self.state.id
        await self.inspect.drafts.flush()

        def work(store: Store) -> str:
            return sign(store, session, by=by, force=bool(reason), reason=reason).code

        code = await self._do(work)
        if code:
            self._say(self.t("Signed. Verification code {code}", code=code))

    async def _amend(self, reason: str) -> None:
        from inspect_tui.services.signing import amend

        session = self.state.id
        revision = await self._do(lambda store: str(amend(store, session, reason=reason)))
        if revision:
            self._say(self.t("Revision {number} is open.", number=revision))

    async def _do(self, work: object) -> str:
        try:
            outcome: str = await self.inspect.gateway.write(work)  # type: ignore[arg-type]
        except Exception as error:
            self.inspect.tell_error(error)
            return ""
        await self.inspect.reload()
        self.begin()
        return outcome

    async def _make(self, what: str) -> None:
        from inspect_tui.services.exporting import export_session
        from inspect_tui.services.papers import paper_name, read_for_paper, write_paper

        state, catalog, folder = self.state, self.inspect.catalog, self.inspect.setup.home.papers
        await self.inspect.drafts.flush()
        head = state.content.session
        day = head.held_on.isoformat() if head.held_on else ""

        try:
            if what == "export":
                done = await self.inspect.gateway.write(lambda s: export_session(s, state.id, folder, plain=True))
                path = done.path
            else:
                source = await self.inspect.gateway.read(lambda s: read_for_paper(s, state.id))
                path = folder / paper_name(head.agency, day, "minutes", "docx")
                make = partial(write_paper, source, catalog, kind="minutes", form="docx", path=path)
                await self.inspect.gateway.long(make)
        except Exception as error:
            self.inspect.tell_error(error)
            return
        self._say(self.t("Written: {path}", path=path))

    def _say(self, text: str) -> None:
        self._outcome = [*self._outcome[-3:], text]
        self.query_one("#outcome", Static).update(Content("\n".join("✓ " + line for line in self._outcome)))

    def action_back(self) -> None:
        """Give up the question, or back to the checklist."""
        if self._asking:
            self._ask("")
            self.begin()
        else:
            self.inspect.action_show("checklist")
