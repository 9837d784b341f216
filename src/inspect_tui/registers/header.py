"""Stage two: the header is found by what its cells are called, wherever it stands and in whatever order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from inspect_tui.domain.vietnamese import one_line
from inspect_tui.registers.cells import Cell, Grid
from inspect_tui.registers.model import Heading
from inspect_tui.registers.synonyms import Meaning, header_meanings, label_key

_SEARCHED: Final = 200
_MAPPED: Final = 50
_LONGEST: Final = 300
_LEAST: Final = 7


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and what its columns are read as.

    Attributes:
        top: its first row, from 0.
        bottom: its last row.
        columns: field to column; with extensions, ``deadline`` is the last one.
        extensions: the columns of later deadlines, in order; a later one that is filled in counts.
        labels: field to the header's words.
        keys: each column's own compared words in the last header row, to know the header when it comes again.
        names: all compared words by which a column or its parent may be called.
        headings: all its columns, in order.
        score: how much of it was understood.
    """

    top: int
    bottom: int
    columns: Mapping[str, int]
    extensions: tuple[int, ...]
    labels: Mapping[str, str]
    keys: tuple[str, ...]
    names: frozenset[str]
    headings: tuple[Heading, ...]
    score: int


@dataclass(frozen=True, slots=True)
class _Label:
    column: int
    own: str
    key: str
    parent: str = ""
    above: str = ""

    @property
    def words(self) -> str:
        """The header as it is shown, its parent first."""
        return f"{self.above} / {self.own}" if self.above else self.own

    @property
    def names(self) -> tuple[str, ...]:
        """The compared words by which a person may call it."""
        return (f"{self.parent} {self.key}", self.key) if self.parent else (self.key,)


def find_header(
    grid: Grid,
    by_words: Mapping[str, str],
    by_column: Mapping[int, str] = MappingProxyType({}),
    header_row: int | None = None,
) -> Header | None:
    """Return the best header of a sheet, or None where no row names a column of tasks.

    Args:
        grid: the sheet.
        by_words: compared header words to field, as a person chose; they win over what the words mean.
        by_column: column to field, or to nothing; it wins over everything else.
        header_row: the only row to look at, from 1; None looks at all.
    """
    rows = grid.rows
    spans = _Spans(grid)
    best: Header | None = None
    looked = 0
    for index, row in enumerate(rows):
        if looked >= _SEARCHED:
            break
        if not any(row) or (header_row is not None and index != header_row - 1):
            continue
        looked += 1
        candidates = [_one_row(row)]
        if index + 1 < len(rows):
            candidates.append(_two_rows(row, rows[index + 1], index, spans))
        for height, labels in enumerate(candidates):
            if len(labels) < 2:
                continue
            found = _understand(labels, by_words, by_column, index, index + height)
            if found and (best is None or found.score > best.score):
                best = found
    return best


def guess_header(grid: Grid) -> tuple[int, tuple[Heading, ...]] | None:
    """Return the row, from 1, that looks most like a header although its words are not understood, with its columns.

    The first row with the most cells of words is taken, for a header names every column and the tasks rarely fill all.
    """
    best: list[_Label] = []
    at = 0
    for index, row in enumerate(grid.rows[:_SEARCHED]):
        labels = _one_row(row)
        if len(labels) > len(best):
            best, at = labels, index
    if len(best) < 2:
        return None
    return at + 1, tuple(Heading(label.column, label.words, "") for label in best)


class _Spans:
    """The merged cells of a sheet, asked by place."""

    def __init__(self, grid: Grid) -> None:
        self.start: dict[tuple[int, int], tuple[int, int]] = {}
        """First cell of a merged area to its last cell."""
        for r0, c0, r1, c1 in grid.merges:
            self.start[r0, c0] = (r1, c1)

    def right(self, row: int, column: int) -> int:
        """Return the last column of the merged cell that starts here."""
        return self.start.get((row, column), (row, column))[1]

    def below(self, row: int, column: int) -> int:
        """Return the last row of the merged cell that starts here."""
        return self.start.get((row, column), (row, column))[0]


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return one_line(cell) if len(cell) <= _LONGEST else cell[:_LONGEST]
    return "" if cell is None else str(cell)


def _is_words(row: Sequence[Cell]) -> bool:
    """Tell whether a row can be a header at all: words, no dates."""
    return not any(isinstance(cell, date) for cell in row)


def _one_row(row: Sequence[Cell]) -> list[_Label]:
    if not _is_words(row):
        return []
    labels = []
    for column, cell in enumerate(row):
        words = _text(cell)
        if words:
            labels.append(_Label(column, words, label_key(words)))
    return labels


