"""Tokens in a note's words: where one is open, what it may mean, and that nothing but what was taken ever changes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspect_tui.domain.note_matching import (
    KIND_NAMES,
    TaskIndex,
    exact_kind,
    exact_name,
    matching_kinds,
    matching_names,
    name_index,
    side_of,
)
from inspect_tui.domain.note_tokens import (
    Token,
    begins,
    may_be_new,
    open_token,
    request_text,
    spelled_out,
    still_named,
    without_tail,
)
from inspect_tui.domain.records import NOTE_KINDS, Task
from inspect_tui.domain.vietnamese import nfc

NAMES = (
    "Trưởng Ban Dân tộc", "Đại diện Sở Nội vụ", "Đại diện Sở Tài chính", "Sở Nội vụ", "Tổ trưởng Tổ Công tác",
    "Đại diện UBND huyện Đình Lập",
)  # fmt: skip
WORDS = st.text(st.sampled_from("ab đệ @#!>.,:\n16I"), max_size=40)


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("@", Token("@", 0, "")),
        ("@so noi v", Token("@", 0, "so noi v")),
        ("chậm #16", Token("#", 5, "16")),
        ("chậm #I.16", Token("#", 5, "I.16")),
        ("chậm (#16", Token("#", 6, "16")),
        (">@tổ", Token("@", 1, "tổ")),
        ("> !hỏi", Token("!", 2, "hỏi")),
        ("#cải cách hành", Token("#", 0, "cải cách hành")),
        ("@so #1", Token("#", 4, "1")),
        ("thư@coquan", None),
        ("đạt 5!", None),
        ("!!!", None),
        ("##", None),
        ("@ ai", None),
        ("@Sở Nội vụ: đã", None),
        ("@Sở Nội vụ, Sở", None),
        ("#16. Còn", None),
        ("#một hai ba bốn năm sáu bảy", None),
        ("không có gì", None),
        ("", None),
    ],
)
def test_a_token_is_open_behind_a_sign_at_the_beginning_of_a_word(before: str, wanted: Token | None) -> None:
    assert open_token(before) == wanted


@given(WORDS)
@example("@" * 60)
def test_an_open_token_is_the_end_of_the_line_and_found_again(before: str) -> None:
    token = open_token(before)
    if token is not None:
        assert before[token.start :] == token.sign + token.typed
        assert open_token(before[: token.start]) != token
        assert open_token(before) == token


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("> Giao Sở Nội vụ", "Giao Sở Nội vụ"),
        (">Giao", "Giao"),
        ("  > giao", "giao"),
        (">#16 giao", "#16 giao"),
        (">= 5%", None),
        (">5 nhiệm vụ", None),
        (">> trích", None),
        (">", None),
        ("> ", None),
        ("a > b", None),
    ],
)
def test_a_conclusion_is_what_begins_with_its_sign_and_has_words(text: str, wanted: str | None) -> None:
    assert request_text(text) == wanted


@given(WORDS, st.lists(st.sampled_from(["16", "I.16", "a"]), max_size=3))
def test_words_lose_nothing_but_tasks_that_were_taken_at_their_end(text: str, taken: list[str]) -> None:
    kept = without_tail(text, taken)
    assert text.startswith(kept)
    gone = text[len(kept) :].split()
    assert all(word[0] == "#" and word[1:] in taken for word in gone)
    assert without_tail(kept, taken) == kept
    assert without_tail(text, []) == text
    asked = request_text(text)
    assert asked is None or (text.endswith(asked) and text[: len(text) - len(asked)].strip() == ">")


def test_a_task_within_a_sentence_stays_and_one_at_the_end_leaves() -> None:
    assert without_tail("Chậm vì #16 chưa xong #17 #I.3 ", ["16", "17", "I.3"]) == "Chậm vì #16 chưa xong"
    assert without_tail("Như #16", ["17"]) == "Như #16"
    assert without_tail("#16", ["16"]) == "#16", "words that are nothing but a task stay words"
    assert without_tail("> #16", ["16"]) == "> #16"
    assert still_named("Như #16, và (#17).", ["16", "17", "18"]) == ["16", "17"]


@given(st.sampled_from(NAMES), st.integers(1, 30), st.booleans(), st.booleans())
def test_a_name_is_found_by_its_beginning_with_and_without_marks(name: str, end: int, bare: bool, nfd: bool) -> None:
    typed = name[:end]
    if bare:
        typed = "".join(c for c in unicodedata.normalize("NFD", typed) if not unicodedata.combining(c))
    if nfd:
        typed = unicodedata.normalize("NFD", typed)
    found = matching_names(typed, name_index(NAMES))
    assert name in found
    assert exact_name(typed, name_index(NAMES)) in (None, name, found[0])


def test_the_surest_name_comes_first() -> None:
    index = name_index((*NAMES, "Sở Nội vụ"))
    assert matching_names("so noi", index) == ["Sở Nội vụ", "Đại diện Sở Nội vụ"]
    assert matching_names("noi vu", index) == ["Đại diện Sở Nội vụ", "Sở Nội vụ"]
    assert matching_names("snv", index)[0] == "Đại diện Sở Nội vụ"
    assert matching_names("vu noi", index) == ["Đại diện Sở Nội vụ", "Sở Nội vụ"]
    assert matching_names("Dinh", index) == ["Đại diện UBND huyện Đình Lập"]
    assert matching_names("tổ", index)[0] == "Tổ trưởng Tổ Công tác", "marks that were typed count"
    assert matching_names("xyz", index) == []
    assert matching_names("", index) == list(NAMES)
    assert exact_name("SO NOI VU", index) == "Sở Nội vụ"


def test_a_new_name_is_asked_for_at_the_beginning_and_is_short_among_words() -> None:
    long = "Phó Giám đốc Sở Kế hoạch và Đầu tư"
    assert may_be_new(Token("@", 0, long), first=True)
    assert not may_be_new(Token("@", 9, long), first=False)
    assert not may_be_new(Token("@", 0, ""), first=True)
    assert not may_be_new(Token("@", 0, "12"), first=True)
    assert begins("  > ")
    assert not begins("a ")
    assert side_of("Phó Trưởng Ban Dân tộc", "Ban Dân tộc tỉnh") == "agency"
    assert side_of("Thành viên Tổ Công tác", "Ban Dân tộc tỉnh") == "group"
    assert side_of("Đại diện Sở Y tế", "Ban Dân tộc tỉnh") == "department"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("gt", "explanation"), ("Giải", "explanation"), ("hoi", "question"), ("ly do", "cause"), ("kn", "proposal"),
     ("cam", "commitment"), ("bl", "reservation"), ("rep", "report"), ("y kien", "note"), ("nn", "cause")],
)  # fmt: skip
def test_a_kind_is_meant_by_a_few_letters(typed: str, kind: str) -> None:
    assert matching_kinds(typed)[0] == kind


def test_a_kind_is_exact_where_no_longer_name_begins_so() -> None:
    assert set(KIND_NAMES) == set(NOTE_KINDS) == set(matching_kinds(""))
    assert exact_kind("giải trình") == "explanation"
    assert exact_kind("y kien") is None, "y kien khac is a reservation"
    assert exact_kind("giai") is None
    assert matching_kinds("zz") == []


TASKS = (
    Task("a", "Báo cáo kết quả cải cách hành chính quý II", number="1", document="214/UBND-KGVX"),
    Task("b", "Rà soát danh sách thôn đặc biệt khó khăn", number="16"),
    Task("c", "Cấp nước sinh hoạt quý II", number="1"),
)
LABELS = {"a": "I.1", "b": "I.16", "c": "II.1"}


def test_a_task_is_meant_by_label_number_or_words_without_marks() -> None:
    index = TaskIndex(TASKS, LABELS)
    assert index.find("16", 9) == ["b"]
    assert index.find("1", 9) == ["a", "c", "b"], "two are called 1, and one begins so"
    assert index.find("i.1", 9) == ["a", "b"]
    assert index.exact("I.1") == "a"
    assert index.exact("16") == "b"
    assert index.exact("1") is None
    assert index.find("cai cach", 9) == [], "its words are not folded yet"
    while not index.is_whole:
        index.prepare(2)
    assert index.find("cai cach", 9) == ["a"]
    assert index.find("Quý ii", 9) == ["a", "c"]
    assert index.find(unicodedata.normalize("NFD", "thôn kho"), 9) == ["b"]
    assert index.find("kgvx", 9) == ["a"]
    assert index.find("quy ii", 1) == ["a"]
    assert index.find("không có", 9) == []


@given(st.text(max_size=20))
def test_whatever_is_typed_finds_tasks_or_none_and_always_the_same(typed: str) -> None:
    index = TaskIndex(TASKS, LABELS)
    index.prepare(9)
    found = index.find(typed, 9)
    assert set(found) <= {"a", "b", "c"}
    assert index.find(nfc(typed), 9) == index.find(unicodedata.normalize("NFD", typed), 9)
    matching_kinds(typed)
    matching_names(typed, name_index(NAMES))


def test_tasks_are_spelled_out_for_papers() -> None:
    said = "Như #I.16, và nhiệm vụ #II.1. Ưu tiên #2 (#I.16)"
    assert spelled_out(said, ["I.16", "II.1"], "nhiệm vụ") == (
        "Như nhiệm vụ I.16, và nhiệm vụ II.1. Ưu tiên #2 (nhiệm vụ I.16)"
    )
    assert spelled_out("không có gì", ["1"], "nhiệm vụ") == "không có gì"


@given(WORDS, st.lists(st.sampled_from(["16", "1", "I"]), max_size=3))
def test_spelling_out_changes_nothing_but_signs_of_tasks(text: str, labels: list[str]) -> None:
    spelled = spelled_out(text, labels, "việc")
    assert spelled.replace("việc ", "#") == text
    assert spelled_out(spelled, labels, "việc") == spelled
