"""Damage of all kinds in all formats: an error or a register comes out, and nothing else."""

from __future__ import annotations

import contextlib
import math
import random
import struct
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlwt

from inspect_tui.registers import RegisterError
from inspect_tui.registers.ole import Ole, pack
from inspect_tui.registers.plain_cells import plain

from .make import FIRST, HEAD, SECOND, THIRD, contents, csv_bytes, docx, fill, fill_xls, ods, read, xls, xlsx
from .test_bad_input import rewrite

ROWS = [
    ("PHỤ LỤC",), HEAD, ("I", "Nhiệm vụ UBND tỉnh giao"), FIRST, (*SECOND[:4], date(2021, 7, 31), 0.5),
]  # fmt: skip
MERGES = ["A1:F1", "B3:F3", "D4:D5"]


def csv(path: Path, rows: object, *, merges: object = ()) -> Path:
    path.write_bytes(csv_bytes(ROWS))
    return path


WRITERS = [xlsx, xls, ods, docx, csv]
Writer = Callable[..., Path]


@pytest.fixture(params=WRITERS, ids=lambda writer: writer.__name__)
def whole(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path: Path = request.param(tmp_path / f"whole.{request.param.__name__}", ROWS, merges=MERGES)
    assert contents(read(path)) == [FIRST[2], SECOND[2]]
    return path


def test_files_cut_off_at_every_fiftieth(whole: Path) -> None:
    data = whole.read_bytes()
    for part in range(51):
        whole.write_bytes(data[: len(data) * part // 50])
        with contextlib.suppress(RegisterError):
            read(whole)
    assert contents(read(whole)) == [FIRST[2], SECOND[2]]


def test_bytes_changed_anywhere(whole: Path) -> None:
    data, chance = whole.read_bytes(), random.Random(7)
    is_zip = data.startswith(b"PK")
    for _ in range(150):
        changed = bytearray(data)
        for _ in range(chance.choice([1, 1, 2, 8, 50])):
            changed[chance.randrange(len(changed))] = chance.choice([0, 0xFF, chance.randrange(256)])
        whole.write_bytes(changed)
        with contextlib.suppress(RegisterError):
            register = read(whole)
            # Each part of a zip carries its sum: what is read from one is what was written.
            assert not is_zip or contents(register) == [FIRST[2], SECOND[2]]


@pytest.mark.parametrize("writer", [xlsx, ods, docx])
def test_parts_damaged_before_they_were_packed(writer: Writer, tmp_path: Path) -> None:
    path = writer(tmp_path / "whole", ROWS, merges=MERGES)
    data, chance = path.read_bytes(), random.Random(11)
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.endswith((".xml", ".rels")) and "theme" not in n]
        parts = {name: archive.read(name) for name in names}
    for _ in range(150):
        name = chance.choice(names)
        xml = bytearray(parts[name])
        for _ in range(chance.randint(1, 5)):
            at = chance.randrange(len(xml))
            if chance.random() < 0.3:
                del xml[at : at + chance.randrange(30)]
                xml += b" "
            else:
                xml[at] = chance.choice(b'<>/"&;A9 \x00\xff')
        path.write_bytes(data)
        rewrite(path, name, bytes(xml))
        with contextlib.suppress(RegisterError):
            read(path)


def test_records_of_old_excel_damaged_in_a_whole_container(tmp_path: Path) -> None:
    path = xls(tmp_path / "r.xls", ROWS, merges=MERGES)
    stream, chance = Ole(path.read_bytes()).read("Workbook"), random.Random(13)
    for _ in range(300):
        changed = bytearray(stream)
        for _ in range(chance.randint(1, 5)):
            changed[chance.randrange(len(changed))] = chance.choice([0, 1, 0xFF, chance.randrange(256)])
        path.write_bytes(pack("Workbook", bytes(changed)))
        with contextlib.suppress(RegisterError):
            read(path)


FAR = [1e9, -1e9, 1e15, -1e12, -1e300, 1e300]


def form_of(path: Path, form: str, number: float) -> Path:
    """Write a register whose first deadline is a number under a form of dates or times."""
    if path.suffix == ".xls":
        book = xlwt.Workbook()
        sheet = book.add_sheet("PL01")
        fill_xls(sheet, [HEAD, (*FIRST[:4], "", FIRST[5]), SECOND])
        sheet.write(1, 4, number, xlwt.easyxf(num_format_str=form))
        book.save(str(path))
    else:
        new = openpyxl.Workbook()
        cells = new.active
        assert cells is not None
        fill(cells, [HEAD, (*FIRST[:4], number, FIRST[5]), SECOND])
        cells["E2"].number_format = form
        new.save(path)
    return path


@pytest.mark.parametrize("number", FAR, ids=str)
@pytest.mark.parametrize("form", ["[h]:mm", "dd/mm/yyyy", "hh:mm", "0"])
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_number_that_ends_the_reader_is_one_wrong_cell(
    kind: str, form: str, number: float, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    register = read(form_of(tmp_path / f"r.{kind}", form, number))
    assert contents(register) == [FIRST[2], SECOND[2]]
    first, second = register.tasks
    assert "deadline" not in first.values
    assert first.values["declared_completed_on"] == "2021-06-28"
    assert second.values["deadline"] == "2021-07-31"
    assert [(one.row, one.field, one.value, one.reason) for one in register.problems] == [
        (2, "deadline", plain(number), "unreadable_date")
    ]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_amounts_of_money_are_read_as_they_stand(kind: str, tmp_path: Path) -> None:
    rows = [(*HEAD, "Ghi chú"), (*FIRST, 1_600_000_000), (*SECOND, 1500000000.5), (*THIRD, 2_000_000_000)]
    register = read({"xlsx": xlsx, "xls": xls}[kind](tmp_path / f"r.{kind}", rows))
    assert [task.values["remark"] for task in register.tasks] == ["1600000000", "1500000000,5", "2000000000"]


def test_far_numbers_in_short_records_of_old_excel(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = xls(tmp_path / "r.xls", [(*HEAD, "Ghi chú"), (*FIRST, date(2021, 7, 1)), (*SECOND, date(2021, 7, 2))])
    stream = bytearray(Ole(path.read_bytes()).read("Workbook"))
    far = struct.unpack("<LL", struct.pack("<d", -1e300))[1] & ~3
    wanted = struct.pack("<HHHH", 0x27E, 10, 1, 6)
    at = stream.index(wanted)
    struct.pack_into("<L", stream, at + 10, far)
    path.write_bytes(pack("Workbook", bytes(stream)))
    remarks = [task.values["remark"] for task in read(path).tasks]
    assert remarks[0].startswith("-9,99")
    assert remarks[1] == "02/07/2021"
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("writer", [xls, xlsx])
def test_nothing_but_errors_comes_of_numbers_of_any_bits(
    writer: Writer, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(17)
    path = tmp_path / f"r.{writer.__name__}"
    for _ in range(40):
        number = struct.unpack("<d", chance.randbytes(8))[0]
        if math.isfinite(number):
            read(form_of(path, chance.choice(["[h]:mm", "dd/mm/yyyy"]), number))
    assert capfd.readouterr().err == ""
