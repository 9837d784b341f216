"""One register in every format, and what is particular to each."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from inspect_tui.registers import RegisterError
from inspect_tui.registers.formats import open_book
from inspect_tui.registers.ole import Ole, OleError, pack

from .make import (
    FIRST,
    HEAD,
    SECOND,
    THIRD,
    contents,
    csv_bytes,
    docx,
    fill_xls,
    ods,
    ods_table,
    problems,
    read,
    skipped,
    xls,
    xlsx,
)

WRITERS = [xlsx, xls, ods, docx]
Writer = Callable[..., Path]


def made(writer: Writer, folder: Path, rows: Any, **more: Any) -> Path:
    return writer(folder / f"r.{writer.__name__}", rows, **more)


def web_page(path: Path, rows: Any, *, merges: Any = ()) -> Path:
    """Write a page as systems of agencies do that call it .xls."""
    cells = "".join(
        "<tr>"
        + "".join(f"<td style='mso-number-format:\"\\@\"'>{str(v).replace(chr(10), '<br>')}" for v in row)
        + "</tr>"
        for row in rows
    )
    path.write_text(
        f"<html xmlns:x='urn:x'><head><meta charset=utf-8><style>td {{ }}</style></head>"
        f"<body><table border=1>\n{cells}</table></body></html>",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("writer", WRITERS)
def test_merged_cells_sections_and_a_header_of_two_rows_are_read_alike(writer: Writer, tmp_path: Path) -> None:
    rows = [
        ("PHỤ LỤC", "", "", "", "", ""),
        ("STT", "Văn bản giao", "Nội dung\nnhiệm vụ", "Cơ quan chủ trì", "Thời hạn", ""),
        ("", "", "", "", "Theo văn bản", "Gia hạn"),
        ("I", "Nhiệm vụ trong chương trình công tác của UBND tỉnh", "", "", "", ""),
        (1, "12/QĐ-UBND", "Rà soát hộ nghèo", "Sở Y tế", date(2021, 6, 30), ""),
        (2, "", "Xây dựng đề án\nphát triển", "Ban Dân tộc", "31/7/2021", date(2021, 8, 31)),
    ]
    merges = ["A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "B4:F4", "B5:B6"]
    register = read(made(writer, tmp_path, rows, merges=merges))
    one, two = (task.values for task in register.tasks)
    assert [task.row for task in register.tasks] == [5, 6]
    assert (one["document"], two["document"]) == ("12/QĐ-UBND", "12/QĐ-UBND")
    assert {one["source"], two["source"]} == {"programme"}
    assert (one["deadline"], two["first_deadline"], two["deadline"]) == ("2021-06-30", "2021-07-31", "2021-08-31")
    assert two["content"] == "Xây dựng đề án\nphát triển"
    assert register.header_row == 2
    assert skipped(register) == [(4, "section")]


@pytest.mark.parametrize("writer", WRITERS)
def test_the_same_register_gives_the_same_tasks(writer: Writer, tmp_path: Path) -> None:
    rows = [HEAD, FIRST, SECOND, THIRD]
    register = read(made(writer, tmp_path, rows))
    truth = read(xlsx(tmp_path / "truth.xlsx", rows))
    assert register.tasks == truth.tasks
    assert (register.columns, register.skipped, register.problems) == (truth.columns, truth.skipped, truth.problems)


@pytest.mark.parametrize("writer", [xlsx, xls, ods])
@pytest.mark.parametrize("name", ["r.xlsx", "r.xls", "r.ods", "r.csv", "r"])
def test_the_format_is_told_by_content_and_not_by_name(writer: Writer, name: str, tmp_path: Path) -> None:
    assert contents(read(writer(tmp_path / name, [HEAD, FIRST]))) == [FIRST[2]]


def test_text_and_a_web_page_under_the_name_of_excel(tmp_path: Path) -> None:
    path = tmp_path / "r.xls"
    for delimiter, encoding in (("\t", "utf-16"), ("\t", "utf-8"), (";", "utf-8-sig"), (",", "utf-8")):
        path.write_bytes(csv_bytes([HEAD, FIRST, SECOND], delimiter, encoding))
        assert contents(read(path)) == [FIRST[2], SECOND[2]]
    rows = [HEAD, FIRST, (*SECOND[:3], "Ban Dân tộc\nSở Nội vụ", *SECOND[4:])]
    assert read(web_page(path, rows)).tasks == read(xlsx(tmp_path / "t.xlsx", rows)).tasks


def test_a_web_page_with_merged_cells_entities_and_bad_marks(tmp_path: Path) -> None:
    path = tmp_path / "r.xls"
    path.write_text(
        "<!-- x > y --><TABLE><TR><TD colspan=2>S&#7903; Y t&#7871;<TD></TABLE><script>'<table>'</script>"
        "<table><tr><th rowspan=2>STT<th rowspan='2'>Nội dung<br/>nhiệm vụ<th colspan=\"2\">Thời hạn</tr>"
        "<tr><th>Theo văn bản<th>Gia hạn</tr>"
        "<tr><td>1<td rowspan=2>a &lt; b &amp; c  < d<td>30/6/2021<td>&nbsp;</tr>"
        "<tr><td>2<td>31/7/2021<td>31/8/2021</tr></table>",
        encoding="utf-8",
    )
    register = read(path)
    assert register.sheets == ("Bảng 1", "Bảng 2")
    assert register.sheet == "Bảng 2"
    assert contents(register) == ["a < b & c < d"] * 2
    assert [task.values["deadline"] for task in register.tasks] == ["2021-06-30", "2021-08-31"]


def test_a_far_off_day_is_the_same_in_both_date_systems(tmp_path: Path) -> None:
    row = (1, "12/QĐ-UBND", "Rà soát", "Sở Y tế", date(2021, 6, 30), datetime(2021, 6, 28, 14, 30))
    for name, epoch in (("w.xlsx", None), ("m.xlsx", CALENDAR_MAC_1904)):
        book = openpyxl.Workbook()
        if epoch is not None:
            book.epoch = epoch
        sheet = book.active
        assert sheet is not None
        sheet.append(HEAD)
        sheet.append(row)
        book.save(tmp_path / name)
        assert days(read(tmp_path / name)) == [("2021-06-30", "2021-06-28")], name
    for mac in (False, True):
        old = xlwt.Workbook()
        old.dates_1904 = mac
        sheet = old.add_sheet("a")
        fill_xls(sheet, [HEAD, row])
        old.save(str(tmp_path / "o.xls"))
        assert days(read(tmp_path / "o.xls")) == [("2021-06-30", "2021-06-28")], mac


def days(register: Any) -> list[tuple[Any, Any]]:
    return [(task.values["deadline"], task.values["declared_completed_on"]) for task in register.tasks]


def hidden_xlsx(path: Path, state: str) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "bìa"
    book.active.append(["Bìa"])
    for title, content, shown in (("ẩn", "không đọc", state), ("thật", FIRST[2], "visible")):
        sheet = book.create_sheet(title)
        sheet.sheet_state = shown
        sheet.append(HEAD)
        sheet.append((*FIRST[:2], content, *FIRST[3:]))
    chart = book.create_chartsheet("biểu đồ")
    chart.add_chart(openpyxl.chart.BarChart())
    book.save(path)


def hidden_xls(path: Path, state: str) -> None:
    book = xlwt.Workbook()
    book.add_sheet("bìa").write(0, 0, "Bìa")
    for title, content, shown in (("ẩn", "không đọc", 2 if state == "veryHidden" else 1), ("thật", FIRST[2], 0)):
        sheet = book.add_sheet(title)
        sheet.visibility = shown
        fill_xls(sheet, [HEAD, (*FIRST[:2], content, *FIRST[3:])])
    book.save(str(path))


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
@pytest.mark.parametrize("write", [hidden_xlsx, hidden_xls])
def test_hidden_sheets_and_charts_are_left_out_unless_asked_for(
    write: Callable[[Path, str], None], state: str, tmp_path: Path
) -> None:
    path = tmp_path / "h"
    write(path, state)
    register = read(path)
    assert register.sheets == ("bìa", "thật")
    assert (contents(register), problems(register)) == ([FIRST[2]], [])
    assert contents(read(path, sheet="2")) == [FIRST[2]]
    assert contents(read(path, sheet="ẩn")) == ["không đọc"]


def test_a_hidden_sheet_of_opendocument(tmp_path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TableProperties

    book = OpenDocumentSpreadsheet()
    style = Style(name="hidden", family="table")
    style.addElement(TableProperties(display="false"))
    book.automaticstyles.addElement(style)
    hidden = ods_table("ẩn", [HEAD, (*FIRST[:2], "không đọc", *FIRST[3:])])
    hidden.setAttribute("stylename", style)
    book.spreadsheet.addElement(hidden)
    book.spreadsheet.addElement(ods_table("thật", [HEAD, FIRST]))
    book.save(str(tmp_path / "h.ods"))
    register = read(tmp_path / "h.ods")
    assert (register.sheets, contents(register)) == (("thật",), [FIRST[2]])


@pytest.mark.parametrize("writer", [xlsx, xls, ods])
def test_formula_like_text_stays_text(writer: Writer, tmp_path: Path) -> None:
    row = (1, "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "+1", "30/6/2021", "")
    path = tmp_path / "f"
    if writer is xlsx:
        # A writer's own way to say that this is text.
        book = openpyxl.Workbook()
        assert book.active is not None
        for r, cells in enumerate((HEAD, row), start=1):
            for c, value in enumerate(cells, start=1):
                book.active.cell(r, c, value).data_type = "n" if isinstance(value, int) else "s"
        book.save(path)
    else:
        writer(path, [HEAD, row])
    values = read(path).tasks[0].values
    assert (values["document"], values["content"]) == (row[1], row[2])


def test_the_same_table_in_two_sheets_is_read_once_and_named(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    for title in ("PL01", "PL01 (2)"):
        fill_xls(book.add_sheet(title), [HEAD, FIRST])
    book.save(str(tmp_path / "t.xls"))
    register = read(tmp_path / "t.xls")
    assert (register.sheet, contents(register)) == ("PL01", [FIRST[2]])
    assert [(p.value, p.reason) for p in register.problems] == [("PL01 (2)", "other_sheet")]


def test_a_protected_sheet_that_is_not_encrypted_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (HEAD, FIRST):
        book.active.append(row)
    book.active.protection.set_password("x")
    book.security.lockStructure = True
    book.save(tmp_path / "p.xlsx")
    assert contents(read(tmp_path / "p.xlsx")) == [FIRST[2]]
    old = xlwt.Workbook()
    sheet = old.add_sheet("a")
    fill_xls(sheet, [HEAD, FIRST])
    sheet.protect, sheet.password = True, "x"
    old.save(str(tmp_path / "p.xls"))
    assert contents(read(tmp_path / "p.xls")) == [FIRST[2]]


def test_shared_strings_and_prefixed_names_of_another_writer(tmp_path: Path) -> None:
    """A workbook by hand: strings shared, a prefix before every tag, slashes of Windows in the names of its parts."""
    main = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    keep, texts = "xml:space='preserve'", [*HEAD, *map(str, FIRST)]
    cells = [
        f'<x:c r="{chr(65 + i % 6)}{1 + i // 6}" t="s"><x:v>{i}</x:v></x:c>' for i, words in enumerate(texts) if words
    ]
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    parts = {
        "_rels/.rels": f'{relations}<Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl\\workbook.xml": f'<x:workbook {main} xmlns:r="{office}"><x:sheets><x:sheet name="a" sheetId="1" r:id="r1"/>'
        "</x:sheets></x:workbook>",
        "xl\\_rels\\workbook.xml.rels": relations
        + f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl\\sharedStrings.xml": f"<x:sst {main}>"
        + "".join(
            f"<x:si><x:r><x:t {keep}>{t[:3]}</x:t></x:r><x:r><x:t {keep}>{t[3:]}</x:t></x:r></x:si>" for t in texts
        )
        + "</x:sst>",
        "xl\\worksheets\\sheet1.xml": f"<x:worksheet {main}><x:sheetData><x:row r='1'>{''.join(cells[:6])}</x:row>"
        f"<x:row r='2'>{''.join(cells[6:])}</x:row></x:sheetData></x:worksheet>",
    }
    path = tmp_path / "p.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, xml in parts.items():
            info = zipfile.ZipInfo(name)
            info.filename = name
            out.writestr(info, xml)
    assert contents(read(path)) == [FIRST[2]]


def biff5(rows: list[list[str | float]], code_page: int) -> bytes:
    """Return a workbook of Excel 5, whose text is in a code page."""

    def record(kind: int, *parts: bytes) -> bytes:
        body = b"".join(parts)
        return struct.pack("<HH", kind, len(body)) + body

    sheet = record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0)) + record(0x200, struct.pack("<5H", 0, 9, 0, 9, 0))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str):
                text = value.encode(f"cp{code_page}")
                sheet += record(0x204, struct.pack("<4H", r, c, 0, len(text)), text)
            else:
                sheet += record(0x203, struct.pack("<HHHd", r, c, 0, value))
    sheet += record(0x0A)
    start = record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + record(0x42, struct.pack("<H", code_page))
    at = len(start) + 4 + 4 + 2 + 1 + 4 + 4
    start += record(0x85, struct.pack("<LHB", at, 0, 4), b"PL01") + record(0x0A)
    return start + sheet


def test_excel_5_in_the_code_page_of_vietnam(tmp_path: Path) -> None:
    rows: list[list[str | float]] = [["STT", "Nôi dung", "Co quan"], [1.0, "Xây dưng đê án", "Ban Dân tôc"]]
    path = tmp_path / "r.xls"
    path.write_bytes(pack("Book", biff5(rows, 1258)))
    book = open_book(path)
    assert (book.sheets, book.load("PL01").rows) == (("PL01",), rows)


def test_a_compound_file_is_packed_and_unpacked() -> None:
    for size in (0, 1, 4096, 4097, 5 << 20):
        content = bytes(size)
        ole = Ole(pack("Book", content))
        assert set(ole.streams) == {"Book"}
        assert ole.read("Book").startswith(content)
    with pytest.raises(OleError):
        Ole(pack("Book", b"")[:600])


def test_a_workbook_of_excel_2007_in_binary_is_named(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsb"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("_rels/.rels", '<x><y Type="x/officeDocument" Target="xl/workbook.bin"/></x>')
        out.writestr("xl/workbook.bin", b"\0")
    with pytest.raises(RegisterError) as caught:
        read(path)
    assert caught.value.code == "save_as_xlsx"


def test_breaks_and_notes_in_a_cell_of_opendocument(tmp_path: Path) -> None:
    path = ods(tmp_path / "r.ods", [HEAD, FIRST])
    with zipfile.ZipFile(path) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    words = FIRST[2].encode()
    note = b"<office:annotation><text:p>kh\xc3\xb4ng</text:p></office:annotation>"
    old = b"<text:p>" + words + b"</text:p>"
    assert old in parts["content.xml"]
    parts["content.xml"] = parts["content.xml"].replace(
        old, note + b"<text:p>a<text:line-break/>b<text:tab/>c<text:s/>d</text:p><text:p>e</text:p>"
    )
    with zipfile.ZipFile(path, "w") as after:
        for name, data in parts.items():
            after.writestr(name, data)
    assert contents(read(path)) == ["a\nb c d\ne"]
