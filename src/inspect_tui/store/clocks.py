"""The entries that tell whose clock was behind, found without reading the whole journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from inspect_tui.domain.clocks import REFERENCES, note_shifts, slow_clocks
from inspect_tui.domain.journal import Entry
from inspect_tui.domain.records import SlowClock
from inspect_tui.store.entry_rows import chunks, read_entries, select_entries

if TYPE_CHECKING:
    from inspect_tui.store.store import Store


def note_times(
    store: Store, session: str, devices: Sequence[str], outside: AbstractSet[str]
) -> tuple[tuple[SlowClock, ...], Mapping[str, int]]:
    """Return whose clocks were behind in a session, and by how much which notes' times are corrected.

    Args:
        store: the store.
        session: the session's id.
        devices: who wrote in it; one alone has nobody to be behind of.
        outside: hashes of entries outside the signed state, which do not count.
    """
    if len(devices) < 2:
        return (), {}
    entry = store.models.entry
    here = entry.session == session
    # As canonical JSON has it; in a text the quotes would be escaped.
    replacing = entry.fields.contains('"replaces":["')
    found = {e.hash: e for e in _read(store, here & (replacing | entry.record.in_(list(REFERENCES))))}
    ids = {i for e in found.values() for change in e.fields.values() for i in change.replaces}
    named = {i for e in found.values() for name in REFERENCES.get(e.record, ()) if name in e.fields
             for i in _texts(e.fields[name].new)}  # fmt: skip
    for some in chunks(sorted(ids - {e.id for e in found.values()})):
        found.update({e.hash: e for e in _read(store, here & entry.id.in_(some))})
    for some in chunks(sorted(named)):
        found.update({e.hash: e for e in _read(store, here & entry.record_id.in_(some))})
    first = here & entry.device.in_(list(devices)) & (entry.seq == 1)
    found.update({e.hash: e for e in _read(store, first)})
    inside = [e for e in found.values() if e.hash not in outside]
    clocks = slow_clocks(inside)
    return clocks, note_shifts(inside, clocks) if clocks else {}


def _texts(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and one]


def _read(store: Store, here: Any) -> list[Entry]:
    return read_entries(store, select_entries(store).where(here))
