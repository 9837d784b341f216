"""User text is inert in a PDF, a paper that lacks something is not written, equal papers are equal bytes."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from block_samples import every_block, paper_with, table
from hostile_texts import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from minutes_samples import changed, full_visit, paper_of, visit
from paper_words import pieces
from pypdf import PdfReader
from test_word_safety import without

from inspect_tui.documents import pdf, print_body
from inspect_tui.documents.check import DocumentError
from inspect_tui.documents.heads import PaperHead
from inspect_tui.documents.measure import bold_width
from inspect_tui.documents.paper import (
    Cell,
    Expected,
    Foot,
    Item,
    Paragraph,
    Recipients,
    Row,
    Run,
    Section,
    Signatures,
    Signer,
    Table,
    plain,
)
from inspect_tui.documents.pdf import write_pdf
from inspect_tui.documents.print_font import BOX, in_print
from inspect_tui.domain.records import Conclusion, Note, Participant, Task


def text_of(data: bytes) -> str:
    """Return the text without page numbers."""
    pages = enumerate(PdfReader(io.BytesIO(data)).pages, start=1)
    return "\n".join(page.extract_text().removeprefix(f"{number}\n" if number > 1 else "") for number, page in pages)


def bare(text: str) -> str:
    """Return text without white space: where lines end is the page's affair."""
    return re.sub(r"\s", "", text)


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
    data = write_pdf(paper_of(content, head=PaperHead(text, text, text, text, (text,))))
    root: Any = PdfReader(io.BytesIO(data)).trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root.keys())
    assert b"<pdfaid:part>2<" in data, "no text keeps the file from the archive"


@pytest.mark.parametrize("text", [text for text in HOSTILE if "שלום" not in text and "\u0323\u0304" not in text])
def test_hostile_text_can_be_read_again(text: str) -> None:
    found = text_of(write_pdf(paper_with(Paragraph(plain(f"đầu {text} cuối")))))
    assert bare(in_print(Run(text).text)) in bare(found)


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_found_again(text: str) -> None:
    words = Run(text).text
    blocks = (Item(plain(text), "clause", 1, "note_1"), table(1, text))
    write_pdf(
        paper_with(*blocks, must_hold=(Expected("note", "1", "note_1", (words,)), Expected("task", "1", "task_1", ())))
    )


def test_a_panic_of_typst_is_an_error(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Fails when letters from right to left no longer make krilla panic: then they need not stand apart any more."""
    monkeypatch.setattr(print_body, "_RIGHT_TO_LEFT", re.compile("(?!)"))
    with pytest.raises(RuntimeError, match="could not lay out"):
        write_pdf(paper_with(Paragraph(plain("שלום"))))
    assert "panicked" in capfd.readouterr().err


def test_what_the_font_lacks_is_a_box_and_still_found() -> None:
    assert in_print("tiếng Việt 😀漢\ufe0f Ａ…\n") == f"tiếng Việt {BOX}{BOX} A…\n"
    expected = (Expected("note", "1", "note_1", ("Gửi 漢 😀",)),)
    found = text_of(write_pdf(paper_with(Item(plain("Gửi 漢 😀"), "clause", 1, "note_1"), must_hold=expected)))
    assert f"Gửi {BOX} {BOX}" in found


def test_long_words_stay_inside_their_columns() -> None:
    long = "W" * 400
    grid = Table(
        (20.0, 140.0), (Row((Cell(plain("A")), Cell(plain("B")))),), (Row((Cell(plain(long)), Cell(plain("phải")))),)
    )
    foot = Foot(Signer("CHỦ TỊCH", long), Recipients("Nơi nhận:", (long,)))
    data = write_pdf(paper_with(Item(plain(long), "dash"), grid, Signatures(Signer(long), Signer("B")), foot))
    found: list[tuple[float, int, float]] = []
    for page in PdfReader(io.BytesIO(data)).pages:
        found += [(piece.x, piece.text.count("W"), piece.size) for piece in pieces(page)]
    assert sum(count for _, count, _ in found) == 5 * 400
    assert max(x + bold_width("W" * count, size) for x, count, size in found) <= 190.5


@pytest.mark.parametrize("anchor", ["participant_2", "task_25", "late_task_6", "note_14", "conclusion_13"])
def test_a_paper_that_lacks_something_is_not_written(anchor: str) -> None:
    with pytest.raises(DocumentError) as caught:
        write_pdf(without(paper_of(full_visit()), anchor))
    assert [one.anchor for one in caught.value.missing] == [anchor]


def test_an_altered_text_is_missing_too() -> None:
    paper = paper_of(visit())
    first = next(b for b in paper.sections[0].blocks if isinstance(b, Item) and b.anchor == "note_1")
    blocks = tuple(replace(b, runs=(Run("khác"),)) if b is first else b for b in paper.sections[0].blocks)
    with pytest.raises(DocumentError) as caught:
        write_pdf(replace(paper, sections=(Section(blocks), *paper.sections[1:])))
    assert [one.anchor for one in caught.value.missing] == ["note_1"]


def test_what_the_template_does_not_lay_out_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The check reads the pages, not the data that were handed to the template."""
    template = pdf.TEMPLATE.read_text(encoding="utf-8")
    forgetful = template.replace(
        "for it in section.blocks {", 'for it in section.blocks.filter(it => it.kind == "columns") {'
    )
    assert forgetful != template
    (tmp_path / "paper.typ").write_text(forgetful, encoding="utf-8")
    monkeypatch.setattr(pdf, "TEMPLATE", tmp_path / "paper.typ")
    with pytest.raises(DocumentError) as caught:
        write_pdf(every_block())
    assert {one.anchor for one in caught.value.missing} == {"note_1", "task_2"}


def test_equal_papers_are_equal_bytes_without_a_trace_of_the_machine() -> None:
    data = write_pdf(paper_of(full_visit()))
    assert data == write_pdf(paper_of(full_visit()))
    assert str(Path(pdf.__file__).parent).encode() not in data
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from minutes_samples import full_visit, paper_of\n"
        "from inspect_tui.documents.pdf import write_pdf\n"
        "print(hashlib.sha256(write_pdf(paper_of(full_visit()))).hexdigest())"
    )
    run = [sys.executable, "-c", code, str(Path(__file__).parent)]
    done = subprocess.run(
        run, capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path), "TZ": "Asia/Tokyo"}
    )
    assert done.stdout.strip() == hashlib.sha256(data).hexdigest()


def test_typst_is_imported_only_where_it_is_used() -> None:
    code = (
        "import sys, inspect_tui.documents.pdf, inspect_tui.documents.html\n"
        "print([m for m in ('typst', 'docx', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
