from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.domain.vietnamese_dates import read_date

ISSUED = date(2021, 5, 13)
NONE = None

# Every form in which registers write days: what the cell holds, the day, and whether a rule completed it.
Form = tuple[Any, date | None, str]
FORMS: dict[str, list[Form]] = {
    "real Excel dates": [
        (date(2021, 7, 3), date(2021, 7, 3), "date"),
        (datetime(2021, 7, 3, 8, 30), date(2021, 7, 3), "date"),
        (datetime(2021, 7, 3), date(2021, 7, 3), "date"),
    ],
    "16/7/2021": [
        ("16/7/2021", date(2021, 7, 16), "date"),
        ("16/07/2021", date(2021, 7, 16), "date"),
        ("16 / 7 / 2021", date(2021, 7, 16), "date"),
        ("16-7-2021", date(2021, 7, 16), "date"),
        ("07/06/2021", date(2021, 6, 7), "date"),
        ("Trước 30/7/2021", date(2021, 7, 30), "date"),
        ("trước ngày 30/7/2021", date(2021, 7, 30), "date"),
        ("Chậm nhất ngày 30/7/2021", date(2021, 7, 30), "date"),
        ("Báo cáo UBND tỉnh trước ngày 30/7/2021", date(2021, 7, 30), "date"),
        ("Hạn: 30/7/2021", date(2021, 7, 30), "date"),
        ("Thứ 6, ngày 16/7/2021", date(2021, 7, 16), "date"),
        ("ngày16/7/2021", date(2021, 7, 16), "date"),
        ("16/07/2021 17:00", date(2021, 7, 16), "date"),
        ("16/7/2021 05:30 PM", date(2021, 7, 16), "date"),
        ("17 giờ ngày 16/7/2021", date(2021, 7, 16), "date"),
        ("17h00 ngày 16/7/2021", date(2021, 7, 16), "date"),
        ("Trước 17 giờ 00 phút, ngày 16/7/2021", date(2021, 7, 16), "date"),
    ],
    "16/7/2021 otherwise": [
        ("2021-07-16", date(2021, 7, 16), "date"),
        ("2021-07-16 00:00:00", date(2021, 7, 16), "date"),
        ("2021-07-16T00:00:00", date(2021, 7, 16), "date"),
        ("2021/7/16", date(2021, 7, 16), "date"),
        ("16-Jul-2021", date(2021, 7, 16), "date"),
        ("16/7.2021", date(2021, 7, 16), "several"),
        ("16-Jul-21", date(2021, 7, 16), "short_year"),
        ("16/7/21", date(2021, 7, 16), "short_year"),
        ("trước ngày 16/7/21", date(2021, 7, 16), "short_year"),
    ],
    "31.07.2021": [
        ("31.07.2021", date(2021, 7, 31), "date"),
        ("31.7.2021", date(2021, 7, 31), "date"),
        ("31. 07. 2021", date(2021, 7, 31), "date"),
    ],
    "ngày 05 tháng 01 năm 2020": [
        ("ngày 05 tháng 01 năm 2020", date(2020, 1, 5), "date"),
        ("Ngày 5 tháng 1 năm 2020", date(2020, 1, 5), "date"),
        ("05 tháng 01 năm 2020", date(2020, 1, 5), "date"),
        ("ngày 5/1 năm 2020", date(2020, 1, 5), "date"),
        ("trước ngày 05 tháng 01 năm 2020", date(2020, 1, 5), "date"),
    ],
    "30/7": [
        ("30/7", date(2021, 7, 30), "day_month"),
        ("30/07", date(2021, 7, 30), "day_month"),
        ("30 / 7", date(2021, 7, 30), "day_month"),
        ("30.7", date(2021, 7, 30), "day_month"),
        ("ngày 30 tháng 7", date(2021, 7, 30), "day_month"),
        ("trước 17h ngày 30/7", date(2021, 7, 30), "day_month"),
        ("2/3", date(2021, 3, 2), "day_month"),
    ],
    "1-1": [
        ("1-1", date(2021, 1, 1), "day_month"),
        ("1.1", date(2021, 1, 1), "day_month"),
        ("1.10", date(2021, 10, 1), "day_month"),
        ("01-01", date(2021, 1, 1), "day_month"),
        (1.1, date(2021, 1, 1), "day_month"),
        (30.7, date(2021, 7, 30), "day_month"),
        (12.5, date(2021, 5, 12), "day_month"),
    ],
    "trước ngày 30/7": [
        ("trước ngày 30/7", date(2021, 7, 30), "day_month"),
        ("Xong trước 30/7", date(2021, 7, 30), "day_month"),
        ("Báo cáo UBND tỉnh trước ngày 30/7", date(2021, 7, 30), "day_month"),
        ("Báo cáo UBND tỉnh trước 30/7", date(2021, 7, 30), "day_month"),
        ("chậm nhất ngày 30/7", date(2021, 7, 30), "day_month"),
    ],
    "tháng 6/2025": [
        ("tháng 6/2025", date(2025, 6, 30), "month"),
        ("Tháng 02 năm 2024", date(2024, 2, 29), "month"),
        ("tháng 6", date(2021, 6, 30), "month"),
        ("Trong tháng 8", date(2021, 8, 31), "month"),
        ("cuối tháng 6", date(2021, 6, 30), "month"),
        ("hết tháng 6/2021", date(2021, 6, 30), "month"),
        ("Hoàn thành trong tháng 7/2021", date(2021, 7, 31), "month"),
        ("T6/2025", date(2025, 6, 30), "month"),
        ("T12", date(2021, 12, 31), "month"),
        ("06/2025", date(2025, 6, 30), "month"),
        ("từ tháng 3 đến tháng 6/2021", date(2021, 6, 30), "month"),
        ("Tháng 7-8/2021", date(2021, 8, 31), "month"),
    ],
    "Quý III/2021": [
        ("Quý III/2021", date(2021, 9, 30), "quarter"),
        ("quý 3 năm 2021", date(2021, 9, 30), "quarter"),
        ("Quý III năm 2021", date(2021, 9, 30), "quarter"),
        ("Q3/2021", date(2021, 9, 30), "quarter"),
        ("Q.III/2021", date(2021, 9, 30), "quarter"),
        ("hết quý III", date(2021, 9, 30), "quarter"),
        ("trong quý IV", date(2021, 12, 31), "quarter"),
        ("quý 3-2021", date(2021, 9, 30), "quarter"),
        ("Quý III, IV/2021", date(2021, 12, 31), "quarter"),
        ("Quý III và quý IV/2021", date(2021, 12, 31), "quarter"),
        ("III/2021", date(2021, 9, 30), "quarter"),
        ("Quí III/2021", date(2021, 9, 30), "quarter"),
        ("Quý 3-4/2021", date(2021, 12, 31), "quarter"),
    ],
    "6 tháng đầu năm": [
        ("6 tháng đầu năm", date(2021, 6, 30), "part_year"),
        ("6 tháng đầu năm 2022", date(2022, 6, 30), "part_year"),
        ("Sáu tháng đầu năm", date(2021, 6, 30), "part_year"),
        ("9 tháng đầu năm 2021", date(2021, 9, 30), "part_year"),
        ("3 tháng đầu năm", date(2021, 3, 31), "part_year"),
        ("6 tháng cuối năm", date(2021, 12, 31), "part_year"),
        ("năm 2021", date(2021, 12, 31), "year"),
        ("trong năm", date(2021, 12, 31), "year"),
        ("trong năm 2021", date(2021, 12, 31), "year"),
        ("cuối năm 2021", date(2021, 12, 31), "year"),
        ("hết năm", date(2021, 12, 31), "year"),
    ],
    "thường xuyên": [
        ("thường xuyên", NONE, "routine"),
        ("Thường xuyên trong năm", NONE, "routine"),
        ("hằng năm", NONE, "routine"),
        ("Hàng tháng", NONE, "routine"),
        ("hàng tháng trước ngày 25", NONE, "routine"),
        ("Ngày 30 hàng tháng", NONE, "routine"),
        ("Trước ngày 25/12 hàng năm", NONE, "routine"),
        ("Định kỳ hàng quý", NONE, "routine"),
        ("6 tháng/lần", NONE, "routine"),
        ("01 lần/năm", NONE, "routine"),
    ],
    "sau 10 ngày kể từ ngày ký": [
        ("sau 10 ngày kể từ ngày ký", NONE, "no_base"),
        ("30 ngày kể từ ngày ban hành", NONE, "no_base"),
        ("trong vòng 10 ngày", NONE, "no_base"),
        ("15 ngày làm việc", NONE, "no_base"),
        ("sau 10 ngày kể từ ngày 05/01/2021", date(2021, 1, 15), "relative"),
        ("sau 10 ngày kể từ ngày 5/1", date(2021, 1, 15), "relative"),
    ],
    "Excel serials": [
        (44393, date(2021, 7, 16), "serial"),
        (44393.0, date(2021, 7, 16), "serial"),
        (44393.75, date(2021, 7, 16), "serial"),
        ("44393", date(2021, 7, 16), "serial"),
    ],
    "two days": [
        ("15/7/2021 - 20/7/2021", date(2021, 7, 20), "several"),
        ("15-20/7/2021", date(2021, 7, 20), "several"),
        ("từ ngày 15 đến ngày 20/7/2021", date(2021, 7, 20), "several"),
        ("Từ 01/6/2021 đến 30/7/2021", date(2021, 7, 30), "several"),
        ("30/6/2021\n30/7/2021", date(2021, 7, 30), "several"),
        ("30/3/2021; 30/6/2021", date(2021, 6, 30), "several"),
        ("30/07/2021 (gia hạn đến 15/8/2021)", date(2021, 8, 15), "several"),
        ("30/07/2021, gia hạn đến 15/8", date(2021, 8, 15), "several"),
        ("15/8/2021 (lùi từ 30/7/2021)", date(2021, 8, 15), "several"),
        ("Hàng tháng, tổng kết trước 30/12/2021", date(2021, 12, 30), "several"),
        ("15/07/2021 và các năm tiếp theo", date(2021, 7, 15), "several"),
        ("30/7/2021 (theo QĐ số 12/QĐ-UBND ngày 05/01/2021)", date(2021, 7, 30), "several"),
    ],
    "a time of which no day follows": [
        ("đầu tháng 7", NONE, "vague"),
        ("giữa tháng", NONE, "vague"),
        ("giữa tháng 7/2021", NONE, "vague"),
        ("nửa đầu tháng 7", NONE, "vague"),
        ("tuần 2 tháng 9", NONE, "vague"),
        ("tuần 2 tháng 9 năm 2021", NONE, "vague"),
        ("tuần thứ 2 tháng 9 năm 2021", NONE, "vague"),
        ("trước tháng 7", NONE, "vague"),
        ("sau tháng 6/2021", NONE, "vague"),
        ("từ tháng 6", NONE, "vague"),
        ("đầu quý III", NONE, "vague"),
        ("quý I năm sau", NONE, "vague"),
        ("cuối tháng", NONE, "vague"),
        ("Từ 01/6/2021", NONE, "vague"),
        ("sau ngày 30/7/2021", NONE, "vague"),
        ("01/6/2021 đến nay", NONE, "vague"),
        ("tháng 6, 12/2021", NONE, "vague"),
    ],
    "the day of a paper": [
        ("Theo Kế hoạch số 12/KH-UBND ngày 05/01/2021", NONE, "of_paper"),
        ("theo Quyết định ngày 05/01/2021", NONE, "of_paper"),
        ("Công văn ngày 05/01/2021 của UBND tỉnh", NONE, "of_paper"),
    ],
    "nothing": [
        (None, NONE, "empty"),
        ("", NONE, "empty"),
        ("   ", NONE, "empty"),
        ("-", NONE, "empty"),
        ("–", NONE, "empty"),
        ("Không", NONE, "empty"),
        ("Không quy định", NONE, "empty"),
    ],
    "traps": [
        (cell, NONE, "unreadable")
        for cell in (
            "8.282", 8.282, 8282.0, "9.831", "8,282", "12,5", 31.4, "31.4", "2.15", 2.15, 0.5, 3.0, 7, "12.5%",
            "2/3 nhiệm vụ", "Đạt 12/7 chỉ tiêu", "đạt đến 2/3 số xã", "Đã hoàn thành 2/3 nội dung",
            "29/2", "31/02/2021", "31.02.2021", "30/13/2021", "07/16/2021", "32/7", "tháng 13/2021", "13 tháng đầu năm",
            "30/2020/NĐ-CP", "12/7/QĐ-UBND", "1241/QĐ-UBND", "2021", 2021, 2021.0, "20210716", "16/7/0021", "16/7/1944",
            "1/1/2101", "l5/7/2021", "3O/6/2021", "30/06/20211", "15/6 - 30/6", "2021-2025",
            date(1900, 1, 5), date(2101, 1, 1), "21.07.16", 80000, 8393, "ngày    tháng    năm 2021",
            "năm 2021 - 2025", "30/4, 1/5", True, False, time(7, 30), "Quỹ đền ơn đáp nghĩa", "Theo quy định", "sớm",
            "x" * 1_000_000, "7" * 5000,
        )
    ],
}  # fmt: skip
ALL = [(form, *case) for form, cases in FORMS.items() for case in cases]
WORDS = [case for case in ALL if isinstance(case[1], str) and case[3] != "empty"]
TYPED: list[tuple[str, Callable[[str], str]]] = [
    ("decomposed", lambda text: unicodedata.normalize("NFD", text)),
    ("capitals", str.upper),
    ("small", str.lower),
    ("no-break spaces", lambda text: text.replace(" ", "\u00a0")),
    ("spaces around", lambda text: f"  {text.replace(' ', '   ')} \n"),
    ("full-width", lambda text: "".join(chr(ord(c) + 0xFEE0) if c in "0123456789/.-" else c for c in text)),
    ("long dashes", lambda text: text.replace("-", "–")),
    ("a full stop", lambda text: text + "."),
]


