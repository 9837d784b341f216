"""The command line in process: what it prints, where, and with which exit code."""

from __future__ import annotations

import gc
import io
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.cli import main
from inspect_tui.domain.ids import new_id
from inspect_tui.services.importing import import_register
from inspect_tui.services.sessions import create_session
from inspect_tui.store.connection import Location
from inspect_tui.store.store import open_store
from postgres_server import postgres
from target_servers import loop, sftp, store_server, wire

__all__ = ["loop", "postgres", "sftp", "store_server", "wire"]

REGISTERS = Path(__file__).parents[1] / "registers" / "data"
VISIT = REGISTERS / "visit-2021-07-30.xlsx"
DAYS = ("--held-on", "2021-07-30", "--as-of", "2021-07-16")


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    code: int
    out: str
    err: str


class Cli:
    """Runs commands in process on a home of the test's own."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self.capsys, self.monkeypatch = home, capsys, monkeypatch
        self.options: list[str] = []

    def run(self, *words: object, stdin: bytes | None = None) -> Result:
        if stdin is not None:
            self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        self.capsys.readouterr()
        code = main([*self.options, *map(str, words)])
        out, err = self.capsys.readouterr()
        return Result(code, out, err)

    def json(self, *words: object, code: int = 0, stdin: bytes | None = None) -> Any:
        """Run with --json and return the one object on stdout; stderr must be silent."""
        done = self.run(*words, "--json", stdin=stdin)
        assert (done.code, done.err) == (code, "")
        data = json.loads(done.out)
        assert isinstance(data, dict)
        return data

    def refused(self, *words: object, stdin: bytes | None = None) -> str:
        """Run what must be refused: exit 2, nothing on stdout, one line on stderr, which is returned."""
        done = self.run(*words, stdin=stdin)
        assert (done.code, done.out) == (2, ""), done
        assert done.err.startswith("inspect-tui: ")
        assert done.err.endswith("\n")
        line = done.err[:-1]
        assert line.isprintable(), ascii(line)
        return line

    def show(self, session: str) -> Any:
        return self.json("session", "show", session)

    def new(self, agency: str = "Ban Dân tộc tỉnh") -> str:
        return str(self.json("session", "new", "--agency", agency, *DAYS)["id"])

    def record(self, session: str, *changes: dict[str, Any] | str) -> Any:
        return self.json("record", session, "-", stdin=lines(changes))

    def not_recorded(self, session: str, *changes: dict[str, Any] | str) -> str:
        """Record what must be refused, see that nothing has changed, and return the line on stderr."""
        before = self.show(session)
        said = self.refused("record", session, "-", stdin=lines(changes))
        assert self.show(session) == before
        return said


def lines(changes: Iterable[dict[str, Any] | str]) -> bytes:
    texts = (c if isinstance(c, str) else json.dumps(c) for c in changes)
    return "".join(text + "\n" for text in texts).encode("utf-8", "surrogatepass")


@pytest.fixture(scope="package", autouse=True)
def _heap_at_rest() -> Iterator[None]:
    """Keep pytest's own objects out of the collections that a thousand opened stores cause."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Commands on an empty home."""
    home = tmp_path / "home"
    monkeypatch.setenv("INSPECT_TUI_HOME", str(home))
    for name in ("INSPECT_TUI_DB", "INSPECT_TUI_LANG", "INSPECT_TUI_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    # The program sets it for argparse's words; monkeypatch puts it back.
    monkeypatch.setenv("LANGUAGE", "")
    return Cli(home, capsys, monkeypatch)


def make_template(path: Path, register: Path | None) -> tuple[Path, str]:
    with open_store(Location(path), defaults={"person": "Thư ký"}) as store:
        session = create_session(store, agency="Ban Dân tộc tỉnh", held_on="2021-07-30", as_of="2021-07-16")
        if register:
            import_register(store, session, register)
    return path, session


def copied(cli: Cli, template: tuple[Path, str]) -> str:
    cli.home.mkdir()
    shutil.copyfile(template[0], cli.home / "store.db")
    return template[1]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A store with the visit's register read into a session, to be copied."""
    return make_template(tmp_path_factory.mktemp("template") / "store.db", VISIT)


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A store with an empty session, to be copied."""
    return make_template(tmp_path_factory.mktemp("template") / "store.db", None)


@pytest.fixture
def visit(cli: Cli, template: tuple[Path, str]) -> str:
    """The visit's checklist in the home's store."""
    return copied(cli, template)


@pytest.fixture
def session(cli: Cli, empty_template: tuple[Path, str]) -> str:
    """An empty session in the home's store."""
    return copied(cli, empty_template)


@pytest.fixture
def somebody_else(tmp_path: Path) -> Callable[[Path, Path, str, list[dict[str, Any]]], None]:
    """Changes a copy of a session apart and brings its entries back: another laptop."""

    def work(source: Path, target: Path, session: str, changes: list[dict[str, Any]]) -> None:
        from inspect_tui.services.recording import record_lines

        apart = tmp_path / f"{new_id()}.db"
        shutil.copyfile(source, apart)
        with open_store(Location(apart)) as store:
            store.set_meta("device", new_id())
            store.set_meta("person", "Người khác")
        with open_store(Location(apart)) as store:
            record_lines(store, session, (json.dumps(c) for c in changes))
            entries = store.entries(session)
        with open_store(Location(target)) as store:
            store.journal.absorb(entries)

    return work
