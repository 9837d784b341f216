from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from inspect_tui.registers import Choices, Register, RegisterError, open_register

from .make import FIRST, HEAD, SECOND, THIRD, contents, csv_bytes, fill, problems, read, skipped, xlsx

SECRET = "Điều động lực lượng phòng thủ"


def nothing_of_it(register: Register) -> None:
    """Hold that no word of a classified row is in what was read."""
    said = json.dumps(asdict(register), default=str, ensure_ascii=False)
    assert SECRET not in said
    assert "lực lượng" not in said
    assert "999/" not in said


def marked(column: int, words: str) -> list[Any]:
    row: list[Any] = [1, "999/QĐ-UBND", SECRET, "Công an tỉnh", "30/13/2021", "Đã xong"]
    row[column] = words.format(row[column])
    return row


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (1, "{} (MẬT)"),
        (1, "{} (Mật)"),
        (1, "{} (M Ậ T)"),
        (1, "{}\nMẬT"),
        (1, "Tối mật {}"),
        (2, "(MẬT) {}"),
        (2, "{} [TUYỆT MẬT]"),
        (2, "Mật: {}"),
        (2, "T Ố I  M Ậ T - {}"),
        (3, "MẬT"),
        (5, "Văn bản mật"),
        (5, "Độ mật: Tối mật"),
        (5, "M\nẬ\nT"),
        (5, "(mËt)"),
        (5, "MAÄT"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_marked_row_is_left_out_and_only_its_number_is_named(
    tmp_path: Path, column: int, words: str, form: Any
) -> None:
    row = marked(column, unicodedata.normalize(form, words))
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, row, SECOND]))
    assert contents(register) == [SECOND[2]]
    assert (skipped(register), problems(register)) == ([(2, "classified")], [])
    nothing_of_it(register)


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (2, "Công tác bảo vệ bí mật nhà nước"),
        (2, "B Í  M Ậ T NHÀ NƯỚC"),
        (2, "TĂNG CƯỜNG BẢO MẬT, BẢO VỆ BÍ MẬT NHÀ NƯỚC"),
        (2, "Rà soát mật độ dân cư, MẬT ĐỘ XÂY DỰNG"),
        (2, "GẶP MẶT THÂN MẬT"),
        (2, "Rà soát, thống kê văn bản mật"),
        (2, "Giải mật tài liệu lưu trữ"),
        (1, "05-QĐ/TU-M"),
        (3, "Trung tâm Bảo mật"),
        (5, "Độ mật: Không"),
        (5, "Không có nội dung mật"),
        (5, "đổi mật khẩu"),
        (5, "không mật"),
    ],
)
def test_what_is_no_mark(tmp_path: Path, column: int, words: str) -> None:
    row = list(SECOND)
    row[column] = words
    assert len(read(xlsx(tmp_path / "r.xlsx", [HEAD, FIRST, row])).tasks) == 2


@pytest.mark.parametrize(("cell", "kept"), [("Thường", True), ("Không", True), ("", True), ("C", False), ("x", False)])
def test_a_column_of_its_own(tmp_path: Path, cell: str, kept: bool) -> None:
    register = read(xlsx(tmp_path / "r.xlsx", [(*HEAD, "Độ mật"), (*FIRST, cell), (*SECOND, "")]))
    assert len(register.tasks) == 1 + kept


def test_a_stamp_merged_over_rows_covers_them_all(tmp_path: Path) -> None:
    rows = [(*HEAD, "Ghi chú"), (*marked(2, "{}"), "MẬT"), (*marked(2, "{} hai"), ""), (*THIRD, "")]
    register = read(xlsx(tmp_path / "r.xlsx", rows, merges=["G2:G3"]))
    assert (contents(register), skipped(register)) == ([THIRD[2]], [(2, "classified"), (3, "classified")])


@pytest.mark.parametrize(
    "below",
    [
        ("", "", SECRET, "", "", ""),
        ("1.1", "", SECRET, "", "", ""),
        (2, "nt", SECRET, "", "", ""),
        ("", "", f"- {SECRET}", "", "", ""),
    ],
)
def test_what_goes_on_with_a_marked_row_is_left_out_with_it(tmp_path: Path, below: tuple[Any, ...]) -> None:
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, marked(1, "{} (MẬT)"), below, THIRD]))
    assert contents(register) == [THIRD[2]]
    nothing_of_it(register)


def test_an_empty_document_below_a_marked_one_may_be_that_one(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(csv_bytes([HEAD, marked(1, "{} (MẬT)"), (2, "", SECRET, "", "", ""), THIRD]))
    register = read(path)
    assert (contents(register), skipped(register)) == ([THIRD[2]], [(2, "classified"), (3, "classified")])


def test_a_task_with_a_marked_line_is_left_out_as_a_whole(tmp_path: Path) -> None:
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, FIRST, ("", "", f"- {SECRET} (Mật)", "", "", ""), SECOND]))
    nothing_of_it(register)
    assert (contents(register), skipped(register)) == ([SECOND[2]], [(2, "classified"), (3, "classified")])


