"""Every number of Decree 30/2020/NĐ-CP (DOMAIN section 5), read from the styles that the paragraphs really use."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from minutes_samples import full_visit, paper_of, visit

from inspect_tui.documents.heads import PaperHead
from inspect_tui.documents.measure import bold_width
from inspect_tui.documents.paper import point_letter
from inspect_tui.documents.word import write_docx


@pytest.fixture(scope="module")
def document() -> Any:
    head = PaperHead("UBND tỉnh Lạng Sơn", "Tổ công tác", "5/BB-TCT", "Lạng Sơn", ("Như trên", "Lưu: VT"))
    return Document(io.BytesIO(write_docx(paper_of(full_visit(), head=head))))


def paragraphs(document: Any) -> list[Any]:
    from docx.text.paragraph import Paragraph

    return [Paragraph(p, document) for p in document.element.body.iter(qn("w:p"))]


def using(document: Any, style: str) -> list[Any]:
    found = [p for p in paragraphs(document) if p.style.name == style]
    assert found, f"no paragraph uses {style}"
    return found


def test_page(document: Any) -> None:
    first, annex = document.sections
    assert (first.page_width.mm, first.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert (annex.page_width.mm, annex.page_height.mm) == pytest.approx((297, 210), abs=0.1)
    for section in document.sections:
        assert 20 <= round(section.top_margin.mm, 1) <= 25
        assert 20 <= round(section.bottom_margin.mm, 1) <= 25
        assert 30 <= round(section.left_margin.mm, 1) <= 35
        assert 15 <= round(section.right_margin.mm, 1) <= 20


def test_page_number_is_centred_on_top_and_not_on_page_one(document: Any) -> None:
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert not section.first_page_header.paragraphs[0].text
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        (number,) = section.header.paragraphs
        assert number.style.paragraph_format.alignment == ALIGN.CENTER
        assert number.style.font.size in (Pt(13), Pt(14))
        assert [e.text for e in number._p.iter(qn("w:instrText"))] == [" PAGE "]
        assert section.header_distance < section.top_margin


FORM = [
    # style, sizes, bold, italic, alignment
    ("National Title", (12, 13), True, False, ALIGN.CENTER),
    ("Motto", (13, 14), True, False, ALIGN.CENTER),
    ("Superior Body", (12, 13), False, False, ALIGN.CENTER),
    ("Issuing Body", (12, 13), True, False, ALIGN.CENTER),
    ("Number and Symbol", (13,), False, False, ALIGN.CENTER),
    ("Place and Date", (13, 14), False, True, ALIGN.CENTER),
    ("Paper Name", (13, 14), True, False, ALIGN.CENTER),
    ("Subject", (13, 14), True, False, ALIGN.CENTER),
    ("Body Text", (13, 14), False, False, ALIGN.JUSTIFY),
    ("Heading 1", (13, 14), True, False, ALIGN.JUSTIFY),
    ("Heading 2", (13, 14), True, False, ALIGN.JUSTIFY),
    ("List Number", (13, 14), False, False, ALIGN.JUSTIFY),
    ("Point", (13, 14), False, False, ALIGN.JUSTIFY),
    ("Dash Line", (13, 14), False, False, ALIGN.JUSTIFY),
    ("Closing Line", (13, 14), False, False, ALIGN.JUSTIFY),
    ("Signer Title", (13, 14), True, False, ALIGN.CENTER),
    ("Signer Name", (13, 14), True, False, ALIGN.CENTER),
    ("Recipients Head", (12,), True, True, ALIGN.LEFT),
    ("Recipients List", (11,), False, False, ALIGN.LEFT),
    ("Annex Label", (14,), True, False, ALIGN.CENTER),
    ("Annex Title", (13, 14), True, False, ALIGN.CENTER),
    ("Annex Reference", (13, 14), False, True, ALIGN.CENTER),
]


@pytest.mark.parametrize(("name", "sizes", "bold", "italic", "alignment"), FORM)
def test_style(document: Any, name: str, sizes: tuple[int, ...], bold: bool, italic: bool, alignment: Any) -> None:
    style = using(document, name)[0].style
    assert style.font.size.pt in sizes
    assert bool(style.font.bold) is bold
    assert bool(style.font.italic) is italic
    assert style.paragraph_format.alignment == alignment
    assert all(run.font.size is None for p in using(document, name) for run in p.runs)


@pytest.mark.parametrize("name", ["Body Text", "List Number", "Point", "Dash Line", "Heading 1", "Closing Line"])
def test_body_paragraphs(document: Any, name: str) -> None:
    form = using(document, name)[0].style.paragraph_format
    assert form.first_line_indent == Cm(1.27)
    assert form.space_after >= Pt(6)
    assert 1.0 <= form.line_spacing <= 1.5


def test_all_text_is_black_times_new_roman(document: Any) -> None:
    for style in {p.style.name: p.style for p in paragraphs(document)}.values():
        fonts = style.element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
        assert str(style.font.color.rgb) == "000000"
    assert not list(document.element.body.iter(qn("w:rFonts"), qn("w:color"), qn("w:sz")))


def test_capitals(document: Any) -> None:
    for name in ("National Title", "Superior Body", "Issuing Body", "Paper Name", "Heading 1", "Signer Title",
                 "Annex Title"):  # fmt: skip
        assert all(p.text == p.text.upper() for p in using(document, name))


def test_head_is_a_borderless_table_without_place_and_date(document: Any) -> None:
    table = document.tables[0]
    assert table.style.name == "Normal Table"
    assert len(table.columns) == 2
    assert table.cell(0, 1).paragraphs[0].text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert table.cell(1, 0).paragraphs[0].text == "Số: 05/BB-TCT"
    assert table.cell(1, 1).text == ""


def rule_length(paragraph: Any, column: float) -> float:
    indent = paragraph.paragraph_format
    assert paragraph._p.pPr.find(qn("w:pBdr")).find(qn("w:top")).get(qn("w:val")) == "single"
    return float(column - indent.left_indent.mm - indent.right_indent.mm)


def test_lines_have_the_length_of_their_text(document: Any) -> None:
    left, right = using(document, "Rule")
    widths = [column.width.mm for column in document.tables[0].columns]
    issuer, motto = using(document, "Issuing Body")[0].text, using(document, "Motto")[0].text
    assert 1 / 3 <= rule_length(left, widths[0]) / bold_width(issuer, 12) <= 1 / 2
    assert rule_length(right, widths[1]) == pytest.approx(bold_width(motto, 13), abs=0.5)
    subject = using(document, "Subject")[0].text
    (line,) = using(document, "Subject Rule")
    assert 1 / 3 <= rule_length(line, 160) / min(bold_width(subject, 14), 160) <= 1 / 2


def test_national_title_fits_on_one_line(document: Any) -> None:
    assert bold_width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12) == pytest.approx(88.3, abs=0.1)
    assert document.tables[0].columns[1].width > Mm(89)


def test_numbering_is_words_own_and_starts_again(document: Any) -> None:
    numbering = document.part.numbering_part.element
    form_of = {n.get(qn("w:abstractNumId")): n.find(f".//{qn('w:numFmt')}").get(qn("w:val"))
               for n in numbering.findall(qn("w:abstractNum"))}  # fmt: skip
    nums = {n.numId: n for n in numbering.findall(qn("w:num"))}

    def number_of(paragraph: Any) -> tuple[str, int]:
        num = nums[paragraph._p.pPr.numPr.numId.val]
        start = num.find(f".//{qn('w:startOverride')}")
        return form_of[str(num.abstractNumId.val)], int(start.get(qn("w:val"))) if start is not None else 1

    assert {number_of(p) for p in using(document, "Heading 1")} == {("upperRoman", 1)}
    assert {number_of(p) for p in using(document, "Heading 2")} == {("decimal", 1)}
    lists = [p._p.pPr.numPr.numId.val for p in using(document, "List Number")]
    assert len(dict.fromkeys(lists)) == 4, "notes, requests, conflicts and reservations each start at 1"
    assert {number_of(p) for p in using(document, "List Number")} == {("decimal", 1)}
    assert using(document, "Point")[0].text.startswith("a) ")


def test_points_follow_the_vietnamese_alphabet() -> None:
    assert [point_letter(n) for n in range(1, 10)] == ["a", "b", "c", "d", "đ", "e", "g", "h", "i"]
    assert [point_letter(n) for n in (23, 24, 25)] == ["y", "aa", "ab"]


def test_tables_repeat_their_head_and_never_split_a_row(document: Any) -> None:
    ruled = [table for table in document.tables if table.style.name == "Table Grid"]
    assert len(ruled) == 3
    for table in ruled:
        rows = table._tbl.tr_lst
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"


def test_signatures_stay_with_the_text(document: Any) -> None:
    table = next(t for t in document.tables if t.cell(0, 0).paragraphs[0].style.name == "Signer Title")
    assert [cell.paragraphs[0].text for cell in table.rows[0].cells] == ["THƯ KÝ", "CHỦ TỌA"]
    assert [cell.paragraphs[1].text for cell in table.rows[0].cells] == [
        "Thư ký Tổ công tác",
        "Trưởng đoàn Tổ công tác",
    ]
    assert all(p.style.paragraph_format.keep_with_next for cell in table.rows[0].cells for p in cell.paragraphs)
    (closing,) = using(document, "Closing Line")
    assert closing._p.getnext() is table._tbl
    assert closing.style.paragraph_format.keep_with_next
    from docx.text.paragraph import Paragraph

    before = Paragraph(closing._p.getprevious(), document)
    assert before.paragraph_format.keep_with_next
    assert closing.text.endswith("./.")


def test_recipients_come_only_where_there_are_any(document: Any) -> None:
    assert [p.text for p in using(document, "Recipients List")] == ["- Như trên;", "- Lưu: VT."]
    plain = Document(io.BytesIO(write_docx(paper_of(visit()))))
    assert all(p.style.name != "Recipients Head" for p in paragraphs(plain))