@pytest.mark.parametrize(("form", "cell", "value", "kind"), ALL)
def test_every_form_of_the_field(form: str, cell: object, value: date | None, kind: str) -> None:
    found = read_date(cell, year_hint=2021)
    assert (found.value, found.kind) == (value, kind), form
    assert found.inferred is (value is not None and kind != "date"), "what a rule completed is marked"
    if kind != "empty":
        assert found.raw, "the words are kept"


@pytest.mark.parametrize("typed", [pytest.param(change, id=name) for name, change in TYPED])
@pytest.mark.parametrize(("form", "cell", "value", "kind"), WORDS)
def test_however_it_is_typed(form: str, cell: str, value: date | None, kind: str, typed: Callable[[str], str]) -> None:
    words = typed(cell)
    found = read_date(words, year_hint=2021)
    assert (found.value, found.kind) == (value, kind), (form, words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("sau 10 ngày kể từ ngày ký", date(2021, 5, 23)),
        ("sau 10 ngày kể từ ngày ký ban hành Quyết định này", date(2021, 5, 23)),
        ("Trong vòng 10 (mười) ngày kể từ ngày ban hành", date(2021, 5, 23)),
        ("10 ngày sau khi ký", date(2021, 5, 23)),
        ("5 ngày làm việc kể từ ngày ký", date(2021, 5, 20)),
        ("02 tuần kể từ ngày ký", date(2021, 5, 27)),
        ("01 tháng kể từ ngày ký", date(2021, 6, 13)),
        ("01 năm kể từ ngày được giao nhiệm vụ", date(2022, 5, 13)),
        ("sau 10 ngày kể từ ngày 05/01/2021", date(2021, 1, 15)),
    ],
)
def test_a_span_counts_from_the_day_of_signing(words: str, expected: date) -> None:
    found = read_date(words, issued_on=ISSUED)
    assert (found.value, found.inferred, found.kind) == (expected, True, "relative")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("sau 10 ngày kể từ khi nhận được văn bản của Bộ Y tế", "no_base"),
        ("10 ngày kể từ ngày Bộ Y tế ban hành", "no_base"),
        ("10 ngày kể từ ngày nhận được văn bản này", "no_base"),
        ("10 ngày kể từ ngày văn bản có hiệu lực", "no_base"),
        ("sau khi Nghị quyết được ban hành 10 ngày", "unreadable"),
        ("30/7/2021 hoặc 10 ngày kể từ ngày ký", "two_ways"),
    ],
)
def test_a_span_counts_from_no_other_paper(words: str, kind: str) -> None:
    found = read_date(words, year_hint=2021, issued_on=ISSUED)
    assert (found.value, found.kind) == (None, kind)


