"""A disk that fails when told to, and what a power cut leaves of one.

`FaultyDisk` puts a thin layer under SQLite's own file system layer ("VFS shim", sqlite.org/vfs.html): every open,
write, truncate, sync and delete of a file passes Python, is written down and can go wrong. Everything else, locks and
shared memory among it, stays SQLite's. It sits below SQLCipher, so it serves encrypted stores as well.

`after_power_cut` makes, from what was written down, the files as they could be found after the power went. The model is
the one that SQLite states for itself (sqlite.org/atomiccommit.html, "Hardware Assumptions"; sqlite.org/psow.html):

- What was written to a file before its last completed sync is on the medium.
- Each later write is there, missing, or torn: some of its 512-byte sectors are there and others not, in any order.
  Bytes beside those written do not change ("powersafe overwrite"). A later truncation is there or missing.
- What a failed sync was to bring to the medium may be missing for good: a later sync that succeeds does not vouch for
  it, since Linux may mark such pages as clean. SQLite does not say what it assumes here, so this is the harder reading.
- A file's name appears, and goes, at the next sync of its folder; before that, each name is there or not. SQLite syncs
  the folder with the first sync of a journal or log that it has made, and at a deletion that asks for it.
- What was in the folder before the first operation is at rest, but for an empty file, whose name may be missing.

Syncs are written down and not carried out: the machine that runs this stays up, and the model alone says what is left.
"""

from __future__ import annotations

import ctypes
import json
import random
import re
import shutil
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Literal

from inspect_tui.domain.ids import task_id
from inspect_tui.domain.journal import hash_of
from inspect_tui.services.recording import record_lines, save
from inspect_tui.services.sessions import create_session
from inspect_tui.services.signing import amend, sign
from inspect_tui.store.connection import Location
from inspect_tui.store.errors import StoreError
from inspect_tui.store.journal import Write
from inspect_tui.store.reading import list_sessions
from inspect_tui.store.store import Store, open_store

SECTOR: Final = 512
PATIENCE: Final = 60.0
"""Seconds after which a run that stands still is given up."""

Kind = Literal["open", "write", "truncate", "sync", "delete"]
How = Literal["fail", "short", "full", "delay"]

_ERRORS: Final[dict[str, int]] = {"open": 14, "write": 778, "truncate": 1546, "sync": 1034, "delete": 2570}
"""SQLITE_CANTOPEN and the SQLITE_IOERR_… of each kind of operation."""
_FULL: Final = 13
_OPEN_JOURNAL_OR_LOG: Final = 0x800 | 0x4000 | 0x80000
"""SQLITE_OPEN_MAIN_JOURNAL, SQLITE_OPEN_SUPER_JOURNAL, SQLITE_OPEN_WAL."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What was done to one file.

    Attributes:
        name: the file's name inside the disk's folder.
        offset: where a write begins; the new size of a truncation.
        data: what a write brought to the file, half of it where it was cut short; what the first opening found there.
        done: False where SQLite was told of a failure.
        made: an opening made the file, or found it empty.
        folder: the first sync of this file syncs its folder, or this deletion does.
    """

    kind: Kind
    name: str
    offset: int = 0
    data: bytes = b""
    done: bool = True
    made: bool = False
    folder: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What is to go wrong.

    Attributes:
        on: the kind of operation.
        number: which one of its kind, counted from 1 over all files.
        how: ``fail`` is an input/output error with nothing done; ``short`` writes half and then fails; ``full`` is a
            full disk; ``delay`` calls the disk's ``on_delay`` before the operation goes on.
        lasting: not only this operation: all later ones fail too until the disk is mended.
    """

    on: Kind
    number: int
    how: How
    lasting: bool = False

    @property
    def kind(self) -> str:
        """What goes wrong, without when."""
        return f"{self.on} {self.how}{' and on' if self.lasting else ''}"

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class FaultyDisk:
    """A folder whose files are written down and go wrong as told; a context manager.

    SQLite connections that are opened while it is in force go through it. Files outside the folder are left alone.

    Attributes:
        operations: what was done, in order.
        counts: how many operations of each kind were asked for.
        struck_at: how many operations there were when the fault happened, None before.
        seen: the names of files that were opened.
        surprises: exceptions of the layer itself.
    """

    def __init__(
        self, folder: Path, fault: Fault | None = None, *, on_delay: Callable[[], None] = lambda: None
    ) -> None:
        """Keep what is to go wrong; nothing is in force until the context is entered."""
        self.folder, self.fault, self.on_delay = folder.resolve(), fault, on_delay
        self.operations: list[Operation] = []
        self.counts: Counter[str] = Counter()
        self.struck_at: int | None = None
        self.seen: set[str] = set()
        self.surprises: list[BaseException] = []

    def __enter__(self) -> FaultyDisk:
        """Make this the way in which SQLite reaches files."""
        _shim().install(self)
        return self

    def __exit__(self, *_: object) -> None:
        """Give SQLite its own way back.

        Raises:
            BaseException: what went wrong in the layer itself, which SQLite has no way to pass on.
        """
        _shim().remove()
        if self.surprises:
            raise self.surprises[0]

    def mend(self) -> None:
        """Let nothing go wrong from now on."""
        self.fault = None

    def name_of(self, path: str) -> str | None:
        """Return a file's name inside the folder, None for files elsewhere."""
        whole = Path(path)
        return str(whole.relative_to(self.folder)) if whole.is_relative_to(self.folder) else None

    def trouble(self, kind: Kind) -> How | None:
        """Count an operation and tell what happens to it."""
        self.counts[kind] += 1
        fault = self.fault
        if fault is None:
            return None
        if self.struck_at is None and kind == fault.on and self.counts[kind] == fault.number:
            self.struck_at = len(self.operations)
            return fault.how
        if self.struck_at is not None and fault.lasting and (fault.how == "fail" or kind == "write"):
            return fault.how
        return None

    def error(self, kind: Kind, how: How) -> int:
        """Return what SQLite is told."""
        return _FULL if how == "full" else _ERRORS[kind]


