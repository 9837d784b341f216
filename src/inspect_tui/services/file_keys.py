"""The keys that session files are written and read with: this home's own, its recipients, those it trusts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspect_tui.services.home import Home, Setup

if TYPE_CHECKING:
    from inspect_tui.exchange.keys import Identity
    from inspect_tui.store.store import Store


@dataclass(frozen=True, slots=True)
class FileKeys:
    """Everything that writing and reading a session file asks of the home.

    Attributes:
        identity: signs what is written and opens what is sealed to this device.
        recipients: who else can open what is written; with none it is plain.
        trusted: public key to name of those whose files are believed, the home itself among them.
    """

    identity: Identity
    recipients: tuple[str, ...]
    trusted: Mapping[str, str]


def file_keys(setup: Setup, store: Store | None = None) -> FileKeys:
    """Return the home's keys for session files.

    Args:
        setup: which home, and the passphrase.
        store: the open store, where there is one.

    Raises:
        KeysError: the home's lists or its own keys cannot be read: nothing is written or believed then.
        StoreError: no keys yet, and the store that they are to be protected like does not open.
    """
    from inspect_tui.services.identities import identity_of

    # The lists first: where one of them is broken, nothing else is to happen.
    readers, trusted = recipients_of(setup.home), known_signers(setup.home)
    identity = identity_of(setup, store)
    return FileKeys(identity, readers, {identity.public.public_key: identity.public.name, **trusted})


def recipients_of(home: Home) -> tuple[str, ...]:
    """Return who can open what this home seals beside itself; with none it seals nothing.

    Raises:
        KeysError: the list cannot be read.
    """
    from inspect_tui.services.trust import recipients

    return tuple(one.key for one in recipients(home))


def known_signers(home: Home) -> dict[str, str]:
    """Return whose files are believed, public key to name: the home's own and those on its list.

    No passphrase is needed for that, and no keys are made.

    Raises:
        KeysError: the list or the home's keys cannot be read.
    """
    from inspect_tui.services.identities import read_kept
    from inspect_tui.services.trust import trusted_keys

    kept = read_kept(home)
    own = {kept.public.public_key: kept.public.name} if kept else {}
    return {**own, **{one.key: one.name for one in trusted_keys(home)}}