def test_the_year_of_the_document_comes_before_the_year_of_the_cut_off() -> None:
    assert read_date("30/7", year_hint=2022, issued_on=ISSUED).value == date(2021, 7, 30)
    assert read_date("30/7", year_hint=2022).value == date(2022, 7, 30)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("15/1", date(2021, 1, 15)), ("Quý I", date(2021, 3, 31)), ("tháng 2", date(2021, 2, 28)),
     ("20/12", date(2020, 12, 20)), ("cuối năm", date(2020, 12, 31))],
)  # fmt: skip
def test_a_deadline_does_not_come_before_its_document(words: str, expected: date) -> None:
    found = read_date(words, year_hint=2019, issued_on=date(2020, 12, 20))
    assert (found.value, found.inferred) == (expected, True)


def test_a_number_that_may_have_been_october_is_not_guessed_across_a_year() -> None:
    # Excel keeps 15.10 as 15.1.
    issued = date(2021, 8, 1)
    found = read_date(15.1, year_hint=2021, issued_on=issued)
    assert (found.value, found.kind) == (None, "two_ways")
    assert read_date(15.1, year_hint=2021, issued_on=date(2021, 1, 4)).value == date(2021, 1, 15)
    assert read_date("15.1", issued_on=issued).value == date(2022, 1, 15), "words are as they were typed"


