"""Tokens as sentences, in which those who assigned are one token: "được UBND tỉnh, Chủ tịch UBND tỉnh giao"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.text_figures.tokens import Token, classes
from inspect_tui.domain.vietnamese import syllable

_MERGES: Final = (
    (later(r"e[Gy,]*Gg"), "A"),
    (later(r"d?[yG,]*G[n]*e?g(?:O)?"), "A"),
    (later(r"G[n]*A(?:O)?"), "A"),
    (later(r"dA"), "A"),
)
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
    for pattern, cls in _MERGES:
        if not pattern.search(letters):
            continue
        made: list[Token] = []
        at = 0
        for match in pattern.finditer(letters):
            made += tokens[at : match.start()]
            last = tokens[match.end() - 1]
            made.append(Token(cls, tokens[match.start()].start, last.end, None, "A"))
            at = match.end()
        tokens = [*made, *tokens[at:]]
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


_PROVINCE, _ON = syllable("tỉnh"), syllable("trên")
