"""Stage four: the cells of a task's row become the values of a task."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from inspect_tui.domain.ids import task_id
from inspect_tui.domain.records import Value
from inspect_tui.domain.sources import source_from_title
from inspect_tui.domain.vietnamese import clean, fold, one_line
from inspect_tui.domain.vietnamese_dates import FIRST_YEAR, LAST_YEAR, NO_DATE, ReadDate, read_date
from inspect_tui.registers.cells import Cell
from inspect_tui.registers.header import Header
from inspect_tui.registers.model import Problem, RegisterTask
from inspect_tui.registers.rows import TaskRow

MAX_TEXT: Final = 32_767
"""What a cell of Excel holds at most; longer text is not a task's words."""

_LINES: Final = ("number", "document", "lead", "leader")
_TEXTS: Final = ("content", "product", "nature", "degree", "cause", "responsibility", "remark")
_DONE: Final = ("da hoan thanh", "hoan thanh", "da xong", "xong", "da thuc hien xong", "da ket thuc")
_NOT_DONE: Final = ("chua", "dang", "khong hoan thanh", "khong thuc hien")
_PARTLY: Final = ("hoan thanh mot phan", "hoan thanh co ban", "co ban hoan thanh")
_VERDICTS: Final[dict[str, str]] = {
    "thong nhat": "agreed", "dong y": "agreed", "agreed": "agreed", "done": "done", "not_done": "not_done",
    "partly": "partly", "da hoan thanh": "done", "hoan thanh": "done", "chua hoan thanh": "not_done",
    "khong hoan thanh": "not_done", "hoan thanh mot phan": "partly", "mot phan": "partly",
}  # fmt: skip
_DATED: Final = ("date", "day_month", "short_year", "several")
_UNDATED: Final[dict[str, str]] = {"routine": "routine", "no_year": "no_year", "no_base": "no_base"}
_MOST_SHOWN: Final = 200


