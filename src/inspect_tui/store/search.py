"""The folded text by which a record is found, kept in a column of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from inspect_tui.domain.records import Value
from inspect_tui.domain.vietnamese import fold

_SEARCHED: Final[dict[str, tuple[str, ...]]] = {
    "session": ("agency", "title", "place", "remark"),
    "participant": ("name", "role"),
    "task": (
        "number", "document", "content", "lead", "coordinating", "leader", "product", "deadline_text", "progress",
        "nature", "degree", "cause", "responsibility", "remark",
    ),
    "note": ("speaker", "text"),
    "conclusion": ("text", "owner"),
    "event": ("to", "document"),
    "attachment": ("name",),
    "paper": ("number", "name"),
}  # fmt: skip


def search_text(kind: str, values: Mapping[str, Value]) -> str:
    """Return the record's searchable words, folded: no case, no marks, đ as d."""
    found = [value for value in map(values.get, _SEARCHED.get(kind, ())) if value]
    return fold(" ".join([value if type(value) is str else " ".join(value) for value in found])) if found else ""
