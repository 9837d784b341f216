"""Who and until when, read from a request's words."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.domain.request_words import asked_unit, due_day, unit_index

VISIT = date(2021, 7, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Khắc phục ngay các nhiệm vụ chậm, muộn trước 30/9", (2021, 9, 30)),
        ("xong trước ngày 30/9/2021; báo cáo Tổ Công tác", (2021, 9, 30)),
        ("Chậm nhất 15/8 có báo cáo", (2021, 8, 15)),
        ("chậm nhất là ngày 15/8, báo cáo UBND tỉnh", (2021, 8, 15)),
        ("hoàn thành trong tháng 9", (2021, 9, 30)),
        ("trong tháng 9 năm 2021 trình UBND tỉnh", (2021, 9, 30)),
        ("hết quý III", (2021, 9, 30)),
        ("trong quý IV/2021", (2021, 12, 31)),
        ("đến hết tháng 8 năm 2021", (2021, 8, 31)),
        ("6 tháng cuối năm 2021 rà soát", (2021, 12, 31)),
        ("trước ngày 5 tháng 8", (2021, 8, 5)),
        ("trước 17h ngày 15/8", (2021, 8, 15)),
        ("xong ngày 30/9", (2021, 9, 30)),
        ("Hạn: 31/12/2021", (2021, 12, 31)),
        ("cuối năm báo cáo", None),
        ("báo cáo trong năm 2021", (2021, 12, 31)),
        ("sơ kết trước 15/8, tổng kết trước 30/9", (2021, 9, 30)),
        ("từ 1/8 đến 30/9 rà soát xong", (2021, 9, 30)),
        ("trước 15/1", (2022, 1, 15)),
        ("before 30 September", (2021, 9, 30)),
        ("by September 30, 2021", (2021, 9, 30)),
        ("no later than 15/8", (2021, 8, 15)),
        ("trước 30/6", None),
        ("đến ngày 16/7/2021 được giao 18 nhiệm vụ", None),
        ("thực hiện Quyết định 12/QĐ-UBND ngày 5/8/2021", None),
        ("hoàn thành 15/18 nhiệm vụ", None),
        ("hoàn thành 9/12 nhiệm vụ", None),
        ("đến 9/12 xã có nước sạch", None),
        ("trong năm việc đã giao", None),
        ("trước tháng 9", None),
        ("tuần 2 tháng 9", None),
        ("trước mắt 3 việc", None),
        ("", None),
    ],
)
def test_a_deadline_is_read_from_the_words_before_it(text: str, day: tuple[int, int, int] | None) -> None:
    wanted = date(*day) if day else None
    assert due_day(text, VISIT) == wanted
    assert due_day(unicodedata.normalize("NFD", text.upper()), VISIT) == wanted


@given(st.dates(date(2015, 1, 1), date(2040, 12, 31)), st.dates(date(2015, 1, 1), date(2040, 12, 31)))
def test_a_deadline_is_never_before_the_visit(held_on: date, day: date) -> None:
    assert due_day(f"trước ngày {day:%d/%m/%Y}", held_on) == (day if day >= held_on else None)
    found = due_day(f"trước {day.day}/{day.month}", held_on)
    assert found is None or (held_on <= found and (found.year == held_on.year or found - held_on <= timedelta(200)))


@given(st.text(max_size=60), st.none() | st.just(VISIT))
def test_any_words_are_read_without_an_error(text: str, held_on: date | None) -> None:
    found = due_day(text, held_on)
    assert found is None or held_on is None or found >= held_on
    assert asked_unit(text, {}) == ""


UNITS = unit_index(
    ("Ban Dân tộc tỉnh", "Đại diện Sở Nội vụ", "Phó Giám đốc Sở Kế hoạch và Đầu tư", "UBND huyện Đình Lập", "Sở Y tế")
)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Giao Sở Nội vụ rà soát", "Sở Nội vụ"),
        ("giao cho UBND huyện Đình Lập, Sở Y tế", "UBND huyện Đình Lập"),
        ("Đề nghị sở kế hoạch và đầu tư bố trí vốn", "Sở Kế hoạch và Đầu tư"),
        ("yeu cau Đại diện Sở Nội vụ trả lời", "Đại diện Sở Nội vụ"),
        ("Sở Y tế: báo cáo", "Sở Y tế"),
        ("Sở Y tế đề nghị Sở Nội vụ có ý kiến", "Sở Nội vụ"),
        ("Ask UBND huyện Đình Lập to report", "UBND huyện Đình Lập"),
        ("Khắc phục ngay", ""),
        ("Giao Sở Công Thương rà soát", ""),
        ("Rà soát cùng Sở Nội vụ", ""),
    ],
)
def test_who_is_to_act_is_a_known_unit_behind_the_asking(text: str, unit: str) -> None:
    assert asked_unit(text, UNITS) == unit
    assert asked_unit(unicodedata.normalize("NFD", text), UNITS) == unit
