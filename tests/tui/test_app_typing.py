"""Vietnamese in every field of the app, typed in a real terminal as an input method sends it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

pytest.importorskip("fcntl", reason="Windows has no pty")

import inspect_tui.tui
from inspect_tui.tui.widgets.session_form import DRAFT
from tui.app_driver import (
    CTRL_F,
    CTRL_N,
    CTRL_P,
    CTRL_Q,
    CTRL_U,
    DOWN,
    ENTER,
    ESC,
    F7,
    F8,
    F9,
    TAB,
    TELEX,
    WANTED,
    Visit,
    running,
    screen_text,
    until,
    write,
)

pytestmark = pytest.mark.alone
"""With the machine to itself: it runs in a terminal of its own, or measures."""


def test_every_field_of_the_list_of_sessions(visit: Visit) -> None:
    with visit.start() as terminal:
        terminal.wait_for("Ban Dân tộc tỉnh")
        terminal.send(CTRL_F)
        terminal.send(TELEX)
        terminal.wait_for(f"Find: {WANTED}")
        terminal.wait_gone("Ban Dân tộc tỉnh")
        terminal.send(ESC)
        terminal.wait_for("Ban Dân tộc tỉnh")
        terminal.send(CTRL_N)
        terminal.wait_for("New session")
        for place, name in enumerate(("Agency", "Day of the visit", "Figures as of", "Title")):
            terminal.send(f"{CTRL_U}{TELEX} {place}")
            terminal.wait_for(f"{name:18}{WANTED} {place}")
            terminal.send(TAB if place < 3 else "")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    with visit.store(read_only=True) as store:
        assert store.get_meta(DRAFT).count(WANTED) == 4


def test_every_field_of_a_task(visit: Visit) -> None:
    with visit.in_terminal(columns=120, rows=36) as terminal:
        terminal.wait_for("I.16")
        terminal.send(CTRL_F + TELEX)
        terminal.wait_for(f"Filter: {WANTED}")
        terminal.send(ESC + ESC)
        terminal.wait_for("I.16")
        terminal.send(F9)
        terminal.wait_for("Content")
        terminal.send(CTRL_U + TELEX + " content" + TAB)
        # Between these stand two days; then the source and the verdict.
        further = {"document": TAB * 3, "lead": TAB * 3}
        names = ("document", "lead", "progress", "cause", "responsibility", "nature", "degree", "remark", "examiner")
        for name in names:
            terminal.send(f"{TELEX} {name}{further.get(name, TAB)}")
            terminal.wait_for(f"{WANTED} {name}")
        terminal.wait_for("● saved")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    task = visit.show()["tasks"][-1]
    for name in ("content", *names):
        assert task[name] == f"{WANTED} {name}"
        assert unicodedata.is_normalized("NFC", task[name])


async def test_the_day_found_takes_vietnamese_and_says_what_is_no_date(visit: Visit) -> None:
    task = visit.task_id("I.16")
    visit.record({"record": "task", "id": task, "verdict": "done"})
    async with running(visit, size=(120, 36)) as (app, pilot):
        app.screen.show_record(task, "completed_on")  # type: ignore[attr-defined]
        await until(pilot, lambda: app.focused is not None and app.focused.id == "field-completed_on")
        await write(pilot, TELEX)
        assert app.drafts.get(f"task:{task}:completed_on") == WANTED
        await write(pilot, ENTER)
        await until(pilot, lambda: f"{WANTED} is no date" in screen_text(app))
        assert app.focused is not None
        assert app.focused.id == "field-completed_on"
        await write(pilot, f"{CTRL_U}14/7{ENTER}")
        await until(pilot, lambda: app.state is not None and str(app.state.tasks[task].completed_on) == "2021-07-14")


def test_every_field_of_a_note(visit: Visit) -> None:
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("what is said")
        terminal.send(TELEX + TAB + TELEX + TAB + TAB + TELEX)
        terminal.wait_for(f"No task «{WANTED}»")
        text = terminal.screen_text()
        assert f"› {WANTED}" in text
        assert f"Speaker {WANTED}" in text
        assert f"Tasks {WANTED}" in text
        terminal.send(f"{CTRL_U}I.17{TAB} 2{ENTER}")
        terminal.wait_for("● saved")
        terminal.wait_until(lambda: f"{WANTED}  " in terminal.screen_text(), what="the note in the feed")
        terminal.wait_until(lambda: not visit.drafts(), what="the note to be saved")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    note = visit.show()["notes"][-1]
    assert (note["text"], note["speaker"]) == (f"{WANTED} 2", WANTED)
    assert note["tasks"] == [visit.task_id("I.17")]
    assert visit.drafts() == {}


def test_every_field_of_a_conclusion(visit: Visit) -> None:
    with visit.in_terminal("conclusions", columns=120, rows=36) as terminal:
        terminal.wait_for("Drawn from")
        terminal.send(CTRL_N)
        terminal.wait_for("(no words yet)")
        terminal.send(f"{TELEX} text{TAB}{CTRL_U}{TELEX} owner{TAB}{TELEX}{TAB}")
        terminal.wait_for(f"{WANTED} is no date")
        terminal.send(TELEX + TAB)
        terminal.wait_for(f"No task «{WANTED}»")
        assert f"Deadline    {WANTED}" in terminal.screen_text()
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    conclusion = visit.show()["conclusions"][-1]
    assert (conclusion["text"], conclusion["owner"]) == (f"{WANTED} text", f"{WANTED} owner")
    assert {name.rsplit(":", 1)[1]: text for name, text in visit.drafts().items()} == {
        "deadline": WANTED, "tasks": WANTED,
    }  # fmt: skip


def test_the_answer_the_path_and_the_query(visit: Visit) -> None:
    with visit.in_terminal("papers") as terminal:
        terminal.wait_for("Sign and lock")
        terminal.send(ENTER)
        terminal.wait_for("Write the reason")
        terminal.send(TELEX)
        terminal.wait_for(WANTED)
        terminal.wait_for("● saved")
        assert list(visit.drafts().values()) == [WANTED]
        terminal.send(ESC)
        terminal.wait_gone(WANTED)
        terminal.send(ESC)
        terminal.wait_for("Filter:")
        terminal.send(F8)
        terminal.wait_for("Read a register")
        terminal.send(TELEX)
        terminal.wait_for(WANTED)
        terminal.send(CTRL_P)
        terminal.wait_for("what do you want to do?")
        terminal.send(TELEX + " nào")
        terminal.wait_for(WANTED + " nào")
        terminal.wait_for("No command has these words.")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    assert visit.drafts() == {}


def test_letters_behind_a_key_that_moves_the_focus_go_where_it_moves(visit: Visit) -> None:
    """One read of the terminal: a new screen, words, Enter, words, a field, a task, the words again."""
    with visit.in_terminal() as terminal:
        terminal.wait_for("I.16")
        terminal.send("\x1bOR" + "một\rhai\rba\tTrưởng Ban\t\tI.16\t bốn")
        terminal.wait_for("› ba bốn")
        terminal.send(F7)
        terminal.wait_for("Drawn from")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    said = [(note["speaker"], note["text"]) for note in visit.show()["notes"][-3:]]
    assert said == [("", "một"), ("", "hai"), ("Trưởng Ban", "ba bốn")]
    conclusion = visit.show()["conclusions"][-1]
    assert conclusion["tasks"] == [visit.task_id("I.16")]
    assert conclusion["notes"] == [visit.show()["notes"][-1]["id"]]


def test_letters_behind_an_arrow_and_enter_stay_with_the_old_record(visit: Visit) -> None:
    with visit.in_terminal(columns=120, rows=36) as terminal:
        terminal.wait_for("I.16")
        terminal.wait_for("Remark")
        terminal.send(ENTER + TAB + TAB + " sáu")
        terminal.wait_for("sáu")
        terminal.send("\x1bOQ" + DOWN + ENTER + TAB + TAB + " bảy" + "\x1bOQ")
        terminal.wait_for("bảy")
        terminal.wait_for("● saved")
        terminal.wait_until(
            lambda: visit.task("I.17")["cause"].endswith(" quyết liệt bảy"), what="the second field to be saved"
        )
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    assert visit.task("I.16")["cause"] == "Chưa có hướng dẫn biểu mẫu mới sáu"


def test_no_stock_field_is_composed_anywhere() -> None:
    """``test_text_widgets.py`` shows what stock fields lose; nothing but our own classes may make one."""
    root = Path(inspect_tui.tui.__file__).parent
    ours = {"text_line.py", "text_editor.py", "textual_compat.py", "textual_editor_compat.py"}
    for path in root.rglob("*.py"):
        if path.name not in ours:
            source = path.read_text(encoding="utf-8")
            assert not re.search(r"\b(Input|TextArea|MaskedInput)\(", source), path
            assert not re.search(r"import .*\b(Input|TextArea|MaskedInput)\b", source), path
