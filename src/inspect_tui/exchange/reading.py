"""Reading and verifying a session file, whatever its bytes are."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from inspect_tui.domain.journal import Entry
from inspect_tui.exchange.attachments import Attachments
from inspect_tui.exchange.container import LOCAL_MAGIC, STORED, ContainerReader, Member, has_end, seal_holds
from inspect_tui.exchange.envelope import OpenEnvelope, is_envelope
from inspect_tui.exchange.findings import Finding, Findings, SessionFileError
from inspect_tui.exchange.journal_lines import JournalCheck, check_counts, split_lines
from inspect_tui.exchange.keys import Identity, PublicIdentity
from inspect_tui.exchange.layout import ATTACHMENTS, ENVELOPE, JOURNAL, MANIFEST, MAX_FILE, SIGNATURE, readable_size
from inspect_tui.exchange.manifest import Manifest, manifest_from_bytes
from inspect_tui.exchange.signed import check_signature, known_as, read_small, report_signer
from inspect_tui.exchange.signed_state import check_signed


@dataclass(frozen=True, slots=True)
class SessionFile:
    """A session file that is valid.

    Attributes:
        entries: in the file's order; forks included.
        attachments: SHA-256 to size, and the bytes on demand.
        findings: information about it.
        sha256: of the whole file as it lies on the disk.
        signer: who signed it, by the file's own words; None for a file of format 1.0, which nobody signed. Whether to
            trust its ``public_key`` is the caller's to decide.
        sealed: it came in an envelope.
    """

    manifest: Manifest
    entries: tuple[Entry, ...]
    attachments: Attachments
    findings: tuple[Finding, ...]
    sha256: str
    signer: PublicIdentity | None
    sealed: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """What can be said about a file.

    Attributes:
        valid: no finding is an error.
        trusted: valid, and signed with a key that is trusted here.
        session: the session's id, empty where it could not be read.
        signer: whose signature holds, under the name by which the key is known here, else by the file's own words;
            None where nobody signed or the signature is wrong.
        device: the device that made the file by its own words, empty where it could not be read.
        counts: recomputed from the journal, empty where it could not be read.
        findings: errors first.
        sha256: of the whole file as it lies on the disk, empty where it is damaged.
        manifest: None where it could not be read; believe it only where the file is valid.
        sealed: it came in an envelope.
    """

    valid: bool
    trusted: bool
    session: str
    signer: PublicIdentity | None
    device: str
    counts: dict[str, int]
    findings: tuple[Finding, ...]
    sha256: str = ""
    manifest: Manifest | None = None
    sealed: bool = False


def verify_session_file(
    path: Path, code: str | None = None, *, identity: Identity | None = None, trusted: Mapping[str, str] | None = None
) -> Verification:
    """Check everything that a session file says against itself, and its signer against those trusted here.

    Args:
        path: the file.
        code: the verification code from paper, as typed.
        identity: opens a sealed file; its own signature is trusted.
        trusted: public key to name of those who are trusted.

    Raises:
        OSError: the file cannot be opened; nothing else is raised.
    """
    seen = _inspect(path, code, identity, trusted or {})
    manifest = seen.manifest
    valid = not seen.findings.failed
    signer = seen.signer
    if signer and seen.known_as is not None:
        signer = PublicIdentity(seen.known_as, signer.public_key, signer.recipient)
    return Verification(
        valid=valid,
        trusted=valid and seen.known_as is not None,
        session=manifest.session if manifest else "",
        signer=signer,
        device=manifest.device if manifest else "",
        counts=seen.counts,
        findings=seen.findings.all(),
        sha256=seen.sha256,
        manifest=manifest,
        sealed=seen.sealed,
    )


def read_session_file(path: Path, *, identity: Identity | None = None) -> SessionFile:
    """Read a session file after checking all of it; who signed it is reported, not judged.

    Args:
        path: the file.
        identity: opens a sealed file.

    Raises:
        SessionFileError: it is not valid; ``findings`` says why.
        OSError: the file cannot be opened.
    """
    seen = _inspect(path, None, identity, None)
    if seen.findings.failed or seen.manifest is None:
        raise SessionFileError(seen.findings.all())
    members = {m.name.removeprefix(ATTACHMENTS): m for m in seen.members if m.name.startswith(ATTACHMENTS)}
    attachments = Attachments(path, members, identity if seen.sealed else None)
    return SessionFile(
        seen.manifest, tuple(seen.entries), attachments, seen.findings.all(), seen.sha256, seen.signer, seen.sealed
    )  # fmt: skip


_DOUBTFUL: Final = ("bad_manifest", "unsafe_part", "too_big")
"""Findings that end the reading and that a damaged byte can bring about."""


@dataclass(slots=True)
class _Inspection:
    code: str | None
    identity: Identity | None
    trusted: Mapping[str, str] | None
    findings: Findings = field(default_factory=Findings)
    manifest: Manifest | None = None
    entries: list[Entry] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    sha256: str = ""
    signer: PublicIdentity | None = None
    known_as: str | None = None
    sealed: bool = False


def _inspect(
    path: Path, code: str | None, identity: Identity | None, trusted: Mapping[str, str] | None
) -> _Inspection:  # fmt: skip
    seen = _Inspection(code, identity, trusted)
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        try:
            head = file.read(_FIRST.start)
            if is_envelope(head):
                seen.sealed = True
                _read_envelope(file, size, head, seen)
            else:
                _read_plain(file, size, head, seen)
        except SessionFileError as error:
            seen.findings.extend(error.findings)
        except OSError:
            seen.findings.add("unreadable")
        except Exception:
            # The last line of defence: a file may come from anybody, and a fault of ours must not pass as valid.
            seen.findings.add("damaged")
    return seen


_FIRST: Final = Member(MANIFEST, STORED, 0, 0, 0, 0)


def _is_ours(head: bytes) -> bool:
    return head.startswith(LOCAL_MAGIC) and head[_FIRST.start - len(MANIFEST) :] == MANIFEST.encode()


def _read_envelope(file: BinaryIO, size: int, head: bytes, seen: _Inspection) -> None:
    if not head.startswith(ENVELOPE):
        raise SessionFileError.of("damaged")
    if seen.identity is None:
        raise SessionFileError.of("sealed")
    with OpenEnvelope(file, size, seen.identity) as inner:
        start = b""
        while len(start) < _FIRST.start and (more := inner.read(_FIRST.start - len(start))):
            start += more
        if not _is_ours(start):
            raise SessionFileError.of("not_a_session_file")
        # Whatever is wrong inside was so when it was sealed, for age vouches for every byte.
        _read_container(ContainerReader(inner, start), seen)
        seen.sha256 = inner.sha256


def _read_plain(file: BinaryIO, size: int, head: bytes, seen: _Inspection) -> None:
    if size == 0:
        raise SessionFileError.of("empty_file")
    if size > MAX_FILE:
        raise SessionFileError.of("too_big", part="*", limit=readable_size(MAX_FILE))
    if not _is_ours(head):
        short = LOCAL_MAGIC if head[:1] == LOCAL_MAGIC[:1] else ENVELOPE
        if len(head) < _FIRST.start and head[: len(short)] == short[: len(head)]:
            raise SessionFileError.of("cut_short")
        raise SessionFileError.of("damaged" if has_end(file, size) else "not_a_session_file")
    try:
        seen.sha256 = _read_container(ContainerReader(file, head), seen)
    except SessionFileError as error:
        code = error.findings[0].code
        if code == "cut_short" and has_end(file, size):
            raise SessionFileError.of("damaged") from None
        # A name or a number that makes no sense may be one bit of damage: then that is what a person must know.
        if code in _DOUBTFUL and not seal_holds(file, size):
            seen.findings.add("damaged")
        raise


def _read_container(reader: ContainerReader, seen: _Inspection) -> str:
    findings = seen.findings
    data = read_small(reader, reader.next_member(), MANIFEST)
    seen.manifest = manifest = manifest_from_bytes(data, plain=not seen.sealed)
    version = (manifest.major, manifest.minor) if manifest.newer else None
    if version:
        findings.add("newer_minor", major=version[0], minor=version[1])
    journal = JournalCheck(manifest.session, findings, version)
    signature = _read_parts(reader, manifest, journal, findings)
    _judge_signer(manifest, data, signature, seen)
    seen.entries, seen.members = journal.entries, reader.members
    journal.finish()
    if journal.readable:
        seen.counts = journal.counts()
        # Where entries are wrong the counts are wrong with them: one fault, one finding.
        if not findings.failed:
            check_counts(manifest, seen.counts, findings)
        check_signed(journal, seen.code, findings)
        _compare_attachments(manifest, journal, findings)
    return reader.finish()


def _judge_signer(manifest: Manifest, data: bytes, signature: bytes | None, seen: _Inspection) -> None:
    if manifest.signer is None:
        seen.findings.add("unsigned")
    elif check_signature(manifest.signer, data, signature, seen.findings):
        seen.signer = manifest.signer
        if seen.trusted is not None:
            seen.known_as = known_as(manifest.signer, seen.identity, seen.trusted)
            report_signer(manifest.signer, seen.known_as, seen.findings)


def _read_parts(reader: ContainerReader, manifest: Manifest, journal: JournalCheck, findings: Findings) -> bytes | None:
    """Read all parts and return the signature, None where there is none."""
    parts = {part.name: part for part in manifest.parts}
    seen: list[str] = []
    signature: bytes | None = None
    while member := reader.next_member():
        part = parts.get(member.name)
        # Only content of which the form is known is packed, so that any part but these can be read in place.
        if member.method != STORED and member.name != JOURNAL and not manifest.newer:
            raise SessionFileError.of("damaged")
        if member.name == SIGNATURE and manifest.signer is not None and len(reader.members) == 2:
            signature = b"".join(reader.chunks(member))
            continue
        digest = hashlib.sha256()
        content = _hashed(reader.chunks(member), digest)
        if member.name == JOURNAL:
            for line, ended in split_lines(content):
                journal.add_line(line, ended)
        else:
            for _ in content:
                pass
        if part is None:
            findings.add("extra_part", part=member.name)
            continue
        seen.append(member.name)
        if (member.size, digest.hexdigest()) != (part.size, part.sha256):
            findings.add("manifest_mismatch", part=member.name)
    for name in sorted(parts.keys() - set(seen)):
        findings.add("missing_part", part=name)
    expected = [name for name in parts if name in set(seen)]
    for name, place in zip(seen, expected, strict=True):
        if name != place:
            findings.add("manifest_mismatch", part=name)
            break
    return signature


def _hashed(chunks: Iterable[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    for chunk in chunks:
        digest.update(chunk)
        yield chunk


def _compare_attachments(manifest: Manifest, journal: JournalCheck, findings: Findings) -> None:
    there = {p.sha256 for p in manifest.parts if p.name.startswith(ATTACHMENTS)}
    wanted, named = journal.attachments()
    for digest in sorted(wanted.keys() - there):
        findings.add("attachment_absent", name=wanted[digest])
    for digest in sorted(there - named):
        findings.add("attachment_unused", part=ATTACHMENTS + digest)
