"""Watched folders: what has come to rest is received, what still grows is left alone, and no test waits for a clock."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.exchange.session_file import SessionFile
from inspect_tui.services import receiving
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.receiving import Outcome
from inspect_tui.services.receiving_all import Order, receive_on_and_on
from inspect_tui.services.watching import Watcher
from inspect_tui.store.connection import Location
from inspect_tui.store.store import open_store
from services.laptops import CATALOG, Laptop

Make = Callable[..., Laptop]


class Script(threading.Event):
    """Does the next thing each time somebody would wait, and stops the watching after the last one."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        super().__init__()
        self.steps = list(steps)
        self.told: list[Outcome] = []

    def wait(self, timeout: float | None = None) -> bool:
        if not self.steps:
            self.set()
        else:
            self.steps.pop(0)()
        return self.is_set()


def nothing() -> None:
    """Let a round pass."""


def watch(home: Path, folder: Path, script: Script, **options: Any) -> Outcome:
    setup = Setup(Home(home), Location(home / "store.db"), "", "vi")
    order = Order((str(folder),), **options)
    return receive_on_and_on(setup, order, CATALOG, script.told.append, stop=script)


def trust(home: Path, one: Laptop) -> None:
    home.mkdir(parents=True, exist_ok=True)
    key = {"name": one.name, "key": one.identity.public.public_key, "added_at": "2021-07-30T01:00:00.000Z"}
    (home / "trust.json").write_text(json.dumps({"version": 1, "keys": [key]}))


def rounds(script: Script) -> list[tuple[int, int, list[str]]]:
    return [(one.received, one.duplicates, [told.code for told in one.quarantined]) for one in script.told]


def test_what_comes_is_received_once_it_rests(laptop: Make, tmp_path: Path) -> None:
    one, home, folder = laptop("một"), tmp_path / "hq", tmp_path / "vào"
    folder.mkdir()
    trust(home, one)
    session = one.begin()
    first = one.export(session).read_bytes()
    one.record(session, {"record": "note", "text": "sau"})
    second = one.export(session).read_bytes()
    grows = folder / "lớn dần.itui"

    def grow(part: bytes) -> Callable[[], object]:
        def write() -> None:
            with grows.open("ab") as file:
                file.write(part)

        return write

    def copy() -> None:
        (folder / "sẵn.itui").write_bytes(first)
        (folder / "dở.itui.part").write_bytes(second[:100])
        (folder / ".ẩn.itui").write_bytes(second[:100])

    script = Script(
        copy, nothing, grow(second[:500]), grow(second[500:900]), grow(second[900:]), nothing, nothing, nothing
    )
    whole = watch(home, folder, script)
    assert rounds(script) == [(1, 0, []), (1, 0, [])]
    assert (whole.received, whole.merged, len(whole.receipts)) == (2, 2, 2)


def test_a_copy_that_stops_half_way_waits_and_comes_in_when_it_is_whole(laptop: Make, tmp_path: Path) -> None:
    one, home, folder = laptop("một"), tmp_path / "hq", tmp_path / "vào"
    folder.mkdir()
    trust(home, one)
    data = one.export(one.begin()).read_bytes()
    path = folder / "tệp.itui"
    path.write_bytes(data[:-200])
    script = Script(nothing, nothing, nothing, lambda: path.write_bytes(data), nothing, nothing)
    watch(home, folder, script)
    assert rounds(script) == [(0, 0, ["cut_short"]), (1, 0, [])]


def test_a_new_key_in_the_list_lets_what_waits_in(laptop: Make, tmp_path: Path) -> None:
    one, home, folder = laptop("một"), tmp_path / "hq", tmp_path / "vào"
    folder.mkdir()
    (folder / "tệp.itui").write_bytes(one.export(one.begin()).read_bytes())
    script = Script(nothing, nothing, lambda: trust(home, one), nothing, nothing)
    watch(home, folder, script)
    assert rounds(script) == [(0, 0, ["unknown_signer"]), (1, 0, [])]


def test_a_folder_that_goes_and_comes_and_a_store_in_use_end_nothing(laptop: Make, tmp_path: Path) -> None:
    one, home, folder = laptop("một"), tmp_path / "hq", tmp_path / "vào"
    folder.mkdir()
    trust(home, one)
    (folder / "tệp.itui").write_bytes(one.export(one.begin()).read_bytes())
    in_use = open_store(Location(home / "store.db"))
    script = Script(
        nothing, nothing, lambda: folder.rename(tmp_path / "rút"), nothing, in_use.close,
        lambda: (tmp_path / "rút").rename(folder), nothing, nothing,
    )  # fmt: skip
    watch(home, folder, script)
    assert rounds(script) == [(1, 0, [])]


def test_a_file_of_a_watched_folder_is_looked_at_again_only_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.itui"
    path.write_bytes(b"1")
    watcher = Watcher([tmp_path], tmp_path / "trust.json")
    assert watcher.look() == []
    assert watcher.look() == [path]
    assert watcher.look() == [path], "until somebody says that it is done"
    watcher.done([path], [])
    assert watcher.look() == []
    path.write_bytes(b"22")
    assert watcher.look() == []
    assert watcher.look() == [path]


def test_a_fault_over_one_file_ends_no_watching(laptop: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, home, folder = laptop("một"), tmp_path / "hq", tmp_path / "vào"
    folder.mkdir()
    trust(home, one)
    data = [one.export(one.begin()).read_bytes() for _ in range(2)]
    real = receiving.Receiver._write

    def write(self: receiving.Receiver, path: Path, file: SessionFile) -> Any:
        if path.name == "a.itui":
            raise RecursionError
        return real(self, path, file)

    monkeypatch.setattr(receiving.Receiver, "_write", write)
    (folder / "a.itui").write_bytes(data[0])
    script = Script(nothing, nothing, lambda: (folder / "b.itui").write_bytes(data[1]), nothing, nothing, nothing)
    watch(home, folder, script)
    assert rounds(script) == [(0, 0, ["fault"]), (1, 0, [])]
    assert len(list((home / "logs").glob("crash-*.txt"))) == 1
