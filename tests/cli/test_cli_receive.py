"""Receiving on the command line, and a meeting that is handed over in its middle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import DAYS, VISIT, Cli
from inspect_tui.cli import main
from inspect_tui.services.home import Home
from inspect_tui.store.connection import Location
from inspect_tui.store.store import open_store


class Office:
    """Several homes on one machine: each is somebody's laptop, or headquarters."""

    def __init__(self, cli: Cli, folder: Path) -> None:
        self.cli, self.folder = cli, folder
        self.known: dict[str, dict[str, str]] = {}

    def __call__(self, name: str) -> Cli:
        """Go to somebody's laptop; the first time it makes its keys."""
        self.cli.home = self.folder / name
        self.cli.monkeypatch.setenv("INSPECT_TUI_HOME", str(self.cli.home))
        if name not in self.known:
            self.known[name] = self.cli.json("identity", "--name", name)
        return self.cli

    def all_trust_each_other(self, *names: str) -> None:
        for name in names:
            self(name)
        for name in names:
            for other in names:
                if other != name:
                    self(name).json("trust", "add", other, self.known[other]["public_key"])


@pytest.fixture
def office(cli: Cli, tmp_path: Path) -> Office:
    return Office(cli, tmp_path / "office")


def texts(shown: Any) -> list[str]:
    return [note["text"] for note in shown["notes"]]


def test_a_meeting_handed_over_in_its_middle(office: Office, tmp_path: Path) -> None:
    office.all_trust_each_other("A", "B", "C", "hq")
    for reader in ("A", "B", "C"):
        for other in ("A", "B", "C", "hq"):
            if other != reader:
                office(reader).json("recipients", "add", other, office.known[other]["recipient"])
    stick = tmp_path / "thẻ nhớ"

    a = office("A")
    session = a.json("session", "new", "--agency", "Ban Dân tộc tỉnh", *DAYS)["id"]
    a.json("register", "import", VISIT, "--session", session)
    tasks = [task["id"] for task in a.show(session)["tasks"]]
    a.record(session, {"record": "participant", "name": "Tổ trưởng", "side": "group"}, {"record": "note", "text": "A1"})
    handed = a.json("export", session, "-o", stick)

    for name in ("B", "C"):
        one = office(name)
        taken = one.json("receive", handed["file"])
        assert (taken["received"], taken["quarantined"], len(taken["receipts"])) == (1, [], 1)
        one.record(
            session,
            {"record": "note", "text": f"{name}1", "tasks": [tasks[0]]},
            {"record": "task", "id": tasks[0], "verdict": "done" if name == "B" else "not_done"},
            {"record": "task", "id": tasks[1], "verdict": "agreed"},
        )
        one.json("export", session, "-o", stick)
    office("A").record(
        session, {"record": "note", "text": "A2"}, {"record": "task", "id": tasks[1], "verdict": "agreed"}
    )

    merged = office("A").json("receive", stick)
    assert (merged["received"], merged["duplicates"], merged["conflicts"]) == (2, 1, 1)
    shown = office("A").show(session)
    assert texts(shown) == ["A1", "B1", "C1", "A2"]
    (conflict,) = shown["conflicts"]
    assert (conflict["id"], conflict["field"]) == (tasks[0], "verdict")
    assert {(v["person"], v["value"]) for v in conflict["values"]} == {("B", "done"), ("C", "not_done")}
    office("A").record(
        session, {"record": "decision", "id": tasks[0], "field": "verdict", "value": "not_done"},
        {"record": "note", "text": "A3"},
    )  # fmt: skip
    code = office("A").json("sign", session, "--by", "Tổ trưởng", "--force", "--reason", "thử")["verification_code"]
    final = office("A").json("export", session, "-o", tmp_path / "gửi")

    # C goes on: it has not heard of the signing.
    office("C").record(session, {"record": "note", "text": "C2"})
    late = office("C").json("export", session, "-o", tmp_path / "gửi")
    hq = office("hq").json("receive", tmp_path / "gửi", "--receipts", tmp_path / "báo nhận")
    assert (hq["received"], hq["merged"] > 20, hq["conflicts"], len(hq["receipts"])) == (2, True, 0, 2)
    assert all(Path(path).parent == tmp_path / "báo nhận" for path in hq["receipts"])
    shown = office("hq").show(session)
    assert (shown["verification_code"], shown["outside_signed"]) == (code, 1)
    assert texts(shown) == ["A1", "B1", "C1", "A2", "A3"]
    assert [(o["field"], o["value"], o["person"]) for o in shown["outside"] if o["field"] == "text"] == [
        ("text", "C2", "C")
    ]
    verified = office("hq").json("verify", final["file"], "--code", code)
    assert "code_fits" in {f["code"] for f in verified["findings"]}

    back = office("A").json("receive", tmp_path / "báo nhận")
    assert (back["acknowledged"], back["strangers"], back["received"], back["receipts"]) == (1, 1, 0, [])
    (listed,) = office("A").json("session", "list")["sessions"]
    assert listed["acknowledged"] == [
        {"by": "hq", "at": listed["acknowledged"][0]["at"], "sequence": 2, "sha256": final["sha256"]}
    ]
    assert listed["conflicts"] == 0
    assert "Ban Dân tộc tỉnh · đã ký · đã nhận" in office("A").run("session", "list").out
    assert office("A").json("receive", late["file"])["received"] == 1
    assert office("A").json("amend", session, "--reason", "C còn ghi thêm") == {"revision": 2, "taken_in": 1}
    assert texts(office("A").show(session))[-1] == "C2"
    assert office("A").run("receive", tmp_path / "gửi").out.startswith("đã nhận 0 tệp, 2 tệp không có gì mới")


