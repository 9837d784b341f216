"""The whole way by commands on every kind of store."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.cli import main
from inspect_tui.store.connection import Location
from inspect_tui.store.store import open_store

from .conftest import DAYS, REGISTERS, VISIT, Cli


@pytest.fixture(params=["sqlite", "postgres"])
def anywhere(request: pytest.FixtureRequest, cli: Cli) -> Cli:
    if request.param == "postgres":
        cli.options = ["--db", request.getfixturevalue("postgres")()]
    return cli


def changes(tasks: list[dict[str, Any]], file: Path) -> list[dict[str, Any]]:
    """One change of every kind, with words that a database could stumble over."""
    odd = "\x00 % _ \\ ' \" $1 :a ? \ud800 [red] \x1b"
    return [
        {"record": "session", "place": f"Phòng {odd}", "started_at": "2021-07-30T01:00:00Z"},
        {"record": "participant", "name": odd, "side": "group", "present": False},
        {"record": "task", "id": tasks[15]["id"], "verdict": "done", "completed_on": "2021-07-10", "cause": odd},
        {"record": "note", "text": f"một {odd}", "tasks": [tasks[0]["id"]]},
        {"record": "conclusion", "text": odd, "tasks": [tasks[0]["id"]], "deadline": "2021-08-01"},
        {"record": "event", "task": tasks[1]["id"], "kind": "suspended", "on": "2021-07-01", "to": odd},
        {"record": "declared", "assigned": 10**12, "percents": {"done": odd}},
        {"record": "attachment", "file": str(file)},
    ]


def test_the_whole_way(anywhere: Cli, tmp_path: Path) -> None:
    cli = anywhere
    file = tmp_path / "tệp.bin"
    file.write_bytes(bytes(range(256)) * 8192)
    assert cli.json("session", "list") == {"sessions": []}
    session = cli.json("session", "new", "--agency", "Ban Dân tộc 'tỉnh' [red]\x1b", *DAYS)["id"]
    cli.refused("session", "new", "--agency", "x", "--held-on", "2021-02-30", "--as-of", "2021-07-16")
    assert cli.json("register", "import", VISIT, "--session", session, "--dry-run")["added"] == 18
    assert cli.json("register", "import", VISIT, "--session", session)["added"] == 18
    assert cli.json("register", "import", VISIT, "--session", session)["changed"] == 0
    assert cli.json("register", "import", REGISTERS / "semicolons.csv", "--session", session)["added"] == 25
    cli.refused("register", "import", tmp_path / "nothing.csv", "--session", session)
    tasks = cli.show(session.upper()[:30])["tasks"]
    done = cli.record(session, *changes(tasks, file))
    assert done["applied"] == len(done["ids"]) == 8
    cli.not_recorded(session, {"record": "note", "text": "x"}, {"record": "note", "id": "a\x00b", "text": "x"})
    cli.not_recorded(session, {"record": "decision", "id": "a\x00b", "field": "text", "value": "x"})
    cli.not_recorded(session, {"record": "note", "text": "x", "tasks": ["a\x00b"]})
    for text in ("a\ud800", "%", "đ", ""):
        cli.refused("session", "show", text)
    figures = cli.json("figures", session, "--as-of", "2021-07-16")
    assert (figures["assigned"], figures["suspended"], figures["done_on_time"]) == (43, 1, 28)
    assert cli.json("figures", session, "--declared")["assigned"] == 43
    assert cli.json("figures", session, "--tasks")["late"]
    assert cli.json("figures", "check", "--session", session, code=1)["consistent"] is False
    assert cli.json("settings", "--decimals", 1, "--due-soon-days", 7) == cli.json("settings")
    assert cli.json("settings")["due_soon_days"] == 7
    assert cli.json("sign", session, "--by", "A", code=1)["missing"]
    code = cli.json("sign", session, "--by", "A", "--force", "--reason", "r")["verification_code"]
    cli.not_recorded(session, {"record": "note", "text": "x"})
    cli.json("document", session, "--kind", "minutes", "--format", "docx", "-o", tmp_path / "a.docx")
    cli.json("document", session, "--kind", "report", "--format", "pdf", "-o", tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    cli.refused("document", session, "--kind", "report", "--format", "xlsx", "-o", tmp_path / "a.xlsx")
    exported = cli.json("export", session, "-o", tmp_path / "out", "--plain")
    cli.refused("export", session, "-o", tmp_path / "out")
    assert exported["counts"]["attachments"] == 1
    verified = cli.json("verify", exported["file"], "--code", code)
    assert (verified["valid"], verified["session"]) == (True, session)
    assert cli.json("amend", session, "--reason", "r") == {"revision": 2}
    cli.record(session, {"record": "note", "id": done["ids"][3], "delete": True})
    shown = cli.show(session)
    assert (shown["state"], shown["notes"], len(shown["tasks"])) == ("open", [], 43)
    assert shown["declared"]["percents"] == {"done": "% _ \\ ' \" $1 :a ? \ufffd [red]"}
    assert [s["id"] for s in cli.json("session", "list")["sessions"]] == [session]


def test_the_way_on_an_encrypted_store(cli: Cli, tmp_path: Path) -> None:
    # Each command derives the key anew, a fifth of a second, so this way is a short one.
    (tmp_path / "key").write_text("mật khẩu", encoding="utf-8")
    cli.options = ["--passphrase-file", str(tmp_path / "key")]
    session = cli.new("Cơ quan mật")
    assert cli.json("register", "import", VISIT, "--session", session)["added"] == 18
    cli.record(session, {"record": "note", "text": "lời mật"})
    assert cli.json("figures", session)["assigned"] == 18
    code = cli.json("sign", session, "--by", "A", "--force", "--reason", "r")["verification_code"]
    cli.json("document", session, "--kind", "minutes", "--format", "docx", "-o", tmp_path / "a.docx")
    sent = cli.json("export", session, "-o", tmp_path / "out", "--plain")["file"]
    assert cli.json("verify", sent, "--code", code)["valid"]
    assert cli.json("amend", session, "--reason", "r") == {"revision": 2}
    assert cli.show(session)["notes"][0]["text"] == "lời mật"
    written = [file for file in cli.home.rglob("*") if file.is_file()]
    assert len(written) > 2, "store, lock and the copy of the signing"
    for file in written:
        assert "mật".encode() not in file.read_bytes()


def test_the_same_entries_show_the_same_bytes_on_every_store(
    cli: Cli, visit: str, tmp_path: Path, postgres: Callable[[], str]
) -> None:
    (tmp_path / "a").write_bytes(b"x")
    cli.record(visit, *changes(cli.show(visit)["tasks"], tmp_path / "a"))
    with open_store(Location(cli.home / "store.db"), read_only=True) as store:
        entries = store.entries(visit)
    here = cli.run("session", "show", visit).out
    address = postgres()
    with open_store(Location.parse(address)) as store:
        store.journal.absorb(entries[::-1])
    assert cli.run("--db", address, "session", "show", visit).out == here


def test_many_write_at_once_on_a_server(cli: Cli, postgres: Callable[[], str], tmp_path: Path) -> None:
    """The first commands on an empty server make its tables together; later ones share a session's chain."""
    import subprocess
    import sys

    address = postgres()

    def start(*words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "inspect_tui", "--db", address, *words]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def ends(running: list[subprocess.Popen[bytes]]) -> None:
        for one in running:
            _, err = one.communicate(timeout=60)
            assert (one.returncode, err) == (0, b"")

    ends([start("session", "new", "--agency", f"Sở {n}", *DAYS) for n in range(4)])
    cli.options = ["--db", address]
    sessions = cli.json("session", "list")["sessions"]
    assert len(sessions) == 4
    session = sessions[0]["id"]
    file = tmp_path / "a.jsonl"
    file.write_text("".join('{"record":"note","text":"x"}\n' for _ in range(20)))
    ends([start("record", session, str(file)) for _ in range(4)])
    assert len(cli.show(session)["notes"]) == 80
    assert cli.json("verify", cli.json("export", session, "--plain", "-o", tmp_path)["file"])["valid"]


def test_nobody_listens(cli: Cli) -> None:
    """Standard output was closed before the program began: what is said goes nowhere, and what is done is done."""
    session = cli.new()
    with cli.monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", None)
        assert main(["session", "show", session]) == 0
        assert main(["session", "show", "zz"]) == 2
