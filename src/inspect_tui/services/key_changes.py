"""The device's keys while their store gets another passphrase: at every moment they open with what that opens with."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from inspect_tui.services.home import Setup
from inspect_tui.services.identities import open_keys
from inspect_tui.services.key_files import KeysError, locked
from inspect_tui.services.key_home import (
    belongs,
    guardian_of,
    kept_still,
    keys_in_store,
    read_kept,
    same_file,
    unwrap_kept,
    write_kept,
)
from inspect_tui.services.key_wraps import Kept, wrap_of
from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import salt_of


@dataclass(slots=True)
class KeyChange:
    """The device's keys while their store gets another passphrase.

    Attributes:
        left: their file, where neither passphrase nor store opened it, so that it stays as it was.
        changes: whether they get the new passphrase.
    """

    left: Path | None = None
    changes: bool = False


@contextlib.contextmanager
def passphrase_changes(setup: Setup, path: Path, new: str, *, raw_key: str = "") -> Iterator[KeyChange]:
    """Let the keys open with the old and the new passphrase while the block changes the store's.

    After the block they open with that alone which the store has then, whether it ended well or not. A kill in between
    leaves both, and the next one who opens the keys puts that right (`identity_of`).

    Args:
        setup: which home, with the passphrase until now; empty for a plain store.
        path: the store; the caller holds its lock.
        new: the new passphrase.
        raw_key: the store's key, instead of the passphrase until now: from a recovery key.

    Raises:
        KeysError: the keys' file cannot be read or written; nothing has changed.
    """
    guardian = guardian_of(setup)
    if read_kept(setup.home) is None or guardian is None or not same_file(guardian, path):
        yield KeyChange()
        return
    with locked(setup.home.identity):
        kept = kept_still(setup.home)
        identity = unwrap_kept(setup.home, kept, setup.passphrase)
        if identity is None:
            found = keys_in_store(setup, None, setup.passphrase, raw_key=raw_key)
            identity = replace(found, public=kept.public) if found is not None and belongs(found, kept) else None
        if identity is None:
            # They may have the new one already: a copy from before the last change was put back.
            yield KeyChange(left=None if unwrap_kept(setup.home, kept, new) is not None else setup.home.identity)
            return
        fresh, before = wrap_of(identity, new), salt_of(path)
        write_kept(setup.home, Kept(kept.public, (*kept.wraps, fresh)))
        try:
            yield KeyChange(changes=True)
        finally:
            # The store has changed: nothing that goes wrong here may hide its new recovery key. Both wraps open then.
            with contextlib.suppress(KeysError):
                wraps = kept.wraps if salt_of(path) == before else (fresh,)
                write_kept(setup.home, Kept(kept.public, wraps))


def change_passphrase(setup: Setup, new: str) -> None:
    """Give the keys another passphrase, where their store is on a server that has none.

    Raises:
        KeysError: ``needs_passphrase``, ``wrong_passphrase``, or the file cannot be written.
        StoreError: ``copies_elsewhere`` where there are no keys, or a store of the home protects them.
    """
    if read_kept(setup.home) is None or guardian_of(setup) is not None:
        raise StoreError("copies_elsewhere")
    with locked(setup.home.identity):
        kept = kept_still(setup.home)
        identity = open_keys(kept, setup)
        write_kept(setup.home, Kept(kept.public, (wrap_of(identity, new),)))