class Typer:
    """Makes tasks of rows, in order, and gathers what a person must look at.

    Attributes:
        problems: what was doubtful so far.
    """

    def __init__(self, header: Header, session_id: str, year_hint: int | None) -> None:
        """Start at the first task.

        Args:
            header: the columns.
            session_id: the session, for the ids.
            year_hint: the year of the cut-off date.
        """
        self.problems: list[Problem] = []
        self._session_id, self._year_hint = session_id, year_hint
        self._seen: dict[tuple[str, str], int] = {}
        self._lines: dict[str, str] = {}
        self._lists: dict[str, list[str]] = {}
        self._issued: dict[str, date | None] = {}
        self.use(header)

    def use(self, header: Header) -> None:
        """Read the tasks from here on under a header: a sheet may hold several tables."""
        self._columns = columns = header.columns
        self._extensions = header.extensions
        self._line_columns = [(name, columns[name]) for name in _LINES if name in columns]
        self._text_columns = [(name, columns[name]) for name in _TEXTS if name in columns]
        plain = "first_deadline" not in columns and not header.extensions
        self._one_deadline = columns.get("deadline") if plain else None
        self._has_completion = not columns.keys().isdisjoint(("completed_on", "status", "product"))

    def task(self, task_row: TaskRow, position: int) -> RegisterTask:
        """Return the task of one row; doubtful values are added to ``problems``."""
        row, cells = task_row.index + 1, task_row.cells
        columns = self._columns
        values: dict[str, Value] = {"position": position, "source": task_row.source}
        for name, column in self._line_columns:
            cell = cells[column]
            if cell != "" and cell is not None and (text := self._line(row, name, cell)):
                values[name] = text
        for name, column in self._text_columns:
            cell = cells[column]
            if cell != "" and cell is not None and (text := self._text(row, name, cell)):
                values[name] = text
        content = values["content"]
        if "source" in columns and (text := self._line(row, "source", cells[columns["source"]])):
            values["source"] = source_from_title(text)
        if "coordinating" in columns and (cell := cells[columns["coordinating"]]):
            agencies = self._agencies(row, cell)
            if agencies:
                values["coordinating"] = agencies
        if "progress" in columns and (text := _progress(cells[columns["progress"]])):
            values["progress"] = text
        self._dates(row, cells, values)
        if "verdict" in columns:
            self._verdict(row, self._line(row, "verdict", cells[columns["verdict"]]), values)
        document = values.get("document", "")
        # The same comparison as in the id: white space does not tell two tasks apart.
        key = (document, " ".join(content.split()))
        self._seen[key] = occurrence = self._seen.get(key, 0) + 1
        return RegisterTask(task_id(self._session_id, document, content, occurrence), row, values)

    def _line(self, row: int, name: str, cell: Cell) -> str:
        if not isinstance(cell, str):
            return plain(cell)
        known = self._lines.get(cell)
        if known is None:
            known = one_line(self._bounded(row, name, cell))
            # Agencies and documents come again and again; long texts do not and would only fill the memory.
            if len(cell) < 200:
                self._lines[cell] = known
        return known

    def _agencies(self, row: int, cell: Cell) -> list[str]:
        words = cell if isinstance(cell, str) else plain(cell)
        known = self._lists.get(words)
        if known is None:
            known = split_agencies(clean(self._bounded(row, "coordinating", words)))
            if len(words) < 500:
                self._lists[words] = known
        return list(known)

    def _text(self, row: int, name: str, cell: Cell) -> str:
        if not isinstance(cell, str):
            return plain(cell)
        return clean(cell if len(cell) <= MAX_TEXT else self._bounded(row, name, cell)).strip()

    def _bounded(self, row: int, name: str, text: str) -> str:
        if len(text) <= MAX_TEXT:
            return text
        self._problem(row, name, text[:_MOST_SHOWN], "too_long")
        return text[:MAX_TEXT]

    def _problem(self, row: int, name: str, value: str, reason: str) -> None:
        self.problems.append(Problem(row, name, one_line(value[: 2 * _MOST_SHOWN])[:_MOST_SHOWN], reason))

    def _read(self, row: int, name: str, cell: Cell, issued_on: date | None, *, report: bool = True) -> ReadDate:
        if cell == "" or cell is None:
            return NO_DATE
        found = read_date(cell, year_hint=self._year_hint, issued_on=issued_on)
        if report and found.kind != "date" and (found.inferred or (found.value is None and found.kind != "empty")):
            reason = "inferred" if found.inferred else _UNDATED.get(found.kind, "unreadable_date")
            self._problem(row, name, found.raw, reason)
        return found

    def _dates(self, row: int, cells: Sequence[Cell], values: dict[str, Value]) -> None:
        columns = self._columns
        issued: date | None = None
        if "issued_on" in columns:
            issued = self._day(row, "issued_on", cells[columns["issued_on"]], None)
        if issued is None and "document" in values:
            document = values["document"]
            if document not in self._issued:
                self._issued[document] = _issued_in(document)
            issued = self._issued[document]
        if issued is not None:
            values["issued_on"] = issued.isoformat()
        if self._one_deadline is not None and type(cells[self._one_deadline]) is date:
            deadline = self._day(row, "deadline", cells[self._one_deadline], None)
            if deadline is not None:
                values["deadline"] = deadline.isoformat()
        else:
            self._deadlines(row, cells, issued, values)
        if self._has_completion:
            self._completion(row, cells, issued, values)

    def _day(self, row: int, name: str, cell: Cell, issued: date | None) -> date | None:
        """Read a cell that mostly is a date already, as most cells of most registers are."""
        if type(cell) is date and FIRST_YEAR <= cell.year <= LAST_YEAR:
            return cell
        return self._read(row, name, cell, issued).value

    def _deadlines(self, row: int, cells: Sequence[Cell], issued: date | None, values: dict[str, Value]) -> None:
        columns = self._columns
        later: Cell = cells[columns["deadline"]] if "deadline" in columns else None
        for extension in self._extensions:
            if not _is_nothing(cells[extension]):
                later = cells[extension]
        if "first_deadline" not in columns:
            found = self._read(row, "deadline", later, issued)
        elif _is_nothing(later):
            found = self._read(row, "deadline", cells[columns["first_deadline"]], issued)
        else:
            found = self._read(row, "deadline", later, issued)
            before = self._read(row, "first_deadline", cells[columns["first_deadline"]], issued)
            if before.value is not None:
                values["first_deadline"] = before.value.isoformat()
        if found.value is not None:
            values["deadline"] = found.value.isoformat()
        if found.kind != "empty" and not found.plain:
            values["deadline_text"] = found.raw

    def _completion(self, row: int, cells: Sequence[Cell], issued: date | None, values: dict[str, Value]) -> None:
        columns = self._columns
        status = self._text(row, "status", cells[columns["status"]]) if "status" in columns else ""
        done: date | None = None
        told = ""
        if "completed_on" in columns:
            cell = cells[columns["completed_on"]]
            if type(cell) is date and not status:
                done = self._day(row, "completed_on", cell, None)
                if done is not None:
                    values["declared_completed_on"] = done.isoformat()
                return
            found = self._read(row, "completed_on", cell, issued, report=not isinstance(cell, str))
            done = found.value
            if isinstance(cell, str) and found.kind != "empty":
                told = found.raw
                self._told(row, found)
                status = status or (told if done is None else "")
        if status:
            values["declared_status"] = status
            if done is None and not told:
                done = self._from_words(row, status, issued)
            elif done is not None and fold(status[:40]).startswith(_NOT_DONE):
                self._problem(row, "status", status, "contradiction")
        elif done is None and not told and "product" in values:
            done = self._from_words(row, values["product"], issued, report=False)
        if done is not None:
            values["declared_completed_on"] = done.isoformat()

    def _told(self, row: int, found: ReadDate) -> None:
        """Report a completion that is words: "not yet" is plain, "done" without a day is not."""
        if found.inferred:
            self._problem(row, "completed_on", found.raw, "inferred")
        elif found.value is None and not fold(found.raw[:40]).startswith(_NOT_DONE):
            reason = "done_without_date" if says_done(found.raw) else _UNDATED.get(found.kind, "unreadable_date")
            self._problem(row, "completed_on", found.raw, reason)

    def _from_words(self, row: int, words: str, issued: date | None, *, report: bool = True) -> date | None:
        """Take the day of completion from words such as "Đã hoàn thành ngày 12/6/2021"."""
        if not says_done(words):
            return None
        found = read_date(words, year_hint=self._year_hint, issued_on=issued)
        # A month or a quarter in a sentence is what the report was about: "Đã hoàn thành báo cáo quý II".
        if found.value is None or found.kind not in _DATED:
            if report:
                self._problem(row, "completed_on", words, "done_without_date")
            return None
        folded = fold(words)
        if found.inferred or not ("hoan thanh ngay" in folded or "hoan thanh vao ngay" in folded):
            self._problem(row, "completed_on", words, "inferred")
        return found.value

    def _verdict(self, row: int, words: str, values: dict[str, Value]) -> None:
        verdict = _VERDICTS.get(fold(words).rstrip("."))
        if verdict:
            values["verdict"] = verdict
        elif words:
            self._problem(row, "verdict", words, "unknown_choice")


