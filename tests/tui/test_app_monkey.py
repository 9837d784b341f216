"""Keys at random on every screen: a few in each run of the tests, twenty thousand each in the slow form."""

from __future__ import annotations

import os

import pytest

from tui.app_driver import SCREENS, Visit
from tui.monkey import PLACES, press_at_random

SEED = os.environ.get("INSPECT_TUI_TEST_SEED", "2021")
KEYS = int(os.environ.get("INSPECT_TUI_TEST_KEYS", "60"))
"""How many keys each screen gets, those on which people work most twice as many."""


@pytest.mark.parametrize("place", PLACES)
async def test_keys_at_random_break_nothing(visit: Visit, place: str) -> None:
    assert (await press_at_random(visit, place, KEYS * (1 + (place in SCREENS)), SEED)) >= KEYS


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
async def test_twenty_thousand_keys_break_nothing(visit: Visit, place: str) -> None:
    assert (await press_at_random(visit, place, 20_000, SEED)) >= 20_000