def test_without_any_year_a_day_stays_open() -> None:
    for words in ("30/7", "tháng 6", "quý III"):
        found = read_date(words)
        assert (found.value, found.inferred, found.kind) == (None, False, "no_year")


def test_a_short_year_is_believed_only_near_a_known_one() -> None:
    assert read_date("16/7/21", year_hint=2022).value == date(2021, 7, 16)
    assert read_date("16/7/21", year_hint=2040).value is None


def test_a_number_far_from_the_session_is_a_figure_and_no_day() -> None:
    assert read_date(44393, year_hint=2021).value == date(2021, 7, 16)
    assert read_date(33_000, year_hint=2021).value is None
    assert read_date("33000", year_hint=2021).value is None


def test_an_extension_in_the_same_cell_keeps_the_first_day() -> None:
    assert read_date("30/07/2021 (gia hạn đến 15/8/2021)").first == date(2021, 7, 30)
    assert read_date("15/8/2021 (lùi từ 30/7/2021)").first == date(2021, 7, 30)
    assert read_date("30/6/2021; 30/7/2021").first is None


def test_a_leap_day_in_a_leap_year() -> None:
    assert read_date("29/2", year_hint=2024).value == date(2024, 2, 29)


def test_plain_means_that_the_value_says_all_that_the_words_said() -> None:
    assert read_date("16/7/2021").plain
    assert read_date("2021-07-16T00:00:00").plain
    assert read_date(date(2021, 7, 16)).plain
    assert not read_date("trước ngày 16/7/2021").plain
    assert not read_date("Quý III/2021").plain


