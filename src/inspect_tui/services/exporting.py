"""Write session files and check them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspect_tui import __version__
from inspect_tui.domain.records import utc_text
from inspect_tui.domain.vietnamese import fold
from inspect_tui.locale import Catalog
from inspect_tui.services.errors import UserError
from inspect_tui.store.reading import read_content
from inspect_tui.store.store import Store

if TYPE_CHECKING:
    from inspect_tui.exchange.session_file import WrittenFile

SUFFIX = ".itui"


def export_session(store: Store, session: str, folder: Path, *, plain: bool) -> WrittenFile:
    """Write a session's journal and attachments as one file.

    Args:
        store: the store.
        session: the session's id.
        folder: where the file goes; made where it is not there. No file of the folder is replaced.
        plain: not sealed, so that anybody can read it.

    Raises:
        UserError: not plain although nobody is set to seal it to, or the folder cannot be written.
        SessionFileError: the store's own journal is not sound.
    """
    if not plain:
        raise UserError("no_recipients")
    from inspect_tui.exchange.session_file import AttachmentSource, FileHeader, write_session_file

    content = read_content(store, session, whole=True)
    last, previous = store.last_export(session)
    sequence = last + 1
    header = FileHeader(
        session=session,
        device=store.device,
        sequence=sequence,
        previous=previous or None,
        created_at=utc_text(store.clock()),
        program=f"inspect-tui {__version__}",
    )
    sources = []
    for attachment in content.attachments:
        digest = attachment.sha256
        if digest and store.has_blob(digest):
            sources.append(AttachmentSource(digest, partial(store.blob, digest), attachment.media_type))
    head = content.session
    slug = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in fold(head.agency)).split())[:40]
    day = head.held_on.isoformat() if head.held_on else ""
    stem = "_".join(part for part in (slug, day, session[-8:], store.device[-4:]) if part)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{stem}_{sequence:03d}{SUFFIX}"
        while path.exists():
            sequence += 1
            path = folder / f"{stem}_{sequence:03d}{SUFFIX}"
        written = write_session_file(path, header, store.entries(session), sources)
    except OSError as error:
        raise UserError("unwritable_file", path=folder, reason=error.strerror or "") from None
    store.note_export(session, header.sequence, written.sha256)
    return written


def verify_file(path: Path, catalog: Catalog, *, code: str | None = None) -> dict[str, Any]:
    """Check a session file and say what was found, as JSON objects.

    In this first form files carry no signature, so there is no signer to distrust: a valid plain file counts as
    trusted, and the finding ``unsigned`` says that nobody vouches for it.

    Raises:
        UserError: there is no such file, or it cannot be opened.
    """
    from inspect_tui.exchange.session_file import verify_session_file

    try:
        found = verify_session_file(path, code)
    except FileNotFoundError:
        raise UserError("no_file", path=path) from None
    except OSError as error:
        raise UserError("unreadable_file", path=path, reason=error.strerror or "") from None
    return {
        "valid": found.valid,
        "trusted": found.valid,
        "signer": found.signer,
        "session": found.session,
        "counts": dict(found.counts),
        "findings": [{"code": f.code, "message": catalog.t(f.message, **f.values)} for f in found.findings],
    }
