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
    # As `run_app` has it; the variable itself is read when Textual is imported, which it is by now.
    monkeypatch.setattr("textual.constants.DISABLE_KITTY_KEY", True)
    return make_visit(tmp_path)
