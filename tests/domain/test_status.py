"""Where a task stands: PRODUCT, "Rules of counting"."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.domain.figures import Counts, make_rate, percent
from inspect_tui.domain.records import EVENT_KINDS, VERDICTS, Event, Session, Task
from inspect_tui.domain.status import BESIDE, GRID, standing, standings
from inspect_tui.domain.tally import tally

CUT = date(2021, 7, 16)
BEFORE, AFTER = CUT - timedelta(days=1), CUT + timedelta(days=1)


def task(**values: object) -> Task:
    return Task("t", **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "status", "overdue"),
    [
        ({"deadline": CUT}, "open_in_time", 0),
        ({"deadline": BEFORE}, "open_overdue", 1),
        ({"deadline": AFTER}, "open_in_time", 0),
        ({}, "open_no_deadline", 0),
        ({"deadline": CUT, "declared_completed_on": CUT}, "done_on_time", 0),
        ({"deadline": BEFORE, "declared_completed_on": CUT}, "done_late", 1),
        ({"declared_completed_on": BEFORE}, "done_no_deadline", 0),
        ({"deadline": BEFORE, "declared_completed_on": AFTER}, "open_overdue", 1),
        ({"deadline": AFTER, "declared_completed_on": AFTER}, "open_in_time", 0),
        ({"deadline": BEFORE, "declared_completed_on": BEFORE, "verdict": "not_done"}, "open_overdue", 1),
        ({"deadline": BEFORE, "declared_completed_on": BEFORE, "verdict": "partly"}, "open_overdue", 1),
        ({"deadline": BEFORE, "declared_completed_on": BEFORE, "verdict": "agreed"}, "done_on_time", 0),
        ({"deadline": BEFORE, "declared_completed_on": BEFORE, "completed_on": CUT, "verdict": "done"}, "done_late", 1),
        ({"deadline": BEFORE, "completed_on": BEFORE, "verdict": "done"}, "done_on_time", 0),
        ({"deadline": BEFORE, "verdict": "done"}, "open_overdue", 1),
        ({"deadline": BEFORE, "verdict": "agreed"}, "open_overdue", 1),
        ({"deadline": CUT, "declared_completed_on": CUT, "completed_on": AFTER}, "done_on_time", 0),
    ],
)
def test_status_by_deadline_completion_and_verdict(values: dict[str, object], status: str, overdue: int) -> None:
    now = standing(task(**values), (), CUT)
    assert (now.status, now.days_overdue) == (status, overdue)


def test_declared_counts_what_was_declared() -> None:
    one = task(deadline=BEFORE, declared_completed_on=BEFORE, verdict="not_done")
    assert standing(one, (), CUT, declared=True).status == "done_on_time"


class TestEvents:
    def at(self, *events: Event, on: date = CUT, **values: object) -> str:
        return standing(task(**values), events, on).status

    def test_an_extension_moves_the_deadline_from_its_day_on(self) -> None:
        extended = Event("e", "t", "extended", on=CUT, until=AFTER)
        assert self.at(extended, deadline=BEFORE) == "open_in_time"
        assert self.at(extended, deadline=BEFORE - timedelta(days=1), on=BEFORE) == "open_overdue"

    def test_suspended_until_resumed(self) -> None:
        suspended = Event("a", "t", "suspended", on=BEFORE)
        assert self.at(suspended, deadline=BEFORE) == "suspended"
        assert self.at(suspended, Event("b", "t", "resumed", on=CUT), deadline=BEFORE) == "open_overdue"
        assert self.at(suspended, Event("b", "t", "resumed", on=AFTER), deadline=BEFORE) == "suspended"

    @pytest.mark.parametrize("kind", ["withdrawn", "transferred"])
    def test_withdrawn_and_transferred_stand_beside_the_grid(self, kind: str) -> None:
        assert self.at(Event("a", "t", kind, on=CUT), deadline=BEFORE) == kind
        assert self.at(Event("a", "t", kind, on=AFTER), deadline=BEFORE) == "open_overdue"


days = st.dates(date(2021, 1, 1), date(2021, 12, 31))
tasks_of = st.lists(
    st.builds(
        Task,
        id=st.uuids().map(str),
        source=st.sampled_from(["assigned", "key", "programme", "nguồn khác"]),
        deadline=st.none() | days,
        declared_completed_on=st.none() | days,
        completed_on=st.none() | days,
        verdict=st.sampled_from(VERDICTS),
    ),
    unique_by=lambda t: t.id,
    max_size=30,
)


@given(tasks_of, days, st.data())
def test_the_cells_of_the_grid_add_up(tasks: list[Task], day: date, data: st.DataObject) -> None:
    events = []
    if tasks:
        event = st.builds(
            Event, id=st.uuids().map(str), task=st.sampled_from([t.id for t in tasks]),
            kind=st.sampled_from(EVENT_KINDS), on=st.none() | days, until=st.none() | days,
        )  # fmt: skip
        events = data.draw(st.lists(event, max_size=8))
    where = standings(tasks, events, day)
    counted = tally(tasks, where).figures(Session("s", as_of=day))
    counts = counted.counts
    assert counts.assigned == len(tasks)
    assert sum(counts.get(name) for name in GRID + BESIDE) == len(tasks)
    assert counts.done + counts.open == sum(counts.get(name) for name in GRID)
    for name in (*GRID, *BESIDE, "assigned"):
        assert sum(one.counts.get(name) for one in counted.by_source) == counts.get(name)
    for rate in counted.rates:
        assert 0 <= rate.percent <= 100
        assert rate.denominator > 0


@given(tasks_of, days, st.integers(1, 60))
def test_time_moves_a_task_only_one_way(tasks: list[Task], day: date, later: int) -> None:
    allowed = {
        "open_in_time": {"open_in_time", "open_overdue", "done_on_time", "done_late"},
        "open_overdue": {"open_overdue", "done_late"},
        "open_no_deadline": {"open_no_deadline", "done_no_deadline"},
        "done_on_time": {"done_on_time"},
        "done_late": {"done_late"},
        "done_no_deadline": {"done_no_deadline"},
    }
    before, after = standings(tasks, (), day), standings(tasks, (), day + timedelta(days=later))
    for one in tasks:
        assert after[one.id].status in allowed[before[one.id].status]


@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "text"),
    [(3, 18, 2, "16.67"), (1, 800, 2, "0.13"), (2501, 2723, 1, "91.8"), (258, 12160, 2, "2.12"), (258, 7414, 2, "3.48"),
     (11, 89, 1, "12.4"), (5, 100, 0, "5"), (1, 200, 0, "1"), (2, 3, 2, "66.67")],
)  # fmt: skip
def test_rates_are_half_up(numerator: int, denominator: int, decimals: int, text: str) -> None:
    assert str(percent(numerator, denominator, decimals)) == text


def test_no_rate_on_nothing() -> None:
    assert percent(0, 0) is None
    assert make_rate(Counts(assigned=3, open_no_deadline=3), "open_overdue", "with_deadline", 2) is None
