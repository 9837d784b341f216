"""The small files of keys in the home: read strictly, written whole, one writer at a time.

A file that cannot be understood is an error and never an empty one: with nobody in it, nobody would be sealed to.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from inspect_tui.domain.coded_error import CodedError
from inspect_tui.locale import N_
from inspect_tui.services.regular_files import OddFileError, open_regular
from inspect_tui.store.copies import drop_parts
from inspect_tui.store.errors import StoreError
from inspect_tui.store.lock import take_lock
from inspect_tui.store.passphrases import write_private

VERSION: Final = 1
"""Of each of these files by itself; one that is newer is refused."""
PATIENCE: Final = 20.0
"""Seconds that a writer waits for another one."""
_LARGEST: Final = 4 << 20

MESSAGES: dict[str, str] = {
    "broken": N_("{path} is damaged or was changed by hand: mend it, or put a copy of it in its place"),
    "newer": N_("{path} was written by a newer version of the program; update the program"),
    "unreadable": N_("{path} cannot be read: {reason}"),
    "odd_file": N_("{path} is no ordinary file: put one in its place"),
    "unwritable": N_("{path} cannot be written: {reason}"),
    "busy": N_("{path} is being written by another window or command; try again"),
    "needs_passphrase": N_("this device's keys are encrypted; give --passphrase-file ({path})"),
    "wrong_passphrase": N_("this device's keys do not open with this passphrase ({path})"),
    "other_passphrase": N_(
        "this device's keys have a passphrase and the store has none; encrypt the store with the same one: "
        "inspect-tui passphrase ({path})"
    ),
    "no_name": N_("the name is empty"),
    "long_name": N_("the name is too long: at most {limit} characters"),
    "private_key": N_(
        "this is a private key, which nobody else may ever see; nothing was kept of it. Ask for the public key: "
        "inspect-tui identity prints it"
    ),
    "not_a_key": N_(
        "this is no signing key, or it was mistyped: it begins with ed25519- and has 56 letters and digits after that"
    ),
    "not_a_recipient": N_(
        "this is no recipient, or it was mistyped: it begins with age1 and has 58 letters and digits after that"
    ),
    "recipient_given": N_("this is a recipient, not a signing key; the key for trust begins with ed25519-"),
    "signing_key_given": N_("this is a signing key, not a recipient; a recipient begins with age1"),
    "newer_text": N_("this text comes from a newer version of the program; update the program"),
    "name_taken": N_("{name} has another key already; remove it first"),
    "no_such_name": N_("there is no key of {name}"),
}


class KeysError(CodedError):
    """Keys that cannot be read, opened or taken; neither code nor values ever hold a secret."""


def read_file(path: Path) -> dict[str, Any] | None:
    """Return what a file of keys holds, None where there is none.

    Raises:
        KeysError: ``broken``, ``newer``, ``unreadable``, ``odd_file``.
    """
    try:
        with open_regular(path) as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        if not path.is_symlink():
            return None
        # A link to a stick or share that is not there: who stands in the list is not known, and that is not nobody.
        raise KeysError("unreadable", path=path, reason=error.strerror or "") from None
    except OddFileError:
        raise KeysError("odd_file", path=path) from None
    except OSError as error:
        raise KeysError("unreadable", path=path, reason=error.strerror or "") from None
    try:
        found = json.loads(data, object_pairs_hook=_no_member_twice) if len(data) <= _LARGEST else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or type(found.get("version")) is not int or found["version"] < VERSION:
        raise KeysError("broken", path=path)
    if found["version"] > VERSION:
        raise KeysError("newer", path=path)
    return found


def _no_member_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError
    return dict(pairs)


def write_file(path: Path, data: Mapping[str, Any]) -> None:
    """Write a file of keys, whole or not at all, for this person's eyes alone; the caller holds its lock.

    Raises:
        KeysError: ``unwritable``.
    """
    text = json.dumps({"version": VERSION, **data}, ensure_ascii=False, indent=1)
    try:
        write_private(path, text.encode() + b"\n")
    except OSError as error:
        raise KeysError("unwritable", path=path, reason=error.strerror or "") from None


@contextlib.contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Be the only one who changes a file of keys; the home is made where there is none yet.

    Raises:
        KeysError: ``busy`` where another one does not come to its end, ``unwritable``.
    """
    until = time.monotonic() + patience
    while True:
        try:
            lock = take_lock(path)
            break
        except StoreError as error:
            if error.code != "busy":
                raise KeysError("unwritable", path=path, reason=os.strerror(errno.EACCES)) from None
            if time.monotonic() >= until:
                raise KeysError("busy", path=path) from None
        time.sleep(0.02)
    try:
        # What a killed one left half-written may hold keys in clear.
        drop_parts(path.parent, f"{path.name}.")
        yield
    finally:
        lock.release()
