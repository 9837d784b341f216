"""Declared figures against the checklist: where they differ, why, and which tasks make the difference."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.domain.count_text import read_count
from inspect_tui.domain.declared import compare, declared_counts, undecided
from inspect_tui.domain.declared_points import Point, describe_point, points_of, wrong_points
from inspect_tui.domain.declared_words import MESSAGES, READING_WORDS, describe_declared, percents_words, task_names
from inspect_tui.domain.figure_findings import FigureFinding
from inspect_tui.domain.percent_lines import PercentLine, lines_typed, percent_lines, percents_of, typed_lines
from inspect_tui.domain.readings import FOUND, MEMBERS, READINGS, Checklist, Reading
from inspect_tui.domain.records import (
    DECLARED_COUNTS,
    RATE_BASES,
    Conflict,
    ConflictValue,
    Event,
    Session,
    SessionContent,
    Task,
)
from inspect_tui.domain.status import standings
from inspect_tui.domain.text_figures import text_findings
from inspect_tui.domain.twins import Twin
from inspect_tui.locale import Catalog
from inspect_tui.services.views import view_of

CUT, VISIT = date(2021, 7, 16), date(2021, 7, 30)
BEFORE, AFTER, LONG_AGO = CUT - timedelta(days=1), CUT + timedelta(days=5), CUT - timedelta(days=60)
EN = Catalog("en")


def content(*tasks: Task, events: tuple[Event, ...] = (), base: str = "assigned") -> SessionContent:
    return SessionContent(Session("s", as_of=CUT, held_on=VISIT, rate_base=base), tasks=tasks, events=events)


def task(name: str, **values: object) -> Task:
    return Task(name, f"Việc {name}", **values)  # type: ignore[arg-type]


def found(declared: Mapping[str, Any], of: SessionContent, *codes: str) -> list[FigureFinding]:
    """Return what is found against a checklist, of the codes that are named or of all."""
    return [f for f in compare(declared, Checklist(of)).findings if not codes or f.code in codes]


DONE = task("done", deadline=CUT, declared_completed_on=BEFORE)
NOT_DONE = task("not-done", deadline=BEFORE, declared_completed_on=BEFORE, verdict="not_done")
LATE = task("late", deadline=LONG_AGO, declared_completed_on=BEFORE)
OPEN = task("open", deadline=AFTER)
OVERDUE = task("overdue", deadline=BEFORE)
NO_DAY = task("no-day", declared_completed_on=BEFORE)
EXTENDED = task("extended", deadline=AFTER, first_deadline=LONG_AGO)
LATER = task("later", deadline=VISIT, declared_completed_on=AFTER)
MOVED = task("moved", deadline=AFTER)
HANDED = Event("e", "moved", "transferred", on=LONG_AGO, to="Sở khác")


@pytest.mark.parametrize(
    ("tasks", "declared", "reading", "named"),
    [
        ((DONE, NOT_DONE), {"done_on_time": 2}, "declared", {"not-done": ["done_on_time", "open_overdue"]}),
        ((DONE, NOT_DONE), {"done": 2, "open": 0}, "declared", {"not-done": ["done_on_time", "open_overdue"]}),
        ((OPEN, EXTENDED), {"open_overdue": 1}, "first", {"extended": ["open_overdue", "open_in_time"]}),
        ((DONE, LATER), {"done": 2}, "visit", {"later": ["done_on_time", "open_in_time"]}),
        ((OPEN, OVERDUE), {"open_overdue": 2}, "visit", {"open": ["open_overdue", "open_in_time"]}),
        ((NOT_DONE, LATER), {"done_on_time": 2}, "declared+visit",
         {"not-done": ["done_on_time", "open_overdue"], "later": ["done_on_time", "open_in_time"]}),
        ((DONE, NO_DAY), {"done_on_time": 2}, "loose", {"no-day": ["done_on_time", "done_no_deadline"]}),
        ((OVERDUE, LATE), {"open_overdue": 2}, "late", {"late": ["open_overdue", "done_late"]}),
        ((OPEN, MOVED), {"assigned": 1}, "grid", {"moved": ["", "transferred"]}),
        ((DONE, MOVED), {"open_in_time": 1}, "unmoved", {"moved": ["open_in_time", "transferred"]}),
    ],
)  # fmt: skip
def test_the_reading_under_which_a_number_is_right_names_the_tasks(
    tasks: tuple[Task, ...], declared: dict[str, int], reading: str, named: dict[str, list[str]]
) -> None:
    events = (HANDED,) if MOVED in tasks else ()
    findings = found(declared, content(*tasks, events=events))
    assert [f.code for f in findings] == ["differs_by_reading"] * len(declared)
    for finding in findings:
        assert finding.contradiction
        assert finding.values["reading"] == reading
        assert finding.values["standings"] == named
        assert finding.tasks == tuple(named)


def test_numbers_of_the_checklist_agree() -> None:
    (finding,) = found({"assigned": 2, "done": 1, "open_overdue": 1}, content(DONE, OVERDUE))
    assert (finding.code, finding.contradiction) == ("as_checklist", False)
    assert found({}, content(DONE)) == []
    assert compare({}, Checklist(content(DONE))).counts["done"] == 1


def test_one_reading_that_explains_all_is_told_before_one_that_explains_some() -> None:
    # By its own register the agency has none overdue: as of the visit it would have two, and one done is only in it.
    findings = found({"done": 2, "open": 1}, content(NOT_DONE, LATER, OPEN))
    assert {f.values["reading"] for f in findings} == {"declared+visit"}


def test_what_a_reading_explains_in_part_says_how_many_remain() -> None:
    (finding,) = found({"done": 3}, content(NOT_DONE, OVERDUE, OPEN))
    assert finding.code == "differs_in_part"
    assert finding.values["reading"] == "declared"
    assert finding.values["remaining"] == 2
    assert finding.tasks == ("not-done",)


def test_tasks_that_only_happen_to_come_near_explain_nothing() -> None:
    # By its own register three more are done and one less: two more of the three that are declared.
    undone = [task(str(n), deadline=CUT, declared_completed_on=BEFORE, verdict="not_done") for n in range(3)]
    seen = task("seen", deadline=CUT, completed_on=BEFORE, verdict="done")
    (finding,) = found({"done": 4}, content(*undone, seen, OPEN))
    assert finding.code == "differs"


def test_what_no_reading_explains_names_where_to_look() -> None:
    few = content(OVERDUE, DONE)
    (less,) = found({"open_overdue": 0}, few)
    assert (less.code, less.tasks, less.values["side"]) == ("differs", ("overdue",), "inside")
    (more,) = found({"open_overdue": 2}, few)
    assert (more.code, more.tasks, more.values["side"]) == ("differs", ("done",), "outside")
    many = content(*(task(str(n), deadline=BEFORE) for n in range(13)))
    (less,) = found({"open_overdue": 12}, many)
    assert less.tasks == tuple(map(str, range(10)))
    assert less.values["of"] == 13
    names = task_names({t.id: t.id for t in many.tasks}, {t.id: t.content for t in many.tasks})
    assert "9 «Việc 9» and 3 more" in describe_declared(less, EN, names=names)
    (whole,) = found({"assigned": 20}, many)
    assert (whole.code, whole.tasks) == ("differs", ())


class TestOneSource:
    KEY = tuple(task(f"k{n}", source="key", deadline=AFTER) for n in range(3))
    OWN = (DONE, OVERDUE)

    def source(self, declared: Mapping[str, Any]) -> str:
        return compare(declared, Checklist(content(*self.OWN, *self.KEY))).source

    def test_as_many_tasks_as_are_declared_assigned(self) -> None:
        assert self.source({"assigned": 2, "done": 1}) == "assigned"
        assert self.source({"assigned": 3}) == "key"
        assert self.source({"assigned": 5, "done": 1, "open_overdue": 1}) == ""
        (finding,) = found({"assigned": 3}, content(*self.OWN, *self.KEY), "one_source")
        assert finding.values == {"source": "key", "assigned": 3}
        assert not finding.contradiction

    def test_else_the_one_of_which_more_numbers_are_right(self) -> None:
        assert self.source({"assigned": 4, "open": 3, "open_in_time": 3}) == "key"
        assert self.source({"assigned": 4, "done": 1, "open_in_time": 3}) == ""
        assert self.source({"assigned": 4, "open": 3, "with_deadline": 3, "due": 0}) == "key"
        assert self.source({"with_deadline": 3}) == "", "one number alone may be right by chance"

    def test_a_task_that_stands_twice_counts_once_in_the_whole(self) -> None:
        whole = content(*self.OWN, task("twin", source="key", deadline=CUT, declared_completed_on=BEFORE))
        twins = {"twin": Twin("done", ("key",)), "done": Twin("done", ("assigned",))}
        assert compare({"assigned": 2}, Checklist(whole, twins=twins)).findings[0].code == "as_checklist"
        assert compare({"assigned": 2}, Checklist(whole)).source == "assigned"


class TestPercentages:
    TASKS = content(DONE, NOT_DONE, OVERDUE, OPEN)

    @pytest.mark.parametrize(
        "percents",
        [{"done": "25"}, {"done": "25 %@assigned"}, {"done@due": "33,3"}, {"done": ["25", "33,33@due"]},
         {"done": "trên 90 %"}, {"done": "?"}],
    )  # fmt: skip
    def test_right_of_any_base_or_of_the_named_one(self, percents: dict[str, Any]) -> None:
        assert found({"percents": percents}, self.TASKS) == []

    def test_another_base_than_the_named_one(self) -> None:
        (finding,) = found({"percents": {"done@assigned": "33,3"}}, self.TASKS)
        assert finding.code == "percent_differs"
        assert (finding.values["count"], finding.values["total"]) == (1, 4)
        assert str(finding.values["right"]) == "25.0"

    def test_by_a_reading_with_its_tasks(self) -> None:
        (finding,) = found({"percents": {"done_on_time": "50"}}, self.TASKS)
        assert (finding.code, finding.values["reading"]) == ("percent_by_reading", "declared")
        assert finding.tasks == ("not-done",)

    def test_one_that_follows_from_a_number_that_is_named_already(self) -> None:
        count, percent = found({"assigned": 4, "done": 2, "percents": {"done": "50"}}, self.TASKS)
        assert (count.code, percent.code) == ("differs_by_reading", "percent_differs")
        assert percent.values["follows"]
        assert percent.values["base"] == "assigned"

    def test_that_the_number_is_more_than_its_base(self) -> None:
        of = content(*(task(str(n), deadline=BEFORE) for n in range(5)), DONE)
        (finding,) = found({"percents": {"open_overdue@done": "20"}}, of)
        assert (finding.values["variant"], "right" in finding.values) == ("above", False)
        assert "500" not in describe_declared(finding, EN)
        (finding,) = found(
            {"percents": {"open_overdue": "20"}}, of._replace(session=of.session._replace(rate_base="done"))
        )
        assert (finding.values["base"], str(finding.values["right"])) == ("assigned", "83")

    def test_of_nothing(self) -> None:
        (finding,) = found({"percents": {"done_late@done": "12,5"}}, content(OPEN))
        assert finding.values["variant"] == "zero"
        assert "0" in describe_declared(finding, EN)


class TestPoints:
    def points(self, declared: dict[str, Any], of: SessionContent) -> list[Point]:
        return points_of(compare(declared, Checklist(of)).findings)

    def test_numbers_that_one_reading_explains_are_one_point(self) -> None:
        (point,) = self.points({"done": 2, "open": 0}, content(DONE, NOT_DONE))
        assert [finding.values["name"] for finding in point.findings] == ["done", "open"]
        assert point.tasks == {"not-done": "done_on_time"}
        assert wrong_points([point]) == 1
        told = describe_point(point, EN, keys=True, names={"not-done": "1 «Việc»"})
        assert told == (
            "Right by the days of completion that the agency itself declares: done (done) 2 (+1), "
            "not done (open) 0 (−1); the tasks that make the difference: 1 «Việc»"
        )

    def test_a_percentage_that_follows_from_a_number_is_none_of_its_own(self) -> None:
        of = content(*(task(str(n), deadline=BEFORE) for n in range(3)), DONE)
        declared = {"assigned": 4, "open_overdue": 4, "percents": {"open_overdue@assigned": "100"}}
        findings = compare(declared, Checklist(of)).findings
        assert [(f.code, f.contradiction) for f in findings] == [("differs", True), ("percent_differs", False)]
        assert [point.finding.code for point in self.points(declared, of)] == ["differs"]

    def test_what_is_compared_is_told_first(self) -> None:
        key = tuple(task(f"k{n}", source="key", deadline=AFTER) for n in range(3))
        points = self.points({"assigned": 3, "open": 2}, content(DONE, OVERDUE, *key))
        assert [point.finding.code for point in points] == ["one_source", "differs"]


class TestUndecided:
    def told(self, *conflicts: Conflict, **declared: Any) -> list[str]:
        of = content(DONE)._replace(declared=declared, conflicts=conflicts)
        return [describe_declared(finding, EN) for finding in undecided(of)]

    def conflict(self, field: str, *values: Any) -> Conflict:
        given = tuple(ConflictValue(value, f"Person {n}", "d", "") for n, value in enumerate(values, start=1))
        return Conflict("declared", "id", field, given)

    def test_a_number(self) -> None:
        assert self.told(self.conflict("done_late", 1200, None), done_late=1200) == [
            "Tasks done late: several people wrote different things, 1,200 (Person 1); nothing (Person 2), "
            "and nobody has decided between them; judged is 1,200"
        ]

    def test_percentages(self) -> None:
        (said,) = self.told(self.conflict("percents", {"done": "5"}, {}), percents={"done": "5"})
        assert "done 5 % (Person 1); nothing (Person 2)" in said
        assert said.endswith("judged is done 5 %")

    def test_deleted_by_one_and_changed_by_another(self) -> None:
        (said,) = self.told(self.conflict("deleted", True, False))
        assert said.startswith("One person deleted the declared figures")

    def test_what_is_not_decided_elsewhere_is_another_matter(self) -> None:
        assert self.told(Conflict("task", "done", "cause", ())) == []


def test_every_finding_and_reading_has_words() -> None:
    assert {part for reading in READINGS for part in reading.key.split("+")} == set(READING_WORDS)
    values = {"name": "done", "declared": 2, "checklist": 1, "difference": 1, "reading": "declared+visit",
              "day": "2021-07-30", "remaining": 1, "text": "5 %", "base": "due", "count": 1, "total": 3,
              "right": declared_counts({"done": 33})["done"], "source": "key", "assigned": 3,
              "clock": "08:12", "field": "done", "judged": 1, "values": [1], "people": [""]}  # fmt: skip
    (claim,) = text_findings("Còn 4 nhiệm vụ quá hạn.", view_of(content(OVERDUE, DONE)).figures)
    values |= claim._asdict()
    for language in ("vi", "en"):
        for code in MESSAGES:
            name, _, variant = code.partition(".")
            finding = FigureFinding(name, True, {**values, **({"variant": variant} if variant else {})}, ("t",))
            told = describe_declared(finding, Catalog(language), keys=True, names={"t": "1 «Việc»"})
            assert "{" not in told
            assert told.endswith("1 «Việc»")


@pytest.mark.parametrize(
    ("text", "value"),
    [("18", 18), (" 03 ", 3), ("12.160", 12160), ("12,160", 12160), ("1 012 160", 1012160), ("", None),
     ("12\u00a0160", 12160), ("12\u202f160", 12160), ("1.000.000.000.000", 10**12)],
)  # fmt: skip
def test_a_count_is_read_as_it_is_printed(text: str, value: int | None) -> None:
    assert read_count(text) == value


@pytest.mark.parametrize(
    "text", ["mười", "-3", "12.16", "1,5", "3 %", "９", "1" * 13, "1.234,567", "0.125", "1.234.56", "1.000.000.000.001"]
)
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read_count(text)


class TestLines:
    def test_any_form_of_the_record_becomes_lines(self) -> None:
        percents = {
            "open_overdue": "16,67",
            "done@due": "91,8 %",
            "open": ["5 %@assigned", "7"],
            "done": 5,
            "due": None,
        }
        assert percent_lines(percents) == [
            PercentLine("open_overdue", "16,67"), PercentLine("done", "91,8 %", "due"),
            PercentLine("open", "5 %", "assigned"), PercentLine("open", "7"), PercentLine("done", "5"),
        ]  # fmt: skip
        assert percent_lines(None) == percent_lines({"due": None, "done": " "}) == []
        assert percents_words({"done@due": "91,8", "open": "trên 90 %"}, EN) == (
            "done 91,8 % of the tasks due; not done trên 90 %"
        )

    lines = st.lists(
        st.builds(
            PercentLine, st.sampled_from(DECLARED_COUNTS), st.from_regex(r"[0-9]{1,3}(,[0-9])?( %)?", fullmatch=True),
            st.sampled_from(("", *RATE_BASES)),
        ),
        max_size=6,
    )  # fmt: skip

    @given(lines)
    def test_lines_come_back_from_the_record_and_from_a_draft(self, lines: list[PercentLine]) -> None:
        kept = percents_of(lines)
        assert sorted(percent_lines(kept)) == sorted(lines)
        assert percents_of(percent_lines(kept)) == kept
        assert lines_typed(typed_lines(lines)) == lines


days = st.none() | st.integers(-3, 25).map(lambda n: CUT + timedelta(days=n - 5))
checklists = st.lists(
    st.tuples(
        days, days, days, days, st.sampled_from(("", "agreed", "done", "not_done", "partly")),
        st.sampled_from(("", "suspended", "transferred", "extended")),
    ),
    min_size=1, max_size=9,
)  # fmt: skip


def made(rows: list[Any]) -> SessionContent:
    tasks = tuple(
        task(str(n), deadline=deadline, first_deadline=first, declared_completed_on=said, completed_on=seen,
             verdict=verdict)
        for n, (deadline, first, said, seen, verdict, _) in enumerate(rows)
    )  # fmt: skip
    events = tuple(
        Event(f"e{n}", str(n), kind, on=CUT - timedelta(days=2), until=AFTER)
        for n, (*_, kind) in enumerate(rows) if kind
    )  # fmt: skip
    return content(*tasks, events=events)


def statuses(of: SessionContent, parts: set[str]) -> dict[str, str]:
    """Work out the standings of a reading anew, by its name."""
    events = [e for e in of.events if e.kind == "extended"] if "unmoved" in parts else of.events
    where = standings(of.tasks, events, VISIT if "visit" in parts else CUT, declared="declared" in parts)
    return {i: one.first_status if "first" in parts else one.status for i, one in where.items()}


def counted(name: str, parts: set[str]) -> frozenset[str]:
    return next(
        (Reading(counting=way).members(name) for way in ("loose", "late", "grid") if way in parts), MEMBERS[name]
    )


@given(checklists, st.sampled_from(READINGS), st.sets(st.sampled_from(DECLARED_COUNTS[1:]), min_size=1))
def test_where_a_number_is_that_of_a_reading_exactly_the_tasks_that_differ_are_named(
    rows: list[Any], reading: Reading, names: set[str]
) -> None:
    of = made(rows)
    checklist = Checklist(of)
    whole = checklist.scopes()[0]
    declared = {name: checklist.count(whole, name, reading) for name in names}
    comparison = compare(declared, checklist)
    here = statuses(of, set())
    assert {name: sum(s in MEMBERS[name] for s in here.values()) for name in DECLARED_COUNTS} == comparison.counts
    found_of = {f.values["name"]: f for f in comparison.findings if "name" in f.values}
    assert set(found_of) == {name for name in names if declared[name] != comparison.counts[name]}
    possible = reading in set(checklist.readings())
    for name, finding in found_of.items():
        if not possible:
            continue
        assert finding.code == "differs_by_reading"
        parts = set(str(finding.values["reading"]).split("+"))
        there, members = statuses(of, parts), counted(str(name), parts)
        assert sum(status in members for status in there.values()) == declared[str(name)]
        assert finding.tasks == tuple(
            one.id for one in of.tasks if (there[one.id] in members) != (here[one.id] in MEMBERS[str(name)])
        )
    if possible and len(found_of) > 1 and reading.counting == "":
        # One reading is right for all of them, so no number is left to another one that is right for fewer.
        for finding in found_of.values():
            parts = set(str(finding.values["reading"]).split("+"))
            there = statuses(of, parts)
            assert all(
                sum(s in counted(str(name), parts) for s in there.values()) == declared[str(name)] for name in found_of
            )


def test_the_checklists_own_reading_is_none_of_the_others() -> None:
    assert FOUND not in READINGS
    assert [one.key for one in READINGS[:3]] == ["declared", "first", "visit"]
    assert len({one.key for one in READINGS}) == len(READINGS)
