"""What a header means: its words, those that span it, short forms and slips of the pen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.vietnamese import fold
from inspect_tui.registers.header_words import ABBREVIATIONS, GROUPS, TICKS, UNDER
from inspect_tui.registers.synonyms import ASKED, EXACT, KNOWN, NEVER, PARTS, WEAK, Meaning

_PUNCTUATION: Final = re.compile(r"[^\w%#]+|_+")
_LONGEST: Final = 250
_ASIDE: Final = later(r"\s*[(\[][^)\]]*[)\]]\s*")
_COUNTED: Final = later(r"^\d{1,2} (?=\D)|(?<=\D) \d{1,2}$")
_MOST_WORDS: Final = 20
_NEVER_WORDS: Final = 8
_SURE_SLIP: Final = 10
"""Words of this many letters may differ in one and still be known; shorter ones would be taken for each other."""
_SLIP: Final = EXACT - 4
_UNLIKELY: Final = 3
OF_KIND: Final[dict[str, tuple[str, ...]]] = {
    "dates": ("deadline", "first_deadline", "extension", "completed_on", "issued_on"),
    "percent": ("progress",),
    "ticks": ("tick",),
    "words": ("status", "product", "content", "lead", "leader", "document", "cause", "remark", "source", "verdict"),
}
"""The fields that a column may be by what its cells are (`kinds.kind_of`)."""
_TIMES: Final = ("thoi gian", "thoi han", "ngay", "han")
_SHORT: Final = later(r"\bHT\b")
_DONE: Final = ("da hoan thanh", "hoan thanh", "da thuc hien", "da xong")
_OUTCOME: Final = ("hoan thanh", "thuc hien", "trien khai", "xong", "xu ly", "dat")


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """Return a header's words as they are compared: folded and without punctuation; empty for whole paragraphs."""
    if len(text) > _LONGEST:
        return ""
    return _PUNCTUATION.sub(" ", fold(text)).strip()


def header_meanings(words: str, *parents: str) -> tuple[Meaning, ...]:
    """Return what a header may mean; what it says in brackets explains it and need not be understood.

    Args:
        words: the header as it stands.
        parents: the keys of the headers that span it, nearest first.
    """
    whole = meanings(label_key(words), *parents)
    if "(" in words or "[" in words:
        core = meanings(label_key(_ASIDE.sub(" ", words)), *parents)
        if core and (not whole or core[0][1] > whole[0][1]):
            return core
    return whole


def is_group(label: str) -> bool:
    """Tell whether words may span several columns, as "Văn bản giao" does and a title does not."""
    return label in GROUPS or label in KNOWN or label in TICKS


def tick_words(own: str, *parents: str) -> str:
    """Return the status that a mark in a column stands for: "Đã hoàn thành quá hạn".

    Args:
        own: the column's words.
        parents: the words that span it, nearest first.
    """
    words = _sentence(own)
    if not says_outcome(words):
        above = next((p for p in map(_sentence, parents) if label_key(p) in TICKS and says_outcome(p)), "")
        if above:
            return f"{above} {words[:1].lower()}{words[1:]}"
    return words


def says_outcome(words: str) -> bool:
    """Tell whether words say if a task is done; "Quá hạn" alone does not."""
    key = _full(label_key(words))
    return any(outcome in key for outcome in _OUTCOME)


def _sentence(words: str) -> str:
    bare = _SHORT.sub("hoàn thành", _ASIDE.sub(" ", words).strip(" :."))
    bare = bare[:1].upper() + bare[1:]
    return bare.capitalize() if bare.isupper() else bare


def of_kind(found: Sequence[Meaning], kind: str) -> Sequence[Meaning]:
    """Put those meanings first that fit what the column's cells are; the others stay, as unlikely."""
    fields = OF_KIND.get(kind, ())
    fitting = [field for field, _ in found if field in fields]
    if not fitting:
        return found
    best = found[0][1]
    likely = [(f, best if f == fitting[0] else s) for f, s in found if f in fitting]
    return (*likely, *((f, min(s, _UNLIKELY)) for f, s in found if f not in fitting and f != "tick"))


@lru_cache(maxsize=4096)
def meanings(label: str, *parents: str) -> tuple[Meaning, ...]:
    """Return what a header may mean, most likely first.

    Args:
        label: its key (`label_key`).
        parents: the keys of the headers that span it, nearest first.
    """
    if _is_asked(label):
        return ()
    # "Văn bản" below "Kết quả thực hiện" is no order but an answer: all that stands above is asked first.
    together = (" ".join(reversed(parents)),) if len(parents) > 1 else ()
    for parent in (*together, *parents):
        within = _within(label, parent) or _within(_full(label), _full(parent))
        if within:
            return within
    if label in KNOWN:
        return KNOWN[label]
    if "%" in label:
        return (("progress", 8),)
    if not label:
        return ()
    if _full(label) in TICKS:
        return (("tick", 1),)
    if is_known_as_nothing(label):
        return ()
    bare = _COUNTED.sub("", label)
    if bare != label:
        return meanings(bare, *parents)
    return _nearly(label) or _by_parts(_full(label))


