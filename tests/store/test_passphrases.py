"""A store's passphrase: given, changed, forgotten; with it its copies, and nothing in clear is left behind."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from damage import DAMAGES, MARKER, add_note, at, everything, fill, sound, texts
from inspect_tui.services.copying import backup, change_open, restore, set_passphrase, set_second
from inspect_tui.services.errors import UserError
from inspect_tui.services.home import Home, Setup
from inspect_tui.store import keys
from inspect_tui.store.copies import check, folder_of, list_copies
from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import recovery_file, unlock_key
from inspect_tui.store.store import open_store

FIRST, SECOND, THIRD = "mật khẩu của 'Tổ'", 'câu "thứ" hai', "câu thứ ba -- ;"


def setup_of(path: Path, passphrase: str = "") -> Setup:
    return Setup(Home(path.parent), at(path), passphrase, "vi")


def code_of(call: Callable[[], object]) -> str:
    try:
        call()
    except (StoreError, UserError) as error:
        return error.code
    pytest.fail("it was not refused")


def in_clear(folder: Path) -> list[str]:
    """Return the files under a folder in which the marker can be read."""
    return [str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file() and MARKER.encode() in f.read_bytes()]


@pytest.fixture
def derived(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """The salts of the keys that are derived in the test."""
    salts: list[bytes] = []
    real = hashlib.pbkdf2_hmac

    def count(name: str, passphrase: bytes, salt: bytes, rounds: int, length: int) -> bytes:
        assert rounds == 256_000
        salts.append(salt)
        return real(name, passphrase, salt, rounds, length)

    monkeypatch.setattr(hashlib, "pbkdf2_hmac", count)
    keys._derive.cache_clear()
    yield salts
    keys._derive.cache_clear()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plain store with a copy, and the same on a stick."""
    made = tmp_path / "nhà" / "store.db"
    fill(made, notes=40)
    stick = tmp_path / "stick"
    stick.mkdir()
    set_second(setup_of(made), str(stick))
    backup(setup_of(made))
    return made


@pytest.fixture
def littered(path: Path) -> Path:
    """The same with all else that can lie beside a store: a replaced one, damaged ones, what a killed one left."""
    restore(setup_of(path), list_copies(path)[0].path)
    backup(setup_of(path))
    for number, name in enumerate(("first page", "pages in the middle")):
        wreck = folder_of(path) / f"damaged-2021073{number}-000000.db"
        shutil.copyfile(path, wreck)
        DAMAGES[name](wreck)
    # One whose newest words stand in its -wal alone.
    with open_store(at(path)) as store:
        add_note(store, store.database.execute_sql('SELECT "id" FROM "session"').fetchone()[0], f"{MARKER} trong wal")
        for end in ("", "-wal"):
            shutil.copyfile(f"{path}{end}", folder_of(path) / f"damaged-20210801-000000.db{end}")
    path.with_name("store.db.0-0.part").write_bytes(MARKER.encode())
    return path


