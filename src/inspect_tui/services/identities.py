"""This device's keys, in their simplest form: in the home, in clear."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspect_tui.exchange.keys import Identity, PublicIdentity, make_identity
from inspect_tui.services.home import Home, Setup

if TYPE_CHECKING:
    from inspect_tui.store.store import Store


@dataclass(frozen=True, slots=True)
class Kept:
    """This device's keys as they lie in the home."""

    public: PublicIdentity


def read_kept(home: Home) -> Kept | None:
    """Return what everybody may know of the home's keys, None where none were made yet."""
    path = home.path / "identity.json"
    if not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    return Kept(PublicIdentity(data["name"], data["public_key"], data["recipient"]))


def identity_of(setup: Setup, store: Store | None = None) -> Identity:
    """Return this device's keys; they are made at first use."""
    path = setup.home.path / "identity.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        made = make_identity("inspect-tui")
        secret = {"kind": "plain", "signing": base64.b64encode(made.signing_secret).decode(), "age": made.age_secret}
        data = {"version": 1, "name": made.public.name, "public_key": made.public.public_key,
                "recipient": made.public.recipient, "secrets": [secret]}  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(0o600)
        path.write_text(json.dumps(data), encoding="utf-8")
        return made
    wrap = data["secrets"][0]
    public = PublicIdentity(data["name"], data["public_key"], data["recipient"])
    return Identity(public, base64.b64decode(wrap["signing"]), wrap["age"])
