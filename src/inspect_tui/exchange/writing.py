"""Writing a session file: checked, signed, sealed where somebody is to read it, whole or not at all."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspect_tui.domain.journal import Entry
from inspect_tui.exchange.atomic import written_aside
from inspect_tui.exchange.attachments import AttachmentSource, Measured, measure
from inspect_tui.exchange.container import DEFLATED, STORED, ContainerWriter, Method
from inspect_tui.exchange.entry_line import line_of
from inspect_tui.exchange.envelope import Buffer, all_recipients, seal
from inspect_tui.exchange.findings import Findings, SessionFileError
from inspect_tui.exchange.journal_lines import JournalCheck, sort_key
from inspect_tui.exchange.keys import Identity
from inspect_tui.exchange.layout import (
    CHUNK,
    DEFLATE_LEVEL,
    JOURNAL,
    JOURNAL_TYPE,
    MAX_JOURNAL,
    MAX_RATIO,
    readable_size,
)
from inspect_tui.exchange.manifest import FileHeader, Manifest, Part, manifest_from_bytes
from inspect_tui.exchange.signed import add_signed
from inspect_tui.exchange.signed_state import check_signed


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A session file that is on the disk.

    Attributes:
        sha256: of the whole file as it lies there.
        counts: as in its manifest.
        recipients: how many keys open it, the maker's own among them; 0 for a plain file.
    """

    path: Path
    sha256: str
    counts: dict[str, int]
    recipients: int = 0


def write_session_file(
    path: Path,
    header: FileHeader,
    entries: Iterable[Entry],
    attachments: Iterable[AttachmentSource] = (),
    *,
    identity: Identity,
    recipients: Sequence[str] = (),
) -> WrittenFile:
    """Write a session file whole or not at all; a file of that name is replaced.

    Args:
        path: the file to make; its folder exists.
        header: what the journal does not say.
        entries: all entries of the session, in any order, repeats allowed.
        attachments: contents to send along, in any order, repeats allowed.
        identity: who signs; can open a sealed file too.
        recipients: age recipients to seal the file to; with none it is plain, and everybody can read it.

    Raises:
        SessionFileError: entries or attachments break an invariant or a limit of the format: `verify_session_file`
            would reject the file, so none is made.
        KeyTextError: a recipient is none; no file is made.
        OSError: an attachment cannot be read or the file cannot be written.
    """
    sealed_to = all_recipients(identity, recipients) if recipients else []
    journal = _pack_journal(header.session, entries)
    measured = {m.part.name: m for m in map(measure, sorted(attachments, key=lambda a: (a.sha256, a.media_type)))}
    manifest = Manifest(
        header.session, header.device, header.sequence, header.previous, header.created_at, header.program,
        journal.counts, (journal.part, *(m.part for m in measured.values())), not sealed_to, identity.public,
    ).to_bytes()  # fmt: skip
    # A header that no reader would take is the caller's fault, found here and not at headquarters.
    manifest_from_bytes(manifest, plain=not sealed_to)
    with written_aside(path) as file:
        if sealed_to:
            buffer = Buffer()
            steps = _container(ContainerWriter(buffer), manifest, identity, journal, measured.values())
            digest = seal(buffer, steps, file, sealed_to)
        else:
            writer = ContainerWriter(file)
            for _ in _container(writer, manifest, identity, journal, measured.values()):
                pass
            digest = writer.sha256
    return WrittenFile(path, digest, journal.counts, len(sealed_to))


def _container(
    writer: ContainerWriter, manifest: bytes, identity: Identity, journal: _PackedJournal, contents: Iterable[Measured]
) -> Iterator[None]:
    """Write all of the file, a piece at every step."""
    add_signed(writer, manifest, identity)
    yield
    packed = sum(map(len, journal.chunks))
    yield from writer.adding(JOURNAL, journal.method, journal.crc, packed, journal.part.size, journal.chunks)
    for one in contents:
        yield from writer.adding(one.part.name, STORED, one.crc, one.part.size, one.part.size, _unchanged(one))
    writer.finish()
    yield


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
