"""Keys: who signs a file (Ed25519) and who can open it (age's X25519), and their text as people type and scan it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from inspect_tui.domain.signing import short_code
from inspect_tui.domain.vietnamese import one_line

PREFIX: Final = "ed25519-"
"""How the text of a public signing key begins."""

MAX_NAME: Final = 100
"""Longest name of a person or device that an identity carries, in characters."""

_KEY_SIZE: Final = 32
_CHECK_SIZE: Final = 3
"""Bytes of SHA-256 behind the key, so that a letter typed wrong is noticed: 35 bytes are 56 letters without padding."""
_LETTERS: Final = 56
_BARE_PREFIX: Final = PREFIX.rstrip("-")
_SECRET_WORDS: Final = ("agesecretkey", "ageplugin", "ed25519secret", "privatekey", "privatelines")
"""What a private key has in it once case, spaces and dashes are gone: age and its plugins, ours, PEM, PuTTY."""
_SECRET_MEMBERS: Final = re.compile(r"""["'](secrets|signing|signing_secret|age|age_secret|box)["']\s*:""")
"""Members of the identity file that hold secrets, whether all of the file was pasted or some lines of it."""


class KeyTextError(ValueError):
    """A text that is not the public key which was asked for; the error never holds the text.

    Attributes:
        code: ``private_key`` where a secret was pasted, ``wrong_kind`` where a signing key was given as recipient or
            a recipient as signing key, else ``not_a_key``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class PublicIdentity:
    """What a device tells others of itself.

    Attributes:
        name: the person's or the device's name.
        public_key: text of the Ed25519 public key, see `read_public_key`.
        recipient: age X25519 recipient, ``age1…``.
    """

    name: str
    public_key: str
    recipient: str

    @property
    def fingerprint(self) -> str:
        """The public key's short form, to be read out and compared."""
        return fingerprint_of(self.public_key)


@dataclass(frozen=True, slots=True)
class Identity:
    """A device's keys with their secrets, which no repr shows.

    Attributes:
        signing_secret: the Ed25519 seed, 32 bytes.
        age_secret: ``AGE-SECRET-KEY-1…``.
    """

    public: PublicIdentity
    signing_secret: bytes = field(repr=False)
    age_secret: str = field(repr=False)


def make_identity(name: str) -> Identity:
    """Return new keys from the system's source of randomness.

    Args:
        name: of the person or device; made one line in NFC and cut at `MAX_NAME` characters.

    Raises:
        ValueError: the name has no character that can be shown.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from pyrage import x25519

    shown = "".join(c for c in one_line(name) if c.isprintable())[:MAX_NAME].strip()
    if not shown:
        raise ValueError("an identity needs a name")
    secret = Ed25519PrivateKey.generate()
    age = x25519.Identity.generate()
    public = PublicIdentity(shown, _text_of(secret.public_key().public_bytes_raw()), str(age.to_public()))
    return Identity(public, secret.private_bytes_raw(), str(age))


def sign(identity: Identity, data: bytes) -> bytes:
    """Return the Ed25519 signature (RFC 8032, pure) of bytes: 64 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(identity.signing_secret).sign(data)


def signature_holds(public_key: str, data: bytes, signature: bytes) -> bool:
    """Tell whether a signature over bytes is that of a public key; False too where the key's text makes no sense."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(raw_public_key(public_key)).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint_of(public_key: str) -> str:
    """Return a public key's fingerprint: 4 groups of 4 signs, the first 80 bits of the SHA-256 of its 32 bytes.

    Raises:
        KeyTextError: this is no public key.
    """
    return short_code(raw_public_key(public_key))


@lru_cache(maxsize=256)
def read_public_key(text: str) -> str:
    """Return the canonical text of a public signing key: ``ed25519-`` and 56 lower-case letters and digits.

    The 56 signs are base32 (RFC 4648, without padding) of the key's 32 bytes and the first 3 bytes of their SHA-256.

    Args:
        text: as typed or scanned; case, white space and dashes do not matter.

    Raises:
        KeyTextError: ``private_key``, ``wrong_kind`` or ``not_a_key``.
    """
    bare = _bare(text)
    if bare.startswith("age1"):
        raise KeyTextError("wrong_kind")
    letters = bare.removeprefix(_BARE_PREFIX)
    if letters == bare or len(letters) != _LETTERS:
        raise KeyTextError("not_a_key")
    try:
        data = base64.b32decode(letters.upper())
    except (binascii.Error, ValueError):
        raise KeyTextError("not_a_key") from None
    canonical = _text_of(data[:_KEY_SIZE])
    if canonical != PREFIX + letters:
        raise KeyTextError("not_a_key")
    return canonical


@lru_cache(maxsize=256)
def read_recipient(text: str) -> str:
    """Return the canonical text of an age X25519 recipient: ``age1`` and 58 lower-case letters and digits.

    Args:
        text: as typed or scanned; case, white space and dashes do not matter.

    Raises:
        KeyTextError: ``private_key``, ``wrong_kind`` or ``not_a_key``.
    """
    import pyrage

    bare = _bare(text)
    if bare.startswith(_BARE_PREFIX):
        raise KeyTextError("wrong_kind")
    try:
        return str(pyrage.x25519.Recipient.from_str(bare))
    except (pyrage.RecipientError, ValueError):
        raise KeyTextError("not_a_key") from None


def raw_public_key(public_key: str) -> bytes:
    """Return the 32 bytes of a public signing key.

    Raises:
        KeyTextError: this is no public key.
    """
    letters = read_public_key(public_key).removeprefix(PREFIX)
    return base64.b32decode(letters.upper())[:_KEY_SIZE]


def age_identity(identity: Identity) -> Any:
    """Return the key that opens what was sealed to an identity's recipient, as pyrage takes it."""
    from pyrage import x25519

    return x25519.Identity.from_str(identity.age_secret)


def _text_of(raw: bytes) -> str:
    check = hashlib.sha256(raw).digest()[:_CHECK_SIZE]
    return PREFIX + base64.b32encode(raw + check).decode().lower()


def _bare(text: str) -> str:
    """Return a typed text without case, white space and dashes, after looking for secrets in it."""
    bare = "".join(c for c in text.lower() if c.isprintable() and not c.isspace() and c not in "-‐‑‒–—")
    if any(word in bare for word in _SECRET_WORDS) or _SECRET_MEMBERS.search(text.lower()):
        raise KeyTextError("private_key")
    return bare
