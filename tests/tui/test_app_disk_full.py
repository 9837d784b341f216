"""A disk that gets full in the middle of a meeting: a real one, small, made for the test."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fcntl", reason="Windows has no pty")

from tui.app_driver import ENTER, Visit

pytestmark = pytest.mark.alone
"""With the machine to itself: it runs in a terminal of its own, or measures."""

SIZE_MB = 6


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("only Linux can mount a small file system here")
    options = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m,mode=700", "tmpfs", str(folder)]
    done = subprocess.run(options, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a small file system cannot be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def fill(folder: Path) -> Path:
    """Leave no byte free."""
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    return filler


def test_typing_goes_on_and_nothing_is_lost_once_there_is_room(visit: Visit, small_disk: Path) -> None:
    visit = _moved(visit, small_disk)
    with visit.in_terminal("notes", columns=120, rows=36) as terminal:
        terminal.wait_for("● saved")
        terminal.send("trước khi đầy")
        terminal.wait_until(lambda: visit.drafts().get("note") == "trước khi đầy", what="the draft")
        filler = fill(small_disk)
        # What the log of the database has room for already is still saved; more than that is not.
        typed, begun = "trước khi đầy", time.monotonic()
        while "NOT SAVED" not in terminal.screen_text():
            assert time.monotonic() < begun + 60, terminal.screen_text()
            words = " chữ không được mất " + "x" * 60
            typed += words
            terminal.send(words)
            terminal.settle(0.25, 1)
        assert "disk full" in terminal.screen_text()
        assert os.statvfs(small_disk).f_bavail == 0
        terminal.send(" và gõ tiếp")
        typed += " và gõ tiếp"
        terminal.wait_for("tiếp")
        assert "NOT SAVED" in terminal.screen_text()
        filler.unlink()
        terminal.wait_for("● saved")
        terminal.wait_until(lambda: visit.drafts().get("note") == typed, what="all words in the store")
        terminal.kill9()
    with visit.in_terminal("notes", columns=120, rows=36) as terminal:
        terminal.wait_for("Recovered")
        terminal.send(ENTER)
        terminal.wait_until(lambda: visit.show()["notes"][-1]["text"] == typed, what="the note")
        terminal.kill9()


def test_a_disk_that_is_full_at_the_start_is_said_at_once(visit: Visit, small_disk: Path) -> None:
    visit = _moved(visit, small_disk)
    filler = fill(small_disk)
    with visit.in_terminal("notes", columns=120, rows=36) as terminal:
        assert terminal.wait_exit() == 2
        assert "the disk is full" in terminal.screen_text().replace("\n", "")
    filler.unlink()
    assert visit.show()["notes"]


def _moved(visit: Visit, disk: Path) -> Visit:
    home = disk / "home"
    shutil.copytree(visit.home, home)
    return Visit(home, visit.session)
