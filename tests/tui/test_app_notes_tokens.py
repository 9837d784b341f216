"""Notes at the speed of speech: speaker, task, kind and conclusion are typed in the words, and nothing gets lost."""

from __future__ import annotations

from typing import Any, cast

from textual import events

from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.screens.notes import NotesScreen
from inspect_tui.tui.widgets.composer import Composer
from inspect_tui.tui.widgets.row_list import RowList
from tui.app_driver import (
    BS,
    CTRL_T,
    CTRL_Z,
    DOWN,
    ENTER,
    ESC,
    F3,
    F7,
    HOME_KEY,
    RIGHT,
    TAB,
    TELEX,
    UP,
    WANTED,
    Visit,
    focus_id,
    line_with,
    running,
    screen_text,
    settled,
    until,
    write,
)

CTRL_O, CTRL_Y = "\x0f", "\x19"


def composer(app: InspectApp) -> Composer:
    return cast("NotesScreen", app.screen).composer


def offered(app: InspectApp) -> list[str]:
    """Return the keys of what is offered."""
    return [offer.key for offer in composer(app).offers.offers]


async def test_one_line_names_speaker_task_and_kind_and_all_of_them_leave_the_words(visit: Visit) -> None:
    async with running(visit, "notes", size=(120, 36)) as (app, pilot):
        made = composer(app)
        await write(pilot, "@so noi v")
        assert offered(app) == ["Đại diện Sở Nội vụ", "so noi v"]
        assert "new: «so noi v»" in screen_text(app)
        began_at = made.began_at
        assert began_at is not None
        # A burst: an input method's Backspaces, the choice, a number that needs no Enter, and the words.
        await write(pilot, f"u{BS}ụ{ENTER}#16 !giai trinh {TELEX} #III.3{ENTER}{ENTER}")
        await settled(app, pilot)
        assert focus_id(app) == "composer-text"
        assert (made.speaker.text, made.tied.text, made.kind.value) == ("Đại diện Sở Nội vụ", "I.16, III.3", "note")
        await write(pilot, f"Như #I.17 đã nêu{ENTER}")
        await settled(app, pilot)
    first, second = visit.show()["notes"][-2:]
    assert (first["speaker"], first["kind"], first["text"]) == ("Đại diện Sở Nội vụ", "explanation", WANTED)
    assert first["tasks"] == [visit.task_id("I.16"), visit.task_id("III.3")]
    assert first["at"] == began_at, "the time of a note is that of its first key, also where that is @"
    assert (second["speaker"], second["text"]) == ("Đại diện Sở Nội vụ", "Như #I.17 đã nêu")
    assert second["tasks"] == [visit.task_id("I.17")], "a task named anew takes the place of those of the note before"
    assert visit.drafts() == {}


async def test_a_new_speaker_joins_those_present_and_undo_takes_that_back(visit: Visit) -> None:
    async with running(visit, "notes", size=(120, 36)) as (app, pilot):
        before = len(visit.show()["participants"])
        await write(pilot, "@Đại diện Sở Y tế" + ENTER)
        assert composer(app).speaker.text == "Đại diện Sở Y tế"
        assert composer(app).words.text == ""
        await until(pilot, lambda: "  Đại diện Sở Y tế" in screen_text(app))
        await write(pilot, "a" + BS + CTRL_Z)
        assert (composer(app).words.text, composer(app).speaker.text) == ("a", "Đại diện Sở Y tế")
        await write(pilot, CTRL_Z * 2)
        assert (composer(app).words.text, composer(app).speaker.text) == ("@Đại diện Sở Y tế", "")
        await write(pilot, CTRL_Y)
        assert (composer(app).words.text, composer(app).speaker.text) == ("", "Đại diện Sở Y tế")
        await write(pilot, CTRL_Z)
        assert composer(app).words.text == "@Đại diện Sở Y tế"
        await settled(app, pilot)
        assert composer(app).speaker.text == ""
        assert offered(app) == [], "what undo brings back are words"
        assert len(visit.show()["participants"]) == before
        await write(pilot, BS * 30 + "@dai dien so y te" + ENTER + "một" + ENTER)
        await settled(app, pilot)
        await write(pilot, "@DAI DIEN SO Y T" + ENTER + "hai" + ENTER)
        await settled(app, pilot)
    shown = visit.show()
    new = shown["participants"][before:]
    assert [(p["name"], p["side"], p["present"]) for p in new] == [("dai dien so y te", "department", True)]
    assert [n["speaker"] for n in shown["notes"][-2:]] == ["dai dien so y te"] * 2


