"""What reported counts say of each other: which are known, given or worked out, and what adds up to what.

Parts that are not given count as none where a split is judged (docs/figures-check.md); elsewhere they are not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from inspect_tui.domain.records import DECLARED_COUNTS, RATE_BASES
from inspect_tui.domain.status import BESIDE

DONE_PARTS: Final = ("done_on_time", "done_late", "done_no_deadline")
OPEN_PARTS: Final = ("open_in_time", "open_overdue", "open_no_deadline")
SPLITS: Final[dict[str, tuple[str, ...]]] = {
    "assigned": ("done", "open", *BESIDE),
    "done": DONE_PARTS,
    "open": OPEN_PARTS,
    "due": ("done", "open_overdue"),
    "with_deadline": ("done_on_time", "done_late", "open_in_time", "open_overdue"),
}
"""Each whole with its parts."""

WITHIN: Final[dict[str, frozenset[str]]] = {
    "assigned": frozenset(DECLARED_COUNTS),
    "due": frozenset({"done", *DONE_PARTS, "open_overdue"}),
    "done": frozenset(DONE_PARTS),
    "open": frozenset(OPEN_PARTS),
    "with_deadline": frozenset({*SPLITS["with_deadline"], "done", "open", "due"}),
}
"""Each base with the counts of which a share of it makes sense."""


class KnownCounts:
    """Reported counts, and what follows from them."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """Take the counts that are given; names that are none are passed over."""
        self.given: dict[str, int] = {name: counts[name] for name in DECLARED_COUNTS if name in counts}

    def leaves(self, name: str) -> tuple[str, ...]:
        """Return the given counts that make a part up: itself, or of done and open the parts that are given."""
        if name in self.given:
            return (name,)
        return tuple(part for part in SPLITS[name] if part in self.given) if name in ("done", "open") else ()

    def parts(self, whole: str) -> tuple[str, ...]:
        """Return the given counts that are to add up to a whole, without one of them being part of another."""
        return tuple(leaf for part in SPLITS[whole] for leaf in self.leaves(part))

    def is_judged(self, whole: str) -> bool:
        """Tell whether enough of a split is given that the rest of it counts as none."""
        if whole not in self.given:
            return False
        match whole:
            case "due":
                return self._summed("done") is not None and ("open_overdue" in self.given or self._is_told("open"))
            case "with_deadline":
                return self._has_both_sides() or (self._is_told("done") and self._is_told("open"))
        return sum(bool(self.leaves(part)) for part in SPLITS[whole]) >= 2

    def unexplained(self) -> int:
        """Return how many tasks done or not done stand in no given part, so that they may have a deadline or none."""
        return sum(
            max(0, self.given[whole] - sum(self.given[part] for part in SPLITS[whole] if part in self.given))
            for whole in ("done", "open")
            if whole in self.given and not self.is_judged(whole)
        )

    def known(self, name: str) -> int | None:
        """Return a count as given or worked out; None where the given counts do not tell it."""
        if name in self.given:
            return self.given[name]
        match name:
            case "done" | "open":
                return self._side(name)
            case "due":
                done, overdue = self.known("done"), self.known("open_overdue")
                return None if done is None or overdue is None else done + overdue
            case "with_deadline":
                told = self._is_told("done") and self._is_told("open")
                if not told and (not self._has_both_sides() or self.unexplained()):
                    return None
                return sum(self.given[part] for part in self.parts(name))
            case "assigned":
                return None
        return self._cell(name)

    def bases(self) -> dict[str, int]:
        """Return the bases that are known, also those that are zero."""
        found = {base: self.known(base) for base in RATE_BASES}
        return {base: total for base, total in found.items() if total is not None}

    def _has_both_sides(self) -> bool:
        given = [part for part in SPLITS["with_deadline"] if part in self.given]
        return any(part in DONE_PARTS for part in given) and any(part in OPEN_PARTS for part in given)

    def _summed(self, side: str) -> int | None:
        """Return done or open as given or as the sum of its parts, where those are enough to be all of it."""
        leaves = self.leaves(side)
        if side in self.given or len(leaves) >= 2 or self.is_judged("assigned"):
            return sum(self.given[leaf] for leaf in leaves)
        return None

    def _side(self, side: str) -> int | None:
        summed = self._summed(side)
        if summed is not None:
            return summed
        if side == "done" and "due" in self.given and "open_overdue" in self.given:
            return _left(self.given["due"], self.given["open_overdue"])
        other = self._summed("open" if side == "done" else "done")
        if other is None or "assigned" not in self.given:
            return None
        # Were any beside the grid given too, the split would be judged, and this side summed above.
        return _left(self.given["assigned"], other)

    def _cell(self, name: str) -> int | None:
        """Return a part that is not given: none where its split is judged."""
        if name in BESIDE:
            return 0 if self.is_judged("assigned") else None
        done = self._summed("done") if name == "open_overdue" and "due" in self.given else None
        if done is not None:
            return _left(self.given["due"], done)
        return 0 if self._is_told("done" if name in DONE_PARTS else "open") else None

    def _is_told(self, side: str) -> bool:
        """Tell whether all parts of done or open are told, so that those not given are none."""
        if side not in self.given:
            return self.is_judged("assigned")
        return (
            self.is_judged(side)
            or sum(self.given[part] for part in SPLITS[side] if part in self.given) == self.given[side]
        )


def _left(whole: int, taken: int) -> int | None:
    """Return what is left of a whole; None where more is taken than there is, so that something is wrong anyway."""
    return whole - taken if whole >= taken else None
