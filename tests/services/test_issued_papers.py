"""What a clerk does with a paper after the meeting: number, day and scan change nothing of what was signed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.domain.records import FieldError
from inspect_tui.exchange.session_file import verify_session_file
from inspect_tui.services.errors import UserError
from inspect_tui.services.recording import save
from inspect_tui.services.signing import amend
from inspect_tui.services.undoing import undo
from inspect_tui.store.errors import StoreError
from inspect_tui.store.reading import attached_contents
from services.laptops import Laptop

SCAN = b"%PDF-1.4 two signed pages"
DIGEST = hashlib.sha256(SCAN).hexdigest()


@pytest.fixture
def one(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path / "one", "Thư ký")


@pytest.fixture
def session(one: Laptop) -> str:
    made = one.begin()
    one.record(made, {"record": "task", "content": "Rà soát danh sách xã", "deadline": "2021-06-30"})
    one.record(made, {"record": "note", "speaker": "Đại diện Sở Nội vụ", "text": "Đã trình, chưa ban hành"})
    return made


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "bien-ban-da-ky.pdf"
    path.write_bytes(SCAN)
    return path


def shown(laptop: Laptop, session: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(laptop.show(session))
    return data


def test_number_day_and_scan_leave_what_was_signed(one: Laptop, session: str, scan: Path) -> None:
    code = one.sign(session)
    before = shown(one, session)
    one.record(session, {"record": "paper", "kind": "minutes", "number": "05/BB-TCT", "issued_on": "2021-07-30"})
    one.record(session, {"record": "paper", "kind": "minutes", "file": str(scan)})
    one.record(session, {"record": "paper", "kind": "conclusion", "number": "12/TB-TCT"})
    after = shown(one, session)
    notice, minutes = after.pop("papers")
    assert minutes | {"id": ""} == {
        "id": "", "kind": "minutes", "revision": 1, "number": "05/BB-TCT", "issued_on": "2021-07-30",
        "name": scan.name, "media_type": "application/pdf", "size": len(SCAN), "sha256": DIGEST,
    }  # fmt: skip
    assert (notice["kind"], notice["number"], notice["issued_on"], notice["sha256"]) == (
        "conclusion",
        "12/TB-TCT",
        None,
        "",
    )
    before.pop("papers")
    assert after == before
    assert (after["state"], after["verification_code"], after["outside_signed"]) == ("signed", code, 0)
    assert one.store.check_rows(session) == []


def test_nothing_else_is_written_with_it(one: Laptop, session: str) -> None:
    one.sign(session)
    before = one.show(session)
    with pytest.raises(StoreError) as caught:
        one.record(
            session,
            {"record": "paper", "kind": "minutes", "number": "05/BB-TCT"},
            {"record": "note", "text": "Sau khi ký"},
        )
    assert caught.value.code == "signed"
    assert one.show(session) == before


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ({"number": "05/BB-TCT"}, FieldError),
        ({"kind": "register", "number": "05/BB-TCT"}, FieldError),
        ({"kind": "minutes", "revision": 2, "number": "05/BB-TCT"}, FieldError),
        ({"kind": "minutes", "revision": -1, "number": "05/BB-TCT"}, FieldError),
        ({"kind": "minutes", "revision": 0, "number": "05/BB-TCT"}, FieldError),
        ({"kind": "minutes", "name": "a.pdf"}, FieldError),
        ({"kind": "minutes", "sha256": DIGEST}, FieldError),
        ({"kind": "minutes", "delete": True}, UserError),
    ],
)
def test_what_is_no_paper_is_refused(one: Laptop, session: str, line: dict[str, Any], error: type[Exception]) -> None:
    one.sign(session)
    with pytest.raises(UserError) as caught:
        one.record(session, {"record": "paper", **line})
    assert caught.value.code == "bad_line"
    assert shown(one, session)["papers"] == []


def test_which_paper_it_is_never_changes(one: Laptop, session: str) -> None:
    one.sign(session)
    (made,) = one.record(session, {"record": "paper", "kind": "minutes", "number": "05/BB-TCT"})
    for change in ({"kind": "report"}, {"revision": 1}, {"revision": 99}):
        with pytest.raises(UserError):
            one.record(session, {"record": "paper", "id": made, **change})
    one.record(session, {"record": "paper", "id": made, "number": "06/BB-TCT"})
    (paper,) = shown(one, session)["papers"]
    assert (paper["kind"], paper["revision"], paper["number"]) == ("minutes", 1, "06/BB-TCT")


def test_an_empty_scan_is_none(one: Laptop, session: str, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    with pytest.raises(UserError) as caught:
        one.record(session, {"record": "paper", "kind": "minutes", "file": str(tmp_path / "empty.pdf")})
    assert "empty_file" in str(caught.value.values)


def test_papers_do_not_make_a_signed_session_slow_to_read(
    one: Laptop, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lengths of the chains and a few entries behind them are enough; the links of the session are not read."""
    from inspect_tui.store import signed

    one.sign(session)
    for number in range(5):
        one.record(session, {"record": "paper", "kind": "minutes", "number": f"0{number}/BB-TCT"})

    def whole(*given: object) -> list[object]:
        raise AssertionError("all links are read")

    monkeypatch.setattr(signed, "_find_outside", whole)
    assert shown(one, session)["outside_signed"] == 0


