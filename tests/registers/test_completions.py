"""Words of result, status and completion: what is a day, what is doubtful, and what only tells of an event."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from .make import VISIT, one, problems, read, xlsx


@pytest.mark.parametrize(
    ("status", "completed", "expected"),
    [
        ("Đã hoàn thành ngày 12/6/2021", "2021-06-12", []),
        ("Hoàn thành ngày 12/6", "2021-06-12", [(2, "completed_on", "inferred")]),
        ("Đã hoàn thành (Báo cáo số 5/BC-BDT ngày 10/6/2021)", "2021-06-10", [(2, "completed_on", "inferred")]),
        ("Đã hoàn thành", None, [(2, "completed_on", "done_without_date")]),
        ("Hoàn thành đúng hạn", None, [(2, "completed_on", "done_without_date")]),
        ("Hoàn thành đúng hạn (30/6/2021)", "2021-06-30", [(2, "completed_on", "inferred")]),
        ("Hoàn thành đúng hạn (hạn 30/6/2021)", None, [(2, "completed_on", "done_without_date")]),
        ("Hoàn thành quá hạn (30/6/2021)", None, [(2, "completed_on", "done_without_date")]),
        ("Hoàn thành trước hạn 30/6/2021", "2021-06-30", [(2, "completed_on", "inferred")]),
        ("Hoàn thành đúng hạn, ngày 30/6/2021", "2021-06-30", []),
        ("Chậm, hoàn thành ngày 25/6/2021", "2021-06-25", []),
        ("Chậm tiến độ, hoàn thành ngày 30/6", "2021-06-30", [(2, "completed_on", "inferred")]),
        ("Quá hạn; đã hoàn thành ngày 25/6/2021", "2021-06-25", [(2, "completed_on", "inferred")]),
        ("Chậm hoàn thành ngày 25/6/2021", None, [(2, "status", "maybe_done")]),
        ("Chậm, chưa hoàn thành", None, []),
        ("Chậm, sẽ hoàn thành ngày 30/6/2021", None, []),
        ("12/6/2021", "2021-06-12", [(2, "completed_on", "inferred")]),
        (date(2021, 6, 12), "2021-06-12", [(2, "completed_on", "inferred")]),
        ("Ngày 12/6.", "2021-06-12", [(2, "completed_on", "inferred")]),
        ("2/3", None, [(2, "status", "maybe_done")]),
        ("31/6/2021", None, [(2, "status", "maybe_done")]),
        ("12/6/2021; 15/6/2021", "2021-06-15", [(2, "completed_on", "inferred")]),
        ("6/2021", None, [(2, "status", "maybe_done")]),
        ("100/120", None, []),
        ("Ngày 12/6/2021 đã hoàn thành", "2021-06-12", [(2, "completed_on", "inferred")]),
        ("Đến ngày 12/6/2021 đã hoàn thành", None, [(2, "status", "maybe_done")]),
        ("Đã hoàn thành tháng 6/2021", "2021-06-30", [(2, "completed_on", "inferred")]),
        ("Đã hoàn thành trong quý II/2021", "2021-06-30", [(2, "completed_on", "inferred")]),
        ("Đã hoàn thành đầu tháng 6/2021", None, [(2, "completed_on", "done_without_date")]),
        ("Hoàn thành từ ngày 01/6/2021 đến ngày 12/6/2021", "2021-06-12", [(2, "completed_on", "inferred")]),
        ("Đã hoàn thành một phần ngày 12/6/2021", None, [(2, "status", "maybe_done")]),
        ("Đã hoàn thành một phần", None, []),
        ("Đã cơ bản hoàn thành ngày 12/6/2021", None, [(2, "status", "maybe_done")]),
        ("Hoàn thành 90% ngày 12/6/2021", None, [(2, "status", "maybe_done")]),
        ("Chưa hoàn thành, dự kiến cơ bản hoàn thành ngày 12/8/2021", None, []),
        ("Đã hoàn thành dự thảo ngày 25/6/2021", None, [(2, "status", "maybe_done")]),
        ("Đã hoàn thành ngày 10/6/2021 nhưng bị trả lại", None, [(2, "status", "maybe_done")]),
        ("Đang thực hiện; hoàn thành ngày 25/6/2021 giai đoạn 1", None, [(2, "status", "maybe_done")]),
        ("Hoàn thành chậm ngày 5/7/2021", "2021-07-05", []),
        ("Hoàn thành chậm 5 ngày", None, [(2, "completed_on", "done_without_date")]),
        ("Đã xong ngày 5/6/2021", "2021-06-05", []),
        ("- ĐÃ HOÀN THÀNH NGÀY 12/6/2021.", "2021-06-12", []),
        ("Đã hoàn thành ngày 12/6/2021 (Báo cáo số 5/BC-BDT ngày 10/6/2021)", "2021-06-12", []),
        ("Đã hoàn thành và trình UBND tỉnh ngày 5/6/2021", "2021-06-05", [(2, "completed_on", "inferred")]),
        ("Sở Y tế đã hoàn thành ngày 5/6/2021", "2021-06-05", [(2, "completed_on", "inferred")]),
        ("Đã hoàn thành trước ngày 30/6/2021", "2021-06-30", [(2, "completed_on", "inferred")]),
        ("Đã hoàn thành 28/6", "2021-06-28", [(2, "completed_on", "inferred")]),
        ("Hoàn thành 2/3", None, [(2, "status", "maybe_done")]),
        ("Hoàn thành 7/7 kiến nghị", None, [(2, "completed_on", "done_without_date")]),
        ("Đã hoàn thành 100% ngày 5/6/2021", "2021-06-05", []),
        ("Đã hoàn thành dự thảo, đang lấy ý kiến", None, [(2, "status", "maybe_done")]),
        ("Hoàn thành bước 1, dự kiến xong ngày 30/8/2021", None, [(2, "status", "maybe_done")]),
        ("Đã trình UBND tỉnh ngày 5/6/2021", None, []),
        ("Đã tham mưu, trình UBND tỉnh tại Tờ trình số 5/TTr-BDT ngày 5/6/2021", None, []),
        ("Đã ban hành Quyết định số 12/QĐ-UBND ngày 5/6/2021", None, [(2, "status", "maybe_done")]),
        ("Đã tham mưu UBND tỉnh ban hành Quyết định số 12/QĐ-UBND", None, [(2, "status", "maybe_done")]),
        ("Quá hạn", None, [(2, "status", "maybe_done")]),
        ("Quá hạn chưa hoàn thành", None, []),
        ("Trong hạn", None, []),
        ("Đã hoàn thành ngày 5/6/2021 và 7/6/2021", "2021-06-05", [(2, "completed_on", "inferred")]),
        ("Đã hoàn thành ngày 5/6/2021, hạn 30/5/2021", "2021-06-05", []),
        ("Ngày hoàn thành: 5/6/2021", "2021-06-05", []),
        ("Hoàn thành đợt 1 ngày 5/6/2021", None, [(2, "status", "maybe_done")]),
        ("Đã HT", None, [(2, "status", "maybe_done")]),
        ("100%", None, [(2, "status", "maybe_done")]),
        ("x", None, [(2, "status", "maybe_done")]),
        ("TRUE", None, [(2, "status", "maybe_done")]),
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
    tmp_path: Path, status: Any, completed: str | None, expected: list[tuple[int, str, str]]
) -> None:
    values, doubtful = one(tmp_path, status=status)
    assert values["declared_status"] == (status if isinstance(status, str) else f"{status:%d/%m/%Y}")
    assert values.get("declared_completed_on") == completed
    assert doubtful == expected


@pytest.mark.parametrize(
    ("cell", "status", "completed", "expected"),
    [
        ("28/6/2021", "", "2021-06-28", []),
        ("Chưa hoàn thành", "", None, []),
        ("Đã hoàn thành ngày 12/6/2021", "", "2021-06-12", []),
        ("Đã hoàn thành", "", None, [(2, "completed_on", "done_without_date")]),
        ("x", "", None, [(2, "completed_on", "done_without_date")]),
        (True, "", None, [(2, "completed_on", "done_without_date")]),
        (False, "", None, []),
        ("", "", None, []),
        (datetime(2021, 6, 28, 17, 30), "", "2021-06-28", []),
        ("28/6", "", "2021-06-28", [(2, "completed_on", "inferred")]),
        ("BC số 12/BC-BDT ngày 30/6/2021", "", "2021-06-30", [(2, "completed_on", "inferred")]),
        ("Đã ban hành Quyết định số 12/QĐ-UBND ngày 5/6/2021", "", None, [(2, "completed_on", "maybe_done")]),
        ("Đã trình ngày 5/6/2021", "", None, [(2, "completed_on", "maybe_done")]),
        ("Chưa, đang thực hiện", "", None, []),
        ("sớm", "", None, [(2, "completed_on", "unreadable_date")]),
        ("28/6/2021", "Chưa hoàn thành", "2021-06-28", [(2, "status", "contradiction")]),
        ("28/6/2021", "Bị trả lại", "2021-06-28", [(2, "status", "contradiction")]),
        ("28/6/2021", "25/6/2021", "2021-06-28", [(2, "status", "two_ways")]),
        ("28/6/2021", "28/6/2021", "2021-06-28", []),
        ("10/6/2021 (chưa đạt)", "", None, [(2, "completed_on", "maybe_done")]),
        ("10/6/2021 (chưa được duyệt)", "", None, [(2, "completed_on", "maybe_done")]),
        ("10/6/2021, trả lại", "", None, [(2, "completed_on", "maybe_done")]),
        ("10/6/2021 (dự thảo được duyệt)", "", "2021-06-10", []),
        ("từ ngày 01/6/2021 đến ngày 12/6/2021", "", "2021-06-12", [(2, "completed_on", "inferred")]),
        ("xin gia hạn đến 30/8/2021", "", None, [(2, "completed_on", "asked_only")]),
        ("30/6/2021, xin gia hạn đến 30/8/2021", "", None, [(2, "completed_on", "asked_only")]),
        ("28/6/2021", "Đã hoàn thành ngày 12/6/2021", "2021-06-28", [(2, "status", "two_ways")]),
        ("28/6/2021", "Đã hoàn thành ngày 28/6/2021", "2021-06-28", []),
        ("28/6/2021", "Đã hoàn thành (Báo cáo số 5/BC-BDT ngày 27/6/2021)", "2021-06-28", []),
    ],
)
def test_the_column_of_completion(
    tmp_path: Path, cell: Any, status: str, completed: str | None, expected: list[tuple[int, str, str]]
) -> None:
    values, doubtful = one(tmp_path, completed_on=cell, status=status)
    assert values.get("declared_completed_on") == completed
    assert doubtful == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"status": "Không thực hiện do đã rút khỏi chương trình"}, [(2, "status", "maybe_event")]),
        ({"status": "Đã được UBND tỉnh cho phép tạm dừng tại CV 12/UBND-TH"}, [(2, "status", "maybe_event")]),
        ({"status": "Chuyển Sở Tài chính thực hiện"}, [(2, "status", "maybe_event")]),
        ({"remark": "Được gia hạn đến 30/8/2021 tại CV 12/UBND-TH"}, [(2, "remark", "maybe_event")]),
        ({"remark": "Chuyển sang năm 2022"}, [(2, "remark", "maybe_event")]),
        ({"remark": "Được gia hạn", "deadline": "1/6/2021 gia hạn đến 1/7/2021"}, [(2, "deadline", "inferred")]),
        ({"remark": "Đề nghị cho tạm dừng"}, []),
        ({"remark": "Đã xin gia hạn đến 30/8/2021"}, []),
        ({"remark": "Không được gia hạn"}, []),
        ({"remark": "Nhiệm vụ đã bị hủy"}, [(2, "remark", "maybe_event")]),
        ({"remark": "Đã bàn giao cho Sở Xây dựng xử lý"}, [(2, "remark", "maybe_event")]),
        ({"remark": "Văn bản cho phép gia hạn giấy phép"}, []),
        ({"remark": "Tham mưu tạm dừng các dự án; rút kinh nghiệm"}, []),
        ({"remark": "Chuyển đổi số trong các sở, ngành; chuyển giao công nghệ để thực hiện"}, []),
        ({"remark": "Chuyển hồ sơ để sở xử lý"}, []),
    ],
)
def test_words_that_tell_of_an_event_are_named_and_change_nothing(
    tmp_path: Path, cells: dict[str, Any], expected: list[tuple[int, str, str]]
) -> None:
    values, doubtful = one(tmp_path, **cells)
    assert doubtful == expected
    assert "declared_completed_on" not in values


@pytest.mark.parametrize(
    ("words", "deadline", "expected"),
    [
        ("Hoàn thành quá hạn ngày 25/6/2021", "20/6/2021", []),
        ("Hoàn thành quá hạn ngày 20/6/2021", "20/6/2021", [(2, "completed_on", "inferred")]),
        ("Hoàn thành trước hạn ngày 12/6/2021", "20/6/2021", []),
        ("Hoàn thành trước hạn ngày 20/6/2021", "20/6/2021", [(2, "completed_on", "inferred")]),
        ("Hoàn thành trước hạn ngày 20/6/2021", "", [(2, "completed_on", "inferred")]),
    ],
)
def test_a_day_that_may_be_that_of_the_deadline_is_named(
    tmp_path: Path, words: str, deadline: str, expected: list[tuple[int, str, str]]
) -> None:
    values, doubtful = one(tmp_path, status=words, deadline=deadline)
    assert values["declared_completed_on"].startswith("2021-06-")
    assert doubtful == expected


def rated(tmp_path: Path, *columns: tuple[str, str]) -> Any:
    """Read a task with further columns, each a header and a cell."""
    head = ("STT", "Nội dung nhiệm vụ", "Thời hạn", *[header for header, _ in columns])
    return read(xlsx(tmp_path / "d.xlsx", [head, (1, "Rà soát hộ nghèo", "30/6/2021", *[cell for _, cell in columns])]))


def test_an_agencys_own_rating_is_no_verdict(tmp_path: Path) -> None:
    alone = rated(tmp_path, ("Đánh giá", "Hoàn thành"))
    assert (alone.tasks[0].values["declared_status"], "verdict" in alone.tasks[0].values) == ("Hoàn thành", False)
    beside = rated(tmp_path, ("Đánh giá", "Tốt"), ("Tình trạng", "Đang thực hiện"))
    assert beside.tasks[0].values["declared_status"] == "Đang thực hiện"
    assert [h.field for h in beside.headings if h.words == "Đánh giá"] == [""]
    marked = rated(tmp_path, ("Đã hoàn thành", ""), ("Chưa hoàn thành", "x"), ("Đánh giá", "Tốt"))
    assert marked.tasks[0].values["declared_status"] == "Chưa hoàn thành"


@pytest.mark.parametrize(
    ("verdict", "day", "expected"),
    [
        ("Hoàn thành", "", [(2, "verdict", "verdict_differs")]),
        ("Hoàn thành", "12/6/2021", []),
        ("Chưa hoàn thành", "12/6/2021", [(2, "verdict", "verdict_differs")]),
        ("Chưa hoàn thành", "", []),
        ("Hoàn thành một phần", "12/6/2021", []),
    ],
)
def test_a_verdict_is_held_against_what_is_declared(
    tmp_path: Path, verdict: str, day: str, expected: list[tuple[int, str, str]]
) -> None:
    register = rated(tmp_path, ("Ngày hoàn thành", day), ("Kết luận kiểm tra", verdict))
    assert problems(register) == expected
    assert register.tasks[0].values["verdict"] in ("done", "not_done", "partly")


def test_decomposed_words_say_the_same(tmp_path: Path) -> None:
    for words in ("Đã hoàn thành ngày 12/6/2021", "Đã hoàn thành (báo cáo ngày 12/6/2021)"):
        as_composed = one(tmp_path, status=words)
        assert one(tmp_path, status=unicodedata.normalize("NFD", words)) == as_composed
        assert as_composed[0]["declared_completed_on"] == "2021-06-12"


def test_a_day_without_a_year_is_not_completed_into_the_future(tmp_path: Path) -> None:
    values, doubtful = one(tmp_path, VISIT, issued_on="13/5/2021", completed_on="1/3")
    assert "declared_completed_on" not in values
    assert doubtful == [(2, "completed_on", "two_ways")]
