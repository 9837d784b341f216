"""What reading a register gives: tasks as they are stored, rows left out, and values a person must look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from inspect_tui.domain.records import Value
from inspect_tui.domain.sources import Source
from inspect_tui.locale import N_

MAP_FIELDS: Final = (
    "number", "source", "document", "issued_on", "content", "lead", "coordinating", "leader", "product", "deadline",
    "first_deadline", "completed_on", "status", "progress", "verdict", "nature", "degree", "cause", "responsibility",
    "remark",
)  # fmt: skip
"""The fields a column can be read as, the names that ``--map`` takes."""

STORED_AS: Final[dict[str, str]] = {"completed_on": "declared_completed_on", "status": "declared_status"}
"""Where a register's field is stored under another name: what a register says is what the agency declares."""

REASONS: Final[dict[str, str]] = {
    "section": N_("a section title"),
    "totals": N_("a row of totals"),
    "signature": N_("below the table: place, date, signature"),
    "column_numbers": N_("the row of column numbers"),
    "header": N_("the header once more"),
    "classified": N_("classified: left out, for classified papers stay out of the software"),
    "empty": N_("a number without a task"),
    "no_content": N_("words, but none in the column of the tasks"),
    "continued": N_("a second line of the task above it: number and words are one merged cell"),
    "joined": N_("a second line of the task above it: its words were added there"),
    "routine": N_("routine work: kept without a deadline"),
    "inferred": N_("completed by a rule: please check"),
    "unreadable_date": N_("not a date"),
    "no_year": N_("a day without a year, and no year is known"),
    "no_base": N_("counted from a day that is not known"),
    "vague": N_("a time of which no day follows"),
    "two_ways": N_("can be read as two different days"),
    "of_paper": N_("the day of a paper, not one by which the task is due"),
    "asked_only": N_("an extension that is only asked for"),
    "before_first": N_("an extended deadline before the first one"),
    "maybe_event": N_("reads like an event: suspended, withdrawn, transferred or extended"),
    "maybe_done": N_("not said to be done, but it may be"),
    "before_issue": N_("before the day of the document"),
    "after_visit": N_("a day of completion after the visit"),
    "other_year": N_("the dates of this register are of this year, not of the session's"),
    "cell_error": N_("an error of the spreadsheet, not a value"),
    "formula": N_("a formula without a result, or words that look like one: kept as text"),
    "done_without_date": N_("declared done, but no day is given"),
    "contradiction": N_("declared not done, but a day of completion is given"),
    "verdict_differs": N_("the verdict and the declared day of completion do not agree"),
    "unknown_choice": N_("words that are none of the verdicts"),
    "broken_text": N_("letters are lost: the file is damaged there, please fill them in"),
    "too_long": N_("too long: cut off"),
    "no_number": N_("a task without a number"),
    "other_table": N_("a table of something else below the register"),
    "note": N_("a note on the table"),
    "far_row": N_("far below the table: not read"),
    "unclear_column": N_("this column may mean that as well: please check"),
    "maybe_task": N_("taken for a title, for it stands alone and has no number: please check"),
    "maybe_above": N_("empty here: perhaps the one above is meant"),
    "legacy": N_("not Unicode: text in an old encoding, not converted"),
    "odd_symbol": N_("the symbol's hyphens seem lost"),
    "unread_dates": N_("a column of days that is not read: say what it is"),
    "other_sheet": N_("another sheet that looks like a register was not read"),
}
"""Code to message, for rows left out and for values a person must look at."""


@dataclass(frozen=True, slots=True)
class RegisterTask:
    """One task of a register.

    Attributes:
        id: derived from session, document, content and occurrence.
        row: its row in the sheet, from 1.
        values: the fields that hold something, as `domain.records` stores them.
    """

    id: str
    row: int
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that carries words and is no task; ``reason`` is a key of `REASONS`."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that a person must look at.

    Attributes:
        row: the row in the sheet, from 1; 0 where it is about the whole file.
        field: one of `MAP_FIELDS`, or ``sheet``.
        value: the register's words.
        reason: a key of `REASONS`.
    """

    row: int
    field: str
    value: str
    reason: str


class LegacyPreview(NamedTuple):
    """A text that was converted from an old encoding.

    Attributes:
        row: the row in the sheet where it comes first, from 1.
        before: the text as it stands.
        after: the text in Unicode.
    """

    row: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a register.

    Attributes:
        column: its place in the sheet, from 0.
        words: the header's words on one line, those that span it first.
        field: one of `MAP_FIELDS`; ``extension`` for a later deadline; empty where the column is not read.
    """

    column: int
    words: str
    field: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person has chosen about a register, where it is not to be found by itself.

    Attributes:
        sheet: a sheet's name, or its number from 1 as the tabs are counted; None finds the right one.
        by_words: header words to field (one of `MAP_FIELDS`).
        by_column: a column's place from 0 to field; empty: the column is not read. It wins over everything else.
        header_row: the header's first row, from 1; None finds it.
        sources: the home's own sources of tasks, beside those that are always known.
        legacy: the old encoding to convert from, ``tcvn3`` or ``vni``; empty converts nothing.
    """

    sheet: str | None = None
    by_words: Mapping[str, str] = field(default_factory=dict)
    by_column: Mapping[int, str] = field(default_factory=dict)
    header_row: int | None = None
    legacy: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """The days of the visit that a register is read for; what was done cannot lie after them.

    Attributes:
        as_of: the cut-off date of the figures.
        held_on: the day of the visit.
    """

    as_of: date | None = None
    held_on: date | None = None

    @property
    def year(self) -> int | None:
        """The year of a day without one: that of the cut-off date, or of the visit."""
        day = self.as_of or self.held_on
        return day.year if day else None


@dataclass(frozen=True, slots=True)
class Outline:
    """A sheet in which no register was found by itself, for a person to say what its columns are.

    Attributes:
        sheet: the sheet's name.
        sheets: the names of all sheets that a person sees.
        header_row: the row that most looks like a header, from 1.
        headings: its columns, not understood ones with an empty field.
        rows: the words of some rows below it.
    """

    sheet: str
    sheets: tuple[str, ...]
    header_row: int
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Register:
    """A register as read.

    Attributes:
        columns: field to the header's words, on one line.
        tasks: in register order.
        skipped: rows with words that are no tasks, in order; prepared empty rows are not among them.
        problems: in order of rows.
        sheet: the sheet's name; the file's stem for a CSV file.
        headings: all columns of the header, in order.
        sheets: the names of all sheets that a person sees.
        header_row: the header's first row, from 1.
        legacy: the old encoding that was converted, or else recognised in it; empty where there is none.
        legacy_preview: the first texts that were converted; empty where nothing was.
    """

    columns: Mapping[str, str]
    tasks: tuple[RegisterTask, ...]
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]
    sheet: str
    headings: tuple[Heading, ...] = ()
    sheets: tuple[str, ...] = ()
    header_row: int = 0
    legacy: str = ""
    legacy_preview: tuple[LegacyPreview, ...] = ()

    @property
    def unused(self) -> tuple[str, ...]:
        """The headers of columns that are not read."""
        return tuple(heading.words for heading in self.headings if not heading.field)
