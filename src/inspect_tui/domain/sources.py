"""Where tasks come from; data, not code: a new source is a new line here, or one of a home's own settings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from inspect_tui.domain.vietnamese import fold, one_line
from inspect_tui.locale import N_


class Source(NamedTuple):
    """One source of tasks.

    Attributes:
        key: its name in JSON and in a task; a home's own source has its title there, which every laptop can show.
        title: its words, for the catalog.
        words: folded words by which a register's section title is recognised; # stands for any number.
    """

    key: str
    title: str
    words: tuple[str, ...]


DEFAULT_SOURCE: Final = "assigned"

SOURCES: Final = (
    Source("petition", N_("Voters' petitions"), ("kien nghi cu tri", "cu tri")),
    Source("conclusion", N_("Conclusions of earlier visits"), ("ket luan kiem tra", "ket luan cua to cong tac",
           "ket luan cua doan kiem tra", "ket luan lan truoc", "ket luan to cong tac", "sau kiem tra",
           "kiem tra lan truoc", "to cong tac")),
    Source("key", N_("Key tasks of the year"), ("nhiem vu trong tam", "trong tam")),
    Source("programme", N_("Work programme of the provincial People's Committee"), ("chuong trinh lam viec",
           "chuong trinh cong tac")),
    Source("backlog", N_("Backlog of earlier years"), ("ton dong", "nam truoc chuyen sang", "chuyen tiep",
           "nam # chuyen sang", "tu nam # sang", "chuyen sang nam #", "cac nam truoc", "tu nam truoc")),
    Source("party", N_("Tasks of the Party committee"), ("tinh uy", "ban thuong vu", "dang bo tinh", "thanh uy",
           "bo chinh tri", "ban bi thu")),
    Source("council", N_("Tasks of council resolutions"), ("nghi quyet hdnd", "hoi dong nhan dan", "hdnd")),
    Source("government", N_("Tasks of the Government and the Prime Minister"), ("chinh phu", "thu tuong")),
    Source("assigned", N_("Tasks assigned by the provincial People's Committee, its Chairman and Vice Chairmen"),
           ("ubnd tinh", "uy ban nhan dan tinh", "chu tich", "lanh dao ubnd")),
)  # fmt: skip
"""Most telling words first: a title is given to the first source that has one of its words."""

_ELSE: Final = (("conclusion", " thong bao ket luan "),)
"""Words that decide only where no others do: the Committee's own notices of conclusions are how it assigns."""
_NO_SOURCE: Final = re.compile(r" (?:chinh phu (?:dien tu|so)|chinh quyen (?:dien tu|so)) ")
"""Subjects that hold a source's words."""

ORDER: Final = (
    "assigned", "programme", "key", "petition", "conclusion", "government", "party", "council", "backlog",
)  # fmt: skip
"""The order in which sources are printed."""

_WORD_GAPS: Final = re.compile(r"[\W_]+")
_NUMBER: Final = re.compile(r"\d+")
_BY_KEY: Final = {source.key: source for source in SOURCES}


def source_title(key: str) -> str:
    """Return the words for a source, to be translated; an unknown key is its own title."""
    return _BY_KEY[key].title if key in _BY_KEY else key


def added_source(title: str, words: Sequence[str]) -> Source:
    """Return a home's own source, or further words for one of those that are always known.

    Args:
        title: how it is printed and stored; the key of a known source means that one.
        words: words by which a section title is recognised, as people write them; its title is one of them.
    """
    title = one_line(title)
    key = fold(title)
    known = key in _BY_KEY
    folded = [_comparable(word) for word in (words if known else (title, *words))]
    return Source(key if known else title, title, tuple(dict.fromkeys(filter(None, folded))))


@lru_cache(maxsize=1024)
def source_from_title(title: str, added: tuple[Source, ...] = ()) -> str:
    """Return the key of the source that a section title names, or the title itself where none fits.

    Args:
        title: the title, or the words of a register's column of sources.
        added: the home's own sources; they come before those that are always known.
    """
    folded = fold(title)
    if folded in _BY_KEY:
        return folded
    padded = _NO_SOURCE.sub(" ", f" {_comparable(title)} ")
    for source in (*added, *SOURCES):
        if any(f" {word} " in padded for word in source.words):
            return source.key
    for key, words in _ELSE:
        if words in padded:
            return key
    # "… giao" at the end says who assigned; inside a title it may be giao thông or bàn giao.
    if padded.endswith(" giao "):
        return DEFAULT_SOURCE
    return title


def _comparable(title: str) -> str:
    return _NUMBER.sub("#", _WORD_GAPS.sub(" ", fold(title).replace("#", "0"))).strip()


def source_rank(key: str) -> int:
    """Return the place of a source in print; unknown ones come last."""
    return ORDER.index(key) if key in ORDER else len(ORDER)
