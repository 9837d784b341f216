"""What the cells of a task's row say: counts, marks for "as above", and ticks."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Final

from inspect_tui.domain.vietnamese import one_line
from inspect_tui.registers.cells import Cell, Grid
from inspect_tui.registers.header import Header
from inspect_tui.registers.kinds import is_tick
from inspect_tui.registers.marks import Texts
from inspect_tui.registers.meanings import header_meanings, label_key

_LONGEST_HEADER: Final = 80
_GROUPED: Final = 0.25
_SAID: Final = ("nt", "như trên", "nhu tren", "n/t", "như trên.", "nt.")
DITTO: Final = frozenset(
    unicodedata.normalize(form, mark)
    for form in ("NFC", "NFD")
    for said in _SAID
    for words in (said, said.upper(), said.capitalize())
    for mark in (words, f"-{words}-", f"- {words} -", f"({words})", f"- {words}", f'"{words}"')
) | {'"', '""', "''", "″", "〃", "”", "“", "“”", "-//-", "//", "-\"-", "- \" -", "-”-"}  # fmt: skip
"""What stands for "as above"."""


def cell_at(row: Sequence[Cell], column: int | None) -> Cell:
    """Return a row's cell, or None where the row ends before it."""
    return row[column] if column is not None and column < len(row) else None


def filled(cell: Cell) -> bool:
    """Tell whether a cell holds more than spaces."""
    return cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace())


def any_filled(row: Sequence[Cell], columns: Sequence[int]) -> bool:
    """Tell whether any of a row's cells in some columns holds more than spaces."""
    # Every row is asked this, so the cells are looked at here.
    width = len(row)
    for column in columns:
        if column < width:
            cell = row[column]
            if cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace()):
                return True
    return False


def is_placeholder(cell: Cell) -> bool:
    """Tell whether a cell holds dots to be filled in, or nothing but characters that cannot be seen."""
    if not isinstance(cell, str) or cell[:1].isalnum():
        return False
    return not any(c.isalnum() for c in cell) and cell not in DITTO


def words_of(cell: Cell) -> str:
    """Return a cell in words; Excel keeps 1 as 1.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else one_line(str(cell))


def is_formula(cell: Cell) -> bool:
    """Tell whether a cell is a formula that no program has worked out yet."""
    return isinstance(cell, str) and "=" in cell and words_of(cell).startswith("=")


def is_count(cell: Cell) -> bool:
    """Tell whether a number cell counts a task: 1, 1.2, 3), a), I.2; a Roman or capital letter alone is a section's."""
    if isinstance(cell, (float, int)):
        return not isinstance(cell, bool)
    if not isinstance(cell, str):
        return False
    mark = cell.strip()
    if len(mark) > 10 or " " in mark:
        return False
    return mark[:1].isdigit() or any(c.isdigit() for c in mark) or (mark[:1].islower() and mark[1:] in ("", ")", "."))


def names_columns(texts: Texts) -> bool:
    """Tell whether most cells of a row are words for columns."""
    if len(texts) < 3 or any(len(text) > _LONGEST_HEADER for _, text in texts):
        return False
    return 2 * sum(bool(header_meanings(text)) for _, text in texts) > len(texts)


def fill_above(row: list[Cell], above: Sequence[Cell], number: int | None) -> None:
    """Put what stands above in place of marks that say so."""
    if DITTO.isdisjoint(row):
        return
    for column, cell in enumerate(row[: len(above)]):
        if cell in DITTO and column != number:
            row[column] = above[column]


def ticked(row: Sequence[Cell], ticks: Sequence[tuple[int, str]]) -> str:
    """Return the status that the marks of a row give; words and days in place of a mark stand behind it."""
    for column, status in ticks:
        cell = row[column]
        text = f"{cell:%d/%m/%Y}" if isinstance(cell, date) else words_of(cell)
        if not text or text in ("0", "-"):
            continue
        if not status:
            return text
        if is_tick(text):
            return status
        done = status.split()[:3]
        if label_key(" ".join(done)) == "da hoan thanh" and text[0].isdigit():
            how = " ".join(status.split()[3:])
            return f"{' '.join(done)} ngày {text}" + (f", {how}" if how else "")
        return f"{status}: {text}"
    return ""


def last_task(grid: Grid, header: Header, facts: Sequence[int]) -> int:
    """Return the last row that is a task beyond doubt; below it are totals, notes and signatures."""
    content, number = header.columns["content"], header.columns.get("number")
    for index in range(len(grid.rows) - 1, header.bottom, -1):
        row = grid.rows[index]
        if filled(cell_at(row, content)):
            if number is not None:
                if is_count(cell_at(row, number)):
                    return index
            elif sum(filled(cell_at(row, c)) for c in facts) > 1:
                return index
    return header.bottom


def bare_share(rows: Sequence[Sequence[Cell]], header: Header, facts: Sequence[int]) -> float:
    """Return the share of tasks of which nothing is given but their words."""
    content, number = header.columns["content"], header.columns.get("number")
    bare = tasks = 0
    for row in rows:
        has_facts = any_filled(row, facts)
        if filled(cell_at(row, content)) and (has_facts if number is None else is_count(cell_at(row, number))):
            tasks += 1
            bare += not has_facts
    return bare / tasks if tasks > 1 and facts else 1.0


def left_empty(documents: Sequence[tuple[int, Cell]]) -> list[tuple[int, str]]:
    """Return where documents begin to be left empty below one that is given, and that one.

    A few tasks without a document are just that. Where one document stands for several tasks, as merged cells that were
    written as text, many are empty and others follow them.

    Args:
        documents: the index and the document of each task, in order.
    """
    found: list[tuple[int, str]] = []
    empty, followed, above, before = 0, False, "", -1
    for index, cell in documents:
        given = words_of(cell) if filled(cell) else ""
        if given:
            followed |= bool(found) and empty > 0
            above = given
        else:
            empty += 1
            if above and index == before + 1:
                found.append((index, above))
            above = ""
        before = index
    return found if followed and empty >= max(2, _GROUPED * len(documents)) else []


def is_line_again(line: Sequence[str], keys: Sequence[str]) -> bool:
    """Tell whether a row's compared words are a header's line; a page's header may have lost a word or two."""
    same = sum(bool(key) and key == own for key, own in zip(keys, line, strict=False))
    other = sum(map(bool, keys)) - same
    return same >= 2 and same > 3 * other
