"""Vietnamese text: clean storage form, folding for search, order for lists.

Facts: DOMAIN section 7. đ has no Unicode decomposition, hòa and hoà are one word in two spellings, and a bare
machine has no Vietnamese locale, so all three are done here by hand.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_SPACES: Final = re.compile(r"\s+")
_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_RANK: Final = {letter: rank for rank, letter in enumerate(_LETTERS, start=1)}


def nfc(text: str) -> str:
    """Return the text in Unicode NFC, the only form that is stored or compared."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Return text that is safe to store and to show: NFC, no control or direction characters, unix line ends.

    Tabs and line ends stay. Invisible direction marks go too, for they let a text look like another one.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = _LONE_SURROGATE.sub("\ufffd", _CONTROL.sub("", text))
    return nfc(text)


def one_line(text: str) -> str:
    """Return cleaned text with every run of white space as one space."""
    if "  " not in text and text.isprintable():
        # The only white space that counts as printable is the space: nearly every text is one line already.
        return nfc(text).strip()
    return " ".join(clean(text).split())


def evenly_spaced(text: str) -> str:
    """Return cleaned text with every run of white space in a line as one space; the lines stay."""
    text = clean(text)
    if text.isprintable():
        return " ".join(text.split()) if "  " in text else text.strip()
    return "\n".join([" ".join(line.split()) for line in text.split("\n")]).strip()


class _BareLetters(dict[int, str]):
    """Letters without their marks, each worked out once: a register's words are folded letter by letter."""

    def __missing__(self, letter: int) -> str:
        parts = unicodedata.normalize("NFD", chr(letter))
        bare = "".join([c for c in parts if not unicodedata.combining(c)]).replace("đ", "d")
        self[letter] = bare
        return bare


_BARE: Final = _BareLetters()


def fold(text: str) -> str:
    """Return the text as search sees it: no case, no marks, đ as d, white space as one space."""
    if text.isascii():
        return " ".join(text.lower().split())
    # Word by word: the language has a few thousand syllables, and texts repeat them.
    return " ".join(filter(None, map(_BARE_WORDS.__getitem__, nfc(text).casefold().split())))


class _BareWords(dict[str, str]):
    """Words without their marks, some thousand at a time; a look-up takes half of what `lru_cache` asks for."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = bare = word.translate(_BARE)
        return bare


class _Syllables(dict[str, str]):
    """Words with their tone behind them, some thousand at a time."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        lower = word.lower()
        if lower.isascii():
            self[word] = lower
            return lower
        parts = unicodedata.normalize("NFD", lower)
        bare = unicodedata.normalize("NFC", "".join([c for c in parts if c not in _TONES]))
        self[word] = key = bare + "".join([c for c in parts if c in _TONES])
        return key


def syllable(word: str) -> str:
    """Return a word in lower case with its tone behind it: hoà, hòa and HÒA are one, hoa and hóa are others."""
    return _SYLLABLES[word]


_MOST_WORDS: Final = 8192
_SYLLABLES: Final = _Syllables()
_BARE_WORDS: Final = _BareWords()


def has_marks(text: str) -> bool:
    """Tell whether a query was typed with marks, so that exact matches come first."""
    return fold(text) != _SPACES.sub(" ", text.casefold()).strip()


@lru_cache(maxsize=65536)
def _letter_key(letter: str) -> tuple[int, int]:
    tone = 0
    kept = []
    for part in unicodedata.normalize("NFD", letter):
        if part in _TONES:
            tone = _TONES[part]
        else:
            kept.append(part)
    base = unicodedata.normalize("NFC", "".join(kept))
    return (_RANK[base] + 1000 if base in _RANK else ord(base[0]) if base else 0), tone


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the key of dictionary order: letters a ă â … first, tones only where the letters are equal."""
    keys = [_letter_key(c) for c in nfc(text).casefold()]
    return tuple(k[0] for k in keys), tuple(k[1] for k in keys)


def person_sort_key(name: str) -> tuple[object, ...]:
    """Return the key by which people are listed: given name (the last word) before the rest."""
    words = name.split()
    return (sort_key(words[-1]), sort_key(name)) if words else (sort_key(""), sort_key(""))
