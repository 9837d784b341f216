"""What is missing before signing, as the conclusions' screen lists it: each line leads to its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.numbers import number
from inspect_tui.domain.readiness import Missing, describe
from inspect_tui.tui.widgets.cells import hanging
from inspect_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from inspect_tui.services.views import View
    from inspect_tui.tui.screens.frame import SessionScreen

    _MixedInScreen = SessionScreen
else:
    _MixedInScreen = object


LISTED: Final = 100
"""Lines of a kind of tasks that are listed: a register that nobody has touched would hide all else, and take long."""


@dataclass(frozen=True, slots=True)
class MissingRow:
    """One thing that is missing.

    Attributes:
        unlisted: how many of the kind this line stands for, of which it leads to the first; 0 for a line of one.
    """

    key: str
    missing: Missing
    selectable: bool = True
    unlisted: int = 0


def missing_rows(missing: Sequence[Missing]) -> list[MissingRow]:
    """Return the rows of what is missing, in its order: of tasks the first of a kind, and a line for all others."""
    counts = Counter(one.code for one in missing if one.record == "task")
    seen: Counter[str] = Counter()
    rows = []
    for place, one in enumerate(missing):
        seen[one.code] += one.record == "task"
        if one.record != "task" or seen[one.code] <= LISTED:
            rows.append(MissingRow(f"{one.code}:{one.id}:{place}", one))
        elif seen[one.code] == LISTED + 1:
            left = counts[one.code] - LISTED
            rows.append(MissingRow(f"{one.code}:others", one, unlisted=left if left > 1 else 0))
    return rows


class BeforeSigning(_MixedInScreen):
    """The part of the conclusions' screen that says what is missing."""

    _judged: View | None = None
    _contradicting = 0

    if TYPE_CHECKING:

        def show_record(self, record_id: str, field: str = "text") -> None:
            """Go to a conclusion's fields."""

    @property
    def missing_list(self) -> RowList[MissingRow]:
        """The list of what is missing."""
        return self.query_one("#missing-list", RowList)

    def fill_missing(self, missing: Sequence[Missing]) -> None:
        """Show what is missing before signing, and what the agency declared and contradicts."""
        if not self.state.is_whole:
            return
        if not self.state.content.declared:
            self._judged, self._contradicting = None, 0
        elif self._judged is not self.state.view:
            self.run_worker(self._judge_declared, exclusive=True, group="declared")  # type: ignore[arg-type]
        title = self.query_one("#missing-title", Static)
        title.set_class(not missing, "-ready")
        if missing:
            title.update(
                self.t("MISSING BEFORE SIGNING ({count})", count=number(len(missing), self.inspect.catalog.language))
            )
        else:
            title.update("✓ " + self.t("Ready to sign (F6)"))
        rows = missing_rows(missing)
        if self._contradicting:
            found = Missing("declared", "declared", "", str(self._contradicting))
            rows.append(MissingRow("declared", found))
        self.missing_list.set_rows(rows)
        self.missing_list.display = bool(rows)

    async def _judge_declared(self) -> None:
        """Judge the declared figures beside the keys: a large checklist takes a moment."""
        from inspect_tui.services.declaring import check_view

        view = self._judged = self.state.view
        check = await self.inspect.gateway.long(lambda: check_view(view))
        count = len(check.points) if check.consistent is False else 0
        if count != self._contradicting and self.state.view is view:
            self._contradicting = count
            self.fill_missing(self.state.missing())

    def draw_missing(self, row: MissingRow, width: int) -> list[Content]:
        """Draw one thing that is missing."""
        return [Content(line) for line in self._missing_lines(row, width)]

    def height_of_missing(self, row: MissingRow, width: int) -> int:
        """Return the lines of one thing that is missing."""
        return len(self._missing_lines(row, width))

    def _missing_lines(self, row: MissingRow, width: int) -> list[str]:
        words = describe(row.missing, self.inspect.catalog)
        if row.unlisted:
            words += " … " + self.inspect.catalog.n("and {count} more", "and {count} more", row.unlisted - 1)
        return hanging(words, width, 2).split("\n")

    def go_to_missing(self, missing: Missing) -> None:
        """Jump to the place where something is missing."""
        if missing.code == "declared":
            self.inspect.action_show("declared")
            return
        if missing.code == "conflict":
            self.inspect.show_conflict((missing.record, missing.id), missing.field)
            return
        field = {
            "task_no_cause": "cause", "task_no_responsibility": "responsibility", "task_no_date": "completed_on",
            "request_no_owner": "owner", "request_no_deadline": "deadline", "text_figure": "text",
        }.get(missing.code, "verdict")  # fmt: skip
        if missing.record == "conclusion":
            self.show_record(missing.id, field)
        elif missing.record == "task":
            self.inspect.go("checklist", lambda shown: shown.show_record(missing.id, field))
        else:
            self.inspect.go("meeting", lambda shown: shown.show_field(missing.field, came_from=self.OWN_KEY))

    def action_missing(self) -> None:
        """Go to the list of what is missing."""
        if self.missing_list.display:
            self.remove_class("-detail")
            self.missing_list.focus()
