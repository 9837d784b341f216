"""The notice of conclusions (thông báo kết luận): what the chair concluded, and who is to do what until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Final

from inspect_tui.documents.attendance import named
from inspect_tui.documents.check import expectations
from inspect_tui.documents.conclusions import finding_blocks, request_items
from inspect_tui.documents.course import FINDINGS
from inspect_tui.documents.frame import foot, head_block, keep_with_closing, revision_line, verification
from inspect_tui.documents.heads import PaperHead
from inspect_tui.documents.paper import SHORT_BLANK, Block, Paper, Paragraph, Section, part, plain
from inspect_tui.documents.phrases import comrade, inspection_words, long_date, meeting_day, sentence_case
from inspect_tui.documents.results import result_blocks
from inspect_tui.domain.figures import Figures
from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.records import SessionContent
from inspect_tui.domain.status import Standing
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import Catalog

CODE: Final = "TB"
"""The code of a notice in number and symbol."""


def notice(
    content: SessionContent,
    figures: Figures,
    standing_of: Mapping[str, Standing],
    head: PaperHead,
    catalog: Catalog,
    *,
    zone: tzinfo | None = None,
) -> Paper:
    """Return the notice of a session's conclusions.

    Args:
        content: the whole session; one that is not signed gives a draft that says so.
        figures: its figures on the cut-off date.
        standing_of: each task's standing on that day; a notice tells no task by itself.
        head: the office's head; empty fields become blanks.
        catalog: the language.
        zone: the zone in which times are told; None takes the machine's.
    """
    labels = task_labels(content.tasks)
    session = content.session
    chair = comrade(session.chair, catalog)
    full = comrade(named(session.chair, content.participants) if session.chair else "", catalog)
    inspection = inspection_words(session, catalog)
    subject = catalog.t("Conclusions of {chair} at {inspection}", chair=full, inspection=inspection)
    opening = catalog.t(
        "On {day}, at {place}, {full} chaired {inspection}; having heard the report of {agency} and the views of the "
        "members present, {chair} concludes and directs as follows:",
        day=long_date(meeting_day(session, zone), catalog), place=session.place or SHORT_BLANK, full=full,
        inspection=inspection, agency=session.agency or SHORT_BLANK, chair=chair,
    )  # fmt: skip
    blocks: list[Block] = [
        head_block(session, head, CODE, catalog),
        Paragraph(plain(catalog.t("Notice").upper()), "name"),
        Paragraph(plain(subject), "subject"),
        *revision_line(content, catalog),
        Paragraph(plain(sentence_case(opening))),
        part(catalog.t("General assessment"), 1),
        *result_blocks(figures, session.agency, catalog),
    ]
    blocks += finding_blocks(content, (kind for kind, _ in FINDINGS), 0, labels, catalog)[0]
    blocks.append(part(catalog.t("Requests and tasks for the time to come"), 2))
    blocks += request_items(content, labels, catalog) or [Paragraph(plain(catalog.t("No request was recorded.")))]
    keep_with_closing(blocks)
    closing = catalog.t(
        "These are the conclusions of {chair} at {inspection}, of which the agencies and units are hereby informed for "
        "their implementation./.",
        chair=chair, inspection=inspection,
    )  # fmt: skip
    blocks += [
        Paragraph(plain(closing), "end", keep_next=True),
        foot(session, head, catalog),
        verification(session, catalog, zone),
    ]
    return Paper(
        language=catalog.language,
        title=f"{catalog.t('Notice')}: {one_line(subject)}",
        day=meeting_day(session, zone),
        sections=(Section(tuple(blocks)),),
        must_hold=expectations(content, labels, kinds=("conclusion",), in_sentences=True),
    )
