"""A session in the app: read once, then kept true change by change, so that a note costs a note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from inspect_tui.domain.clocks import note_order
from inspect_tui.domain.figures import figures
from inspect_tui.domain.readiness import Missing, missing_before_signing
from inspect_tui.domain.records import Conflict, Draft, SessionContent
from inspect_tui.domain.status import events_by_task, standing
from inspect_tui.services.home import Setup
from inspect_tui.services.recording import save
from inspect_tui.services.sessions import open_for
from inspect_tui.services.views import View, view_of
from inspect_tui.store.newest import newest_entry
from inspect_tui.store.reading import matching, read_conflicts, read_content, read_record
from inspect_tui.store.store import Store

_LISTS: Final = {
    "participant": "participants", "task": "tasks", "note": "notes", "conclusion": "conclusions", "event": "events",
    "attachment": "attachments",
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
    view = view_of(read_content(store, session))
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
    return new._replace(newest=view.newest, behind=view.behind)


def _applied(view: View, saved: Saved) -> View:
    content = view.content
    if saved.kind == "session":
        content = content._replace(session=saved.record)
        return view_of(content)
    if saved.kind == "declared":
        return view._replace(content=content._replace(declared=saved.record))
    name = _LISTS[saved.kind]
    listed = _with(getattr(content, name), saved)
    if saved.kind == "note" and saved.record is not None and len(listed) > len(content.notes):
        if view.behind and saved.id not in content.shifts:
            # Written here and now, by this device's clock.
            content = content._replace(shifts={**content.shifts, saved.id: view.behind})
        listed = tuple(sorted(listed, key=lambda n: note_order(n, content.shifts)))
    changes: dict[str, Any] = {name: listed}
    content = content._replace(**changes)
    if saved.kind == "event":
        return view_of(content)
    if saved.kind != "task":
        return View(content, view.standing_of, view.figures)
    where = dict(view.standing_of)
    if saved.record is None:
        where.pop(saved.id, None)
    else:
        moved = events_by_task(content.events).get(saved.id, ())
        where[saved.id] = standing(saved.record, moved, content.session.as_of)
    head = content.session
    counted = figures(content.tasks, where, head.as_of, base=head.rate_base, decimals=head.decimals)
    return View(content, where, counted)


def _with(listed: tuple[Any, ...], saved: Saved) -> tuple[Any, ...]:
    place = next((i for i, one in enumerate(listed) if one.id == saved.id), None)
    if saved.record is None:
        return listed if place is None else (*listed[:place], *listed[place + 1 :])
    if place is None:
        return (*listed, saved.record)
    return (*listed[:place], saved.record, *listed[place + 1 :])


def find_tasks(store: Store, session: str, words: Sequence[str]) -> set[str]:
    """Return ids of the tasks that have all of some folded words."""
    return set.intersection(*(matching(store, session, "task", word) for word in words))


def missing(content: SessionContent, view: View) -> list[Missing]:
    """Return what is missing before signing."""
    return missing_before_signing(content, view.standing_of)
