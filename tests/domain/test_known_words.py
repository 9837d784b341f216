"""Lists that grow: what fits what is typed, and in which order."""

from __future__ import annotations

import pytest

from inspect_tui.domain.known_words import LONGEST, fitting, known_first, last_part

CAUSES = ["chờ Sở Tài chính", "chưa có kinh phí", "chưa có hướng dẫn", "thời hạn quá ngắn"]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", CAUSES),
        ("chua", ["chưa có kinh phí", "chưa có hướng dẫn"]),
        ("chưa", ["chưa có kinh phí", "chưa có hướng dẫn"]),
        ("CHƯ", ["chưa có kinh phí", "chưa có hướng dẫn"]),
        ("chừa", []),
        ("kinh", ["chưa có kinh phí"]),
        ("co huo", ["chưa có hướng dẫn"]),
        ("ch tai", ["chờ Sở Tài chính"]),
        ("chưa có kinh phí", []),
        ("chua co kinh phi", ["chưa có kinh phí"]),
        ("không", []),
    ],
)
def test_words_fit_with_and_without_marks(typed: str, wanted: list[str]) -> None:
    assert fitting(CAUSES, typed) == wanted


def test_what_begins_with_the_typed_words_comes_before_what_only_has_them() -> None:
    assert fitting(["phòng có việc", "có việc khác"], "co viec") == ["có việc khác", "phòng có việc"]


def test_several_causes_are_parts_of_one_text() -> None:
    text = "chưa có kinh phí; chờ"
    part = last_part(text)
    assert (part.start, part.text) == (18, "chờ")
    assert last_part("một") == (0, "một")
    assert last_part("một;") == (4, "")


def test_each_word_is_offered_once_and_stories_are_not() -> None:
    assert known_first(["Chưa rõ", " ", "x" * (LONGEST + 1)], ["chưa  rõ", "khác"]) == ["Chưa rõ", "khác"]
