"""A register in the app: the preview says what it will be, and one key writes exactly that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from old_text import old
from registers.make import xlsx
from tui.app_driver import (
    CTRL_P,
    CTRL_T,
    CTRL_U,
    CTRL_Z,
    DOWN,
    ENTER,
    ESC,
    F1,
    F2,
    F3,
    F7,
    F8,
    F9,
    SHIFT_TAB,
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
from tui.import_files import HEAD, ROWS, fresh_session, line_with, look_into, on_screen, register, says


async def test_a_register_is_shown_as_it_will_be_and_then_written(visit: Visit, tmp_path: Path) -> None:
    visit = fresh_session(visit)
    async with running(visit) as (app, pilot):
        await look_into(pilot, register(tmp_path))
        assert "danh mục.xlsx" in on_screen(pilot)
        assert "4 tasks + 4 new" in on_screen(pilot)
        assert "2 places to look at" in on_screen(pilot)
        assert "1 row left out 1 column not read" in on_screen(pilot)
        assert line_with(pilot, "Rà soát hộ nghèo").split()[1:4] == ["3", "+", "1"]
        assert line_with(pilot, "Rà soát hộ nghèo").endswith(" 30/06/2021")
        assert "✓ 28/06/2021" in on_screen(pilot)
        assert line_with(pilot, "Xây dựng đề án").endswith("≈ 30/09/2021")
        assert "«Quý III/2021» · 13/UBND · Ban Dân tộc · Đang thực hiện" in on_screen(pilot)
        assert "⚠ Phối hợp tập huấn" in line_with(pilot, "Phối hợp tập huấn")
        assert line_with(pilot, "Phối hợp tập huấn").endswith("?")
        assert "6 ⊘ classified" in on_screen(pilot)
        assert not visit.show()["tasks"]
        await write(pilot, F9)
        await says(pilot, "danh mục.xlsx: 4 tasks added. Ctrl+Z takes it back.")
        assert app.shown_screen() == "checklist"
        assert "Báo cáo quý II" in on_screen(pilot)
        assert [task["deadline"] for task in visit.show()["tasks"]] == ["2021-06-30", "2021-09-30", None, "2021-07-15"]
        await write(pilot, CTRL_Z + CTRL_Z)
        await says(pilot, "No task yet")
        assert not visit.show()["tasks"]
        # Nothing is left of it to be written once more.
        await write(pilot, F8)
        await says(pilot, "path of the file")


async def test_a_newer_version_says_what_changes_and_what_is_gone(visit: Visit, tmp_path: Path) -> None:
    visit = fresh_session(visit)
    async with running(visit, size=(120, 36)) as (_app, pilot):
        await look_into(pilot, register(tmp_path))
        await write(pilot, F9)
        await says(pilot, "4 tasks added")
        second = (*ROWS[1][:4], "31/10/2021", *ROWS[1][5:])
        await look_into(pilot, register(tmp_path, "lần 2.xlsx", (ROWS[0], second, ROWS[2])))
        assert "3 tasks → 1 changed · 2 as they are − 1 no longer in the register" in on_screen(pilot)
        assert "→ 2 Xây dựng đề án" in line_with(pilot, "Xây dựng đề án")
        assert "deadline: 30/09/2021 → 31/10/2021" in on_screen(pilot)
        assert "NO LONGER IN THE REGISTER; THEY STAY IN THE CHECKLIST" in screen_text(pilot.app)
        assert "− 5 Báo cáo quý II" in line_with(pilot, "Báo cáo quý II")
        await write(pilot, F9)
        await says(pilot, "lần 2.xlsx: 1 task changed, 1 no longer in it stays.")
    found = {task["content"]: task["deadline"] for task in visit.show()["tasks"]}
    assert found["Xây dựng đề án"] == "2021-10-31"
    assert "Báo cáo quý II" in found


async def test_the_same_register_again_changes_nothing(visit: Visit, tmp_path: Path) -> None:
    visit = fresh_session(visit)
    async with running(visit) as (_app, pilot):
        await look_into(pilot, register(tmp_path))
        await write(pilot, F9)
        await says(pilot, "4 tasks added")
        before = visit.show()
        await look_into(pilot, register(tmp_path))
        assert "4 tasks · 4 as they are" in on_screen(pilot)
        await write(pilot, F9)
        await says(pilot, "nothing is new")
    assert visit.show() == before


async def test_enter_on_what_is_doubtful_goes_to_its_row_and_esc_back(visit: Visit, tmp_path: Path) -> None:
    async with running(fresh_session(visit)) as (app, pilot):
        await look_into(pilot, register(tmp_path))
        await write(pilot, TAB)
        doubts = rows(app, "#doubts")
        assert doubts.has_focus
        assert "row 4 · deadline · «Quý III/2021» ≈ 30/09/2021" in on_screen(pilot)
        assert "row 5 · deadline · «khi có hướng dẫn»" in on_screen(pilot)
        assert "ROWS LEFT OUT row 6 · classified" in on_screen(pilot)
        await write(pilot, DOWN + ENTER)
        assert rows(app, "#rows").has_focus
        assert rows(app, "#rows").cursor_key == "row:5"
        await write(pilot, ESC)
        assert doubts.has_focus
        await write(pilot, DOWN + ENTER)
        assert rows(app, "#rows").cursor_key == "row:6"
        await write(pilot, ESC)
        await write(pilot, ESC)
        assert rows(app, "#rows").has_focus
        await write(pilot, ESC)
        assert app.shown_screen() == "checklist"
        # Coming back finds it as it was.
        await write(pilot, F8)
        await until(pilot, lambda: rows(app, "#rows").cursor_key == "row:6")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["narrow", "wide"])
async def test_enter_shows_a_row_in_full(visit: Visit, tmp_path: Path, size: tuple[int, int]) -> None:
    words = "Rà soát " + "rất nhiều chữ " * 20 + "cuối cùng"
    async with running(fresh_session(visit), size=size) as (app, pilot):
        await look_into(pilot, register(tmp_path, rows=((1, "12/UBND", words, "A", "Quý I", 0, ""), ROWS[1])))
        assert "cuối cùng" not in on_screen(pilot)
        await write(pilot, ENTER)
        await until(pilot, lambda: "cuối cùng" in on_screen(pilot).replace("▏ ", ""))
        assert "new in the checklist · row 3" in on_screen(pilot)
        assert "⚠ deadline «Quý I»: completed by a rule" in on_screen(pilot)
        await write(pilot, ESC)
        assert rows(app, "#rows").has_focus
        assert "cuối cùng" not in on_screen(pilot)


async def test_a_column_is_read_as_something_else_and_back(visit: Visit, tmp_path: Path) -> None:
    async with running(fresh_session(visit)) as (app, pilot):
        await look_into(pilot, register(tmp_path))
        await write(pilot, SHIFT_TAB)
        columns = rows(app, "#columns")
        assert columns.has_focus
        assert "F Số lần đôn đốc → not read" in on_screen(pilot)
        await write(pilot, DOWN * 5 + ENTER)
        assert "Column F «Số lần đôn đốc» is: ▸ not read" in on_screen(pilot)
        fields = rows(app, "#fields")
        while fields.cursor_key != "progress":
            await write(pilot, DOWN)
        await write(pilot, ENTER)
        await says(pilot, "F Số lần đôn đốc → progress ✎")
        assert columns.has_focus
        assert columns.cursor_key == "column:5"
        # The deadline's column becomes the day given: no deadline is left.
        await write(pilot, UP + ENTER)
        while fields.cursor_key != "issued_on":
            await write(pilot, UP)
        await write(pilot, ENTER)
        await says(pilot, "E Thời hạn → day given ✎")
        await write(pilot, TAB)
        assert line_with(pilot, "Rà soát hộ nghèo").endswith("—")
        await write(pilot, CTRL_Z)
        await until(pilot, lambda: line_with(pilot, "Rà soát hộ nghèo").endswith("30/06/2021"))
        await write(pilot, CTRL_Z + SHIFT_TAB)
        await says(pilot, "F Số lần đôn đốc → not read")


async def test_a_field_leaves_the_column_that_it_was_given_to(visit: Visit, tmp_path: Path) -> None:
    async with running(fresh_session(visit)) as (app, pilot):
        await look_into(pilot, register(tmp_path))
        await write(pilot, SHIFT_TAB)
        fields = rows(app, "#fields")
        for keys in (DOWN * 5, DOWN):
            await write(pilot, keys + ENTER)
            while fields.cursor_key != "remark":
                await write(pilot, DOWN)
            await write(pilot, ENTER)
            await until(pilot, lambda: not app.screen.reading.at_work)  # type: ignore[attr-defined]
        assert "F Số lần đôn đốc → not read" in on_screen(pilot)
        assert "G Kết quả thực hiện → remark ✎" in on_screen(pilot)
        # What it seems to be by itself is offered again.
        await write(pilot, ENTER + "\x1b[H")
        assert "▸ as it seems: status" in on_screen(pilot)
        await write(pilot, ENTER)
        await says(pilot, "G Kết quả thực hiện → status")


async def test_a_register_whose_header_is_not_understood_is_read_by_its_columns(visit: Visit, tmp_path: Path) -> None:
    visit = fresh_session(visit)
    unknown = ((f"V{n}", f"Việc {n}", "Phòng 1", f"{n}/8/2021") for n in range(1, 6))
    path = xlsx(tmp_path / "lạ.xlsx", [("Mã", "Phần A", "Phần B", "Mốc"), *unknown])
    async with running(visit) as (app, pilot):
        await look_into(pilot, path, "Say first which column has the tasks' content")
        assert rows(app, "#columns").has_focus
        assert "B Phần A «Việc 1; Việc 2; Việc 3» → not read" in on_screen(pilot)
        assert "F9" not in on_screen(pilot)
        await write(pilot, F9)
        await settled(app, pilot)
        await write(pilot, DOWN + ENTER + DOWN + ENTER)
        # One column alone is no register; what was said of it stays.
        await says(pilot, "B Phần A «Việc 1; Việc 2; Việc 3» → content ✎")
        fields = rows(app, "#fields")
        await write(pilot, DOWN * 2 + ENTER)
        while fields.cursor_key != "deadline":
            await write(pilot, DOWN)
        await write(pilot, ENTER)
        await says(pilot, "5 tasks + 5 new")
        await write(pilot, TAB)
        assert line_with(pilot, "Việc 3").endswith("03/08/2021")
        # A change of mind loses nothing: without content the columns stand there as before.
        await write(pilot, SHIFT_TAB + UP * 2 + ENTER + UP + ENTER)
        await says(pilot, "Say first which column has the tasks' content")
        assert "D Mốc «1/8/2021; 2/8/2021; 3/8/2021» → deadline ✎" in on_screen(pilot)
        await write(pilot, CTRL_Z)
        await says(pilot, "5 tasks + 5 new")
        await write(pilot, F9)
        await says(pilot, "5 tasks added")
    assert [task["content"] for task in visit.show()["tasks"]] == [f"Việc {n}" for n in range(1, 6)]


async def test_another_sheet_is_one_key_away(visit: Visit, tmp_path: Path) -> None:
    import openpyxl

    path = register(tmp_path)
    book = openpyxl.load_workbook(path)
    more = book.create_sheet("Phụ lục II")
    for row in (HEAD, (1, "9/UBND", "Việc của phụ lục hai", "A", "1/8/2021", 0, "")):
        more.append(row)
    book.create_sheet("Trống")
    book.save(path)
    async with running(fresh_session(visit)) as (_app, pilot):
        await look_into(pilot, path, "sheet 1 of 3: Phụ lục I")
        # One that looks like a register too is named; Enter there reads it.
        await write(pilot, TAB)
        await says(pilot, "file · sheet · «Phụ lục II»")
        await write(pilot, ENTER)
        await says(pilot, "sheet 2 of 3: Phụ lục II")
        assert "Việc của phụ lục hai" in on_screen(pilot)
        # A sheet without anything says so and leaves what is shown; the same key goes on behind it.
        await write(pilot, F7)
        await says(pilot, "✗ sheet “Trống” has no table with a row of column headers")
        assert "Việc của phụ lục hai" in on_screen(pilot)
        await write(pilot, F7)
        await says(pilot, "sheet 1 of 3: Phụ lục I")
        assert "✗" not in on_screen(pilot).replace("✗ overdue", "")


async def test_another_file_leaves_the_first_until_it_is_read(visit: Visit, tmp_path: Path) -> None:
    async with running(fresh_session(visit)) as (_app, pilot):
        await look_into(pilot, register(tmp_path))
        await write(pilot, F8 + CTRL_U + str(tmp_path / "không có.xlsx") + ENTER)
        await says(pilot, "⚠ there is no file")
        await write(pilot, ESC)
        await says(pilot, "4 tasks + 4 new")
        other = register(tmp_path, "khác.xlsx", ROWS[:2])
        await write(pilot, F8 + CTRL_U + str(other) + ENTER)
        await says(pilot, "khác.xlsx 2 tasks + 2 new")


async def test_help_and_palette_know_it(visit: Visit, tmp_path: Path) -> None:
    async with running(visit, "notes") as (app, pilot):
        await write(pilot, CTRL_P + "read a register" + ENTER)
        await until(pilot, lambda: app.shown_screen() == "register")
        await write(pilot, F1)
        assert "Tab completes names" in on_screen(pilot)
        await write(pilot, ESC)
        await write(pilot, F3)
        assert app.shown_screen() == "notes"
    async with running(visit, listed=True) as (_app, pilot):
        await write(pilot, CTRL_P + "read a register" + ENTER)
        await says(pilot, "Open a session first.")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["narrow", "wide"])
async def test_hostile_words_are_shown_as_words(visit: Visit, tmp_path: Path, size: tuple[int, int]) -> None:
    bad = "[red]x[/] [@click=app.leave]y[/] [/]"
    head = (*HEAD[:5], bad, HEAD[6])
    path = register(tmp_path, "[b].xlsx", ((1, bad, bad + " \u202e", bad, bad, bad, bad),), head)
    async with running(fresh_session(visit), size=size) as (_app, pilot):
        await look_into(pilot, path)
        for keys in ("", ENTER, ESC, TAB, TAB, DOWN * 5 + ENTER):
            await write(pilot, keys)
            await until(pilot, lambda: "[red]x[/]" in on_screen(pilot), repr(keys))
        for small in ((40, 10), (20, 5), (3, 2), (80, 24)):
            await pilot.resize_terminal(*small)
            await pilot.pause()
        await says(pilot, "[red]x[/]")


async def test_the_session_changes_while_the_preview_stands(visit: Visit, tmp_path: Path) -> None:
    visit = fresh_session(visit)
    async with running(visit) as (app, pilot):
        await look_into(pilot, register(tmp_path))
        first = await write_apart(app, visit, register(tmp_path, "ít.xlsx", ROWS[:1]))
        await write(pilot, F2 + F8)
        await says(pilot, "4 tasks + 3 new · 1 as they are")
        assert first == 1
        await write(pilot, F9)
        await says(pilot, "3 tasks added")
    assert len(visit.show()["tasks"]) == 4


async def write_apart(app: Any, visit: Visit, path: Path) -> int:
    """Write a register behind the preview's back, as receiving a colleague's file would; return how many were added."""
    from inspect_tui.services.importing import import_register

    done = await app.gateway.write(lambda store: import_register(store, visit.session, path), small=False)
    await app.reload()
    return len(done.added)


@pytest.mark.parametrize(("encoding", "name"), [("tcvn3", "TCVN3"), ("vni", "VNI")])
async def test_text_in_an_old_encoding_is_converted_when_asked(
    visit: Visit, tmp_path: Path, encoding: str, name: str
) -> None:
    visit = fresh_session(visit)

    def in_old(row: Any) -> list[Any]:
        return [old(cell, encoding) if isinstance(cell, str) else cell for cell in row]

    path = register(tmp_path, rows=[in_old(row) for row in ROWS], head=in_old(HEAD))
    async with running(visit) as (app, pilot):
        await look_into(pilot, path, f"⚠ old encoding {name}: «{old('Số văn bản', encoding)}» → «Số văn bản»")
        assert "^T converts it" in on_screen(pilot)
        assert "Say first" not in on_screen(pilot)
        await write(pilot, CTRL_T)
        await says(pilot, "4 tasks + 4 new")
        assert f"✓ old encoding {name}" in on_screen(pilot)
        assert "^T leaves it as it stands" in on_screen(pilot)
        assert rows(app, "#rows").has_focus
        assert "Rà soát hộ nghèo" in on_screen(pilot)
        await write(pilot, TAB)
        assert "CONVERTED, FOR EXAMPLE" in screen_text(pilot.app)
        assert f"row 2 · «{old('Số văn bản', encoding)}» → «Số văn bản»" in on_screen(pilot)
        await write(pilot, CTRL_T)
        await says(pilot, "^T converts it")
        await write(pilot, CTRL_T)
        await says(pilot, "4 tasks + 4 new")
        await write(pilot, F9)
        await says(pilot, "4 tasks added")
    assert visit.show()["tasks"][0]["content"] == "Rà soát hộ nghèo"


async def test_a_modern_header_over_old_text_says_which_rows(visit: Visit, tmp_path: Path) -> None:
    mixed = [(1, "12/UBND", old("Rà soát hộ nghèo của tỉnh", "tcvn3"), "Ban Dân tộc", "30/6/2021", 1, ""), *ROWS[1:3]]
    async with running(fresh_session(visit)) as (_app, pilot):
        await look_into(pilot, register(tmp_path, rows=mixed), "⚠ old encoding TCVN3")
        assert "→ «Rà soát hộ nghè…» · ^T converts it" in on_screen(pilot)
        await write(pilot, CTRL_T)
        await until(pilot, lambda: "1 Rà soát hộ nghèo của tỉnh" in on_screen(pilot))
        await write(pilot, CTRL_Z)
        await says(pilot, "^T converts it")
