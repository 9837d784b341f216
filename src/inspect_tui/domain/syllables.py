"""What a Vietnamese syllable can be, so that a text's encoding can be told by how its words look.

A syllable is an onset, a rime and a tone; a rime that ends in a stop (c, ch, p, t) takes two tones of six, and the tone
stands on one certain vowel. That is strict enough to tell the language from French or German with marks, and mostly
from itself in a wrong encoding.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_STOP_TONES: Final = "\u0301\u0323"
_STOPS: Final = ("c", "ch", "p", "t", "k")
_SHAPED: Final = "ăâêôơư"
_ONSETS: Final = "b|ch|d|đ|gi|h|kh|l|m|nh?|ph?|qu|r|s|th?|tr|v|x||(?:c|ng?|g)(?![eêiy])|(?:k|ngh|gh)(?=[eêiy])"
"""C and k are one sound: which is written depends on the vowel, as with g and gh, ng and ngh."""
_RIMES: Final = (
    "a(?:ch?|i|m|nh?|ng|o|p|t|u|y)?|ă(?:c|k|m|n|ng|p|t)|â(?:c|m|n|ng|p|t|u|y)|e(?:c|m|n|ng|o|p|t)?|ê(?:ch|m|n|nh|p|t|u)?"
    "|i(?:a|ch|m|nh?|p|t|u)?|iê(?:c|m|n|ng|p|t|u)|o(?:c|i|m|n|ng|p|t)?|oa(?:ch?|i|m|nh?|ng|o|p|t|y)?|oă(?:c|m|n|ng|t)"
    "|oe(?:m|n|o|t)?|oo(?:c|ng)|ô(?:c|i|m|n|ng|p|t)?|ơ(?:i|m|n|p|t)?|u(?:a|c|i|m|n|ng|p|t)?|uâ(?:n|ng|t|y)|uê(?:ch|nh)?"
    "|uô(?:c|i|m|n|ng|t)|uơ|uy(?:a|ch|nh?|p|t|u)?|uyê(?:n|t)|ư(?:a|c|i|m|n|ng|t|u)?|ươ(?:c|i|m|n|ng|p|t|u)"
)
_SYLLABLES: Final = (
    re.compile(rf"(?:{_ONSETS})(?P<rime>{_RIMES})"),
    # "qu" takes the glide away from its rime, and "gi" the i: quyết, gì, giếng.
    re.compile(r"(?:[hklmstv]|th|qu)(?P<rime>y)|(?:qu)?(?P<glide>y(?:ê(?:m|n|ng|t|u)|nh|t)?)|g(?P<i>i(?:n|m|ê\w\w?)?)"),
)
_COMMON_WORDS: Final = (
    "án ân bán bị bố bộ bờ bốn bùn bút cá cái cán cân có cô cơ cũ cụ còn cùng công chân chí chín chị chỗ chờ chống "
    "chú chúng chút chừng dân dòng dự dũng dùng dụng dừng gì gìn giá giám gió giờ giống gỗ gốc góp hãng hòa hoà hóa "
    "hoá hoài hoàn hoãn hoàng hố hồ hồi hối hỏi hộ hôm hội khá khám kháng khí khó khóa khoá khoán khoáng khối không "
    "khống khỏi lãi lân lên lò lòng lô loài lốc lỗ lộ lộc lối lớn lớp lũ lúa lúc lựa mã môi môn một mỏ mùa năm nên "
    "nó nói nóng nông núi ngân ngô ngôn ngừa ngừng nhân nhãn nhỏ nhóm nhớ ông ống phá phán phân phép phê phí phó "
    "phòng phố phú phúc phụ quá quán quân quét quốc rõ rộng rừng sáng sân sông sơ số sống sớm súc sụt sự tái tâm "
    "tân tên tín tô tố tối tốn tồn tổ tộc tốt tờ tôi toà tòa toán toàn tôn tông từ từng tự thái tháng thám thân "
    "thêm thì thí thị thôi thôn thông thống thơ thú thúc thuê thừa thụ trái trên trí trì trị trò tròn trống trồng "
    "trộn trúng trụ trừ túc tụ vấn ví vì vị vòng vô võ vỏ vốn vũ vụ vùng vừa xã xét xóa xoá chóng khái tóc thóc mét "
    "dù sóc hè bò thô thoáng khoái"
)
"""Of the syllables that an older encoding makes of others, those common in official papers: "cã" is "có"."""
_COMMON: Final = frozenset(_COMMON_WORDS.split())


@lru_cache(maxsize=16384)
def weight(word: str) -> int:
    """Return how Vietnamese a word looks: 0 for no syllable of the language, 1 for one, 2 for a common word."""
    return 0 if not is_syllable(word) else 2 if word.lower() in _COMMON else 1


def is_syllable(word: str) -> bool:
    """Tell whether a word can be a Vietnamese syllable, in one case: "quyết", "SỞ" and "an", not "für" or "tÕ"."""
    if len(word) > 8 or not (word.islower() or word.isupper() or word[1:].islower()):
        return False
    tone, at, bare = "", -1, ""
    # The Icelandic letter is often typed for the Vietnamese one; on paper they look the same.
    for mark in unicodedata.normalize("NFD", word.lower().replace("ð", "đ")):
        if mark not in _TONES:
            bare = unicodedata.normalize("NFC", bare + mark)
        elif tone:
            return False
        else:
            tone, at = mark, len(bare) - 1
    found = next(filter(None, (form.fullmatch(bare) for form in _SYLLABLES)), None)
    if found is None:
        return False
    if not tone:
        # A stop without a tone is said with one that is not written: "oct", but never on a letter with a shape.
        return bare.isascii() or not bare.endswith(_STOPS)
    rime = next(filter(None, found.groupdict().values()))
    return (tone in _STOP_TONES or not bare.endswith(_STOPS)) and at - (len(bare) - len(rime)) in _places(rime)


@lru_cache(maxsize=512)
def _places(rime: str) -> tuple[int, ...]:
    """Return where in a rime its tone may stand; hòa and hoà are both written."""
    shaped = [at for at, letter in enumerate(rime) if letter in _SHAPED]
    if shaped:
        return (shaped[-1],)
    vowels = len(rime.rstrip("cghkmnpt"))
    if vowels < len(rime):
        return (vowels - 1,)
    return (0, 1) if rime in ("oa", "oe", "uy") else (vowels // 3,)
