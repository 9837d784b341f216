"""The tables of a Word document (.docx), each as a sheet.

The XML is walked once and no tree is made of it: ten thousand rows take minutes through python-docx, and more
memory than a laptop may spare.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

from inspect_tui.domain.vietnamese import one_line
from inspect_tui.registers.archive import Archive
from inspect_tui.registers.cells import MAX_CELLS, MAX_DEPTH, MAX_SHEETS, Book, Cell
from inspect_tui.registers.errors import RegisterError
from inspect_tui.registers.word_joins import WordTable, join
from inspect_tui.registers.word_numbers import WordNumbers

_MAX_SPAN: Final = 500
_MAX_COLUMNS: Final = 2000
_MAX_TABLES: Final = 5000
_SIGNS: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_NOT_READ: Final = ("moveFrom", "Fallback", "del", "instrText", "delText", "rPr", "pPrChange", "sectPr", "tblPr")
"""What is no text of a table: moved away, deleted, said a second time for an older Word, or of its form."""


class _Absurd(Exception):
    """More cells, or deeper in each other, than a register has."""


@dataclass(slots=True)
class _Piece:
    """One cell of a row: its first column, how many it spans, and its part in a cell merged down."""

    column: int
    span: int = 1
    down: str = ""
    text: list[str] = field(default_factory=list)


@dataclass
class _Open(WordTable):
    """A table while it is read."""

    down: dict[int, list[int]] = field(default_factory=dict)
    """First column to the merged cell that the row above is part of."""
    pieces: list[_Piece] | None = None
    column: int = 0
    deleted: bool = False

    def end_row(self) -> None:
        """Put the row's cells into the grid; a cell merged down goes on from the row above."""
        pieces, self.pieces = self.pieces or [], None
        if self.deleted:
            return
        at, row, still = len(self.rows), list[Cell](), dict[int, list[int]]()
        for piece in pieces:
            row.extend([None] * (piece.column - len(row)))
            last = piece.column + piece.span - 1
            above = self.down.get(piece.column)
            if piece.down == "continue" and above is not None and above[3] == last:
                above[2] = at
                still[piece.column] = above
                row.extend([None] * piece.span)
                continue
            row.append("".join(piece.text).strip("\n") or None)
            row.extend([None] * (piece.span - 1))
            if piece.down == "restart" or piece.span > 1:
                merge = [at, piece.column, at, last]
                self.merges.append(merge)
                if piece.down == "restart":
                    still[piece.column] = merge
        self.down = still
        self.rows.append(row)


class _Walk:
    """Walks the elements of a document."""

    def __init__(self, numbers: WordNumbers) -> None:
        self._numbers = numbers
        self._list = self._level = ""
        self.tables: list[_Open] = []
        self._open: list[_Open] = []
        self._between: list[str] = []
        self._words: list[str] = []
        self._skipped = self._cells = self._depth = 0
        self._is_text = self._of_row = self._of_paragraph = False

    def run(self, xml: bytes) -> None:
        parser: Any = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(xml, True)

    def _start(self, tag: str, given: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _Absurd
        if self._skipped:
            self._skipped += 1
        elif name in _NOT_READ:
            if name == "del" and self._of_row:
                self._open[-1].deleted = True
            self._skipped = 1
        elif "wordprocessingml" in space:
            self._start_word(name, given)

    def _start_word(self, name: str, given: dict[str, str]) -> None:
        table = self._open[-1] if self._open else None
        piece = table.pieces[-1] if table is not None and table.pieces else None
        if self._of_paragraph:
            self._list = _value(given) if name == "numId" else self._list
            self._level = _value(given) if name == "ilvl" else self._level
            return
        if name == "t":
            self._is_text = True
        elif name == "pPr":
            self._of_paragraph, self._list, self._level = True, "", ""
        elif name in _SIGNS:
            self._say(_SIGNS[name])
        elif name == "tbl":
            self._open.append(_Open(self._between, table is not None))
            self.tables.append(self._open[-1])
            self._between = []
        elif table is None:
            return
        elif name == "tr":
            table.pieces, table.column, table.deleted = [], 0, False
        elif name == "trPr":
            self._of_row = True
        elif name == "gridBefore" and self._of_row:
            table.column = _span(given)
        elif name == "tc" and table.pieces is not None:
            table.pieces.append(_Piece(table.column))
        elif name == "gridSpan" and piece is not None:
            piece.span = max(1, _span(given))
        elif name == "vMerge" and piece is not None:
            piece.down = "restart" if _value(given) == "restart" else "continue"

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
            return
        space, _, name = tag.rpartition(" ")
        if "wordprocessingml" not in space:
            return
        if name == "t":
            self._is_text = False
        elif name == "pPr":
            self._of_paragraph = False
            # What stands before the paragraph is known before its words come.
            if self._list and (number := self._numbers.next(self._list, self._level)):
                self._say(number + " ")
        elif name == "p":
            self._end_paragraph()
        elif not self._open:
            return
        elif name == "trPr":
            self._of_row = False
        elif name == "tc" and self._open[-1].pieces:
            self._end_cell(self._open[-1].pieces[-1])
        elif name == "tr":
            self._cells += self._open[-1].column
            if self._cells > MAX_CELLS:
                raise _Absurd
            self._open[-1].end_row()
        elif name == "tbl":
            self._open.pop()
            self._between = []

    def _end_cell(self, piece: _Piece) -> None:
        self._open[-1].column = piece.column + piece.span
        if self._open[-1].column > _MAX_COLUMNS:
            raise _Absurd
        if len(self._open) > 1 and (outer := self._open[-2].pieces):
            # A table inside a cell is a sheet of its own, and its words are the cell's words too.
            outer[-1].text.append("".join(piece.text).strip("\n") + "\n")

    def _end_paragraph(self) -> None:
        if self._open:
            self._say("\n")
            return
        if words := one_line("".join(self._words)):
            self._between.append(words)
        self._words = []

    def _characters(self, words: str) -> None:
        if self._is_text and not self._skipped:
            self._say(words)

    def _say(self, words: str) -> None:
        if not self._open:
            self._words.append(words)
        elif self._open[-1].pieces:
            self._open[-1].pieces[-1].text.append(words)


def _value(given: dict[str, str]) -> str:
    return next((value for key, value in given.items() if key.rpartition(" ")[2] == "val"), "")


def _span(given: dict[str, str]) -> int:
    words = _value(given)
    if not (words.isascii() and words.isdigit() and len(words) < 6 and int(words) <= _MAX_SPAN):
        raise _Absurd
    return int(words)


def open_document(archive: Archive) -> Book:
    """Open a document.

    Raises:
        RegisterError: damaged, too large, or without a table.
    """
    walk = _Walk(WordNumbers(archive))
    try:
        walk.run(archive.xml(archive.main))
    except _Absurd:
        raise RegisterError("too_large", name=archive.file) from None
    except expat.ExpatError:
        raise RegisterError("damaged", name=archive.file) from None
    tables: list[WordTable] = [table for table in walk.tables if table.rows]
    if len(tables) <= _MAX_TABLES:
        tables = join(tables)
    if len(tables) > MAX_SHEETS:
        raise RegisterError("too_large", name=archive.file)
    if not tables:
        raise RegisterError("only_pictures" if archive.has_pictures else "no_table", name=archive.file)
    names = [f"Bảng {number}" for number in range(1, len(tables) + 1)]
    of = dict(zip(names, tables, strict=True))
    # What reads a sheet fills its merged cells in; the next reading starts from the file's own rows again.
    return Book(tuple(names), tuple(names), lambda name: of[name].grid(name), archive.has_pictures)
