"""The day of completion, from its own column, or from a status or result in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from inspect_tui.domain.completion import (
    Completion,
    bare_day,
    is_doubted,
    is_handed_in,
    is_odd_beside,
    is_open,
    is_rejected,
    read_completion,
)
from inspect_tui.domain.records import Value
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.domain.vietnamese_dates import ReadDate, read_date
from inspect_tui.registers.cells import Cell
from inspect_tui.registers.header import Header
from inspect_tui.registers.kinds import is_tick
from inspect_tui.registers.plain_cells import is_error, plain, sure_day

UNDATED: Final[dict[str, str]] = {
    kind: kind for kind in ("routine", "no_year", "no_base", "vague", "two_ways", "of_paper", "asked_only")
}
"""What a cell says instead of a day, to the reason; anything else is no date."""
_TRUE: Final = "TRUE"

Report = Callable[[int, str, str, str], None]
"""Takes row, field, words and reason of what a person must look at."""


class Completions:
    """Reads the day of completion of one row after the other."""

    def __init__(self, header: Header, year_hint: int | None, latest: date | None, report: Report) -> None:
        """Start.

        Args:
            header: the columns.
            year_hint: the year of a day without a year.
            latest: the day after which nothing can have been done yet, or None.
            report: takes what is doubtful.
        """
        columns = header.columns
        self._column = columns.get("completed_on")
        self._year_hint, self._latest, self._report = year_hint, latest, report
        self._deadline: date | None = None
        self.exists = not columns.keys().isdisjoint(("completed_on", "status", "product"))
        """Whether the register says anything about completion at all."""

    def read(
        self, row: int, cells: Sequence[Cell], issued_on: date | None, values: dict[str, Value], status: str
    ) -> date | None:
        """Return the day of completion of a row, and add the declared status to its values."""
        deadline = values.get("deadline")
        self._deadline = date.fromisoformat(deadline) if isinstance(deadline, str) else None
        cell = cells[self._column] if self._column is not None else None
        done = sure_day(cell)
        told = ""
        if done is None and cell is not None and cell != "":
            done, told = self._own_column(row, cell, issued_on)
        status = status or (told if done is None else "")
        if status:
            values["declared_status"] = status
        if done is not None:
            if status:
                self._compare(row, status, done, issued_on)
        elif not told and status:
            done = self._from_words(row, "status", status, issued_on)
        elif not status and isinstance(product := values.get("product"), str):
            done = self._from_words(row, "product", product, issued_on, only_day=True)
        return done

    def _compare(self, row: int, status: str, done: date, issued_on: date | None) -> None:
        """Report a status that says something else than the column of completion."""
        if is_open(status) or is_rejected(status):
            self._report(row, "status", status, "contradiction")
            return
        bare = bare_day(status, year_hint=self._year_hint, issued_on=issued_on)
        said = read_completion(status, year_hint=self._year_hint, issued_on=issued_on)
        if bare.day not in (None, done) or (said.day not in (None, done) and not said.inferred):
            self._report(row, "status", status, "two_ways")

    def _own_column(self, row: int, cell: Cell, issued_on: date | None) -> tuple[date | None, str]:
        """Return the day in the column of completion, and its words where it holds words."""
        if isinstance(cell, bool):
            if cell:
                self._report(row, "completed_on", plain(cell), "done_without_date")
            return None, plain(cell) if cell else ""
        if not isinstance(cell, str):
            found = read_date(cell, year_hint=self._year_hint, issued_on=issued_on)
            return self._believed(row, found), ""
        words = one_line(cell)
        if is_tick(words):
            self._report(row, "completed_on", words, "done_without_date")
            return None, words
        said = read_completion(words, year_hint=self._year_hint, issued_on=issued_on)
        if said.state != "open":
            return self._said(row, "completed_on", words, said), words
        if is_open(words):
            return None, words
        if is_handed_in(words):
            self._report(row, "completed_on", words, "maybe_done")
            return None, words
        if is_error(cell):
            self._report(row, "completed_on", words, "cell_error")
            return None, ""
        found = read_date(cell, year_hint=self._year_hint, issued_on=issued_on, papers=True)
        if found.value is not None and is_doubted(words):
            self._report(row, "completed_on", words, "maybe_done")
            return None, words
        return self._believed(row, found), "" if found.kind == "empty" else words

    def _believed(self, row: int, found: ReadDate) -> date | None:
        """Return a day that was read, unless a rule made it and it has not come yet: nothing is done in the future."""
        if found.kind in ("date", "empty"):
            return found.value
        reason = "inferred" if found.inferred else UNDATED.get(found.kind, "unreadable_date")
        value = found.value
        if found.kind == "asked_only":
            value, reason = None, found.kind
        elif value is not None and found.inferred and self._latest is not None and value > self._latest:
            value, reason = None, "two_ways"
        self._report(row, "completed_on", found.raw, reason)
        return value

    def _from_words(
        self, row: int, field: str, words: str, issued_on: date | None, *, only_day: bool = False
    ) -> date | None:
        """Take the day of completion from words such as "Đã hoàn thành ngày 12/6/2021"."""
        if is_tick(words) or words == _TRUE:
            self._report(row, field, words, "maybe_done")
            return None
        said = read_completion(words, year_hint=self._year_hint, issued_on=issued_on)
        if said.state == "open" and field == "status":
            said = bare_day(words, year_hint=self._year_hint, issued_on=issued_on)
        if said.state == "open" or (only_day and said.day is None):
            return None
        return self._said(row, field, words, said)

    def _said(self, row: int, field: str, words: str, said: Completion) -> date | None:
        day = said.day
        inferred = said.inferred or (day is not None and is_odd_beside(words, day, self._deadline))
        if said.state == "perhaps":
            self._report(row, field, words, "maybe_done")
        elif day is None:
            self._report(row, "completed_on", words, "done_without_date")
        elif inferred and self._latest is not None and day > self._latest:
            self._report(row, "completed_on", words, "two_ways")
            return None
        elif inferred:
            self._report(row, "completed_on", words, "inferred")
        return day
