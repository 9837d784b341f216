"""Which files are evidence of what: those tied to a task itself, and those tied to a note that is about it."""

from __future__ import annotations

from inspect_tui.domain.records import Attachment, SessionContent


def files_of_task(content: SessionContent, task: str) -> list[Attachment]:
    """Return the files of a task, those of notes about it too."""
    notes = {note.id for note in content.notes if task in note.tasks} if content.attachments else set()
    return [one for one in content.attachments if task in one.tasks or not notes.isdisjoint(one.notes)]


def files_by_note(content: SessionContent) -> dict[str, list[Attachment]]:
    """Return the files of each note that has some."""
    found: dict[str, list[Attachment]] = {}
    for one in content.attachments:
        for note in one.notes:
            found.setdefault(note, []).append(one)
    return found


def tasks_with_evidence(content: SessionContent) -> frozenset[str]:
    """Return the ids of the tasks that have a file."""
    of_notes = files_by_note(content)
    by_note = {task for note in content.notes if note.id in of_notes for task in note.tasks} if of_notes else set()
    return frozenset(by_note.union(*(one.tasks for one in content.attachments)))
