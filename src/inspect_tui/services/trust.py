"""Whose files this home believes, and who can read what it seals, in their simplest form."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from inspect_tui.services.home import Home


@dataclass(frozen=True, slots=True)
class KnownKey:
    """Somebody's public key."""

    name: str
    key: str


def trusted_keys(home: Home) -> tuple[KnownKey, ...]:
    """Return the keys whose files are believed."""
    return _read(home.path / "trust.json")


def recipients(home: Home) -> tuple[KnownKey, ...]:
    """Return who can read session files beside this device."""
    return _read(home.path / "recipients.json")


def _read(path: Path) -> tuple[KnownKey, ...]:
    if not path.exists():
        return ()
    return tuple(KnownKey(one["name"], one["key"]) for one in json.loads(path.read_text(encoding="utf-8"))["keys"])
