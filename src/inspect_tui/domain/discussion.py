"""Which task is being discussed, and which ones come before and after it on the wall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspect_tui.domain.ordering import checklist_order
from inspect_tui.domain.records import Note, Task
from inspect_tui.domain.status import Standing


def last_discussed(notes: Sequence[Note], known: Mapping[str, Task]) -> str:
    """Return the task of the newest note that is tied to one; empty where none is.

    Args:
        notes: all notes in their order.
        known: the tasks by id.
    """
    return next((task for note in reversed(notes) for task in note.tasks if task in known), "")


def discussed_in_turn(named: Sequence[str], tasks: Sequence[Task], where: Mapping[str, Standing]) -> list[str]:
    """Return the ids of the tasks that are gone through one after the other.

    Those that are named where notes are taken; else those that are marked to be asked about; else the late ones, else
    all of them; in the order of the checklist, the longest overdue of a source first.

    Args:
        named: ids of the tasks to which the note at hand is tied.
        tasks: all tasks.
        where: where each stands.
    """
    if named:
        return list(named)
    ordered = [task for _, group in checklist_order(tasks, where) for task in group]
    asked = [task.id for task in ordered if task.asked]
    late = [task.id for task in ordered if where[task.id].status in ("open_overdue", "done_late")]
    return asked or late or [task.id for task in ordered]
