"""Excel workbooks (.xlsx) as sheets of values, through python-calamine."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers.expat import ExpatError

from inspect_tui.registers.archive import Archive
from inspect_tui.registers.cells import MAX_CELLS, MAX_LOST, MAX_SHEETS, MAX_TEXT, Book, Grid, Merge
from inspect_tui.registers.errors import RegisterError
from inspect_tui.registers.sheet_xml import (
    Lost,
    far_numbers_as_words,
    lost_cells,
    shared_texts,
    sizes,
    without_far_rows,
)

_NOT_READ: Final = (
    "calcchain", "charts/", "chartsheets/", "comments", "ctrlprops/", "diagrams/", "drawings/", "externallinks/",
    "pivotcache/", "pivottables/", "querytables/", "threadedcomments/", "persons/", "richdata/", "model/",
)  # fmt: skip
"""What a workbook has that is no cell; below ``xl/``."""


@dataclass(slots=True)
class Seen:
    """What a sheet holds and the reader does not tell.

    Attributes:
        lost: words of cells that the reader shows as empty.
        far: words of numbers of which the reader is shown a zero, for it would end at them.
        merges: merged cells, where the reader gives none.
        left_out: stray rows far below the table that the reader is not shown, from 1.
    """

    lost: Lost = field(default_factory=dict)
    far: Lost = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    left_out: tuple[int, ...] = ()


def open_workbook(archive: Archive) -> Book:
    """Open a workbook.

    Raises:
        RegisterError: damaged or too large.
    """
    parts = [
        name
        for name in sorted(archive.names)
        if name.endswith((".xml", ".rels")) and not name.startswith(tuple(f"xl/{part}" for part in _NOT_READ))
    ]
    shared = shared_texts(archive.xml("xl/sharedstrings.xml")) if "xl/sharedstrings.xml" in parts else []
    lost: dict[str, Lost] = {}
    left_out: dict[str, tuple[int, ...]] = {}
    changed: dict[str, bytes] = {}
    cells = text = 0
    for part in parts:
        xml = archive.xml(part)
        if part.startswith("xl/") and b"sheetData" in xml:
            as_words = far_numbers_as_words(xml)
            if as_words is not xml:
                xml = changed[part] = as_words
            try:
                room, words = sizes(xml, shared)
                if room > MAX_CELLS:
                    near, left_out[part] = without_far_rows(xml)
                    if near is not xml:
                        xml = changed[part] = near
                        room, words = sizes(xml, shared)
            except ExpatError:
                raise RegisterError("damaged", name=archive.file) from None
            lost[part] = lost_cells(xml)
            cells, text = cells + room, text + words
            if cells > MAX_CELLS or text > MAX_TEXT or len(lost[part]) > MAX_LOST:
                raise RegisterError("too_large", name=archive.file)
    found = _sheets_by_part(archive)
    if len(found) > len(set(found.values())):
        # One part read for many sheets would take as long as a file many times as large.
        raise RegisterError("damaged", name=archive.file)
    seen = {sheet: Seen(lost.get(part, {}), left_out=left_out.get(part, ())) for sheet, part in found.items()}
    packed = archive.repacked(parts)
    workbook = open_reader(_with_parts(packed, changed) if changed else packed, archive.file)
    return book_of(workbook, archive.file, seen, pictures=archive.has_pictures)


def open_reader(data: bytes, name: str) -> Any:
    """Let the reader open a file that was found to be safe.

    Raises:
        RegisterError: damaged or protected.
    """
    import python_calamine as calamine

    return _guarded(lambda: calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)), name)


def book_of(workbook: Any, name: str, seen: Mapping[str, Seen], *, pictures: bool) -> Book:
    """Return the sheets of an open reader.

    Args:
        workbook: the reader.
        name: the file's name, for errors.
        seen: what the reader does not tell, by sheet.
        pictures: whether there are pictures in the file.

    Raises:
        RegisterError: too many sheets.
    """
    import python_calamine as calamine

    sheets = [
        (meta.name, meta.visible == calamine.SheetVisibleEnum.Visible)
        for meta in workbook.sheets_metadata
        if meta.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    if len(sheets) > MAX_SHEETS:
        raise RegisterError("too_large", name=name)

    def load(sheet_name: str) -> Grid:
        sheet: Any = _guarded(lambda: workbook.get_sheet_by_name(sheet_name), name)
        rows = _guarded(lambda: sheet.to_python(skip_empty_area=False), name)
        also = seen.get(sheet_name, Seen())
        for (row, column), words in also.lost.items():
            cells = _cells_to(rows, row, column)
            if cells[column] == "":
                cells[column] = words
        for (row, column), words in also.far.items():
            _cells_to(rows, row, column)[column] = words
        # Where the reader knows no merged cells they have been found before it; it knows those of .xlsx alone.
        merges = also.merges or [(r0, c0, r1, c1) for (r0, c0), (r1, c1) in sheet.merged_cell_ranges or ()]
        return Grid(sheet_name, rows, list(merges), also.left_out)

    return Book(tuple(n for n, _ in sheets), tuple(n for n, shown in sheets if shown), load, pictures)


def _with_parts(packed: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return a zip with some of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, changed.get(name.lower()) or before.read(name))
    return out.getvalue()


def _cells_to(rows: list[list[Any]], row: int, column: int) -> list[Any]:
    """Return the cells of a row as far as a column; the reader's grid may end before them."""
    rows.extend([] for _ in range(row + 1 - len(rows)))
    cells = rows[row]
    cells.extend([""] * (column + 1 - len(cells)))
    return cells


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


def _sheets_by_part(archive: Archive) -> dict[str, str]:
    """Return the part of each sheet by the sheet's name."""
    folder, name = posixpath.split(archive.main)
    relations, book = archive.tree(f"{folder}/_rels/{name}.rels"), archive.tree(archive.main)
    targets = {r.get("Id"): posixpath.normpath(posixpath.join("/", folder, r.get("Target", ""))) for r in relations}
    found = {}
    for sheet in book.iter():
        target = targets.get(next((v for key, v in sheet.items() if key.endswith("}id")), None))
        if sheet.tag.endswith("}sheet") and target:
            found[sheet.get("name", "")] = target.lower().lstrip("/")
    return found
