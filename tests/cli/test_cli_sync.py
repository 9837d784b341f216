"""`sync`: what is sent, what is fetched, what stays pending, and what is said."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.exchange.keys import make_identity
from inspect_tui.exchange.session_file import verify_session_file
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.identities import identity_of
from inspect_tui.services.pending import PendingCounter, pending_sessions
from inspect_tui.services.settings import read_settings
from inspect_tui.services.syncing import Progress, fetch_for_receive, give_receipts, sending_alone, sync
from inspect_tui.store.connection import Location
from inspect_tui.store.store import open_store
from target_servers import BUCKET, LOOPBACK, PASSWORD, USER, S3Server, SftpServer, Wire, hurried

from .conftest import Cli


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def inbox(target: Path) -> list[Path]:
    return sorted((target / "inbox").iterdir())


def note(cli: Cli, session: str, text: str = "x") -> None:
    cli.record(session, {"record": "note", "text": text})


def test_what_is_pending_is_sent_once(cli: Cli, stick: Path) -> None:
    first, second = cli.new("Sở A"), cli.new("Sở B")
    done = cli.json("sync", stick, "--plain")
    assert (done["sent"], done["fetched"], done["pending"], done["failed"]) == (2, 0, 0, [])
    assert done["target"] == str(stick)
    assert {one["session"] for one in done["files"]} == {first, second}
    assert sorted(one["file"] for one in done["files"]) == [path.name for path in inbox(stick)]
    assert all(verify_session_file(path).valid for path in inbox(stick))
    assert not list((cli.home / "outbox").rglob("*.itui")), "what arrived is kept in the store alone"
    assert cli.json("sync", stick, "--plain")["sent"] == 0
    note(cli, second)
    again = cli.json("sync", stick, "--plain")
    assert [one["session"] for one in again["files"]] == [second]
    assert len(inbox(stick)) == 3, "what was sent before stays there"


def test_another_target_gets_all_of_it(cli: Cli, stick: Path, tmp_path: Path) -> None:
    session, other = cli.new(), tmp_path / "share"
    other.mkdir()
    assert cli.json("sync", stick, "--plain")["sent"] == 1
    assert cli.json("sync", other, "--plain")["sent"] == 1
    note(cli, session)
    assert cli.json("sync", stick, "--plain")["pending"] == 0
    assert cli.json("sync", other, "--plain")["sent"] == 1


def test_the_target_that_is_set(cli: Cli, stick: Path) -> None:
    cli.new()
    assert "--remember" in cli.refused("--lang", "en", "sync")
    assert cli.json("sync", stick, "--plain", "--remember")["sent"] == 1
    assert json.loads((cli.home / "settings.json").read_text()) == {"target": str(stick)}
    assert cli.json("sync")["target"] == str(stick)
    (cli.home / "settings.json").write_text("{")
    assert "settings.json" in cli.refused("sync")
    (cli.home / "settings.json").write_text('{"target": 5}')
    cli.refused("sync")


def test_nobody_to_seal_to(cli: Cli, stick: Path) -> None:
    assert cli.json("sync", stick)["sent"] == 0, "with nothing to send there is nothing to seal"
    cli.new()
    assert "--plain" in cli.refused("sync", stick)
    assert not (stick / "inbox").exists()


def listed(home: Path, name: str, key: str) -> None:
    """Put a key on one of a home's lists."""
    rows = {"version": 1, "keys": [{"name": "Khóa", "key": key, "added_at": "2021-07-30T00:00:00.000Z"}]}
    (home / name).write_text(json.dumps(rows))


def test_sealed_files(cli: Cli, stick: Path) -> None:
    cli.new()
    headquarters = make_identity("Văn phòng")
    listed(cli.home, "recipients.json", headquarters.public.recipient)
    cli.refused("sync", stick, "--plain")
    assert cli.json("sync", stick)["sent"] == 1
    (sent,) = inbox(stick)
    assert sent.read_bytes().startswith(b"age-encryption.org/v1")
    assert verify_session_file(sent, identity=headquarters).valid


