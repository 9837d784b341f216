"""Compound files, the container of Excel 97–2003, Word 97–2003 and of protected new ones ([MS-CFB]).

What a reader gets is packed anew: a chain of sectors that bites its own tail, or one that leads out of the file, never
reaches it.
"""

from __future__ import annotations

import struct
import sys
from array import array
from typing import Final

MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END: Final = 0xFFFFFFFE
_FREE: Final = 0xFFFFFFFF
_IN_FAT: Final = 0xFFFFFFFD
_ENTRY: Final = 128
_MINI: Final = 64
_SECTOR: Final = 4096
"""The size of sectors in what is packed anew; the header then has room for 457 MB."""


class OleError(ValueError):
    """A compound file that is damaged."""


class Ole:
    """The streams at the top of a compound file.

    Attributes:
        streams: name to first sector and size.
    """

    def __init__(self, data: bytes) -> None:
        """Read the directory.

        Raises:
            OleError: it is damaged.
        """
        if len(data) < 512 or not data.startswith(MARK):
            raise OleError
        self._data = data
        shift = struct.unpack_from("<H", data, 30)[0]
        if shift not in (9, 12):
            raise OleError
        self._size = 1 << shift
        directory, _, self._cutoff, mini, _, more, _ = struct.unpack_from("<LLLLLLL", data, 48)
        self._fat = self._read_fat(more)
        entries = self._chain(directory)
        self.streams: dict[str, tuple[int, int]] = {}
        root = self._walk(entries)
        self._mini_fat = _longs(self._chain(mini)) if mini < _IN_FAT else array("I")
        self._mini_stream = self._chain(root) if root < _IN_FAT else b""

    def read(self, name: str) -> bytes:
        """Return a stream.

        Raises:
            OleError: it is damaged.
        """
        start, size = self.streams[name]
        if size >= self._cutoff:
            content = self._chain(start)
        else:
            content = b"".join(
                self._mini_stream[at * _MINI : (at + 1) * _MINI] for at in _follow(start, self._mini_fat) if size
            )
        if len(content) < size:
            raise OleError
        return content[:size]

    def _read_fat(self, more: int) -> array[int]:
        sectors = list(struct.unpack_from("<109L", self._data, 76))
        per, seen = self._size // 4, set[int]()
        while more < _IN_FAT and more not in seen:
            seen.add(more)
            links = struct.unpack(f"<{per}L", self._sector(more))
            sectors += links[:-1]
            more = links[-1]
        fat = array("I")
        most = len(self._data) // self._size + 1
        for sector in sectors:
            if sector < _IN_FAT and len(fat) < most:
                fat += _longs(self._sector(sector))
        return fat

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise OleError
        return self._data[start : start + self._size].ljust(self._size, b"\0")

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(start, self._fat))

    def _walk(self, entries: bytes) -> int:
        """Note the streams at the top and return where the small ones are kept."""
        if len(entries) < _ENTRY:
            raise OleError
        root, child = struct.unpack_from("<L", entries, 116)[0], struct.unpack_from("<L", entries, 76)[0]
        waiting, seen = [child], set[int]()
        while waiting:
            number = waiting.pop()
            at = number * _ENTRY
            if number in seen or at + _ENTRY > len(entries):
                continue
            seen.add(number)
            length, kind = struct.unpack_from("<HB", entries, at + 64)
            left, right = struct.unpack_from("<LL", entries, at + 68)
            waiting += [left, right]
            if kind == 2:
                name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                self.streams[name] = struct.unpack_from("<LL", entries, at + 116)
        return int(root)


def _follow(start: int, links: array[int]) -> list[int]:
    """Return the numbers of a chain."""
    chain: list[int] = []
    while start < _IN_FAT:
        if start >= len(links) or len(chain) > len(links):
            raise OleError
        chain.append(start)
        start = links[start]
    return chain


def _longs(content: bytes) -> array[int]:
    numbers = array("I", content[: len(content) // 4 * 4])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def pack(name: str, content: bytes) -> bytes:
    """Return a compound file of one stream."""
    # A stream under 4,096 bytes would have to stand among the small ones; what follows its last record is not read.
    content = content.ljust(_SECTOR, b"\0")
    size = len(content)
    used = -(-size // _SECTOR)
    per = _SECTOR // 4
    fats = 1
    while fats * per < fats + 1 + used:
        fats += 1
    links = [_IN_FAT] * fats + [_END] + [fats + 2 + n for n in range(used - 1)] + [_END]
    links += [_FREE] * (fats * per - len(links))
    # Version 3, although its sectors are small ones: the reader takes a file without small streams for no other.
    header = MARK + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 12, 6) + bytes(6)
    header += struct.pack("<9L", 1, fats, fats, 0, _SECTOR, _END, 0, _END, 0)
    header += struct.pack("<109L", *range(fats), *[_FREE] * (109 - fats))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry(name, 2, _FREE, fats + 1, size)
    directory += _entry("", 0, _FREE, 0, 0) * (_SECTOR // _ENTRY - 2)
    parts = (header.ljust(_SECTOR, b"\0"), struct.pack(f"<{len(links)}L", *links), directory, content)
    return b"".join(parts).ljust((1 + fats + 1 + used) * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    words = f"{name}\0".encode("utf-16-le") if name else b""
    facts = struct.pack("<HBBLLL", len(words), kind, 1, _FREE, _FREE, child)
    return words.ljust(64, b"\0") + facts + bytes(36) + struct.pack("<LLL", start, size, 0)
