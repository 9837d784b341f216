"""Undo in the whole app: on every screen, after a restart, never under words that are being typed."""

from __future__ import annotations

from typing import Any

from inspect_tui.services.importing import import_register
from inspect_tui.services.signing import sign
from inspect_tui.tui.app import InspectApp
from tui.app_driver import (
    CTRL_P,
    CTRL_Z,
    DELETE,
    END_KEY,
    ENTER,
    ESC,
    F2,
    F3,
    RIGHT,
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

CTRL_Y, F11 = "\x19", "\x1b[23~"


def notices(app: InspectApp) -> list[str]:
    """Return what was told and is still shown, the newest last."""
    return [notice.message for notice in app._notifications]


async def says(app: InspectApp, pilot: Any, words: str) -> None:
    await until(pilot, lambda: any(words in notice for notice in notices(app)[-1:]), f"{words}, not {notices(app)}")
    await settled(app, pilot)


async def test_a_note_just_saved_is_undone_in_the_feed_and_brought_back(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, "lỡ tay" + ENTER)
        await settled(app, pilot)
        await write(pilot, "chữ khác" + CTRL_Z * 4)
        assert visit.show()["notes"][-1]["text"] == "lỡ tay", "in the words it is the field's own"
        await write(pilot, ESC)
        await write(pilot, CTRL_Z)
        await says(app, pilot, "«lỡ tay»: deleted. Ctrl+Y does it again.")
        assert "lỡ tay" not in "".join(str(row) for row in rows(app, "#feed").rows)
        await write(pilot, CTRL_Y)
        await says(app, pilot, "«lỡ tay»: brought back.")
        assert rows(app, "#feed").rows[-1].note.text == "lỡ tay"
        assert rows(app, "#feed").cursor_row.note.text == "lỡ tay"  # type: ignore[union-attr]
    assert visit.show()["notes"][-1]["text"] == "lỡ tay"


async def test_a_verdict_is_undone_where_it_was_set_and_the_field_shows_it(visit: Visit) -> None:
    before = visit.task("I.16")
    async with running(visit, size=(120, 36)) as (app, pilot):
        await write(pilot, ENTER + RIGHT)
        await settled(app, pilot)
        assert visit.task("I.16")["verdict"] != before["verdict"]
        await write(pilot, CTRL_Z)
        await says(app, pilot, "task I.16")
        field: Any = app.focused
        assert field.id == "field-verdict"
        assert field.value == before["verdict"]
    assert visit.task("I.16") == before


async def test_undo_goes_back_over_screens_and_a_restart(visit: Visit) -> None:
    before = visit.show()
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, "một" + ENTER + "hai" + ENTER)
        await settled(app, pilot)
        await write(pilot, F2 + ENTER + RIGHT)
        await settled(app, pilot)
    async with running(visit) as (app, pilot):
        await write(pilot, CTRL_Z)
        await says(app, pilot, "Undone: task I.16")
        await write(pilot, CTRL_Z)
        await says(app, pilot, "«hai»: deleted")
        assert app.screen.id != "notes"
        await write(pilot, CTRL_Z)
        await says(app, pilot, "«một»: deleted")
        assert len(app.state.content.notes) == len(before["notes"])  # type: ignore[union-attr]
        await write(pilot, CTRL_Z)
        await says(app, pilot, "11 records change at once. Ctrl+Z again takes them back.")
        await write(pilot, F3)
        assert rows(app, "#feed").rows[-1].note.text == before["notes"][-1]["text"]
    after = visit.show()
    assert (after["tasks"], after["notes"]) == (before["tasks"], before["notes"])


async def test_many_records_are_asked_about_first(visit: Visit) -> None:
    before = visit.show()
    async with running(visit) as (app, pilot):
        await write(pilot, CTRL_Z)
        await says(app, pilot, "11 records change at once.")
        assert visit.show()["conclusions"] == before["conclusions"]
        await write(pilot, CTRL_Z)
        await says(app, pilot, "Undone: 11 records")
        assert visit.show()["conclusions"] == []
        await write(pilot, CTRL_Y)
        await says(app, pilot, "11 records change at once.")
        await write(pilot, CTRL_Y)
        await says(app, pilot, "Done again: 11 records")
    assert visit.show()["conclusions"] == before["conclusions"]


async def test_a_register_read_in_the_app_is_undone(visit: Visit, tmp_path: Any) -> None:
    register = tmp_path / "a.csv"
    lines = "".join(f"{n},Việc thêm {n},QĐ {n},01/8/2021\n" for n in range(1, 9))
    register.write_text("TT,Nội dung nhiệm vụ,Văn bản giao,Hạn hoàn thành\n" + lines, encoding="utf-8")
    with visit.store() as store:
        import_register(store, visit.session, register)
    async with running(visit) as (app, pilot):
        assert len(app.state.tasks) == 33  # type: ignore[union-attr]
        await write(pilot, CTRL_Z + CTRL_Z)
        await says(app, pilot, "Undone: 8 records")
        assert len(app.state.tasks) == 25  # type: ignore[union-attr]
        assert "Việc thêm" not in "".join(row.task.content for row in rows(app, "#tasks").rows if row.task)


