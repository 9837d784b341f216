"""The columns of a register as a table of data, one for each field that `register import` knows, and its rows.

The headers, the words of sources and those of verdicts are Vietnamese in every language: they are what the reader of
registers understands without being told, and the table goes back to an agency that reads no other.

Declared and found facts stand apart. "Ngày hoàn thành" and "Tình trạng" are what the agency declares, and are read back
as that; the day that the group found and the standing on the cut-off date have columns of their own, which the reader
knows not to read. What it cannot read back:

- the found day of completion, events, examiners and marks to be asked about, for no column of a register has them;
- a deadline beside words that mean another day: both stand in the cell, and come back as its words; a first deadline
  without a later one comes back as the deadline;
- white space inside a text: runs of spaces become one, and those at a line's end go;
- a cell that says "as above" (nt, như trên), an error (#REF!), a mark of secrecy, a number that is a section's (A, II);
- list marks ("- ", "a) ") and semicolons in the names of agencies, and a source that is called like another one;
- the day of issue that the document's own words have, or a completion that the words of the status or the product have,
  where the session holds none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from inspect_tui.documents.check import DocumentError, anchor, missing
from inspect_tui.documents.paper import Expected, printable
from inspect_tui.documents.phrases import sentence_case
from inspect_tui.documents.tables import status_words
from inspect_tui.domain.coded_error import CodedError
from inspect_tui.domain.dates import official_date
from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.records import LABELS, SessionContent, Task
from inspect_tui.domain.sources import source_title, sources_from_cell, sources_of
from inspect_tui.domain.status import Standing
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.domain.vietnamese_dates import read_date
from inspect_tui.locale import N_, Catalog

MAX_CELL: Final = 32_767
"""What a cell of Excel holds at most, in units of UTF-16."""
NO_DEADLINE: Final = "–"
"""Stands where a task has no deadline: the reader takes it for none, and a row that has only words for a task's."""
MESSAGES: Final[dict[str, str]] = {
    "cell_too_long": N_(
        "task {label} has more than {most} characters under “{column}”, more than a cell of Excel holds; "
        "the register was not written"
    ),
}

CellValue = str | int | date | None


class RegisterBookError(CodedError):
    """A register that a workbook cannot hold; it was not written."""


class _Words(NamedTuple):
    """What the values of a register are said in: the reader's language, and that of the person."""

    reader: Catalog
    person: Catalog
    year: int | None


class Column(NamedTuple):
    """A column of a register.

    Attributes:
        header: its words, which the reader understands.
        width: in characters.
        value: makes a cell of a task.
        always: stays in sight where no task has anything in it.
    """

    header: str
    width: float
    value: Callable[[Task, Standing, _Words], CellValue]
    always: bool = False


def register_rows(
    content: SessionContent, standing_of: Mapping[str, Standing], catalog: Catalog
) -> Iterator[tuple[CellValue, ...]]:
    """Yield the cells of each task in the order of the register, every text inert.

    Raises:
        RegisterBookError: ``cell_too_long``; nothing is ever cut.
    """
    session = content.session
    day = session.as_of or session.held_on
    words = _Words(Catalog("vi"), catalog, day.year if day else None)
    labels = task_labels(content.tasks)
    for task in content.tasks:
        now = standing_of[task.id]
        row = []
        for column in COLUMNS:
            cell = column.value(task, now, words)
            if isinstance(cell, str):
                cell = printable(cell)
                if len(cell) * 2 > MAX_CELL and len(cell.encode("utf-16-le", "replace")) > 2 * MAX_CELL:
                    raise RegisterBookError("cell_too_long", label=labels[task.id], most="32.767",
                                            column=column.header)  # fmt: skip
            row.append(cell)
        yield tuple(row)


def check_rows(content: SessionContent, rows: Sequence[Sequence[object]]) -> None:
    """Compare the rows of a written register, as they were read back, with the session's tasks.

    Raises:
        DocumentError: a task is not there, or one of its texts or days is not.
    """
    labels = task_labels(content.tasks)
    expected = [
        Expected("task", labels[task.id], anchor("task", place), _facts(task))
        for place, task in enumerate(content.tasks, start=1)
    ]
    found = {
        anchor("task", place): " ".join(_read_words(cell) for cell in row) for place, row in enumerate(rows, start=1)
    }
    lacking = missing(expected, found)
    if lacking:
        raise DocumentError(lacking)


