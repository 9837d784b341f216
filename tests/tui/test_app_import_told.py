"""What the preview of a register says about itself: keys, doubts about the whole file, refusals."""

from __future__ import annotations

from pathlib import Path

from registers.make import xlsx
from tui.app_driver import ENTER, F9, SHIFT_TAB, TAB, Visit, rows, running, write
from tui.import_files import ROWS, fresh_session, line_with, look_into, on_screen, register, says


async def test_the_foot_says_what_enter_does_where_the_focus_is(visit: Visit, tmp_path: Path) -> None:
    async with running(fresh_session(visit)) as (_app, pilot):
        await look_into(pilot, register(tmp_path))
        foot = [line_with(pilot, "F1 help")]
        for keys in (TAB, TAB, ENTER):
            await write(pilot, keys)
            foot.append(line_with(pilot, "F1 help"))
        told = ("Enter whole row", "Enter to its row", "Enter read it as", "Enter choose")
        assert [words for words, line in zip(told, foot, strict=True) if words in line] == list(told)


async def test_tab_passes_over_a_part_with_nothing_to_look_at(visit: Visit, tmp_path: Path) -> None:
    async with running(fresh_session(visit)) as (app, pilot):
        await look_into(pilot, register(tmp_path, rows=[ROWS[0]]))
        assert "To look at (0)" in on_screen(pilot)
        for keys, name in ((TAB, "#columns"), (TAB, "#rows"), (SHIFT_TAB, "#columns"), (SHIFT_TAB, "#rows")):
            await write(pilot, keys)
            assert rows(app, name).has_focus


async def test_a_register_of_another_year_says_so_above_its_rows(visit: Visit, tmp_path: Path) -> None:
    old_rows = [(n, f"{n}/UBND", f"Việc {n}", "Ban Dân tộc", f"{n}/7/2018", 0, "") for n in range(1, 6)]
    async with running(fresh_session(visit)) as (_app, pilot):
        await look_into(pilot, register(tmp_path, rows=old_rows))
        assert "⚠ deadline «2018»: the dates of this register are of this year" in on_screen(pilot)


async def test_a_file_without_a_table_is_refused_in_words_of_the_app(visit: Visit, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "thư.xlsx", [("Kính gửi các sở",), ("Xin gửi danh mục sau",)])
    async with running(fresh_session(visit)) as (_app, pilot):
        await look_into(pilot, path, "no register was found in thư.xlsx: it has no table with a row of column headers")
        assert "--map" not in on_screen(pilot)


async def test_what_was_said_of_one_file_does_not_stand_over_the_next(visit: Visit, tmp_path: Path) -> None:
    async with running(fresh_session(visit)) as (_app, pilot):
        await look_into(pilot, register(tmp_path))
        await write(pilot, F9)
        await says(pilot, "danh mục.xlsx: 4 tasks added")
        await look_into(pilot, register(tmp_path, "khác.xlsx"))
        assert "tasks added" not in on_screen(pilot)
