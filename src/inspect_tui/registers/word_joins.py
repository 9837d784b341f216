"""Which tables of a Word document are one: cut up by its pages, or by the titles of its sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from inspect_tui.domain.vietnamese import fold, one_line
from inspect_tui.registers.cells import Cell, Grid, Merge

_HEADER_ROWS: Final = 10
_LONGEST_TITLE: Final = 200
_SECTION: Final = re.compile(r"(?:[IVXLC]{1,6}|[A-ZĐ])\s*[.)/]\s*\S")


@dataclass
class WordTable:
    """A table of a document.

    Attributes:
        between: the paragraphs between the table before it and this one.
        nested: whether it stands in a cell of another one.
        rows: its cells; those that a merged cell covers are None.
        merges: first row, first column, last row, last column of each merged cell.
    """

    between: list[str]
    nested: bool
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[list[int]] = field(default_factory=list)

    @cached_property
    def width(self) -> int:
        """How many columns its grid has."""
        return max(map(len, self.rows), default=0)

    @cached_property
    def header_end(self) -> int:
        """The row below its header, 0 where it does not begin with a register's."""
        from inspect_tui.registers.header import find_header

        header = find_header(Grid("", self.rows[:_HEADER_ROWS], self._of_grid()), {})
        return 0 if header is None else header.bottom + 1

    def grid(self, name: str) -> Grid:
        """Return the table as a sheet."""
        return Grid(name, [[*row] for row in self.rows], self._of_grid())

    def _of_grid(self) -> list[Merge]:
        return [(r0, c0, r1, c1) for r0, c0, r1, c1 in self.merges if (r0, c0) != (r1, c1)]

    def insert_title(self, at: int, words: str) -> None:
        """Put a section's title in as a row of its own."""
        if at < len(self.rows):
            self.merges = [[r0 + (r0 >= at), c0, r1 + (r1 >= at), c1] for r0, c0, r1, c1 in self.merges]
        self.merges.append([at, 0, at, self.width - 1])
        self.rows.insert(at, [words, *[None] * (self.width - 1)])


def join(tables: Sequence[WordTable]) -> list[WordTable]:
    """Return the tables, each with those that continue it."""
    joined: list[WordTable] = []
    for table in tables:
        if not joined or not _continues(joined[-1], table):
            joined.append(table)
            continue
        above, title = joined[-1], _title(table)
        if title:
            first = _title(above)
            if first and above.header_end:
                above.insert_title(above.header_end, first)
                above.between = []
            above.insert_title(len(above.rows), title)
        down = len(above.rows)
        above.merges += [[r0 + down, c0, r1 + down, c1] for r0, c0, r1, c1 in table.merges]
        above.rows += table.rows
    return joined


def _title(table: WordTable) -> str:
    """Return the section's title right above a table, or nothing."""
    words = table.between[-1] if table.between else ""
    return words if len(words) <= _LONGEST_TITLE and _SECTION.match(words) else ""


def _continues(above: WordTable, table: WordTable) -> bool:
    """Tell whether a table goes on with the one above it.

    It has as many columns; between them stands nothing, or words such as "(tiếp theo)", or one section's title; and it
    has the header of the one above, or none of its own.
    """
    if table.nested or above.nested or above.width != table.width or table.width < 2:
        return False
    between = table.between[:-1] if _title(table) else table.between
    if any("tiep" not in fold(words) or len(words) > 60 for words in between):
        return False
    if _words(table.rows[0]) in map(_words, above.rows[:_HEADER_ROWS]):
        return True
    return bool(above.header_end) and not table.header_end


def _words(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(fold(one_line(cell[:_LONGEST_TITLE])) if isinstance(cell, str) else "" for cell in row)
