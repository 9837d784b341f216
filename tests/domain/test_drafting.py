"""Conclusions proposed from what was found and said: right, never twice, and never against the checklist."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_tui.domain.drafting import NAMED, Proposal, proposals
from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.readiness import wrong_figures
from inspect_tui.domain.records import Conclusion, Note, Session, SessionContent, Task
from inspect_tui.domain.status import standings
from inspect_tui.domain.tally import tally
from inspect_tui.locale import Catalog

AS_OF = date(2021, 7, 16)
HEAD = Session("s", "Ban Dân tộc tỉnh", held_on=date(2021, 7, 30), as_of=AS_OF)
LATE = Task("a", "Báo cáo cải cách hành chính.", 1, "1", lead="Sở Nội vụ", deadline=date(2021, 6, 30),
            cause="Chưa có hướng dẫn")  # fmt: skip
LATER = Task("b", "Rà soát danh sách", 2, "2", deadline=date(2021, 7, 7), cause="chưa có hướng dẫn")
DONE_LATE = Task("c", "Tập huấn", 3, "3", deadline=date(2021, 5, 1), declared_completed_on=date(2021, 5, 9))
FINE = Task("d", "Đề án", 4, "4", deadline=date(2021, 9, 1))


def made(content: SessionContent, language: str = "vi") -> list[Proposal]:
    where = standings(content.tasks, content.events, content.session.as_of)
    figures = tally(content.tasks, where).figures(content.session)
    return proposals(content, where, figures, task_labels(content.tasks), Catalog(language))


def taken(content: SessionContent, chosen: list[Proposal]) -> SessionContent:
    new = [Conclusion(f"c{place}", one.text, one.kind, place, one.owner, one.deadline, one.tasks, one.notes)
           for place, one in enumerate(chosen, start=len(content.conclusions))]  # fmt: skip
    return content._replace(conclusions=(*content.conclusions, *new))


def test_what_is_proposed_of_the_visit() -> None:
    notes = (
        Note("n1", "Cam kết xong trước 15/8", kind="commitment", tasks=("a",), marked=True),
        Note("n2", "Không đánh dấu", kind="proposal"),
        Note("n3", "Thiếu người", kind="explanation", marked=True),
        Note("n4", "Đơn vị bảo lưu", kind="reservation", marked=True),
    )
    found = made(SessionContent(HEAD, tasks=(LATE, LATER, DONE_LATE, FINE), notes=notes))
    assert [one.kind for one in found] == [
        "result", "shortcoming", "shortcoming", "cause", "cause", "request", "request", "request"
    ]  # fmt: skip
    assert found[0].text.startswith("Số liệu tính đến ngày 16/7/2021")
    assert found[1].text == (
        "Nhiệm vụ quá hạn chưa hoàn thành: nhiệm vụ 1 «Báo cáo cải cách hành chính», chậm 16 ngày; "
        "nhiệm vụ 2 «Rà soát danh sách», chậm 9 ngày."
    )
    assert found[1].tasks == ("a", "b")
    assert found[2].tasks == ("c",)
    assert (found[3].text, found[3].tasks) == ("Chưa có hướng dẫn (nhiệm vụ 1, 2).", ("a", "b"))
    assert (found[4].text, found[4].notes, found[4].owner) == ("Thiếu người", ("n3",), "")
    assert [(one.owner, one.tasks) for one in found[5:]] == [
        ("Sở Nội vụ", ("a",)), ("Ban Dân tộc tỉnh", ("b",)), ("Ban Dân tộc tỉnh", ("a",))
    ]  # fmt: skip
    assert [one.deadline for one in found[5:]] == [None, None, date(2021, 8, 15)], "a day that was said is a deadline"
    said = Note("n1", "Đề nghị Sở Nội vụ trả lời #1", kind="proposal", tasks=("a",), marked=True)
    (one,) = [one for one in made(SessionContent(HEAD, tasks=(LATE, FINE), notes=(said,))) if one.notes]
    assert (one.text, one.owner, one.deadline) == ("Đề nghị Sở Nội vụ trả lời nhiệm vụ 1", "Sở Nội vụ", None)
    assert made(SessionContent(HEAD)) == []


def test_of_very_many_tasks_the_first_are_named() -> None:
    tasks = tuple(LATE._replace(id=f"t{n}", number=str(n), position=n) for n in range(1, NAMED + 3))
    shortcoming = made(SessionContent(HEAD, tasks=tasks))[1]
    assert shortcoming.text.endswith("và các nhiệm vụ khác nêu tại phụ lục.")
    assert len(shortcoming.tasks) == NAMED + 2


_DAYS = st.one_of(st.none(), st.integers(-80, 80).map(lambda days: AS_OF + timedelta(days)))
_TASKS = st.lists(
    st.builds(
        Task, st.just(""), content=st.sampled_from(("Báo cáo 03 nhiệm vụ quá hạn", "Rà soát", "3 nhiệm vụ chậm")),
        source=st.sampled_from(("assigned", "key", "programme")), deadline=_DAYS, declared_completed_on=_DAYS,
        lead=st.sampled_from(("", "Sở Y tế", "Ban Dân tộc tỉnh")), verdict=st.sampled_from(("", "agreed", "not_done")),
        cause=st.sampled_from(("", "Chưa có kinh phí", "Thiếu người")),
    ),
    max_size=14,
)  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
@settings(max_examples=60, deadline=None)
@given(tasks=_TASKS, some=st.integers(0, 20))
def test_what_is_taken_is_not_proposed_again_and_agrees_with_the_checklist(
    language: str, tasks: list[Task], some: int
) -> None:
    listed = tuple(t._replace(id=f"t{n}", number=str(n), position=n) for n, t in enumerate(tasks, start=1))
    content = SessionContent(HEAD, tasks=listed)
    found = made(content, language)
    where = standings(listed, (), AS_OF)
    late = {t.id for t in listed if where[t.id].status in ("open_overdue", "done_late")}
    assert {task for one in found if one.kind == "shortcoming" for task in one.tasks} == late
    part = taken(content, found[:some])
    rest = made(part, language)
    assert {(one.kind, one.tasks) for one in rest} == {(one.kind, one.tasks) for one in found[some:]}
    whole = taken(content, found)
    assert made(whole, language) == []
    figures = tally(listed, where).figures(HEAD)
    assert wrong_figures(whole, where, figures) == [], [one.text for one in found]


def test_a_note_on_a_task_that_was_deleted_is_drawn_from_without_it() -> None:
    note = Note("n1", "Rà soát lại #4 và #9, trước 30/9", kind="proposal", tasks=("d", "gone"), marked=True)
    proposal = next(one for one in made(SessionContent(HEAD, tasks=(FINE,), notes=(note,))) if one.notes)
    assert proposal.tasks == ("d",)
    assert proposal.deadline == date(2021, 9, 30)
