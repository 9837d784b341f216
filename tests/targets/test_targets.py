"""Targets: addresses, what arrives and how, and what is said where it does not."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from inspect_tui.exchange.target_access import Access
from inspect_tui.exchange.target_errors import MESSAGES
from inspect_tui.exchange.target_retry import Patience, Retry, World
from inspect_tui.exchange.targets import INBOX, RECEIPTS, Line, Remote, Target, TargetError
from target_servers import BUCKET, LOOPBACK, S3Server, SftpServer, Wire, hurried

NAME = "visit_001.itui"
MIB = 1 << 20


@pytest.fixture(params=["folder", "sftp", "s3"])
def line(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Line]:
    """A line to an empty target of each kind."""
    with Line(*where(request, tmp_path), hurried()) as made:
        yield made


def where(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Target, Access]:
    if request.param == "folder":
        (tmp_path / "stick").mkdir()
        return Target.parse(str(tmp_path / "stick")), Access({}, lambda _: "")
    if request.param == "sftp":
        server = request.getfixturevalue("sftp")
        return Target.parse(server.url()), server.access()
    store = request.getfixturevalue("store_server")
    name = hashlib.sha256(str(tmp_path).encode()).hexdigest()[:12]
    return Target.parse(f"s3://{BUCKET}/{name}"), store.access()


def made(path: Path, size: int = 1000, seed: int = 1) -> Path:
    path.write_bytes(random.Random(seed).randbytes(size))
    return path


def code_of(call: Callable[[], Any]) -> str:
    with pytest.raises(TargetError) as caught:
        call()
    return caught.value.code


# Addresses


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("sftp://a@b/c/", "sftp://a@b/c"),
        ("sftp://b:2222/c d", "sftp://b:2222/c d"),
        ("sftp://b:22", "sftp://b/"),
        ("sftp://a@b/~/in", "sftp://a@b/~/in"),
        ("sftp://a@b/~", "sftp://a@b/~"),
        ("sftp://a%40c@b/%C4%91", "sftp://a%40c@b/đ"),
        ("sftp://a@[::1]:2222/x", "sftp://a@[::1]:2222/x"),
        ("sftp://b/a%2541%3F%23", "sftp://b/a%2541%3F%23"),
        ("s3://bucket/a%25b", "s3://bucket/a%25b"),
        ("s3://bucket/x/y/", "s3://bucket/x/y"),
        ("s3://bucket", "s3://bucket"),
        ("file:///a/b%20c", "/a/b c"),
        ("file://localhost/a", "/a"),
        ("/a/../b", "/b"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="folders are written in the form of POSIX systems here")
def test_addresses(text: str, address: str) -> None:
    target = Target.parse(text)
    assert target.address == address
    assert Target.parse(address) == target


@pytest.mark.parametrize("text", ["", " ", "ftp://a/b", "s3://", "s3://UPPER/x", "sftp://", "file://host/a", "a\0b",
                                  "sftp://a:99999/", "sftp://a/x%00", "http://a/b", "s3://bucket:9000/x"])  # fmt: skip
def test_no_addresses(text: str) -> None:
    assert code_of(lambda: Target.parse(text)) == "bad_target"


@pytest.mark.parametrize("text", ["sftp://a:hunter2@b/c", "s3://KEY:hunter2@bucket/x", "s3://hunter2@bucket",
                                  "s3://bucket/?key=hunter2", "sftp://b/c#hunter2", "ftp://a:hunter2@b/"])  # fmt: skip
def test_secrets_in_an_address_are_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(TargetError) as caught:
        Target.parse(text)
    assert caught.value.code == "secret_in_target"
    assert "hunter2" not in repr(caught.value.values) + MESSAGES["secret_in_target"]


# What arrives


@pytest.mark.parametrize("size", [0, 1, 700_000])
def test_there_and_back(line: Line, tmp_path: Path, size: int) -> None:
    source, seen = made(tmp_path / "a", size), list[int]()
    line.check()
    assert line.files(INBOX) == []
    assert line.put(source, INBOX, NAME, on_bytes=seen.append)
    assert seen[-1] == size
    assert seen == sorted(seen)
    assert line.files(INBOX) == [Remote(NAME, size)]
    line.get(INBOX, NAME, tmp_path / "b", most=size)
    assert (tmp_path / "b").read_bytes() == source.read_bytes()
    assert line.files(RECEIPTS) == []


def test_what_is_there_is_not_sent_again_and_not_replaced(line: Line, tmp_path: Path) -> None:
    first, other = made(tmp_path / "a"), made(tmp_path / "b", seed=2)
    assert line.put(first, INBOX, NAME)
    assert not line.put(first, INBOX, NAME)
    assert code_of(lambda: line.put(other, INBOX, NAME)) == "taken"
    line.get(INBOX, NAME, tmp_path / "c", most=MIB)
    assert (tmp_path / "c").read_bytes() == first.read_bytes()
    assert line.put(other, INBOX, NAME, replace=True)
    line.get(INBOX, NAME, tmp_path / "c", most=MIB)
    assert (tmp_path / "c").read_bytes() == other.read_bytes()
    assert line.files(INBOX) == [Remote(NAME, 1000)]


def test_what_cannot_be_fetched_leaves_nothing(line: Line, tmp_path: Path) -> None:
    line.put(made(tmp_path / "a"), INBOX, NAME)
    assert code_of(lambda: line.get(INBOX, NAME, tmp_path / "b", most=999)) == "too_large"
    assert code_of(lambda: line.get(INBOX, "other.itui", tmp_path / "b", most=999)) == "not_there"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a"]


def test_two_send_at_the_same_time(request: pytest.FixtureRequest, line: Line, tmp_path: Path) -> None:
    other = Line(line.target, line._place._access if hasattr(line._place, "_access") else Access({}), hurried(2))
    files = [made(tmp_path / f"f{n}", 20_000, n) for n in range(12)]

    def send(one: Line, part: int) -> None:
        with one:
            for number in range(part, 12, 2):
                one.put(files[number], INBOX, f"visit_{number}.itui")

    threads = [threading.Thread(target=send, args=(one, part)) for part, one in enumerate((line, other))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(line.files(INBOX)) == 12


def test_names_that_are_not_ours_are_left_out(sftp: SftpServer, tmp_path: Path) -> None:
    inbox = sftp.folder / INBOX
    (inbox / "folder.itui").mkdir(parents=True)
    for name in (NAME, ".hidden.itui", "a b.itui", "visit.itui.part", "-rf"):
        (inbox / name).write_bytes(b"x")
    with Line(Target.parse(sftp.url()), sftp.access(), hurried()) as line:
        assert line.files(INBOX) == [Remote(NAME, 1)]
        with pytest.raises(ValueError, match=r"\.\."):
            line.put(made(tmp_path / "a"), INBOX, "../a")


# Going on where it was cut


def test_sftp_goes_on_where_it_was_cut(sftp: SftpServer, wire: Callable[[int], Wire], tmp_path: Path) -> None:
    cutting = wire(sftp.port)
    size = 12 * MIB
    source = made(tmp_path / "a", size)
    budgets = iter([8 * MIB])
    cutting.budget = lambda: next(budgets, None)
    with Line(Target.parse(sftp.url(cutting.port)), sftp.access(cutting.port), hurried(first=1, tries=1)) as line:
        assert code_of(lambda: line.put(source, INBOX, NAME)) == "cut"
    assert sftp.empty.wait(10)
    part = sftp.folder / INBOX / f"{NAME}.part"
    begun = part.stat().st_size
    assert 6 * MIB < begun < size
    sftp.written[0] = 0
    with Line(Target.parse(sftp.url(cutting.port)), sftp.access(cutting.port), hurried()) as line:
        assert line.put(source, INBOX, NAME)
    assert sftp.written[0] == size - begun
    assert [p.name for p in (sftp.folder / INBOX).iterdir()] == [NAME]
    assert (sftp.folder / INBOX / NAME).read_bytes() == source.read_bytes()


@pytest.mark.parametrize("left", ["other", "other between its ends", "longer"])
def test_a_wrong_beginning_costs_a_second_sending(sftp: SftpServer, tmp_path: Path, left: str) -> None:
    source = made(tmp_path / "a", 6 * MIB)
    begun = bytearray(source.read_bytes()[: 5 * MIB])
    match left:
        case "other":
            begun = bytearray(random.Random(9).randbytes(MIB))
        case "other between its ends":
            begun[MIB // 2] ^= 1
        case _:
            begun = begun * 2
    (sftp.folder / INBOX).mkdir()
    (sftp.folder / INBOX / f"{NAME}.part").write_bytes(begun)
    with Line(Target.parse(sftp.url()), sftp.access(), hurried()) as line:
        assert line.put(source, INBOX, NAME)
    assert [p.name for p in (sftp.folder / INBOX).iterdir()] == [NAME]
    assert (sftp.folder / INBOX / NAME).read_bytes() == source.read_bytes()


def test_s3_sends_the_missing_parts_alone(store_server: S3Server, wire: Callable[[int], Wire], tmp_path: Path) -> None:
    cutting = wire(store_server.port)
    size = 23 * MIB
    source = made(tmp_path / "a", size)
    target, access = Target.parse(f"s3://{BUCKET}/parts"), store_server.access(cutting.port)
    budgets = iter([12 * MIB, 0])
    cutting.budget = lambda: next(budgets, 0)
    with Line(target, access, hurried(first=1, tries=1), part_size=5 * MIB) as line:
        assert code_of(lambda: line.put(source, INBOX, NAME)) == "cut"
    before = cutting.sent
    assert before >= 10 * MIB
    cutting.budget = lambda: None
    with Line(target, access, hurried(), part_size=5 * MIB) as line:
        assert line.files(INBOX) == [], "what is not whole is not seen"
        assert line.put(source, INBOX, NAME)
        assert cutting.sent - before < size - 9 * MIB
        assert not line.put(source, INBOX, NAME)
    assert (store_server.folder / BUCKET / "parts" / INBOX / NAME).read_bytes() == source.read_bytes()
    assert not list((store_server.folder / ".nanio" / "multipart").iterdir())


def test_s3_begins_anew_where_the_parts_are_of_another_file(store_server: S3Server, tmp_path: Path) -> None:
    target, access = Target.parse(f"s3://{BUCKET}/other"), store_server.access()
    stop = threading.Event()
    retry = hurried()
    retry.stop = stop
    with Line(target, access, retry, part_size=5 * MIB) as line:
        half = made(tmp_path / "a", 11 * MIB, 1)
        assert code_of(lambda: line.put(half, INBOX, NAME, on_bytes=lambda _: stop.set())) == "stopped"
    with Line(target, access, hurried(), part_size=5 * MIB) as line:
        assert line.put(made(tmp_path / "b", 11 * MIB, 2), INBOX, NAME)
    assert (store_server.folder / BUCKET / "other" / INBOX / NAME).read_bytes() == (tmp_path / "b").read_bytes()
    assert not list((store_server.folder / ".nanio" / "multipart").iterdir())


def test_stopping_leaves_the_beginning_and_forgetting_removes_it(line: Line, tmp_path: Path) -> None:
    stop, source = threading.Event(), made(tmp_path / "a", 9 * MIB)
    retry = line._retry
    retry.stop = stop
    line._place._part = 5 * MIB  # type: ignore[attr-defined]

    def stop_soon(there: int) -> None:
        if there > MIB:
            stop.set()

    assert code_of(lambda: line.put(source, INBOX, NAME, on_bytes=stop_soon)) == "stopped"
    stop.clear()
    assert line.files(INBOX) == []
    line.forget(INBOX, NAME)
    line.forget(INBOX, NAME)
    assert line.files(INBOX) == []
    assert not list(tmp_path.rglob("*.part"))


def chance_budgets() -> Callable[[], int]:
    chance = random.Random(5)
    return lambda: chance.randrange(200_000, 900_000)


@pytest.mark.parametrize("budget", [chance_budgets(), lambda: 200_000], ids=["now and then", "each time early"])
def test_fetching_goes_on_where_it_was_cut(
    sftp: SftpServer, wire: Callable[[int], Wire], tmp_path: Path, budget: Callable[[], int]
) -> None:
    source = made(tmp_path / "a", 3 * MIB)
    (sftp.folder / INBOX).mkdir()
    shutil.copy(source, sftp.folder / INBOX / NAME)
    cutting, seen = wire(sftp.port), list[int]()
    cutting.budget = budget
    # How many tries in a row bring nothing is chance, and has a test of its own.
    with Line(Target.parse(sftp.url(cutting.port)), sftp.access(cutting.port), hurried(first=20, tries=20)) as line:
        line.get(INBOX, NAME, tmp_path / "b", most=3 * MIB, on_bytes=seen.append)
    assert cutting.cuts >= 3
    assert seen == sorted(set(seen)), "nothing came twice"
    assert (tmp_path / "b").read_bytes() == source.read_bytes()


# Trying again


def test_how_often_and_how_long_it_is_tried() -> None:
    waited: list[float] = []
    now = [0.0]

    def wait(stop: threading.Event, seconds: float) -> bool:
        waited.append(seconds)
        now[0] += seconds
        return False

    def failing() -> None:
        raise TargetError("cut", target="x", reason="y")

    world = World(monotonic=lambda: now[0], chance=lambda: 0.5, wait=wait)
    retry = Retry(Patience(first=2, tries=7, pause=1, longest=8, whole=1000), world)
    run = lambda: retry.run(failing, moved=lambda: 0, again=lambda: None)  # noqa: E731
    assert code_of(run) == "cut"
    assert waited == [0.75], "what never answered is given up soon"
    waited.clear()
    assert retry.run(lambda: 5, moved=lambda: 0, again=lambda: None) == 5
    assert code_of(run) == "cut"
    assert waited == [0.75, 1.5, 3.0, 6.0, 6.0, 6.0]
    waited.clear()
    moved = iter(range(10**6))
    assert code_of(lambda: retry.run(failing, moved=lambda: next(moved), again=lambda: None)) == "cut"
    assert set(waited) == {0.75}, "whoever gets on waits no longer each time"
    assert now[0] <= 1000, "and yet not for ever"


def test_what_cannot_pass_is_not_tried_again() -> None:
    tries: list[int] = []

    def failing() -> None:
        tries.append(1)
        raise TargetError("full", target="x")

    assert code_of(lambda: hurried().run(failing, moved=lambda: 0, again=lambda: None)) == "full"
    assert tries == [1]


# Folders that are full or go away


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with Line(Target.parse(str(tmp_path / "stick")), Access({}), hurried()) as line:
        assert code_of(line.check) == "no_root"
        assert code_of(lambda: line.put(made(tmp_path / "a"), INBOX, NAME)) == "no_root"
        assert not (tmp_path / "stick").exists()
        (tmp_path / "stick").mkdir()
        assert code_of(lambda: line.check(used=True)) == "emptied"
        (tmp_path / "stick" / INBOX).mkdir()
        line.check(used=True)


@pytest.mark.skipif(os.name == "nt", reason="Windows renames no folder in which a file is open")
def test_a_stick_that_is_pulled_out_in_the_middle(tmp_path: Path) -> None:
    stick, away = tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    source = made(tmp_path / "a", 2 * MIB)

    def pull(written: int) -> None:
        if written > MIB and stick.exists():
            stick.rename(away)

    with Line(Target.parse(str(stick)), Access({}), hurried()) as line:
        line.check()
        assert code_of(lambda: line.put(source, INBOX, NAME, on_bytes=pull)) == "gone"
        assert not stick.exists()
        assert not (away / INBOX / NAME).exists()
        away.rename(stick)
        assert line.put(source, INBOX, NAME)
    assert [p.name for p in (stick / INBOX).iterdir()] == [NAME]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MiB."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if shutil.which("mount") is None:
        pytest.skip("there is no mount command here, so there is no small disk to fill")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk(small_disk: Path, tmp_path: Path) -> None:
    with Line(Target.parse(str(small_disk)), Access({}), hurried()) as line:
        assert line.put(made(tmp_path / "a", MIB), INBOX, NAME)
        assert code_of(lambda: line.put(made(tmp_path / "b", 2 * MIB), INBOX, "visit_002.itui")) == "full"
        assert [p.name for p in (small_disk / INBOX).iterdir()] == [NAME], "what does not fit is not in the way"
        assert line.put(made(tmp_path / "c", MIB // 2), INBOX, "visit_003.itui")


def test_a_server_that_is_full(sftp: SftpServer, tmp_path: Path) -> None:
    sftp.full_after.append(MIB)
    with Line(Target.parse(sftp.url()), sftp.access(), hurried(tries=3)) as line:
        with pytest.raises(TargetError) as caught:
            line.put(made(tmp_path / "a", 3 * MIB), INBOX, NAME)
        assert caught.value.code == "failed"
        assert "No space left" in str(caught.value.values["reason"])
        assert line.files(INBOX) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_closed(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir(mode=0o500)
    with Line(Target.parse(str(tmp_path / "stick")), Access({}), hurried()) as line:
        assert code_of(lambda: line.put(made(tmp_path / "a"), INBOX, NAME)) == "forbidden"


def test_errors_of_a_folder(tmp_path: Path) -> None:
    from inspect_tui.exchange.target_files import FolderPlace

    place = FolderPlace(Target.parse(str(tmp_path)), hurried())
    assert place.translate(OSError(errno.EROFS, "read-only")).code == "forbidden"
    assert place.translate(OSError(errno.EIO, "input/output error")).is_passing
    assert place.translate(OSError(errno.ENOSPC, "full")).code == "full"


# Who is let in, and by whom


def host(server: SftpServer) -> str:
    return f"{LOOPBACK}:{server.port}"


def refusal(server: SftpServer, access: Access, user: str = "") -> TargetError:
    url = server.url() if not user else server.url().replace("secretary", user)
    with Line(Target.parse(url), access, hurried()) as line, pytest.raises(TargetError) as caught:
        line.files(INBOX)
    return caught.value


def test_an_unknown_host_is_told_and_gets_nothing(sftp: SftpServer, tmp_path: Path) -> None:
    said = {"INSPECT_TUI_SFTP_PASSWORD": "never sent", "HOME": str(tmp_path)}
    error = refusal(sftp, Access(said, lambda _: ""))
    assert (error.code, error.values) == ("unknown_host", {"host": host(sftp), "fingerprint": sftp.fingerprint})
    assert not (tmp_path / ".ssh").exists(), "nothing is added in silence"
    assert refusal(sftp, Access(said, lambda _: "", {host(sftp): ["SHA256:other"]})).code == "host_changed"


def test_known_hosts_are_honoured(sftp: SftpServer, tmp_path: Path) -> None:
    known = tmp_path / ".ssh" / "known_hosts"
    known.parent.mkdir()
    known.write_text(f"[{LOOPBACK}]:{sftp.port} {sftp.host_key}")
    said = {"INSPECT_TUI_SFTP_PASSWORD": "fixture password", "HOME": str(tmp_path)}
    with Line(Target.parse(sftp.url()), Access(said, lambda _: ""), hurried()) as line:
        assert line.files(INBOX) == []
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    known.write_text(f"[{LOOPBACK}]:{sftp.port} {other}")
    error = refusal(sftp, Access(said, lambda _: "", {host(sftp): [sftp.fingerprint]}))
    assert (error.code, error.values["fingerprint"]) == ("host_changed", sftp.fingerprint)


def test_ways_into_a_server(sftp: SftpServer, tmp_path: Path) -> None:
    accepted = {host(sftp): [sftp.fingerprint]}
    asked: list[str] = []

    def keyring(name: str) -> str:
        asked.append(name)
        return "fixture password"

    with Line(Target.parse(sftp.url()), Access({}, keyring, accepted), hurried()) as line:
        assert line.files(INBOX) == []
    assert asked == [f"sftp://secretary@{host(sftp)}/"]
    key = tmp_path / "key"
    key.write_bytes(sftp.user_key.export_private_key("openssh", passphrase="words", rounds=50))
    said = {"INSPECT_TUI_SFTP_KEY_FILE": str(key), "INSPECT_TUI_SFTP_KEY_PASSPHRASE": "words"}
    with Line(Target.parse(sftp.url()), Access(said, lambda _: "", accepted), hurried()) as line:
        assert line.files(INBOX) == []
    closed = {"INSPECT_TUI_SFTP_KEY_FILE": str(key)}
    assert refusal(sftp, Access(closed, lambda _: "", accepted)).code == "no_key_file"
    gone = {"INSPECT_TUI_SFTP_KEY_FILE": str(tmp_path / "none")}
    assert refusal(sftp, Access(gone, lambda _: "", accepted)).code == "no_key_file"
    assert refusal(sftp, Access({"INSPECT_TUI_SFTP_PASSWORD": "wrong"}, lambda _: "", accepted)).code == "no_entry"
    assert refusal(sftp, sftp.access(), user="somebody").code == "no_entry"


def test_a_server_that_does_not_answer(wire: Callable[[int], Wire]) -> None:
    dead = wire(1)
    for url in (f"sftp://{LOOPBACK}:{dead.port}/", "s3://bucket/x"):
        access = Access(
            {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "r"},
            lambda _: "",
            endpoint=f"http://{LOOPBACK}:{dead.port}",
        )
        with Line(Target.parse(url), access, hurried()) as line:
            assert code_of(line.check) == "unreachable"


def test_ways_into_a_store(store_server: S3Server, tmp_path: Path) -> None:
    here = f"http://{LOOPBACK}:{store_server.port}"
    target = Target.parse(f"s3://{BUCKET}/doors")

    def tried(access: Access, target: Target = target) -> str:
        with Line(target, access, hurried()) as line:
            try:
                line.check()
            except TargetError as error:
                return error.code
        return ""

    nowhere = {"HOME": str(tmp_path), "AWS_REGION": "us-east-1"}
    assert tried(Access(nowhere, lambda _: "", endpoint=here)) == "no_entry"
    assert tried(Access(nowhere, lambda name: "fixture-access:fixture-secret" if name == target.address else "",
                        endpoint=here)) == ""  # fmt: skip
    assert tried(store_server.access(AWS_SECRET_ACCESS_KEY="wrong")) == "no_entry"
    assert tried(store_server.access(), Target.parse("s3://nobody/x")) == "no_root"
