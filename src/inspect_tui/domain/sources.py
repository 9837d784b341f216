"""Where tasks come from; data, not code: a new source is a new line here, or one of a home's own settings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from inspect_tui.domain.patterns import later
from inspect_tui.domain.vietnamese import fold, nfc, one_line
from inspect_tui.locale import N_


class Source(NamedTuple):
    """One source of tasks.

    Attributes:
        key: its name in JSON and in a task; a home's own source has its title there, which every laptop can show.
        title: its words, for the catalog.
        words: folded words by which a home has its own sections recognised, # for any number; none for known sources.
    """

    key: str
    title: str
    words: tuple[str, ...]


DEFAULT_SOURCE: Final = "assigned"
KEY_SOURCE: Final = "key"

SOURCES: Final = (
    Source("petition", N_("Voters' petitions"), ()),
    Source("conclusion", N_("Conclusions of earlier visits"), ()),
    Source("key", N_("Key tasks of the year"), ()),
    Source("programme", N_("Work programme of the provincial People's Committee"), ()),
    Source("backlog", N_("Backlog of earlier years"), ()),
    Source("party", N_("Tasks of the Party committee"), ()),
    Source("council", N_("Tasks of council resolutions"), ()),
    Source("government", N_("Tasks of the Government and the Prime Minister"), ()),
    Source("assigned", N_("Tasks assigned by the provincial People's Committee, its Chairman and Vice Chairmen"), ()),
)
"""The sources that are always known."""

_TELLING: Final = (
    ("petition", "kien nghi cu tri|cu tri"),
    ("conclusion", "ket luan kiem tra|ket luan (?:cua )?(?:to cong tac|(?:to|doan) kiem tra)|ket luan lan truoc|"
     "sau kiem tra|kiem tra (?:cac )?lan truoc|(?:cac )?lan kiem tra truoc|ket luan thanh tra kiem tra|to cong tac"),
    ("backlog", "ton dong|con ton|(?:nam|ky|nhiem ky) truoc (?:da )?chuyen|(?:chuyen|keo dai) tu (?:cac )?nam|"
     "chuyen tiep|nam # chuyen (?:sang|qua|den|tiep)|tu (?:cac )?nam (?:# |truoc )*(?:sang|qua|chuyen|den nam)|"
     "chuyen (?:sang|qua) (?:thuc hien )?(?:trong )?nam #|cac nam truoc|tu nam truoc|nhung nam truoc"),
    ("key", "(?:nhiem vu|cong viec|viec|noi dung) (?:giai phap )?(?:trong tam|trong diem|chu yeu)"),
    ("programme", "(?:chuong trinh|ke hoach) (?:lam viec|cong tac)|ctct"),
    ("key", "trong tam"),
    ("party", "tinh uy|thanh uy|ban thuong vu|btv|btvtu|dang bo (?:tinh|thanh pho)|dai hoi dang|bo chinh tri|"
     "ban bi thu|bi thu|trung uong dang|ban chap hanh (?:trung uong|dang bo)|ban can su dang|"
     "# (?:nq|kl|ct|qd|tb|ctr|kh|cv) t[uw]"),
    ("council", "nghi quyet hdnd|hoi dong nhan dan|hdnd"),
    ("government", "chinh phu|thu tuong|ttcp|# nq cp|# (?:qd|ct|cd) ttg"),
    ("assigned", "ubnd tinh|uy ban nhan dan tinh|chu tich|lanh dao (?:ubnd|tinh)|thuong truc ubnd|"
     "# (?:kh|qd|tb|ct|cv) ubnd|tb vp(?:ubnd)?"),
    # Only where no others do: the Committee's own notices of conclusions are how it assigns.
    ("conclusion", "thong bao ket luan"),
)  # fmt: skip
"""Folded words of titles, as patterns of whole words; most telling ones first, for a title is given to the first."""

_RULES: Final = tuple((key, later(rf" (?:{words}) ")) for key, words in _TELLING)
_NO_SOURCE: Final = later(
    r" (?:(?:phi )?chinh phu dien tu|chinh phu so|phi chinh phu|chinh quyen (?:dien tu|so)|"
    r"chu tich (?:nuoc|ho chi minh|hoi (?!dong)|uy ban mttq|uy ban mat tran)|"
    r"(?:ban thuong vu|bi thu) (?:tinh doan|doan|hoi|lien doan)|"
    r"duong chuyen tiep) "
)
"""Subjects that hold a source's words, and offices that have them in their names."""
_PROGRAMME: Final = later(r" (?:chuong trinh|ke hoach|ctct)(?: \S+){1,8}? cua (?:cac )?(?P<whose>.*)$")
_WHOSE: Final = (
    ("programme", later("^(?:ubnd|uy ban nhan dan|tinh $|chu tich ubnd)|ubnd tinh|uy ban nhan dan tinh")),
    ("party", later("^(?:tinh uy|thanh uy|ban thuong vu|btv|dang bo|ban chap hanh|bo chinh tri|ban bi thu)")),
    ("council", later("^(?:thuong truc )?(?:hdnd|hoi dong nhan dan)")),
    ("government", later("^(?:chinh phu|thu tuong)")),
    ("", later("^(?:so|don vi|co quan|phong|chi cuc|ban|nganh) ")),
)
"""Whose a programme is: of others than the Committee's, nothing here is the source but they."""
_OTHERS: Final = later(
    r"\b(?:bộ(?! phận)|sở|giám đốc|ban chỉ đạo|ban quản lý|huyện ủy|huyện uỷ|đảng ủy|đảng uỷ|quốc hội|chi cục|"
    r"tỉnh đoàn)\b"
)
"""Who else assigns."""

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
    comparable = f" {_comparable(title)} "
    for source in added:
        if any(f" {word} " in comparable for word in source.words):
            return source.key
    padded = _NO_SOURCE.sub(" ", comparable)
    for key, words in _RULES:
        if words.search(padded):
            return key if key != "programme" else _whose(padded) or title
    # "… giao" at the end says who assigned; inside a title it may be giao thông or bàn giao.
    by_others = _OTHERS.search(nfc(title).lower()) and not padded.endswith(" duoc giao ")
    return title if by_others or not padded.endswith(" giao ") else DEFAULT_SOURCE


