"""Finds the inspected agency, and the sources of a home's own, among the words of a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inspect_tui.domain.text_figures.claims import Reader
from inspect_tui.domain.text_figures.runs import Run, runs_of
from inspect_tui.domain.vietnamese import syllable

_PLACES: Final = frozenset(map(syllable, ["tỉnh", "huyện", "xã", "phường", "thị", "thành", "quận"]))
_PROVINCE: Final = syllable("tỉnh")
_SEVERAL: Final = frozenset(map(syllable, ["các", "cấp", "nhiều", "những", "mỗi", "toàn"]))
_LONGEST: Final = 3
"""Words that the name of a place has at most."""


class Names:
    """The names that are known of a session, looked for in the words of one text."""

    def __init__(self, raw: Sequence[Run], reader: Reader) -> None:
        self._raw = raw
        self._keys = [one.key for one in raw]
        self._agency = tuple(one.key for one in runs_of(reader.agency))
        self._sources = [(tuple(one.key for one in runs_of(source)), source) for source in reader.sources]
        # In a text of capitals they do not tell where a name ends.
        self._capitals_tell = any(not one.cls and not one.capital for one in raw)

    def agency_at(self, at: int, longest: int) -> int:
        """Return how many words the agency's name, or its beginning, has here; none where it is not the agency.

        Args:
            at: a word.
            longest: the words of the longest known phrase that begins there.
        """
        one, agency = self._raw[at], self._agency
        if not agency or one.cls:
            return 0
        if one.key == agency[0]:
            used = self._common(at)
            if used < len(agency) and longest > used:
                # "Ban đầu", "Ban hành" and "Ban Chỉ đạo" are not the board.
                return 0
            if used == len(agency) > 1:
                return used + self._place_at(at + used, agency[-1])
            is_name = used > 1 and agency[used] in _PLACES
            ends = not self.is_capital(at + used) if self._capitals_tell else is_name
            if ends and (one.capital or is_name):
                return used
        # The office of a place is called by the kind of place: "huyện còn 3 nhiệm vụ quá hạn".
        if len(agency) > 2 and one.key == agency[1] and one.key in _PLACES and not self.is_capital(at + 1):
            return 1 if self.key(at - 1) not in _SEVERAL else 0
        return 0

    def source_at(self, at: int) -> tuple[int, str]:
        """Return the words and the key of a source of the home's own that is named here."""
        for words, source in self._sources:
            if words and tuple(self._keys[at : at + len(words)]) == words:
                return len(words), source
        return 0, ""

    def key(self, at: int) -> str:
        """Return a word as it is compared, empty beyond the text."""
        return self._keys[at] if 0 <= at < len(self._keys) else ""

    def is_capital(self, at: int) -> bool:
        """Tell whether a word begins with a capital letter."""
        return 0 <= at < len(self._raw) and self._raw[at].capital

    def stands_for_several(self, at: int) -> bool:
        """Tell whether a word is one for several bodies: "các", "mỗi"."""
        return self.key(at) in _SEVERAL

    def _common(self, at: int) -> int:
        used = 1
        while used < len(self._agency) and self.key(at + used) == self._agency[used]:
            used += 1
        return used

    def _place_at(self, at: int, last: str) -> int:
        """Return how many words the province behind the agency's name has: "Ban Dân tộc tỉnh Lạng Sơn"."""
        used = 1 if last != _PROVINCE and self.key(at) == _PROVINCE else 0
        if (used or last == _PROVINCE) and self._capitals_tell:
            while used <= _LONGEST and self.is_capital(at + used):
                used += 1
        return used
