from __future__ import annotations

import contextlib
import random
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from inspect_tui.registers import MAP_FIELDS, MESSAGES, RegisterError, archive

from .make import FIRST, HEAD, SECOND, contents, csv_bytes, problems, read, skipped, xlsx

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


def test_zips_that_are_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "z.xlsx"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("a.txt", "x")
    assert refused(path) == "damaged"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("[Content_Types].xml", "<x/>")
        out.writestr("word/document.xml", "<x/>")
    assert refused(path) == "unknown_format"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("xl/workbook.xml", "<x/>")
    assert refused(path) == "damaged"


def test_encrypted_and_old_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    path.write_bytes(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    assert refused(path) == "protected"
    path.write_bytes(OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"))
    assert refused(path) == "unknown_format"


def test_a_picture_and_a_pdf(tmp_path: Path) -> None:
    for name, data in (
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        ("a.pdf", b"%PDF-1.7\n" + bytes(range(256))),
    ):
        (tmp_path / name).write_bytes(data)
        assert refused(tmp_path / name) == "unknown_format"


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


def test_entities_that_grow_are_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "l.xlsx", [HEAD, FIRST])
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    rewrite(path, SHEET, laughs)
    assert refused(path) == "damaged"


@pytest.mark.parametrize("corner", ["XFD1048576", "ZZ90000", "A1048576"])
def test_a_cell_in_the_far_corner_does_not_take_the_memory(tmp_path: Path, corner: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEAD, FIRST):
        sheet.append(row)
    sheet[corner] = "x"
    path = tmp_path / "c.xlsx"
    book.save(path)
    assert refused(path) == "too_large"


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


def test_damage_anywhere_is_an_error_or_a_register_and_nothing_else(tmp_path: Path) -> None:
    whole = xlsx(tmp_path / "r.xlsx", [HEAD, FIRST, SECOND]).read_bytes()
    chance = random.Random(7)
    path = tmp_path / "d.xlsx"
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.randint(1, len(data))] if chance.random() < 0.3 else data)
        with contextlib.suppress(RegisterError):
            read(path)


def test_damaged_parts_are_an_error_or_a_register_and_nothing_else(tmp_path: Path) -> None:
    chance = random.Random(11)
    whole = xlsx(tmp_path / "w.xlsx", [HEAD, FIRST, SECOND], merges=["B2:B3"]).read_bytes()
    path = tmp_path / "p.xlsx"
    for _ in range(120):
        path.write_bytes(whole)
        part = chance.choice(
            [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"]
        )
        with zipfile.ZipFile(path) as parts:
            if part not in parts.namelist():
                continue
            xml = bytearray(parts.read(part))
        for _ in range(chance.randint(1, 5)):
            xml[chance.randrange(len(xml))] = chance.choice(b'<>/"&;A9 \x00\xff')
        rewrite(path, part, bytes(xml))
        with contextlib.suppress(RegisterError):
            read(path)


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