def _whose(padded: str) -> str:
    """Return the source of a programme of work: the Committee's own, or whose it is; empty for an office's own."""
    match = _PROGRAMME.search(padded)
    whose = match["whose"] if match else ""
    return next((key for key, words in _WHOSE if words.search(whose)), "programme")


def _comparable(title: str) -> str:
    return _NUMBER.sub("#", _WORD_GAPS.sub(" ", fold(title).replace("#", "0"))).strip()


def sources_from_cell(text: str, added: tuple[Source, ...] = ()) -> str:
    """Return what a register's column of sources names: one source, or several that are known, as `sources_of` reads.

    Args:
        text: the cell's words.
        added: the home's own sources.
    """
    own = {source.key for source in added}
    parts = [source_from_title(part, added) for part in map(one_line, text.split(";")) if part]
    if len(parts) > 1 and all(part in _BY_KEY or part in own for part in parts):
        return "; ".join(dict.fromkeys(parts))
    return source_from_title(text, added)


@lru_cache(maxsize=1024)
def sources_of(source: str) -> tuple[str, ...]:
    """Return the sources in which a task counts, its own one first: "assigned; key" is both, counted once overall.

    Words that name no known source between their semicolons are one source of their own, however it is written.

    Args:
        source: what a task has as its source.
    """
    if ";" not in source:
        return (source,)
    parts = tuple(dict.fromkeys(filter(None, (one_line(part) for part in source.split(";")))))
    return parts if any(part in _BY_KEY for part in parts) else (source,)


def source_rank(key: str) -> int:
    """Return the place of a source in print; unknown ones come last."""
    return ORDER.index(key) if key in ORDER else len(ORDER)
