"""What stands beside a register's rows: what is to be looked at, and what its columns are read as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from textual.content import Content

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.numbers import number
from inspect_tui.locale import N_
from inspect_tui.services.importing import field_words, reason_words
from inspect_tui.tui.widgets.cells import cell_len, fit
from inspect_tui.tui.widgets.register_rows import QUIET, left_out_style, row_key

if TYPE_CHECKING:
    from inspect_tui.domain.records import Value
    from inspect_tui.locale import Catalog
    from inspect_tui.registers import Heading, Problem
    from inspect_tui.tui.importing import Preview, RegisterImport

ONE_LINE: Final = 66
"""Cells from which on a problem stands on one line."""

READ_AS: Final = 28
"""The most cells of what a column is read as."""

NOT_READ: Final = N_("not read")
BY_ITSELF: Final = "by-itself"
"""Key of the choice that a column is read as what it seems to be."""

_STORED: Final = {"completed_on": "declared_completed_on"}


def part_titles(shown: Preview, catalog: Catalog) -> dict[str, str]:
    """Return the titles of the parts, each with how much is in it."""
    register, t = shown.register, catalog.t
    tasks = len(register.tasks) if register is not None else len(shown.samples)
    doubts = len(register.problems) if register is not None else 0
    rows = t("Tasks ({count})", count=number(tasks, catalog.language)) if register is not None else t("First rows")
    return {
        "rows": rows,
        "doubts": t("To look at ({count})", count=number(doubts, catalog.language)),
        "columns": t("Columns ({count})", count=len(shown.headings)),
    }


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """Something to look at, a row that was left out, or a heading.

    Attributes:
        target: the key of the row that Enter goes to; empty for none.
        where: the row in words.
        words: what it is about.
        verdict: what was made of it, and why.
        sheet: the sheet that Enter reads; empty for none.
    """

    key: str
    target: str = ""
    where: str = ""
    words: str = ""
    verdict: str = ""
    style: str = ""
    sheet: str = ""
    selectable: bool = True


def doubt_rows(preview: Preview, catalog: Catalog) -> list[DoubtRow]:
    """Return what is to be looked at by row, then which rows were left out."""
    register = preview.register
    if register is None:
        return []
    values = {task.row: task.values for task in register.tasks}
    # What was converted is to be looked at once, from end to end.
    converted = [
        DoubtRow(f"legacy:{place}", row_key(one.row), catalog.t("row {row}", row=one.row), f"«{one.before}»",
                 f"→ «{one.after}»", "$foreground")
        for place, one in enumerate(register.legacy_preview)
    ]  # fmt: skip
    rows = [
        _problem_row(place, one, values.get(one.row, {}), preview.sheets, catalog)
        for place, one in enumerate(register.problems)
    ]
    if converted:
        rows.append(DoubtRow("legacy", words=catalog.t("Converted, for example").upper(), selectable=False))
        rows += converted
    left_out = [one for one in register.skipped if one.reason not in QUIET]
    if left_out:
        rows.append(DoubtRow("left-out", words=catalog.t("Rows left out").upper(), selectable=False))
        rows += [
            DoubtRow(f"left-out:{one.row}", row_key(one.row), catalog.t("row {row}", row=one.row), "",
                     reason_words(one.reason, catalog), left_out_style(one.reason))
            for one in left_out
        ]  # fmt: skip
    return rows


def _problem_row(
    place: int, problem: Problem, values: Mapping[str, Value], sheets: Sequence[str], catalog: Catalog
) -> DoubtRow:
    where = catalog.t("row {row}", row=problem.row) if problem.row else catalog.t("file")
    words = field_words(problem.field, catalog)
    if problem.value:
        words += f" · «{problem.value}»"
    verdict = reason_words(problem.reason, catalog)
    day = values.get(_STORED.get(problem.field, problem.field))
    if problem.reason == "inferred" and isinstance(day, str) and day:
        verdict = f"≈ {screen_date(date.fromisoformat(day))} · {verdict}"
    target = row_key(problem.row) if values else ""
    sheet = problem.value if problem.field == "sheet" and problem.value in sheets else ""
    return DoubtRow(f"problem:{place}", target, where, words, verdict, "$text-warning", sheet)


def doubt_height(row: DoubtRow, width: int) -> int:
    """Return the lines of something to look at."""
    return 1 if not row.selectable or not row.words or width >= ONE_LINE else 2


def draw_doubt(row: DoubtRow, width: int) -> list[Content]:
    """Draw something to look at: on one line where there is room, else what was made of it below."""
    if not row.selectable:
        return [Content.styled(fit(row.words, width), "$text-muted bold")]
    where = f"{row.where} · "
    if not row.words:
        return [Content.assemble((where, "$text-muted"), (fit(row.verdict, width - cell_len(where)), row.style))]
    if width < ONE_LINE:
        return [
            Content.assemble((where, "$text-muted"), fit(row.words, width - cell_len(where))),
            Content.styled("  " + fit(row.verdict, width - 2), row.style),
        ]
    room = width - cell_len(where) - 1
    # What is shorter leaves its room to the other.
    right = min(cell_len(row.verdict), max(room // 2, room - cell_len(row.words)))
    words = fit(row.words, min(cell_len(row.words), room - right))
    rest = fit(row.verdict, room - cell_len(words))
    return [Content.assemble((where, "$text-muted"), words, " ", (rest, row.style))]


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the register.

    Attributes:
        column: its place, from 0.
        words: the header's.
        field: what it is read as.
        is_chosen: a person has said so.
        sample: some of its words, where its header says too little.
    """

    key: str
    column: int
    words: str
    field: str
    is_chosen: bool
    sample: str = ""
    selectable: bool = True


