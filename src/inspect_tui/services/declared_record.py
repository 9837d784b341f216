"""The one record of the figures that an agency declared: made, changed, brought back."""

from __future__ import annotations

from collections.abc import Mapping

from inspect_tui.domain.ids import declared_id
from inspect_tui.domain.journal import DELETED
from inspect_tui.domain.records import FIELDS, Value
from inspect_tui.store.journal import Write
from inspect_tui.store.reading import deleted_ids, find_record, read_conflicts
from inspect_tui.store.store import Store


def declared_write(
    store: Store, session: str, values: Mapping[str, Value], *, delete: bool | None = None
) -> Write:  # fmt: skip
    """Return the change of a session's declared figures as a person means it who sees the form.

    The record is made at its first figure. One that was deleted, also by undoing that it was made, comes back with what
    is written now and nothing of what it held: the form that was seen was empty.

    Args:
        store: the store.
        session: the session's id.
        values: the fields to set, in stored form.
        delete: delete the record, or bring it back as it was.
    """
    own = declared_id(session)
    exists = bool(find_record(store, session, own))
    if delete is None and exists and own in deleted_ids(store, session, "declared"):
        disputed = {conflict.field for conflict in read_conflicts(store, session, record=("declared", own))}
        delete = None if DELETED in disputed else False
        values = {**{name: field.empty for name, field in FIELDS["declared"].items()}, **values}
    return Write("declared", own, values, new=not exists, delete=delete)
