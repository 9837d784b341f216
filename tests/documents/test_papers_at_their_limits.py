"""Notice, report and list of tasks with hostile text and with very many tasks."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from docx.oxml.ns import qn
from minutes_samples import changed, visit
from paper_samples import docx_of, made, text_of
from test_word_safety import HOSTILE

from inspect_tui.documents.heads import PaperHead
from inspect_tui.documents.paper import printable
from inspect_tui.documents.word import read_anchors, write_docx
from inspect_tui.domain.records import Conclusion, Note, Task
from inspect_tui.domain.vietnamese import one_line


@pytest.mark.parametrize("kind", ["notice", "report", "register"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(kind: str, text: str) -> None:
    content = changed(
        visit(), agency=text, title=text, place=text, chair=text, declared={"assigned": 1, "done": 2},
        tasks=(Task("t1", text, 1, text, text, text, lead=text, nature=text, cause=text, remark=text),),
        notes=(Note("n1", text, None, text, "reservation", ("t1",)),),
        conclusions=(Conclusion("c1", text, "request", owner=text, tasks=("t1",)),
                     Conclusion("c2", text, "cause", owner=text, deadline=date(2021, 9, 1))),
    )  # fmt: skip
    head = PaperHead(text, text, text, text, (text,), (text, text), (text, text), text)
    document = docx_of(kind, content, head)
    assert not list(document.element.body.iter(qn("w:instrText"), qn("w:fldSimple"), qn("w:hyperlink")))
    # The letters stand there as letters; case and the stop at the end may be the paper's own.
    core = one_line(printable(text)).rstrip(".;: ").casefold()
    assert core in one_line(text_of(document)).casefold()


HELD = {"notice": ("conclusion",), "report": ("task", "conclusion"), "register": ("task",)}


@pytest.mark.parametrize("kind", ["notice", "report", "register"])
def test_a_large_paper_is_whole_and_takes_its_time_in_proportion(kind: str) -> None:
    spent = []
    for size in (150, 1200):
        content = visit(tasks=size, notes=0)
        conclusions = tuple(
            Conclusion(f"c{n}", f"Rà soát nhiệm vụ {n}", "request", n, "Sở Nội vụ", None, (f"t{n}",))
            for n in range(1, size + 1)
        )
        content = changed(content, conclusions=conclusions)
        start = process_time()
        found = read_anchors(write_docx(made(kind, content)))
        spent.append(process_time() - start)
        for name in HELD[kind]:
            assert sum(anchor.startswith(f"{name}_") for anchor in found) == size
    # Eight times as much takes eight times as long, not sixty-four times; the first pays for what is done once.
    assert spent[1] < 24 * spent[0]
