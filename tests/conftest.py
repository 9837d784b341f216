"""What all tests share: which of them have the machine to themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that drive the app or measure: beside others they would wait for the processor, not for it."""
    for item in items:
        place = item.path.relative_to(HERE)
        if place.parts[0] == "tui" or len(place.parts) == 1:
            item.add_marker("alone")
