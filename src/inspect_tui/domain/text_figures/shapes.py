"""The shapes in which claims about numbers of tasks stand, in the letters of `words` and `tokens.Token`."""

from __future__ import annotations

from typing import Final

from inspect_tui.domain.patterns import later

_OF: Final = r"(?:b|(?:Z|v[yn]*U)[nAQ]*(?P<of>S))?"
"""Of which tasks a percentage is: "% số nhiệm vụ đến hạn", "% số nhiệm vụ đã hoàn thành"."""
AFTER_UNIT: Final = later(r"(?:[QAnkOecil]|fO|\([^()US]*\))*")
TAIL: Final = later(r"(?:[QAO]|fO|ev)*")
SHARE: Final = later(r"[(,]?[nkoe]*(?P<said>[SsA]?)[nk]*[LR]*[Li:]*(?P<also>[SsA]?)[Li:]*(?P<percent>P)" + _OF)
RATE: Final = later(
    r"R(?:[UZQnOy]|fO)*(?P<status>[Ss])(?:[UZQAOny]|fO)*(?P<more>S?)"
    r"(?:(?:v[yn]*U|xZ)[yn]*(?P<of>S))?[Li:nk]*\(?(?P<percent>P)(?:b|Z[nAQ]*S)?"
)
RATE_AFTER: Final = later(r"(?P<status>s)R[nkLi:]*(?P<percent>P)" + _OF)
RATE_OF: Final = later(r"(?<![NFPv])[UZ](?:[QAnOe]|fO)*(?P<status>S)[nk]*(?P<link>[LR])[L:nk]*(?P<percent>P)" + _OF)
FURTHER_STATUS: Final = later(r"(?:[,(]|y)n*(?P<status>S)(?![nkLi:te]*[NFP])")
PART: Final = later(r"(?P<status>S)[nkLi:e]*(?P<percent>P)(?P<unit>[UZb])(?:Q|A|O|fO)*")
PART_FIRST: Final = later(
    r"(?<![LiS(])(?P<percent>P)v?(?P<unit>[UZb])(?:[QAnOei])*(?P<status>S)"
    r"(?:[nki]*o[nki]*(?P<more>S)(?![nkLi:te]*[NFP]))?"
)
NUMBER_OF: Final = later(
    r"t?(?:Z|U(?=A))(?:[QnO]|fO)*(?P<status>[SsA]?)[nk]*(?:[Li:][Li:n]*|(?<=S)c(?=NU?[.,;:()\n]))"
    r"(?P<number>[NF])(?P<unit>[Uu]?)"
)
NONE: Final = later(r"z(?P<unit>U)[Qneci]*(?P<status>[Ss])|z(?P<adjective>s)(?P<tasks>U)")
BEHIND: Final = later(r"[nkOi]*[Ss](?![nkLi:te]*[NF])")
NOT_LEFT: Final = later(r"X(?P<unit>U)[Qe]*n[Qneci]*(?P<status>S)(?=$|[.,;)\n])")
ALL_DONE: Final = later(r"(?P<status>S)t[yn]*U(?:[QAO]|fO)*(?=$|[.,;)\n])")
LISTED: Final = later(r"(?<![NFPxjvyS])U[QnO]*(?P<status>S)[nk]*:n*(?P<number>N)(?=$|[.\n])")
ALIKE: Final = later(r",[nk]*(?P<all>o)[nk]*(?P<status>S)(?![nkLi:te]*[NFP])")
LONE: Final = later(r"(?P<status>S)[nkLi:e]*(?P<number>[NF])(?=$|[.,;:()\n])")
LONE_FIRST: Final = later(r"(?P<number>N)[ni]*(?P<status>[Ss])(?=$|[.,;:()\ny])")
ADJECTIVE: Final = later(r"n*(?P<status>[sAS])(?P<unit>U)")
FURTHER: Final = later(r"[nki]*([Ss])")
HAVING: Final = later(r"-?[nkOj]*[nj]")
LISTING: Final = later(r"[,:(][nkyo]*S[nkLi:e]*[NF](?=[Uu,.;)\n]|$)|(?:[:(]|,[nkyo]*[no])[nk]*[NF][Uu]?[AnkO]*S")
"""Between these stands all that there is of a source: "có 3 nhiệm vụ trọng tâm, đã hoàn thành 2"."""
SHARED_STATUS: Final = later(r"[^.;\n]*Q[nkOAe]*S")
"""A status behind a list of sources: "1 nhiệm vụ trọng tâm, 2 nhiệm vụ theo chương trình công tác quá hạn"."""
PARTS: Final = later(r"[oy,(]n*$")
"""What stands before a source's part of all that was assigned: "trong đó 3 nhiệm vụ trọng tâm"."""
AMONG: Final = later(r"[vj][nt]*N[Uu][^NF,]*,[^NF]*$")
"""Among so many tasks: "trong số 3 nhiệm vụ quá hạn, …"."""
NEVER_LATE: Final = frozenset({"done", "done_on_time", "on_time", "early", "any", "on_plan"})
"""What is said of tasks of other plans as well; it takes more to read it."""
TOGETHER: Final = {
    ("open", "overdue"): "open_overdue", ("overdue", "open"): "open_overdue", ("slow", "open"): "open_overdue",
    ("open", "slow"): "open_overdue", ("under_way", "overdue"): "open_overdue", ("open", "in_time"): "open_in_time",
    ("open", "open_in_time"): "open_in_time", ("under_way", "open_in_time"): "open_in_time",
    ("under_way", "in_time"): "open_in_time", ("done", "on_time"): "done_on_time",
    ("untouched", "overdue"): "open_overdue", ("overdue", "untouched"): "open_overdue", ("slow", "overdue"): "overdue",
}  # fmt: skip
