"""Changes in words: every field and kind has them, and long values are shown from where they differ."""

from __future__ import annotations

import pytest

from inspect_tui.domain.journal import DELETED
from inspect_tui.domain.records import FIELDS, Note, Session, SessionContent, Task, Value
from inspect_tui.domain.undoing import Kept
from inspect_tui.locale import Catalog
from inspect_tui.services.undoing import Outcome, Told
from inspect_tui.services.views import view_of
from inspect_tui.tui.change_words import ChangeWords
from inspect_tui.tui.state import SessionState
from inspect_tui.tui.widgets.cells import cell_len

CONTENT = SessionContent(
    Session("s", utc_offset=420),
    tasks=(Task("t", "Việc", number="17"),),
    notes=(Note("n", "lời", at="2021-07-30T03:50:00Z"),),
)


@pytest.fixture
def words() -> ChangeWords:
    return ChangeWords(SessionState(view_of(CONTENT)), Catalog("en"))


def told(
    kind: str, record_id: str = "x", values: dict[str, Value] | None = None, **fields: tuple[Value, Value]
) -> Told:
    return Told(kind, record_id, fields, False, values or {})


@pytest.mark.parametrize("kind", FIELDS)
def test_no_field_is_called_by_its_bare_name(words: ChangeWords, kind: str) -> None:
    for name in FIELDS[kind]:
        assert "_" not in words.field(name), name
    assert words.name(kind, "x", {})


def test_records_are_called_as_people_call_them(words: ChangeWords) -> None:
    assert words.name("task", "t", {}) == "task 17"
    assert words.name("task", "gone", {"number": "3"}) == "task 3"
    assert words.name("note", "n", {"at": "2021-07-30T03:50:00.000Z"}) == "note 10:50"
    assert words.name("conclusion", "c", {"kind": "shortcoming"}) == "shortcoming"
    assert words.name("event", "e", {"task": "t"}) == "event 17"


@pytest.mark.parametrize(
    ("kind", "name", "value", "shown"),
    [
        ("task", "verdict", "", "not looked at"),
        ("task", "verdict", "not_done", "not done"),
        ("task", "cause", "", "(empty)"),
        ("task", "deadline", "2021-08-01", "01/08/2021"),
        ("task", "coordinating", ["A", "B"], "A; B"),
        ("note", "tasks", ["t", "gone"], "17, ?"),
        ("note", "text", "hai\ndòng", "hai dòng"),
        ("note", "at", "2021-07-30T03:50:00.000Z", "10:50"),
        ("conclusion", "notes", ["n"], "10:50"),
        ("participant", "present", True, "yes"),
        ("event", "kind", "extended", "extended"),
        ("event", "task", "t", "17"),
        ("session", "rate_base", "done", "of the tasks done"),
        ("declared", "assigned", 3, "3"),
        ("of a newer version", "x", "y", "y"),
    ],
)
def test_values_are_shown_as_people_read_them(
    words: ChangeWords, kind: str, name: str, value: Value, shown: str
) -> None:
    assert words.value(kind, name, value) == shown


def test_long_values_are_shown_from_where_they_differ(words: ChangeWords) -> None:
    same = "Đơn vị phối hợp chậm gửi số liệu, đã đôn đốc "
    pair = words.pair(told("task", cause=(same + "ba lần", same + "hai lần")), 40)
    assert pair == "…đôn đốc ba lần → …đôn đốc hai lần"
    for width in (20, 40, 60):
        pair = words.pair(told("task", cause=(same * 3, "khác " * 30), remark=("", "x")), width)
        assert cell_len(pair) <= width
        assert pair.endswith("(+1)")
        assert " → " in pair
    assert words.pair(told("task", cause=("", "ngắn")), 40) == "(empty) → ngắn"


def test_the_words_of_a_note_come_before_its_speaker(words: ChangeWords) -> None:
    assert words.fields(told("note", speaker=("a", "b"), text=("c", "d"))) == "words, speaker"


def test_notices_say_what_happened_and_what_stays(words: ChangeWords) -> None:
    note = {"text": "Đề nghị bố trí kinh phí", "at": "2021-07-30T03:50:00.000Z"}
    deleted = Told("note", "n", {DELETED: (False, True)}, False, note)
    assert words.told(Outcome(deleted, 1)) == "note 10:50 «Đề nghị bố trí kinh phí»: deleted"
    assert words.told(Outcome(deleted, 2)).startswith("2 records · note 10:50")
    assert words.told(Outcome(told("note", values=note), 1)).endswith(": decided")
    kept = (Kept("note", "n", "text", "changed"), Kept("note", "n", "speaker", "changed"))
    assert words.kept(Outcome(kept=kept, names=note)) == (
        "note 10:50 «Đề nghị bố trí kinh phí», words: changed since, so it stays. 1 more stays."
    )
    assert words.kept(Outcome()) == ""
