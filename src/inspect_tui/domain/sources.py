"""Where tasks come from; data, not code: a new source is a new line."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from inspect_tui.domain.vietnamese import fold
from inspect_tui.locale import N_


class Source(NamedTuple):
    """One source of tasks.

    Attributes:
        key: its name in JSON.
        title: its words, for the catalog.
        words: folded words by which a register's section title is recognised.
    """

    key: str
    title: str
    words: tuple[str, ...]


DEFAULT_SOURCE: Final = "assigned"

SOURCES: Final = (
    Source("petition", N_("Voters' petitions"), ("kien nghi cu tri", "cu tri")),
    Source("conclusion", N_("Conclusions of earlier visits"), ("ket luan kiem tra", "ket luan cua to cong tac",
           "thong bao ket luan", "ket luan lan truoc")),
    Source("key", N_("Key tasks of the year"), ("nhiem vu trong tam", "trong tam")),
    Source("programme", N_("Work programme of the provincial People's Committee"), ("chuong trinh lam viec",
           "chuong trinh cong tac")),
    Source("party", N_("Tasks of the Party committee"), ("tinh uy", "ban thuong vu", "dang bo tinh")),
    Source("council", N_("Tasks of council resolutions"), ("nghi quyet hdnd", "hoi dong nhan dan", "hdnd")),
    Source("government", N_("Tasks of the Government and the Prime Minister"), ("chinh phu", "thu tuong")),
    Source("backlog", N_("Backlog of earlier years"), ("ton dong", "nam truoc chuyen sang", "chuyen tiep")),
    Source("assigned", N_("Tasks assigned by the provincial People's Committee, its Chairman and Vice Chairmen"),
           ("ubnd tinh", "uy ban nhan dan tinh", "chu tich")),
)  # fmt: skip
"""Most telling words first: a title is given to the first source that has one of its words."""

ORDER: Final = (
    "assigned", "programme", "key", "petition", "conclusion", "government", "party", "council", "backlog",
)  # fmt: skip
"""The order in which sources are printed."""

_WORD_GAPS: Final = re.compile(r"[\W_]+")
_BY_KEY: Final = {source.key: source for source in SOURCES}


def source_title(key: str) -> str:
    """Return the words for a source, to be translated; an unknown key is its own title."""
    return _BY_KEY[key].title if key in _BY_KEY else key


def source_from_title(title: str) -> str:
    """Return the key of the source that a section title names, or the title itself where none fits."""
    folded = fold(title)
    if folded in _BY_KEY:
        return folded
    padded = f" {_WORD_GAPS.sub(' ', folded)} "
    for source in SOURCES:
        if any(f" {word} " in padded for word in source.words):
            return source.key
    # "… giao" at the end says who assigned; inside a title it may be giao thông or bàn giao.
    if padded.endswith(" giao "):
        return DEFAULT_SOURCE
    return title


def source_rank(key: str) -> int:
    """Return the place of a source in print; unknown ones come last."""
    return ORDER.index(key) if key in ORDER else len(ORDER)
