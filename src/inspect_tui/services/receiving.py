"""Receive session files: each by itself, the good ones whatever the bad ones; docs/merging.md has the rules."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from inspect_tui import __version__
from inspect_tui.domain.journal import Entry
from inspect_tui.domain.records import utc_text
from inspect_tui.domain.signed_view import other_signings
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.exchange.layout import RECEIPT_SUFFIX, SUFFIX
from inspect_tui.locale import N_, Catalog
from inspect_tui.services.errors import UserError
from inspect_tui.services.home import Home
from inspect_tui.services.regular_files import OddFileError, open_regular
from inspect_tui.store.errors import StoreError
from inspect_tui.store.reading import Acknowledged, read_session
from inspect_tui.store.received import (
    ReceivedFile,
    Waiting,
    all_waiting,
    is_own_export,
    keep_receipt,
    keep_waiting,
    newest_sequence,
    note_received,
    received_file,
    shown_conflicts,
    stop_waiting,
)
from inspect_tui.store.store import Store

if TYPE_CHECKING:
    from inspect_tui.exchange.keys import Identity, PublicIdentity
    from inspect_tui.exchange.session_file import Finding, SessionFile

FUTURE: Final = timedelta(minutes=2)
"""How far in this machine's future a file may have been made before a person is told."""

_STANDING: Final = frozenset(("state", "signed"))

GROUP_FILES: Final = 16
"""Files that go into one transaction at most, where many are taken."""
GROUP_ENTRIES: Final = 4096
"""Entries of a group after which no file joins it: nobody waits long for the store, and memory stays small."""
GROUP_SECONDS: Final = 0.25
"""Seconds after which no file joins a group."""

MESSAGES: Final[dict[str, str]] = {
    "not_here": N_("It is not there now: its stick or folder is missing."),
    "unsigned": N_("It carries no electronic signature, so nobody vouches for it; --unsigned takes such old files in."),
    "unreadable": N_("It cannot be read: {reason}"),
    "odd_file": N_("It is no ordinary file."),
    "name": N_("Its name is no text in UTF-8: give it another name and receive it again."),
    "fault": N_("The program failed on it; --retry tries it again."),
    "fault_report": N_("The program failed on it; --retry tries it again. Report without contents: {path}"),
    "future": N_(
        "It was made {minutes} minutes in this machine's future: one of the two clocks is wrong. "
        "It is taken in all the same."
    ),
    "older": N_(
        "It is file {number} that its maker wrote of this session, and file {newest} has come in already: "
        "there is nothing new in it."
    ),
    "other_signing": N_(
        "The session is signed by {by}, {when}, as revision {revision}, code {printed}. Another signing, by {other} "
        "with code {other_code}, was replaced by this one or stands against it: compare the code on paper."
    ),
    "fork": N_(
        "{count} of its entries stand where others stand already (a copied store that went on under its old name?). "
        "Both are kept."
    ),
}
"""Why a file waits and what is to be known of it, where the file itself has no finding for that."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be known of a file.

    Attributes:
        code: for programs.
        words: for people.
        address: of the place elsewhere that is meant, as it was given, where it is no file here.
    """

    file: Path
    code: str
    words: str
    address: str = ""

    @property
    def place(self) -> str:
        """What it is about, as a person named it."""
        return self.address or str(self.file)


@dataclass(slots=True)
class Outcome:
    """What receiving did.

    Attributes:
        received: files with something new in them.
        duplicates: files with nothing new in them.
        merged: entries that were new.
        sessions: conflicts that each session of these files shows now.
        quarantined: files that were not taken in, and why.
        receipts: the receipts that were written.
        acknowledged: receipts that were taken in.
        strangers: receipts for files that this store does not know.
        notices: what else is to be known.
    """

    received: int = 0
    duplicates: int = 0
    merged: int = 0
    sessions: dict[str, int] = field(default_factory=dict)
    quarantined: list[Told] = field(default_factory=list)
    receipts: list[Path] = field(default_factory=list)
    acknowledged: int = 0
    strangers: int = 0
    notices: list[Told] = field(default_factory=list)

    @property
    def conflicts(self) -> int:
        """Open conflicts in the sessions of the files."""
        return sum(self.sessions.values())

    def add(self, other: Outcome) -> None:
        """Add what another run did."""
        self.received += other.received
        self.duplicates += other.duplicates
        self.merged += other.merged
        self.sessions |= other.sessions
        self.quarantined += other.quarantined
        self.receipts += other.receipts
        self.acknowledged += other.acknowledged
        self.strangers += other.strangers
        self.notices += other.notices

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON objects."""
        return {
            "received": self.received,
            "duplicates": self.duplicates,
            "merged": self.merged,
            "conflicts": self.conflicts,
            "quarantined": [{"file": t.place, "reason": t.words, "code": t.code} for t in self.quarantined],
            "receipts": [str(path) for path in self.receipts],
            "acknowledged": self.acknowledged,
            "strangers": self.strangers,
            "notices": [{"file": t.place, "code": t.code, "message": t.words} for t in self.notices],
        }


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file that was looked at, before anything of it is written.

    Attributes:
        sha256: empty where it could not be read.
        file: a session file, read whole and believed.
        known: one that came in before.
        fault: why it cannot be taken. Where there is nothing of all three, it claims to be a receipt.
    """

    path: Path
    sha256: str = ""
    file: SessionFile | None = None
    known: ReceivedFile | None = None
    fault: Exception | None = None