class TestFirst:
    def test_nothing_in_clear_is_left(self, littered: Path, tmp_path: Path) -> None:
        before = everything(littered)
        assert len(in_clear(tmp_path)) > 7
        done = set_passphrase(setup_of(littered), FIRST)
        assert in_clear(tmp_path) == []
        assert done.left == ()
        after = everything(littered, FIRST)
        assert after == before
        assert code_of(lambda: open_store(at(littered))) == "needs_passphrase"
        for copy in list_copies(littered):
            check(copy.path, FIRST)
        for copy_path in (tmp_path / "stick").rglob("*.db"):
            check(copy_path, FIRST)
        assert f"{MARKER} trong wal" in texts(folder_of(littered) / "damaged-20210801-000000.db", FIRST)
        for file in (tmp_path / "nhà").rglob("*"):
            if os.name == "posix" and file.is_file() and file.name != "places.json":
                assert stat.S_IMODE(file.stat().st_mode) == 0o600, file

    def test_what_is_damaged_is_locked_and_can_be_unlocked(self, littered: Path, tmp_path: Path) -> None:
        from pyrage import passphrase

        wrecks = {f.name: f.read_bytes() for f in folder_of(littered).glob("damaged-2021073*.db")}
        set_passphrase(setup_of(littered), FIRST)
        locked = {f.name: passphrase.decrypt(f.read_bytes(), FIRST) for f in folder_of(littered).glob("damaged-*.age")}
        assert locked == {f"{name}.age": data for name, data in wrecks.items()}

    def test_a_store_that_is_in_use(self, path: Path) -> None:
        with open_store(at(path)) as store:
            session = store.database.execute_sql('SELECT "id" FROM "session"').fetchone()[0]
            change_open(setup_of(path), store, FIRST)
            add_note(store, session, "và tiếp tục")
            assert sound(store, session) == []
            assert code_of(lambda: open_store(at(path), passphrase=FIRST)) == "busy"
        assert "và tiếp tục" in texts(path, FIRST)

    def test_a_store_in_use_whose_recovery_key_cannot_be_kept(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The file has the new passphrase already: the connection must have it too."""

        def full(*_: object) -> str:
            raise StoreError("full")

        monkeypatch.setattr("inspect_tui.services.copying.make_recovery", full)
        with open_store(at(path)) as store:
            assert code_of(lambda: change_open(setup_of(path), store, FIRST)) == "full"
            assert store.passphrase == FIRST
            store.set_meta("a", "b")
        assert everything(path, FIRST)

    def test_a_store_in_use_that_cannot_be_written_anew(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("inspect_tui.store.passphrases.into_place", full)
        with open_store(at(path)) as store:
            assert code_of(lambda: change_open(setup_of(path), store, FIRST)) in ("no_room", "full", "read_only")
            store.set_meta("a", "b")
        assert everything(path)
        assert list(path.parent.rglob("*.part*")) == []

    def test_none_is_none(self, path: Path) -> None:
        assert code_of(lambda: set_passphrase(setup_of(path), "")) == "no_new_passphrase"
        assert everything(path)


class TestAnother:
    def test_the_old_one_opens_neither_store_nor_copies(self, path: Path, tmp_path: Path) -> None:
        set_passphrase(setup_of(path), FIRST)
        before = everything(path, FIRST)
        done = set_passphrase(setup_of(path, FIRST), SECOND)
        assert everything(path, SECOND) == before
        assert done.left == ()
        files = [path, *folder_of(path).glob("*.db"), *(tmp_path / "stick").rglob("*.db")]
        assert len(files) == 3
        for file in files:
            check(file, SECOND)
            assert code_of(lambda file=file: check(file, FIRST)) == "unreadable"  # type: ignore[misc]

    def test_a_wrong_one_changes_nothing(self, path: Path) -> None:
        set_passphrase(setup_of(path), FIRST)
        before = {f: f.read_bytes() for f in path.parent.rglob("*") if f.is_file()}
        assert code_of(lambda: set_passphrase(setup_of(path, "sai"), SECOND)) == "unreadable"
        assert code_of(lambda: set_passphrase(setup_of(path), SECOND)) == "needs_passphrase"
        after = {f: f.read_bytes() for f in path.parent.rglob("*") if f.is_file()}
        settings = folder_of(path) / "places.json"
        assert before.pop(settings) == after.pop(settings)
        assert after == before

    def test_a_stick_that_is_not_there_is_said(self, path: Path, tmp_path: Path) -> None:
        (tmp_path / "stick").rename(tmp_path / "away")
        done = set_passphrase(setup_of(path), FIRST)
        assert [file.parent.name for file in done.left] == ["stick"]
        assert not (tmp_path / "stick").exists()

    def test_copies_in_clear_that_an_earlier_change_did_not_reach(self, path: Path, tmp_path: Path) -> None:
        (tmp_path / "stick").rename(tmp_path / "away")
        set_passphrase(setup_of(path), FIRST)
        (tmp_path / "away").rename(tmp_path / "stick")
        assert in_clear(tmp_path / "stick")
        done = set_passphrase(setup_of(path, FIRST), SECOND)
        assert in_clear(tmp_path) == []
        assert done.left == ()


class TestRecoveryKey:
    def test_as_it_is_typed_from_paper(self, path: Path) -> None:
        done = set_passphrase(setup_of(path), FIRST)
        key = done.recovery_key
        assert len(key.replace("-", "")) == 30
        typed = key.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
        again = set_passphrase(setup_of(path), SECOND, recovery_key=typed)
        assert again.recovery_key != key
        assert texts(path, SECOND)
        assert code_of(lambda: unlock_key(path, key)) == "wrong_recovery"
        assert unlock_key(path, again.recovery_key)

    def test_a_wrong_one(self, path: Path) -> None:
        set_passphrase(setup_of(path), FIRST)
        before = everything(path, FIRST)
        for typed in ("", "AAAAA-AAAAA", "mật khẩu"):
            assert code_of(lambda typed=typed: unlock_key(path, typed)) == "wrong_recovery"  # type: ignore[misc]
        assert code_of(lambda: set_passphrase(setup_of(path), SECOND, recovery_key="AAAAA")) == "wrong_recovery"
        assert everything(path, FIRST) == before

    def test_none_was_made(self, path: Path) -> None:
        assert code_of(lambda: set_passphrase(setup_of(path), SECOND, recovery_key="AAAAA")) == "no_recovery"
        assert everything(path)

    def test_a_copy_carries_it_to_another_machine(self, path: Path, tmp_path: Path) -> None:
        set_passphrase(setup_of(path), FIRST)
        key = set_passphrase(setup_of(path, FIRST), SECOND).recovery_key
        stick = next(folder for folder in (tmp_path / "stick").iterdir() if folder.is_dir())
        assert (stick / "store.db-recovery").read_bytes() == recovery_file(path).read_bytes()
        new = tmp_path / "máy khác" / "store.db"
        restore(setup_of(new, SECOND), next(stick.glob("*.db")))
        set_passphrase(setup_of(new), THIRD, recovery_key=key)
        assert texts(new, THIRD)

    def test_it_is_in_no_file(self, path: Path, tmp_path: Path) -> None:
        key = set_passphrase(setup_of(path), FIRST).recovery_key
        for file in tmp_path.rglob("*"):
            if file.is_file():
                data = file.read_bytes()
                assert key.encode() not in data
                assert FIRST.encode() not in data


class TestCompatible:
    @pytest.mark.parametrize("passphrase", ["đơn giản", FIRST, SECOND, THIRD])
    def test_any_program_that_knows_sqlcipher_opens_it(self, tmp_path: Path, passphrase: str) -> None:
        from sqlcipher3 import dbapi2 as sqlite

        path = tmp_path / "store.db"
        fill(path, passphrase, notes=1)
        connection = sqlite.connect(str(path))
        quoted = passphrase.replace("'", "''")
        connection.execute(f"PRAGMA key = '{quoted}'")
        assert connection.execute('SELECT "agency" FROM "session"').fetchall() == [(MARKER,)]
        connection.close()

    def test_what_any_program_made_is_opened(self, tmp_path: Path) -> None:
        from sqlcipher3 import dbapi2 as sqlite

        fill(tmp_path / "plain.db", notes=1)
        connection = sqlite.connect(str(tmp_path / "plain.db"))
        connection.execute("ATTACH DATABASE ? AS other KEY 'đơn giản'", (str(tmp_path / "store.db"),))
        connection.execute("SELECT sqlcipher_export('other')")
        connection.close()
        assert texts(tmp_path / "store.db", "đơn giản") == texts(tmp_path / "plain.db")

    def test_either_unicode_form(self, tmp_path: Path) -> None:
        path = tmp_path / "store.db"
        decomposed = unicodedata.normalize("NFD", FIRST)
        fill(path, decomposed, notes=1)
        assert texts(path, FIRST)
        set_passphrase(setup_of(path, FIRST), unicodedata.normalize("NFD", SECOND))
        assert texts(path, SECOND)


class TestDerivedOnce:
    def test_open_copy_check_and_close(self, tmp_path: Path, derived: list[bytes]) -> None:
        path = tmp_path / "store.db"
        with open_store(at(path), passphrase=FIRST):
            pass
        # A new file has its salt only once it is written.
        first = len(set(derived))
        assert len(derived) == first <= 2
        derived.clear()
        keys._derive.cache_clear()
        with open_store(at(path), passphrase=FIRST) as store:
            store.set_meta("a", "b")
            backup(setup_of(path, FIRST))
            with open_store(at(path), passphrase=FIRST, read_only=True):
                pass
            store.reopen()
        backup(setup_of(path, FIRST))
        for copy in list_copies(path):
            check(copy.path, FIRST)
        assert len(derived) == 1

    def test_a_change_derives_one_more(self, tmp_path: Path, derived: list[bytes]) -> None:
        path = tmp_path / "store.db"
        fill(path, FIRST, notes=1)
        for _ in range(3):
            backup(setup_of(path, FIRST))
        derived.clear()
        keys._derive.cache_clear()
        set_passphrase(setup_of(path, FIRST), SECOND)
        assert len(derived) == len(set(derived)) == 2


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
class TestKilled:
    def test_it_opens_with_the_one_or_the_other_and_nothing_is_lost(
        self, littered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path, before = littered, texts(littered)
        template = tmp_path / "template"
        shutil.copytree(path.parent, template)
        program = (
            "import os, signal, sys; from pathlib import Path\n"
            "from inspect_tui.services.copying import set_passphrase\n"
            "from inspect_tui.services.home import Home, Setup; from inspect_tui.store.connection import Location\n"
            "from inspect_tui.store import keys; import pyrage\n"
            "pyrage.passphrase.encrypt = lambda data, passphrase: b'locked'\n"
            "path, left = Path(sys.argv[1]), int(sys.argv[2])\n"
            "keys._derive = lambda passphrase, salt: ('%064x' % 7) + salt.hex()\n"
            "def watch(event, args):\n"
            "    global left\n"
            "    if event in ('os.rename', 'os.remove') or event == 'open' and args[2] & 3:\n"
            "        left -= 1\n"
            "        if not left: os.kill(os.getpid(), signal.SIGKILL)\n"
            "sys.addaudithook(watch)\n"
            "set_passphrase(Setup(Home(path.parent), Location(path), '', 'vi'), 'mới')\n"
        )
        # The derivation of keys is not what is tested here: one of no cost, in both processes.
        monkeypatch.setattr(keys, "_derive", lambda passphrase, salt: f"{7:064x}" + salt.hex())
        monkeypatch.setattr("pyrage.passphrase.encrypt", lambda data, passphrase: b"locked")
        seen = []
        for moment in sorted(random.Random(5).sample(range(1, 70), 10)):
            shutil.rmtree(path.parent)
            shutil.copytree(template, path.parent)
            subprocess.run([sys.executable, "-c", program, str(path), str(moment)], capture_output=True, timeout=60)
            opens = [word for word in ("", "mới") if _opens(path, word)]
            assert len(opens) == 1, moment
            assert texts(path, opens[0]) == before, moment
            # Whichever it is, the change can be made again, and then nothing is in clear.
            set_passphrase(setup_of(path, opens[0]), "lần nữa")
            assert in_clear(path.parent) == [], moment
            assert texts(path, "lần nữa") == before
            seen.append(opens[0])
        assert set(seen) == {"", "mới"}


def _opens(path: Path, passphrase: str) -> bool:
    try:
        check(path, passphrase)
    except StoreError:
        return False
    return True
