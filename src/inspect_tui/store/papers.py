"""Numbers that papers of a store were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspect_tui.store.store import Store


def paper_numbers(store: Store, year: int) -> list[str]:
    """Return the numbers and symbols that papers of all sessions have in a year.

    Args:
        store: the store.
        year: of the day on which the paper was given; of the visit where that is not known.
    """
    paper, session = store.models.records["paper"], store.models.records["session"]
    query = paper.select(paper.number, paper.issued_on, session.held_on).join(session)
    rows = query.where((paper.deleted == False) & (paper.number != "")).tuples()  # noqa: E712
    return [number for number, issued_on, held_on in rows if (issued_on or held_on or "")[:4] == f"{year:04d}"]
