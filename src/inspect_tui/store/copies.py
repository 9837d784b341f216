"""Copies of a SQLite store: made while it is in use, checked before they count, and put back where it is damaged.

Copies lie beside the store in ``<store>-copies/``, numbered, because a clock can jump. They are encrypted as the store
is. docs/reliability.md says when they are made and how many are kept.
"""

from __future__ import annotations

import contextlib
import glob
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from inspect_tui.domain.ids import new_id
from inspect_tui.store.connection import bare_errors_told, connect_blank, connect_sqlite, translate_error
from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import is_plain, key_of, recovery_file, salt_of
from inspect_tui.store.lock import StoreLock, take_lock
from inspect_tui.store.schema import HISTORY, step_names
from inspect_tui.store.sending import FORMER

KEPT: Final = 20
"""Copies that are kept, the newest ones."""
LEAST: Final = 3
"""Copies that stay even where the disk is nearly full."""
SPARE: Final = 32 << 20
"""Bytes that a copy leaves free on the disk: a meeting's work goes before it."""

PATIENCE: Final = 60.0
"""Seconds that one who copies waits for another one who does."""

_NAME: Final = re.compile(r"(\d{6})-(\d{8}-\d{6})-([a-z]+)\.db")
_SETTINGS: Final = "places.json"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy.

    Attributes:
        path: the file.
        number: counts up; the highest is the newest.
        at: when it was made, aware, as the clock said.
        reason: ``start``, ``hour``, ``signing``, ``asked``, ``migration``, ``passphrase``.
        second: the file in the second place, None where there is none or it could not be reached.
        second_failed: the second place, where it could not be used; empty where it could, or none is set.
    """

    path: Path
    number: int
    at: datetime
    reason: str
    second: Path | None = None
    second_failed: str = ""


def folder_of(path: Path) -> Path:
    """Return the folder of a store's copies."""
    return path.with_name(path.name + "-copies")


