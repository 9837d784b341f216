"""What words for tasks may mean in the grid; a number that fits one of several meanings is right."""

from __future__ import annotations

from typing import Final

from inspect_tui.domain.status import BESIDE, STATUS_LABELS
from inspect_tui.locale import N_

READINGS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "assigned": (("assigned",),),
    "done": (("done",),),
    "done_on_time": (("done_on_time",),),
    "on_time": (("done_on_time",), ("done_on_time", "open_in_time"), ("open_in_time",)),
    "early": (("done_on_time",),),
    "done_late": (("done_late",),),
    "open_overdue": (("open_overdue",),),
    "overdue": (("open_overdue",), ("done_late",), ("open_overdue", "done_late")),
    "slow": (("open_overdue",), ("done_late",), ("open_overdue", "done_late")),
    "open": (("open",), ("open", *BESIDE)),
    "left": (("open_overdue",), ("open",), ("open", *BESIDE)),
    "untouched": (("open",), ("open_in_time",), ("open_overdue",)),
    "under_way": (
        ("open",), ("open_in_time",), ("open_in_time", "open_no_deadline"), ("open_in_time", "open_overdue"),
        ("open_no_deadline",),
    ),
    "open_in_time": (("open_in_time",), ("open_in_time", "open_no_deadline")),
    "in_time": (
        ("open_in_time",), ("done_on_time",), ("open_in_time", "done_on_time"), ("open_in_time", "open_no_deadline"),
    ),
    "on_plan": (
        ("done_on_time", "open_in_time"), ("open_in_time",), ("done_on_time",), ("done", "open_in_time"),
        ("done_on_time", "open_in_time", "done_no_deadline", "open_no_deadline"),
        ("done_on_time", "open_in_time", "open_no_deadline"), ("open_in_time", "open_no_deadline"),
    ),
    "no_deadline": (("open_no_deadline",), ("done_no_deadline",), ("done_no_deadline", "open_no_deadline")),
    "done_no_deadline": (("done_no_deadline",),),
    "open_no_deadline": (("open_no_deadline",),),
    "with_deadline": (("with_deadline",), ("with_deadline", *BESIDE)),
    "suspended": (("suspended",),),
    "withdrawn": (("withdrawn",),),
    "transferred": (("transferred",),),
    "any": (("assigned",), ("done",), ("open",), ("due",), ("with_deadline",)),
}  # fmt: skip
"""The counts, or sums of counts, that words for tasks may mean; the first one is what they mean by themselves."""

WIDER: Final = {"slow": ("open_overdue", "done_late", "open_in_time"), "untouched": ("open",), "early": ("done",)}
"""Where words name a part of what stands in the grid, all that the part could be of."""
BASES: Final = ("assigned", "due", "with_deadline", "done", "open")
NAMES: Final = (*STATUS_LABELS, "assigned", "done", "open", "due", "with_deadline")
LABELS: Final[dict[str, str]] = {
    **STATUS_LABELS, "assigned": N_("assigned"), "done": N_("done"), "open": N_("not done"), "due": N_("due"),
    "with_deadline": N_("with a deadline"),
}  # fmt: skip
