"""Reads what a text claims about numbers of tasks: which number, of which tasks, and how firmly.

A claim is *exact* where every word around it is known, *bounded* where it may speak of a part of the tasks (it is
wrong only if it is greater than all there are), and not read at all where it may speak of something else.
docs/text-figures.md has the rules with examples.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.text_figures.claim_keeper import ALREADY, ClaimKeeper
from inspect_tui.domain.text_figures.claims import Claim, Reader, decimals_of
from inspect_tui.domain.text_figures.context import Context, Mode
from inspect_tui.domain.text_figures.meanings import BASES
from inspect_tui.domain.text_figures.sentences import sentences_of
from inspect_tui.domain.text_figures.shapes import (
    ADJECTIVE,
    AFTER_UNIT,
    ALIKE,
    ALL_DONE,
    BEHIND,
    FURTHER,
    FURTHER_STATUS,
    LISTED,
    LONE,
    LONE_FIRST,
    NEVER_LATE,
    NONE,
    NOT_LEFT,
    NUMBER_OF,
    PART,
    PART_FIRST,
    RATE,
    RATE_AFTER,
    RATE_OF,
    TAIL,
    TOGETHER,
)
from inspect_tui.domain.text_figures.tokens import tokens_of
from inspect_tui.domain.vietnamese import clean, syllable

_FIRM: Final = frozenset({"done_on_time", "done_late", "open_overdue", "open", "open_in_time"})


@lru_cache(maxsize=512)
def claims_of(text: str, reader: Reader, *, request: bool = False, reported: bool = False) -> tuple[Claim, ...]:
    """Return what a text claims, in its order.

    Args:
        text: any text.
        reader: what is known of the session.
        request: the text asks for something rather than states it.
        reported: the text is the agency's own report.
    """
    text = clean(text)
    if not any(c.isdigit() for c in text) and not _MAY_COUNT.search(text):
        return ()
    context = Context(request=request, reported=reported)
    found: list[Claim] = []
    for sentence in sentences_of(tokens_of(text, reader)):
        context.begin(sentence)
        if sentence[-1].cls != "?":
            found += _Sentence(text, sentence, context).claims()
        context.end()
    if context.numbers > 1 or context.of_some:
        # "1 nhiệm vụ quá hạn trước ngày 15/8, 2 nhiệm vụ quá hạn trước ngày 30/8" are three together.
        found = [claim._replace(exact=claim.exact and not claim.asked) for claim in found]
    return tuple(sorted(found, key=lambda claim: claim.start))


_MAY_COUNT: Final = later(r"nhi|việc|task|kiến|viê", re.IGNORECASE)
"""What every text has that counts in words alone."""


class _Sentence(ClaimKeeper):
    """Finds the shapes of claims in one sentence."""

    def claims(self) -> list[Claim]:
        """Return what the sentence claims."""
        letters = self._letters
        if not any(cls in letters for cls in "NFPz") and not NOT_LEFT.search(letters) and not ALL_DONE.search(letters):
            self._context.counted = self._context.counted and bool(re.fullmatch(r"[^w]*", letters))
            return []
        for match in NUMBER_OF.finditer(letters):
            self._number_of(match)
        for at, cls in enumerate(letters):
            if cls in "NF" and at not in self._used and letters[at + 1 : at + 2] in ("U", "u"):
                self._counted(at)
            elif cls in "NF" and at not in self._used and ADJECTIVE.match(letters, at + 1):
                self._adjective(at)
        for match in NONE.finditer(letters):
            self._nothing(match)
        for match in NOT_LEFT.finditer(letters):
            if self._tokens[match.start()].value == _NONE and self._context.is_result(match.start()):
                self._nothing(match)
        for match in ALL_DONE.finditer(letters):
            self._all_done(match)
        for match in LISTED.finditer(letters):
            self._listed(match)
        for pattern in (LONE, LONE_FIRST):
            for match in pattern.finditer(letters):
                self._lone(match)
        for pattern in (RATE, RATE_AFTER, RATE_OF, PART, PART_FIRST):
            for match in pattern.finditer(letters):
                self._rate(match)
        self._context.counted = any(claim.number is not None for claim in self._claims)
        return self._claims

    def _counted(self, at: int) -> None:
        """Read a number of tasks with what is said of them behind or before."""
        letters = self._letters
        middle = AFTER_UNIT.match(letters, at + 2)
        behind = middle.end() if middle else at + 2
        right = behind if letters[behind : behind + 1] in ("S", "s") else None
        if right is None and "A" in letters[at + 2 : behind]:
            right = at + 2 + letters[at + 2 : behind].rindex("A")
        left = self._status_before(at)
        if left is not None and right is not None and letters[left] == "A" and ":" in letters[left:at]:
            # "Nhiệm vụ do UBND tỉnh giao: 3 nhiệm vụ quá hạn" has its source before it, not what is said of them.
            left = None
        if right is not None and re.match(r"[nkLi:te]*[NF]", letters[right + 1 :]):
            right = None if letters[right] != "A" else right
        if right is None and (alike := ALIKE.match(letters, behind)) and self._tokens[alike.start("all")].key == _ALIKE:
            # "5 nhiệm vụ trong chương trình làm việc, đều bảo đảm tiến độ"
            right = alike.start("status")
        status, exact = self._together(left, right)
        end = None if right is None else right + 1
        if end is not None and (more := FURTHER_STATUS.match(letters, end)):
            both = TOGETHER.get((status, self._status(more.start("status"))))
            status, end = (both, more.end()) if both else (status, end)
        if letters[at + 1] == "u" and status in ("any", "assigned"):
            return
        unknown = status == "any" and letters[at] != "F"
        begin = at if left is None else left
        while begin and letters[begin - 1] in "tv":
            begin -= 1
        if end is None:
            tail = TAIL.match(letters, at + 2)
            end = tail.end() if tail else at + 2
        sources = self._named(at + 1, end)
        if unknown and sources and self._is_whole_source(at, end):
            status, unknown = "assigned", False
        if unknown and not any(c in "tv" for c in letters[begin:at]):
            self._context.before = ""
            return
        self._claim(begin, end, at, status, sources, exact, left is not None, narrowed=right is not None)

    def _adjective(self, at: int) -> None:
        """Read "3 overdue tasks", "18 assigned tasks"."""
        match = ADJECTIVE.match(self._letters, at + 1)
        if match is None or (match["status"] == "S" and not self._tokens[match.start("unit")].key.startswith("task")):
            # "Tổ 3 hoàn thành nhiệm vụ" counts no tasks: adjectives stand before them in English alone.
            return
        status = self._status(match.start("status"))
        left = self._status_before(at)
        exact = left is None
        end = match.end()
        if status == "assigned" and self._letters[end : end + 1]:
            further = FURTHER.match(self._letters, end)
            if further is not None:
                status, end = self._status(further.start(1)), further.end()
        self._claim(at, end, at, status, (), exact, False)

    def _status_before(self, at: int) -> int | None:
        """Return where a status stands that the number belongs to: "hoàn thành đúng hạn 15 nhiệm vụ"."""
        match = re.search(r"([SAs])[nktLi:Oe(]{0,4}$", self._letters[max(0, at - 5) : at])
        if match is None:
            return None
        place = max(0, at - 5) + match.start(1)
        return None if place in self._used else place

    def _together(self, left: int | None, right: int | None) -> tuple[str, bool]:
        """Return the status that two make, and whether the claim can be exact."""
        if right is None:
            return ("any" if left is None else self._status(left)), True
        status = self._status(right)
        if left is None or status == (before := self._status(left)):
            return status, True
        if status == "assigned":
            return before, True
        if (before, status) in TOGETHER:
            return TOGETHER[before, status], True
        if before == "done" and status in ("overdue", "slow", "open_overdue", "done_late", "open"):
            # Late tasks that were done since, or are to be done.
            return status if status in ("open", "slow") else "overdue", False
        return "", True

    def _number_of(self, match: re.Match[str]) -> None:
        """Read "số nhiệm vụ quá hạn là 3"."""
        status = self._status(match.start("status")) if match["status"] else "any"
        if match["unit"] == "" and re.match(r"[,y]N", self._letters[match.end() :]):
            return
        if status == "assigned" and match["unit"] and BEHIND.match(self._letters, match.end()):
            return
        sources = self._named(match.start(), match.end())
        self._claim(match.start(), match.end(), match.start("number"), status, sources, True, True)

    def _lone(self, match: re.Match[str]) -> None:
        """Read a number with no word for tasks: "hoàn thành đúng hạn 15", and "3 quá hạn" where tasks were counted."""
        at, place = match.start("number"), match.start("status")
        if at in self._used or place in self._used or self._letters[at - 1 : at] in ("N", "F"):
            return
        if at > 1 and self._letters[at - 1] == "," and self._letters[at - 2] in "NF":
            return
        if re.match(r",[NF#D]", self._letters[match.end() :]):
            return
        status = self._status(place)
        before, if_total = self._letters[:place], self._context.lone_total
        counted = if_total or self._claims or self._context.counted or re.search(r"[NF]U", before)
        if not counted and (status not in _FIRM or not self._context.on_tasks or self._letters[at] == "F"):
            return
        if place > at and not counted:
            return
        if place < at and _SEVERAL.search(before) and ":" in self._letters[place:at]:
            # "Các nhiệm vụ quá hạn: 16" tells which.
            return
        self._claim(match.start(), match.end(), at, status, (), True, place < at, if_total=if_total)

    def _nothing(self, match: re.Match[str]) -> None:
        """Read "không có nhiệm vụ nào quá hạn"."""
        group = "status" if match["status"] else "adjective"
        place, status = match.start(group), self._status(match.start(group))
        mode = self._context.left(match.start(), firm=True, stated=False, imperative=False)
        mode = min(mode, self._context.right(match.end(), firm=False, allow_words=False))
        if self._context.is_wish or mode is not Mode.EXACT or place in self._used:
            return
        self._used.update(range(match.start(), match.end()))
        sources = self._named(match.start(), match.end())
        self._claims.append(self._made(match.start(), match.end(), status, number=0, sources=sources))

    def _all_done(self, match: re.Match[str]) -> None:
        """Read "đã hoàn thành tất cả nhiệm vụ được giao" as all of them."""
        place, status = match.start(), self._status(match.start())
        if self._tokens[place].key != ALREADY or status not in ("done", "done_on_time") or place in self._used:
            # "Hoàn thành tất cả nhiệm vụ" may be a wish.
            return
        mode = self._context.left(place, firm=False, stated=True, imperative=False)
        mode = min(mode, self._context.right(match.end(), firm=False, allow_words=False))
        if mode is Mode.EXACT and not self._context.is_wish:
            self._used.update(range(place, match.end()))
            sources = self._named(place, match.end())
            self._claims.append(self._made(place, match.end(), status, percent=Decimal(100), sources=sources))

    def _listed(self, match: re.Match[str]) -> None:
        """Read "Nhiệm vụ quá hạn: 04."; it may be the number of a task, which is told where it is compared."""
        at, status = match.start("number"), self._status(match.start("status"))
        if at not in self._used and match.start("status") not in self._used:
            sources = self._named(match.start(), match.end())
            token = self._tokens[at]
            label = self._text[token.start : token.end]
            self._claim(match.start(), match.end(), at, status, sources, True, True, label=label)

    def _rate(self, match: re.Match[str]) -> None:
        """Read a percentage of its own: "tỷ lệ hoàn thành đạt 83,33%"."""
        place, at = match.start("status"), match.start("percent")
        if at in self._used or self._is_rough(at):
            return
        if "unit" not in match.re.groupindex and not any(c in "UZb" for c in match[0]) and not self._context.on_tasks:
            return
        stated = bool(self._letters[place] == "S" and self._tokens[place].value[1])
        if "link" in match.re.groupindex and (
            self._tokens[match.start("link")].key != _MAKING_UP and self._status(place) not in NEVER_LATE
        ):
            # "Nhiệm vụ quá hạn đạt 80 %" tells how far they have come.
            return
        base, status = self._base(match), self._status(place)
        if match.re.groupindex.get("more") and match["more"]:
            # "100 % nhiệm vụ hoàn thành đều đúng hạn" are all of those done.
            among, status = status, TOGETHER.get((status, self._status(match.start("more"))), "")
            base = base or (among if among in BASES and "unit" in match.re.groupindex else "")
        if base is None or not status:
            return
        mode = self._context.left(match.start(), firm=False, stated=stated, imperative=False)
        mode = min(mode, self._context.right(match.end(), firm=False, allow_words=False))
        if mode is not Mode.EXACT or self._context.is_wish:
            return
        self._used.update(range(match.start(), match.end()))
        value = self._tokens[at].value
        made = self._made(
            match.start(), match.end(), status, percent=value, decimals=decimals_of(value), base=base,
            sources=self._named(match.start(), match.end()),
        )  # fmt: skip
        self._claims.append(made)


_SEVERAL: Final = later(r"yU[QnO]*$")
_MAKING_UP, _ALIKE = syllable("chiếm"), syllable("đều")
_NONE: Final = "none"
"""The value of words that make a result of none: "không để"."""
