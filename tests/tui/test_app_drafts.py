"""What is typed and not saved: on disk in time, and on the screen again, however the program ended."""

from __future__ import annotations

import re
import signal
import time

import pytest

pytest.importorskip("fcntl", reason="Windows has no pty")

from inspect_tui.store.errors import StoreError
from inspect_tui.store.store import Store
from pty_terminal import PtyTerminal
from tui.app_driver import (
    CTRL_N,
    CTRL_Q,
    DOWN,
    ENTER,
    ESC,
    F1,
    F2,
    F3,
    TAB,
    TELEX,
    UP,
    WANTED,
    Visit,
    running,
    screen_text,
    settled,
    until,
    write,
)

pytestmark = pytest.mark.alone
"""With the machine to itself: it runs in a terminal of its own, or measures."""


def wait_on_disk(terminal: PtyTerminal, visit: Visit, text: str) -> float:
    """Wait until a draft ends with a text; return the seconds that it took."""
    begin = time.perf_counter()
    with visit.store(read_only=True) as store:
        terminal.wait_until(lambda: any(d.text.endswith(text) for d in store.drafts(visit.session)), what="the draft")
    return time.perf_counter() - begin


def test_words_of_a_note_stand_again_after_a_kill(visit: Visit) -> None:
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("what is said")
        terminal.send(TELEX)
        first = wait_on_disk(terminal, visit, WANTED)
        terminal.send(" và nữa")
        second = wait_on_disk(terminal, visit, "và nữa")
        terminal.kill9()
    # The first key after a pause is committed at once; the rest is the slack of a busy machine.
    assert min(first, second) < 0.3
    assert visit.drafts() == {"note": f"{WANTED} và nữa"}
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for(f"› {WANTED} và nữa")
        terminal.send(" thêm" + ENTER)
        terminal.wait_for("what is said")
        terminal.wait_for("● saved")
        terminal.wait_until(lambda: not visit.drafts(), what="the draft to go")
        terminal.kill9()
    assert visit.show()["notes"][-1]["text"] == f"{WANTED} và nữa thêm"


def test_words_in_a_task_and_in_a_conclusion_stand_again_after_a_kill(visit: Visit) -> None:
    task = visit.task_id("I.17")
    with visit.in_terminal(columns=120, rows=36) as terminal:
        terminal.wait_for("Remark")
        terminal.send(DOWN + ENTER + TAB * 6 + TELEX)
        wait_on_disk(terminal, visit, WANTED)
        terminal.kill9()
    assert visit.drafts() == {f"task:{task}:remark": WANTED}
    with visit.in_terminal() as terminal:
        terminal.wait_until(
            lambda: re.search(f"Remark +{WANTED}", terminal.screen_text()) is not None, what="the field"
        )
        assert "I.17 ·" in terminal.screen_text()
        terminal.send(F2)
        terminal.wait_for("Filter:")
        terminal.wait_for("● saved")
        terminal.wait_until(lambda: visit.task("I.17")["remark"] == WANTED, what="the field to be saved on leaving")
        terminal.kill9()
    assert visit.drafts() == {}
    with visit.in_terminal("conclusions", columns=120, rows=36) as terminal:
        terminal.wait_for("Drawn from")
        terminal.send(CTRL_N + TELEX)
        wait_on_disk(terminal, visit, WANTED)
        terminal.kill9()
    with visit.in_terminal("conclusions") as terminal:
        terminal.wait_until(lambda: re.search(f"Words +{WANTED}", terminal.screen_text()) is not None, what="the field")
        terminal.kill9()


def test_a_changed_note_a_speaker_and_an_answer_stand_again_after_a_kill(visit: Visit) -> None:
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("10:50")
        terminal.send(TAB + "Người mới" + UP + " sửa")
        terminal.wait_for("Editing the note of 10:50")
        wait_on_disk(terminal, visit, " sửa")
        terminal.kill9()
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("Editing the note of 10:50")
        terminal.wait_for("yêu cầu. sửa")
        terminal.send(ESC)
        terminal.wait_gone("yêu cầu. sửa")
        terminal.wait_for("Speaker Người mới")
        terminal.send(UP)
        terminal.wait_for("Editing the note of 10:50")
        terminal.wait_until(lambda: "› Ghi nhận nỗ lực" in terminal.screen_text(), what="the note's own words")
        terminal.kill9()
    with visit.in_terminal("papers") as terminal:
        terminal.wait_for("Sign and lock")
        terminal.send(ENTER)
        terminal.wait_for("Write the reason")
        terminal.send(TELEX)
        wait_on_disk(terminal, visit, WANTED)
        terminal.kill9()
    with visit.in_terminal("papers") as terminal:
        terminal.wait_for("Write the reason")
        terminal.wait_for(WANTED)
        terminal.kill9()


