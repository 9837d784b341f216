"""Numbers in conclusions and remarks against the checklist's figures.

What a text claims is read by `claim_finder`; here it is compared. A claim that fits the figures as a whole, of one
source, or of the tasks that the conclusion is tied to, is right; so is one that fits any reading of an ambiguous word.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from inspect_tui.domain.figures import BASE_LABELS, Counts, Figures, percent
from inspect_tui.domain.numbers import number, percent_text
from inspect_tui.domain.patterns import later
from inspect_tui.domain.sources import SOURCES, source_title
from inspect_tui.domain.text_figures.claim_finder import claims_of
from inspect_tui.domain.text_figures.claims import Claim, Reader
from inspect_tui.domain.text_figures.fitting import is_right, scopes_of, values_of
from inspect_tui.domain.text_figures.meanings import LABELS, READINGS
from inspect_tui.locale import Catalog

_LAST: Final = later(r"^.*\D(?=\d+$)|^0+(?=\d)")
"""What stands before the last number of a label: "I.16"."""


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
    labels: Collection[str] = (),
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
        labels: the numbers of the tasks as they stand in the checklist; none where they are not known.
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
        if claim.label and _is_label(claim.label, labels):
            continue
        if claim.if_total and claim.total not in _totals(figures):
            continue
        scopes = list(scopes_of(claim, figures, tied))
        if visit is not None and claim.now:
            scopes += scopes_of(claim, visit, None)
        if scopes and not is_right(claim, scopes):
            found.append(_finding(claim, figures))
            wrong_at = -1 if claim.number is None else claim.number
    return tuple(found)


def _is_label(text: str, labels: Collection[str]) -> bool:
    """Tell whether a number may be a task's: "04" is how counts are written, and a task only where one is called so."""
    if not text.isdecimal():
        return False
    return text in labels if text.startswith("0") else not labels or any(_LAST.sub("", one) == text for one in labels)


def _totals(figures: Figures) -> set[int]:
    return {figures.counts.assigned, *(one.counts.assigned for one in figures.by_source)}


def _finding(claim: Claim, figures: Figures) -> TextFinding:
    spoken_of = claim.sources or (claim.named[-1:] if claim.is_extreme else ())
    known = {one.source for one in figures.by_source}
    source = spoken_of[0] if len(set(spoken_of)) == 1 and spoken_of[0] in known else ""
    counts = _meant(claim, source, figures)
    status = "done" if claim.status == "reached" else claim.status
    reading = READINGS[status][0]
    names = [name for name in reading if counts.get(name)] or list(reading)
    if status in ("overdue", "slow") and counts.done_late:
        names.append("done_late")
    if status == "left" and counts.open != counts.open_overdue:
        names.append("open")
    has = tuple((name, counts.get(name)) for name in names)
    if claim.percent is None:
        whole = counts.assigned if claim.whole is not None else None
        said = str(claim.number) if claim.whole is None else f"{claim.number}/{claim.whole}"
        parts = _parts(reading, figures) if counts == figures.counts else ()
        return TextFinding(
            claim.quote, claim.start, claim.end, status, said, has, whole=whole, source=source,
            parts=parts if whole is None else (), now=claim.now, more=not claim.exact,
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


def _parts(reading: Sequence[str], figures: Figures) -> tuple[int, ...]:
    """Return a count by source; nothing where it is all of one, or where a task of two sources counts in both."""
    split = [sum(one.counts.get(name) for name in reading) for one in figures.by_source]
    parts = tuple(filter(None, split))
    is_sum = sum(parts) == sum(figures.counts.get(name) for name in reading)
    return parts if len(parts) > 1 and is_sum else ()


def _meant(claim: Claim, source: str, figures: Figures) -> Counts:
    """Return the counts that a claim is most likely about.

    Those of its source, or those with as many tasks as the text speaks of: of "18 nhiệm vụ được giao" the source that
    has 18 tells how many are done.
    """
    if source:
        return next(one.counts for one in figures.by_source if one.source == source)
    everything = [figures.counts, *(one.counts for one in figures.by_source)]
    total = claim.total if claim.whole is None else claim.whole
    return next((counts for counts in everything if counts.assigned == total), figures.counts)


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
