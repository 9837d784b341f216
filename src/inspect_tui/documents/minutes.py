"""Minutes of a visit (biên bản): form 1.9 of annex III of Decree 30/2020/NĐ-CP.

The order is that of the meeting: time and place, who was there, purpose, figures, what was said, the late tasks, what
was concluded, the end. The whole checklist is the annex.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from inspect_tui.documents.annex import annex
from inspect_tui.documents.attendance import attendance, named
from inspect_tui.documents.check import expectations
from inspect_tui.documents.course import conclusion_blocks, note_blocks
from inspect_tui.documents.extras import attachment_items, conflict_items, declared_paragraph
from inspect_tui.documents.frame import head_block, recipients_block, revision_line, verification
from inspect_tui.documents.heads import PaperHead, annex_symbol
from inspect_tui.documents.paper import (
    SHORT_BLANK,
    Block,
    Paper,
    Paragraph,
    Role,
    Section,
    Signatures,
    Signer,
    part,
    plain,
)
from inspect_tui.documents.phrases import long_date, meeting_day, or_blank, when_words
from inspect_tui.documents.reservations import reservation_part
from inspect_tui.documents.tables import figures_table, is_late, late_table
from inspect_tui.domain.dates import official_date
from inspect_tui.domain.figures import Figures
from inspect_tui.domain.labels import task_labels
from inspect_tui.domain.records import Session, SessionContent
from inspect_tui.domain.sentence import figures_sentence
from inspect_tui.domain.status import Standing
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import Catalog

CODE = "BB"
"""The code of minutes in number and symbol."""


def minutes(
    content: SessionContent,
    figures: Figures,
    standing_of: Mapping[str, Standing],
    head: PaperHead,
    catalog: Catalog,
    *,
    zone: tzinfo | None = None,
) -> Paper:
    """Return the minutes of a session.

    Args:
        content: the whole session; one that is not signed gives a draft that says so.
        figures: its figures on the cut-off date.
        standing_of: each task's standing on that day.
        head: the office's head; empty fields become blanks.
        catalog: the language.
        zone: the zone in which times are told; None takes the machine's.
    """
    labels = task_labels(content.tasks)
    late = [task for task in content.tasks if is_late(task, standing_of[task.id])]
    subject = _subject(content.session, catalog)
    blocks: list[Block] = [
        head_block(content.session, head, CODE, catalog, dated=False),
        Paragraph(plain(catalog.t("Minutes").upper()), "name"),
        Paragraph(plain(subject), "subject"),
        *revision_line(content, catalog),
        *_opening(content, catalog, zone),
        *_purpose_and_figures(content, figures, catalog),
        *_course(content, labels, catalog, zone),
    ]
    roman = 4
    if late:
        only_late = all(standing_of[task.id].days_overdue for task in late)
        title = catalog.t("Late tasks") if only_late else catalog.t("Late tasks and tasks that meet difficulties")
        blocks += [part(title, roman), late_table(content, standing_of, labels, catalog)]
        roman += 1
    found, roman = conclusion_blocks(content, labels, roman, catalog)
    blocks += found
    if content.conflicts:
        title = catalog.t("Records of which two versions stand")
        blocks += [part(title, roman), *conflict_items(content, labels, catalog)]
        roman += 1
    if content.attachments:
        blocks += [part(catalog.t("Files kept with the session"), roman), *attachment_items(content)]
        roman += 1
    blocks += reservation_part(content, labels, roman, catalog)
    blocks.append(_held(content, catalog))
    blocks += _closing(content.session, head, catalog, zone)
    sections = [Section(tuple(blocks))]
    if content.tasks:
        reference = _annex_reference(content.session, head, catalog, zone)
        sections.append(annex(content, standing_of, labels, reference, catalog))
    return Paper(
        language=catalog.language,
        title=f"{catalog.t('Minutes')}: {one_line(subject)}",
        day=meeting_day(content.session, zone),
        sections=tuple(sections),
        must_hold=expectations(content, labels, [task.id for task in late]),
    )


def _subject(session: Session, catalog: Catalog) -> str:
    if session.title:
        return session.title
    agency = session.agency or SHORT_BLANK
    return catalog.t("Inspection of how {agency} carries out the tasks assigned to it", agency=agency)


def _line(text: str, role: Role = "body") -> Paragraph:
    return Paragraph(plain(text), role)


def _opening(content: SessionContent, catalog: Catalog, zone: tzinfo | None) -> list[Block]:
    session = content.session
    start = when_words(session.started_at, session.held_on, catalog, zone)
    blocks: list[Block] = [
        _line(catalog.t("Start: {when}", when=start)),
        _line(catalog.t("Place: {place}", place=or_blank(session.place))),
        Paragraph(plain(catalog.t("Attendance:")), keep_next=True),
        *attendance(content, catalog),
        _line(catalog.t("Chair: {name}", name=named(session.chair, content.participants))),
        _line(catalog.t("Secretary: {name}", name=named(session.secretary, content.participants))),
    ]
    if session.remark:
        blocks.append(_line(catalog.t("Remark: {text}", text=session.remark)))
    blocks.append(Paragraph(plain(catalog.t("Proceedings:")), keep_next=True))
    return blocks


def _purpose_and_figures(content: SessionContent, figures: Figures, catalog: Catalog) -> list[Block]:
    agency = content.session.agency or SHORT_BLANK
    if figures.as_of is None:
        purpose = catalog.t("To inspect how {agency} carries out the tasks assigned to it.", agency=agency)
    else:
        day = official_date(figures.as_of, catalog.language)
        purpose = catalog.t(
            "To inspect how {agency} carries out the tasks assigned to it; figures as of {day}.", agency=agency, day=day
        )
    blocks: list[Block] = [
        part(catalog.t("Purpose"), 1),
        _line(purpose),
        part(catalog.t("How the tasks are carried out"), 2),
        _line(figures_sentence(figures, content.session.agency, catalog)),
    ]
    declared = declared_paragraph(content.declared, catalog)
    if declared is not None:
        blocks.append(declared)
    if content.tasks:
        blocks.append(Paragraph(plain(catalog.t("The figures by source of tasks (the annex lists all tasks):")),
                                keep_next=True))  # fmt: skip
        blocks.append(figures_table(figures, catalog))
    return blocks


def _course(content: SessionContent, labels: Mapping[str, str], catalog: Catalog, zone: tzinfo | None) -> list[Block]:
    blocks: list[Block] = [part(catalog.t("Course of the meeting"), 3)]
    blocks += note_blocks(content, labels, catalog, zone)
    if not content.notes:
        blocks.append(_line(catalog.t("No statement was recorded.")))
    return blocks


def _held(content: SessionContent, catalog: Catalog) -> Paragraph:
    """Return how much the minutes hold, for those who sign them.

    It goes with the signatures, so that they have two lines of text above them however long the text before is.
    """
    parts = [
        catalog.n("{count} note", "{count} notes", len(content.notes)),
        catalog.n("{count} conclusion", "{count} conclusions", len(content.conclusions)),
        catalog.n("{count} task", "{count} tasks", len(content.tasks)),
    ]
    words = catalog.t("These minutes hold {parts}.", parts="; ".join(parts))
    if code := content.session.verification_code:
        # In the text too: what is signed says by which code it is known.
        words += " " + catalog.t("Verification code: {code}.", code=code)
    return Paragraph(plain(words), keep_next=True)


def _closing(session: Session, head: PaperHead, catalog: Catalog, zone: tzinfo | None) -> list[Block]:
    end = when_words(session.ended_at, meeting_day(session, zone), catalog, zone)
    blocks: list[Block] = [
        Paragraph(plain(catalog.t("The meeting ended at {when}./.", when=end)), "end", keep_next=True),
        Signatures(
            Signer(catalog.t("Secretary").upper(), session.secretary), Signer(catalog.t("Chair").upper(), session.chair)
        ),
    ]
    recipients = recipients_block(head, catalog, blank=False)
    if recipients is not None:
        blocks.append(recipients)
    blocks.append(verification(session, catalog, zone))
    return blocks


def _annex_reference(session: Session, head: PaperHead, catalog: Catalog, zone: tzinfo | None) -> str:
    symbol = annex_symbol(head.symbol, CODE)
    day = long_date(meeting_day(session, zone), catalog)
    return catalog.t("(Attached to Minutes No. {symbol}, {day})", symbol=symbol, day=day)
