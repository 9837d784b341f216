"""backup, restore, doctor, passphrase, and what every command does with a damaged store."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from damage import DAMAGES, PAGE, add_note, at, everything, files, rows
from inspect_tui.store.copies import folder_of, list_copies
from inspect_tui.store.store import open_store

from .conftest import DAYS, VISIT, Cli, lines

PASSPHRASE = "mật khẩu của 'Tổ'"


@pytest.fixture
def store(cli: Cli, visit: str) -> Path:
    """The visit's store, whose newest copy lacks its last note."""
    assert visit
    cli.json("backup")
    cli.record(visit, {"record": "note", "text": "sau bản sao"})
    return cli.home / "store.db"


@pytest.fixture
def encrypted(cli: Cli, tmp_path: Path) -> tuple[Path, Path]:
    """A store that was made with a passphrase, and the file of that."""
    word = tmp_path / "pw"
    word.write_text(PASSPHRASE + "\n")
    cli.json("--passphrase-file", word, "session", "new", "--agency", "Sở Nội vụ", *DAYS)
    cli.json("--passphrase-file", word, "backup")
    return cli.home / "store.db", word


def notes(cli: Cli, session: str) -> list[str]:
    return [note["text"] for note in cli.show(session)["notes"]]


class TestBackup:
    def test_it_names_the_file(self, cli: Cli, visit: str) -> None:
        made = cli.json("backup")
        assert made["reason"] == "asked"
        assert (made["second"], made["second_failed"]) == (None, None)
        assert everything(Path(made["file"])) == everything(cli.home / "store.db")
        printed = cli.run("backup")
        assert (printed.code, printed.err) == (0, "")
        assert Path(printed.out.strip()).is_file()

    def test_a_second_place_and_its_loss(self, cli: Cli, visit: str, tmp_path: Path) -> None:
        stick = tmp_path / "usb"
        stick.mkdir()
        made = cli.json("backup", "--second", stick)
        assert Path(made["second"]).read_bytes() == Path(made["file"]).read_bytes()
        stick.rename(tmp_path / "away")
        done = cli.run("--lang", "en", "backup", "--json")
        assert done.code == 0
        assert done.err.startswith(f"inspect-tui: the second place for copies cannot be reached: {stick}")
        assert done.err.count("\n") == 1
        data = json.loads(done.out)
        assert data["second"] is None
        assert data["second_failed"]
        assert cli.json("backup", "--second", "")["second_failed"] is None

    def test_refused(self, cli: Cli, visit: str, tmp_path: Path) -> None:
        before = files(cli.home)
        assert str(tmp_path / "none") in cli.refused("backup", "--second", tmp_path / "none")
        cli.refused("--db", tmp_path / "none.db", "backup", "--second", tmp_path)
        cli.refused("--db", tmp_path / "none.db", "backup")
        assert files(cli.home) == before
        assert not (tmp_path / "none.db").exists()
        assert not folder_of(tmp_path / "none.db").exists()

    def test_on_a_server_it_says_what_to_use(self, cli: Cli, postgres: Callable[[], str]) -> None:
        url = postgres()
        for command in (["backup"], ["restore", "a.db"], ["passphrase", "--new-passphrase-file", __file__]):
            assert "pg_dump" in cli.refused("--db", url, *command)

    def test_while_the_app_has_the_store(self, cli: Cli, visit: str, store: Path) -> None:
        with open_store(at(store)) as app:
            add_note(app, visit, "vừa gõ")
            made = cli.json("backup")
            assert "in use" in cli.refused("--lang", "en", "restore", made["file"])
            assert "in use" in cli.refused("--lang", "en", "restore")
            assert "vừa gõ" in notes(cli, visit)
        assert ("vừa gõ",) in rows(Path(made["file"]), 'SELECT "text" FROM "note"')


