"""What a few typed letters mean: a name, or a task."""

from __future__ import annotations

from collections.abc import Sequence

from inspect_tui.domain.note_matching import matching_names, name_index
from inspect_tui.domain.records import Task
from inspect_tui.domain.vietnamese import fold
from inspect_tui.tui.state import SessionState


def best_match(typed: str, names: Sequence[str]) -> str | None:
    """Return the name that is meant, None where there is none or nothing was typed."""
    if not fold(typed):
        return None
    return next(iter(matching_names(typed, name_index(names))), None)


def has_words(name: str, typed: str) -> bool:
    """Tell whether all that was typed stands in a name as whole words."""
    return set(fold(typed).split()) <= set(fold(name).split())


def named_tasks(text: str, state: SessionState) -> tuple[list[Task], list[str]]:
    """Return the tasks that a text names, and the parts that name none.

    Args:
        text: labels or words of tasks, with commas between them; labels may have spaces between them.
        state: the session.
    """
    tasks: list[Task] = []
    unknown: list[str] = []
    for part in (p.strip() for p in text.replace(";", ",").split(",")):
        if not part:
            continue
        found = [state.task_of_label(word) for word in part.split()]
        if all(task is not None for task in found):
            tasks.extend(task for task in found if task is not None)
            continue
        task = state.task_of_label(part) or _by_words(part, state)
        if task is None:
            unknown.append(part)
        else:
            tasks.append(task)
    return list(dict.fromkeys(tasks)), unknown


def _by_words(part: str, state: SessionState) -> Task | None:
    words = fold(part).split()
    if not any(len(word) > 1 and word.isalpha() for word in words):
        return None
    for task in state.content.tasks:
        text = fold(f"{task.content} {task.document}")
        if all(word in text for word in words):
            return task
    return None
