"""The outline of a session gives the same figures, order and front page as the session read whole."""

from __future__ import annotations

from inspect_tui.services.front_page import _text_of_page, renew_front_page
from inspect_tui.services.sessions import load_view, view_of
from inspect_tui.store.first_read import FRONT
from inspect_tui.store.journal import Write
from inspect_tui.store.outline import read_outline
from inspect_tui.store.store import Store

WHO = "Thư ký"
DAYS = (None, "2021-06-30", "2021-07-16", "2021-07-20", "2021-12-31")


def fill(store: Store, session: str) -> None:
    """Write tasks of every standing, events that move some of them, and a deleted task and event."""
    writes, place = [], 0
    for deadline in DAYS:
        for done in DAYS:
            for verdict in ("", "agreed", "done", "not_done"):
                place += 1
                values = {
                    "content": f"việc {place}", "position": None if place % 9 == 0 else 200 - place,
                    "deadline": deadline, "number": str(place % 7), "source": ("", "key", "UBND")[place % 3],
                    "verdict": verdict, "declared_completed_on": done, "completed_on": DAYS[place % 5],
                }  # fmt: skip
                writes.append(Write("task", f"task-{place:03}", values, new=True))
    for number, kind in enumerate(("extended", "suspended", "withdrawn", "transferred", "suspended"), start=1):
        values = {"task": f"task-{number:03}", "kind": kind, "on": "2021-07-01", "until": "2021-08-01"}
        writes.append(Write("event", f"event-{number}", values, new=True))
    resumed = {"task": "task-005", "kind": "resumed", "on": "2021-07-02"}
    writes += [
        Write("event", "event-0", resumed, new=True),
        Write("event", "event-2", delete=True),
        Write("task", "task-050", delete=True),
    ]
    store.journal.write(session, writes, person=WHO)


def test_figures_and_order_are_those_of_the_whole_session(store: Store, session: str) -> None:
    fill(store, session)
    whole, outline = load_view(store, session), view_of(read_outline(store, session))
    assert len(whole.content.tasks) == len(DAYS) * len(DAYS) * 4 - 1
    assert outline.figures == whole.figures
    assert outline.standing_of == whole.standing_of
    assert outline.content.session == whole.content.session
    assert outline.content.events == whole.content.events
    assert [task.id for task in outline.content.tasks] == [task.id for task in whole.content.tasks]


def test_the_front_page_is_that_of_the_whole_session(store: Store, session: str) -> None:
    fill(store, session)
    renew_front_page(store, session)
    kept = store.get_meta(FRONT + session)
    assert kept == ("" if store.location.is_postgres else _text_of_page(load_view(store, session)))
