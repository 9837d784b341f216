"""OpenDocument spreadsheets (.ods) as sheets of values, through python-calamine.

One element may stand for a million rows, and the reader writes them all out; so all elements are walked here first, for
how far the cells that hold something reach, and for what the reader does not tell: merged cells and errors.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

from inspect_tui.registers.archive import Archive
from inspect_tui.registers.cells import MAX_CELLS, MAX_DEPTH, MAX_LOST, MAX_TEXT, Book
from inspect_tui.registers.errors import RegisterError
from inspect_tui.registers.workbook import Seen, book_of, open_reader

SPREADSHEET: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT: Final = "content.xml"
_MANIFEST: Final = "meta-inf/manifest.xml"
_BREAKS: Final = ((b"<text:line-break/>", b"&#10;"), (b"<text:tab/>", b" "))
"""What the reader leaves out, so that the words around it would stick together."""
_MOST_REPEATED: Final = 1 << 22
_VALUES: Final = ("office:value", "office:date-value", "office:time-value", "office:boolean-value")


class _Absurd(Exception):
    """More cells or text than a register has."""


@dataclass(slots=True)
class _Cell:
    row: int
    column: int
    repeated: int
    has_value: bool
    is_error: bool
    formula: str
    text: list[str] = field(default_factory=list)


class _Walk:
    """Walks the elements of all sheets."""

    def __init__(self) -> None:
        self.sheets: dict[str, Seen] = {}
        self.size = self.text = 0
        self._seen = Seen()
        self._row = self._rows = self._column = self._bottom = self._right = 0
        self._cell: _Cell | None = None
        self._notes = self._depth = 0

    def run(self, xml: bytes) -> None:
        parser: Any = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._words
        parser.Parse(xml, True)

    def _start(self, tag: str, given: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise expat.ExpatError("too deep")
        if tag in ("table:table-cell", "table:covered-table-cell"):
            self._start_cell(given)
        elif tag == "table:table-row":
            self._rows, self._column = _repeated(given, "table:number-rows-repeated"), 0
        elif tag == "table:table":
            if self._cell is not None:
                raise expat.ExpatError("a table in a cell")
            self._seen = Seen()
            self.sheets[given.get("table:name", "")] = self._seen
            self._row = self._bottom = self._right = 0
        elif tag == "office:annotation":
            self._notes += 1

    def _start_cell(self, given: dict[str, str]) -> None:
        repeated = _repeated(given, "table:number-columns-repeated")
        down, across = _repeated(given, "table:number-rows-spanned"), _repeated(given, "table:number-columns-spanned")
        if down > 1 or across > 1:
            row, column = self._row, self._column
            self._seen.merges.append((row, column, row + down - 1, column + across - 1))
        has_value = any(name in given for name in _VALUES) or bool(given.get("office:string-value"))
        is_error = given.get("calcext:value-type") == "error"
        formula = given.get("table:formula", "") if "office:value-type" not in given else ""
        self._cell = _Cell(self._row, self._column, repeated, has_value, is_error, formula)
        self._cell.text.append(given.get("office:string-value", ""))
        self._column += repeated

    def _words(self, words: str) -> None:
        if self._cell is not None and not self._notes:
            self._cell.text.append(words)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if tag in ("table:table-cell", "table:covered-table-cell"):
            if self._cell is not None:
                self._end_cell(self._cell)
            self._cell = None
        elif tag == "table:table-row":
            self._row += self._rows
        elif tag == "table:table":
            # The grid is asked for from the sheet's first cell on, so the empty area before it counts too.
            self.size += self._bottom * self._right
            self._bottom = self._right = 0
        elif tag == "office:annotation":
            self._notes -= 1

    def _end_cell(self, cell: _Cell) -> None:
        text = "".join(cell.text)
        if not (text or cell.has_value or cell.formula):
            return
        self._bottom = max(self._bottom, cell.row + self._rows)
        self._right = max(self._right, cell.column + cell.repeated)
        self.text += len(text.encode("utf-8", "replace")) * cell.repeated * self._rows
        self._check()
        if cell.is_error or (cell.formula and not text):
            words = text.strip() or "=" + cell.formula.partition("=")[2]
            self._seen.lost |= {
                (row, column): words
                for row in range(cell.row, cell.row + self._rows)
                for column in range(cell.column, cell.column + cell.repeated)
            }
            if len(self._seen.lost) > MAX_LOST:
                raise _Absurd

    def _check(self) -> None:
        if self.size + self._bottom * self._right > MAX_CELLS or self.text > MAX_TEXT:
            raise _Absurd


def _repeated(given: dict[str, str], name: str) -> int:
    """Return how often a row or a cell stands there."""
    words = given.get(name, "1")
    if not (words.isascii() and words.isdigit() and len(words) < 9 and int(words) < _MOST_REPEATED):
        raise _Absurd
    return max(1, int(words))


def open_opendocument(archive: Archive) -> Book:
    """Open a spreadsheet.

    Raises:
        RegisterError: damaged, protected or too large.
    """
    if _MANIFEST in archive.names and b"encryption-data" in archive.read(_MANIFEST):
        raise RegisterError("protected", name=archive.file)
    xml = archive.xml(_CONTENT)
    walk = _Walk()
    try:
        walk.run(xml)
    except _Absurd:
        raise RegisterError("too_large", name=archive.file) from None
    except expat.ExpatError:
        raise RegisterError("damaged", name=archive.file) from None
    for mark, instead in _BREAKS:
        xml = xml.replace(mark, instead)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("mimetype", SPREADSHEET)
        out.writestr("META-INF/manifest.xml", b"<manifest/>")
        out.writestr(_CONTENT, xml)
    return book_of(
        open_reader(packed.getvalue(), archive.file), archive.file, walk.sheets, pictures=archive.has_pictures
    )
