"""Files that are committed together: each is taken whole or not at all, and answered only after its commit."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.exchange import receipts
from inspect_tui.services import receiving
from inspect_tui.services.receiving import GROUP_FILES
from inspect_tui.store import received as received_files
from inspect_tui.store.connection import Location
from inspect_tui.store.copies import check
from inspect_tui.store.errors import StoreError
from inspect_tui.store.store import Store, open_store
from services.laptops import Clock, Laptop

Make = Callable[..., Laptop]


@pytest.fixture(params=["sqlite", "postgres"])
def hq(request: pytest.FixtureRequest, laptop: Make) -> Laptop:
    if request.param == "postgres":
        return laptop("hq", location=Location.parse(request.getfixturevalue("postgres")()))
    return laptop("hq")


def sessions_of(one: Laptop, count: int) -> list[Path]:
    """Return files of as many sessions."""
    made = []
    for number in range(count):
        session = one.begin(f"Cơ quan {number}")
        one.record(session, {"record": "note", "text": f"Ý kiến {number}"})
        made.append(one.export(session))
    return made


def received(store: Store) -> set[str]:
    return {row[0] for row in store.database.execute_sql('SELECT "sha256" FROM "received"').fetchall()}


@contextmanager
def commits_counted(monkeypatch: pytest.MonkeyPatch, store: Store) -> Iterator[list[int]]:
    """Count the commits in which files are noted."""
    seen: list[int] = []
    whole = Store.transaction

    @contextmanager
    def counted(self: Store) -> Iterator[None]:
        outer, before = not self.database.in_transaction(), len(received(self))
        with whole(self):
            yield
        if outer and (more := len(received(self)) - before):
            seen.append(more)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "transaction", counted)
        yield seen


def test_many_files_share_commits_and_give_what_one_by_one_gives(
    hq: Laptop, laptop: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "GROUP_SECONDS", 3600.0)
    one, single, stranger = laptop("một"), laptop("lẻ"), Laptop(tmp_path / "lạ", "người lạ")
    files = sessions_of(one, GROUP_FILES + 6)
    again, damaged = tmp_path / "một lần nữa.itui", tmp_path / "hỏng.itui"
    again.write_bytes(files[2].read_bytes())
    damaged.write_bytes(files[0].read_bytes()[:-9])
    files[4:4] = [again]
    files[9:9] = [damaged, *sessions_of(stranger, 1)]
    stranger.store.close()
    with commits_counted(monkeypatch, hq.store) as commits:
        together = hq.receive(*files)
    receiver = single.receiver()
    taken = [receiver.take(path) for path in files]
    assert commits == [4, 4, GROUP_FILES - 2]
    assert taken.count(False) == 2
    ours, theirs = together.as_json(), receiver.outcome.as_json()
    names = [[Path(path).name for path in outcome.pop("receipts")] for outcome in (ours, theirs)]
    assert ours == theirs
    assert names[0] == names[1]
    for session in together.sessions:
        assert hq.show(session) == single.show(session)
        assert hq.store.check_rows(session) == []


def test_no_receipt_is_written_before_its_commit(hq: Laptop, laptop: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    one = laptop("một")
    whole, told = receipts.write_receipt, []

    def write(path: Path, receipt: Any, identity: Any) -> Any:
        assert not hq.store.database.in_transaction()
        assert receipt.file_sha256 in received(hq.store)
        told.append(receipt.file_sha256)
        return whole(path, receipt, identity)

    monkeypatch.setattr(receipts, "write_receipt", write)
    assert hq.receive(*sessions_of(one, 5)).received == len(told) == 5


@pytest.mark.parametrize("passes", [False, True])
def test_one_that_cannot_be_written_takes_no_other_with_it(
    hq: Laptop, laptop: Make, monkeypatch: pytest.MonkeyPatch, passes: bool
) -> None:
    monkeypatch.setattr(receiving, "GROUP_SECONDS", 3600.0)
    one = laptop("một")
    files, whole = sessions_of(one, 6), received_files.note_received
    failed: list[str] = []

    def note(store: Store, file: Any, path: str) -> None:
        whole(store, file, path)
        if path == str(files[3]) and not (passes and failed):
            failed.append(path)
            raise StoreError("full", path="x")

    monkeypatch.setattr(receiving, "note_received", note)
    if passes:
        assert hq.receive(*files).received == 6
    else:
        with pytest.raises(StoreError):
            hq.receive(*files)
    wanted = 6 if passes else 3
    assert len(received(hq.store)) == wanted == len(list(hq.receipts.iterdir()))
    assert len(hq.store.database.execute_sql('SELECT DISTINCT "session_id" FROM "entry"').fetchall()) == wanted


KILLED = """
import os, signal, sys
from inspect_tui.cli import main
from inspect_tui.exchange import receipts
from inspect_tui.store.journal import JournalWriter
from inspect_tui.store.store import Store

place, moment, calls = sys.argv[1], int(sys.argv[2]), [0]

def killing(owner, name):
    whole = getattr(owner, name)
    def call(*given, **named):
        calls[0] += 1
        if calls[0] == moment: os.kill(os.getpid(), signal.SIGKILL)
        return whole(*given, **named)
    setattr(owner, name, call)

killing(*{"entries": (JournalWriter, "_save_entries"), "receipts": (receipts, "write_receipt")}[place])
sys.exit(main(sys.argv[3:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize(("place", "moment"), [("entries", 2), ("entries", 7), ("receipts", 1), ("receipts", 4)])
def test_a_kill_in_a_group_leaves_whole_files_and_no_receipt_for_what_is_not_there(
    laptop: Make, tmp_path: Path, place: str, moment: int
) -> None:
    one, folder, home = laptop("một"), tmp_path / "vào", tmp_path / "hq"
    folder.mkdir()
    home.mkdir()
    for number, path in enumerate(sessions_of(one, 9)):
        (folder / f"{number:02}.itui").write_bytes(path.read_bytes())
    keys = [{"name": "một", "key": one.identity.public.public_key, "added_at": "2021-07-30T01:00:00.000Z"}]
    (home / "trust.json").write_text(json.dumps({"version": 1, "keys": keys}))
    environment = {**os.environ, "INSPECT_TUI_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, "-c", KILLED, place, str(moment), "receive", str(folder), "--json"]
    assert subprocess.run(words, env=environment, check=False).returncode == -signal.SIGKILL
    check(home / "store.db", "")
    with open_store(Location(home / "store.db"), clock=Clock()) as store:
        there = received(store)
        counts = dict(
            store.database.execute_sql('SELECT "session_id", COUNT(*) FROM "entry" GROUP BY "session_id"').fetchall()
        )
        assert len(counts) == len(there)
        assert all(count == 2 and store.check_rows(session) == [] for session, count in counts.items())
    written = list((home / "receipts").glob("*.itui-receipt"))
    assert {path.name.rsplit("_", 1)[1][:12] for path in written} <= {digest[:12] for digest in there}
    assert len(written) == (moment - 1 if place == "receipts" else len(there))
    words[3:5] = ["receipts", "0"]
    done = subprocess.run(words, env=environment, check=True, capture_output=True)
    outcome = json.loads(done.stdout)
    assert (outcome["received"], outcome["duplicates"]) == (9 - len(there), len(there))
    assert len(list((home / "receipts").glob("*.itui-receipt"))) == 9