# The layer. Only what is replaced has a type of its own; SQLite's other functions are passed on as they are.

_Open = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_Delete = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_Close = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
_Write = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_Truncate = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_Sync = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, version 3."""

    _fields_ = [
        ("iVersion", ctypes.c_int), ("szOsFile", ctypes.c_int), ("mxPathname", ctypes.c_int),
        ("pNext", ctypes.c_void_p), ("zName", ctypes.c_char_p), ("pAppData", ctypes.c_void_p),
        ("xOpen", ctypes.c_void_p), ("xDelete", ctypes.c_void_p), ("others", ctypes.c_void_p * 13),
    ]  # fmt: skip


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, version 3."""

    _fields_ = [
        ("iVersion", ctypes.c_int), ("xClose", ctypes.c_void_p), ("xRead", ctypes.c_void_p),
        ("xWrite", ctypes.c_void_p), ("xTruncate", ctypes.c_void_p), ("xSync", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 13),
    ]  # fmt: skip


class _File(ctypes.Structure):
    """sqlite3_file: its methods, and behind them what SQLite keeps for itself."""

    _fields_ = [("pMethods", ctypes.POINTER(_Methods))]


@dataclass(frozen=True, slots=True)
class _OpenFile:
    disk: FaultyDisk
    name: str
    own: Any
    """SQLite's own methods of this file."""


