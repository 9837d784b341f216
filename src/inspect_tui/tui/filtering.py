"""Which tasks pass the checklist's filter: words are looked up in the store, the rest in what is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from inspect_tui.domain.evidence import tasks_with_evidence
from inspect_tui.domain.sources import sources_of
from inspect_tui.domain.task_filter import Seen, named_by, names_of, parts_of, passes
from inspect_tui.domain.vietnamese import fold, has_marks, one_line

if TYPE_CHECKING:
    from inspect_tui.domain.records import Task
    from inspect_tui.store.store import Store
    from inspect_tui.tui.app import InspectApp
    from inspect_tui.tui.state import SessionState


async def tasks_that_pass(app: InspectApp, text: str) -> set[str] | None:
    """Return the ids of the tasks that pass all parts of a filter; None where it has no part.

    Args:
        app: the app, with its open session.
        text: the filter's text.
    """
    state, parts = app.state, parts_of(text)
    if not parts or state is None:
        return None
    names = filter_names(state, app)
    named = [named_by(part, names) for part in parts]
    # Whoever asks for "quá hạn" means no task that says "kết quả" here and "thời hạn" there.
    words = [[fold(part)] if codes else fold(part).split() for part, codes in zip(parts, named, strict=True)]
    session = state.id

    def look(store: Store) -> tuple[list[set[str]], str]:
        from inspect_tui.services.live import find_tasks
        from inspect_tui.services.sessions import person

        return [find_tasks(store, session, one) if one else set() for one in words], person(store)

    by_words, person = await app.gateway.read(look)
    seen, passing = seen_by(state, person), []
    for part, codes, found in zip(parts, named, by_words, strict=True):
        if has_marks(part):
            exact = _exact(found, part, state)
            found = exact if exact or codes else found
        if codes:
            found |= {t.id for t in state.content.tasks if any(passes(code, t, seen) for code in codes)}
        passing.append(found)
    return set.intersection(*passing)


def filter_names(state: SessionState, app: InspectApp) -> Mapping[str, str]:
    """Return the names of the filters that a session has, by code."""
    sources = dict.fromkeys(source for task in state.content.tasks for source in sources_of(task.source))
    return names_of(sources, app.t)


def seen_by(state: SessionState, person: str) -> Seen:
    """Return what filters look at in a session beside its tasks."""
    discussed = frozenset(task for note in state.content.notes for task in note.tasks)
    view, evidenced = state.view, tasks_with_evidence(state.content)
    return Seen(view.standing_of, state.content.session.as_of, view.due_soon_days, person, discussed, evidenced)


def _exact(found: set[str], part: str, state: SessionState) -> set[str]:
    wanted, tasks = one_line(part).casefold(), state.tasks
    return {i for i in found if i in tasks and wanted in _text_of(tasks[i]).casefold()}


def _text_of(task: Task) -> str:
    return " ".join((task.content, task.document, task.lead, task.cause))
