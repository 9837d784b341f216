"""Stores to be copied and broken: made, filled, looked at from outside, damaged in named ways."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from inspect_tui.domain.ids import new_id
from inspect_tui.exchange.findings import Findings
from inspect_tui.exchange.journal_lines import JournalCheck, sort_key
from inspect_tui.store.connection import Location, connect_sqlite
from inspect_tui.store.journal import Write
from inspect_tui.store.reading import list_sessions, read_content
from inspect_tui.store.store import Store, open_store

PAGE: Final = 4096
MARKER: Final = "chữ chỉ có ở đây 7f3a"
"""Words that stand in every store that `fill` makes."""


def at(path: Path) -> Location:
    return Location.parse(str(path))


def fill(path: Path, passphrase: str = "", *, notes: int = 120) -> str:
    """Make a store with a session, notes in one write, and a draft; return the session."""
    session = new_id()
    values = {"agency": MARKER, "held_on": "2021-07-30", "as_of": "2021-07-16", "state": "open", "revision": 1,
              "decimals": 2, "rate_base": "assigned"}  # fmt: skip
    writes = [Write("session", session, values, new=True)]
    writes += [Write("note", new_id(), {"text": f"{MARKER} {n} " + "lời " * 40}, new=True) for n in range(notes)]
    with open_store(at(path), passphrase=passphrase) as store:
        store.journal.write(session, writes, person="Thư ký")
        store.put_draft(session, "note", MARKER)
    return session


def add_note(store: Store, session: str, text: str) -> None:
    store.journal.write(session, [Write("note", new_id(), {"text": text}, new=True)], person="Thư ký")


def note(path: Path, session: str, text: str, passphrase: str = "") -> None:
    """Open a store, add a note, close it."""
    with open_store(at(path), passphrase=passphrase) as store:
        add_note(store, session, text)


def texts(path: Path, passphrase: str = "") -> set[str]:
    """Return the notes of all sessions; fails where a row is not what the journal says or a chain is broken."""
    found = set()
    with open_store(at(path), passphrase=passphrase, read_only=True) as store:
        for session in (summary.session.id for summary in list_sessions(store)):
            assert sound(store, session) == []
            found |= {one.text for one in read_content(store, session).notes}
    return found


def sound(store: Store, session: str) -> list[object]:
    """Return what is wrong with a session's journal and rows."""
    findings = Findings()
    check = JournalCheck(session, findings)
    for entry in sorted(store.entries(session), key=sort_key):
        check.add_entry(entry)
    check.finish()
    return [*findings.all(), *store.check_rows(session)]


def rows(path: Path, sql: str, passphrase: str = "") -> list[tuple[Any, ...]]:
    connection = connect_sqlite(path, passphrase, read_only=True)
    try:
        return list(connection.execute(sql))
    finally:
        connection.close()


def everything(path: Path, passphrase: str = "") -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables."""
    tables = rows(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", passphrase)
    return {name: sorted(rows(path, f'SELECT * FROM "{name}"', passphrase), key=repr) for (name,) in tables}


def files(folder: Path) -> dict[str, bytes]:
    """Return all files under a folder; locks and what SQLite makes anew at each opening left out."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith(("-shm", ".lock")) and file.stat().st_size
    }


def _overwrite(path: Path, start: int, data: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(start)
        file.write(data)


def _first_page(path: Path) -> None:
    _overwrite(path, 0, b"\x5a" * PAGE)


def _middle(path: Path) -> None:
    pages = path.stat().st_size // PAGE
    for number in range(pages // 4, pages // 2):
        _overwrite(path, number * PAGE, b"\x5a" * PAGE)


def _half(path: Path) -> None:
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size // 2 // PAGE * PAGE)


def _nothing(path: Path) -> None:
    path.write_bytes(b"")


def _random(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(path.stat().st_size))


DAMAGES: Final[dict[str, Callable[[Path], None]]] = {
    "first page": _first_page,
    "pages in the middle": _middle,
    "cut to half": _half,
    "cut to nothing": _nothing,
    "random bytes": _random,
}
