"""Whether a claim fits the checklist: all tasks, those of a source, or those that a conclusion is tied to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from inspect_tui.domain.figures import Counts, Figures, SourceFigures, percent
from inspect_tui.domain.sources import DEFAULT_SOURCE
from inspect_tui.domain.text_figures.claims import Claim
from inspect_tui.domain.text_figures.meanings import BASES, NAMES, READINGS, WIDER
from inspect_tui.domain.text_figures.shapes import NEVER_LATE


class Scope(NamedTuple):
    """Tasks that a claim may be about.

    Attributes:
        is_tied: they are those that the conclusion is tied to.
        is_whole: they are all tasks, or those of the one source that is named.
        part_of: where a source is named, all tasks: a share of its tasks may be one of all.
    """

    counts: Counts
    is_tied: bool = False
    is_whole: bool = False
    part_of: Counts | None = None


def scopes_of(claim: Claim, figures: Figures, tied: Counts | None) -> Iterator[Scope]:
    """Yield the tasks that a claim may be about; none where it names a source that the checklist does not have."""
    if tied is not None:
        yield Scope(tied, is_tied=True)
    by_source = {one.source: one for one in figures.by_source}
    # Where the checklist has no tasks under the Committee's own title, they stand under others.
    spoken_of = dict.fromkeys(claim.sources or _spoken_of(claim))
    sources = [one for one in spoken_of if one in by_source or one != DEFAULT_SOURCE]
    named = [by_source[source] for source in sources if source in by_source]
    if len(named) < len(sources):
        return
    listed = [(one.counts, one.first) for one in named or figures.by_source]
    everything = list(_together(claim, figures, named))
    if not named or sources == [DEFAULT_SOURCE]:
        # The Committee has assigned them all in the end: "25 nhiệm vụ do UBND tỉnh giao".
        everything.append((figures.counts, figures.first))
    for counts, first in everything:
        yield from _both(claim, counts, first, is_whole=True)
    for place, (counts, first) in enumerate(listed, start=1):
        # None and all are said of the source that was named last, and of those that are as many as the text says.
        is_last = not claim.sources and place == len(named)
        # "Nhiệm vụ trọng tâm do UBND tỉnh giao" are the key tasks.
        is_other = bool(claim.sources) and DEFAULT_SOURCE in sources and sources[place - 1] != DEFAULT_SOURCE
        is_whole = len(named) == 1 or is_last or is_other
        for scope in _both(claim, counts, first, is_whole=is_whole or counts.assigned == claim.total):
            yield scope._replace(part_of=figures.counts if named else None)
    if claim.is_extreme and named and not claim.sources:
        yield from (Scope(one.counts, is_whole=True) for one in figures.by_source if one.counts.assigned == claim.total)


def _spoken_of(claim: Claim) -> tuple[str, ...]:
    """Return the sources of which a claim of none or all speaks where it names none itself: those named before."""
    return claim.named if claim.is_extreme else ()


def _together(claim: Claim, figures: Figures, named: Sequence[SourceFigures]) -> Iterator[tuple[Counts, Counts]]:
    """Yield the counts of several sources in one; a task of two of them is one, unless the text says that it adds."""
    listed = named or figures.by_source
    if len(named) > 1 or claim.summed:
        if claim.summed or not figures.shared or claim.is_extreme:
            yield _sum([one.counts for one in listed]), _sum([one.first for one in listed])
        elif len(named) == len(figures.by_source):
            yield figures.counts, figures.first


def _both(claim: Claim, counts: Counts, first: Counts, *, is_whole: bool) -> Iterator[Scope]:
    yield Scope(counts, is_whole=is_whole)
    if claim.first and first.assigned:
        yield Scope(first, is_whole=is_whole)


def _sum(listed: Sequence[Counts]) -> Counts:
    return Counts(*(sum(column) for column in zip(*listed, strict=True))) if listed else Counts()


def values_of(status: str, counts: Counts) -> list[int]:
    """Return the numbers that words for a status may mean."""
    return [sum(counts.get(name) for name in names) for names in READINGS[status]]


def is_right(claim: Claim, scopes: Sequence[Scope]) -> bool:
    """Tell whether a claim is true of any of the tasks that it may be about."""
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
        return any(values_of(claim.status, scope.counts)[0] == 0 for scope in whole)
    if claim.status in ("slow", "untouched", "early"):
        return claim.number <= max(_most(claim, scope.counts) for scope in scopes)
    return any(
        claim.number in values_of(claim.status, scope.counts)[: None if claim.status != "left" or scope.is_whole else 1]
        or (scope.is_tied and claim.number == scope.counts.assigned)
        for scope in scopes
    )


def _most(claim: Claim, counts: Counts) -> int:
    wider = WIDER.get(claim.status)
    most = max(sum(counts.get(name) for name in names) for names in READINGS[claim.status])
    return max(most, sum(counts.get(name) for name in wider)) if wider else most


def _pair_fits(claim: Claim, part: int, whole: int, scope: Scope) -> bool:
    counts = scope.counts
    wholes = {counts.get(base) for base in BASES}
    if claim.status == "any":
        parts = {counts.get(name) for name in NAMES} | set(values_of("overdue", counts))
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
    return claim.status not in NEVER_LATE and part <= whole and whole in values_of(claim.status, counts)


def _percent_fits(claim: Claim, scopes: Sequence[Scope]) -> bool:
    assert claim.percent is not None
    extreme = claim.percent in (0, 100) and claim.behind is None
    # All that is done is all of what is done: that is no news, unless the text says that it is of those.
    no_news = () if claim.base or claim.status == "open_overdue" else ("done", "open")
    statuses = ("done", "done_on_time") if claim.status == "reached" else (claim.status,)
    for scope in scopes:
        if extreme and not (scope.is_whole or scope.is_tied):
            continue
        for names in (names for status in statuses for names in READINGS[status]):
            counted = sum(scope.counts.get(name) for name in names)
            values = {counted} if claim.behind is None else {counted, claim.behind}
            for base in (claim.base,) if claim.base else _bases(set(names)):
                if not (extreme and base in no_news) and claim.percent in {
                    percent(value, counts.get(base), claim.decimals)
                    for value in values
                    for counts in (scope.counts, scope.part_of or scope.counts)
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
