"""Registers as LibreOffice writes them, with results of formulas, errors, and days of both date systems."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from .make import HEAD, contents, docx, problems, read

SOFFICE = shutil.which("soffice")
WITHOUT = "LibreOffice (soffice) is not installed or cannot write this format: its files are not read here"
pytestmark = pytest.mark.skipif(SOFFICE is None, reason=WITHOUT)


def converted(path: Path, form: str) -> Path:
    assert SOFFICE is not None
    profile, out = (path.parent / "profile").as_uri(), path.parent / "out"
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "--outdir", str(out),
         str(path)],
        capture_output=True, check=False, timeout=180,
    )  # fmt: skip
    made = out / f"{path.stem}.{form}"
    if not made.exists():
        pytest.skip(WITHOUT)
    return made


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
@pytest.mark.parametrize("form", ["xls", "ods", "xlsx"])
def test_what_a_spreadsheet_computes_is_read(form: str, epoch: datetime | None, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    if epoch is not None:
        book.epoch = epoch
    sheet = book.active
    assert sheet is not None
    sheet.title = "PL01"
    sheet.append([*HEAD, "Tiến độ"])
    sheet.append([1, '="12/"&"QĐ-UBND"', "Rà soát\nhộ nghèo", "Sở Y tế", date(2021, 6, 30), "=E2-2", 0.5])
    sheet.append([2, "13/QĐ-UBND", "=cmd|' /C calc'!A0", "Ban Dân tộc", "=1/0", datetime(2021, 7, 1, 14, 5), "=NA()"])
    sheet["C3"].data_type = "s"
    sheet["F2"].number_format = '"ngày" dd "tháng" mm "năm" yyyy'
    sheet["G2"].number_format = "0%"
    sheet.merge_cells("A4:G4")
    hidden = book.create_sheet("trạng thái")
    hidden.sheet_state = "hidden"
    hidden.append(HEAD)
    book.save(tmp_path / "r.xlsx")
    register = read(converted(tmp_path / "r.xlsx", form))
    one, two = (task.values for task in register.tasks)
    assert register.sheets == ("PL01",)
    assert (one["document"], one["content"], one["progress"]) == ("12/QĐ-UBND", "Rà soát\nhộ nghèo", "50%")
    assert (one["deadline"], one["declared_completed_on"]) == ("2021-06-30", "2021-06-28")
    assert (two["content"], two["declared_completed_on"]) == ("=cmd|' /C calc'!A0", "2021-07-01")
    assert (3, "deadline", "cell_error") in problems(register)
    assert "#DIV/0!" in [problem.value for problem in register.problems]


def test_a_word_document_of_another_make(tmp_path: Path) -> None:
    rows = [
        ("STT", "Văn bản giao", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", ""),
        ("", "", "", "", "Theo văn bản", "Gia hạn"),
        ("I", "Nhiệm vụ trong chương trình công tác", "", "", "", ""),
        (1, "12/QĐ-UBND", "Rà soát\nhộ nghèo", "Sở Y tế", "30/6/2021", ""),
        (2, "", "Xây dựng đề án", "Ban Dân tộc", "31/7/2021", "31/8/2021"),
    ]
    merges = ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "B3:F3", "B4:B5"]
    path = docx(tmp_path / "r.docx", rows, merges=merges)
    truth = read(path)
    path = path.rename(tmp_path / "a.docx")
    register = read(converted(converted(path, "odt"), "docx"))
    assert contents(register) == ["Rà soát\nhộ nghèo", "Xây dựng đề án"]
    assert register.tasks == truth.tasks
