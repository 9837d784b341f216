"""Keys that a person has changed: they work, stand in foot line, help and palette, and what cannot be is named."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from inspect_tui.locale import Catalog
from inspect_tui.tui.all_commands import SCREEN_WORDS, commands_by_screen
from inspect_tui.tui.commands import APP_COMMANDS, key_words, with_changed_keys
from inspect_tui.tui.keymap import Keys, changed, read_keymap
from inspect_tui.tui.screens.palette import _NOT_ELSEWHERE, MORE
from inspect_tui.tui.state import SESSION_SCREENS
from tui.app_driver import CTRL_P, ENTER, ESC, F1, Visit, rows, running, screen_text, until, write

DOC = Path(__file__).parents[2] / "docs/keymap.md"


async def test_a_changed_key_works_and_is_told_everywhere(visit: Visit) -> None:
    (visit.home / "keymap.toml").write_text('[checklist]\nask = "f7"\nconclude = "ctrl+b"\n', encoding="utf-8")
    async with running(visit, "checklist", size=(180, 60)) as (app, pilot):
        foot = screen_text(app).splitlines()[-1]
        assert "F7 ask" in foot
        assert "Ctrl+B to conclusion" in foot
        await write(pilot, "\x1b[18~")
        await until(pilot, lambda: visit.task("I.16")["asked"] is True)
        await write(pilot, F1)
        await until(pilot, lambda: "Ctrl+B Draw a conclusion from this task" in " ".join(screen_text(app).split()))
        await write(pilot, ESC)
        await write(pilot, CTRL_P + "ctrl+b")
        await until(pilot, lambda: len(rows(app, "#commands").rows) == 1)
        await write(pilot, ENTER)
        await until(pilot, lambda: app.focused is not None and app.focused.id == "conclusion-text")


async def test_what_cannot_be_is_named_and_the_usual_key_stays(visit: Visit) -> None:
    text = '[checklist]\nask = "a"\nconclude = "f8"\nnothing = "f7"\n[kitchen]\ncook = "f7"\n'
    (visit.home / "keymap.toml").write_text(text, encoding="utf-8")
    async with running(visit, "checklist", size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: "keymap.toml" in screen_text(app))
        said = " ".join(screen_text(app).split())
        assert "“a”" in said
        assert "F7 to conclusion" in said
        await write(pilot, "\x1b[18~")
        await until(pilot, lambda: app.focused is not None and app.focused.id == "conclusion-text")


@pytest.mark.parametrize(
    ("key", "code"),
    [("a", "no_key"), ("ctrl+h", "no_key"), ("ctrl+m", "no_key"), ("ctrl+z", "no_key"), ("enter", "no_key"),
     ("", "no_key"), ("alt+f", "no_key"), ("shift+f3", "no_key"), ("ctrl+shift+a", "no_key"),
     ("f3", "clash_everywhere"), ("ctrl+q", "clash_everywhere"), ("f8", "clash"), ("alt+x", ""), ("f7", ""),
     ("shift+f9", ""), ("ctrl+shift+f9", "")],
)  # fmt: skip
def test_keys_that_can_be_and_that_cannot(key: str, code: str) -> None:
    commands = commands_by_screen()["checklist"]
    made, problems = changed("checklist", commands, {"conclude": key})
    assert [one.code for one in problems] == ([code] if code else [])
    conclude = next(one for one in made if one.id == "conclude")
    assert conclude.key == ("f7" if code else key)
    for one in problems:
        assert "F7" in one.words(Catalog("vi"))


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [({"conclude": "f8", "import": "f7"}, {"conclude": "f8", "import": "f7"}),
     ({"conclude": "f8", "import": "f3"}, {"conclude": "f7", "import": "f8"}),
     ({"conclude": "f8", "import": "f9", "add-task": "f3"}, {"conclude": "f7", "import": "f8", "add-task": "f9"})],
)  # fmt: skip
def test_a_key_given_back_is_taken_from_who_wanted_it(wanted: dict[str, str], kept: dict[str, str]) -> None:
    made, problems = changed("checklist", commands_by_screen()["checklist"], wanted)
    assert {one.id: one.key for one in made if one.id in wanted} == kept
    assert len({one.key for one in made}) == len(made)
    assert {one.values["name"] for one in problems} == {name for name in wanted if wanted[name] != kept[name]}


def test_keys_are_read_however_they_are_written(tmp_path: Path) -> None:
    text = '[notes]\nconclude = "Shift + Ctrl + F9"\nmark = "F13"\nlarge = "ctrl+f14"\n'
    (tmp_path / "keymap.toml").write_text(text, encoding="utf-8")
    wanted, problems = read_keymap(tmp_path)
    assert wanted == {"notes": {"conclude": "ctrl+shift+f9", "mark": "shift+f1", "large": "ctrl+shift+f2"}}
    assert problems == []


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    assert read_keymap(tmp_path) == ({}, [])
    for text in (b"[", b"\xff\xfe\x00", b"checklist = 5"):
        (tmp_path / "keymap.toml").write_bytes(text)
        wanted, problems = read_keymap(tmp_path)
        assert wanted == {}
        assert len(problems) == 1
        assert Keys(tmp_path).check(commands_by_screen())


async def test_the_palette_begins_a_file_that_changes_nothing_and_can_be_changed(visit: Visit) -> None:
    path = visit.home / "keymap.toml"
    async with running(visit, size=(120, 36), lang="vi") as (app, pilot):
        await write(pilot, CTRL_P + "doi phim" + ENTER)
        await until(pilot, path.exists)
        await until(pilot, lambda: "keymap.toml" in screen_text(app))
    assert read_keymap(visit.home) == ({scope: {} for scope in SCREEN_WORDS}, [])
    text = path.read_text(encoding="utf-8")
    for name, commands in commands_by_screen().items():
        part = text.partition(f"[{name}]")[2].partition("\n[")[0]
        assert [line.split(" = ")[0] for line in part.splitlines() if line] == [f"# {one.id}" for one in commands]
    every_key = re.sub(r"^# ([a-z-]+ = )", r"\1", text, flags=re.M)
    path.write_text(every_key, encoding="utf-8")
    assert Keys(visit.home).check(commands_by_screen()) == [], "each command's own key is no fault"
    async with running(visit) as (app, pilot):
        await write(pilot, CTRL_P + "change keys" + ENTER)
        await until(pilot, lambda: "keymap.toml" in screen_text(app))
    assert path.read_text(encoding="utf-8") == every_key, "what somebody wrote stays"


def test_a_key_of_every_screen_is_named_as_that() -> None:
    _, problems = changed("checklist", commands_by_screen()["checklist"], {"conclude": "f3", "ask": "x" * 5000})
    assert [one.words(Catalog("en")) for one in problems] == [
        f"keymap.toml: “{'x' * 30}” for checklist.ask is no key that can be used; Ctrl+T stays",
        "keymap.toml: F3 for checklist.conclude is a key of every screen (notes); F7 stays",
    ]


def test_texts_name_keys_as_they_are() -> None:
    usual = commands_by_screen()["notes"]
    here, problems = changed("notes", usual, {"next-item": "f9", "agenda": "ctrl+f8", "mark": "alt+x"})
    assert not problems
    text = "F8 goes on, F9 (^T marks, Ctrl+T too); Shift+F8 back. F80, Ctrl+F8, F7."
    assert (
        with_changed_keys(text, usual, here)
        == "F9 goes on, Ctrl+F8 (Alt+X marks, Alt+X too); Shift+F8 back. F80, Ctrl+F8, F7."
    )
    assert with_changed_keys(text, usual, usual) == text


@pytest.mark.parametrize("name", [name for name in SCREEN_WORDS if name in SESSION_SCREENS])
async def test_help_of_every_screen_names_no_key_that_was_changed(visit: Visit, name: str) -> None:
    usual = [command for command in commands_by_screen()[name] if command.key.startswith("f")]
    new = {command.id: f"alt+shift+{letter}" for letter, command in zip("cdeghijk", usual, strict=False)}
    lines = "".join(f'{command} = "{key}"\n' for command, key in new.items())
    (visit.home / "keymap.toml").write_text(f"[{name}]\n{lines}", encoding="utf-8")
    async with running(visit, size=(120, 200)) as (app, pilot):
        app.action_show(name)
        await until(pilot, lambda: type(app.screen).__name__ == f"{name.title()}Screen")
        await write(pilot, F1)
        await until(pilot, lambda: bool(app.screen.query("#help-text")))
        text = screen_text(app)
        for command in usual:
            key = key_words(command.key)
            if command.id in new and key not in [key_words(one.key) for one in APP_COMMANDS]:
                assert not re.search(rf"(?<![\w+]){key}(?!\w)", text), (key, text)


@pytest.mark.parametrize("kind", ["folder", "pipe", "endless"])
def test_what_is_no_file_of_keys_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "keymap.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("no pipes with a name here")
        os.mkfifo(path)
    else:
        path.write_text("#" * (1 << 20), encoding="utf-8")
    wanted, problems = read_keymap(tmp_path)
    assert wanted == {}
    assert [one.code for one in problems] == ["unreadable"]


def test_no_screen_has_a_key_twice_and_every_command_is_in_the_docs_and_in_the_palette() -> None:
    text = DOC.read_text(encoding="utf-8")
    for name, commands in commands_by_screen().items():
        keys = [command.key for command in commands]
        assert len(set(keys)) == len(keys), name
        for command in commands:
            assert f"| `{name}.{command.id}` | {key_words(command.key)} | {command.tip} |" in text, (
                f"{name}.{command.id}"
            )
            assert name in SESSION_SCREENS or name in ("sessions", "leaving")
            assert command.tip
    for command in APP_COMMANDS:
        assert f"| {key_words(command.key)} | {command.tip} |" in text, command.id
    assert set(SESSION_SCREENS) <= set(SCREEN_WORDS)
    assert _NOT_ELSEWHERE
    assert len({action for action, _ in MORE}) == len(MORE)
