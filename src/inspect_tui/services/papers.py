"""Make papers of a session and write them where a person wants them."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inspect_tui.locale import Catalog
from inspect_tui.services.errors import UserError
from inspect_tui.services.sessions import View, load_view
from inspect_tui.store.store import Store

if TYPE_CHECKING:
    from inspect_tui.documents.heads import PaperHead

KINDS: Final = ("minutes", "conclusion", "report", "register")
FORMATS: Final = ("docx", "pdf", "xlsx", "html")
AVAILABLE: Final = (("minutes", "docx"),)
"""Kinds and formats that this version makes."""


@dataclass(frozen=True, slots=True)
class PaperInput:
    """All that a paper is made from, read at one moment; making it needs no store any more."""

    view: View
    head: PaperHead


def read_for_paper(store: Store, session: str, revision: int | None = None) -> PaperInput:
    """Read a session, or a revision of it as it was signed, and the paper heads of this store.

    Raises:
        StoreError: ``no_revision``, that one was not signed.
    """
    from inspect_tui.documents.heads import PaperHead

    head = PaperHead(
        superior=store.get_meta("head.superior"), issuer=store.get_meta("head.issuer"),
        symbol=store.get_meta("head.symbol"), place=store.get_meta("head.place"),
    )  # fmt: skip
    return PaperInput(load_view(store, session, revision=revision), head)


def write_paper(source: PaperInput, catalog: Catalog, *, kind: str, form: str, path: Path) -> Path:
    """Write a paper to a file, whole or not at all.

    Raises:
        UserError: not a paper of this version, or the file cannot be written.
        DocumentError: the paper would lack something.
    """
    if (kind, form) not in AVAILABLE:
        raise UserError("not_yet", available=", ".join(f"{k} ({f})" for k, f in AVAILABLE))
    from inspect_tui.documents.minutes import minutes
    from inspect_tui.documents.word import write_docx

    view = source.view
    paper = minutes(view.content, view.figures, view.standing_of, source.head, catalog, zone=view.content.session.zone)
    write_whole(path, write_docx(paper))
    return path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file aside and move it into place, so that no half file is ever seen.

    Raises:
        UserError: ``unwritable_file``.
    """
    aside = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
            aside = file.name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except OSError as error:
        if aside is not None:
            with contextlib.suppress(OSError):
                os.unlink(aside)
        raise UserError("unwritable_file", path=path, reason=error.strerror or "") from None


def free_path(path: Path) -> Path:
    """Return the path, or one with a number behind the name where a file is there: no paper replaces another."""
    tried, number = path, 2
    while tried.exists():
        tried, number = path.with_stem(f"{path.stem}_{number}"), number + 1
    return tried


def paper_name(agency: str, day: str, kind: str, form: str, revision: int = 1) -> str:
    """Return a file name for a paper: bare letters, for sticks and mail programs of every age."""
    from inspect_tui.domain.vietnamese import fold

    slug = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in fold(agency)).split())[:60]
    return "_".join(part for part in (slug, day, kind, f"r{revision}" if revision > 1 else "") if part) + f".{form}"
