"""The tables of a web page, each as a sheet: many systems of agencies call such a page .xls, and Excel opens it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from inspect_tui.registers.cells import MAX_CELLS, MAX_SHEETS, Book, Cell, Grid, Merge
from inspect_tui.registers.errors import RegisterError

_OPEN: Final = re.compile(r"<(?=[a-z/!?])", re.IGNORECASE)
_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_SPAN: Final = re.compile(r"""\b(col|row)span\s*=\s*["']?\s*(\d{1,5})""", re.IGNORECASE)
_BLOCKS: Final = ("br", "p", "div", "li", "tr")
_NOT_READ: Final = ("script", "style", "title", "xml")
_MOST_ACROSS: Final = 500
_MOST_DEEP: Final = 20


@dataclass(slots=True)
class _Table:
    """A table while it is read.

    Attributes:
        down: column to the last row of a cell that reaches down there.
        text: the words of the open cell, or None between cells.
    """

    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    down: dict[int, int] = field(default_factory=dict)
    text: list[str] | None = None
    column: int = 0
    across: int = 1

    def start_row(self) -> None:
        self.end_cell()
        self.rows.append([])
        self.column = 0

    def start_cell(self, across: int, down: int) -> None:
        self.end_cell()
        if not self.rows:
            self.start_row()
        at = len(self.rows) - 1
        while self.down.get(self.column, -1) >= at:
            self.column += 1
        self.text, self.across = [], across
        if across > 1 or down > 1:
            self.merges.append((at, self.column, at + down - 1, self.column + across - 1))
        if down > 1:
            self.down |= dict.fromkeys(range(self.column, self.column + across), at + down - 1)

    def end_cell(self) -> None:
        if self.text is None:
            return
        row = self.rows[-1]
        row.extend([None] * (self.column - len(row)))
        lines = (" ".join(line.split()) for line in "".join(self.text).split("\v"))
        row.append("\n".join(lines).strip() or None)
        row.extend([None] * (self.across - 1))
        self.column += self.across
        self.text = None


def open_web_page(text: str, name: str) -> Book:
    """Open a page.

    Args:
        text: the page.
        name: the file's name, for errors.

    Raises:
        RegisterError: too large, or without a table.
    """
    tables = [table for table in _tables(text, name) if any(map(any, table.rows))]
    if not tables:
        raise RegisterError("unknown_format", name=name)
    if len(tables) > MAX_SHEETS:
        raise RegisterError("too_large", name=name)
    of = {f"Bảng {number}": table for number, table in enumerate(tables, start=1)}
    names = tuple(of)
    return Book(names, names, lambda one: Grid(one, [[*row] for row in of[one].rows], [*of[one].merges]))


def _tables(page: str, name: str) -> list[_Table]:
    """Return the tables in the order in which they begin; one inside another is one of its own."""
    tables: list[_Table] = []
    opened: list[_Table] = []
    at = cells = 0
    while at < len(page):
        found = _OPEN.search(page, at)
        start = found.start() if found else len(page)
        if start > at:
            _say(opened, unescape(page[at:start]))
        tag = _TAG.match(page, start)
        close = "-->" if page.startswith("<!--", start) else ">"
        end = page.find(close, start)
        if end < 0:
            break
        at = end + len(close)
        if tag is None:
            continue
        closing, kind = bool(tag[1]), tag[2].lower()
        if kind in _NOT_READ and not closing:
            ended = re.compile(f"</{kind}", re.IGNORECASE).search(page, at)
            at = ended.start() if ended else len(page)
        elif kind == "table":
            if not closing:
                if len(opened) >= _MOST_DEEP:
                    raise RegisterError("too_large", name=name)
                opened.append(_Table())
                tables.append(opened[-1])
            elif opened:
                opened.pop().end_cell()
        elif opened and kind in ("td", "th"):
            if closing:
                opened[-1].end_cell()
                continue
            spans = {k.lower(): int(n) for k, n in _SPAN.findall(page[start : min(at, start + 2000)])}
            across = min(max(1, spans.get("col", 1)), _MOST_ACROSS)
            opened[-1].start_cell(across, max(1, spans.get("row", 1)))
            cells = cells + across + opened[-1].column - len(opened[-1].rows[-1])
            if cells > MAX_CELLS:
                raise RegisterError("too_large", name=name)
        elif opened and kind == "tr" and not closing:
            opened[-1].start_row()
        elif kind in _BLOCKS:
            _say(opened, "\v")
    for table in opened:
        table.end_cell()
    return tables


def _say(opened: list[_Table], words: str) -> None:
    """Put words into the open cell, and into those around it."""
    for table in opened:
        if table.text is not None:
            table.text.append(words)
