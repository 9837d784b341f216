"""Looks into a workbook's zip before anything opens it, so that no file can take the machine's memory.

The reader of workbooks makes a dense grid of a sheet and ends the process where memory does not reach, so the size of
the grid is counted here first, from what is really packed and not from what the file says of itself.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Final

from inspect_tui.registers.cells import MAX_CELLS
from inspect_tui.registers.errors import RegisterError

MAX_INFLATED: Final = 300 << 20
MAX_RATIO: Final = 400
RATIO_FROM: Final = 32 << 20
_MAX_PARTS: Final = 10_000
_FAR: Final = re.compile(rb'r="(?:[A-Z]{2,}[0-9]|[A-Z]?[0-9]{6})')
_PLACES: Final = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^>]*?)(/?)>")
_AT: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")
_ERROR: Final = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*? t="e"[^>]*>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)?<v>([^<]*)</v>')
_NO_RESULT: Final = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*><f[^>]*>([^<]*)</f>(?:<v></v>|<v\s*/>)?</c>')


@dataclass(slots=True)
class Part:
    """A sheet's part in the zip.

    Attributes:
        lost: cells that the reader shows as empty although they hold something: errors such as #REF!, and formulas
            that were saved without a result; by row and column from 0.
    """

    lost: dict[tuple[int, int], str] = field(default_factory=dict)


def inspect_archive(data: bytes, name: str) -> dict[str, Part]:
    """Check a workbook's zip and return what was seen in its sheets, by the part's name.

    Raises:
        RegisterError: no zip, no workbook, protected, or absurdly large.
    """
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError, OverflowError):
        raise RegisterError("damaged", name=name) from None
    names = {m.filename for m in members}
    if "EncryptedPackage" in names or any(m.flag_bits & 1 for m in members):
        raise RegisterError("protected", name=name)
    if "xl/workbook.xml" not in {n.lower().lstrip("/") for n in names}:
        other = "[Content_Types].xml" in names or "mimetype" in names
        raise RegisterError("unknown_format" if other else "damaged", name=name)
    if len(members) > _MAX_PARTS or sum(m.file_size for m in members) > MAX_INFLATED:
        raise RegisterError("too_large", name=name)
    parts: dict[str, Part] = {}
    left = MAX_INFLATED
    for member in members:
        path = member.filename.lower().lstrip("/")
        if not path.endswith((".xml", ".rels")):
            continue
        is_sheet = path.startswith("xl/worksheets/") and path.endswith(".xml")
        xml = _inflate(data, member, left, name)
        left -= len(xml)
        # No part of a workbook has a document type; with one, entities could be made to grow.
        if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml[:4096]:
            raise RegisterError("damaged", name=name)
        if is_sheet:
            if _grid_size(xml) > MAX_CELLS:
                raise RegisterError("too_large", name=name)
            parts[path] = Part(_lost_cells(xml))
    return parts


def _inflate(data: bytes, member: zipfile.ZipInfo, left: int, name: str) -> bytes:
    """Unpack one part, never trusting the sizes it claims."""
    at = member.header_offset
    if data[at : at + 4] != b"PK\x03\x04" or len(data) < at + 30:
        raise RegisterError("damaged", name=name)
    name_size, extra_size = struct.unpack_from("<HH", data, at + 26)
    start = at + 30 + name_size + extra_size
    packed = memoryview(data)[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        return bytes(packed)
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise RegisterError("damaged", name=name)
    try:
        xml = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, left + 1)
    except zlib.error:
        raise RegisterError("damaged", name=name) from None
    if len(xml) > left or (len(xml) > RATIO_FROM and len(xml) > MAX_RATIO * len(packed)):
        raise RegisterError("too_large", name=name)
    return xml


def _grid_size(xml: bytes) -> int:
    """Return how many cells the reader would make room for, at most.

    Cells in columns A to Z and rows to 99,999 need no counting, and nearly every sheet has no others.
    """
    named = xml.count(b'<c r="')
    if named == xml.count(b"<c ") + xml.count(b"<c>") and b":c " not in xml and not _FAR.search(xml):
        return 0
    top = left = 1 << 40
    bottom = right = row = column = -1
    for match in _PLACES.finditer(xml):
        at = _AT.search(match[2])
        if match[1] == b"row":
            row = _number(at[2]) - 1 if at else row + 1
            column = -1
            continue
        if at:
            row, column = _number(at[2]) - 1, _column(at[1])
        else:
            column += 1
        if not match[3]:
            top, bottom, left, right = min(top, row), max(bottom, row), min(left, column), max(right, column)
    # The grid is asked for from the sheet's first cell on, so the empty area before the first value counts too.
    return (bottom + 1) * (right + 1)


def _number(digits: bytes) -> int:
    return int(digits[:9])


def _column(letters: bytes) -> int:
    index = 0
    for letter in letters[:6].upper():
        index = index * 26 + letter - 64
    return index - 1


def _lost_cells(xml: bytes) -> dict[tuple[int, int], str]:
    lost: dict[tuple[int, int], str] = {}
    if b't="e"' in xml:
        for match in _ERROR.finditer(xml):
            lost[_number(match[2]) - 1, _column(match[1])] = match[3].decode("utf-8", "replace")
    if b"<f" in xml:
        for match in _NO_RESULT.finditer(xml):
            lost[_number(match[2]) - 1, _column(match[1])] = "=" + match[3].decode("utf-8", "replace")
    return lost
