"""What is done with an agenda: going to the next item, back, to any; putting in, changing, moving, taking out.

Each step returns the agenda as it is afterwards; where there is nowhere to go, the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from inspect_tui.domain.agenda import MOST_MINUTES, Agenda, Item, span_of
from inspect_tui.domain.ids import new_id
from inspect_tui.domain.records import utc_text
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_

SLIP: Final = timedelta(minutes=1)
"""An item that was begun and left for the one before it within this time was begun by mistake."""

USUAL: Final = (
    (N_("Purpose, delegates"), 10),
    (N_("The decision is read"), 5),
    (N_("The agency reports"), 30),
    (N_("Questions, answers"), 90),
    (N_("The head concludes"), 30),
    (N_("Minutes read and signed"), 20),
)
"""The order of such a meeting with minutes that suit half a day; titles are messages for the catalog."""


def begun(items: Iterable[tuple[str, int]]) -> Agenda:
    """Return a fresh agenda of titles and planned minutes."""
    return Agenda(tuple(new_item(title, minutes) for title, minutes in items))


def jumped(agenda: Agenda, item_id: str, now: datetime) -> Agenda:
    """Go to an item, and end the one that lasts."""
    current = agenda.current
    if agenda.item(item_id) is None or (current is not None and current.id == item_id):
        return agenda
    return _opened(_closed(agenda, now), item_id, now)


def advanced(agenda: Agenda, now: datetime) -> Agenda:
    """Go to the item after the current one; at the last one end it, between items begin the first untouched one."""
    current = agenda.current
    if current is None:
        ahead = next((one for one in agenda.items if not one.has_begun), None)
        return _opened(agenda, ahead.id, now) if ahead is not None else agenda
    place = agenda.place(current.id)
    closed = _closed(agenda, now)
    if place is None or place + 1 >= len(agenda.items):
        return closed
    return _opened(closed, agenda.items[place + 1].id, now)


def gone_back(agenda: Agenda, now: datetime) -> Agenda:
    """Go back to the item before the current one; one that was begun a moment ago was not begun.

    Between items the one that lasted last is taken up again.
    """
    current = agenda.current
    if current is None:
        ended = [(span.end, place) for place, one in enumerate(agenda.items) for span in one.lasted if span.end]
        return _opened(agenda, agenda.items[max(ended)[1]].id, now) if ended else agenda
    place, since = agenda.place(current.id), current.open_since
    if not place or since is None:
        return agenda
    if timedelta() <= now - since < SLIP:
        kept = tuple(one for one in current.spans if (span := span_of(one)) is None or span.end is not None)
        agenda = _with(agenda, current._replace(spans=kept))
    return _opened(_closed(agenda, now), agenda.items[place - 1].id, now)


def edited(agenda: Agenda, item_id: str, title: str, minutes: int) -> Agenda:
    """Give an item other words and another planned time."""
    item = agenda.item(item_id)
    return agenda if item is None else _with(agenda, item._replace(title=one_line(title), minutes=_planned(minutes)))


def new_item(title: str, minutes: int) -> Item:
    """Return an item that stands nowhere yet."""
    return Item(new_id(), one_line(title), _planned(minutes))


def added(agenda: Agenda, item: Item, *, after: str = "") -> Agenda:
    """Put in an item behind another one, at the end where that is not there."""
    place = agenda.place(after)
    place = len(agenda.items) if place is None else place + 1
    return agenda._replace(items=(*agenda.items[:place], item, *agenda.items[place:]))


def removed(agenda: Agenda, item_id: str) -> Agenda:
    """Take an item out."""
    return agenda._replace(items=tuple(one for one in agenda.items if one.id != item_id))


def moved(agenda: Agenda, item_id: str, step: int) -> Agenda:
    """Let an item change places with its neighbour above (-1) or below (1)."""
    place = agenda.place(item_id)
    if place is None or not 0 <= place + step < len(agenda.items):
        return agenda
    items = list(agenda.items)
    items[place], items[place + step] = items[place + step], items[place]
    return agenda._replace(items=tuple(items))


def replaced(agenda: Agenda, items: Sequence[tuple[str, int]]) -> Agenda:
    """Take other items; those that have begun stay before them, for notes may fall under them."""
    kept = tuple(one for one in agenda.items if one.has_begun)
    return agenda._replace(items=(*kept, *begun(items).items))


def _planned(minutes: int) -> int:
    return min(max(0, minutes), MOST_MINUTES)


def _with(agenda: Agenda, item: Item) -> Agenda:
    return agenda._replace(items=tuple(item if one.id == item.id else one for one in agenda.items))


def _closed(agenda: Agenda, now: datetime) -> Agenda:
    """End every open span: the current one now, others where the item after them was begun."""
    items = []
    for one in agenda.items:
        spans = []
        for text in one.spans:
            span = span_of(text)
            if span is not None and span.end is None:
                lasted = agenda.elapsed(one._replace(spans=(text,)), now)
                text = f"{utc_text(span.start)}/{utc_text(span.start + lasted)}"
            spans.append(text)
        items.append(one._replace(spans=tuple(spans)))
    return agenda._replace(items=tuple(items))


def _opened(agenda: Agenda, item_id: str, now: datetime) -> Agenda:
    item = agenda.item(item_id)
    return agenda if item is None else _with(agenda, item._replace(spans=(*item.spans, f"{utc_text(now)}/")))