def test_the_way_there_and_back(cli: Cli, stick: Path, tmp_path: Path) -> None:
    """A laptop sends, headquarters receives and answers, the laptop knows."""
    session = cli.new()
    laptop, office = Home(cli.home), Home(tmp_path / "office")
    ours = identity_of(Setup(laptop, Location(laptop.store), "", "vi")).public
    cli.monkeypatch.setenv("INSPECT_TUI_HOME", str(office.path))
    assert cli.json("session", "list") == {"sessions": []}
    theirs = identity_of(Setup(office, Location(office.store), "", "vi")).public
    listed(office.path, "trust.json", ours.public_key)
    listed(laptop.path, "trust.json", theirs.public_key)
    listed(laptop.path, "recipients.json", theirs.recipient)
    url = stick.as_uri()

    def at(home: Home) -> Cli:
        cli.monkeypatch.setenv("INSPECT_TUI_HOME", str(home.path))
        return cli

    assert at(laptop).json("sync", url, "--remember")["sent"] == 1
    came = at(office).json("receive", url)
    assert (came["received"], came["quarantined"], len(came["receipts"])) == (1, [], 1)
    assert not list((office.path / "fetched").rglob("*.itui"))
    assert at(office).json("receive", url)["received"] == 0
    back = at(laptop).json("sync")
    assert (back["fetched"], back["acknowledged"], back["pending"]) == (1, 1, 0)
    (shown,) = at(laptop).json("session", "list")["sessions"]
    assert [word["by"] for word in shown["acknowledged"]] == ["Khóa"]
    # What headquarters has acknowledged need not go to another target; what is written later must.
    share = tmp_path / "share"
    share.mkdir()
    assert at(laptop).json("sync", share)["sent"] == 0
    note(cli, session)
    assert at(laptop).json("sync", share)["sent"] == 1
    # A stick that is not in is told, and nothing is lost by it.
    stick.rename(tmp_path / "away")
    away = at(office).json("receive", url, code=1)
    assert [one["code"] for one in away["quarantined"]] == ["no_root"]
    (tmp_path / "away").rename(stick)
    assert at(office).json("receive", url)["quarantined"] == []


def test_a_target_that_cannot_be_used(cli: Cli, tmp_path: Path) -> None:
    cli.new()
    done = cli.json("sync", tmp_path / "away", "--plain", code=1)
    assert (done["sent"], done["pending"]) == (0, 1)
    assert str(tmp_path / "away") in done["error"]
    assert not (cli.home / "outbox").exists(), "nothing is made for a target that is not there"
    said = cli.run("--lang", "en", "sync", tmp_path / "away", "--plain")
    assert said.code == 1
    assert said.err.startswith("inspect-tui: ")
    assert said.err.count("\n") == 1
    assert "1 pending" in said.out
    secret = cli.run("sync", "sftp://user:hunter2@host/x")
    assert secret.code == 2
    assert "hunter2" not in secret.err
    cli.refused("sync", "ftp://host/x")
    cli.refused("sync", f"sftp://{LOOPBACK}:1/x", "--accept-host", "AA:BB")


def test_a_stick_that_is_not_in(cli: Cli, stick: Path) -> None:
    session = cli.new()
    assert cli.json("sync", stick, "--plain")["sent"] == 1
    note(cli, session)
    (stick / "inbox").rename(stick / "elsewhere")
    done = cli.json("sync", stick, "--plain", code=1)
    assert (done["sent"], done["pending"]) == (0, 1)
    assert not (stick / "inbox").exists()
    (stick / "elsewhere").rename(stick / "inbox")
    assert cli.json("sync", stick, "--plain")["sent"] == 1
    assert len(inbox(stick)) == 2


