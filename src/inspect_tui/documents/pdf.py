"""A paper as a PDF file, with the numbers of the Word styles, read back before it is handed out.

typst lays the paper out (`paper.typ`), offline and with the font that comes with the program. The file is PDF/A-2a and
PDF/UA-1: text that can be selected, searched and read aloud, for the archive. typst is imported where it is used.

**How it is read back.** Whatever holds a record carries its anchor as a label. After the pages are laid out typst is
asked for the elements of each label, which it finds in the pages themselves: what was not put on a page has none. Their
text is what the letters on the page were made from, so it is compared with `must_hold`. That the file's own text layer
says the same is shown by the tests, word by word, with a reader of another make; to do that at each writing would take
longer than the writing.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Final

from inspect_tui.documents.check import DocumentError, missing
from inspect_tui.documents.paper import Expected, Paper, printable
from inspect_tui.documents.print_body import PrintBody, page_data, styles_data
from inspect_tui.documents.print_font import ASCENT, DESCENT, FAMILY, FOLDER, LINE_GAP, in_print
from inspect_tui.documents.word import file_moment, file_title

TEMPLATE: Final = Path(__file__).with_name("paper.typ")
STANDARDS: Final = ("a-2a", "ua-1")
_TEXTS: Final = """{
  let words(it) = if it.has("text") { it.text } else if it.has("children") { it.children.map(words).join("") } else if (
    it.has("child")
  ) { words(it.child) } else if it.has("body") { words(it.body) } else if it.func() == h { "" } else { " " }
  json(bytes(sys.inputs.anchors)).map(anchor => (anchor, query(label(anchor)).map(words).join(" ")))
}"""
"""Asks for the text of each label; what is neither text nor holds any ends a word, but for a place to break a line."""


def write_pdf(paper: Paper) -> bytes:
    """Return the paper as a PDF; equal papers give equal bytes.

    A character that the font lacks is printed as a box (`print_font.in_print`), and so it is looked for.

    Raises:
        DocumentError: a page lacks something that the paper must hold.
        RuntimeError: typst could not lay it out; its ``TypstError`` is one too.
    """
    import typst

    anchors = list(dict.fromkeys(one.anchor for one in paper.must_hold))
    compiler = typst.Compiler(
        TEMPLATE,
        font_paths=[FOLDER],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(paper_data(paper), ensure_ascii=False), "anchors": json.dumps(anchors)},
    )
    moment = file_moment(paper).replace(tzinfo=UTC)
    try:
        data = compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=moment)
        texts = json.loads(compiler.eval(_TEXTS, format="json"))
    except BaseException as error:
        # A panic of Rust code is no Exception: it would end the thread that writes.
        if type(error).__name__ != "PanicException":
            raise
        raise RuntimeError(f"typst could not lay out the paper: {error}") from None
    found = {anchor: text for anchor, text in texts if text is not None}
    lacking = missing(map(_as_printed, paper.must_hold), found)
    if lacking:
        raise DocumentError(lacking)
    assert isinstance(data, bytes)
    return data


def _as_printed(one: Expected) -> Expected:
    return replace(one, texts=tuple(in_print(printable(text)) for text in one.texts))


def paper_data(paper: Paper) -> dict[str, object]:
    """Return all that the template reads."""
    return {
        "language": paper.language,
        "title": file_title(paper),
        "author": "inspect-tui",
        "font": {"family": FAMILY, "ascent": ASCENT, "descent": DESCENT, "gap": LINE_GAP},
        "styles": styles_data(),
        "page": page_data(),
        "sections": [
            {"landscape": section.landscape, "blocks": PrintBody(landscape=section.landscape).blocks(section)}
            for section in paper.sections
        ],
    }
