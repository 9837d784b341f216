"""What a command loads: Textual for the full-screen app alone, a database driver only for its own kind of store."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import DAYS, VISIT, Cli

SCRIPT = """
import sys
from inspect_tui.cli import main
try:
    code = main(sys.argv[1:])
except SystemExit as end:
    code = end.code
names = {name for name in sys.modules if sys.modules[name] is not None}
packages = {name.partition(".")[0] for name in names}
print("\\n" + str(code), *sorted(names | packages), file=sys.stderr)
"""
FORBIDDEN = {"textual", "rich", "psycopg", "psycopg2"}
READING = "inspect_tui.registers.reader"
OTHERS = {"inspect_tui.services.pending", "inspect_tui.store.received"}
"""What only the list of sessions and the sending of files need."""


def loaded(*words: str) -> tuple[int, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words], capture_output=True, text=True, check=False, timeout=60
    )
    code, *names = done.stderr.splitlines()[-1].split()
    return int(code), set(names)


@pytest.mark.parametrize(
    ("words", "code", "more"),
    [
        ("--help", 0, {"peewee", "docx", "python_calamine"}),
        ("--version", 0, {"peewee", "docx", "python_calamine"}),
        ("nothing", 2, {"peewee", "docx", "python_calamine"}),
        ("", 2, {"peewee"}),
        ("open S", 2, {"peewee"}),
        ("session new --agency A", 2, {"peewee"}),
        ("session list --json", 0, {"docx", "python_calamine", "cryptography", READING}),
        ("session show S", 0, {"docx", "python_calamine", READING, *OTHERS}),
        ("record S FILE", 0, {"docx", "python_calamine", READING, *OTHERS}),
        ("register import REGISTER --session S", 0, {"docx", "inspect_tui.services.as_json", *OTHERS}),
        ("register import REGISTER --session S --json", 0, {"docx", *OTHERS}),
        ("figures S --json", 0, {"docx", "python_calamine", READING, *OTHERS}),
        ("sign S --by A", 1, {"docx", "python_calamine"}),
        ("amend S --reason A", 2, {"docx", "python_calamine"}),
        ("document S --kind minutes --format docx -o OUT", 0, {"python_calamine"}),
        ("export S --plain -o DIR", 0, {"docx", "python_calamine"}),
        ("sync HERE --plain", 0, {"docx", "python_calamine", "paramiko", "s3fs", "botocore", "aiohttp", "keyring"}),
        ("verify REGISTER", 1, {"peewee", "docx", "python_calamine"}),
        ("identity", 0, {"peewee", "docx", "python_calamine"}),
        ("trust list", 0, {"peewee", "docx", "python_calamine", "segno"}),
        ("recipients add A A", 2, {"peewee", "docx", "python_calamine", "segno"}),
        ("demo --headless DIR", 0, set()),
    ],
)
def test_no_more_than_needed(cli: Cli, visit: str, tmp_path: Path, words: str, code: int, more: set[str]) -> None:
    (tmp_path / "a.jsonl").write_text('{"record":"note","text":"x"}\n')
    places = {"S": visit, "FILE": str(tmp_path / "a.jsonl"), "REGISTER": str(VISIT), "OUT": str(tmp_path / "a.docx"),
              "DIR": str(tmp_path / "out"), "HERE": str(tmp_path)}  # fmt: skip
    ended, names = loaded(*(places.get(word, word) for word in words.split()))
    assert ended == code
    assert not names & (FORBIDDEN | more)


def test_a_server_needs_its_driver_and_still_no_textual(cli: Cli, postgres: Callable[[], str]) -> None:
    code, names = loaded("--db", postgres(), "session", "new", "--agency", "A", *DAYS)
    assert code == 0
    assert "psycopg" in names
    assert not names & {"textual", "rich", "docx", "python_calamine"}


def test_without_the_driver_one_line_says_what_to_install(cli: Cli) -> None:
    script = "import sys; sys.modules['psycopg'] = None\n" + SCRIPT
    command = [sys.executable, "-c", script, "--db", "postgresql://127.0.0.1/x", "session", "list", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    first, *_, last = done.stderr.splitlines()
    assert (done.stdout, last.split()[0]) == ("", "2")
    assert first.startswith("inspect-tui: ")
    assert "inspect-tui[postgres]" in first
    assert json.dumps(first)


@pytest.mark.parametrize(("package", "target"), [("paramiko", "sftp://a@127.0.0.1/x"), ("s3fs", "s3://bucket/x")])
def test_without_the_packages_of_a_target_one_line_says_what_to_install(cli: Cli, package: str, target: str) -> None:
    script = f"import sys; sys.modules[{package!r}] = None\n" + SCRIPT
    command = [sys.executable, "-c", script, "sync", target, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    first, *_, last = done.stderr.splitlines()
    assert (done.stdout, last.split()[0]) == ("", "2")
    assert "inspect-tui[remote]" in first
