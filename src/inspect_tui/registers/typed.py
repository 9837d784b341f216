"""Stage four: the cells of a task's row become the values of a task."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from inspect_tui.domain.event_words import event_in
from inspect_tui.domain.ids import task_id_of_lines
from inspect_tui.domain.records import Value
from inspect_tui.domain.sources import Source, sources_from_cell
from inspect_tui.domain.vietnamese import evenly_spaced, fold, nfc, one_line
from inspect_tui.domain.vietnamese_dates import NO_DATE, ReadDate, read_date
from inspect_tui.registers.agencies import by_labels, lead_of, split_agencies
from inspect_tui.registers.cells import Cell
from inspect_tui.registers.completions import UNDATED, Completions
from inspect_tui.registers.header import Header
from inspect_tui.registers.model import Problem, RegisterTask, Visit
from inspect_tui.registers.plain_cells import is_error, plain, plain_day, sure_day
from inspect_tui.registers.rows import TaskRow

MAX_TEXT: Final = 32_767
"""What a cell of Excel holds at most; longer text is not a task's words."""

_LINES: Final = ("number", "document", "leader")
_TEXTS: Final = ("content", "product", "nature", "degree", "cause", "responsibility", "remark")
_VERDICTS: Final[dict[str, str]] = {
    "thong nhat": "agreed", "dong y": "agreed", "agreed": "agreed", "done": "done", "not_done": "not_done",
    "partly": "partly", "da hoan thanh": "done", "hoan thanh": "done", "chua hoan thanh": "not_done",
    "khong hoan thanh": "not_done", "hoan thanh mot phan": "partly", "mot phan": "partly",
    "dung nhu bao cao": "agreed",
}  # fmt: skip
_EVENTFUL: Final = (
    ("status", "declared_status"), ("completed_on", "declared_status"), ("product", "product"), ("remark", "remark"),
)  # fmt: skip
"""Columns in which words may tell of an event, and where they are stored."""
_ISSUED: Final = ("date", "day_month", "short_year", "serial", "of_paper")
"""Ways of writing the day of a paper; a month or a span of days is none."""
_YEAR_LAST: Final = re.compile(r"(?:[/.\-]|(?i:nam|năm))\s*(?:19|20)\d\d(?!\d|\s*/)")
"""A year where dates have it, unlike 30/2020/NĐ-CP: asked of every document, and few have one."""
_MOST_SHOWN: Final = 200
_BROKEN: Final = "\ufffd"
"""What stands for bytes that were no letter."""
_ODD: Final = frozenset("=#+-@ \n\t")
_FORMULA: Final = re.compile(r"=|[+\-@][\w.]*[(|]")


