"""Measurements against a reference in the same run: ``python -m benchmarks [name…]``."""

from __future__ import annotations

import sys
from pathlib import Path

# The tests' terminal serves here too, and the tests' folder is no package.
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
