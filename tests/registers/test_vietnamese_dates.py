from __future__ import annotations

from datetime import date, datetime, time

import pytest

from inspect_tui.domain.vietnamese_dates import read_date

ISSUED = date(2021, 5, 13)


@pytest.mark.parametrize(
    ("cell", "expected", "kind"),
    [
        (date(2021, 7, 3), date(2021, 7, 3), "date"),
        (datetime(2021, 7, 3, 8, 30), date(2021, 7, 3), "date"),
        ("16/7/2021", date(2021, 7, 16), "date"),
        ("16/07/2021", date(2021, 7, 16), "date"),
        ("16 / 7 / 2021", date(2021, 7, 16), "date"),
        ("31.07.2021", date(2021, 7, 31), "date"),
        ("31.07.2021.", date(2021, 7, 31), "date"),
        ("16-7-2021", date(2021, 7, 16), "date"),
        ("2021-07-16", date(2021, 7, 16), "date"),
        ("2021-07-16 00:00:00", date(2021, 7, 16), "date"),
        ("ngày 05 tháng 01 năm 2020", date(2020, 1, 5), "date"),
        ("Ngày 5 tháng 1 năm 2020", date(2020, 1, 5), "date"),
        ("nga\u0300y 05 tha\u0301ng 01 na\u0306m 2020", date(2020, 1, 5), "date"),
        ("trước ngày 30/7/2021", date(2021, 7, 30), "date"),
        ("Chậm nhất 30/7/2021", date(2021, 7, 30), "date"),
        ("Đã hoàn thành ngày 12/6/2021", date(2021, 6, 12), "date"),
        ("Đã hoàn thành ngày 12/6/2021 (Báo cáo số 5/BC-BDT ngày 10/6/2021)", date(2021, 6, 12), "date"),
    ],
)
def test_a_whole_date_is_read_and_is_not_inferred(cell: object, expected: date, kind: str) -> None:
    found = read_date(cell, year_hint=1999)
    assert (found.value, found.inferred, found.kind) == (expected, False, kind)


