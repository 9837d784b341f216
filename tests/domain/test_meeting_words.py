"""Times, people and the task at hand, as they are told in a meeting."""

from __future__ import annotations

from datetime import UTC, date, timedelta, timezone

import pytest

from inspect_tui.domain.attendance_words import Person, moved_person, person_text, read_people, read_person
from inspect_tui.domain.clock_words import moment_at, moved, read_clock
from inspect_tui.domain.discussion import discussed_in_turn, last_discussed
from inspect_tui.domain.records import FieldError, Note, Participant, Task
from inspect_tui.domain.status import standings

HANOI = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("8:30", "08:30"), ("08:30", "08:30"), ("8h30", "08:30"), ("8H30", "08:30"), ("8 h 30", "08:30"),
        ("8h30'", "08:30"), ("8.30", "08:30"), ("0830", "08:30"), ("830", "08:30"), ("8h", "08:00"), ("8", "08:00"),
        ("8 giờ 30 phút", "08:30"), ("8 giờ", "08:00"), ("8 gio 5", "08:05"), ("08g15", "08:15"), ("0:05", "00:05"),
        ("23:59", "23:59"), ("2h chiều", "14:00"), ("2:30 pm", "14:30"), ("8h sáng", "08:00"), ("7h tối", "19:00"),
        ("11h30 trưa", "11:30"), ("1h trưa", "13:00"), ("12:10 am", "00:10"), ("12:10 pm", "12:10"),
        (" 8:30 ", "08:30"), ("14h chiều", "14:00"),
    ],
)  # fmt: skip
def test_a_time_is_read_as_it_is_typed(text: str, clock: str) -> None:
    found = read_clock(text)
    assert found is not None
    assert f"{found:%H:%M}" == clock


@pytest.mark.parametrize(
    "text", ["", "24:00", "8:60", "8:30:15", "tám giờ", "8 rưỡi", "30/7", "-8:30", "8h30 mai", "12345"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_clock(text) is None


def test_a_time_is_a_moment_by_the_clocks_of_the_meeting() -> None:
    clock = read_clock("8h30")
    assert clock is not None
    day = date(2021, 7, 30)
    assert moment_at("started_at", day, clock, HANOI) == "2021-07-30T01:30:00.000Z"
    assert moment_at("started_at", day, clock, UTC) == "2021-07-30T08:30:00.000Z"
    assert moved("started_at", "2021-07-30T01:30:00.000Z", timedelta(days=-31)) == "2021-06-29T01:30:00.000Z"
    with pytest.raises(FieldError):
        moment_at("started_at", date(1, 1, 1), clock, HANOI)


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Đại diện Sở Nội vụ, thành viên Tổ Công tác", ("Đại diện Sở Nội vụ", "thành viên Tổ Công tác")),
        ("Đại diện Sở Nội vụ", ("Đại diện Sở Nội vụ", "")),
        ("1. Đại diện Sở Nội vụ – Thành viên", ("Đại diện Sở Nội vụ", "Thành viên")),
        ("- Đại diện Sở Nội vụ - Thành viên", ("Đại diện Sở Nội vụ", "Thành viên")),
        ("(2) Trưởng ban, Chủ trì.", ("Trưởng ban", "Chủ trì")),
        ("Đại diện Sở Văn hóa, Thể thao và Du lịch; thành viên",
         ("Đại diện Sở Văn hóa, Thể thao và Du lịch", "thành viên")),
        ("Đại diện Sở Văn hóa, Thể thao và Du lịch;", ("Đại diện Sở Văn hóa, Thể thao và Du lịch", "")),
        ("Đại diện Sở Y tế\tPhó Giám đốc, thành viên\t", ("Đại diện Sở Y tế", "Phó Giám đốc, thành viên")),
        ("Đại diện phòng Tổ chức-Hành chính", ("Đại diện phòng Tổ chức-Hành chính", "")),
    ],
)  # fmt: skip
def test_a_line_names_somebody(line: str, person: tuple[str, str]) -> None:
    found = read_person(line)
    assert found == Person(*person)
    # What is shown to be changed is read as it was.
    assert read_person(person_text(*person)) == found


def test_pasted_lines_are_people_each() -> None:
    pasted = "1. Trưởng ban, Chủ trì\r\n\n2. Phó Trưởng ban\r\n  \n1. Trưởng ban, Chủ trì\r\n"
    pasted += "- Đại diện Sở Y tế - Thành viên;\r\n-\n"
    people = read_people(pasted)
    assert people == [
        Person("Trưởng ban", "Chủ trì"), Person("Phó Trưởng ban"), Person("Đại diện Sở Y tế", "Thành viên"),
    ]  # fmt: skip
    assert read_people(" \n-\n;") == []


def people(*sides: str) -> list[Participant]:
    return [Participant(f"p{n}", f"P{n}", side=side, position=n) for n, side in enumerate(sides)]


def in_order(listed: list[Participant], changes: dict[str, dict[str, object]]) -> list[str]:
    """Return who stands where once the changes are made: side, then place."""
    after = [one._replace(**changes.get(one.id, {})) for one in listed]  # type: ignore[arg-type]
    sides = ("group", "agency", "department")
    return [one.id for one in sorted(after, key=lambda one: (sides.index(one.side), one.position or 0))]


def test_people_move_within_their_side_and_at_its_end_into_the_next() -> None:
    listed = people("group", "group", "agency", "agency")
    assert in_order(listed, moved_person(listed, "p1", -1)) == ["p1", "p0", "p2", "p3"]
    assert in_order(listed, moved_person(listed, "p2", 1)) == ["p0", "p1", "p3", "p2"]
    up = moved_person(listed, "p2", -1)
    assert up["p2"]["side"] == "group"
    assert in_order(listed, up) == ["p0", "p1", "p2", "p3"]
    down = moved_person(listed, "p1", 1)
    assert down["p1"]["side"] == "agency"
    assert in_order(listed, down) == ["p0", "p1", "p2", "p3"]
    assert moved_person(listed, "p0", -1) == {}
    assert moved_person(listed, "nobody", 1) == {}
    last = moved_person(listed, "p3", 1)
    assert last == {"p3": {"side": "department"}}
    # Records that came without a place, or with the same one, get places.
    same = [one._replace(position=None if one.id == "p0" else 4) for one in listed]
    assert in_order(same, moved_person(same, "p1", -1))[:2] == ["p1", "p0"]


def test_the_tasks_of_the_note_come_first_then_the_asked_then_the_late_ones() -> None:
    day = date(2021, 7, 16)
    tasks = [
        Task("done", deadline=date(2021, 7, 1), declared_completed_on=date(2021, 6, 1)),
        Task("late", deadline=date(2021, 7, 10)),
        Task("later", deadline=date(2021, 6, 1)),
        Task("open", deadline=date(2021, 8, 1)),
    ]
    where = standings(tasks, (), day)
    assert discussed_in_turn(["open", "done"], tasks, where) == ["open", "done"]
    assert discussed_in_turn([], tasks, where) == ["later", "late"]
    asked = [task._replace(asked=task.id == "open") for task in tasks]
    assert discussed_in_turn([], asked, where) == ["open"]
    calm = tasks[:1]
    assert discussed_in_turn([], calm, standings(calm, (), day)) == ["done"]
    known = {task.id: task for task in tasks}
    notes = [Note("1", tasks=("late",)), Note("2", tasks=("gone", "open")), Note("3")]
    assert last_discussed(notes, known) == "open"
    assert last_discussed(notes[2:], known) == ""
