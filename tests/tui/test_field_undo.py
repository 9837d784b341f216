"""Undo inside fields: it is the field's own, ends where another record begins, and loses no word."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.screens.notes import NotesScreen
from inspect_tui.tui.widgets.composer import Composer
from inspect_tui.tui.widgets.line_history import LineHistory, LineState
from inspect_tui.tui.widgets.text_editor import TextEditor
from inspect_tui.tui.widgets.text_line import TextLine
from tui.app_driver import BS, CTRL_U, CTRL_Z, ENTER, TAB, TELEX, WANTED, Visit, running, screen_text, settled, until
from tui.app_driver import write as type_keys
from tui.test_text_widgets import Field, write

CTRL_Y = "\x19"


async def test_a_line_is_undone_word_by_word_and_done_again() -> None:
    line = TextLine()
    app = Field(line)
    async with app.run_test() as pilot:
        await write(pilot, "một hai ba")
        await write(pilot, CTRL_Z)
        assert line.text == "một hai "
        await write(pilot, CTRL_Z)
        assert app.heard[-1] == ("edited", "một ")
        await write(pilot, CTRL_Z + CTRL_Z)
        assert line.text == ""
        await write(pilot, CTRL_Y * 4)
        assert line.text == "một hai ba"
        assert line.cursor_position == 10
        await write(pilot, CTRL_Z + "bốn" + CTRL_Y)
        assert line.text == "một hai bốn", "a new word ends redo"


async def test_a_cleared_line_comes_back_whole() -> None:
    line = TextLine()
    async with Field(line).run_test() as pilot:
        await write(pilot, "I.16, I.17")
        await write(pilot, CTRL_U + "4")
        assert line.text == "4"
        await write(pilot, CTRL_Z)
        assert line.text == ""
        await write(pilot, CTRL_Z)
        assert line.text == "I.16, I.17"
        await write(pilot, CTRL_Y * 9)
        assert line.text == "4"
        await write(pilot, CTRL_Z * 2)
        assert line.text == "I.16, I.17"


async def test_what_an_input_method_sends_is_undone_as_words() -> None:
    line = TextLine()
    async with Field(line).run_test() as pilot:
        await write(pilot, TELEX)
        assert line.text == WANTED
        await write(pilot, CTRL_Z)
        assert line.text == "tiếng "
        await write(pilot, CTRL_Y)
        assert line.text == WANTED


@pytest.mark.parametrize("field", [TextLine, TextEditor])
async def test_another_record_and_a_text_of_the_program_end_undo(field: type[Any]) -> None:
    made = field()
    made.about = "task:a:cause"
    async with Field(made).run_test() as pilot:
        await write(pilot, "một" + BS * 3)
        made.about = "task:b:cause"
        await write(pilot, CTRL_Z * 3)
        assert made.text == ""
        await write(pilot, "hai")
        made.text = "ba"
        await write(pilot, CTRL_Z * 3)
        assert made.text == "ba"


@pytest.mark.parametrize("field", [TextLine, TextEditor])
async def test_undo_never_leaves_a_field(field: type[Any]) -> None:
    class Watching(Field):
        BINDINGS = [("ctrl+z", "note_key('ctrl+z')"), ("ctrl+y", "note_key('ctrl+y')")]

    app = Watching(field())
    async with app.run_test() as pilot:
        await write(pilot, CTRL_Z + CTRL_Y + "a" + CTRL_Z * 3)
        assert app.keys == []


async def test_a_password_is_not_remembered() -> None:
    line = TextLine(password=True)
    async with Field(line).run_test() as pilot:
        await write(pilot, "một hai" + CTRL_U + CTRL_Z)
        assert line.text == ""


async def test_words_put_back_keep_their_undo_and_those_typed_since() -> None:
    editor = TextEditor(submit_on_enter=True, take_on_submit=True)
    async with Field(editor).run_test() as pilot:
        await write(pilot, "một ")
        editor.history.checkpoint()
        await write(pilot, "hai" + ENTER + "ba")
        assert editor.text == "ba"
        editor.put_back("một hai")
        assert editor.text == "một hai\nba"
        await write(pilot, CTRL_Z)
        assert editor.text == "một hai"
        await write(pilot, CTRL_Z)
        assert editor.text == "một "
        await write(pilot, CTRL_Y * 2)
        assert editor.text == "một hai\nba"


_STATES = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.text("ab ", min_size=1, max_size=5), st.floats(0.0, 2.0)),
        st.tuples(st.just("delete"), st.integers(1, 5), st.floats(0.0, 2.0)),
        st.tuples(st.just("undo"), st.just(0), st.just(0.0)),
        st.tuples(st.just("redo"), st.just(0), st.just(0.0)),
    ),
    max_size=30,
)


@given(_STATES)
def test_whatever_was_done_undo_goes_back_to_the_beginning_and_redo_to_the_end(steps: list[Any]) -> None:
    history, now, time = LineHistory(), LineState("", 0), 0.0
    for how, what, pause in steps:
        time += pause
        if how == "type":
            history.edited(now, what, 0, time)
            now = LineState(now.text + what, len(now.text + what))
        elif how == "delete" and now.text:
            kept = now.text[: max(0, len(now.text) - what)]
            history.edited(now, "", len(now.text) - len(kept), time)
            now = LineState(kept, len(kept))
        elif how in ("undo", "redo"):
            now = getattr(history, how)(now) or now
    while (after := history.redo(now)) is not None:
        now = after
    end = now
    while (before := history.undo(now)) is not None:
        now = before
    assert now == LineState("", 0)
    while (after := history.redo(now)) is not None:
        now = after
    assert now == end


def composer(app: InspectApp) -> Composer:
    return cast("NotesScreen", app.screen).composer


async def test_words_of_a_refused_note_can_be_undone_as_before(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await type_keys(pilot, "lời một")
        composer(app).words.history.checkpoint()
        await type_keys(pilot, " hai" + TAB * 3 + "IX.99" + ENTER + ENTER)
        await until(pilot, lambda: "No task «IX.99»; the note waits." in screen_text(app))
        assert composer(app).words.text == "lời một hai"
        await type_keys(pilot, CTRL_U + "I.17" + CTRL_Z * 2)
        assert composer(app).tied.text == "IX.99"
        await type_keys(pilot, CTRL_Y * 2 + ENTER)
        assert composer(app).tied.text == "I.17"
        await type_keys(pilot, CTRL_Z)
        assert composer(app).words.text == "lời một"
        await type_keys(pilot, CTRL_Y)
        assert composer(app).words.text == "lời một hai"
        await type_keys(pilot, ENTER)
        await settled(app, pilot)
    note = visit.show()["notes"][-1]
    assert (note["text"], note["tasks"]) == ("lời một hai", [visit.task_id("I.17")])
    assert visit.drafts() == {}
