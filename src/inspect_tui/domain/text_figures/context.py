"""What the words around a claim make of it: exact, of a part at most, or not to be read at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.text_figures.tokens import Token, classes
from inspect_tui.domain.vietnamese import syllable


class Mode(IntEnum):
    """How a claim is to be taken; the lesser of two counts."""

    UNREAD = 0
    BOUND = 1
    EXACT = 2


UNREAD: Final = Mode.UNREAD
_CUTS: Final = ",()-C"
_OF_ITSELF: Final = "nkctvjyefoOAQUuSsZNFPRLil:dE"
"""Classes that leave a claim as exact as it is."""
_STOP: Final = later(r"[.,;:\n!?]|$")
_PASSING: Final = later(r"[nkceyoi]*")
_COUNTED_NEXT: Final = later(r"(?<=[SA])[nkO]*[nc][NF][Uu]")
_ASKED: Final = later(r"[MSnekO]*D?(?=[.,;:\n!)]|$)")
"""What may stand behind the tasks that something is asked for: "… trước ngày 15/8/2021", "… phải hoàn thành"."""
_BECAUSE: Final = later(r"d.*C[^c]*$")
"""A cause of its own: "do chưa có kinh phí nên 2 nhiệm vụ quá hạn"."""
_NUMBER: Final = later(r"[NF](?:[Uu][QAnkO]*(?P<status>S)?|(?=[MnSq]))")
_OF_SOME: Final = frozenset("lqv")
"""Classes that make what is asked for a part: "còn lại", "trước mắt", "trong số"."""
_LATE: Final = frozenset({"overdue", "open_overdue", "slow", "open", "left"})
_OTHERS: Final = frozenset({syllable("khác"), "other", "others", "rest"})
_ALREADY: Final = syllable("đã")
_ABOUT: Final = frozenset(map(syllable, ("về", "đối", "riêng", "với", "trong", "theo")))
_OPEN_LINK: Final = frozenset("LiR")
_LONE_TOTAL: Final = later(r"[-nkO]*t(?P<number>N)(?=$|[.,;:(\n])")
DECLARED: Final = "declared"
"""The value of the words by which a line is the agency's own."""


