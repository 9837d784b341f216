"""Stage three: each row below the header is a task, a section title, or something to be left out by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from inspect_tui.domain.sources import DEFAULT_SOURCE, Source, source_from_title
from inspect_tui.domain.vietnamese import fold, one_line
from inspect_tui.registers.cells import Cell, Grid
from inspect_tui.registers.header import Header
from inspect_tui.registers.marks import Texts, are_column_numbers, is_signature, is_total
from inspect_tui.registers.model import Skipped
from inspect_tui.registers.plain_cells import is_error
from inspect_tui.registers.secrecy import Secrecy
from inspect_tui.registers.synonyms import label_key

_MERGE_BUDGET: Final = 2_000_000
_FACTS: Final = ("document", "issued_on", "lead", "coordinating", "deadline", "first_deadline", "completed_on")
_MARK: Final = r"^(?:(?i:mục|phần)\s+)?([IVXLC]{1,6}|[A-ZĐ])\s*"
_MARKER: Final = re.compile(_MARK + r"[.)/:\-]?$")
_MARKED_TITLE: Final = re.compile(_MARK + r"[.)/:\-–]\s*(?=\S{2})")
_ALPHABETS: Final = ("ABCDĐEGHIKLMNOPQRSTUVXY", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_SPANS_SECTION: Final = 3


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row that is a task: its index from 0, its cells up to the header's last, and the source its section names."""

    index: int
    cells: Sequence[Cell]
    source: str


@dataclass(slots=True)
class Rows:
    """What the rows below a header are."""

    tasks: list[TaskRow]
    skipped: list[Skipped]
    unnumbered: list[int]
    """Indexes of tasks without a number, in a register that numbers its tasks."""


def classify(grid: Grid, header: Header, sources: tuple[Source, ...] = ()) -> Rows:
    """Tell the tasks from everything else below a header.

    Args:
        grid: the sheet.
        header: its header.
        sources: the home's own sources of tasks, which section titles may name.
    """
    return _Classifier(grid, header, sources).run()


