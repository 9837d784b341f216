"""A damaged store: its newest good copy takes its place, what it still yields is taken over, it is kept itself."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from damage import DAMAGES, PAGE, add_note, at, everything, files, fill, note, rows, sound, texts
from inspect_tui.domain.ids import new_id
from inspect_tui.services.copying import backup, find_damage, is_curable, mend_open, mend_store
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.recording import record_lines
from inspect_tui.store.connection import connect_sqlite, translate_error
from inspect_tui.store.copies import folder_of, list_copies
from inspect_tui.store.errors import StoreError
from inspect_tui.store.reading import Acknowledged
from inspect_tui.store.received import acknowledgements, keep_receipt
from inspect_tui.store.repair import is_sound, salvage
from inspect_tui.store.store import Store, open_store

RECEIPT = Acknowledged("Trụ sở", "2021-07-30T09:00:00.000Z", 7, "ab" * 32)
PASSPHRASE = "mật khẩu của 'Tổ'"


def setup_of(path: Path, passphrase: str = "") -> Setup:
    return Setup(Home(path.parent), at(path), passphrase, "vi")


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as caught:
        call()
    return caught.value.code


@pytest.fixture(scope="module", params=["", PASSPHRASE], ids=["plain", "encrypted"])
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A store with a copy, and after it a note, a draft, an attachment and a session file."""
    path = tmp_path_factory.mktemp("template") / "store.db"
    session = fill(path, request.param)
    backup(setup_of(path, request.param))
    (path.parent / "anh.jpg").write_bytes(os.urandom(5000))
    with open_store(at(path), passphrase=request.param) as store:
        # Pages of its own at the file's end, so that damage in its middle does not reach them.
        for number in range(40):
            add_note(store, session, f"sau {number} " + "x" * 1500)
        line = {"record": "attachment", "file": str(path.parent / "anh.jpg")}
        record_lines(store, session, [json.dumps(line)])
        store.put_draft(session, "note", "đang gõ dở")
        store.note_export(session, 7, "ab" * 32)
        keep_receipt(store, session, "khóa", RECEIPT, 3, 1)
    (path.parent / "anh.jpg").unlink()
    return path, request.param, session


@pytest.fixture
def broken(template: tuple[Path, str, str], tmp_path: Path) -> tuple[Path, str, str]:
    """Its own copy of that, to be damaged."""
    shutil.copytree(template[0].parent, tmp_path / "kho")
    return tmp_path / "kho" / "store.db", *template[1:]


