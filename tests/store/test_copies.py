"""Copies of a store: whole, private, encrypted as it is, made while it is used, kept in number, put back."""

from __future__ import annotations

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import threading
from collections import namedtuple
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from damage import MARKER, add_note, at, everything, files, fill, note, rows, sound, texts
from inspect_tui.services.copying import backup, restore, set_second
from inspect_tui.services.errors import UserError
from inspect_tui.services.home import Home, Setup
from inspect_tui.store import copies
from inspect_tui.store.copies import (
    KEPT,
    LEAST,
    SPARE,
    Copy,
    check,
    folder_of,
    list_copies,
    make_copy,
    newest_good,
    second_folder,
    set_second_place,
)
from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import salt_of
from inspect_tui.store.lock import take_lock
from inspect_tui.store.store import open_store, utc_now

PASSPHRASE = "mật khẩu của 'Tổ'"
DATA = Path(__file__).parent / "data"


def setup_of(path: Path, passphrase: str = "") -> Setup:
    return Setup(Home(path.parent), at(path), passphrase, "vi")


def code_of(call: Callable[[], object]) -> str:
    try:
        call()
    except (StoreError, UserError) as error:
        return error.code
    pytest.fail("it was not refused")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with something in it, in a folder of its own."""
    made = tmp_path / "nhà" / "store.db"
    fill(made)
    return made


@pytest.fixture
def session(path: Path) -> str:
    return str(rows(path, 'SELECT "id" FROM "session"')[0][0])


class TestACopy:
    @pytest.mark.parametrize("passphrase", ["", PASSPHRASE], ids=["plain", "encrypted"])
    def test_is_one_private_file_with_all_that_is_in_the_store(self, tmp_path: Path, passphrase: str) -> None:
        path = tmp_path / "store.db"
        fill(path, passphrase)
        before = os.umask(0)
        try:
            copy = backup(setup_of(path, passphrase))
        finally:
            os.umask(before)
        beside = {file.name for file in folder_of(path).iterdir()}
        assert beside == {copy.path.name, "places.json", "copies.lock"}
        assert everything(copy.path, passphrase) == everything(path, passphrase)
        assert (MARKER.encode() in copy.path.read_bytes()) == (not passphrase)
        assert salt_of(copy.path) == salt_of(path)
        if os.name == "posix":
            assert (mode_of(copy.path), mode_of(folder_of(path))) == (0o600, 0o700)

    def test_holds_what_is_only_in_the_wal_and_leaves_the_store_alone(self, path: Path, session: str) -> None:
        with open_store(at(path)) as store:
            add_note(store, session, "mới")
            file, wal = path.read_bytes(), path.with_name("store.db-wal").read_bytes()
            assert wal
            copy = backup(setup_of(path))
            assert (path.read_bytes(), path.with_name("store.db-wal").read_bytes()) == (file, wal)
        assert "mới" in texts(copy.path)

    def test_each_is_a_state_that_was_committed_while_another_writes(self, path: Path, session: str) -> None:
        stop = threading.Event()
        counts: list[int] = []

        def write() -> None:
            with open_store(at(path)) as store:
                while not stop.is_set():
                    add_note(store, session, f"lúc {len(counts)}")
                    counts.append(1)

        thread = threading.Thread(target=write)
        thread.start()
        try:
            made: list[tuple[int, Copy, int]] = []
            while len(made) < 12 or len(counts) < 40:
                # What was committed when the copy began, and when it was done.
                low = len(counts)
                copy = backup(setup_of(path))
                made.append((low, copy, len(counts)))
                assert thread.is_alive()
        finally:
            stop.set()
            thread.join()
        numbers = [copy.number for _, copy, _ in made]
        assert numbers == list(range(1, len(made) + 1))
        for low, copy, high in made[-12:]:
            found = {text for text in texts(copy.path) if text.startswith("lúc")}
            assert found == {f"lúc {n}" for n in range(len(found))}
            assert low <= len(found) <= high + 1

    def test_two_at_once_do_not_disturb_each_other(self, path: Path) -> None:
        failed: list[BaseException] = []

        def copy() -> None:
            try:
                for _ in range(4):
                    backup(setup_of(path))
            except BaseException as error:
                failed.append(error)

        threads = [threading.Thread(target=copy) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert [copy.number for copy in list_copies(path)] == list(range(12, 0, -1))

    def test_of_no_store_is_refused_and_makes_none(self, tmp_path: Path) -> None:
        path = tmp_path / "store.db"
        assert code_of(lambda: backup(setup_of(path))) == "no_file"
        assert code_of(lambda: make_copy(path, "", reason="hour", clock=utc_now)) == "gone"
        assert not path.exists()

    def test_a_killed_one_leaves_nothing_that_stays(self, path: Path) -> None:
        program = (
            "import sys; from pathlib import Path; from inspect_tui.store import copies, store\n"
            "def into_place(part, target):\n"
            "    print('here', flush=True); sys.stdin.read()\n"
            "copies.into_place = into_place\n"
            "copies.make_copy(Path(sys.argv[1]), '', reason='asked', clock=store.utc_now)\n"
        )
        command = [sys.executable, "-c", program, str(path)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"here\n"
            process.kill()
        assert list(folder_of(path).glob("*.part*"))
        assert list_copies(path) == []
        backup(setup_of(path))
        assert list(folder_of(path).glob("*.part*")) == []

    def test_of_a_store_whose_page_is_damaged_says_which_file(self, path: Path) -> None:
        data = bytearray(path.read_bytes())
        middle = len(data) // 8192 * 4096
        data[middle : middle + 4096] = b"\x5a" * 4096
        path.write_bytes(data)
        with pytest.raises(StoreError) as caught:
            backup(setup_of(path))
        assert (caught.value.code, caught.value.values["path"]) == ("damaged", str(path))
        assert list_copies(path) == []
        assert list(folder_of(path).glob("*.part*")) == []


class TestHowMany:
    def test_the_last_twenty_and_their_numbers_go_on(self, path: Path) -> None:
        noon = datetime(2021, 7, 30, 12, tzinfo=UTC)
        # The clock jumps back a year after the tenth.
        days = [noon + timedelta(days=n) if n < 10 else noon - timedelta(days=365 - n) for n in range(KEPT + 3)]
        folder_of(path).mkdir()
        others = [folder_of(path) / name for name in ("damaged-20210730-000000.db", "replaced-20210730-000000-2.db")]
        for other in others:
            other.write_bytes(b"x")
        for day in days:
            make_copy(path, "", reason="hour", clock=lambda day=day: day)  # type: ignore[misc]
        found = list_copies(path)
        assert [copy.number for copy in found] == list(range(KEPT + 3, 3, -1))
        assert [copy.at for copy in found] == days[:2:-1]
        assert all(other.exists() for other in others)
        best = newest_good(path, "")
        assert best is not None
        assert best.number == KEPT + 3


class TestLittleRoom:
    Usage = namedtuple("Usage", "total used free")

    @pytest.fixture
    def disk(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        """A disk on which each copy takes one unit: the number of free ones, to be set."""
        free = [1 << 40]

        def usage(_: object) -> TestLittleRoom.Usage:
            return self.Usage(0, 0, free[0] - len(list_copies(path)))

        monkeypatch.setattr(shutil, "disk_usage", usage)
        return free

    def test_the_oldest_go_first_and_three_stay(self, path: Path, disk: list[int]) -> None:
        for _ in range(8):
            backup(setup_of(path))
        needed = path.stat().st_size + SPARE
        # Room enough once two copies are gone.
        disk[0] = needed + 6
        backup(setup_of(path))
        assert [copy.number for copy in list_copies(path)] == [9, 8, 7, 6, 5, 4, 3]
        # Never enough.
        disk[0] = needed
        before = list_copies(path)[:LEAST]
        assert code_of(lambda: backup(setup_of(path))) == "no_room"
        assert list_copies(path) == before
        assert len(texts(path)) == 120

    @pytest.mark.skipif(sys.platform != "linux", reason="a full disk is made with a tmpfs of Linux")
    def test_a_disk_that_is_really_full(self, tmp_path: Path) -> None:
        place = tmp_path / "small"
        place.mkdir()
        program = (
            "import sys; from pathlib import Path; from inspect_tui.store import copies, store, errors\n"
            "sys.path.insert(0, sys.argv[2]); from damage import fill, texts, files\n"
            "copies.SPARE = -(1 << 40)\n"
            "path = Path(sys.argv[1]) / 'store.db'; session = fill(path, notes=600)\n"
            "size = path.stat().st_size\n"
            "with open(path.parent / 'other', 'wb') as file:\n"
            "    file.truncate(0)\n"
            "    free = copies.shutil.disk_usage(path.parent).free\n"
            "    file.write(b'x' * (free - size // 2))\n"
            "before = texts(path)\n"
            "try:\n"
            "    copies.make_copy(path, '', reason='asked', clock=store.utc_now)\n"
            "except errors.StoreError as error:\n"
            "    print(error.code)\n"
            "print(sorted(f.name for f in copies.folder_of(path).iterdir()), texts(path) == before, len(before))\n"
            "import os; os.unlink(path.parent / 'other')\n"
            "copies.make_copy(path, '', reason='asked', clock=store.utc_now); print(len(copies.list_copies(path)))\n"
        )
        shell = f'mount -t tmpfs -o size=6m none "{place}" && exec "$@"'
        command = ["sh", "-c", shell, "sh", sys.executable, "-c", program, str(place), str(Path(__file__).parents[1])]
        unshare = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
        if not shutil.which("unshare") or subprocess.run([*unshare, "true"], capture_output=True).returncode:
            pytest.skip("a small disk cannot be mounted here (unshare)")
        done = subprocess.run([*unshare, *command], capture_output=True, text=True, timeout=120)
        if "mount:" in done.stderr:
            pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
        assert done.stdout.splitlines() == ["no_room", "['copies.lock'] True 600", "1"], done.stderr


class TestSecondPlace:
    def test_a_stick_that_comes_and_goes(self, path: Path, tmp_path: Path) -> None:
        stick = tmp_path / "stick"
        stick.mkdir()
        set_second(setup_of(path), str(stick))
        first = backup(setup_of(path))
        assert first.second is not None
        assert first.second.read_bytes() == first.path.read_bytes()
        assert mode_of(first.second) == 0o600
        away = stick.rename(tmp_path / "away")
        without = backup(setup_of(path))
        assert (without.second, bool(without.second_failed)) == (None, True)
        check(without.path, "")
        assert not stick.exists(), "a folder on the disk would pass for the stick"
        away.rename(stick)
        back = backup(setup_of(path))
        assert back.second is not None
        assert back.second_failed == ""
        assert len(list(back.second.parent.glob("*.db"))) == 2

    def test_a_stick_that_takes_something_else(self, path: Path, tmp_path: Path,
                                               monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
        stick = tmp_path / "stick"
        stick.mkdir()
        set_second(setup_of(path), str(stick))
        whole = copies._copy_file

        def tears(source: Path, target: Path) -> None:
            whole(source, target)
            if target.is_relative_to(stick):
                target.write_bytes(target.read_bytes()[:-1] + b"?")

        monkeypatch.setattr(copies, "_copy_file", tears)
        made = backup(setup_of(path))
        assert made.second is None
        assert made.second_failed
        assert [f for f in stick.rglob("*") if f.is_file()] == []

    def test_two_laptops_on_one_share(self, tmp_path: Path) -> None:
        share = tmp_path / "share"
        share.mkdir()
        found = set()
        for name in ("một", "hai"):
            path = tmp_path / name / "store.db"
            fill(path, notes=3)
            set_second(setup_of(path), str(share))
            for _ in range(2):
                copy = backup(setup_of(path))
                assert copy.second is not None
            found.add(copy.second.parent if copy.second else None)
        assert len(found) == 2
        assert [len(list(folder.glob("*.db"))) for folder in share.iterdir()] == [2, 2]

    def test_it_is_the_same_folder_after_a_copy_was_put_back(self, path: Path, tmp_path: Path) -> None:
        set_second(setup_of(path), str(tmp_path))
        first = backup(setup_of(path))
        restore(setup_of(path), first.path)
        again = backup(setup_of(path))
        assert first.second is not None
        assert again.second is not None
        assert again.second.parent == first.second.parent

    def test_dropped(self, path: Path, tmp_path: Path) -> None:
        set_second(setup_of(path), str(tmp_path))
        set_second(setup_of(path), "")
        made = backup(setup_of(path))
        assert (made.second, made.second_failed) == (None, "")
        assert second_folder(path) is None

    def test_no_folder(self, path: Path, tmp_path: Path) -> None:
        assert code_of(lambda: set_second(setup_of(path), str(tmp_path / "none"))) == "no_folder"
        assert not folder_of(path).exists()
        assert code_of(lambda: set_second(setup_of(tmp_path / "none.db"), str(tmp_path))) == "no_file"
        assert not folder_of(tmp_path / "none.db").exists()

    def test_settings_that_somebody_broke(self, path: Path) -> None:
        set_second_place(path, None)
        for text in ("", "[]", "{", '{"second": 5, "head": []}'):
            (folder_of(path) / "places.json").write_text(text)
            made = backup(setup_of(path))
            assert made.second is None
            assert newest_good(path, "") is not None


class TestRestore:
    def test_what_it_replaces_can_be_put_back_itself(self, path: Path, session: str) -> None:
        copy = backup(setup_of(path))
        note(path, session, "sau bản sao")
        done = restore(setup_of(path), copy.path)
        assert "sau bản sao" not in texts(path)
        assert done.kept is not None
        assert mode_of(done.kept) == 0o600
        assert list(path.parent.glob("*.part*")) == []
        restore(setup_of(path), done.kept)
        assert "sau bản sao" in texts(path)

    def test_what_was_only_in_the_wal_is_in_the_file_that_is_kept(self, path: Path, session: str) -> None:
        copy = backup(setup_of(path))
        crashed_after(path, session, "chỉ trong wal")
        assert path.with_name("store.db-wal").stat().st_size
        done = restore(setup_of(path), copy.path)
        assert done.kept is not None
        assert "chỉ trong wal" in texts(done.kept)
        assert "chỉ trong wal" not in texts(path)

    def test_it_begins_a_new_chain_and_both_verify(self, path: Path, session: str) -> None:
        copy = backup(setup_of(path))
        note(path, session, "nhánh cũ")
        done = restore(setup_of(path), copy.path)
        note(path, session, "nhánh mới")
        assert done.kept is not None
        with open_store(at(done.kept), read_only=True) as old:
            entries = old.entries(session)
        with open_store(at(path)) as store:
            assert store.device not in {entry.device for entry in entries}
            assert store.journal.absorb(entries) == 1
            assert sound(store, session) == []
        assert {"nhánh cũ", "nhánh mới"} <= texts(path)

    @pytest.mark.parametrize("passphrase", ["", "mật khẩu thử"], ids=["plain", "encrypted"])
    def test_a_copy_of_an_older_version_is_brought_up_to_date(self, tmp_path: Path, passphrase: str) -> None:
        path, old = tmp_path / "store.db", tmp_path / "old.db"
        shutil.copyfile(DATA / f"store-0001{'-encrypted' if passphrase else ''}.db", old)
        fill(path, passphrase, notes=2)
        restore(setup_of(path, passphrase), old)
        with open_store(at(path), passphrase=passphrase, read_only=True) as store:
            assert store.get_meta("device")
        assert len(rows(path, 'SELECT * FROM "entry"', passphrase)) > 20
        assert [copy.reason for copy in list_copies(path)] == ["migration"]

    def test_into_a_place_where_no_store_is(self, path: Path, tmp_path: Path) -> None:
        copy = backup(setup_of(path))
        new = tmp_path / "mới" / "store.db"
        done = restore(setup_of(new), copy.path)
        assert done.kept is None
        assert texts(new) == texts(path)

    def test_while_somebody_reads_it_nothing_is_changed(self, path: Path, session: str,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
        monkeypatch.setattr("inspect_tui.store.connection.BUSY_MS", 50)
        copy = backup(setup_of(path))
        crashed_after(path, session, "mới")
        with open_store(at(path), read_only=True) as reader, reader.database.atomic():
            assert reader.entries(session)
            assert code_of(lambda: restore(setup_of(path), copy.path)) == "busy"
        assert "mới" in texts(path)

    def test_without_a_copy(self, path: Path) -> None:
        before = files(path.parent)
        assert code_of(lambda: restore(setup_of(path), None)) == "no_copy"
        assert files(path.parent) == before

    def test_no_room_for_what_is_to_be_kept(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        copy = backup(setup_of(path))
        before, content = sorted(files(path.parent)), everything(path)

        def full(source: Path, target: Path) -> None:
            target.write_bytes(b"half")
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(copies, "_copy_file", full)
        assert code_of(lambda: restore(setup_of(path), copy.path)) == "no_room"
        assert (sorted(files(path.parent)), everything(path)) == (before, content)
        take_lock(path).release()


def crashed_after(path: Path, session: str, text: str) -> None:
    """Write a note in a process that ends without closing the store: the note stays in the -wal."""
    program = (
        "import os, sys; from pathlib import Path; sys.path.insert(0, sys.argv[4])\n"
        "from damage import add_note, at; from inspect_tui.store.store import open_store\n"
        "add_note(open_store(at(Path(sys.argv[1]))), *sys.argv[2:4]); os._exit(0)\n"
    )
    tests = str(Path(__file__).parents[1])
    subprocess.run([sys.executable, "-c", program, str(path), session, text, tests], check=True)


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
class TestKilledWhileRestoring:
    def test_it_is_the_old_store_or_the_new_one(self, tmp_path: Path) -> None:
        """Stopped before each single change of a file: the moments between are all there are."""
        path = tmp_path / "nhà" / "store.db"
        session = fill(path, notes=30)
        copy = backup(setup_of(path)).path
        copied = texts(path)
        note(path, session, "trong tệp")
        template = tmp_path / "template"
        crashed_after(path, session, "trong wal")
        replaced = copied | {"trong tệp", "trong wal"}
        shutil.copytree(path.parent, template)
        program = (
            "import os, signal, sys; from pathlib import Path\n"
            "from inspect_tui.services.copying import restore; from inspect_tui.services.home import Home, Setup\n"
            "from inspect_tui.store.connection import Location\n"
            "path, copy, left = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])\n"
            "def watch(event, args):\n"
            "    global left\n"
            "    if event in ('os.rename', 'os.remove', 'sqlite3.connect') or event == 'open' and args[2] & 3:\n"
            "        left -= 1\n"
            "        if not left: os.kill(os.getpid(), signal.SIGKILL)\n"
            "sys.addaudithook(watch)\n"
            "restore(Setup(Home(path.parent), Location(path), '', 'vi'), copy)\n"
        )
        seen, killed = set(), 0
        for moment in range(1, 200):
            shutil.rmtree(path.parent)
            shutil.copytree(template, path.parent)
            command = [sys.executable, "-c", program, str(path), str(copy), str(moment)]
            done = subprocess.run(command, capture_output=True, timeout=60)
            assert path.exists(), moment
            found = texts(path)
            assert found in (copied, replaced), moment
            check(path, "")
            if found == copied:
                kept = sorted(folder_of(path).glob("replaced-*.db"))
                assert texts(kept[-1]) == replaced, moment
            seen.add(frozenset(found))
            if done.returncode == 0:
                break
            assert done.returncode == -signal.SIGKILL, done.stderr
            killed += 1
        assert killed > 10
        assert len(seen) == 2

    def test_at_random_moments(self, path: Path, session: str) -> None:
        copy = backup(setup_of(path)).path
        old = texts(path)
        note(path, session, "mới")
        chance = random.Random(3)
        program = (
            "import sys; from pathlib import Path\n"
            "from inspect_tui.services.copying import restore; from inspect_tui.services.home import Home, Setup\n"
            "from inspect_tui.store.connection import Location\n"
            "setup = Setup(Home(Path(sys.argv[1]).parent), Location(Path(sys.argv[1])), '', 'vi')\n"
            "import inspect_tui.store.repair; print('ready', flush=True)\n"
            "while True:\n"
            "    for name in sys.argv[2:]: restore(setup, Path(name))\n"
        )
        kept = restore(setup_of(path), copy).kept
        assert kept is not None
        for _ in range(6):
            command = [sys.executable, "-c", program, str(path), str(kept), str(copy)]
            with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
                assert process.stdout is not None
                assert process.stdout.readline() == b"ready\n"
                with pytest.raises(subprocess.TimeoutExpired):
                    process.wait(chance.uniform(0.01, 0.5))
                process.kill()
            assert texts(path) in (old, old | {"mới"})
            check(path, "")
