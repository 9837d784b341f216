"""Fixtures of the tests that run the whole app."""

from __future__ import annotations

from pathlib import Path

import pytest

from postgres_server import postgres
from tui.app_driver import Visit, make_visit

__all__ = ["postgres"]


@pytest.fixture
def visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """A visit of the test's own, with nothing of this machine's settings in sight."""
    for name in ("INSPECT_TUI_HOME", "INSPECT_TUI_DB", "INSPECT_TUI_LANG", "INSPECT_TUI_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_DISABLE_KITTY_KEY", "1")
    return make_visit(tmp_path)
