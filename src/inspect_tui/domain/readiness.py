"""What is missing before a session can be signed: each line names the record where it is to be mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from inspect_tui.domain.dates import local_clock
from inspect_tui.domain.figures import Counts, Figures
from inspect_tui.domain.journal import DELETED
from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.records import CONCLUSION_KINDS, FIELD_WORDS, KIND_WORDS, LABELS, SessionContent
from inspect_tui.domain.status import Standing, standings
from inspect_tui.domain.tally import tally
from inspect_tui.domain.twins import Twins, find_twins
from inspect_tui.locale import N_, Catalog

if TYPE_CHECKING:
    from inspect_tui.domain.text_figures import TextFinding


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing.

    Attributes:
        code: ``task_untouched``, ``task_no_date``, ``task_no_cause``, ``task_no_responsibility``, ``twins_differ``,
            ``request_no_owner``, ``request_no_deadline``, ``text_figure`` or ``conflict``; in the app's list also
            ``declared``, which keeps nobody from signing, for what the agency declared is its own word.
        record: kind of the record that lacks it.
        id: that record's id.
        number: how people call it: the task's number, the note's time or the conclusion's place among its kind.
        field: the field of a conflict, or that in which a number contradicts the checklist.
        kind: the kind of the conclusion.
        finding: the number that contradicts the checklist.
    """

    code: str
    record: str
    id: str
    number: str
    field: str = ""
    kind: str = ""
    finding: TextFinding | None = None


MESSAGES: dict[str, str] = {
    "task_untouched": N_("task {number}: no verdict yet"),
    "task_no_date": N_("task {number}: found done, but with no completion date"),
    "task_no_cause": N_("task {number} is late: no cause yet"),
    "task_no_responsibility": N_("task {number} is late: no responsibility yet"),
    "twins_differ": N_("{number} are one task, but stand differently"),
    "request_no_owner": N_("request {number}: no owner"),
    "request_no_deadline": N_("request {number}: no deadline"),
    "text_figure": N_("{name}: «{quote}» ≠ {has} in the checklist"),
    "conflict": N_("{name}: two values stand against each other"),
    "declared": N_("declared figures that contradict: {number} (signing stays possible)"),
}


def describe(missing: Missing, catalog: Catalog) -> str:
    """Return the line in words."""
    if missing.code == "conflict":
        kind = "request" if missing.record == "conclusion" and missing.number else missing.record
        record = f"{catalog.t(LABELS[kind] if kind == 'request' else KIND_WORDS.get(kind, kind))} {missing.number}"
        field = "delete or keep" if missing.field == DELETED else FIELD_WORDS.get(missing.field, missing.field)
        name = f"{record.strip()} · {catalog.t(field)}"
        return catalog.t(MESSAGES[missing.code], name=name)
    if missing.finding is not None:
        from inspect_tui.domain.text_figures import checklist_words

        word = LABELS[missing.kind] if missing.kind else FIELD_WORDS.get(missing.field, missing.field)
        name = f"{catalog.t(word)} {missing.number}".strip()
        has = checklist_words(missing.finding, catalog)
        return catalog.t(MESSAGES[missing.code], name=name, quote=missing.finding.quote, has=has)
    return catalog.t(MESSAGES[missing.code], number=missing.number)


