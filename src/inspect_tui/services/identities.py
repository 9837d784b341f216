"""This device's keys: made at first use, protected as the store of the home is, never lost with a passphrase.

The home's ``identity.json`` has the public keys in clear and the secrets in one or more wraps (`key_wraps`). Two stand
while a passphrase is being changed: whenever the program is killed, one of them is what the store opens with. An
encrypted store also keeps the secrets in itself, so that its recovery key brings them back.
"""

from __future__ import annotations

import contextlib
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from inspect_tui.exchange.keys import MAX_NAME, Identity, PublicIdentity, make_identity
from inspect_tui.services.errors import is_expected
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.key_files import PATIENCE, KeysError, locked, read_file, write_file
from inspect_tui.services.key_text import clean_name
from inspect_tui.services.key_wraps import PLAIN, Kept, Wrap, for_store, from_store, kept_from, unwrap, wrap_of
from inspect_tui.store.connection import Location, connect_sqlite
from inspect_tui.store.copies import read_meta, reading
from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import is_plain, salt_of

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


def public_identity(setup: Setup, store: Store | None = None) -> PublicIdentity:
    """Return what this device tells others of itself; keys that are there need no passphrase for that.

    Raises:
        KeysError: the keys' file cannot be read or written.
        StoreError: no keys yet, and the store that they are to be protected like does not open.
    """
    kept = read_kept(setup.home)
    return kept.public if kept is not None else _make(setup, store).public


def identity_of(setup: Setup, store: Store | None = None) -> Identity:
    """Return this device's keys with their secrets; they are made at first use.

    Args:
        setup: which home, and the passphrase.
        store: the open store, where there is one: what is encrypted keeps the keys too.

    Raises:
        KeysError: the keys' file cannot be read or written, or the passphrase does not open it.
        StoreError: no keys yet, and the store that they are to be protected like does not open.
    """
    kept = read_kept(setup.home)
    if kept is None:
        return _make(setup, store)
    identity = _open(kept, setup, store)
    _put_right(kept, identity, setup, store)
    _keep_in_store(identity, setup, store)
    return identity


def own_identity(setup: Setup, store: Store) -> PublicIdentity:
    """Return what this device tells others, and see that an encrypted store has its keys.

    Raises:
        KeysError, StoreError: as `identity_of`.
    """
    kept = read_kept(setup.home)
    if kept is not None and (not _is_guardian(setup, store) or not store.passphrase or store.get_meta(META)):
        return kept.public
    return identity_of(setup, store).public


# Made and named


@dataclass(frozen=True, slots=True)
class Named:
    """The device's keys as a command shows them.

    Attributes:
        public: what others may know.
        person: whether the entries of the home's own store carry a new name now too; None where no name was given or
            the home has no store of its own.
    """

    public: PublicIdentity
    person: bool | None = None


def show_identity(setup: Setup, name: str | None = None) -> Named:
    """Return this device's keys for showing; set or change the name beside them.

    The entries of the home's own store carry the same name from then on, where it can be written now.

    Args:
        setup: which home.
        name: the new name; None leaves it.

    Raises:
        KeysError: the name cannot be one, or as `public_identity`.
        StoreError: as `public_identity`, or the passphrase that was given is not the store's.
    """
    wanted = clean_name(name) if name is not None else None
    public = public_identity(setup)
    if wanted is not None:
        with locked(setup.home.identity):
            kept = _still_there(setup.home)
            public = replace(kept.public, name=wanted)
            if public != kept.public:
                _write(setup.home, Kept(public, kept.wraps))
    path = _guardian(setup)
    own = path is not None and _same(path, setup.location.path) and setup.location.exists()
    if setup.passphrase:
        kept = _still_there(setup.home)
        if kept.is_plain or len(kept.wraps) > 1:
            # Puts right what a change left behind.
            identity_of(setup)
    is_told = wanted is None and (not setup.passphrase or _from_store(setup, None, setup.passphrase) is not None)
    return Named(public, None if is_told or not own else _with_store(setup, wanted))


def _with_store(setup: Setup, name: str | None) -> bool | None:
    """Give the store the person's name, and the keys where it is encrypted; tell whether it has the name."""
    from inspect_tui.services.sessions import open_for

    is_own = _same(setup.home.store, setup.location.path)
    try:
        with open_for(setup, read_only=False) as store, store.errors_told():
            own_identity(setup, store)
            if name is not None and is_own and store.get_meta("person") != name:
                store.set_meta("person", name)
    except StoreError as error:
        # In use, of another version, on a locked stick: the keys themselves are well.
        if error.code not in ("busy", "read_only", "full", "older", "needs_passphrase"):
            raise
        return False if name is not None and is_own else None
    return True if name is not None and is_own else None


