"""The home's keys as they lie there, and the store whose protection they share."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inspect_tui.exchange.keys import Identity
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.key_files import KeysError, read_file, write_file
from inspect_tui.services.key_wraps import PLAIN, Kept, from_store, kept_from, unwrap
from inspect_tui.store.connection import Location, connect_sqlite
from inspect_tui.store.copies import read_meta
from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import is_plain

if TYPE_CHECKING:
    from inspect_tui.store.store import Store

META: Final = "identity"
"""Meta key of an encrypted store under which it keeps the device's keys."""


def read_kept(home: Home) -> Kept | None:
    """Return the home's keys as they lie there, None where none were made yet.

    Raises:
        KeysError: ``broken``, ``newer``, ``unreadable``.
    """
    data = read_file(home.identity)
    if data is None:
        return None
    try:
        return kept_from(data)
    except ValueError:
        raise KeysError("broken", path=home.identity) from None


def kept_still(home: Home) -> Kept:
    """Return the home's keys, which were there a moment ago.

    Raises:
        KeysError: as `read_kept`, or they are gone.
    """
    kept = read_kept(home)
    if kept is None:
        raise KeysError("unreadable", path=home.identity, reason=os.strerror(2))
    return kept


def write_kept(home: Home, kept: Kept) -> None:
    """Write the home's keys; the caller holds the lock of their file.

    Raises:
        KeysError: ``unwritable``.
    """
    write_file(home.identity, kept.as_json())


def guardian_of(setup: Setup) -> Path | None:
    """Return the store whose protection the keys share: the home's own, or where it has none the one that is used.

    None is a server's, which a passphrase does not open: there what is given protects the keys all the same.
    """
    return setup.home.store if Location(setup.home.store).exists() else setup.location.path


def same_file(one: Path, other: Path | None) -> bool:
    """Tell whether two names are those of one store."""
    return other is not None and os.path.realpath(one) == os.path.realpath(other)


def is_guardian(setup: Setup, store: Store) -> bool:
    """Tell whether an open store is the one whose protection the keys share."""
    path = guardian_of(setup)
    return path is not None and same_file(path, store.location.path)


def unwrap_kept(home: Home, kept: Kept, passphrase: str) -> Identity | None:
    """Return the keys, None where the passphrase opens none of their wraps.

    Raises:
        KeysError: ``broken`` where the secrets are not those of the public keys.
    """
    # The plain one first: it costs nothing.
    for wrap in sorted(kept.wraps, key=lambda wrap: bool(wrap["kind"] != PLAIN)):
        try:
            identity = unwrap(wrap, kept.public, passphrase)
        except ValueError:
            raise KeysError("broken", path=home.identity) from None
        if identity is not None:
            return identity
    return None


def belongs(identity: Identity, kept: Kept) -> bool:
    """Tell whether keys are those of the home, whatever their name was."""
    return replace(identity.public, name=kept.public.name) == kept.public


def keys_in_store(setup: Setup, store: Store | None, passphrase: str, *, raw_key: str = "") -> Identity | None:
    """Return the keys that the encrypted store keeps, None where it keeps none or does not open."""
    if store is not None and is_guardian(setup, store) and not store.database.is_closed():
        return from_store(store.get_meta(META)) if store.passphrase else None
    path = guardian_of(setup)
    if path is None or not Location(path).exists() or is_plain(path) or not (passphrase or raw_key):
        return None
    try:
        connection = connect_sqlite(path, passphrase, read_only=True, same_thread=False, raw_key=raw_key)
    except StoreError:
        return None
    try:
        return from_store(read_meta(connection, META))
    except Exception as error:
        # Whether the store is whole is asked elsewhere.
        if not _is_driver_error(error):
            raise
        return None
    finally:
        connection.close()


def _is_driver_error(error: Exception) -> bool:
    return type(error).__module__.startswith("sqlcipher3")
