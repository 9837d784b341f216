"""Makes register files for the tests."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import xlwt
from openpyxl.utils.cell import range_boundaries

from inspect_tui.registers import Register, Visit, open_register, read_register

HEAD = ("STT", "Văn bản giao", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Ngày hoàn thành")
FIRST = (1, "12/QĐ-UBND", "Rà soát hộ nghèo", "Sở Y tế", "30/6/2021", "28/6/2021")
SECOND = (2, "13/QĐ-UBND", "Xây dựng đề án", "Ban Dân tộc", "31/7/2021", "")
THIRD = (3, "14/QĐ-UBND", "Phối hợp tập huấn", "Sở Nội vụ", "15/8/2021", "")


def xlsx(path: Path, rows: Iterable[Sequence[Any]], *, merges: Iterable[str] = (), title: str = "PL01") -> Path:
    """Write one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    fill(sheet, rows, merges)
    book.save(path)
    return path


def fill(sheet: Any, rows: Iterable[Sequence[Any]], merges: Iterable[str] = ()) -> None:
    """Write rows into a sheet, text as text even where it looks like a formula."""
    for row in rows:
        sheet.append([None if v == "" else v for v in row])
    for merge in merges:
        sheet.merge_cells(merge)


def corners(merges: Iterable[str]) -> list[tuple[int, int, int, int]]:
    """Return first row, first column, last row, last column, from 0, of ranges such as A1:B2."""
    return [(r0 - 1, c0 - 1, r1 - 1, c1 - 1) for c0, r0, c1, r1 in map(range_boundaries, merges)]


def covered(merges: Iterable[str]) -> set[tuple[int, int]]:
    """Return the places that merged cells cover, their own first ones left out."""
    return {
        (row, column)
        for r0, c0, r1, c1 in corners(merges)
        for row in range(r0, r1 + 1)
        for column in range(c0, c1 + 1)
        if (row, column) != (r0, c0)
    }


def xls(path: Path, rows: Iterable[Sequence[Any]], *, merges: Sequence[str] = (), title: str = "PL01") -> Path:
    """Write one sheet in the format of Excel 97 to 2003."""
    book = xlwt.Workbook()
    fill_xls(book.add_sheet(title), rows, merges)
    book.save(str(path))
    return path


def fill_xls(sheet: Any, rows: Iterable[Sequence[Any]], merges: Sequence[str] = ()) -> None:
    """Write rows into a sheet of xlwt; a day gets the form of a day."""
    day, hidden = xlwt.easyxf(num_format_str="DD/MM/YYYY"), covered(merges)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value not in ("", None) and (r, c) not in hidden:
                sheet.write(r, c, value, *([day] if isinstance(value, date) else []))
    for r0, c0, r1, c1 in corners(merges):
        sheet.merge(r0, r1, c0, c1)


def ods(path: Path, rows: Iterable[Sequence[Any]], *, merges: Sequence[str] = (), title: str = "PL01") -> Path:
    """Write one sheet as an OpenDocument spreadsheet."""
    from odf.opendocument import OpenDocumentSpreadsheet

    book = OpenDocumentSpreadsheet()
    book.spreadsheet.addElement(ods_table(title, rows, merges))
    book.save(str(path))
    return path


def ods_table(title: str, rows: Iterable[Sequence[Any]], merges: Sequence[str] = ()) -> Any:
    """Return a sheet for odfpy."""
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.text import P

    table, hidden = Table(name=title), covered(merges)
    spans = {(r0, c0): (r1 - r0 + 1, c1 - c0 + 1) for r0, c0, r1, c1 in corners(merges)}
    for r, row in enumerate(rows):
        line = TableRow()
        # A merged cell may reach further right than the row's own values.
        width = max(len(row), *(c + 1 for r2, c in hidden if r2 == r), 0) if hidden else len(row)
        for c, value in enumerate([*row, *[""] * (width - len(row))]):
            if (r, c) in hidden:
                line.addElement(CoveredTableCell())
                continue
            given: dict[str, Any] = {}
            if isinstance(value, (date, datetime)):
                given = {"valuetype": "date", "datevalue": value.isoformat()}
            elif isinstance(value, (int, float)):
                given = {"valuetype": "float", "value": value}
            elif value not in ("", None):
                given = {"valuetype": "string"}
            if (r, c) in spans:
                given["numberrowsspanned"], given["numbercolumnsspanned"] = spans[r, c]
            cell = TableCell(**given)
            for text in str(value).split("\n") if given and value not in ("", None) else ():
                cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    return table


