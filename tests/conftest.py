"""What all tests share: which of them have the machine to themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests beside this file, which run whole programs or measure; other files say it of themselves."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker("alone")
