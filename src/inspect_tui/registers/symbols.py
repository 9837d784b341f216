"""Symbols of documents ("1961/QĐ-UBND") that have lost their hyphens on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from inspect_tui.registers.model import Problem, RegisterTask

_GLUED: Final = re.compile(
    r"/ ?(?:\d{4} ?/ ?)?(?:QĐ|QD|NĐ|NQ|TB|CV|KH|CT|BC|CTr|TTr|HD|CĐ|ĐA|GM|KL|QC)"
    r"(?:VP)?(?:UBND|HĐND|TTg|BCĐ|BCSĐ|CP|TU|HU)(?![\w/.-])"
)
"""A kind of document and who issues it, with nothing between and nothing after.

Offices whose own names look like that ("582/VPUBND-TH", "12/TTCP") are no fault, so VP and TT are no kinds here.
"""


def lost_hyphens(tasks: Sequence[RegisterTask]) -> list[Problem]:
    """Return a problem for each task whose document's symbol has lost its hyphens; it is kept as it stands."""
    documents = {task.values.get("document", "") for task in tasks}
    odd = set(filter(_GLUED.search, documents))
    if not odd:
        return []
    return [
        Problem(task.row, "document", task.values["document"], "odd_symbol")
        for task in tasks
        if task.values.get("document") in odd
    ]
