"""What is missing before a session can be signed: each line names the record where it is to be mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspect_tui.domain.dates import local_clock
from inspect_tui.domain.journal import DELETED
from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.records import FIELD_WORDS, KIND_WORDS, LABELS, SessionContent
from inspect_tui.domain.status import Standing
from inspect_tui.locale import N_, Catalog


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing.

    Attributes:
        code: ``task_untouched``, ``task_no_date``, ``task_no_cause``, ``task_no_responsibility``,
            ``request_no_owner``, ``request_no_deadline`` or ``conflict``.
        record: kind of the record that lacks it.
        id: that record's id.
        number: how people call it: the task's number, the note's time or the request's place.
        field: the field of a conflict.
    """

    code: str
    record: str
    id: str
    number: str
    field: str = ""


MESSAGES: dict[str, str] = {
    "task_untouched": N_("task {number}: no verdict yet"),
    "task_no_date": N_("task {number}: found done, but with no completion date"),
    "task_no_cause": N_("task {number} is late: no cause yet"),
    "task_no_responsibility": N_("task {number} is late: no responsibility yet"),
    "request_no_owner": N_("request {number}: no owner"),
    "request_no_deadline": N_("request {number}: no deadline"),
    "conflict": N_("{name}: two values stand against each other"),
}


def describe(missing: Missing, catalog: Catalog) -> str:
    """Return the line in words."""
    if missing.code == "conflict":
        kind = "request" if missing.record == "conclusion" and missing.number else missing.record
        record = f"{catalog.t(LABELS[kind] if kind == 'request' else KIND_WORDS.get(kind, kind))} {missing.number}"
        field = "delete or keep" if missing.field == DELETED else FIELD_WORDS.get(missing.field, missing.field)
        name = f"{record.strip()} · {catalog.t(field)}"
        return catalog.t(MESSAGES[missing.code], name=name)
    return catalog.t(MESSAGES[missing.code], number=missing.number)


def missing_before_signing(content: SessionContent, standing_of: Mapping[str, Standing]) -> list[Missing]:
    """Return what is missing before signing, late tasks first, in the order of the checklist.

    Args:
        content: the session.
        standing_of: each task's standing on the cut-off date.
    """
    late, rest = [], []
    labels = task_labels(content.tasks)
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
    return [*open_conflicts, *late, *rest]
