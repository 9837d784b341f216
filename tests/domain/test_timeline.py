"""The grid over time: each column is the grid as of its day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.domain.records import EVENT_KINDS, VERDICTS, Event, Task
from inspect_tui.domain.status import STATUSES, standings
from inspect_tui.domain.timeline import timeline

CUT = date(2021, 7, 16)
DAYS = st.none() | st.integers(-500, 300).map(lambda n: CUT + timedelta(days=n))


def task(name: str = "t", **values: object) -> Task:
    return Task(name, **values)  # type: ignore[arg-type]


def test_no_task_gives_no_column() -> None:
    assert timeline([], [], CUT).columns == ()


def test_a_task_goes_its_way_month_by_month() -> None:
    one = task(issued_on=date(2021, 2, 10), deadline=date(2021, 4, 15), declared_completed_on=date(2021, 6, 2))
    found = timeline([one], [], CUT)
    assert found.grain == "month"
    assert [str(column.day) for column in found.columns] == [
        "2021-02-28", "2021-03-31", "2021-04-30", "2021-05-31", "2021-06-30", "2021-07-16",
    ]  # fmt: skip
    ways = [next(s for s in column.counts._fields[1:] if column.counts.get(s)) for column in found.columns]
    assert ways == ["open_in_time"] * 2 + ["open_overdue"] * 2 + ["done_late"] * 2


def test_a_task_is_there_from_its_day_on() -> None:
    early, late = task("a", issued_on=date(2021, 3, 1)), task("b", issued_on=date(2021, 6, 30))
    after = task("c", issued_on=date(2021, 7, 17))
    found = timeline([early, late, after, task("d")], [], CUT)
    assert [column.counts.assigned for column in found.columns] == [2, 2, 2, 3, 3]
    assert found.later == 1


def test_on_its_deadline_a_task_is_in_time_and_on_its_completion_done() -> None:
    end = date(2021, 6, 30)
    found = timeline([task("a", issued_on=date(2021, 4, 1), deadline=end, declared_completed_on=end)], [], CUT)
    assert [column.counts.done_on_time for column in found.columns] == [0, 0, 1, 1]
    found = timeline([task("a", issued_on=date(2021, 4, 1), deadline=end)], [], CUT)
    assert [column.counts.open_overdue for column in found.columns] == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("days", "most", "grain", "columns"),
    [
        (0, 24, "week", 1), (20, 24, "week", 3), (70, 24, "week", 11), (70, 5, "month", 3), (71, 24, "month", 3),
        (365, 24, "month", 13), (365, 12, "quarter", 5), (3000, 24, "year", 9), (20000, 12, "year", 12),
        (20000, 1, "year", 1),
    ],
)  # fmt: skip
def test_the_finest_grain_that_has_room(days: int, most: int, grain: str, columns: int) -> None:
    found = timeline([task(issued_on=CUT - timedelta(days=days))], [], CUT, most=most)
    assert (found.grain, len(found.columns), found.columns[-1].day) == (grain, columns, CUT)


def test_a_lone_old_task_does_not_stretch_the_time() -> None:
    old = task("old", issued_on=date(2009, 1, 5))
    found = timeline([old, *(task(str(n), issued_on=date(2021, 3, n + 1)) for n in range(18))], [], CUT)
    assert found.grain == "month"
    assert len(found.columns) == 5
    assert found.columns[0].counts.assigned == 19


@pytest.mark.parametrize("until", [date.min, date.min + timedelta(days=3), date.max])
def test_the_ends_of_the_calendar(until: date) -> None:
    found = timeline([task("a"), task("b", issued_on=date(2021, 1, 1), deadline=date.max)], [], until)
    assert found.columns[-1].day == until


TASKS = st.lists(
    st.builds(
        Task,
        id=st.sampled_from([f"t{n}" for n in range(12)]),
        issued_on=DAYS,
        deadline=DAYS,
        first_deadline=DAYS,
        declared_completed_on=DAYS,
        completed_on=DAYS,
        verdict=st.sampled_from(VERDICTS),
    ),
    max_size=12,
    unique_by=lambda t: t.id,
)
EVENTS = st.lists(
    st.builds(
        Event,
        id=st.uuids().map(str),
        task=st.sampled_from(["t0", "t1", "t2"]),
        kind=st.sampled_from(EVENT_KINDS),
        on=DAYS,
        until=DAYS,
    ),
    max_size=5,
)


@given(TASKS, EVENTS, st.integers(-400, 400), st.integers(1, 30))
def test_every_column_is_the_grid_of_its_day(tasks: list[Task], events: list[Event], shift: int, most: int) -> None:
    until = CUT + timedelta(days=shift)
    found = timeline(tasks, events, until, most=most)
    assert len(found.columns) <= most
    assert [column.day for column in found.columns] == sorted({column.day for column in found.columns})
    for day, counts in found.columns:
        given_by_then = [t for t in tasks if t.issued_on is None or t.issued_on <= day]
        where = standings(given_by_then, events, day)
        here = [where[t.id].status for t in given_by_then]
        assert counts == (len(here), *(here.count(status) for status in STATUSES))
    if found.columns:
        assert found.columns[-1].day == until
        assert found.columns[-1].counts.assigned + found.later == len(tasks)
