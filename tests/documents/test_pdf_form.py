"""The form of a printed paper, read from the finished file (DOMAIN section 5)."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from block_samples import FOOT, HEAD, every_block, paper_with, table
from minutes_samples import full_visit, paper_of, visit
from paper_words import POINTS_PER_MM, Piece, pieces
from pypdf import PdfReader

from inspect_tui.documents.measure import bold_width
from inspect_tui.documents.paper import Block, Item, Paper, Paragraph, Run, Signatures, Signer, plain
from inspect_tui.documents.pdf import write_pdf
from inspect_tui.documents.print_font import FACES, letters_of
from inspect_tui.documents.word_styles import STYLES

REGULAR, BOLD, ITALIC = "LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic"
BOLD_ITALIC = "LiberationSerif-BoldItalic"
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


def read(paper: Paper) -> PdfReader:
    return PdfReader(io.BytesIO(write_pdf(paper)))


@pytest.fixture(scope="module")
def minutes() -> PdfReader:
    return read(paper_of(full_visit()))


@pytest.fixture(scope="module")
def blocks() -> list[list[Piece]]:
    return [pieces(page) for page in read(every_block()).pages]


def find(pages: list[list[Piece]], text: str) -> Piece:
    return next(piece for page in pages for piece in page if piece.text.startswith(text))


def middle(piece: Piece) -> float:
    """Return where the middle of a bold line stands."""
    return piece.x + bold_width(piece.text, piece.size) / 2


def test_pages_and_margins(minutes: PdfReader) -> None:
    shapes = [(round(float(p.mediabox.width) / POINTS_PER_MM), round(float(p.mediabox.height) / POINTS_PER_MM))
              for p in minutes.pages]  # fmt: skip
    first_wide = shapes.index((297, 210))
    assert shapes == [(210, 297)] * first_wide + [(297, 210)] * (len(shapes) - first_wide)
    starts: list[float] = []
    for page, (_, tall) in zip(minutes.pages, shapes, strict=True):
        text = [piece for piece in pieces(page) if piece.y > 20]
        assert min(piece.x for piece in text) >= 30 - 0.01
        assert max(piece.y for piece in text) <= tall - 20
        starts += [piece.x for piece in text]
    assert min(starts) == pytest.approx(30, abs=0.1)


def test_first_line_is_indented() -> None:
    (page,) = read(paper_with(Paragraph(plain("chữ " * 200)))).pages
    first, *rest = (piece.x for piece in pieces(page))
    assert first == pytest.approx(30 + 12.7, abs=0.1)
    assert len(rest) > 5
    assert rest == pytest.approx([30] * len(rest), abs=0.1)


def test_page_numbers_start_again_and_are_not_on_first_pages(minutes: PdfReader) -> None:
    top = [[piece for piece in pieces(page) if piece.y < 20] for page in minutes.pages]
    widths = [float(page.mediabox.width) / POINTS_PER_MM for page in minutes.pages]
    section = widths.index(next(width for width in widths if width > 290))
    assert [[piece.text for piece in page] for page in top] == [
        [] if place in (0, section) else [str(place + 1 if place < section else place - section + 1)]
        for place in range(len(top))
    ]
    for page, width in zip(top, widths, strict=True):
        for number in page:
            centre = 30 + (width - 50) / 2
            assert number.x + 0.5 * number.size / POINTS_PER_MM * len(number.text) / 2 == pytest.approx(centre, abs=0.2)
            assert number.size == 13
            assert number.font == REGULAR


@pytest.mark.parametrize(
    ("text", "font", "size"),
    [("CỘNG HÒA", BOLD, 12), ("Độc lập", BOLD, 13), ("UBND TỈNH", REGULAR, 12), ("VĂN PHÒNG", BOLD, 12),
     ("Số: 07", REGULAR, 13), ("Lạng Sơn, ngày", ITALIC, 13), ("DỰ THẢO", BOLD, 13), ("Đoạn name", BOLD, 14),
     ("Đoạn subject", BOLD, 14), ("Đoạn body", REGULAR, 14), ("Đoạn addressee", REGULAR, 14),
     ("Đoạn small", ITALIC, 11),
     ("I. PHẦN", BOLD, 14), ("1. Mục", BOLD, 14), ("1. Khoản", REGULAR, 14), ("đ) Điểm", REGULAR, 14),
     ("đậm", BOLD, 14), ("nghiêng", ITALIC, 14), ("TT", BOLD, 11), ("Nội dung nhiệm vụ 1", REGULAR, 11),
     ("THƯ KÝ", BOLD, 14), ("Nơi nhận:", BOLD_ITALIC, 12), ("- Lưu: VT.", REGULAR, 11), ("Phụ lục", BOLD, 14),
     ("DANH MỤC", BOLD, 14), ("(Kèm theo)", ITALIC, 14)],
)  # fmt: skip
def test_faces_and_sizes(blocks: list[list[Piece]], text: str, font: str, size: float) -> None:
    piece = find(blocks, text)
    assert (piece.font, piece.size) == (font, size)


def test_places_of_the_head_and_the_foot(blocks: list[list[Piece]]) -> None:
    for text, centre in (("VĂN PHÒNG", 30 + 32), ("CỘNG HÒA", 30 + 66 + 46), ("Độc lập", 30 + 66 + 46),
                         ("Đoạn name", 110), ("THƯ KÝ", 69), ("CHỦ TỌA", 149), ("TỔ TRƯỞNG", 149)):  # fmt: skip
        assert middle(find(blocks, text)) == pytest.approx(centre, abs=0.2), text
    assert find(blocks, "Số: 07").y == pytest.approx(find(blocks, "Lạng Sơn, ngày").y)
    foot = next(page for page in blocks if any(piece.text == "TỔ TRƯỞNG" for piece in page))
    recipients = [piece for piece in foot if piece.text == "Nơi nhận:"][-1]
    assert recipients.x == pytest.approx(30, abs=0.1)
    title = next(piece for piece in foot if piece.text.startswith("TM. TỔ"))
    assert abs(recipients.y - title.y) < 5
    second = next(piece for piece in foot if piece.text == "TỔ TRƯỞNG")
    assert second.y - title.y == pytest.approx(14 * 1.149 / POINTS_PER_MM, abs=0.1), "the lines of a title stand close"
    for text in ("I. PHẦN", "1. Mục", "1. Khoản", "đ) Điểm", "- gạch", "Đoạn body"):
        assert find(blocks, text).x == pytest.approx(42.7, abs=0.1), text


def test_several_addressees_stand_one_under_the_other() -> None:
    (page,) = read(paper_with(Paragraph(plain("Kính gửi:\n- Sở Nội vụ;\n- Sở Tư pháp."), "addressee"))).pages
    first, second, third = pieces(page)
    assert [piece.x for piece in (first, second, third)] == pytest.approx([30 + 30] * 3, abs=0.1)
    assert [second.y - first.y, third.y - second.y] == pytest.approx([14 * 1.149 / POINTS_PER_MM] * 2, abs=0.1)


def test_head_and_foot_of_a_landscape_paper_take_its_width() -> None:
    (page,) = read(paper_with(HEAD, FOOT, landscape=True)).pages
    found = [pieces(page)]
    assert middle(find(found, "CỘNG HÒA")) == pytest.approx(30 + 247 * 66 / 160 + 247 * 94 / 160 / 2 - 1, abs=0.2)
    assert middle(find(found, "TỔ TRƯỞNG")) == pytest.approx(30 + 247 * 3 / 4 - 1, abs=0.2)


def rules(page: Any) -> list[float]:
    """Return the lengths in millimetres of the lines that a page draws on their own, not those of tables."""
    from pypdf.generic import ContentStream

    found, start = [], 0.0
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator == b"m":
            start = float(operands[0])
        elif operator == b"l":
            found.append(abs(float(operands[0]) - start) / POINTS_PER_MM)
    return found


def test_lines_under_titles_have_the_length_of_their_text() -> None:
    (page,) = read(
        paper_with(HEAD, Paragraph(plain("BÁO CÁO"), "name"), Paragraph(plain("Kết quả kiểm tra"), "subject"))
    ).pages
    issuer, motto, subject = rules(page)
    assert 1 / 3 <= issuer / bold_width(HEAD.issuer, 12) <= 1 / 2
    assert motto == pytest.approx(bold_width(HEAD.motto, 13), abs=0.1)
    assert 1 / 3 <= subject / bold_width("Kết quả kiểm tra", 14) <= 1 / 2


def test_a_table_repeats_its_head_and_keeps_its_last_row_with_what_follows(blocks: list[list[Piece]]) -> None:
    tables = [page for page in blocks if any(piece.text == "Ghi chú" for piece in page)]
    assert len(tables) >= 4
    for rows in range(20, 40):
        paper = paper_with(table(rows), Paragraph(plain("Hết bảng./."), "annex-end"))
        pages = [[piece.text for piece in pieces(page)] for page in read(paper).pages]
        assert f"Nội dung nhiệm vụ {rows}" in pages[-1]
        assert "Hết bảng./." in pages[-1]


@pytest.mark.parametrize("foot", [FOOT, Signatures(Signer("THƯ KÝ", "Thư ký"), Signer("CHỦ TỌA", "Chủ tọa"))])
def test_signatures_never_stand_alone_on_a_page(foot: Block) -> None:
    spilled = 0
    for count in range(15, 34, 2):
        lines = [Item(plain("gạch"), "dash") for _ in range(count)]
        paper = paper_with(
            *lines, Paragraph(plain("Kết thúc./."), "end", keep_next=True), foot, Paragraph(plain("Mã"), "small")
        )
        pages = [[piece.text for piece in pieces(page)] for page in read(paper).pages]
        spilled += len(pages) - 1
        assert {"Kết thúc./.", "Mã"} <= set(pages[-1])
        assert any(text in pages[-1] for text in ("TỔ TRƯỞNG", "CHỦ TỌA"))
    assert spilled, "the lengths do not reach the end of a page"


def test_a_row_is_whole_while_it_fits_and_flows_where_it_does_not() -> None:
    pages = [page.extract_text() for page in read(paper_with(table(12, "chữ " * 150))).pages]
    assert sum(text.count("chữ") for text in pages) == 12 * 150
    assert all(text.count("chữ") % 150 == 0 for text in pages)
    pages = [page.extract_text() for page in read(paper_with(table(2, "chữ " * 3000))).pages]
    assert sum(text.count("chữ") for text in pages) == 2 * 3000
    tall = [max(piece.y for piece in pieces(page)) for page in read(paper_with(table(2, "chữ " * 3000))).pages]
    assert max(tall) <= 297 - 20


def test_it_is_for_the_archive_and_for_readers_aloud(minutes: PdfReader) -> None:
    root: Any = minutes.trailer["/Root"]
    packet = root["/Metadata"].get_data().decode()
    for part in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert part in packet
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert "/OutputIntents" in root
    assert minutes.metadata is not None
    assert str(minutes.metadata.title).startswith("Biên bản: Kiểm tra")
    assert minutes.metadata.creation_date == datetime(2021, 7, 30, tzinfo=UTC)
    titles = [str(item.title) for item in minutes.outline if not isinstance(item, list)]
    assert titles[0] == "I. MỤC ĐÍCH"
    assert titles[-1] == "Phụ lục"


def test_all_fonts_are_in_the_file(minutes: PdfReader) -> None:
    names = set()
    for page in minutes.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            assert "/ToUnicode" in font
            names.add(str(descriptor["/FontName"]).partition("+")[2])
    assert {REGULAR, BOLD, ITALIC} <= names <= {REGULAR, BOLD, ITALIC, BOLD_ITALIC}


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.stem)
def test_each_face_has_all_vietnamese_letters(face: Any) -> None:
    import unicodedata

    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | set(
        "đbcdghklmnpqrstvx"
    )
    letters |= {letter.upper() for letter in letters} | set("…–“”‘’./-:;,()[]%+=&§№°×≤≥□0123456789")
    assert all(len(letter) == 1 for letter in letters)
    assert not {letter for letter in letters if ord(letter) not in letters_of(face)}


def test_widths_are_those_of_times_new_roman() -> None:
    text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    (page,) = read(paper_with(Paragraph((Run(text),), "name"))).pages
    (piece,) = pieces(page)
    assert 110 - piece.x == pytest.approx(bold_width(text, 14) / 2, abs=0.05)


def test_every_size_of_the_styles_reaches_the_template() -> None:
    from inspect_tui.documents.print_body import styles_data

    data = styles_data()
    assert {style.id: (style.size, style.before, style.after, style.first / 20) for style in STYLES} == {
        key: (value["size"], value["before"], value["after"], value["first"]) for key, value in data.items()
    }


@pytest.mark.slow
def test_ten_thousand_tasks() -> None:
    reader = read(paper_of(visit(tasks=10_000, notes=14)))
    assert "10.000" in reader.pages[-1].extract_text()