def test_the_form_of_a_new_session_stands_again_after_a_kill(visit: Visit) -> None:
    with visit.start() as terminal:
        terminal.wait_for("Ban Dân tộc tỉnh")
        terminal.send(CTRL_N)
        terminal.wait_for("Agency")
        terminal.send(TELEX)
        terminal.wait_for("● saved")
        terminal.wait_until(lambda: _form(visit).count(WANTED) == 1, what="the form on disk")
        terminal.kill9()
    with visit.start() as terminal:
        terminal.wait_for("Ban Dân tộc tỉnh")
        terminal.send(CTRL_N)
        terminal.wait_for(f"{'Agency':18}{WANTED}")
        terminal.kill9()


def _form(visit: Visit) -> str:
    from inspect_tui.tui.widgets.session_form import DRAFT

    with visit.store(read_only=True) as store:
        return store.get_meta(DRAFT)


@pytest.mark.parametrize("screen", ["notes", "checklist", "conclusions"])
def test_quitting_right_behind_letters_loses_nothing(visit: Visit, screen: str) -> None:
    before = {"notes": "", "checklist": ENTER + TAB * 6, "conclusions": CTRL_N}[screen]
    with visit.in_terminal(screen, columns=120, rows=36) as terminal:
        terminal.wait_for({"notes": "10:50", "checklist": "Remark", "conclusions": "Drawn from"}[screen])
        terminal.send(before + TELEX + " " + "chữ " * 40 + "hết" + CTRL_Q)
        assert terminal.wait_exit() == 0
    assert [text[-len("chữ hết") :] for text in visit.drafts().values()] == ["chữ hết"]
    (text,) = visit.drafts().values()
    assert text.endswith(f"{WANTED} " + "chữ " * 40 + "hết")


@pytest.mark.parametrize("over", [F1, "\x10"], ids=["help", "palette"])
def test_quitting_from_a_panel_asks_nothing(visit: Visit, over: str) -> None:
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("what is said")
        terminal.send("chữ" + over)
        terminal.wait_for("F5" if over == F1 else "what do you want to do?")
        terminal.wait_for("● saved")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    assert visit.drafts() == {"note": "chữ"}


def test_quitting_while_the_screen_is_still_being_made_asks_nothing(visit: Visit) -> None:
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("tasks")
        terminal.send(F3 + "chữ" + CTRL_Q)
        assert terminal.wait_exit() == 0
    assert visit.drafts() == {"note": "chữ"}


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, None], ids=["SIGTERM", "SIGHUP", "closed window"])
def test_drafts_outlive_the_signals_that_end_programs(visit: Visit, end: int | None) -> None:
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("what is said")
        terminal.send(TELEX)
        wait_on_disk(terminal, visit, WANTED)
        if end is None:
            terminal.hang_up()
        else:
            terminal.signal(end)
        terminal.wait_exit()
    assert visit.drafts() == {"note": WANTED}


async def test_a_store_that_takes_nothing_is_told_and_tried_again(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = Store.put_draft
    full = True

    def put_draft(self: Store, session: str, record: str, text: str) -> None:
        if full:
            raise StoreError("read_only", path=str(visit.db))
        put(self, session, record, text)

    monkeypatch.setattr(Store, "put_draft", put_draft)
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, "chữ")
        await until(pilot, lambda: "NOT SAVED" in screen_text(app))
        await write(pilot, CTRL_Q)
        await until(pilot, lambda: "again quits" in screen_text(app))
        assert app.is_running
        full = False
        await settled(app, pilot)
        await until(pilot, lambda: "● saved" in screen_text(app))
    assert visit.drafts() == {"note": "chữ"}


async def test_a_note_that_cannot_be_saved_stands_in_the_composer_again(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspect_tui.services import live

    def refuse(*_: object, **__: object) -> None:
        raise StoreError("read_only", path=str(visit.db))

    async with running(visit, "notes") as (app, pilot):
        await write(pilot, "một")
        with monkeypatch.context() as patch:
            patch.setattr(live, "save_and_read", refuse)
            await write(pilot, ENTER)
            await until(pilot, lambda: "cannot be written" in screen_text(app))
        await until(pilot, lambda: "› một" in screen_text(app))
        await settled(app, pilot)
    assert visit.drafts() == {"note": "một"}


async def test_what_is_typed_while_a_note_is_being_saved_stays_a_draft_on_disk(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        for place in range(12):
            await write(pilot, f"câu {place}{ENTER}")
        await write(pilot, "dở")
        await settled(app, pilot)
        assert visit.drafts() == {"note": "dở"}
    assert [note["text"] for note in visit.show()["notes"][-12:]] == [f"câu {place}" for place in range(12)]
