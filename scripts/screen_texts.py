"""Renew what is kept of the screens' texts in tests/tui/screen_texts, after a change that is meant.

Run: python scripts/screen_texts.py update
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Have the test write what it reads; what no screen has any more goes.

    Returns:
        The test's exit code.
    """
    import pytest

    folder = ROOT / "tests/tui/screen_texts"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.txt"):
        old.unlink()
    os.environ["INSPECT_TUI_UPDATE_TEXTS"] = "1"
    return int(pytest.main(["-q", "-p", "no:cacheprovider", str(ROOT / "tests/tui/test_screen_texts.py")]))


if __name__ == "__main__":
    if sys.argv[1:] != ["update"]:
        sys.exit(__doc__)
    sys.exit(main())
