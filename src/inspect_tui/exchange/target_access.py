"""With what a target lets us in: environment, the system's keyring, hosts that were accepted. Never kept by us."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

KEYRING_SERVICE: Final = "inspect-tui"
"""The name under which the system's keyring keeps what belongs to this program."""


def ask_keyring(name: str) -> str:
    """Return the secret that the system's keyring has for a target; empty where there is none, or no keyring."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(KEYRING_SERVICE, name) or ""
    except KeyringError:
        # A machine with no keyring, or a locked one: the environment is the other way.
        return ""


@dataclass(frozen=True, slots=True)
class Access:
    """What the machine gives for getting into a target.

    Attributes:
        environ: the environment.
        keyring: gives the secret of a target's name.
        accepted: per ``host:port`` the fingerprints of keys that a person accepted.
        endpoint: address of an S3-compatible store; empty for the one that the environment names, or Amazon's.
    """

    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    keyring: Callable[[str], str] = ask_keyring
    accepted: Mapping[str, Collection[str]] = field(default_factory=dict)
    endpoint: str = ""

    def said(self, name: str) -> str:
        """Return a variable of the environment; empty where it is not set."""
        return self.environ.get(name, "")

    @property
    def known_hosts(self) -> tuple[Path, ...]:
        """The files in which ssh keeps the keys of hosts."""
        home = self.said("HOME") or self.said("USERPROFILE")
        own = (Path(home) / ".ssh" / "known_hosts",) if home else ()
        return tuple(path for path in (*own, Path("/etc/ssh/ssh_known_hosts")) if path.is_file())

    @property
    def s3_endpoint(self) -> str:
        """The S3-compatible store's address; empty for Amazon's."""
        return self.said("INSPECT_TUI_S3_ENDPOINT") or self.endpoint
