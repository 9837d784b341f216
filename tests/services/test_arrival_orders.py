"""Four files of one session in all 24 orders: the same bytes of `session show` on every kind of store."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from inspect_tui.services.signing import amend
from inspect_tui.store.connection import Location
from inspect_tui.store.store import open_store
from services.laptops import Clock, Laptop

Make = Callable[..., Laptop]
PASSPHRASE = "mật khẩu thử"


@pytest.fixture
def files(laptop: Make, tmp_path: Path) -> tuple[str, list[Path], list[Laptop]]:
    """A session's files from four laptops: conflicts, a delete against an edit, an entry later than a signing."""
    first, second, third, fourth = (laptop(f"máy {n}") for n in range(1, 5))
    session = first.begin()
    photo = tmp_path / "ảnh.jpg"
    photo.write_bytes(b"\xff\xd8" + bytes(range(256)) * 300)
    task, other, note, _ = first.record(
        session,
        {"record": "task", "content": "Nhiệm vụ một", "deadline": "2021-06-30"},
        {"record": "task", "content": "Nhiệm vụ hai", "deadline": "2021-07-30"},
        {"record": "note", "text": "Ý kiến đầu"},
        {"record": "note", "text": "Ý kiến sau"},
    )
    start = first.export(session)
    for one in (second, third, fourth):
        one.receive(start)
    first.record(
        session,
        {"record": "task", "id": task, "verdict": "not_done", "cause": "Chưa có kinh phí"},
        {"record": "note", "id": note, "delete": True},
    )
    second.record(
        session,
        {"record": "task", "id": task, "verdict": "done", "completed_on": "2021-06-29"},
        {"record": "note", "id": note, "text": "Ý kiến đầu, đã sửa"},
        {"record": "attachment", "file": str(photo), "tasks": [task]},
    )
    third.record(
        session,
        {"record": "task", "id": other, "remark": "Đã có dự thảo"},
        {"record": "session", "chair": "Trưởng đoàn"},
    )
    fourth.receive(first.export(session))
    fourth.sign(session)
    team = [first, second, third, fourth]
    return session, [one.export(session, to=(first, second)) for one in team], team


def test_the_order_of_arrival_does_not_matter(
    files: tuple[str, list[Path], list[Laptop]], tmp_path: Path, postgres: Callable[[], str]
) -> None:
    session, paths, team = files
    reader = team[0]
    empty = tmp_path / "trống.db"
    for passphrase in ("", PASSPHRASE):
        open_store(Location(empty.with_suffix(f".{len(passphrase)}")), passphrase=passphrase).close()
    places: list[tuple[Location, str, list[tuple[Path, ...]]]] = []
    orders = list(itertools.permutations(paths))
    for passphrase in ("", PASSPHRASE):
        for number, order in enumerate(orders):
            place = tmp_path / f"{number}-{len(passphrase)}.db"
            shutil.copyfile(empty.with_suffix(f".{len(passphrase)}"), place)
            places.append((Location(place), passphrase, [order]))
    places.append((Location.parse(postgres()), "", [orders[7]]))
    shown = set()
    for location, passphrase, wanted in places:
        hq = Laptop(tmp_path / "hq", "hq", location=location, passphrase=passphrase, clock=Clock())
        hq.identity, hq.trusted = reader.identity, reader.trusted
        for order in wanted:
            assert hq.receive(*order, order[0]).quarantined == []
        assert hq.store.check_rows(session) == []
        shown.add(hq.show(session))
        hq.store.close()
    assert len(shown) == 1
    found = json.loads(shown.pop())
    assert found["state"] == "signed"
    assert {(o["record"], o["field"]) for o in found["outside"]} >= {
        ("task", "verdict"), ("note", "text"), ("attachment", "sha256"), ("session", "chair"),
    }  # fmt: skip
    assert found["tasks"][0]["verdict"] == "not_done"
    assert (found["attachments"], found["conflicts"]) == ([], []), "what came after the signing waits"


def test_the_order_does_not_matter_once_it_is_amended_either(
    files: tuple[str, list[Path], list[Laptop]], tmp_path: Path
) -> None:
    session, paths, team = files
    hq = team[0]
    hq.receive(*paths)
    assert amend(hq.store, session, reason="có thêm ý kiến").taken_in == 5
    paths = [*paths[1:], hq.export(session, to=(team[1],))]
    expected = hq.show(session)
    found = json.loads(expected)
    assert [(c["record"], c["field"]) for c in found["conflicts"]] == [("task", "verdict"), ("note", "deleted")]
    assert len(found["attachments"]) == 1
    empty = tmp_path / "trống.db"
    open_store(Location(empty)).close()
    for number, order in enumerate(itertools.permutations(paths)):
        place = tmp_path / f"{number}.db"
        shutil.copyfile(empty, place)
        one = Laptop(tmp_path / "một", "một", location=Location(place), clock=Clock())
        one.identity, one.trusted = team[1].identity, team[1].trusted
        one.receive(*order)
        assert one.show(session) == expected
        one.store.close()
