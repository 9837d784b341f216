"""Do reported figures agree with themselves? The rules stand in docs/figures-check.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from inspect_tui.domain.figure_findings import FigureFinding
from inspect_tui.domain.percentages import Percentage


class Check(NamedTuple):
    """What a check of figures comes to.

    Attributes:
        consistent: True where something could be judged and all of it agrees, False at any contradiction, None where
            nothing could be judged.
        findings: contradictions first, then what is worth knowing.
    """

    consistent: bool | None
    findings: tuple[FigureFinding, ...]


def check_figures(counts: Mapping[str, int], percents: Sequence[Percentage] = ()) -> Check:
    """Judge reported figures by themselves.

    Args:
        counts: what is reported, names of `records.DECLARED_COUNTS`; others are passed over.
        percents: the percentages that are reported with them.
    """
    return Check(None, ())
