"""Whose clock was behind, as far as entries prove it, and where notes stand then."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from inspect_tui.domain.clocks import note_order, note_shifts, slow_clocks
from inspect_tui.domain.journal import Change, Entry, seal
from inspect_tui.domain.records import Note, utc_text

START = datetime(2021, 7, 30, 1, 0, tzinfo=UTC)
MINUTE = 60


def moment(seconds: float) -> str:
    return utc_text(START + timedelta(seconds=seconds))


class Table:
    """Laptops at one table, each with a clock that is some seconds off the true time."""

    def __init__(self, **off: float) -> None:
        self.off = off
        self.entries: list[Entry] = []

    def write(
        self, device: str, now: float, record: str, record_id: str, replaces: tuple[str, ...] = (), **fields: Any
    ) -> Entry:
        seq = sum(e.device == device for e in self.entries) + 1
        changes = {name: Change(None, new, replaces) for name, new in fields.items()}
        at = moment(now + self.off[device])
        entry = seal(
            Entry(f"{device}{seq}", "s", record, record_id, changes, at, seq, f"người {device}", device, seq, "")
        )
        self.entries.append(entry)
        return entry

    def note(self, device: str, now: float, note: str, **fields: Any) -> Entry:
        return self.write(device, now, "note", note, at=moment(now + self.off[device]), text=note, **fields)

    def behind(self) -> dict[str, int]:
        return {c.device: c.behind // 1000 for c in slow_clocks(self.entries)}

    def order(self) -> list[str]:
        shifts = note_shifts(self.entries, slow_clocks(self.entries))
        notes = []
        for entry in self.entries:
            if entry.record == "note" and "at" in entry.fields:
                notes.append(Note(entry.record_id, at=entry.fields["at"].new))
        return [n.id for n in sorted(notes, key=lambda n: note_order(n, shifts))]


def test_clocks_that_agree_are_left_alone() -> None:
    table = Table(a=0, b=0.3)
    made = table.note("a", 10, "n1")
    table.write("b", 20, "note", "n1", (made.id,), text="khác")
    assert table.behind() == {}


def test_what_was_replaced_was_there_before() -> None:
    table = Table(a=0, b=-5 * MINUTE)
    made = table.note("a", 100, "n1")
    table.write("b", 130, "note", "n1", (made.id,), text="khác")
    table.note("b", 140, "n3")
    table.note("a", 150, "n4")
    table.note("b", 90, "n0")
    assert table.behind() == {"b": 270}
    assert table.order() == ["n0", "n1", "n3", "n4"]
    (clock,) = slow_clocks(table.entries)
    assert clock.person == "người b"


def test_what_is_named_was_there_before() -> None:
    table = Table(a=0, b=-120)
    table.write("a", 50, "task", "t1", content="Nhiệm vụ")
    table.note("b", 60, "n1", tasks=["t1"])
    assert table.behind() == {"b": 110}


def test_a_task_that_both_read_from_the_register_proves_nothing() -> None:
    table = Table(a=0, b=-120)
    table.write("a", 50, "task", "t1", content="Nhiệm vụ")
    table.write("b", 55, "task", "t1", content="Nhiệm vụ")
    table.note("b", 60, "n1", tasks=["t1"])
    assert table.behind() == {}


def test_a_clock_behind_a_slow_one_is_corrected_by_both() -> None:
    table = Table(a=0, b=-100, c=-300)
    first = table.note("a", 0, "n1")
    second = table.write("b", 1, "note", "n1", (first.id,), text="hai")
    table.write("c", 2, "note", "n1", (second.id,), text="ba")
    assert table.behind() == {"b": 99, "c": 298}


def test_order_of_arrival_and_repeats_do_not_matter() -> None:
    rng = random.Random(7)
    table = Table(a=0, b=-90, c=-400)
    last = table.note("a", 0, "n0")
    for number in range(1, 20):
        device = rng.choice("abc")
        if rng.random() < 0.5:
            last = table.write(device, number * 9, "note", "n0", (last.id,), text=str(number))
        else:
            table.note(device, number * 9, f"n{number}")
    expected = slow_clocks(table.entries)
    assert expected
    for _ in range(10):
        assert slow_clocks(rng.sample(table.entries, len(table.entries)) + table.entries[:3]) == expected


def test_a_clock_that_was_set_in_between_is_not_followed_in_circles() -> None:
    table = Table(a=0, b=-100)
    first = table.note("a", 0, "n1")
    second = table.write("b", 10, "note", "n1", (first.id,), text="hai")
    table.off = {"a": -500, "b": 0}
    table.write("a", 20, "note", "n1", (second.id,), text="ba")
    assert table.behind() == {"a": 390, "b": 90}


def test_signing_moves_no_note() -> None:
    table = Table(a=0, b=-200)
    made = table.write("a", 0, "session", "s", agency="Ban Dân tộc", state="open")
    table.write("b", 5, "session", "s", (made.id,), state="signed", signed={"chains": {"a": [1, made.hash]}})
    assert table.behind() == {}


def test_a_time_that_was_typed_in_stays() -> None:
    table = Table(a=0, b=-300)
    made = table.note("a", 7200, "n1")
    table.write("b", 7210, "note", "n2", (made.id,), text="hai", at=moment(3600))
    table.write("b", 7220, "note", "n3", text="ba", at=moment(9000))
    table.note("b", 7230, "n4")
    assert note_shifts(table.entries, slow_clocks(table.entries)) == {"n4": 290_000}


def test_whatever_others_write_comes_after_the_making_of_the_session() -> None:
    table = Table(a=0, b=-86400)
    table.write("a", 0, "session", "s", agency="Ban Dân tộc", state="open")
    table.note("b", 600, "n1")
    table.note("a", 700, "n2")
    assert table.behind() == {"b": 86400 - 600}
    assert table.order() == ["n1", "n2"]


def test_what_is_no_moment_is_no_proof() -> None:
    table = Table(a=0, b=-300)
    made = table.note("a", 0, "n1")
    odd = Entry("x", "s", "note", "n1", {"text": Change(None, "?", (made.id,))}, "hôm qua", 1, "?", "b", 1, "", "h")
    assert slow_clocks([*table.entries, odd]) == ()
    assert note_order(Note("n", at="hôm qua"), {"n": 5}) == ("hôm qua", "n")
