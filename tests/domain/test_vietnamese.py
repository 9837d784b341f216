"""Vietnamese text: storing, searching, sorting."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.domain.vietnamese import clean, fold, has_marks, nfc, one_line, person_sort_key, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường Đồng Đăng", "duong dong dang"),
        ("đ Đ", "d d"),
        ("HÒA hoà", "hoa hoa"),
        ("thủy thuỷ", "thuy thuy"),
        ("  Quá \n hạn\t", "qua han"),
        ("ƯƠNG ươ ă â ê ô", "uong uo a a e o"),
        ("214/UBND-KGVX", "214/ubnd-kgvx"),
        ("một \u0301 hai", "mot hai"),
    ],
)
def test_search_sees_no_marks_and_no_case(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_what_is_stored_is_nfc_and_free_of_controls() -> None:
    decomposed = unicodedata.normalize("NFD", "tiếng Việt")
    assert clean(decomposed) == "tiếng Việt"
    assert nfc(decomposed) == "tiếng Việt"
    assert clean("a\x00b\x1b[31mc\r\nd\re\u202ef\ufeff") == "ab[31mc\nd\nef"
    assert clean("x\ud800y") == "x\ufffdy"
    assert one_line(" a \n\t b  ") == "a b"


def test_a_query_with_marks_is_told_from_one_without() -> None:
    assert has_marks("quá hạn")
    assert has_marks("đôn")
    assert not has_marks("qua han")
    assert not has_marks("QUA HAN")


def test_dictionary_order() -> None:
    words = ["đá", "da", "ăn", "an", "ân", "đa", "dạ", "dà", "zê", "em", "êm", "ông", "ong", "ơn", "ương", "ung"]
    assert sorted(words, key=sort_key) == [
        "an", "ăn", "ân", "da", "dà", "dạ", "đa", "đá", "em", "êm", "ong", "ông", "ơn", "ung", "ương", "zê",
    ]  # fmt: skip
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_people_are_listed_by_given_name() -> None:
    people = ["Trần Văn Ất", "Lê Thị Bình", "Đỗ An", ""]
    assert sorted(people, key=person_sort_key) == ["", "Đỗ An", "Trần Văn Ất", "Lê Thị Bình"]


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text) or not text.isascii()
