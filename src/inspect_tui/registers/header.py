"""Stage two: the header is found by what its cells are called, wherever it stands and in whatever order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from inspect_tui.registers.cells import Grid
from inspect_tui.registers.kinds import kind_of
from inspect_tui.registers.labels import TALLEST, Label, Spans, block, one_row, text_of
from inspect_tui.registers.meanings import header_meanings, label_key, of_kind, says_outcome, tick_words
from inspect_tui.registers.model import Heading
from inspect_tui.registers.synonyms import EXACT, PART, WEAK, Meaning

_SEARCHED: Final = 200
_MAPPED: Final = 50
_LEAST: Final = 7
_SAME_RANK: Final = 0.6
"""An earlier header that is understood nearly as well as the best one is the first of several tables."""
_LONGEST_MARK: Final = 6
_LEAST_BY_CELLS: Final = 3
"""How many columns have to be understood for the tasks' column to be told by its cells alone."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and what its columns are read as.

    Attributes:
        top: its first row, from 0.
        bottom: its last row.
        columns: field to column; with extensions, ``deadline`` is the last one.
        extensions: the columns of later deadlines, in order; a later one that is filled in counts.
        ticks: columns whose marks say what the status is, with the words of it.
        labels: field to the header's words.
        width: how many columns of a row belong to a task.
        lines: the compared words of each of its rows, to know the header when it comes again.
        names: all compared words by which a column or its parent may be called.
        headings: all its columns, in order.
        unclear: field, words and column of those that could have been a field which another column got.
        score: how much of it was understood.
    """

    top: int
    bottom: int
    columns: Mapping[str, int]
    extensions: tuple[int, ...]
    ticks: tuple[tuple[int, str], ...]
    labels: Mapping[str, str]
    width: int
    lines: tuple[tuple[str, ...], ...]
    names: frozenset[str]
    headings: tuple[Heading, ...]
    unclear: tuple[tuple[str, str, int], ...]
    score: int


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What a person has chosen: by compared words, and by column, which wins over everything else."""

    by_words: Mapping[str, str]
    by_column: Mapping[int, str]

    @property
    def fields(self) -> set[str]:
        return {*self.by_words.values(), *self.by_column.values()}

    def of(self, label: Label) -> str | None:
        """Return the field that was chosen for a column, empty for none, or None where nothing was chosen."""
        if label.column in self.by_column:
            return self.by_column[label.column]
        # A parent's name chooses nothing by itself: its children keep what they mean.
        return next((self.by_words[name] for name in label.names if name in self.by_words), None)


def find_header(
    grid: Grid,
    by_words: Mapping[str, str],
    by_column: Mapping[int, str] = MappingProxyType({}),
    header_row: int | None = None,
    *,
    by_cells: bool = False,
) -> Header | None:
    """Return the header of a sheet's first table, or None where no row names a column of tasks.

    Args:
        grid: the sheet.
        by_words: compared header words to field, as a person chose; they win over what the words mean.
        by_column: column to field, or to nothing; it wins over everything else.
        header_row: the only row to look at, from 1; None looks at all.
        by_cells: where no column is named as the tasks', take the one with the longest words, as doubtful.
    """
    chosen, spans = _Chosen(by_words, by_column), Spans(grid)
    found: list[Header] = []
    for index in _searched(grid, header_row):
        header = _header_at(grid, index, spans, chosen, by_cells=by_cells)
        if header is None:
            continue
        if found and found[-1].bottom >= header.top:
            # The lower row of a header of two rows can be understood alone; the better reading counts.
            if header.score > found[-1].score:
                found[-1] = header
            continue
        found.append(header)
    best = max((header.score for header in found), default=0)
    return next((header for header in found if header.score >= _SAME_RANK * best), None)


