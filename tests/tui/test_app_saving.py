"""What the status line says of saving, what is done while nothing can be saved, and what a new start says."""

from __future__ import annotations

import json
import re
import signal
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.store.errors import StoreError
from inspect_tui.store.store import Store
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.drafts import AGAIN, EVERY
from inspect_tui.tui.run import open_first
from tui.app_driver import (
    CTRL_N,
    CTRL_P,
    CTRL_Q,
    CTRL_U,
    DOWN,
    ENTER,
    F2,
    F3,
    F4,
    TAB,
    UP,
    Visit,
    rows,
    running,
    screen_text,
    settled,
    until,
    write,
)

pytestmark = pytest.mark.alone
"""With the machine to itself: it runs in a terminal of its own, or measures."""

pty = pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows has no pty")


class Disk:
    """A disk under the store's commits that fails or hangs when it is told to."""

    def __init__(self) -> None:
        self.code = ""
        self.hangs = False
        self.goes_on = threading.Event()
        self.commits: list[tuple[float, str]] = []
        self.reopened = 0

    def commit(self, text: str) -> None:
        if self.hangs:
            self.goes_on.wait(30)
        if self.code:
            raise StoreError(self.code, path="x", detail="x")
        self.commits.append((time.monotonic(), text))


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    made, put = Disk(), Store.put_draft

    def put_draft(self: Store, session: str, record: str, text: str) -> None:
        made.commit(text)
        put(self, session, record, text)

    monkeypatch.setattr(Store, "put_draft", put_draft)
    monkeypatch.setattr(Store, "reopen", lambda self: setattr(made, "reopened", made.reopened + 1), raising=False)
    yield made
    made.goes_on.set()


def bar(app: InspectApp) -> str:
    return screen_text(app).splitlines()[0]


async def test_the_first_key_is_committed_at_once_and_steady_typing_a_few_times_a_second(
    visit: Visit, disk: Disk
) -> None:
    async with running(visit, "notes") as (app, pilot):
        await settled(app, pilot)
        begin = time.monotonic()
        await write(pilot, "một")
        await until(pilot, lambda: disk.commits)
        assert disk.commits[0][0] - begin < EVERY
        text = "một"
        end = time.monotonic() + 4 * EVERY
        while time.monotonic() < end:
            text += "a"
            await write(pilot, "a")
        await until(pilot, lambda: disk.commits[-1][1] == text)
        moments = [moment for moment, _ in disk.commits]
        gaps = [b - a for a, b in pairwise(moments)]
        assert min(gaps) > EVERY / 2
        assert len(disk.commits) < 4 + (time.monotonic() - begin) / EVERY