def _two_rows(top: Sequence[Cell], under: Sequence[Cell], index: int, spans: _Spans) -> list[_Label]:
    """Return the labels of a header of two rows, or none where the second row is no part of one.

    A word in the second row needs a parent above it that spans it, or nothing above it at all; a row of data has
    words under every header and so is never taken for the second row. And some header, the number or the remark,
    has to reach over both rows; a title with a header of one row below it has none that does.
    """
    if not (_is_words(top) and _is_words(under) and any(under)):
        return []
    labels = []
    parent, parent_key, reach = "", "", -1
    children = whole = 0
    for column in range(max(len(top), len(under))):
        upper = _text(top[column]) if column < len(top) else ""
        lower_cell = under[column] if column < len(under) else ""
        lower = _text(lower_cell)
        if lower and not isinstance(lower_cell, str):
            return []
        if upper:
            merged_to = spans.right(index, column)
            open_right = column + 1 < len(under) and not _text(top[column + 1] if column + 1 < len(top) else "")
            if merged_to > column:
                reach = merged_to
            elif open_right and lower and _text(under[column + 1]):
                # No merged cells, as in a CSV file: a parent reaches over the empty cells to its right.
                reach = 1 << 30
            else:
                reach = -1
            parent, parent_key = upper, label_key(upper)
            if lower and reach < 0:
                return []
            if not lower:
                whole += bool(header_meanings(upper, ""))
                labels.append(_Label(column, upper, parent_key))
                if reach == 1 << 30:
                    reach = -1
                continue
        if not lower:
            if reach == 1 << 30:
                reach = -1
            continue
        children += 1
        if column <= reach:
            labels.append(_Label(column, lower, label_key(lower), parent_key, parent))
        else:
            labels.append(_Label(column, lower, label_key(lower)))
    return labels if children and whole else []


def _understand(
    labels: Sequence[_Label], by_words: Mapping[str, str], by_column: Mapping[int, str], top: int, bottom: int
) -> Header | None:
    """Give each column the field it most likely means; a field is given once, to the surest column."""
    claims: list[tuple[int, int, str, _Label]] = []
    known = 0
    for label in labels:
        # A parent's name chooses nothing by itself: its children keep what they mean.
        chosen = by_column.get(label.column)
        if chosen is None:
            chosen = next((by_words[name] for name in label.names if name in by_words), None)
        found: tuple[Meaning, ...]
        found = header_meanings(label.own, label.parent) if chosen is None else ((chosen, _MAPPED),)
        known += bool(found)
        claims += [(-strength, label.column, field, label) for field, strength in found if field]
    claims.sort(key=lambda claim: claim[:2])
    given: dict[str, _Label] = {}
    taken: set[int] = set()
    extensions: list[_Label] = []
    chosen_fields = {*by_words.values(), *by_column.values()}
    score = 0
    for strength, column, field, label in claims:
        if column in taken:
            continue
        if field == "extension":
            if "deadline" in chosen_fields:
                continue
            extensions.append(label)
        elif field in given or (field in chosen_fields and strength > -_MAPPED):
            continue
        else:
            given[field] = label
        taken.add(column)
        score -= strength
    score -= 2 * (len(labels) - known)
    if "content" not in given or len(taken) < 2 or score < _LEAST:
        return None
    return _header(labels, given, sorted(extensions, key=lambda e: e.column), top, bottom, score)


def _header(
    labels: Sequence[_Label],
    given: dict[str, _Label],
    extensions: list[_Label],
    top: int,
    bottom: int,
    score: int,
) -> Header:
    field_of = {label.column: field for field, label in given.items()}
    field_of |= dict.fromkeys((label.column for label in extensions), "extension")
    if extensions:
        # With an extension beside it, the plain deadline is that of the document.
        if "deadline" in given and "first_deadline" not in given:
            given["first_deadline"] = given.pop("deadline")
        if "deadline" in given:
            extensions.insert(0, given["deadline"])
        given["deadline"] = extensions[-1]
    width = max(label.column for label in labels) + 1
    keys = [""] * width
    for label in labels:
        keys[label.column] = label.key
    return Header(
        top=top,
        bottom=bottom,
        columns={field: label.column for field, label in given.items()},
        extensions=tuple(label.column for label in extensions),
        labels={field: label.words for field, label in given.items()},
        keys=tuple(keys),
        names=frozenset(name for label in labels for name in (*label.names, label.parent) if name),
        headings=tuple(Heading(label.column, label.words, field_of.get(label.column, "")) for label in labels),
        score=score,
    )