def missing_before_signing(
    content: SessionContent,
    standing_of: Mapping[str, Standing],
    figures: Figures | None = None,
    *,
    labels: Mapping[str, str] | None = None,
    twins: Twins | None = None,
) -> list[Missing]:
    """Return what is missing before signing: conflicts, numbers in texts, late tasks, then all in the list's order.

    Args:
        content: the session.
        standing_of: each task's standing on the cut-off date.
        figures: the checklist's figures, with which numbers in texts are compared; None compares none.
        labels: the names by which tasks are called, where they are at hand.
        twins: the rows of tasks that stand twice, where they are at hand.
    """
    late, rest = [], []
    labels = task_labels(content.tasks) if labels is None else labels
    twins = find_twins(content.tasks) if twins is None else twins
    for task in content.tasks:
        number = labels[task.id]
        now = standing_of[task.id]
        if now.status in ("open_overdue", "done_late"):
            if not task.cause:
                late.append(Missing("task_no_cause", "task", task.id, number))
            if not task.responsibility:
                late.append(Missing("task_no_responsibility", "task", task.id, number))
        if not task.verdict:
            rest.append(Missing("task_untouched", "task", task.id, number))
        elif task.verdict == "done" and not task.completed_on and not task.declared_completed_on:
            rest.append(Missing("task_no_date", "task", task.id, number))
    requests = [c for c in content.conclusions if c.kind == "request"]
    for place, request in enumerate(requests, start=1):
        if not request.owner:
            rest.append(Missing("request_no_owner", "conclusion", request.id, str(place)))
        if request.deadline is None:
            rest.append(Missing("request_no_deadline", "conclusion", request.id, str(place)))
    clocks = {note.id: local_clock(note.at, content.session.zone) for note in content.notes}
    called = {**labels, **clocks, **{request.id: str(place) for place, request in enumerate(requests, start=1)}}
    open_conflicts = [Missing("conflict", c.record, c.id, called.get(c.id, ""), c.field) for c in content.conflicts]
    texts = wrong_figures(content, standing_of, figures) if figures is not None else []
    return [*open_conflicts, *texts, *_unlike_twins(twins, standing_of, labels), *late, *rest]


def _unlike_twins(twins: Twins, standing_of: Mapping[str, Standing], labels: Mapping[str, str]) -> list[Missing]:
    """Return the tasks whose rows under two sources do not stand alike: only one of them can be right."""
    rows: dict[str, list[str]] = {}
    for task, twin in twins.items():
        rows.setdefault(twin.counted, []).append(task)
    return [
        Missing("twins_differ", "task", counted, " = ".join(labels[task] for task in members))
        for counted, members in rows.items()
        if len({standing_of[task].status for task in members}) > 1
    ]


def wrong_figures(content: SessionContent, standing_of: Mapping[str, Standing], figures: Figures) -> list[Missing]:
    """Return the numbers in conclusions and in the session's remark that contradict the checklist.

    Args:
        content: the session.
        standing_of: each task's standing on the cut-off date.
        figures: the checklist's figures on that date.
    """
    head, found = content.session, []
    labels = frozenset(task.number or str(place) for place, task in enumerate(content.tasks, start=1))
    places = dict.fromkeys(CONCLUSION_KINDS, 0)
    for conclusion in content.conclusions:
        places[conclusion.kind] = place = places.get(conclusion.kind, 0) + 1
        tied = _counts([standing_of[i].status for i in conclusion.tasks if i in standing_of])
        request = conclusion.kind == "request"
        for finding in _findings(content, conclusion.text, figures, labels, request=request, tied=tied):
            found.append(
                Missing(
                    "text_figure", "conclusion", conclusion.id, str(place), "text", conclusion.kind or "note", finding
                )
            )
    for finding in _findings(content, head.remark, figures, labels):
        found.append(Missing("text_figure", "session", head.id, "", "remark", "", finding))
    return found


def _counts(statuses: Sequence[str]) -> Counts | None:
    """Return the counts of the tasks that a conclusion is tied to; None where it is tied to none."""
    if not statuses:
        return None
    return Counts(len(statuses), **{status: statuses.count(status) for status in set(statuses)})


def _findings(
    content: SessionContent,
    text: str,
    figures: Figures,
    labels: frozenset[str],
    *,
    request: bool = False,
    tied: Counts | None = None,
) -> tuple[TextFinding, ...]:
    """Return a text's contradictions; what is said of the day of the visit may be right on that day."""
    from inspect_tui.domain.text_figures import text_findings

    head = content.session
    find = partial(
        text_findings, text, agency=head.agency, held_on=head.held_on, request=request, tied=tied, labels=labels
    )  # fmt: skip
    found = find(figures)
    if not any(finding.now for finding in found) or head.held_on in (None, head.as_of):
        return found
    # Counted only for a text that speaks of that day and is wrong on the cut-off date: rarely, and then once a text.
    day = tally(content.tasks, standings(content.tasks, content.events, head.held_on)).figures(head)
    return find(figures, visit=day)
