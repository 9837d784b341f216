"""Whose files this home believes, and who can read what it seals: two short lists of keys with names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from inspect_tui.domain.records import utc_text
from inspect_tui.domain.vietnamese import nfc
from inspect_tui.services.home import Home
from inspect_tui.services.key_files import KeysError, locked, read_file, write_file
from inspect_tui.services.key_text import clean_name, recipient_from, short_form, signing_key_from


@dataclass(frozen=True, slots=True)
class KnownKey:
    """Somebody's public key.

    Attributes:
        name: whose.
        key: the signing key, or the recipient.
        added_at: when it was taken in, UTC text.
    """

    name: str
    key: str
    added_at: str

    @property
    def fingerprint(self) -> str:
        """The key's short form, to be read out and compared."""
        return short_form(self.key)

    def as_json(self) -> dict[str, str]:
        """Return the key as commands print it."""
        return {"name": self.name, "key": self.key, "fingerprint": self.fingerprint, "added_at": self.added_at}


class Added(NamedTuple):
    """What became of a key that was given.

    Attributes:
        known: the key, with the name that it has.
        is_new: whether it was not there before.
    """

    known: KnownKey
    is_new: bool


class _List(NamedTuple):
    path: Callable[[Home], Path]
    read_key: Callable[[str], str]


_TRUSTED: Final = _List(lambda home: home.trust, signing_key_from)
_RECIPIENTS: Final = _List(lambda home: home.recipients, recipient_from)


def trusted_keys(home: Home) -> tuple[KnownKey, ...]:
    """Return the keys whose files are believed, in the order in which they came.

    Raises:
        KeysError: the file cannot be read, or not be understood.
    """
    return _read(home, _TRUSTED)


def recipients(home: Home) -> tuple[KnownKey, ...]:
    """Return who can read session files beside this device, in the order in which they came.

    Raises:
        KeysError: the file cannot be read, or not be understood.
    """
    return _read(home, _RECIPIENTS)


def add_trusted(home: Home, name: str, key: str) -> Added:
    """Believe files that are signed with a key from now on.

    Args:
        home: the home.
        name: whose key; case does not tell two names apart.
        key: the signing key as typed, pasted or scanned.

    Raises:
        KeysError: the name is empty or has another key, or this is no signing key; nothing has changed.
    """
    return _add(home, _TRUSTED, name, key)


def add_recipient(home: Home, name: str, key: str) -> Added:
    """Seal session files to a recipient too from now on.

    Args:
        home: the home.
        name: whose key; case does not tell two names apart.
        key: the recipient as typed, pasted or scanned.

    Raises:
        KeysError: the name is empty or has another key, or this is no recipient; nothing has changed.
    """
    return _add(home, _RECIPIENTS, name, key)


def remove_trusted(home: Home, name: str) -> KnownKey:
    """Believe a person's files no more.

    Raises:
        KeysError: ``no_such_name``.
    """
    return _remove(home, _TRUSTED, name)


def remove_recipient(home: Home, name: str) -> KnownKey:
    """Seal nothing to a person any more; what was sealed before stays readable to them.

    Raises:
        KeysError: ``no_such_name``.
    """
    return _remove(home, _RECIPIENTS, name)


def _read(home: Home, which: _List) -> tuple[KnownKey, ...]:
    path = which.path(home)
    data = read_file(path)
    if data is None:
        return ()
    try:
        if set(data) != {"version", "keys"} or not isinstance(data["keys"], list):
            raise ValueError
        found = tuple(_known_from(one, which) for one in data["keys"])
        if any(len({of(k) for k in found}) != len(found) for of in (lambda k: _alike(k.name), lambda k: k.key)):
            raise ValueError
    except (ValueError, KeysError):
        raise KeysError("broken", path=path) from None
    return found


def _known_from(one: Any, which: _List) -> KnownKey:
    if not isinstance(one, dict) or {name: type(v) for name, v in one.items()} != dict.fromkeys(
        ("name", "key", "added_at"), str
    ):
        raise ValueError
    known = KnownKey(one["name"], one["key"], one["added_at"])
    if clean_name(known.name) != known.name or which.read_key(known.key) != known.key:
        raise ValueError
    return known


def _write(home: Home, which: _List, keys: tuple[KnownKey, ...]) -> None:
    rows = [{"name": k.name, "key": k.key, "added_at": k.added_at} for k in keys]
    write_file(which.path(home), {"keys": rows})


def _add(home: Home, which: _List, name: str, key: str) -> Added:
    wanted = KnownKey(clean_name(name), which.read_key(key), utc_text(datetime.now(UTC)))
    with locked(which.path(home)):
        keys = _read(home, which)
        for known in keys:
            if _alike(known.name) == _alike(wanted.name) and known.key != wanted.key:
                raise KeysError("name_taken", name=known.name)
        for known in keys:
            if known.key == wanted.key:
                return Added(known, False)
        _write(home, which, (*keys, wanted))
    return Added(wanted, True)


def _remove(home: Home, which: _List, name: str) -> KnownKey:
    wanted = clean_name(name)
    # Looked for before the lock, so that what is refused makes no home.
    if not any(_alike(known.name) == _alike(wanted) for known in _read(home, which)):
        raise KeysError("no_such_name", name=wanted)
    with locked(which.path(home)):
        keys = _read(home, which)
        found = next((known for known in keys if _alike(known.name) == _alike(wanted)), None)
        if found is None:
            raise KeysError("no_such_name", name=wanted)
        _write(home, which, tuple(known for known in keys if known is not found))
    return found


def _alike(name: str) -> str:
    return nfc(nfc(name).casefold())
