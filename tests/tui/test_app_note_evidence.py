"""Evidence of notes: a file at the cursor's note or the last one, on its line, with its tasks, undone."""

from __future__ import annotations

from pathlib import Path

from tui.app_driver import (
    CTRL_Z,
    ENTER,
    ESC,
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


async def test_a_file_of_a_note_stands_on_its_line_and_with_its_task(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "ảnh chụp.jpg").write_bytes(b"\xff\xd8" * 1500)
    async with running(visit, "notes", size=(80, 24)) as (app, pilot):
        await write(pilot, f"#16 đã nộp ảnh{ENTER}")
        await settled(app, pilot)
        await write(pilot, "đang gõ dở" + CTRL_E)
        assert focus_id(app) == "evidence-path"
        assert "Evidence of the note of" in screen_text(app)
        await write(pilot, f"{tmp_path}/ảnh chụp.jpg{ENTER}")
        await until(pilot, lambda: "Evidence: ảnh chụp.jpg (3 KB)" in screen_text(app))
        await write(pilot, f"{tmp_path}/ảnh chụp.jpg{ENTER}")
        await until(pilot, lambda: "is tied to this note already" in screen_text(app))
        await write(pilot, ESC)
        await until(pilot, lambda: focus_id(app) == "composer-text")
        assert line_with(app, "đang gõ dở"), "what was being typed stands as it was"
        assert app.state is not None
        note = app.state.content.notes[-1]
        (file,) = app.state.content.attachments
        assert (file.notes, file.tasks) == ((note.id,), ())
        await write(pilot, "\x1bOQ")
        await until(pilot, lambda: app.screen.query("#tasks"))
        app.screen.tasks_side.set_filter("with evidence")  # type: ignore[attr-defined]
        await until(pilot, lambda: app.screen.tasks_side.shown_ids() == [visit.task_id("I.16")])  # type: ignore[attr-defined]
        await write(pilot, "\x1bOR" + ESC)
        await until(pilot, lambda: focus_id(app) == "feed")
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: "ảnh chụp.jpg (" not in screen_text(app))
        assert app.state.content.attachments == ()