def docx(path: Path, rows: Iterable[Sequence[Any]], *, merges: Sequence[str] = (), title: str = "PHỤ LỤC") -> Path:
    """Write a Word document with a title and one table."""
    return docx_of(path, word_paragraph(title), word_table(rows, merges))


def docx_of(path: Path, *blocks: str) -> Path:
    """Write a Word document of blocks of XML, each a paragraph or a table."""
    import docx as word

    empty = io.BytesIO()
    word.Document().save(empty)
    with zipfile.ZipFile(empty) as template, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in template.namelist():
            content = template.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:sectPr", "".join(blocks).encode() + b"<w:sectPr", 1)
            out.writestr(name, content)
    return path


def word_paragraph(text: str) -> str:
    """Return a paragraph; a line end in its text becomes a line break."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:r>{lines}</w:r></w:p>"


def word_table(rows: Iterable[Sequence[Any]], merges: Sequence[str] = ()) -> str:
    """Return a table; a day is written as people write it."""
    table = [[*row] for row in rows]
    width = max(map(len, table), default=0)
    spans = {(r0, c0): (r1, c1) for r0, c0, r1, c1 in corners(merges)}
    lines = ["<w:tblGrid>" + '<w:gridCol w:w="1500"/>' * width + "</w:tblGrid>"]
    down: dict[tuple[int, int], int] = {}
    """Where a merged cell goes on below its first row: place to last column."""
    for (r0, c0), (r1, c1) in spans.items():
        down |= {(row, c0): c1 for row in range(r0 + 1, r1 + 1)}
    for r, row in enumerate(table):
        cells, c = [], 0
        while c < width:
            value = row[c] if c < len(row) else ""
            last_row, last = spans.get((r, c), (r, down.get((r, c), c)))
            form = f'<w:gridSpan w:val="{last - c + 1}"/>' if last > c else ""
            if (r, c) in down:
                form, value = form + "<w:vMerge/>", ""
            elif last_row > r:
                form += '<w:vMerge w:val="restart"/>'
            words = value.strftime("%d/%m/%Y") if isinstance(value, date) else "" if value is None else str(value)
            cells.append(f"<w:tc><w:tcPr>{form}</w:tcPr>{word_paragraph(words)}</w:tc>")
            c = last + 1
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl><w:p/>"


def csv_bytes(rows: Iterable[Sequence[Any]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """Return delimited text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def read(path: Path, year: int | None = 2021, **more: Any) -> Register:
    """Read with the usual arguments."""
    return read_register(path, session_id="0190", year_hint=year, **more)


def contents(register: Register) -> list[str]:
    """Return the tasks' words in order."""
    return [task.values["content"] for task in register.tasks]


def skipped(register: Register) -> list[tuple[int, str]]:
    """Return the rows left out."""
    return [(s.row, s.reason) for s in register.skipped]


def problems(register: Register) -> list[tuple[int, str, str]]:
    """Return row, field and reason of what was doubtful."""
    return [(p.row, p.field, p.reason) for p in register.problems]


_WIDE = ("STT", "Văn bản giao", "Ngày giao", "Nội dung nhiệm vụ", "Cơ quan phối hợp", "Thời hạn", "Ngày hoàn thành",
        "Tình trạng", "% hoàn thành", "Ghi chú")  # fmt: skip
VISIT = Visit(as_of=date(2021, 7, 16), held_on=date(2021, 7, 30))


def one(tmp_path: Path, visit: Visit = Visit(), **cells: Any) -> tuple[dict[str, Any], list[tuple[int, str, str]]]:  # noqa: B008
    """Read a register of one task with the given cells; return its values and what was doubtful."""
    names = ("number", "document", "issued_on", "content", "coordinating", "deadline", "completed_on", "status",
             "progress", "remark")  # fmt: skip
    base: dict[str, Any] = {"number": 1, "document": "12/QĐ-UBND", "content": "Rà soát hộ nghèo"} | cells
    path = xlsx(tmp_path / "r.xlsx", [_WIDE, [base.get(n, "") for n in names]])
    register = open_register(path).read("0190", 2021, visit=visit)
    assert len(register.tasks) == 1
    return register.tasks[0].values, problems(register)
