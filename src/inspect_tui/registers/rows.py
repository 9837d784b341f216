"""Stage three: each row below the header is a task, a section title, or something to be left out by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.sources import Source
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.registers.cells import Cell, Grid
from inspect_tui.registers.header import Header, later_header
from inspect_tui.registers.marks import Texts, are_column_numbers, is_signature, is_total
from inspect_tui.registers.meanings import label_key
from inspect_tui.registers.model import Skipped
from inspect_tui.registers.plain_cells import is_error
from inspect_tui.registers.row_cells import (
    any_filled,
    bare_share,
    cell_at,
    fill_above,
    filled,
    is_count,
    is_formula,
    is_line_again,
    is_placeholder,
    last_task,
    left_empty,
    names_columns,
    ticked,
    words_of,
)  # fmt: skip
from inspect_tui.registers.secrecy import Secrecy
from inspect_tui.registers.sections import (
    Sections,
    is_likely_mark,
    is_note,
    is_title,
    mark_left_of,
    marker_of,
    names_agency,
    names_source,
    titled,
)  # fmt: skip

_MERGE_BUDGET: Final = 2_000_000
_FACTS: Final = ("document", "issued_on", "lead", "coordinating", "deadline", "first_deadline", "completed_on")
_SPANS_SECTION: Final = 3
_SIGNED_WORDS: Final = 7
_BRIEF: Final = 6
_FEW_BARE: Final = 0.1
_BARE_COUNT: Final = later(r"^\(?\d{1,4}(?:[.,]\d+)?\s*%?\)?(?:\s*(?:nhiệm vụ|nv|việc))?$", re.IGNORECASE)
_GOES_ON: Final = later(r"^(?:[-–+•*]|[a-zđ]\))")


@dataclass(slots=True)
class TaskRow:
    """A row that is a task.

    Attributes:
        index: from 0.
        cells: up to the header's last column, and one more where marks make the status.
        source: what its section names.
        table: which of `Rows.headers` it stands under.
    """

    index: int
    cells: list[Cell]
    source: str
    table: int


@dataclass(slots=True)
class Rows:
    """What the rows below a header are."""

    headers: list[Header]
    """The header of each table of the sheet that has columns of its own."""
    tasks: list[TaskRow] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    unnumbered: list[int] = field(default_factory=list)
    """Indexes of tasks without a number, in a register that numbers its tasks."""
    errors: list[tuple[int, str]] = field(default_factory=list)
    """Tasks in whose place the spreadsheet has an error."""
    blank: list[tuple[int, str]] = field(default_factory=list)
    """Where documents begin to be left empty below one that is given, in a file that knows no merged cells."""
    doubtful: list[tuple[int, str]] = field(default_factory=list)
    """Titles that have nothing of a title but that they stand alone."""


def classify(grid: Grid, header: Header, sources: tuple[Source, ...] = ()) -> Rows:
    """Tell the tasks from everything else below a header; section titles may name the home's own sources too."""
    return _Classifier(grid, header, sources).run()