def says_done(words: str) -> bool:
    """Tell whether a status says that the task is done, wholly: 80 % and "basically" do not."""
    folded = fold(words[:300])
    if not folded.startswith(_DONE) or folded.startswith(_PARTLY) or "chua hoan thanh" in folded:
        return False
    before, percent, _ = folded.partition("%")
    return not percent or before.rstrip().endswith("100")


def split_agencies(text: str) -> list[str]:
    """Split agencies at semicolons and line ends; commas belong to names ("Sở Văn hóa, Thể thao và Du lịch").

    A line that starts with a small letter goes on with the name before it, for a narrow column was broken by hand.
    """
    if not text:
        return []
    parts: list[str] = []
    for chunk in text.split(";") if ";" in text else (text,):
        start = len(parts)
        for line in chunk.split("\n") if "\n" in chunk else (chunk,):
            name = one_line(line).strip("-–+•*, ").removesuffix(".").rstrip()
            if name and name[0].islower() and len(parts) > start:
                parts[-1] += " " + name
            elif name:
                parts.append(name)
    return list(dict.fromkeys(parts))


def _is_nothing(cell: Cell) -> bool:
    return cell is None or cell == "" or (isinstance(cell, str) and read_date(cell).kind == "empty")


def plain(cell: Cell) -> str:
    """Return a number or a date as a person would write it."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}".replace(".", ",")
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year}"
    return one_line(str(cell))


def _progress(cell: Cell) -> str:
    """Return progress in words; Excel keeps a percentage as a fraction."""
    if isinstance(cell, float) and 0 < cell <= 1:
        return f"{cell * 100:.4g}%".replace(".", ",")
    return plain(cell) if not isinstance(cell, str) else one_line(cell[:MAX_TEXT])


def _issued_in(document: str) -> date | None:
    """Return the date in a document's own words, "1241/QĐ-UBND ngày 05/01/2021", where no column has it."""
    at = fold(document).find("ngay ") if len(document) > 12 else -1
    if at < 0:
        return None
    found = read_date(document[at:])
    return found.value if found.kind == "date" else None
