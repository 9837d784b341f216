"""A note and the request that is drawn from it, written as one step: undo takes back both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from inspect_tui.domain.ids import new_id
from inspect_tui.domain.records import coerce, utc_text
from inspect_tui.services.live import Saved, read_saved
from inspect_tui.services.sessions import person
from inspect_tui.store.journal import Write
from inspect_tui.store.reading import last_position

if TYPE_CHECKING:
    from inspect_tui.store.store import Store


def save_with_request(
    store: Store,
    session: str,
    note_id: str | None,
    note: Mapping[str, object],
    request: Mapping[str, object],
    *,
    drop_drafts: Sequence[str] = (),
) -> tuple[Saved, Saved]:
    """Make or change a note and draw a request from it, both in one write.

    Args:
        store: the store.
        session: the session's id.
        note_id: the note to change; None makes one.
        note: the note's fields.
        request: the request's fields beside its place in the list and the note that it comes from.
        drop_drafts: drafts that become part of it, dropped in the same transaction.

    Returns:
        The note and the request as they are now.

    Raises:
        FieldError: a value that its field cannot hold.
        StoreError: the session is signed, or the store cannot be written.
    """
    with store.transaction():
        is_new, one = note_id is None, note_id or new_id()
        fields = {"at": utc_text(store.clock()), "kind": "note", **note} if is_new else note
        place = last_position(store, session, "conclusion") + 1
        drawn = {"kind": "request", **request, "position": place, "notes": [one]}
        writes = [
            Write("note", one, {name: coerce("note", name, value) for name, value in fields.items()}, new=is_new),
            Write("conclusion", new_id(), {n: coerce("conclusion", n, v) for n, v in drawn.items()}, new=True),
        ]
        store.journal.write(session, writes, person=person(store), drop_drafts=drop_drafts)
        first, second = (read_saved(store, session, write.record, write.id) for write in writes)
        return first, second
