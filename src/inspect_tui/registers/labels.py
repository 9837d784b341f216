"""The cells of a header as labels of columns: one row, or up to four in which words above span those below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.vietnamese import fold, one_line
from inspect_tui.registers.cells import Cell, Grid
from inspect_tui.registers.meanings import header_meanings, is_group, label_key

TALLEST: Final = 4
_LONGEST: Final = 300
_LONGEST_CHILD: Final = 80
_OPEN: Final = 1 << 30
_MOST_WORDS: Final = 20
_FIELD: Final = later(r":\s*\w")
_TITLES: Final = (
    "danh muc", "danh sach", "phu luc", "bieu ", "bang ", "mau so", "cong hoa", "doc lap", "kem theo", "(",
    "uy ban nhan dan", "ubnd ", "tong hop", "ghi chu ", "chu giai",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """What a column is called.

    Attributes:
        column: its place, from 0.
        own: the lowest words of it, on one line.
        key: the same as it is compared.
        above: the words that span it, outermost first.
    """

    column: int
    own: str
    key: str
    above: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The header as it is shown, its parents first."""
        return " / ".join((*self.above, self.own))

    @property
    def parents(self) -> tuple[str, ...]:
        """The compared words that span it, nearest first."""
        return tuple(label_key(words) for words in reversed(self.above))

    @property
    def names(self) -> tuple[str, ...]:
        """The compared words by which a person may call it."""
        return (f"{self.parents[0]} {self.key}", self.key) if self.above else (self.key,)


class Spans:
    """The merged cells of a sheet, asked by place."""

    def __init__(self, grid: Grid) -> None:
        """Take the merged cells of a sheet."""
        self._last = {(r0, c0): (r1, c1) for r0, c0, r1, c1 in grid.merges}

    def right(self, row: int, column: int) -> int:
        """Return the last column of the merged cell that starts here."""
        return self._last.get((row, column), (row, column))[1]

    def below(self, row: int, column: int) -> int:
        """Return the last row of the merged cell that starts here."""
        return self._last.get((row, column), (row, column))[0]


def text_of(cell: Cell) -> str:
    """Return a cell's words on one line, of long texts only the start."""
    if isinstance(cell, str):
        return _one_line(cell[:_LONGEST])
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


@lru_cache(maxsize=256)
def _one_line(text: str) -> str:
    # A row is read as the header's first line, and as a lower line of those that may begin above it.
    return one_line(text)


def one_row(row: Sequence[Cell]) -> list[Label]:
    """Return the labels of a header of one row; none for a row with dates."""
    if any(isinstance(cell, date) for cell in row):
        return []
    texts = [(column, text_of(cell)) for column, cell in enumerate(row) if cell is not None and cell != ""]
    return [Label(column, words, label_key(words)) for column, words in texts if words]


def block(grid: Grid, index: int, height: int, spans: Spans) -> list[Label]:
    """Return the labels of a header of several rows, or none where these rows are not one header.

    Words under other words need a parent that spans several columns: a row of data has words under every header and
    so is never taken for a part of it. And one known column has to have no parent: a title spans them all.
    """
    rows = grid.rows[index : index + height]
    if len(rows) < height or not all(_may_be_header(row) for row in rows):
        return []
    width = max(map(len, rows))
    texts = [[text_of(row[c]) if c < len(row) else "" for c in range(width)] for row in rows]
    _blank_repeated(texts)
    paths: list[list[tuple[str, int, int]]] = [[] for _ in range(width)]
    for level in range(height):
        _lay(texts, level, index, spans, paths)
    labels, children, whole, captions = [], 0, False, False
    for column, path in enumerate(paths):
        # What only reaches over this column from the left names the column where it starts.
        own = [(words, level) for words, start, level in path if start == column]
        if not own or path[-1][1] != column:
            continue
        words, level = own[-1]
        if level < height - 1 and _spans_more(paths, level, column) and _has_child(paths, level, column):
            # A title over a table that begins further right.
            continue
        above = tuple(words for words, _, _ in path[:-1])
        if any(map(_is_title, above)):
            return []
        if any(start == column and not _spans_more(paths, at, column) for _, start, at in path[:-1]):
            return []
        known = bool(header_meanings(words)) and not _FIELD.search(words)
        if above:
            children += 1
            if len(words) > _LONGEST_CHILD:
                return []
        elif level == 0:
            whole |= known
        else:
            captions |= known
        labels.append(Label(column, words, label_key(words), above))
    if not whole and captions:
        # Only the words that span others stand in the first row: they must be such words and no title.
        whole = all(is_group(label_key(words)) for words in texts[0] if words)
    return labels if children and whole else []


def _may_be_header(row: Sequence[Cell]) -> bool:
    return any(row) and all(cell is None or isinstance(cell, str) for cell in row)


def _is_title(words: str) -> bool:
    """Tell whether words are a title, or a field that is filled in: they stand over the table and not in its header."""
    return _FIELD.search(words) is not None or len(words.split()) > _MOST_WORDS or fold(words).startswith(_TITLES)


def _blank_repeated(texts: list[list[str]]) -> None:
    """Take words out that only repeat those above or left of them, as where merged cells were written out."""
    for level in range(len(texts) - 1, -1, -1):
        line = texts[level]
        for column in range(len(line) - 1, -1, -1):
            under = any(row[column] for row in texts[level + 1 :])
            if line[column] and (
                (level and line[column] == texts[level - 1][column])
                or (column and under and line[column] == line[column - 1])
            ):
                line[column] = ""


def _lay(texts: list[list[str]], level: int, index: int, spans: Spans, paths: list[list[tuple[str, int, int]]]) -> None:
    """Add one row's words to the path of each column that they reach over."""
    line = texts[level]
    words, start, reach = "", 0, -1
    for column, text in enumerate(line):
        under = any(row[column] for row in texts[level + 1 :])
        if text:
            words, start, reach = text, column, spans.right(index + level, column)
            following = column + 1 < len(line) and not line[column + 1]
            if reach == column and under and following and any(row[column + 1] for row in texts[level + 1 :]):
                # No merged cells, as in a CSV file: a parent reaches over the empty cells to its right.
                reach = _OPEN
            paths[column].append((words, start, level))
        elif column <= reach and (
            reach != _OPEN or (under and _above(paths, start, level) == _above(paths, column, level))
        ):
            paths[column].append((words, start, level))
        elif reach == _OPEN:
            reach = -1


def _above(paths: list[list[tuple[str, int, int]]], column: int, level: int) -> list[tuple[str, int, int]]:
    return [step for step in paths[column] if step[2] < level]


def _spans_more(paths: list[list[tuple[str, int, int]]], level: int, column: int) -> bool:
    """Tell whether the words that start here at a level reach over the next column too."""
    return column + 1 < len(paths) and any(s == column and at == level for _, s, at in paths[column + 1])


def _has_child(paths: list[list[tuple[str, int, int]]], level: int, column: int) -> bool:
    """Tell whether the words that start here at a level stand over others, in whatever column they reach."""
    return any(
        any(start == column and at == level for _, start, at in path) and path[-1][2] > level for path in paths[column:]
    )