@dataclass(frozen=True, slots=True)
class _Written:
    """A file that is in the store once the transaction around it is committed."""

    taken: ReceivedFile
    conflicts: int
    notices: tuple[Told, ...]


class Receiver:
    """Takes files into one store."""

    def __init__(
        self,
        store: Store,
        *,
        identity: Identity,
        trusted: Mapping[str, str],
        catalog: Catalog,
        receipts: Path,
        unsigned: bool = False,
        logs: Path | None = None,
    ) -> None:
        """Get ready to receive.

        Args:
            store: where to.
            identity: opens what is sealed to this device, and signs receipts.
            trusted: public key to name of those whose files are believed; this device is, too.
            catalog: the language of reasons.
            receipts: the folder of receipts; made where it is not there.
            unsigned: take files of format 1.0 in, which nobody signed.
            logs: the folder of reports of faults; None writes none.
        """
        self.store, self.identity, self.catalog = store, identity, catalog
        self.trusted = {identity.public.public_key: identity.public.name, **trusted}
        self.receipts, self.unsigned, self.logs = receipts, unsigned, logs
        self.outcome = Outcome()
        self._answered: set[Path] = set()
        store.expect_much()

    def take(self, path: Path) -> bool:
        """Take a file in, a session file or a receipt; one that cannot be taken waits, and is in ``outcome``.

        Returns:
            Whether it was taken.

        Raises:
            StoreError: the store cannot be written; nothing of the file is kept.
            UserError: the receipt cannot be written; the file is taken in all the same.
        """
        return self._settle(self._look(path))

    def take_all(self, paths: Iterable[Path]) -> Outcome:
        """Take files in, one after the other, and return what was done.

        Plain session files that follow each other are committed in groups. Whatever is not plain ends a group and is
        taken by itself, and so is each file of a group that could not be written: what is taken and what is told is the
        same as file by file.

        Raises:
            StoreError: the store cannot be written; nothing of that file is kept, and the ones before it are taken.
            UserError: a receipt cannot be written; its file is taken in all the same, and so may be some after it.
        """
        group: list[_Seen] = []
        size, begun = 0, 0.0
        for path in paths:
            seen = self._look(path)
            if seen.file is None or not _can_join(seen.file, seen, group):
                self._settle_group(group)
                group, size = [], 0
                # The same file twice: by now it is known.
                self._settle(self._look(path) if seen.file and not seen.file.attachments else seen)
                continue
            begun = begun if group else time.monotonic()
            group.append(seen)
            size += len(seen.file.entries)
            if len(group) >= GROUP_FILES or size >= GROUP_ENTRIES or time.monotonic() - begun > GROUP_SECONDS:
                self._settle_group(group)
                group, size = [], 0
        self._settle_group(group)
        return self.outcome

    def retry(self) -> Outcome:
        """Try the files again that wait, and return what was done."""
        for waiting in all_waiting(self.store):
            path = Path(waiting.path)
            if _is_there(path):
                self.take(path)
            elif _is_there(path.parent):
                # Somebody took it away: there is nothing to wait for.
                stop_waiting(self.store, waiting.path)
            else:
                self.outcome.quarantined.append(Told(path, "not_here", self._say("not_here")))
        return self.outcome

    # One file: it is looked at, then written, then told of

    def _look(self, path: Path) -> _Seen:
        """Read a file whole; nothing is written."""
        from inspect_tui.exchange.receipts import kind_of
        from inspect_tui.exchange.session_file import read_session_file

        if not _has_text_name(path):
            return _Seen(path, fault=_Refused("name", self._say("name")))
        sha256 = ""
        try:
            with self.store.errors_told():
                sha256 = _hash(path)
                if kind_of(path) == "receipt" or path.name.lower().endswith(RECEIPT_SUFFIX):
                    return _Seen(path, sha256)
                known = received_file(self.store, sha256)
                if known is not None and self._is_believed(known.signer):
                    return _Seen(path, sha256, known=known)
                file = read_session_file(path, identity=self.identity)
                self._believe(file.signer)
        except (StoreError, UserError):
            # Every other file would meet with the same.
            raise
        except Exception as error:
            return _Seen(path, sha256, fault=error)
        return _Seen(path, sha256, file)

    def _settle(self, seen: _Seen) -> bool:
        """Do with a file what is to be done, and return whether it was taken."""
        from inspect_tui.exchange.session_file import SessionFileError

        path = seen.path
        try:
            with self.store.errors_told():
                if seen.fault is not None:
                    raise seen.fault
                if seen.file is not None:
                    with self.store.transaction():
                        written = self._write(path, seen.file)
                    self._tell(written)
                elif seen.known is not None:
                    stop_waiting(self.store, str(path))
                    self._count(replace(seen.known, merged=0), shown_conflicts(self.store, seen.known.session))
                else:
                    self._take_receipt(path)
        except SessionFileError as error:
            worst = next(f for f in error.findings if f.severity == "error")
            return self._refuse(path, seen.sha256, worst.code, self._words(worst))
        except OddFileError:
            return self._refuse(path, seen.sha256, "unreadable", self._say("odd_file"))
        except OSError as error:
            return self._refuse(path, seen.sha256, "unreadable", self._say("unreadable", reason=error.strerror or ""))
        except _Refused as refused:
            return self._refuse(path, seen.sha256, refused.code, refused.words)
        except (StoreError, UserError):
            raise
        except Exception as error:
            # A fault of the program over one file must not keep the others out.
            return self._refuse(path, seen.sha256, "fault", self._words_of_fault(error))
        return True

    # Session files

    def _write(self, path: Path, file: SessionFile) -> _Written:
        """Write all of a file, in the transaction that is open."""
        manifest = file.manifest
        self._take_contents(file)
        done = self.store.journal.absorb_session(manifest.session, file.entries)
        taken = ReceivedFile(
            file.sha256, manifest.session, manifest.device, manifest.sequence,
            file.signer.public_key if file.signer else "", manifest.counts, len(done.fresh),
        )  # fmt: skip
        note_received(self.store, taken, str(path))
        conflicts = shown_conflicts(self.store, manifest.session)
        return _Written(taken, conflicts, tuple(self._notices(path, file, done.fresh, done.forks)))

    def _tell(self, written: _Written) -> None:
        """Say what became of a file that is committed: nobody is given a receipt before that."""
        self.outcome.notices += written.notices
        self._count(written.taken, written.conflicts)

    def _settle_group(self, group: Sequence[_Seen]) -> None:
        """Take files that were looked at in one transaction; where that fails, each in its own."""
        if len(group) < 2:
            for seen in group:
                self._settle(seen)
            return
        written: dict[Path, _Written] = {}
        try:
            with self.store.transaction():
                # By session: two programs that write to one server take the locks in the same order.
                for seen in sorted(group, key=_session_of):
                    if seen.file is not None:
                        written[seen.path] = self._write(seen.path, seen.file)
        except Exception:
            # Nothing of the group is kept. One by one all are taken but the one that is at fault, which says why.
            for seen in group:
                self._settle(seen)
            return
        for seen in group:
            self._tell(written[seen.path])

    def _is_believed(self, signer: str) -> bool:
        return signer in self.trusted if signer else self.unsigned

    def _believe(self, signer: PublicIdentity | None) -> None:
        if self._is_believed(signer.public_key if signer else ""):
            return
        if signer is None:
            raise _Refused("unsigned", self._say("unsigned"))
        from inspect_tui.exchange.findings import finding

        stranger = finding("unknown_signer", name=signer.name, fingerprint=signer.fingerprint)
        raise _Refused(stranger.code, self._words(stranger))

    def _take_contents(self, file: SessionFile) -> None:
        wanted = sorted(digest for digest in file.attachments if not self.store.has_blob(digest))
        if wanted:
            for digest, chunks in file.attachments.stream(wanted):
                self.store.put_blob(digest, chunks)

    def _count(self, taken: ReceivedFile, conflicts: int) -> None:
        outcome = self.outcome
        if taken.is_duplicate:
            outcome.duplicates += 1
        else:
            outcome.received += 1
            outcome.merged += taken.merged
        outcome.sessions[taken.session] = conflicts
        self._write_receipt(taken, conflicts)

    def _write_receipt(self, taken: ReceivedFile, conflicts: int) -> None:
        from inspect_tui.exchange.receipts import Receipt, write_receipt

        name = f"{taken.session}_{taken.device}_{taken.sequence}_{taken.sha256[:12]}{RECEIPT_SUFFIX}"
        receipt = Receipt(
            session=taken.session, file_sha256=taken.sha256, device=taken.device, sequence=taken.sequence,
            counts=taken.counts, merged=taken.merged, conflicts=conflicts, received_at=utc_text(self.store.clock()),
            program=f"inspect-tui {__version__}",
        )  # fmt: skip
        path = self.receipts / name
        try:
            self.receipts.mkdir(parents=True, exist_ok=True)
            write_receipt(path, receipt, self.identity)
        except OSError as error:
            raise UserError("unwritable_file", path=path, reason=error.strerror or "") from None
        if path not in self._answered:
            self._answered.add(path)
            self.outcome.receipts.append(path)

    def _notices(self, path: Path, file: SessionFile, fresh: Sequence[Entry], forks: Sequence[Entry]) -> Iterator[Told]:
        for found in file.findings:
            if found.code in ("fork", "chain_fork", "newer_minor"):
                yield Told(path, found.code, self._words(found))
        if forks:
            yield Told(path, "fork", self._say("fork", count=len(forks)))
        yield from self._other_signings(path, file.manifest.session, fresh)
        newest = 0 if fresh else newest_sequence(self.store, file.manifest.session, file.manifest.device)
        if newest > file.manifest.sequence:
            yield Told(path, "older", self._say("older", number=file.manifest.sequence, newest=newest))
        ahead = _ahead(file.manifest.created_at, self.store.clock())
        if ahead > FUTURE:
            yield Told(path, "future", self._say("future", minutes=int(ahead.total_seconds()) // 60))

    def _other_signings(self, path: Path, session: str, fresh: Sequence[Entry]) -> Iterator[Told]:
        if not any(entry.record == "session" and _STANDING & entry.fields.keys() for entry in fresh):
            return
        head = read_session(self.store, session)
        if head.state != "signed":
            return
        signed = {name: one_line(str(head.signed.get(name, ""))) for name in ("by", "at", "code")}
        for other in other_signings(head.signed, self.store.entries(session, record=("session", session))):
            words = self._say(
                "other_signing", by=signed["by"], when=signed["at"], revision=head.revision, printed=signed["code"],
                other=one_line(other.by), other_code=one_line(other.code),
            )  # fmt: skip
            yield Told(path, "other_signing", words)

    # Receipts

    def _take_receipt(self, path: Path) -> None:
        if acknowledge(self.store, path, trusted=self.trusted, own=self.identity.public.public_key):
            self.outcome.acknowledged += 1
        else:
            self.outcome.strangers += 1
        stop_waiting(self.store, str(path))

    # Quarantine

    def _refuse(self, path: Path, sha256: str, code: str, words: str) -> bool:
        # No store can keep a name that is no text, so such a file waits nowhere but where it lies.
        if _has_text_name(path):
            keep_waiting(self.store, Waiting(str(path), sha256, code, words))
        self.outcome.quarantined.append(Told(path, code, words))
        return False

    def _words_of_fault(self, error: Exception) -> str:
        from inspect_tui.services.crash_report import report_crash

        report = report_crash(self.logs, error, where="receive") if self.logs is not None else None
        return self._say("fault") if report is None else self._say("fault_report", path=report)

    def _say(self, code: str, **values: object) -> str:
        return self.catalog.t(MESSAGES[code], **values)

    def _words(self, found: Finding) -> str:
        return self.catalog.t(found.message, **found.values)


class _Refused(Exception):
    """A file that is whole and is not taken in."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(code)
        self.code, self.words = code, words


def _can_join(file: SessionFile, seen: _Seen, group: Sequence[_Seen]) -> bool:
    """Tell whether a file can be written in one transaction with others.

    On a server another program may write at the same moment, so only what needs no other lock than that of its session.
    """
    return not file.attachments and all(seen.sha256 != one.sha256 and seen.path != one.path for one in group)


def _session_of(seen: _Seen) -> str:
    return seen.file.manifest.session if seen.file is not None else ""


def acknowledge(store: Store, path: Path, *, trusted: Mapping[str, str], own: str) -> bool:
    """Take a receipt in.

    Args:
        store: whose files may be acknowledged.
        path: the receipt.
        trusted: public key to name of those whose word is believed.
        own: this device's public key: its own word that its own file has come in says nothing.

    Returns:
        Whether it acknowledges a file of this store; one that does not is no fault.

    Raises:
        SessionFileError: it is not valid, or its signer is not trusted.
        OSError: it cannot be read.
    """
    from inspect_tui.exchange.receipts import read_receipt

    receipt = read_receipt(path, trusted=trusted)
    signer = receipt.signer
    if signer is None or signer.public_key == own:
        return False
    # What it says of the file must be so: a receipt for one session's file is no word on another session.
    if not is_own_export(store, receipt.session, receipt.sequence, receipt.file_sha256):
        return False
    word = Acknowledged(signer.name, receipt.received_at, receipt.sequence, receipt.file_sha256)
    keep_receipt(store, receipt.session, signer.public_key, word, receipt.merged, receipt.conflicts)
    return True


@dataclass(frozen=True, slots=True)
class Unbelieved:
    """A receipt whose signer is not trusted here.

    Attributes:
        name: what the receipt says of who signed it.
    """

    file: Path
    name: str
    fingerprint: str


def take_receipts(store: Store, home: Home, paths: Iterable[Path]) -> tuple[int, list[Unbelieved]]:
    """Take receipts in that were fetched.

    One that is not valid is passed over: ``receive`` says what is wrong with it.

    Returns:
        How many acknowledge files of this store, and those whose signer is not trusted here.

    Raises:
        KeysError: the home's lists cannot be read: nobody is believed then.
        StoreError: the store cannot be written.
    """
    from inspect_tui.exchange.session_file import SessionFileError
    from inspect_tui.services.file_keys import known_signers
    from inspect_tui.services.identities import read_kept

    kept, trusted, count, unbelieved = read_kept(home), known_signers(home), 0, list[Unbelieved]()
    for path in paths:
        try:
            count += acknowledge(store, path, trusted=trusted, own=kept.public.public_key if kept else "")
        except SessionFileError as error:
            found = {one.code: one.values for one in error.findings}
            if set(found) == {"unknown_signer"}:
                signer = found["unknown_signer"]
                unbelieved.append(Unbelieved(path, str(signer["name"]), str(signer["fingerprint"])))
        except OSError:
            pass
    return count, unbelieved


def find_files(places: Iterable[Path]) -> list[Path]:
    """Return the files to be received: those named, and of folders what `files_of` finds in them.

    Raises:
        UserError: there is no such file or folder, or the folder cannot be read; nothing is received then.
    """
    found: dict[Path, None] = {}
    for place in places:
        path = Path(place).absolute()
        try:
            if path.is_dir():
                found.update(dict.fromkeys(files_of(path)))
            elif path.is_file():
                found[path] = None
            else:
                raise UserError("no_file", path=place)
        except OSError as error:
            raise UserError("unreadable_file", path=place, reason=error.strerror or "") from None
    return list(found)


def files_of(folder: Path) -> Iterator[Path]:
    """Yield the session files and receipts directly in a folder, by name, then what laptops sent to it.

    Where a laptop's `sync` goes to a folder or stick, its files lie in an inbox there; whoever names the stick means
    them.

    Raises:
        OSError: it cannot be read.
    """
    from inspect_tui.exchange.targets import INBOX

    yield from _named_so(folder, (SUFFIX, RECEIPT_SUFFIX))
    inbox = folder / INBOX
    if inbox.is_dir():
        yield from _named_so(inbox, (SUFFIX,))


def _named_so(folder: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        name = path.name.lower()
        if not name.startswith(".") and name.endswith(endings) and path.is_file():
            yield path


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        # Nobody may look: whoever takes it says so.
        return True


def _has_text_name(path: Path) -> bool:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _hash(path: Path) -> str:
    """Return the hash of a file; one that is larger than any of its kind is not read for it.

    Raises:
        SessionFileError: ``too_big``.
        OSError: it cannot be read, or is no regular file.
    """
    from inspect_tui.exchange.layout import MAX_RECEIPT, MAX_SEALED, readable_size
    from inspect_tui.exchange.session_file import SessionFileError

    limit = MAX_RECEIPT if path.name.lower().endswith(RECEIPT_SUFFIX) else MAX_SEALED
    with open_regular(path) as file:
        if os.fstat(file.fileno()).st_size > limit:
            raise SessionFileError.of("too_big", part="*", limit=readable_size(limit))
        return hashlib.file_digest(file, "sha256").hexdigest()


def _ahead(created_at: str, now: datetime) -> timedelta:
    try:
        return datetime.fromisoformat(created_at) - now
    except (ValueError, TypeError):
        return timedelta()
