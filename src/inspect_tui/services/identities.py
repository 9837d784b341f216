"""This device's keys: made at first use, protected as the store of the home is, never lost with a passphrase.

The home's ``identity.json`` has the public keys in clear and the secrets in one or more wraps (`key_wraps`). Two stand
while a passphrase is being changed: whenever the program is killed, one of them is what the store opens with. An
encrypted store also keeps the secrets in itself, so that its recovery key brings them back.
"""

from __future__ import annotations

import contextlib
import platform
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inspect_tui.exchange.keys import MAX_NAME, Identity, PublicIdentity, make_identity
from inspect_tui.services.errors import is_expected
from inspect_tui.services.home import Setup
from inspect_tui.services.key_files import KeysError, locked
from inspect_tui.services.key_home import (
    META,
    belongs,
    guardian_of,
    is_guardian,
    kept_still,
    keys_in_store,
    read_kept,
    same_file,
    unwrap_kept,
    write_kept,
)
from inspect_tui.services.key_text import clean_name
from inspect_tui.services.key_wraps import PLAIN, Kept, Wrap, for_store, unwrap, wrap_of
from inspect_tui.store.connection import Location
from inspect_tui.store.copies import read_meta, reading
from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import is_plain

if TYPE_CHECKING:
    from inspect_tui.store.store import Store


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
    identity = open_keys(kept, setup, store)
    _put_right(kept, identity, setup, store)
    _keep_in_store(identity, setup, store)
    return identity


def own_identity(setup: Setup, store: Store) -> PublicIdentity:
    """Return what this device tells others, and see that an encrypted store has its keys.

    Raises:
        KeysError, StoreError: as `identity_of`.
    """
    kept = read_kept(setup.home)
    if kept is not None and (
        not is_guardian(setup, store) or not store.passphrase or kept.public.public_key in store.get_meta(META)
    ):
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
            kept = kept_still(setup.home)
            public = replace(kept.public, name=wanted)
            if public != kept.public:
                write_kept(setup.home, Kept(public, kept.wraps))
    path = guardian_of(setup)
    own = path is not None and same_file(path, setup.location.path) and setup.location.exists()
    if setup.passphrase:
        kept = kept_still(setup.home)
        if kept.is_plain or len(kept.wraps) > 1:
            # Puts right what a change left behind.
            identity_of(setup)
    if not own or (wanted is None and (not setup.passphrase or _is_in_store(setup, public))):
        return Named(public)
    return Named(public, _with_store(setup, wanted))


def _is_in_store(setup: Setup, public: PublicIdentity) -> bool:
    found = keys_in_store(setup, None, setup.passphrase)
    return found is not None and found.public.public_key == public.public_key


def _with_store(setup: Setup, name: str | None) -> bool | None:
    """Give the store the person's name, and the keys where it is encrypted; tell whether it has the name."""
    from inspect_tui.services.sessions import open_for

    is_own = same_file(setup.home.store, setup.location.path)
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
            return open_keys(kept, setup, store)
        # A home that was lost and a store that was brought back by a copy: what was sealed to it stays readable.
        identity = keys_in_store(setup, store, passphrase) or make_identity(_first_name(setup, store, passphrase))
        write_kept(setup.home, Kept(identity.public, (wrap_of(identity, passphrase),)))
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


# Protected as the store is


def _protection(setup: Setup, store: Store | None = None) -> str:
    """Return the passphrase that is to protect the keys, empty where the store has none.

    Raises:
        StoreError: it does not open the store.
    """
    if store is not None and is_guardian(setup, store):
        return store.passphrase
    path = guardian_of(setup)
    if path is None or not Location(path).exists():
        return setup.passphrase
    if is_plain(path) and not same_file(path, setup.location.path):
        return ""
    with reading(path, setup.passphrase):
        return setup.passphrase


def _passphrases(setup: Setup, store: Store | None) -> list[str]:
    own = store.passphrase if store is not None else ""
    return list(dict.fromkeys(word for word in (own, setup.passphrase) if word))


def open_keys(kept: Kept, setup: Setup, store: Store | None = None) -> Identity:
    """Return the keys with their secrets.

    Raises:
        KeysError: the passphrase does not open them, none was given, or the file is damaged.
    """
    words = _passphrases(setup, store)
    for word in words or [""]:
        identity = unwrap_kept(setup.home, kept, word)
        if identity is not None:
            return identity
    for word in words:
        # A recovery key gave the store another passphrase, and what came after that was cut short.
        found = keys_in_store(setup, store, word)
        if found is not None and belongs(found, kept):
            return replace(found, public=kept.public)
    if words:
        raise KeysError("wrong_passphrase", path=setup.home.identity)
    path = guardian_of(setup)
    plain = path is not None and Location(path).exists() and is_plain(path)
    raise KeysError("other_passphrase" if plain else "needs_passphrase", path=setup.home.identity)


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
    with contextlib.suppress(KeysError), locked(setup.home.identity, patience=0):
        if read_kept(setup.home) == kept:
            write_kept(setup.home, Kept(kept.public, (wanted,)))


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
    if store is None or not store.passphrase or not is_guardian(setup, store):
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


__all__ = [
    "Named", "identity_of", "open_keys", "own_identity", "public_identity", "read_kept", "secure", "show_identity",
]  # fmt: skip