def test_a_file_that_arrived_and_was_not_noted(cli: Cli, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program ends between the arrival and the note of it: the next run finds the file there."""
    from inspect_tui.services.courier import Courier

    cli.new()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Courier, "finish", killed)
        assert cli.run("sync", stick, "--plain").code == 130
    (there,) = inbox(stick)
    written = there.stat().st_mtime_ns
    assert cli.json("sync", stick, "--plain")["sent"] == 1
    assert [path.stat().st_mtime_ns for path in inbox(stick)] == [written]
    assert not list((cli.home / "outbox").rglob("*.itui"))


def test_a_file_that_is_too_old_to_be_gone_on_with(cli: Cli, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = cli.new()
    (stick / "inbox").mkdir()
    setup = Setup(Home(cli.home), Location(cli.home / "store.db"), "", "en")
    stop = hurried()

    def stopped(progress: Progress) -> None:
        stop.stop.set()

    monkeypatch.setattr("inspect_tui.exchange.target_files.BLOCK", 100)
    done = sync(setup, str(stick), plain=True, retry=stop, tell=stopped)
    assert done.error is not None
    assert done.error.code == "stopped"
    assert done.pending == 1
    (part,) = inbox(stick)
    assert part.name.endswith(".itui.part")
    note(cli, session)
    assert cli.json("sync", stick, "--plain")["sent"] == 1
    (sent,) = inbox(stick)
    assert sent.name != part.name.removesuffix(".part"), "there is more in the session now"
    assert verify_session_file(sent).valid


def test_one_at_a_time(cli: Cli, stick: Path) -> None:
    cli.new()
    with sending_alone(Home(cli.home)):
        cli.refused("sync", stick, "--plain")
    assert cli.json("sync", stick, "--plain")["sent"] == 1


def test_a_store_that_was_restored_still_sends_what_it_wrote_before(cli: Cli, stick: Path) -> None:
    cli.new()
    copy = cli.json("backup")["file"]
    cli.json("restore", copy)
    assert cli.json("sync", stick, "--plain")["sent"] == 1


def test_what_others_wrote_is_not_ours_to_send(
    cli: Cli, stick: Path, session: str, somebody_else: Callable[..., None], tmp_path: Path
) -> None:
    from inspect_tui.domain.ids import new_id

    with open_store(Location(cli.home / "store.db")) as store:
        store.set_meta("device", new_id())
    assert cli.json("sync", stick, "--plain")["pending"] == 0
    note(cli, session)
    assert cli.json("sync", stick, "--plain")["sent"] == 1
    somebody_else(cli.home / "store.db", cli.home / "store.db", session, [{"record": "note", "text": "y"}])
    assert cli.json("sync", stick, "--plain")["sent"] == 1, "what came from others goes on with ours"


# Receipts and packs


def test_receipts_and_packs_are_fetched_once(cli: Cli, stick: Path) -> None:
    session = cli.new()
    cli.json("sync", stick, "--plain")
    with open_store(Location(cli.home / "store.db"), read_only=True) as store:
        device = store.device
    (stick / "receipts").mkdir()
    (stick / "packs").mkdir()
    ours = [f"{session}_other-device_1_{'0' * 12}.itui-receipt", f"other-session_{device}_2_{'1' * 12}.itui-receipt"]
    for name in (*ours, f"other_other_1_{'0' * 12}.itui-receipt", "a b.itui-receipt", f"{session}.txt"):
        (stick / "receipts" / name).write_bytes(b"receipt")
    large = f"{session}_{device}_3_{'2' * 12}.itui-receipt"
    (stick / "receipts" / large).write_bytes(bytes(1 << 17))
    for name in ("visit.itui", "visit.itui-pack", "visit.itui.part", "notes.txt"):
        (stick / "packs" / name).write_bytes(b"pack")
    done = cli.json("sync", stick, code=1)
    assert done["fetched"] == 4
    assert [one["file"] for one in done["failed"]] == [large]
    assert sorted(path.name for path in (cli.home / "receipts").iterdir()) == sorted(ours)
    assert sorted(path.name for path in (cli.home / "packs").iterdir()) == ["visit.itui", "visit.itui-pack"]
    (stick / "receipts" / large).unlink()
    (cli.home / "packs" / "visit.itui").unlink()
    assert cli.json("sync", stick)["fetched"] == 0, "what was fetched and put away does not come again"


def test_headquarters_fetches_and_gives(cli: Cli, stick: Path, tmp_path: Path) -> None:
    session = cli.new()
    cli.json("sync", stick, "--plain")
    folder, home = tmp_path / "fetched", Home(tmp_path / "headquarters")
    (came,) = fetch_for_receive(stick.as_uri(), folder, home=home)
    assert came.read_bytes() == inbox(stick)[0].read_bytes()
    assert fetch_for_receive(stick.as_uri(), folder, home=home) == [came], "as long as nobody has taken it in"
    came.unlink()
    assert fetch_for_receive(stick.as_uri(), folder, home=home) == []
    (seen,) = folder.rglob("seen.json")
    for odd in ("[]", "7", '{"a": [1]}', "[" * 100_000):
        seen.write_text(odd)
        (again,) = fetch_for_receive(stick.as_uri(), folder, home=home)
        again.unlink()
    assert fetch_for_receive(stick.as_uri(), folder, home=home) == []
    note(cli, session)
    cli.json("sync", stick, "--plain")
    assert len(fetch_for_receive(stick.as_uri(), folder, home=home)) == 1
    receipt = tmp_path / f"{session}_device_1_{'0' * 12}.itui-receipt"
    for content in (b"first", b"a later one"):
        receipt.write_bytes(content)
        give_receipts(stick.as_uri(), [receipt], home=home)
        assert [path.read_bytes() for path in (stick / "receipts").iterdir()] == [content]
    give_receipts("nowhere://", [], home=home)
    assert cli.json("sync", stick)["fetched"] == 1


# Servers


def test_over_a_server(cli: Cli, sftp: SftpServer, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.new()
    monkeypatch.setenv("INSPECT_TUI_SFTP_PASSWORD", PASSWORD)
    monkeypatch.setenv("HOME", str(cli.home))
    done = cli.json("sync", sftp.url(), "--plain", code=1)
    assert sftp.fingerprint in done["error"]
    assert "--accept-host" in done["error"]
    assert cli.json("sync", sftp.url(), "--plain", "--accept-host", sftp.fingerprint, "--remember")["sent"] == 1
    assert cli.json("sync")["target"] == sftp.url()
    settings = read_settings(Home(cli.home))
    assert settings.hosts == {f"{LOOPBACK}:{sftp.port}": (sftp.fingerprint,)}
    kept = b"".join(path.read_bytes() for path in cli.home.rglob("*") if path.is_file())
    assert PASSWORD.encode() not in kept
    assert len(inbox(sftp.folder)) == 1


def test_the_systems_keyring(cli: Cli, sftp: SftpServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backend import KeyringBackend

    asked: list[tuple[str, str]] = []

    class Mine(KeyringBackend):
        priority = 1

        def set_password(self, service: str, username: str, password: str) -> None:
            raise AssertionError("nothing is kept by the program")

        def get_password(self, service: str, username: str) -> str | None:
            asked.append((service, username))
            return PASSWORD

    monkeypatch.delenv("INSPECT_TUI_SFTP_PASSWORD", raising=False)
    before = keyring.get_keyring()
    keyring.set_keyring(Mine())  # type: ignore[no-untyped-call]
    try:
        done = cli.json("sync", sftp.url(), "--accept-host", sftp.fingerprint)
    finally:
        keyring.set_keyring(before)
    assert done["error"] is None
    assert set(asked) == {("inspect-tui", f"sftp://{USER}@{LOOPBACK}:{sftp.port}/")}


def test_over_an_s3_compatible_store(
    cli: Cli, store_server: S3Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cli.new()
    for name, value in store_server.access().environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("INSPECT_TUI_S3_ENDPOINT", store_server.access().endpoint)
    target = f"s3://{BUCKET}/cli"
    assert cli.json("sync", target, "--plain", "--remember")["sent"] == 1
    monkeypatch.delenv("INSPECT_TUI_S3_ENDPOINT")
    done = cli.json("sync")
    assert (done["target"], done["pending"]) == (target, 0)
    assert len(inbox(store_server.folder / BUCKET / "cli")) == 1


@pytest.mark.parametrize("kind", ["sftp", "s3"])
@pytest.mark.parametrize("bytes_until", [0, 600, 6000])
def test_a_cut_line_is_said_in_one_line(
    cli: Cli, request: pytest.FixtureRequest, wire: Callable[[int], Wire], kind: str, bytes_until: int
) -> None:
    """Libraries log and warn of what they meet; a person is told once."""
    import subprocess
    import sys

    cli.new()
    server = request.getfixturevalue("sftp" if kind == "sftp" else "store_server")
    cutting = wire(server.port)
    cutting.budget = lambda: bytes_until if kind == "sftp" else bytes_until // 10
    access = server.access(cutting.port)
    environ = {**os.environ, **access.environ, "INSPECT_TUI_LANG": "en", "HOME": str(cli.home)}
    words = [f"sftp://{USER}@{LOOPBACK}:{cutting.port}/", "--accept-host", server.fingerprint] if kind == "sftp" else []
    if kind == "s3":
        words, environ["INSPECT_TUI_S3_ENDPOINT"] = [f"s3://{BUCKET}/never"], access.endpoint
    done = subprocess.run([sys.executable, "-m", "inspect_tui", "sync", "--plain", *words], env=environ, text=True,
                          capture_output=True, timeout=120, check=False)  # fmt: skip
    assert done.returncode == 1, done
    assert done.stderr.startswith("inspect-tui: ")
    assert done.stderr.count("\n") == 1, done.stderr
    assert "1 pending" in done.stdout


def test_two_laptops_and_headquarters_at_once(
    cli: Cli, sftp: SftpServer, wire: Callable[[int], Wire], tmp_path: Path
) -> None:
    import random

    chance = random.Random(3)
    cutting = wire(sftp.port)
    cutting.budget = lambda: chance.randrange(4_000, 30_000)
    access, url = sftp.access(cutting.port), sftp.url(cutting.port)
    homes = [tmp_path / name for name in ("one", "two")]
    for home in homes:
        cli.monkeypatch.setenv("INSPECT_TUI_HOME", str(home))
        for number in range(4):
            cli.new(f"Sở {number}")
    came: dict[str, bytes] = {}
    problems: list[BaseException] = []

    def laptop(home: Path) -> None:
        done = sync(Setup(Home(home), Location(home / "store.db"), "", "en"), url, plain=True,
                    retry=hurried(5, first=30, tries=30), access=access)  # fmt: skip
        if (len(done.sent), done.pending, done.error) != (4, 0, None):
            problems.append(AssertionError(done))

    def headquarters() -> None:
        while len(came) < 8 and not problems:
            for path in fetch_for_receive(url, tmp_path / "fetched", home=Home(tmp_path / "hq"),
                                          retry=hurried(6, first=30, tries=30), access=access):  # fmt: skip
                came[path.name] = path.read_bytes()
                path.unlink()

    def run(work: Callable[..., None], *args: Any) -> None:
        try:
            work(*args)
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=run, args=(laptop, home)) for home in homes]
    threads.append(threading.Thread(target=run, args=(headquarters,)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert problems == []
    assert came == {path.name: path.read_bytes() for path in inbox(sftp.folder)}
    assert cutting.cuts > 3


def test_a_store_on_a_server_sends_too(cli: Cli, stick: Path, postgres: Callable[[], str]) -> None:
    address = postgres()
    cli.options = ["--db", address]
    session = cli.new("Sở A")
    cli.new("Sở B")
    assert cli.json("sync", stick, "--plain")["sent"] == 2
    assert cli.json("sync", stick, "--plain")["sent"] == 0
    note(cli, session)
    now = [0.0]
    counter = PendingCounter(str(stick), lambda: now[0])
    with open_store(Location.parse(address), read_only=True) as store:
        assert counter.count(store) == 1
        assert cli.json("sync", stick, "--plain")["sent"] == 1
        assert counter.count(store) == 1, "a server is not asked every second"
        now[0] = 60.0
        assert counter.count(store) == 0


# Counting what is pending


def test_counting_is_quick_and_right(cli: Cli, stick: Path, somebody_else: Callable[..., None]) -> None:
    first = cli.new()
    path = cli.home / "store.db"
    counter = PendingCounter(str(stick))

    def counted() -> int:
        with open_store(Location(path), read_only=True) as store:
            found = counter.count(store)
            assert found == len(pending_sessions(store, str(stick)))
            statements = []
            execute = store.database.execute_sql

            def noted(sql: str, *values: object) -> Any:
                statements.append(sql)
                return execute(sql, *values)

            store.database.execute_sql = noted
            assert counter.count(store) == found
            assert len(statements) == 1, "where nothing changed one row is looked at"
            return found

    assert counted() == 1
    second = cli.new()
    assert counted() == 2
    note(cli, first)
    assert counted() == 2
    cli.json("sync", stick, "--plain")
    counter.forget()
    assert counted() == 0
    somebody_else(path, path, first, [{"record": "note", "text": "y"}])
    assert counted() == 1
    note(cli, second)
    assert counted() == 2


def test_progress_is_told(cli: Cli, stick: Path) -> None:
    cli.new("Sở A")
    cli.new("Sở B")
    told: list[Progress] = []
    setup = Setup(Home(cli.home), Location(cli.home / "store.db"), "", "en")
    done = sync(setup, str(stick), plain=True, tell=told.append)
    assert len(done.sent) == 2
    ends = {(p.number, p.count, p.file) for p in told if p.file and p.done == p.size}
    assert ends == {(n, 2, one.path.name) for n, one in enumerate(done.sent, start=1)}
    assert told[-1] == Progress()


@pytest.mark.skipif(os.name == "nt", reason="a pty is a thing of POSIX systems")
def test_a_terminal_shows_how_far_it_is(cli: Cli, stick: Path) -> None:
    import subprocess
    import sys

    cli.new()
    words = [sys.executable, "-m", "inspect_tui", "sync", str(stick), "--plain"]
    environ = {**os.environ, "INSPECT_TUI_HOME": str(cli.home)}
    main, side = os.openpty()
    try:
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=side, env=environ, timeout=60, check=True)
        shown = os.read(main, 1 << 16).decode()
    finally:
        os.close(side)
        os.close(main)
    assert "100 %" in shown
    assert shown.endswith("\r\x1b[K")
    assert "100 %" not in done.stdout.decode()