def test_a_marked_line_that_may_be_a_title_is_asked_about_with_no_word_of_it(tmp_path: Path) -> None:
    rows = [HEAD, FIRST, ("", "", f"{SECRET} (Mật)", "", "", ""), SECOND]
    nothing_of_it(read(xlsx(tmp_path / "r.xlsx", rows)))


def test_as_above_below_a_marked_row_means_no_other_row(tmp_path: Path) -> None:
    rows = [(*HEAD, "Ghi chú"), (*FIRST, ""), (*marked(2, "{}"), "MẬT"), (3, "nt", *THIRD[2:], "")]
    register = read(xlsx(tmp_path / "r.xlsx", rows))
    assert [task.values["document"] for task in register.tasks] == [FIRST[1], "nt"]
    nothing_of_it(register)


def test_a_preview_of_old_text_shows_no_marked_row(tmp_path: Path) -> None:
    old = "KÕ ho¹ch phßng thñ, nhiÖm vô ®iÒu ®éng"
    rows = [
        HEAD,
        (1, "999/Q§-UBND (MËT)", old, "C«ng an tØnh", "", ""),
        (2, "13/Q§-UBND", "X©y dùng ®Ò ¸n", "Së Y tÕ", "", ""),
    ]
    path = xlsx(tmp_path / "r.xlsx", rows)
    register = open_register(path).read("0190", 2021, Choices(legacy="tcvn3"))
    assert contents(register) == ["Xây dựng đề án"]
    assert "phòng thủ" not in str(register)
    assert old not in str(register)
    assert any("Xây dựng" in one.after for one in register.legacy_preview)


def test_a_section_with_a_mark_covers_its_tasks_and_ends_with_it(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ("I", "Nhiệm vụ UBND tỉnh giao"),
        FIRST,
        ("II", "Nhiệm vụ MẬT"),
        marked(2, "{}"),
        ("III", "Khác"),
        THIRD,
    ]
    register = read(xlsx(tmp_path / "r.xlsx", rows))
    assert contents(register) == [FIRST[2], THIRD[2]]
    assert skipped(register) == [(2, "section"), (4, "classified"), (5, "classified"), (6, "section")]
    nothing_of_it(register)


def test_a_title_that_is_nothing_but_a_mark_covers_what_is_below(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ("I", "Nhiệm vụ UBND tỉnh giao"),
        FIRST,
        ("", "", "TÀI LIỆU MẬT"),
        marked(2, "{}"),
        ("II", "Khác"),
        THIRD,
    ]
    register = read(xlsx(tmp_path / "r.xlsx", rows))
    assert contents(register) == [FIRST[2], THIRD[2]]
    nothing_of_it(register)


def test_bi_mat_in_a_title_is_no_mark(tmp_path: Path) -> None:
    rows = [HEAD, ("I", "Nhiệm vụ bảo vệ bí mật nhà nước"), FIRST, ("II", "NHIỆM VỤ THUỘC DANH MỤC BÍ MẬT"), SECOND]
    assert len(read(xlsx(tmp_path / "r.xlsx", rows)).tasks) == 2


@pytest.mark.parametrize("title", ["MẬT", "TÀI LIỆU MẬT", "PHỤ LỤC (Mật)", "Độ mật: Tối mật", "M Ậ T"])
def test_a_register_that_is_marked_above_its_table_is_refused(tmp_path: Path, title: str) -> None:
    path = xlsx(tmp_path / "r.xlsx", [(title,), ("DANH MỤC NHIỆM VỤ",), HEAD, FIRST])
    with pytest.raises(RegisterError) as caught:
        read(path)
    assert caught.value.code == "classified"


@pytest.mark.parametrize(
    "title", ["Công tác bảo vệ bí mật nhà nước", "Độ mật: ........", "(Không tổng hợp văn bản mật)"]
)
def test_a_title_that_speaks_of_secrets_is_no_mark(tmp_path: Path, title: str) -> None:
    assert len(read(xlsx(tmp_path / "r.xlsx", [(title,), HEAD, FIRST])).tasks) == 1


def test_of_two_sheets_the_marked_one_is_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    fill(book.create_sheet("Mat"), [("TỐI MẬT",), HEAD, marked(2, "{}"), marked(2, "{} hai")])
    fill(book.create_sheet("Thường"), [HEAD, FIRST])
    book.save(tmp_path / "r.xlsx")
    register = read(tmp_path / "r.xlsx")
    assert contents(register) == [FIRST[2]]
    nothing_of_it(register)


def test_an_outline_shows_no_marked_row(tmp_path: Path) -> None:
    rows = [("Cột một", "Cột hai", "Cột ba"), ("a", SECRET, "MẬT"), ("b", "việc thường", "")]
    outline = open_register(xlsx(tmp_path / "r.xlsx", rows)).outline()
    assert outline is not None
    assert "việc thường" in str(outline)
    assert SECRET not in str(outline)
