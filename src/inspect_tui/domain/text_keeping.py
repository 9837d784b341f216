"""Keeps the claims of one sentence: what the words around them allow, and the share that stands behind a number."""

from __future__ import annotations

import re
from typing import Any, Final

from inspect_tui.domain.status import BESIDE
from inspect_tui.domain.text_claim import Claim, decimals_of
from inspect_tui.domain.text_context import UNREAD, Context, Mode
from inspect_tui.domain.text_shapes import AMONG, NEVER_LATE, SHARE
from inspect_tui.domain.text_tokens import Token, classes
from inspect_tui.domain.vietnamese import one_line, syllable

_ONE: Final = frozenset({syllable("một"), "one"})
"""May be an article."""
_HAVING: Final = frozenset({syllable("có"), syllable("đã"), syllable("được"), syllable("đạt"), "has", "have"})
_ALREADY: Final = syllable("đã")
_REACHED: Final = frozenset({syllable("đạt"), "reached"})


class ClaimKeeper:
    """One sentence and the claims in it."""

    def __init__(self, text: str, tokens: list[Token], context: Context) -> None:
        self._text, self._tokens, self._context = text, tokens, context
        self._letters = classes(tokens)
        self._used: set[int] = set()
        self._claims: list[Claim] = []

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
        """
        if not status or (is_left and status in BESIDE and self._tokens[begin].key != _ALREADY):
            # "Tạm dừng 2 nhiệm vụ" is decided here and now.
            return
        token = self._tokens[at]
        stated = any(t.cls == "S" and t.value[1] for t in self._tokens[begin:end])
        firm = status not in NEVER_LATE and status != "assigned"
        wish = is_left and status in ("done", "early")
        mode = self._context.left(begin, firm=firm, stated=stated, imperative=wish, of_whole=token.cls == "F")
        of_year = self._context.of_year
        mode = min(mode, self._context.right(end, firm=firm, allow_words=narrowed or not is_left))
        mode = min(mode, self._within(begin, status, firm, is_whole=token.cls == "F"))
        self._context.before = "" if mode is UNREAD else status
        if "l" in self._letters[begin:end] or token.key in _ONE or not exact:
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
        if number == 0:
            sources = sources or self._context.sources
        claim = self._made(begin, end, status, number=number, whole=whole, sources=sources, exact=mode is Mode.EXACT)
        claim = claim._replace(of_year=of_year)
        self._claims.append(claim)
        if mode is Mode.EXACT:
            self._share_behind(end, claim)

    def _within(self, begin: int, status: str, firm: bool, *, is_whole: bool) -> Mode:
        """Return what the number before makes of one: "3 nhiệm vụ quá hạn, trong đó 2 nhiệm vụ chưa hoàn thành"."""
        before = self._context.before
        if before is None or before in NEVER_LATE or before == "assigned":
            return Mode.EXACT
        linked = re.search(r"o[^NF]*$", self._letters[:begin]) or AMONG.search(self._letters[:begin])
        if before == "open" and status in ("overdue", "open_overdue", "in_time", "open_in_time", "under_way"):
            return Mode.EXACT
        if before == "" or linked:
            return Mode.BOUND
        return Mode.EXACT if firm or is_whole else Mode.BOUND

    def _made(self, begin: int, end: int, status: str, **values: Any) -> Claim:
        first, last = self._tokens[begin].start, self._tokens[end - 1].end
        inside = self._letters[begin:end]
        if inside.count("(") > inside.count(")") and self._letters[end : end + 1] == ")":
            last = self._tokens[end].end
        quote = one_line(self._text[first:last])
        return Claim(quote, first, last, status, now=self._context.now, first=self._context.first, **values)

    def _share_behind(self, end: int, claim: Claim) -> None:
        """Read the percentage behind a count: "3 nhiệm vụ quá hạn (16,67 %)"."""
        match = SHARE.match(self._letters, end)
        if match is None or self._is_rough(match.start("percent")):
            return
        said = next((match.start(g) for g in ("also", "said") if match[g]), None)
        status = claim.status if said is None else self._status(said)
        if status == "assigned":
            status = claim.status
        # "…, đạt 83,33 %" behind the late ones is the share of those done.
        reached = any(t.key in _REACHED for t in self._tokens[end : match.end()])
        place = match.start("percent")
        self._used.update(range(end, match.end()))
        value = self._tokens[place].value
        first, last = self._tokens[place].start, self._tokens[place].end
        closes = self._letters[match.end() :].startswith(")")
        until = self._tokens[match.end()].end if closes else last
        if reached and said is None:
            status = "reached"
        if said is not None and status != claim.status:
            # A share of something else than what was counted.
            claim = claim._replace(number=None, whole=None)
        share = claim._replace(
            quote=one_line(self._text[claim.start : until]), start=first, end=last, status=status, percent=value,
            decimals=decimals_of(value), behind=claim.number,
        )  # fmt: skip
        self._claims.append(share)

    def _is_rough(self, at: int) -> bool:
        """Tell whether a number stands behind "khoảng", "trên" and the like."""
        return at > 0 and self._letters[at - 1] in "xX"
