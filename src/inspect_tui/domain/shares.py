"""Reported percentages against the counts reported with them: of which base each is right, and what is wrong where not.

The rules stand in docs/figures-check.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Final

from inspect_tui.domain.figure_findings import FigureFinding, Share
from inspect_tui.domain.known_counts import DONE_PARTS, OPEN_PARTS, SPLITS, WITHIN, KnownCounts
from inspect_tui.domain.numbers import always_up, cut_off, half_up
from inspect_tui.domain.percentages import Percentage, swapped
from inspect_tui.domain.status import BESIDE

_SIDES: Final = (("done",), DONE_PARTS), (("open",), OPEN_PARTS)
_PARTITIONS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "assigned": tuple((*done, *opened, *BESIDE) for done, opened in product(*_SIDES)),
    "due": tuple((*done, "open_overdue") for done in _SIDES[0]),
    "done": (DONE_PARTS,),
    "open": (OPEN_PARTS,),
    "with_deadline": (("done", "open"), SPLITS["with_deadline"]),
}
"""The ways in which the shares of a base are printed one beside the other."""


def judge_shares(known: KnownCounts, percents: Sequence[Percentage]) -> tuple[bool, list[FigureFinding]]:
    """Judge percentages by the counts reported with them.

    Returns:
        Whether any of them could be judged, and what was found, in the order of the percentages.
    """
    judged = False
    findings: list[FigureFinding] = []
    bases = known.bases()
    exact = [one for one in percents if not one.approximate]
    for one in dict.fromkeys(percents):
        if one.approximate:
            findings.append(FigureFinding("approximate", False, {"name": one.name, "text": one.text}))
            continue
        count = known.known(one.name)
        shares = _shares(one, count, bases)
        if count is None or not shares or (one.base and one.base not in shares):
            findings.append(_not_judged(one, count, bases))
            continue
        judged = True
        finding = _judge(one, shares, exact, known)
        if finding is not None:
            findings.append(finding)
    return judged, findings


def _shares(one: Percentage, count: int | None, bases: Mapping[str, int]) -> dict[str, Share]:
    """Return what the percentage rightly is of each known base."""
    if count is None:
        return {}
    shares = [
        Share(base, count, total, half_up(count, total, one.decimals))
        for base, total in bases.items()
        # All of a number is always 100 % of it: that tells nothing unless it is said.
        if total and (base != one.name or base in (one.base, "assigned"))
    ]
    return {share.base: share for share in shares}


def _not_judged(one: Percentage, count: int | None, bases: Mapping[str, int]) -> FigureFinding:
    values: dict[str, object] = {"name": one.name, "printed": one.value}
    if count is not None:
        base = one.base or next(iter(bases), "assigned")
        values |= {"variant": "base" if base not in bases else "zero", "base": base}
    return FigureFinding("not_judged", False, values)


def _judge(
    one: Percentage, shares: dict[str, Share], beside: Sequence[Percentage], known: KnownCounts
) -> FigureFinding | None:
    values: dict[str, object] = {"name": one.name, "printed": one.value}
    fitting = _sensible(one, [share for share in shares.values() if share.right == one.value])
    if not one.base:
        if fitting:
            return FigureFinding("base_found", False, {**values, **_based(fitting)})
        asked = list(shares.values())
    else:
        named = shares[one.base]
        if named in fitting or named.right == one.value:
            return None
        if fitting := _possible(fitting):
            variant = {} if _possible([named]) else {"variant": "above"}
            return FigureFinding(
                "wrong_base", True, {**values, **variant, "named": one.base, "named_ratio": named, **_based(fitting)}
            )
        asked = [named]
    bases, count = tuple(share.base for share in asked), asked[0].numerator
    if not (asked := _possible(asked)):
        return FigureFinding("no_base", True, {**values, "variant": "above", "count": count, "bases": bases})
    for code, explains in _EXPLANATIONS.items():
        explained = _sensible(one, [share for share in asked if explains(one, share, beside, known)])
        if explained:
            return FigureFinding(code, True, {**values, "rights": tuple(explained)})
    variant = {"variant": "named"} if one.base else {}
    return FigureFinding("no_base", True, {**values, **variant, "rights": tuple(_sensible(one, asked))})


def _sensible(one: Percentage, shares: list[Share]) -> list[Share]:
    """Return the shares of bases that have the number in them; all where there is none of these."""
    return [share for share in shares if one.name in WITHIN[share.base]] or shares


def _possible(shares: Iterable[Share]) -> list[Share]:
    """Return the shares of bases that are no smaller than the number: of the others nothing could be right."""
    return [share for share in shares if share.numerator <= share.denominator]


def _based(shares: Iterable[Share]) -> dict[str, object]:
    return {"bases": tuple(share.base for share in shares), "ratios": tuple(shares)}


def _is_forced(one: Percentage, share: Share, beside: Sequence[Percentage], known: KnownCounts) -> bool:
    """Tell whether a share is one unit off so that the shares printed with it add up to exactly 100."""
    if abs(share.right - one.value) != Decimal(f"1e-{one.decimals}"):
        return False
    printed = {p.name: p.value for p in beside if p.decimals == one.decimals and p.base in ("", share.base)}
    printed[one.name] = one.value
    for names in _shown_together(share.base, printed):
        counts = [known.known(name) or 0 for name in names]
        if one.name not in names or sum(counts) != share.denominator:
            continue
        right = sum(half_up(count, share.denominator, one.decimals) for count in counts)
        if right != 100 == sum(printed[name] for name in names):
            return True
    return False


def _shown_together(base: str, printed: Mapping[str, Decimal]) -> Iterator[tuple[str, ...]]:
    for partition in _PARTITIONS[base]:
        yield tuple(name for name in partition if name in printed)


def _is_truncated(one: Percentage, share: Share, *_: object) -> bool:
    return cut_off(share.numerator, share.denominator, one.decimals) == one.value


def _is_rounded_up(one: Percentage, share: Share, *_: object) -> bool:
    return always_up(share.numerator, share.denominator, one.decimals) == one.value


def _is_swapped(one: Percentage, share: Share, *_: object) -> bool:
    return any(Decimal(text) == share.right for text in swapped(f"{one.value:f}"))


def _has_misplaced_comma(one: Percentage, share: Share, *_: object) -> bool:
    """Tell whether the digits are right, three or more of them, and the decimal sign is not."""
    return one.units >= 100 and any(
        half_up(share.numerator, share.denominator, one.decimals + moved).scaleb(moved) == one.value
        for moved in (-2, -1, 1, 2)
        if one.decimals + moved >= 0
    )


_EXPLANATIONS: Final[dict[str, Callable[[Percentage, Share, Sequence[Percentage], KnownCounts], bool]]] = {
    "forced_to_100": _is_forced,
    "truncated": _is_truncated,
    "rounded_up": _is_rounded_up,
    "swapped_percent": _is_swapped,
    "misplaced_comma": _has_misplaced_comma,
}
"""How a percentage that fits nothing may have come about, the likeliest first."""
