"""What a measurement gives, and the table of several."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


@dataclass(frozen=True)
class Measure:
    """One line of the table: ours against a reference, in milliseconds or whatever the unit says."""

    name: str
    ours: float
    reference: float
    bar: float | None = None
    """The ratio not to be exceeded (PRODUCT.md), none where the line is there to be read only."""
    unit: str = "ms"
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours in terms of the reference."""
        return self.ours / self.reference

    @property
    def verdict(self) -> str:
        """Whether the bar is kept, in a word."""
        if self.bar is None:
            return ""
        return "within" if self.ratio <= self.bar else "OVER"


def table(measures: Sequence[Measure]) -> str:
    """Return the measures as lines of text."""
    head = ("what", "ours", "reference", "ratio", "bar", "", "")
    rows = [
        (
            m.name,
            f"{m.ours:.1f} {m.unit}",
            f"{m.reference:.1f} {m.unit}",
            f"{m.ratio:.2f} ×",
            "" if m.bar is None else f"≤ {m.bar:.2f} ×",
            m.verdict,
            m.note,
        )
        for m in measures
    ]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in (0, 5, 6) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in [head, *rows]
    )
