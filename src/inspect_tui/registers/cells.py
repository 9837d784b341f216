"""Stage one: a file becomes sheets of plain values, whatever its format. Formats are told by content, not by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from inspect_tui.registers.errors import RegisterError

Cell = str | float | int | bool | date | datetime | time | timedelta | None
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged cell, from 0."""

MAX_FILE: Final = 100 << 20
MAX_CELLS: Final = 3_000_000
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


@dataclass(slots=True)
class Grid:
    """One sheet: rows of values, from the sheet's first row and column on."""

    name: str
    rows: list[list[Cell]]
    merges: list[Merge] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a file, read when asked for.

    Attributes:
        sheets: the names of all sheets, hidden ones too.
        visible: the names of those that a person sees.
        load: reads one sheet.
    """

    sheets: tuple[str, ...]
    visible: tuple[str, ...]
    load: Callable[[str], Grid]

    def chosen(self, sheet: str | None, name: str) -> Iterator[Grid]:
        """Yield the sheets in question: the visible ones, or the one that was asked for by name or number.

        Args:
            sheet: a name, or a number from 1 as a person counts the tabs; None for all visible.
            name: the file's name, for the error.

        Raises:
            RegisterError: there is no such sheet.
        """
        if sheet is None:
            yield from map(self.load, self.visible)
        elif sheet in self.sheets:
            yield self.load(sheet)
        elif sheet.isascii() and sheet.isdigit() and 1 <= int(sheet[:6]) <= len(self.visible):
            yield self.load(self.visible[int(sheet) - 1])
        else:
            raise RegisterError("no_sheet", name=name, sheet=sheet, sheets=", ".join(self.visible))


def open_book(path: Path) -> Book:
    """Open a file as sheets.

    Raises:
        RegisterError: missing, empty, protected, damaged, too large, or of an unknown format.
    """
    data = _bytes_of(path)
    if data.startswith(b"PK\x03\x04"):
        from inspect_tui.registers.workbook import open_workbook

        return open_workbook(data, path.name)
    if data.startswith(_OLE):
        raise RegisterError("protected" if _ENCRYPTED in data else "unknown_format", name=path.name)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        raise RegisterError("damaged", name=path.name)
    from inspect_tui.registers.delimited import read_delimited

    grid = read_delimited(data, path)
    # What reads a sheet fills its merged cells in; the next reading starts from the file's own rows again.
    return Book((grid.name,), (grid.name,), lambda _: Grid(grid.name, [[*row] for row in grid.rows]))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise RegisterError("not_file", name=path.name or str(path))
        if path.stat().st_size > MAX_FILE:
            raise RegisterError("too_large", name=path.name)
        data = path.read_bytes()
    except FileNotFoundError:
        raise RegisterError("missing", name=str(path)) from None
    except (OSError, ValueError):
        raise RegisterError("unreadable", name=str(path)) from None
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise RegisterError("empty", name=path.name)
    return data
