"""People of the sessions that a store has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from inspect_tui.store.store import Store


class Known(NamedTuple):
    """Somebody who was at a meeting."""

    name: str
    role: str
    side: str


def people_of_others(store: Store, session: str, *, most: int) -> list[Known]:
    """Return who was at the meetings of the other sessions, those noted last foremost.

    Args:
        store: the store.
        session: the session whose own people are left out.
        most: the most records to read.
    """
    model = store.models.records["participant"]
    query = model.select(model.name, model.role, model.side).where(
        (model.session != session) & (model.deleted == False) & (model.name != "")  # noqa: E712
    )
    # The ids are UUIDv7: what was made last comes first.
    return [Known(*row) for row in query.order_by(model.id.desc()).limit(most).tuples()]
