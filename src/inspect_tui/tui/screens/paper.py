"""One paper before it is written: its text, what is missing, where it goes, its number, day and scan."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.records import PAPER_KINDS
from inspect_tui.locale import N_
from inspect_tui.tui.patience import patient
from inspect_tui.tui.screens.overlay import Overlay
from inspect_tui.tui.widgets.evidence_line import PAPER, EvidenceLine
from inspect_tui.tui.widgets.issue_form import IssueForm
from inspect_tui.tui.widgets.paper_text import TITLES, TextRow, draw_text, lines_of, text_height
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.text_line import TextLine
from inspect_tui.tui.working import Working

if TYPE_CHECKING:
    from inspect_tui.services.papers import PaperInput
    from inspect_tui.tui.state import SessionState

FORMAT_WORDS: Final = {
    "docx": "Word", "pdf": "PDF", "html": N_("page for reading"), "xlsx": "Excel", "csv": "CSV",
}  # fmt: skip
"""What formats are called; names of programs stay what they are."""

MANY: Final = 3000
"""Tasks from which on a PDF is a matter of a minute and of gigabytes: the typesetter lays all pages out at once."""


class PaperPanel(Overlay[None]):
    """Left and Right choose the format, Enter writes; number, day and scan have fields of their own below."""

    BINDINGS = [
        # In the text while there is none yet, too.
        Binding("enter", "write", show=False),
        Binding("left", "format(-1)", show=False),
        Binding("right", "format(1)", show=False),
        Binding("f9", "open", show=False),
        Binding("ctrl+e", "scan", show=False),
        Binding("f6", "close", show=False),
    ]

    DEFAULT_CSS = """
    PaperPanel {
        & #box { height: 96%; width: 96%; max-width: 124; }
        & #paper-title { height: 1; text-style: bold; color: $text-accent; }
        & #paper-missing { height: auto; max-height: 4; color: $text-warning; }
        & #paper-text { margin: 1 0 0 0; }
        & #paper-format { height: 1; }
        & #paper-scan { height: auto; color: $text-muted; }
        & #paper-outcome { height: auto; max-height: 3; }
        & #paper-hint { height: auto; color: $text-muted; }
        & EvidenceLine { display: none; margin-top: 0; }
    }
    """

    def __init__(self, kind: str, revision: int | None = None) -> None:
        """Make the panel of a paper.

        Args:
            kind: ``minutes``, ``conclusion``, ``report``, ``register`` or ``all``.
            revision: as this revision was signed; None as the session stands.
        """
        super().__init__()
        from inspect_tui.services.papers import AVAILABLE

        self.kind, self.revision = kind, revision
        self._forms = AVAILABLE[kind]
        self._form = 0
        self._source: PaperInput | None = None
        self._written: Path | None = None
        self._told = ""
        self._is_writing = False
        self._doubts: list[str] = []

    @property
    def state(self) -> SessionState:
        """The open session."""
        state = self.inspect.state
        assert state is not None
        return state

    @property
    def _of_revision(self) -> int:
        return self.revision or self.state.content.session.revision

    @property
    def _issue(self) -> IssueForm | None:
        return next(iter(self.query(IssueForm)), None)

    def compose(self) -> ComposeResult:
        """Lay out the text, and below it what the clerk fills in."""
        with Vertical(id="box"):
            yield Static("", id="paper-title", markup=False)
            yield Static("", id="paper-missing", markup=False)
            yield RowList[TextRow](draw_text, height=text_height, marker=" ", gutter=1, id="paper-text")
            if self.kind in PAPER_KINDS:
                yield IssueForm(self.kind, self._of_revision, id="issue")
                yield Static("", id="paper-scan", markup=False)
                yield EvidenceLine(id="scan")
            yield Static("", id="paper-format", markup=False)
            yield Static("", id="paper-outcome", markup=False)
            yield Static("", id="paper-hint", markup=False)

    def on_mount(self) -> None:
        """Show the paper as it would be written."""
        self.query_one("#paper-text", RowList).focus()
        self._show_heads()
        self.run_worker(self._read(), group="paper", exclusive=True)
        if self._issue is not None:
            self._issue.show()
            self.run_worker(self._offer_number(), group="number")

    async def _offer_number(self) -> None:
        from inspect_tui.services.paper_settings import next_number

        day = self.state.content.session.held_on
        if day is None or self._issue is None:
            return
        try:
            number = await self.inspect.gateway.read(lambda store: next_number(store, self.kind, day.year))
        except Exception as error:
            self.inspect.tell_error(error)
            return
        if number and self._issue is not None:
            self._issue.offer(number)

    async def _read(self) -> None:
        """Read what the paper is made from, and show its text."""
        from inspect_tui.services.papers import read_for_paper

        app, session = self.inspect, self.state.id
        await app.drafts.flush()
        try:
            async with Working(self, self._show_outcome, app.t("Making the paper…")):
                self._source = await app.gateway.read(lambda store: read_for_paper(store, session, self.revision))
                lines = await app.gateway.long(partial(lines_of, self._source, app.catalog, self.kind))
        except Exception as error:
            app.tell_error(error)
            return
        if self.is_attached:
            rows = [TextRow(str(place), line.text, line.look) for place, line in enumerate(lines)]
            self.query_one("#paper-text", RowList).set_rows(rows)

    # What is said around it

    def _show_heads(self) -> None:
        t, head = self.inspect.t, self.state.content.session
        title = t(TITLES[self.kind])
        if self.revision:
            title += " · " + t("revision {number}", number=self.revision)
        self.query_one("#paper-title", Static).update(Content(f"{title} · {head.agency}"))
        # Asked of all tasks: once for what is shown, not at each key that chooses a format.
        self._doubts = self._missing()
        self._show_format()
        self._show_scan()
        self._show_outcome()

    def _missing(self) -> list[str]:
        """Return what a person should know before it is printed, whatever the format."""
        t, told = self.inspect.t, list[str]()
        if not self.state.is_signed and self.kind != "register":
            missing = len(self.state.missing())
            words = t("Not signed: the paper says DRAFT.")
            if missing:
                words += " " + self.inspect.catalog.n(
                    "{count} thing is missing (F6)", "{count} things are missing (F6)", missing
                )
            told.append(words)
        return told

    def _show_format(self) -> None:
        t, told = self.inspect.t, [*self._doubts]
        count = len(self.state.content.tasks)
        if self._forms[self._form] == "pdf" and count > MANY and self.kind in ("minutes", "report", "register"):
            told.append(t("A PDF of {count} tasks takes a minute and gigabytes of memory; Word is quick.", count=count))
        missing = self.query_one("#paper-missing", Static)
        missing.display = bool(told)
        missing.update(Content("\n".join(f"⚠ {line}" for line in told)))
        parts: list[tuple[str, str]] = [(t("Format") + "  ", "$text-muted")]
        for place, form in enumerate(self._forms):
            word = t(FORMAT_WORDS[form])
            if form == "docx" and (self.inspect.setup.home.templates / f"{self.kind}.docx").exists():
                word = t("Word, the office's template")
            parts.append(
                (f"‹ {word} ›" if place == self._form else f"  {word}  ", "bold" if place == self._form else "")
            )
        self.query_one("#paper-format", Static).update(Content.assemble(*parts))
        keys = [t("←→ format"), t("Enter writes")]
        if self._written is not None and _can_open():
            keys.append(t("F9 opens it"))
        if self.kind in PAPER_KINDS:
            keys += [t("Tab number, day"), t("Ctrl+E signed scan")]
        keys.append(t("Esc closes"))
        self.query_one("#paper-hint", Static).update(Content(" · ".join(keys)))

    def _show_scan(self) -> None:
        if self._issue is None:
            return
        t, paper, line = self.inspect.t, self._issue.paper, self.query_one("#paper-scan", Static)
        line.display = bool(paper.sha256)
        if paper.sha256:
            size = f"{(paper.size or 0) / 1e6:.1f} MB".replace(
                ".", "," if self.inspect.catalog.language == "vi" else "."
            )
            line.update(Content(t("Scan of the signed paper: {name} ({size})", name=paper.name, size=size)))

    def _show_outcome(self, at_work: str = "") -> None:
        line = self.query_one("#paper-outcome", Static)
        place = self.inspect.t("to {folder}", folder=self.inspect.setup.home.papers)
        line.update(Content(at_work or self._told) if at_work or self._told else Content.styled(place, "$text-muted"))

    def session_changed(self) -> None:
        """Follow a change of the session: the number that was typed stands in the text."""
        if self._issue is not None:
            self._issue.show(keep_fields=True)
        self._show_heads()
        self.run_worker(self._read(), group="paper", exclusive=True)

    # Keys

    def action_format(self, step: int) -> None:
        """Choose another format."""
        self._form = (self._form + step) % len(self._forms)
        self._show_format()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Write the paper."""
        event.stop()
        self.action_write()

    def action_write(self) -> None:
        """Write the paper in the format that is chosen, one after the other."""
        if not self._is_writing:
            self._is_writing = True
            self.run_worker(self._write(self._forms[self._form]), group="write")

    async def _write(self, form: str) -> None:
        from inspect_tui.services.papers import free_path, office_template, paper_name, read_for_paper, write_paper

        app, state, t = self.inspect, self.state, self.inspect.t
        head, catalog = state.content.session, app.catalog
        day = head.held_on.isoformat() if head.held_on else ""
        try:
            if self._issue is not None:
                await self._issue.save_open_fields()
            await app.drafts.flush()
            path = free_path(app.setup.home.papers / paper_name(head.agency, day, self.kind, form, self._of_revision))
            async with Working(self, self._show_outcome, t("Writing the paper…")):
                source = await app.gateway.read(lambda store: read_for_paper(store, state.id, self.revision))
                if form == "docx":
                    template = await app.gateway.long(partial(office_template, app.setup.home, self.kind))
                    source = source.with_template(template)
                make = partial(write_paper, source, catalog, kind=self.kind, form=form, path=path)
                await app.gateway.long(make)
        except Exception as error:
            app.tell_error(error)
            return
        finally:
            self._is_writing = False
        self._written, self._told = path, "✓ " + t("Written: {path}", path=path)
        if self.is_attached:
            self._show_outcome()
            self._show_format()

    def action_open(self) -> None:
        """Open what was written last with the system."""
        from inspect_tui.services.desktop import open_with_system

        if self._written is None:
            self.inspect.tell(self.inspect.t("Nothing was written yet: Enter writes the paper."))
            return
        try:
            open_with_system(self._written)
        except Exception as error:
            self.inspect.tell_error(error)

    @patient
    async def action_scan(self) -> None:
        """Ask for the scan, which takes the place of one that is there."""
        if self._issue is None:
            return
        line = self.query_one(EvidenceLine)
        words = self.inspect.t("Scan of the signed paper: Tab completes, Enter takes it in, Esc closes")
        if self._issue.paper.sha256:
            words += " · " + self.inspect.t("Enter alone writes out the one that is kept")
        line.say_about(words)
        line.display = True
        line.begin(f"{self.kind}:{self._of_revision}", field=PAPER)

    async def _write_scan_out(self) -> None:
        from inspect_tui.services.issuing import write_scan_out

        app, paper = self.inspect, self._issue.paper if self._issue is not None else None
        if paper is None or not paper.sha256:
            return
        folder = app.setup.home.papers
        try:
            path = await app.gateway.read(lambda store: write_scan_out(store, paper, folder))
        except Exception as error:
            app.tell_error(error)
            return
        # Only what was made here is opened with the system: what came from elsewhere may be anything.
        self._told = "✓ " + app.t("Written: {path}", path=path)
        if self.is_attached:
            self._show_outcome()

    def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Enter in the empty line of the scan writes out the one that is there."""
        if event.control.id == "evidence-path" and not event.text.strip():
            event.stop()
            self.run_worker(self._write_scan_out(), group="write")

    def on_evidence_line_closed(self, event: EvidenceLine.Closed) -> None:
        """Back to the text."""
        event.stop()
        self.query_one(EvidenceLine).display = False
        self.query_one("#paper-text", RowList).focus()

    def on_evidence_line_taken(self, event: EvidenceLine.Taken) -> None:
        """The scan is in."""
        event.stop()
        self.query_one(EvidenceLine).display = False
        self.query_one("#paper-text", RowList).focus()
        self._show_heads()

    @patient
    async def action_close(self) -> None:  # type: ignore[override]
        """Save what stands in the fields, and close."""
        if self.is_current:
            if self._issue is not None:
                await self._issue.save_open_fields()
            self.dismiss(None)


def _can_open() -> bool:
    from inspect_tui.services.desktop import opener

    return opener() is not None