class TestRestore:
    def test_a_copy_and_back(self, cli: Cli, visit: str, store: Path) -> None:
        done = cli.json("restore", list_copies(store)[0].path)
        assert notes(cli, visit) == []
        cli.json("restore", done["kept"])
        assert notes(cli, visit) == ["sau bản sao"]

    def test_the_newest_without_a_name(self, cli: Cli, visit: str, store: Path) -> None:
        done = cli.json("restore")
        assert done["file"] == str(list_copies(store)[0].path)
        assert notes(cli, visit) == []

    def test_an_empty_name_names_no_copy(self, cli: Cli, visit: str, store: Path) -> None:
        # A script whose variable is empty does not mean the newest copy.
        done = cli.run("restore", "")
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert notes(cli, visit) == ["sau bản sao"]

    def test_where_no_store_is(self, cli: Cli, visit: str, store: Path) -> None:
        store.unlink()
        assert cli.json("restore")["kept"] is None
        assert notes(cli, visit) == []

    def test_names_as_people_type_them(
        self, cli: Cli, visit: str, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shutil.copyfile(list_copies(store)[0].path, tmp_path / "bản sao.db")
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("USERPROFILE", str(tmp_path))
        for name in ("bản sao.db", "./bản sao.db", "~/bản sao.db"):
            cli.json("restore", name)
            assert notes(cli, visit) == []
            cli.record(visit, {"record": "note", "text": "x"})

    def test_wrong_files(self, cli: Cli, visit: str, store: Path, tmp_path: Path) -> None:
        place = tmp_path / "wrong"
        place.mkdir()
        (place / "empty.db").write_bytes(b"")
        (place / "words.docx").write_bytes(b"PK\x03\x04" + os.urandom(3000))
        (place / "torn.db").write_bytes(store.read_bytes()[:20_000])
        shutil.copyfile(store, place / "newer.db")
        with open_store(at(place / "newer.db")) as newer:
            newer.database.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('9999', '2030')")
        other = sqlite3.connect(place / "other.db")
        other.execute("CREATE TABLE session (id)")
        other.commit()
        other.close()
        cli.run("export", visit, "--plain", "-o", place)
        (place / "folder.db").mkdir()
        wrong = [*sorted(place.iterdir()), place / "none.db", store, VISIT]
        assert len(wrong) >= 9
        before, content = files(cli.home), files(place)
        for file in wrong:
            cli.refused("restore", file)
        assert files(cli.home) == before
        assert files(place) == content
        assert "newer" in cli.refused("--lang", "en", "restore", place / "newer.db")

    def test_a_key_that_does_not_fit(self, cli: Cli, encrypted: tuple[Path, Path], tmp_path: Path) -> None:
        store, word = encrypted
        copy = list_copies(store)[0].path
        before = files(cli.home)
        assert "passphrase" in cli.refused("--lang", "en", "restore", copy)
        plain = tmp_path / "plain.db"
        cli.json("--db", plain, "session", "new", "--agency", "A", *DAYS)
        assert "not encrypted" in cli.refused("--lang", "en", "--passphrase-file", word, "restore", plain)
        assert files(cli.home) == before

    def test_a_store_of_the_first_version(self, cli: Cli, visit: str, store: Path) -> None:
        old = Path(__file__).parents[1] / "store" / "data" / "store-0001.db"
        shown = json.loads(old.with_suffix(".json").read_text(encoding="utf-8"))
        cli.json("restore", old)
        assert [s["id"] for s in cli.json("session", "list")["sessions"]] == [shown["id"]]
        notes = cli.show(shown["id"])["notes"]
        assert [{**now, **then} for now, then in zip(notes, shown["notes"], strict=True)] == notes


class TestDamagedStore:
    """Each command mends it, says so in one line, and does its work."""

    @pytest.mark.parametrize("damage", DAMAGES)
    @pytest.mark.parametrize(
        "command",
        [["session", "list"], ["session", "show", "S"], ["figures", "S"], ["record", "S", "-"], ["backup"],
         ["export", "S", "--plain", "-o", "DIR"], ["register", "import", str(VISIT), "--session", "S", "--dry-run"]],
        ids=lambda command: " ".join(command[:2]),
    )  # fmt: skip
    def test_a_command(
        self, cli: Cli, visit: str, store: Path, tmp_path: Path, command: list[str], damage: str
    ) -> None:
        DAMAGES[damage](store)
        wreck = store.read_bytes()
        words = [{"S": visit, "DIR": str(tmp_path / "out")}.get(word, word) for word in command]
        done = cli.run("--lang", "en", *words, "--json", stdin=lines([{"record": "note", "text": "ngay sau đó"}]))
        assert done.code == 0, done
        json.loads(done.out)
        assert done.err.startswith("inspect-tui: The store was damaged. The copy of ")
        assert done.err.count("\n") == 1
        kept = list(folder_of(store).glob("damaged-*.db"))
        assert [file.read_bytes() for file in kept] == [wreck]
        assert str(kept[0]) in done.err
        assert ("ngay sau đó" in notes(cli, visit)) == (command[0] == "record")
        assert "sau bản sao" in notes(cli, visit) or damage not in ("first page",)
        found = cli.run("doctor", "--json")
        assert [f for f in json.loads(found.out)["findings"] if f["level"] == "fault" and "chuỗi" not in f["message"]
                and "chain" not in f["message"]] == [], found.out  # fmt: skip

    @pytest.mark.parametrize("damage", DAMAGES)
    def test_without_a_copy(self, cli: Cli, visit: str, damage: str) -> None:
        store = cli.home / "store.db"
        DAMAGES[damage](store)
        if damage == "cut to nothing":
            # Nothing tells that there was a store; it is as one that was just begun.
            assert cli.json("session", "list")["sessions"] == []
            return
        before = files(cli.home)
        for command in (["session", "list"], ["session", "show", visit], ["record", visit, "-"], ["backup"]):
            cli.refused(*command, stdin=lines([{"record": "note", "text": "x"}]))
        after = files(cli.home)
        after.pop("store.db-wal", None)
        assert after == before

    def test_a_page_that_is_met_late(self, cli: Cli, visit: str, store: Path) -> None:
        """Nothing half-done is left by the first try, and stdin, which was read by it, is not lost."""
        whole, late = store.read_bytes(), 0
        changes = [{"record": "task", "id": task["id"], "remark": "mới"} for task in cli.show(visit)["tasks"]]
        template = cli.home.with_name("template")
        shutil.copytree(cli.home, template)
        for start in range(PAGE, len(whole), PAGE * 3):
            shutil.rmtree(cli.home)
            shutil.copytree(template, cli.home)
            store.write_bytes(whole[:start] + b"\x5a" * PAGE + whole[start + PAGE :])
            done = cli.run("record", visit, "-", "--json", stdin=lines(changes))
            assert done.code == 0, (start, done)
            assert json.loads(done.out)["applied"] == len(changes)
            assert {task["remark"] for task in cli.show(visit)["tasks"]} == {"mới"}, start
            late += bool(done.err)
        assert late > 5

    def test_by_a_wrong_passphrase_nothing_is_mended(self, cli: Cli, encrypted: tuple[Path, Path],
                                                     tmp_path: Path) -> None:  # fmt: skip
        store, _ = encrypted
        wrong = tmp_path / "wrong"
        wrong.write_text("sai")
        before = files(cli.home)
        for command in (["session", "list"], ["session", "new", "--agency", "A", *DAYS], ["backup"], ["restore"]):
            assert "passphrase" in cli.refused("--lang", "en", "--passphrase-file", wrong, *command) or command == [
                "restore"
            ]
            cli.refused("--lang", "en", *command)
        assert files(cli.home) == before
        # Also where the app has it open: the passphrase is what is wrong, not the moment.
        with open_store(at(store), passphrase=PASSPHRASE):
            assert "passphrase is wrong" in cli.refused("--lang", "en", "--passphrase-file", wrong, "session", "list")

    def test_an_encrypted_one(self, cli: Cli, encrypted: tuple[Path, Path]) -> None:
        store, word = encrypted
        whole, met = store.read_bytes(), []
        for start in range(0, len(whole), PAGE):
            # One bit of one page: each page proves itself.
            store.write_bytes(whole[: start + 100] + bytes([whole[start + 100] ^ 1]) + whole[start + 101 :])
            done = cli.run("--lang", "en", "--passphrase-file", word, "session", "list", "--json")
            assert done.code == 0, start
            assert len(json.loads(done.out)["sessions"]) == 1
            met.append("The store was damaged" in done.err)
            if met.count(True) == 2:
                return
        raise AssertionError(met)


def levels(found: Any, level: str) -> list[str]:
    return [f["message"] for f in found["findings"] if f["level"] == level]


class TestDoctor:
    def examine(self, cli: Cli, code: int = 0, *options: object) -> Any:
        done = cli.run("--lang", "en", *options, "doctor", "--json")
        assert (done.code, done.err) == (code, ""), done
        found = json.loads(done.out)
        assert {f["level"] for f in found["findings"]} <= {"ok", "warning", "fault"}
        assert all(f["message"] and set(f) == {"level", "message"} for f in found["findings"])
        assert {"sqlite_version", "store", "encrypted", "copies", "findings"} <= set(found)
        assert bool(levels(found, "fault")) == bool(code)
        return found

    def test_a_sound_store(self, cli: Cli, visit: str, store: Path) -> None:
        store.chmod(0o600)
        before = files(cli.home)
        found = self.examine(cli)
        assert files(cli.home) == before
        assert found["copies"] == 1
        assert found["encrypted"] is False
        warnings = " ".join(levels(found, "warning"))
        assert "not encrypted" in warnings
        assert "second place" in warnings
        assert "others" not in warnings
        printed = cli.run("doctor")
        assert printed.code == 0
        assert len(printed.out.splitlines()) == len(found["findings"])

    def test_changed_keys_that_cannot_be(self, cli: Cli, visit: str) -> None:
        keymap = cli.home / "keymap.toml"
        keymap.write_text('[checklist]\nconclude = "f8"\n[kitchen]\ncook = "f7"\n', encoding="utf-8")
        said = [one for one in levels(self.examine(cli), "warning") if "keymap.toml" in one]
        assert len(said) == 2
        assert "F8 for checklist.conclude is checklist.import already; F7 stays" in said[0]
        keymap.write_text('[checklist]\nconclude = "ctrl+b"\n', encoding="utf-8")
        assert not [one for one in levels(self.examine(cli), "warning") if "keymap.toml" in one]

    def test_no_store_yet(self, cli: Cli) -> None:
        found = self.examine(cli)
        assert any("no store yet" in w for w in levels(found, "warning"))
        assert not cli.home.exists()

    def test_no_copies_and_others_may_read(self, cli: Cli, visit: str) -> None:
        (cli.home / "store.db").chmod(0o644)
        warnings = " ".join(levels(self.examine(cli), "warning"))
        assert "no copy of the store" in warnings
        if os.name == "posix":
            assert "others on this machine may read" in warnings

    @pytest.mark.parametrize("damage", DAMAGES)
    def test_a_damaged_store_is_not_touched(self, cli: Cli, visit: str, store: Path, damage: str) -> None:
        DAMAGES[damage](store)
        before = files(cli.home)
        self.examine(cli, 1)
        assert files(cli.home) == before

    def test_an_entry_that_was_changed(self, cli: Cli, visit: str, store: Path) -> None:
        self.by_hand(store, "DROP TRIGGER entry_update", "UPDATE entry SET person = 'Người khác' WHERE record = 'note'")
        faults = levels(self.examine(cli, 1), "fault")
        assert any(visit in fault for fault in faults)

    def test_an_entry_that_is_not_there_any_more(self, cli: Cli, visit: str, store: Path) -> None:
        self.by_hand(store, "DROP TRIGGER entry_delete", "DELETE FROM entry WHERE seq = 3")
        self.examine(cli, 1)

    @pytest.mark.parametrize("value", ["{", "null", "[1]", '{"text": 5}', "\udc00".encode("utf-8", "surrogatepass")])
    def test_an_entry_that_is_none(self, cli: Cli, visit: str, store: Path, value: str | bytes) -> None:
        self.by_hand(store, "DROP TRIGGER entry_update", ("UPDATE entry SET fields = ? WHERE record = 'note'", value))
        self.examine(cli, 1)

    def test_a_row_that_was_changed(self, cli: Cli, visit: str, store: Path) -> None:
        self.by_hand(store, "DROP TRIGGER note_update", "UPDATE note SET text = 'khác'")
        faults = levels(self.examine(cli, 1), "fault")
        assert any("differ from the journal" in fault for fault in faults)

    def by_hand(self, store: Path, *statements: Any) -> None:
        connection = sqlite3.connect(store)
        for statement in statements:
            sql, *values = statement if isinstance(statement, tuple) else (statement,)
            connection.execute(sql, values)
        connection.commit()
        connection.close()

    def test_a_clock_that_is_behind(self, cli: Cli, visit: str, store: Path) -> None:
        from datetime import UTC, datetime

        with open_store(at(store), clock=lambda: datetime(2999, 1, 1, tzinfo=UTC)) as later:
            add_note(later, visit, "ngày mai")
        assert any("clock is behind" in w for w in levels(self.examine(cli), "warning"))

    def test_what_only_the_copy_still_has(self, cli: Cli, visit: str, store: Path) -> None:
        older = store.read_bytes()
        cli.record(visit, {"record": "note", "text": "mất"})
        cli.json("backup")
        store.write_bytes(older)
        assert any("lost changes" in f for f in levels(self.examine(cli, 1), "fault"))
        done = cli.run("session", "list")
        assert done.code == 0
        assert set(notes(cli, visit)) == {"sau bản sao", "mất"}
        self.examine(cli)

    def test_an_older_store_is_no_fault(self, cli: Cli) -> None:
        cli.home.mkdir()
        shutil.copyfile(Path(__file__).parents[1] / "store" / "data" / "store-0001.db", cli.home / "store.db")
        assert any("older version" in w for w in levels(self.examine(cli), "warning"))

    def test_the_passphrase(self, cli: Cli, encrypted: tuple[Path, Path], tmp_path: Path) -> None:
        _, word = encrypted
        before = files(cli.home)
        found = self.examine(cli, 0, "--passphrase-file", word)
        assert found["encrypted"] is True
        assert any("no recovery key" in w for w in levels(found, "warning"))
        (tmp_path / "wrong").write_text("sai")
        self.examine(cli, 1, "--passphrase-file", tmp_path / "wrong")
        self.examine(cli, 1)
        assert files(cli.home) == before


class TestPassphrase:
    def test_from_plain_to_another_and_by_the_recovery_key(
        self, cli: Cli, visit: str, store: Path, tmp_path: Path
    ) -> None:
        one, two, three, key = (tmp_path / name for name in ("một", "hai", "ba", "key"))
        one.write_text(PASSPHRASE)
        two.write_text('thứ "hai"\n')
        three.write_text("\ufeffthứ ba\r\n")
        before = cli.show(visit)
        done = cli.json("passphrase", "--new-passphrase-file", one)
        assert done["left"] == []
        key.write_text(done["recovery_key"].lower())
        assert "passphrase" in cli.refused("--lang", "en", "session", "list")
        done = cli.json("passphrase", "--recovery-key-file", key, "--new-passphrase-file", two)
        cli.refused("--passphrase-file", one, "session", "list")
        cli.refused("passphrase", "--recovery-key-file", key, "--new-passphrase-file", three)
        printed = cli.run("--lang", "en", "--passphrase-file", two, "passphrase", "--new-passphrase-file", three)
        assert (printed.code, printed.err) == (0, "")
        assert printed.out.startswith("recovery key: ")
        cli.options = ["--passphrase-file", str(three)]
        assert cli.show(visit) == before
        cli.json("restore")
        assert notes(cli, visit) == []

    def test_refused(self, cli: Cli, visit: str, store: Path, tmp_path: Path) -> None:
        (tmp_path / "empty").write_text("")
        (tmp_path / "new").write_text("mới")
        before = files(cli.home)
        cli.refused("passphrase")
        cli.refused("passphrase", "--new-passphrase-file", tmp_path / "empty")
        cli.refused("passphrase", "--new-passphrase-file", tmp_path / "none")
        cli.refused("--passphrase-file", tmp_path / "new", "passphrase", "--new-passphrase-file", tmp_path / "new")
        cli.refused("passphrase", "--new-passphrase-file", tmp_path / "new", "--recovery-key-file", tmp_path / "new")
        cli.refused("--db", tmp_path / "none.db", "passphrase", "--new-passphrase-file", tmp_path / "new")
        with open_store(at(store)):
            assert "in use" in cli.refused("--lang", "en", "passphrase", "--new-passphrase-file", tmp_path / "new")
        assert not (tmp_path / "none.db").exists()
        after = files(cli.home)
        assert {name: data for name, data in after.items() if name != "store.db"} == {
            name: data for name, data in before.items() if name != "store.db"
        }
        assert notes(cli, visit) == ["sau bản sao"]

    def test_as_a_process_of_its_own(self, cli: Cli, visit: str, store: Path, tmp_path: Path) -> None:
        (tmp_path / "new").write_text("mới")
        command = [sys.executable, "-m", "inspect_tui", "--lang", "en", "passphrase", "--new-passphrase-file"]
        environ = {**os.environ, "INSPECT_TUI_HOME": str(cli.home)}
        done = subprocess.run([*command, str(tmp_path / "new")], capture_output=True, text=True, env=environ)
        assert (done.returncode, done.stderr) == (0, "")
        assert "mới" not in done.stdout
