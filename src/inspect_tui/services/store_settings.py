"""What a store is set to: base and decimals of the rates of new sessions, and when a deadline is near.

Base and decimals are copied into a session when it is made, so that every laptop prints the same rates; when a deadline
is near is a warning on this store's screens alone. They stand with the store, for two people at headquarters share one.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspect_tui.domain.records import FIELDS, FieldError, coerce
from inspect_tui.domain.status import DUE_SOON_DAYS
from inspect_tui.store.first_read import drop_front_pages
from inspect_tui.store.store import Store

MOST_DAYS = 366
"""The longest time before a deadline that is still called near."""


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """The settings of a store.

    Attributes:
        rate_base: what the rates of a new session are first of all a share of, one of `RATE_BASES`.
        decimals: 0 to 2 decimals of its rates.
        due_soon_days: within how many days a deadline is near, the day itself included.
    """

    rate_base: str = "assigned"
    decimals: int = 2
    due_soon_days: int = DUE_SOON_DAYS


def read_store_settings(store: Store) -> StoreSettings:
    """Return a store's settings; what no version of this program wrote counts as not set."""
    usual = StoreSettings()
    base = store.get_meta("rate_base")
    return StoreSettings(
        base if base in FIELDS["session"]["rate_base"].choices else usual.rate_base,
        _number(store.get_meta("decimals"), 2, usual.decimals),
        _number(store.get_meta("due_soon_days"), MOST_DAYS, usual.due_soon_days),
    )


def change_store_settings(
    store: Store, *, rate_base: str | None = None, decimals: int | None = None, due_soon_days: int | None = None
) -> StoreSettings:
    """Change what is given, and return all settings.

    Args:
        store: the store.
        rate_base: one of `RATE_BASES`.
        decimals: 0 to 2.
        due_soon_days: 0 to `MOST_DAYS`.

    Raises:
        FieldError: a value that is none; nothing is changed.
    """
    made: dict[str, str] = {}
    if rate_base is not None:
        if not rate_base:
            raise FieldError("not_choice", "rate_base", rate_base)
        made["rate_base"] = coerce("session", "rate_base", rate_base)
    if decimals is not None:
        made["decimals"] = str(coerce("session", "decimals", decimals))
    if due_soon_days is not None:
        if not 0 <= due_soon_days <= MOST_DAYS:
            raise FieldError("not_choice", "due_soon_days", due_soon_days)
        made["due_soon_days"] = str(due_soon_days)
    with store.transaction():
        for key, value in made.items():
            store.set_meta(key, value)
        if "due_soon_days" in made:
            drop_front_pages(store)
    return read_store_settings(store)


def _number(text: str, most: int, usual: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and int(text) <= most else usual
