"""What a checklist can be narrowed to beside words: statuses, what is near, untouched, mine, to be asked about.

A filter is a text: parts with commas between them, of which a task must pass all. A part that names a filter, or begins
to, is that filter; any part is words as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from inspect_tui.domain.records import Task
from inspect_tui.domain.sources import source_title, sources_of
from inspect_tui.domain.status import STATUS_LABELS, Standing, is_due_soon
from inspect_tui.domain.vietnamese import fold, one_line
from inspect_tui.locale import N_

LEAST: Final = 3
"""Letters from which on a part may be the beginning of a filter's name; fewer are in too many words."""

FILTERS: Final[dict[str, str]] = {
    "due_soon": N_("due soon"),
    "untouched": N_("no verdict yet"),
    "asked": N_("to be asked about"),
    "mine": N_("mine"),
    "no_cause": N_("late without a cause"),
    "not_discussed": N_("not spoken of yet"),
    "with_cause": N_("with cause"),
    "without_cause": N_("without cause"),
    "with_evidence": N_("with evidence"),
    "without_evidence": N_("without evidence"),
}
"""The filters beside statuses and sources, with their names for the catalog."""


_PART: Final = re.compile(r'(?:"[^"]*"|[^,])+')
_QUOTED: Final = re.compile(r'"[^"]*"')


class Seen(NamedTuple):
    """What filters look at beside the task itself.

    Attributes:
        standing_of: each task's standing on the cut-off date.
        as_of: the cut-off date.
        due_soon_days: within how many days a task is due soon.
        person: who works here.
        discussed: ids of the tasks that notes are tied to.
        evidenced: ids of the tasks that have evidence.
    """

    standing_of: Mapping[str, Standing]
    as_of: date | None
    due_soon_days: int
    person: str = ""
    discussed: frozenset[str] = frozenset()
    evidenced: frozenset[str] = frozenset()


def parts_of(text: str) -> list[str]:
    """Return the parts of a filter's text, each on one line, none empty; a comma between quotes parts nothing."""
    parts = [one_line(part) for part in _PART.findall(text)]
    return [part for part in (one[1:-1].strip() if _QUOTED.fullmatch(one) else one for one in parts) if part]


def _written(part: str) -> str:
    if part.count('"') % 2:
        # A quote that was left open would take in what follows.
        return part.replace('"', "")
    return f'"{part}"' if "," in part and '"' not in part else part


def with_part(text: str, part: str) -> str:
    """Return a filter's text with one part more, or without it where it has it."""
    parts, wanted = parts_of(text), fold(part)
    kept = [one for one in parts if fold(one) != wanted]
    return ", ".join(map(_written, kept if len(kept) < len(parts) else [*parts, part]))


def names_of(sources: Iterable[str], t: Callable[[str], str]) -> dict[str, str]:
    """Return the names of all filters by code: those of `FILTERS`, ``status:…``, ``source:…``.

    Args:
        sources: the sources of the checklist.
        t: the catalog's look-up.
    """
    # What is late is asked for most.
    statuses = dict.fromkeys(("open_overdue", "done_late", *STATUS_LABELS))
    found = {f"status:{status}": t(STATUS_LABELS[status]) for status in statuses}
    found |= {code: t(words) for code, words in FILTERS.items()}
    # A quote in it would end the quotes between which its commas part nothing.
    return found | {f"source:{one}": t(source_title(one)).replace('"', "") for one in sources}


def named_by(part: str, names: Mapping[str, str]) -> list[str]:
    """Return the codes of the filters that a part names, or begins to name.

    A status is named by any of its words ("overdue" is one not done, and one done late), others by how they begin.
    """
    wanted = fold(part)
    found = []
    for code, words in names.items():
        name = fold(words)
        is_status = code.startswith("status:")
        if wanted == name or (is_status and wanted in name) or (len(wanted) >= LEAST and name.startswith(wanted)):
            found.append(code)
    return found


def passes(code: str, task: Task, seen: Seen) -> bool:
    """Tell whether a task passes a filter.

    Args:
        code: a code of `names_of`; one that is none lets nothing pass.
        task: the task.
        seen: what is known beside it.
    """
    kind, _, value = code.partition(":")
    standing = seen.standing_of[task.id]
    match kind:
        case "status":
            return standing.status == value
        case "source":
            return value in sources_of(task.source)
        case "due_soon":
            return is_due_soon(standing, seen.as_of, seen.due_soon_days)
        case "untouched":
            return not task.verdict
        case "asked":
            return task.asked
        case "mine":
            return bool(seen.person) and fold(task.examiner) == fold(seen.person)
        case "no_cause":
            return standing.status in ("open_overdue", "done_late") and not task.cause
        case "not_discussed":
            return task.id not in seen.discussed
        case "with_cause":
            return bool(task.cause)
        case "without_cause":
            return not task.cause
        case "with_evidence":
            return task.id in seen.evidenced
        case "without_evidence":
            return task.id not in seen.evidenced
    return False