def is_known_as_nothing(label: str) -> bool:
    """Tell whether a header's key is that of a column which is never read, such as "Ngày cập nhật"."""
    padded = f" {label} "
    return (padded.count(" ") <= _NEVER_WORDS and any(f" {word} " in padded for word in NEVER)) or _is_asked(label)


def _is_asked(label: str) -> bool:
    """Tell whether a column holds what is only asked for; why it is asked for is known as a cause."""
    return label not in KNOWN and any(words in label for words in ASKED)


def _full(label: str) -> str:
    """Return a header with its short forms written out."""
    return " ".join([ABBREVIATIONS.get(word, word) for word in label.split()])


def _nearly(label: str) -> tuple[Meaning, ...]:
    """Understand a header with short forms, with spaces lost or too many, or with one wrong letter."""
    full = _full(label)
    if full in KNOWN:
        return tuple((field, max(1, strength - 1)) for field, strength in KNOWN[full])
    squeezed = full.replace(" ", "")
    if squeezed in _SQUEEZED:
        return tuple((field, max(1, strength - 1)) for field, strength in _SQUEEZED[squeezed])
    if len(squeezed) < _SURE_SLIP - 1:
        return ()
    if (sound := _sound(squeezed)) in _SOUNDS:
        return ((_SOUNDS[sound], _SLIP),)
    if len(squeezed) > _LONGEST_KNOWN + 1:
        return ()
    near = [_slips(len(squeezed) + more) for more in (-1, 0, 1)]
    fields = {_SQUEEZED[known][0][0] for part in (squeezed, *_shorter(squeezed)) for table in near
              for known in table.get(part, ()) if _is_one_slip(squeezed, known)}  # fmt: skip
    return ((fields.pop(), _SLIP),) if len(fields) == 1 else ()


def _sound(word: str) -> str:
    """Return words as they sound: what is written wrongly is what many people say alike."""
    return word.replace("tr", "ch").replace("x", "s").replace("gi", "d").replace("y", "i")


def _shorter(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def _is_one_slip(word: str, known: str) -> bool:
    """Tell whether two words differ in one letter: changed, missing, too many, or two letters swapped."""
    if len(word) < len(known):
        word, known = known, word
    if len(word) > len(known):
        return len(word) == len(known) + 1 and known in _shorter(word)
    wrong = [i for i, (a, b) in enumerate(zip(word, known, strict=True)) if a != b]
    if len(wrong) == 1:
        return True
    return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and word[wrong[0]] == known[wrong[1]]


def _by_parts(label: str) -> tuple[Meaning, ...]:
    padded = f" {label} "
    if padded.count(" ") > _MOST_WORDS:
        return ()
    return tuple((field, strength) for words, field, strength in PARTS if f" {words} " in padded)[:2]


_SQUEEZED: Final = {word.replace(" ", ""): meaning for word, meaning in KNOWN.items() if " " in word}
_SOUNDS: Final = {_sound(word): meaning[0][0] for word, meaning in _SQUEEZED.items()}
_LONGEST_KNOWN: Final = max(map(len, _SQUEEZED))


@cache
def _slips(length: int) -> dict[str, list[str]]:
    """Return the known words of a length, each by itself and by all that remains of it without one letter."""
    table: dict[str, list[str]] = {}
    for word in _SQUEEZED:
        if len(word) == length >= _SURE_SLIP:
            for part in {word, *_shorter(word)}:
                table.setdefault(part, []).append(word)
    return table


def _within(label: str, parent: str) -> tuple[Meaning, ...]:
    """Return what a header means under its parent, where alone it would mean something else or nothing."""
    above = f" {parent} "
    if label in TICKS and not any(f" {word} " in above for word in _TIMES):
        return (("tick", WEAK), ("completed_on", 1)) if label in _DONE else (("tick", WEAK),)
    for parents, but_not, rules in UNDER:
        if any(f" {word} " in above for word in parents) and not any(f" {word} " in above for word in but_not):
            for patterns, meaning in rules:
                if any(_fits(label, pattern) for pattern in patterns):
                    return (meaning,)
    # "Ngày" over "Hoàn thành": together they are a header's words.
    return KNOWN.get(f"{parent} {label}", ())


def _fits(label: str, pattern: str) -> bool:
    if pattern.startswith("="):
        return label == pattern[1:]
    if pattern.startswith("^"):
        return f"{label} ".startswith(f"{pattern[1:]} ")
    return f" {pattern} " in f" {label} "