def _make(setup: Setup, store: Store | None) -> Identity:
    passphrase = _protection(setup, store)
    with locked(setup.home.identity):
        kept = read_kept(setup.home)
        if kept is not None:
            return _open(kept, setup, store)
        # A home that was lost and a store that was brought back by a copy: what was sealed to it stays readable.
        identity = _from_store(setup, store, passphrase) or make_identity(_first_name(setup, store, passphrase))
        _write(setup.home, Kept(identity.public, (wrap_of(identity, passphrase),)))
    _keep_in_store(identity, setup, store)
    return identity


def _first_name(setup: Setup, store: Store | None, passphrase: str) -> str:
    name = ""
    path = setup.location.path
    if store is not None:
        name = store.get_meta("person")
    elif path is not None and setup.location.exists():
        with contextlib.suppress(StoreError), reading(path, "" if is_plain(path) else passphrase) as connection:
            name = read_meta(connection, "person")
    from inspect_tui.services.sessions import login_name

    for one in (name, login_name(), platform.node()):
        with contextlib.suppress(KeysError):
            return clean_name(one[:MAX_NAME])
    return "inspect-tui"


def _still_there(home: Home) -> Kept:
    kept = read_kept(home)
    if kept is None:
        raise KeysError("unreadable", path=home.identity, reason=os.strerror(2))
    return kept


def _write(home: Home, kept: Kept) -> None:
    write_file(home.identity, kept.as_json())


# Protected as the store is


def _guardian(setup: Setup) -> Path | None:
    """Return the store whose protection the keys share: the home's own, or where it has none the one that is used.

    None is a server's, which a passphrase does not open: there what is given protects the keys all the same.
    """
    return setup.home.store if Location(setup.home.store).exists() else setup.location.path


def _same(one: Path, other: Path | None) -> bool:
    return other is not None and os.path.realpath(one) == os.path.realpath(other)


def _is_guardian(setup: Setup, store: Store) -> bool:
    path = _guardian(setup)
    return path is not None and _same(path, store.location.path)


def _protection(setup: Setup, store: Store | None = None) -> str:
    """Return the passphrase that is to protect the keys, empty where the store has none.

    Raises:
        StoreError: it does not open the store.
    """
    if store is not None and _is_guardian(setup, store):
        return store.passphrase
    path = _guardian(setup)
    if path is None or not Location(path).exists():
        return setup.passphrase
    if is_plain(path) and not _same(path, setup.location.path):
        return ""
    with reading(path, setup.passphrase):
        return setup.passphrase


def _passphrases(setup: Setup, store: Store | None) -> list[str]:
    own = store.passphrase if store is not None else ""
    return list(dict.fromkeys(word for word in (own, setup.passphrase) if word))


def _open(kept: Kept, setup: Setup, store: Store | None) -> Identity:
    words = _passphrases(setup, store)
    for word in words or [""]:
        identity = _unwrap(setup.home, kept, word)
        if identity is not None:
            return identity
    for word in words:
        # A recovery key gave the store another passphrase, and what came after that was cut short.
        found = _from_store(setup, store, word)
        if found is not None and _belongs(found, kept):
            return replace(found, public=kept.public)
    if words:
        raise KeysError("wrong_passphrase", path=setup.home.identity)
    path = _guardian(setup)
    plain = path is not None and Location(path).exists() and is_plain(path)
    raise KeysError("other_passphrase" if plain else "needs_passphrase", path=setup.home.identity)


def _unwrap(home: Home, kept: Kept, passphrase: str) -> Identity | None:
    # The plain one first: it costs nothing.
    for wrap in sorted(kept.wraps, key=lambda wrap: bool(wrap["kind"] != PLAIN)):
        try:
            identity = unwrap(wrap, kept.public, passphrase)
        except ValueError:
            raise KeysError("broken", path=home.identity) from None
        if identity is not None:
            return identity
    return None


def _belongs(identity: Identity, kept: Kept) -> bool:
    return replace(identity.public, name=kept.public.name) == kept.public


def _from_store(setup: Setup, store: Store | None, passphrase: str, *, raw_key: str = "") -> Identity | None:
    """Return the keys that the encrypted store keeps, None where it keeps none or does not open."""
    if store is not None and _is_guardian(setup, store) and not store.database.is_closed():
        return from_store(store.get_meta(META)) if store.passphrase else None
    path = _guardian(setup)
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


def _put_right(kept: Kept, identity: Identity, setup: Setup, store: Store | None) -> None:
    """Leave the one wrap that fits the store, where a change of passphrase was cut short or the store has a new one."""
    words = _passphrases(setup, store)
    if len(kept.wraps) == 1 and not (kept.is_plain and words) and (kept.is_plain or _opens(kept.wraps[0], kept, words)):
        return
    try:
        passphrase = _protection(setup, store)
    except StoreError:
        return
    wanted = _fitting(kept, passphrase) or wrap_of(identity, passphrase)
    if kept.wraps == (wanted,):
        return
    with contextlib.suppress(KeysError, StoreError), locked(setup.home.identity, patience=0):
        if read_kept(setup.home) == kept:
            _write(setup.home, Kept(kept.public, (wanted,)))


