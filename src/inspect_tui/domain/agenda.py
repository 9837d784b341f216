"""The agenda of a meeting: its items in order, how long each was to take and how long it has taken.

A session keeps it as one field, ``{"items": [{"id", "title", "minutes", "spans"}]}``, a span being ``"from/to"`` in UTC
ISO text with nothing behind the stroke while it lasts. Another program may have written the field, so nothing in it is
relied on: what is not understood is kept and counts as nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from inspect_tui.domain.records import Note, Value
from inspect_tui.domain.vietnamese import one_line

MOST_MINUTES: Final = 24 * 60
"""The longest time that an item can be planned for."""

LONGEST: Final = timedelta(hours=12)
"""How long an item can last; one that is open for longer was forgotten when the meeting ended."""

MOST_ITEMS: Final = 200
MOST_SPANS: Final = 500
"""More than any meeting has: what else stands in a field that no person wrote is kept and not looked at."""

_OWN: Final = ("id", "title", "minutes", "spans")


class Span(NamedTuple):
    """A time for which an item lasted; ``end`` is None while it does."""

    start: datetime
    end: datetime | None


class Item(NamedTuple):
    """An item of the agenda.

    Attributes:
        id: names it, once in an agenda.
        title: one line.
        minutes: planned, 0 where nothing is.
        spans: as they are stored, what is not understood among them.
        other: what else somebody stored with the item.
    """

    id: str
    title: str
    minutes: int = 0
    spans: tuple[Value, ...] = ()
    other: Mapping[str, Value] = {}

    @property
    def lasted(self) -> tuple[Span, ...]:
        """The spans that are understood, in their stored order."""
        found = (span_of(one) for one in self.spans[-MOST_SPANS:])
        return tuple(span for span in found if span is not None)

    @property
    def open_since(self) -> datetime | None:
        """When its open span began; None where it has none."""
        return max((span.start for span in self.lasted if span.end is None), default=None)

    @property
    def has_begun(self) -> bool:
        """Whether it was ever come to."""
        return bool(self.lasted)


class Agenda(NamedTuple):
    """The items in their order.

    Attributes:
        items: the items.
        unread: what stands among the items and is none.
        other: what else somebody stored with the agenda.
    """

    items: tuple[Item, ...] = ()
    unread: tuple[Value, ...] = ()
    other: Mapping[str, Value] = {}

    def item(self, item_id: str) -> Item | None:
        """Return an item by its id."""
        return next((one for one in self.items if one.id == item_id), None)

    def place(self, item_id: str) -> int | None:
        """Return where an item stands, from 0."""
        return next((place for place, one in enumerate(self.items) if one.id == item_id), None)

    @property
    def current(self) -> Item | None:
        """The item that lasts; of several, the one that was begun last."""
        found = [(one.open_since, place, one) for place, one in enumerate(self.items) if one.open_since is not None]
        return max(found)[2] if found else None

    @property
    def planned(self) -> int:
        """The planned minutes of all items."""
        return sum(one.minutes for one in self.items)

    def elapsed(self, item: Item, now: datetime) -> timedelta:
        """Return how long an item has lasted.

        A span that was left open ends where the item after it was begun, and however clocks were set no span is shorter
        than nothing or longer than `LONGEST`.
        """
        current = self.current
        total = timedelta()
        for span in item.lasted:
            end = span.end
            if end is None:
                is_current = current is not None and item.id == current.id and span.start == current.open_since
                begun = (s.start for one in self.items for s in one.lasted if s.start > span.start)
                end = now if is_current else min(begun, default=span.start)
            total += min(max(timedelta(), end - span.start), LONGEST)
        return total

    def minutes(self, item: Item, now: datetime) -> int:
        """Return how many whole minutes an item has lasted."""
        return int(self.elapsed(item, now) // timedelta(minutes=1))

    def overrun(self, item: Item, now: datetime) -> int:
        """Return by how many minutes an item has lasted longer than planned; 0 where it has not, or has no plan."""
        return max(0, self.minutes(item, now) - item.minutes) if item.minutes else 0

    def whole(self, now: datetime) -> int:
        """Return how many whole minutes all items together have lasted."""
        return int(sum((self.elapsed(one, now) for one in self.items), timedelta()) // timedelta(minutes=1))


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        # Without its zone it is no moment that can be compared; far ends of the calendar cannot be brought to UTC.
        return moment.astimezone(UTC) if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def span_of(stored: Value) -> Span | None:
    """Return a stored span; None where it is not understood."""
    if not isinstance(stored, str):
        return None
    begin, stroke, end = stored.partition("/")
    start = _moment(begin)
    if start is None or not stroke:
        return None
    if not end:
        return Span(start, None)
    ended = _moment(end)
    return Span(start, ended) if ended is not None else None


def parse(stored: object) -> Agenda:
    """Return the agenda that a session's field holds, whoever wrote it; an empty one where it holds none."""
    if not isinstance(stored, Mapping):
        return Agenda()
    listed = stored.get("items")
    items: list[Item] = []
    unread: list[Value] = []
    used: set[str] = set()
    for one in listed if isinstance(listed, list | tuple) else ():
        if not isinstance(one, Mapping) or len(items) == MOST_ITEMS:
            unread.append(one)
            continue
        item = _item(one, len(items) + 1, used)
        used.add(item.id)
        items.append(item)
    other = {key: value for key, value in stored.items() if key != "items"}
    return Agenda(tuple(items), tuple(unread), other)


