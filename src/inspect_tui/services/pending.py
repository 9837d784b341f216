"""What has not been sent yet: sessions in which something was written here that no target and no receipt knows of."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from inspect_tui.domain.records import utc_text
from inspect_tui.services.settings import Settings
from inspect_tui.store.newest import Newest, newest_entry
from inspect_tui.store.received import acknowledgements
from inspect_tui.store.sending import Holding, holdings, meta_of, sessions_since
from inspect_tui.store.store import Store

SENT: Final = "sent:"
"""Keys of `meta`: per session what was sent where."""
EXPORTED: Final = "exported:"
"""Keys of `meta`: per session the newest files and how many entries are in them."""
_SERVER_SECONDS: Final = 30.0


class Pending(NamedTuple):
    """A session that is to be sent.

    Attributes:
        session: its id.
        entries: how many entries it has.
    """

    session: str
    entries: int


def pending_sessions(store: Store, address: str) -> list[Pending]:
    """Return the sessions that are to be sent to a target, by id.

    A session is pending where something in it was written in this store, and as it stands now it was neither sent
    to that target nor is in a file that somebody has acknowledged.

    Args:
        store: the store.
        address: the target's, as `Target.address` has it; empty where none is set.
    """
    sent, exported = _kept(store, SENT), _kept(store, EXPORTED)
    acknowledged = acknowledged_files(store) if exported else frozenset()

    def is_there(session: str, held: Holding) -> bool:
        if sent.get(session, {}).get(address, {}).get("entries") == held.entries:
            return True
        newest = exported.get(session, {})
        return newest.get("entries") == held.entries and not acknowledged.isdisjoint(newest.get("files", ()))

    found = holdings(store)
    return [Pending(s, found[s].entries) for s in sorted(found) if found[s].own and not is_there(s, found[s])]


def pending_count(store: Store, settings: Settings) -> int:
    """Return how many sessions are to be sent to the target that is set; the app asks a `PendingCounter`."""
    return len(pending_sessions(store, settings.target))


class PendingCounter:
    """Counts again and again what is to be sent, quickly: what is pending stays so until something is sent.

    On a server's store, whose entries have no order of coming, it looks every half a minute.
    """

    def __init__(self, address: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing counted.

        Args:
            address: the target's; empty where none is set.
            monotonic: seconds of a clock that is never set.
        """
        self._address, self._monotonic = address, monotonic
        self._pending: set[str] | None = None
        self._newest: Newest | None = None
        self._counted = 0.0

    def forget(self) -> None:
        """Count anew at the next time: something was sent, or a receipt came."""
        self._pending = None

    def count(self, store: Store) -> int:
        """Return how many sessions are pending."""
        newest = newest_entry(store)
        if self._pending is not None:
            if newest is not None and newest == self._newest:
                return len(self._pending)
            if store.location.is_postgres and self._monotonic() - self._counted < _SERVER_SECONDS:
                return len(self._pending)
            grown = sessions_since(store, self._newest)
            if grown is not None:
                # More entries than before, so more than were sent; only whether any is of this store is asked.
                found = holdings(store, set(grown) - self._pending)
                self._pending |= {session for session, held in found.items() if held.own}
                self._newest = newest
                return len(self._pending)
        self._pending = {one.session for one in pending_sessions(store, self._address)}
        self._newest, self._counted = newest, self._monotonic()
        return len(self._pending)


def note_sent(store: Store, session: str, address: str, *, entries: int, file: str, sha256: str) -> None:
    """Remember that a file arrived at a target."""
    kept = json.loads(store.get_meta(SENT + session, "{}"))
    kept[address] = {"entries": entries, "file": file, "sha256": sha256, "at": utc_text(store.clock())}
    store.set_meta(SENT + session, _as_text(kept))


def note_exported(store: Store, session: str, *, entries: int, sha256: str) -> None:
    """Remember what a session file holds, so that its receipt tells whether anything came since."""
    kept = json.loads(store.get_meta(EXPORTED + session, "{}"))
    files = kept.get("files", []) if kept.get("entries") == entries else []
    store.set_meta(EXPORTED + session, _as_text({"entries": entries, "files": [*files, sha256]}))


def grown_since_export(store: Store, sessions: Iterable[str]) -> frozenset[str]:
    """Return those of some sessions that have more entries than their newest files."""
    exported, held = _kept(store, EXPORTED), holdings(store, sessions)
    then = {one: exported.get(one, {}).get("entries", has.entries) for one, has in held.items()}
    return frozenset(one for one, has in held.items() if has.entries != then[one])


def was_used(store: Store, address: str) -> bool:
    """Tell whether anything was ever sent to a target."""
    return any(address in kept for kept in _kept(store, SENT).values())


def acknowledged_files(store: Store) -> frozenset[str]:
    """Return the hashes of the files of this store that somebody has acknowledged."""
    return frozenset(word.sha256 for words in acknowledgements(store).values() for word in words)


def _kept(store: Store, prefix: str) -> dict[str, dict[str, Any]]:
    return {key.removeprefix(prefix): json.loads(value) for key, value in meta_of(store, prefix).items()}


def _as_text(kept: Mapping[str, Any]) -> str:
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
