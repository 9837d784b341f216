"""The list of tasks (danh mục nhiệm vụ) as a paper of its own, on landscape pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from inspect_tui.documents.annex import checklist_blocks
from inspect_tui.documents.check import expectations
from inspect_tui.documents.frame import head_block, revision_line, verification
from inspect_tui.documents.heads import PaperHead
from inspect_tui.documents.paper import SHORT_BLANK, Block, Paper, Paragraph, Section, plain
from inspect_tui.documents.phrases import meeting_day
from inspect_tui.domain.dates import official_date
from inspect_tui.domain.figures import Figures
from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.records import SessionContent
from inspect_tui.domain.sentence import figures_sentence
from inspect_tui.domain.status import Standing
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import Catalog


def register_paper(
    content: SessionContent,
    figures: Figures,
    standing_of: Mapping[str, Standing],
    head: PaperHead,
    catalog: Catalog,
    *,
    zone: tzinfo | None = None,
) -> Paper:
    """Return the list of a session's tasks; it has a number only where one was given, for it is no letter.

    Args:
        content: the whole session; one that is not signed gives a draft that says so.
        figures: its figures on the cut-off date.
        standing_of: each task's standing on that day.
        head: the office's head; empty fields become blanks.
        catalog: the language.
        zone: the zone in which times are told; None takes the machine's.
    """
    labels = task_labels(content.tasks)
    session = content.session
    subject = catalog.t("Tasks assigned to {agency}", agency=session.agency or SHORT_BLANK)
    blocks: list[Block] = [
        head_block(session, head, "", catalog),
        Paragraph(plain(catalog.t("List of tasks").upper()), "name"),
        Paragraph(plain(subject), "subject"),
        *revision_line(content, catalog),
    ]
    if figures.as_of is not None:
        day = official_date(figures.as_of, catalog.language)
        blocks.append(Paragraph(plain(catalog.t("(Figures as of {day})", day=day)), "annex-reference"))
    blocks.append(Paragraph(plain(figures_sentence(figures, session.agency, catalog))))
    blocks += checklist_blocks(content, standing_of, labels, catalog)
    blocks.append(verification(session, catalog, zone))
    return Paper(
        language=catalog.language,
        title=f"{catalog.t('List of tasks')}: {one_line(subject)}",
        day=meeting_day(session, zone),
        sections=(Section(tuple(blocks), landscape=True),),
        must_hold=expectations(content, labels, kinds=("task",)),
    )
