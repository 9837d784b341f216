"""Session files: writing, reading and verifying them. The format stands in docs/session-file.md."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from inspect_tui.domain.journal import Entry
from inspect_tui.exchange.atomic import written_aside
from inspect_tui.exchange.attachments import Attachments, AttachmentSource, Measured, measure
from inspect_tui.exchange.container import (
    DEFLATED,
    LOCAL_MAGIC,
    STORED,
    ContainerReader,
    ContainerWriter,
    Member,
    Method,
    has_end,
    seal_holds,
)
from inspect_tui.exchange.entry_line import line_of
from inspect_tui.exchange.findings import Finding, Findings, SessionFileError
from inspect_tui.exchange.journal_lines import JournalCheck, check_counts, sort_key, split_lines
from inspect_tui.exchange.layout import (
    ATTACHMENTS,
    CHUNK,
    DEFLATE_LEVEL,
    ENVELOPE,
    JOURNAL,
    JOURNAL_TYPE,
    MANIFEST,
    MAX_FILE,
    MAX_JOURNAL,
    MAX_RATIO,
    SIGNATURE,
    readable_size,
)
from inspect_tui.exchange.manifest import FileHeader, Manifest, Part, manifest_from_bytes
from inspect_tui.exchange.signed_state import check_signed

__all__ = [
    "AttachmentSource",
    "Attachments",
    "FileHeader",
    "Finding",
    "Manifest",
    "SessionFile",
    "SessionFileError",
    "Verification",
    "WrittenFile",
    "read_session_file",
    "verify_session_file",
    "write_session_file",
]


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A session file that is on the disk.

    Attributes:
        sha256: of the whole file.
        counts: as in its manifest.
    """

    path: Path
    sha256: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class SessionFile:
    """A session file that is valid.

    Attributes:
        entries: in the file's order; forks included.
        attachments: SHA-256 to size, and the bytes on demand.
        findings: information about it.
        sha256: of the whole file.
    """

    manifest: Manifest
    entries: tuple[Entry, ...]
    attachments: Attachments
    findings: tuple[Finding, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What can be said about a file.

    Attributes:
        valid: no finding is an error.
        session: the session's id, empty where it could not be read.
        signer: who signed the file; None for a file without a signature, as all are in format 1.0.
        device: the device that made the file by its own words, empty where it could not be read.
        counts: recomputed from the journal, empty where it could not be read.
        findings: errors first.
        sha256: of the whole file, empty where it is damaged.
        manifest: None where it could not be read; believe it only where the file is valid.
    """

    valid: bool
    session: str
    signer: str | None
    device: str
    counts: dict[str, int]
    findings: tuple[Finding, ...]
    sha256: str = ""
    manifest: Manifest | None = None


def write_session_file(
    path: Path, header: FileHeader, entries: Iterable[Entry], attachments: Iterable[AttachmentSource] = ()
) -> WrittenFile:
    """Write a session file whole or not at all; a file of that name is replaced.

    Args:
        path: the file to make; its folder exists.
        header: what the journal does not say.
        entries: all entries of the session, in any order, repeats allowed.
        attachments: contents to send along, in any order, repeats allowed.

    Raises:
        SessionFileError: entries or attachments break an invariant or a limit of the format: `verify_session_file`
            would reject the file, so none is made.
        OSError: an attachment cannot be read or the file cannot be written.
    """
    journal = _pack_journal(header.session, entries)
    measured = {m.part.name: m for m in map(measure, sorted(attachments, key=lambda a: (a.sha256, a.media_type)))}
    manifest = Manifest(
        header.session, header.device, header.sequence, header.previous, header.created_at, header.program,
        journal.counts, (journal.part, *(m.part for m in measured.values())),
    ).to_bytes()  # fmt: skip
    # A header that no reader would take is the caller's fault, found here and not at headquarters.
    manifest_from_bytes(manifest)
    with written_aside(path) as file:
        writer = ContainerWriter(file)
        writer.add(MANIFEST, STORED, zlib.crc32(manifest), len(manifest), len(manifest), [manifest])
        packed = sum(map(len, journal.chunks))
        writer.add(JOURNAL, journal.method, journal.crc, packed, journal.part.size, journal.chunks)
        for one in measured.values():
            writer.add(one.part.name, STORED, one.crc, one.part.size, one.part.size, _unchanged(one))
        digest = writer.finish()
    return WrittenFile(path, digest, journal.counts)


@dataclass(frozen=True, slots=True)
class _PackedJournal:
    part: Part
    method: Method
    crc: int
    chunks: list[bytes]
    counts: dict[str, int]


def _pack_journal(session: str, entries: Iterable[Entry]) -> _PackedJournal:
    """Check the entries and make the journal's bytes.

    They are kept in memory, deflated, because their hash must stand in the manifest before them and a copy on the
    disk would be a plain copy even where the file itself is sealed.
    """
    findings = Findings()
    check = JournalCheck(session, findings)
    deflater = zlib.compressobj(DEFLATE_LEVEL, zlib.DEFLATED, -15)
    digest = hashlib.sha256()
    crc = size = 0
    chunks: list[bytes] = []
    for block in _blocks(check, sorted({e.hash: e for e in entries}.values(), key=sort_key)):
        size += len(block)
        if size > MAX_JOURNAL:
            raise SessionFileError.of("too_big", part=JOURNAL, limit=readable_size(MAX_JOURNAL))
        digest.update(block)
        crc = zlib.crc32(block, crc)
        chunks.append(deflater.compress(block))
    chunks.append(deflater.flush())
    check.finish()
    if not findings.failed:
        check_signed(check, None, findings)
    if findings.failed:
        raise SessionFileError(findings.all())
    part = Part(JOURNAL, size, digest.hexdigest(), JOURNAL_TYPE)
    method: Method = DEFLATED
    if not sum(map(len, chunks)) < size <= sum(map(len, chunks)) * MAX_RATIO:
        method = STORED
        chunks = [line_of(entry)[0] + b"\n" for entry in check.entries]
    return _PackedJournal(part, method, crc, chunks, check.counts())


def _blocks(check: JournalCheck, entries: Iterable[Entry]) -> Iterator[bytes]:
    block: list[bytes] = []
    size = 0
    for entry in entries:
        line = check.add_entry(entry)
        block.append(line)
        size += len(line)
        if size >= CHUNK:
            yield b"".join(block)
            block, size = [], 0
    yield b"".join(block)


def _unchanged(one: Measured) -> Iterator[bytes]:
    """Yield an attachment's content and notice where it is not what was measured a moment ago."""
    digest = hashlib.sha256()
    for chunk in one.source.chunks():
        digest.update(chunk)
        yield chunk
    if digest.hexdigest() != one.part.sha256:
        raise SessionFileError.of("manifest_mismatch", part=one.part.name)


def verify_session_file(path: Path, code: str | None = None) -> Verification:
    """Check everything that a session file says against itself, whatever its bytes are.

    Args:
        path: the file.
        code: the verification code from paper, as typed.

    Raises:
        OSError: the file cannot be opened; nothing else is raised.
    """
    seen = _inspect(path, code)
    manifest = seen.manifest
    return Verification(
        valid=not seen.findings.failed,
        session=manifest.session if manifest else "",
        signer=None,
        device=manifest.device if manifest else "",
        counts=seen.counts,
        findings=seen.findings.all(),
        sha256=seen.sha256,
        manifest=manifest,
    )


def read_session_file(path: Path) -> SessionFile:
    """Read a session file after checking all of it.

    Raises:
        SessionFileError: it is not valid; ``findings`` says why.
        OSError: the file cannot be opened.
    """
    seen = _inspect(path, None)
    if seen.findings.failed or seen.manifest is None:
        raise SessionFileError(seen.findings.all())
    members = {m.name.removeprefix(ATTACHMENTS): m for m in seen.members if m.name.startswith(ATTACHMENTS)}
    return SessionFile(
        seen.manifest, tuple(seen.entries), Attachments(path, members), seen.findings.all(), seen.sha256
    )  # fmt: skip


_DOUBTFUL: Final = ("bad_manifest", "unsafe_part", "too_big")
"""Findings that end the reading and that a damaged byte can bring about."""


@dataclass(slots=True)
class _Inspection:
    findings: Findings = field(default_factory=Findings)
    manifest: Manifest | None = None
    entries: list[Entry] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    sha256: str = ""


def _inspect(path: Path, code: str | None) -> _Inspection:
    seen = _Inspection()
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        try:
            _read_file(file, size, code, seen)
        except SessionFileError as error:
            code = error.findings[0].code
            if code == "cut_short" and has_end(file, size):
                seen.findings.add("damaged")
            else:
                seen.findings.extend(error.findings)
            # A name or a number that makes no sense may be one bit of damage: then that is what a person must know.
            if code in _DOUBTFUL and not seal_holds(file, size):
                seen.findings.add("damaged")
        except OSError:
            seen.findings.add("unreadable")
        except Exception:
            # The last line of defence: a file may come from anybody, and a fault of ours must not pass as valid.
            seen.findings.add("damaged")
    return seen


def _read_file(file: BinaryIO, size: int, code: str | None, seen: _Inspection) -> None:
    _recognise(file, size)
    reader = ContainerReader(file)
    manifest = _read_manifest(reader)
    seen.manifest = manifest
    version = (manifest.major, manifest.minor) if manifest.newer else None
    if version:
        seen.findings.add("newer_minor", major=version[0], minor=version[1])
    journal = JournalCheck(manifest.session, seen.findings, version)
    _read_parts(reader, manifest, journal, seen.findings)
    seen.entries, seen.members = journal.entries, reader.members
    journal.finish()
    if journal.readable:
        seen.counts = journal.counts()
        # Where entries are wrong the counts are wrong with them: one fault, one finding.
        if not seen.findings.failed:
            check_counts(manifest, seen.counts, seen.findings)
        check_signed(journal, code, seen.findings)
        _compare_attachments(manifest, journal, seen.findings)
    seen.sha256 = reader.finish()


def _recognise(file: BinaryIO, size: int) -> None:
    """Refuse what was never a session file."""
    if size == 0:
        raise SessionFileError.of("empty_file")
    if size > MAX_FILE:
        raise SessionFileError.of("too_big", part="*", limit=readable_size(MAX_FILE))
    first = Member(MANIFEST, STORED, 0, 0, 0, 0)
    head = file.read(first.start)
    if head.startswith(ENVELOPE):
        raise SessionFileError.of("sealed")
    ours = head.startswith(LOCAL_MAGIC) and head[first.start - len(MANIFEST) :] == MANIFEST.encode()
    if not ours:
        if len(head) < first.start and head[:4] == LOCAL_MAGIC[: len(head)]:
            raise SessionFileError.of("cut_short")
        raise SessionFileError.of("damaged" if has_end(file, size) else "not_a_session_file")
    file.seek(0)


def _read_manifest(reader: ContainerReader) -> Manifest:
    member = reader.next_member()
    if member is None or member.method != STORED:
        raise SessionFileError.of("damaged")
    data = b"".join(reader.chunks(member))
    if reader.content_damaged:
        raise SessionFileError.of("damaged")
    return manifest_from_bytes(data)


def _read_parts(reader: ContainerReader, manifest: Manifest, journal: JournalCheck, findings: Findings) -> None:
    parts = {part.name: part for part in manifest.parts}
    seen: list[str] = []
    signed = False
    while member := reader.next_member():
        part = parts.get(member.name)
        # Only content of which the form is known is packed, so that any part but these can be read in place.
        if member.method != STORED and member.name != JOURNAL and not manifest.newer:
            raise SessionFileError.of("damaged")
        digest = hashlib.sha256()
        content = _hashed(reader.chunks(member), digest)
        if member.name == JOURNAL:
            for line, ended in split_lines(content):
                journal.add_line(line, ended)
        else:
            for _ in content:
                pass
        if part is not None:
            seen.append(member.name)
            if (member.size, digest.hexdigest()) != (part.size, part.sha256):
                findings.add("manifest_mismatch", part=member.name)
        elif member.name == SIGNATURE and manifest.newer and len(reader.members) == 2:
            signed = True
        else:
            findings.add("extra_part", part=member.name)
    for name in sorted(parts.keys() - set(seen)):
        findings.add("missing_part", part=name)
    expected = [name for name in parts if name in set(seen)]
    for name, place in zip(seen, expected, strict=True):
        if name != place:
            findings.add("manifest_mismatch", part=name)
            break
    findings.add("signature_unread" if signed else "unsigned")


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
