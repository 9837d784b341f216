"""One journey to a target and back: session files there, receipts and packs here.

It goes in four steps, of which two need the store and two the network, so that neither waits for the other: the app
runs them on its two threads, and the command keeps the store closed while the line is slow.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from inspect_tui.exchange.target_errors import TargetError
from inspect_tui.exchange.targets import INBOX, PACKS, RECEIPTS, Line, Target
from inspect_tui.services.errors import UserError, is_expected
from inspect_tui.services.home import Setup
from inspect_tui.services.pending import note_sent, pending_sessions, was_used
from inspect_tui.store.sending import drop_meta, holdings, meta_of, own_devices
from inspect_tui.store.store import Store

if TYPE_CHECKING:
    from inspect_tui.exchange.target_access import Access
    from inspect_tui.exchange.target_retry import Retry
    from inspect_tui.services.file_keys import FileKeys
    from inspect_tui.services.receiving import Unbelieved

OUTBOX: Final = "outbox:"
"""Keys of `meta`: per target and session the file that lies in the outbox."""
FETCHED: Final = "fetched:"
"""Keys of `meta`: per target what was fetched from it, by folder and name."""
_RECEIPT: Final = re.compile(r"(?P<session>[\w-]+?)_(?P<device>[\w-]+?)_\d+_[0-9a-f]{12}\.itui-receipt")
_PACK: Final = re.compile(r".+\.itui(-pack)?")
_MOST_RECEIPT: Final = 1 << 16
_MOST_PACK: Final = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is.

    Attributes:
        file: what is on its way; empty between two files.
        number: the how-manieth file, from 1.
        count: of how many.
        done: bytes of it that have arrived.
        size: its bytes.
        waiting: seconds until the next try, where the line was cut; else 0.
    """

    file: str = ""
    number: int = 0
    count: int = 0
    done: int = 0
    size: int = 0
    waiting: float = 0.0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A session file that is to be sent."""

    session: str
    path: Path
    entries: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be sent or fetched, and why."""

    file: str
    reason: Exception


@dataclass(frozen=True, slots=True)
class Synced:
    """What a journey did.

    Attributes:
        target: address of the target.
        sent: the files that arrived.
        fetched: the receipts and packs that came.
        acknowledged: how many of the receipts acknowledge files of this store.
        unbelieved: receipts that acknowledge nothing as long as their signer is not trusted here.
        pending: how many sessions are still to be sent.
        failed: what did not arrive or come.
        error: why it ended early; None where it did not.
    """

    target: str
    sent: tuple[Outgoing, ...] = ()
    fetched: tuple[Path, ...] = ()
    acknowledged: int = 0
    unbelieved: tuple[Unbelieved, ...] = ()
    pending: int = 0
    failed: tuple[Failure, ...] = ()
    error: TargetError | None = None

    @property
    def is_well(self) -> bool:
        """Whether all went as it was meant to."""
        return not self.failed and self.error is None


@dataclass(slots=True)
class _Plan:
    outgoing: list[Outgoing] = field(default_factory=list)
    abandoned: list[str] = field(default_factory=list)
    was_used: bool = False
    sessions: frozenset[str] = frozenset()
    devices: frozenset[str] = frozenset()
    fetched: dict[str, dict[str, int]] = field(default_factory=dict)


