"""Damage of all kinds in all formats: an error or a register comes out, and nothing else."""

from __future__ import annotations

import contextlib
import random
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from inspect_tui.registers import RegisterError
from inspect_tui.registers.ole import Ole, pack

from .make import FIRST, HEAD, SECOND, contents, csv_bytes, docx, ods, read, xls, xlsx
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
