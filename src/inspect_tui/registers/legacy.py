"""Registers in old encodings (TCVN3, VNI): recognised always, turned into Unicode only where a person asks for it.

Both share letters with Unicode, so each cell is judged by how Vietnamese it looks before and after; what a column's
other cells are decides where a cell looks the same either way. Case and rich text: see `domain.legacy_text`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from inspect_tui.domain.legacy_text import MODERN, NAMES, Encoding, convert, reading, recognise
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.registers.cells import Cell, Grid
from inspect_tui.registers.errors import RegisterError
from inspect_tui.registers.header import Header, find_header
from inspect_tui.registers.marks import is_secret
from inspect_tui.registers.model import Choices, LegacyPreview, Problem, Skipped
from inspect_tui.registers.rows import Rows, TaskRow

_HEADER_WITHIN: Final = 200
_PREVIEWED: Final = 10
_MOST_SHOWN: Final = 200
_PERHAPS_SECRET: Final = re.compile("m(?:ë|aä)t", re.IGNORECASE)
"""MẬT in either encoding; whether it is a mark is told by the words around it."""


class OldText:
    """What is in an old encoding in the sheets of one reading.

    Attributes:
        previews: by sheet, the first texts that were converted.
    """

    def __init__(self, choices: Choices, by_words: Mapping[str, str]) -> None:
        """Start a reading.

        Args:
            choices: what a person has chosen.
            by_words: compared header words to field.

        Raises:
            RegisterError: there is no such encoding.
        """
        if choices.legacy not in ("", *NAMES):
            raise RegisterError("bad_legacy", legacy=choices.legacy, encodings=", ".join(NAMES))
        self.previews: dict[str, tuple[LegacyPreview, ...]] = {}
        self._chosen = encoding_named(choices.legacy)
        self._choices, self._by_words = choices, by_words
        self._missed: dict[str, RegisterError] = {}

    def convert(self, grid: Grid) -> Grid:
        """Return the sheet in Unicode, where a person has asked for it."""
        if self._chosen is None:
            return grid
        converted, self.previews[grid.name] = as_unicode(grid, self._chosen)
        return converted

    def miss(self, grid: Grid, name: str) -> None:
        """Remember a sheet in which no header was found, if one would be found after conversion."""
        top = Grid(grid.name, grid.rows[:_HEADER_WITHIN], grid.merges)
        encoding = recognise(cell for row in top.rows for cell in row if isinstance(cell, str))
        if encoding is None:
            return
        header = find_header(
            as_unicode(top, encoding)[0], self._by_words, self._choices.by_column, self._choices.header_row
        )
        if header is None:
            return
        cells = (cell for row in grid.rows[header.top : header.bottom + 1] for cell in row if isinstance(cell, str))
        words = next((one_line(cell) for cell in cells if reading(cell, encoding).is_legacy), "")[:_MOST_SHOWN]
        self._missed[grid.name] = RegisterError(
            "legacy",
            name=name,
            encoding=NAMES[encoding],
            # Ư is stored as a soft hyphen, which no terminal shows.
            before="".join(filter(str.isprintable, words)),
            after=convert(words, encoding),
            option=f"--legacy {encoding}",
        )

    def refuse(self) -> None:
        """Say what is the matter where no sheet has a header.

        Raises:
            RegisterError: a sheet is a register in an old encoding.
        """
        if self._missed:
            raise next(iter(self._missed.values()))

    def look_over(self, header: Header, rows: Rows) -> tuple[str, list[Problem]]:
        """Find tasks that stay in an old encoding; those marked as classified in it are taken out of the rows.

        Returns:
            The encoding, or empty, and a problem for each such task and each sheet that was left unread.
        """
        modern = MODERN.search
        problems = [Problem(0, "sheet", name, "legacy") for name in self._missed]
        # Every cell of every register comes by here, so this is the plainest loop there is.
        doubtful = [
            (row, cell)
            for row in rows.tasks
            for cell in row.cells
            if type(cell) is str and not cell.isascii() and not modern(cell)
        ]
        content = header.columns["content"]
        secret = {row.index for row, cell in doubtful if _PERHAPS_SECRET.search(cell) and _is_secret(row, content)}
        if secret:
            rows.tasks = [row for row in rows.tasks if row.index not in secret]
            rows.unnumbered = [index for index in rows.unnumbered if index not in secret]
            rows.skipped += [Skipped(index + 1, "classified") for index in secret]
            rows.skipped.sort(key=lambda skipped: skipped.row)
        encoding = recognise(cell for _, cell in doubtful)
        if encoding is None:
            return "", problems
        # One problem says it for a row; the task's own words say it best.
        fields = sorted(header.columns.items(), key=lambda named: named[1] != content)
        for row in {row.index: row for row, _ in doubtful if row.index not in secret}.values():
            texts = ((field, cell) for field, column in fields if isinstance(cell := row.cells[column], str))
            told = next(((f, c) for f, c in texts if not MODERN.search(c) and reading(c, encoding).is_legacy), None)
            if told is not None:
                problems.append(Problem(row.index + 1, told[0], one_line(told[1])[:_MOST_SHOWN], "legacy"))
        return encoding, problems


def encoding_named(name: str) -> Encoding | None:
    """Return the encoding of that name, or None."""
    return next((encoding for encoding in NAMES if encoding == name), None)


def as_unicode(grid: Grid, encoding: Encoding) -> tuple[Grid, tuple[LegacyPreview, ...]]:
    """Return a sheet with its cells in Unicode, and the first conversions.

    A cell that is Unicode already, or another language, stays as it is.
    """
    judged = _judged(grid, encoding)
    balance = Counter[int]()
    for row in grid.rows:
        for column, cell in enumerate(row):
            if isinstance(cell, str) and (weight := judged.get(cell)) is not None:
                balance[column] += (weight > 0) - (weight < 0)
    preview: dict[tuple[str, str], int] = {}
    rows: list[list[Cell]] = []
    for index, row in enumerate(grid.rows, start=1):
        cells = list(row)
        for column, cell in enumerate(row):
            if not isinstance(cell, str) or (weight := judged.get(cell)) is None:
                continue
            if weight > 0 or (weight == 0 and balance[column] > 0):
                cells[column] = after = convert(cell, encoding)
                if len(preview) < _PREVIEWED and after != cell:
                    preview.setdefault((one_line(cell)[:_MOST_SHOWN], one_line(after)[:_MOST_SHOWN]), index)
        rows.append(cells)
    shown = tuple(LegacyPreview(index, before, after) for (before, after), index in preview.items())
    return Grid(grid.name, rows, grid.merges), shown


def _judged(grid: Grid, encoding: Encoding) -> dict[str, int]:
    """Return each Vietnamese text with how much more Vietnamese it looks in the encoding than as it stands."""
    judged = {}
    for text in {cell for row in grid.rows for cell in row if isinstance(cell, str) and not cell.isascii()}:
        if MODERN.search(text):
            judged[text] = -1
        elif (found := reading(text, encoding)).before or found.after:
            judged[text] = found.after - found.before
    return judged


def _is_secret(row: TaskRow, content: int) -> bool:
    return any(
        is_secret([convert(cell, encoding) if isinstance(cell, str) else cell for cell in row.cells], content)
        for encoding in NAMES
    )
