"""The report of results (báo cáo kết quả kiểm tra): what was found, what is to be thought of it, what is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Final

from inspect_tui.documents.annex import annex
from inspect_tui.documents.attendance import composition
from inspect_tui.documents.check import expectations
from inspect_tui.documents.conclusions import finding_blocks, natures, request_items
from inspect_tui.documents.extras import contradiction_items, declared_paragraph
from inspect_tui.documents.frame import foot, head_block, keep_with_closing, revision_line, verification
from inspect_tui.documents.heads import PaperHead, annex_symbol, recipient_lines
from inspect_tui.documents.paper import SHORT_BLANK, Block, Heading, Paper, Paragraph, Section, part, plain
from inspect_tui.documents.phrases import (
    comrade,
    group_words,
    inspection_words,
    long_date,
    meeting_day,
    or_blank,
    sentence_case,
    verdict_sentence,
)
from inspect_tui.documents.reservations import reservation_items, title_words
from inspect_tui.documents.results import result_blocks
from inspect_tui.documents.tables import figures_table, is_late, late_table
from inspect_tui.domain.figures import Figures
from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.records import SessionContent, Task
from inspect_tui.domain.status import Standing
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import Catalog

CODE: Final = "BC"
"""The code of a report in number and symbol."""


def report(
    content: SessionContent,
    figures: Figures,
    standing_of: Mapping[str, Standing],
    head: PaperHead,
    catalog: Catalog,
    *,
    zone: tzinfo | None = None,
) -> Paper:
    """Return the report of a session's results, with all tasks as its annex.

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
    late = [task for task in content.tasks if is_late(task, standing_of[task.id])]
    inspection = inspection_words(session, catalog)
    subject = catalog.t("Results of {inspection}", inspection=inspection)
    blocks: list[Block] = [
        head_block(session, head, CODE, catalog),
        Paragraph(plain(catalog.t("Report").upper()), "name"),
        Paragraph(plain(subject), "subject"),
        *revision_line(content, catalog),
        *_addressees(head, catalog),
        *_opening(content, head, inspection, catalog, zone),
        *_results(content, figures, standing_of, late, labels, catalog),
        *_assessment(content, standing_of, labels, catalog),
        part(catalog.t("Recommendations and proposals"), 3),
    ]
    blocks += request_items(content, labels, catalog) or [Paragraph(plain(catalog.t("No request was recorded.")))]
    keep_with_closing(blocks)
    closing = catalog.t(
        "This is the report on the results of {inspection}; {group} submits it to those in charge for their "
        "consideration and direction./.",
        inspection=inspection, group=group_words(head.issuer, catalog),
    )  # fmt: skip
    blocks += [
        Paragraph(plain(closing), "end", keep_next=True),
        foot(session, head, catalog),
        verification(session, catalog, zone),
    ]
    sections = [Section(tuple(blocks))]
    if content.tasks:
        reference = catalog.t("(Attached to Report No. {symbol}, {day})", symbol=annex_symbol(head.symbol, CODE),
                              day=long_date(head.issued_on, catalog))  # fmt: skip
        sections.append(annex(content, standing_of, labels, reference, catalog))
    return Paper(
        language=catalog.language,
        title=f"{catalog.t('Report')}: {one_line(subject)}",
        day=meeting_day(session, zone),
        sections=tuple(sections),
        must_hold=expectations(content, labels, [task.id for task in late], kinds=("task", "reservation", "conclusion"),
                               in_sentences=True),
    )  # fmt: skip


def _addressees(head: PaperHead, catalog: Catalog) -> list[Block]:
    lines = recipient_lines(head.addressees)
    if not lines:
        return []
    listed = f" {lines[0]}" if len(lines) == 1 else "".join(f"\n- {line}" for line in lines)
    return [Paragraph(plain(catalog.t("To:") + listed), "addressee")]


def _opening(
    content: SessionContent, head: PaperHead, inspection: str, catalog: Catalog, zone: tzinfo | None
) -> list[Block]:
    session = content.session
    group = group_words(head.issuer, catalog)
    sentences = [
        catalog.t(
            "On {day}, at {place}, {group} held {inspection}, chaired by {chair}.",
            day=long_date(meeting_day(session, zone), catalog), place=session.place or SHORT_BLANK, group=group,
            inspection=inspection, chair=comrade(session.chair, catalog),
        )
    ]  # fmt: skip
    if who := composition(content, catalog):
        sentences.append(who)
    sentences.append(catalog.t("{group} reports the results as follows:", group=sentence_case(group)))
    return [Paragraph(plain(" ".join(sentence_case(one) for one in sentences)))]


def _results(
    content: SessionContent, figures: Figures, standing_of: Mapping[str, Standing], late: list[Task],
    labels: Mapping[str, str], catalog: Catalog,
) -> list[Block]:  # fmt: skip
    blocks: list[Block] = [
        part(catalog.t("Results of carrying out the tasks"), 1),
        Heading(catalog.t("Figures"), 2, 1),
        *result_blocks(figures, content.session.agency, catalog),
    ]
    if content.tasks:
        words = catalog.t("The figures by source of tasks (the annex lists all tasks):")
        blocks += [Paragraph(plain(words), keep_next=True), figures_table(figures, catalog)]
    found, number = finding_blocks(content, ("result", "shortcoming", "cause"), 1, labels, catalog)
    blocks += found
    if late:
        only_late = all(standing_of[task.id].days_overdue for task in late)
        title = catalog.t("Late tasks") if only_late else catalog.t("Late tasks and tasks that meet difficulties")
        blocks.append(Heading(title, 2, number + 1))
        if words := natures(late, labels, catalog):
            blocks.append(Paragraph(plain(words), keep_next=True))
        blocks.append(late_table(content, standing_of, labels, catalog))
    return blocks


def _assessment(
    content: SessionContent, standing_of: Mapping[str, Standing], labels: Mapping[str, str], catalog: Catalog
) -> list[Block]:
    blocks: list[Block] = [part(catalog.t("Remarks and assessment"), 2)]
    titled: list[tuple[str, list[Block]]] = []
    if content.tasks:
        verdicts = Paragraph(plain(verdict_sentence(content.tasks, catalog)))
        titled.append((catalog.t("Findings on the tasks"), [verdicts]))
    declared = declared_paragraph(content.declared, catalog)
    if declared is not None:
        told: list[Block] = [declared]
        if wrong := contradiction_items(content, standing_of, catalog):
            words = catalog.t("These figures do not agree with each other or with the checklist:")
            told += [Paragraph(plain(words), keep_next=True), *wrong]
        titled.append((catalog.t("Figures that the agency reported"), told))
    if reserved := reservation_items(content, labels, catalog, "point"):
        titled.append((title_words(content.session, catalog), [*reserved]))
    for number, (title, told) in enumerate(titled, start=1):
        blocks += [Heading(title, 2, number), *told]
    if not titled:
        blocks.append(Paragraph(plain(or_blank(""))))
    return blocks
