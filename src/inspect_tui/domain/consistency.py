"""Do reported figures agree with themselves? The rules stand in docs/figures-check.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from inspect_tui.domain.figure_findings import FigureFinding
from inspect_tui.domain.known_counts import SPLITS, KnownCounts
from inspect_tui.domain.percentages import Percentage, Unreadable, percentages_of, swapped
from inspect_tui.domain.records import DECLARED_COUNTS
from inspect_tui.domain.shares import judge_shares
from inspect_tui.domain.status import BESIDE

_APART: Final = (
    ("due", "open_in_time", "open_no_deadline", *BESIDE),
    ("with_deadline", "done_no_deadline", "open_no_deadline", *BESIDE),
)
"""Counts that have no task in common, so that together they are no more than the tasks assigned."""


class Check(NamedTuple):
    """What a check of figures comes to.

    Attributes:
        consistent: True where something could be judged and all of it agrees, False at any contradiction, None where
            nothing could be judged.
        findings: contradictions first, each with what may explain it behind it; then what is worth knowing.
    """

    consistent: bool | None
    findings: tuple[FigureFinding, ...]


def check_figures(counts: Mapping[str, int], percents: Sequence[Percentage] = ()) -> Check:
    """Judge reported figures by themselves.

    Args:
        counts: what is reported, names of `records.DECLARED_COUNTS`, zero or more; others are passed over.
        percents: the percentages that are reported with them.
    """
    judged, found = _judge(KnownCounts(counts), percents)
    wrong = [finding for finding in found if finding.contradiction]
    findings: list[FigureFinding] = []
    for finding in wrong:
        findings.append(finding)
        if finding.code == "split" and "variant" not in finding.values:
            hints = _slips(finding, counts, percents, len(wrong))
            findings += [hint for hint in hints if not any(_is_same(hint, known) for known in findings)]
    findings += [finding for finding in found if not finding.contradiction]
    return Check(False if wrong else True if judged else None, tuple(findings))


def check_reported(declared: Mapping[str, Any]) -> Check:
    """Judge the figures that a session holds as declared; what cannot be read as a percentage is a finding.

    Args:
        declared: the fields of the record, as `records.SessionContent.declared` has them.
    """
    counts = {name: value for name in DECLARED_COUNTS if type(value := declared.get(name)) is int and value >= 0}
    percents, unreadable = percentages_of(declared.get("percents"))
    check = check_figures(counts, percents)
    return check._replace(findings=check.findings + tuple(map(_unreadable, unreadable)))


def _unreadable(one: Unreadable) -> FigureFinding:
    name, at, _ = one.name.partition("@")
    is_known = name in DECLARED_COUNTS
    text = f"{one.text} @{one.name.partition('@')[2]}" if is_known and at else one.text
    return FigureFinding("unreadable", False, {"name": name if is_known else f"“{one.name}”", "text": text})


def _judge(known: KnownCounts, percents: Sequence[Percentage]) -> tuple[bool, list[FigureFinding]]:
    findings = [*_splits(known), *_too_many(known)]
    judged, of_shares = judge_shares(known, percents)
    return judged or any(known.is_judged(whole) for whole in SPLITS), findings + of_shares


def _splits(known: KnownCounts) -> Iterator[FigureFinding]:
    """Yield each split that does not add up, and each part or sum of parts that is more than its whole."""
    for whole in SPLITS:
        if whole not in known.given:
            continue
        parts = known.parts(whole)
        total, added = known.given[whole], sum(known.given[part] for part in parts)
        if not known.is_judged(whole):
            if added > total:
                yield _more_than(known, whole, parts)
        elif not total - (known.unexplained() if whole == "with_deadline" else 0) <= added <= total:
            yield _split(known, whole, parts)


def _split(known: KnownCounts, whole: str, parts: Sequence[str]) -> FigureFinding:
    total, added = known.given[whole], sum(known.given[part] for part in parts)
    values: dict[str, object] = {"whole": whole, "total": total, "parts": tuple((p, known.given[p]) for p in parts)}
    unexplained = known.unexplained() if whole == "with_deadline" else 0
    if unexplained and added < total:
        return FigureFinding(
            "split", True, {**values, "variant": "range", "sum": added, "least": added, "most": added + unexplained}
        )
    return FigureFinding("split", True, {**values, "sum": added, "difference": added - total})


def _more_than(known: KnownCounts, whole: str, parts: Sequence[str]) -> FigureFinding:
    if len(parts) > 1:
        return _split(known, whole, parts)
    count = known.given[parts[0]]
    values = {"part": parts[0], "count": count, "whole": whole, "total": known.given[whole]}
    return FigureFinding("part_above_whole", True, values)


def _too_many(known: KnownCounts) -> Iterator[FigureFinding]:
    """Yield counts that overlap with others in the split of the whole, and are still more than the tasks assigned."""
    for names in _APART:
        parts = tuple(name for name in names if name in known.given)
        if names[0] not in parts or "assigned" not in known.given:
            continue
        total = known.given["assigned"]
        if known.given[names[0]] > total:
            yield _more_than(known, "assigned", names[:1])
        elif sum(known.given[part] for part in parts) > total:
            yield _split(known, "assigned", parts)


def _is_same(hint: FigureFinding, known: FigureFinding) -> bool:
    """Tell whether two hints are about one number, which stands in two splits."""
    return hint.code == known.code and all(hint.values[key] == known.values[key] for key in ("name", "right"))


def _slips(
    split: FigureFinding, counts: Mapping[str, int], percents: Sequence[Percentage], wrong: int
) -> list[FigureFinding]:
    """Return the slips of the pen that would explain a wrong split: parts first, then the whole.

    A number with two neighbouring digits swapped; of several those with which the fewest contradictions are left,
    percentages included. Where there is none, a number with a digit lost or added, if it is the only one and all is
    right with it.
    """
    values: Any = split.values
    whole, missing = values["whole"], -values["difference"]
    wanted = [(part, given + missing) for part, given in values["parts"]] + [(whole, values["sum"])]
    by_code: dict[str, list[tuple[int, FigureFinding]]] = {}
    for name, right in wanted:
        code = _slip(counts[name], right)
        if code:
            left = sum(f.contradiction for f in _judge(KnownCounts({**counts, name: right}), percents)[1])
            hint: dict[str, object] = {"whole": whole, "name": name, "given": counts[name], "right": right}
            if name == whole:
                hint["variant"] = "whole"
            by_code.setdefault(code, []).append((left, FigureFinding(code, False, hint)))
    swaps, digits = by_code.get("swapped_digits", []), by_code.get("one_digit", [])
    fewest = min((left for left, _ in swaps), default=wrong)
    found = [hint for left, hint in swaps if left == fewest < wrong]
    return found or [hint for left, hint in digits if not left and len(digits) == 1]


def _slip(given: int, right: int) -> str:
    """Return the code of the slip that makes one number of another; empty where there is none."""
    if right < 0:
        return ""
    longer, shorter = sorted((str(given), str(right)), key=len, reverse=True)
    if shorter in swapped(longer):
        return "swapped_digits"
    # In numbers of one or two digits too much would look like it.
    is_one_less = len(shorter) >= 2 and len(longer) == len(shorter) + 1
    dropped = (longer[:place] + longer[place + 1 :] for place in range(len(longer)))
    return "one_digit" if is_one_less and shorter in dropped else ""
