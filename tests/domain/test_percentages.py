from __future__ import annotations

import unicodedata
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_tui.domain.numbers import always_up, cut_off, half_up
from inspect_tui.domain.percentages import (
    MESSAGES,
    PercentError,
    percentage_of,
    percentages_of,
    read_percentage,
    swapped,
)

NFD = unicodedata.normalize("NFD", "16,67 phần trăm")


class TestText:
    @pytest.mark.parametrize(
        ("text", "value", "decimals"),
        [
            ("16,67", "16.67", 2), ("16.67", "16.67", 2), ("16,67 %", "16.67", 2), ("16,67%", "16.67", 2),
            ("5%", "5", 0),
            ("100", "100", 0), ("16,67\u00a0%", "16.67", 2), ("16,67\u202f%", "16.67", 2), (" 16,67 ", "16.67", 2),
            ("16,67 phần trăm", "16.67", 2), ("16,67 PHẦN TRĂM", "16.67", 2), (NFD, "16.67", 2),
            ("16.67 percent", "16.67", 2), ("16.67 per cent", "16.67", 2), ("đạt 91,8 %", "91.8", 1),
            ("chiếm 0,5%", "0.5", 1), ("0", "0", 0), ("12,30", "12.30", 2), ("05", "5", 0), ("16,67％", "16.67", 2),
            ("320", "320", 0),
            # A control character is no letter: it goes where text comes in.
            ("5\x00", "5", 0),
        ],
    )  # fmt: skip
    def test_it_is_read_with_its_decimals(self, text: str, value: str, decimals: int) -> None:
        read = read_percentage("done", text)
        assert (str(read.value), read.decimals, read.approximate) == (str(Decimal(value)), decimals, False)
        assert read.units == int(Decimal(value) * 10**decimals)

    @pytest.mark.parametrize(
        "text",
        [
            "trên 90 %", "khoảng 90", "gần 90%", "hơn 90 %", "đạt trên 90 %", "dưới 5 %", "xấp xỉ 17%", "ít nhất 80 %",
            "90 % trở lên", "~17", "≈ 17 %", "≥ 90%", "over 90 %", "about 17%", "at least 80 percent", "90-95 %",
            "từ 90 đến 95 %", "từ 90 % đến 95 %", "90–95%", "90+",
        ],
    )  # fmt: skip
    def test_an_approximate_one_is_known_as_such(self, text: str) -> None:
        assert read_percentage("done", text).approximate

    @pytest.mark.parametrize(
        "text",
        ["", " ", "%", "-5", "−5 %", "1e3", "nan", "inf", "∞", "16,", ",5", "1.234,5", "16,67,8", "１６", "٣٤",
         "chín mươi", "5 ‰", "5/100", "1234567", "0," + "3" * 11, "16,67 % số nhiệm vụ", "5 % %", "True"],
    )  # fmt: skip
    def test_what_is_none(self, text: str) -> None:
        with pytest.raises(PercentError) as error:
            read_percentage("done", text)
        assert error.value.code == "percent_text"

    @pytest.mark.parametrize(
        ("words", "name", "units", "base"),
        [
            ("open_overdue=16,67@assigned", "open_overdue", 1667, "assigned"),
            ("open-overdue=5%@with-deadline", "open_overdue", 5, "with_deadline"),
            ("OPEN_OVERDUE=5 % @ Due", "open_overdue", 5, "due"),
            ("due=5", "due", 5, ""),
        ],
    )
    def test_an_option(self, words: str, name: str, units: int, base: str) -> None:
        read = percentage_of(words)
        assert (read.name, read.units, read.base) == (name, units, base)

    @pytest.mark.parametrize(
        ("words", "code"),
        [
            ("", "percent_form"), ("16,67", "percent_form"), ("open_overdue", "percent_form"), ("=5", "percent_name"),
            ("nothing=5", "percent_name"), ("percents=5", "percent_name"), ("open=5@", "percent_base"),
            ("open=5@open_overdue", "percent_base"), ("open=5@x", "percent_base"), ("open=", "percent_text"),
            ("open=@due", "percent_text"), ("open==5", "percent_text"), ("open=5@due@done", "percent_text"),
        ],
    )  # fmt: skip
    def test_an_option_that_says_nothing(self, words: str, code: str) -> None:
        with pytest.raises(PercentError) as error:
            percentage_of(words)
        assert error.value.code == code
        assert MESSAGES[code].format(**error.value.values)

    def test_a_long_text_is_shortened_in_what_is_said(self) -> None:
        with pytest.raises(PercentError) as error:
            percentage_of("open=" + "9" * 5000)
        assert len(str(error.value.values["text"])) == 60


