"""Evidence: a file kept with a task, written out again, and every file that cannot be."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Static

from inspect_tui.locale import Catalog
from inspect_tui.services import evidence
from inspect_tui.services.errors import describe
from inspect_tui.services.evidence import FileRead, read_evidence, write_out
from inspect_tui.tui.app import InspectApp
from tui.app_driver import (
    CTRL_Z,
    DELETE,
    ENTER,
    ESC,
    F3,
    HOME_KEY,
    TAB,
    Visit,
    focus_id,
    line_with,
    running,
    screen_text,
    settled,
    until,
    write,
)

CTRL_E = "\x05"


def told(app: InspectApp) -> str:
    """Return what is said of a file that cannot be kept."""
    line = app.screen.query_one("#evidence-told", Static)
    return str(line.content) if line.display else ""


async def test_a_file_is_kept_with_a_task_deleted_brought_back_and_written_out(visit: Visit, tmp_path: Path) -> None:
    content = b"%PDF-1.7 " * 9000
    (tmp_path / "công văn số 5.pdf").write_bytes(content)
    async with running(visit, size=(120, 40)) as (app, pilot):
        await until(pilot, lambda: app.screen.query("#things"))
        task = app.screen.query_one("#detail").task_id  # type: ignore[attr-defined]
        await write(pilot, f"{CTRL_E}{tmp_path}/cong{TAB}")
        await until(pilot, lambda: app.focused is not None and app.focused.text.endswith(".pdf"))  # type: ignore[attr-defined]
        await write(pilot, ENTER)
        await until(pilot, lambda: "Evidence (1)" in screen_text(app))
        await settled(app, pilot)
        assert "81 KB" in line_with(app, "công văn số 5.pdf  ")
        # The same file once more says so and changes nothing.
        await write(pilot, f"{tmp_path}/công văn số 5.pdf{ENTER}")
        await until(pilot, lambda: "is tied to this task already" in told(app))
        await write(pilot, ESC)
        assert focus_id(app) == "tasks"
        await write(pilot, ENTER)
        app.screen.query_one("#things").focus()
        await until(pilot, lambda: focus_id(app) == "things")
        await write(pilot, HOME_KEY + DELETE)
        await settled(app, pilot)
        await until(pilot, lambda: "Evidence (1)" not in screen_text(app))
        await write(pilot, ESC)
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: "Evidence (1)" in screen_text(app))
        app.screen.query_one("#things").focus()
        await until(pilot, lambda: focus_id(app) == "things")
        await write(pilot, HOME_KEY + ENTER)
        await until(pilot, lambda: "Written:" in screen_text(app))
        assert app.state is not None
        (attachment,) = app.state.content.attachments
        assert attachment.tasks == (task,)
        assert attachment.media_type == "application/pdf"
    assert (visit.setup.home.papers / "công văn số 5.pdf").read_bytes() == content
    with visit.store(read_only=True) as store:
        assert store.has_blob(hashlib.sha256(content).hexdigest())


async def test_a_file_that_cannot_be_kept_is_told_in_one_line(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "large.bin").write_bytes(b"12345")
    monkeypatch.setattr(evidence, "MAX_FILE", 4)
    async with running(visit) as (app, pilot):
        await until(pilot, lambda: app.screen.query("#things"))
        await write(pilot, CTRL_E)
        for name, words in (
            ("nothing", "there is no file"),
            ("empty.txt", "is empty"),
            ("loop", "is a link that leads to itself"),
            ("large.bin", "is too large"),
            ("", "is a folder"),
        ):
            path = app.focused
            assert path is not None
            path.text = f"{tmp_path}/{name}"  # type: ignore[attr-defined]
            await write(pilot, ENTER)
            await until(pilot, lambda: words in told(app), words)  # noqa: B023
            assert focus_id(app) == "evidence-path"
        assert app.state is not None
        assert app.state.content.attachments == ()
        await write(pilot, ESC)
        await settled(app, pilot)
    assert visit.drafts() == {}


async def test_a_slow_file_has_a_bar_and_words_go_on_meanwhile(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    goes_on, read = threading.Event(), evidence.read_evidence

    def slowly(path: Path, progress: Callable[[int, int], None]) -> FileRead:
        progress(5_000_000, 10_000_000)
        assert goes_on.wait(20)
        return read(path)

    monkeypatch.setattr(evidence, "read_evidence", slowly)
    async with running(visit) as (app, pilot):
        await until(pilot, lambda: app.screen.query("#things"))
        await write(pilot, f"{CTRL_E}{tmp_path}/a.txt{ENTER}")
        await until(pilot, lambda: told(app) == "▓" * 10 + "░" * 10 + " 5/10 MB")
        await write(pilot, F3 + "nói tiếp" + ENTER)
        await settled(app, pilot)
        assert visit.show()["notes"][-1]["text"] == "nói tiếp"
        goes_on.set()
        await until(pilot, lambda: app.state is not None and app.state.content.attachments)


async def test_a_store_without_room_keeps_nothing_of_a_file(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspect_tui.store.errors import StoreError
    from inspect_tui.store.journal import JournalWriter

    (tmp_path / "a.txt").write_bytes(b"abc")

    def full(*args: object, **values: object) -> None:
        raise StoreError("full", path="store.db")

    async with running(visit) as (app, pilot):
        await until(pilot, lambda: app.screen.query("#things"))
        with monkeypatch.context() as patched:
            patched.setattr(JournalWriter, "write", full)
            await write(pilot, f"{CTRL_E}{tmp_path}/a.txt{ENTER}")
            await until(pilot, lambda: "⚠" in screen_text(app))
        await write(pilot, ESC)
    with visit.store(read_only=True) as store:
        assert not store.has_blob(hashlib.sha256(b"abc").hexdigest())


def test_odd_files_and_odd_names(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Exception, match="odd_file") as told:
        read_evidence(tmp_path / "pipe")
    assert "no ordinary file" in describe(told.value, Catalog("en"))
    (tmp_path / "a.bin").write_bytes(b"x" * (3 << 20))
    seen: list[tuple[int, int]] = []
    read_evidence(tmp_path / "a.bin", lambda done, size: seen.append((done, size)))
    assert seen == [(1 << 20, 3 << 20), (2 << 20, 3 << 20), (3 << 20, 3 << 20)]
    written = write_out(tmp_path / "out", "../../etc/pass\nwd", b"1")
    assert written.parent == tmp_path / "out"
    assert write_out(tmp_path / "out", written.name, b"2") != written
    assert write_out(tmp_path / "out", "..", b"3").parent == tmp_path / "out"
