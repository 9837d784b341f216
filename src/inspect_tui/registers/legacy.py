"""Registers in old encodings (TCVN3, VNI): recognised always, turned into Unicode only where a person asks for it.

Both share letters with Unicode, so each cell is judged by how Vietnamese it looks before and after; where
a cell looks the same either way, what stands around it decides. Case and rich text: see `domain.legacy_text`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import zip_longest
from typing import Final

from inspect_tui.domain.legacy_text import MODERN, NAMES, Encoding, convert, reading, recognise
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.registers.cells import Cell, Grid
from inspect_tui.registers.errors import RegisterError
from inspect_tui.registers.header import find_header
from inspect_tui.registers.model import Choices, LegacyPreview, Problem, Skipped
from inspect_tui.registers.rows import Rows, TaskRow
from inspect_tui.registers.secrecy import is_secret

_HEADER_WITHIN: Final = 200
_PREVIEWED: Final = 10
_MOST_SHOWN: Final = 200
_PERHAPS_SECRET: Final = re.compile("m(?:ë|aä)t", re.IGNORECASE)
"""MẬT in either encoding; whether it is a mark is told by the words around it."""
_NEVER: Final = 1 << 30
_SAYS: Final = {"old": 1, "unicode": -1}
"""What a cell says about its column."""
_ASKS: Final = {"old": -_NEVER, "rather old": 0, "either": 1, "unicode": _NEVER}
"""How many more old cells than such in Unicode a cell's column must have, or its row, for it to be converted."""


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
        self._chosen = next((encoding for encoding in NAMES if encoding == choices.legacy), None)
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
        converted = as_unicode(top, encoding)[0]
        header = find_header(converted, self._by_words, self._choices.by_column, self._choices.header_row)
        if header is None:
            return
        lines = zip(top.rows[header.top : header.bottom + 1], converted.rows[header.top :], strict=False)
        cells = (pair for line in lines for pair in zip(*line, strict=True))
        before, after = next((str(a), str(b)) for a, b in cells if a != b)
        self._missed[grid.name] = RegisterError(
            "legacy",
            name=name,
            encoding=NAMES[encoding],
            # Ư is stored as a soft hyphen, which no terminal shows.
            before="".join(filter(str.isprintable, one_line(before)))[:_MOST_SHOWN],
            after=one_line(after)[:_MOST_SHOWN],
            option=f"--legacy {encoding}",
        )

    def refuse(self) -> None:
        """Say what is the matter where no sheet has a header.

        Raises:
            RegisterError: a sheet is a register in an old encoding.
        """
        if self._missed:
            raise next(iter(self._missed.values()))

    def look_over(self, rows: Rows) -> tuple[str, list[Problem]]:
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
        perhaps = {row.index: row for row, cell in doubtful if _PERHAPS_SECRET.search(cell)}
        content = [header.columns["content"] for header in rows.headers]
        secret = {index for index, row in perhaps.items() if _is_secret(row, content[row.table])}
        if secret:
            rows.tasks = [row for row in rows.tasks if row.index not in secret]
            rows.unnumbered = [index for index in rows.unnumbered if index not in secret]
            rows.skipped += [Skipped(index + 1, "classified") for index in secret]
            rows.skipped.sort(key=lambda skipped: skipped.row)
        found = recognise(cell for _, cell in doubtful)
        encoding = found or self._chosen
        if encoding is None:
            return "", problems
        # One problem says it for a row; the task's own words say it best.
        fields = [sorted(header.columns.items(), key=lambda named: named[0] != "content") for header in rows.headers]
        for row in rows.tasks:
            texts = ((f, cell) for f, column in fields[row.table] if isinstance(cell := row.cells[column], str))
            told = next(((field, text) for field, text in texts if _is_partly_old(text, encoding)), None)
            if told is not None:
                problems.append(Problem(row.index + 1, told[0], one_line(told[1])[:_MOST_SHOWN], "legacy"))
        return found or "", problems


def as_unicode(grid: Grid, encoding: Encoding) -> tuple[Grid, tuple[LegacyPreview, ...]]:
    """Return a sheet with its cells in Unicode, and the first conversions.

    A cell that is Unicode already, or another language, stays as it is.
    """
    judged = _judged(grid, encoding)
    said = [[_SAYS.get(judged.get(cell, ""), 0) if isinstance(cell, str) else 0 for cell in row] for row in grid.rows]
    of_column = [sum(column) for column in zip_longest(*said, fillvalue=0)]
    preview: dict[tuple[str, str], int] = {}
    rows: list[list[Cell]] = []
    for index, row in enumerate(grid.rows, start=1):
        cells = list(row)
        of_row = sum(said[index - 1])
        for column, cell in enumerate(row):
            if isinstance(cell, str) and (kind := judged.get(cell)) and (of_column[column] or of_row) >= _ASKS[kind]:
                cells[column] = after = convert(cell, encoding)
                if len(preview) < _PREVIEWED and after != cell:
                    preview.setdefault((one_line(cell)[:_MOST_SHOWN], one_line(after)[:_MOST_SHOWN]), index)
        rows.append(cells)
    shown = tuple(LegacyPreview(index, before, after) for (before, after), index in preview.items())
    return Grid(grid.name, rows, grid.merges, grid.left_out), shown


def _judged(grid: Grid, encoding: Encoding) -> dict[str, str]:
    """Return each marked text with what it is: old, rather old, either, unicode; what is no Vietnamese is left out."""
    judged = {}
    for text in {cell for row in grid.rows for cell in row if isinstance(cell, str) and not cell.isascii()}:
        if MODERN.search(text):
            judged[text] = "unicode"
        elif (found := reading(text, encoding)).is_legacy:
            judged[text] = "old"
        elif found.after > found.before:
            judged[text] = "rather old"
        elif found.before:
            judged[text] = "either" if found.after == found.before else "unicode"
    return judged


def _is_partly_old(text: str, encoding: Encoding) -> bool:
    """Tell whether a text is in the encoding, or has words of it among words in Unicode, which are never converted."""
    if text.isascii():
        return False
    found = reading(text, encoding)
    return found.is_legacy or (len(set(found.gained)) > 1 and MODERN.search(text) is not None)


def _is_secret(row: TaskRow, content: int) -> bool:
    return any(
        is_secret([convert(cell, encoding) if isinstance(cell, str) else cell for cell in row.cells], content)
        for encoding in NAMES
    )