def month_end(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - date.resolution


def quarter(day: date) -> int:
    return (day.month + 2) // 3


WHOLE: tuple[Callable[[date], Any], ...] = (
    lambda day: day,
    lambda day: datetime(day.year, day.month, day.day, 23, 59),
    lambda day: f"{day.day}/{day.month}/{day.year}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day.day}-{day.month}-{day.year}",
    lambda day: f"{day.day} / {day.month} / {day.year}",
    lambda day: f"ngày {day:%d} tháng {day:%m} năm {day.year}",
    lambda day: f"{day.isoformat()} 00:00:00",
    lambda day: f"17h30 ngày {day.day}/{day.month}/{day.year}",
    lambda day: f"trước ngày {day.day}/{day.month}/{day.year}",
    lambda day: f"{day:%d-%b-%Y}",
)
COMPLETED: tuple[tuple[Callable[[date], Any], Callable[[date], date]], ...] = (
    (lambda day: f"{day.day}/{day.month}", lambda day: day),
    (lambda day: f"{day.day}-{day.month}", lambda day: day),
    (lambda day: f"{day.day}.{day.month}", lambda day: day),
    (lambda day: f"trước ngày {day.day}/{day.month}", lambda day: day),
    (lambda day: f"ngày {day.day} tháng {day.month}", lambda day: day),
    (lambda day: f"{day.day}/{day.month}/{day:%y}", lambda day: day),
    (lambda day: (day - date(1899, 12, 30)).days, lambda day: day),
    (lambda day: f"tháng {day.month}/{day.year}", month_end),
    (lambda day: f"{day.month}/{day.year}", month_end),
    (
        lambda day: f"quý {quarter(day)}/{day.year}",
        lambda day: month_end(day.replace(day=1, month=3 * quarter(day))),
    ),
    (lambda day: f"{day.month} tháng đầu năm {day.year}", month_end),
    (lambda day: f"năm {day.year}", lambda day: date(day.year, 12, 31)),
    (lambda day: f"sau 1 ngày kể từ ngày {day.day}/{day.month}/{day.year}", lambda day: day + date.resolution),
)
DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))
HOW = st.sampled_from([change for _, change in TYPED])


