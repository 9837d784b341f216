from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspect_tui.registers import REASONS
from inspect_tui.registers.agencies import split_agencies

from .make import problems, read, xlsx

HEAD = ("STT", "Văn bản giao", "Ngày giao", "Nội dung nhiệm vụ", "Cơ quan phối hợp", "Thời hạn", "Ngày hoàn thành",
        "Tình trạng", "% hoàn thành", "Ghi chú")  # fmt: skip


def one(tmp_path: Path, **cells: Any) -> tuple[dict[str, Any], list[tuple[int, str, str]]]:
    """Read a register of one task with the given cells; return its values and what was doubtful."""
    names = ("number", "document", "issued_on", "content", "coordinating", "deadline", "completed_on", "status",
             "progress", "remark")  # fmt: skip
    base: dict[str, Any] = {"number": 1, "document": "12/QĐ-UBND", "content": "Rà soát hộ nghèo"} | cells
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, [base.get(n, "") for n in names]]))
    assert len(register.tasks) == 1
    return register.tasks[0].values, problems(register)


def test_routine_work_is_kept_without_a_deadline_and_reported(tmp_path: Path) -> None:
    values, doubtful = one(tmp_path, deadline="Thường xuyên")
    assert "deadline" not in values
    assert values["deadline_text"] == "Thường xuyên"
    assert doubtful == [(2, "deadline", "routine")]


@pytest.mark.parametrize(
    ("cell", "deadline", "reason"),
    [
        ("Quý III/2021", "2021-09-30", "inferred"),
        ("tháng 6/2025", "2025-06-30", "inferred"),
        ("30/7", "2021-07-30", "inferred"),
        (44393, "2021-07-16", "inferred"),
        ("31/02/2021", None, "unreadable_date"),
        ("8.282", None, "unreadable_date"),
        ("sau 10 ngày kể từ ngày ký", None, "no_base"),
    ],
)
def test_a_doubtful_deadline_keeps_its_words(tmp_path: Path, cell: Any, deadline: str | None, reason: str) -> None:
    values, doubtful = one(tmp_path, deadline=cell)
    assert values.get("deadline") == deadline
    assert values["deadline_text"] == str(cell)
    assert doubtful == [(2, "deadline", reason)]


def test_ten_days_after_signing_counts_from_the_documents_date(tmp_path: Path) -> None:
    values, doubtful = one(tmp_path, issued_on="13/5/2021", deadline="sau 10 ngày kể từ ngày ký")
    assert values["deadline"] == "2021-05-23"
    assert doubtful == [(2, "deadline", "inferred")]


def test_the_date_in_the_documents_own_words_is_its_date(tmp_path: Path) -> None:
    values, _ = one(tmp_path, document="12/QĐ-UBND ngày 13/5/2020", deadline="30/7")
    assert (values["issued_on"], values["deadline"]) == ("2020-05-13", "2020-07-30")


@pytest.mark.parametrize(
    ("status", "completed", "expected"),
    [
        ("Đã hoàn thành ngày 12/6/2021", "2021-06-12", []),
        ("Hoàn thành ngày 12/6", "2021-06-12", [(2, "completed_on", "inferred")]),
        ("Đã hoàn thành (Báo cáo số 5/BC-BDT ngày 10/6/2021)", "2021-06-10", [(2, "completed_on", "inferred")]),
        ("Đã hoàn thành", None, [(2, "completed_on", "done_without_date")]),
        ("Hoàn thành đúng hạn", None, [(2, "completed_on", "done_without_date")]),
        ("Đã hoàn thành báo cáo quý II", None, [(2, "completed_on", "done_without_date")]),
        ("Hoàn thành 2/3 nội dung", None, [(2, "status", "maybe_done")]),
        ("Hoàn thành 80%", None, []),
        ("Cơ bản hoàn thành", None, []),
        ("Chưa hoàn thành, dự kiến ngày 30/8/2021", None, []),
        ("Đang thực hiện", None, []),
        ("Dự kiến hoàn thành ngày 30/8/2021", None, []),
    ],
)
def test_a_day_of_completion_in_the_status(
    tmp_path: Path, status: str, completed: str | None, expected: list[tuple[int, str, str]]
) -> None:
    values, doubtful = one(tmp_path, status=status)
    assert values["declared_status"] == status
    assert values.get("declared_completed_on") == completed
    assert doubtful == expected


@pytest.mark.parametrize(
    ("cell", "status", "completed", "expected"),
    [
        ("28/6/2021", "", "2021-06-28", []),
        ("Chưa hoàn thành", "", None, []),
        ("Đã hoàn thành ngày 12/6/2021", "", "2021-06-12", []),
        ("Đã hoàn thành", "", None, [(2, "completed_on", "done_without_date")]),
        ("sớm", "", None, [(2, "completed_on", "unreadable_date")]),
        ("28/6/2021", "Chưa hoàn thành", "2021-06-28", [(2, "status", "contradiction")]),
        ("28/6/2021", "Đã hoàn thành ngày 12/6/2021", "2021-06-28", []),
    ],
)
def test_the_column_of_completion(
    tmp_path: Path, cell: str, status: str, completed: str | None, expected: list[tuple[int, str, str]]
) -> None:
    values, doubtful = one(tmp_path, completed_on=cell, status=status)
    assert values.get("declared_completed_on") == completed
    assert doubtful == expected


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("Sở Y tế; Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("Sở Y tế;\nSở Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("- Sở Y tế\n- Sở Nội vụ.", ["Sở Y tế", "Sở Nội vụ"]),
        ("Sở Văn hóa, Thể thao và Du lịch; Sở Y tế", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"]),
        ("Sở Kế hoạch\nvà Đầu tư; Sở Y tế", ["Sở Kế hoạch và Đầu tư", "Sở Y tế"]),
        ("Sở Y tế; Sở Y tế;", ["Sở Y tế"]),
        (" ; ", []),
        ("", []),
    ],
)
def test_agencies_are_split_at_semicolons_and_line_ends(text: str, agencies: list[str]) -> None:
    assert split_agencies(text) == agencies


def test_text_is_stored_clean(tmp_path: Path) -> None:
    values, _ = one(
        tmp_path,
        content="  Ti\u00ea\u0301ng Vi\u1ec7t\u202e\r\n[b]dòng hai[/b] ",
        document="12 /\nQĐ",
        number=7.0,
        remark="=cmd|x",
    )
    assert values["content"] == "Tiếng Việt\n[b]dòng hai[/b]"
    assert (values["document"], values["number"]) == ("12 / QĐ", "7")


@pytest.mark.parametrize(("cell", "words"), [(0.5, "50%"), (1.0, "1"), ("80%", "80%"), (0.125, "12,5%"), (80, "80")])
def test_progress_is_kept_in_words(tmp_path: Path, cell: Any, words: str) -> None:
    values, _ = one(tmp_path, progress=cell)
    # Excel keeps 100 % as the number 1, so 1 means all of it.
    assert values["progress"] == ("100%" if words == "1" else words)


def test_a_cell_of_a_megabyte_is_cut_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(f"STT;Nội dung nhiệm vụ;Thời hạn\n1;{'dài ' * 250_000};30/6/2021\n", encoding="utf-8")
    register = read(path)
    assert len(register.tasks[0].values["content"]) <= 32_767
    assert problems(register) == [(2, "content", "too_long")]
    assert len(register.problems[0].value) <= 200


def test_every_reason_has_words() -> None:
    assert all(REASONS.values())
