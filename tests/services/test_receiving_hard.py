"""Receiving where it is hard: killed in the middle, two at once, an attachment of full size."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from inspect_tui.store.connection import Location
from inspect_tui.store.copies import check
from inspect_tui.store.store import open_store
from services.laptops import Clock, Laptop

Make = Callable[..., Laptop]
RECEIVE = "import sys; from inspect_tui.cli import main; sys.exit(main(sys.argv[1:]))"


def files_of_a_meeting(laptop: Make, count: int) -> tuple[str, list[Path], list[Laptop]]:
    """Return a session, and files of it from several laptops that all took notes."""
    first = laptop("một")
    session = first.begin()
    ids = first.record(session, *({"record": "task", "content": f"Nhiệm vụ {n}"} for n in range(20)))
    start = first.export(session)
    team = [first, *(laptop(f"máy {n}") for n in range(2, 5))]
    for one in team[1:]:
        one.receive(start)
    files = [start]
    for number in range(count - 1):
        one = team[number % len(team)]
        photo = one.home / "ảnh.jpg"
        photo.write_bytes(b"x" * (200_000 + number % 3))
        one.record(
            session,
            {"record": "note", "text": f"Ý kiến {number}", "tasks": [ids[number % 20]]},
            {"record": "task", "id": ids[number % 20], "remark": f"Của {one.name}: {number}"},
            {"record": "attachment", "file": str(photo)},
        )
        files.append(one.export(session))
    return session, files, team


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_kill_in_the_middle_leaves_a_whole_store_and_the_rest_to_be_received(laptop: Make, tmp_path: Path) -> None:
    session, files, team = files_of_a_meeting(laptop, 12)
    folder, home = tmp_path / "vào", tmp_path / "hq"
    folder.mkdir()
    home.mkdir()
    for number, path in enumerate(files):
        (folder / f"{number:02}.itui").write_bytes(path.read_bytes())
    keys = [{"name": one.name, "key": one.identity.public.public_key, "added_at": "2021-07-30T01:00:00.000Z"}
            for one in team]  # fmt: skip
    (home / "trust.json").write_text(json.dumps({"version": 1, "keys": keys}))
    environment = {**os.environ, "INSPECT_TUI_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    receipts = home / "receipts"
    for wanted in (1, 4, 9):
        words = [sys.executable, "-c", RECEIVE, "receive", str(folder), "--json"]
        child = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL)
        end = time.monotonic() + 60
        # Receipts come in the order of the files, so they tell where it is.
        while time.monotonic() < end and len(list(receipts.glob("*.itui-receipt"))) < wanted and child.poll() is None:
            time.sleep(0.001)
        child.send_signal(signal.SIGKILL)
        child.wait()
        check(home / "store.db", "")
        with open_store(Location(home / "store.db"), clock=Clock()) as store:
            assert store.check_rows(session) == []
            contents = [row[0] for row in store.database.execute_sql("SELECT DISTINCT sha256 FROM blob").fetchall()]
            for digest in contents:
                assert hashlib.sha256(b"".join(store.blob(digest))).hexdigest() == digest
    done = subprocess.run(
        [sys.executable, "-c", RECEIVE, "receive", str(folder), "--json"],
        env=environment,
        capture_output=True,
        check=True,
    )
    outcome = json.loads(done.stdout)
    assert (outcome["received"] + outcome["duplicates"], outcome["quarantined"]) == (12, [])
    assert len(list(receipts.glob("*.itui-receipt"))) == 12
    for one in team[1:]:
        team[0].receive(one.export(session))
    with open_store(Location(home / "store.db"), clock=Clock()) as store:
        assert {e.hash for e in store.entries(session)} == {e.hash for e in team[0].store.entries(session)}


def test_two_receivers_of_one_server(laptop: Make, postgres: Callable[[], str], tmp_path: Path) -> None:
    session, files, team = files_of_a_meeting(laptop, 16)
    location = Location.parse(postgres())
    both = [Laptop(tmp_path / f"hq {n}", f"hq {n}", location=location) for n in (1, 2)]
    for one in both:
        for other in team:
            one.believes(other)
    threads = [threading.Thread(target=one.receive, args=(files if one is both[0] else files[::-1])) for one in both]
    outcomes: list[int] = []
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in both:
        again = one.receive(*files)
        outcomes.append(again.duplicates)
    assert outcomes == [16, 16]
    for one in team[1:]:
        team[0].receive(one.export(session))
    assert both[0].show(session) == both[1].show(session) == team[0].show(session)
    assert both[0].store.check_rows(session) == []
    for digest in {str(a["sha256"]) for a in json.loads(both[0].show(session))["attachments"]}:
        assert hashlib.sha256(b"".join(both[0].store.blob(digest))).hexdigest() == digest
    for one in both:
        one.store.close()


@pytest.mark.slow
def test_an_attachment_of_full_size_needs_no_memory_of_its_size(laptop: Make, tmp_path: Path) -> None:
    import tracemalloc

    one, hq = laptop("một"), laptop("hq")
    session = one.begin()
    photo = tmp_path / "phim.bin"
    with photo.open("wb") as file:
        for _ in range(100):
            file.write(os.urandom(1 << 20))
    one.record(session, {"record": "attachment", "file": str(photo)})
    for path in (one.export(session), one.export(session, to=(hq,))):
        tracemalloc.start()
        outcome = hq.receive(path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert outcome.quarantined == []
        assert peak < 24 << 20
