"""Places in a list: which of them change so that records stand in a wanted order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Placed(Protocol):
    """A record that has a place in a list, or none yet."""

    @property
    def id(self) -> str:
        """The record's id."""

    @property
    def position(self) -> int | None:
        """Its place."""


P = TypeVar("P", bound=Placed)


def places_in_order(records: Sequence[Placed]) -> dict[str, dict[str, object]]:
    """Return new places for those whose place must change so that they stand in this order.

    Two devices may have given the same place, and some records may have none: then all get places of their own.

    Args:
        records: in the order in which they are to stand.

    Returns:
        The fields to set, by the id of the record.
    """
    kept = sorted({one.position for one in records if one.position is not None})
    first = kept[0] if kept else 1
    if len(kept) < len(records):
        kept = list(range(first, first + len(records)))
    return {one.id: {"position": place} for one, place in zip(records, kept, strict=True) if one.position != place}


def moved(records: Sequence[P], record: P, step: int) -> dict[str, dict[str, object]]:
    """Return what changes when a record is moved up (-1) or down (1) among those listed; nothing at an end."""
    place = records.index(record) + step
    if not 0 <= place < len(records):
        return {}
    order = [one for one in records if one is not record]
    order.insert(place, record)
    return places_in_order(order)
