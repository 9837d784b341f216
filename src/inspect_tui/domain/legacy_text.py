"""Text from before Unicode: TCVN3 (ABC fonts such as .VnTime) and VNI (fonts such as VNI-Times).

Both keep Vietnamese in the codes of Western letters, so that a file holds "Céng hßa" or "Coäng hoøa" where its font
showed "Cộng hòa". Tables: TCVN 5712:1993, VN3; VNI's for Windows.

TCVN3 has codes for small letters with tones only; capitals came from a second font (.VnTimeH) that draws the
same codes as capitals. A file's values do not tell the font, so case is taken from the plain letters of the word
("CéNG"); what was typed small throughout and shown by such a font stays small. Rich text in several fonts is read as
the one text it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import Final, Literal, NamedTuple

from inspect_tui.domain.syllables import is_syllable, weight

Encoding = Literal["tcvn3", "vni"]
NAMES: Final[dict[Encoding, str]] = {"tcvn3": "TCVN3", "vni": "VNI"}
"""The encodings, by the name that a person knows them by."""

_TCVN3_CAPITALS: Final = "ĂÂÊÔƠƯĐ"
_OWN_CAPITALS: Final = "¡¢£¤¥¦§"
_TCVN3_SMALL: Final = "ăâêôơưđ"
_TCVN3_TONED: Final = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3_HOLES: Final = b"\xba\xbf\xc0\xc1\xc2\xc3\xc4\xc5\xcd\xd9\xda\xdb\xe0\xf0"
"""Codes between the toned letters that the table leaves out."""
TCVN3: Final[dict[str, str]] = dict(
    zip(map(chr, range(0xA1, 0xAF)), _TCVN3_CAPITALS + _TCVN3_SMALL, strict=True)
) | dict(zip((chr(c) for c in range(0xB5, 0xFF) if c not in _TCVN3_HOLES), _TCVN3_TONED, strict=True))
"""Code, as the Latin-1 letter that a file holds, to letter."""


def _vni() -> dict[str, str]:
    """Return VNI's table, of a letter and its mark or of a letter alone, to letter."""
    alone = {"ñ": "đ", "ö": "ư", "ô": "ơ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
    tones = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
    marks = (("aeouyöô", "", " ùøûõï"), ("aeo", "\u0302", "âáàåãä"), ("a", "\u0306", "êéèúüë"))
    table = dict(alone)
    for bases, shape, codes in marks:
        for base, (tone, code) in product(bases, zip(tones, codes, strict=True)):
            if code != " " and base + code != "yï":
                table[base + code] = unicodedata.normalize("NFC", alone.get(base, base) + shape + tone)
    return table


VNI: Final[dict[str, str]] = _vni()
"""Small letter and mark, or a small letter alone, to letter. A capital has the same marks as capitals."""

MODERN: Final = re.compile("[\u0100-\u1fff]")
"""A letter that only Unicode has; a text that has none may be either. One range, for it is searched in every cell."""

_VNI_LETTER: Final = re.compile("|".join(sorted(VNI, key=len, reverse=True)), re.IGNORECASE)
_TCVN3_LETTER: Final = str.maketrans(TCVN3)
_TCVN3_NONE: Final = str.maketrans("", "", "".join(TCVN3))
_RUN: Final = re.compile("[A-Za-z\xa1-\xff]{1,32}")
"""A word in an old encoding; many of its letters are signs in Latin-1. Longer ones are no words to be remembered."""
_WORD: Final = re.compile(r"[^\W\d_]{1,32}")
_PLAIN: Final = re.compile("[A-Za-z]")
_VOWEL: Final = re.compile("[aeiouy]", re.IGNORECASE)
_ABBREVIATION: Final = re.compile("[A-ZĐƯ]{2,8}")
_LEAST_WORDS: Final = 2
_SAMPLE: Final = 1 << 16


def convert(text: str, encoding: Encoding) -> str:
    """Return the text in Unicode, as if all of it were in that encoding."""
    if text.isascii():
        return text
    if encoding == "vni":
        return _VNI_LETTER.sub(_from_vni, text)
    in_capitals: list[bool] = []

    def word(match: re.Match[str]) -> str:
        small, capitals = _from_tcvn3(match[0])
        if capitals is None and small != match[0]:
            if not in_capitals:
                in_capitals.append(_all_capitals(text))
            capitals = in_capitals[0]
        return small.upper() if capitals else small

    return _RUN.sub(word, text)


def _from_vni(match: re.Match[str]) -> str:
    letter = VNI[match[0].lower()]
    return letter.upper() if match[0][0].isupper() else letter


@lru_cache(maxsize=16384)
def _from_tcvn3(run: str) -> tuple[str, bool | None]:
    """Return a word with its toned letters small, and whether they are capitals; None where the word does not tell.

    One capital at the start does not: "Hµ" is Hà, or HÀ in a title.
    """
    small = run.translate(_TCVN3_LETTER)
    cased = [(at, letter) for at, letter in enumerate(run) if letter.isascii() or letter in _OWN_CAPITALS]
    if any(letter.islower() for _, letter in cased):
        return small, False
    # A word without vowels is an abbreviation: "Q®" in a font of capitals is QĐ.
    if any(at > 0 for at, _ in cased) or (cased and not _VOWEL.search(unicodedata.normalize("NFD", small))):
        return small, True
    return small, None


def _all_capitals(text: str) -> bool:
    """Tell whether a text is a title in capitals; abbreviations do not make it one ("Së GD&§T")."""
    told = [(small, capitals) for small, capitals in map(_from_tcvn3, _RUN.findall(text)) if capitals is not None]
    return all(capitals for _, capitals in told) and any(is_syllable(small.upper()) for small, _ in told)


class Reading(NamedTuple):
    """How a text looks as it stands and as if it were in an old encoding.

    Attributes:
        before: the weight of its marked words as they stand.
        after: their weight in the encoding.
        gained: the words that become Vietnamese, as they stand.
        strange: how many words are no Vietnamese either way.
    """

    before: int
    after: int
    gained: tuple[str, ...]
    strange: int

    @property
    def is_legacy(self) -> bool:
        """Whether the text is in the encoding: it weighs more, and not only by how common its words are."""
        return self.after > self.before and bool(self.gained)


def reading(text: str, encoding: Encoding) -> Reading:
    """Weigh a text in an encoding against the text as it stands.

    Words without a plain letter weigh nothing: "µ" is a word in TCVN3, and a unit.
    """
    before = after = strange = 0
    gained = []
    for word in _WORD.findall(text):
        if not word.isascii() and _PLAIN.search(word):
            before += weight(word)
    for run in _RUN.findall(text):
        if run.isascii() or not _PLAIN.search(run):
            continue
        gain = _weight_after(run, encoding)
        after += gain
        if weight(run):
            continue
        if gain:
            gained.append(run)
        else:
            strange += 1
    return Reading(before, after, tuple(gained), strange)


@lru_cache(maxsize=16384)
def _weight_after(run: str, encoding: Encoding) -> int:
    """Return the weight of a word in an old encoding; "QÑ" is QĐ, and a letter that the encoding lacks weighs none."""
    if not (_VNI_LETTER.sub("", run) if encoding == "vni" else run.translate(_TCVN3_NONE)).isascii():
        return 0
    word = convert(run, encoding)
    return weight(word) or int(_ABBREVIATION.fullmatch(word) is not None)


def recognise(texts: Iterable[str]) -> Encoding | None:
    """Return the old encoding that some of the texts are in, or None.

    Args:
        texts: cells or lines; those in Unicode, in plain ASCII or in another language do not hide an old one, unless
            there are more words of it than of Vietnamese.
    """
    asked = [text for text in dict.fromkeys(texts) if not text.isascii() and not MODERN.search(text)]
    best: Encoding | None = None
    most = _LEAST_WORDS - 1
    for encoding in NAMES:
        gained: set[str] = set()
        strange = 0
        for text in asked:
            found = reading(text, encoding)
            # What is in both a syllable by chance is outdone by the words that are none.
            if found.is_legacy and len(found.gained) > found.strange:
                gained.update(w for w in found.gained if not _ABBREVIATION.fullmatch(convert(w, encoding)))
            else:
                strange += found.strange
        if len(gained) > max(most, strange):
            best, most = encoding, len(gained)
    return best


def code_page(data: bytes) -> str:
    """Return the code page of bytes that are no UTF: cp1258 of Vietnamese Windows, or cp1252 for an old encoding.

    An old encoding was typed and stored as Western letters; read as cp1258 its words would fall apart.
    """
    sample = data[:_SAMPLE]
    lines = sample.decode("latin-1").splitlines()
    encoding = recognise(lines)
    if encoding is None:
        return "cp1258"
    modern = unicodedata.normalize("NFC", sample.decode("cp1258", "ignore"))
    as_modern = sum(weight(word) for word in _WORD.findall(modern) if not word.isascii())
    return "cp1252" if sum(reading(line, encoding).after for line in lines) > as_modern else "cp1258"