class Courier:
    """Goes to a target once: `reach`, `prepare`, `carry`, `finish`, each once and in this order, then `close`.

    `reach` and `carry` use the network and no store; the other two use the store and no network. `finish` may follow at
    once where a step before ended early, and must, for it notes what arrived.
    """

    def __init__(
        self,
        setup: Setup,
        target: Target,
        *,
        access: Access,
        retry: Retry,
        tell: Callable[[Progress], None] = lambda _: None,
        part_size: int | None = None,
    ) -> None:
        """Get ready; nothing is connected yet.

        Args:
            setup: whose home and store.
            target: where to.
            access: with what.
            retry: how often, and how it is stopped.
            tell: told how far it is, on the thread that carries.
            part_size: bytes of a part of a large file in an S3 store.

        Raises:
            TargetError: the packages for this kind of target are not installed.
        """
        self.target, self._setup, self._tell = target, setup, tell
        self._now = Progress()
        retry.waiting = lambda seconds: tell(_with(self._now, seconds))
        self._line = Line(target, access, retry, part_size=part_size)
        own = hashlib.sha256(target.address.encode()).hexdigest()[:12]
        # Each target has a folder of its own: a file of which half has arrived is gone on with there.
        self._outbox = setup.home.path / "outbox" / own
        self._plan = _Plan()
        self._sent: list[Outgoing] = []
        self._failed: list[Failure] = []
        self._fetched: list[tuple[str, Path, int]] = []
        self._error: TargetError | None = None

    def close(self) -> None:
        """Drop the connection."""
        self._line.close()

    def reach(self) -> bool:
        """See that the target is there, before anything is made for it."""
        with self._ends_early():
            self._line.check()
        return self._error is None

    def prepare(self, store: Store, *, plain: bool) -> None:
        """Make the files that are to be sent, or take those that lie there from last time.

        Args:
            store: open for writing.
            plain: not sealed, where nobody is set to seal them to.

        Raises:
            UserError: nobody is set and not plain, or plain although somebody is; or the outbox cannot be written.
            KeysError: the home's keys cannot be read.
        """
        address, plan = self.target.address, self._plan
        plan.was_used = was_used(store, address)
        plan.devices = frozenset(own_devices(store))
        plan.sessions = frozenset(session for session, held in holdings(store).items() if held.own)
        plan.fetched = json.loads(store.get_meta(FETCHED + address, "{}"))
        pending = pending_sessions(store, address)
        if pending:
            from inspect_tui.services.file_keys import file_keys

            keys = file_keys(self._setup, store)
            for one in pending:
                try:
                    plan.outgoing.append(self._file_of(store, one.session, one.entries, keys, plain=plain))
                except UserError:
                    raise
                except Exception as error:
                    if not is_expected(error):
                        raise
                    self._failed.append(Failure(one.session, error))
        self._clear_outbox(store)

    def carry(self) -> None:
        """Send the files, then fetch what is new."""
        with self._ends_early():
            self._line.check(used=self._plan.was_used)
            for name in self._plan.abandoned:
                self._line.forget(INBOX, name)
            for number, one in enumerate(self._plan.outgoing, start=1):
                with self._goes_on(one.path.name, "unreadable_file"):
                    told = self._teller(one.path.name, number, len(self._plan.outgoing), one.path.stat().st_size)
                    self._line.put(one.path, INBOX, one.path.name, on_bytes=told)
                    self._sent.append(one)
            for folder, most in ((RECEIPTS, _MOST_RECEIPT), (PACKS, _MOST_PACK)):
                self._fetch(folder, most)
        self._tell(Progress())

    def finish(self, store: Store) -> Synced:
        """Note what arrived and take in what came.

        Args:
            store: open for writing.
        """
        address = self.target.address
        for one in self._sent:
            with store.transaction():
                note_sent(store, one.session, address, entries=one.entries, file=one.path.name, sha256=one.sha256)
                drop_meta(store, self._key(one.session))
            # It is noted, and the store has all of it: the file has done its work.
            one.path.unlink(missing_ok=True)
        receipts = [path for folder, path, _ in self._fetched if folder == RECEIPTS]
        acknowledged, unbelieved = _take_receipts(self._setup, store, receipts) if receipts else (0, [])
        if self._fetched:
            # They come again, and are taken once their signer is trusted.
            again = {one.file for one in unbelieved}
            for folder, path, size in self._fetched:
                if path not in again:
                    self._plan.fetched.setdefault(folder, {})[path.name] = size
            store.set_meta(FETCHED + address, json.dumps(self._plan.fetched, sort_keys=True))
        return Synced(
            target=address,
            sent=tuple(self._sent),
            fetched=tuple(path for _, path, _ in self._fetched),
            acknowledged=acknowledged,
            unbelieved=tuple(unbelieved),
            pending=len(pending_sessions(store, address)),
            failed=tuple(self._failed),
            error=self._error,
        )

    # How it is done

    def _file_of(self, store: Store, session: str, entries: int, keys: FileKeys, *, plain: bool) -> Outgoing:
        """Return a session's file: the one that lies in the outbox where it is still right, else a new one."""
        terms = _digest(json.dumps([plain, sorted(keys.recipients), keys.identity.public.public_key]).encode())
        kept: dict[str, Any] = json.loads(store.get_meta(self._key(session), "{}"))
        path = self._outbox / str(kept.get("file", ""))
        is_right = (kept.get("entries"), kept.get("terms")) == (entries, terms) and path.is_file()
        if is_right and _hash_of(path) == kept["sha256"]:
            return Outgoing(session, path, entries, kept["sha256"])
        made = _make_file(store, session, self._outbox, keys, plain=plain)
        whole = int(made.counts["entries"])
        kept = {"file": made.path.name, "sha256": made.sha256, "entries": whole, "terms": terms}
        store.set_meta(self._key(session), json.dumps(kept, sort_keys=True))
        return Outgoing(session, made.path, whole, made.sha256)

    def _key(self, session: str) -> str:
        return f"{OUTBOX}{self._outbox.name}:{session}"

    def _clear_outbox(self, store: Store) -> None:
        """Drop files of before that will not be sent: there is more in their sessions now, or other readers are set."""
        outgoing = {one.path.name for one in self._plan.outgoing}
        for key, value in meta_of(store, f"{OUTBOX}{self._outbox.name}:").items():
            if json.loads(value)["file"] not in outgoing:
                drop_meta(store, key)
        if self._outbox.is_dir():
            for path in sorted(self._outbox.iterdir()):
                if path.name not in outgoing and path.is_file():
                    path.unlink(missing_ok=True)
                    self._plan.abandoned.append(path.name)

    def _fetch(self, folder: str, most: int) -> None:
        known = self._plan.fetched.get(folder, {})
        new = [r for r in self._line.files(folder) if known.get(r.name) != r.size and self._is_for_us(folder, r.name)]
        place = self._setup.home.path / folder
        for number, remote in enumerate(new, start=1):
            with self._goes_on(remote.name, "unwritable_file"):
                place.mkdir(mode=0o700, parents=True, exist_ok=True)
                told = self._teller(remote.name, number, len(new), remote.size)
                self._line.get(folder, remote.name, place / remote.name, most=most, on_bytes=told)
                self._fetched.append((folder, place / remote.name, remote.size))

    def _is_for_us(self, folder: str, name: str) -> bool:
        if folder == PACKS:
            return bool(_PACK.fullmatch(name))
        found = _RECEIPT.fullmatch(name)
        return found is not None and (found["session"] in self._plan.sessions or found["device"] in self._plan.devices)

    def _teller(self, name: str, number: int, count: int, size: int) -> Callable[[int], None]:
        def told(done: int) -> None:
            self._now = Progress(name, number, count, done, size)
            self._tell(self._now)

        return told

    @contextlib.contextmanager
    def _ends_early(self) -> Iterator[None]:
        try:
            yield
        except TargetError as error:
            if error.is_input:
                raise
            self._error = error

    @contextlib.contextmanager
    def _goes_on(self, name: str, code: str) -> Iterator[None]:
        """Let a file that cannot be sent or fetched be no reason to leave the others."""
        try:
            yield
        except TargetError as error:
            if not error.is_of_one_file:
                raise
            self._failed.append(Failure(name, error))
        except OSError as error:
            told = UserError(code, path=error.filename or name, reason=error.strerror or "")
            self._failed.append(Failure(name, told))


def _make_file(store: Store, session: str, folder: Path, keys: FileKeys, *, plain: bool) -> Any:
    """Make a session's file in the outbox."""
    from inspect_tui.services.exporting import export_session

    return export_session(store, session, folder, plain=plain, identity=keys.identity, recipients=keys.recipients)


def _take_receipts(setup: Setup, store: Store, paths: Sequence[Path]) -> tuple[int, list[Unbelieved]]:
    """Take receipts in; return how many acknowledge files of this store, and whose signer is not trusted."""
    from inspect_tui.services.receiving import take_receipts

    return take_receipts(store, setup.home, paths)


def _with(progress: Progress, seconds: float) -> Progress:
    return Progress(progress.file, progress.number, progress.count, progress.done, progress.size, seconds)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
