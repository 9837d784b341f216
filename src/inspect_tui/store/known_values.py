"""What the fields of a kind of record hold in this store, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

import peewee

from inspect_tui.store.store import Store


def uses_of_values(
    store: Store, kind: str, fields: Sequence[str], *, longest: int, but: str = ""
) -> dict[str, dict[str, int]]:
    """Return how often each value of some fields stands in records that are not deleted, by field, in one query.

    Args:
        store: the store.
        kind: the kind of record.
        fields: fields that hold words; what is empty does not count.
        longest: characters of the longest value that counts.
        but: a session that is left out; empty for none.
    """
    model = store.models.records[kind]
    parts = []
    for name in fields:
        column = getattr(model, name)
        wanted = (column != "") & (peewee.fn.LENGTH(column) <= longest) & (model.deleted == False)  # noqa: E712
        if but:
            wanted &= model.session != but
        field = peewee.SQL(f"'{name}'").alias("field")
        parts.append(
            model.select(field, column.alias("words"), peewee.fn.COUNT(model.id).alias("uses"))
            .where(wanted)
            .group_by(column)
        )
    found: dict[str, dict[str, int]] = {name: {} for name in fields}
    for name, words, uses in reduce(or_, parts).tuples().iterator():
        found[name][str(words)] = int(uses)
    return found
