"""The session that the screens show: plain objects, kept true change by change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.records import SCREENS, Conclusion, Conflict, Note, Participant, SessionContent, Task
from inspect_tui.domain.status import Standing
from inspect_tui.services.views import View, missing_of

if TYPE_CHECKING:
    from inspect_tui.domain.readiness import Missing
    from inspect_tui.services.live import Saved

SESSION_SCREENS: Final = (*SCREENS, "conflicts", "register", "declared", "meeting", "reading", "wall")
"""All screens of a session; in those of `SCREENS` people work, and there the app goes on after it has ended."""


class SessionState:
    """One open session.

    Attributes:
        id: the session's id.
        view: the session with its standings and figures.
        is_whole: False while only the first page has been read.
    """

    def __init__(self, view: View, labels: dict[str, str] | None = None) -> None:
        """Take a session that was read.

        Args:
            view: the session; only its first page where ``labels`` are given.
            labels: the names of a first page's tasks, None for a session that is whole.
        """
        self.id = view.content.session.id
        self.view = view
        self.is_whole = labels is None
        if labels is not None:
            self.__dict__["labels"] = {task: label.strip() for task, label in labels.items()}
            # A front page has room for the longest label, which may be that of a task that is not on it.
            self.__dict__["label_width"] = max(map(len, labels.values()), default=1)

    @property
    def content(self) -> SessionContent:
        """The session's records."""
        return self.view.content

    @property
    def is_signed(self) -> bool:
        """Whether the session is locked."""
        return self.content.session.state == "signed"

    @cached_property
    def labels(self) -> dict[str, str]:
        """The name by which each task is called."""
        return task_labels(self.content.tasks)

    @cached_property
    def label_width(self) -> int:
        """The characters of the longest label."""
        return max(map(len, self.labels.values()), default=1)

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """Tasks by id."""
        return {task.id: task for task in self.content.tasks}

    @cached_property
    def disputed(self) -> dict[tuple[str, str], tuple[Conflict, ...]]:
        """The fields on which values stand against each other, by kind and id of the record."""
        found: dict[tuple[str, str], tuple[Conflict, ...]] = {}
        for conflict in self.content.conflicts:
            key = (conflict.record, conflict.id)
            found[key] = (*found.get(key, ()), conflict)
        return found

    def values_of(self, kind: str, record_id: str) -> dict[str, Any]:
        """Return a record's values by field; none where it is not there."""
        content = self.content
        match kind:
            case "task":
                found: Any = self.tasks.get(record_id)
            case "session":
                found = content.session
            case "declared":
                return dict(content.declared)
            case _:
                listed: dict[str, Sequence[Any]] = {
                    "note": content.notes, "conclusion": content.conclusions, "participant": content.participants,
                    "event": content.events, "attachment": content.attachments, "paper": content.papers,
                }  # fmt: skip
                found = next((one for one in listed.get(kind, ()) if one.id == record_id), None)
        return found._asdict() if found is not None else {}

    def note(self, note_id: str) -> Note | None:
        """Return a note by its id."""
        return next((n for n in self.content.notes if n.id == note_id), None)

    def conclusion(self, conclusion_id: str) -> Conclusion | None:
        """Return a conclusion by its id."""
        return next((c for c in self.content.conclusions if c.id == conclusion_id), None)

    def standing(self, task_id: str) -> Standing:
        """Return where a task stands on the cut-off date."""
        return self.view.standing_of[task_id]

    def notes_of(self, task_id: str) -> list[Note]:
        """Return the notes that are tied to a task."""
        return [note for note in self.content.notes if task_id in note.tasks]

    def speakers(self) -> list[str]:
        """Return who may speak: those present, then names that notes already carry."""
        names = [p.name for p in self.content.participants if p.present]
        names += [note.speaker for note in reversed(self.content.notes) if note.speaker]
        return list(dict.fromkeys(names))

    def participants(self, side: str) -> list[Participant]:
        """Return one side of the table."""
        return [p for p in self.content.participants if p.side == side]

    def missing(self) -> list[Missing]:
        """Return what is missing before signing."""
        return missing_of(self.view, self.labels)

    def replace(self, view: View) -> None:
        """Take the session as it was read anew, whole."""
        self.view = view
        self.is_whole = True
        self._forget()

    def apply(self, saved: Saved) -> None:
        """Take a change that was committed."""
        from inspect_tui.services.live import apply

        old = self.tasks.get(saved.id) if saved.kind == "task" else None
        self.view = apply(self.view, saved)
        self.__dict__.pop("disputed", None)
        if saved.kind == "task":
            if old is not None and saved.record is not None and _is_called_alike(old, saved.record):
                self.tasks[saved.id] = saved.record
            else:
                self._forget()

    def task_of_label(self, words: str) -> Task | None:
        """Return the task that people call by these words: its label, or its number where only one has it."""
        wanted = words.strip().lstrip("#").upper()
        exact = [i for i, label in self.labels.items() if label.upper() == wanted]
        found = exact or [t.id for t in self.content.tasks if t.number == wanted]
        return self.tasks[found[0]] if len(found) == 1 else None

    def _forget(self) -> None:
        for name in ("labels", "label_width", "tasks", "disputed"):
            self.__dict__.pop(name, None)


def _is_called_alike(old: Task, new: Task) -> bool:
    """Tell whether a task's change leaves all names of tasks, and their order, as they were."""
    return (old.number, old.source, old.position) == (new.number, new.source, new.position)