class TestMending:
    @pytest.mark.parametrize("damage", DAMAGES)
    def test_the_newest_good_copy_and_what_is_still_readable(self, broken: tuple[Path, str, str], damage: str) -> None:
        path, passphrase, session = broken
        copied = texts(list_copies(path)[0].path, passphrase)
        before = texts(path, passphrase)
        with open_store(at(path), passphrase=passphrase, read_only=True) as store:
            device = store.device
        DAMAGES[damage](path)
        wreck = path.read_bytes()
        assert find_damage(setup_of(path, passphrase))
        done = mend_store(setup_of(path, passphrase))
        with open_store(at(path), passphrase=passphrase) as store:
            assert store.device != device
            # A chain may have holes where pages are gone; no record differs from its entries.
            assert store.check_rows(session) == []
            found = {text for (text,) in rows(path, 'SELECT "text" FROM "note"', passphrase)}
            drafts = [draft.text for draft in store.drafts(session)]
        assert copied <= found <= before
        if damage == "first page":
            assert found == before
            assert done.entries == 41
            assert drafts == ["đang gõ dở"]
        if damage == "pages in the middle":
            assert done.entries > 0
        assert done.damaged.parent == folder_of(path)
        assert done.damaged.name.startswith("damaged-")
        assert done.damaged.read_bytes() == wreck
        if os.name == "posix":
            assert stat.S_IMODE(done.damaged.stat().st_mode) == 0o600
        assert find_damage(setup_of(path, passphrase)) == ""
        leftovers = [f.name for folder in (path.parent, folder_of(path)) for f in folder.glob("*.part*")]
        assert leftovers == []

    def test_contents_and_the_number_of_session_files_are_taken_over(self, broken: tuple[Path, str, str]) -> None:
        path, passphrase, session = broken
        before = everything(path, passphrase)
        DAMAGES["first page"](path)
        mend_store(setup_of(path, passphrase))
        after = everything(path, passphrase)
        assert after["blob"] == before["blob"] != []
        assert after["entry"] == before["entry"]
        with open_store(at(path), passphrase=passphrase) as store:
            assert store.last_export(session) == (7, "ab" * 32)
            assert acknowledgements(store) == {session: (RECEIPT,)}
            assert sound(store, session) == []

    def test_what_is_only_in_the_wal_is_taken_over(self, broken: tuple[Path, str, str]) -> None:
        path, passphrase, session = broken
        with open_store(at(path), passphrase=passphrase) as store:
            add_note(store, session, "chỉ trong wal")
            wal = path.with_name("store.db-wal").read_bytes()
            file = path.read_bytes()
        path.write_bytes(b"\x5a" * PAGE + file[PAGE:])
        path.with_name("store.db-wal").write_bytes(wal)
        done = mend_store(setup_of(path, passphrase))
        assert "chỉ trong wal" in texts(path, passphrase)
        assert done.entries == 42

    def test_a_damaged_newest_copy_is_passed_over(self, broken: tuple[Path, str, str]) -> None:
        path, passphrase, session = broken
        backup(setup_of(path, passphrase))
        note(path, session, "sau bản thứ hai", passphrase)
        newest, older = list_copies(path)
        DAMAGES["pages in the middle"](newest.path)
        DAMAGES["cut to nothing"](path)
        done = mend_store(setup_of(path, passphrase))
        assert done.copy.path == older.path
        assert texts(path, passphrase) == texts(older.path, passphrase)

    @pytest.mark.parametrize("damage", DAMAGES)
    def test_without_a_copy_nothing_is_changed(self, broken: tuple[Path, str, str], damage: str) -> None:
        path, passphrase, _ = broken
        for copy in list_copies(path):
            copy.path.unlink()
        DAMAGES[damage](path)
        before = files(path.parent)
        assert code_of(lambda: mend_store(setup_of(path, passphrase))) == "no_copy"
        assert files(path.parent) == before

    def test_while_somebody_writes_it_waits_for_a_better_time(self, broken: tuple[Path, str, str]) -> None:
        path, passphrase, _ = broken
        with open_store(at(path), passphrase=passphrase):
            assert code_of(lambda: mend_store(setup_of(path, passphrase))) == "busy"

    def test_a_store_that_is_whole_is_not_replaced(self, broken: tuple[Path, str, str]) -> None:
        path, passphrase, _ = broken
        before = everything(path, passphrase)
        assert code_of(lambda: mend_store(setup_of(path, passphrase))) == "sound"
        with open_store(at(path), passphrase=passphrase) as store:
            assert code_of(lambda: mend_open(store)) == "sound"
            assert store.get_meta("device")
        assert everything(path, passphrase) == before
        assert list(folder_of(path).glob("damaged-*")) == []

    def test_text_that_cannot_be_read_is_damage(self, broken: tuple[Path, str, str]) -> None:
        path, passphrase, session = broken
        if passphrase:
            pytest.skip("an encrypted page proves itself; this can only be in a plain one")
        data = path.read_bytes()
        place = data.rindex("lời lời".encode())
        path.write_bytes(data[: place + 1] + b"\xff\xff" + data[place + 3 :])
        assert not is_sound(path, "")
        mend_store(setup_of(path))
        with open_store(at(path)) as store:
            assert store.check_rows(session) == []