class Typer:
    """Makes tasks of rows, in order, and gathers what a person must look at.

    Attributes:
        problems: what was doubtful so far.
    """

    def __init__(
        self,
        header: Header,
        session_id: str,
        year_hint: int | None,
        visit: Visit = Visit(),  # noqa: B008 - it cannot be changed
        sources: tuple[Source, ...] = (),
    ) -> None:
        """Start at the first task.

        Args:
            header: the columns.
            session_id: the session, for the ids.
            year_hint: the year of the cut-off date.
            visit: its days, against which completions are held.
            sources: those beside the ones that are always known.
        """
        self.problems: list[Problem] = []
        self._session_id, self._year_hint = session_id, year_hint
        self._seen: dict[tuple[str, str], int] = {}
        self._lines: dict[Cell, str] = {}
        self._lists: dict[str, list[str]] = {}
        self._issued: dict[str, date | None] = {}
        self._as_of, self._held_on = visit.as_of, visit.held_on
        self._sources = sources
        self.use(header)

    def use(self, header: Header) -> None:
        """Read the tasks from here on under a header: a sheet may hold several tables."""
        self._columns = columns = header.columns
        self._extensions = header.extensions
        self._line_columns = [(name, columns[name]) for name in _LINES if name in columns]
        self._text_columns = [(name, columns[name]) for name in _TEXTS if name in columns]
        self._eventful = tuple({stored: name for name, stored in _EVENTFUL[::-1] if name in columns}.items())
        plain = "first_deadline" not in columns and not header.extensions
        self._one_deadline = columns.get("deadline") if plain else None
        self._completions = Completions(header, self._year_hint, self._held_on or self._as_of, self._problem)

    def task(self, task_row: TaskRow, position: int) -> RegisterTask:
        """Return the task of one row; doubtful values are added to ``problems``."""
        row, cells = task_row.index + 1, task_row.cells
        columns, known = self._columns, self._lines
        values: dict[str, Value] = {"position": position, "source": task_row.source}
        for name, column in self._line_columns:
            cell = cells[column]
            if cell != "" and cell is not None and (text := known.get(cell) or self._line(row, name, cell)):
                values[name] = text
        for name, column in self._text_columns:
            cell = cells[column]
            if cell != "" and cell is not None and (text := self._text(row, name, cell)):
                values[name] = text
        content = values["content"]
        if "source" in columns and (text := self._line(row, "source", cells[columns["source"]])):
            values["source"] = sources_from_cell(text, self._sources)
        others = cells[columns["coordinating"]] if "coordinating" in columns else None
        if "lead" in columns:
            cell = cells[columns["lead"]]
            if not others and isinstance(cell, str) and (both := by_labels(cell)):
                cell, others = both
            if text := self._lead(row, cell):
                values["lead"] = text
        if others and (agencies := self._agencies(row, others)):
            values["coordinating"] = agencies
        if "progress" in columns and (text := self._progress(row, cells[columns["progress"]])):
            values["progress"] = text
        self._dates(row, cells, values)
        if "verdict" in columns:
            self._verdict(row, self._line(row, "verdict", cells[columns["verdict"]]), values)
        if self._eventful:
            self._events(row, values)
        document = values.get("document", "")
        # The same comparison as in the id: white space does not tell two tasks apart.
        key = (document, _one_spaced(content))
        self._seen[key] = occurrence = self._seen.get(key, 0) + 1
        return RegisterTask(task_id_of_lines(self._session_id, *key, occurrence), row, values)

    def _line(self, row: int, name: str, cell: Cell) -> str:
        if not isinstance(cell, str):
            return plain(cell)
        known = self._lines.get(cell)
        if known is None:
            odd = cell[:1] in _ODD
            known = one_line(self._bounded(row, name, cell)) if not odd or self._is_kept(row, name, cell) else ""
            # Agencies and documents come again and again; long texts do not and would only fill the memory.
            if not self._is_broken(row, name, cell) and len(cell) < 200 and not odd:
                self._lines[cell] = known
        return known

    def _lead(self, row: int, cell: Cell) -> str:
        if not isinstance(cell, str) or ("\n" not in cell and "\r" not in cell):
            return self._line(row, "lead", cell)
        return lead_of(self._text(row, "lead", cell))

    def _agencies(self, row: int, cell: Cell) -> list[str]:
        words = cell if isinstance(cell, str) else plain(cell)
        known = self._lists.get(words)
        if known is None:
            known = split_agencies(self._text(row, "coordinating", words))
            if len(words) < 500 and words[:1] not in _ODD and _BROKEN not in words:
                self._lists[words] = known
        return list(known)

    def _text(self, row: int, name: str, cell: Cell) -> str:
        if not isinstance(cell, str):
            return plain(cell)
        known = cell.isprintable() and len(cell) <= MAX_TEXT and cell[:1] not in _ODD
        if known and _BROKEN not in cell and "  " not in cell:
            # Nearly every text: nothing has to be taken out of it.
            return nfc(cell).strip()
        if cell[:1] in _ODD and not self._is_kept(row, name, cell):
            return ""
        self._is_broken(row, name, cell)
        return evenly_spaced(cell if len(cell) <= MAX_TEXT else self._bounded(row, name, cell))

    def _is_kept(self, row: int, name: str, cell: str) -> bool:
        """Tell whether odd words are a text after all; an error of Excel is none, a formula is and has no result."""
        start = cell[:_MOST_SHOWN].lstrip()
        if is_error(start):
            self._problem(row, name, start, "cell_error")
            return False
        if _FORMULA.match(start):
            self._problem(row, name, start, "formula")
        return True

    def _is_broken(self, row: int, name: str, cell: str) -> bool:
        """Tell whether letters were lost before the words came here, and name them."""
        if _BROKEN not in cell:
            return False
        self._problem(row, name, cell, "broken_text")
        return True

    def _progress(self, row: int, cell: Cell) -> str:
        """Return progress in words; Excel keeps a percentage as a fraction."""
        if isinstance(cell, float) and 0 < cell <= 1:
            return f"{cell * 100:.4g}%".replace(".", ",")
        return self._line(row, "progress", cell) if isinstance(cell, str) and cell else plain(cell)

    def _bounded(self, row: int, name: str, text: str) -> str:
        if len(text) <= MAX_TEXT:
            return text
        self._problem(row, name, text[:_MOST_SHOWN], "too_long")
        return text[:MAX_TEXT]

    def _problem(self, row: int, name: str, value: str, reason: str) -> None:
        self.problems.append(Problem(row, name, one_line(value[: 2 * _MOST_SHOWN])[:_MOST_SHOWN], reason))

    def _read(self, row: int, name: str, cell: Cell, issued_on: date | None) -> ReadDate:
        if cell == "" or cell is None:
            return NO_DATE
        found = read_date(cell, year_hint=self._year_hint, issued_on=issued_on)
        if found.kind != "date" and (found.inferred or (found.value is None and found.kind != "empty")):
            if is_error(cell):
                self._problem(row, name, found.raw, "cell_error")
                return NO_DATE
            asked = found.kind == "asked_only"
            reason = "inferred" if found.inferred and not asked else UNDATED.get(found.kind, "unreadable_date")
            self._problem(row, name, found.raw, reason)
        return found

    def _dates(self, row: int, cells: Sequence[Cell], values: dict[str, Value]) -> None:
        columns = self._columns
        issued: date | None = None
        if "issued_on" in columns:
            cell = cells[columns["issued_on"]]
            issued = sure_day(cell) or self._issued_day(row, cell)
        if issued is None and "document" in values:
            document = values["document"]
            if document not in self._issued:
                self._issued[document] = _issued_in(document)
            issued = self._issued[document]
        if issued is not None:
            values["issued_on"] = issued.isoformat()
        cell = None if self._one_deadline is None else cells[self._one_deadline]
        deadline = sure_day(cell)
        if deadline is None and type(cell) is date:
            self._read(row, "deadline", cell, None)
        elif deadline is None:
            deadline = self._deadlines(row, cells, issued, values)
        if deadline is not None:
            values["deadline"] = deadline.isoformat()
            if issued is not None and deadline < issued:
                self._problem(row, "deadline", plain_day(deadline), "before_issue")
        if self._completions.exists:
            status = self._text(row, "status", cells[columns["status"]]) if "status" in columns else ""
            done = self._completions.read(row, cells, issued, values, status)
            if done is not None:
                values["declared_completed_on"] = done.isoformat()
                self._check_done(row, done, issued)

    def _check_done(self, row: int, done: date, issued: date | None) -> None:
        if issued is not None and done < issued:
            self._problem(row, "completed_on", plain_day(done), "before_issue")
        if self._held_on is not None and done > self._held_on:
            self._problem(row, "completed_on", plain_day(done), "after_visit")

    def _issued_day(self, row: int, cell: Cell) -> date | None:
        """Read when a paper was issued: here the day that stands behind its number is the one that is asked for."""
        if type(cell) is date:
            return self._read(row, "issued_on", cell, None).value
        found = read_date(cell, year_hint=self._year_hint, papers=True)
        if found.kind in _ISSUED:
            if found.inferred and found.kind != "of_paper":
                self._problem(row, "issued_on", found.raw, "inferred")
            return found.value
        if found.kind != "empty":
            self._problem(row, "issued_on", found.raw, "cell_error" if is_error(cell) else "unreadable_date")
        return None

    def _deadlines(self, row: int, cells: Sequence[Cell], issued: date | None, values: dict[str, Value]) -> date | None:
        columns = self._columns
        given, moved, words = NO_DATE, NO_DATE, ""
        for column in reversed(self._extensions or tuple(columns[c] for c in ("deadline",) if c in columns)):
            found = self._read(row, "deadline", cells[column], issued)
            if found.kind != "empty":
                moved, words = found, words or found.raw
            if found.value is not None or found.kind == "routine":
                break
        if "first_deadline" in columns:
            name = "deadline" if moved.kind == "empty" else "first_deadline"
            given = self._read(row, name, cells[columns["first_deadline"]], issued)
        found, first = moved._replace(raw=words), given.value or moved.first
        if moved.kind == "empty":
            found, first = given, given.first
        elif moved.value is None and moved.kind != "routine" and given.value is not None:
            # Words that name no later day move no deadline: the first one stands, and the words beside it.
            found, first = given._replace(raw=words), given.first
        elif moved.value is not None and given.value is not None and moved.value < given.value:
            self._problem(row, "deadline", plain_day(moved.value), "before_first")
        if first is not None:
            values["first_deadline"] = first.isoformat()
        if found.kind != "empty" and not found.plain:
            values["deadline_text"] = found.raw
        return found.value

    def _events(self, row: int, values: dict[str, Value]) -> None:
        """Name words that read like an event of the task; what they say is done nowhere but in the session."""
        for field, name in self._eventful:
            words = values.get(field)
            if not isinstance(words, str) or not (kind := event_in(words)):
                continue
            # An extension that the deadlines know is no news.
            if kind != "extended" or "first_deadline" not in values:
                self._problem(row, name, words, "maybe_event")

    def _verdict(self, row: int, words: str, values: dict[str, Value]) -> None:
        verdict = _VERDICTS.get(fold(words).rstrip("."))
        if verdict:
            values["verdict"] = verdict
            if ("declared_completed_on" in values) == (verdict == "not_done") and verdict in ("done", "not_done"):
                self._problem(row, "verdict", words, "verdict_differs")
        elif words:
            self._problem(row, "verdict", words, "unknown_choice")


def _one_spaced(text: str) -> str:
    """Return a stored text with every run of white space as one space; among what is printable, that is spaces only."""
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def _issued_in(document: str) -> date | None:
    """Return the date in a document's own words, "1241/QĐ-UBND ngày 05/01/2021", where no column has it."""
    if len(document) <= 12 or not _YEAR_LAST.search(document):
        return None
    found = read_date(document, papers=True)
    return found.value if found.kind in ("date", "of_paper") else None
