"""Numbers in conclusions and remarks against the checklist's figures.

What a text claims is read by `claim_finder`; here it is compared. A claim that fits the figures as a whole, of one
source, or of the tasks that the conclusion is tied to, is right; so is one that fits any reading of an ambiguous word.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from inspect_tui.domain.figures import BASE_LABELS, Counts, Figures, percent
from inspect_tui.domain.numbers import number, percent_text
from inspect_tui.domain.sources import SOURCES, source_title
from inspect_tui.domain.text_figures.claim_finder import claims_of
from inspect_tui.domain.text_figures.claims import Claim, Reader
from inspect_tui.domain.text_figures.fitting import is_right, scopes_of, values_of
from inspect_tui.domain.text_figures.meanings import LABELS, READINGS
from inspect_tui.locale import Catalog


class TextFinding(NamedTuple):
    """A number in a text that contradicts the checklist.

    Attributes:
        quote: the words as they stand in the text.
        start: where the number's phrase begins in the cleaned text.
        end: where it ends.
        status: what the words speak of, a key of `READINGS`.
        said: the number or the percentage that stands there.
        has: names and counts of the checklist, the one that is meant most likely first.
        rates: for a percentage, the right ones with their bases.
        whole: for one number of another, the checklist's second number.
        source: the source of these numbers, empty for all tasks.
        parts: the first count by source, where several sources have some of it.
        now: the text speaks of the day of the visit, on which the numbers may be others.
        more: the text says more than there are at all, whichever part of the tasks it speaks of.
    """

    quote: str
    start: int
    end: int
    status: str
    said: str
    has: tuple[tuple[str, int], ...]
    rates: tuple[tuple[str, Decimal], ...] = ()
    whole: int | None = None
    source: str = ""
    parts: tuple[int, ...] = ()
    now: bool = False
    more: bool = False


def text_findings(
    text: str,
    figures: Figures,
    *,
    agency: str = "",
    held_on: date | None = None,
    request: bool = False,
    reported: bool = False,
    tied: Counts | None = None,
    visit: Figures | None = None,
) -> tuple[TextFinding, ...]:
    """Return the numbers of a text that contradict the checklist, in the text's order.

    Args:
        text: a conclusion, a remark or what was reported.
        figures: the checklist's figures on the cut-off date.
        agency: the inspected agency's name; sentences about others are not read.
        held_on: the day of the visit.
        request: the text asks for something rather than states it: it may speak of some of the tasks.
        reported: the text is the agency's own report, so that "báo cáo" in it quotes nobody.
        tied: the counts of the tasks that the text is tied to, None where it is tied to none.
        visit: the figures on the day of the visit, with which "đến nay" may agree as well.
    """
    if figures.counts.assigned == 0:
        return ()
    known = {source.key for source in SOURCES}
    own = tuple(one.source for one in figures.by_source if one.source not in known)
    reader = Reader(agency, figures.as_of, held_on, own)
    found: list[TextFinding] = []
    wrong_at = -1
    for claim in claims_of(text, reader, request=request, reported=reported):
        if claim.percent is not None and claim.behind is not None and wrong_at == claim.number:
            continue
        wrong_at = -1
        scopes = list(scopes_of(claim, figures, tied))
        if visit is not None and claim.now:
            scopes += scopes_of(claim, visit, None)
        if scopes and not is_right(claim, scopes):
            found.append(_finding(claim, figures))
            wrong_at = -1 if claim.number is None else claim.number
    return tuple(found)


def _finding(claim: Claim, figures: Figures) -> TextFinding:
    source = claim.sources[0] if len(set(claim.sources)) == 1 else ""
    counts = _meant(claim, figures)
    status = "done" if claim.status == "reached" else claim.status
    reading = READINGS[status][0]
    names = list(reading) if len(reading) > 1 else [reading[0]]
    if status in ("overdue", "slow") and counts.done_late:
        names.append("done_late")
    has = tuple((name, counts.get(name)) for name in names)
    if claim.percent is None:
        whole = counts.assigned if claim.whole is not None else None
        said = str(claim.number) if claim.whole is None else f"{claim.number}/{claim.whole}"
        split = [sum(one.counts.get(name) for name in reading) for one in figures.by_source] if not source else []
        parts = tuple(filter(None, split))
        return TextFinding(
            claim.quote, claim.start, claim.end, status, said, has, whole=whole, source=source,
            parts=parts if len(parts) > 1 and whole is None else (), now=claim.now, more=not claim.exact,
        )  # fmt: skip
    listed = _counted_as(claim, status, figures) if claim.behind is not None else [counts]
    rates: dict[Decimal, str] = {}
    for base in (claim.base,) if claim.base else ("assigned", "due", "with_deadline"):
        for one in listed if base != "due" or not status.startswith("open_in") else ():
            share = percent(sum(one.get(name) for name in reading), one.get(base), claim.decimals)
            if share is not None:
                rates.setdefault(share, base)
    shown = [(base, share) for share, base in rates.items()]
    if claim.behind is not None:
        # The number before it may be that of several sources: the nearest share is the one that was meant.
        said_share = claim.percent
        shown = sorted(shown, key=lambda rate: abs(rate[1] - said_share))[:1]
    said = str(claim.percent)
    return TextFinding(
        claim.quote, claim.start, claim.end, status, said, has, tuple(shown), source=source, now=claim.now
    )


def _meant(claim: Claim, figures: Figures) -> Counts:
    """Return the counts that a claim is most likely about: those of its source, or those that fit its other number."""
    listed = [one.counts for one in figures.by_source if one.source in claim.sources] if claim.sources else []
    if len(listed) == 1:
        return listed[0]
    everything = [figures.counts, *(one.counts for one in figures.by_source)]
    if claim.whole is not None:
        return next((counts for counts in everything if counts.assigned == claim.whole), figures.counts)
    return figures.counts


def _counted_as(claim: Claim, status: str, figures: Figures) -> list[Counts]:
    """Return the counts of all tasks and of sources in which the number before a percentage is right."""
    everything = [figures.counts, *(one.counts for one in figures.by_source)]
    statuses = ("done", "done_on_time") if claim.status == "reached" else (status,)
    fitting = [c for c in everything if any(claim.behind in values_of(one, c) for one in statuses)]
    return fitting or [figures.counts]


def checklist_words(finding: TextFinding, catalog: Catalog) -> str:
    """Return what the checklist has in place of a number in a text."""
    if finding.rates:
        words = ", ".join(
            f"{percent_text(share, catalog.language)} {catalog.t(BASE_LABELS[base])}" for base, share in finding.rates
        )
    elif finding.whole is not None:
        words = f"{number(finding.has[0][1], catalog.language)}/{number(finding.whole, catalog.language)}"
    elif len(finding.has) == 1:
        words = number(finding.has[0][1], catalog.language)
        if finding.parts:
            words += f" ({' + '.join(number(part, catalog.language) for part in finding.parts)})"
    else:
        words = ", ".join(f"{number(n, catalog.language)} {catalog.t(LABELS[name])}" for name, n in finding.has)
    return f"{words} ({catalog.t(source_title(finding.source))})" if finding.source else words
