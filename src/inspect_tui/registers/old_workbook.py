"""Workbooks of Excel 5 to 2003 (.xls, BIFF5 and BIFF8) as sheets of values, through python-calamine.

The reader makes dense grids of all sheets when it opens a file, so all records are walked here first: for the cells
that are really there, and for what it does not tell, merged cells and errors ([MS-XLS]).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from inspect_tui.registers.archive import MAX_PART
from inspect_tui.registers.cells import MAX_CELLS, MAX_LOST, MAX_SHEETS, MAX_TEXT, Book
from inspect_tui.registers.errors import RegisterError
from inspect_tui.registers.ole import Ole, OleError, pack
from inspect_tui.registers.workbook import Seen, book_of, open_reader

_MAX_RECORDS: Final = 5_000_000
_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _SST, _CONTINUE, _MERGED = 0x809, 0x0A, 0x2F, 0x85, 0xFC, 0x3C, 0xE5
_FORMULA, _BOOLERR, _LABELSST, _MULRK, _STRING = 0x06, 0x205, 0xFD, 0xBD, 0x207
_CELLS: Final = frozenset((_FORMULA, _BOOLERR, _LABELSST, _MULRK, 0x203, 0x204, 0x27E, 0xD6))
_PICTURES: Final = (0xE9, 0xEB)
_ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


@dataclass(slots=True)
class _Sheet:
    """What the records of one sheet tell."""

    size: int = 0
    text: int = 0
    seen: Seen = field(default_factory=Seen)


class _Records:
    """The records of a workbook's stream."""

    def __init__(self, stream: bytes) -> None:
        self.stream, self.count = stream, 0

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
        stream = ole.read(of)
        records = _Records(stream)
        offsets, texts, pictures = _globals(records, name)
        if len(offsets) > MAX_SHEETS:
            raise RegisterError("too_large", name=name)
        sheets = [_sheet(records, offset, texts) for offset in offsets]
    except (OleError, struct.error, IndexError):
        raise RegisterError("damaged", name=name) from None
    if sum(sheet.size for sheet in sheets) > MAX_CELLS or sum(sheet.text for sheet in sheets) > MAX_TEXT:
        raise RegisterError("too_large", name=name)
    workbook = open_reader(pack(of, stream), name)
    seen = {title: sheet.seen for title, sheet in zip(workbook.sheet_names, sheets, strict=False)}
    return book_of(workbook, name, seen, pictures=pictures)


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

    def __init__(self, stream: bytes, segments: list[tuple[int, int]]) -> None:
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


def _shared_texts(stream: bytes, segments: list[tuple[int, int]]) -> list[int]:
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
    stream, sheet, bottom, right = records.stream, _Sheet(), -1, -1
    place = struct.Struct("<HH").unpack_from
    for kind, at, length in records.walk(offset):
        if kind in _CELLS:
            row, column = place(stream, at)
            if kind == _MULRK:
                column = place(stream, at + length - 2)[0]
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
            bottom, right = max(bottom, row), max(right, column)
        elif kind == _STRING:
            sheet.text += length
        elif kind == _MERGED:
            merges = struct.iter_unpack("<4H", stream[at + 2 : at + 2 + (length - 2) // 8 * 8])
            sheet.seen.merges += [(r0, c0, r1, c1) for r0, r1, c0, c1 in merges]
    # The grid is asked for from the sheet's first cell on, so the empty area before the first value counts too.
    sheet.size = (bottom + 1) * (right + 1)
    return sheet


def _error(stream: bytes, kind: int, at: int) -> int | None:
    """Return the code of a cell's error, if it has one."""
    if kind == _BOOLERR and stream[at + 7] == 1:
        return stream[at + 6]
    if kind == _FORMULA and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
        return stream[at + 8]
    return None
