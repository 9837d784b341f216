"""Conclusions proposed from what was found and said, for a person to take; what is concluded is not proposed again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from inspect_tui.domain.figures import Figures
from inspect_tui.domain.note_tokens import spelled_out
from inspect_tui.domain.records import Note, SessionContent, Task
from inspect_tui.domain.request_words import known_units, request_of
from inspect_tui.domain.sentence import figures_sentence
from inspect_tui.domain.status import Standing
from inspect_tui.domain.vietnamese import fold, one_line
from inspect_tui.locale import Catalog

NAMED: Final = 10
"""Tasks that one proposal names; with more of them the paper's annex is what one reads."""

NOTE_CONCLUSIONS: Final = {
    "report": "result", "explanation": "cause", "cause": "cause", "proposal": "request", "commitment": "request",
    "question": "request", "note": "request",
}  # fmt: skip
"""What kind of conclusion is drawn from a marked note of each kind; a reservation stays the agency's own word."""


class Proposal(NamedTuple):
    """A conclusion that could be drawn.

    Attributes:
        kind: the kind of conclusion.
        owner: who is to do it; for requests alone.
        tasks: ids of the tasks that it comes from.
        notes: ids of the notes that it comes from.
    """

    kind: str
    text: str
    owner: str = ""
    deadline: date | None = None
    tasks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def proposals(
    content: SessionContent,
    standing_of: Mapping[str, Standing],
    figures: Figures,
    labels: Mapping[str, str],
    catalog: Catalog,
) -> list[Proposal]:
    """Return what can be concluded and is not yet, in the order of the paper: results, shortcomings, causes, requests.

    Numbers of tasks are not told in words of their own: those of the figures' sentence are the checklist's, and a
    sentence that names tasks needs none.

    Args:
        content: the session.
        standing_of: each task's standing on the cut-off date.
        figures: the checklist's figures on that day.
        labels: the names by which tasks are called.
        catalog: the language to write in.
    """
    tied = {kind: {task for c in content.conclusions if c.kind == kind for task in c.tasks}
            for kind in ("shortcoming", "cause", "request")}  # fmt: skip
    made = _result(content, figures, catalog)
    late = [task for task in content.tasks if standing_of[task.id].status in ("open_overdue", "done_late")]
    late.sort(key=lambda task: -standing_of[task.id].days_overdue)
    open_late = [task for task in late if standing_of[task.id].status == "open_overdue"]
    done_late = [task for task in late if standing_of[task.id].status == "done_late"]
    words = _Words(standing_of, labels, catalog)
    for members, opening in (
        (open_late, catalog.t("Tasks overdue and not done: {tasks}.", tasks="{tasks}")),
        (done_late, catalog.t("Tasks done after the deadline: {tasks}.", tasks="{tasks}")),
    ):
        left = [task for task in members if task.id not in tied["shortcoming"]]
        if left:
            made.append(Proposal("shortcoming", opening.format(tasks=words.days(left)), tasks=_ids(left)))
    made += _causes([task for task in late if task.id not in tied["cause"]], words)
    made += _requests([task for task in open_late if task.id not in tied["request"]], content.session.agency, words)
    concluded = {note for c in content.conclusions for note in c.notes}
    marked = [note for note in content.notes
              if note.marked and note.id not in concluded and note.kind in NOTE_CONCLUSIONS and note.text]  # fmt: skip
    units = known_units(content) if marked else {}
    made += [_from_note(note, content, units, words) for note in marked]
    order = ("result", "shortcoming", "cause", "request")
    return sorted(made, key=lambda one: order.index(one.kind))


def _ids(tasks: Iterable[Task]) -> tuple[str, ...]:
    return tuple(task.id for task in tasks)


class _Words:
    def __init__(self, standing_of: Mapping[str, Standing], labels: Mapping[str, str], catalog: Catalog) -> None:
        self.standing_of, self.labels, self.catalog = standing_of, labels, catalog

    def names(self, tasks: list[Task]) -> str:
        """Return "I.16, I.17"; of very many tasks the first, and where the others are."""
        named = ", ".join(self.labels[task.id] for task in tasks[:NAMED])
        return self._and_others(named, tasks)

    def days(self, tasks: list[Task]) -> str:
        """Return each task with its words and by how many days it is late."""
        named = "; ".join(
            self.catalog.n(
                "task {label} «{content}», {count} day late",
                "task {label} «{content}», {count} days late",
                self.standing_of[task.id].days_overdue,
                label=self.labels[task.id],
                content=one_line(task.content).rstrip("."),
            )
            for task in tasks[:NAMED]
        )
        return self._and_others(named, tasks)

    def _and_others(self, named: str, tasks: list[Task]) -> str:
        return self.catalog.t("{named} and others named in the annex", named=named) if len(tasks) > NAMED else named


def _result(content: SessionContent, figures: Figures, catalog: Catalog) -> list[Proposal]:
    if not content.tasks or any(c.kind == "result" for c in content.conclusions):
        return []
    return [Proposal("result", figures_sentence(figures, content.session.agency, catalog))]


def _causes(tasks: list[Task], words: _Words) -> list[Proposal]:
    """Return each cause once, with all the tasks that have it."""
    found: dict[str, list[Task]] = {}
    for task in tasks:
        if task.cause:
            found.setdefault(fold(task.cause), []).append(task)
    return [
        Proposal(
            "cause",
            words.catalog.t("{cause} (task {tasks}).", cause=one_line(members[0].cause).rstrip("."),
                            tasks=words.names(members)),
            tasks=_ids(members),
        )
        for members in found.values()
    ]  # fmt: skip


def _requests(tasks: list[Task], agency: str, words: _Words) -> list[Proposal]:
    by_lead: dict[str, list[Task]] = {}
    for task in tasks:
        by_lead.setdefault(task.lead or agency, []).append(task)
    return [
        Proposal(
            "request",
            words.catalog.t("Complete without delay the overdue tasks: {tasks}.", tasks=words.names(members)),
            owner=lead,
            tasks=_ids(members),
        )
        for lead, members in by_lead.items()
    ]


def _from_note(note: Note, content: SessionContent, units: Mapping[str, str], words: _Words) -> Proposal:
    kind, owner, deadline = NOTE_CONCLUSIONS[note.kind], "", None
    if kind == "request":
        owner, deadline = request_of(note.text, content.session, units)
    # A note may be tied to a task that was deleted since.
    tasks = tuple(task for task in note.tasks if task in words.labels)
    text = spelled_out(note.text, [words.labels[task] for task in tasks], words.catalog.t("task"))
    return Proposal(kind, text, owner=owner, deadline=deadline, tasks=tasks, notes=(note.id,))
