"""Looks into the sheets of an Excel workbook before its reader does.

The reader makes a dense grid of a sheet, and a string of its own for each cell that shares one. So both are counted
here first, from the cells that are really there. And it shows as empty what is not: that is found here too.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Final
from xml.parsers import expat

from inspect_tui.registers.cells import MAX_CELLS, MAX_DEPTH, MAX_LOST, MAX_TEXT, is_far
from inspect_tui.registers.plain_cells import plain

_CELL: Final = re.compile(rb"<c(?=[\s/>])")
_NEAR: Final = re.compile(rb'<c r="[A-Z]([0-9]{1,5})"')
_PREFIXED: Final = re.compile(rb":c[\s/>]")
_SPACED: Final = re.compile(rb"r\s+=")
_WORDS: Final = re.compile(rb">([^<]+)")
_AT: Final = re.compile(r"([A-Za-z]*)0*([0-9]+)")
_VALUE: Final = re.compile(rb"<v(?=[\s/>])")
_INDEX: Final = re.compile(rb"<v[^<>]*>([^<]*)</v>")
_ERROR: Final = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"[^<>]*? t="e"[^<>]*>(?:<f[^<>]*>[^<]*</f>|<f[^<>]*/>)?<v>([^<]*)</v>'
)
_NO_RESULT: Final = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^<>]*><f[^<>]*>([^<]*)</f>(?:<v></v>|<v\s*/>)?</c>')
_FAR: Final = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>\s*(?:-|[0-9]{10}|[0-9.]*[eE])")
_NEAR_FAR: Final = re.compile(rb"<v>(?:-|[0-9]{10}|[0-9.]*[eE])")
_OF_NUMBER: Final = re.compile(
    rb"(<(?:\w+:)?c(?=[\s/>]))([^<>]*)(>(?:<(?:\w+:)?f[^<>]*>[^<]*</(?:\w+:)?f>|<(?:\w+:)?f[^<>]*/>)?"
    rb"<(?:\w+:)?v[^<>]*>)\s*([-+0-9.eE]+)\s*(?=</)"
)
_TYPE: Final = re.compile(rb"""\st\s*=\s*["']([^"']*)["']""")
_LETTERS: Final = 26
_HUGE: Final = 1 << 40

Lost = dict[tuple[int, int], str]
"""Cells that a reader shows as empty although they hold something, by row and column from 0: errors such as #REF!, and
formulas that were saved without a result."""


def grid_size(xml: bytes) -> int:
    """Return how many cells the reader would make room for, at most, in a sheet's XML.

    Raises:
        expat.ExpatError: the XML is damaged.
    """
    # Nearly every sheet stays in columns A to Z and in rows to 99,999, and says where each cell is.
    near = _NEAR.findall(xml)
    if near and len(near) == _cells(xml) and not _other_places(xml, len(near)):
        size = max(map(int, set(near))) * _LETTERS
        if size <= MAX_CELLS:
            return size
    return _measured(xml)


def _cells(xml: bytes) -> int:
    """Return how many cells a sheet has, at most; some writers put a prefix before each tag."""
    return len(_CELL.findall(xml)) + len(_PREFIXED.findall(xml))


def _other_places(xml: bytes, cells: int) -> int:
    """Return how often a place may be given in another way than a cell's first, so that the reader might take that."""
    known = cells + xml.count(b'<row r="') + xml.count(b"header=") + xml.count(b"footer=")
    return xml.count(b"r=") + len(_SPACED.findall(xml)) - known


def _measured(xml: bytes) -> int:
    """Return the size of the grid by all cells that hold something; those that have but a form take no room."""
    row = column = bottom = right = -1
    at, depth = (0, 0), 0

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal row, column, bottom, right, at, depth
        depth += 1
        if depth > MAX_DEPTH:
            raise expat.ExpatError
        tag = tag.rpartition(":")[2]
        if tag == "row":
            row, column = _number(given["r"]) - 1 if "r" in given else row + 1, -1
        elif tag == "c":
            match = _AT.fullmatch(given.get("r", ""))
            column = _column(match[1]) if match else column + 1
            at = _number(match[2]) - 1 if match else row, column
        elif tag in ("v", "is", "f"):
            bottom, right = max(bottom, at[0]), max(right, at[1])

    parser: Any = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(xml, True)
    # The grid is asked for from the sheet's first cell on, so the empty area before the first value counts too.
    return (bottom + 1) * (right + 1)


def shared_texts(xml: bytes) -> list[int]:
    """Return the lengths of the shared strings, in order, with their marks."""
    return [len(part) for part in xml.split(b"</si>")]


def text_size(xml: bytes, shared: list[int]) -> int:
    """Return how many bytes of text the reader would hold of a sheet, at most, each cell with a string of its own."""
    longest = max(shared, default=0)
    own = len(xml) if b"inlineStr" in xml or b'"str"' in xml or b"'str'" in xml else 0
    if own > MAX_TEXT and b"<![CDATA[" not in xml:
        own = sum(map(len, _WORDS.findall(xml)))
    most = own + longest * _cells(xml)
    if most <= MAX_TEXT:
        return most
    values = _INDEX.findall(xml)
    if len(values) != len(_VALUE.findall(xml)) or b":v" in xml:
        return most
    # Any whole number may be the number of a shared string; the numbers of tasks are those of short ones.
    for value in values:
        if value.isdigit():
            own += shared[int(value)] if len(value) < 9 and int(value) < len(shared) else 0
        elif value.startswith((b"+", b"&", b" ")):
            own += longest
    return own


def lost_cells(xml: bytes) -> Lost:
    """Return what the reader would lose of a sheet, not much more than `MAX_LOST`."""
    lost: Lost = {}
    if b't="e"' in xml:
        for match in islice(_ERROR.finditer(xml), MAX_LOST + 1):
            lost[_place(match)] = match[3].decode("utf-8", "replace")
    if b"<f" in xml:
        for match in islice(_NO_RESULT.finditer(xml), MAX_LOST + 1):
            lost[_place(match)] = "=" + match[3].decode("utf-8", "replace")
    return lost


def far_numbers_as_words(xml: bytes) -> bytes:
    """Return a sheet in which numbers that are no date and no length of time (`cells.is_far`) are words.

    Under a form for dates the reader ends at them, and with it the whole file.
    """
    far = _NEAR_FAR if b"<v " not in xml and b":v" not in xml else _FAR
    return _OF_NUMBER.sub(_as_words, xml) if far.search(xml) else xml


def _as_words(match: re.Match[bytes]) -> bytes:
    kind = _TYPE.search(match[2])
    try:
        number = float(match[4])
    except ValueError:
        return match[0]
    if (kind is not None and kind[1] != b"n") or not is_far(number):
        return match[0]
    return match[1] + _TYPE.sub(b"", match[2]) + b' t="str"' + match[3] + plain(number).encode()


def _place(match: re.Match[bytes]) -> tuple[int, int]:
    return _number(match[2].decode()) - 1, _column(match[1].decode())


def _number(digits: str) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else _HUGE


def _column(letters: str) -> int:
    if len(letters) > 6:
        return _HUGE
    index = 0
    for letter in letters.upper():
        index = index * _LETTERS + ord(letter) - 64
    return index - 1
