"""Receiving: good files whatever the bad ones, once and again, with receipts; bad ones wait with their reason."""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from inspect_tui.domain.journal import Change, seal
from inspect_tui.exchange import session_file
from inspect_tui.exchange.receipts import read_receipt, write_receipt
from inspect_tui.locale import Catalog
from inspect_tui.services.errors import UserError
from inspect_tui.services.receiving import find_files, take_receipts
from inspect_tui.services.receiving_all import told
from inspect_tui.services.sessions import all_sessions
from inspect_tui.services.signing import amend
from inspect_tui.store.connection import Location
from inspect_tui.store.errors import StoreError
from inspect_tui.store.received import ReceivedFile, acknowledgements, all_waiting, note_received
from inspect_tui.store.store import Store
from services.laptops import Clock, Laptop

Make = Callable[..., Laptop]
OLD_FILE = Path(__file__).parents[1] / "exchange" / "data" / "session-1.0.itui"


@pytest.fixture(params=["sqlite", "encrypted", "postgres"])
def hq(request: pytest.FixtureRequest, laptop: Make) -> Laptop:
    """Headquarters on each kind of store."""
    if request.param == "postgres":
        return laptop("hq", location=Location.parse(request.getfixturevalue("postgres")()))
    return laptop("hq", passphrase="mật khẩu" if request.param == "encrypted" else "")


def codes(outcome: object) -> list[str]:
    return [told.code for told in outcome.quarantined]  # type: ignore[attr-defined]


def test_a_file_is_taken_once_and_answered_each_time(hq: Laptop, laptop: Make) -> None:
    one = laptop("một")
    session = one.begin()
    one.record(session, {"record": "note", "text": "Đã nghe báo cáo"}, {"record": "task", "content": "Nhiệm vụ"})
    path = one.export(session, to=(hq,))
    first = hq.receive(path)
    assert (first.received, first.duplicates, first.merged, first.quarantined) == (1, 0, 3, [])
    assert hq.show(session) == one.show(session)
    (receipt,) = first.receipts
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert receipt.name == f"{session}_{one.store.device}_1_{digest[:12]}.itui-receipt"
    said = read_receipt(receipt, trusted={hq.identity.public.public_key: "Trụ sở"})
    assert (said.session, said.file_sha256, said.merged, said.conflicts) == (session, digest, 3, 0)
    assert (said.counts["entries"], said.counts["notes"]) == (3, 1)
    receipt.unlink()
    again = hq.receive(path)
    assert (again.received, again.duplicates, again.merged, again.receipts) == (0, 1, 0, [receipt])
    assert read_receipt(receipt, trusted={hq.identity.public.public_key: "Trụ sở"}).merged == 0
    assert hq.store.check_rows(session) == []


def test_an_older_file_and_a_new_name_have_nothing_new(hq: Laptop, laptop: Make, tmp_path: Path) -> None:
    one = laptop("một")
    session = one.begin()
    older = one.export(session)
    one.record(session, {"record": "note", "text": "sau"})
    newer = one.export(session)
    renamed = tmp_path / "ten-khac.bin"
    renamed.write_bytes(newer.read_bytes())
    outcome = hq.receive(newer, older, renamed)
    assert (outcome.received, outcome.duplicates, outcome.quarantined) == (1, 2, [])
    assert len(outcome.receipts) == 2, "the same file has one receipt"