def column_rows(reading: RegisterImport) -> list[ColumnRow]:
    """Return the columns of what was read."""
    if reading.preview is None:
        return []
    chosen, samples = reading.chosen, reading.preview.samples
    return [
        ColumnRow(f"column:{one.column}", one.column, one.words, one.field, one.column in chosen,
                  "; ".join(row[one.column] for row in samples[:3] if len(row) > one.column and row[one.column]))
        for one in reading.preview.headings
    ]  # fmt: skip


def column_letters(column: int) -> str:
    """Return a column's name as Excel has it: A, B, …, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_field_words(name: str, catalog: Catalog) -> str:
    """Return what a column is read as."""
    if name == "extension":
        return catalog.t("deadline (extension)")
    return field_words(name, catalog) if name else catalog.t(NOT_READ)


def draw_column(row: ColumnRow, width: int, catalog: Catalog) -> list[Content]:
    """Draw a column: its letter, its header, what it is read as."""
    letters = fit(column_letters(row.column), 3)
    read_as = column_field_words(row.field, catalog) + (" ✎" if row.is_chosen else "")
    room = width - len(letters) - 3
    right = min(READ_AS, room // 2)
    style = "$foreground" if row.field else "$text-muted"
    words = fit(row.words, min(cell_len(row.words), room - right))
    sample = f"  «{row.sample}»" if row.sample else ""
    return [Content.assemble(
        (letters, "$text-muted"), words, (fit(sample, room - right - cell_len(words)), "$text-muted"),
        (" → ", "$text-muted"), (fit(read_as, right), style),
    )]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field that a column can be read as; its key is the field."""

    key: str
    words: str
    note: str = ""
    selectable: bool = True


def field_rows(reading: RegisterImport, heading: Heading, catalog: Catalog) -> list[FieldRow]:
    """Return what a column can be read as, what is read from other columns with their header beside it."""
    from inspect_tui.registers import MAP_FIELDS

    preview = reading.preview
    taken = {one.field: one.words for one in preview.headings if one is not heading} if preview is not None else {}
    rows = []
    if heading.column in reading.chosen:
        seems = column_field_words(reading.by_itself(heading.column), catalog)
        rows.append(FieldRow(BY_ITSELF, catalog.t("as it seems: {field}", field=seems)))
    rows.append(FieldRow("", catalog.t(NOT_READ)))
    in_order = ("content", *(name for name in MAP_FIELDS if name != "content"))
    rows += [FieldRow(name, field_words(name, catalog), taken.get(name, "")) for name in in_order]
    return rows


def draw_field(row: FieldRow, width: int, catalog: Catalog) -> list[Content]:
    """Draw a field of the choice."""
    note = catalog.t("now «{column}»", column=row.note) if row.note else ""
    room = width - cell_len(row.words) - 2
    return [Content.assemble(row.words, "  ", (fit(note, max(0, room)), "$text-muted"))]
