"""Makes register files for the tests."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from inspect_tui.registers import Register, read_register

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