def as_typed(cell: Any, how: Callable[[str], str]) -> Any:
    return how(cell) if isinstance(cell, str) else cell


@given(DAYS, st.sampled_from(WHOLE), HOW)
def test_a_whole_day_in_any_form_reads_back(day: date, form: Callable[[date], Any], how: Callable[[str], str]) -> None:
    found = read_date(as_typed(form(day), how), year_hint=1999, issued_on=None)
    assert (found.value, found.inferred, found.kind) == (day, False, "date")


@given(DAYS, st.sampled_from(COMPLETED), HOW)
def test_what_is_incomplete_reads_to_the_day_of_its_rule_and_is_always_marked(
    day: date, form: tuple[Callable[[date], Any], Callable[[date], date]], how: Callable[[str], str]
) -> None:
    written, rule = form
    found = read_date(as_typed(written(day), how), year_hint=day.year)
    assert (found.value, found.inferred) == (rule(day), True)


@given(st.text(alphabet="0123456789/.-, ngàythángnămquýtrướcđếnIVX()%", max_size=40), st.none() | st.just(ISSUED))
def test_no_words_break_it_and_nothing_is_completed_in_silence(words: str, issued: date | None) -> None:
    found = read_date(words, year_hint=2021, issued_on=issued)
    if found.value is not None and not found.inferred:
        year = str(found.value.year)
        assert year in words, "a day that nobody is asked about has its year in the words"
    assert (found.value is None) <= (not found.inferred)
