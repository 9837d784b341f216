"""The secrets of this device's keys as they lie on the disk: plain, or locked with a passphrase.

The form is in docs/commands.md. Nothing here is ever printed, logged or part of an error.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from inspect_tui.exchange.keys import (
    Identity,
    PublicIdentity,
    age_identity,
    read_public_key,
    read_recipient,
    sign,
    signature_holds,
)
from inspect_tui.store.keys import ROUNDS, SALT, key_of

KDF: Final = "pbkdf2-hmac-sha512"
PLAIN: Final = "plain"
PASSPHRASE: Final = "passphrase"
_SECRET: Final = "ed25519-secret-"
_NONCE: Final = 12
_MEMBERS: Final = {
    PLAIN: {"kind": str, "signing": str, "age": str},
    PASSPHRASE: {"kind": str, "kdf": str, "rounds": int, "salt": str, "nonce": str, "box": str},
}

Wrap = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """The keys as their file has them.

    Attributes:
        public: what others may know; it needs no passphrase.
        wraps: the same secrets once or more often, each locked in its own way.
    """

    public: PublicIdentity
    wraps: tuple[Wrap, ...] = field(repr=False)

    @property
    def is_plain(self) -> bool:
        """Whether whoever has the file has the keys."""
        return any(wrap["kind"] == PLAIN for wrap in self.wraps)

    def as_json(self) -> dict[str, Any]:
        """Return the file's members, its version left out."""
        public = self.public
        return {
            "name": public.name, "public_key": public.public_key, "recipient": public.recipient,
            "secrets": [dict(wrap) for wrap in self.wraps],
        }  # fmt: skip


def kept_from(data: Mapping[str, Any]) -> Kept:
    """Return the keys that a file holds.

    Raises:
        ValueError: a member is missing, unknown or of another shape.
    """
    if set(data) != {"version", "name", "public_key", "recipient", "secrets"}:
        raise ValueError
    public, wraps = _public_from(data), data["secrets"]
    if not isinstance(wraps, list) or not wraps or not all(map(_is_wrap, wraps)):
        raise ValueError
    return Kept(public, tuple(wraps))


def _public_from(data: Mapping[str, Any]) -> PublicIdentity:
    name, key, recipient = (data.get(member) for member in ("name", "public_key", "recipient"))
    if not (isinstance(name, str) and name and isinstance(key, str) and isinstance(recipient, str)):
        raise ValueError
    if read_public_key(key) != key or read_recipient(recipient) != recipient:
        raise ValueError
    return PublicIdentity(name, key, recipient)


def _is_wrap(wrap: object) -> bool:
    kind = wrap.get("kind") if isinstance(wrap, dict) else None
    if not isinstance(wrap, dict) or not isinstance(kind, str):
        return False
    members = _MEMBERS.get(kind)
    if members is None or {name: type(value) for name, value in wrap.items()} != members:
        return False
    if wrap["kind"] == PLAIN:
        return True
    try:
        sizes = [len(_bytes(wrap[name])) for name in ("salt", "nonce")]
        _bytes(wrap["box"])
    except ValueError:
        return False
    return (wrap["kdf"], wrap["rounds"], *sizes) == (KDF, ROUNDS, SALT, _NONCE)


def wrap_of(identity: Identity, passphrase: str) -> Wrap:
    """Return the secrets to be kept: locked with the passphrase, or plain where there is none."""
    if not passphrase:
        return {"kind": PLAIN, **_secrets(identity)}
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = os.urandom(SALT), os.urandom(_NONCE)
    clear = json.dumps(_secrets(identity)).encode()
    box = ChaCha20Poly1305(_key(passphrase, salt)).encrypt(nonce, clear, _bound_to(identity.public))
    return {
        "kind": PASSPHRASE, "kdf": KDF, "rounds": ROUNDS,
        "salt": _text(salt), "nonce": _text(nonce), "box": _text(box),
    }  # fmt: skip


def unwrap(wrap: Wrap, public: PublicIdentity, passphrase: str) -> Identity | None:
    """Return the keys, None where the passphrase does not open them.

    Raises:
        ValueError: the secrets are not those of the public keys.
    """
    if wrap["kind"] == PLAIN:
        return _identity(wrap, public)
    if not passphrase:
        return None
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce, box = (_bytes(wrap[name]) for name in ("salt", "nonce", "box"))
    try:
        clear = ChaCha20Poly1305(_key(passphrase, salt)).decrypt(nonce, box, _bound_to(public))
    except InvalidTag:
        return None
    return _identity(json.loads(clear), public)


def for_store(identity: Identity) -> str:
    """Return the keys as an encrypted store keeps them."""
    public = identity.public
    return json.dumps(
        {"name": public.name, "public_key": public.public_key, "recipient": public.recipient, **_secrets(identity)},
        ensure_ascii=False, sort_keys=True,
    )  # fmt: skip


def from_store(text: str) -> Identity | None:
    """Return the keys that an encrypted store kept, None where it has none that make sense."""
    try:
        data = json.loads(text) if text else None
        return _identity(data, _public_from(data)) if isinstance(data, dict) else None
    except (ValueError, KeyError):
        return None


def _identity(secrets: Mapping[str, Any], public: PublicIdentity) -> Identity:
    """Return the keys, once they are seen to belong together: a file in clear could have been given other ones."""
    seed = str(secrets["signing"]).removeprefix(_SECRET)
    try:
        identity = Identity(public, base64.b32decode(seed.upper() + "====", casefold=False), str(secrets["age"]))
        data = b"inspect-tui"
        same = signature_holds(public.public_key, data, sign(identity, data))
        if not same or str(age_identity(identity).to_public()) != public.recipient:
            raise ValueError
    except Exception:
        # Whatever a library says of a secret that is none stays here.
        raise ValueError from None
    return identity


def _secrets(identity: Identity) -> dict[str, str]:
    seed = base64.b32encode(identity.signing_secret).decode().rstrip("=").lower()
    return {"signing": _SECRET + seed, "age": identity.age_secret}


def _key(passphrase: str, salt: bytes) -> bytes:
    return bytes.fromhex(key_of(passphrase, salt))[:32]


def _bound_to(public: PublicIdentity) -> bytes:
    return f"inspect-tui identity 1\n{public.public_key}\n{public.recipient}".encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError from None
