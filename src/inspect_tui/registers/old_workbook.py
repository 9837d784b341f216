"""Workbooks of Excel 5 to 2003 (.xls, BIFF5 and BIFF8) as sheets of values, through python-calamine.

The reader makes dense grids of all sheets when it opens a file, so all records are walked here first: for the cells
that are really there, and for what it does not tell, merged cells and errors ([MS-XLS]).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from inspect_tui.registers.archive import MAX_PART
from inspect_tui.registers.cells import MAX_CELLS, MAX_LOST, MAX_SHEETS, MAX_TEXT, Book, is_far
from inspect_tui.registers.errors import RegisterError
from inspect_tui.registers.ole import Ole, OleError, pack
from inspect_tui.registers.plain_cells import plain
from inspect_tui.registers.workbook import Seen, book_of, open_reader

_MAX_RECORDS: Final = 5_000_000
_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _SST, _CONTINUE, _MERGED = 0x809, 0x0A, 0x2F, 0x85, 0xFC, 0x3C, 0xE5
_DIMENSIONS: Final = 0x200
_FORMULA, _NUMBER, _BOOLERR, _LABELSST, _RK, _MULRK, _STRING = 0x06, 0x203, 0x205, 0xFD, 0x27E, 0xBD, 0x207
_CELLS: Final = {_FORMULA: 22, _NUMBER: 14, _BOOLERR: 8, _LABELSST: 10, _MULRK: 12, 0x204: 8, _RK: 10, 0xD6: 8}
"""The records of cells that hold something, with the bytes that each has at least."""
_NUMBERS: Final = (_NUMBER, _RK, _MULRK)
_LEAST_SHEET: Final = 8
_PICTURES: Final = (0xE9, 0xEB)
_ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


@dataclass(slots=True)
class _Sheet:
    """What the records of one sheet tell.

    Attributes:
        bottom: the last row with a cell that holds something.
        right: the last such column.
        dimensions: place and length of the record that says how large the sheet is.
        text: how many bytes of text the reader would hold of it, at most.
        seen: what the reader does not tell.
    """

    bottom: int = -1
    right: int = -1
    dimensions: tuple[int, int] | None = None
    text: int = 0
    seen: Seen = field(default_factory=Seen)


class _Records:
    """The records of a workbook's stream."""

    def __init__(self, stream: bytes) -> None:
        self.stream, self.count = bytearray(stream), 0

    def walk(self, at: int) -> Iterator[tuple[int, int, int]]:
        """Yield kind, place and length of the records of one part of the stream, charts inside it left out."""
        stream, depth = self.stream, 0
        unpack = struct.Struct("<HH").unpack_from
        while True:
            if at + 4 > len(stream):
                raise OleError
            kind, length = unpack(stream, at)
            at += 4
            self.count += 1
            if at + length > len(stream) or self.count > _MAX_RECORDS:
                raise OleError
            if kind == _BOF:
                depth += 1
            elif depth == 0:
                raise OleError
            if depth == 1:
                yield kind, at, length
            if kind == _EOF:
                depth -= 1
                if depth == 0:
                    return
            at += length


def open_old_workbook(ole: Ole, name: str) -> Book:
    """Open a workbook.

    Args:
        ole: the compound file; it has a stream ``Workbook`` or ``Book``.
        name: the file's name, for errors.

    Raises:
        RegisterError: damaged, protected or too large.
    """
    of = "Workbook" if "Workbook" in ole.streams else "Book"
    if ole.streams[of][1] > MAX_PART:
        raise RegisterError("too_large", name=name)
    try:
        records = _Records(ole.read(of))
        offsets, texts, pictures = _globals(records, name)
        if len(offsets) > MAX_SHEETS:
            raise RegisterError("too_large", name=name)
        sheets = [_sheet(records, offset, texts) for offset in offsets]
    except (OleError, struct.error, IndexError):
        raise RegisterError("damaged", name=name) from None
    # The grid is asked for from the sheet's first cell on, so the empty area before the first value counts too.
    if (
        sum((s.bottom + 1) * (s.right + 1) for s in sheets) > MAX_CELLS
        or sum(sheet.text for sheet in sheets) > MAX_TEXT
        or any(len(sheet.seen.far) > MAX_LOST for sheet in sheets)
    ):
        raise RegisterError("too_large", name=name)
    _tell_true_sizes(records.stream, sheets)
    workbook = open_reader(pack(of, bytes(records.stream)), name)
    seen = {title: sheet.seen for title, sheet in zip(workbook.sheet_names, sheets, strict=False)}
    return book_of(workbook, name, seen, pictures=pictures)


