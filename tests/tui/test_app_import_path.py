"""Which file is read: typed, dragged, completed or chosen, whatever form its Vietnamese name has on the disk."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from inspect_tui.tui import finding_registers
from inspect_tui.tui.typed_path import completed_path, find_path
from tui.app_driver import CTRL_U, DOWN, ENTER, F8, TAB, TELEX, Visit, running, until, write
from tui.import_files import fresh_session, on_screen, register, says

NFD = unicodedata.normalize("NFD", "danh mục nhiệm vụ.xlsx")


@pytest.fixture(autouse=True)
def _no_files_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(finding_registers, "usual_folders", lambda: [tmp_path / "Downloads"])


@pytest.mark.parametrize(
    "typed",
    [
        "{folder}/danh mục nhiệm vụ.xlsx",
        "'{folder}/danh mục nhiệm vụ.xlsx'",
        '"{folder}/danh mục nhiệm vụ.xlsx" ',
        r"{folder}/danh\ mục\ nhiệm\ vụ.xlsx",
        "file://{folder}/danh%20m%E1%BB%A5c%20nhi%E1%BB%87m%20v%E1%BB%A5.xlsx",
    ],
)
def test_a_decomposed_name_is_found_however_it_is_typed(tmp_path: Path, typed: str) -> None:
    if os.name == "nt" and "\\" in typed:
        pytest.skip("a backslash is no escape on Windows")
    folder = tmp_path / unicodedata.normalize("NFD", "Tài liệu")
    folder.mkdir()
    (folder / NFD).touch()
    found = find_path(typed.format(folder=tmp_path / "Tài liệu"))
    assert found.exists()
    assert unicodedata.normalize("NFC", found.name) == "danh mục nhiệm vụ.xlsx"


@pytest.mark.parametrize("typed", ["~/không có.xlsx", "/không/có gì\\ cả.xlsx", "\0", "a" * 400])
def test_what_is_not_there_comes_back_as_typed(typed: str) -> None:
    assert find_path(typed) == Path(os.path.expanduser(typed))


def test_names_are_completed_as_far_as_one_way_goes_on(tmp_path: Path) -> None:
    (tmp_path / "Phụ lục").mkdir()
    for name in (NFD, "danh mục cũ.xlsx", "danh sách.txt", "Phụ lục/a.csv", ".ẩn.xlsx"):
        (tmp_path / name).touch()
    here = f"{tmp_path}/"
    for typed, wanted in (
        ("da", "danh mục "),
        ("danh muc n", "danh mục nhiệm vụ.xlsx"),
        ("DANH MỤC C", "danh mục cũ.xlsx"),
        ("phu", "Phụ lục/"),
        ("Phụ lục/", "Phụ lục/a.csv"),
        ("Phụ lục/a.csv", "Phụ lục/a.csv"),
        ("x", "x"),
        ("", ""),
        ("nowhere/d", "nowhere/d"),
    ):
        assert completed_path(here + typed, finding_registers.SUFFIXES) == here + wanted, typed


async def test_tab_completes_a_vietnamese_name(visit: Visit, tmp_path: Path) -> None:
    register(tmp_path, NFD)
    async with running(fresh_session(visit)) as (app, pilot):
        await write(pilot, F8 + f"{tmp_path}/danh muc" + TAB)
        field = app.screen.query_one("#register-path")
        await until(pilot, lambda: field.text.endswith("danh mục nhiệm vụ.xlsx"))  # type: ignore[attr-defined]
        assert field.has_focus
        await write(pilot, ENTER)
        await says(pilot, "4 tasks + 4 new")
        await write(pilot, F8 + CTRL_U + TELEX)
        assert field.text == "tiếng Việt"  # type: ignore[attr-defined]


async def test_the_newest_files_are_offered(visit: Visit, tmp_path: Path) -> None:
    downloads = tmp_path / "Downloads"
    downloads.mkdir()
    for age, name in enumerate(("mới nhất.xlsx", "cũ hơn.csv", "~$mở.xlsx", "ảnh.png")):
        register(downloads, name)
        os.utime(downloads / name, (1_600_000_000 - age, 1_600_000_000 - age))
    async with running(fresh_session(visit)) as (_app, pilot):
        await write(pilot, F8)
        await says(pilot, "mới nhất.xlsx")
        assert on_screen(pilot).index("mới nhất.xlsx") < on_screen(pilot).index("cũ hơn.csv")
        assert "~$" not in on_screen(pilot)
        assert "ảnh.png" not in on_screen(pilot)
        await write(pilot, DOWN + ENTER)
        await says(pilot, "mới nhất.xlsx 4 tasks + 4 new")
