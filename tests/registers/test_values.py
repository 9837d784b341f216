from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.registers import REASONS
from inspect_tui.registers.agencies import lead_of, split_agencies

from .make import FIRST, VISIT, csv_bytes, one, problems, read, skipped, xlsx
from .make import HEAD as SHORT


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
        ("2021", None, "unreadable_date"),
        ("đầu tháng 7", None, "vague"),
        ("Theo Kế hoạch số 12/KH-UBND ngày 05/01/2021", None, "of_paper"),
        ("30/7/2021 hoặc 10 ngày kể từ ngày ký", None, "two_ways"),
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
    ("text", "agencies"),
    [
        ("Sở Y tế; Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("Sở Y tế;\nSở Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("- Sở Y tế\n- Sở Nội vụ.", ["Sở Y tế", "Sở Nội vụ"]),
        ("Sở Văn hóa, Thể thao và Du lịch; Sở Y tế", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"]),
        ("Sở Kế hoạch\nvà Đầu tư; Sở Y tế", ["Sở Kế hoạch và Đầu tư", "Sở Y tế"]),
        ("Sở Y tế; Sở Y tế;", ["Sở Y tế"]),
        ("Sở Y tê\u0301; Sở Y tế", ["Sở Y tế"]),
        ("1. Sở Y tế\n2. Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("1) Sở Y tế; 2) Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("a) Sở Y tế\nb) Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("+ Sở Y tế;\n+ Sở Nội vụ;", ["Sở Y tế", "Sở Nội vụ"]),
        ("• Sở Y tế\r\n• Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("Sở Y tế và Sở Nội vụ", ["Sở Y tế và Sở Nội vụ"]),
        ("Sở Y tế, Sở Nội vụ", ["Sở Y tế, Sở Nội vụ"]),
        ("Sở Y tế,\nSở Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("Sở Văn hóa,\nThể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Sở Lao động - Thương binh và Xã hội", ["Sở Lao động - Thương binh và Xã hội"]),
        ("Sở\nY tế", ["Sở Y tế"]),
        ("Bệnh viện 19-8; Trung đoàn 123", ["Bệnh viện 19-8", "Trung đoàn 123"]),
        (" ; ", []),
        ("", []),
    ],
)
def test_agencies_are_split_at_semicolons_and_line_ends(text: str, agencies: list[str]) -> None:
    assert split_agencies(unicodedata.normalize("NFC", text.replace("\r\n", "\n"))) == agencies


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Sở Y tế", "Sở Y tế"),
        ("Sở Y tế, Sở Nội vụ", "Sở Y tế, Sở Nội vụ"),
        ("Sở Y tế;\nSở Nội vụ", "Sở Y tế; Sở Nội vụ"),
        ("Sở Y tế\nSở Nội vụ", "Sở Y tế; Sở Nội vụ"),
        ("- Sở Y tế\n- Sở Nội vụ", "Sở Y tế; Sở Nội vụ"),
        ("Ban\nDân tộc", "Ban Dân tộc"),
        ("Sở Kế hoạch\nvà Đầu tư", "Sở Kế hoạch và Đầu tư"),
    ],
)
def test_a_lead_stays_one_line_and_loses_nothing(text: str, lead: str) -> None:
    assert lead_of(text) == lead


@pytest.mark.parametrize(
    ("cell", "lead", "others"),
    [
        ("Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ, Sở Tài chính", "Sở Y tế", ["Sở Nội vụ, Sở Tài chính"]),
        ("- Chủ trì: Sở Y tế\n- Phối hợp: Sở Nội vụ; Sở Tài chính", "Sở Y tế", ["Sở Nội vụ", "Sở Tài chính"]),
        ("CƠ QUAN CHỦ TRÌ: Sở Y tế. Cơ quan phối hợp: Sở Nội vụ", "Sở Y tế", ["Sở Nội vụ"]),
        ("Sở Y tế chủ trì, phối hợp Sở Nội vụ", "Sở Y tế chủ trì, phối hợp Sở Nội vụ", []),
        ("Chủ trì: phối hợp: Sở Nội vụ", "Chủ trì: phối hợp: Sở Nội vụ", []),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_cell_that_names_lead_and_coordinating_agencies_gives_both(
    tmp_path: Path, form: Any, cell: str, lead: str, others: list[str]
) -> None:
    head = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")
    register = read(xlsx(tmp_path / "l.xlsx", [head, (1, "Việc", unicodedata.normalize(form, cell), "30/6/2021")]))
    values = register.tasks[0].values
    assert (values["lead"], values.get("coordinating", [])) == (lead, others)


def test_labels_stay_where_the_coordinating_agencies_have_a_cell(tmp_path: Path) -> None:
    head = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp")
    words = "Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ"
    values = read(xlsx(tmp_path / "l.xlsx", [head, (1, "Việc", words, "Sở Tài chính")])).tasks[0].values
    assert (values["lead"], values["coordinating"]) == (words, ["Sở Tài chính"])


def test_a_column_of_days_that_are_asked_for_moves_no_deadline(tmp_path: Path) -> None:
    for header in ("Xin gia hạn đến", "Đề nghị gia hạn"):
        head = ("STT", "Nội dung nhiệm vụ", "Thời hạn", header)
        register = read(xlsx(tmp_path / "l.xlsx", [head, (1, "Việc", "30/6/2021", "30/8/2021")]))
        assert (register.tasks[0].values["deadline"], problems(register)) == ("2021-06-30", [])
        assert [h.field for h in register.headings if h.words == header] == [""]


def test_an_extension_in_the_cell_of_the_deadline_keeps_the_first_one(tmp_path: Path) -> None:
    values, doubtful = one(tmp_path, deadline="30/6/2021 (gia hạn đến 15/8/2021)")
    assert (values["deadline"], values["first_deadline"]) == ("2021-08-15", "2021-06-30")
    assert doubtful == [(2, "deadline", "inferred")]


@pytest.mark.parametrize(
    ("cell", "deadline", "expected"),
    [
        ("Xin gia hạn đến 30/8/2021", None, [(2, "deadline", "asked_only")]),
        ("01/7/2021 xin lùi đến 01/9/2021", "2021-07-01", [(2, "deadline", "asked_only")]),
        ("01/7/2021 (đề nghị gia hạn đến 01/9/2021)", "2021-07-01", [(2, "deadline", "asked_only")]),
        ("Đề nghị lùi từ 01/7/2021 sang 01/9/2021", "2021-07-01", [(2, "deadline", "asked_only")]),
        ("01/7/2021, đã đồng ý đề nghị gia hạn đến 01/9/2021", "2021-09-01", [(2, "deadline", "inferred")]),
        ("01/7/2021, xin gia hạn đến 01/9/2021 (chưa được đồng ý)", "2021-07-01", [(2, "deadline", "asked_only")]),
        ("Đề xuất điều chỉnh quy hoạch trước ngày 30/6/2021", "2021-06-30", []),
        ("Trình đề nghị gia hạn giấy phép trước 30/6/2021", "2021-06-30", []),
        ("30/6/2021, đề nghị điều chỉnh thời hạn sang 30/8/2021", "2021-06-30", [(2, "deadline", "asked_only")]),
        ("đang xin gia hạn", None, [(2, "deadline", "asked_only")]),
        ("x", None, [(2, "deadline", "unreadable_date")]),
    ],
)
def test_an_extension_that_is_only_asked_for_moves_no_deadline(
    tmp_path: Path, cell: str, deadline: str | None, expected: list[tuple[int, str, str]]
) -> None:
    values, doubtful = one(tmp_path, deadline=cell)
    assert (values.get("deadline"), values["deadline_text"], doubtful) == (deadline, cell, expected)


def extended(tmp_path: Path, *cells: Any) -> tuple[dict[str, Any], list[tuple[int, str, str]]]:
    """Read a task with a deadline and one or two extensions."""
    head = ("STT", "Nội dung nhiệm vụ", "Thời hạn", *[f"Gia hạn lần {n}" for n in range(1, len(cells))])
    register = read(xlsx(tmp_path / "x.xlsx", [head, (1, "Rà soát hộ nghèo", *cells)]))
    return register.tasks[0].values, problems(register)


@pytest.mark.parametrize(
    ("cells", "deadline", "first", "expected"),
    [
        (("1/6/2021", "1/7/2021"), "2021-07-01", "2021-06-01", []),
        (("1/6/2021", "Không"), "2021-06-01", None, []),
        (("1/6/2021", "-"), "2021-06-01", None, []),
        (("1/6/2021", "Đang xin gia hạn"), "2021-06-01", None, [(2, "deadline", "asked_only")]),
        (("1/6/2021", "Xin gia hạn đến 1/9/2021"), "2021-06-01", None, [(2, "deadline", "asked_only")]),
        (("1/6/2021", "x"), "2021-06-01", None, [(2, "deadline", "unreadable_date")]),
        (("1/6/2021", "30 ngày"), "2021-06-01", None, [(2, "deadline", "no_base")]),
        (("", "x"), None, None, [(2, "deadline", "unreadable_date")]),
        (("1/6/2021", "1/5/2021"), "2021-05-01", "2021-06-01", [(2, "deadline", "before_first")]),
        (("1/6/2021", "1/7/2021", "xin gia hạn"), "2021-07-01", "2021-06-01", [(2, "deadline", "asked_only")]),
        (("1/6/2021", "1/7/2021", ""), "2021-07-01", "2021-06-01", []),
        (("", "1/7/2021", "1/8/2021"), "2021-08-01", None, []),
        (("Thường xuyên", "1/7/2021"), "2021-07-01", None, [(2, "first_deadline", "routine")]),
    ],
)
def test_only_a_later_day_moves_a_deadline(
    tmp_path: Path,
    cells: tuple[str, ...],
    deadline: str | None,
    first: str | None,
    expected: list[tuple[int, str, str]],
) -> None:
    values, doubtful = extended(tmp_path, *cells)
    assert (values.get("deadline"), values.get("first_deadline"), doubtful) == (deadline, first, expected)
    words = next((cell for cell in reversed(cells) if cell not in ("", "-", "Không")), "")
    assert values.get("deadline_text", words) == words, "words that are no day are kept beside it"


@pytest.mark.parametrize(
    ("cell", "issued", "expected"),
    [
        ("13/5/2021", "2021-05-13", []),
        ("Số 12/QĐ-UBND ngày 13/5/2021", "2021-05-13", []),
        ("13/5", "2021-05-13", [(2, "issued_on", "inferred")]),
        ("tháng 5/2021", None, [(2, "issued_on", "unreadable_date")]),
        ("năm 2021", None, [(2, "issued_on", "unreadable_date")]),
        ("#N/A", None, [(2, "issued_on", "cell_error")]),
    ],
)
def test_the_day_of_a_document_is_a_day_and_no_period(
    tmp_path: Path, cell: str, issued: str | None, expected: list[tuple[int, str, str]]
) -> None:
    values, doubtful = one(tmp_path, issued_on=cell)
    assert (values.get("issued_on"), doubtful) == (issued, expected)


@pytest.mark.parametrize(
    ("document", "issued"),
    [
        ("12/QĐ-UBND ngày 13/5/2021", "2021-05-13"),
        ("12/QĐ-UBND\n13/5/2021", "2021-05-13"),
        ("12/QĐ-UBND ngày 13 tháng 5 năm 2021", "2021-05-13"),
        ("12/QĐ-UBND ngày 13/5/2021; 14/QĐ-UBND ngày 1/6/2021", None),
        ("Nghị định 30/2020/NĐ-CP", None),
        ("12/2021/QĐ-UBND", None),
    ],
)
def test_the_day_in_a_documents_own_words(tmp_path: Path, document: str, issued: str | None) -> None:
    values, doubtful = one(tmp_path, document=document)
    assert (values.get("issued_on"), doubtful) == (issued, [])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"deadline": "1/5/2021"}, [(2, "deadline", "before_issue")]),
        ({"completed_on": "1/5/2021"}, [(2, "completed_on", "before_issue")]),
        ({"completed_on": date(2021, 5, 1)}, [(2, "completed_on", "before_issue")]),
        ({"completed_on": "16/7/2021"}, []),
        ({"completed_on": "17/7/2021"}, []),
        ({"completed_on": "31/7/2021"}, [(2, "completed_on", "after_visit")]),
        ({"status": "Đã hoàn thành ngày 31/7/2021"}, [(2, "completed_on", "after_visit")]),
        ({"deadline": "13/5/2021", "completed_on": "13/5/2021"}, []),
    ],
)
def test_days_in_an_impossible_order_are_kept_and_shown(
    tmp_path: Path, cells: dict[str, Any], expected: list[tuple[int, str, str]]
) -> None:
    values, doubtful = one(tmp_path, VISIT, issued_on="13/5/2021", **cells)
    assert doubtful == expected
    assert "deadline" in values or "declared_completed_on" in values