class _Classifier:
    def __init__(self, grid: Grid, header: Header, sources: tuple[Source, ...]) -> None:
        self.grid, self.named = grid, sources
        self.secrecy = Secrecy(header, flat=not grid.merges)
        self.wide: set[int] = set()
        self.filled: set[tuple[int, int]] = set()
        self.sections = Sections(sources)
        self.tail = self.titles = False
        self.after_header = True
        self.held: list[Skipped] = []
        """Prepared rows and trailing titles: named only if a task comes after them."""
        self.out = Rows([])
        self.goes_on = -1
        """The row below the last task, where its words may go on."""
        self._use(header)

    def _use(self, header: Header) -> None:
        """Read the rows from here on under a header."""
        self.header = header
        self.secrecy.use(header)
        self.out.headers.append(header)
        self.content = header.columns["content"]
        self.number = header.columns.get("number")
        self.marks = 0 if self.number is None else self.number
        self.width = header.width
        columns = header.columns
        self.facts = [columns[f] for f in _FACTS if f in columns]
        self.facts += [c for c in header.extensions if c not in self.facts]
        self.agencies = [columns[f] for f in ("lead", "coordinating") if f in columns]
        self.last = last_task(self.grid, header, self.facts)
        self.bare_tasks = bare_share(self.grid.rows[header.bottom + 1 : self.last + 1], header, self.facts)
        self.other = False
        self.above: list[Cell] = []
        """The cells of the task before, as read."""

    def run(self) -> Rows:
        self._fill_merged()
        rows, out = self.grid.rows, self.out
        self.secrecy.look_over(rows)
        numbered, skip_to = 0, -1
        for index in range(self.header.bottom + 1, len(rows)):
            row = rows[index]
            if not any(row):
                continue
            if index <= skip_to:
                out.skipped.append(Skipped(index + 1, "header"))
                continue
            reason = self._reason(index, row)
            if self.secrecy.is_near(index) and self.secrecy.leaves_out(reason, row, self.sections):
                if reason in ("continued", "joined"):
                    self._leave_out_last(index)
                # What says "as above" below it would mean a row that is not there.
                self.above = []
                reason = "classified"
            elif reason is None and is_error(cell_at(row, self.content)):
                reason = "cell_error"
                out.errors.append((index, words_of(cell_at(row, self.content))))
            if reason in ("continued", "joined") and index == self.goes_on:
                self.goes_on += 1
            if reason is None:
                self.after_header = self.tail = self.titles = False
                out.skipped += self.held
                self.held = []
                self._add(index, row)
                if self.number is not None:
                    number = row[self.number]
                    if number in ("", None) or is_formula(number):
                        row[self.number] = None
                        out.unnumbered.append(index)
                    else:
                        numbered += 1
            elif reason in ("empty", "section"):
                self.held.append(Skipped(index + 1, reason))
            elif reason:
                if reason == "header":
                    skip_to = max(skip_to, self.header.bottom)
                elif reason != "column_numbers":
                    self.titles = True
                out.skipped.append(Skipped(index + 1, reason))
        # Titles after the last task stand over nothing; they are the name under a signature, or an empty section.
        out.skipped += [s for s in self.held if s.reason == "section"]
        out.skipped.sort(key=lambda s: s.row)
        if numbered < len(out.unnumbered) or numbered == 0:
            out.unnumbered = []
        for table, header in enumerate(() if self.grid.merges else out.headers):
            if (column := header.columns.get("document")) is not None:
                out.blank += left_empty([(t.index, t.cells[column]) for t in out.tasks if t.table == table])
        return out

    def _add(self, index: int, row: list[Cell]) -> None:
        """Make a task of a row: as-above marks become what stands above, ticks become words."""
        if len(row) < self.width:
            row += [None] * (self.width - len(row))
        fill_above(row, self.above, self.number)
        source, cells = self.sections.source, row
        if self.header.ticks:
            cells = [*row[: self.width], ticked(row, self.header.ticks)]
        self.out.tasks.append(TaskRow(index, cells, source, len(self.out.headers) - 1))
        self.above, self.goes_on = row, index + 1

    def _leave_out_last(self, index: int) -> None:
        """Leave a task out of which a later row is classified."""
        if index == self.goes_on and self.out.tasks:
            task = self.out.tasks.pop()
            self.secrecy.follow(task.cells)
            self.out.skipped.append(Skipped(task.index + 1, "classified"))
            self.out.unnumbered = [i for i in self.out.unnumbered if i != task.index]

    def _fill_merged(self) -> None:
        """Copy the value of a cell merged down into the rows it spans, and note which rows are merged across."""
        rows, first, headings = self.grid.rows, self.header.bottom + 1, self.header.headings
        budget = _MERGE_BUDGET
        across = max(_SPANS_SECTION, len(self.header.columns) // 2)
        for r0, c0, r1, c1 in self.grid.merges:
            if r0 < first or r0 >= len(rows):
                continue
            if r0 == r1:
                # A column of tasks may itself be of several cells; a title reaches over several columns with headers.
                if c0 <= self.content <= c1 and sum(c0 <= heading.column <= c1 for heading in headings) >= across:
                    self.wide.add(r0)
                continue
            value = cell_at(rows[r0], c0)
            if value in ("", None):
                continue
            for index in range(r0 + 1, min(r1 + 1, len(rows))):
                row = rows[index]
                budget -= 1
                if budget < 0:
                    return
                if c0 >= len(row):
                    row += [None] * (c0 + 1 - len(row))
                if row[c0] in ("", None):
                    row[c0] = value
                    self.filled.add((index, c0))

    def _reason(self, index: int, row: list[Cell]) -> str | None:
        """Return why a row is no task: a reason, empty for a row without words, None for a task."""
        number = cell_at(row, self.number)
        words = cell_at(row, self.content)
        has_words = filled(words) and not is_placeholder(words)
        if (index, self.content) in self.filled and (self.number is None or (index, self.number) in self.filled):
            return "continued"
        counted = is_count(number)
        ordinary = has_words and counted and not self.after_header and not self.other and index not in self.wide
        if ordinary:
            if any_filled(row, self.facts):
                return None
            if is_total(words_of(words)):
                # Its number counts the tasks above.
                self.tail = True
                return "totals"
            if not self._has_children(index, number):
                return None
        texts = [(c, words_of(v)) for c, v in enumerate(row) if v is not None and v != ""]
        texts = [(c, t) for c, t in texts if t]
        if not texts or all(is_placeholder(t) for _, t in texts):
            return ""
        if self.after_header and are_column_numbers(texts):
            return "column_numbers"
        if self.after_header and not counted and all(t.startswith("(") for _, t in texts):
            # What a form says about how to fill its columns in.
            return "note"
        if not counted and self._is_header(index, row):
            self.secrecy.at_header(self.sections, self.titles)
            self.after_header, self.titles, self.other = True, False, False
            return "header"
        apart = self.tail or not any(self.grid.rows[index - 1])
        if self.other or (not counted and apart and names_columns(texts)):
            self.other = True
            return "other_table"
        own = [(c, t) for c, t in texts if (index, c) not in self.filled]
        return self._of_texts(index, own or texts, counted, has_words)

    def _of_texts(self, index: int, texts: Texts, counted: bool, has_words: bool) -> str | None:
        facts = sum(c in self.facts and c != self.content for c, _ in texts)
        if not counted and (any(is_total(t) for _, t in texts[:2]) or all(_BARE_COUNT.match(t) for _, t in texts)):
            # Totals may stand below each section; only what follows the last task is the end of the table.
            self.tail = self.number is None or index > self.last
            return "totals"
        marked = any(c == self.marks and marker_of(t) for c, t in texts)
        ended = index > self.last
        if not counted and not marked and (ended or index not in self.wide):
            # Below the last task a short line is no task's words, whatever column it stands in.
            short = ended and self.number is not None and facts == 0 and len(texts[0][1].split()) <= _SIGNED_WORDS
            if is_signature(texts, -1 if short else self.content):
                self.tail = True
                return "signature"
        alone = len(texts) == 1 and facts == 0 and not counted and not self.tail
        goes_on = index == self.goes_on and has_words
        if alone and not goes_on and (is_note(texts[0][1]) or (ended and texts[0][0] == self.number)):
            return "note"
        title = None if self.secrecy.goes_on(self.grid.rows[index]) else self._section_title(index, texts, counted)
        if title is not None:
            self.sections.open(*title)
            self.tail = False
            return "section"
        if self.tail and not counted and (facts < 2 or not has_words):
            return "signature"
        if has_words:
            return "joined" if self._joins(index, texts) else None
        if len(texts) == 1 and texts[0][0] == self.number:
            return "empty"
        if self.number is not None and index > self.last and facts < 2 and not counted:
            self.tail = True
            return "signature"
        return "no_content"

    def _joins(self, index: int, texts: Texts) -> bool:
        """Add a row of words alone, that begin as no task does, to the words of the task right above it."""
        alone = len(texts) == 1 and texts[0][0] == self.content
        if not alone or self.number is None or index != self.goes_on or not self.out.tasks:
            return False
        words = texts[0][1]
        listed = _GOES_ON.match(words) is not None
        if not listed and not words[0].islower():
            return False
        cells = self.out.tasks[-1].cells
        before = cells[self.content]
        before = before if isinstance(before, str) else words_of(before)
        cells[self.content] = f"{before}{chr(10) if listed else ' '}{words}"
        return True

    def _is_header(self, index: int, row: Sequence[Cell]) -> bool:
        """Tell whether a row is the header once more, as at the top of each printed page, or another table's."""
        keys = [label_key(one_line(cell)) if isinstance(cell, str) else "#" * filled(cell) for cell in row]
        if any(is_line_again(line, keys) for line in self.header.lines):
            return True
        later = later_header(self.grid, index, self.header)
        if later is not None:
            self._use(later)
        return later is not None

    def _has_children(self, index: int, number: Cell) -> bool:
        """Tell whether the next row is numbered below this one, as 1.1 and a) are below 1, or is a named office's."""
        rows, own = self.grid.rows, words_of(number).rstrip(".)")
        following = rows[index + 1] if index + 1 < len(rows) else []
        if filled(cell_at(following, self.content)) and not filled(cell_at(following, self.number)):
            return any_filled(following, self.facts) and names_agency(words_of(cell_at(rows[index], self.content)))
        stem = own + "."
        for row in rows[index + 1 : index + 4]:
            below = words_of(cell_at(row, self.number))
            if below:
                listed = own.isdigit() and below.rstrip(".)") in ("a", "-", "+")
                return listed or (below.startswith(stem) and len(below) > len(stem))
        return False

    def _section_title(self, index: int, texts: Texts, counted: bool) -> tuple[str, str] | None:
        """Return marker and words of a section row, or None."""
        wide = index in self.wide
        number = next((t for c, t in texts if c == self.marks), "")
        marker = number if counted else marker_of(number)
        rest = [(c, t) for c, t in texts if c != self.marks] if marker else texts
        if not number and (left := mark_left_of(self.marks, rest, wide)):
            marker, rest = left, rest[1:]
        if not rest:
            return None
        column, words = rest[0]
        if counted and not wide:
            return (marker, words) if len(rest) == 1 and self._has_children(index, marker) else None
        # How many tasks a section has may stand beside its title.
        others = [(c, t) for c, t in rest[1:] if not _BARE_COUNT.match(t)]
        if marker and not counted and self.last > self.header.bottom:
            # Where the tasks have numbers, a Roman one with an agency behind it is still a title.
            others = [(c, t) for c, t in others if c not in self.agencies]
        alone = not any(c in self.facts and c not in (column, self.content) for c, _ in others)
        if wide and not marker and self.tail and index > self.last:
            return None
        if wide or (marker and alone and (column == self.content or not any(c == self.content for c, _ in others))):
            return (marker, words) if marker else titled(words)
        if others:
            return None
        title = titled(words)
        if title[0] and (column != self.content or is_likely_mark(title[0])):
            return title
        if column != self.content:
            leads = column < self.content or column == self.number
            return title if leads and not counted and len(words.split()) > 1 and not self.tail else None
        if names_source(words, self.named):
            return title
        return title if not self.tail and self._stands_over(index, words) else None

    def _stands_over(self, index: int, words: str) -> bool:
        """Tell whether words alone in the tasks' column are a title: the numbers begin again, or no task is so bare."""
        if self.number is not None and is_title(words) and self._starts_count(index):
            return True
        if index >= self.last or self.bare_tasks >= _FEW_BARE or not words[0].isupper():
            return False
        if self.number is None:
            before = cell_at(self.above, self.content)
            return is_title(words) and not (isinstance(before, str) and before.isupper())
        if not is_title(words) and len(words.split()) <= _BRIEF:
            self.out.doubtful.append((index, words))
            return True
        return is_title(words)

    def _starts_count(self, index: int) -> bool:
        """Tell whether the numbers begin again below a row, as below a title."""
        if self.number is None:
            return False
        for row in self.grid.rows[index + 1 : index + 3]:
            below = words_of(cell_at(row, self.number))
            if below:
                return below.rstrip(".)") == "1"
        return False
