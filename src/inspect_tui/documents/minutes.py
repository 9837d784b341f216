"""Minutes of a visit (biên bản): form 1.9 of annex III of Decree 30/2020/NĐ-CP.

The order is that of the meeting: time and place, who was there, purpose, figures, what was said, the late tasks, what
was concluded, the end. The whole checklist is the annex.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import tzinfo

from inspect_tui.documents.attendance import attendance, named
from inspect_tui.documents.check import expectations
from inspect_tui.documents.course import conclusion_blocks, note_blocks
from inspect_tui.documents.extras import attachment_items, conflict_items, declared_paragraph
from inspect_tui.documents.heads import PaperHead, recipient_lines, symbol_text
from inspect_tui.documents.paper import (
    BLANK,
    DOTS,
    SHORT_BLANK,
    Block,
    Head,
    Item,
    Paper,
    Paragraph,
    Recipients,
    Role,
    Run,
    Section,
    Signatures,
    Signer,
    part,
    plain,
)
from inspect_tui.documents.phrases import long_date, meeting_day, or_blank, when_words
from inspect_tui.documents.tables import checklist_table, figures_table, is_late, late_table
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
        _head(content.session, head, catalog),
        Paragraph(plain(catalog.t("Minutes").upper()), "name"),
        Paragraph(plain(subject), "subject"),
        *_revision(content, catalog),
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
    _keep_with_closing(blocks)
    blocks += _closing(content.session, head, catalog, zone)
    sections = [Section(tuple(blocks))]
    if content.tasks:
        sections.append(_annex(content, standing_of, labels, head, catalog, zone))
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


def _revision(content: SessionContent, catalog: Catalog) -> list[Block]:
    """Return which revision this is, whose place it takes, or which one has taken its place; none for the only one."""
    here = content.session.revision
    before = [one for one in content.revisions if one.revision < here]
    after = [one for one in content.revisions if one.revision > here]
    if after:
        words = catalog.t(
            "(Revision {revision}; revision {other} with verification code {code} has taken its place)",
            revision=here, other=after[-1].revision, code=after[-1].code,
        )  # fmt: skip
    elif before:
        words = catalog.t(
            "(Revision {revision}, which takes the place of revision {other} with verification code {code})",
            revision=here, other=before[-1].revision, code=before[-1].code,
        )  # fmt: skip
    elif here > 1:
        words = catalog.t("(Revision {revision})", revision=here)
    else:
        return []
    return [Paragraph(plain(words), "revision")]


def _head(session: Session, head: PaperHead, catalog: Catalog) -> Head:
    superior = head.superior or ("" if head.issuer else BLANK)
    return Head(
        superior=one_line(superior).upper(),
        issuer=one_line(or_blank(head.issuer)).upper(),
        number=catalog.t("No. {symbol}", symbol=symbol_text(head.symbol, CODE)),
        national_title=catalog.t("SOCIALIST REPUBLIC OF VIET NAM"),
        motto=catalog.t("Independence - Freedom - Happiness"),
        draft="" if session.state == "signed" else catalog.t("DRAFT"),
    )


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


def _keep_with_closing(blocks: list[Block]) -> None:
    """Let the last of the text go with the signatures, so that they never stand alone on a page."""
    last = blocks[-1]
    if isinstance(last, (Paragraph, Item)):
        blocks[-1] = replace(last, keep_next=True)


def _closing(session: Session, head: PaperHead, catalog: Catalog, zone: tzinfo | None) -> list[Block]:
    end = when_words(session.ended_at, meeting_day(session, zone), catalog, zone)
    blocks: list[Block] = [
        Paragraph(plain(catalog.t("The meeting ended at {when}./.", when=end)), "end", keep_next=True),
        Signatures(
            Signer(catalog.t("Secretary").upper(), session.secretary), Signer(catalog.t("Chair").upper(), session.chair)
        ),
    ]
    recipients = recipient_lines(head.recipients)
    if recipients:
        blocks.append(Recipients(catalog.t("Recipients:"), recipients))
    blocks.append(_line(_verification(session, catalog, zone), "small"))
    return blocks


def _verification(session: Session, catalog: Catalog, zone: tzinfo | None) -> str:
    if session.state != "signed":
        return catalog.t("DRAFT, not signed, without a verification code. Revision {revision}.",
                         revision=session.revision)  # fmt: skip
    parts = [
        catalog.t("Verification code: {code}. Revision {revision}.", code=session.verification_code or BLANK,
                  revision=session.revision)
    ]  # fmt: skip
    signer, at, forced = (session.signed.get(name) for name in ("by", "at", "forced"))
    if signer and at:
        when = when_words(str(at), None, catalog, zone)
        parts.append(catalog.t("Locked by {name} at {when}.", name=signer, when=when))
    if forced:
        count = session.signed.get("missing", DOTS)
        words = catalog.t("Locked although something was missing ({count}); reason: {reason}.", count=count,
                          reason=str(forced).rstrip("."))  # fmt: skip
        parts.append(words)
    if session.revision_reason:
        parts.append(catalog.t("Reason for this revision: {reason}.", reason=session.revision_reason.rstrip(".")))
    return " ".join(parts)


def _annex(
    content: SessionContent, standing_of: Mapping[str, Standing], labels: Mapping[str, str], head: PaperHead,
    catalog: Catalog, zone: tzinfo | None,
) -> Section:  # fmt: skip
    """Return the checklist on landscape pages; the decree has an annex say to which paper it belongs."""
    symbol = symbol_text(head.symbol, CODE).replace(" ", "") if head.symbol else f"{DOTS}/{CODE}-{DOTS}"
    day = long_date(meeting_day(content.session, zone), catalog)
    count = len(content.tasks)
    blocks: list[Block] = [
        _line(catalog.t("Annex"), "annex-label"),
        _line(catalog.t("List of the tasks inspected").upper(), "annex-title"),
        Paragraph((Run(catalog.t("(Attached to Minutes No. {symbol}, {day})", symbol=symbol, day=day)),),
                  "annex-reference"),
    ]  # fmt: skip
    blocks.append(checklist_table(content, standing_of, labels, catalog))
    blocks.append(_line(catalog.n("The list has {count} task./.", "The list has {count} tasks./.", count), "annex-end"))
    return Section(tuple(blocks), landscape=True)