def test_it_travels_with_the_scan(one: Laptop, session: str, scan: Path, tmp_path: Path) -> None:
    two = Laptop(tmp_path / "two", "Văn thư")
    two.believes(one)
    code = one.sign(session)
    one.record(session, {"record": "paper", "kind": "minutes", "number": "05/BB-TCT", "file": str(scan)})
    file = one.export(session)
    seen = verify_session_file(file, code, identity=one.identity, trusted={one.identity.public.public_key: "x"})
    assert (seen.valid, seen.trusted) == (True, True)
    assert [
        f.code for f in seen.findings if f.code in ("after_signing", "attachment_absent", "attachment_unused")
    ] == []
    assert "code_fits" in [f.code for f in seen.findings]
    assert two.receive(file).quarantined == []
    assert two.show(session) == one.show(session)
    assert b"".join(two.store.blob(DIGEST)) == SCAN
    assert attached_contents(two.store, session) == {DIGEST: "application/pdf"}


def test_two_clerks_merge_field_by_field(one: Laptop, session: str, scan: Path, tmp_path: Path) -> None:
    """The number here, the scan there, in either order; two numbers stand against each other until one is chosen."""
    two = Laptop(tmp_path / "two", "Văn thư")
    one.believes(two)
    two.believes(one)
    code = one.sign(session)
    two.receive(one.export(session))
    one.record(session, {"record": "paper", "kind": "minutes", "number": "05/BB-TCT"})
    two.record(session, {"record": "paper", "kind": "minutes", "number": "06/BB-TCT", "file": str(scan)})
    first, second = one.export(session), two.export(session)
    two.receive(first)
    one.receive(second)
    assert one.show(session) == two.show(session)
    now = shown(one, session)
    (paper,) = now["papers"]
    assert paper["sha256"] == DIGEST
    (conflict,) = now["conflicts"]
    assert (conflict["record"], conflict["field"]) == ("paper", "number")
    assert {v["value"] for v in conflict["values"]} == {"05/BB-TCT", "06/BB-TCT"}
    assert (now["verification_code"], now["outside_signed"]) == (code, 0)
    one.record(session, {"record": "decision", "id": paper["id"], "field": "number", "value": "05/BB-TCT"})
    two.receive(one.export(session))
    assert [(p["number"], shown(two, session)["conflicts"]) for p in shown(two, session)["papers"]] == [
        ("05/BB-TCT", [])
    ]
    assert two.store.check_rows(session) == one.store.check_rows(session) == []


def test_each_revision_has_its_own(one: Laptop, session: str) -> None:
    first = one.sign(session)
    one.record(session, {"record": "paper", "kind": "minutes", "number": "05/BB-TCT"})
    done = amend(one.store, session, reason="Sửa nhiệm vụ")
    assert done.taken_in == 0, "nothing of the session had come later"
    one.record(session, {"record": "note", "text": "Bổ sung"})
    second = one.sign(session)
    assert second != first
    one.record(session, {"record": "paper", "kind": "minutes", "number": "09/BB-TCT"})
    one.record(session, {"record": "paper", "kind": "minutes", "revision": 1, "issued_on": "2021-07-30"})
    found = [(p["revision"], p["number"], p["issued_on"]) for p in shown(one, session)["papers"]]
    assert found == [(1, "05/BB-TCT", "2021-07-30"), (2, "09/BB-TCT", None)]
    assert (shown(one, session)["verification_code"], shown(one, session)["outside_signed"]) == (second, 0)


def test_the_app_makes_it_without_an_id(one: Laptop, session: str) -> None:
    one.sign(session)
    made = save(one.store, session, "paper", None, {"kind": "minutes", "number": " 05/BB-TCT "})
    again = save(one.store, session, "paper", None, {"kind": "minutes", "issued_on": "2021-07-30"})
    assert made == again
    (paper,) = shown(one, session)["papers"]
    assert (paper["id"], paper["number"], paper["issued_on"]) == (made, "05/BB-TCT", "2021-07-30")
    save(one.store, session, "paper", made, {}, delete=True)
    assert shown(one, session)["papers"] == []
    save(one.store, session, "paper", None, {"kind": "minutes", "issued_on": "2021-08-02"})
    (paper,) = shown(one, session)["papers"]
    assert (paper["number"], paper["issued_on"]) == ("", "2021-08-02"), "what was deleted does not come back by itself"


def test_undo_takes_it_back_while_the_session_stands_signed(one: Laptop, session: str) -> None:
    code = one.sign(session)
    one.record(session, {"record": "paper", "kind": "minutes", "number": "05/BB-TCT"})
    undo(one.store, session)
    now = shown(one, session)
    assert (now["papers"], now["verification_code"], now["state"]) == ([], code, "signed")
    with pytest.raises(StoreError) as caught:
        undo(one.store, session)
    assert caught.value.code == "signed"