def register_of(tmp_path: Path, *rows: tuple[Any, Any, Any]) -> Any:
    """Read issue, deadline and completion of some tasks into a session of 2021."""
    head = ("STT", "Nội dung nhiệm vụ", "Ngày giao", "Thời hạn", "Ngày hoàn thành")
    table = [(number, f"Việc {number}", *row) for number, row in enumerate(rows, start=1)]
    return read(xlsx(tmp_path / "y.xlsx", [head, *table]))


def test_a_register_of_another_year_is_said_once(tmp_path: Path) -> None:
    old = ("5/1/2019", "30/6/2019", "28/6/2019")
    register = register_of(tmp_path, old, old, old, ("", "30/7", ""))
    assert [(p.row, p.field, p.value, p.reason) for p in register.problems] == [
        (0, "deadline", "2019", "other_year"),
        (5, "deadline", "30/7", "inferred"),
    ]
    assert register.tasks[3].values["deadline"] == "2021-07-30", "the rule of the field stays what it is"


@pytest.mark.parametrize(
    "rows",
    [
        [("5/1/2020", "30/6/2020", "")] * 2,
        [("5/1/2020", "30/6/2020", "")] * 8 + [("5/1/2021", "30/6/2021", "")],
        [("5/1/2019", "30/6/2022", "")] * 5,
        [("5/12/2020", "30/12/2020", "5/1/2021")] * 5,
        [("", "30/6", "")] * 5,
    ],
)
def test_backlog_in_a_register_of_this_year_is_no_other_year(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    assert "other_year" not in [p.reason for p in register_of(tmp_path, *rows).problems]


def test_a_backlog_by_its_section_is_of_earlier_years_by_nature(tmp_path: Path) -> None:
    rows = [SHORT, ("I", "Nhiệm vụ năm 2020 chuyển sang"), *[(n, *FIRST[1:4], "30/6/2020", "") for n in range(1, 6)]]
    register = read(xlsx(tmp_path / "y.xlsx", rows))
    assert {task.values["source"] for task in register.tasks} == {"backlog"}
    assert register.problems == ()


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#NAME?", "#DIV/0!", " #VALUE!"])
def test_an_error_of_the_spreadsheet_is_no_value(tmp_path: Path, error: str) -> None:
    values, doubtful = one(
        tmp_path, document=error, deadline=error, completed_on=error, coordinating=error, remark=error, progress=error
    )
    assert not {"document", "deadline", "deadline_text", "declared_completed_on", "coordinating", "progress"} & set(
        values
    )
    assert "remark" not in values
    fields = ("document", "deadline", "completed_on", "coordinating", "remark", "progress")
    assert sorted(doubtful) == sorted((2, field, "cell_error") for field in fields)


def test_a_task_whose_words_are_an_error_is_left_out_by_name(tmp_path: Path) -> None:
    register = read(xlsx(tmp_path / "r.xlsx", [SHORT, FIRST, (2, "13/QĐ", "#REF!", "Sở Y tế", "30/6/2021", "")]))
    assert len(register.tasks) == 1
    assert skipped(register) == [(3, "cell_error")]
    assert [(p.row, p.field, p.value, p.reason) for p in register.problems] == [(3, "content", "#REF!", "cell_error")]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "=HYPERLINK(A1)", "+cmd|' /C calc'!A0", "@SUM(1+1)", " =1+1"])
def test_words_that_look_like_a_formula_are_kept_and_shown(tmp_path: Path, text: str) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(csv_bytes([SHORT, (1, "12/QĐ", text, text, "30/6/2021", "")]))
    register = read(path)
    assert (register.tasks[0].values["content"], register.tasks[0].values["lead"]) == (text.strip(), text.strip())
    assert sorted(problems(register)) == [(2, "content", "formula"), (2, "lead", "formula")]


def test_lists_and_numbers_are_no_formulas(tmp_path: Path) -> None:
    for text in ("- Sở Y tế", "+ Rà soát (lần 2)", "-5", "@ghi chú", "#1 ưu tiên"):
        values, doubtful = one(tmp_path, remark=text)
        assert (values["remark"], doubtful) == (text, [])


@pytest.mark.parametrize(
    ("cell", "words"), [(12.0, "12"), (12, "12"), (12.5, "12,5"), (True, "TRUE"), (date(2021, 7, 16), "16/07/2021")]
)
def test_numbers_and_days_in_a_text_are_written_as_a_person_would(tmp_path: Path, cell: Any, words: str) -> None:
    values, _ = one(tmp_path, remark=cell)
    assert values["remark"] == words


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
