"""What a clerk does with a paper: the scan of what was signed comes into the session, and out of it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from inspect_tui.domain.records import IssuedPaper
from inspect_tui.services.evidence import FileRead, content_of, write_out
from inspect_tui.services.live import Saved, save_and_read
from inspect_tui.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path


def attach_scan(store: Store, session: str, kind: str, revision: int, file: FileRead) -> Saved:
    """Keep the scan of a signed paper with the session: its content and its record in one transaction.

    Args:
        store: the store.
        session: the session's id.
        kind: the kind of paper.
        revision: the revision that it was printed from.
        file: the scan as it was read; it takes the place of an earlier one, which stays in the journal.

    Raises:
        StoreError: the store cannot take it; then nothing of it is there.
    """
    values: Mapping[str, object] = {
        "kind": kind, "revision": revision, "name": file.name, "media_type": file.media_type, "size": file.size,
        "sha256": file.sha256,
    }  # fmt: skip
    with store.transaction():
        store.put_blob(file.sha256, iter(file.parts))
        return save_and_read(store, session, "paper", None, values)


def write_scan_out(store: Store, paper: IssuedPaper, folder: Path) -> Path:
    """Write a scan into a folder, beside what is there, and return where.

    Raises:
        EvidenceError: its content has not come to this machine.
        UserError: it cannot be written.
    """
    return write_out(folder, paper.name, content_of(store, paper))
