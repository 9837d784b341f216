"""The shapes in which claims about numbers of tasks stand, in the letters of `text_words` and `text_tokens.Token`."""

from __future__ import annotations

from typing import Final

from inspect_tui.domain.patterns import later

AFTER_UNIT: Final = later(r"(?:[QAnkOecil]|fO|\([^()US]*\))*")
TAIL: Final = later(r"(?:[QAO]|fO|ev)*")
SHARE: Final = later(r"[(,]?[nkoe]*(?P<said>[SsA]?)[nk]*[LR]*[Li:]*(?P<also>[SsA]?)[Li:]*(?P<percent>P)")
RATE: Final = later(r"R(?:[UZQnOy]|fO)*(?P<status>[Ss])(?:[UZQAOn]|fO)*[Li:nk]*(?P<percent>P)")
RATE_AFTER: Final = later(r"(?P<status>s)R[nkLi:]*(?P<percent>P)")
RATE_OF: Final = later(r"(?<![NFP])U(?:[QAnOe]|fO)*(?P<status>S)[nk]*(?P<link>L)[L:nk]*(?P<percent>P)")
FURTHER_STATUS: Final = later(r"(?:[,(]|y)n*(?P<status>S)(?![nkLi:te]*[NFP])")
PART: Final = later(r"(?P<status>S)[nkLi:e]*(?P<percent>P)(?P<unit>[UZ])(?:Q|A|O|fO)*")
PART_FIRST: Final = later(r"(?P<percent>P)v?(?P<unit>[UZ])(?:[QAnOei])*(?P<status>S)")
NUMBER_OF: Final = later(
    r"t?(?:Z|U(?=A))(?:[QnO]|fO)*(?P<status>[SsA]?)[nk]*[Li:][Li:n]*(?P<number>[NF])(?P<unit>[Uu]?)"
)
NONE: Final = later(r"z(?P<unit>U)[Qneci]*(?P<status>[Ss])|z(?P<adjective>s)(?P<tasks>U)")
LONE: Final = later(r"(?P<status>S)[nkLi:e]*(?P<number>[NF])(?=$|[.,;:()\n])")
LONE_FIRST: Final = later(r"(?P<number>N)[ni]*(?P<status>[Ss])(?=$|[.,;:()\ny])")
ADJECTIVE: Final = later(r"n*(?P<status>[sAS])(?P<unit>U)")
FURTHER: Final = later(r"[nki]*([Ss])")
AMONG: Final = later(r"[vj][nt]*N[Uu][^NF,]*,[^NF]*$")
"""Among so many tasks: "trong số 3 nhiệm vụ quá hạn, …"."""
NEVER_LATE: Final = frozenset({"done", "done_on_time", "on_time", "early", "any", "on_plan"})
"""What is said of tasks of other plans as well; it takes more to read it."""
TOGETHER: Final = {
    ("open", "overdue"): "open_overdue", ("overdue", "open"): "open_overdue", ("slow", "open"): "open_overdue",
    ("open", "slow"): "open_overdue", ("under_way", "overdue"): "open_overdue", ("open", "in_time"): "open_in_time",
    ("done", "on_time"): "done_on_time", ("untouched", "overdue"): "open_overdue",
    ("overdue", "untouched"): "open_overdue", ("slow", "overdue"): "overdue",
}  # fmt: skip
