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
from typing import Any, Final

from inspect_tui.store.errors import StoreError

SALT: Final = 16
ROUNDS: Final = 256_000
PLAIN: Final = b"SQLite format 3\0"
"""How a store begins that is not encrypted."""

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, which are read as something else on paper."""
_ALIKE: Final = str.maketrans("OIL", "011")
_BECH32: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
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


@lru_cache(maxsize=8)
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
    """Return a store's raw key locked with a recovery key: a file of age (age-encryption.org), for one X25519 key.

    The recovery key is long and random, so nothing has to make guessing it slow, as a passphrase would need.
    """
    import pyrage

    locked: bytes = pyrage.encrypt(raw_key.encode(), [_identity(recovery_key).to_public()])
    return locked


def unlock_key(path: Path, recovery_key: str) -> str:
    """Return a store's raw key by its recovery key.

    Args:
        path: the store.
        recovery_key: as it was printed; case, spaces and dashes do not matter, and O, I, L count as 0, 1, 1.

    Raises:
        StoreError: ``no_recovery`` where none was made, ``wrong_recovery`` where this is not it.
    """
    import pyrage

    try:
        locked = recovery_file(path).read_bytes()
    except OSError:
        raise StoreError("no_recovery", path=str(path)) from None
    try:
        raw: bytes = pyrage.decrypt(locked, [_identity(recovery_key)])
    except (pyrage.DecryptError, ValueError):
        raise StoreError("wrong_recovery", path=str(path)) from None
    return raw.decode()


def _identity(recovery_key: str) -> Any:
    """Return the age identity of a recovery key: its letters hashed, in the bech32 form that age reads."""
    import hashlib

    from pyrage import x25519

    secret = hashlib.sha256(_letters(recovery_key).encode()).digest()
    return x25519.Identity.from_str(_bech32("age-secret-key-", secret).upper())


def _bech32(label: str, data: bytes) -> str:
    """Return bytes in bech32 (BIP 173): the form of age's keys, for which no kept package is small enough."""
    number = int.from_bytes(data) << (-len(data) * 8) % 5
    length = (len(data) * 8 + 4) // 5
    values = [number >> 5 * place & 31 for place in reversed(range(length))]
    spread = [ord(c) >> 5 for c in label] + [0] + [ord(c) & 31 for c in label]
    check = 1
    for value in [*spread, *values, 0, 0, 0, 0, 0, 0]:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, step in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= step if top >> place & 1 else 0
    values += [(check ^ 1) >> 5 * place & 31 for place in reversed(range(6))]
    return label + "1" + "".join(_BECH32[value] for value in values)


def _letters(recovery_key: str) -> str:
    return "".join(c for c in recovery_key.upper().translate(_ALIKE) if c in _LETTERS)