async def test_fields_that_wait_together_are_one_commit(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    writes: list[Any] = []
    async with running(visit, "notes") as (app, pilot):
        await settled(app, pilot)
        real = app.drafts._write

        def note(work: Any) -> Any:
            writes.append(work)
            return real(work)

        monkeypatch.setattr(app.drafts, "_write", note)
        await write(pilot, "chữ" + TAB + "Người mới")
        await settled(app, pilot)
    assert visit.drafts() == {"note": "chữ", "note:speaker": "Người mới"}
    assert len(writes) <= 3


@pytest.mark.parametrize(
    ("code", "reason"),
    [("full", "disk full"), ("read_only", "read-only"), ("medium", "the medium does not answer"),
     ("no_server", "no answer from the server")],
)  # fmt: skip
async def test_a_commit_that_fails_is_a_warning_until_one_comes_back(
    visit: Visit, disk: Disk, code: str, reason: str
) -> None:
    async with running(visit, "notes") as (app, pilot):
        await settled(app, pilot)
        disk.code = code
        begin = time.monotonic()
        await write(pilot, "chữ")
        await until(pilot, lambda: f"· {reason}" in bar(app))
        assert time.monotonic() - begin < 1
        assert re.search(r"⚠ NOT SAVED 0:0\d · " + reason, bar(app))
        await until(pilot, lambda: "Ctrl+P" in screen_text(app))
        await until(pilot, lambda: "NOT SAVED 0:02" in bar(app))
        await write(pilot, " nữa")
        assert "› chữ nữa" in screen_text(app)
        assert "● saved" not in bar(app)
        disk.code = ""
        back = time.monotonic()
        await until(pilot, lambda: "● saved" in bar(app))
        assert time.monotonic() - back < AGAIN + 1
        await until(pilot, lambda: "Everything is saved again." in screen_text(app))
    assert visit.drafts() == {"note": "chữ nữa"}
    assert bool(disk.reopened) == (code == "medium")


async def test_a_disk_that_hangs_is_a_warning_and_typing_and_notes_go_on(visit: Visit, disk: Disk) -> None:
    async with running(visit, "notes") as (app, pilot):
        await settled(app, pilot)
        disk.hangs = True
        begin = time.monotonic()
        await write(pilot, "một")
        await until(pilot, lambda: "the disk does not answer" in bar(app))
        assert 1 <= time.monotonic() - begin < 2
        await write(pilot, " câu" + ENTER)
        await write(pilot, "hai")
        await until(pilot, lambda: "› hai" in screen_text(app))
        assert "● saved" not in bar(app)
        await write(pilot, F2)
        await write(pilot, F3)
        await until(pilot, lambda: "› hai" in screen_text(app))
        disk.hangs = False
        disk.goes_on.set()
        await settled(app, pilot)
        await until(pilot, lambda: "● saved" in bar(app))
    assert visit.drafts() == {"note": "hai"}
    assert visit.show()["notes"][-1]["text"] == "một câu"


async def test_a_change_that_fails_keeps_the_warning_until_the_store_takes_something(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspect_tui.services import live

    def refuse(*_: object, **__: object) -> None:
        raise StoreError("full", path="x")

    async with running(visit, "checklist", size=(120, 36)) as (app, pilot):
        await settled(app, pilot)
        probes = True
        put = app.where.put

        def probe(store: Store, *, ended: str = "") -> None:
            if probes:
                raise StoreError("full", path="x")
            put(store, ended=ended)

        monkeypatch.setattr(app.where, "put", probe)
        with monkeypatch.context() as patch:
            patch.setattr(live, "save_and_read", refuse)
            assert await app.save("task", visit.task_id("I.17"), {"remark": "x"}) is None
        await until(pilot, lambda: re.search(r"NOT SAVED 0:0[12] · disk full", bar(app)))
        probes = False
        await until(pilot, lambda: "● saved" in bar(app))


async def test_the_state_is_never_cut_and_the_name_gives_way(visit: Visit, disk: Disk) -> None:
    async with running(visit, "notes") as (app, pilot):
        app.copy_age = lambda: 2400.0  # type: ignore[method-assign]
        disk.hangs = True
        await write(pilot, "chữ")
        await until(pilot, lambda: "· the disk does not answer · copy 0:40" in bar(app))
        assert len(bar(app)) <= 80
        assert "Ban Dân tộc…" in bar(app)
        disk.hangs = False
        disk.goes_on.set()
        await until(pilot, lambda: "● saved · copy 0:40" in bar(app))
        assert "Ban Dân tộc tỉnh · 30/07/2021 · figures as of 16/07/2021" in bar(app)


async def test_unsaved_words_are_copied_and_written_while_the_store_does_not_answer(
    visit: Visit, disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    async with running(visit, "checklist", size=(120, 36)) as (app, pilot):
        monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
        await write(pilot, CTRL_P + "unsaved" + ENTER)
        await until(pilot, lambda: "There are no unsaved words" in screen_text(app))
        disk.hangs = True
        await write(pilot, DOWN + ENTER + TAB * 6 + "ghi chú dở")
        await write(pilot, F3 + "một câu" + ENTER)
        await write(pilot, "hai [chữ]")
        await until(pilot, lambda: "the disk does not answer" in bar(app))
        await write(pilot, CTRL_P + "copy unsaved" + ENTER)
        await until(pilot, lambda: copied)
        for words in ("ghi chú dở", "một câu", "hai [chữ]", "Ban Dân tộc tỉnh", "composer", "task I.17, remark"):
            assert words in copied[0]
        assert "in clear" in copied[0]
        await write(pilot, CTRL_P + "to a file" + ENTER)
        await until(pilot, lambda: "whoever has it can read it" in screen_text(app))
        await write(pilot, CTRL_U + str(tmp_path / "none" / "words.txt") + ENTER)
        await until(pilot, lambda: "No such file" in screen_text(app))
        file = tmp_path / "words.txt"
        file.write_text("another's")
        await write(pilot, CTRL_U + str(file) + ENTER)
        await until(pilot, lambda: "Written to" in screen_text(app))
        disk.hangs = False
        disk.goes_on.set()
        await settled(app, pilot)
    assert file.read_text() == "another's"
    made = tmp_path / "words-2.txt"
    assert made.stat().st_mode & 0o777 == 0o600
    assert "hai [chữ]" in made.read_text(encoding="utf-8")


# A new start


def left(visit: Visit, drafts: dict[str, str], at: str) -> None:
    """Leave drafts as a run that has ended did."""
    with visit.store() as store:
        for record, text in drafts.items():
            store.put_draft(visit.session, record, text)
        store.database.execute_sql("UPDATE draft SET at = ?", (at,))


async def test_recovered_words_are_told_with_their_number_and_time(visit: Visit) -> None:
    task = visit.task_id("I.17")
    left(visit, {"note": "a" * 100, "note:kind": "explanation", "note:speaker": "Người mới",
                 f"task:{task}:remark": "b" * 43}, "2021-07-30T03:52:10.000Z")  # fmt: skip
    for listed in (False, True):
        async with running(visit, "notes", listed=listed) as (app, pilot):
            if listed:
                await until(pilot, lambda: "✎ unsav" in screen_text(app))
                assert "Recovered" not in screen_text(app)
                await write(pilot, ENTER)
            await until(pilot, lambda: "Recovered 143 characters typed" in screen_text(app))
            said = " ".join(re.findall(r"▌ ?(.*?)(?:  |$)", screen_text(app), re.M))
            assert "at 10:52 on 30/07/2021: composer, task I.17" in said
            if not listed:
                assert "› " + "a" * 70 in screen_text(app)
                assert app.focused is not None
                assert app.focused.id == "composer-text"


async def test_words_of_this_run_are_no_news(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, "chữ")
        await settled(app, pilot)
        await app.action_home()
        await until(pilot, lambda: "✎ unsav" in screen_text(app))
        await app.open_session(visit.session, "notes")
        await until(pilot, lambda: "› chữ" in screen_text(app))
        assert "Recovered" not in screen_text(app)


async def test_words_typed_before_the_session_is_read_hide_no_news(visit: Visit) -> None:
    left(visit, {"note": "chữ cũ"}, "2021-07-30T03:52:10.000Z")
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, " mới")
        await until(pilot, lambda: "Recovered 6 characters" in screen_text(app))


async def test_a_half_filled_form_is_told(visit: Visit) -> None:
    async with running(visit, listed=True) as (app, pilot):
        await write(pilot, CTRL_N)
        await write(pilot, "Sở Y tế")
        await settled(app, pilot)
        await until(pilot, lambda: not app.saving._is_waiting())
        assert "Recovered" not in screen_text(app)
    async with running(visit, listed=True) as (app, pilot):
        await until(pilot, lambda: "Recovered 7 characters typed at" in screen_text(app))
        assert "form of a new session" in screen_text(app).replace("\n", " ")


@pty
def test_after_a_kill_the_list_offers_to_go_on_and_after_a_quit_it_does_not(visit: Visit) -> None:
    other = visit_of_another_agency(visit)
    with visit.in_terminal("conclusions") as terminal:
        terminal.wait_for("4 REQUESTS")
        terminal.wait_for("● saved")
        terminal.send(F3)
        terminal.wait_for("what is said")
        terminal.wait_until(lambda: where(visit).get("screen") == "notes", what="the place on disk")
        terminal.kill9()
    for number in (signal.SIGTERM, 0):
        with visit.start() as terminal:
            terminal.wait_for("The program ended suddenly at")
            # The rest of the notice may come with the next bytes.
            terminal.wait_until(
                lambda: (
                    "in the notes of Ban Dân tộc tỉnh; Enter goes on there." in " ".join(terminal.screen_text().split())
                ),
                what="where it goes on",
            )
            terminal.send(ENTER)
            terminal.wait_for("what is said")
            if number:
                terminal.signal(number)
                assert terminal.wait_exit() == 128 + number
            else:
                terminal.send(CTRL_Q)
                assert terminal.wait_exit() == 0
    with visit.start() as terminal:
        terminal.wait_for("Ban Dân tộc tỉnh")
        terminal.wait_for(other)
        terminal.settle()
        assert "suddenly" not in terminal.screen_text()
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0


def where(visit: Visit) -> dict[str, str]:
    with visit.store(read_only=True) as store:
        return dict(json.loads(store.get_meta("where") or "{}"))


def visit_of_another_agency(visit: Visit) -> str:
    from inspect_tui.services.sessions import create_session

    with visit.store() as store:
        create_session(store, agency="Sở Y tế", held_on="2021-08-30", as_of="2021-08-16")
    return "Sở Y tế"


async def test_an_arrow_leaves_the_offer_and_opens_as_ever(visit: Visit) -> None:
    visit_of_another_agency(visit)
    with visit.store() as store:
        kept = {"session": visit.session, "screen": "conclusions", "at": "2021-07-30T03:52:10.000Z", "ended": ""}
        store.set_meta("where", json.dumps(kept))
    async with running(visit, listed=True) as (app, pilot):
        await until(pilot, lambda: "suddenly at 10:52 on 30/07/2021 in the conclusions" in screen_text(app))
        assert rows(app, "#sessions").cursor_key == visit.session
        assert app.focused is rows(app, "#sessions")
        await write(pilot, UP + ENTER)
        await until(pilot, lambda: "Sở Y tế · 30/08/2021" in screen_text(app))
        assert app.screen is app.session_screen("checklist")
        await app.action_home()
        await until(pilot, lambda: "2 sessions" in screen_text(app) or "Sở Y tế" in screen_text(app))
        assert "suddenly" not in screen_text(app)
        await write(pilot, DOWN + ENTER)
        await until(pilot, lambda: app.state is not None and app.state.id == visit.session)
        await until(pilot, lambda: app.screen is app.session_screen("checklist"))
        await write(pilot, F4)


async def test_words_are_saved_while_a_large_session_is_still_being_read(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspect_tui.services import live

    read, goes_on = live.load_apart, threading.Event()

    def slow(*words: Any) -> Any:
        found = read(*words)
        assert goes_on.wait(30)
        return found

    monkeypatch.setattr(live, "load_apart", slow)
    first, gateway = open_first(visit.setup, visit.session)
    app = InspectApp(visit.setup, gateway, first=first, screen="notes")
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.focused is not None)
            await write(pilot, "câu đầu" + ENTER + "câu hai")
            await settled(app, pilot)
            assert app.state is not None
            assert not app.state.is_whole
            assert visit.drafts() == {"note": "câu hai"}
            goes_on.set()
            await until(pilot, lambda: app.state is not None and app.state.is_whole)
            # What came in meanwhile is not covered by what was read before.
            assert app.state.content.notes[-1].text == "câu đầu"
            assert len(app.state.content.notes) > 5
    finally:
        goes_on.set()
        gateway.close()


@pty
def test_a_recovered_note_keeps_the_time_of_its_first_key(visit: Visit) -> None:
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("copy 0:00")
        terminal.send("câu dở")
        terminal.wait_until(lambda: visit.drafts().get("note") == "câu dở", what="the draft")
        terminal.kill9()
    with visit.store() as store:
        begun = store.get_meta(f"begun:{visit.session}")
        assert begun
        # As if it had been a while ago.
        store.set_meta(f"begun:{visit.session}", "2021-07-30T03:52:00.000Z")
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("Recovered 6 characters")
        terminal.wait_for("copy 0:00")
        terminal.send(" nữa" + ENTER)
        terminal.wait_until(lambda: visit.show()["notes"][-1]["text"] != "", what="the note")
        terminal.wait_until(lambda: "note" not in visit.drafts(), what="the draft to go")
        terminal.kill9()
    (note,) = [note for note in visit.show()["notes"] if note["text"] == "câu dở nữa"]
    assert note["at"] == "2021-07-30T03:52:00.000Z"


async def test_words_that_are_no_date_are_said_once(visit: Visit) -> None:
    async with running(visit, size=(120, 36)) as (app, pilot):
        app.edited(f"task:{visit.task_id('I.16')}:completed_on", "Nghiêm trọng")
        for key in (F3, F4, F2, F3):
            await write(pilot, key)
            await settled(app, pilot)
        said = [note.message for note in app._notifications if "Nghiêm trọng" in note.message]
        assert said == ["task I.16: Nghiêm trọng is no date; write it as 16/7/2021"]