def day_words(day: date) -> str:
    """Return a day as registers have it, whatever the language: the day before the month."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _read_words(cell: object) -> str:
    if isinstance(cell, date):
        return day_words(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _facts(task: Task) -> tuple[str, ...]:
    texts = (
        task.number, task.document, task.content, task.lead, *task.coordinating, task.leader, task.product,
        task.deadline_text, task.declared_status, task.progress, task.nature, task.degree, task.cause,
        task.responsibility, task.remark,
    )  # fmt: skip
    days = [task.issued_on, task.first_deadline, task.declared_completed_on, task.completed_on]
    if not task.deadline_text:
        days.append(task.deadline)
    return (*filter(None, texts), *(day_words(day) for day in days if day))


def _number(task: Task, now: Standing, words: _Words) -> CellValue:
    number = task.number
    plain = number.isascii() and number.isdigit() and number[:1] != "0" and len(number) < 10
    return int(number) if plain else number


def _source(task: Task, now: Standing, words: _Words) -> CellValue:
    told = "; ".join(words.reader.t(source_title(source)) for source in sources_of(task.source))
    return told if sources_from_cell(told) == task.source else task.source


def _deadline(task: Task, now: Standing, words: _Words) -> CellValue:
    """Return the cell of which the reader makes the task's deadline and its words again."""
    deadline, text = task.deadline, task.deadline_text
    if not text:
        return deadline or NO_DEADLINE
    read = read_date(text, year_hint=words.year, issued_on=task.issued_on)
    if read.value == deadline or deadline is None:
        return text
    if read.value is None and read.kind != "routine" and deadline == task.first_deadline:
        return text
    return f"{day_words(deadline)} ({text})"


def _verdict(task: Task, now: Standing, words: _Words) -> CellValue:
    return sentence_case(words.reader.t(LABELS[task.verdict])) if task.verdict in LABELS else task.verdict


def _standing(task: Task, now: Standing, words: _Words) -> CellValue:
    told = status_words(now, words.person)
    if now.deadline is not None and now.deadline != task.deadline:
        day = official_date(now.deadline, words.person.language)
        told += "\n" + words.person.t("(deadline in force: {day})", day=day)
    return told


COLUMNS: Final = (
    Column("STT", 5, _number, always=True),
    Column("Nguồn nhiệm vụ", 18, _source, always=True),
    Column("Số, ký hiệu văn bản giao", 13, lambda task, now, words: task.document, always=True),
    Column("Ngày ban hành", 10.5, lambda task, now, words: task.issued_on),
    Column("Nội dung nhiệm vụ", 32, lambda task, now, words: task.content, always=True),
    Column("Cơ quan chủ trì", 12, lambda task, now, words: task.lead, always=True),
    Column("Cơ quan phối hợp", 12, lambda task, now, words: "; ".join(task.coordinating)),
    Column("Lãnh đạo phụ trách", 11, lambda task, now, words: task.leader),
    Column("Sản phẩm", 12, lambda task, now, words: task.product),
    Column("Thời hạn ban đầu", 10.5, lambda task, now, words: task.first_deadline),
    Column("Thời hạn", 10.5, _deadline, always=True),
    Column("Ngày hoàn thành", 10.5, lambda task, now, words: task.declared_completed_on, always=True),
    Column("Tình trạng", 12, lambda task, now, words: task.declared_status),
    Column("Tỷ lệ hoàn thành", 8, lambda task, now, words: task.progress),
    Column("Ngày hoàn thành do Tổ công tác xác định", 10.5, lambda task, now, words: task.completed_on),
    Column("Xếp loại", 11, _standing, always=True),
    Column("Kết luận kiểm tra", 10.5, _verdict, always=True),
    Column("Tính chất", 10, lambda task, now, words: task.nature),
    Column("Mức độ", 10, lambda task, now, words: task.degree),
    Column("Nguyên nhân", 15, lambda task, now, words: task.cause),
    Column("Trách nhiệm", 12, lambda task, now, words: task.responsibility),
    Column("Ghi chú", 13, lambda task, now, words: task.remark, always=True),
)


def signed_words(content: SessionContent, catalog: Catalog) -> str:
    """Return that a register is a draft, or its verification code and revision."""
    session = content.session
    if session.state != "signed":
        return catalog.t("DRAFT, not signed, without a verification code. Revision {revision}.",
                         revision=session.revision)  # fmt: skip
    return catalog.t("Verification code: {code}. Revision {revision}.", code=one_line(session.verification_code),
                     revision=session.revision)  # fmt: skip
