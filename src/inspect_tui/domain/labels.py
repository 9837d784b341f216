"""How people call a task: its number in the register, with its section where numbers restart."""

from __future__ import annotations

from collections.abc import Sequence

from inspect_tui.domain.records import Task
from inspect_tui.domain.sources import sources_of

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """Return a number from 1 to 89 in Roman numerals, as sections of papers are numbered."""
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text += sign
            number -= value
    return text


def task_labels(tasks: Sequence[Task]) -> dict[str, str]:
    """Return the name by which each task is called, one for each task of the session.

    Where the register's numbers are unique they serve as they stand; where they restart in each section the section's
    Roman number goes before ("II.3"). A task without a number takes its place in the checklist.
    """
    numbers = [task.number or str(place) for place, task in enumerate(tasks, start=1)]
    if len(set(numbers)) == len(numbers):
        return {task.id: number for task, number in zip(tasks, numbers, strict=True)}
    sections: dict[str, int] = {}
    labels: dict[str, str] = {}
    used: dict[str, int] = {}
    for task, number in zip(tasks, numbers, strict=True):
        section = sections.setdefault(sources_of(task.source)[0], len(sections) + 1)
        label = f"{roman(section)}.{number}"
        used[label] = used.get(label, 0) + 1
        labels[task.id] = label if used[label] == 1 else f"{label}/{used[label]}"
    return labels
