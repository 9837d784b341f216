from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .conftest import Cli


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "bản thử"


def test_the_whole_way_into_a_folder(cli: Cli, folder: Path, tmp_path: Path) -> None:
    cli.monkeypatch.setenv("INSPECT_TUI_DB", str(tmp_path / "other.db"))
    made = cli.json("demo", "--headless", folder)
    assert set(made) == {"home", "db", "session", "files"}
    assert Path(made["db"]).is_relative_to(folder)
    assert Path(made["home"]).is_dir()
    names = [Path(f).name for f in made["files"]]
    assert (Path(names[0]).suffix, Path(names[-1]).suffix) == (".xlsx", ".itui")
    day = "ban-dan-toc-tinh_2021-07-30_"
    assert names[1:-1] == [
        day + rest
        for rest in ("minutes.docx", "minutes.pdf", "conclusion.docx", "conclusion.pdf", "report.docx", "report.pdf",
                     "register.xlsx", "all.html")
    ]  # fmt: skip
    assert all(Path(f).is_file() and Path(f).parent == folder for f in made["files"])
    # Nothing outside it.
    assert sorted(p.name for p in tmp_path.iterdir()) == [folder.name]
    shown = cli.json("--db", made["db"], "session", "show", made["session"])
    assert (shown["held_on"], shown["as_of"], shown["state"]) == ("2021-07-30", "2021-07-16", "signed")
    assert "số liệu thật, nội dung minh họa" in shown["title"]
    assert len([c for c in shown["conclusions"] if c["kind"] == "request"]) == 8
    assert shown["notes"]
    figures = cli.json("--db", made["db"], "figures", made["session"])
    grid = {one["source"]: one for one in figures["by_source"]}
    assert (grid["assigned"]["assigned"], grid["assigned"]["done_on_time"], grid["assigned"]["open_overdue"]) == (
        18,
        15,
        3,
    )
    assert (grid["programme"]["assigned"], grid["programme"]["open_in_time"]) == (4, 4)
    assert grid["key"]["assigned"] == 3
    assert sum(grid["key"][name] for name in ("done_on_time", "done_late", "done_no_deadline")) == 2
    for word in ("18", "15", "3", "16,67 %", "tính đến ngày 16/7/2021"):
        assert word in figures["sentence"]
    file = next(f for f in made["files"] if f.endswith(".itui"))
    # Signed by the key of the throw-away home, which nobody else has any reason to believe.
    verified = cli.json("verify", file, "--code", shown["verification_code"], code=1)
    assert (verified["valid"], verified["trusted"], verified["session"]) == (True, False, made["session"])
    cli.monkeypatch.setenv("INSPECT_TUI_HOME", made["home"])
    verified = cli.json("verify", file, "--code", shown["verification_code"])
    assert (verified["valid"], verified["trusted"], verified["session"]) == (True, True, made["session"])


def test_a_new_folder_each_time_where_none_is_named(cli: Cli, folder: Path) -> None:
    folder.mkdir()
    cli.monkeypatch.setattr("tempfile.tempdir", str(folder))
    printed = cli.run("demo", "--headless")
    assert (printed.code, printed.err) == (0, "")
    assert Path(printed.out.splitlines()[0]).parent == folder
    made = [json.loads(cli.run(*words).out) for words in (["demo", "--headless", "--json"], ["demo", "--json"])]
    assert made[0]["home"] != made[1]["home"]
    assert len(list(folder.iterdir())) == 3
    shutil.rmtree(folder)


def test_without_a_terminal_it_is_headless(cli: Cli, folder: Path) -> None:
    folder.mkdir()
    cli.monkeypatch.setattr("tempfile.tempdir", str(folder))
    assert cli.run("--lang", "en", "demo").code == 0
    assert len(list(folder.iterdir())) == 1


def test_a_folder_that_holds_one_or_is_none(cli: Cli, folder: Path) -> None:
    cli.json("demo", "--headless", folder)
    before = sorted(folder.rglob("*"))
    assert folder.name in cli.refused("demo", "--headless", folder)
    assert sorted(folder.rglob("*")) == before
    cli.refused("demo", "--headless", folder / "danh-muc-nhiem-vu.xlsx")
    cli.refused("demo", "--headless", folder / "danh-muc-nhiem-vu.xlsx" / "x")


def test_a_folder_with_other_things_in_it(cli: Cli, folder: Path) -> None:
    folder.mkdir()
    (folder / "mine.txt").write_text("x")
    cli.json("demo", "--json", "--headless", folder)
    assert (folder / "mine.txt").read_text() == "x"