class _Classifier:
    def __init__(self, grid: Grid, header: Header, sources: tuple[Source, ...]) -> None:
        self.grid, self.header, self.named = grid, header, sources
        self.secrecy = Secrecy(header)
        self.content = header.columns["content"]
        self.number = header.columns.get("number")
        self._marks = 0 if self.number is None else self.number
        self.width = len(header.keys)
        self.facts = [c for f, c in header.columns.items() if f in _FACTS]
        self.facts += [c for c in header.extensions if c not in self.facts]
        self.wide: set[int] = set()
        self.filled: set[tuple[int, int]] = set()
        self.sections: list[tuple[str, str, str]] = []
        """Open sections, outermost first: style of the marker, the marker, source."""
        self.tail = False
        self.after_header = True
        self.held: list[Skipped] = []
        """Prepared rows and trailing titles: named only if a task comes after them."""
        self.out = Rows([], [], [])

    def run(self) -> Rows:
        self._fill_merged()
        rows, out = self.grid.rows, self.out
        numbered = 0
        for index in range(self.header.bottom + 1, len(rows)):
            row = rows[index]
            if not any(row):
                continue
            reason = self._reason(index, row)
            if self._is_classified(reason, row):
                reason = "classified"
            elif reason is None and is_error(_cell(row, self.content)):
                reason = "cell_error"
            if reason is None:
                self.after_header = self.tail = False
                out.skipped += self.held
                self.held = []
                source = self.sections[-1][2] if self.sections else DEFAULT_SOURCE
                if len(row) < self.width:
                    row += [None] * (self.width - len(row))
                out.tasks.append(TaskRow(index, row, source))
                if self.number is not None:
                    if _cell(row, self.number) in ("", None):
                        out.unnumbered.append(index)
                    else:
                        numbered += 1
            elif reason in ("empty", "section"):
                self.held.append(Skipped(index + 1, reason))
            elif reason:
                out.skipped.append(Skipped(index + 1, reason))
        # Titles after the last task stand over nothing; they are the name under a signature, or an empty section.
        out.skipped += [s for s in self.held if s.reason == "section"]
        out.skipped.sort(key=lambda s: s.row)
        if numbered < len(out.unnumbered) or numbered == 0:
            out.unnumbered = []
        return out

    def _is_classified(self, reason: str | None, row: Sequence[Cell]) -> bool:
        """Tell whether a mark of secrecy covers a row; one that stands alone in its row opens a section of its own."""
        if reason == "section":
            return self.secrecy.opens(row, self.sections[-1])
        if reason not in (None, "no_content", "empty") or not self.secrecy.covers(row, self.sections):
            return False
        if not _is_count(_cell(row, self.number)) and self.secrecy.is_title(row):
            self._open("", "")
            self.secrecy.cover(self.sections[-1])
        return True

    def _fill_merged(self) -> None:
        """Copy the value of a cell merged down into the rows it spans, and note which rows are merged across."""
        rows, first = self.grid.rows, self.header.bottom + 1
        budget = _MERGE_BUDGET
        across = max(_SPANS_SECTION, len(self.header.columns) // 2)
        for r0, c0, r1, c1 in self.grid.merges:
            if r0 < first or r0 >= len(rows):
                continue
            if r0 == r1:
                if c1 - c0 + 1 >= across:
                    self.wide.add(r0)
                continue
            value = _cell(rows[r0], c0)
            if value in ("", None):
                continue
            for index in range(r0 + 1, min(r1 + 1, len(rows))):
                row = rows[index]
                budget -= 1
                if budget < 0:
                    return
                if c0 < len(row) and row[c0] in ("", None):
                    row[c0] = value
                    self.filled.add((index, c0))

    def _reason(self, index: int, row: Sequence[Cell]) -> str | None:
        """Return why a row is no task: a reason, empty for a row without words, None for a task."""
        number = _cell(row, self.number)
        words = _cell(row, self.content)
        has_words = _filled(words)
        if (index, self.content) in self.filled and (self.number is None or (index, self.number) in self.filled):
            return "continued"
        counted = _is_count(number)
        if has_words and counted and not self.after_header and index not in self.wide:
            has_facts = any(_filled(_cell(row, c)) for c in self.facts)
            if has_facts or not self._has_children(index, number):
                return None
        texts = [(c, _words(v)) for c, v in enumerate(row) if v is not None and v != ""]
        texts = [(c, t) for c, t in texts if t]
        if not texts:
            return ""
        if self.after_header and are_column_numbers(texts):
            return "column_numbers"
        if self._again(row):
            self.after_header = True
            return "header"
        own = [(c, t) for c, t in texts if (index, c) not in self.filled]
        return self._of_texts(index, own or texts, counted, has_words)

    def _of_texts(self, index: int, texts: Texts, counted: bool, has_words: bool) -> str | None:
        facts = sum(c in self.facts and c != self.content for c, _ in texts)
        if not counted and any(is_total(t) for _, t in texts[:2]):
            self.tail = True
            return "totals"
        if not counted and index not in self.wide and is_signature(texts, self.content):
            self.tail = True
            return "signature"
        title = self._section_title(index, texts, counted)
        if title is not None:
            self._open(*title)
            self.tail = False
            return "section"
        if self.tail and not counted and (facts < 2 or not has_words):
            return "signature"
        if has_words:
            return None
        if len(texts) == 1 and texts[0][0] == self.number:
            return "empty"
        return "no_content"

    def _again(self, row: Sequence[Cell]) -> str | None:
        """Tell whether a row is the header once more, as at the top of each printed page."""
        same = other = 0
        for column, key in enumerate(self.header.keys):
            cell = _cell(row, column)
            if isinstance(cell, str) and cell:
                if key and label_key(one_line(cell)) == key:
                    same += 1
                else:
                    other += 1
            elif _filled(cell):
                other += 1
        return "header" if same >= 2 and same > 3 * other else None

    def _has_children(self, index: int, number: Cell) -> bool:
        """Tell whether the next rows are numbered below this one, as 1.1 is below 1."""
        stem = _words(number).rstrip(".") + "."
        for row in self.grid.rows[index + 1 : index + 4]:
            below = _words(_cell(row, self.number))
            if below:
                return below.startswith(stem) and len(below) > len(stem)
        return False

    def _section_title(self, index: int, texts: Texts, counted: bool) -> tuple[str, str] | None:
        """Return marker and words of a section row, or None."""
        wide = index in self.wide
        first_column, first = texts[0]
        marker = ""
        rest = texts
        if first_column == self._marks and (match := _MARKER.match(first)):
            marker, rest = match[1], texts[1:]
        elif counted and first_column == self.number:
            marker, rest = _words(first), texts[1:]
        if not rest:
            return None
        column, words = rest[0]
        alone = not any(c in self.facts and c not in (column, self.content) for c, _ in rest[1:])
        if counted and not wide:
            return (marker, words) if len(rest) == 1 and self._has_children(index, marker) else None
        if wide or (marker and alone and (column == self.content or not any(c == self.content for c, _ in rest))):
            return self._titled(marker, words)
        if len(rest) > 1:
            return None
        titled = self._titled("", words)
        if titled[0] and (column != self.content or len(titled[0]) > 1 or titled[0] in "ABCDEĐGHIVX"):
            return titled
        if column != self.content:
            return (
                titled if column < self.content and not counted and len(words.split()) > 1 and not self.tail else None
            )
        is_source = source_from_title(words, self.named) not in (words, DEFAULT_SOURCE)
        named = fold(words).startswith(("nhiem vu ", "cac nhiem vu ", "nhom nhiem vu"))
        return titled if self.number is not None and is_source and named else None

    @staticmethod
    def _titled(marker: str, words: str) -> tuple[str, str]:
        match = None if marker else _MARKED_TITLE.match(words)
        return (match[1], words[match.end() :].strip()) if match else (marker, words)

    def _open(self, marker: str, title: str) -> None:
        """Open a section; one inside another keeps the outer source unless its own words name one."""
        style = self._style(marker)
        for depth, (open_style, _, _) in enumerate(self.sections):
            if open_style == style:
                del self.sections[depth:]
                break
        source = source_from_title(title, self.named)
        if source == title and self.sections:
            source = self.sections[-1][2]
        self.sections.append((style, marker, source))

    def _style(self, marker: str) -> str:
        if not marker:
            return "none"
        if marker[0].isdigit():
            return f"number{marker.count('.')}"
        if len(marker) > 1:
            return "roman"
        before = next((m for style, m, _ in self.sections if style == "letter"), "")
        # I, V and X are letters only where the letter before them stands open: H, then I.
        if marker in "IVX" and not any(before and before + marker in letters for letters in _ALPHABETS):
            return "roman"
        return "letter"


def _cell(row: Sequence[Cell], column: int | None) -> Cell:
    return row[column] if column is not None and column < len(row) else None


def _filled(cell: Cell) -> bool:
    return cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace())


def _words(cell: Cell) -> str:
    """Return a cell in words; Excel keeps 1 as 1.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else one_line(str(cell))


def _is_count(cell: Cell) -> bool:
    """Tell whether a number cell counts a task: 1, 1.2, 3), a), I.2; a Roman or capital letter alone is a section's."""
    if isinstance(cell, (float, int)):
        return not isinstance(cell, bool)
    if not isinstance(cell, str):
        return False
    mark = cell.strip()
    if len(mark) > 10 or " " in mark:
        return False
    return any(c.isdigit() for c in mark) or (mark[:1].islower() and mark[1:] in ("", ")", "."))
