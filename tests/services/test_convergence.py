"""Whatever people do on several laptops, and however files go about: all stores end equal, and no word is lost.

The full form, five laptops with five hundred actions each, is `python -m benchmarks convergence`.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from benchmarks.convergence import ACTIONS, WEIGHTS, World, converge
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DEVICES = 5
BY_WEIGHT = [name for name, weight in WEIGHTS.items() for _ in range(weight)]
STEPS = st.tuples(
    st.integers(0, DEVICES - 1), st.sampled_from(BY_WEIGHT), st.integers(0, 60), st.integers(0, 60)
)  # fmt: skip


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(STEPS, min_size=20, max_size=90), st.integers(0, 1000))
def test_all_stores_end_equal_and_hold_every_word(steps: list[tuple[int, str, int, int]], seed: int) -> None:
    assert set(WEIGHTS) == set(ACTIONS)
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), DEVICES)
        try:
            for step in steps:
                world.do(*step)
            world.exchange_all(random.Random(seed))
            world.check()
        finally:
            world.close()


def test_five_laptops_with_forty_actions_each() -> None:
    entries, files = converge(11, 5, 40)
    assert entries > 60
    assert files > 10


@pytest.mark.slow
@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.integers(300, 500))
def test_five_laptops_with_up_to_five_hundred_actions_each(seed: int, actions: int) -> None:
    converge(seed, DEVICES, actions)
