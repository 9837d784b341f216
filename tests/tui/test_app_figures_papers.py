"""Figures, papers, and the register that is read in."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

import inspect_tui.services
from inspect_tui.exchange.session_file import verify_session_file
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.widgets.big_figures import SMALL, THIN
from inspect_tui.tui.widgets.block_digits import block_lines
from tui.app_driver import (
    CTRL_U,
    DOWN,
    ENTER,
    ESC,
    F2,
    F3,
    F6,
    F8,
    F9,
    TAB,
    Visit,
    focus_id,
    run_json,
    running,
    screen_text,
    settled,
    until,
    write,
)

REGISTER = Path(inspect_tui.services.__file__).parent / "demo_data" / "register.xlsx"


def in_blocks(app: InspectApp, text: str) -> bool:
    """Tell whether a rate stands on the screen in blocks of three rows, each right below the other."""
    lines = screen_text(app).splitlines()
    return any(has_blocks(lines, text.replace(*form)) for form in ((" ", THIN), (" %", SMALL)))


def has_blocks(lines: list[str], text: str) -> bool:
    first, *others = (row.rstrip() for row in block_lines(text, 3))
    return any(
        all(below.startswith(other, place) for below, other in zip(lines[y + 1 :], others, strict=False))
        for y, line in enumerate(lines)
        for place in range(len(line))
        if line.startswith(first, place)
    )


async def test_figures_source_by_source(visit: Visit) -> None:
    async with running(visit, "figures", size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "All tasks · figures as of 16 July 2021" in screen_text(app))
        assert in_blocks(app, "12.00 %")
        for title, wanted in (
            ("Tasks assigned", "16.67 %"), ("Work programme", "0.00 %"), ("Key tasks", "33.33 %"), ("All", "12.00 %"),
        ):  # fmt: skip
            await write(pilot, TAB)
            await until(pilot, lambda: screen_text(app).splitlines()[2].lstrip().startswith(title))  # noqa: B023
            assert in_blocks(app, wanted), wanted
        assert "of the tasks assigned" in screen_text(app)


async def test_figures_follow_the_window(visit: Visit) -> None:
    async with running(visit, "figures", size=(80, 24)) as (app, pilot):
        await until(pilot, lambda: "12.00 %" in screen_text(app))
        small = screen_text(app).count("█")
        await pilot.resize_terminal(160, 45)
        await until(pilot, lambda: screen_text(app).count("█") > 2 * small)
        await pilot.resize_terminal(40, 10)
        await until(pilot, lambda: "25 tasks" in screen_text(app))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: screen_text(app).count("█") == small)


async def test_signing_locks_and_amending_opens(visit: Visit) -> None:
    async with running(visit, "papers") as (app, pilot):
        await until(pilot, lambda: "things are missing" in screen_text(app))
        await write(pilot, ENTER + "Đơn vị xin bổ sung sau" + ENTER)
        await until(pilot, lambda: "Who signs?" in screen_text(app))
        await write(pilot, ENTER)
        await until(pilot, lambda: "SIGNED" in screen_text(app))
        assert "Signed. Verification code" in screen_text(app)
        code = visit.show()["verification_code"]
        assert code
        assert code in screen_text(app)
        # A note is refused, says why, and keeps its words.
        await write(pilot, F3 + "sau khi ký" + ENTER)
        await until(pilot, lambda: "The session is signed" in screen_text(app))
        assert "› sau khi ký" in screen_text(app)
        assert "NOT SAVED" not in screen_text(app)
        await settled(app, pilot)
        assert visit.drafts() == {"note": "sau khi ký"}
        # So is a field.
        await write(pilot, F2 + ENTER + TAB + " đổi" + ENTER)
        await until(pilot, lambda: "signed and locked" in screen_text(app))
        await write(pilot, F6 + ENTER + "Bổ sung" + ENTER)
        await until(pilot, lambda: "Revision 2 is open." in screen_text(app))
        assert "revision 2" in screen_text(app)
        # What was signed can still be read and printed.
        await write(pilot, F6)
        await write(pilot, DOWN * 6)
        await until(pilot, lambda: "Minutes of revision 1" in screen_text(app))
        assert code in screen_text(app)
        await write(pilot, ENTER)
        await until(pilot, lambda: "Minutes · revision 1" in screen_text(app))
        await write(pilot, ENTER)
        await until(pilot, lambda: "Written:" in screen_text(app))
        await write(pilot, F3 + ENTER)
        await settled(app, pilot)
    shown = visit.show()
    assert shown["notes"][-1]["text"] == "sau khi ký"
    assert (shown["state"], shown["drafts"][0]["record"].split(":")[0]) == ("open", "task")


async def test_signing_says_when_nobody_is_named_and_can_be_given_up(visit: Visit) -> None:
    async with running(visit, "papers") as (app, pilot):
        await until(pilot, lambda: "Sign and lock" in screen_text(app))
        await write(pilot, ENTER + ENTER)
        assert "Write the reason" in screen_text(app)
        await write(pilot, "lý do" + ENTER + CTRL_U + ENTER)
        assert "Who signs?" in screen_text(app)
        await write(pilot, ESC)
        assert "Who signs?" not in screen_text(app)
        assert focus_id(app) == "actions"
        await settled(app, pilot)
    assert visit.show()["state"] == "open"
    assert visit.drafts() == {}


def unwrapped(app: InspectApp) -> str:
    """Return what stands on the screen with long paths in one piece."""
    return "".join(line.strip(" │") for line in screen_text(app).splitlines())


async def test_minutes_and_session_file_are_written(visit: Visit) -> None:
    async with running(visit, "papers", size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "Minutes" in screen_text(app))
        await write(pilot, DOWN + ENTER)
        await until(pilot, lambda: "INDEPENDENCE" in screen_text(app).upper())
        await write(pilot, ENTER)
        await until(pilot, lambda: "minutes.docx" in unwrapped(app))
        await write(pilot, ESC)
        await until(pilot, lambda: focus_id(app) == "actions")
        await write(pilot, DOWN * 6 + ENTER)
        await until(pilot, lambda: ".itui" in unwrapped(app))
    (paper,) = (visit.home / "papers").glob("*.docx")
    assert zipfile.is_zipfile(paper)
    (file,) = (visit.home / "papers").glob("*.itui")
    assert verify_session_file(file).valid


async def test_papers_that_cannot_be_written_are_told(visit: Visit) -> None:
    (visit.home / "papers").write_text("no folder")
    async with running(visit, "papers") as (app, pilot):
        await until(pilot, lambda: "Minutes" in screen_text(app))
        await write(pilot, DOWN + ENTER + ENTER)
        await until(pilot, lambda: "cannot be written" in screen_text(app))
        await write(pilot, ESC)
        await until(pilot, lambda: focus_id(app) == "actions")
        app.clear_notifications()
        await write(pilot, DOWN * 6 + ENTER)
        await until(pilot, lambda: "cannot be written" in screen_text(app))


async def test_a_register_is_looked_into_and_read(visit: Visit) -> None:
    new = run_json("--db", str(visit.db), "session", "new", "--agency", "A", "--held-on", "2021-07-30",
                   "--as-of", "2021-07-16")["id"]  # fmt: skip
    fresh = Visit(visit.home, new)
    async with running(fresh) as (app, pilot):
        await until(pilot, lambda: "No task yet. Press F8" in screen_text(app))
        await write(pilot, F8 + str(REGISTER) + ENTER)
        await until(pilot, lambda: "25 tasks   + 25 new" in screen_text(app))
        assert not fresh.show()["tasks"]
        await write(pilot, F9)
        await until(pilot, lambda: "25 tasks added" in screen_text(app) and "I.16" in screen_text(app))
        assert focus_id(app) == "tasks"
    assert len(fresh.show()["tasks"]) == 25


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing.xlsx", "there is no file"),
        ("~nobody-of-this-name/missing.xlsx", "there is no file"),
        ("empty.xlsx", "⚠"),
        ("empty.csv", "⚠"),
        ("noise.xlsx", "⚠"),
        ("folder", "⚠"),
        ("a" * 300, "⚠"),
        ("bài thơ.csv", "⚠"),
        ("[red]x[/red].xlsx", "[red]x[/red]"),
    ],
)
async def test_what_is_no_register_is_told_under_its_path(visit: Visit, name: str, words: str) -> None:
    folder = visit.home
    (folder / "empty.xlsx").touch()
    (folder / "empty.csv").touch()
    (folder / "noise.xlsx").write_bytes(bytes(range(256)) * 8)
    (folder / "folder").mkdir()
    (folder / "bài thơ.csv").write_text("một con vịt xoè ra hai cái cánh\n", encoding="utf-8")
    path = name if name.startswith("~") else str(folder / name)
    async with running(visit) as (app, pilot):
        await write(pilot, F8 + f'"{path}"' + ENTER)
        await until(pilot, lambda: "⚠" in screen_text(app) and words in " ".join(screen_text(app).split()))
        await write(pilot, ESC)
        await until(pilot, lambda: focus_id(app) == "tasks")
    assert len(visit.show()["tasks"]) == 25


async def test_a_file_url_of_a_file_manager_is_taken(visit: Visit, tmp_path: Path) -> None:
    shutil.copy(REGISTER, tmp_path / "danh mục.xlsx")
    async with running(visit) as (app, pilot):
        await write(pilot, F8 + (tmp_path / "danh mục.xlsx").as_uri() + ENTER)
        await until(pilot, lambda: "25 tasks   · 25 as they are" in screen_text(app))
        await write(pilot, F9)
        await until(pilot, lambda: focus_id(app) == "tasks")
