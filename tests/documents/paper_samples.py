"""Papers of each kind from the sessions of `minutes_samples`."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from docx import Document
from minutes_samples import HANOI, changed, full_visit

from inspect_tui.documents.heads import PaperHead
from inspect_tui.documents.minutes import minutes
from inspect_tui.documents.notice import notice
from inspect_tui.documents.paper import Paper
from inspect_tui.documents.register_paper import register_paper
from inspect_tui.documents.report import report
from inspect_tui.documents.word import write_docx
from inspect_tui.domain.records import Conclusion, SessionContent
from inspect_tui.domain.status import standings
from inspect_tui.domain.tally import tally
from inspect_tui.locale import Catalog

MAKERS: Final[dict[str, Callable[..., Paper]]] = {
    "minutes": minutes, "notice": notice, "report": report, "register": register_paper,
}  # fmt: skip
CODES: Final = {"minutes": "BB", "notice": "TB", "report": "BC", "register": "DM"}
FULL_HEAD: Final = PaperHead(
    "UBND tỉnh Lạng Sơn", "Tổ công tác", "", "Lạng Sơn", ("Lưu: VT, TH", "Như trên", "Ban Dân tộc tỉnh"),
    ("Chủ tịch UBND tỉnh", "Thường trực Tỉnh ủy"), ("TM. Tổ công tác", "Tổ trưởng", "Phó Chủ tịch UBND tỉnh"),
    "Người ký", date(2021, 2, 5),
)  # fmt: skip


def made(kind: str, content: SessionContent, head: PaperHead | None = None, language: str = "vi") -> Paper:
    """Return a paper; without a head it has all that an office can set."""
    where = standings(content.tasks, content.events, content.session.as_of)
    counted = tally(content.tasks, where).figures(content.session)
    head = replace(FULL_HEAD, symbol=f"5/{CODES[kind]}-TCT") if head is None else head
    return MAKERS[kind](content, counted, where, head, Catalog(language), zone=HANOI)


def docx_of(kind: str, content: SessionContent, head: PaperHead | None = None, language: str = "vi") -> Any:
    """Return a paper's Word file as python-docx reads it."""
    return Document(io.BytesIO(write_docx(made(kind, content, head, language))))


def text_of(document: Any) -> str:
    """Return all paragraphs of a Word file's body, those of its tables too, one a line."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    return "\n".join(Paragraph(p, document).text for p in document.element.body.iter(qn("w:p")))


def requested(*requests: Conclusion) -> SessionContent:
    """Return the full visit with other requests."""
    content = full_visit()
    findings = tuple(one for one in content.conclusions if one.kind != "request")
    return changed(content, conclusions=(*findings, *requests))
