"""What is said of one thing before one leaves for a visit, and what the looking is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from inspect_tui.locale import N_, Catalog
from inspect_tui.services.battery import Battery, read_battery
from inspect_tui.services.home import Setup

TITLES: Final[dict[str, str]] = {
    "visit": N_("Visit"), "journal": N_("Journal"), "store": N_("Store"), "passphrase": N_("Passphrase"),
    "keys": N_("Keys"), "recipients": N_("Recipients"), "trust": N_("Trust"), "copy": N_("Copy"),
    "second": N_("Second place"), "clock": N_("Clock"), "disk": N_("Disk"), "battery": N_("Battery"),
    "folders": N_("Folders"),
}  # fmt: skip
"""What is looked at, in the order in which it is shown."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was found of one thing.

    Attributes:
        id: one of `TITLES`.
        level: ``ok``, ``warning``, ``fault``, or ``unknown`` where the system does not say.
        words: what was found.
        todo: what mends it, where something is to be done.
        target: where that is: ``new``, ``session``, ``register``, ``copy``, ``safety``, ``keys``; empty for nowhere.
        session: the session that it is about.
    """

    id: str
    level: str
    words: str
    todo: str = ""
    target: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What the parts are told.

    Attributes:
        setup: home, store and passphrase.
        catalog: the language.
        now: this moment, in the machine's own zone.
        battery: asks the system.
    """

    setup: Setup
    catalog: Catalog
    now: datetime
    battery: Callable[[], Battery | None] = read_battery

    def t(self, message: str, /, **values: object) -> str:
        """Translate a message."""
        return self.catalog.t(message, **values)
