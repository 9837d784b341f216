"""Stores as released versions left them: each opens today with all that is in it.

`data/make_store.py` makes the files; a release with a new schema step adds its own.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.cli import main
from inspect_tui.store.connection import Location, connect_sqlite
from inspect_tui.store.errors import StoreError
from inspect_tui.store.reading import read_rows
from inspect_tui.store.schema import HISTORY, step_names
from inspect_tui.store.store import open_store

DATA = Path(__file__).parent / "data"
STORES = sorted(DATA.glob("store-*.db"))
FIXTURE_PASSPHRASE = "mật khẩu thử"
ENTRIES = 'SELECT * FROM "entry" ORDER BY "device", "seq", "hash"'
DRAFTS = 'SELECT * FROM "draft" ORDER BY "record"'
_NUMBER = re.compile(r"\d[\d.,/]*\d|\d")
BLOBS = 'SELECT * FROM "blob" ORDER BY "sha256", "part"'


class Old:
    """A copy of a released version's store, and what `session show` said of it then."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path = folder / path.name
        shutil.copyfile(path, self.path)
        self.passphrase = FIXTURE_PASSPHRASE if path.stem.endswith("-encrypted") else ""
        told = path.with_name(path.stem.removesuffix("-encrypted") + ".json")
        self.shown: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
        self.session: str = self.shown["id"]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        connection = connect_sqlite(self.path, self.passphrase, read_only=True)
        try:
            return list(connection.execute(sql))
        finally:
            connection.close()

    def steps(self) -> list[str]:
        return [row[0] for row in self.rows(f'SELECT "name" FROM "{HISTORY}" ORDER BY "name"')]

    def kept(self) -> list[list[tuple[Any, ...]]]:
        """Return what no schema step may touch: the journal, what is being typed, contents, the device."""
        device = 'SELECT "value" FROM "meta" WHERE "key" = \'device\''
        return [self.rows(sql) for sql in (ENTRIES, DRAFTS, BLOBS, device)]