def _item(stored: Mapping[str, Any], place: int, used: set[str]) -> Item:
    given, title, spans = (stored.get(name) for name in ("id", "title", "spans"))
    minutes: Any = stored.get("minutes")
    item_id = base = one_line(given) if isinstance(given, str) and given.strip() else f"item-{place}"
    number = 2
    while item_id in used:
        item_id, number = f"{base}-{number}", number + 1
    is_number = isinstance(minutes, int) and not isinstance(minutes, bool)
    planned = minutes if is_number and 0 <= minutes <= MOST_MINUTES else 0
    return Item(
        item_id,
        one_line(title) if isinstance(title, str) else "",
        planned,
        tuple(spans) if isinstance(spans, list | tuple) else (),
        {key: value for key, value in stored.items() if key not in _OWN},
    )


def stored(agenda: Agenda) -> dict[str, Value]:
    """Return the agenda as the session's field holds it."""
    items: list[Value] = [
        {**one.other, "id": one.id, "title": one.title, "minutes": one.minutes, "spans": list(one.spans)}
        for one in agenda.items
    ]
    return {**agenda.other, "items": [*items, *agenda.unread]}


def item_at(field: object, moment: str | None) -> Item | None:
    """Return the item under which something falls that was begun at a moment.

    Args:
        field: the session's field.
        moment: UTC ISO text of the first key; None for now.

    Returns:
        The item that lasted then; where none did, the one at which the meeting is.
    """
    agenda = parse(field)
    at = _moment(moment) if moment else None
    if at is not None:
        for item in agenda.items:
            if any(span.start <= at and span.end is not None and at < span.end for span in item.lasted):
                return item
    return agenda.current


def now_in(now: datetime, agenda: Agenda, ended_at: str | None) -> datetime:
    """Return the moment until which the open item counts.

    Args:
        now: this moment.
        agenda: the agenda.
        ended_at: when the meeting ended, UTC ISO text, empty or None where nobody has said.

    Returns:
        Now, while the item may still last; for one that was left open when the meeting ended, that end, else its begin.
    """
    since = agenda.current.open_since if agenda.current is not None else None
    if since is None or now - since <= LONGEST:
        return now
    ended = _moment(ended_at) if ended_at else None
    return ended if ended is not None and since < ended <= since + LONGEST else since


class Section(NamedTuple):
    """Notes in a row that fall under one item.

    Attributes:
        key: names the section, once in a feed.
        number: the item's number, 0 where they fall under none.
        title: the item's title.
        notes: the notes.
    """

    key: str
    number: int
    title: str
    notes: tuple[Note, ...]


def feed_sections(notes: Sequence[Note], agenda: Agenda) -> list[Section]:
    """Return the notes in their order, divided where the item changes.

    Notes without an item, or with one that has been taken out, stand in a section without number; without an agenda
    all of them do.
    """
    known = {one.id: (number, one.title) for number, one in enumerate(agenda.items, start=1)}
    sections: list[Section] = []
    members: list[Note] = []
    last: tuple[int, str] | None = None
    for note in notes:
        here = known.get(note.item, (0, ""))
        if here != last and members and last is not None:
            sections.append(Section(f"section:{members[0].id}", *last, tuple(members)))
            members = []
        members.append(note)
        last = here
    if members and last is not None:
        sections.append(Section(f"section:{members[0].id}", *last, tuple(members)))
    return sections
