"""Word, PDF and HTML of one paper carry the same words in the same order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from block_samples import every_block, paper_with, table
from minutes_samples import empty_visit, full_visit, paper_of, visit
from paper_samples import made
from paper_words import docx_words, html_words, pdf_words

from inspect_tui.documents.heads import PaperHead
from inspect_tui.documents.html import write_html
from inspect_tui.documents.measure import bold_width
from inspect_tui.documents.paper import Item, Paper, Paragraph, plain
from inspect_tui.documents.pdf import write_pdf
from inspect_tui.documents.word import write_docx


def same_words(paper: Paper) -> list[str]:
    words = docx_words(write_docx(paper))
    assert html_words(write_html([paper])) == words
    found = pdf_words(write_pdf(paper), paper)
    assert "".join(found) == "".join(words)
    # A word that is wider than its column is broken, as it is in Word; the narrowest columns are 18 mm wide.
    broken = set(words) - set(found)
    assert all(bold_width(word, 11) > 18 - 2 for word in broken), broken
    assert len(broken) <= 3, broken
    return words


@pytest.mark.parametrize("language", ["vi", "en"])
def test_minutes_say_the_same_in_every_format(language: str) -> None:
    assert len(same_words(paper_of(full_visit(), language))) > 1500
    assert len(same_words(paper_of(empty_visit(), language, PaperHead()))) > 100


@pytest.mark.parametrize("kind", ["notice", "report", "register"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_kind_of_paper_says_the_same(kind: str, language: str) -> None:
    assert len(same_words(made(kind, full_visit(), language=language))) > 300
    assert len(same_words(made(kind, empty_visit(), PaperHead(), language))) > 50


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_longer_paper_says_the_same(language: str) -> None:
    same_words(paper_of(visit(tasks=40, notes=12, long=True), language))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_large_paper_says_the_same(language: str) -> None:
    same_words(paper_of(visit(tasks=300, notes=200, long=True), language))


def test_every_kind_of_block_says_the_same() -> None:
    words = same_words(every_block())
    text = " ".join(words)
    for part in ("IV. PHẦN BỐN", "7. Khoản bắt đầu", "đ) Điểm đậm nghiêng", "- gạch", "1. Mục có tên", "- Lưu: VT."):
        assert part in text


@pytest.mark.parametrize("headers", [0, 1, 2])
@pytest.mark.parametrize("after", [False, True])
def test_tables_with_several_headers_or_none(headers: int, after: bool) -> None:
    one = table(40)
    one = replace(one, header=one.header * headers)
    same_words(paper_with(one, *[Paragraph(plain("Hết./."), "annex-end")] * after))


def test_nothing_at_all_is_a_page() -> None:
    words = same_words(paper_with(Paragraph(()), Item((), "dash"), table(0)))
    assert " ".join(words) == "- TT Nội dung Ghi chú I. Nhóm nhiệm vụ"
