"""The marks of a template, each judged by itself: fields, loops over documented lists, conditions on a field.

Nothing else is a mark here: whatever Jinja could do beyond that is refused with the words that ask for it. Marks are
taken from the text of paragraphs, where a person sees them; Word may have cut them into many runs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from inspect_tui.documents.template_archive import TemplateProblem, W
from inspect_tui.documents.template_fields import LISTS, SCALARS
from inspect_tui.domain.patterns import later
from inspect_tui.domain.vietnamese import nfc, one_line

MAX_MARKS: Final = 5_000
_MARK: Final = later(
    r"\{\{(?P<value>(?:(?!\{[{%#]).)*?)\}\}|\{%(?P<order>(?:(?!\{[{%#]).)*?)%\}|\{#(?:(?!\{[{%#]).)*?#\}", re.DOTALL
)
"""None reaches over the opening of another one, or marks that nobody closed would be looked through again and again."""
_ORDER: Final = later(r"^(?:(?:tr|p)\s)?\s*(?P<word>for|endfor|if|elif|else|endif)\b(?P<rest>.*)$", re.DOTALL)
_TAKES_ALL: Final = later(r"\{%(?:p|tr)\s")
_ALONE: Final = later(r"^\s*\{%(?:(?!%\}).)*%\}\s*$", re.DOTALL)
"""Such a mark takes its paragraph or row away with all that stands in it."""
_OPENING: Final = later(r"\{\{|\{%|\{#")
_SHOWN: Final = 80
_STRAIGHT: Final = str.maketrans("“”‘’", "\"\"''")
_W_P, _W_T, _W_TAB, _W_BR = f"{W}p", f"{W}t", f"{W}tab", f"{W}br"


@dataclass(slots=True)
class Marks:
    """What the marks of a template use, and what is wrong with them.

    Attributes:
        used: the documented fields that are printed, a list's as ``notes.text``, and the lists that are looped over.
        unknown: names that are no documented fields, in order.
        problems: what is refused, in order.
    """

    used: set[str] = field(default_factory=set)
    unknown: dict[str, None] = field(default_factory=dict)
    problems: dict[TemplateProblem, None] = field(default_factory=dict)
    _count: int = 0

    def refuse(self, code: str, text: str) -> None:
        """Note something for which the template is refused."""
        self.problems[TemplateProblem(code, one_line(text)[:_SHOWN])] = None

    def look_at(self, tree: Any, environment: Any) -> None:
        """Judge all marks of one part."""
        scope = _Scope(self, environment)
        for text in paragraph_texts(tree):
            if nfc(text) != text and any(unicodedata.combining(c) for c in text):
                self.refuse("nfd", text)
            if "{" not in text:
                continue
            rest: list[str] = []
            last = 0
            if _TAKES_ALL.search(text) and not _ALONE.match(text):
                self.refuse("alone", text)
            for found in _MARK.finditer(text):
                self._count += 1
                rest.append(text[last : found.start()])
                last = found.end()
                if self._count <= MAX_MARKS:
                    scope.mark(found)
            rest.append(text[last:])
            for piece in rest:
                if opened := _OPENING.search(piece):
                    self.refuse("unclosed", piece[opened.start() :])
        if self._count > MAX_MARKS:
            self.refuse("too_many", str(MAX_MARKS))
        scope.end()
        for text in _elsewhere(tree):
            self.refuse("elsewhere", text)


class _Scope:
    """The loops and conditions that are open."""

    def __init__(self, marks: Marks, environment: Any) -> None:
        self.marks, self._environment = marks, environment
        self._open: list[tuple[str, str]] = []
        self._loop = ("", "")
        """The loop's own name and its list: a loop in a loop is refused."""

    def end(self) -> None:
        """Judge what is still open."""
        for word, _ in self._open:
            self.marks.refuse("unended", word)

    def mark(self, found: re.Match[str]) -> None:
        """Judge one mark."""
        value, order = found["value"], found["order"]
        if value is not None:
            self._value(found[0], value.translate(_STRAIGHT))
        elif order is not None:
            self._order(found[0], order.translate(_STRAIGHT))

    def _parsed(self, mark: str, source: str) -> Any:
        """Return the nodes of one mark as Jinja understands it, or None where it does not."""
        from jinja2 import TemplateError

        try:
            return self._environment.parse(source).body
        except (TemplateError, RecursionError, ValueError):
            self.marks.refuse("code", mark)
            return None

    def _value(self, mark: str, source: str) -> None:
        body = self._parsed(mark, "{{" + source + "}}")
        if body is None:
            return
        if len(body) != 1 or len(getattr(body[0], "nodes", ())) != 1:
            self.marks.refuse("code", mark)
        else:
            self._name(mark, body[0].nodes[0], printed=True)

    def _order(self, mark: str, source: str) -> None:
        found = _ORDER.match(source)
        if found is None:
            self.marks.refuse("code", mark)
            return
        word, rest = found["word"], found["rest"].strip()
        match word:
            case "for":
                self._for(mark, rest)
            case "if":
                self._open.append(("if", ""))
                self._test(mark, rest)
            case "elif" | "else":
                if not self._open or self._open[-1][0] != "if" or (word == "else" and rest):
                    self.marks.refuse("code", mark)
                elif word == "elif":
                    self._test(mark, rest)
            case _:
                opened = word.removeprefix("end")
                if rest or not self._open or self._open[-1][0] != opened:
                    self.marks.refuse("unended", mark)
                    return
                self._open.pop()
                if opened == "for":
                    self._loop = ("", "")

    def _for(self, mark: str, rest: str) -> None:
        from jinja2 import nodes

        nested = any(word == "for" for word, _ in self._open)
        self._open.append(("for", ""))
        body = self._parsed(mark, f"{{% for {rest} %}}{{% endfor %}}")
        if body is None:
            return
        loop = body[0]
        plain = (
            isinstance(loop, nodes.For) and isinstance(loop.target, nodes.Name) and isinstance(loop.iter, nodes.Name)
        )
        if len(body) != 1 or not plain or loop.test is not None or loop.recursive or loop.else_:
            self.marks.refuse("code", mark)
            return
        name, of = loop.target.name, loop.iter.name
        if nested:
            self.marks.refuse("nested", mark)
            return
        if name in SCALARS or name in LISTS or name.startswith("_"):
            self.marks.refuse("code", mark)
        elif of not in LISTS:
            self._not_known(mark, of)
        else:
            self.marks.used.add(of)
        self._loop = (name, of)

    def _test(self, mark: str, rest: str) -> None:
        from jinja2 import nodes

        body = self._parsed(mark, f"{{% if {rest} %}}{{% endif %}}")
        if body is None:
            return
        test = getattr(body[0], "test", None)
        if isinstance(test, nodes.Not):
            test = test.node
        if len(body) != 1:
            self.marks.refuse("code", mark)
        else:
            self._name(mark, test, printed=False)

    def _name(self, mark: str, node: Any, *, printed: bool) -> None:
        """Judge what is printed or asked for: a field, or a field of the loop's item."""
        from jinja2 import nodes

        own, of = self._loop
        if isinstance(node, nodes.Name):
            if node.name == own and own:
                if LISTS.get(of) and printed:
                    self.marks.refuse("list", mark)
            elif node.name in SCALARS:
                self._use(node.name, printed)
            elif node.name in LISTS:
                if printed:
                    self.marks.refuse("list", mark)
            else:
                self._not_known(mark, node.name)
        elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            base, name = node.node.name, node.attr
            if base == own and own and name in LISTS.get(of, ()):
                self._use(f"{of}.{name}", printed)
            elif base != own or of in LISTS:
                self._not_known(mark, f"{base}.{name}")
        else:
            self.marks.refuse("code", mark)

    def _use(self, name: str, printed: bool) -> None:
        if printed:
            self.marks.used.add(name)

    def _not_known(self, mark: str, name: str) -> None:
        if "__" in name or name.startswith("_") or "._" in name:
            self.marks.refuse("code", mark)
        else:
            self.marks.unknown[nfc(name)] = None


def paragraph_texts(tree: Any) -> Iterator[str]:
    """Yield the text of each paragraph, however many runs it has; those in text boxes are paragraphs of their own."""
    for paragraph in tree.iter(_W_P):
        yield "".join(_texts(paragraph))


def _texts(paragraph: Any) -> Iterator[str]:
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == _W_T:
            yield element.text or ""
        elif element.tag == _W_TAB:
            yield " "
        elif element.tag == _W_BR:
            yield "\n"
        elif element.tag != _W_P:
            waiting.extend(reversed(element))


def _elsewhere(tree: Any) -> Iterator[str]:
    """Yield marks where no text of a paragraph stands: in attributes, in field codes."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            if _OPENING.search(element.text or ""):
                yield element.text
            continue
        outside = [element.tail or "", *element.attrib.values()]
        if element.tag != _W_T:
            outside.append(element.text or "")
        yield from (text for text in outside if _OPENING.search(text))