def test_what_is_not_taken_in_has_a_reason_and_is_tried_again(office: Office, tmp_path: Path) -> None:
    lap = office("máy")
    session = lap.new()
    exported = lap.json("export", session, "-o", tmp_path / "gửi", "--plain")
    hq = office("hq")
    refused = hq.json("receive", tmp_path / "gửi", code=1)
    (waits,) = refused["quarantined"]
    assert (waits["file"], waits["code"]) == (exported["file"], "unknown_signer")
    assert office.known["máy"]["fingerprint"] in waits["reason"]
    assert refused["receipts"] == []
    said = hq.run("receive", exported["file"])
    assert (said.code, said.err) == (1, "")
    assert said.out.startswith("CHƯA NHẬN: ")
    assert hq.json("session", "list")["sessions"] == []
    assert hq.json("receive", "--retry", code=1)["quarantined"][0]["code"] == "unknown_signer"
    hq.json("trust", "add", "máy", office.known["máy"]["public_key"])
    assert hq.json("receive", "--retry")["received"] == 1
    again = hq.json("receive", "--retry")
    assert (again["received"], again["duplicates"], again["quarantined"]) == (0, 0, [])


def test_what_is_named_wrongly_changes_nothing(office: Office, tmp_path: Path) -> None:
    hq = office("hq")
    good = tmp_path / "trống"
    good.mkdir()
    assert "không có tệp" in hq.refused("receive", good, tmp_path / "không có")
    hq.refused("receive")
    assert hq.json("receive", good) == {
        "received": 0, "duplicates": 0, "merged": 0, "conflicts": 0, "quarantined": [], "receipts": [],
        "acknowledged": 0, "strangers": 0, "notices": [],
    }  # fmt: skip


def test_a_broken_list_of_keys_lets_nothing_in(office: Office, tmp_path: Path) -> None:
    lap = office("máy")
    exported = lap.json("export", lap.new(), "-o", tmp_path / "gửi", "--plain")
    hq = office("hq")
    hq.json("trust", "add", "máy", office.known["máy"]["public_key"])
    Home(hq.home).trust.write_text("{")
    hq.refused("receive", exported["file"])
    Home(hq.home).trust.unlink()
    assert hq.json("session", "list")["sessions"] == []


def test_a_store_in_use_is_said_and_the_file_comes_in_later(office: Office, tmp_path: Path) -> None:
    lap = office("máy")
    exported = lap.json("export", lap.new(), "-o", tmp_path / "gửi", "--plain")
    hq = office("hq")
    hq.json("trust", "add", "máy", office.known["máy"]["public_key"])
    with open_store(Location(hq.home / "store.db")):
        assert "đang được" in hq.refused("receive", exported["file"])
    assert hq.json("receive", exported["file"])["received"] == 1


