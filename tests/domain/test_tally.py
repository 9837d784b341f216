"""Counts that follow a change, and one task that stands under two sources: docs/figures.md."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.domain.figures import make_rate
from inspect_tui.domain.readiness import describe, missing_before_signing
from inspect_tui.domain.records import EVENT_KINDS, RATE_BASES, VERDICTS, Event, Session, SessionContent, Task
from inspect_tui.domain.sentence import figures_sentence
from inspect_tui.domain.sources import added_source, sources_from_cell, sources_of
from inspect_tui.domain.status import BESIDE, GRID, STATUSES, events_by_task, is_due_soon, standing, standings
from inspect_tui.domain.tally import tally
from inspect_tui.domain.twins import counted_sources, counts_overall, find_twins, other_rows
from inspect_tui.locale import Catalog
from inspect_tui.services.live import Saved, apply
from inspect_tui.services.views import view_of

CUT = date(2021, 7, 16)
WORDS = "Xây dựng kế hoạch chuyển đổi số"
OTHER = "Rà soát danh sách thôn đặc biệt khó khăn"

days = st.dates(date(2021, 6, 1), date(2021, 8, 31))
task_values = {
    "source": st.sampled_from(["assigned", "key", "programme", "assigned; key", "nguồn khác"]),
    "content": st.sampled_from(["", "x", WORDS, WORDS.upper(), OTHER]),
    "document": st.sampled_from(["", "12/UBND-KT", "12/ubnd - kt", "7/TB-VP"]),
    "deadline": st.none() | days,
    "first_deadline": st.none() | days,
    "declared_completed_on": st.none() | days,
    "completed_on": st.none() | days,
    "verdict": st.sampled_from(VERDICTS),
}
tasks_of = st.lists(st.builds(Task, id=st.uuids().map(str), **task_values), unique_by=lambda t: t.id, max_size=12)


def events_of(data: st.DataObject, tasks: list[Task]) -> list[Event]:
    if not tasks:
        return []
    made = st.builds(
        Event, id=st.uuids().map(str), task=st.sampled_from([t.id for t in tasks]), kind=st.sampled_from(EVENT_KINDS),
        on=st.none() | days, until=st.none() | days,
    )  # fmt: skip
    return data.draw(st.lists(made, max_size=8))


@given(tasks_of, days, st.data())
def test_the_cells_add_up_to_the_tasks_each_once(tasks: list[Task], day: date, data: st.DataObject) -> None:
    where = standings(tasks, events_of(data, tasks), day)
    counted = tally(tasks, where)
    figures = counted.figures(Session("s", as_of=day))
    rows = {task.id for task in tasks if counts_overall(task.id, counted.twins)}
    for counts in (figures.counts, figures.first):
        assert counts.assigned == len(rows) == sum(counts.get(name) for name in STATUSES)
        assert counts.done + counts.open == sum(counts.get(name) for name in GRID)
        assert counts.assigned == counts.done + counts.open + sum(counts.get(name) for name in BESIDE)
    for name in STATUSES:
        assert figures.counts.get(name) == sum(where[one].status == name for one in rows)
    for one in figures.by_source:
        members = [task for task in tasks if one.source in counted_sources(task, counted.twins)]
        # Each task once in a source too: its row that stands there, whatever other rows are said to belong to it.
        named = [task for task in tasks if one.source in sources_of(task.source)]
        assert len({counted.twins[t.id].counted if t.id in counted.twins else t.id for t in named}) == len(members)
        assert all(task in members for task in tasks if sources_of(task.source)[0] == one.source)
        assert one.counts.assigned == len(members)
        for name in STATUSES:
            assert one.counts.get(name) == sum(where[task.id].status == name for task in members)
    # What counts under more sources than one is what the sources count more than the whole.
    extra = sum(one.counts.assigned for one in figures.by_source) - figures.counts.assigned
    assert (extra > 0) == (figures.shared > 0)
    assert figures.shared <= extra
    for rate in (*figures.rates, *(rate for one in figures.by_source for rate in one.rates)):
        assert rate.denominator > 0
        assert 0 <= rate.percent <= 100


@given(tasks_of, days, st.data())
def test_what_follows_a_change_is_what_counting_anew_finds(tasks: list[Task], day: date, data: st.DataObject) -> None:
    events = events_of(data, tasks)
    view = view_of(SessionContent(Session("s", as_of=day), tasks=tuple(tasks), events=tuple(events)))
    for _ in range(data.draw(st.integers(1, 4))):
        kind = data.draw(st.sampled_from(["task", "event", "session", "gone", "new"]))
        listed = view.content.tasks
        if kind == "session":
            head = view.content.session
            changed = (head._replace(as_of=data.draw(days)), head._replace(rate_base="due", decimals=0))
            saved = Saved("session", "s", data.draw(st.sampled_from(changed)))
        elif kind == "new" or not listed:
            made = data.draw(st.builds(Task, id=st.uuids().map(str), **task_values))
            saved = Saved("task", made.id, made)
        elif kind == "gone":
            saved = Saved("task", data.draw(st.sampled_from(listed)).id, None)
        elif kind == "event":
            event = data.draw(st.builds(Event, id=st.uuids().map(str), task=st.sampled_from([t.id for t in listed]),
                                        kind=st.sampled_from(EVENT_KINDS), on=days, until=days))  # fmt: skip
            saved = Saved("event", event.id, event)
        else:
            task = data.draw(st.sampled_from(listed))
            name = data.draw(st.sampled_from(sorted(task_values)))
            value: Any = data.draw(task_values[name])
            saved = Saved("task", task.id, task._replace(**{name: value}))
        view = apply(view, saved)
        anew = view_of(view.content)
        assert view.figures == anew.figures
        assert view.tally is not None
        assert anew.tally is not None
        assert view.tally.twins == anew.tally.twins
        assert view.standing_of == anew.standing_of


ALLOWED = {
    "open_in_time": {"open_in_time", "open_overdue", "done_on_time", "done_late"},
    "open_overdue": {"open_overdue", "done_late"},
    "open_no_deadline": {"open_no_deadline", "done_no_deadline"},
    "done_on_time": {"done_on_time"},
    "done_late": {"done_late"},
    "done_no_deadline": {"done_no_deadline"},
    **{name: {name} for name in BESIDE},
}
OF_EVENTS = {"extended": set(GRID), "suspended": {"suspended"}, "withdrawn": {"withdrawn"},
             "transferred": {"transferred"}}  # fmt: skip


@given(tasks_of, days, st.integers(1, 60), st.data())
def test_time_moves_a_task_only_along_allowed_ways(
    tasks: list[Task], day: date, later: int, data: st.DataObject
) -> None:
    events, then = events_of(data, tasks), day + timedelta(days=later)
    before, after = standings(tasks, events, day), standings(tasks, events, then)
    moved = events_by_task(events)
    for task in tasks:
        old, new = before[task.id], after[task.id]
        between = {e.kind for e in moved.get(task.id, ()) if e.on is not None and day < e.on <= then}
        if not between:
            assert new.status in ALLOWED[old.status]
            assert new.deadline == old.deadline
        elif new.status in BESIDE:
            assert new.status == old.status or new.status in between
        else:
            # Back into the grid leads only a resumption; another deadline is given only by an extension.
            assert old.status in GRID or "resumed" in between
            assert new.deadline == old.deadline or "extended" in between
        # What is done stays done: only days before its completion count it as open.
        if old.status.startswith("done") and new.status in GRID:
            assert new.status.startswith("done")
            assert new.completed_on == old.completed_on
        assert old.first_deadline == new.first_deadline or (task.deadline is None and "extended" in between)
        assert new.days_overdue >= old.days_overdue or "extended" in between or new.status in BESIDE


@given(tasks_of, days)
def test_against_the_first_deadline_nothing_is_earlier(tasks: list[Task], day: date) -> None:
    extended = [Event(f"e{n}", task.id, "extended", on=day, until=task.deadline + timedelta(days=20))
                for n, task in enumerate(tasks) if task.deadline is not None]  # fmt: skip
    plain = [task._replace(first_deadline=None) for task in tasks]
    without, having = standings(plain, (), day), standings(plain, extended, day)
    for task in plain:
        assert having[task.id].first_status == without[task.id].status
        assert having[task.id].days_past_first == without[task.id].days_overdue


def test_an_extension_is_shown_beside_the_first_deadline() -> None:
    task = Task("t", deadline=date(2021, 6, 15))
    event = Event("e", "t", "extended", on=date(2021, 6, 14), until=date(2021, 6, 30))
    now = standing(task, [event], CUT)
    assert (now.status, now.days_overdue, now.days_past_first) == ("open_overdue", 16, 31)
    assert (now.deadline, now.first_deadline) == (date(2021, 6, 30), date(2021, 6, 15))
    # The register's own column of first deadlines says the same.
    told = standing(Task("t", deadline=date(2021, 6, 30), first_deadline=date(2021, 6, 15)), (), date(2021, 6, 20))
    assert (told.status, told.first_status, told.days_past_first) == ("open_in_time", "open_overdue", 5)
    done = standing(task._replace(declared_completed_on=date(2021, 6, 20)), [event], CUT)
    assert (done.status, done.first_status, done.days_past_first) == ("done_on_time", "done_late", 5)


@pytest.mark.parametrize(("left", "days_near", "near"), [(0, 3, True), (3, 3, True), (4, 3, False), (0, 0, True),
                                                         (1, 0, False), (10, 10, True)])  # fmt: skip
def test_due_soon(left: int, days_near: int, near: bool) -> None:
    now = standing(Task("t", deadline=CUT + timedelta(days=left)), (), CUT)
    assert is_due_soon(now, CUT, days_near) is near
    over = standing(Task("t", deadline=CUT - timedelta(days=1)), (), CUT)
    assert not is_due_soon(over, CUT, days_near)


class TestTwins:
    def twins(self, *tasks: Task) -> dict[str, str]:
        return {task: twin.counted for task, twin in find_twins(tasks).items()}

    def test_the_same_document_and_content_in_two_sources(self) -> None:
        key = Task("k", WORDS.upper(), source="key", document="12/ubnd - kt", deadline=CUT)
        own = Task("a", WORDS, document="12/UBND-KT")
        assert self.twins(key, own) == {"k": "a", "a": "a"}
        assert other_rows("k", find_twins([key, own])) == ["a"]

    def test_two_rows_of_one_source_are_two_tasks(self) -> None:
        assert not self.twins(Task("a", WORDS, document="1"), Task("b", WORDS, document="1"))

    def test_they_pair_in_their_order(self) -> None:
        rows = [Task("a1", WORDS, document="1"), Task("a2", WORDS, document="1"),
                Task("k1", WORDS, source="key", document="1")]  # fmt: skip
        assert self.twins(*rows) == {"a1": "a1", "k1": "a1"}

    def test_other_documents_are_other_tasks(self) -> None:
        assert not self.twins(Task("a", WORDS, document="1/UBND"), Task("k", WORDS, source="key", document="2/UBND"))

    def test_a_list_without_documents_pairs_unless_the_deadlines_speak_against_it(self) -> None:
        own = Task("a", WORDS, document="1/UBND", deadline=CUT)
        assert self.twins(own, Task("k", WORDS, source="key")) == {"a": "a", "k": "a"}
        assert self.twins(own, Task("k", WORDS, source="key", deadline=CUT)) == {"a": "a", "k": "a"}
        assert not self.twins(own, Task("k", WORDS, source="key", deadline=CUT + timedelta(days=1)))

    def test_a_few_words_alone_tell_nothing(self) -> None:
        assert not self.twins(Task("a", "Báo cáo tháng"), Task("k", "Báo cáo tháng", source="key"))
        assert not self.twins(Task("a"), Task("k", source="key"))

    def test_the_whole_takes_the_row_of_the_first_source(self) -> None:
        own = Task("a", WORDS, document="1", deadline=date(2021, 7, 1), verdict="not_done")
        key = Task("k", WORDS, source="key", document="1", deadline=date(2021, 7, 1), verdict="done", completed_on=CUT)
        figures = view_of(SessionContent(Session("s", as_of=CUT), tasks=(key, own))).figures
        assert (figures.counts.assigned, figures.counts.open_overdue, figures.shared) == (1, 1, 1)
        assert [(one.source, one.counts.assigned) for one in figures.by_source] == [("assigned", 1), ("key", 1)]

    def test_a_row_that_says_what_another_row_is_counts_there_once(self) -> None:
        """Ctrl+K on a task that the list of key tasks has too."""
        own = Task("a", WORDS, source="assigned; key; council", document="1", deadline=date(2021, 7, 1))
        key = Task("k", WORDS, source="key; council", document="1", deadline=date(2021, 7, 1))
        figures = view_of(SessionContent(Session("s", as_of=CUT), tasks=(own, key))).figures
        counted = {one.source: (one.counts.assigned, one.counts.open_overdue) for one in figures.by_source}
        assert counted == {"assigned": (1, 1), "key": (1, 1), "council": (1, 1)}
        assert (figures.counts.assigned, figures.shared) == (1, 1)

    def test_rows_that_stand_differently_are_missing_before_signing(self) -> None:
        own = Task("a", WORDS, number="1", document="1", deadline=CUT, verdict="not_done")
        key = Task("k", WORDS, number="2", source="key", document="1", deadline=CUT, verdict="done", completed_on=CUT)
        for rows, codes in (((key, own), ["twins_differ"]), ((key._replace(verdict="not_done"), own), [])):
            content = SessionContent(Session("s", as_of=CUT), tasks=rows)
            missing = missing_before_signing(content, standings(rows, (), CUT))
            assert [one.code for one in missing] == codes
            assert all(one.id == "a" and "2 = 1" in describe(one, Catalog("vi")) for one in missing)


class TestSources:
    def test_more_than_one(self) -> None:
        assert sources_of("assigned; key") == ("assigned", "key")
        assert sources_of("key;Nguồn riêng; key") == ("key", "Nguồn riêng")
        assert sources_of("Nhiệm vụ A; nhiệm vụ B") == ("Nhiệm vụ A; nhiệm vụ B",)

    def test_a_register_column(self) -> None:
        assert sources_from_cell("UBND tỉnh giao; Nhiệm vụ trọng tâm") == "assigned; key"
        assert sources_from_cell("UBND tỉnh giao; Chủ tịch UBND tỉnh giao") == "assigned"
        assert sources_from_cell("Kế hoạch nội bộ; việc khác") == "Kế hoạch nội bộ; việc khác"
        own = added_source("Đề án 06", ())
        assert sources_from_cell("Đề án 06; Nhiệm vụ trọng tâm", (own,)) == "Đề án 06; key"

    def test_both_sources_and_once_in_the_total(self) -> None:
        tasks = (Task("a", source="assigned; key"), Task("b"), Task("c", source="key"))
        figures = view_of(SessionContent(Session("s", as_of=CUT), tasks=tasks)).figures
        assert (figures.counts.assigned, figures.shared) == (3, 1)
        assert {one.source: one.counts.assigned for one in figures.by_source} == {"assigned": 2, "key": 2}
        assert "1 nhiệm vụ thuộc từ hai nguồn trở lên" in figures_sentence(figures, "", Catalog("vi"))
        assert "once in the total" in figures_sentence(figures, "", Catalog("en"))


@given(tasks_of, st.sampled_from(RATE_BASES), st.integers(0, 2))
def test_no_rate_is_of_a_base_that_it_is_no_part_of(tasks: list[Task], base: str, decimals: int) -> None:
    counts = tally(tasks, standings(tasks, (), CUT)).figures(Session("s", as_of=CUT)).counts
    for name in (*STATUSES, "done", "open", "due"):
        rate = make_rate(counts, name, base, decimals)
        if counts.assigned == 0:
            assert rate is None
        elif rate is not None:
            assert rate.numerator <= rate.denominator
            assert rate.base in (base, "assigned")


def test_the_sentence_tells_both_readings_per_source_and_against_the_first_deadline() -> None:
    late = [Task(f"l{n}", deadline=date(2021, 7, 1), declared_completed_on=date(2021, 7, 5)) for n in range(2)]
    extended = [Task(f"e{n}", source="key", deadline=date(2021, 8, 1), first_deadline=date(2021, 7, 1))
                for n in range(3)]  # fmt: skip
    head = Session("s", as_of=CUT, decimals=1)
    figures = view_of(SessionContent(head, tasks=(*late, *extended))).figures
    text = figures_sentence(figures, "Sở Y tế", Catalog("vi"))
    assert "Nếu tính theo thời hạn ban đầu, trước khi gia hạn: 2 nhiệm vụ hoàn thành quá hạn (40,0 %" in text
    assert "3 nhiệm vụ quá hạn chưa hoàn thành (60,0 % số nhiệm vụ được giao)" in text
    by_source = text[text.index("Theo từng nguồn") :]
    assert "2 nhiệm vụ hoàn thành quá hạn (100,0 % số nhiệm vụ được giao); 0 nhiệm vụ quá hạn chưa" in by_source
    assert "(2) Nhiệm vụ trọng tâm trong năm: 3 nhiệm vụ; đã hoàn thành 0/3 nhiệm vụ" in by_source


def test_a_change_costs_that_change_and_not_the_checklist() -> None:
    """The small form of ``python -m benchmarks recount``: against counting all 2.000 tasks anew in the same run."""
    tasks = tuple(Task(f"{n}", f"{WORDS} {n % 700}", n, str(n), ("assigned", "key")[n % 2], deadline=CUT)
                  for n in range(2000))  # fmt: skip
    view = view_of(SessionContent(Session("s", as_of=CUT), tasks=tasks))
    anew, one, other = [], [], []
    for n in range(9):
        saved = Saved("task", tasks[n].id, tasks[n]._replace(verdict="done", completed_on=CUT))
        moved = Saved("task", tasks[n].id, tasks[n]._replace(deadline=CUT + timedelta(1)))
        anew.append(timed(lambda: view_of(view.content)))
        one.append(timed(lambda saved=saved: apply(view, saved)))  # type: ignore[misc]
        other.append(timed(lambda moved=moved: apply(view, moved)))  # type: ignore[misc]
    assert min(one) < 0.5 * min(anew)
    assert min(other) < min(anew)


def timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun
