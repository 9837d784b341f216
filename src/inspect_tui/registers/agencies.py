"""Agencies as a cell lists them: split at semicolons and line ends, never at commas, which belong to names."""

from __future__ import annotations

import re
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.vietnamese import fold, nfc, one_line

_MARK: Final = later(r"^(?:[-–—+•*·●○▪■➢✓,.\s]+|\(?\d{1,2}\s?[.)/](?!\d)\s*|\(?[a-zđ]\s?[.)]\s+|\([a-zđ]\)\s*)+(?=\w)")
"""What numbers or dashes a list: "- Sở Y tế", "1. Sở Y tế", "a) Sở Y tế"."""
_LABELLED: Final = later(
    r"\W*(?:(?:cơ quan|đơn vị) )?chủ trì\s*:\s*(?P<lead>[^:]*?\w)[\s;,.()+•–\-]*"
    r"(?:(?:các|cơ quan|đơn vị) )*phối hợp\s*:\s*(?P<others>[^:]+)$",
    re.IGNORECASE,
)
_NOUNS: Final = frozenset((
    "so", "ban", "bo", "cuc", "vu", "phong", "chi", "van", "cong", "thanh", "tra", "ubnd", "hdnd", "uy", "hoi", "mat",
    "lien", "tinh", "huyen", "thi", "xa", "toa", "vien", "truong", "trung", "doan", "kho", "ngan", "bao", "dai", "bhxh",
    "cac", "quy", "to", "don", "tong", "benh", "hat", "dang",
))  # fmt: skip
"""First words of agencies' names; a line that begins with none of them goes on with the line before it, where that
line is open: a narrow column was broken by hand."""
_BARE: Final = frozenset(
    ("so", "ban", "bo", "cuc", "chi cuc", "phong", "cong an", "van phong", "thanh tra", "hoi", "ubnd")
)


def by_labels(text: str) -> tuple[str, str] | None:
    """Return lead and coordinating agencies of a cell that names both: "Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ"."""
    labelled = _LABELLED.match(nfc(text)) if ":" in text else None
    return (labelled["lead"], labelled["others"]) if labelled else None


def split_agencies(text: str) -> list[str]:
    """Return the agencies of a cell, each once, in their order."""
    if not text:
        return []
    parts: list[str] = []
    for chunk in text.split(";") if ";" in text else (text,):
        start, before = len(parts), ""
        for line in chunk.split("\n") if "\n" in chunk else (chunk,):
            words = one_line(line)
            marked = _MARK.match(words)
            name = (words[marked.end() :] if marked else words).strip("-–+•*, ").removesuffix(".").rstrip()
            if not name:
                continue
            if len(parts) > start and not marked and _goes_on(before, name):
                parts[-1] += (", " if before.endswith(",") else " ") + name
            else:
                parts.append(name)
            before = words
    return list(dict.fromkeys(parts))


def lead_of(text: str) -> str:
    """Return a lead agency on one line; several on lines of their own are kept apart by semicolons.

    The lead is one line as the register has it, and a name broken over two lines is more common there than a list:
    only lines that are numbered, dashed, or begin as agencies do are taken for several.
    """
    if "\n" not in text or ";" in text:
        return one_line(text)
    lines = [line for line in map(one_line, text.split("\n")) if line]
    if all(_MARK.match(line) or fold(line).split()[0] in _NOUNS for line in lines[1:]):
        return "; ".join(split_agencies(text))
    return one_line(text)


def _goes_on(before: str, name: str) -> bool:
    if name[0].islower() or fold(before) in _BARE or fold(before).endswith(" va"):
        return True
    return before.endswith(",") and fold(name).split()[0] not in _NOUNS
