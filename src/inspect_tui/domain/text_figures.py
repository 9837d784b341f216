"""Numbers in conclusions and remarks against the checklist's figures.

What a text claims is read by `text_phrases`; here it is compared. A claim that fits the figures as a whole, of one
source, or of the tasks that the conclusion is tied to, is right; so is one that fits any reading of an ambiguous word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from inspect_tui.domain.figures import BASE_LABELS, Counts, Figures, percent
from inspect_tui.domain.numbers import number, percent_text
from inspect_tui.domain.sources import SOURCES, source_title
from inspect_tui.domain.text_claim import Claim, Reader
from inspect_tui.domain.text_phrases import claims_of
from inspect_tui.domain.text_readings import BASES, LABELS, NAMES, READINGS, WIDER
from inspect_tui.domain.text_shapes import NEVER_LATE
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
        scopes = list(_scopes(claim, figures, tied))
        if visit is not None and claim.now:
            scopes += _scopes(claim, visit, None)
        if scopes and not _is_right(claim, scopes):
            found.append(_finding(claim, figures))
            wrong_at = -1 if claim.number is None else claim.number
    return tuple(found)


class _Scope(NamedTuple):
    """Tasks that a claim may be about.

    Attributes:
        is_tied: they are those that the conclusion is tied to.
        is_whole: they are all tasks, or those of the one source that is named.
    """

    counts: Counts
    is_tied: bool = False
    is_whole: bool = False


def _scopes(claim: Claim, figures: Figures, tied: Counts | None) -> Iterator[_Scope]:
    """Yield the tasks that a claim may be about; none where it names a source that the checklist does not have."""
    if tied is not None:
        yield _Scope(tied, is_tied=True)
    by_source = {one.source: one for one in figures.by_source}
    named = [by_source[source] for source in claim.sources if source in by_source]
    if claim.sources and len(named) < len(set(claim.sources)):
        return
    everything = [(figures.counts, figures.first)] if not named else []
    listed = [(one.counts, one.first) for one in named or figures.by_source]
    if (named and len(named) > 1) or (figures.shared and not named):
        everything.append((_sum([c for c, _ in listed]), _sum([f for _, f in listed])))
    for counts, first in everything:
        yield from _both(claim, counts, first, is_whole=True)
    for counts, first in listed:
        yield from _both(claim, counts, first, is_whole=len(named) == 1)


def _both(claim: Claim, counts: Counts, first: Counts, *, is_whole: bool) -> Iterator[_Scope]:
    yield _Scope(counts, is_whole=is_whole)
    if claim.first and first.assigned:
        yield _Scope(first, is_whole=is_whole)


def _sum(listed: Sequence[Counts]) -> Counts:
    return Counts(*(sum(column) for column in zip(*listed, strict=True))) if listed else Counts()


def _values(status: str, counts: Counts) -> list[int]:
    return [sum(counts.get(name) for name in names) for names in READINGS[status]]


def _is_right(claim: Claim, scopes: Sequence[_Scope]) -> bool:
    if claim.percent is not None:
        return _percent_fits(claim, scopes)
    assert claim.number is not None
    if claim.of_year and claim.whole not in {scope.counts.get(base) for scope in scopes for base in BASES}:
        return True
    if not claim.exact:
        return claim.number <= max(_most(claim, scope.counts) for scope in scopes)
    if claim.whole is not None:
        return any(_pair_fits(claim, claim.number, claim.whole, scope) for scope in scopes)
    if claim.number == 0:
        # Every source without late tasks would make it right; it speaks of all that it does not narrow.
        whole = [scope for scope in scopes if scope.is_whole or scope.is_tied] or list(scopes)
        return any(_values(claim.status, scope.counts)[0] == 0 for scope in whole)
    if claim.status in ("slow", "untouched", "early"):
        return claim.number <= max(_most(claim, scope.counts) for scope in scopes)
    return any(
        claim.number in _values(claim.status, scope.counts) or (scope.is_tied and claim.number == scope.counts.assigned)
        for scope in scopes
    )


def _most(claim: Claim, counts: Counts) -> int:
    wider = WIDER.get(claim.status)
    most = max(sum(counts.get(name) for name in names) for names in READINGS[claim.status])
    return max(most, sum(counts.get(name) for name in wider)) if wider else most


def _pair_fits(claim: Claim, part: int, whole: int, scope: _Scope) -> bool:
    counts = scope.counts
    wholes = {counts.get(base) for base in BASES}
    if claim.status == "any":
        parts = {counts.get(name) for name in NAMES} | set(_values("overdue", counts))
        return whole in wholes and part in parts and part <= whole
    if claim.status == "assigned":
        return part <= whole and whole in wholes
    for names in READINGS[claim.status]:
        value = sum(counts.get(name) for name in names)
        fitting = {counts.get(base) for base in _bases(set(names))}
        if part == value and whole in fitting:
            return True
        # "hoàn thành 2/3 nhiệm vụ" of eighteen is said of twelve.
        shares = (Fraction(value, w) for w in fitting if w > whole)
        if part < whole <= 10 and Fraction(part, whole) in shares:
            return True
    # "2/3 nhiệm vụ quá hạn" may be two of the three that are late.
    return claim.status not in NEVER_LATE and part <= whole and whole in _values(claim.status, counts)


def _percent_fits(claim: Claim, scopes: Sequence[_Scope]) -> bool:
    assert claim.percent is not None
    extreme = claim.percent in (0, 100) and claim.behind is None
    statuses = ("done", "done_on_time") if claim.status == "reached" else (claim.status,)
    for scope in scopes:
        if extreme and not (scope.is_whole or scope.is_tied):
            continue
        for names in (names for status in statuses for names in READINGS[status]):
            counted = sum(scope.counts.get(name) for name in names)
            values = {counted} if claim.behind is None else {counted, claim.behind}
            for base in _bases(set(names)):
                # All that is done is all of what is done: that is no news.
                if not (extreme and base in ("done", "open")) and claim.percent in {
                    percent(value, scope.counts.get(base), claim.decimals) for value in values
                }:
                    return True
    if claim.whole and claim.number is not None:
        return percent(claim.number, claim.whole, claim.decimals) == claim.percent
    return False


def _bases(names: set[str]) -> tuple[str, ...]:
    """Return the bases of which what these counts count is a part."""
    if all(name.startswith("done") for name in names):
        return tuple(base for base in ("assigned", "due", "with_deadline", "done") if {base} != names)
    if all(name.startswith("open") for name in names):
        due = ("due",) if names == {"open_overdue"} else ()
        return tuple(base for base in ("assigned", "with_deadline", "open", *due) if {base} != names)
    return BASES if names <= set(BASES) else ("assigned", "due", "with_deadline")


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
    for base in ("assigned", "due", "with_deadline"):
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
    fitting = [c for c in everything if any(claim.behind in _values(one, c) for one in statuses)]
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
