"""An office's own Word template: which fields it uses, what is wrong with it, and the paper that comes of it.

Fields, loops over documented lists and conditions on a field are all that a template can have (`template_marks`);
Jinja fills them in a sandbox without a single function. docxtpl joins the marks that Word cuts up and takes away the
rows and paragraphs that hold nothing but a mark. Both are imported where they are used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from inspect_tui.documents.check import DocumentError
from inspect_tui.documents.paper import Expected, printable
from inspect_tui.documents.template_archive import (
    TemplateArchive,
    TemplateFileError,
    TemplateProblem,
    W,
    parse_xml,
)
from inspect_tui.documents.template_fields import REQUIRED
from inspect_tui.documents.template_marks import Marks, paragraph_texts
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_, Catalog

PROBLEMS: Final[dict[str, str]] = {
    "code": N_("this is more than a field, a loop over a documented list or a condition on a field: {text}"),
    "unclosed": N_("a mark that is not closed in its own paragraph: {text}"),
    "alone": N_("a mark for a whole paragraph or row, with something beside it that would be lost: {text}"),
    "unended": N_("a loop or condition that does not end where it should: {text}"),
    "nested": N_("a loop inside a loop: {text}"),
    "list": N_("a list stands where a single value belongs: {text}"),
    "elsewhere": N_("a mark where no text of the paper stands: {text}"),
    "nfd": N_("letters and their marks are stored apart (NFD), so nothing would be found; type this again: {text}"),
    "too_many": N_("more than {text} marks"),
    "macro": N_("it holds macros: {text}"),
    "object": N_("it brings something else along: {text}"),
    "external": N_("it reaches outside the file: {text}"),
    "field_code": N_("a field code of Word that does more than count pages: {text}"),
    "unfit": N_("the marks cannot be filled in: {text}"),
}
"""Code to message."""
_BREAKS: Final = {
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}


class TemplateCheck(NamedTuple):
    """What is wrong with a template; all empty where it can be used.

    Attributes:
        unknown: names in it that are no documented fields.
        missing: fields that a paper of this kind needs and the template never prints.
        problems: what it is refused for.
    """

    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    problems: tuple[TemplateProblem, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether papers can be made with it."""
        return not (self.unknown or self.missing or self.problems)

    def lines(self, catalog: Catalog) -> list[str]:
        """Return each finding as a line."""
        return [
            *(catalog.t(PROBLEMS[one.code], text=one.text) for one in self.problems),
            *(catalog.t("an unknown field: {name}", name=name) for name in self.unknown),
            *(catalog.t("a field that is needed and never printed: {name}", name=name) for name in self.missing),
        ]


class TemplateRefused(TemplateFileError):
    """A template that cannot be used, with what is wrong with it."""

    def __init__(self, check: TemplateCheck) -> None:
        """Keep the findings; the words are made where a catalog is at hand."""
        super().__init__("refused")
        self.check = check

    def describe(self, catalog: Catalog, limit: int = 5) -> str:
        """Return one line that names what is wrong, at most ``limit`` findings of it."""
        lines = self.check.lines(catalog)
        if len(lines) > limit:
            lines = [*lines[:limit], catalog.t("{count} more", count=len(lines) - limit)]
        return catalog.t("the template cannot be used: {lines}", lines="; ".join(lines))


def check_template(data: bytes, kind: str) -> TemplateCheck:
    """Return what is wrong with a template for papers of a kind.

    Args:
        data: the Word file.
        kind: a key of `template_fields.REQUIRED`.

    Raises:
        TemplateFileError: it is no Word file, or it cannot be read.
    """
    return _checked(TemplateArchive(data), kind)[0]


def fill_template(data: bytes, kind: str, values: Mapping[str, Any], must_hold: Iterable[Expected] = ()) -> bytes:
    """Return the paper that comes of a template; equal input gives equal bytes.

    Args:
        data: the Word file.
        kind: a key of `template_fields.REQUIRED`.
        values: every documented field, as `template_fields.template_values` gives them.
        must_hold: what the paper may not lack; the anchors do not count, for a template has its own form.

    Raises:
        TemplateFileError: it cannot be read, or it is refused.
        DocumentError: the paper, read back, lacks something.
    """
    archive = TemplateArchive(data)
    check, sources = _checked(archive, kind)
    if not check.is_clean:
        raise TemplateRefused(check)
    environment = _environment()
    parts = {}
    for name, source in sources.items():
        tree = parse_xml(environment.from_string(source).render(values))
        _mend(tree)
        parts[name] = _xml_bytes(tree)
    filled = archive.with_parts(parts)
    _look_again(archive.trees_of(filled), kind, values, must_hold)
    return filled