@pytest.mark.parametrize(
    ("cell", "expected", "kind"),
    [
        ("30/7", date(2021, 7, 30), "day_month"),
        ("30.7", date(2021, 7, 30), "day_month"),
        ("1-1", date(2021, 1, 1), "day_month"),
        ("1.1", date(2021, 1, 1), "day_month"),
        (30.7, date(2021, 7, 30), "day_month"),
        ("trước ngày 30/7", date(2021, 7, 30), "day_month"),
        ("Xong trước 30/7.", date(2021, 7, 30), "day_month"),
        ("ngày 30 tháng 7", date(2021, 7, 30), "day_month"),
        ("Báo cáo UBND tỉnh trước ngày 30/7", date(2021, 7, 30), "day_month"),
        ("16/7/21", date(2021, 7, 16), "short_year"),
        ("tháng 6/2025", date(2025, 6, 30), "month"),
        ("Tháng 02 năm 2024", date(2024, 2, 29), "month"),
        ("tháng 6", date(2021, 6, 30), "month"),
        ("Trong tháng 6", date(2021, 6, 30), "month"),
        ("T6/2025", date(2025, 6, 30), "month"),
        ("06/2025", date(2025, 6, 30), "month"),
        ("từ tháng 3 đến tháng 6/2021", date(2021, 6, 30), "month"),
        ("Quý III/2021", date(2021, 9, 30), "quarter"),
        ("QUÝ III/2021", date(2021, 9, 30), "quarter"),
        ("Quý 3 năm 2021", date(2021, 9, 30), "quarter"),
        ("Quý III năm 2021", date(2021, 9, 30), "quarter"),
        ("quý IV", date(2021, 12, 31), "quarter"),
        ("quý 3-2021", date(2021, 9, 30), "quarter"),
        ("Quý III, IV/2021", date(2021, 12, 31), "quarter"),
        ("III/2021", date(2021, 9, 30), "quarter"),
        ("6 tháng đầu năm", date(2021, 6, 30), "part_year"),
        ("6 tháng đầu năm 2022", date(2022, 6, 30), "part_year"),
        ("Sáu tháng đầu năm", date(2021, 6, 30), "part_year"),
        ("6 tháng cuối năm 2021", date(2021, 12, 31), "part_year"),
        ("9 tháng đầu năm", date(2021, 9, 30), "part_year"),
        ("Năm 2021", date(2021, 12, 31), "year"),
        ("cuối năm 2021", date(2021, 12, 31), "year"),
        ("hết năm", date(2021, 12, 31), "year"),
        (44393.0, date(2021, 7, 16), "serial"),
        ("44393", date(2021, 7, 16), "serial"),
        ("Từ 01/6/2021 đến 30/7/2021", date(2021, 7, 30), "several"),
        ("01/6/2021 - 30/7/2021", date(2021, 7, 30), "several"),
        ("30/6/2021, gia hạn đến 30/7/2021", date(2021, 7, 30), "several"),
        ("30/3/2021; 30/6/2021", date(2021, 3, 30), "several"),
    ],
)
def test_what_a_rule_completes_is_marked_inferred(cell: object, expected: date, kind: str) -> None:
    found = read_date(cell, year_hint=2021)
    assert (found.value, found.inferred, found.kind) == (expected, True, kind)
    assert found.raw


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("8.282", "unreadable"),
        ("9.831", "unreadable"),
        ("8,282", "unreadable"),
        (8.282, "unreadable"),
        (8282.0, "unreadable"),
        (3.0, "unreadable"),
        (True, "unreadable"),
        (time(7, 30), "unreadable"),
        ("31/02/2021", "unreadable"),
        ("31.02.2021", "unreadable"),
        ("30/13/2021", "unreadable"),
        ("07/16/2021", "unreadable"),
        ("32/7", "unreadable"),
        ("2.15", "unreadable"),
        ("0.5", "unreadable"),
        ("29/2", "unreadable"),
        ("tháng 13/2021", "unreadable"),
        ("ngày    tháng    năm 2021", "unreadable"),
        ("16/7/0021", "unreadable"),
        ("21.07.16", "unreadable"),
        ("2/3 nhiệm vụ", "unreadable"),
        ("Đã hoàn thành 2/3 nội dung", "unreadable"),
        ("12.5%", "unreadable"),
        ("30/2020/NĐ-CP", "unreadable"),
        ("1241/QĐ-UBND", "unreadable"),
        ("Quỹ đền ơn đáp nghĩa", "unreadable"),
        ("Theo quy định", "unreadable"),
        ("sớm", "unreadable"),
        ("x" * 1_000_000, "unreadable"),
        (date(1900, 1, 5), "unreadable"),
        ("thường xuyên", "routine"),
        ("Thường xuyên trong năm", "routine"),
        ("Hàng tháng", "routine"),
        ("Hằng quý", "routine"),
        ("Định kỳ hàng quý", "routine"),
        ("6 tháng/lần", "routine"),
        ("trước ngày 25 hàng tháng", "routine"),
        ("sau 10 ngày kể từ ngày ký", "no_base"),
        ("sau 10 ngày kể từ khi nhận được văn bản của Bộ Y tế", "no_base"),
        (None, "empty"),
        ("", "empty"),
        ("   ", "empty"),
        ("-", "empty"),
        ("Không", "empty"),
    ],
)
def test_what_is_no_date_gives_none(cell: object, kind: str) -> None:
    found = read_date(cell, year_hint=2021)
    assert (found.value, found.kind) == (None, kind)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("sau 10 ngày kể từ ngày ký", date(2021, 5, 23)),
        ("Trong vòng 10 (mười) ngày kể từ ngày ban hành", date(2021, 5, 23)),
        ("10 ngày sau khi ký", date(2021, 5, 23)),
        ("5 ngày làm việc kể từ ngày ký", date(2021, 5, 20)),
        ("02 tuần kể từ ngày ký", date(2021, 5, 27)),
        ("01 tháng kể từ ngày ký", date(2021, 6, 13)),
        ("sau 10 ngày kể từ ngày 05/01/2021", date(2021, 1, 15)),
    ],
)
def test_a_span_counts_from_the_day_of_signing(words: str, expected: date) -> None:
    found = read_date(words, issued_on=ISSUED)
    assert (found.value, found.inferred, found.kind) == (expected, True, "relative")


def test_the_year_of_the_document_comes_before_the_year_of_the_cut_off() -> None:
    assert read_date("30/7", year_hint=2022, issued_on=ISSUED).value == date(2021, 7, 30)
    assert read_date("30/7", year_hint=2022).value == date(2022, 7, 30)


def test_a_deadline_does_not_come_before_its_document() -> None:
    assert read_date("15/1", year_hint=2021, issued_on=date(2020, 12, 20)).value == date(2021, 1, 15)
    assert read_date("Quý I", issued_on=date(2020, 12, 20)).value == date(2021, 3, 31)


def test_without_any_year_a_day_stays_open() -> None:
    found = read_date("30/7")
    assert (found.value, found.inferred, found.kind) == (None, False, "no_year")


def test_a_short_year_is_believed_only_near_a_known_one() -> None:
    assert read_date("16/7/21", year_hint=2022).value == date(2021, 7, 16)
    assert read_date("16/7/21", year_hint=2040).value is None


def test_plain_means_that_the_value_says_all_that_the_words_said() -> None:
    assert read_date("16/7/2021").plain
    assert read_date(date(2021, 7, 16)).plain
    assert not read_date("trước ngày 16/7/2021").plain
    assert not read_date("Quý III/2021").plain
