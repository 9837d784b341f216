from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspect_tui.store.connection import Location
from inspect_tui.store.store import open_store

from .conftest import DAYS, VISIT, Cli

READING = [
    ["session", "list", "--json"],
    ["session", "show", "S"],
    ["figures", "S", "--json"],
    ["document", "S", "--kind", "minutes", "--format", "docx", "-o", "OUT"],
    ["register", "import", str(VISIT), "--session", "S", "--dry-run"],
]
WRITING = [
    ["session", "new", "--agency", "A", *DAYS],
    ["record", "S", "FILE"],
    ["sign", "S", "--by", "A", "--force", "--reason", "r"],
    ["amend", "S", "--reason", "r"],
    ["register", "import", str(VISIT), "--session", "S"],
    ["export", "S", "--plain", "-o", "DIR"],
]


AS_NOBODY = """
import contextlib, io, os, shutil, sys, tempfile
from inspect_tui.cli import main

place, *command = sys.argv[1:]
with tempfile.TemporaryDirectory() as copy, contextlib.redirect_stdout(io.StringIO()):
    # Once where all is allowed, for root alone may read the interpreter's modules here; then not as root.
    shutil.copyfile(place + "/store.db", copy + "/store.db")
    os.environ["INSPECT_TUI_HOME"] = copy
    with contextlib.redirect_stderr(io.StringIO()):
        main([word.replace(place, copy) for word in command])
        main(["session", "show", "nothing"])
os.environ["INSPECT_TUI_HOME"] = place
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(main(command))
"""


@pytest.fixture
def words(visit: str, tmp_path: Path) -> dict[str, str]:
    (tmp_path / "changes.jsonl").write_text('{"record":"note","text":"x"}\n')
    return {"S": visit, "OUT": str(tmp_path / "out.docx"), "FILE": str(tmp_path / "changes.jsonl"),
            "DIR": str(tmp_path / "out")}  # fmt: skip


class TestInUse:
    def test_while_another_process_writes(self, cli: Cli, visit: str, words: dict[str, str]) -> None:
        before = cli.run("session", "show", visit).out
        script = (
            "import sys\n"
            "from pathlib import Path\n"
            "from inspect_tui.store.connection import Location\n"
            "from inspect_tui.store.store import open_store\n"
            "with open_store(Location(Path(sys.argv[1]))) as store, store.transaction():\n"
            "    store.set_meta('test', 'x')\n"
            "    print('ready', flush=True)\n"
            "    sys.stdin.read()\n"
        )
        command = [sys.executable, "-c", script, str(cli.home / "store.db")]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdout is not None
            assert other.stdout.readline().strip() == b"ready"
            for command in WRITING:
                said = cli.refused("--lang", "en", *(words.get(w, w) for w in command))
                assert "in use" in said
            for command in READING:
                assert cli.run(*(words.get(w, w) for w in command)).code == 0
            assert cli.run("session", "show", visit).out == before
            other.communicate()
        assert not Path(words["DIR"]).exists()
        cli.json("record", visit, words["FILE"])


class TestDamaged:
    @pytest.mark.parametrize("content", [b"hello", b"SQLite format 3\0" + b"\xff" * 5000, bytes(4096)])
    def test_no_store(self, cli: Cli, words: dict[str, str], content: bytes) -> None:
        path = cli.home / "store.db"
        path.write_bytes(content)
        for command in (*READING, *WRITING):
            cli.refused(*(words.get(w, w) for w in command))
        assert path.read_bytes() == content

    def test_a_folder(self, cli: Cli, tmp_path: Path) -> None:
        cli.refused("--db", tmp_path, "session", "list")
        cli.refused("--db", tmp_path, "session", "new", "--agency", "a", *DAYS)

    def test_another_programs_database(self, cli: Cli, visit: str, words: dict[str, str]) -> None:
        import sqlite3

        path = cli.home / "store.db"
        path.unlink()
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE session (id)")
        connection.commit()
        connection.close()
        content = path.read_bytes()
        for command in (*READING, *WRITING):
            cli.refused(*(words.get(w, w) for w in command))
        assert path.read_bytes() == content

    def test_pages_overwritten(self, cli: Cli, visit: str, words: dict[str, str]) -> None:
        path = cli.home / "store.db"
        whole = path.read_bytes()
        for start in range(4096, len(whole), 3 * 4096):
            path.write_bytes(whole[:start] + b"\x5a" * 4096 + whole[start + 4096 :])
            for command in (["session", "list"], ["session", "show", "S"], ["record", "S", "FILE"]):
                done = cli.run(*(words.get(w, w) for w in command))
                assert done.code in (0, 2), (start, command)
                assert done.err.count("\n") == (1 if done.code else 0)
                for more in ("-wal", "-shm"):
                    path.with_name(path.name + more).unlink(missing_ok=True)

    def test_a_newer_store(self, cli: Cli, visit: str, words: dict[str, str]) -> None:
        with open_store(Location(cli.home / "store.db")) as store:
            store.database.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('9999', '2030')")
        for command in (*READING, *WRITING):
            assert "newer" in cli.refused("--lang", "en", *(words.get(w, w) for w in command))


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
class TestReadOnly:
    """As a user who may not write: a real one where the tests run as root, for whom nothing is read-only."""

    @pytest.fixture
    def place(self, template: tuple[Path, str]) -> Iterator[Path]:
        folder = Path(tempfile.mkdtemp(prefix="inspect-tui-test-"))
        shutil.copyfile(template[0], folder / "store.db")
        (folder / "changes.jsonl").write_text('{"record":"note","text":"x"}\n')
        yield folder
        folder.chmod(0o755)
        shutil.rmtree(folder)

    def start(self, place: Path, *command: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "INSPECT_TUI_LANG": "en", "HOME": str(place)}
        env.pop("INSPECT_TUI_DB", None)
        return subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(place), *command],
            env=env, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip

    @pytest.mark.parametrize("mode", [0o444, 0o644])
    def test_nothing_is_written_and_one_line_says_so(self, place: Path, template: tuple[Path, str], mode: int) -> None:
        session = template[1]
        content = (place / "store.db").read_bytes()
        (place / "store.db").chmod(mode)
        place.chmod(0o555)
        for command in (
            ["record", session, str(place / "changes.jsonl")],
            ["register", "import", str(VISIT), "--session", session],
            ["sign", session, "--by", "A", "--force", "--reason", "r"],
        ):
            done = self.start(place, *command)
            assert (done.returncode, done.stdout) == (2, ""), done
            assert done.stderr.startswith("inspect-tui: ")
            assert done.stderr.count("\n") == 1
            assert "cannot be written" in done.stderr
        assert (place / "store.db").read_bytes() == content
        assert sorted(p.name for p in place.iterdir()) == ["changes.jsonl", "store.db"]

    def test_it_can_be_read(self, place: Path, template: tuple[Path, str]) -> None:
        (place / "store.db").chmod(0o444)
        place.chmod(0o555)
        done = self.start(place, "session", "show", template[1])
        assert (done.returncode, done.stderr) == (0, "")
        assert template[1] in done.stdout

    def test_a_home_that_cannot_be_made(self, place: Path) -> None:
        place.chmod(0o555)
        (place / "store.db").chmod(0o444)
        done = self.start(place, "--db", str(place / "new" / "a.db"), "session", "list")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