def _tell_true_sizes(stream: bytearray, sheets: Iterable[_Sheet]) -> None:
    """Make each sheet as large as its cells; the reader makes room for as many as it says."""
    for sheet in sheets:
        if sheet.dimensions is not None:
            at, length = sheet.dimensions
            form = "<LLHH" if length >= struct.calcsize("<LLHH") else "<HHHH"
            struct.pack_into(form, stream, at, 0, sheet.bottom + 1, 0, sheet.right + 1)


def _globals(records: _Records, name: str) -> tuple[list[int], list[int], bool]:
    """Return where the sheets begin, how long the shared strings are, and whether there are pictures."""
    stream, offsets, texts, pictures = records.stream, [], list[int](), False
    shared: list[tuple[int, int]] = []
    before = 0
    for kind, at, length in records.walk(0):
        if kind == _BOF and struct.unpack_from("<H", stream, at)[0] not in (0x500, 0x600):
            raise OleError
        if kind == _FILEPASS:
            raise RegisterError("protected", name=name)
        if kind == _BOUNDSHEET:
            if length < _LEAST_SHEET:
                raise OleError
            offsets.append(struct.unpack_from("<L", stream, at)[0])
        elif kind == _SST or (kind == _CONTINUE and before == _SST):
            shared.append((at, at + length))
        pictures = pictures or kind in _PICTURES
        before = before if kind == _CONTINUE else kind
    # Two sheets in one place would be read twice: as much memory as a file many times as large.
    if len(set(offsets)) < len(offsets):
        raise OleError
    if shared:
        texts = _shared_texts(stream, shared)
    return offsets, texts, pictures


