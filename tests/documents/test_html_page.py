"""The page for reading: one safe file, whole, with landmarks, headings and tables that a reader aloud understands."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from block_samples import every_block, paper_with, table
from hostile_texts import HOSTILE
from minutes_samples import changed, full_visit, paper_of, visit
from paper_words import PageReader, html_words
from test_word_safety import without

from inspect_tui.documents.check import DocumentError
from inspect_tui.documents.heads import PaperHead
from inspect_tui.documents.html import read_ids, write_html
from inspect_tui.documents.html_style import style_sheet
from inspect_tui.documents.paper import Item, Paper, Paragraph, Run, plain
from inspect_tui.documents.word_styles import STYLES
from inspect_tui.domain.records import Conclusion, Note, Participant, Task

ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "nav", "main", "article", "section", "header", "div", "p", "h1",
    "h2", "h3", "h4", "b", "i", "ul", "li", "a", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def page_of(*papers: Paper) -> PageReader:
    return PageReader(write_html(papers))


def test_nothing_is_fetched_or_run() -> None:
    page = page_of(paper_of(full_visit()), every_block())
    assert {tag for tag, _ in page.elements} <= ALLOWED
    policy = next(meta for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert str(policy["content"]).startswith("default-src 'none'; style-src 'unsafe-inline'")
    names = {name for _, attrs in page.elements for name in attrs}
    assert not {name for name in names if name.startswith("on") or name in ("src", "srcset", "action")}
    assert all(str(link["href"]).startswith("#p") for link in page.all("a"))
    assert "url(" not in style_sheet()
    assert "@import" not in style_sheet()


def test_language_and_charset() -> None:
    page = page_of(paper_of(visit(), "vi"), paper_of(visit(), "en"))
    assert page.all("html")[0]["lang"] == "vi"
    assert [article["lang"] for article in page.all("article")] == ["vi", "en"]
    assert page.all("meta")[0] == {"charset": "utf-8"}


@pytest.mark.parametrize("count", [1, 2])
def test_landmarks_and_headings(count: int) -> None:
    page = page_of(*[every_block()] * count)
    assert len(page.all("main")) == 1
    assert len(page.all("article")) == count
    levels = [int(tag[1]) for tag, _ in page.elements if tag in ("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [link["href"] for link in page.all("a")] == ([] if count == 1 else ["#p1", "#p2"])
    assert len(page.all("nav")) == (count > 1)


def test_ids_are_unique_and_are_those_of_the_records() -> None:
    alone, both = page_of(every_block()), page_of(every_block(), every_block())
    for page in (alone, both):
        ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
        assert len(ids) == len(set(ids))
    assert {"note_1", "task_2", "late_task_60"} <= {attrs.get("id") for _, attrs in alone.elements}
    assert {"p1-note_1", "p2-note_1"} <= {attrs.get("id") for _, attrs in both.elements}


def test_a_record_in_two_places_has_two_ids_and_all_its_text() -> None:
    twice = paper_with(Item(plain("một"), "dash", anchor="note_1"), Item(plain("hai"), "dash", anchor="note_1"))
    expected = replace(every_block().must_hold[0], texts=("một", "hai"))
    page = PageReader(write_html([replace(twice, must_hold=(expected,))]))
    assert [attrs["id"] for tag, attrs in page.elements if tag == "p"] == ["note_1", "note_1.2"]


def test_tables_tell_what_heads_what() -> None:
    page = page_of(paper_with(table(2)))
    assert [cell["scope"] for cell in page.all("th")] == ["col"] * 3 + ["rowgroup"] + ["row"] * 2
    assert next(cell for cell in page.all("th") if cell["scope"] == "rowgroup")["colspan"] == "3"
    (scroll,) = [div for div in page.all("div") if div.get("class") == "scroll"]
    assert (scroll["role"], scroll["tabindex"]) == ("region", "0")
    assert scroll["aria-label"]


def test_every_style_of_word_has_its_place_on_the_screen() -> None:
    sheet = style_sheet()
    for style in STYLES:
        if not style.exact:
            rule = next(line for line in sheet.split("\n") if line.startswith(f".{style.id} {{"))
            assert ("font-weight: bold" in rule) is style.bold
            assert ("font-style: italic" in rule) is style.italic
    for part in ("prefers-color-scheme: dark", "@media print",
                 "@page wide { size: A4 landscape; margin: 20mm 20mm 20mm 30mm",
                 "overflow-x: auto", "table-header-group"):  # fmt: skip
        assert part in sheet
    for word in ("FONT", "RULE", "MARGINS", "JUSTIFIED"):
        assert word not in sheet
    used = {name for _, attrs in page_of(every_block()).elements for name in str(attrs.get("class") or "").split()}
    assert all(f".{name}" in sheet for name in used)


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
    data = write_html([paper_of(content, head=PaperHead(text, text, text, text, (text,)))])
    page = PageReader(data)
    assert {tag for tag, _ in page.elements} <= ALLOWED
    assert not [c for c in data.decode() if not c.isprintable() and c not in "\n\t\u00a0\u00ad\u200d\uf004"]
    note = read_ids(data.decode())["note_1"]
    assert " ".join(Run(text).text.split()) in " ".join(note.split())


@pytest.mark.parametrize("anchor", ["participant_2", "task_25", "late_task_6", "note_14", "conclusion_13"])
def test_a_paper_that_lacks_something_is_not_written(anchor: str) -> None:
    lacking = without(paper_of(full_visit()), anchor)
    for papers in ([lacking], [paper_of(full_visit()), lacking], [lacking, paper_of(full_visit())]):
        with pytest.raises(DocumentError) as caught:
            write_html(papers)
        assert [one.anchor for one in caught.value.missing] == [anchor]


def test_equal_papers_are_equal_bytes_and_none_is_an_error() -> None:
    assert write_html([paper_of(full_visit())]) == write_html([paper_of(full_visit())])
    with pytest.raises(ValueError, match="no paper"):
        write_html([])


def test_a_large_paper_is_whole() -> None:
    content = visit(tasks=2000, notes=200, long=True)
    words = " ".join(html_words(write_html([paper_of(content)])))
    assert all(" ".join(note.text.split()) in words for note in content.notes)


def test_several_addressees_stand_one_under_the_other() -> None:
    page = page_of(paper_with(Paragraph(plain("Kính gửi:\n- Sở Nội vụ."), "addressee")))
    assert [p["class"] for p in page.all("p")] == ["AddresseeList"] * 2
    assert ".AddresseeList + .AddresseeList { margin-top: -0.857rem; }" in style_sheet()


def test_numbers_are_text_that_can_be_copied() -> None:
    paper = paper_with(Item(plain("khoản"), "clause", 3), Item(plain("điểm"), "point", 5), Paragraph(plain("hết")))
    assert html_words(write_html([paper])) == ["3.", "khoản", "đ)", "điểm", "hết"]