def test_an_encrypted_store_receives_what_is_sealed_to_it(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "mật khẩu"
    secret.write_text("mật khẩu của Tổ\n")
    office("hq")
    hq_options = ["--passphrase-file", str(secret)]
    lap = office("máy")
    lap.json("recipients", "add", "hq", office.known["hq"]["recipient"])
    exported = lap.json("export", lap.new(), "-o", tmp_path / "gửi")
    hq = office("hq")
    hq.json("trust", "add", "máy", office.known["máy"]["public_key"])
    capsys.readouterr()
    assert main([*hq_options, "--db", str(tmp_path / "kín.db"), "receive", exported["file"], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["received"] == 1


def test_a_stick_that_laptops_sync_to_is_received_as_it_is(office: Office, tmp_path: Path) -> None:
    office.all_trust_each_other("A", "hq")
    stick = tmp_path / "thẻ nhớ"
    stick.mkdir()
    session = office("A").new()
    assert office("A").json("sync", stick, "--plain")["sent"] == 1
    taken = office("hq").json("receive", stick)
    assert (taken["received"], taken["quarantined"], len(taken["receipts"])) == (1, [], 1)
    assert office("hq").json("receive", stick)["duplicates"] == 1
    back = office("A").json("sync", stick, "--plain")
    assert (back["fetched"], back["acknowledged"]) == (1, 1), "the receipt lies at the target too"
    (one,) = office("A").json("session", "list")["sessions"]
    assert [ack["by"] for ack in one["acknowledged"]] == ["hq"]
    assert one["id"] == session


def test_a_stick_that_takes_no_receipt_is_received_all_the_same(office: Office, tmp_path: Path) -> None:
    office.all_trust_each_other("A", "hq")
    stick = tmp_path / "stick"
    stick.mkdir()
    office("A").new()
    office("A").json("sync", stick, "--plain")
    (stick / "receipts").write_text("in the way")
    taken = office("hq").json("receive", stick)
    assert (taken["received"], taken["quarantined"], len(taken["receipts"])) == (1, [], 1)
    assert [Path(one["file"]) for one in taken["notices"]] == [stick]


def test_receipts_that_cannot_be_put_there_change_nothing(office: Office, tmp_path: Path) -> None:
    office.all_trust_each_other("A", "hq")
    session = office("A").new()
    file = office("A").json("export", session, "-o", tmp_path / "gửi", "--plain")["file"]
    (tmp_path / "taken").write_text("x")
    assert "taken" in office("hq").refused("receive", file, "--receipts", tmp_path / "taken")
    assert office("hq").json("session", "list")["sessions"] == []


def test_where_nothing_is_to_be_received(office: Office, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = office("hq").run("--lang", "en", "receive", tmp_path / "empty")
    assert (done.code, done.out, done.err) == (0, "Nothing there that is to be received.\n", "")


def test_a_place_elsewhere_is_named_as_it_was_given(office: Office, tmp_path: Path) -> None:
    url = (tmp_path / "nowhere").as_uri()
    (one,) = office("hq").json("receive", url, code=1)["quarantined"]
    assert (one["file"], one["code"]) == (url, "no_root")


def test_receipts_of_somebody_who_is_not_trusted_are_named_and_come_again(office: Office, tmp_path: Path) -> None:
    office("A")
    office("hq").json("trust", "add", "A", office.known["A"]["public_key"])
    stick = tmp_path / "stick"
    stick.mkdir()
    office("A").new()
    office("A").json("sync", stick, "--plain")
    assert office("hq").json("receive", stick)["received"] == 1
    for _ in range(2):
        done = office("A").json("sync", stick, "--plain")
        assert (done["fetched"], done["acknowledged"]) == (1, 0)
        (one,) = done["unbelieved"]
        assert (one["name"], one["fingerprint"]) == ("hq", office.known["hq"]["fingerprint"])
    assert office.known["hq"]["fingerprint"] in office("A").run("sync", stick, "--plain").out
    office("A").json("trust", "add", "hq", office.known["hq"]["public_key"])
    done = office("A").json("sync", stick, "--plain")
    assert (done["acknowledged"], done["unbelieved"]) == (1, [])
    assert office("A").json("sync", stick, "--plain")["fetched"] == 0


def test_a_file_whose_name_begins_with_a_dash(office: Office, tmp_path: Path) -> None:
    office.all_trust_each_other("A", "hq")
    a = office("A")
    a.json("export", a.new(), "-o", tmp_path / "out", "--plain")
    (file,) = (tmp_path / "out").iterdir()
    hq = office("hq")
    folder = tmp_path / "in"
    folder.mkdir()
    file.rename(folder / "-x.itui")
    hq.monkeypatch.chdir(folder)
    assert hq.run("receive", "--", "-x.itui").code == 0
    assert hq.run("receive", "--json", "--", "-x.itui").code == 0
    assert len(hq.json("session", "list")["sessions"]) == 1