async def test_words_being_typed_are_never_undone_under(visit: Visit) -> None:
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, "một" + ENTER)
        await settled(app, pilot)
        note = visit.show()["notes"][-1]["id"]
        app.edited(f"note:{note}:text", "một và còn nữa")
        await write(pilot, ESC)
        await write(pilot, CTRL_Z)
        await says(app, pilot, "«một»: holds words that are not saved yet, so it stays.")
    assert visit.show()["notes"][-1]["text"] == "một"
    assert visit.drafts() == {f"note:{note}:text": "một và còn nữa"}


async def test_a_signed_session_takes_no_undo(visit: Visit) -> None:
    with visit.store() as store:
        sign(store, visit.session, by="Trưởng đoàn", force=True, reason="thử")
    async with running(visit) as (app, pilot):
        await write(pilot, CTRL_Z)
        await says(app, pilot, "the session is signed and locked; amend it first")


async def test_the_place_of_a_conclusion_is_undone_in_one_step(visit: Visit) -> None:
    before = visit.show()["conclusions"]
    async with running(visit, "conclusions") as (app, pilot):
        await write(pilot, END_KEY + "\x1b[1;3A")
        await settled(app, pilot)
        assert visit.show()["conclusions"] != before
        await write(pilot, CTRL_Z)
        await says(app, pilot, "Undone: 2 records")
    assert visit.show()["conclusions"] == before


# The panel


async def test_changes_are_looked_through_narrowed_and_put_back(visit: Visit) -> None:
    async with running(visit, "notes", size=(120, 36)) as (app, pilot):
        await write(pilot, "một" + ENTER)
        await settled(app, pilot)
        await write(pilot, ESC)
        await write(pilot, ENTER + " hai" + ENTER)
        await settled(app, pilot)
        await write(pilot, ESC)
        assert visit.show()["notes"][-1]["text"] == "một hai"
        await write(pilot, F11)
        await until(pilot, lambda: "Changes · the whole session" in screen_text(app) and rows(app, "#changes").rows)
        assert "một → một hai" in screen_text(app)
        assert len(rows(app, "#changes").rows) == 6
        await write(pilot, TAB)
        await until(pilot, lambda: len(rows(app, "#changes").rows) == 2)
        assert "Changes · note" in screen_text(app)
        await write(pilot, ENTER)
        await says(app, pilot, "Put back: note")
        await until(pilot, lambda: len(rows(app, "#changes").rows) == 3)
        assert visit.show()["notes"][-1]["text"] == "một"
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: len(rows(app, "#changes").rows) == 4)
        assert visit.show()["notes"][-1]["text"] == "một hai"
        await write(pilot, ESC)
        assert rows(app, "#feed").rows[-1].note.text == "một hai"


async def test_a_deleted_record_comes_back_from_the_panel(visit: Visit) -> None:
    before = visit.show()["notes"]
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, ESC)
        await write(pilot, UP + UP + DELETE)
        await settled(app, pilot)
        assert visit.show()["notes"] != before
        await write(pilot, CTRL_P + "what was changed" + ENTER)
        await until(pilot, lambda: rows(app, "#changes").rows)
        await write(pilot, ENTER)
        await says(app, pilot, "brought back")
        await write(pilot, F11)
        await until(pilot, lambda: not app.screen.query("#changes"))
    assert visit.show()["notes"] == before


async def test_a_long_course_of_changes_is_read_page_by_page(visit: Visit) -> None:
    with visit.store() as store:
        from inspect_tui.services.recording import save

        note = save(store, visit.session, "note", None, {"text": "0"})
        for number in range(1, 121):
            save(store, visit.session, "note", note, {"text": f"[{number}] lần sửa rất dài " * 9})
    async with running(visit) as (app, pilot):
        await write(pilot, F11)
        await until(pilot, lambda: rows(app, "#changes").rows)
        assert len(rows(app, "#changes").rows) == 40
        for _ in range(4):
            await write(pilot, END_KEY)
            await settled(app, pilot)
            shown = len(rows(app, "#changes").rows)
            await until(pilot, lambda shown=shown: shown == 125 or len(rows(app, "#changes").rows) >= shown)  # type: ignore[misc]
        await until(pilot, lambda: len(rows(app, "#changes").rows) == 125)
        assert len({row.key for row in rows(app, "#changes").rows}) == 125
