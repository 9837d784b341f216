"""The draft minutes point by point, as they are read aloud before signing, and what was agreed of each.

The points are made of the very paper that will be signed. A point is known by its words: what was agreed of other words
is agreed of none, so a point that is changed after it was read is to be read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from inspect_tui.documents.heads import PaperHead
from inspect_tui.documents.minutes import minutes
from inspect_tui.documents.paper import Block, Heading, Item, Paragraph, Table, words_of
from inspect_tui.domain.ids import new_id
from inspect_tui.domain.records import SessionContent, coerce, utc_text
from inspect_tui.locale import Catalog
from inspect_tui.services.sessions import View, person
from inspect_tui.store.journal import Write

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

DIGITS: Final = 16
"""Hexadecimal digits of the hash by which a point is known."""
_RECORDS: Final = {"note": "notes", "conclusion": "conclusions", "late_task": "tasks", "participant": "participants"}
_UNREAD: Final = ("name", "small", "revision")
"""Roles of paragraphs that nobody reads aloud."""

_BLANK: Final = " .…\n"
"""A line of these is to be filled in by hand: nothing that could be read."""
_TWICE: Final = "reservation_"
"""Reservations are read where they were said, not once more in their own place."""


class Point(NamedTuple):
    """A point of the minutes.

    Attributes:
        key: the hash of its words, shortened.
        part: the heading that it stands under; empty before the first.
        text: its words.
        record: the kind of record that it is made of; empty for none.
        record_id: that record.
    """

    key: str
    part: str
    text: str
    record: str = ""
    record_id: str = ""


class Reading(NamedTuple):
    """What was said of a point.

    Attributes:
        state: ``agreed``, ``corrected`` (agreed after a correction), ``reserved``; empty where it was not read.
        changed: its words were others when it was read.
    """

    state: str = ""
    changed: bool = False


def points(view: View, catalog: Catalog) -> list[Point]:
    """Return the points of a session's minutes in the order of the paper."""
    # What the paper says of the reading itself is no point of it, else each agreement would make another paper.
    content = view.content._replace(session=view.content.session._replace(read_aloud={}))
    paper = minutes(content, view.figures, view.standing_of, PaperHead(), catalog, zone=content.session.zone)
    return list(_points(paper.sections[0].blocks, content))


def _points(blocks: Sequence[Block], content: SessionContent) -> Iterator[Point]:
    part, opening = "", list[str]()
    for block in blocks:
        match block:
            case Heading(level=1):
                if opening:
                    yield _point("", "\n".join(opening), "", content)
                    opening = []
                part = block.text
            case Paragraph() if block.role in _UNREAD or (part and _leads_on(block)):
                continue
            case Paragraph() | Item():
                words = words_of(block.runs)
                if not part:
                    opening.append(words)
                elif words.strip(_BLANK) and not block.anchor.startswith(_TWICE):
                    yield _point(part, words, block.anchor, content)
            case Table():
                for row in block.rows:
                    words = " · ".join(filter(None, (words_of(cell.runs) for cell in row.cells)))
                    if row.anchor and words:
                        yield _point(part, words, row.anchor, content)
            case _:
                continue


def _leads_on(block: Paragraph) -> bool:
    """Tell whether a paragraph only leads to what comes behind it.

    Such are an agenda title, "the figures by source:", and the count of what the minutes hold.
    """
    return block.role == "body" and block.keep_next and not block.anchor


def _point(part: str, text: str, anchor: str, content: SessionContent) -> Point:
    key = hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
    kind, _, place = anchor.rpartition("_")
    listed: Sequence[Any] = getattr(content, _RECORDS[kind]) if kind in _RECORDS and place.isdigit() else ()
    if listed and 0 < int(place) <= len(listed):
        return Point(key, part, text, "task" if kind == "late_task" else kind, listed[int(place) - 1].id)
    return Point(key, part, text)


def reading_of(point: Point, read_aloud: Mapping[str, Any]) -> Reading:
    """Return what was said of a point; entries that are not of the form count as not there."""
    entry = read_aloud.get(point.key)
    if isinstance(entry, Mapping) and entry.get("state") in ("agreed", "corrected", "reserved"):
        return Reading(str(entry["state"]))
    about = point.record_id
    changed = bool(about) and any(isinstance(one, Mapping) and one.get("about") == about for one in read_aloud.values())
    return Reading("", changed)


def with_agreed(agreed: Sequence[Point], read_aloud: Mapping[str, Any], at: str) -> dict[str, Any]:
    """Return the session's field with points agreed; one that was changed since it was read counts as corrected.

    Args:
        agreed: the points.
        read_aloud: the field as it is.
        at: now, UTC ISO text.
    """
    made = dict(read_aloud)
    for point in agreed:
        state = "corrected" if reading_of(point, read_aloud).changed else "agreed"
        made[point.key] = {"state": state, "at": at, "about": point.record_id}
    return made


def reserve(
    store: Store, session: str, point: Point, text: str, speaker: str, read_aloud: Mapping[str, Any], *,
    drop_drafts: Sequence[str] = (),
) -> str:  # fmt: skip
    """Write the agency's reservation on a point as a note, in one step with the point's state; return the note's id."""
    now, note = utc_text(store.clock()), new_id()
    values: dict[str, object] = {"at": now, "speaker": speaker, "kind": "reservation", "text": text}
    if point.record == "task":
        values["tasks"] = [point.record_id]
    stored = {name: coerce("note", name, value) for name, value in values.items()}
    entry = {"state": "reserved", "at": now, "about": point.record_id, "note": note}
    writes = [
        Write("note", note, stored, new=True),
        Write("session", session, {"read_aloud": {**read_aloud, point.key: entry}}),
    ]
    store.journal.write(session, writes, person=person(store), drop_drafts=drop_drafts)
    return note