class TestSession:
    def test_the_forms_in_which_they_are_recorded(self) -> None:
        read, unreadable = percentages_of(
            {"open_overdue": ["2,12@assigned", "3,48@with_deadline"], "done@due": "91.8", "open": 5, "due": None,
             "done": "", "with-deadline": Decimal("1.5"), "done_late@due": "5 %@due"}
        )  # fmt: skip
        assert [(p.name, p.units, p.base) for p in read] == [
            ("open_overdue", 212, "assigned"), ("open_overdue", 348, "with_deadline"), ("done", 918, "due"),
            ("open", 5, ""), ("with_deadline", 15, ""), ("done_late", 5, "due"),
        ]  # fmt: skip
        assert unreadable == []

    def test_what_cannot_be_read_is_named(self) -> None:
        read, unreadable = percentages_of({"x": "5", "done@due": "5@done", "open": ["a", {"b": 1}], "due": True})
        assert read == []
        assert [(one.name, one.text, one.code) for one in unreadable] == [
            ("x", "5", "percent_name"), ("done@due", "5@done", "percent_base"), ("open", "a", "percent_text"),
            ("open", "{'b': 1}", "percent_text"), ("due", "True", "percent_text"),
        ]  # fmt: skip

    @settings(max_examples=100, deadline=None)
    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=8,
        )
    )  # fmt: skip
    def test_nothing_recorded_is_a_crash(self, value: object) -> None:
        read, unreadable = percentages_of({"done": value, "x": value})
        assert all(one.name == "x" or one.code != "percent_name" for one in unreadable)
        assert all(one.name == "done" for one in read)


class TestRounding:
    EXACT = Context(prec=200)

    @settings(max_examples=150, deadline=None)
    @given(st.integers(0, 10**12), st.integers(1, 10**12), st.integers(0, 10))
    def test_it_is_exact_at_any_size(self, numerator: int, denominator: int, decimals: int) -> None:
        exact = self.EXACT.divide(Decimal(100 * numerator), Decimal(denominator))
        unit = Decimal(1).scaleb(-decimals)
        for made, rounding in ((half_up, ROUND_HALF_UP), (cut_off, ROUND_FLOOR)):
            assert made(numerator, denominator, decimals) == exact.quantize(unit, rounding, self.EXACT)
        up = always_up(numerator, denominator, decimals)
        assert up == exact.quantize(unit, ROUND_CEILING, self.EXACT) or (up - exact) < unit

    def test_half_goes_up(self) -> None:
        assert str(half_up(1, 800, 2)) == "0.13"
        assert str(half_up(5, 1000, 0)) == "1"
        assert str(half_up(1, 1, 2)) == "100.00"
        assert str(cut_off(11, 89, 1)) == "12.3"
        assert str(always_up(1, 3, 2)) == "33.34"

    def test_neighbouring_digits(self) -> None:
        assert list(swapped("1602")) == ["6102", "1062", "1620"]
        assert list(swapped("16.67")) == ["61.67", "16.76"]
        assert list(swapped("12.34")) == ["21.34", "13.24", "12.43"]
        assert list(swapped("10")) == []
        assert list(swapped("11")) == []
        assert list(swapped("5")) == []
