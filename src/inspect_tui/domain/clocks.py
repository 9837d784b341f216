"""Clocks of several laptops at one table: which were behind, as far as the entries prove it, and notes in true order.

An entry that replaces another device's entry, or names a record that only the other device had made, was written after
it, whatever the clocks said; and all that others write in a session comes after its making. Where such an entry's time
is earlier nevertheless, its clock was behind by at least the difference. These differences are bounds, and the least
corrections that meet all of them are taken: a function of the set of entries, and no clock is ever asked. They order
notes for people; what came first in a field is still read from what entries replace. docs/merging.md has the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from inspect_tui.domain.journal import Entry, fold
from inspect_tui.domain.records import Note, SlowClock, utc_text
from inspect_tui.domain.signed_view import stands_beside

REFERENCES: Final[dict[str, tuple[str, ...]]] = {
    "note": ("tasks",), "conclusion": ("tasks", "notes"), "event": ("task",), "attachment": ("tasks", "notes"),
}  # fmt: skip
"""The fields in which records name others."""

LEAST_MS: Final = 1000
"""Differences under a second are no fault of a clock."""

TYPED_MS: Final = 30 * 60 * 1000
"""How long before its saving a note can have been begun; an older time was typed in by a person, not by a clock."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def slow_clocks(entries: Iterable[Entry]) -> tuple[SlowClock, ...]:
    """Return the devices whose clocks were behind, by device; the person is who wrote the newest entry that proves it.

    Signings and amendments say nothing here: how notes stand must not change because somebody signs.

    Args:
        entries: all entries of the session; those that replace others or name records, those that they replace, all of
            the records that they name, and the first of each device are enough.
    """
    known = [e for e in {e.hash: e for e in entries}.values() if not stands_beside(e)]
    found = _bounds(known)
    behind = _least_corrections({pair: ms for pair, (ms, _) in found.items()})
    newest: dict[str, Entry] = {}
    for (_, device), (_, entry) in sorted(found.items()):
        last = newest.setdefault(device, entry)
        newest[device] = max(last, entry, key=lambda e: (e.seq, e.hash))
    return tuple(SlowClock(d, newest[d].person, ms) for d, ms in sorted(behind.items()) if ms >= LEAST_MS)


def _bounds(entries: Iterable[Entry]) -> dict[tuple[str, str], tuple[int, Entry]]:
    """Return by how much the second device's clock is behind the first one's at least, for pairs that are proved.

    With each comes the newest entry of the second device that proves anything.
    """
    by_id: dict[str, list[Entry]] = {}
    by_record: dict[str, list[Entry]] = {}
    entries = list(entries)
    for entry in entries:
        by_id.setdefault(entry.id, []).append(entry)
        by_record.setdefault(entry.record_id, []).append(entry)
    makings = [e for e in entries if e.record == "session" and "state" in e.fields and not e.fields["state"].replaces]
    found: dict[tuple[str, str], tuple[int, Entry]] = {}
    for entry in entries:
        made = makings if entry.seq == 1 and len(makings) == 1 else ()
        for earlier in (*_replaced(entry, by_id), *_named(entry, by_record), *made):
            first, then = _ms(earlier.at), _ms(entry.at)
            if earlier.device == entry.device or first is None or then is None:
                continue
            pair = earlier.device, entry.device
            least, last = found.get(pair, (first - then, entry))
            found[pair] = max(least, first - then), max(last, entry, key=lambda e: (e.seq, e.hash))
    return found


def _replaced(entry: Entry, by_id: Mapping[str, list[Entry]]) -> list[Entry]:
    ids = {one for change in entry.fields.values() for one in change.replaces}
    # Of an id with two contents nobody knows which one was seen.
    return [by_id[one][0] for one in ids if len(by_id.get(one, ())) == 1]


def _named(entry: Entry, by_record: Mapping[str, list[Entry]]) -> list[Entry]:
    """Return the entries that made the records which an entry names, where another device alone wrote them."""
    made = []
    for name in REFERENCES.get(entry.record, ()):
        value = entry.fields[name].new if name in entry.fields else ()
        for record_id in value if isinstance(value, list) else [value]:
            wrote = by_record.get(record_id, ()) if isinstance(record_id, str) else ()
            if wrote and len({one.device for one in wrote}) == 1:
                made.append(min(wrote, key=lambda one: (one.seq, one.hash)))
    return made


def _least_corrections(bounds: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """Return the least corrections that meet all bounds.

    Where none meet them all, a clock was set in between; then only what is proved between two devices counts.
    """
    devices = sorted({device for pair in bounds for device in pair})
    direct = {d: max([0, *(ms for pair, ms in bounds.items() if pair[1] == d)]) for d in devices}
    now = dict.fromkeys(devices, 0)
    for _ in range(len(devices) + 1):
        then = {d: max([now[d], *(now[pair[0]] + ms for pair, ms in bounds.items() if pair[1] == d)]) for d in devices}
        if then == now:
            return now
        now = then
    return direct


def note_shifts(entries: Iterable[Entry], clocks: Iterable[SlowClock]) -> dict[str, int]:
    """Return by how many milliseconds the times of notes are corrected, by note; notes that are not by none.

    A time that a person typed in is left as it is.

    Args:
        entries: the entries of notes.
        clocks: what `slow_clocks` returned.
    """
    behind = {clock.device: clock.behind for clock in clocks}
    notes: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.record == "note":
            notes.setdefault(entry.record_id, []).append(entry)
    found = {}
    for note, wrote in notes.items():
        if not any(entry.device in behind for entry in wrote):
            continue
        at = fold(wrote).values.get("at")
        gave = [e for e in wrote if "at" in e.fields and e.fields["at"].new == at]
        first = min(gave, key=lambda e: e.hash, default=None)
        if first is not None and first.device in behind and _was_now(at, first.at):
            found[note] = behind[first.device]
    return found


def _was_now(told: object, at: str) -> bool:
    said, then = _ms(told), _ms(at)
    return said is not None and then is not None and 0 <= then - said <= TYPED_MS


def note_order(note: Note, shifts: Mapping[str, int]) -> tuple[str, str]:
    """Return a note's place among the others: its corrected time, then its id."""
    shift = shifts.get(note.id, 0)
    said = _ms(note.at) if shift else None
    if said is None:
        return note.at or "", note.id
    return utc_text(_EPOCH + timedelta(milliseconds=said + shift)), note.id


def _ms(at: object) -> int | None:
    """Return a moment in milliseconds; None for what is none."""
    try:
        return (datetime.fromisoformat(str(at)) - _EPOCH) // timedelta(milliseconds=1)
    except (ValueError, TypeError, OverflowError):
        return None