def list_copies(path: Path) -> list[Copy]:
    """Return a store's copies, the newest first."""
    found = []
    with contextlib.suppress(OSError):
        for file in folder_of(path).iterdir():
            match = _NAME.fullmatch(file.name)
            if match:
                at = datetime.strptime(match[2], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
                found.append(Copy(file, int(match[1]), at, match[3]))
    return sorted(found, key=lambda copy: -copy.number)


def second_place(path: Path) -> Path | None:
    """Return the second place of a store's copies: kept beside them, for a damaged store cannot be asked."""
    given = _settings(path).get("second", "")
    return Path(given) if given else None


def set_second_place(path: Path, second: Path | None) -> None:
    """Set or drop the second place.

    Raises:
        StoreError: ``read_only``.
    """
    # A name of its own, and one for good: two laptops may share a stick, and a store that was put back is the same.
    own = _settings(path).get("folder") or f"{path.stem}-{new_id()[-8:]}"
    _note_settings(path, {"second": str(second.resolve()) if second is not None else "", "folder": own})


def second_folder(path: Path) -> Path | None:
    """Return this store's own folder in the second place; None where none is set."""
    second = second_place(path)
    return second / _settings(path).get("folder", path.stem) if second is not None else None


def note_head(path: Path, salt: bytes) -> None:
    """Note how the store's file begins: plain, or the salt of its key.

    A store that does not open with a passphrase may be damaged, or this is not its passphrase. Only a copy that begins
    as the store did tells: where it opens, the passphrase is right.

    Raises:
        StoreError: ``read_only``.
    """
    if _settings(path).get("head") != salt.hex():
        _note_settings(path, {"head": salt.hex()})


def _settings(path: Path) -> dict[str, str]:
    try:
        found = json.loads((folder_of(path) / _SETTINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in found.items() if isinstance(v, str)} if isinstance(found, dict) else {}


def _note_settings(path: Path, values: Mapping[str, str]) -> None:
    folder = folder_of(path)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = folder / (_SETTINGS + ".new")
        part.write_text(json.dumps({**_settings(path), **values}, ensure_ascii=False), encoding="utf-8")
        into_place(part, folder / _SETTINGS)
    except OSError as error:
        raise _of_disk(error, folder) from None


# Making


def make_copy(
    path: Path,
    passphrase: str,
    *,
    reason: str,
    clock: Callable[[], datetime],
) -> Copy:
    """Copy a store, check the copy, and drop the oldest ones.

    It has its own connection, that only reads, so it can run on another thread while the store is written to.

    Raises:
        StoreError: ``damaged`` where what was copied is not whole, ``no_room``, or the store cannot be read.
    """
    folder = folder_of(path)
    with alone(path), reading(path, passphrase) as source:
        if find_loss(path, passphrase, source):
            raise StoreError("damaged", path=str(path))
        _make_room(path, source)
        at = clock().astimezone(UTC)
        part = folder / f"{new_id()}.part"
        try:
            write_whole(source, part, key_of(passphrase, salt_of(path)))
            check(part, passphrase, of=source)
            copies = list_copies(path)
            number = copies[0].number + 1 if copies else 1
            made = Copy(folder / f"{number:06}-{at:%Y%m%d-%H%M%S}-{reason}.db", number, at, reason)
            into_place(part, made.path)
            note_head(path, salt_of(made.path))
            _keep_recovery(recovery_file(path), folder)
            for old in list_copies(path)[KEPT:]:
                old.path.unlink(missing_ok=True)
        except OSError as error:
            raise _of_disk(error, folder) from None
        except StoreError as error:
            if error.code == "full":
                raise StoreError("no_room", path=str(folder)) from None
            if error.code == "damaged":
                # A copy that is not whole says that the store is not.
                raise StoreError("damaged", path=str(path)) from None
            raise
        finally:
            part.unlink(missing_ok=True)
        return _with_second(path, made)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Be the only one who writes into the folder of a store's copies; what a killed one left half-done is removed.

    Raises:
        StoreError: ``busy`` where another one does not come to its end, ``read_only``.
    """
    folder = folder_of(path)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _of_disk(error, folder) from None
    lock = _wait_for(folder / "copies", path)
    try:
        drop_parts(folder)
        yield
    finally:
        lock.release()


def _wait_for(name: Path, path: Path) -> StoreLock:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return take_lock(name)
        except StoreError as error:
            if error.code != "busy" or time.monotonic() > until:
                raise StoreError(error.code, path=str(path)) from None
        time.sleep(0.05)


def drop_parts(folder: Path, name: str = "") -> None:
    """Remove files that were never finished; the caller holds the lock under which they are made."""
    with contextlib.suppress(OSError):
        for file in folder.glob(f"{glob.escape(name)}*.part*"):
            file.unlink(missing_ok=True)


def write_whole(source: Any, target: Path, raw_key: str) -> None:
    """Write all that a connection sees into a new file that is whole on the disk when this returns.

    Args:
        source: an open sqlcipher3 connection.
        target: the file; what is there is replaced only once the new one is whole.
        raw_key: the key of source and target, empty for a plain store.

    Raises:
        StoreError: it could not be written or read.
    """
    part = target.with_name(f"{target.name}.{new_id()}.part")
    try:
        connection = connect_blank(part, raw_key)
        try:
            with bare_errors_told(target):
                source.backup(connection)
                # One file that can be carried away: no -wal beside it.
                connection.execute("PRAGMA journal_mode=DELETE")
        finally:
            connection.close()
        into_place(part, target)
    except OSError as error:
        raise _of_disk(error, target) from None
    finally:
        for leftover in (part, Path(f"{part}-journal"), Path(f"{part}-wal"), Path(f"{part}-shm")):
            leftover.unlink(missing_ok=True)


@contextlib.contextmanager
def reading(path: Path, passphrase: str) -> Iterator[Any]:
    """Open a store for reading, on whatever thread this is; errors come out as `StoreError`."""
    connection = connect_sqlite(path, passphrase, read_only=True, same_thread=False)
    try:
        with bare_errors_told(path):
            yield connection
    finally:
        connection.close()


def check(path: Path, passphrase: str, *, of: Any = None) -> None:
    """See that a store is whole: pages, their keys, tables and indexes against each other.

    Args:
        path: the store or copy.
        passphrase: empty for a plain one.
        of: the connection that it was copied from; the journal must not be shorter than there.

    Raises:
        StoreError: ``damaged``, ``newer``, or it cannot be opened.
    """
    with reading(path, passphrase) as connection:
        if fault := find_fault(connection):
            raise StoreError("damaged", path=str(path), detail=fault)
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if HISTORY not in names:
            raise StoreError("unreadable", path=str(path))
        steps = {row[0] for row in connection.execute(f'SELECT "name" FROM "{HISTORY}"')}
        if steps - set(step_names()):
            raise StoreError("newer", path=str(path))
        if of is not None and _last_entry(connection) > _last_entry(of):
            raise StoreError("damaged", path=str(path), detail="entry")


def find_fault(connection: Any) -> str:
    """Return what SQLite finds wrong with a store, empty for nothing."""
    for pragma in ("cipher_integrity_check", "integrity_check(1)"):
        for (found,) in connection.execute(f"PRAGMA {pragma}"):
            if found != "ok":
                return " ".join(str(found).split())[:200]
    return ""


def find_loss(path: Path, passphrase: str, connection: Any) -> bool:
    """Tell whether a store has lost what was committed, though it is whole in itself.

    Where the end of the -wal is damaged SQLite takes what stands before it and says nothing. Then the newest copy holds
    entries of the same chain that the store does not.
    """
    copies = list_copies(path)
    if not copies or salt_of(copies[0].path) != salt_of(path):
        return False
    try:
        with reading(copies[0].path, passphrase) as copy:
            same = read_meta(copy, "device") == read_meta(connection, "device")
            return same and _last_entry(copy) > _last_entry(connection)
    except StoreError:
        return False


def _last_entry(connection: Any) -> int:
    return connection.execute('SELECT coalesce(max(rowid), 0) FROM "entry"').fetchone()[0]  # type: ignore[no-any-return]


def read_meta(connection: Any, key: str) -> str:
    """Return a value that a store keeps for itself, from its bare connection."""
    row = connection.execute('SELECT "value" FROM "meta" WHERE "key" = ?', (key,)).fetchone()
    return row[0] if row else ""


def _make_room(path: Path, source: Any) -> None:
    (pages,), (size,) = (source.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    needed = int(pages) * int(size) + SPARE
    for old in reversed(list_copies(path)[LEAST:]):
        if shutil.disk_usage(folder_of(path)).free >= needed:
            return
        old.path.unlink(missing_ok=True)
    if shutil.disk_usage(folder_of(path)).free < needed:
        raise StoreError("no_room", path=str(folder_of(path)))


def _with_second(path: Path, copy: Copy) -> Copy:
    folder = second_folder(path)
    if folder is None:
        return copy
    try:
        # The place itself is never made: a stick that is not plugged in would become a folder on the disk.
        folder.mkdir(mode=0o700, exist_ok=True)
        drop_parts(folder)
        target = folder / copy.path.name
        part = target.with_suffix(".part")
        try:
            _copy_file(copy.path, part)
            if not _same_bytes(copy.path, part):
                raise OSError("differs")
            into_place(part, target)
        finally:
            part.unlink(missing_ok=True)
        _keep_recovery(recovery_file(path), folder)
        for old in sorted(f for f in folder.iterdir() if _NAME.fullmatch(f.name))[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return replace(copy, second_failed=str(folder.parent))
    return replace(copy, second=target)


def _same_bytes(one: Path, other: Path) -> bool:
    with one.open("rb") as left, other.open("rb") as right:
        while True:
            chunk = left.read(1 << 20)
            if chunk != right.read(1 << 20):
                return False
            if not chunk:
                return True


def _keep_recovery(recovery: Path, folder: Path) -> None:
    """Keep the locked key beside the copies: a copy outlives the folder that its store was in."""
    with contextlib.suppress(OSError):
        if recovery.exists():
            part = folder / f"{recovery.name}.part"
            _copy_file(recovery, part)
            into_place(part, folder / recovery.name)


def _copy_file(source: Path, target: Path) -> None:
    """Copy a file's bytes; nobody else may read the new one, at no moment."""
    target.unlink(missing_ok=True)
    with os.fdopen(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file, source.open("rb") as old:
        shutil.copyfileobj(old, file, 1 << 20)


def into_place(part: Path, target: Path) -> None:
    """Give a finished file its name, on the disk and not in memory alone."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(part, target)
    if os.name == "posix":
        descriptor = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _of_disk(error: OSError, path: Path) -> StoreError:
    return StoreError("no_room" if error.errno == 28 else "read_only", path=str(path))


# Putting back


def put_aside(path: Path, label: str, at: datetime) -> Path:
    """Keep a store under another name among its copies, with its -wal; the store stays in place.

    Args:
        path: the store; nobody may have it open.
        label: ``damaged`` or ``replaced``.
        at: for the name.

    Returns:
        The file that keeps it: whole and on the disk.

    Raises:
        StoreError: ``no_room``, ``read_only``; nothing was kept.
    """
    folder = folder_of(path)
    stem, count = f"{label}-{at.astimezone(UTC):%Y%m%d-%H%M%S}", 1
    kept = folder / f"{stem}.db"
    while kept.exists():
        count += 1
        kept = folder / f"{stem}-{count}.db"
    try:
        for end in ("-wal", ""):
            source, part = Path(f"{path}{end}"), Path(f"{kept}{end}.part")
            if source.exists():
                # A copy and not a new name: at no moment is there no store.
                _copy_file(source, part)
                into_place(part, Path(f"{kept}{end}"))
    except OSError as error:
        for end in ("-wal.part", "-wal", ".part"):
            Path(f"{kept}{end}").unlink(missing_ok=True)
        raise _of_disk(error, folder) from None
    return kept


def settle(path: Path, passphrase: str) -> None:
    """Bring all of a store into its one file, as far as it can still be read.

    Its -wal goes before a new file takes its place, and what is killed between the two must find a whole store. It also
    shows that nobody reads it: the last reader of the old file would remove the new one's -wal.

    Raises:
        StoreError: ``busy``, ``full``, ``read_only``, ``medium``: the store is as it was.
    """
    if not path.exists() or not path.stat().st_size:
        # SQLite throws a -wal away whose store is empty.
        return
    try:
        connection = connect_sqlite(path, passphrase, read_only=False)
    except StoreError as error:
        if error.code in ("busy", "full", "medium"):
            raise
        return
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    except Exception as error:
        found = translate_error(error, path)
        if found.code != "damaged":
            raise found from None
    finally:
        connection.close()


def put_in_place(file: Path, path: Path, passphrase: str) -> None:
    """Let a copy take a store's place; it begins a new chain of entries.

    Args:
        file: a checked copy.
        path: the store; nobody may have it open, and what is there is lost.
        passphrase: of both.
    """
    drop_parts(path.parent, f"{path.name}.")
    part = path.with_name(f"{path.name}.{new_id()}.part")
    try:
        with reading(file, passphrase) as source:
            write_whole(source, part, key_of(passphrase, salt_of(file)))
        connection = connect_sqlite(part, passphrase, read_only=False)
        try:
            connection.execute(
                'INSERT OR IGNORE INTO "meta" ("key", "value") '
                """SELECT ? || "value", '' FROM "meta" WHERE "key" = 'device'""",
                (FORMER,),
            )
            connection.execute('UPDATE "meta" SET "value" = ? WHERE "key" = ?', (new_id(), "device"))
            connection.execute("PRAGMA journal_mode=DELETE")
        finally:
            connection.close()
        for end in ("-wal", "-shm"):
            # They belong to what stood here before; SQLite would play them into the new file.
            Path(f"{path}{end}").unlink(missing_ok=True)
        into_place(part, path)
        note_head(path, salt_of(path))
    except OSError as error:
        raise _of_disk(error, path) from None
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            Path(f"{part}{end}").unlink(missing_ok=True)
    recovery = recovery_file(path)
    kept = file.parent / recovery.name
    if not is_plain(path) and kept.exists() and not recovery.exists():
        with contextlib.suppress(OSError):
            shutil.copyfile(kept, recovery)


def newest_good(path: Path, passphrase: str) -> Copy | None:
    """Return the newest copy that is whole and that the passphrase opens; None where there is none.

    Copies of before a change of the passphrase do not count: see `note_head`.
    """
    head = _settings(path).get("head")
    for copy in list_copies(path):
        if head and salt_of(copy.path).hex() != head:
            continue
        try:
            check(copy.path, passphrase)
        except StoreError:
            continue
        return copy
    return None
