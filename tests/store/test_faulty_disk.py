"""Disks that fail, fill, tear and lose power: nothing that was committed is missing, nothing is half there.

A few faults of each kind, chosen by a seed; ``python -m benchmarks faults`` tries every one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from faulty_disk import (
    STEPS,
    Fault,
    FaultyDisk,
    Loss,
    Operation,
    Recording,
    after_power_cut,
    cut_power,
    open_at,
    record_visit,
    visit_with,
    why_no_faulty_disk,
)
from inspect_tui.services.recording import record_lines, save
from inspect_tui.services.sessions import create_session
from inspect_tui.store.errors import StoreError

pytestmark = pytest.mark.skipif(bool(why_no_faulty_disk()), reason=why_no_faulty_disk())

SEED = 20210730
PASSPHRASE = "mật khẩu của 'Tổ'"
CUTS = 30


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    return record_visit(tmp_path_factory.mktemp("recorded"))


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    return record_visit(tmp_path_factory.mktemp("encrypted"), passphrase=PASSPHRASE)


def some(recording: Recording, kind: str, count: int) -> list[Fault]:
    """Return some faults of a kind, chosen by the seed and printed."""
    of_kind = [one for one in recording.faults() if one.kind == kind]
    chosen = random.Random(f"{SEED} {kind}").sample(of_kind, min(count, len(of_kind)))
    print(f"seed {SEED}: {', '.join(map(str, chosen))}")
    return chosen


class TestFaults:
    @pytest.mark.parametrize(
        "kind",
        ["write fail", "write short", "write full", "write full and on", "sync fail", "sync fail and on", "sync delay",
         "truncate fail", "delete fail", "open fail"],
    )  # fmt: skip
    def test_what_was_committed_outlives_it(self, kind: str, recording: Recording, tmp_path: Path) -> None:
        for number, fault in enumerate(some(recording, kind, 2 if kind in ("write fail", "sync delay") else 1)):
            visit_with(fault, recording, tmp_path / str(number))

    @pytest.mark.parametrize("kind", ["write short", "sync fail"])
    def test_in_an_encrypted_store(self, kind: str, encrypted: Recording, tmp_path: Path) -> None:
        for fault in some(encrypted, kind, 1):
            visit_with(fault, encrypted, tmp_path)

    def test_the_session_meets_every_kind_of_operation(self, recording: Recording) -> None:
        assert {"open", "write", "truncate", "sync", "delete"} == {kind for kind, n in recording.counts.items() if n}
        assert {one.name for one in recording.operations} >= {"store.db", "store.db-wal"}

    @pytest.mark.parametrize("number", [1, 2, 3])
    def test_a_sync_that_fails_while_the_store_is_made(self, number: int, recording: Recording, tmp_path: Path) -> None:
        # SQLite answers a failed change of journal mode with the old mode and no error; in that mode a log that was
        # deleted may be back after a power cut, and takes the last commit with it (sqlite.org/pragma.html,
        # synchronous: EXTRA).
        visit_with(Fault("sync", number, "fail"), recording, tmp_path)

    def test_syncs_that_fail_until_the_store_is_opened_anew(self, recording: Recording, tmp_path: Path) -> None:
        # SQLite takes up the log as it can be read, and syncs only what it then adds. Where the system has given up
        # the pages of a failed sync, the log has a hole that the next power cut shows, before all later commits.
        visit_with(Fault("sync", 6, "fail", lasting=True), recording, tmp_path)

    def test_lines_whose_recording_failed_are_not_there(self, tmp_path: Path) -> None:
        with FaultyDisk(tmp_path) as disk, open_at(tmp_path / "store.db") as store:
            session = create_session(store, agency="Ban Dân tộc", held_on="2021-07-30", as_of="2021-07-16")
            disk.fault = Fault("sync", disk.counts["sync"] + 2, "fail")
            told = False
            try:
                record_lines(store, session, ['{"record": "note", "text": "Đề nghị"}'])
            except StoreError:
                told = True
            assert disk.struck_at is not None
            assert [entry.record for entry in store.entries(session)] == ["session", *([] if told else ["note"])]

    @pytest.mark.parametrize("how", ["fail", "full"])
    def test_what_is_told_is_the_disks_error(self, how: Any, tmp_path: Path) -> None:
        with FaultyDisk(tmp_path) as disk, open_at(tmp_path / "store.db") as store:
            disk.fault = Fault("write", disk.counts["write"] + 1, how)
            with pytest.raises(StoreError) as caught:
                create_session(store, agency="Ban Dân tộc", held_on="2021-07-30", as_of="2021-07-16")
        assert "rollback" not in str(caught.value.__cause__)

    def test_a_disk_that_stays_full_lets_nothing_be_told_as_saved_until_there_is_room(self, tmp_path: Path) -> None:
        with FaultyDisk(tmp_path) as disk, open_at(tmp_path / "store.db") as store:
            session = create_session(store, agency="Ban Dân tộc", held_on="2021-07-30", as_of="2021-07-16")
            disk.fault = Fault("write", disk.counts["write"] + 1, "full", lasting=True)
            for _ in range(5):
                with pytest.raises(StoreError):
                    store.put_draft(session, "note", "Đề nghị bổ sung kinh phí")
                assert store.drafts(session) == ()
            disk.mend()
            store.put_draft(session, "note", "Đề nghị bổ sung kinh phí")
            save(store, session, "note", values={"text": "Đề nghị"}, drop_drafts=["note"])
            assert store.drafts(session) == ()
        with open_at(tmp_path / "store.db") as store:
            assert [entry.record for entry in store.entries(session)] == ["session", "note"]


class TestPowerCuts:
    def test_what_was_acknowledged_before_is_there(self, recording: Recording) -> None:
        chance = random.Random(SEED)
        cuts = sorted(chance.sample(range(len(recording.operations) + 1), CUTS))
        print(f"seed {SEED}: cuts at {cuts}")
        for cut in cuts:
            cut_power(recording, cut, chance)

    def test_right_after_each_acknowledgement(self, recording: Recording) -> None:
        for cut, _ in recording.acknowledged:
            cut_power(recording, cut, Always("nothing"))

    def test_in_an_encrypted_store(self, encrypted: Recording) -> None:
        chance = random.Random(SEED)
        for cut in chance.sample(range(len(encrypted.operations) + 1), 4):
            cut_power(encrypted, cut, chance)

    def test_a_store_that_does_not_sync_its_commits_is_found_out(self, tmp_path: Path) -> None:
        careless = record_visit(tmp_path, prepare="PRAGMA synchronous=NORMAL")
        lost = 0
        for cut, _ in careless.acknowledged:
            try:
                cut_power(careless, cut, Always("nothing"))
            except Loss:
                lost += 1
        assert lost > 10

    def test_a_store_that_tells_before_it_commits_is_found_out(self, recording: Recording) -> None:
        places = [0, *(place for place, _ in recording.acknowledged)]
        hasty = replace(
            recording,
            acknowledged=tuple(
                (place, state) for place, (_, state) in zip(places, recording.acknowledged, strict=False)
            ),
        )
        committing = 1 + [name for name, _ in STEPS].index("signing")
        with pytest.raises(Loss):
            cut_power(hasty, places[committing - 1], Always("nothing"))


class Always(random.Random):
    """Chance that always chooses one thing."""

    def __init__(self, choice: str) -> None:
        super().__init__(0)
        self._choice = choice

    def choice(self, _: Any) -> Any:
        return self._choice


class TestTheLayer:
    @pytest.fixture
    def disk(self, tmp_path: Path) -> Iterator[FaultyDisk]:
        with FaultyDisk(tmp_path / "disk") as disk:
            disk.folder.mkdir()
            yield disk

    def connect(self, path: Path) -> Any:
        from sqlcipher3 import dbapi2

        return dbapi2.connect(str(path), isolation_level=None)

    def test_files_elsewhere_are_left_alone(self, disk: FaultyDisk, tmp_path: Path) -> None:
        disk.fault = Fault("write", 1, "fail", lasting=True)
        connection = self.connect(tmp_path / "elsewhere.db")
        connection.execute("CREATE TABLE a (b)")
        connection.close()
        assert disk.operations == []

    @pytest.mark.parametrize(("how", "words"), [("fail", "disk I/O error"), ("short", "disk I/O error"),
                                                ("full", "database or disk is full")])  # fmt: skip
    def test_a_write_that_goes_wrong_is_told_to_sqlite(self, how: Any, words: str, disk: FaultyDisk) -> None:
        connection = self.connect(disk.folder / "a.db")
        connection.execute("CREATE TABLE a (b)")
        before = len(disk.operations)
        disk.fault = Fault("write", disk.counts["write"] + 2, how)
        with pytest.raises(Exception, match=words):
            connection.execute("INSERT INTO a VALUES (1)")
        failed = next(one for one in disk.operations[before:] if not one.done)
        assert failed.kind == "write"
        assert bool(failed.data) == (how == "short")
        disk.mend()
        connection.execute("INSERT INTO a VALUES (2)")
        assert connection.execute("SELECT b FROM a").fetchall() == [(2,)]
        connection.close()

    def test_what_is_written_down_is_what_lies_in_the_files(self, disk: FaultyDisk, tmp_path: Path) -> None:
        connection = self.connect(disk.folder / "a.db")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE a (b)")
        connection.execute("INSERT INTO a VALUES (zeroblob(9000))")
        after_power_cut(disk.operations, len(disk.operations), Always("all"), tmp_path / "found")
        for name in ("a.db", "a.db-wal"):
            assert (tmp_path / "found" / name).read_bytes() == (disk.folder / name).read_bytes()
        connection.close()


class TestTheModel:
    MADE = Operation("open", "log", made=True, folder=True)
    SYNC = Operation("sync", "log")
    OLD = Operation("write", "log", 0, b"a" * 1536)
    NEW = Operation("write", "log", 0, b"b" * 1536)

    def left(self, tmp_path: Path, *operations: Operation) -> set[bytes | None]:
        """Return all that may be found in the file, over many cuts."""
        found: set[bytes | None] = set()
        for seed in range(400):
            folder = tmp_path / str(seed)
            folder.mkdir()
            after_power_cut(operations, len(operations), random.Random(seed), folder)
            found.add((folder / "log").read_bytes() if (folder / "log").exists() else None)
        return found

    def test_what_was_synced_is_there(self, tmp_path: Path) -> None:
        assert self.left(tmp_path, self.MADE, self.OLD, self.SYNC) == {b"a" * 1536}

    def test_a_later_write_is_there_missing_or_torn_at_sectors(self, tmp_path: Path) -> None:
        found = self.left(tmp_path, self.MADE, self.OLD, self.SYNC, self.NEW)
        sectors = (b"a" * 512, b"b" * 512)
        assert found == {one + two + three for one in sectors for two in sectors for three in sectors}

    def test_a_name_is_sure_only_when_its_folder_was_synced(self, tmp_path: Path) -> None:
        database = Operation("open", "log", made=True)
        assert None in self.left(tmp_path, database, self.OLD, self.SYNC)

    def test_a_deletion_is_sure_only_when_its_folder_was_synced(self, tmp_path: Path) -> None:
        made = (self.MADE, self.OLD, self.SYNC)
        assert self.left(tmp_path, *made, Operation("delete", "log", folder=True)) == {None}
        (tmp_path / "again").mkdir()
        assert self.left(tmp_path / "again", *made, Operation("delete", "log")) == {None, b"a" * 1536}

    def test_a_sync_that_succeeds_does_not_vouch_for_one_that_failed(self, tmp_path: Path) -> None:
        failed = Operation("sync", "log", done=False)
        found = self.left(tmp_path, self.MADE, self.OLD, self.SYNC, self.NEW, failed, self.SYNC)
        assert {b"a" * 1536, b"b" * 1536} <= found
