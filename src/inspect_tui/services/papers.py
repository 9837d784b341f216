"""Make papers of a session and write them where a person wants them."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inspect_tui.domain.records import AFTER_SIGNING
from inspect_tui.locale import Catalog
from inspect_tui.services.errors import UserError
from inspect_tui.services.paper_settings import PaperSettings, head_of, read_paper_settings
from inspect_tui.services.sessions import View, load_view
from inspect_tui.store.store import Store

if TYPE_CHECKING:
    from inspect_tui.documents.paper import Paper
    from inspect_tui.services.home import Home

AVAILABLE: Final = {
    "minutes": ("docx", "pdf", "html"),
    "conclusion": ("docx", "pdf", "html"),
    "report": ("docx", "pdf", "html"),
    "register": ("docx", "pdf", "html", "xlsx", "csv"),
    "all": ("html",),
}
"""The formats of each kind of paper; all papers on one page for reading are a kind too."""


@dataclass(frozen=True, slots=True)
class PaperInput:
    """All that a paper is made from, read at one moment; making it needs no store any more.

    Attributes:
        view: the session with its figures.
        settings: of papers in the store.
        template: the office's own Word file, None for the program's own form.
    """

    view: View
    settings: PaperSettings
    template: bytes | None = None

    def with_template(self, template: bytes | None) -> PaperInput:
        """Return the same with an office's own Word file."""
        return replace(self, template=template)


def read_for_paper(store: Store, session: str, revision: int | None = None) -> PaperInput:
    """Read a session, or a revision of it as it was signed, and the paper heads of this store.

    Raises:
        StoreError: ``no_revision``, that one was not signed.
    """
    view = load_view(store, session, revision=revision)
    # Of which number two clerks gave is no matter of the session itself.
    conflicts = tuple(one for one in view.content.conflicts if one.record not in AFTER_SIGNING)
    return PaperInput(
        view._replace(content=view.content._replace(conflicts=conflicts)), read_paper_settings(store)
    )  # fmt: skip


def write_paper(source: PaperInput, catalog: Catalog, *, kind: str, form: str, path: Path) -> Path:
    """Write a paper to a file, whole or not at all.

    Raises:
        UserError: there is no such kind in this format, or the file cannot be written.
        DocumentError: the paper would lack something.
    """
    write_whole(path, paper_bytes(source, catalog, kind=kind, form=form))
    return path


def paper_bytes(source: PaperInput, catalog: Catalog, *, kind: str, form: str) -> bytes:
    """Return a paper as the bytes of its file.

    Raises:
        UserError: there is no such kind in this format, or the typesetter could not lay it out.
        TemplateFileError: the office's template is refused.
        DocumentError: the paper would lack something.
    """
    check_form(kind, form)
    content, where = source.view.content, source.view.standing_of
    match form:
        case "docx" if source.template is not None:
            from inspect_tui.services.templates import filled

            return filled(source.template, source.view, head_of(source.settings, content, kind), catalog, kind)
        case "docx":
            from inspect_tui.documents.word import write_docx

            return write_docx(make_paper(source, catalog, kind))
        case "pdf":
            from inspect_tui.documents.pdf import write_pdf

            try:
                return write_pdf(make_paper(source, catalog, kind))
            except RuntimeError as error:
                raise UserError("not_laid_out", reason=" ".join(str(error).split())[:200]) from error
        case "xlsx":
            from inspect_tui.documents.register_book import write_xlsx

            return write_xlsx(content, where, catalog, zone=content.session.zone)
        case "csv":
            from inspect_tui.documents.register_csv import write_csv

            return write_csv(content, where, catalog)
    from inspect_tui.documents.html import write_html

    return write_html(make_papers(source, catalog, kind))


def office_template(home: Home, kind: str) -> bytes | None:
    """Return the Word file that an office keeps for a kind of paper, None where it keeps none.

    Raises:
        UserError: it cannot be read.
    """
    from inspect_tui.services.templates import read_template

    path = home.templates / f"{kind}.docx"
    return read_template(path) if path.exists() else None


def check_form(kind: str, form: str, *, with_template: bool = False) -> None:
    """See that a kind of paper is made in a format.

    Args:
        kind: of paper.
        form: the format.
        with_template: a Word template is to be filled, of which nothing but a Word file comes.

    Raises:
        UserError: it is not; with the formats that it is made in.
    """
    forms = ("docx",) if with_template else AVAILABLE.get(kind, ())
    if form not in forms:
        raise UserError("no_such_paper", kind=kind, form=form, available=", ".join(forms))


def make_papers(source: PaperInput, catalog: Catalog, kind: str) -> list[Paper]:
    """Return the paper of a kind, or for ``all`` each of them."""
    kinds = [one for one in AVAILABLE if one != "all"] if kind == "all" else [kind]
    return [make_paper(source, catalog, one) for one in kinds]


def make_paper(source: PaperInput, catalog: Catalog, kind: str) -> Paper:
    """Return a paper as blocks of text.

    Args:
        source: what it is made from.
        catalog: the language.
        kind: ``minutes``, ``conclusion``, ``report`` or ``register``.
    """
    view = source.view
    parts = (view.content, view.figures, view.standing_of, head_of(source.settings, view.content, kind), catalog)
    zone = view.content.session.zone
    match kind:
        case "minutes":
            from inspect_tui.documents.minutes import minutes

            return minutes(*parts, zone=zone)
        case "conclusion":
            from inspect_tui.documents.notice import notice

            return notice(*parts, zone=zone)
        case "report":
            from inspect_tui.documents.report import report

            return report(*parts, zone=zone)
    from inspect_tui.documents.register_paper import register_paper

    return register_paper(*parts, zone=zone)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file aside and move it into place, so that no half file is ever seen.

    A link is followed, a file that is there keeps who may read it, and what is no file (a pipe, a device) stays so.

    Raises:
        UserError: ``unwritable_file``, ``odd_file``.
    """
    aside, mode = None, None
    try:
        path = Path(os.path.realpath(path))
        with contextlib.suppress(FileNotFoundError):
            mode = path.stat().st_mode
        if mode is not None and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise UserError("odd_file", path=path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
            aside = file.name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(aside, stat.S_IMODE(mode))
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
