"""The key of an encrypted store: derived from the passphrase once a process, wrapped once for the recovery key.

The file is SQLCipher 4's, so a passphrase opens it in any program that knows SQLCipher: PBKDF2-HMAC-SHA512, 256.000
rounds, the salt in the file's first 16 bytes. We derive the key ourselves and hand it over raw, because SQLCipher would
derive it anew (a fifth of a second) for every connection: the app's own, a copy's, a check's.
"""

from __future__ import annotations

import os
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

from inspect_tui.store.errors import StoreError

SALT: Final = 16
ROUNDS: Final = 256_000
PLAIN: Final = b"SQLite format 3\0"
"""How a store begins that is not encrypted."""

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, which are read as something else on paper."""
_ALIKE: Final = str.maketrans("OIL", "011")
GROUPS: Final = 6
"""Groups of five letters in a recovery key: 150 random bits."""


def salt_of(path: Path) -> bytes:
    """Return the salt of a store, or a new random one where there is no store yet."""
    try:
        with path.open("rb") as file:
            salt = file.read(SALT)
    except OSError:
        salt = b""
    return salt if len(salt) == SALT else os.urandom(SALT)


def is_plain(path: Path) -> bool:
    """Tell whether a file begins like a store that is not encrypted."""
    try:
        with path.open("rb") as file:
            return file.read(len(PLAIN)) == PLAIN
    except OSError:
        return False


def key_of(passphrase: str, salt: bytes) -> str:
    """Return SQLCipher's raw key of a passphrase: 64 hexadecimal digits of key, 32 of salt; empty for none."""
    if not passphrase:
        return ""
    return _derive(unicodedata.normalize("NFC", passphrase), salt)


@lru_cache(maxsize=4)
def _derive(passphrase: str, salt: bytes) -> str:
    import hashlib

    return (hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, ROUNDS, 32) + salt).hex()


def recovery_file(path: Path) -> Path:
    """Return the file beside a store that holds its key, locked with the recovery key."""
    return path.with_name(path.name + "-recovery")


def make_recovery_key() -> str:
    """Return a new recovery key: groups of letters and digits that can be told apart on paper."""
    import secrets

    groups = ("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(GROUPS))
    return "-".join(groups)


def lock_key(raw_key: str, recovery_key: str) -> bytes:
    """Return a store's raw key locked with a recovery key: a file of age (age-encryption.org), passphrase form."""
    from pyrage import passphrase

    locked: bytes = passphrase.encrypt(raw_key.encode(), _letters(recovery_key))
    return locked


def unlock_key(path: Path, recovery_key: str) -> str:
    """Return a store's raw key by its recovery key.

    Args:
        path: the store.
        recovery_key: as it was printed; case, spaces and dashes do not matter, and O, I, L count as 0, 1, 1.

    Raises:
        StoreError: ``no_recovery`` where none was made, ``wrong_recovery`` where this is not it.
    """
    from pyrage import DecryptError, passphrase

    try:
        locked = recovery_file(path).read_bytes()
    except OSError:
        raise StoreError("no_recovery", path=str(path)) from None
    try:
        raw: bytes = passphrase.decrypt(locked, _letters(recovery_key))
    except (DecryptError, ValueError):
        raise StoreError("wrong_recovery", path=str(path)) from None
    return raw.decode()


def _letters(recovery_key: str) -> str:
    return "".join(c for c in recovery_key.upper().translate(_ALIKE) if c in _LETTERS)
