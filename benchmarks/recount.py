"""The figures of 10.000 tasks after one change, against one frame of the screen (60 a second)."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

from benchmarks.figures import Measure, percentile
from inspect_tui.domain.records import Event, Session, SessionContent, Task
from inspect_tui.services.live import Saved, apply
from inspect_tui.services.views import View, view_of

TASKS = 10_000
FRAME_MS = 1000 / 60
CUT = date(2021, 7, 16)
_SOURCES = ("assigned", "programme", "key", "petition", "assigned; key", "government", "council")
_WORDS = """xây dựng kế hoạch chuyển đổi số rà soát danh sách thôn đặc biệt khó khăn báo cáo cải cách hành chính"""


def checklist(tasks: int, seed: int = 1) -> SessionContent:
    """Return a session with tasks of seven sources, of which one in ten stands under a second one too."""
    chance = random.Random(seed)
    made: list[Task] = []
    for place in range(tasks):
        deadline = CUT + timedelta(days=chance.randrange(-90, 90))
        done = deadline + timedelta(days=chance.randrange(-20, 20)) if chance.random() < 0.7 else None
        twin = made[-1] if made and place % 10 == 0 else None
        content = twin.content if twin else " ".join(chance.choices(_WORDS.split(), k=20))
        made.append(
            Task(
                f"{place:08}", content, place, str(place), chance.choice(_SOURCES),
                twin.document if twin else f"{place}/UBND-KT", deadline=deadline,
                declared_completed_on=done,
            )
        )  # fmt: skip
    events = tuple(
        Event(f"e{n}", made[n].id, "extended", on=CUT, until=CUT + timedelta(days=10)) for n in range(0, tasks, 50)
    )
    return SessionContent(Session("s", agency="Sở Nội vụ", as_of=CUT), tasks=tuple(made), events=events)


def recount(changes: int) -> list[Measure]:
    """Measure the time until the figures are true again after a change of one record.

    Args:
        changes: how many changes of each kind are made.
    """
    view = view_of(checklist(TASKS))
    chance = random.Random(2)

    def verdict(view: View, task: Task) -> Saved:
        return Saved("task", task.id, task._replace(verdict=chance.choice(("agreed", "not_done", "partly"))))

    def deadline(view: View, task: Task) -> Saved:
        return Saved("task", task.id, task._replace(deadline=CUT + timedelta(days=chance.randrange(-90, 90))))

    def extension(view: View, task: Task) -> Saved:
        return Saved("event", f"n{chance.random()}", Event("n", task.id, "extended", on=CUT, until=CUT))

    measures = []
    for name, make in (("a verdict", verdict), ("an extension", extension), ("another deadline", deadline)):
        times = _timed(view, changes, make, chance)
        measures.append(
            Measure(f"10.000 tasks counted again after {name}, p95", percentile(times, 0.95), FRAME_MS, 1.0,
                    note=f"against one frame; median {percentile(times, 0.5):.2f} ms")
        )  # fmt: skip
    anew = []
    for _ in range(max(3, changes // 20)):
        begun = perf_counter()
        view_of(view.content)
        anew.append((perf_counter() - begun) * 1e3)
    measures.append(Measure("all 10.000 counted anew (another day)", percentile(anew, 0.5), FRAME_MS))
    return measures


def _timed(view: View, changes: int, make: Callable[[View, Task], Saved], chance: random.Random) -> list[float]:
    times = []
    for _ in range(changes):
        saved = make(view, chance.choice(view.content.tasks))
        begun = perf_counter()
        view = apply(view, saved)
        times.append((perf_counter() - begun) * 1e3)
    return times
