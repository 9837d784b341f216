"""What a check of reported figures finds: a code, the numbers that it is about, and whether it is a contradiction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class FigureFinding(NamedTuple):
    """One thing that is found of reported figures.

    Attributes:
        code: what kind of finding; `MESSAGES` has them all.
        contradiction: whether the figures cannot all be right; else it only says something worth knowing.
        values: names of counts, numbers and percentages for the sentence, in plain form.
        tasks: ids of the tasks that make a difference, in the order of the checklist.
    """

    code: str
    contradiction: bool
    values: Mapping[str, object]
    tasks: tuple[str, ...] = ()
