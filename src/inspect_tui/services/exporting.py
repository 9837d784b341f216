"""Write session files and check them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from inspect_tui import __version__
from inspect_tui.domain.records import utc_text
from inspect_tui.domain.vietnamese import fold
from inspect_tui.exchange.layout import SUFFIX
from inspect_tui.locale import Catalog
from inspect_tui.services.errors import UserError
from inspect_tui.services.file_keys import file_keys, known_signers
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.pending import note_exported
from inspect_tui.services.uncollected import uncollected
from inspect_tui.store.reading import attached_contents, read_session
from inspect_tui.store.store import Store

if TYPE_CHECKING:
    from inspect_tui.domain.records import Session
    from inspect_tui.exchange.keys import Identity
    from inspect_tui.exchange.session_file import WrittenFile

PLAIN_SUFFIX: Final = ".plain.itui"
"""Who sees the file sees that it is open to everybody."""


def export_session(
    store: Store, session: str, folder: Path, *, plain: bool, identity: Identity, recipients: Sequence[str] = ()
) -> WrittenFile:
    """Write a session's journal and attachments as one signed file.

    Args:
        store: the store.
        session: the session's id.
        folder: where the file goes; made where it is not there. No file of the folder is replaced.
        plain: not sealed, so that anybody can read it.
        identity: signs the file, and can open it.
        recipients: who else can open it; once somebody is set, nothing leaves unsealed.

    Raises:
        UserError: plain although there are recipients, not plain although there are none, or the folder cannot be
            written.
        SessionFileError: the store's own journal is not sound.
        KeyTextError: a recipient is none.
    """
    if plain and recipients:
        raise UserError("plain_with_recipients")
    if not plain and not recipients:
        raise UserError("no_recipients")
    from inspect_tui.exchange.session_file import AttachmentSource, FileHeader, write_session_file

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
    contents = attached_contents(store, session)
    sources = [AttachmentSource(digest, partial(store.blob, digest), kind) for digest, kind in contents.items()]
    stem = _stem(read_session(store, session), store.device, plain=plain)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        suffix = PLAIN_SUFFIX if plain else SUFFIX
        path = folder / f"{stem}_{sequence:03d}{suffix}"
        while path.exists():
            sequence += 1
            path = folder / f"{stem}_{sequence:03d}{suffix}"
        with uncollected():
            entries = store.entries(session)
            written = write_session_file(path, header, entries, sources, identity=identity, recipients=recipients)
    except OSError as error:
        raise UserError("unwritable_file", path=folder, reason=error.strerror or "") from None
    store.note_export(session, header.sequence, written.sha256, str(written.path.absolute()))
    note_exported(store, session, entries=written.counts["entries"], sha256=written.sha256)
    return written


def export_for(setup: Setup, store: Store, session: str, folder: Path) -> WrittenFile:
    """Write a session file with the home's keys: sealed where somebody is set to read it, else plain.

    Raises:
        Exception: as `export_session` and `file_keys`.
    """
    keys = file_keys(setup, store)
    return export_session(
        store, session, folder, plain=not keys.recipients, identity=keys.identity, recipients=keys.recipients
    )


def _stem(head: Session, device: str, *, plain: bool) -> str:
    """Return how a file's name begins; that of a sealed file says neither whom it is about nor when."""
    parts = [head.id[-8:], device[-4:]]
    if plain:
        words = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(head.agency))
        parts = ["-".join(words.split())[:40], head.held_on.isoformat() if head.held_on else "", *parts]
    return "_".join(part for part in parts if part)


def verify_for(
    home: Home, path: Path, catalog: Catalog, *, code: str | None = None, setup: Callable[[], Setup]
) -> dict[str, Any]:
    """Check a session file with the home's keys; see `verify_file`.

    Args:
        home: whose lists say who is trusted.
        path: the file.
        catalog: the language of the messages.
        code: the verification code from paper, as typed.
        setup: asked for where the file is sealed, and only then: a plain file needs neither store nor passphrase.

    Raises:
        UserError: there is no such file, or it cannot be opened.
        KeysError: the home's keys cannot be read.
    """
    from inspect_tui.services.identities import identity_of

    identity = identity_of(setup()) if is_sealed(path) else None
    return verify_file(path, catalog, code=code, identity=identity, trusted=known_signers(home))


def is_sealed(path: Path) -> bool:
    """Tell whether a file needs this device's keys to be looked into; one that cannot be read does not."""
    from inspect_tui.exchange.receipts import kind_of

    try:
        return kind_of(path) == "sealed"
    except OSError:
        return False


def verify_file(
    path: Path,
    catalog: Catalog,
    *,
    code: str | None = None,
    identity: Identity | None = None,
    trusted: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Check a session file and say what was found, as JSON objects.

    Args:
        path: the file.
        catalog: the language of the messages.
        code: the verification code from paper, as typed.
        identity: opens a sealed file; its own signature is trusted.
        trusted: public key to name of those who are trusted.

    Raises:
        UserError: there is no such file, or it cannot be opened.
    """
    from inspect_tui.exchange.session_file import verify_session_file

    try:
        found = verify_session_file(path, code, identity=identity, trusted=trusted)
    except FileNotFoundError:
        raise UserError("no_file", path=path) from None
    except OSError as error:
        raise UserError("unreadable_file", path=path, reason=error.strerror or "") from None
    signer = found.signer
    return {
        "valid": found.valid,
        "trusted": found.trusted,
        "signer": signer and {"name": signer.name, "public_key": signer.public_key, "fingerprint": signer.fingerprint},
        "session": found.session,
        "counts": dict(found.counts),
        "findings": [{"code": f.code, "message": catalog.t(f.message, **f.values)} for f in found.findings],
    }
