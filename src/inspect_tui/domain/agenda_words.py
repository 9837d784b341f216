"""An agenda in words, item by item, for lists of changes and for two that were written differently."""

from __future__ import annotations

from datetime import tzinfo

from inspect_tui.domain.agenda import Item, parse
from inspect_tui.domain.records import Value
from inspect_tui.locale import Catalog


def agenda_lines(field: Value, catalog: Catalog, zone: tzinfo | None) -> list[str]:
    """Return a line for each item: number, title, planned minutes, when it lasted.

    Args:
        field: what a session's field holds.
        catalog: the language.
        zone: the zone in which times are told.
    """
    return [
        " · ".join(
            part for part in (f"{number}. {one.title}".rstrip(), _planned(one, catalog), _times(one, zone)) if part
        )
        for number, one in enumerate(parse(field).items, start=1)
    ]


def agenda_words(field: Value, catalog: Catalog, zone: tzinfo | None) -> str:
    """Return the same as one line; what nobody has written says that it is empty."""
    return "; ".join(agenda_lines(field, catalog, zone)) or catalog.t("(empty)")


def item_words(field: Value, item_id: str) -> str:
    """Return the title of an item, or its id where it is not there any more."""
    item = parse(field).item(item_id)
    return item.title or item_id if item is not None else item_id


def _planned(item: Item, catalog: Catalog) -> str:
    return catalog.t("{count}' planned", count=item.minutes) if item.minutes else ""


def _times(item: Item, zone: tzinfo | None) -> str:
    spans = []
    for span in item.lasted:
        end = f"{span.end.astimezone(zone):%H:%M}" if span.end is not None else "…"
        spans.append(f"{span.start.astimezone(zone):%H:%M}–{end}")
    return ", ".join(spans)
