"""CSV and its kin as one sheet of values, with delimiter and encoding found."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from typing import Final

from inspect_tui.domain.legacy_text import code_page
from inspect_tui.domain.patterns import later
from inspect_tui.registers.cells import MAX_CELLS, Cell, Grid
from inspect_tui.registers.errors import RegisterError

_DELIMITERS: Final = ";\t,|"
_SAMPLE: Final = 200
_LETTERS_PER_FAULT: Final = 8
_MAX_FIELD: Final = 8 << 20
_GUARDED: Final = later(r"'+[=+\-@＝＋－＠]")
"""An apostrophe before what a spreadsheet would work out as a formula: our own registers have it there."""


def read_delimited(text: str, path: Path) -> Grid:
    """Read delimited text.

    Args:
        text: the file's text.
        path: the file, for the sheet's name and for errors.

    Raises:
        RegisterError: too large, or a quotation mark is never closed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[Cell]] = []
    told = text[:5].lower() == "sep=" + text[4:5] and text[5:6] == "\n"
    delimiter = text[4] if told else find_delimiter(text)
    if told:
        rows.append([])
        text = text[6:]
    if text.count(delimiter) + text.count("\n") > MAX_CELLS:
        raise RegisterError("too_large", name=path.name)
    rows.extend(_records(text, delimiter, path.name))
    if _GUARDED.search(text):
        rows = [[_unguarded(cell) for cell in row] for row in rows]
    return Grid(path.stem, rows)


def _unguarded(cell: Cell) -> Cell:
    return cell[1:] if isinstance(cell, str) and cell[:1] == "'" and _GUARDED.match(cell) else cell


def decode(data: bytes) -> str | None:
    """Return the text, or None where the bytes are none.

    UTF-8 and UTF-16 are known by their mark or by their form; what remains is taken as Windows-1258, the code page
    of Vietnamese Windows, unless it looks like text in an encoding older than that.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        return _as_text(data[3:], "utf-8") or _nearly_utf8(data[3:])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as_text(data, "utf-16")
    sample = data[:4096]
    if len(data) % 2 == 0 and b"\0" in sample:
        odd, even = sample[1::2].count(0), sample[::2].count(0)
        if max(odd, even) > 4 * min(odd, even) and max(odd, even) > len(sample) // 8:
            return _as_text(data, "utf-16-le" if odd > even else "utf-16-be")
    return _as_text(data, "utf-8") or _nearly_utf8(data) or _as_text(data, code_page(data), most=0)


def _nearly_utf8(data: bytes) -> str | None:
    """Return text in which a few bytes are broken, with a mark in their place, or None where it is not UTF-8 at all."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = len(text) - len(text.encode("ascii", "ignore"))
    return text if broken and letters > _LETTERS_PER_FAULT * broken else None


def _as_text(data: bytes, encoding: str, *, most: int = 64) -> str | None:
    """Return the decoded text, or None where it is none or has too many control characters for text.

    Args:
        data: the bytes.
        encoding: how to read them; a code page takes anything for text.
        most: how many control characters even a short text may have; they are stripped later.
    """
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    control = sum(text.count(c) for c in map(chr, (*range(9), 11, *range(14, 32))))
    return None if control > max(min(most, len(text) // 8), len(text) // 200) else text


def find_delimiter(text: str) -> str:
    """Return the character that cuts the first rows into the most fields, counting only rows of one width.

    Commas stand in sentences too, but not in the same number in row after row.
    """
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        widths = Counter[int]()
        reader = csv.reader(io.StringIO(text[: 64 << 10]), delimiter=delimiter)
        try:
            for record in reader:
                if any(record):
                    widths[len(record)] += 1
                if reader.line_num >= _SAMPLE:
                    break
        except csv.Error:
            pass
        score = max((n * (width - 1) for width, n in widths.items()), default=0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(text: str, delimiter: str, name: str) -> list[list[Cell]]:
    before = csv.field_size_limit(_MAX_FIELD)
    try:
        try:
            return [[*record] for record in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)]
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise RegisterError("unclosed_quote", name=name) from None
        # A cell such as "Sở Y tế" chủ trì has words after its closing mark; that alone is no reason to refuse.
        records = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        raise RegisterError("too_large", name=name) from None
    finally:
        csv.field_size_limit(before)
    if records and any("\n" in cell and delimiter in cell for cell in records[-1][-1:]):
        raise RegisterError("unclosed_quote", name=name)
    return [[*record] for record in records]
