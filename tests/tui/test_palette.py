"""The palette: what was used last comes first, and a command is found by its words, its first letters or its key."""

from __future__ import annotations

import json

import pytest

from inspect_tui.services.looks import RECENT, Looks, read_looks
from inspect_tui.tui.screens.palette import CommandRow, found
from tui.app_driver import CTRL_P, ENTER, ESC, Visit, focus_id, rows, running, until, write

ROWS = (
    CommandRow("a", "checklist.group", "Nhóm theo nguồn", "^G", ("ctrl+g", "^g"), "Group by"),
    CommandRow("b", "notes.agenda", "ghi chép: Chương trình, thời gian", "F9", ("f9",), "Agenda", is_here=False),
    CommandRow("c", "app.wall", "Nhiệm vụ đang bàn, chữ lớn", "F10", ("f10",), "The task being discussed"),
    CommandRow("d", "checklist.add", "Thêm nhiệm vụ", "F9", ("f9",), "Add a task"),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [("", ["a", "b", "c", "d"]), ("f9", ["d", "b"]), ("F1", ["c"]), ("ctrl+g", ["a"]), ("^G", ["a"]),
     ("ctrl + g", ["a"]),
     ("nhiem vu", ["c", "d"]), ("Nhiệm vụ", ["c", "d"]), ("ntn", ["a"]), ("nvđb", ["c"]), ("nvdb", ["c"]),
     ("cttg", ["b"]), ("group", ["a"]), ("x", []), ("[", [])],
)  # fmt: skip
def test_a_command_is_found(text: str, names: list[str]) -> None:
    assert [row.key for row in found(ROWS, text)] == names


def test_what_was_used_last_comes_first_among_its_like() -> None:
    recent = ("notes.agenda", "app.wall", "gone")
    assert [row.key for row in found(ROWS, "", recent)] == ["b", "c", "a", "d"]
    assert [row.key for row in found(ROWS, "nhiem vu", ("checklist.add",))] == ["d", "c"]
    assert [row.key for row in found(ROWS, "f9", recent)] == ["d", "b"], "the key's own place is here"


async def test_what_is_run_is_kept_and_comes_first_the_next_time(visit: Visit) -> None:
    home = visit.setup.home
    async with running(visit) as (app, pilot):
        await write(pilot, CTRL_P + "projector" + ENTER)
        await until(pilot, lambda: type(app.screen).__name__ == "FiguresScreen")
        await write(pilot, CTRL_P)
        await until(pilot, lambda: any(row.name.startswith("notes.") for row in rows(app, "#commands").rows))
        await write(pilot, "f9")
        await until(pilot, lambda: rows(app, "#commands").rows[0].keys[0] == "f9")
        names = [row.name for row in rows(app, "#commands").rows]
        assert "notes.agenda" in names
        assert "checklist.add" in names or "checklist.add-task" in names
        rows(app, "#commands").highlight(next(r.key for r in rows(app, "#commands").rows if r.name == "notes.agenda"))
        await write(pilot, ENTER)
        await until(pilot, lambda: type(app.screen).__name__ == "NotesScreen")
        await until(pilot, lambda: "agenda" in (focus_id(app) or ""))
        await until(pilot, lambda: read_looks(home).recent == ("notes.agenda", "app.figures"))
    async with running(visit) as (app, pilot):
        await write(pilot, CTRL_P)
        await until(pilot, lambda: len({row.name for row in rows(app, "#commands").rows} & {"notes.agenda"}) == 1)
        assert [row.name for row in rows(app, "#commands").rows][:2] == ["notes.agenda", "app.figures"]
        await write(pilot, ESC)
        assert focus_id(app) is not None


def test_a_file_that_names_other_things_as_used_last(visit: Visit) -> None:
    for recent, kept in (("abc", ()), ([1, "x"], ("x",)), ({}, ()), (["n"] * 50, ("n",) * RECENT)):
        (visit.setup.home.path / "looks.json").write_text(json.dumps({"recent": recent}), encoding="utf-8")
        assert read_looks(visit.setup.home) == Looks(recent=kept)