def _environment() -> Any:
    """Return Jinja with nothing in it: no function, no filter, no test, no other template."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_inert)
    for table in (environment.globals, environment.filters, environment.tests):
        table.clear()
    return environment


def _inert(value: object) -> str:
    """Return a value as the text of a run: escaped, without control characters, its lines as lines."""
    from markupsafe import Markup, escape

    text = str(escape(printable(str(value))))
    for sign, element in _BREAKS.items():
        text = text.replace(sign, element)
    return Markup(text)


def _checked(archive: TemplateArchive, kind: str) -> tuple[TemplateCheck, dict[str, str]]:
    """Return what is wrong, and where nothing is, the parts as Jinja fills them."""
    marks = Marks()
    for problem in archive.problems():
        marks.problems[problem] = None
    environment = _environment()
    for name in archive.filled:
        marks.look_at(archive.tree(name), environment)
    sources: dict[str, str] = {}
    if not marks.problems:
        # Only now: what docxtpl does with marks that are cut off or in odd places takes time without end.
        for name in archive.filled:
            sources[name] = _joined(archive.tree(name))
            _judge_whole(marks, sources[name], environment)
    lacking = [ways[0] for ways in REQUIRED[kind] if not any(marks.used.issuperset(way) for way in ways)]
    absent = dict.fromkeys(name for way in lacking for name in way if name not in marks.used)
    return TemplateCheck(tuple(marks.unknown), tuple(absent), tuple(marks.problems)), sources


def _joined(tree: Any) -> str:
    from docxtpl import DocxTemplate

    return str(DocxTemplate("").patch_xml(_xml_bytes(tree).decode()))


def _xml_bytes(tree: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(tree, encoding="UTF-8"))


def _judge_whole(marks: Marks, source: str, environment: Any) -> None:
    """See that the joined marks are what was judged one by one: nothing else has come of them."""
    from jinja2 import TemplateError, nodes

    allowed = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If,
               nodes.Not)  # fmt: skip
    try:
        waiting = [environment.parse(source)]
    except (TemplateError, RecursionError) as error:
        marks.refuse("unfit", str(error))
        return
    while waiting:
        node = waiting.pop()
        if not isinstance(node, allowed):
            marks.refuse("unfit", type(node).__name__)
        waiting.extend(node.iter_child_nodes())


def _mend(tree: Any) -> None:
    """Put in what Word asks for where a loop or condition left nothing: a cell has a paragraph, a table has rows."""
    for cell in tree.iter(f"{W}tc"):
        if cell.find(f"{W}p") is None:
            cell.append(cell.makeelement(f"{W}p"))
    for table in list(tree.iter(f"{W}tbl")):
        if next(table.iter(f"{W}tr"), None) is None:
            table.getparent().replace(table, table.makeelement(f"{W}p"))


def _look_again(trees: list[Any], kind: str, values: Mapping[str, Any], must_hold: Iterable[Expected]) -> None:
    """Read the paper back and find every text in it.

    Raises:
        DocumentError: one is not there.
    """
    texts = [text for tree in trees for text in paragraph_texts(tree)]
    whole = one_line("\n".join(texts))
    # Nearly every text is a line, or what stands in it behind a colon or between semicolons: ten thousand tasks have
    # a hundred thousand texts, and looking for each in all of the paper takes minutes.
    lines = {one_line(line) for text in texts for line in text.split("\n")}
    lines |= {line.partition(": ")[2] for line in lines}
    lines |= {piece for line in lines if "; " in line for piece in line.split("; ")}
    at = 0

    def holds(text: str) -> bool:
        nonlocal at
        words = one_line(printable(text))
        if words in lines:
            return True
        # Records follow each other in the paper as in the session: the search goes on where the last one ended.
        place = whole.find(words, at)
        if place < 0:
            place = whole.find(words)
        at = max(place, 0)
        return place >= 0

    lacking = [one for one in must_hold if not all(holds(text) for text in one.texts)]
    for ways in REQUIRED[kind]:
        told = [name for way in ways for name in way]
        known = [str(values[name]) for name in told if isinstance(values.get(name), str)]
        if known and not any(holds(text) for text in known):
            lacking.append(Expected("field", told[0], "", ()))
    if lacking:
        raise DocumentError(lacking)
