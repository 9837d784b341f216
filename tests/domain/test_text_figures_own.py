"""The app's own sentence of figures, pasted into a conclusion: it never contradicts the checklist that it is from."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_tui.domain.records import EVENT_KINDS, RATE_BASES, VERDICTS, Event, Session, Task
from inspect_tui.domain.sentence import figures_sentence
from inspect_tui.domain.sources import SOURCES
from inspect_tui.domain.status import standings
from inspect_tui.domain.tally import tally
from inspect_tui.domain.text_figures import text_findings
from inspect_tui.locale import Catalog

CUT, VISIT = date(2021, 7, 16), date(2021, 7, 30)
KEYS = [source.key for source in SOURCES]
OWN = "Đề án 06"
days = st.dates(date(2021, 7, 1), date(2021, 7, 31))
tasks_of = st.lists(
    st.builds(
        Task, id=st.uuids().map(str),
        source=st.sampled_from([*KEYS, *KEYS, "assigned", "assigned; key", "programme; key; party", OWN]),
        deadline=st.none() | days, first_deadline=st.none() | days, declared_completed_on=st.none() | days,
        completed_on=st.none() | days, verdict=st.sampled_from(VERDICTS),
    ),
    unique_by=lambda task: task.id, min_size=1, max_size=14,
)  # fmt: skip


@st.composite
def checklists(draw: st.DrawFn) -> tuple[list[Task], list[Event]]:
    """Draw tasks of all sources, also of two, with extensions and what else happens to them."""
    tasks = draw(tasks_of)
    event = st.builds(
        Event, id=st.uuids().map(str), task=st.sampled_from([task.id for task in tasks]),
        kind=st.sampled_from(EVENT_KINDS), on=st.none() | days, until=st.none() | days,
    )  # fmt: skip
    return tasks, draw(st.lists(event, max_size=6))


@settings(max_examples=80, deadline=None)
@given(
    checklists(), st.sampled_from(RATE_BASES), st.integers(0, 2), st.sampled_from(("vi", "en")), st.booleans(),
    st.booleans(), st.sampled_from(("Ban Dân tộc tỉnh", "Sở Nội vụ", "UBND huyện Cao Lộc", "")),
)  # fmt: skip
def test_the_own_sentence_never_alarms(
    checklist: tuple[list[Task], list[Event]], base: str, decimals: int, language: str, declared: bool, request: bool,
    agency: str,
) -> None:  # fmt: skip
    tasks, events = checklist
    head = Session("s", as_of=CUT, held_on=VISIT, agency=agency, rate_base=base, decimals=decimals)
    figures = tally(tasks, standings(tasks, events, CUT)).figures(head)
    said = tally(tasks, standings(tasks, events, CUT, declared=True)).figures(head) if declared else figures
    text = figures_sentence(said, agency, Catalog(language), declared=declared)
    found = text_findings(text, figures, agency=agency, held_on=VISIT, request=request)
    assert [(one.quote, one.has, one.rates) for one in found] == [], text
