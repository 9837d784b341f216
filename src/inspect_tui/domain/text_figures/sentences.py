"""Tokens as sentences, in which those who assigned are one token: "được UBND tỉnh, Chủ tịch UBND tỉnh giao"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.text_figures.tokens import Token, classes
from inspect_tui.domain.vietnamese import syllable

_MERGES: Final = (
    later(r"e[Gy,]*Gg"),
    later(r"d?[yG,]*G[n]*e?g(?:O)?"),
    later(r"Ad[yG,n]*G"),
    later(r"G[n]*A(?:O)?"),
    later(r"dA"),
)
_NAMES: Final = later(r"d?G[yG,]*g|AdG[yG,n]*")
"""Those who assigned as the name of a source: "nhiệm vụ do UBND tỉnh giao", not "được UBND tỉnh giao"."""
_LEFT_BEHIND: Final = later(r"(?<![UZu])(?P<left>Q)(?=[nt]*NU(?![QAnkOeci]*[Ss]))|Q")
"""Behind some words for a source stands how many are: "còn tồn đọng 4 nhiệm vụ"."""
_OF: Final = later(r"NU?(?:[xvj]t?|/)N(?=[Uu])")
_LONGEST: Final = 400
"""Tokens after which a text without full stops is cut, so that it costs no more than its length."""


def sentences_of(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the sentences of a text, each ending with its mark."""
    sentence: list[Token] = []
    for token in tokens:
        sentence.append(token)
        if token.cls in ".;!?\n" or len(sentence) >= _LONGEST:
            yield _merged(sentence)
            sentence = []
    if sentence:
        yield _merged(sentence)


def _merged(tokens: list[Token]) -> list[Token]:
    """Return the tokens with who assigned as one, and what is left of givers as other words."""
    letters = classes(tokens)
    for pattern in _MERGES:
        if not pattern.search(letters):
            continue
        made: list[Token] = []
        at = 0
        for match in pattern.finditer(letters):
            made += tokens[at : match.start()]
            first, last = tokens[match.start()], tokens[match.end() - 1]
            source = _source_of(tokens, match.start(), match.end())
            made.append(Token("A", first.start, last.end, source, "A"))
            at = match.end()
        tokens = [*made, *tokens[at:]]
        letters = classes(tokens)
    for match in _LEFT_BEHIND.finditer(letters) if "Q" in letters else ():
        token = tokens[match.start()]
        if token.value == "left":
            is_status = match["left"] is not None
            tokens[match.start()] = token._replace(
                cls="S" if is_status else "Q", value=("left", False) if is_status else "backlog"
            )
    letters = classes(tokens)
    if "m" in letters:
        tokens = [
            token._replace(cls="S" if at and tokens[at - 1].cls == "R" else "M") if token.cls == "m" else token
            for at, token in enumerate(tokens)
        ]
    if "G" in letters or "g" in letters:
        tokens = [
            token._replace(cls="M") if token.cls == "g"
            else token._replace(cls="B" if token.key == _PROVINCE else "w") if token.cls == "G" else token
            for token in tokens
        ]  # fmt: skip
    letters = classes(tokens)
    for match in reversed(list(_OF.finditer(letters))):
        first, last = tokens[match.start()], tokens[match.end() - 1]
        of = tokens[match.start() + (2 if tokens[match.start() + 1].cls == "U" else 1)]
        if of.cls in "vj/" or of.key == _ON:
            whole = Token("F", first.start, last.end, (first.value, last.value))
            tokens = [*tokens[: match.start()], whole, *tokens[match.end() :]]
    return tokens


def _source_of(tokens: Sequence[Token], begin: int, end: int) -> str | None:
    """Return the source that those who assigned name, None where they only say that it was assigned."""
    if not _NAMES.fullmatch(classes(tokens[begin:end])) or not any(t.cls == "G" and t.value for t in tokens[begin:end]):
        return None
    # "Nhiệm vụ UBND tỉnh giao cho đơn vị" are all of them, and "UBND tỉnh giao 18 nhiệm vụ" is a sentence.
    behind = tokens[end] if end < len(tokens) else None
    if behind is not None and (behind.cls == "O" or behind.key in _TO):
        return None
    before = tokens[begin - 1].cls if begin else ""
    return "assigned" if before in _NAMED or (not before and behind is not None and behind.cls == ":") else None


_PROVINCE, _ON = syllable("tỉnh"), syllable("trên")
_TO: Final = frozenset(map(syllable, ("cho", "đến", "tới")))
_NAMED: Final = frozenset("UZuQSs)NF")
