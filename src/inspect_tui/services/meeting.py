"""The head of a session and who is there: corrections that change several records as one step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from inspect_tui.domain.clock_words import moved
from inspect_tui.domain.ids import new_id
from inspect_tui.domain.records import FieldError, Value, coerce
from inspect_tui.domain.vietnamese import fold
from inspect_tui.services.errors import UserError
from inspect_tui.services.live import Saved, read_saved
from inspect_tui.services.sessions import person
from inspect_tui.store.journal import Write
from inspect_tui.store.people import people_of_others
from inspect_tui.store.reading import last_position, read_session

if TYPE_CHECKING:
    from inspect_tui.domain.attendance_words import Person
    from inspect_tui.store.people import Known
    from inspect_tui.store.store import Store

DAYS: Final = ("held_on", "as_of")
TIMES: Final = ("started_at", "ended_at")
_KNOWN: Final = 500
"""Records of earlier meetings that are looked through for names."""


def correct_head(
    store: Store,
    session: str,
    values: Mapping[str, object],
    *,
    requests: Collection[str] = (),
    drop_drafts: Sequence[str] = (),
) -> tuple[Saved, ...]:
    """Change the head of a session and, in the same write, what follows from it.

    Start and end go with the day of the visit. Tasks, notes and their ids stay as they are, also where the session was
    made for another agency.

    Args:
        store: the store.
        session: the session's id.
        values: the fields to set.
        requests: ids of conclusions that are given to the agency under its new name.
        drop_drafts: drafts that this change takes the place of.

    Returns:
        The records as they are now, the session first.

    Raises:
        UserError: an agency without a name.
        FieldError: a value that its field cannot hold, or a day that is taken away.
        StoreError: the session is signed, or the store cannot be written.
    """
    stored: dict[str, Value] = {name: coerce("session", name, value) for name, value in values.items()}
    if not stored.get("agency", "-"):
        raise UserError("no_agency")
    for name in DAYS:
        if stored.get(name, "-") is None:
            raise FieldError("not_date", name, "")
    head = read_session(store, session)
    if head.held_on is not None and "held_on" in stored:
        days = date.fromisoformat(stored["held_on"]) - head.held_on
        times = {name: getattr(head, name) for name in TIMES if name not in stored}
        stored |= {name: moved(name, at, days) for name, at in times.items() if at}
    writes = [Write("session", session, stored)]
    writes += [Write("conclusion", one, {"owner": stored["agency"]}) for one in requests]
    return _written(store, session, writes, drop_drafts)


def add_people(
    store: Store, session: str, people: Sequence[Person], side: str, *, drop_drafts: Sequence[str] = ()
) -> tuple[Saved, ...]:
    """Add people to one side of the table, behind those who are there, as one step.

    Raises:
        FieldError: no such side.
        StoreError: the session is signed, or the store cannot be written.
    """
    with store.transaction():
        first = last_position(store, session, "participant") + 1
        made = [
            {"name": one.name, "role": one.role, "side": side, "present": True, "position": first + place}
            for place, one in enumerate(people)
        ]
        writes = [
            Write("participant", new_id(), {n: coerce("participant", n, v) for n, v in one.items()}, new=True)
            for one in made
        ]
        return _written(store, session, writes, drop_drafts)


def change_people(store: Store, session: str, changes: Mapping[str, Mapping[str, object]]) -> tuple[Saved, ...]:
    """Change several people as one step.

    Args:
        store: the store.
        session: the session's id.
        changes: the fields to set, by the id of the record.

    Raises:
        StoreError: the session is signed, or the store cannot be written.
    """
    writes = [
        Write("participant", one, {n: coerce("participant", n, v) for n, v in fields.items()})
        for one, fields in changes.items()
    ]
    return _written(store, session, writes)


def known_people(store: Store, session: str) -> tuple[Known, ...]:
    """Return who was at earlier meetings, each name once, as it was noted last."""
    found: dict[str, Known] = {}
    for one in people_of_others(store, session, most=_KNOWN):
        found.setdefault(fold(one.name), one)
    return tuple(found.values())


def _written(store: Store, session: str, writes: Sequence[Write], drop_drafts: Sequence[str] = ()) -> tuple[Saved, ...]:
    with store.transaction():
        store.journal.write(session, writes, person=person(store), drop_drafts=drop_drafts)
        return tuple(read_saved(store, session, one.record, one.id) for one in writes)