def _opens(wrap: Wrap, kept: Kept, words: list[str]) -> bool:
    return any(unwrap(wrap, kept.public, word) is not None for word in words)


def _fitting(kept: Kept, passphrase: str) -> Wrap | None:
    for wrap in kept.wraps:
        if not passphrase and wrap["kind"] == PLAIN:
            return wrap
        if passphrase and wrap["kind"] != PLAIN and _opens(wrap, kept, [passphrase]):
            return wrap
    return None


def _keep_in_store(identity: Identity, setup: Setup, store: Store | None) -> None:
    """Let an encrypted store keep the keys, so that whatever opens it brings them back."""
    if store is None or not store.passphrase or not _is_guardian(setup, store):
        return
    wanted = for_store(identity)
    if store.get_meta(META) != wanted:
        # Only read, or full: the next one that writes does it.
        with contextlib.suppress(StoreError):
            store.set_meta(META, wanted)


def secure(setup: Setup, store: Store) -> None:
    """Protect keys that are there already as a store that has just got its passphrase; never fails for them."""
    try:
        if read_kept(setup.home) is not None:
            identity_of(setup, store)
    except Exception as error:
        # They are no reason to be without a store; the doctor says what is wrong with them.
        if not is_expected(error):
            raise


# Another passphrase


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
    guardian = _guardian(setup)
    if read_kept(setup.home) is None or guardian is None or not _same(guardian, path):
        yield KeyChange()
        return
    with locked(setup.home.identity):
        kept = _still_there(setup.home)
        identity = _unwrap(setup.home, kept, setup.passphrase)
        if identity is None:
            found = _from_store(setup, None, setup.passphrase, raw_key=raw_key)
            identity = replace(found, public=kept.public) if found is not None and _belongs(found, kept) else None
        if identity is None:
            # They may have the new one already: a copy from before the last change was put back.
            yield KeyChange(left=None if _unwrap(setup.home, kept, new) is not None else setup.home.identity)
            return
        fresh, before = wrap_of(identity, new), salt_of(path)
        _write(setup.home, Kept(kept.public, (*kept.wraps, fresh)))
        try:
            yield KeyChange(changes=True)
        finally:
            # The store has changed: nothing that goes wrong here may hide its new recovery key. Both wraps open then.
            with contextlib.suppress(KeysError):
                wraps = kept.wraps if salt_of(path) == before else (fresh,)
                _write(setup.home, Kept(kept.public, wraps))


def change_passphrase(setup: Setup, new: str) -> None:
    """Give the keys another passphrase, where their store is on a server that has none.

    Raises:
        KeysError: ``needs_passphrase``, ``wrong_passphrase``, or the file cannot be written.
        StoreError: ``copies_elsewhere`` where there are no keys, or a store of the home protects them.
    """
    if read_kept(setup.home) is None or _guardian(setup) is not None:
        raise StoreError("copies_elsewhere")
    with locked(setup.home.identity):
        kept = _still_there(setup.home)
        identity = _open(kept, setup, None)
        _write(setup.home, Kept(kept.public, (wrap_of(identity, new),)))


def examine_identity(setup: Setup) -> dict[str, Any]:
    """Return what a doctor can tell of the keys with what it was given; nothing is changed.

    Returns:
        ``kept`` (None where there are none), ``opens`` (None where no passphrase was given or none is needed),
        ``is_exposed`` (not encrypted though the store is), ``is_in_store`` (None where that cannot be known).

    Raises:
        KeysError: the keys' file is damaged.
    """
    kept, path = read_kept(setup.home), _guardian(setup)
    encrypted = path is not None and Location(path).exists() and not is_plain(path)
    found: dict[str, Any] = {"kept": kept, "opens": None, "is_exposed": False, "is_in_store": None}
    if kept is None:
        return found
    found["is_exposed"] = kept.is_plain and (encrypted or (path is None and bool(setup.passphrase)))
    if kept.is_plain or setup.passphrase:
        found["opens"] = _unwrap(setup.home, kept, setup.passphrase) is not None
    if encrypted and setup.passphrase and path is not None:
        with contextlib.suppress(StoreError), reading(path, setup.passphrase) as connection:
            held = from_store(read_meta(connection, META))
            found["is_in_store"] = held is not None and _belongs(held, kept)
    return found


__all__ = [
    "PATIENCE", "KeyChange", "Named", "change_passphrase", "examine_identity", "identity_of", "own_identity",
    "passphrase_changes", "public_identity", "read_kept", "secure", "show_identity",
]  # fmt: skip