def later_header(grid: Grid, index: int, first: Header) -> Header | None:
    """Return the header of another table that starts at a row below the first one, or None."""
    row = grid.rows[index]
    words = [cell for cell in row if cell is not None and cell != ""]
    if len(words) < 3 or not all(isinstance(cell, str) and len(cell) <= 80 for cell in words):
        return None
    if sum(bool(header_meanings(text_of(cell))) for cell in words) < max(3, (len(words) + 1) // 2):
        return None
    header = _header_at(grid, index, Spans(grid), _Chosen({}, {}))
    return header if header and header.score >= _SAME_RANK * min(first.score, 4 * EXACT) else None


def guess_header(grid: Grid) -> tuple[int, tuple[Heading, ...]] | None:
    """Return the row, from 1, that looks most like a header although its words are not understood, with its columns.

    The first row with the most cells of words is taken, for a header names every column and the tasks rarely fill all.
    """
    best: list[Label] = []
    at = 0
    for index, row in enumerate(grid.rows[:_SEARCHED]):
        labels = one_row(row)
        if len(labels) > len(best):
            best, at = labels, index
    if len(best) < 2:
        return None
    return at + 1, tuple(Heading(label.column, label.words, "") for label in best)


def _searched(grid: Grid, header_row: int | None) -> Iterator[int]:
    if header_row is not None:
        if 0 < header_row <= len(grid.rows):
            yield header_row - 1
        return
    looked = 0
    for index, row in enumerate(grid.rows):
        if any(row):
            yield index
            looked += 1
            if looked == _SEARCHED:
                return


def _header_at(grid: Grid, index: int, spans: Spans, chosen: _Chosen, *, by_cells: bool = False) -> Header | None:
    """Return the tallest header that starts at a row; rows that are no part of one never make it taller."""
    row = grid.rows[index]
    if not any(row):
        return None
    merged_to = max((spans.below(index, c) for c, cell in enumerate(row) if cell), default=index)
    for height in range(TALLEST, 0, -1):
        labels = block(grid, index, height, spans) if height > 1 else one_row(row)
        if len(labels) < 2:
            continue
        bottom = index + height - 1
        if bottom < merged_to < index + TALLEST and not any(map(any, grid.rows[bottom + 1 : merged_to + 1])):
            bottom = merged_to
        header = _understand(grid, labels, chosen, index, bottom, by_cells=by_cells)
        if header is not None:
            return header
    return None


def _understand(
    grid: Grid, labels: Sequence[Label], chosen: _Chosen, top: int, bottom: int, *, by_cells: bool
) -> Header | None:
    """Give each column the field it most likely means; a field is given once, to the surest column."""
    claims: list[tuple[int, int, str, Label]] = []
    known = 0
    for label in labels:
        field = chosen.of(label)
        meanings: Sequence[Meaning]
        if field is not None:
            meanings = ((field, _MAPPED),)
        else:
            meanings = header_meanings(label.own, *label.parents)
            if len(meanings) > 1:
                meanings = of_kind(meanings, kind_of(grid, label.column, bottom + 1))
        known += bool(meanings)
        claims += [(-strength, label.column, field, label) for field, strength in meanings if field]
    claims.sort(key=lambda claim: claim[:2])
    given: dict[str, Label] = {}
    taken: set[int] = set()
    many: dict[str, list[Label]] = {"extension": [], "tick": []}
    lost: list[tuple[str, Label]] = []
    mapped = chosen.fields
    score = 0
    for strength, column, field, label in claims:
        if column in taken:
            continue
        if field == "extension" and "deadline" in mapped:
            continue
        if field == "status" and many["tick"] and -strength < WEAK:
            # Marks say whether a task is done; how the agency rates it must not stand before them.
            continue
        if field in many:
            many[field].append(label)
        elif field in given or (field in mapped and strength > -_MAPPED):
            # What is surely less than the other is passed over; what is the same word, or as sure, is not.
            same = -strength >= PART or (field in given and label.names == given[field].names)
            if same and field not in mapped and field != "number":
                lost.append((field, label))
            continue
        else:
            given[field] = label
        taken.add(column)
        score -= strength
    score -= 2 * (len(labels) - known)
    if by_cells and "content" not in given and len(taken) >= _LEAST_BY_CELLS:
        unsure = {column for strength, column, _, _ in claims if strength > -PART and column in taken}
        doubtful = [label for label in labels if label.column not in taken or label.column in unsure]
        longest = _longest(grid, doubtful, bottom + 1)
        if longest is not None:
            given = {field: label for field, label in given.items() if label is not longest} | {"content": longest}
            lost = [("content", longest)]
    if "content" not in given or len(given) + len(many["extension"]) < 2 or score < _LEAST:
        return None
    lost += [("status", label) for label in many["tick"] if not says_outcome(_tick(label))]
    read = {label.column for label in given.values()} - {label.column for f, label in lost if f == "content"}
    unclear = [(f, label.words, label.column) for f, label in lost if label.column not in read]
    return _header(grid, labels, given, many, tuple(dict.fromkeys(unclear)), top, bottom, score)


def _tick(label: Label) -> str:
    return tick_words(label.own, *reversed(label.above))


def _longest(grid: Grid, labels: Sequence[Label], first: int) -> Label | None:
    """Return the column whose cells hold whole sentences, if only one kind of column does."""
    lengths = {}
    for label in labels:
        words = [text_of(row[label.column]) for row in grid.rows[first : first + 50] if label.column < len(row)]
        words = [text for text in words if text]
        if words:
            lengths[label.column] = sum(map(len, words)) / len(words)
    best = max(labels, key=lambda label: lengths.get(label.column, 0), default=None)
    return best if best is not None and lengths.get(best.column, 0) >= 15 else None


def _counts(grid: Grid, labels: Sequence[Label], first: int) -> int | None:
    """Return the column without a header that counts the tasks: 1, 2, 3."""
    named = {label.column for label in labels}
    for column in set(range(max(named))) - named:
        cells = [text_of(row[column]) for row in grid.rows[first : first + 50] if column < len(row)]
        numbers = [cell.removesuffix(".0") for cell in cells if cell]
        if [n for n in numbers if n.isdigit()][:2] == ["1", "2"] and all(len(n) <= _LONGEST_MARK for n in numbers):
            return column
    return None


def _header(
    grid: Grid,
    labels: Sequence[Label],
    given: dict[str, Label],
    many: dict[str, list[Label]],
    unclear: tuple[tuple[str, str, int], ...],
    top: int,
    bottom: int,
    score: int,
) -> Header:
    field_of = {label.column: field for field, label in given.items()}
    extensions = sorted(many["extension"], key=lambda label: label.column)
    field_of |= dict.fromkeys((label.column for label in extensions), "extension")
    field_of |= dict.fromkeys((label.column for label in many["tick"]), "status")
    if extensions:
        # With an extension beside it, the plain deadline is that of the document.
        if "deadline" in given and "first_deadline" not in given:
            given["first_deadline"] = given.pop("deadline")
        if "deadline" in given:
            extensions.insert(0, given["deadline"])
        given["deadline"] = extensions[-1]
    width = max(label.column for label in labels) + 1
    counts = {"number": at} if "number" not in given and (at := _counts(grid, labels, bottom + 1)) is not None else {}
    columns = {field: label.column for field, label in given.items()} | counts
    ticks = sorted((label.column, _tick(label)) for label in many["tick"])
    labels_of = {field: label.words for field, label in given.items()}
    if ticks:
        # The marks become words in a column of their own, behind the last one.
        columns["status"] = width
        labels_of.setdefault("status", many["tick"][0].words)
    return Header(
        top=top,
        bottom=bottom,
        columns=columns,
        extensions=tuple(label.column for label in extensions),
        ticks=(*(((given["status"].column, ""),) if ticks and "status" in given else ()), *ticks),
        labels=labels_of,
        width=width,
        lines=tuple(tuple(label_key(text_of(cell)) for cell in row) for row in grid.rows[top : bottom + 1]),
        names=frozenset(name for label in labels for name in (*label.names, *label.parents) if name),
        headings=tuple(Heading(label.column, label.words, field_of.get(label.column, "")) for label in labels),
        unclear=unclear,
        score=score,
    )
