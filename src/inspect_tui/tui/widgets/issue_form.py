"""Number and day that the clerk gives a paper, filled in whenever they are known: before signing, or long after."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.widgets import Static

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.ids import paper_id
from inspect_tui.domain.records import IssuedPaper
from inspect_tui.locale import N_
from inspect_tui.services.paper_settings import issued
from inspect_tui.tui.textual_compat import FormRow
from inspect_tui.tui.widgets.head_line import OfferLine
from inspect_tui.tui.widgets.record_form import RecordForm
from inspect_tui.tui.widgets.text_line import TextLine

FIELDS: Final = (("number", N_("Number and symbol")), ("issued_on", N_("Given on")))


class IssueForm(RecordForm):
    """Shows what became of one paper and saves it field by field."""

    KIND = "paper"
    NAMES = tuple(name for name, _ in FIELDS)
    PREFIX = "issue-"

    DEFAULT_CSS = """
    IssueForm {
        height: auto;
        & .row { height: auto; }
        & .row Static { width: 19; color: $text-muted; }
        & .row TextLine { width: 1fr; }
        & TextLine.-textual-compact { background: $panel; }
    }
    """

    def __init__(self, kind: str, revision: int, *, id: str | None = None) -> None:
        """Make the form of a paper.

        Args:
            kind: one of `PAPER_KINDS`.
            revision: the revision that it is printed from.
            id: the widget's id.
        """
        super().__init__(id=id)
        self._kind, self._revision = kind, revision
        self._next = ""

    def compose(self) -> ComposeResult:
        """Lay out number and day."""
        t = self.inspect.t
        for name, label in FIELDS:
            with FormRow(classes="row"):
                yield Static(t(label), markup=False)
                line = OfferLine if name == "number" else TextLine
                yield line(id=f"{self.PREFIX}{name}", placeholder=t("dd/mm/yyyy") if name == "issued_on" else "")

    @property
    def paper(self) -> IssuedPaper:
        """What is known of the paper now."""
        state = self.inspect.state
        assert state is not None
        return issued(state.content, self._kind, self._revision)

    def show(self, *, keep_fields: bool = False) -> None:
        """Show the record; ``keep_fields`` leaves a field alone that is being typed in."""
        state = self.inspect.state
        if state is not None:
            self.record_id = paper_id(state.id, self._kind, self._revision)
            self.show_fields(self.record_id, same=keep_fields)

    def offer(self, number: str) -> None:
        """Offer the next number of the paper's series: Right takes it in the empty field, or behind its beginning."""
        field = self.query_one(f"#{self.PREFIX}number", OfferLine)
        field.placeholder = self.inspect.t("{number} is next; its first digit and → take it", number=number)
        field.offer = lambda typed: number if number.startswith(typed) else ""

    def written_along(self) -> dict[str, object]:
        """Return which paper it is: its first field makes the record."""
        return {"kind": self._kind, "revision": self._revision}

    def stored(self, name: str) -> str:
        """Return what the record has in a field."""
        paper = self.paper
        if name == "number":
            return paper.number
        return screen_date(paper.issued_on) if paper.issued_on is not None else ""

    def value_of(self, name: str, text: str, draft: str) -> object:
        """Return the value that a field's text means."""
        return self.date_of(text, draft) if name == "issued_on" else text
