"""Looks into the sheets of an Excel workbook before its reader does.

The reader makes a dense grid of a sheet, and a string of its own for each cell that shares one. So both are counted
here first, from the cells that are really there. And it shows as empty what is not: that is found here too.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Final
from xml.parsers import expat

from inspect_tui.domain.patterns import later
from inspect_tui.registers.cells import MAX_CELLS, MAX_DEPTH, MAX_LOST, MAX_TEXT, is_far
from inspect_tui.registers.plain_cells import plain

_CELL: Final = re.compile(rb'<c(?: r="[A-Z]([0-9]{1,5})"|(?=[\s/>]))')
"""A cell, with its row where it says a place in columns A to Z and in rows to 99,999."""
_PREFIXED: Final = re.compile(rb":c[\s/>]")
_SPACED: Final = re.compile(rb"r\s+=")
_WORDS: Final = later(rb">([^<]+)")
_AT: Final = later(r"([A-Za-z]*)0*([0-9]+)")
_VALUE: Final = later(rb"<v(?=[\s/>])")
_INDEX: Final = later(rb"<v[^<>]*>([^<]*)</v>")
_ERROR: Final = later(rb'<c r="([A-Z]+)([0-9]+)"[^<>]*? t="e"[^<>]*>(?:<f[^<>]*>[^<]*</f>|<f[^<>]*/>)?<v>([^<]*)</v>')
_NO_RESULT: Final = later(rb'<c r="([A-Z]+)([0-9]+)"[^<>]*><f[^<>]*>([^<]*)</f>(?:<v></v>|<v\s*/>)?</c>')
_FAR: Final = later(rb"<(?:\w+:)?v(?:\s[^<>]*)?>\s*(?:-|[0-9]{10}|[0-9.]*[eE])")
_NEAR_FAR: Final = re.compile(rb"<v(?:>\s*(?:-|[0-9]{10}|[0-9.]*[eE])|\s)")
_PREFIXED_VALUE: Final = re.compile(rb":v[\s>]")
"""Two quick searches, of which one finds something in whatever the pattern before them finds something."""
_OF_NUMBER: Final = later(
    rb"(<(?:\w+:)?c(?=[\s/>]))([^<>]*)(>(?:<(?:\w+:)?f[^<>]*>[^<]*</(?:\w+:)?f>|<(?:\w+:)?f[^<>]*/>)?"
    rb"<(?:\w+:)?v[^<>]*>)\s*([-+0-9.eE]+)\s*(?=</)"
)
_TYPE: Final = later(rb"""\st\s*=\s*["']([^"']*)["']""")
_LETTERS: Final = 26
_HUGE: Final = 1 << 40

Lost = dict[tuple[int, int], str]
"""Cells that a reader shows as empty although they hold something, by row and column from 0: errors such as #REF!, and
formulas that were saved without a result."""


def sizes(xml: bytes, shared: list[int]) -> tuple[int, int]:
    """Return what the reader would hold of a sheet, at most: cells that it makes room for, and bytes of text.

    Args:
        xml: the sheet.
        shared: the lengths of the shared strings.

    Raises:
        expat.ExpatError: the XML is damaged.
    """
    # A sheet may have many millions of bytes, and each search goes through all of them: the cells are looked for once.
    rows = _CELL.findall(xml)
    # Some writers put a prefix before each tag.
    prefixed = len(_PREFIXED.findall(xml))
    return _grid_size(xml, rows, prefixed), _text_size(xml, shared, len(rows) + prefixed)


def _grid_size(xml: bytes, rows: list[bytes], prefixed: int) -> int:
    """Return how many cells the reader would make room for, at most.

    Args:
        xml: the sheet.
        rows: of each cell its row, empty where it is far off or not told.
        prefixed: how many more cells there are.
    """
    # Nearly every sheet stays in columns A to Z and in rows to 99,999, and says where each cell is.
    near = set(rows)
    if near and b"" not in near and not prefixed and not _other_places(xml, len(rows)):
        size = max(map(int, near)) * _LETTERS
        if size <= MAX_CELLS:
            return size
    return _measured(xml)


def _other_places(xml: bytes, cells: int) -> bool:
    """Tell whether a place may be given in another way than a cell's first, so that the reader might take that."""
    # The margins of the pages have a header and a footer, and stand below the cells.
    end = max(xml.rfind(b"</sheetData>"), 0)
    known = cells + xml.count(b'<row r="') + xml.count(b"header=", end) + xml.count(b"footer=", end)
    return xml.count(b"r=") != known or _SPACED.search(xml) is not None


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


def _text_size(xml: bytes, shared: list[int], cells: int) -> int:
    """Return how many bytes of text the reader would hold of a sheet, at most, each cell with a string of its own."""
    longest = max(shared, default=0)
    own = len(xml) if b"inlineStr" in xml or b'"str"' in xml or b"'str'" in xml else 0
    if own > MAX_TEXT and b"<![CDATA[" not in xml:
        own = sum(map(len, _WORDS.findall(xml)))
    most = own + longest * cells
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
    if b' t="e"' in xml:
        for match in islice(_ERROR.finditer(xml), MAX_LOST + 1):
            lost[_place(match)] = match[3].decode("utf-8", "replace")
    if b"</f>" in xml:
        for match in islice(_NO_RESULT.finditer(xml), MAX_LOST + 1):
            lost[_place(match)] = "=" + match[3].decode("utf-8", "replace")
    return lost


def far_numbers_as_words(xml: bytes) -> bytes:
    """Return a sheet in which numbers that are no date and no length of time (`cells.is_far`) are words.

    Under a form for dates the reader ends at them, and with it the whole file.
    """
    if not _NEAR_FAR.search(xml) and not _PREFIXED_VALUE.search(xml):
        return xml
    return _OF_NUMBER.sub(_as_words, xml) if _FAR.search(xml) else xml


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