class Context:
    """Goes through a text sentence by sentence, and knows whom and when it speaks of.

    Attributes:
        on_tasks: what was said last is about tasks, or nothing was said yet.
        now: the sentence speaks of the day of the visit.
        first: the sentence speaks of deadlines before any extension.
        counted: the sentence before has counted tasks.
        before: what the number of tasks was said of that was read last: its status, empty where it is not known; None
            where there was none in this line.
        sources: the sources that the text has named so far, the last one last.
        total: of how many tasks it speaks, None where it has not said so.
        lone_total: a number of all stands alone before, and may be one of tasks: "tổng số 25; hoàn thành 17".
        summed: the text says that it adds the sources.
        of_year: the claim that was looked at last is of the year, and of as many tasks as it says.
        is_wish: the claim that was looked at last stands in a wish.
        is_demand: it is of tasks that the text asks something for, as they stand.
        of_some: the text speaks of a part of the tasks.
        numbers: how many numbers of tasks that are late or open, or of which nothing is said, the text has so far.
    """

    def __init__(self, *, request: bool, reported: bool) -> None:
        """Begin a text.

        Args:
            request: it asks for something rather than states it.
            reported: it is the agency's own report.
        """
        self._request, self._reported = request, reported
        self._tokens: Sequence[Token] = ()
        self._letters = ""
        self._foreign = self._topic = self._part = False
        self._about = self._goes_on = self.of_year = False
        self.on_tasks = True
        self.numbers = 0
        self.counted = False
        self.before: str | None = None
        self.now = self.first = self.is_wish = self.is_demand = self.of_some = False
        self.sources: tuple[str, ...] = ()
        self.total: int | None = None
        self.lone_total = self.summed = self._declared = False

    def begin(self, tokens: Sequence[Token]) -> None:
        """Begin a sentence."""
        self._tokens, self._letters = tokens, classes(tokens)
        self.now = "k" in self._letters
        self.first = "h" in self._letters
        self.of_some = self.of_some or not _OF_SOME.isdisjoint(self._letters) or any(t.key in _OTHERS for t in tokens)
        said = [match["status"] and tokens[match.end() - 1].value[0] for match in _NUMBER.finditer(self._letters)]
        self.numbers += sum(status is None or status in _LATE for status in said)
        self.summed = self.summed or "E" in self._letters
        self._declared = self._declared or any(t.cls == "T" and t.value == DECLARED for t in tokens)
        self.lone_total = self.lone_total and not re.search(r"[wBTUZ]", self._letters)
        if match := _LONE_TOTAL.match(self._letters):
            self.lone_total, self.total = True, tokens[match.start("number")].value if self.on_tasks else None
        if self._letters.lstrip('-ND."').startswith("K"):
            self._topic = True
        # "Về chính sách dân tộc, còn …" and "Chính sách dân tộc: …; …" speak of a part.
        self._about = self._about and self._goes_on
        first = next((t for t in tokens if t.cls not in "-ND."), None)
        if first is not None and first.key in _ABOUT and "w" in re.split("[,:(]", self._letters)[0]:
            self._about = True
        if any(c in "wDI" for c in self._letters[: max(self._letters.find(":"), 0)]):
            self._about = True

    def name(self, sources: Sequence[str]) -> None:
        """Remember sources that are named, the last one last."""
        self.sources = (*(one for one in self.sources if one not in sources), *dict.fromkeys(sources))

    def end(self) -> None:
        """Leave a sentence: what it speaks of goes on into the next one of the same line."""
        letters = self._letters
        self.name([t.value for t in self._tokens if t.cls in "QUA" and t.value])
        self._goes_on = letters.endswith(";")
        bodies = [c for c in letters if c in "BO"]
        if bodies:
            self._foreign = bodies[-1] == "B"
        if "K" in letters:
            self._topic = letters.rfind("K") > letters.rfind("O")
        if "\n" in letters:
            self._foreign = self._topic = self._part = self._declared = False
            self.before = None
        if "I" in letters or "O" in letters:
            self._part = letters.rfind("I") > letters.rfind("O")
        if "U" in letters or "Z" in letters:
            self.on_tasks = True
        elif re.search(r"[wXTBDN]", letters):
            self.on_tasks = False

    def left(self, at: int, *, firm: bool, stated: bool, imperative: bool, of_whole: bool = False) -> Mode:
        """Return what the words before a claim make of it.

        Args:
            at: where the claim begins.
            firm: it is of late or open tasks, of which only the checklist speaks.
            stated: it says itself that something was done.
            of_whole: it says of how many tasks, so that it can be told whether they are the checklist's.
            imperative: its words may as well ask for something to be done.
        """
        before = self._letters[:at]
        cut = max((before.rfind(c) for c in _CUTS), default=-1) + 1
        clause = before[cut:]
        if before.count('"') % 2:
            return UNREAD
        self.is_wish = self._is_wish(before, clause, stated)
        self.is_demand = self.is_wish and self._request and not self._is_done(cut, at)
        if before[-1:] in ("x", "X", "N", "F", "#", "D", "P") and not re.search(r"[NF]U[^NF]*$", before):
            return UNREAD
        if re.search(r"(?:N|F|D|#),$|Nyz?$", before) and not re.search(r"[SAt][nkLi:e]*[NF],$", before):
            return UNREAD
        if any(c in "XV" for c in clause) or re.search(r"z[nke]*$", clause) or ("r" in clause and not self._reported):
            return UNREAD
        if self._is_of_others(before):
            return UNREAD
        if self.is_wish and (imperative or not firm):
            return UNREAD
        self.of_year = "p" in before and of_whole
        # "Đối với nhiệm vụ đến hạn: …" speaks of those that are due.
        if (self.is_wish and not self.is_demand) or any(c in "IV" for c in before) or ("p" in before and not of_whole):
            return Mode.BOUND
        own = "O" in before
        if _BECAUSE.search(before) or (self._part and not own) or (self._about and at > self._letters.find(":")):
            return Mode.BOUND
        if not own and not firm and re.search(r"[wDrXl]", before[:cut]):
            return UNREAD
        unknown = [c for c in clause if c not in _OF_ITSELF and not (c == "M" and self.is_demand)]
        return Mode.BOUND if unknown else Mode.EXACT

    def is_result(self, at: int) -> bool:
        """Tell whether nothing before a place makes an aim of what the text says there."""
        return not self._request and re.fullmatch(r"[^wMqdXTIKVphr]*", self._letters[:at]) is not None

    def _is_done(self, cut: int, at: int) -> bool:
        """Tell whether something has been done already: "đã khắc phục 2 nhiệm vụ quá hạn"."""
        return any(token.key == _ALREADY for token in self._tokens[cut:at])

    def _is_wish(self, before: str, clause: str, stated: bool) -> bool:
        if "M" in clause or "q" in clause:
            return True
        if stated:
            return False
        if "M" in before or "q" in before:
            return "c" not in clause and "k" not in clause
        return self._request and not any(c in clause for c in "ck")

    def _is_of_others(self, before: str) -> bool:
        """Tell whether the words before speak of other bodies, other plans or another time."""
        if "T" in before or self._declared:
            return True
        others, own = before.rfind("B"), before.rfind("O")
        if others >= 0:
            return others > own
        if own >= 0:
            return False
        topic = before.rfind("K")
        return self._foreign or self._topic or topic >= 0

    def right(self, at: int, *, firm: bool, allow_words: bool) -> Mode:
        """Return what the words behind a claim make of it.

        Args:
            at: where the claim ends.
            firm: it is of late or open tasks.
            allow_words: unknown words behind it name a part of the tasks rather than another kind of them.
        """
        letters = self._letters
        stop = _STOP.search(letters, at)
        rest = letters[at : stop.start() if stop else len(letters)]
        if any(c in "XTB" for c in rest):
            return UNREAD
        if self.is_demand and _ASKED.match(letters, at):
            return Mode.EXACT
        while at < len(letters):
            cls = letters[at]
            if _COUNTED_NEXT.match(letters, at):
                return Mode.EXACT
            if cls in ".;!?\n:":
                return Mode.EXACT
            if cls in ",-":
                return self._behind_comma(at + 1)
            if cls == "(":
                close = letters.find(")", at)
                close = len(letters) if close < 0 else close
                if any(c in "wIBSsdfTX" for c in letters[at + 1 : close] if c) and "P" not in letters[at:close]:
                    return Mode.BOUND
                at = close + 1
                continue
            if cls in 'nkceOAt)"l':
                at += 1
            elif cls == "f" and letters[at + 1 : at + 2] == "O":
                at += 2
            elif cls in "ovC/":
                return Mode.EXACT
            elif cls == "y":
                return self._behind_comma(at + 1)
            elif cls in _OPEN_LINK:
                return Mode.EXACT if re.match(r"[LiRSs:nkA]*[PNF]", letters[at:]) else self._narrowed(firm, allow_words)
            elif cls == "j" and letters[at + 1 : at + 2] in ("t", "N", "F"):
                return Mode.EXACT
            elif cls in "Idf":
                return Mode.BOUND
            else:
                return self._narrowed(firm, allow_words)
        return Mode.EXACT

    def _narrowed(self, firm: bool, allow_words: bool) -> Mode:
        return Mode.BOUND if firm and allow_words else UNREAD

    def _behind_comma(self, at: int) -> Mode:
        """Return what a further clause makes of a claim: ", đã quá hạn" and ", do Phòng A chủ trì" narrow it."""
        letters = self._letters
        match = _PASSING.match(letters, at)
        at = match.end() if match else at
        cls = letters[at : at + 1]
        if cls in ("d", "f", "I", "V", "p"):
            return Mode.BOUND
        if cls in ("S", "s") and not re.match(r"[nkLi:te]*[NFP]", letters[at + 1 :]):
            return Mode.BOUND
        if letters[at - 1 : at] == "y" and cls in ("w", "M", "q"):
            return Mode.BOUND
        return Mode.EXACT
