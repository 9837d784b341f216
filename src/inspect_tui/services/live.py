"""A session in the app: read once, then kept true change by change, so that a note costs a note."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from inspect_tui.domain.clocks import note_order
from inspect_tui.domain.records import Conflict, Draft, Task
from inspect_tui.domain.status import events_by_task, standing
from inspect_tui.domain.tally import tally
from inspect_tui.domain.twins import is_same_place
from inspect_tui.services.home import Setup
from inspect_tui.services.recording import save
from inspect_tui.services.sessions import load_view, open_for
from inspect_tui.services.views import View, view_of
from inspect_tui.store.newest import newest_entry
from inspect_tui.store.reading import by_place, matching, read_conflicts, read_record
from inspect_tui.store.store import Store

_LISTS: Final = {
    "participant": "participants", "task": "tasks", "note": "notes", "conclusion": "conclusions", "event": "events",
    "attachment": "attachments", "paper": "papers",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Saved:
    """A record as it stands after a change; ``record`` is None once it is deleted.

    Attributes:
        conflicts: the fields of it on which values stand against each other.
    """

    kind: str
    id: str
    record: Any
    conflicts: tuple[Conflict, ...] = ()


def read_saved(store: Store, session: str, kind: str, record_id: str) -> Saved:
    """Return a record as it stands."""
    record = read_record(store, session, kind, record_id)
    return Saved(kind, record_id, record, read_conflicts(store, session, record=(kind, record_id)))


def load(store: Store, session: str) -> tuple[View, tuple[Draft, ...]]:
    """Read a session and the drafts that wait in it."""
    newest = newest_entry(store)
    view = load_view(store, session)
    behind = next((c.behind for c in view.content.clocks if c.device == store.device), 0)
    return view._replace(newest=newest, behind=behind), store.drafts(session)


def load_apart(setup: Setup, session: str) -> View:
    """Read a session on a connection of its own, so that what is typed meanwhile is not kept waiting.

    Raises:
        StoreError: it cannot be read.
    """
    with open_for(setup, read_only=True) as store, store.errors_told():
        return load(store, session)[0]


def is_still_so(store: Store, view: View) -> bool:
    """Tell whether nothing came into the journal since a view was read."""
    return view.newest is not None and view.newest == newest_entry(store)


def save_and_read(
    store: Store,
    session: str,
    kind: str,
    record_id: str | None,
    values: Mapping[str, object],
    *,
    delete: bool | None = None,
    drop_drafts: Sequence[str] = (),
) -> Saved:
    """Make a change and return the record as it is now, both in one transaction."""
    with store.transaction():
        made = save(store, session, kind, record_id, values, delete=delete, drop_drafts=drop_drafts)
        return read_saved(store, session, kind, made)


def apply(view: View, saved: Saved) -> View:
    """Return the view with one record changed, figures recounted; no store is asked."""
    new = _applied(view, saved)
    if new.content.conflicts or saved.conflicts:
        others = (c for c in new.content.conflicts if (c.record, c.id) != (saved.kind, saved.id))
        new = new._replace(content=new.content._replace(conflicts=(*others, *saved.conflicts)))
    return new


def _applied(view: View, saved: Saved) -> View:
    content = view.content
    if saved.kind == "session":
        content = content._replace(session=saved.record)
        if view.tally is not None and saved.record.as_of == view.content.session.as_of:
            return view._replace(content=content, figures=view.tally.figures(saved.record))
        counted = view_of(content)
        return counted._replace(newest=view.newest, behind=view.behind, due_soon_days=view.due_soon_days)
    if saved.kind == "declared":
        return view._replace(content=content._replace(declared=saved.record))
    name = _LISTS[saved.kind]
    before = next((one for one in getattr(content, name) if one.id == saved.id), None)
    listed = _with(getattr(content, name), saved)
    if saved.kind == "note" and saved.record is not None and len(listed) > len(content.notes):
        if view.behind and saved.id not in content.shifts:
            # Written here and now, by this device's clock.
            content = content._replace(shifts={**content.shifts, saved.id: view.behind})
        listed = tuple(sorted(listed, key=lambda n: note_order(n, content.shifts)))
    if saved.kind == "participant":
        # A person's place is a field of the record, which may have changed.
        listed = tuple(sorted(listed, key=by_place))
    changes: dict[str, Any] = {name: listed}
    view = view._replace(content=content._replace(**changes))
    match saved.kind:
        case "task":
            if before is None or saved.record is None or not is_same_place(before, saved.record):
                return _renamed(view, before, saved.record)
            return _restood(view, (saved.id,))
        case "event":
            return _restood(view, {event.task for event in (before, saved.record) if event is not None})
    return view


def _renamed(view: View, before: Task | None, after: Task | None) -> View:
    """Return the view, with its records as they are now, counted with a task that came, went, or may be another one."""
    content, where = view.content, dict(view.standing_of)
    old = where.pop(before.id, None) if before is not None else None
    if after is not None:
        where[after.id] = standing(after, events_by_task(content.events).get(after.id, ()), content.session.as_of)
    if view.tally is None:
        counted = tally(content.tasks, where)
    else:
        counted = view.tally.changed(before, after, content.tasks, old, where)
    return view._replace(standing_of=where, figures=counted.figures(content.session), tally=counted)


def _restood(view: View, tasks: Collection[str]) -> View:
    """Return the view with the standing of some tasks worked out again, and the figures moved by what it changes.

    Args:
        view: the view, with its records as they are now.
        tasks: the ids of the tasks.
    """
    content, counted = view.content, view.tally
    moved = events_by_task(content.events)
    where = dict(view.standing_of)
    for task in content.tasks:
        if task.id in tasks:
            old, where[task.id] = where[task.id], standing(task, moved.get(task.id, ()), content.session.as_of)
            counted = counted.moved(task, old, where[task.id]) if counted is not None else None
    if counted is None:
        counted = tally(content.tasks, where)
    if counted is view.tally:
        return view._replace(standing_of=where)
    return view._replace(standing_of=where, figures=counted.figures(content.session), tally=counted)


def _with(listed: tuple[Any, ...], saved: Saved) -> tuple[Any, ...]:
    place = next((i for i, one in enumerate(listed) if one.id == saved.id), None)
    if saved.record is None:
        return listed if place is None else (*listed[:place], *listed[place + 1 :])
    if place is None:
        return (*listed, saved.record)
    return (*listed[:place], saved.record, *listed[place + 1 :])


def find_tasks(store: Store, session: str, words: Sequence[str]) -> set[str]:
    """Return ids of the tasks that have all of some folded words."""
    return matching(store, session, "task", words)
