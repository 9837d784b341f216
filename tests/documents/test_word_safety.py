"""User text is inert, a paper that lacks something is not written, equal papers are equal bytes."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from minutes_samples import changed, full_visit, paper_of, visit

from inspect_tui.documents.check import DocumentError, missing
from inspect_tui.documents.heads import PaperHead, symbol_text
from inspect_tui.documents.paper import Expected, Item, Paper, Run, Section, Table, printable
from inspect_tui.documents.word import read_anchors, write_docx
from inspect_tui.documents.word_body import split_lines
from inspect_tui.domain.records import Conclusion, Note, Participant, Task
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import Catalog

HOSTILE = [
    "<w:p/><b>đậm</b> & </w:t></w:r></w:p>",
    '{ PAGE } { INCLUDETEXT "/etc/passwd" } =1+1 {{ ten }} {0} {agency} %s',
    "chuông\x07, xóa\x08, thoát\x1b[31m, không\x00, ngược\u202e, nửa\ud800",
    "cấm trong XML\ufffe\uffff",
    "dòng một\ndòng hai\r\n\r\ndòng ba\u2028dòng bốn\tcột",
    "tie\u0302\u0301ng Vie\u0323\u0302t",
    "]]> <!-- chú thích --> <?xml?>",
    "x" * 5000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    content = changed(
        visit(),
        agency=text, title=text, place=text, chair=text, secretary=text, remark=text,
        participants=(Participant("p1", text, text, "group"), Participant("p2", text, "", text)),
        tasks=(Task("t1", text, 1, text, text, text, lead=text, coordinating=(text,), cause=text, remark=text),),
        notes=(Note("n1", text, None, text, text, ("t1",)),),
        conclusions=(Conclusion("c1", text, text, owner=text), Conclusion("c2", text, "result", owner=text)),
    )  # fmt: skip
    data = write_docx(paper_of(content, head=PaperHead(text, text, text, text, (text,))))
    document = Document(io.BytesIO(data))
    assert not list(document.element.body.iter(qn("w:instrText"), qn("w:fldSimple"), qn("w:hyperlink")))
    found = read_anchors(data)
    for block in ("note_1", "conclusion_1", "task_1", "participant_1"):
        assert one_line(printable(text)) in one_line(found[block])


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80), st.text(max_size=40))
def test_any_text_is_found_again(text: str, speaker: str) -> None:
    content = changed(visit(tasks=1, conclusions=()), notes=(Note("n1", text, None, speaker),))
    assert "note_1" in read_anchors(write_docx(paper_of(content)))


def test_lines_become_paragraphs() -> None:
    assert split_lines((Run("một\n\nhai ", bold=True), Run("ba\nbốn"))) == [
        (Run("một", bold=True),), (Run("hai ", bold=True), Run("ba")), (Run("bốn"),),
    ]  # fmt: skip
    content = visit(notes=0)
    note = Note("n1", "dòng một\ndòng hai", None, "Sở Nội vụ")
    document = Document(io.BytesIO(write_docx(paper_of(changed(content, notes=(note,))))))
    place = next(i for i, p in enumerate(document.paragraphs) if p.text.endswith("dòng một"))
    lines = [(p.text, p.style.name if p.style else "") for p in document.paragraphs[place : place + 2]]
    assert lines[0][1] == "List Number"
    assert lines[1] == ("dòng hai", "Body Text")


def without(paper: Paper, anchor: str) -> Paper:
    """Return the paper with the block of one record dropped."""
    sections = []
    for section in paper.sections:
        blocks = []
        for block in section.blocks:
            if isinstance(block, Table):
                block = replace(block, rows=tuple(row for row in block.rows if row.anchor != anchor))
            if not (isinstance(block, Item) and block.anchor == anchor):
                blocks.append(block)
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(paper, sections=tuple(sections))


@pytest.mark.parametrize("anchor", ["participant_2", "task_25", "late_task_6", "note_14", "conclusion_13"])
def test_a_paper_that_lacks_something_is_not_written(anchor: str) -> None:
    with pytest.raises(DocumentError) as caught:
        write_docx(without(paper_of(full_visit()), anchor))
    assert [one.anchor for one in caught.value.missing] == [anchor]
    kind, _, label = anchor.rpartition("_")
    assert caught.value.missing[0].kind == kind
    for language in ("vi", "en"):
        line = caught.value.describe(Catalog(language))
        assert "\n" not in line
        assert kind == "participant" or label in line


def test_an_altered_text_is_missing_too() -> None:
    paper = paper_of(visit())
    first = next(b for b in paper.sections[0].blocks if isinstance(b, Item) and b.anchor == "note_1")
    blocks = tuple(replace(b, runs=(Run("khác"),)) if b is first else b for b in paper.sections[0].blocks)
    with pytest.raises(DocumentError):
        write_docx(replace(paper, sections=(Section(blocks), *paper.sections[1:])))
    expected = [Expected("note", "1", "note_1", ("một  hai",))]
    assert missing(expected, {"note_1": "x một hai"}) == []
    assert missing(expected, {"note_1": "một"}) == expected


def test_many_missing_are_named_up_to_a_limit() -> None:
    error = DocumentError(Expected("note", str(n), f"note_{n}", ()) for n in range(1, 31))
    line = error.describe(Catalog("en"))
    assert "note 10" in line
    assert "note 11" not in line
    assert "20" in line


def test_equal_papers_are_equal_bytes_without_a_trace_of_the_machine() -> None:
    data = write_docx(paper_of(full_visit()))
    assert data == write_docx(paper_of(full_visit()))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name or "customXml" in name]
        assert b"python-docx" not in archive.read("docProps/core.xml")


@pytest.mark.parametrize(
    ("symbol", "printed"),
    [("5/BB-TCT", "05/BB-TCT"), ("12/BB-TCT", "12/BB-TCT"), (" 5 / bb - tct ", "05/BB-TCT"), ("TCT", "TCT")],
)
def test_symbol(symbol: str, printed: str) -> None:
    assert symbol_text(symbol, "BB") == printed


def test_a_large_paper_is_whole() -> None:
    content = visit(tasks=300, notes=200, long=True)
    found = read_anchors(write_docx(paper_of(content)))
    assert sum(name.startswith("task_") for name in found) == 300
    assert all(note.text in found[f"note_{place}"] for place, note in enumerate(content.notes, start=1))


def test_docx_is_imported_only_where_it_is_used() -> None:
    code = (
        "import sys, inspect_tui.documents.minutes, inspect_tui.documents.word\n"
        "print([m for m in ('docx', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