@pytest.fixture(params=STORES, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Old:
    made = Old(request.param, tmp_path)
    monkeypatch.setenv("INSPECT_TUI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("INSPECT_TUI_PASSPHRASE", made.passphrase)
    return made


def holds(now: Any, then: Any) -> bool:
    """Tell whether all that was there is there; a later version may say more of a thing, never less."""
    if isinstance(then, dict):
        return isinstance(now, dict) and all(name in now and _holds_under(name, now[name], then[name]) for name in then)
    if isinstance(then, list):
        return (
            isinstance(now, list)
            and len(now) == len(then)
            and all(holds(one, other) for one, other in zip(now, then, strict=True))
        )
    return bool(now == then)


def _holds_under(name: str, now: Any, then: Any) -> bool:
    match name:
        case "rates":
            # A later version may work out more of them.
            return all(rate in now for rate in then)
        case "sentence":
            # It is made anew from the figures: the words may get better, the numbers stay.
            return not Counter(_NUMBER.findall(then)) - Counter(_NUMBER.findall(now))
    return holds(now, then)


def test_there_are_stores_of_every_step_but_the_newest() -> None:
    released = {step[:4] for step in step_names()[:-1]} or {step_names()[0][:4]}
    for form in ("", "-encrypted"):
        assert released <= {path.stem.split("-")[1] for path in STORES if path.stem.endswith(form)}
    assert all(path.stat().st_size < 300_000 for path in STORES)


def test_it_opens_with_all_that_is_in_it(old: Old, capsys: pytest.CaptureFixture[str]) -> None:
    before = old.kept()
    assert len(before[0]) > 20, "the journal"
    with open_store(Location(old.path), passphrase=old.passphrase) as store:
        assert store.check_rows(old.session) == []
    assert old.steps() == step_names()
    assert old.kept() == before
    capsys.readouterr()
    assert main(["--db", str(old.path), "session", "show", old.session, "--json"]) == 0
    now = json.loads(capsys.readouterr().out)
    assert holds(now, old.shown)
    assert len(now["drafts"]) == 2
    assert len(now["conflicts"]) == 1


def test_reading_does_not_migrate_it(old: Old) -> None:
    before, steps = old.path.read_bytes(), old.steps()
    if steps == step_names():
        open_store(Location(old.path), passphrase=old.passphrase, read_only=True).close()
    else:
        with pytest.raises(StoreError) as caught:
            open_store(Location(old.path), passphrase=old.passphrase, read_only=True)
        assert caught.value.code == "older"
    assert old.path.read_bytes() == before
    assert old.steps() == steps


def test_what_is_written_next_follows_its_chain(old: Old) -> None:
    from inspect_tui.services.recording import save

    with open_store(Location(old.path), passphrase=old.passphrase) as store:
        last = [entry for entry in store.entries(old.session) if entry.device == store.device][-1]
        save(store, old.session, "task", old.shown["tasks"][0]["id"], {"remark": "Sau khi nâng cấp"})
        save(store, old.session, "note", None, {"text": "Sau khi nâng cấp"})
        chain = [entry for entry in store.entries(old.session) if entry.device == store.device][-3:]
        assert [entry.seq for entry in chain] == [last.seq, last.seq + 1, last.seq + 2]
        assert [entry.prev for entry in chain[1:]] == [last.hash, chain[1].hash]
        assert store.check_rows(old.session) == []


def _say(connection: Any, record_id: str, entries: Iterable[tuple[dict[str, Any], list[str]]]) -> None:
    """Put entries of a newer program into the journal: new values by field, and the entries that they replace."""
    columns = [row[1] for row in connection.execute('PRAGMA table_info("entry")')]
    sql = 'SELECT * FROM "entry" WHERE "record_id" = ? ORDER BY "seq" DESC LIMIT 1'
    last = dict(zip(columns, connection.execute(sql, (record_id,)).fetchone(), strict=True))
    for nth, (values, replaces) in enumerate(entries):
        fields = {name: {"old": {}, "new": value, "replaces": replaces} for name, value in values.items()}
        entry = {
            **last, "hash": f"{nth:064}", "id": f"x{nth}", "device": "khác", "seq": nth + 1,
            "prev": f"{nth - 1:064}" * nth, "fields": json.dumps(fields, separators=(",", ":")),
        }  # fmt: skip
        connection.execute(f'INSERT INTO "entry" VALUES ({", ".join("?" * len(columns))})', [entry[n] for n in columns])


def _stand(connection: Any, kind: str, record_id: str, fields: dict[str, list[str]], contested: str = "") -> None:
    """Have a row know which of those entries stand, as the older version that took them in wrote it."""
    found = connection.execute(f'SELECT "heads", "contested" FROM "{kind}" WHERE "id" = ?', (record_id,)).fetchone()
    heads = json.dumps({**json.loads(found[0]), **fields})
    sql = f'UPDATE "{kind}" SET "heads" = ?, "contested" = ? WHERE "id" = ?'
    connection.execute(sql, (heads, contested or found[1], record_id))


def test_what_a_newer_program_said_of_the_meeting_is_taken_up(tmp_path: Path) -> None:
    """Two people set the agenda apart: the older version kept both entries and could not tell that they differ."""
    old = Old(DATA / "store-0004.db", tmp_path)
    task, note = old.shown["tasks"][0]["id"], old.shown["notes"][0]["id"]
    connection = connect_sqlite(old.path, "", read_only=False)
    items = [{"id": "1", "title": "Nghe báo cáo", "minutes": 20, "spans": []}]
    _say(connection, old.session, [({"agenda": {"items": items}}, []), ({"agenda": {"items": []}}, [])])
    _stand(connection, "session", old.session, {"agenda": ["x0", "x1"]})
    connection.commit()
    connection.close()
    with open_store(Location(old.path)) as store:
        assert store.check_rows(old.session) == []
        head = read_rows(store, old.session, "session", [old.session])[old.session]
        assert head.values["agenda"] == {"items": items}, "the lowest hash, until a person decides"
        assert head.contested == ["agenda"]
        for kind, column, record in (
            ("session", "agenda", old.session),
            ("task", "asked", task),
            ("note", "item", note),
        ):
            with pytest.raises(Exception, match="no record changes without its entry"):
                store.database.execute_sql(
                    f"""UPDATE "{kind}" SET "{column}" = '{{"a":1}}' WHERE "id" = ?""", (record,)
                )


def test_what_a_newer_program_said_of_a_paper_is_taken_up(tmp_path: Path) -> None:
    """A kind of record that a version does not know stands in its journal alone."""
    old = Old(DATA / "store-0005.db", tmp_path)
    note, paper = old.shown["notes"][0]["id"], "0190a5b0-1c2d-8e3f-9a4b-5c6d7e8f9a0b"
    connection = connect_sqlite(old.path, "", read_only=False)
    made = {"kind": "minutes", "revision": 1, "number": "05/BB-TCT", "issued_on": "2021-07-30"}
    _say(connection, note, [(made, []), ({"number": "06/BB-TCT"}, [])])
    connection.execute('DROP TRIGGER "entry_update"')
    connection.execute("""UPDATE "entry" SET "record" = 'paper', "record_id" = ? WHERE "device" = 'khác'""", (paper,))
    guard = "BEGIN SELECT RAISE(ABORT, 'journal: an entry is never changed'); END"
    connection.execute(f'CREATE TRIGGER "entry_update" BEFORE UPDATE ON "entry" {guard}')
    connection.commit()
    connection.close()
    with open_store(Location(old.path)) as store:
        assert store.check_rows(old.session) == []
        row = read_rows(store, old.session, "paper", [paper])[paper]
        assert row.values == {
            "kind": "minutes", "revision": 1, "number": "05/BB-TCT", "issued_on": "2021-07-30", "name": "",
            "media_type": "", "size": None, "sha256": "",
        }  # fmt: skip
        assert row.contested == ["number"]
        for column in ("number", "kind", "issued_on", "sha256"):
            with pytest.raises(Exception, match="no record changes without its entry"):
                store.database.execute_sql(f"""UPDATE "paper" SET "{column}" = 'x' WHERE "id" = ?""", (paper,))
        with pytest.raises(Exception, match="a record keeps its row"):
            store.database.execute_sql('DELETE FROM "paper"')


def test_what_a_newer_program_said_of_registers_is_taken_up(tmp_path: Path) -> None:
    """Fields that a version does not know stand in its journal alone; a place was a conflict in it once."""
    old = Old(DATA / "store-0003.db", tmp_path)
    task, said = old.shown["tasks"][0]["id"], {"deadline": "2021-08-30", "lead": "Sở Y tế"}
    connection = connect_sqlite(old.path, "", read_only=False)
    _say(connection, task, [({"as_read": {}}, []), ({"as_read": said}, ["x0"])])
    _stand(connection, "task", task, {"as_read": ["x1"]}, '["position"]')
    connection.commit()
    connection.close()
    with open_store(Location(old.path)) as store:
        assert store.check_rows(old.session) == []
        assert read_rows(store, old.session, "task", [task])[task].values["as_read"] == said
        with pytest.raises(Exception, match="no record changes without its entry"):
            store.database.execute_sql("""UPDATE "task" SET "as_read" = '{}' WHERE "id" = ?""", (task,))
