from __future__ import annotations

import os
import random
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from inspect_tui.registers import MAP_FIELDS, MESSAGES, RegisterError, archive
from inspect_tui.registers.ole import Ole, pack

from .make import FIRST, HEAD, SECOND, contents, csv_bytes, ods, problems, read, skipped, xls, xlsx

SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(path: Path, **more: object) -> str:
    """Return the code with which a file is refused; its message can be made."""
    with pytest.raises(RegisterError) as caught:
        read(path, **more)  # type: ignore[arg-type]
    assert str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.code in MESSAGES
    return caught.value.code


def test_no_file_a_folder_and_nothing_in_it(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.xlsx") == "missing"
    assert refused(tmp_path) == "not_file"
    for name in ("e.xlsx", "e.csv"):
        (tmp_path / name).write_bytes(b"")
        assert refused(tmp_path / name) == "empty"
    (tmp_path / "s.csv").write_bytes(b"\xef\xbb\xbf \r\n\r\n")
    assert refused(tmp_path / "s.csv") == "empty"
    assert refused(Path("a\0b.xlsx")) == "unreadable"


@pytest.mark.parametrize("size", [1, 30, 5000, 200_000])
def test_random_bytes(tmp_path: Path, size: int) -> None:
    for seed in range(10):
        data = random.Random(seed).randbytes(size)
        for name, start in (("r.xlsx", b""), ("r.xlsx", b"PK\x03\x04"), ("r.csv", b""), ("r", b"\xff\xfe")):
            (tmp_path / name).write_bytes(start + data)
            assert refused(tmp_path / name) in ("damaged", "unknown_format", "not_register", "empty", "unclosed_quote")


def packed(path: Path, parts: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return path


MAIN = '<x><y Type="http://x/officeDocument" Target="{}"/></x>'


def test_zips_that_are_no_register(tmp_path: Path) -> None:
    path = tmp_path / "z.xlsx"
    for parts, code in (
        ({"a.txt": "x"}, "damaged"),
        ({}, "damaged"),
        ({"[Content_Types].xml": "<x/>", "ppt/presentation.xml": "<x/>"}, "unknown_format"),
        ({"_rels/.rels": MAIN.format("xl/workbook.xml")}, "damaged"),
        ({"_rels/.rels": MAIN.format("xl/workbook.xml"), "xl/workbook.xml": "<x/>"}, "damaged"),
        ({"_rels/.rels": MAIN.format("word/document.xml"), "word/document.xml": "<x/>"}, "no_table"),
        ({"_rels/.rels": MAIN.format("word/document.xml"), "word/document.xml": "<x>"}, "damaged"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, "save_as_docx"),
        ({"mimetype": "application/vnd.oasis.opendocument.graphics", "content.xml": "<x/>"}, "unknown_format"),
        ({"mimetype": SPREADSHEET, "content.xml": "<x/>"}, "not_register"),
        ({"mimetype": SPREADSHEET, "content.xml": "<x>"}, "damaged"),
    ):
        assert refused(packed(path, parts)) == code, parts  # type: ignore[arg-type]


@pytest.mark.parametrize("stream", ["EncryptedPackage", "EncryptionInfo"])
def test_a_workbook_or_document_with_a_password(stream: str, tmp_path: Path) -> None:
    """Both ways of encryption, agile and standard, put the whole file into such a compound file ([MS-OFFCRYPTO])."""
    for name in ("p.xlsx", "p.docx"):
        (tmp_path / name).write_bytes(pack(stream, b"x" * 5000))
        assert refused(tmp_path / name) == "protected"


def test_an_old_workbook_with_a_password(tmp_path: Path) -> None:
    path = xls(tmp_path / "p.xls", [HEAD, FIRST])
    stream = Ole(path.read_bytes()).read("Workbook")
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    lock = struct.pack("<HH", 0x2F, 6) + bytes(6)
    path.write_bytes(pack("Workbook", stream[:first] + lock + stream[first:]))
    assert refused(path) == "protected"


def test_opendocument_with_a_password(tmp_path: Path) -> None:
    path = ods(tmp_path / "p.ods", [HEAD, FIRST])
    rewrite(path, "META-INF/manifest.xml", b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>")
    rewrite(path, "content.xml", b"\x8f\x12" * 500)
    assert refused(path) == "protected"


def test_a_zip_with_a_password(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "p.xlsx", [HEAD, FIRST])
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert refused(path) == "protected"


def test_old_documents_and_other_compound_files(tmp_path: Path) -> None:
    for stream, code in (("WordDocument", "save_as_docx"), ("PowerPoint Document", "unknown_format")):
        (tmp_path / "d.doc").write_bytes(pack(stream, b"x"))
        assert refused(tmp_path / "d.doc") == code
    (tmp_path / "d.xls").write_bytes(OLE + b"\0" * 3000)
    assert refused(tmp_path / "d.xls") == "damaged"


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (b"\x89PNG\r\n\x1a\n", "picture"), (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"), (b"II*\0\x08\0\0\0", "picture"),
        (b"MM\0*\0\0\0\x08", "picture"), (b"GIF89a", "picture"), (b"BM\x36\x10\0\0\0\0\0\0", "picture"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "picture"), (b"\0\0\0\x18ftypheic", "picture"), (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", "pdf"), (b"{\\rtf1\\ansi", "save_as_docx"),
        (b"\x09\x04\x06\0\0\0\x10\0", "save_as_xlsx"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
         b'xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "save_as_xlsx"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;", "save_as_xlsx"),
        (b"<html><body><p>Trang</p></body></html>", "unknown_format"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a", "a.xlsx", "a.csv"])
def test_pictures_papers_and_other_files_that_people_send(start: bytes, code: str, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(start + (bytes(range(256)) if code in ("picture", "pdf") else b""))
    assert refused(tmp_path / name) == code


def test_a_workbook_with_only_a_picture(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "p.xlsx", [("Bảng nhiệm vụ",)])
    assert refused(path) == "not_register"
    with zipfile.ZipFile(path, "a") as out:
        out.writestr("docProps/thumbnail.jpeg", b"")
    assert refused(path) == "not_register"
    with zipfile.ZipFile(path, "a") as out:
        out.writestr("xl/media/image1.jpeg", b"\xff\xd8\xff")
    assert refused(path) == "only_pictures"
    register = xlsx(path, [HEAD, FIRST])
    with zipfile.ZipFile(path, "a") as out:
        out.writestr("xl/media/image1.jpeg", b"\xff\xd8\xff")
    assert contents(read(register)) == [FIRST[2]]


def test_a_pipe_and_a_device_are_not_waited_for(tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "p.csv")
        assert refused(tmp_path / "p.csv") == "no_plain_file"
    if Path("/dev/zero").exists():
        assert refused(Path("/dev/zero")) == "no_plain_file"


def test_a_file_that_must_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    path = xlsx(tmp_path / "r.xlsx", [HEAD, FIRST])
    monkeypatch.setattr(Path, "open", refuse)
    assert refused(path) == "unreadable"


def test_texts_that_are_no_register(tmp_path: Path) -> None:
    for text in ("xin chào", "a,b,c\n1,2,3\n", "Thời hạn;Ghi chú\n1/1/2021;x\n", '{"tasks": []}'):
        path = tmp_path / "t.csv"
        path.write_text(text, encoding="utf-8")
        assert refused(path) == "not_register"
    assert refused(xlsx(tmp_path / "t.xlsx", [("Doanh thu", "Tháng"), (1, 2)])) == "not_register"
    assert refused(xlsx(tmp_path / "n.xlsx", [])) == "not_register"


def test_an_open_quotation_mark_is_an_error_and_not_a_half_register(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text('STT;Nội dung nhiệm vụ;Thời hạn\n1;"Rà soát;30/6/2021\n2;Xây dựng;30/7/2021\n', encoding="utf-8")
    assert refused(path) == "unclosed_quote"
    path.write_text(
        'STT;Nội dung nhiệm vụ;Thời hạn\n1;"Rà soát" hộ nghèo;30/6/2021\n2;Xây;30/7/2021\n', encoding="utf-8"
    )
    assert len(read(path).tasks) == 2


def test_sheets_that_are_not_there(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "r.xlsx", [HEAD, FIRST])
    for sheet in ("2", "0", "-1", "Nhiệm vụ", "", "9" * 5000):
        assert refused(path, sheet=sheet) == "no_sheet"


def test_mappings_that_cannot_be(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "r.xlsx", [HEAD, FIRST])
    assert refused(path, mapping={"Thời hạn": "when"}) == "bad_field"
    assert refused(path, mapping={"Không có cột này": "remark"}) == "no_header"
    assert refused(path, mapping={"Thời hạn": "deadline", "Ngày hoàn thành": "deadline"}) == "field_twice"
    assert all(
        field in str(RegisterError("bad_field", field="x", fields=", ".join(MAP_FIELDS))) for field in MAP_FIELDS
    )


def rewrite(path: Path, part: str, change: bytes | None = None, replace: tuple[bytes, bytes] | None = None) -> None:
    """Write a workbook anew with one part changed."""
    with zipfile.ZipFile(path) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    if replace:
        assert replace[0] in parts[part]
        parts[part] = parts[part].replace(*replace)
    elif change is not None:
        parts[part] = change
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name, data in parts.items():
            after.writestr(name, data)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("lies", [False, True])
def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lies: bool) -> None:
    monkeypatch.setattr(archive, "MAX_INFLATED", 4 << 20)
    path = xlsx(tmp_path / "b.xlsx", [HEAD, FIRST])
    rewrite(path, SHEET, b"<worksheet><sheetData>" + b" " * (5 << 20))
    if lies:
        data = bytearray(path.read_bytes())
        directory = data.rindex(b"PK\x01\x02", 0, data.rindex(SHEET.encode()))
        struct.pack_into("<I", data, directory + 24, 1000)
        path.write_bytes(data)
    assert refused(path) == "too_large"


def test_a_part_that_is_packed_absurdly_well_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "RATIO_FROM", 1 << 20)
    path = xlsx(tmp_path / "b.xlsx", [HEAD, FIRST])
    rewrite(path, SHEET, b"<worksheet><sheetData>" + b" " * (5 << 20))
    assert refused(path) == "too_large"


FAR = '<row r="{row}"><c r="B{row}" t="inlineStr"><is><t>.</t></is></c></row>'


@pytest.mark.parametrize(
    ("rows", "left_out"),
    [((1_048_576,), [1_048_576]), ((500_000, 1_048_575), [500_000, 1_048_575]), ((9, 1_048_576), [1_048_576])],
)
def test_a_stray_cell_in_the_last_row_of_all_does_not_hide_the_table(
    tmp_path: Path, rows: tuple[int, ...], left_out: list[int]
) -> None:
    path = xlsx(tmp_path / "r.xlsx", [HEAD, FIRST])
    far = "".join(FAR.format(row=row) for row in rows).encode()
    rewrite(path, SHEET, replace=(b"</sheetData>", far + b"</sheetData>"))
    register = read(path)
    assert len(register.tasks) == 1
    assert [row for row, reason in skipped(register) if reason == "far_row"] == left_out


@pytest.mark.parametrize("rows", [range(900_000, 900_021), (1_048_576, 3), (90_000, 1_048_576)])
def test_many_far_rows_or_such_in_between_are_too_large(tmp_path: Path, rows: Sequence[int]) -> None:
    path = xlsx(tmp_path / "r.xlsx", [[*HEAD, *[f"Cột {n}" for n in range(30)]], FIRST])
    far = "".join(FAR.format(row=row) for row in rows).encode()
    rewrite(path, SHEET, replace=(b"</sheetData>", far + b"</sheetData>"))
    assert refused(path) == "too_large"


def test_entities_that_grow_are_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "l.xlsx", [HEAD, FIRST])
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    rewrite(path, SHEET, laughs)
    assert refused(path) == "unsafe"


@pytest.mark.parametrize(
    ("corner", "left_out"), [("XFD1048576", [1_048_576]), ("ZZ90000", []), ("A1048576", [1_048_576])]
)
def test_a_cell_in_the_far_corner_does_not_take_the_memory(tmp_path: Path, corner: str, left_out: list[int]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEAD, FIRST):
        sheet.append(row)
    sheet[corner] = "x"
    path = tmp_path / "c.xlsx"
    book.save(path)
    if not left_out:
        assert refused(path) == "too_large"
        return
    register = read(path)
    assert (contents(register), skipped(register)) == ([FIRST[2]], [(row, "far_row") for row in left_out])


def test_cells_without_places_are_counted_too(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "c.xlsx", [HEAD, FIRST])
    row = b'<row r="1">' + b"<c><v>1</v></c>" * 16000 + b'</row><row r="99999"><c><v>1</v></c></row>'
    rewrite(path, SHEET, b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            + row + b"</sheetData></worksheet>")  # fmt: skip
    assert refused(path) == "too_large"


def test_a_hundred_thousand_empty_rows_do_not_hang(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "e.xlsx", [HEAD, FIRST])
    blank = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v> </v></c></row>' for n in range(3, 99_999))
    rewrite(path, SHEET, replace=(b"</sheetData>", blank.encode() + b"</sheetData>"))
    started = time.monotonic()
    register = read(path)
    assert time.monotonic() - started < 10
    assert (contents(register), skipped(register)) == ([FIRST[2]], [])


def test_errors_and_formulas_without_a_result_are_shown_and_not_taken_as_empty(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "f.xlsx", [HEAD, (*FIRST[:4], "#REF!", ""), (*SECOND[:4], "=A1+30", "")])
    register = read(path)
    assert problems(register) == [(2, "deadline", "cell_error"), (3, "deadline", "unreadable_date")]
    assert [p.value for p in register.problems] == ["#REF!", "=A1+30"]


def test_formula_like_text_is_text(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(csv_bytes([HEAD, (1, "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1", "30/6/2021", "")]))
    register = read(path)
    values = register.tasks[0].values
    assert (values["document"], values["content"]) == ("=cmd|' /C calc'!A0", "@SUM(1+1)")
    assert problems(register) == [(2, "document", "formula"), (2, "content", "formula")]


def test_importing_the_room_loads_no_reader_of_workbooks() -> None:
    code = (
        "import sys, inspect_tui.registers; "
        "print(sorted({'python_calamine', 'openpyxl', 'csv', 'zipfile', 'xml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
