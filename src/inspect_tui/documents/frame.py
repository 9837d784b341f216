"""What frames every paper: its head, its revision, who receives and signs it, and the line of its verification code."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo
from typing import Final

from inspect_tui.documents.heads import PaperHead, recipient_lines, symbol_text
from inspect_tui.documents.paper import (
    BLANK,
    DOTS,
    SHORT_BLANK,
    Block,
    Foot,
    Head,
    Item,
    Paragraph,
    Recipients,
    Signer,
    plain,
    words_of,
)
from inspect_tui.documents.phrases import long_date, or_blank, when_words
from inspect_tui.domain.records import Session, SessionContent
from inspect_tui.domain.vietnamese import fold, one_line
from inspect_tui.locale import Catalog

_KEPT: Final = ("luu:", "luu vt", "filed:")
"""How the line of the papers' keeper begins, folded."""
SHORT: Final = 300
"""Characters of a text that fills about four lines."""


def head_block(session: Session, head: PaperHead, code: str, catalog: Catalog, *, dated: bool = True) -> Head:
    """Return the head of a paper.

    Args:
        session: one that is not signed makes a draft.
        head: the office's head; empty fields become blanks.
        code: the code of the kind of paper, such as ``BB``; empty for a list, which has a number only where one was
            given.
        catalog: the language.
        dated: whether the paper has a line of place and date; minutes have none.
    """
    superior = head.superior or ("" if head.issuer else BLANK)
    number = catalog.t("No. {symbol}", symbol=symbol_text(head.symbol, code)) if code or head.symbol else ""
    return Head(
        superior=one_line(superior).upper(),
        issuer=one_line(or_blank(head.issuer)).upper(),
        number=number,
        national_title=catalog.t("SOCIALIST REPUBLIC OF VIET NAM"),
        motto=catalog.t("Independence - Freedom - Happiness"),
        place_date=place_date(head, catalog) if dated else "",
        draft="" if session.state == "signed" else catalog.t("DRAFT"),
    )


def place_date(head: PaperHead, catalog: Catalog) -> str:
    """Return "Lạng Sơn, ngày 30 tháng 7 năm 2021"; a day that no clerk has given yet is left to be filled in."""
    place = one_line(head.place) or SHORT_BLANK
    return catalog.t("{place}, {day}", place=place, day=long_date(head.issued_on, catalog))


def revision_line(content: SessionContent, catalog: Catalog) -> list[Block]:
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


def keep_with_closing(blocks: list[Block]) -> None:
    """Let the last of the text go with the closing words and the signatures, which must not stand alone on a page.

    Only a short one: LibreOffice moves such a paragraph whole, and the closing words have two lines by themselves.
    """
    last = blocks[-1]
    if isinstance(last, (Paragraph, Item)) and len(words_of(last.runs)) <= SHORT:
        blocks[-1] = replace(last, keep_next=True)


def recipients_block(head: PaperHead, catalog: Catalog, *, blank: bool) -> Recipients | None:
    """Return who receives the paper; the decree has the line of its keeper come last.

    Args:
        head: the office's head.
        catalog: the language.
        blank: whether a dotted line stands for recipients that nobody has set; else there is no block then.
    """
    if not recipient_lines(head.recipients):
        lines = (f"{SHORT_BLANK};", catalog.t("Filed: clerk's office, {who}.", who=DOTS))
        return Recipients(catalog.t("Recipients:"), lines) if blank else None
    kept = [line for line in head.recipients if fold(line).lstrip("- ").startswith(_KEPT)]
    others = [line for line in head.recipients if line not in kept]
    last = kept or [catalog.t("Filed: clerk's office")]
    return Recipients(catalog.t("Recipients:"), recipient_lines((*others, *last)))


def foot(session: Session, head: PaperHead, catalog: Catalog) -> Foot:
    """Return recipients and the one who signs, with a blank for what nobody has set."""
    titles = [one_line(line).upper() for line in head.signer_titles]
    title = "\n".join(line for line in titles if line) or BLANK
    name = one_line(head.signer or session.chair) or BLANK
    return Foot(Signer(title, name), recipients_block(head, catalog, blank=True))


def verification(session: Session, catalog: Catalog, zone: tzinfo | None) -> Paragraph:
    """Return the small line by which a paper is known: code, revision, who locked it and why it was opened again."""
    return Paragraph(plain(_verification_words(session, catalog, zone)), "small")


def _verification_words(session: Session, catalog: Catalog, zone: tzinfo | None) -> str:
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
