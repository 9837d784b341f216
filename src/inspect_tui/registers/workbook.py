"""Excel workbooks as sheets of values, through python-calamine."""

from __future__ import annotations

import io
import posixpath
import xml.etree.ElementTree as ElementTree
import zipfile
from typing import Any, Final

from inspect_tui.registers.archive import Part, inspect_archive
from inspect_tui.registers.cells import Book, Grid
from inspect_tui.registers.errors import RegisterError

_RELATION_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def open_workbook(data: bytes, name: str) -> Book:
    """Open a workbook.

    Args:
        data: the file's bytes.
        name: the file's name, for errors.

    Raises:
        RegisterError: damaged, protected or too large.
    """
    import python_calamine as calamine

    parts = inspect_archive(data, name)
    workbook: Any = _guarded(lambda: calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)), name)
    sheets = [
        (meta.name, meta.visible == calamine.SheetVisibleEnum.Visible)
        for meta in workbook.sheets_metadata
        if meta.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    part_of = _parts_by_sheet(data, parts)

    def load(sheet_name: str) -> Grid:
        sheet: Any = _guarded(lambda: workbook.get_sheet_by_name(sheet_name), name)
        rows = _guarded(lambda: sheet.to_python(skip_empty_area=False), name)
        part = part_of.get(sheet_name, Part())
        for (row, column), words in part.lost.items():
            if row < len(rows) and column < len(rows[row]) and rows[row][column] == "":
                rows[row][column] = words
        merges = [(r0, c0, r1, c1) for (r0, c0), (r1, c1) in sheet.merged_cell_ranges or ()]
        return Grid(sheet_name, rows, merges)

    return Book(tuple(n for n, _ in sheets), tuple(n for n, seen in sheets if seen), load)


def _guarded(read: Any, name: str) -> Any:
    """Run a step of the reader; whatever it dies of is a fault of the file."""
    import python_calamine as calamine

    try:
        return read()
    except calamine.PasswordError:
        raise RegisterError("protected", name=name) from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:
        # A panic inside the reader arrives as a BaseException of its own.
        raise RegisterError("damaged", name=name) from None


def _parts_by_sheet(data: bytes, parts: dict[str, Part]) -> dict[str, Part]:
    """Return what was seen in each sheet by the sheet's name; a workbook with odd relations just has none."""
    if not any(part.lost for part in parts.values()):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
            book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    except (KeyError, zipfile.BadZipFile, ElementTree.ParseError):
        return {}
    targets = {r.get("Id"): posixpath.normpath(posixpath.join("/xl", r.get("Target", ""))) for r in relations}
    found = {}
    for sheet in book.iter():
        target = targets.get(sheet.get(_RELATION_ID))
        if sheet.tag.endswith("}sheet") and target:
            found[sheet.get("name", "")] = parts.get(target.lower().lstrip("/"), Part())
    return found
