"""Keeps the claims of one sentence: what the words around them allow, and the share that stands behind a number."""

from __future__ import annotations

import re
from typing import Any, Final

from inspect_tui.domain.status import BESIDE
from inspect_tui.domain.text_figures.claims import Claim, decimals_of
from inspect_tui.domain.text_figures.context import UNREAD, Context, Mode
from inspect_tui.domain.text_figures.meanings import BASES
from inspect_tui.domain.text_figures.shapes import AMONG, HAVING, LISTING, NEVER_LATE, PARTS, SHARE, SHARED_STATUS
from inspect_tui.domain.text_figures.tokens import Token, classes
from inspect_tui.domain.vietnamese import one_line, syllable

_ONE: Final = frozenset({syllable("một"), "one"})
"""May be an article."""
_ONLY: Final = frozenset({syllable("chỉ"), "only"})
_HAVING: Final = frozenset({syllable("có"), syllable("đã"), syllable("được"), syllable("đạt"), "has", "have"})
ALREADY: Final = syllable("đã")
_NEW: Final = syllable("mới")
"""What is assigned anew is no part of the checklist yet."""
_DOING: Final = frozenset({ALREADY, syllable("thực")})
_REACHED: Final = frozenset({syllable("đạt"), "reached"})


class ClaimKeeper:
    """One sentence and the claims in it."""

    def __init__(self, text: str, tokens: list[Token], context: Context) -> None:
        self._text, self._tokens, self._context = text, tokens, context
        self._letters = classes(tokens)
        self._used: set[int] = set()
        self._claims: list[Claim] = []
        self._said: list[tuple[int, str]] = []

    def _named(self, begin: int, end: int) -> tuple[str, ...]:
        """Return the sources that are named between two places."""
        return tuple(t.value for t in self._tokens[begin:end] if t.cls in "QUA" and t.value)

    def _status(self, at: int) -> str:
        token = self._tokens[at]
        return "assigned" if token.cls == "A" else str(token.value[0])

    def _claim(
        self,
        begin: int,
        end: int,
        at: int,
        status: str,
        sources: tuple[str, ...],
        exact: bool,
        is_left: bool,
        *,
        narrowed: bool = False,
        **more: Any,
    ) -> None:
        """Keep a claim if the words around it allow it.

        Args:
            begin: where it begins.
            end: where it ends.
            at: where its number stands.
            status: what it says of the tasks; empty where that makes no sense.
            sources: the sources that it names.
            exact: False where its own words speak of a part.
            is_left: what it says stands before the number: "hoàn thành 15 nhiệm vụ" may be a wish.
            narrowed: something is said behind the number too, so that further words narrow it.
            more: what else the claim is to have.
        """
        if not status or (is_left and status in BESIDE and self._tokens[begin].key != ALREADY):
            # "Tạm dừng 2 nhiệm vụ" is decided here and now.
            return
        if status == "assigned" and not is_left and self._is_listed(begin):
            return
        if status == "assigned" and any(token.key == _NEW for token in self._tokens[begin:end]):
            return
        token = self._tokens[at]
        stated = any(t.cls == "S" and t.value[1] for t in self._tokens[begin:end])
        firm = status not in NEVER_LATE and status != "assigned"
        wish = is_left and status in ("done", "early")
        mode = self._context.left(begin, firm=firm, stated=stated, imperative=wish, of_whole=token.cls == "F")
        of_year = self._context.of_year
        mode = min(mode, self._context.right(end, firm=firm, allow_words=narrowed or not is_left))
        if self._context.is_wish and status in BESIDE:
            return
        asked = self._context.is_demand
        before = self._before(begin)
        within = self._within(before, begin, status, firm, is_whole=token.cls == "F")
        mode = min(mode, within)
        if within is Mode.EXACT or status in ("any", "assigned"):
            # What is a part of the number before leaves that one the whole of what follows.
            is_part = mode is UNREAD or (status == "assigned" and mode is not Mode.EXACT)
            self._context.before = "" if is_part else status
        self._said.append((begin, self._context.before or ""))
        if status in ("any", "assigned") and mode is Mode.EXACT and token.cls == "N" and token.value:
            self._context.total = token.value
        if "l" in self._letters[begin:end] or self._may_be_article(at) or not (exact or asked):
            mode = min(mode, Mode.BOUND)
        if mode is UNREAD or (mode is Mode.BOUND and not firm):
            return
        if (
            status == "any"
            and begin
            and not (self._letters[begin - 1] in "cOkty.,;:(-C" or self._tokens[begin - 1].key in _HAVING)
        ):
            # "Kiểm tra 10/18 nhiệm vụ" counts something that no status says.
            return
        number, whole = token.value if token.cls == "F" else (token.value, None)
        self._used.update(range(begin, end))
        if "t" in self._letters[begin:at] and whole is None and status not in ("any", "assigned"):
            more = {**more, "total": number}
        more = {"number": number, "whole": whole, "sources": sources, "exact": mode is Mode.EXACT, **more}
        claim = self._made(begin, end, status, **more)
        # What is asked for is asked on the day of the visit, of the tasks as they stand then.
        claim = claim._replace(of_year=of_year, asked=asked, now=claim.now or asked)
        self._claims.append(claim)
        if mode is Mode.EXACT:
            self._share_behind(end, claim)

    def _may_be_article(self, at: int) -> bool:
        """Tell whether "một" may be no number; it is one in "chỉ còn một nhiệm vụ" and "một (01) nhiệm vụ"."""
        token = self._tokens[at]
        if token.key not in _ONE or any(c.isdigit() for c in self._text[token.start : token.end]):
            return False
        return not any(before.key in _ONLY for before in self._tokens[max(0, at - 2) : at])

    def _before(self, begin: int) -> str | None:
        """Return what was said of the number before, or of the one that a list ("trong đó", "gồm") is of."""
        listed = self._letters.rfind("o", 0, begin)
        if listed < 0:
            return self._context.before
        return next((said for at, said in reversed(self._said) if at < listed), self._context.before)

    def _is_listed(self, begin: int) -> bool:
        """Tell whether a source's tasks are those of a number before: "còn 6 nhiệm vụ quá hạn (3 UBND tỉnh giao)"."""
        before = self._letters[:begin]
        bracket = before.rfind("(") if before.count("(") > before.count(")") else -1
        listed = max(before.rfind("o"), before.rfind(":"), bracket)
        outer = next((said for at, said in reversed(self._said) if at < listed), None)
        if outer is None and "o" in before:
            outer = self._context.before
        return outer not in (None, "", "any", "assigned")

    def _is_whole_source(self, at: int, end: int) -> bool:
        """Tell whether a number is all that there is of a source: "có 3 nhiệm vụ trọng tâm, đã hoàn thành 2"."""
        letters = self._letters
        if SHARED_STATUS.match(letters, end):
            return False
        if self._context.before == "assigned" and PARTS.search(letters, 0, at):
            return letters[end : end + 1] in tuple(",.;)y\n")
        return bool(HAVING.fullmatch(letters, 0, at) and LISTING.match(letters, end))

    def _within(self, before: str | None, begin: int, status: str, firm: bool, *, is_whole: bool) -> Mode:
        """Return what the number before makes of one: "3 nhiệm vụ quá hạn, trong đó 2 nhiệm vụ chưa hoàn thành"."""
        if before is None or before in NEVER_LATE or before == "assigned":
            return Mode.EXACT
        linked = "o" in self._letters[:begin] or AMONG.search(self._letters[:begin])
        if before == "open" and status in ("overdue", "open_overdue", "in_time", "open_in_time", "under_way"):
            return Mode.EXACT
        if before == "" or linked or (before in ("overdue", "slow") and status in ("open", "under_way")):
            # Those that were late may be told apart: "6 nhiệm vụ quá hạn, 2 đã hoàn thành, 4 chưa hoàn thành".
            return Mode.BOUND
        return Mode.EXACT if firm or is_whole else Mode.BOUND

    def _made(self, begin: int, end: int, status: str, **values: Any) -> Claim:
        first, last = self._tokens[begin].start, self._tokens[end - 1].end
        inside = self._letters[begin:end]
        if inside.count("(") > inside.count(")") and self._letters[end : end + 1] == ")":
            last = self._tokens[end].end
        quote = one_line(self._text[first:last])
        context = self._context
        context.name(self._named(0, end))
        values = {"total": context.total, "named": context.sources, "summed": context.summed, **values}
        return Claim(quote, first, last, status, now=context.now, first=context.first, **values)

    def _share_behind(self, end: int, claim: Claim) -> None:
        """Read the percentage behind a count: "3 nhiệm vụ quá hạn (16,67 %)"."""
        match = SHARE.match(self._letters, end)
        if match is None or self._is_rough(match.start("percent")) or (base := self._base(match)) is None:
            return
        said = next((match.start(g) for g in ("also", "said") if match[g]), None)
        if said is None and any(t.key in _DOING for t in self._tokens[end : match.start("percent")]):
            # "…, đã thực hiện 78 %" tells something else.
            return
        status = claim.status if said is None else self._status(said)
        if status == "assigned":
            status = claim.status
        # "…, đạt 83,33 %" behind the late ones is the share of those done.
        reached = any(t.key in _REACHED for t in self._tokens[end : match.end()])
        place = match.start("percent")
        self._used.update(range(end, match.end()))
        value = self._tokens[place].value
        first, last = self._tokens[place].start, self._tokens[place].end
        closes = self._letters[place + 1 :].startswith(")")
        until = self._tokens[match.end()].end if closes else last
        if reached and said is None:
            status = "reached"
        if said is not None and status != claim.status:
            # A share of something else than what was counted.
            claim = claim._replace(number=None, whole=None)
        share = claim._replace(
            quote=one_line(self._text[claim.start : until]), start=first, end=last, status=status, percent=value,
            decimals=decimals_of(value), behind=claim.number, base=base,
        )  # fmt: skip
        self._claims.append(share)

    def _base(self, match: re.Match[str]) -> str | None:
        """Return of what a percentage is said to be, empty where it is not said, None where it is of other tasks."""
        if match.re.groupindex.get("of") and match["of"]:
            status = self._status(match.start("of"))
            return status if status in BASES else None
        at = match.start("percent") + 1
        return str(self._tokens[at].value) if self._letters[at : at + 1] == "b" else ""

    def _is_rough(self, at: int) -> bool:
        """Tell whether a number stands behind "khoảng", "trên" and the like."""
        return at > 0 and self._letters[at - 1] in "xX"
