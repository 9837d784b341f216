"""Seal, check and take out the largest attachment, and print by how many bytes the process has grown at most."""

from __future__ import annotations

import hashlib
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

from journal_maker import visit
from known_bad import header
from people import HEADQUARTERS, LAPTOP, TRUSTED

from inspect_tui.exchange.attachments import AttachmentSource
from inspect_tui.exchange.layout import CHUNK, MAX_ATTACHMENT
from inspect_tui.exchange.session_file import read_session_file, verify_session_file, write_session_file


def chunks() -> Iterator[bytes]:
    """Yield as much as an attachment may have, each piece another one."""
    for number in range(MAX_ATTACHMENT // CHUNK):
        yield number.to_bytes(4) * (CHUNK // 4)


def digest_of(pieces: Iterator[bytes]) -> str:
    """Return the SHA-256 of what is yielded, keeping none of it."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def grown() -> int:
    """Return the most memory that this process ever had, in bytes."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def seal_check_take_out(path: Path, source: AttachmentSource) -> None:
    """Go all the way with one attachment."""
    journal = visit(digest=source.sha256)
    write_session_file(
        path, header(journal.session), journal.entries, [source],
        identity=LAPTOP, recipients=[HEADQUARTERS.public.recipient],
    )  # fmt: skip
    assert verify_session_file(path, identity=HEADQUARTERS, trusted=TRUSTED).trusted
    seen = read_session_file(path, identity=HEADQUARTERS)
    assert digest_of(seen.attachments.chunks(source.sha256)) == source.sha256


def main(path: Path) -> None:
    """Go once with little, so that all code is loaded, then with much."""
    seal_check_take_out(path, AttachmentSource.from_bytes(bytes(CHUNK)))
    before = grown()
    seal_check_take_out(path, AttachmentSource(digest_of(chunks()), chunks))
    print(grown() - before)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