class _Segments:
    """Strings that go on from record to record."""

    def __init__(self, stream: bytearray, segments: list[tuple[int, int]]) -> None:
        self._stream, self._rest = stream, iter(segments)
        self.at = self._end = 0
        self._next()

    def _next(self) -> None:
        self.at, self._end = next(self._rest, (0, 0))
        if self._end <= self.at:
            raise OleError

    def take(self, form: str) -> int:
        """Return a number; none is cut in two."""
        if self.at >= self._end:
            self._next()
        value = struct.unpack_from(form, self._stream, self.at)[0]
        self.at += struct.calcsize(form)
        return int(value)

    def skip(self, count: int, width: int | None) -> None:
        """Pass over characters, of which the next record says anew how wide they are, or over plain bytes."""
        per = width or 1
        while count:
            step = min(count, (self._end - self.at) // per)
            self.at, count = self.at + step * per, count - step
            if count:
                self._next()
                if width is not None:
                    per = 2 if self.take("<B") & 1 else 1


def _shared_texts(stream: bytearray, segments: list[tuple[int, int]]) -> list[int]:
    """Return the lengths of the shared strings in bytes."""
    of = _Segments(stream, segments)
    of.take("<L")
    count = of.take("<L")
    # The reader makes room for as many as the record says.
    if count > sum(end - start for start, end in segments) // 3:
        raise OleError
    lengths = []
    for _ in range(count):
        length, flags = of.take("<H"), of.take("<B")
        after = 4 * of.take("<H") if flags & 8 else 0
        after += of.take("<L") if flags & 4 else 0
        of.skip(length, 2 if flags & 1 else 1)
        of.skip(after, None)
        lengths.append(2 * length)
    return lengths


def _sheet(records: _Records, offset: int, texts: list[int]) -> _Sheet:
    stream, sheet = records.stream, _Sheet()
    place = struct.Struct("<HH").unpack_from
    for kind, at, length in records.walk(offset):
        if kind in _CELLS:
            if length < _CELLS[kind]:
                raise OleError
            row, column = place(stream, at)
            if kind == _FORMULA and _keep_result(stream, at):
                kind = _NUMBER
            if kind in _NUMBERS:
                _hide_far_numbers(stream, kind, at, length, sheet)
            if kind == _MULRK:
                column = struct.unpack_from("<H", stream, at + length - 2)[0]
            elif kind == _LABELSST:
                index = struct.unpack_from("<L", stream, at + 6)[0]
                if index >= len(texts):
                    raise OleError
                sheet.text += texts[index]
            else:
                sheet.text += length
                code = _error(stream, kind, at)
                if code is not None:
                    sheet.seen.lost[row, column] = _ERRORS.get(code, "#?")
                    if len(sheet.seen.lost) > MAX_LOST:
                        raise OleError
            sheet.bottom, sheet.right = max(sheet.bottom, row), max(sheet.right, column)
        elif kind == _DIMENSIONS:
            sheet.dimensions = at, length
        elif kind == _STRING:
            sheet.text += length
        elif kind == _MERGED:
            if length < 2:
                raise OleError
            # They are read here; the reader believes their number.
            struct.pack_into("<H", stream, at, 0)
            merges = struct.iter_unpack("<4H", stream[at + 2 : at + 2 + (length - 2) // 8 * 8])
            sheet.seen.merges += [(r0, c0, r1, c1) for r0, r1, c0, c1 in merges]
    return sheet


def _keep_result(stream: bytearray, at: int) -> bool:
    """Take a formula away from its result; tell whether a number is left.

    Nothing is computed here, and a damaged formula ends the reader.
    """
    if stream[at + 12 : at + 14] == b"\xff\xff":
        struct.pack_into("<H", stream, at + 20, 0)
        return False
    # Row, column, form and number stand in the same places.
    struct.pack_into("<H", stream, at - 4, _NUMBER)
    return True


def _hide_far_numbers(stream: bytearray, kind: int, at: int, length: int, sheet: _Sheet) -> None:
    """Show the reader a zero for a number that is no date and no length of time: under a form for these it ends there.

    What stands there is kept as words.
    """
    row, column = struct.unpack_from("<HH", stream, at)
    if kind == _NUMBER:
        places, form = range(at + 6, at + 7), "<d"
    else:
        # Each has its form before it; after the last one stands the last column.
        places, form = range(at + 6, at + length - (2 if kind == _MULRK else 0) - 3, 6), "<L"
    for n, place in enumerate(places):
        number = struct.unpack_from(form, stream, place)[0]
        if form == "<L":
            number = _short_number(number)
        if is_far(number):
            if len(sheet.seen.far) <= MAX_LOST:
                sheet.seen.far[row, column + n] = plain(number)
            struct.pack_into(form, stream, place, 0)


def _short_number(bits: int) -> float:
    """Return a number that is written in four bytes (RK), the upper ones of a floating point number."""
    if bits & 2:
        # A whole one, too short to be far.
        return 0.0
    number = struct.unpack("<d", struct.pack("<LL", 0, bits & ~3))[0]
    return float(number / 100 if bits & 1 else number)


def _error(stream: bytearray, kind: int, at: int) -> int | None:
    """Return the code of a cell's error, if it has one."""
    if kind == _BOOLERR and stream[at + 7] == 1:
        return stream[at + 6]
    if kind == _FORMULA and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
        return stream[at + 8]
    return None