class TestWrongPassphrase:
    """A store that does not open may be damaged, or this is not its passphrase: then nothing is touched."""

    def test_copies_that_it_does_not_open(self, broken: tuple[Path, str, str]) -> None:
        path, passphrase, _ = broken
        if not passphrase:
            pytest.skip("a plain store has none")
        before = files(path.parent)
        for wrong in ("sai", ""):
            with pytest.raises(StoreError) as caught:
                open_store(at(path), passphrase=wrong)
            assert is_curable(caught.value, setup_of(path, wrong)), "it could be"
            assert code_of(lambda wrong=wrong: mend_store(setup_of(path, wrong))) == "no_copy"  # type: ignore[misc]
        assert files(path.parent) == before

    def test_copies_of_before_a_change_that_was_killed(
        self, broken: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The store has the new passphrase, its copies the old one: the old one opens them, and must not win."""
        from inspect_tui.store import passphrases

        path, passphrase, session = broken

        class Killed(BaseException):
            pass

        def killed(*_: object) -> bool:
            raise Killed

        monkeypatch.setattr(passphrases, "_change_other", killed)
        with pytest.raises(Killed):
            passphrases.change_passphrase(path, passphrase, "mật khẩu mới")
        note(path, session, "sau khi đổi", "mật khẩu mới")
        before = files(path.parent)
        assert code_of(lambda: mend_store(setup_of(path, passphrase))) == "no_copy"
        assert files(path.parent) == before
        assert "sau khi đổi" in texts(path, "mật khẩu mới")


class TestOpenStore:
    """Damage that is met while the app is at work."""

    def test_it_goes_on_with_the_copy(self, broken: tuple[Path, str, str]) -> None:
        path, passphrase, session = broken
        with open_store(at(path), passphrase=passphrase) as store:
            device = store.device
            DAMAGES["pages in the middle"](path)
            told = json.loads(mend_open(store))
            assert store.device != device
            assert Path(told["file"]).name.startswith("damaged-")
            add_note(store, session, "và tiếp tục")
            assert store.check_rows(session) == []
            assert code_of(lambda: open_store(at(path), passphrase=passphrase)) == "busy"
        assert "và tiếp tục" in {text for (text,) in rows(path, 'SELECT "text" FROM "note"', passphrase)}

    def test_without_a_copy_it_goes_on_with_the_damaged_one(self, broken: tuple[Path, str, str]) -> None:
        path, passphrase, session = broken
        list_copies(path)[0].path.unlink()
        with open_store(at(path), passphrase=passphrase) as store:
            assert store.entries(session)
            DAMAGES["first page"](path)
            assert code_of(lambda: mend_open(store)) == "no_copy"
            # The connection was not given up: it may be the last one that reads it.
            assert not store.database.is_closed()

    def test_nothing_of_a_write_that_met_the_damage_stays(self, broken: tuple[Path, str, str]) -> None:
        path, passphrase, session = broken
        entries = len(rows(path, 'SELECT 1 FROM "entry"', passphrase))
        ids = [one for (one,) in rows(path, 'SELECT "id" FROM "note"', passphrase)]
        lines = [json.dumps({"record": "note", "id": one, "text": "mới"}) for one in ids]
        damage_a_page_that_is_met_late(path, passphrase, lambda store: _recorded(store, session, lines))
        mend_store(setup_of(path, passphrase))
        assert "mới" not in {text for (text,) in rows(path, 'SELECT "text" FROM "note"', passphrase)}
        assert len(rows(path, 'SELECT 1 FROM "entry"', passphrase)) <= entries


def damage_a_page_that_is_met_late(path: Path, passphrase: str, work: Callable[[Store], object]) -> None:
    """Damage one page such that the store opens and the work does not come to its end."""
    whole = path.read_bytes()
    for start in range(PAGE, len(whole), PAGE):
        path.write_bytes(whole[:start] + b"\x5a" * PAGE + whole[start + PAGE :])
        try:
            with open_store(at(path), passphrase=passphrase) as store:
                assert code_of(lambda store=store: work(store)) == "damaged"  # type: ignore[misc]
        except (StoreError, pytest.fail.Exception):
            continue
        return
    raise AssertionError("no such page")


def _recorded(store: Store, session: str, lines: list[str]) -> None:
    with store.errors_told():
        record_lines(store, session, lines)


class TestWal:
    """SQLite reads a damaged -wal to its first fault and says nothing of the rest."""

    @pytest.fixture
    def crashed(self, broken: tuple[Path, str, str]) -> tuple[Path, str, str]:
        """A store whose newest changes stand in the -wal only, and a copy that has them."""
        path, passphrase, session = broken
        with open_store(at(path), passphrase=passphrase) as store:
            add_note(store, session, "một")
            add_note(store, session, "hai")
            backup(setup_of(path, passphrase))
            add_note(store, session, "ba")
            file, wal = path.read_bytes(), path.with_name("store.db-wal").read_bytes()
        path.write_bytes(file)
        path.with_name("store.db-wal").write_bytes(wal)
        return path, passphrase, session

    def test_a_whole_one_is_read(self, crashed: tuple[Path, str, str]) -> None:
        path, passphrase, _ = crashed
        assert {"một", "hai", "ba"} <= texts(path, passphrase)
        with open_store(at(path), passphrase=passphrase):
            pass
        assert find_damage(setup_of(path, passphrase)) == ""

    @pytest.mark.parametrize("cut", ["overwritten", "shortened"])
    def test_what_the_copy_still_has_is_noticed_and_brought_back(
        self, crashed: tuple[Path, str, str], cut: str
    ) -> None:
        path, passphrase, _ = crashed
        wal = path.with_name("store.db-wal")
        data = wal.read_bytes()
        wal.write_bytes(data[:5000] + (b"\x5a" * 100 + data[5100:] if cut == "overwritten" else b""))
        assert find_damage(setup_of(path, passphrase)) == "entry"
        with pytest.raises(StoreError) as caught:
            open_store(at(path), passphrase=passphrase)
        assert is_curable(caught.value, setup_of(path, passphrase))
        mend_store(setup_of(path, passphrase))
        assert {"một", "hai"} <= texts(path, passphrase)
        with open_store(at(path), passphrase=passphrase):
            pass

    def test_a_copy_of_such_a_store_does_not_hide_it(self, crashed: tuple[Path, str, str]) -> None:
        path, passphrase, _ = crashed
        path.with_name("store.db-wal").unlink()
        assert code_of(lambda: backup(setup_of(path, passphrase))) == "damaged"
        mend_store(setup_of(path, passphrase))
        backup(setup_of(path, passphrase))
        assert {"một", "hai"} <= texts(path, passphrase)

    def test_a_file_cut_to_nothing_does_not_take_its_wal_along(self, crashed: tuple[Path, str, str]) -> None:
        path, passphrase, _ = crashed
        for copy in list_copies(path):
            copy.path.unlink()
        wal = path.with_name("store.db-wal").read_bytes()
        path.write_bytes(b"")
        assert code_of(lambda: open_store(at(path), passphrase=passphrase)) == "damaged"
        assert path.with_name("store.db-wal").read_bytes() == wal


class TestSalvage:
    def test_it_never_fails(self, template: tuple[Path, str, str], tmp_path: Path) -> None:
        """And it invents nothing: what it yields was in the store."""
        whole, passphrase, _ = template
        copy = list_copies(whole)[0].path
        data = whole.read_bytes()
        before = {row[0] for row in rows(whole, 'SELECT "hash" FROM "entry"', passphrase)}
        chance, path, some = random.Random(11), tmp_path / "a.db", 0
        for _ in range(8):
            wreck = bytearray(data)
            for _ in range(chance.choice((1, 3, 30))):
                place = chance.randrange(len(wreck))
                wreck[place : place + 64] = chance.randbytes(64)
            path.write_bytes(wreck[: chance.choice((len(wreck), len(wreck) // 3 * 2))])
            found = salvage(path, copy, passphrase)
            assert {entry.hash for entry in found.entries} <= before
            some += bool(found.entries)
            assert [file.name for file in tmp_path.iterdir()] == ["a.db"]
        assert some > 5

    @pytest.mark.parametrize("data", [b"", b"x", b"SQLite format 3\0", bytes(9000)])
    def test_of_what_is_no_store(self, template: tuple[Path, str, str], tmp_path: Path, data: bytes) -> None:
        whole, passphrase, _ = template
        (tmp_path / "a.db").write_bytes(data)
        assert salvage(tmp_path / "a.db", list_copies(whole)[0].path, passphrase).drafts == ()
        assert (tmp_path / "a.db").read_bytes() == data


class TestReopen:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "nhà" / "store.db"

    @pytest.mark.skipif(os.name != "posix", reason="Windows lets no open file be deleted")
    def test_after_the_file_was_deleted(self, path: Path) -> None:
        session = fill(path)
        with open_store(at(path)) as store:
            path.unlink()
            assert code_of(lambda: store.put_draft(session, "note", "sau khi xóa")) == "gone"
            store.reopen()
            store.put_draft(session, "note", "và lại")
            assert store.check_rows(session) == []
        assert len(texts(path)) == 120
        assert rows(path, 'SELECT "text" FROM "draft"') == [("và lại",)]

    @pytest.mark.skipif(os.name != "posix", reason="Windows lets no open file be deleted")
    def test_after_the_wal_was_deleted(self, path: Path, tmp_path: Path) -> None:
        session = fill(path)
        with open_store(at(path)) as store:
            add_note(store, session, "trước khi xóa")
            path.with_name(path.name + "-wal").unlink()
            assert code_of(lambda: store.put_draft(session, "note", "sau khi xóa")) == "gone"
            store.reopen()
            store.put_draft(session, "note", "và lại")
            # What a kill would leave now.
            left = Path(shutil.copytree(path.parent, tmp_path / "sau khi chết")) / path.name
        assert "trước khi xóa" in texts(left)
        assert rows(left, 'SELECT "text" FROM "draft"') == [("và lại",)]

    @pytest.mark.skipif(sys.platform != "linux", reason="a stick is made with a tmpfs of Linux")
    def test_nothing_is_written_where_the_stick_was(self, tmp_path: Path) -> None:
        program = (
            "import os, subprocess, sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
            "from damage import at, fill; from inspect_tui.store import errors, store\n"
            "path = Path(sys.argv[1]) / 'store.db'; session = fill(path, notes=10)\n"
            "with store.open_store(at(path)) as opened:\n"
            "    subprocess.run(['umount', '-l', sys.argv[1]], check=True)\n"
            "    for work in (lambda: opened.put_draft(session, 'note', 'a'), opened.reopen):\n"
            "        try: work()\n"
            "        except errors.StoreError as error: print(error.code)\n"
            "print(os.listdir(sys.argv[1]))\n"
        )
        if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode:
            pytest.skip("no stick can be mounted here (unshare)")
        shell = f'mount -t tmpfs none "{tmp_path}" && exec "$@"'
        python = [sys.executable, "-c", program, str(tmp_path), str(Path(__file__).parents[1])]
        done = subprocess.run(["unshare", "-rm", "sh", "-c", shell, "sh", *python], capture_output=True, text=True)
        assert done.stdout.split("\n")[:3] == ["gone", "gone", "[]"], done.stderr

    @pytest.mark.skipif(os.name != "posix", reason="Windows lets no open file be moved")
    def test_after_the_folder_was_moved_away_and_back(self, path: Path) -> None:
        session = fill(path)
        with open_store(at(path)) as store:
            away = path.parent.rename(path.parent.with_name("đi"))
            assert code_of(lambda: store.put_draft(session, "note", "a")) == "gone"
            assert code_of(store.reopen) == "gone"
            away.rename(path.parent)
            store.reopen()
            store.put_draft(session, "note", "b")
        assert rows(path, 'SELECT "text" FROM "draft"') == [("b",)]

    @pytest.mark.skipif(os.name != "posix", reason="Windows lets no open file be replaced")
    def test_after_another_store_took_its_place(self, path: Path, tmp_path: Path) -> None:
        session, other = fill(path), tmp_path / "other.db"
        # It even has the session, so that a write would go through.
        shutil.copyfile(path, other)
        with open_store(at(other)) as store:
            store.set_meta("device", new_id())
        with open_store(at(path)) as store:
            os.replace(other, path)
            before = everything(path)
            assert code_of(lambda: store.put_draft(session, "note", "a")) == "gone"
            for _ in range(2):
                assert code_of(store.reopen) == "gone"
                assert code_of(lambda: store.put_draft(session, "note", "b")) == "gone"
                assert code_of(lambda: add_note(store, session, "b")) == "gone"
        assert everything(path) == before

    @pytest.mark.skipif(os.name != "posix", reason="Windows lets no open file be replaced")
    def test_after_a_copy_of_itself_took_its_place(self, path: Path, tmp_path: Path) -> None:
        session = fill(path)
        shutil.copyfile(path, tmp_path / "other.db")
        with open_store(at(path)) as store:
            os.replace(tmp_path / "other.db", path)
            assert code_of(lambda: store.put_draft(session, "note", "a")) == "gone"
            store.reopen()
            store.put_draft(session, "note", "b")
        assert rows(path, 'SELECT "text" FROM "draft"') == [("b",)]


class TestErrors:
    @pytest.mark.skipif(sys.platform != "linux", reason="a full disk is made with a tmpfs of Linux")
    def test_a_full_disk(self, tmp_path: Path) -> None:
        program = (
            "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
            "from damage import add_note, at, fill, texts; from inspect_tui.store import errors, store\n"
            "path = Path(sys.argv[1]) / 'store.db'; session = fill(path, notes=10)\n"
            "(path.parent / 'other').write_bytes(b'x' * 300000)\n"
            "with store.open_store(at(path)) as opened:\n"
            "    done = 0\n"
            "    try:\n"
            "        while done < 10000: add_note(opened, session, f'{done} ' + 'x' * 20000); done += 1\n"
            "    except errors.StoreError as error: print(error.code)\n"
            "    (path.parent / 'other').unlink()\n"
            "print(len(texts(path)) - 10 == done > 5)\n"
        )
        if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode:
            pytest.skip("a small disk cannot be mounted here (unshare)")
        shell = f'mount -t tmpfs -o size=2m none "{tmp_path}" && exec "$@"'
        command = [
            "sh",
            "-c",
            shell,
            "sh",
            sys.executable,
            "-c",
            program,
            str(tmp_path),
            str(Path(__file__).parents[1]),
        ]
        done = subprocess.run(["unshare", "-rm", *command], capture_output=True, text=True, timeout=120)
        if "mount:" in done.stderr:
            pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
        assert done.stdout.split() == ["full", "True"], done.stderr

    def test_busy(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("inspect_tui.store.connection.BUSY_MS", 50)
        path = tmp_path / "store.db"
        session = fill(path)
        with open_store(at(path)) as store:
            other = connect_sqlite(path, "", read_only=False)
            other.execute("BEGIN IMMEDIATE")
            assert code_of(lambda: store.put_draft(session, "note", "a")) == "busy"
            other.execute("ROLLBACK")
            other.close()
            store.put_draft(session, "note", "a")

    def test_read_only(self, tmp_path: Path) -> None:
        if os.name != "posix":
            pytest.skip("permissions of POSIX")
        path = tmp_path / "nhà" / "store.db"
        fill(path)
        program = (
            "import os, sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
            "from damage import at; from inspect_tui.store import store\n"
            "from inspect_tui.store.errors import StoreError\n"
            "import inspect_tui.store.models, playhouse.sqlcipher_ext\n"
            "os.geteuid() or (os.setgid(65534), os.setuid(65534))\n"
            "try: store.open_store(at(Path(sys.argv[1])))\n"
            "except StoreError as error: print(error.code)\n"
        )
        # A folder of the test run's is closed to others: this one is found by its number.
        path.chmod(0o444)
        path.parent.chmod(0o555)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            place = f"/proc/self/fd/{folder}/store.db"
            if not Path("/proc/self/fd").exists():
                pytest.skip("needs /proc")
            command = [sys.executable, "-c", program, place, str(Path(__file__).parents[1])]
            done = subprocess.run(command, capture_output=True, text=True, pass_fds=[folder])
        finally:
            os.close(folder)
            path.parent.chmod(0o755)
        assert done.stdout == "read_only\n", done.stderr

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ("database is locked", "busy"),
            ("database or disk is full", "full"),
            ("attempt to write a readonly database", "read_only"),
            ("disk I/O error", "medium"),
            ("unable to open database file", "gone"),
            ("database disk image is malformed", "damaged"),
            ("file is not a database", "damaged"),
        ],
    )
    def test_what_the_driver_says(self, said: str, code: str) -> None:
        assert translate_error(sqlite3.OperationalError(said), Path("/a")).code == code
