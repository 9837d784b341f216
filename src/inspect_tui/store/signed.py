"""What a store has of a signed session beside what was signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from inspect_tui.domain.journal import Entry
from inspect_tui.domain.records import AFTER_SIGNING, Value
from inspect_tui.domain.signed_view import covered, in_order, stands_beside
from inspect_tui.domain.signing import Ends, signed_ends
from inspect_tui.store.entry_rows import chunks, read_entries, select_entries

if TYPE_CHECKING:
    from inspect_tui.store.store import Store


FEW: Final = 40
"""Entries of a device behind what was signed that are looked at one by one, before all links of the session are."""


class _Link(NamedTuple):
    device: str
    seq: int
    hash: str
    prev: str


def outside_entries(store: Store, session: str, signed: Mapping[str, Value]) -> list[Entry]:
    """Return the entries of a session that stand outside a signing, by time.

    Where there are none, which is nearly always, that costs the counts of the session's chains.

    Args:
        store: the store.
        session: the session's id.
        signed: the signing that the session's head shows.
    """
    ends = signed_ends(signed)
    if ends is None or _all_inside(store, session, _counts(store, [session]).get(session, {}), ends):
        return []
    return _find_outside(store, session, ends)


def sessions_with_outside(store: Store, signed: Mapping[str, Mapping[str, Value]]) -> list[str]:
    """Return the ids of those sessions that have entries outside their signing.

    Args:
        store: the store.
        signed: the signings that the heads of signed sessions show, by session.
    """
    counts = _counts(store, list(signed))
    found = []
    for session, shown in signed.items():
        ends = signed_ends(shown)
        if ends is None or _all_inside(store, session, counts.get(session, {}), ends):
            continue
        if _find_outside(store, session, ends):
            found.append(session)
    return found


def _counts(store: Store, sessions: list[str]) -> dict[str, dict[str, int]]:
    entry = store.models.entry
    found: dict[str, dict[str, int]] = {}
    for some in chunks(sessions):
        query = entry.select(entry.session, entry.device, store.functions.COUNT(entry.seq)).where(
            entry.session.in_(some)
        )
        for session, device, count in query.group_by(entry.session, entry.device).tuples():
            found.setdefault(session, {})[device] = count
    return found


def _all_inside(store: Store, session: str, counts: Mapping[str, int], ends: Ends) -> bool:
    """Tell from the lengths of the chains that there is nothing but what was signed, and what stands beside it."""
    for device, count in counts.items():
        place = _signed_count(ends, device)
        if count == place:
            continue
        if not 0 <= place < count <= place + FEW:
            return False
        # A few entries more than were signed: nearly always the signing, and what became of papers.
        late = _entries_after(store, session, device, place)
        if len(late) != count - place or not all(map(stands_beside, late)):
            return False
    return True


def _signed_count(ends: Ends, device: str) -> int:
    tips = ends.get(device, ())
    # A chain that forked has more entries than places, so its counts say nothing.
    return tips[0][0] if len(tips) == 1 else -1 if tips else 0


def _entries_after(store: Store, session: str, device: str, seq: int) -> list[Entry]:
    entry = store.models.entry
    here = (entry.session == session) & (entry.device == device) & (entry.seq > seq)
    return read_entries(store, select_entries(store).where(here).limit(FEW + 1))


def entries_after(store: Store, session: str, ends: Ends) -> list[Entry]:
    """Return the entries of a session that a signing does not cover: later signings and amendments too, papers not.

    Args:
        store: the store.
        session: the session's id.
        ends: for each device where its signed chain ends.
    """
    entry = store.models.entry
    query = entry.select(entry.device, entry.seq, entry.hash, entry.prev).where(entry.session == session)
    # The driver's rows as they are: peewee's conversion takes longer than the rest.
    links = [_Link(*row) for row in store.database.execute(query)]
    inside = covered(links, ends)
    late = sorted(link.hash for link in links if link.hash not in inside)
    found: list[Entry] = []
    for some in chunks(late):
        found += read_entries(store, select_entries(store).where(entry.hash.in_(some)))
    return [entry for entry in found if entry.record not in AFTER_SIGNING]


def _find_outside(store: Store, session: str, ends: Ends) -> list[Entry]:
    return in_order(e for e in entries_after(store, session, ends) if not stands_beside(e))


def records_of(entries: Iterable[Entry]) -> dict[str, set[str]]:
    """Return the ids of the records that entries are about, by kind."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        found.setdefault(entry.record, set()).add(entry.record_id)
    return found