async def test_what_is_searched_is_made_once_for_each_change(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        known = composer(app).known
        await write(pilot, "#cai")
        names, tasks = known.names(), known.tasks()
        await until(pilot, lambda: tasks.is_whole)
        await write(pilot, " cach @truong" + ESC)
        assert known.tasks() is tasks
        assert known.names() is names
        await write(pilot, ENTER)
        await settled(app, pilot)
        assert known.tasks() is tasks
        assert known.names() is not names
        await app.save("task", visit.task_id("I.16"), {"content": "Việc khác hẳn"})
        await write(pilot, "#khac han")
        await until(pilot, lambda: offered(app) == [visit.task_id("I.16")])


async def test_whatever_is_not_taken_is_just_words(visit: Visit) -> None:
    said = [
        "thư a@b.vn", "#", "!!!", "Tốt lắm !", "#không có việc này", "@", "!lạ", ">= 5%", "> ", "a @vinh rồi",
        "ưu tiên # 1", "@Ai, đó", "gửi @chuyen vien",
    ]  # fmt: skip
    async with running(visit, "notes") as (app, pilot):
        for words in said:
            await write(pilot, words)
            await write(pilot, ESC if words == "@" else "")
            await write(pilot, ENTER)
            await settled(app, pilot)
        await write(pilot, "#16")
        assert offered(app)[0] == visit.task_id("I.16")
        await write(pilot, ESC)
        assert offered(app) == []
        await write(pilot, " a" + ENTER)
        # What is pasted is words, whatever stands in it, and no list opens behind it.
        app.post_message(events.Paste("@so noi vu #17 !hoi"))
        await until(pilot, lambda: composer(app).words.text.endswith("!hoi"))
        assert offered(app) == []
        await write(pilot, ENTER)
        await settled(app, pilot)
        assert composer(app).speaker.text == composer(app).tied.text == ""
    notes = visit.show()["notes"][-len(said) - 2 :]
    assert [n["text"] for n in notes] == [*(words.strip() for words in said), "#16 a", "@so noi vu #17 !hoi"]
    assert all(n["tasks"] == [] and n["kind"] == "note" and n["speaker"] == "" for n in notes)


async def test_the_list_is_moved_in_and_goes_where_the_cursor_leaves(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, "#")
        assert visit.task_id("I.16") in offered(app)[:5]
        assert composer(app).offers.at_cursor is None
        assert "16 days overdue" in line_with(app, "✗ Báo cáo kết quả cải cách")
        await write(pilot, DOWN + DOWN + UP + TAB)
        assert composer(app).tied.text
        assert composer(app).words.text == ""
        assert "no task" not in screen_text(app)
        await write(pilot, "#" + UP)
        assert "▸ no task" in screen_text(app)
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: "▸ no task" in screen_text(app))
        await pilot.resize_terminal(80, 24)
        await write(pilot, ENTER)
        assert composer(app).tied.text == composer(app).words.text == ""
        await write(pilot, "#16, #17: như #18, #III.3 đã")
        assert composer(app).tied.text == "I.16, I.17, I.18, III.3"
        assert composer(app).words.text == "như #I.18, #III.3 đã"
        await write(pilot, "\x15")
        assert composer(app).tied.text == "I.16, I.17"
        await write(pilot, "#cai cach hanh")
        assert offered(app) == [visit.task_id("I.16")]
        await write(pilot, HOME_KEY)
        await until(pilot, lambda: not offered(app))
        assert "▸ #I.16" not in screen_text(app)
        await write(pilot, BS + ESC)
        assert focus_id(app) == "feed"
        await write(pilot, F3)
        assert composer(app).words.text == "#cai cach hanh"
        # A speaker named in full ends by itself where the next word belongs to no name.
        await write(pilot, BS * 20 + "\x1b[F" + BS * 20 + "@truong ban dan toc nói")
        assert composer(app).words.text == "nói"
        assert composer(app).speaker.text == "Trưởng Ban Dân tộc"
        await write(pilot, BS * 3 + "@dai dien so noi vu: nói")
        assert composer(app).words.text.strip() == "nói"
        assert composer(app).speaker.text == "Đại diện Sở Nội vụ"


