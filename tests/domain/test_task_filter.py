"""Filters and arrangements of the checklist: what a text means, what passes, in which groups and order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.domain.arranging import GROUPS, SORTS, arrange
from inspect_tui.domain.ordering import checklist_order
from inspect_tui.domain.records import Task
from inspect_tui.domain.status import standings
from inspect_tui.domain.task_filter import Seen, named_by, names_of, parts_of, passes, with_part
from inspect_tui.locale import Catalog

AS_OF = date(2021, 7, 16)
VI, EN = Catalog("vi"), Catalog("en")
TASKS = (
    Task("a", "Báo cáo", source="assigned", deadline=date(2021, 6, 30), lead="Sở Y tế", asked=True, document="2/QĐ"),
    Task("b", "Rà soát", source="assigned; key", deadline=date(2021, 7, 18), examiner="Đại diện Sở Nội vụ"),
    Task("c", "Tập huấn", source="key", deadline=date(2021, 5, 1), declared_completed_on=date(2021, 5, 9),
         verdict="agreed", cause="Chưa có kinh phí", lead="Ban Dân tộc", document="1/QĐ"),
    Task("d", "Đề án", source="programme", lead="Ban Dân tộc"),
)  # fmt: skip
SEEN = Seen(standings(TASKS, (), AS_OF), AS_OF, 3, "đại diện sở nội vụ", frozenset("c"), frozenset("bd"))


def that_pass(part: str, catalog: Catalog = VI) -> str:
    codes = named_by(part, names_of(("assigned", "key"), catalog.t))
    return "".join(t.id for t in TASKS if any(passes(code, t, SEEN) for code in codes))


@pytest.mark.parametrize(
    ("part", "ids"),
    [
        ("quá hạn", "ac"), ("qua han", "ac"), ("sắp đến hạn", "b"), ("sap den", "b"), ("chưa đánh giá", ""),
        ("của tôi", "b"), ("cần hỏi", "a"), ("chậm chưa", "a"), ("chưa được bàn", "abd"), ("nhiệm vụ trọng tâm", "bc"),
        ("kinh phí", ""), ("cu", ""), ("", "abcd"), ("có tài liệu", "bd"), ("co tai lieu", "bd"),
        ("chưa có tài liệu", "ac"), ("chua co tai", "ac"), ("có nguyên nhân", "c"), ("chua co nguyen nhan", "abd"),
    ],
)  # fmt: skip
def test_a_part_names_filters_with_or_without_marks(part: str, ids: str) -> None:
    if part == "chưa đánh giá":
        part, ids = VI.t("no verdict yet"), "abd"
    if not part:
        assert parts_of(" , ,") == []
        return
    assert that_pass(part) == ids


def test_in_english_too() -> None:
    assert "".join(that_pass(p, EN) or "-" for p in ("overdue", "due soon", "mine", "to be asked", "late w")) == "abbaa"
    assert that_pass("no verdict yet", EN) == "abd"


def test_nobody_has_tasks_that_are_his_where_the_device_has_no_name() -> None:
    assert not any(passes("mine", task, SEEN._replace(person="")) for task in TASKS)
    assert not any(passes("no such filter", task, SEEN) for task in TASKS)


@given(
    st.lists(st.text(alphabet="ăâdđe x", min_size=1, max_size=6).map(str.strip).filter(bool), max_size=4, unique=True),
    st.sampled_from(("sắp đến hạn", "UBND tỉnh, Chủ tịch, các Phó Chủ tịch giao")),
)
def test_a_part_put_in_and_taken_out_leaves_the_others(parts: list[str], part: str) -> None:
    text = ", ".join(parts)
    with_one = with_part(text, part)
    assert parts_of(with_one) == [*parts_of(text), part]
    assert parts_of(with_part(with_one, part.upper())) == parts_of(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [('"a, b", c', ["a, b", "c"]), ('c,"a,b"', ["c", "a,b"]), ('"a, b', ['"a', "b"]), ('x "a, b" y', ['x "a, b" y']),
     ('""', []), ('" , "', [","]), ('a""', ['a""'])],
)  # fmt: skip
def test_a_comma_between_quotes_parts_nothing(text: str, parts: list[str]) -> None:
    assert parts_of(text) == parts
    closed = [part.replace('"', "") if part.count('"') == 1 else part for part in parts]
    assert parts_of(with_part(text, "z, z")) == [*closed, "z, z"]
    assert parts_of(with_part(with_part(text, "z, z"), "z, z")) == closed


def test_a_source_is_named_with_its_commas() -> None:
    name = names_of(("assigned",), VI.t)["source:assigned"]
    assert "," in name
    (part,) = parts_of(with_part("", name))
    assert that_pass(part) == "ab"


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("group", GROUPS)
def test_each_task_stands_once_however_they_are_arranged(group: str, sort: str) -> None:
    shown = arrange(TASKS, SEEN.standing_of, group=group, sort=sort, spoken={"c": 4, "a": 1})
    assert sorted(task.id for _, members in shown for task in members) == ["a", "b", "c", "d"]


def ids(group: str, sort: str) -> list[tuple[str, str]]:
    shown = arrange(TASKS, SEEN.standing_of, group=group, sort=sort, spoken={"c": 4, "a": 1})
    return [(common, "".join(task.id for task in members)) for common, members in shown]


def test_groups_and_orders() -> None:
    assert arrange(TASKS, SEEN.standing_of) == checklist_order(TASKS, SEEN.standing_of)
    assert ids("status", "register") == [
        ("open_overdue", "a"), ("done_late", "c"), ("open_in_time", "b"), ("open_no_deadline", "d")
    ]  # fmt: skip
    assert ids("lead", "register") == [("Ban Dân tộc", "cd"), ("Sở Y tế", "a"), ("", "b")]
    assert ids("examiner", "late")[-1] == ("", "acd")
    assert [one for _, one in ids("", "deadline")] == ["cabd"]
    assert [one for _, one in ids("", "document")] == ["cabd"]
    assert [one for _, one in ids("", "spoken")] == ["cabd"]
