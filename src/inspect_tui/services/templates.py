"""An office's own templates: checked as files, filled from a session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspect_tui.locale import Catalog
from inspect_tui.services.errors import UserError
from inspect_tui.services.regular_files import OddFileError, open_regular

if TYPE_CHECKING:
    from inspect_tui.documents.heads import PaperHead
    from inspect_tui.documents.templates import TemplateCheck
    from inspect_tui.services.views import View


def read_template(path: Path) -> bytes:
    """Read a template's file.

    Raises:
        UserError: there is none, or it cannot be read.
        TemplateFileError: it is too large for a template.
    """
    from inspect_tui.documents.template_archive import MAX_FILE

    try:
        with open_regular(path) as file:
            return file.read(MAX_FILE + 1)
    except FileNotFoundError:
        raise UserError("no_file", path=path) from None
    except OddFileError:
        raise UserError("odd_file", path=path) from None
    except OSError as error:
        raise UserError("unreadable_file", path=path, reason=error.strerror or "") from None


def checked(path: Path, kind: str) -> TemplateCheck:
    """Return what is wrong with a template's file for papers of a kind.

    Raises:
        UserError: the file cannot be read.
        TemplateFileError: it is no Word file.
    """
    from inspect_tui.documents.templates import check_template

    return check_template(read_template(path), kind)


def check_as_json(check: TemplateCheck, catalog: Catalog) -> dict[str, Any]:
    """Return the findings as the command prints them."""
    from inspect_tui.documents.templates import PROBLEMS

    problems = [
        {"code": one.code, "message": catalog.t(PROBLEMS[one.code], text=one.text), "text": one.text}
        for one in check.problems
    ]
    return {"unknown": list(check.unknown), "missing": list(check.missing), "problems": problems}


def filled(template: bytes, view: View, head: PaperHead, catalog: Catalog, kind: str) -> bytes:
    """Return the paper of a session that comes of an office's template.

    Args:
        template: the Word file.
        view: the session with its figures.
        head: the office's head.
        catalog: the language.
        kind: the kind of paper, one of `domain.records.PAPER_KINDS`, or ``register``.

    Raises:
        TemplateFileError: the template cannot be read, or it is refused.
        DocumentError: the paper would lack something.
    """
    from inspect_tui.documents.check import expectations
    from inspect_tui.documents.tables import is_late
    from inspect_tui.documents.template_fields import HELD, template_values
    from inspect_tui.documents.templates import fill_template
    from inspect_tui.domain.labels import task_labels

    content, where = view.content, view.standing_of
    labels = task_labels(content.tasks)
    values = template_values(content, view.figures, where, labels, head, catalog, content.session.zone, kind=kind)
    late = [task.id for task in content.tasks if is_late(task, where[task.id])]
    must_hold = expectations(content, labels, late if "late_task" in HELD[kind] else (), kinds=HELD[kind])
    return fill_template(template, kind, values, must_hold)
