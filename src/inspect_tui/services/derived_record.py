"""Records of which a session has one each, under an id made from what they are: declared figures, papers."""

from __future__ import annotations

from collections.abc import Mapping

from inspect_tui.domain.ids import declared_id, paper_id
from inspect_tui.domain.journal import DELETED
from inspect_tui.domain.records import FIELDS, FieldError, Value
from inspect_tui.store.journal import Write
from inspect_tui.store.reading import deleted_ids, find_record, read_conflicts, read_session
from inspect_tui.store.store import Store


def derived_write(
    store: Store, session: str, record: str, own: str, values: Mapping[str, Value], *, delete: bool | None = None
) -> Write:
    """Return the change of such a record as a person means it who sees its form.

    The record is made at its first field. One that was deleted, also by undoing that it was made, comes back with what
    is written now and nothing of what it held: the form that was seen was empty.

    Args:
        store: the store.
        session: the session's id.
        record: the kind of record.
        own: its id.
        values: the fields to set, in stored form.
        delete: delete the record, or bring it back as it was.
    """
    exists = bool(find_record(store, session, own))
    if delete is None and exists and own in deleted_ids(store, session, record):
        disputed = {conflict.field for conflict in read_conflicts(store, session, record=(record, own))}
        delete = None if DELETED in disputed else False
        values = {**{name: field.empty for name, field in FIELDS[record].items()}, **values}
    return Write(record, own, values, new=not exists, delete=delete)


def declared_write(
    store: Store, session: str, values: Mapping[str, Value], *, delete: bool | None = None
) -> Write:  # fmt: skip
    """Return the change of a session's declared figures; see `derived_write`."""
    return derived_write(store, session, "declared", declared_id(session), values, delete=delete)


def paper_write(
    store: Store, session: str, values: Mapping[str, Value], *, delete: bool | None = None
) -> Write:  # fmt: skip
    """Return the change of what became of a paper; see `derived_write`.

    Args:
        store: the store.
        session: the session's id.
        values: the fields to set, in stored form; ``kind`` among them. Without ``revision`` it is the session's own.
        delete: delete the record, or bring it back as it was.

    Raises:
        FieldError: no kind is named, or a revision that the session has not come to.
    """
    kind, now = values.get("kind"), read_session(store, session).revision
    given = values.get("revision")
    revision = now if given is None else given
    if not kind:
        raise FieldError("not_choice", "kind", kind)
    if not 1 <= revision <= now:
        raise FieldError("not_choice", "revision", revision)
    own = paper_id(session, kind, revision)
    return derived_write(store, session, "paper", own, {**values, "revision": revision}, delete=delete)