class _Shim:
    """The layer, one a process: SQLite may hold its addresses as long as a file is open."""

    def __init__(self, library: Any) -> None:
        self._library = library
        self._disk: FaultyDisk | None = None
        self._files: dict[int, _OpenFile] = {}
        self._methods: dict[int, _Methods] = {}
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        library.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
        self._own = library.sqlite3_vfs_find(None)
        self._vfs = _Vfs.from_buffer_copy(self._own.contents)
        self._vfs.zName = b"faulty-disk"
        # Callbacks live as long as the object that holds them.
        self._callbacks = {
            "xOpen": _Open(self._open), "xDelete": _Delete(self._delete), "xClose": _Close(self._close),
            "xWrite": _Write(self._write), "xTruncate": _Truncate(self._truncate), "xSync": _Sync(self._sync),
        }  # fmt: skip
        for name in ("xOpen", "xDelete"):
            setattr(self._vfs, name, self._address(name))

    def install(self, disk: FaultyDisk) -> None:
        """Be the default layer, for one disk."""
        assert self._disk is None, "one faulty disk at a time"
        self._disk = disk
        assert self._library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1) == 0

    def remove(self) -> None:
        """Let SQLite's own layer be the default again; files that are open stay with their disk."""
        self._disk = None
        assert self._library.sqlite3_vfs_unregister(ctypes.byref(self._vfs)) == 0

    def _address(self, name: str) -> int | None:
        return ctypes.cast(self._callbacks[name], ctypes.c_void_p).value

    def _open(self, _vfs: int, path: int | None, file: int, flags: int, out: int | None) -> int:
        own, disk = _Open(self._own.contents.xOpen), self._disk
        # The name goes on as the pointer it is: SQLite keeps more behind its end.
        text = ctypes.string_at(path).decode() if path else ""
        name = disk.name_of(text) if disk is not None and text else None
        if disk is None or name is None:
            return int(own(ctypes.addressof(self._own.contents), path, file, flags, out))
        first = name not in disk.seen
        found = Path(text).read_bytes() if first and Path(text).exists() else b""
        made = not found if first else not Path(text).exists()
        how = _wait(disk, disk.trouble("open"))
        code = (
            disk.error("open", how) if how else int(own(ctypes.addressof(self._own.contents), path, file, flags, out))
        )
        if how:
            # SQLite closes a file that has methods even where opening it failed.
            _File.from_address(file).pMethods = ctypes.POINTER(_Methods)()
        if code == 0:
            head = _File.from_address(file)
            self._files[file] = _OpenFile(disk, name, head.pMethods.contents)
            head.pMethods = ctypes.pointer(self._methods_for(head.pMethods.contents))
            folder = made and bool(flags & _OPEN_JOURNAL_OR_LOG)
            disk.seen.add(name)
            disk.operations.append(Operation("open", name, data=found, made=made, folder=folder))
        return code

    def _methods_for(self, own: _Methods) -> _Methods:
        """Return SQLite's methods of a kind of file with ours in the places of those that are watched."""
        where = ctypes.addressof(own)
        if where not in self._methods:
            made = _Methods.from_buffer_copy(own)
            for name in ("xClose", "xWrite", "xTruncate", "xSync"):
                setattr(made, name, self._address(name))
            self._methods[where] = made
        return self._methods[where]

    def _close(self, file: int) -> int:
        return int(_Close(self._files.pop(file).own.xClose)(file))

    def _delete(self, _vfs: int, path: int, folder: int) -> int:
        own, disk = _Delete(self._own.contents.xDelete), self._disk
        name = disk.name_of(ctypes.string_at(path).decode()) if disk is not None else None
        if disk is None or name is None:
            return int(own(ctypes.addressof(self._own.contents), path, folder))
        how = _wait(disk, disk.trouble("delete"))
        code = disk.error("delete", how) if how else int(own(ctypes.addressof(self._own.contents), path, 0))
        disk.operations.append(Operation("delete", name, done=code == 0, folder=bool(folder)))
        return code

    def _write(self, file: int, data: int, size: int, offset: int) -> int:
        opened = self._files[file]
        disk, own = opened.disk, _Write(opened.own.xWrite)
        how = _wait(disk, disk.trouble("write"))
        written = {None: size, "short": size // 2}.get(how, 0)
        code = int(own(file, data, written, offset)) if written else 0
        code = disk.error("write", how) if how else code
        disk.operations.append(Operation("write", opened.name, offset, ctypes.string_at(data, written), code == 0))
        return code

    def _truncate(self, file: int, size: int) -> int:
        opened = self._files[file]
        how = _wait(opened.disk, opened.disk.trouble("truncate"))
        code = opened.disk.error("truncate", how) if how else int(_Truncate(opened.own.xTruncate)(file, size))
        opened.disk.operations.append(Operation("truncate", opened.name, size, done=code == 0))
        return code

    def _sync(self, file: int, _flags: int) -> int:
        opened = self._files[file]
        how = _wait(opened.disk, opened.disk.trouble("sync"))
        opened.disk.operations.append(Operation("sync", opened.name, done=how is None))
        return opened.disk.error("sync", how) if how else 0


def _wait(disk: FaultyDisk, how: How | None) -> How | None:
    """Let a delayed operation wait, and return what else happens to it."""
    if how != "delay":
        return how
    try:
        disk.on_delay()
    except BaseException as error:
        # An exception cannot pass through SQLite; the context raises it at its end.
        disk.surprises.append(error)
    return None


def why_no_faulty_disk() -> str:
    """Return why SQLite's file layer cannot be reached here, empty where it can."""
    return "" if hasattr(_library(), "sqlite3_vfs_find") else "this build of sqlcipher3 hides SQLite's own functions"


@cache
def _library() -> Any:
    from sqlcipher3 import _sqlite3

    return ctypes.CDLL(_sqlite3.__file__)


@cache
def _shim() -> _Shim:
    return _Shim(_library())


# Power cuts


@dataclass(slots=True)
class _Stored:
    """A file on the medium: what was done to it, each with whether that is certain (True), open, or in doubt."""

    folder: bool
    changes: list[tuple[Operation, Literal["certain", "open", "doubtful"]]] = field(default_factory=list)

    def sync(self, done: bool) -> None:
        """Settle what is open."""
        self.changes = [
            (one, ("certain" if done else "doubtful") if state == "open" else state) for one, state in self.changes
        ]

    def content(self, chance: random.Random, mood: str) -> bytes:
        """Return what is found in the file."""
        found = bytearray()
        for one, state in self.changes:
            if state == "certain" or _survives(chance, mood):
                _apply(found, one)
            elif one.kind == "write" and mood == "each" and chance.random() < 0.5:
                for part in _sectors(one):
                    if chance.random() < 0.5:
                        _apply(found, part)
        return bytes(found)


def _survives(chance: random.Random, mood: str) -> bool:
    return mood == "all" or (mood == "each" and chance.random() < 1 / 3)


def _apply(content: bytearray, change: Operation) -> None:
    end = change.offset + len(change.data)
    if change.kind == "truncate":
        del content[change.offset :]
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[change.offset : end] = change.data


def _sectors(write: Operation) -> list[Operation]:
    """Return a write as one for each sector that it touches."""
    begin, end = write.offset, write.offset + len(write.data)
    edges = sorted({begin, end, *range(begin // SECTOR * SECTOR + SECTOR, end, SECTOR)})
    return [Operation("write", write.name, one, write.data[one - begin : two - begin]) for one, two in pairwise(edges)]


def after_power_cut(operations: Sequence[Operation], cut: int, chance: random.Random, folder: Path) -> None:
    """Make files as they could be found after a power cut; the module's words have the model.

    Args:
        operations: what was done, from when none of the files existed.
        cut: how many of the operations had been asked for when the power went.
        chance: decides what of the unsettled survives: with equal odds nothing, everything, or each on its own.
        folder: where the files are made; an empty folder.
    """
    mood = chance.choice(("nothing", "all", "each"))
    present: dict[str, _Stored] = {}
    names: dict[str, _Stored] = {}
    unsettled: list[tuple[str, _Stored | None]] = []

    def settle(sure: bool) -> None:
        for name, file in unsettled:
            if not (sure or mood == "all" or (mood == "each" and chance.random() < 0.5)):
                continue
            if file is None:
                names.pop(name, None)
            else:
                names[name] = file
        unsettled.clear()

    for one in operations[:cut]:
        if one.kind == "open":
            if one.made:
                present[one.name] = _Stored(one.folder)
                unsettled.append((one.name, present[one.name]))
            elif one.name not in present:
                present[one.name] = names[one.name] = _Stored(False, [(one, "certain")])
        elif one.kind == "delete":
            if one.done:
                del present[one.name]
                unsettled.append((one.name, None))
                if one.folder:
                    settle(sure=True)
        elif one.kind == "sync":
            file = present[one.name]
            file.sync(one.done)
            if one.done and file.folder:
                file.folder = False
                settle(sure=True)
        elif one.done or one.data:
            present[one.name].changes.append((one, "open"))
    settle(sure=False)
    for name, file in names.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content(chance, mood))


# The recorded session, and what must hold after each of its steps

CHANGING: Final = frozenset(
    {"session", "tasks", "typing", "note", "field typed", "verdict", "two drafts", "conclusion", "deletion", "return",
     "long note", "signing", "amendment", "last words"}
)  # fmt: skip
"""Steps of one commit; the others open, close, move what was committed, or commit a second thing (a front page)."""

_UNSTABLE: Final = re.compile(
    r"(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|(?P<at>\d{4}-\d\d-\d\dT[\d:.]+Z)|(?P<hash>[0-9a-f]{64})"
)


class Loss(Exception):
    """Something that was committed is missing, something half-done is there, or the store is not sound."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What a store holds.

    Attributes:
        hashes: the entries, chain by chain.
        drafts: what was typed and not saved, by record.
        shape: all of it in words that are the same in each run: ids are numbered, moments and hashes left out.
    """

    hashes: tuple[str, ...] = ()
    drafts: tuple[tuple[str, str], ...] = ()
    shape: str = "[]"

    def holds(self, earlier: Committed) -> bool:
        """Tell whether all entries of an earlier state are here, in their order."""
        return self.hashes[: len(earlier.hashes)] == earlier.hashes


def committed(store: Store) -> Committed:
    """Return what a store holds, read anew; by plain SQL, since it is asked after each step of thousands of runs."""
    run = store.database.execute_sql
    entries = run(
        'SELECT "hash", "record", "record_id", "fields" FROM "entry" ORDER BY "session_id", "device", "seq", "hash"'
    ).fetchall()
    drafts = tuple(map(tuple, run('SELECT "record", "text" FROM "draft" ORDER BY "session_id", "record"').fetchall()))
    blobs = run('SELECT "part", length("data") FROM "blob" ORDER BY "sha256", "part"').fetchall()
    shape: list[Any] = [drafts, blobs]
    for _, record, record_id, fields in entries:
        new = {name: change["new"] for name, change in json.loads(fields).items()}
        shape.append([record, record_id, {name: sorted(v) if name == "signed" else v for name, v in new.items()}])
    hashes = tuple(entry[0] for entry in entries)
    return Committed(hashes, drafts, _steady(json.dumps(shape, ensure_ascii=False, sort_keys=True)))


def _steady(text: str) -> str:
    numbers: dict[str, str] = {}

    def word(found: re.Match[str]) -> str:
        return numbers.setdefault(found[0], f"#{len(numbers)}") if found["id"] else (found.lastgroup or "")

    return _UNSTABLE.sub(word, text)


def check_store(store: Store) -> None:
    """Hold a store to what docs/schema.md says of it.

    Raises:
        Loss: it is not so.
    """
    answer = [row[0] for row in store.database.execute_sql("PRAGMA integrity_check").fetchall()]
    if answer != ["ok"]:
        raise Loss(f"integrity check: {answer[:3]}")
    for summary in list_sessions(store):
        session = summary.session.id
        if wrong := store.check_rows(session):
            raise Loss(f"rows that are not what the journal says: {wrong}")
        ends: dict[str, tuple[int, str]] = {}
        for entry in store.entries(session):
            seq, before = ends.get(entry.device, (0, ""))
            if (entry.seq, entry.prev) != (seq + 1, before) or hash_of(entry) != entry.hash:
                raise Loss(f"the chain is broken at its entry {entry.seq}")
            ends[entry.device] = (entry.seq, entry.hash)


class Clock:
    """A clock that goes on by a second each time it is read."""

    def __init__(self) -> None:
        """Begin at the first real visit."""
        self._now = datetime(2021, 7, 30, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the moment."""
        self._now += timedelta(seconds=1)
        return self._now


def open_at(path: Path, passphrase: str = "") -> Store:
    """Open a store for writing."""
    return open_store(Location.parse(str(path)), passphrase=passphrase, clock=Clock())


class Visit:
    """One run of the recorded session, on a disk that may go wrong.

    At an error it does what the app does: the same work again on the store that is open; where that fails too, the
    store is opened anew.

    Attributes:
        acknowledged: after each step, how many operations the disk had seen and what the store held.
        step: the name of the step that is under way.
        told: codes of the errors that came out, counted.
        reopened: how often the work could go on only with the store opened anew.
    """

    def __init__(
        self, disk: FaultyDisk, *, passphrase: str = "", expected: Sequence[str] = (), prepare: str = ""
    ) -> None:
        """Get ready.

        Args:
            disk: where the store is made.
            passphrase: empty for a plain store.
            expected: the shape after each step of a run on which nothing went wrong; empty in that run itself.
            prepare: SQL that is run whenever the store was opened.
        """
        self.disk, self.passphrase, self.expected, self.prepare = disk, passphrase, expected, prepare
        self.path = disk.folder / "store.db"
        self.store: Store | None = None
        self.acknowledged: list[tuple[int, Committed]] = []
        self.step = ""
        self.told: Counter[str] = Counter()
        self.reopened = 0

    @property
    def last(self) -> Committed:
        """What the store held after the last acknowledged step."""
        return self.acknowledged[-1][1] if self.acknowledged else Committed()

    def run(self) -> None:
        """Go through all steps.

        Raises:
            Loss: something committed is missing, or something half-done is there.
        """
        evidence = self.disk.folder / "evidence.txt"
        evidence.parent.mkdir(parents=True, exist_ok=True)
        evidence.write_text("Quyết định về kinh phí của ban. " * 300, encoding="utf-8")
        try:
            for name, work in STEPS:
                self.step = name
                self._do(work)
        finally:
            self.step = "end"
            self.close()

    def open(self) -> Store:
        """Return the store, opened where it is not."""
        if self.store is None:
            self.store = open_at(self.path, self.passphrase)
            if self.prepare:
                self.store.database.execute_sql(self.prepare)
        return self.store

    def close(self) -> None:
        """Close the store."""
        if self.store is not None:
            self.store.close()
            self.store = None

    def session(self) -> str:
        """Return the id of the only session."""
        return str(self.open().database.execute_sql('SELECT "id" FROM "session"').fetchone()[0])

    def _do(self, work: Callable[[Visit], object]) -> None:
        before = self.last
        try:
            work(self)
        except StoreError as error:
            self.told[error.code] += 1
            self._recover(work, before)
        now = before
        if self.store is not None:
            now = committed(self.store)
            self._hold(now, (self._shape_to_come(now),))
        self.acknowledged.append((len(self.disk.operations), now))

    def _shape_to_come(self, now: Committed) -> str:
        return self.expected[len(self.acknowledged)] if self.expected else now.shape

    def _hold(self, found: Committed, shapes: Sequence[str]) -> None:
        if not found.holds(self.last):
            raise Loss(f"{self.step}: {len(found.hashes)} entries, not the {len(self.last.hashes)} that were committed")
        if found.shape not in shapes:
            raise Loss(f"{self.step}: what is there is neither the state before nor that after")

    def _recover(self, work: Callable[[Visit], object], before: Committed) -> None:
        self._look_at_what_lies_there(before)
        if self.disk.fault is not None and self.disk.fault.lasting and self._again(work):
            return
        self.disk.mend()
        if not self._again(work):
            self.reopened += 1
            self.close()
            found = committed(self.open())
            self._hold(found, (before.shape, self._shape_to_come(found)))
            if found == before:
                work(self)

    def _again(self, work: Callable[[Visit], object]) -> bool:
        """Try the same work again where the store stands open and holds what it held before."""
        try:
            if self.store is not None:
                with self.store.errors_told():
                    if committed(self.store) != self.last:
                        raise Loss(f"{self.step}: work that failed was not rolled back")
            work(self)
        except StoreError as error:
            self.told[error.code] += 1
            return False
        return True

    def _look_at_what_lies_there(self, before: Committed) -> None:
        """Hold a copy of the files, as a process that is killed now leaves them, to what was committed."""
        with tempfile.TemporaryDirectory() as folder:
            for name in ("store.db", "store.db-journal", "store.db-wal"):
                if (self.disk.folder / name).exists():
                    shutil.copy(self.disk.folder / name, folder)
            with open_at(Path(folder) / "store.db", self.passphrase) as store:
                check_store(store)
                found = committed(store)
        self._hold(found, (before.shape, self._shape_to_come(found)))


def _make_session(visit: Visit) -> None:
    create_session(visit.open(), agency="Ban Dân tộc tỉnh", held_on="2021-07-30", as_of="2021-07-16")


def _import_tasks(visit: Visit) -> None:
    session = visit.session()
    contents = [f"Tham mưu kế hoạch phát triển vùng đồng bào dân tộc, phần {number}" for number in range(1, 9)]
    writes = [
        Write("task", task_id(session, "12/KH-UBND", content, 1), {"content": content, "position": place}, new=True)
        for place, content in enumerate(contents, 1)
    ]
    visit.open().journal.write(session, writes, person="Thư ký")


def _type(record: str, text: str) -> Callable[[Visit], object]:
    def typed(visit: Visit) -> None:
        name = record.replace("TASK", _first_task(visit)) if "TASK" in record else record
        visit.open().put_draft(visit.session(), name, text)

    return typed


def _first_task(visit: Visit) -> str:
    return str(visit.open().database.execute_sql('SELECT "id" FROM "task" ORDER BY "position"').fetchone()[0])


def _save_note(text: str) -> Callable[[Visit], object]:
    def saved(visit: Visit) -> None:
        values = {"speaker": "Trưởng ban", "kind": "explanation", "text": text}
        save(visit.open(), visit.session(), "note", values=values, drop_drafts=["note"])

    return saved


def _give_verdict(visit: Visit) -> None:
    task = _first_task(visit)
    values = {"verdict": "not_done", "cause": "chưa có kinh phí, chưa có hướng dẫn"}
    save(visit.open(), visit.session(), "task", task, values, drop_drafts=[f"task:{task}:cause"])


def _drop_one_draft_put_another(visit: Visit) -> None:
    store, session = visit.open(), visit.session()
    with store.transaction():
        store.put_draft(session, "note", "Đề nghị bổ sung")
        values = {"text": "Sở Tài chính sẽ thẩm định"}
        save(store, session, "note", values=values, drop_drafts=["conclusion:new:text"])
        store.put_draft(session, "conclusion:new:owner", "Ban Dân tộc")


def _conclude(visit: Visit) -> None:
    values = {"text": "Giao Ban Dân tộc hoàn thành trước 30/9", "owner": "Ban Dân tộc", "deadline": "2021-09-30",
              "tasks": [_first_task(visit)]}  # fmt: skip
    drafts = ["conclusion:new:owner", "note"]
    save(visit.open(), visit.session(), "conclusion", values=values, drop_drafts=drafts)


def _delete_note(delete: bool) -> Callable[[Visit], object]:
    def deleted(visit: Visit) -> None:
        store, session = visit.open(), visit.session()
        first = next(entry.record_id for entry in store.entries(session) if entry.record == "note")
        save(store, session, "note", first, delete=delete)

    return deleted


def _record_evidence(visit: Visit) -> None:
    lines = (
        {"record": "attachment", "file": str(visit.disk.folder / "evidence.txt")},
        {"record": "declared", "assigned": 18, "done_on_time": 15},
    )
    record_lines(visit.open(), visit.session(), [json.dumps(line) for line in lines])


def _checkpoint(visit: Visit) -> None:
    store = visit.open()
    with store.errors_told():
        store.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _sign(visit: Visit) -> None:
    sign(visit.open(), visit.session(), by="Tổ trưởng", force=True, reason="biên bản giấy đã ký")


def _amend(visit: Visit) -> None:
    amend(visit.open(), visit.session(), reason="bổ sung ý kiến của Sở Nội vụ")


STEPS: Final[tuple[tuple[str, Callable[[Visit], object]], ...]] = (
    ("opening", Visit.open),
    ("session", _make_session),
    ("tasks", _import_tasks),
    *(("typing", _type("note", "Vướng mắc về kinh phí và hướng dẫn"[:end])) for end in (4, 12, 23, 34)),
    ("note", _save_note("Vướng mắc về kinh phí và hướng dẫn")),
    ("field typed", _type("task:TASK:cause", "chưa có kinh")),
    ("verdict", _give_verdict),
    ("typing", _type("conclusion:new:text", "Giao Ban")),
    ("two drafts", _drop_one_draft_put_another),
    ("conclusion", _conclude),
    ("checkpoint", _checkpoint),
    ("deletion", _delete_note(True)),
    ("evidence", _record_evidence),
    ("return", _delete_note(False)),
    ("long note", _save_note("Ý kiến của các thành viên tổ công tác.\n" * 250)),
    ("signing", _sign),
    ("closing", Visit.close),
    ("reopening", Visit.open),
    ("amendment", _amend),
    ("last words", _save_note("Đã bổ sung ý kiến")),
)


# Whole runs


@dataclass(frozen=True, slots=True)
class Recording:
    """The session as it goes where nothing goes wrong."""

    operations: tuple[Operation, ...]
    counts: Counter[str]
    acknowledged: tuple[tuple[int, Committed], ...]
    passphrase: str

    @property
    def shapes(self) -> tuple[str, ...]:
        """What the store holds after each step."""
        return tuple(state.shape for _, state in self.acknowledged)

    def faults(self) -> list[Fault]:
        """Return every fault that the session can meet, one for each run."""
        kinds: tuple[tuple[Kind, tuple[How, ...]], ...] = (
            ("write", ("fail", "short", "full")), ("sync", ("fail", "delay")), ("truncate", ("fail",)),
            ("delete", ("fail",)), ("open", ("fail",)),
        )  # fmt: skip
        return [
            Fault(on, number, how, lasting)
            for on, hows in kinds
            for how in hows
            for lasting in ((False, True) if (on, how) in (("write", "full"), ("sync", "fail")) else (False,))
            for number in range(1, self.counts[on] + 1)
        ]


def record_visit(folder: Path, *, passphrase: str = "", prepare: str = "") -> Recording:
    """Run the session on a sound disk and write down what it does."""
    with FaultyDisk(folder) as disk:
        visit = Visit(disk, passphrase=passphrase, prepare=prepare)
        visit.run()
    return Recording(tuple(disk.operations), disk.counts, tuple(visit.acknowledged), passphrase)


def visit_with(fault: Fault, recording: Recording, folder: Path) -> Visit:
    """Run the session with a fault, reopen the store on a sound disk, and hold it to what was committed.

    The power is cut as well: where a sync failed, once after each later step, for what it left in doubt must have been
    written again; after other faults at two later operations.

    Raises:
        Loss: something is missing, half-done or unsound, or the fault never came about.
    """
    if fault.how == "delay":
        return _delayed_visit(fault, recording, folder)
    with FaultyDisk(folder, fault) as disk:
        visit = Visit(disk, passphrase=recording.passphrase, expected=recording.shapes)
        visit.run()
    struck_at = _hold_reopened(visit, disk)
    done = Recording(tuple(disk.operations), disk.counts, tuple(visit.acknowledged), recording.passphrase)
    chance = random.Random(str(fault))
    places = [place for place, _ in visit.acknowledged if place > struck_at]
    if fault.on != "sync":
        places = [chance.randint(struck_at, len(disk.operations)) for _ in range(2)]
    for place in places:
        cut_power(done, place, chance)
    return visit


def _hold_reopened(visit: Visit, disk: FaultyDisk) -> int:
    """Hold the store to what was committed, and return how many operations there were when the fault came about."""
    if disk.struck_at is None:
        raise Loss("the fault never came about")
    with open_at(visit.path, visit.passphrase) as store:
        check_store(store)
        if committed(store) != visit.last:
            raise Loss("reopened, the store does not hold what was committed")
    return disk.struck_at


def _delayed_visit(fault: Fault, recording: Recording, folder: Path) -> Visit:
    """Hold one sync back; until it has returned, nobody may be told or shown that its step is committed."""
    held, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        held.set()
        if not go_on.wait(PATIENCE):
            raise Loss("the delayed sync was never let go")

    with FaultyDisk(folder, fault, on_delay=wait) as disk, ThreadPoolExecutor(1) as thread:
        visit = Visit(disk, passphrase=recording.passphrase, expected=recording.shapes)
        running = thread.submit(visit.run)
        running.add_done_callback(lambda _: held.set())
        try:
            if not held.wait(PATIENCE):
                raise Loss("the session stands still")
            if not running.done():
                _look_while_held(visit)
        finally:
            go_on.set()
        running.result(PATIENCE)
    _hold_reopened(visit, disk)
    return visit


def _look_while_held(visit: Visit) -> None:
    """Read as another command does while a step's sync has not returned."""
    step, told = visit.step, len(visit.acknowledged)
    if step in CHANGING:
        with open_store(Location.parse(str(visit.path)), passphrase=visit.passphrase, read_only=True) as reader:
            if committed(reader) != visit.last:
                raise Loss(f"{step}: shown as committed before its sync has returned")
    if (visit.step, len(visit.acknowledged)) != (step, told):
        raise Loss(f"{step}: told to be committed before its sync has returned")


def cut_power(recording: Recording, cut: int, chance: random.Random) -> None:
    """Cut the power at an operation and hold what is left to what was committed by then.

    Raises:
        Loss: something acknowledged is missing, something half-done is there, or the store is not sound.
    """
    done = [state for place, state in recording.acknowledged if place <= cut]
    before, to_come = done[-1] if done else Committed(), recording.shapes[len(done) :][:1]
    with tempfile.TemporaryDirectory() as name:
        after_power_cut(recording.operations, cut, chance, Path(name))
        try:
            with open_at(Path(name) / "store.db", recording.passphrase) as store:
                check_store(store)
                found = committed(store)
        except StoreError as error:
            raise Loss(f"the store does not open: {error.code}") from error
    if found != before and not (found.holds(before) and found.shape in to_come):
        raise Loss(f"{len(found.hashes)} entries of the {len(before.hashes)} that were committed, or other drafts")
