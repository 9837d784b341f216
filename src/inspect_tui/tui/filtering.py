"""Which tasks pass the checklist's filter: words are looked up in the store, the rest in what is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from inspect_tui.domain.evidence import tasks_with_evidence
from inspect_tui.domain.sources import sources_of
from inspect_tui.domain.task_filter import Seen, named_by, names_of, parts_of, passes
from inspect_tui.domain.vietnamese import fold, has_marks, one_line

if TYPE_CHECKING:
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
    words = [fold(part).split() for part in parts]
    session = state.id

    def look(store: Store) -> tuple[list[set[str]], str]:
        from inspect_tui.services.live import find_tasks
        from inspect_tui.services.sessions import person

        return [find_tasks(store, session, one) if one else set() for one in words], person(store)

    by_words, person = await app.gateway.read(look)
    seen, passing = seen_by(state, person), []
    for part, found in zip(parts, by_words, strict=True):
        named = named_by(part, names)
        found |= {t.id for t in state.content.tasks if any(passes(code, t, seen) for code in named)} if named else set()
        if has_marks(part) and (exact := _exact(found, part, state)):
            found = exact
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
    return {i for i in found if wanted in " ".join((tasks[i].content, tasks[i].document, tasks[i].lead)).casefold()}
