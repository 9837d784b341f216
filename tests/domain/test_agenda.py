"""The agenda: its steps, its times, and that nothing another program wrote into the field is lost or stops the work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.domain import agenda as ag
from inspect_tui.domain import agenda_steps as steps
from inspect_tui.domain.records import Note, coerce, utc_text

START = datetime(2021, 7, 30, 1, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def span(start: float, end: float | None) -> str:
    return f"{utc_text(at(start))}/{utc_text(at(end)) if end is not None else ''}"


def three() -> ag.Agenda:
    return steps.begun([("Báo cáo", 30), ("Thảo luận", 60), ("Kết luận", 0)])


def states(agenda: ag.Agenda, now: datetime) -> list[tuple[str, int, bool]]:
    return [(one.title, agenda.minutes(one, now), one == agenda.current) for one in agenda.items]


def test_a_meeting_goes_from_item_to_item_and_ends() -> None:
    agenda = steps.advanced(three(), at(0))
    agenda = steps.advanced(agenda, at(25))
    assert states(agenda, at(95)) == [("Báo cáo", 25, False), ("Thảo luận", 70, True), ("Kết luận", 0, False)]
    assert [agenda.overrun(one, at(95)) for one in agenda.items] == [0, 10, 0]
    assert (agenda.planned, agenda.whole(at(95))) == (90, 95)
    agenda = steps.advanced(steps.advanced(agenda, at(95)), at(100))
    assert agenda.current is None
    assert [one.spans for one in agenda.items] == [(span(0, 25),), (span(25, 95),), (span(95, 100),)]
    assert steps.advanced(agenda, at(101)) == agenda
    assert agenda.overrun(agenda.items[2], at(200)) == 0


def test_going_back_takes_an_item_up_again_and_forgets_one_begun_by_mistake() -> None:
    agenda = steps.advanced(steps.advanced(three(), at(0)), at(10))
    slipped = steps.gone_back(agenda, at(10.5))
    assert [one.spans for one in slipped.items] == [(span(0, 10), span(10.5, None)), (), ()]
    back = steps.gone_back(agenda, at(15))
    assert [one.spans for one in back.items] == [(span(0, 10), span(15, None)), (span(10, 15),), ()]
    assert back.minutes(back.items[0], at(17)) == 12
    assert steps.gone_back(back, at(18)) == back
    over = steps.advanced(steps.jumped(back, back.items[2].id, at(20)), at(21))
    again = steps.gone_back(over, at(30))
    assert again.current == again.items[2]
    assert steps.gone_back(three(), at(0)).current is None


def test_jumping_ends_what_lasts_and_stays_where_one_is() -> None:
    agenda = steps.advanced(three(), at(0))
    third = agenda.items[2].id
    jumped = steps.jumped(agenda, third, at(5))
    assert [one.spans for one in jumped.items] == [(span(0, 5),), (), (span(5, None),)]
    assert steps.jumped(jumped, third, at(9)) == jumped
    assert steps.jumped(jumped, "nowhere", at(9)) == jumped
    closed = steps.advanced(jumped, at(9))
    # Between items the one that nobody came to yet is next.
    assert steps.advanced(closed, at(10)).current == steps.advanced(closed, at(10)).items[1]


def test_items_are_put_in_changed_moved_and_taken_out() -> None:
    new = steps.new_item("  Đọc  quyết định ", 5)
    agenda = steps.added(three(), new, after="nowhere")
    agenda = steps.moved(steps.moved(agenda, new.id, -1), new.id, -1)
    assert [one.title for one in agenda.items] == ["Báo cáo", "Đọc quyết định", "Thảo luận", "Kết luận"]
    assert steps.moved(agenda, agenda.items[0].id, -1) == agenda
    agenda = steps.edited(agenda, new.id, "Công bố quyết định", 99_999)
    assert agenda.items[1][1:3] == ("Công bố quyết định", ag.MOST_MINUTES)
    assert steps.removed(agenda, new.id).item(new.id) is None
    first = agenda.items[0].id
    assert steps.added(agenda, steps.new_item("Sau", 1), after=first).items[1].title == "Sau"
    started = steps.advanced(agenda, at(0))
    assert [one.title for one in steps.replaced(started, [("Mẫu", 7)]).items] == ["Báo cáo", "Mẫu"]


def test_clocks_that_jump_count_as_nothing_and_what_was_left_open_ends() -> None:
    agenda = ag.parse(
        {
            "items": [
                {"id": "a", "title": "A", "minutes": 5, "spans": [span(10, 0), span(20, None)]},
                {"id": "b", "title": "B", "minutes": 5, "spans": [span(30, None)]},
            ]
        }
    )
    a, b = agenda.items
    assert agenda.current == b
    assert (agenda.minutes(a, at(40)), agenda.minutes(b, at(40))) == (10, 10)
    assert agenda.minutes(b, at(0)) == 0
    closed = steps.advanced(agenda, at(0))
    assert [one.spans for one in closed.items] == [(span(10, 0), span(20, 30)), (span(30, 30),)]


def test_an_item_left_open_when_the_meeting_ended_stops_there() -> None:
    agenda = steps.advanced(three(), at(0))
    tomorrow = at(24 * 60)
    assert ag.now_in(at(90), agenda, utc_text(at(60))) == at(90)
    assert ag.now_in(tomorrow, agenda, utc_text(at(60))) == at(60)
    assert ag.now_in(tomorrow, agenda, None) == at(0)
    assert ag.now_in(tomorrow, agenda, utc_text(at(-5))) == at(0)
    assert ag.now_in(tomorrow, three(), None) == tomorrow


def test_a_note_falls_under_the_item_that_lasted_at_its_first_key() -> None:
    agenda = steps.advanced(steps.advanced(three(), at(0)), at(10))
    field = ag.stored(agenda)
    first, second, _ = agenda.items
    assert ag.item_at(field, utc_text(at(9.9))) == first
    assert ag.item_at(field, utc_text(at(10))) == second
    assert ag.item_at(field, None) == ag.parse(field).current == second
    assert ag.item_at(field, utc_text(at(-3))) == second
    assert ag.item_at({}, utc_text(at(1))) is None


def test_sections_begin_where_the_item_changes() -> None:
    agenda = steps.advanced(three(), at(0))
    first, second, _ = agenda.items

    def note(n: int, item: str) -> Note:
        return Note(str(n), item=item)

    notes = [note(0, ""), note(1, first.id), note(2, first.id), note(3, second.id), note(4, "gone"), note(5, first.id)]
    found = ag.feed_sections(notes, agenda)
    assert [(s.number, s.title, [n.id for n in s.notes]) for s in found] == [
        (0, "", ["0"]), (1, "Báo cáo", ["1", "2"]), (2, "Thảo luận", ["3"]), (0, "", ["4"]), (1, "Báo cáo", ["5"]),
    ]  # fmt: skip
    assert len({s.key for s in found}) == len(found)
    assert [s.number for s in ag.feed_sections(notes, ag.Agenda())] == [0]
    assert ag.feed_sections([], agenda) == []


WRITTEN = {
    "by": "another program",
    "items": [
        {"id": "x", "title": "Một\nhai", "minutes": "10", "spans": "no list", "colour": "red"},
        {"id": "x", "title": 7, "minutes": -1, "spans": [None, "a/b", "2021-07-30T01:00:00/", span(0, 3), "/"]},
        "no item",
        {"minutes": True},
    ],
}


def test_what_another_program_wrote_is_kept_and_stops_nothing() -> None:
    agenda = ag.parse(WRITTEN)
    assert [one[:3] for one in agenda.items] == [("x", "Một hai", 0), ("x-2", "", 0), ("item-3", "", 0)]
    assert agenda.minutes(agenda.items[1], at(9)) == 3
    kept = ag.stored(steps.advanced(agenda, at(5)))
    assert kept["by"] == "another program"
    assert kept["items"][0]["colour"] == "red"
    assert kept["items"][1]["spans"][:3] == [None, "a/b", "2021-07-30T01:00:00/"]
    assert kept["items"][-1] == "no item"
    assert ag.parse({"items": [{"id": str(n)} for n in range(1000)]}).items[-1].id == str(ag.MOST_ITEMS - 1)


MOMENTS = st.sampled_from(["", utc_text(at(0)), utc_text(at(20)), "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
SPANS = st.lists(st.one_of(st.builds("{}/{}".format, MOMENTS, MOMENTS), st.text(max_size=4), st.none()), max_size=4)
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=4),
                    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
                    max_leaves=4)  # fmt: skip
ITEMS = st.fixed_dictionaries(
    {}, optional={"id": JSON, "title": JSON, "minutes": JSON, "spans": SPANS | JSON, "other": JSON}
)
FIELDS = st.one_of(JSON, st.fixed_dictionaries({"items": st.lists(ITEMS | JSON, max_size=4)}, optional={"else": JSON}))
STEPS = st.lists(st.tuples(st.sampled_from(["next", "back", "jump", "move", "remove", "add"]), st.integers(-30, 300)),
                 max_size=8)  # fmt: skip


def stepped(agenda: ag.Agenda, name: str, now: datetime) -> ag.Agenda:
    any_id = agenda.items[now.minute % len(agenda.items)].id if agenda.items else ""
    match name:
        case "next":
            return steps.advanced(agenda, now)
        case "back":
            return steps.gone_back(agenda, now)
        case "jump":
            return steps.jumped(agenda, any_id, now)
        case "move":
            return steps.moved(agenda, any_id, 1 - now.minute % 2 * 2)
        case "remove":
            return steps.removed(agenda, any_id)
        case _:
            return steps.added(agenda, steps.new_item("Mới", now.minute), after=any_id)


@given(FIELDS, STEPS)
def test_any_field_and_any_steps_leave_an_agenda_that_reads_back(field: Any, taken: list[tuple[str, int]]) -> None:
    agenda, now = ag.parse(field), at(0)
    for name, minutes in taken:
        now = at(minutes)
        agenda = stepped(agenda, name, now)
        opened = [one for one in agenda.items if one.open_since is not None]
        if name == "jump" and agenda.items and opened:
            assert agenda.current in opened
        for one in agenda.items:
            assert 0 <= agenda.minutes(one, now) <= 12 * 60 * max(1, len(one.spans))
            assert agenda.overrun(one, now) <= agenda.minutes(one, now)
        assert agenda.whole(now) <= 12 * 60 * sum(len(one.spans) for one in agenda.items)
    written = ag.stored(agenda)
    assert ag.stored(ag.parse(written)) == written
    # Through the field's own cleaning, as a session keeps it.
    kept = coerce("session", "agenda", written) if depth(written) <= 5 else written
    assert [one.id for one in ag.parse(kept).items] == [one.id for one in agenda.items]


def depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 1


@given(st.lists(st.tuples(st.sampled_from(["next", "back", "jump"]), st.integers(0, 30)), max_size=12))
def test_on_a_clock_that_goes_forward_no_minute_is_counted_twice(taken: list[tuple[str, int]]) -> None:
    agenda, minutes = three(), 0
    for name, more in taken:
        minutes += more
        agenda = stepped(agenda, name, at(minutes))
        assert sum(one.open_since is not None for one in agenda.items) <= 1
    assert agenda.whole(at(minutes)) <= minutes
