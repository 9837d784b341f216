"""Every number of Decree 30/2020/NĐ-CP (DOMAIN section 5) in each kind of paper, on the styles that it really uses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from minutes_samples import full_visit, sized
from paper_samples import CODES, FULL_HEAD, MAKERS, docx_of
from test_word_form import FORM as FORM_OF_MINUTES
from test_word_form import paragraphs, rule_length, using

from inspect_tui.documents.measure import bold_width

KINDS = list(MAKERS)
FORM = {
    name: (sizes, bold, italic, alignment)
    for name, sizes, bold, italic, alignment in (
        *FORM_OF_MINUTES,
        ("Revision Line", (13, 14), False, True, ALIGN.CENTER),
        ("Addressee", (13, 14), False, False, ALIGN.CENTER),
        ("Addressee List", (13, 14), False, False, ALIGN.LEFT),
        ("header", (13, 14), False, False, ALIGN.CENTER),
    )
}
BESIDE = {
    "Rule", "Subject Rule", "Table Text", "Table Head", "After Table", "Section End", "Small Line", "Annex End",
}  # fmt: skip
"""Styles of which the decree says nothing: lines, tables, what is behind the closing mark."""
HEAD = {"National Title", "Motto", "Superior Body", "Issuing Body", "Number and Symbol", "Paper Name", "Subject"}
BODY = {"Body Text", "Heading 1", "Heading 2", "List Number", "Point", "Dash Line", "Closing Line"}
FOOT = {"Signer Title", "Signer Name", "Recipients Head", "Recipients List"}
ANNEX = {"Annex Label", "Annex Title", "Annex Reference"}
USES = {
    "minutes": HEAD | BODY | FOOT | ANNEX,
    "notice": HEAD | BODY | FOOT | {"Place and Date"},
    "report": HEAD | BODY | FOOT | ANNEX | {"Place and Date", "Addressee List"},
    "register": HEAD | {"Place and Date", "Body Text", "Annex Reference"},
}


@pytest.fixture(scope="module")
def documents() -> dict[str, Any]:
    return {kind: docx_of(kind, full_visit()) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_styles(documents: dict[str, Any], kind: str) -> None:
    used = {p.style.name: p.style for p in paragraphs(documents[kind]) if p.text}
    assert used.keys() >= USES[kind]
    assert used.keys() <= FORM.keys() | BESIDE
    for name in used.keys() & FORM.keys():
        sizes, bold, italic, alignment = FORM[name]
        font = used[name].font
        assert font.size.pt in sizes, name
        assert bool(font.bold) is bold, name
        assert bool(font.italic) is italic, name
        assert used[name].paragraph_format.alignment == alignment, name
    for name in used.keys() & BODY:
        form = used[name].paragraph_format
        assert form.first_line_indent in (Cm(1), Cm(1.27)), name
        assert form.space_after >= Pt(6), name
        assert 1.0 <= form.line_spacing <= 1.5, name


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_set_by_hand(documents: dict[str, Any], kind: str) -> None:
    document = documents[kind]
    for style in {p.style.name: p.style for p in paragraphs(document)}.values():
        fonts = style.element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
        assert str(style.font.color.rgb) == "000000"
    assert not list(document.element.body.iter(qn("w:rFonts"), qn("w:color"), qn("w:sz"), qn("w:spacing")))


@pytest.mark.parametrize("kind", KINDS)
def test_pages(documents: dict[str, Any], kind: str) -> None:
    for section in documents[kind].sections:
        size = (section.page_width.mm, section.page_height.mm)
        turned = section.orientation == 1
        assert size == pytest.approx((297, 210) if turned else (210, 297), abs=0.1)
        assert 20 <= round(section.top_margin.mm, 1) <= 25
        assert 20 <= round(section.bottom_margin.mm, 1) <= 25
        assert 30 <= round(section.left_margin.mm, 1) <= 35
        assert 15 <= round(section.right_margin.mm, 1) <= 20
        assert section.different_first_page_header_footer
        assert not section.first_page_header.paragraphs[0].text
        (number,) = section.header.paragraphs
        assert number.style.name == "Header"
        assert number.style.font.size in (Pt(13), Pt(14))
        assert number.style.paragraph_format.alignment == ALIGN.CENTER
        assert [e.text for e in number._p.iter(qn("w:instrText"))] == [" PAGE "]
        assert section.header_distance < section.top_margin
    turned = [section.orientation == 1 for section in documents[kind].sections]
    assert turned == {"minutes": [False, True], "notice": [False], "report": [False, True], "register": [True]}[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_head(documents: dict[str, Any], kind: str) -> None:
    table = documents[kind].tables[0]
    assert table.style.name == "Normal Table"
    assert len(table.columns) == 2
    assert table.cell(0, 1).paragraphs[0].text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert table.cell(0, 1).paragraphs[1].text == "Độc lập - Tự do - Hạnh phúc"
    assert table.cell(1, 0).text == f"Số: 05/{CODES[kind]}-TCT"
    day = "" if kind == "minutes" else "Lạng Sơn, ngày 05 tháng 02 năm 2021"
    assert table.cell(1, 1).text == day


@pytest.mark.parametrize(("day", "printed"), [
    (date(2021, 7, 30), "ngày 30 tháng 7 năm 2021"), (date(2021, 3, 9), "ngày 09 tháng 3 năm 2021"),
    (date(2021, 1, 10), "ngày 10 tháng 01 năm 2021"), (date(2021, 2, 1), "ngày 01 tháng 02 năm 2021"),
    (date(2021, 12, 12), "ngày 12 tháng 12 năm 2021"),
])  # fmt: skip
def test_days_below_ten_and_the_first_two_months_have_a_zero(day: date, printed: str) -> None:
    document = docx_of("notice", full_visit(), replace(FULL_HEAD, issued_on=day))
    assert document.tables[0].cell(1, 1).text == f"Lạng Sơn, {printed}"


@pytest.mark.parametrize(("symbol", "printed"), [
    ("5/TB-TCT", "Số: 05/TB-TCT"), ("05/TB-TCT", "Số: 05/TB-TCT"), ("12 / tb - tct", "Số: 12/TB-TCT"),
    ("1270/TB-TCTTTg", "Số: 1270/TB-TCTTTg"), ("/TB-TCT", "Số:        /TB-TCT"),
])  # fmt: skip
def test_number_and_symbol(symbol: str, printed: str) -> None:
    document = docx_of("notice", full_visit(), replace(FULL_HEAD, symbol=symbol))
    assert document.tables[0].cell(1, 0).text == printed


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("long", [False, True])
def test_lines_have_the_length_of_their_text(kind: str, long: bool) -> None:
    name = sized("Đoàn kiểm tra liên ngành của Chủ tịch ", 80)
    head = replace(FULL_HEAD, superior=name, issuer=name) if long else FULL_HEAD
    document = docx_of(kind, full_visit(), head)
    widths = [column.width.mm for column in document.tables[0].columns]
    text = 247 if kind == "register" else 160
    assert sum(widths) == pytest.approx(text, abs=0.1)
    left, right = using(document, "Rule")
    issuer, motto = using(document, "Issuing Body")[0].text, using(document, "Motto")[0].text
    assert 1 / 3 <= rule_length(left, widths[0]) / min(bold_width(issuer, 12), widths[0]) <= 1 / 2
    assert rule_length(right, widths[1]) == pytest.approx(bold_width(motto, 13), abs=0.5)
    assert widths[1] > bold_width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12)
    (subject,), (line,) = using(document, "Subject"), using(document, "Subject Rule")
    assert 1 / 3 <= rule_length(line, text) / min(bold_width(subject.text, 14), text) <= 1 / 2


@pytest.mark.parametrize("kind", KINDS)
def test_capitals(documents: dict[str, Any], kind: str) -> None:
    capitals = {"National Title", "Superior Body", "Issuing Body", "Paper Name", "Heading 1", "Signer Title",
                "Annex Title"}  # fmt: skip
    told = [p for p in paragraphs(documents[kind]) if p.style.name in capitals]
    assert len(told) >= 4
    assert all(p.text == p.text.upper() for p in told)


@pytest.mark.parametrize("kind", KINDS)
def test_the_closing_mark_ends_the_text(documents: dict[str, Any], kind: str) -> None:
    told = [p for p in paragraphs(documents[kind]) if p.text]
    ends = [place for place, p in enumerate(told) if p.text.endswith("./.")]
    assert [told[place].style.name for place in ends] == {
        "minutes": ["Closing Line", "Annex End"], "notice": ["Closing Line"], "report": ["Closing Line", "Annex End"],
        "register": ["Annex End"],
    }[kind]  # fmt: skip
    behind = {told[place + 1].style.name for place in ends if place + 1 < len(told)}
    assert behind <= {"Signer Title", "Recipients Head", "Small Line"}


@pytest.mark.parametrize("kind", ["minutes", "notice", "report"])
def test_recipients_end_with_the_papers_keeper(documents: dict[str, Any], kind: str) -> None:
    told = [p.text for p in using(documents[kind], "Recipients List")]
    assert told == ["- Như trên;", "- Ban Dân tộc tỉnh;", "- Lưu: VT, TH."]
    unkept = docx_of(kind, full_visit(), replace(FULL_HEAD, recipients=("- Như trên.",)))
    assert [p.text for p in using(unkept, "Recipients List")] == ["- Như trên;", "- Lưu: VT."]


@pytest.mark.parametrize("kind", ["notice", "report"])
def test_the_signers_titles_stand_without_a_gap(documents: dict[str, Any], kind: str) -> None:
    titles = using(documents[kind], "Signer Title")
    assert [p.text for p in titles] == ["TM. TỔ CÔNG TÁC", "TỔ TRƯỞNG", "PHÓ CHỦ TỊCH UBND TỈNH"]
    assert titles[0].style.element.pPr.find(qn("w:contextualSpacing")) is not None
    assert [p.text for p in using(documents[kind], "Signer Name")] == ["Người ký"]


@pytest.mark.parametrize("kind", KINDS)
def test_tables_repeat_their_head_and_never_split_a_row(documents: dict[str, Any], kind: str) -> None:
    ruled = [table for table in documents[kind].tables if table.style.name == "Table Grid"]
    assert len(ruled) == {"minutes": 3, "notice": 0, "report": 3, "register": 1}[kind]
    for table in ruled:
        rows = table._tbl.tr_lst
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


@pytest.mark.parametrize("kind", ["minutes", "notice", "report"])
def test_signatures_stay_with_the_text_and_what_is_under_them(documents: dict[str, Any], kind: str) -> None:
    document = documents[kind]
    (closing,) = using(document, "Closing Line")
    assert closing.style.paragraph_format.keep_with_next
    table = next(t for t in document.tables if t._tbl is closing._p.getnext())
    styles = [p.style.name for row in table._tbl.tr_lst for p in paragraphs_in(row, document)]
    assert styles[-1] == "Small Line"
    assert {"Signer Title", "Signer Name", "Recipients Head", "Recipients List"} <= set(styles)
    for row in table._tbl.tr_lst[:-1]:
        assert all(p.style.paragraph_format.keep_with_next for p in paragraphs_in(row, document) if p.text)
    before = next(p for p in paragraphs(document) if p._p is closing._p.getprevious())
    assert before.paragraph_format.keep_with_next


def paragraphs_in(row: Any, document: Any) -> list[Any]:
    from docx.text.paragraph import Paragraph

    return [Paragraph(p, document) for p in row.iter(qn("w:p"))]