def test_good_files_come_in_whatever_the_bad_ones(hq: Laptop, laptop: Make, tmp_path: Path) -> None:
    one, stranger = laptop("một"), Laptop(tmp_path / "lạ", "người lạ")
    session, others = one.begin(), stranger.begin()
    good = one.export(session)
    damaged = tmp_path / "hỏng.itui"
    data = bytearray(good.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    cut = tmp_path / "cụt.itui"
    cut.write_bytes(good.read_bytes()[:-50])
    words = tmp_path / "chữ.itui"
    words.write_text("không phải tệp phiên")
    (tmp_path / "trống.itui").touch()
    sealed = one.export(session, to=(stranger,))
    unknown = stranger.export(others)
    stranger.store.close()
    outcome = hq.receive(words, damaged, unknown, sealed, cut, tmp_path / "trống.itui", good)
    assert (outcome.received, outcome.duplicates) == (1, 0)
    assert codes(outcome) == [
        "not_a_session_file", "damaged", "unknown_signer", "not_for_us", "cut_short", "empty_file",
    ]  # fmt: skip
    assert all(told.words and "{" not in told.words for told in outcome.quarantined)
    assert [w.path for w in all_waiting(hq.store)] == sorted(str(t.file) for t in outcome.quarantined)
    assert not hq.store.has_session(others)
    assert [s.session.id for s in all_sessions(hq.store)] == [session]


def test_what_waits_is_tried_again(hq: Laptop, laptop: Make, tmp_path: Path) -> None:
    stranger = Laptop(tmp_path / "lạ", "người lạ")
    session = stranger.begin()
    kept, moved = stranger.export(session), stranger.export(session)
    away = tmp_path / "thẻ nhớ"
    away.mkdir()
    on_stick = away / "tệp.itui"
    on_stick.write_bytes(kept.read_bytes()[:-1])
    assert codes(hq.receive(kept, moved, on_stick)) == ["unknown_signer", "unknown_signer", "cut_short"]
    assert sorted(codes(hq.receiver().retry())) == ["cut_short", "unknown_signer", "unknown_signer"]
    moved.unlink()
    away.rename(tmp_path / "đã rút")
    hq.believes(stranger)
    outcome = hq.receiver().retry()
    assert (outcome.received, codes(outcome)) == (1, ["not_here"])
    assert [w.path for w in all_waiting(hq.store)] == [str(on_stick)]
    (tmp_path / "đã rút").rename(away)
    on_stick.write_bytes(kept.read_bytes())
    outcome = hq.receiver().retry()
    assert (outcome.duplicates, codes(outcome), all_waiting(hq.store)) == (1, [], [])
    stranger.store.close()


def test_a_file_whose_signer_is_believed_no_more_is_refused_again(hq: Laptop, laptop: Make) -> None:
    one = laptop("một")
    path = one.export(one.begin())
    assert hq.receive(path).received == 1
    hq.trusted.clear()
    assert codes(hq.receive(path)) == ["unknown_signer"]


def test_files_of_the_first_format_are_taken_where_that_is_asked_for(hq: Laptop) -> None:
    refused = hq.receive(OLD_FILE)
    assert (refused.received, codes(refused)) == (0, ["unsigned"])
    taken = hq.receive(OLD_FILE, unsigned=True)
    assert (taken.received, codes(taken), len(taken.receipts)) == (1, [], 1)
    assert codes(hq.receive(OLD_FILE)) == ["unsigned"]


def test_conflicts_and_late_entries_are_counted(hq: Laptop, laptop: Make) -> None:
    one, other = laptop("một"), laptop("hai")
    session = one.begin()
    (task,) = one.record(session, {"record": "task", "content": "Nhiệm vụ"})
    other.receive(one.export(session))
    one.record(session, {"record": "task", "id": task, "verdict": "done"})
    other.record(session, {"record": "task", "id": task, "verdict": "not_done"})
    files = one.export(session), other.export(session)
    assert hq.receive(*files).conflicts == 1
    (summary,) = all_sessions(hq.store)
    assert summary.conflicts == 1
    one.sign(session)
    signed = one.export(session)
    outcome = hq.receive(signed)
    shown = json.loads(hq.show(session))
    assert (outcome.conflicts, shown["conflicts"], shown["outside_signed"]) == (0, [], 1)
    (summary,) = all_sessions(hq.store)
    assert (summary.conflicts, summary.outside) == (0, 1)
    assert amend(hq.store, session, reason="xem lại").taken_in == 1
    assert hq.receive(signed).conflicts == 1


def test_a_copied_store_forks_and_both_branches_are_kept(hq: Laptop, laptop: Make, tmp_path: Path) -> None:
    one = laptop("một")
    session = one.begin()
    hq.receive(one.export(session))
    one.store.close()
    copy = tmp_path / "bản sao.db"
    copy.write_bytes((one.home / "store.db").read_bytes())
    branches = []
    for number, place in enumerate((one.home / "store.db", copy)):
        again = Laptop(tmp_path / f"nhánh {number}", f"nhánh {number}", location=Location(place))
        again.identity = one.identity
        again.record(session, {"record": "note", "text": f"của nhánh {number}"})
        branches.append(again.export(session))
        again.store.close()
    first, second = hq.receive(branches[0]), hq.receive(branches[1])
    assert (first.notices, [told.code for told in second.notices]) == ([], ["fork"])
    assert [n["text"] for n in json.loads(hq.show(session))["notes"]] == ["của nhánh 0", "của nhánh 1"]
    hq.sign(session)
    assert json.loads(hq.show(session))["outside_signed"] == 0
    third = laptop("ba")
    assert third.receive(hq.export(session)).received == 1, "a signing over a fork is a valid file"
    assert third.show(session) == hq.show(session)


def test_one_id_with_two_contents_is_kept_twice_and_told(hq: Laptop, laptop: Make) -> None:
    one = laptop("một")
    session = one.begin()
    one.record(session, {"record": "note", "text": "thật"})
    hq.receive(one.export(session))
    entries = one.store.entries(session)
    forged = seal(replace(entries[-1], fields={**entries[-1].fields, "text": Change("", "giả")}, hash=""))
    one.store.journal.absorb([forged])
    outcome = hq.receive(one.export(session))
    assert (outcome.received, outcome.merged) == (1, 1)
    assert "fork" in [told.code for told in outcome.notices]
    assert len(hq.store.entries(session)) == len(entries) + 1


@pytest.mark.skipif(sys.platform != "linux", reason="names are text on this system")
def test_a_name_that_is_no_text_stops_nothing(laptop: Make, tmp_path: Path) -> None:
    hq, one = laptop("hq"), laptop("một")
    whole = one.export(one.begin()).read_bytes()
    folder = tmp_path / "vào"
    folder.mkdir()
    for name in (b"a\xff.itui", b"b\x1b[2J\nNOT.itui", b"c.itui"):
        (folder / os.fsdecode(name)).write_bytes(b"x" if name[:1] == b"b" else whole)
    outcome = hq.receive(*find_files([folder]))
    assert (outcome.received, codes(outcome)) == (1, ["name", "not_a_session_file"])
    assert not any(set("\x1b\n") & set(line) for line in told(outcome, Catalog("en")))


@pytest.mark.skipif(sys.platform == "win32", reason="no such files")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.itui")
    with pytest.raises(UserError):
        find_files([tmp_path / "a.itui"])
    assert find_files([tmp_path]) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such files")
def test_what_is_no_file_any_more_is_not_waited_for(hq: Laptop, tmp_path: Path) -> None:
    path = tmp_path / "a.itui"
    path.write_text("không phải tệp phiên")
    assert codes(hq.receive(path)) == ["not_a_session_file"]
    path.unlink()
    os.mkfifo(path)
    assert codes(hq.receiver().retry()) == ["unreadable"]


@pytest.mark.parametrize(("name", "size"), [("a.itui", 5 << 30), ("a.itui-receipt", 1 << 20)])
def test_what_is_too_big_is_not_read(
    hq: Laptop, tmp_path: Path, name: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(size)

    def digest(*_: object) -> None:
        raise AssertionError("read")

    monkeypatch.setattr(hashlib, "file_digest", digest)
    assert codes(hq.receive(tmp_path / name)) == ["too_big"]
    assert [(w.code, w.sha256) for w in all_waiting(hq.store)] == [("too_big", "")]


def test_a_file_from_the_future_is_told(hq: Laptop, laptop: Make) -> None:
    one = laptop("một", clock=Clock(timedelta(hours=3)))
    outcome = hq.receive(one.export(one.begin()))
    assert outcome.received == 1
    assert [told.code for told in outcome.notices] == ["future"]


def test_an_older_file_is_told_and_no_fault(hq: Laptop, laptop: Make) -> None:
    one = laptop("một")
    session = one.begin()
    first = one.export(session)
    one.record(session, {"record": "note", "text": "sau"})
    hq.receive(one.export(session))
    outcome = hq.receive(first)
    assert (outcome.received, outcome.duplicates, outcome.quarantined) == (0, 1, [])
    assert [told.code for told in outcome.notices] == ["older"]
    assert hq.receive(first).notices == [], "once is enough"


def test_attachments_are_streamed_and_checked(hq: Laptop, laptop: Make, tmp_path: Path) -> None:
    one = laptop("một")
    session = one.begin()
    photo = tmp_path / "ảnh.jpg"
    photo.write_bytes(random.Random(3).randbytes((5 << 20) + 17))
    one.record(session, {"record": "attachment", "file": str(photo)})
    for path in (one.export(session), one.export(session, to=(hq,))):
        assert hq.receive(path).quarantined == []
    digest = hashlib.sha256(photo.read_bytes()).hexdigest()
    assert b"".join(hq.store.blob(digest)) == photo.read_bytes()


def test_contents_travel_though_their_record_was_deleted(hq: Laptop, laptop: Make, tmp_path: Path) -> None:
    """Signed with a photo, which another laptop deletes unseen: what was signed has its photo everywhere."""
    one, two = laptop("một"), laptop("hai")
    session = one.begin()
    photo = tmp_path / "ảnh.jpg"
    photo.write_bytes(b"anh chup tai cho")
    (record,) = one.record(session, {"record": "attachment", "file": str(photo)})
    two.receive(one.export(session))
    one.sign(session)
    two.record(session, {"record": "attachment", "id": record, "delete": True})
    one.receive(two.export(session))
    assert [a["id"] for a in json.loads(one.show(session))["attachments"]] == [record]
    assert hq.receive(one.export(session)).quarantined == []
    assert [a["id"] for a in json.loads(hq.show(session))["attachments"]] == [record]
    assert b"".join(hq.store.blob(hashlib.sha256(photo.read_bytes()).hexdigest())) == photo.read_bytes()
    assert len(hq.store.entries(session)) == len(one.store.entries(session))


def test_what_changes_while_it_is_read_leaves_nothing(hq: Laptop, laptop: Make, monkeypatch: pytest.MonkeyPatch,
                                                      tmp_path: Path) -> None:  # fmt: skip
    one = laptop("một")
    session = one.begin()
    photo = tmp_path / "ảnh.jpg"
    photo.write_bytes(bytes(3 << 20))
    one.record(session, {"record": "attachment", "file": str(photo)})
    path = one.export(session)
    real = session_file.Attachments.stream

    def stream(self: session_file.Attachments, wanted: list[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
        with path.open("r+b") as file:
            file.seek(path.stat().st_size // 2)
            file.write(b"x")
        return real(self, wanted)

    monkeypatch.setattr(session_file.Attachments, "stream", stream)
    assert codes(hq.receive(path)) == ["damaged"]
    assert not hq.store.has_session(session)
    assert list(hq.store.database.execute_sql("SELECT sha256 FROM blob").fetchall()) == []


def test_a_fault_over_one_file_keeps_no_other_out(
    hq: Laptop, laptop: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    one = laptop("một")
    before, bad, after = (one.begin(agency) for agency in ("Trước", "Bí mật", "Sau"))
    paths = [one.export(session) for session in (before, bad, after)]
    real = note_received

    def note(store: Store, file: ReceivedFile, path: str) -> None:
        real(store, file, path)
        if file.session == bad:
            raise RuntimeError("Bí mật")

    monkeypatch.setattr("inspect_tui.services.receiving.note_received", note)
    logs = tmp_path / "logs"
    outcome = hq.receive(*paths, logs=logs)
    assert (outcome.received, codes(outcome)) == (2, ["fault"])
    assert [hq.store.has_session(session) for session in (before, bad, after)] == [True, False, True]
    (report,) = logs.iterdir()
    assert str(report) in outcome.quarantined[0].words
    assert "RuntimeError" in report.read_text(encoding="utf-8")
    assert "Bí mật" not in report.read_text(encoding="utf-8")
    assert [(w.path, w.code) for w in all_waiting(hq.store)] == [(str(paths[1]), "fault")]
    monkeypatch.setattr("inspect_tui.services.receiving.note_received", real)
    again = hq.receiver().retry()
    assert (again.received, again.quarantined, all_waiting(hq.store)) == (1, [], [])


def test_a_store_that_fails_ends_the_run(hq: Laptop, laptop: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    one = laptop("một")
    paths = [one.export(one.begin()) for _ in range(2)]

    def note(*_: object) -> None:
        raise StoreError("full", path="store.db")

    monkeypatch.setattr("inspect_tui.services.receiving.note_received", note)
    with pytest.raises(StoreError, match="full"):
        hq.receive(*paths)
    assert all_waiting(hq.store) == []


class TestReceipts:
    def test_a_receipt_acknowledges_the_file(self, hq: Laptop, laptop: Make) -> None:
        one = laptop("một")
        session = one.begin()
        first = hq.receive(one.export(session)).receipts
        outcome = one.receive(*first)
        assert (outcome.acknowledged, outcome.received, outcome.strangers, outcome.receipts) == (1, 0, 0, [])
        (summary,) = all_sessions(one.store)
        assert summary.is_acknowledged
        (word,) = summary.acknowledged
        assert (word.by, word.sequence) == ("hq", 1)
        one.record(session, {"record": "note", "text": "sau"})
        assert not all_sessions(one.store)[0].is_acknowledged, "there is more than has come in"
        second = one.export(session)
        (summary,) = all_sessions(one.store)
        assert not summary.is_acknowledged
        assert take_receipts_of(one, hq.receive(second).receipts) == 1
        (summary,) = all_sessions(one.store)
        assert summary.is_acknowledged
        assert [word.sequence for word in summary.acknowledged] == [1, 2]
        assert one.receive(*first).acknowledged == 1
        assert len(one.store.entries(session)) == 2, "nothing is deleted because of an export or a receipt"

    def test_a_receipt_for_another_store_is_no_fault(self, hq: Laptop, laptop: Make) -> None:
        one, other = laptop("một"), laptop("hai")
        receipts = hq.receive(one.export(one.begin())).receipts
        outcome = other.receive(*receipts)
        assert (outcome.strangers, outcome.acknowledged, outcome.quarantined) == (1, 0, [])

    def test_ones_own_word_for_ones_own_file_says_nothing(self, laptop: Make) -> None:
        one = laptop("một")
        path = one.export(one.begin())
        outcome = one.receive(path)
        assert (outcome.duplicates, outcome.received) == (1, 0)
        assert one.receive(*outcome.receipts).strangers == 1
        (summary,) = all_sessions(one.store)
        assert summary.acknowledged == ()

    def test_a_receipt_is_a_word_on_the_file_that_it_names(self, hq: Laptop, laptop: Make, tmp_path: Path) -> None:
        one = laptop("một")
        session, other = one.begin(), one.begin()
        one.export(other)
        (path,) = hq.receive(one.export(session)).receipts
        said = read_receipt(path, trusted={hq.identity.public.public_key: "hq"})
        for wrong in (replace(said, session=other), replace(said, sequence=2)):
            write_receipt(tmp_path / "khác.itui-receipt", wrong, hq.identity)
            assert one.receive(tmp_path / "khác.itui-receipt").strangers == 1
        assert acknowledgements(one.store) == {}
        write_receipt(tmp_path / "sau.itui-receipt", replace(said, received_at="2022-01-01T00:00:00.000Z"), hq.identity)
        one.receive(tmp_path / "sau.itui-receipt", path)
        assert [word.at for word in acknowledgements(one.store)[session]] == ["2022-01-01T00:00:00.000Z"]

    def test_a_receipt_of_a_stranger_or_a_damaged_one_waits(self, laptop: Make, tmp_path: Path) -> None:
        one, far = laptop("một"), Laptop(tmp_path / "xa", "xa")
        far.believes(one)
        path = one.export(one.begin())
        (receipt,) = far.receive(path).receipts
        far.store.close()
        broken = tmp_path / "hỏng.itui-receipt"
        broken.write_bytes(receipt.read_bytes()[:-3] + b"abc")
        assert codes(one.receive(receipt, broken)) == ["unknown_signer", "damaged"]
        one.believes(far)
        assert one.receiver().retry().acknowledged == 1


def take_receipts_of(one: Laptop, paths: list[Path]) -> int:
    """Take receipts in as `sync` does, with the lists of the home."""
    from inspect_tui.services.home import Home

    keys = [{"name": name, "key": key, "added_at": "2021-07-30T01:00:00.000Z"} for key, name in one.trusted.items()]
    (one.home / "trust.json").write_text(json.dumps({"version": 1, "keys": keys}))
    return take_receipts(one.store, Home(one.home), paths)[0]


@pytest.mark.skipif(os.name == "nt", reason="the lock is taken by another handle of this process")
def test_a_second_receiver_of_a_sqlite_store_is_told_that_it_is_in_use(laptop: Make, tmp_path: Path) -> None:
    one = laptop("một")
    with pytest.raises(StoreError) as refused:
        Laptop(tmp_path / "khác", "khác", location=Location(one.home / "store.db"))
    assert refused.value.code == "busy"