async def test_a_task_among_words_is_untied_with_them_and_taken_back(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        made = composer(app)
        await write(pilot, "a")
        await until(pilot, lambda: made.began_at is not None)
        await write(pilot, BS)
        await until(pilot, lambda: made.began_at is None, "words taken out again to be no beginning")
        await write(pilot, "Việc #16 ")
        assert made.words.text == "Việc #I.16 "
        assert made.tied.text == "I.16"
        await write(pilot, BS * 6)
        assert made.tied.text == ""
        await write(pilot, "#16 ")
        assert made.tied.text == "I.16"
        await write(pilot, CTRL_Z)
        assert made.words.text == "Việc #16"
        assert made.tied.text == ""
        await write(pilot, ENTER)
        await settled(app, pilot)
    assert visit.show()["notes"][-1]["text"] == "Việc #16"
    assert visit.show()["notes"][-1]["tasks"] == []


async def test_a_conclusion_is_drawn_with_unit_and_deadline_while_the_focus_stays(visit: Visit) -> None:
    async with running(visit, "notes", size=(120, 36)) as (app, pilot):
        words = "Giao Sở Nội vụ rà soát, xong trước 30/9"
        await write(pilot, "#17 > " + words)
        await until(pilot, lambda: "note and conclusion · by 30/09/2021 · Sở Nội vụ" in screen_text(app))
        await write(pilot, ENTER)
        await settled(app, pilot)
        await until(pilot, lambda: "➜" in line_with(app, "#I.17  ➜ 9"))
        assert focus_id(app) == "composer-text"
        await write(pilot, "> Khắc phục ngay #16 này")
        await write(pilot, F7)
        await until(pilot, lambda: focus_id(app) == "conclusion-text")
        await write(pilot, F3)
        await write(pilot, ESC)
        await write(pilot, UP + RIGHT)
        await until(pilot, lambda: focus_id(app) != "feed" and "30/09/2021" in screen_text(app))
    shown = visit.show()
    drawn, second = shown["conclusions"][-2:]
    note = shown["notes"][-2]
    assert (note["text"], note["kind"]) == (words, "note")
    assert (drawn["kind"], drawn["text"], drawn["owner"], drawn["deadline"]) == (
        "request", words, "Sở Nội vụ", "2021-09-30",
    )  # fmt: skip
    assert (drawn["tasks"], drawn["notes"]) == ([visit.task_id("I.17")], [note["id"]])
    assert second["text"] == "Khắc phục ngay task I.16 này", "a paper has words, not signs"
    assert (second["owner"], second["deadline"]) == (shown["agency"], None)


async def test_up_goes_through_the_notes_and_what_stood_comes_back(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        made = composer(app)
        texts = [n["text"] for n in visit.show()["notes"]]
        await write(pilot, "@truong ban dan toc" + ENTER)
        await write(pilot, UP)
        assert made.words.text == texts[-1]
        assert made.speaker.text == "Tổ trưởng Tổ Công tác"
        await write(pilot, UP + UP)
        assert made.words.text == texts[-3]
        await write(pilot, DOWN + DOWN + DOWN)
        assert (made.words.text, made.speaker.text, made.editing) == ("", "Trưởng Ban Dân tộc", None)
        await write(pilot, UP * 50)
        assert made.words.text == texts[0]
        await write(pilot, ESC)
        assert (made.words.text, made.speaker.text, made.editing) == ("", "Trưởng Ban Dân tộc", None)
        # Where something was typed into it, the arrows move in the words.
        await write(pilot, UP + "!")
        await write(pilot, UP + UP)
        assert made.words.text == texts[-1] + "!"
        await write(pilot, ENTER)
        await settled(app, pilot)
        await write(pilot, "dở" + UP)
        assert made.words.text == "dở"
    assert [n["text"] for n in visit.show()["notes"]] == [*texts[:-1], texts[-1] + "!"]
    assert {"note", "note:speaker"} == set(visit.drafts())


async def test_long_words_have_the_room_of_the_feed_and_come_back_as_they_were(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        made = composer(app)
        long = "Một câu dài về tiến độ thực hiện nhiệm vụ. " * 13
        app.post_message(events.Paste(long))
        await until(pilot, lambda: "A long note: Ctrl+O" in screen_text(app))
        assert made.words.size.height == 6
        await write(pilot, UP * 3 + HOME_KEY)
        place = made.words.cursor_location
        await write(pilot, CTRL_O)
        await until(pilot, lambda: made.words.size.height > 12)
        assert made.words.cursor_location == place
        assert focus_id(app) == "composer-text"
        await until(pilot, lambda: "Ctrl+O makes it small again" in screen_text(app))
        await write(pilot, "@so t")
        assert offered(app)[-1:] != []
        await write(pilot, ESC + BS)
        await write(pilot, BS * 4 + "x\n" + CTRL_O)
        await until(pilot, lambda: made.words.size.height == 6)
        assert made.words.cursor_location == (1, 0)
        await write(pilot, CTRL_Z * 9)
        assert made.words.text == ""
        await write(pilot, CTRL_Y * 9)
        assert "x\n" in made.words.text
        await write(pilot, CTRL_O + ENTER)
        await settled(app, pilot)
        await until(pilot, lambda: not made.is_large)
        assert made.words.text == ""
    text = visit.show()["notes"][-1]["text"]
    assert text.replace("x\n", "") == long.strip()


async def test_notes_are_marked_at_the_cursor_and_from_the_line(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, CTRL_T)
        await until(pilot, lambda: "★ Tổ trưởng Tổ Công tác" in screen_text(app))
        await write(pilot, ESC)
        await write(pilot, UP + CTRL_T)
        await settled(app, pilot)
        await write(pilot, DOWN + CTRL_T)
        await settled(app, pilot)
        await until(pilot, lambda: "★ Tổ trưởng" not in screen_text(app))
        await write(pilot, RIGHT)
        await until(pilot, lambda: "Nothing is concluded from this note yet" in screen_text(app))
    assert [n["marked"] for n in visit.show()["notes"][-2:]] == [True, False]


def test_a_token_and_what_was_taken_outlive_a_kill(visit: Visit) -> None:
    def on_disk(terminal: Any, name: str, words: str) -> None:
        terminal.wait_until(lambda: visit.drafts().get(name) == words, what=f"{words!r} on disk")

    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("10:50")
        terminal.send("@truong ban dan toc" + ENTER + "#16 " + TELEX + " #cai")
        terminal.wait_for("▸ #I.16")
        on_disk(terminal, "note", WANTED + " #cai")
        on_disk(terminal, "note:tasks", "I.16")
        on_disk(terminal, "note:speaker", "Trưởng Ban Dân tộc")
        terminal.kill9()
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for(WANTED + " #cai")
        terminal.wait_for("Speaker Trưởng Ban Dân tộc")
        terminal.wait_for("10:50")
        terminal.send(" c")
        terminal.wait_for("▸ #I.16")
        terminal.send(TAB + ENTER)
        terminal.wait_gone("#cai c")
        terminal.wait_until(lambda: visit.show()["notes"][-1]["text"] == WANTED, what="the note")
        terminal.kill9()
    assert visit.show()["notes"][-1]["tasks"] == [visit.task_id("I.16")]


async def test_a_conclusion_and_its_note_are_one_step_and_the_words_come_back(visit: Visit) -> None:
    typed = "> Sở Nội vụ rà soát trước 30/9"
    async with running(visit, "notes", size=(120, 36)) as (app, pilot):
        assert app.state is not None
        before = (len(app.state.content.notes), len(app.state.content.conclusions))

        def count() -> tuple[int, int]:
            content = app.state.content if app.state is not None else None
            return (len(content.notes), len(content.conclusions)) if content is not None else (0, 0)

        await write(pilot, typed.replace("> ", "> #16 !giai trinh ") + ENTER)
        await settled(app, pilot)
        assert count() == (before[0] + 1, before[1] + 1)
        drawn, note = app.state.content.conclusions[-1], app.state.content.notes[-1]
        assert (drawn.notes, drawn.tasks) == ((note.id,), (visit.task_id("I.16"),))
        assert (note.kind, str(drawn.deadline)) == ("explanation", "2021-09-30")
        await write(pilot, ESC)
        await until(pilot, lambda: focus_id(app) == "feed")
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: count() == before)
        await until(pilot, lambda: composer(app).words.text == typed)
        assert composer(app).kind.value == "explanation"
        await settled(app, pilot)
        assert visit.drafts()["note"] == typed
        await write(pilot, CTRL_Y)
        await until(pilot, lambda: count() == (before[0] + 1, before[1] + 1))
        await until(pilot, lambda: composer(app).words.text == "")
        await settled(app, pilot)
        assert visit.drafts() == {}
        composer(app).words.focus()
        # From the empty line too, again and again, and no further than this note.
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: composer(app).words.text == typed)
        await write(pilot, CTRL_Z * 3)
        await settled(app, pilot)
        assert count() == before
        await write(pilot, CTRL_Y)
        await until(pilot, lambda: composer(app).words.text == "")
        await until(pilot, lambda: count() == (before[0] + 1, before[1] + 1))
        # Words of another note are left alone.
        await write(pilot, "khác" + ESC)
        await until(pilot, lambda: focus_id(app) == "feed")
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: count() == before)
        assert composer(app).words.text == "khác"


async def test_f7_in_the_composer_is_one_step_too(visit: Visit) -> None:
    async with running(visit, "notes", size=(120, 36)) as (app, pilot):
        assert app.state is not None
        notes, conclusions = len(app.state.content.notes), len(app.state.content.conclusions)
        await write(pilot, "Sở Y tế báo cáo lại" + F7)
        await until(pilot, lambda: app.state is not None and len(app.state.content.conclusions) == conclusions + 1)
        await settled(app, pilot)
        await until(pilot, lambda: focus_id(app) not in (None, "composer-text"))
        await write(pilot, ESC)
        await until(pilot, lambda: isinstance(app.focused, RowList))
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: app.state is not None and len(app.state.content.conclusions) == conclusions)
        assert len(app.state.content.notes) == notes
