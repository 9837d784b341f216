"""What is SQLite's own: the file, its lock, its key, and files that are no store."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from inspect_tui.domain.ids import new_id
from inspect_tui.store.connection import Location
from inspect_tui.store.errors import StoreError
from inspect_tui.store.journal import Write
from inspect_tui.store.reading import read_content
from inspect_tui.store.schema import FOLDER, HISTORY
from inspect_tui.store.store import Store, open_store

PASSPHRASE = "mật khẩu của 'Tổ'"
MARKER = "Nội dung chỉ có ở đây 7f3a"


def at(path: Path) -> Location:
    return Location.parse(str(path))


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as caught:
        call()
    return caught.value.code


class TestSettings:
    def test_foreign_keys_wal_and_full_sync(self, tmp_path: Path) -> None:
        with open_store(at(tmp_path / "a.db")) as store:
            pragma = {
                name: store.database.execute_sql(f"PRAGMA {name}").fetchone()[0]
                for name in ("foreign_keys", "journal_mode", "synchronous")
            }
        assert pragma == {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2}

    def test_the_sqlite_build_is_the_pinned_one(self) -> None:
        from sqlcipher3 import dbapi2

        # SQLite 3.7.0 to 3.51.2 can corrupt a WAL database that two connections write to at once.
        assert dbapi2.sqlite_version_info > (3, 51, 2)

    def test_nobody_else_may_read_the_file(self, tmp_path: Path) -> None:
        open_store(at(tmp_path / "a.db")).close()
        if os.name == "posix":
            assert stat.S_IMODE((tmp_path / "a.db").stat().st_mode) == 0o600

    def test_a_record_without_its_session_is_refused_by_the_database(self, tmp_path: Path) -> None:
        with open_store(at(tmp_path / "a.db")) as store, pytest.raises(Exception, match="FOREIGN KEY"):
            store.database.execute_sql("INSERT INTO draft (session_id, record, text, at) VALUES ('x', 'note', 'a', '')")


class TestOneWriter:
    def test_a_second_writer_is_refused(self, tmp_path: Path) -> None:
        with open_store(at(tmp_path / "a.db")):
            assert code_of(lambda: open_store(at(tmp_path / "a.db"))) == "busy"
        open_store(at(tmp_path / "a.db")).close()

    @pytest.mark.skipif(os.name != "posix", reason="links need a right of their own on Windows")
    def test_a_link_to_a_store_has_the_same_lock(self, tmp_path: Path) -> None:
        (tmp_path / "link.db").symlink_to(tmp_path / "a.db")
        with open_store(at(tmp_path / "a.db")):
            assert code_of(lambda: open_store(at(tmp_path / "link.db"))) == "busy"
        with open_store(at(tmp_path / "link.db")):
            assert code_of(lambda: open_store(at(tmp_path / "a.db"))) == "busy"

    def test_the_lock_goes_with_a_killed_process(self, tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        open_store(at(path)).close()
        program = (
            "import sys; from inspect_tui.store.connection import Location; from inspect_tui.store.store import "
            "open_store; s = open_store(Location.parse(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"open"
        assert code_of(lambda: open_store(at(path))) == "busy"
        process.kill()
        process.communicate()
        open_store(at(path)).close()

    def test_reading_needs_no_lock(self, tmp_path: Path) -> None:
        with open_store(at(tmp_path / "a.db")), open_store(at(tmp_path / "a.db"), read_only=True) as reader:
            assert reader.get_meta("device")


class TestKey:
    def make(self, path: Path) -> str:
        session = new_id()
        with open_store(at(path), passphrase=PASSPHRASE) as store:
            store.journal.write(session, [Write("session", session, {"agency": MARKER}, new=True)], person="")
            store.put_draft(session, "note", MARKER)
        return session

    def test_nothing_is_in_clear(self, tmp_path: Path) -> None:
        self.make(tmp_path / "a.db")
        for path in tmp_path.iterdir():
            data = path.read_bytes()
            assert MARKER.encode() not in data
            assert b"SQLite format 3" not in data

    def test_the_right_passphrase_opens_it_in_either_unicode_form(self, tmp_path: Path) -> None:
        import unicodedata

        session = self.make(tmp_path / "a.db")
        decomposed = unicodedata.normalize("NFD", PASSPHRASE)
        assert decomposed != PASSPHRASE
        with open_store(at(tmp_path / "a.db"), passphrase=decomposed) as store:
            assert read_content(store, session).session.agency == MARKER

    @pytest.mark.parametrize("read_only", [True, False])
    @pytest.mark.parametrize(("passphrase", "code"), [("sai", "unreadable"), ("", "needs_passphrase")])
    def test_a_wrong_key_says_so_and_changes_nothing(
        self, tmp_path: Path, passphrase: str, code: str, read_only: bool, capfd: pytest.CaptureFixture[str]
    ) -> None:
        self.make(tmp_path / "a.db")
        before = (tmp_path / "a.db").read_bytes()
        found = code_of(lambda: open_store(at(tmp_path / "a.db"), passphrase=passphrase, read_only=read_only))
        assert found == code
        assert (tmp_path / "a.db").read_bytes() == before
        assert capfd.readouterr().err == "", "SQLCipher's own log lines stay off stderr"

    def test_a_plain_store_with_a_passphrase_is_not_overwritten(self, tmp_path: Path) -> None:
        open_store(at(tmp_path / "a.db")).close()
        before = (tmp_path / "a.db").read_bytes()
        assert code_of(lambda: open_store(at(tmp_path / "a.db"), passphrase="x")) == "plain"
        assert (tmp_path / "a.db").read_bytes() == before


class TestNoStore:
    @pytest.mark.parametrize("read_only", [True, False])
    @pytest.mark.parametrize(
        "data", [b"no database at all, but some words" * 100, b"\x00" * 5000, b"SQLite format 3\x00"]
    )
    def test_a_file_that_is_no_store(self, tmp_path: Path, data: bytes, read_only: bool) -> None:
        path = tmp_path / "a.db"
        path.write_bytes(data)
        assert code_of(lambda: open_store(at(path), read_only=read_only)) in ("needs_passphrase", "unreadable")
        assert path.read_bytes() == data

    def test_another_programs_database_is_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "a.db"
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE theirs (a)")
        connection.close()
        content = path.read_bytes()
        assert code_of(lambda: open_store(at(path))) == "unreadable"
        assert code_of(lambda: open_store(at(path), read_only=True)) == "unreadable"
        assert path.read_bytes() == content

    def test_a_folder_is_no_store(self, tmp_path: Path) -> None:
        assert code_of(lambda: open_store(at(tmp_path))) in ("unreadable", "busy", "read_only")

    @pytest.mark.parametrize("read_only", [True, False])
    def test_a_newer_store_is_refused(self, tmp_path: Path, read_only: bool) -> None:
        with open_store(at(tmp_path / "a.db")) as store:
            store.database.execute_sql(f"INSERT INTO {HISTORY} (name, applied) VALUES ('9999_later', '2030-01-01')")
        assert code_of(lambda: open_store(at(tmp_path / "a.db"), read_only=read_only)) == "newer"

    def test_an_older_store_is_migrated_by_writing_and_never_by_reading(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        open_store(at(tmp_path / "a.db")).close()
        schema = tmp_path / "schema"
        shutil.copytree(FOLDER, schema)
        (schema / "0002_next.py").write_text(
            "def up(migrator, db):\n    db.execute_sql('CREATE TABLE next_step (a INTEGER)')\n"
        )
        monkeypatch.setattr("inspect_tui.store.schema.FOLDER", schema)
        assert code_of(lambda: open_store(at(tmp_path / "a.db"), read_only=True)) == "older"
        with open_store(at(tmp_path / "a.db")) as store:
            assert store.database.table_exists("next_step")
        open_store(at(tmp_path / "a.db"), read_only=True).close()

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write into read-only folders")
    def test_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o500)
        try:
            assert code_of(lambda: open_store(at(tmp_path / "a.db"))) == "read_only"
        finally:
            tmp_path.chmod(0o700)

    def test_a_place_that_cannot_be(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        assert code_of(lambda: open_store(at(tmp_path / "file" / "a.db"))) == "read_only"
        assert code_of(lambda: Location.parse("mysql://x/y")) == "bad_url"
        assert code_of(lambda: Location.parse("")) == "bad_url"


class TestUsedOnOneThread:
    def test_the_name_of_a_server_store_hides_the_password(self) -> None:
        assert Location.parse("postgres://user:secret@host:5432/db").name == "postgresql://host:5432/db"

    def test_closing_twice_is_nothing(self, tmp_path: Path) -> None:
        store: Store = open_store(at(tmp_path / "a.db"))
        store.close()
        store.close()
