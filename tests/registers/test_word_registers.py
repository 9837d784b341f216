"""Registers in Word: whatever a table can be made of."""

from __future__ import annotations

import re
import time
import zipfile
from pathlib import Path

import pytest

from inspect_tui.registers import RegisterError

from .make import (
    FIRST,
    HEAD,
    SECOND,
    THIRD,
    contents,
    docx,
    docx_of,
    problems,
    read,
    skipped,
    word_paragraph,
    word_table,
)

HEADING = word_table([("UBND TỈNH LẠNG SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 12/BC", "Độc lập - Tự do")])
WORDS = [FIRST[2], SECOND[2], THIRD[2]]


def cell(content: str, form: str = "") -> str:
    return f"<w:tc><w:tcPr>{form}</w:tcPr>{content}</w:tc>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def with_content(content: str) -> str:
    """Return a table of one task whose words are a cell's given XML."""
    marked = word_table([HEAD, (1, "12/QĐ-UBND", "@", "Sở Y tế", "30/6/2021", "")])
    return marked.replace(word_paragraph("@"), content)


def test_the_table_with_the_register_is_found_among_others(tmp_path: Path) -> None:
    signatures = word_table([("NGƯỜI LẬP", "THỦ TRƯỞNG"), ("", "")])
    path = docx_of(
        tmp_path / "r.docx", HEADING, word_paragraph("BÁO CÁO"), word_table([HEAD, FIRST, SECOND]),
        word_paragraph("Nơi nhận:"), signatures,
    )  # fmt: skip
    register = read(path)
    assert register.sheets == ("Bảng 1", "Bảng 2", "Bảng 3")
    assert (register.sheet, contents(register), problems(register)) == ("Bảng 2", WORDS[:2], [])
    assert contents(read(path, sheet="2")) == WORDS[:2]
    with pytest.raises(RegisterError) as caught:
        read(path, sheet="1")
    assert caught.value.code == "not_register"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p><w:p/>" + word_paragraph("c"), "a\nb\n\nc"),
        (f"<w:p><w:ins>{run('thêm ')}</w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>{run('giữ')}</w:p>",
         "thêm giữ"),
        (f"<w:p><w:moveFrom>{run('cũ')}</w:moveFrom><w:moveTo>{run('mới')}</w:moveTo></w:p>", "mới"),
        (f"<w:p><w:hyperlink>{run('nối')}</w:hyperlink><w:smartTag>{run(' thẻ')}</w:smartTag></w:p>", "nối thẻ"),
        (f"<w:sdt><w:sdtContent><w:p><w:sdt><w:sdtContent>{run('khung')}</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>",
         "khung"),
        ("<w:p><w:r><w:t>12</w:t><w:noBreakHyphen/><w:t>QĐ</w:t><w:tab/><w:t>x</w:t></w:r></w:p>", "12-QĐ x"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>" + run("5") + "</w:p>", "5"),
        ("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("&lt;a&gt; &amp; b") + "</w:p>", "<a> & b"),
        (word_paragraph("ngoài") + word_table([("trong", "bảng"), ("nhỏ", "")]), "ngoài\ntrong\nbảng\nnhỏ"),
    ],
)  # fmt: skip
def test_whatever_words_a_cell_is_made_of(content: str, words: str, tmp_path: Path) -> None:
    assert contents(read(docx_of(tmp_path / "r.docx", with_content(content)))) == [words]


def test_a_deleted_row_is_gone_and_an_inserted_one_is_read(tmp_path: Path) -> None:
    table = word_table([HEAD, FIRST, SECOND, THIRD])
    rows = table.split("<w:tr>")
    rows[3] = "<w:trPr><w:del/></w:trPr>" + rows[3]
    rows[4] = "<w:trPr><w:ins/></w:trPr>" + rows[4]
    register = read(docx_of(tmp_path / "r.docx", "<w:tr>".join(rows)))
    assert contents(register) == [WORDS[0], WORDS[2]]


def test_rows_that_begin_further_right_and_end_early(tmp_path: Path) -> None:
    late = (
        '<w:tr><w:trPr><w:gridBefore w:val="2"/><w:gridAfter w:val="3"/></w:trPr>'
        + cell(word_paragraph("Việc không số"))
        + "</w:tr>"
    )
    table = word_table([HEAD, FIRST, SECOND]).replace("</w:tbl>", late + "</w:tbl>")
    register = read(docx_of(tmp_path / "r.docx", table))
    assert contents(register) == [*WORDS[:2], "Việc không số"]
    assert "number" not in register.tasks[2].values


def test_a_cell_that_goes_on_without_a_beginning_keeps_its_own_words(tmp_path: Path) -> None:
    table = word_table([HEAD, FIRST]).replace(
        f"<w:tcPr></w:tcPr>{word_paragraph(WORDS[0])}", f"<w:tcPr><w:vMerge/></w:tcPr>{word_paragraph(WORDS[0])}"
    )
    assert contents(read(docx_of(tmp_path / "r.docx", table))) == WORDS[:1]


def test_a_table_inside_a_frame_of_the_page(tmp_path: Path) -> None:
    whole = f"<w:tbl><w:tr>{cell(word_table([HEAD, FIRST, SECOND]))}</w:tr></w:tbl><w:p/>"
    assert contents(read(docx_of(tmp_path / "r.docx", whole))) == WORDS[:2]
    control = f"<w:sdt><w:sdtContent>{word_table([HEAD, FIRST, SECOND])}</w:sdtContent></w:sdt>"
    assert contents(read(docx_of(tmp_path / "r.docx", control))) == WORDS[:2]
    box = f"<w:p><w:r><w:pict><w:txbxContent>{word_table([HEAD, FIRST])}</w:txbxContent></w:pict></w:r></w:p>"
    assert contents(read(docx_of(tmp_path / "r.docx", box))) == WORDS[:1]


PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


@pytest.mark.parametrize("between", ["<w:p/>", PAGE, word_paragraph("Bảng 1 (tiếp theo)")])
@pytest.mark.parametrize("again", [True, False])
def test_a_table_cut_up_by_pages_is_one(between: str, again: bool, tmp_path: Path) -> None:
    later = [HEAD, THIRD] if again else [THIRD]
    path = docx_of(tmp_path / "r.docx", HEADING, word_table([HEAD, FIRST, SECOND]), between, word_table(later))
    register = read(path)
    assert register.sheets == ("Bảng 1", "Bảng 2")
    assert (contents(register), problems(register)) == (WORDS, [])
    assert skipped(register) == ([(4, "header")] if again else [])


def test_tables_that_are_no_continuation_stay_apart(tmp_path: Path) -> None:
    other_words = word_table(
        [("STT", "Kiến nghị", "Nội dung", "Đơn vị", "Hạn", "Kết quả"), (1, "a", "b", "c", "d", "e")]
    )
    for between, later in (
        (word_paragraph("PHỤ LỤC 2"), word_table([HEAD, THIRD])),
        ("<w:p/>", word_table([THIRD[:5]])),
        ("<w:p/>", other_words),
    ):
        path = docx_of(tmp_path / "r.docx", word_table([HEAD, FIRST, SECOND]), between, later)
        assert read(path).sheets == ("Bảng 1", "Bảng 2")
        assert contents(read(path)) == WORDS[:2]


def test_titles_between_tables_are_sections(tmp_path: Path) -> None:
    path = docx_of(
        tmp_path / "r.docx",
        word_paragraph("I. Nhiệm vụ UBND tỉnh giao"), word_table([HEAD, FIRST]),
        word_paragraph("II. Nhiệm vụ trong chương trình công tác"), word_table([HEAD, SECOND]),
        word_paragraph("III. Kiến nghị cử tri"), word_table([HEAD, THIRD]),
    )  # fmt: skip
    register = read(path)
    assert contents(register) == WORDS
    assert [task.values["source"] for task in register.tasks] == ["assigned", "programme", "petition"]
    assert [reason for _, reason in skipped(register)] == ["section", "section", "header", "section", "header"]


def test_no_table_and_only_a_picture(tmp_path: Path) -> None:
    path = docx_of(tmp_path / "r.docx", word_paragraph("Kính gửi"))
    with pytest.raises(RegisterError) as caught:
        read(path)
    assert caught.value.code == "no_table"
    with zipfile.ZipFile(path, "a") as out:
        out.writestr("word/media/image1.png", b"\x89PNG")
    with pytest.raises(RegisterError) as caught:
        read(path)
    assert caught.value.code == "only_pictures"


def test_a_document_of_word_on_the_web(tmp_path: Path) -> None:
    path = docx(tmp_path / "r.docx", [HEAD, FIRST])
    with zipfile.ZipFile(path) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"/word/document2.xml")
    with zipfile.ZipFile(path, "w") as after:
        for name, data in parts.items():
            after.writestr(name, data)
    assert contents(read(path)) == WORDS[:1]


def numbered(list_number: int, text: str = "", level: int = 0) -> str:
    place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{list_number}"/>'
    form = f"<w:pPr><w:tabs><w:tab/></w:tabs><w:numPr>{place}</w:numPr></w:pPr>"
    return f"<w:p>{form}{run(text) if text else ''}</w:p>"


def test_numbers_that_word_counts_by_itself(tmp_path: Path) -> None:
    levels = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    kinds = (
        (levels.format(0, 1, "decimal", "%1"),),
        (levels.format(0, 1, "upperRoman", "%1."), levels.format(1, 1, "decimal", "%1.%2")),
        (levels.format(0, 1, "bullet", "\uf0b7"), levels.format(1, 3, "lowerLetter", "%2)")),
    )
    main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{i}">{"".join(k)}</w:abstractNum>' for i, k in enumerate(kinds)
    )
    numbering += "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(3))
    table = word_table(
        [HEAD, ("@I", "Nhiệm vụ UBND tỉnh giao"), ("@1", "12/QĐ", "@a", "Sở Y tế", "", ""), ("@2", "", "b", "", "", ""),
         ("@II", "Chương trình công tác"), ("@3", "", "c", "", "", "")],
        merges=["B2:F2", "B5:F5"],
    )  # fmt: skip
    points = numbered(3, "rà soát") + numbered(3, "lập danh sách", 1) + numbered(3, "báo cáo", 1)
    for mark, instead in {"@II": numbered(2), "@I": numbered(2), "@a": points}.items():
        table = table.replace(word_paragraph(mark), instead)
    table = re.sub("<w:p><w:r><w:t[^>]*>@[123]</w:t></w:r></w:p>", numbered(1), table)
    path = docx_of(tmp_path / "r.docx", table)
    with zipfile.ZipFile(path) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    parts["word/numbering.xml"] = f"<w:numbering {main}>{numbering}</w:numbering>".encode()
    with zipfile.ZipFile(path, "w") as after:
        for name, data in parts.items():
            after.writestr(name, data)
    register = read(path)
    assert contents(register) == ["- rà soát\nc) lập danh sách\nd) báo cáo", "b", "c"]
    assert [task.values["number"] for task in register.tasks] == ["1", "2", "3"]
    assert [task.values["source"] for task in register.tasks] == ["assigned", "assigned", "programme"]


def test_ten_thousand_rows_take_seconds(tmp_path: Path) -> None:
    rows = [(i, "12/QĐ-UBND", f"Việc {i}", "Sở Y tế", "30/6/2021", "") for i in range(1, 10_001)]
    path = docx(tmp_path / "r.docx", [HEAD, *rows], merges=["B2:B10001"])
    started = time.monotonic()
    register = read(path)
    assert time.monotonic() - started < 30
    assert len(register.tasks) == 10_000
    assert register.tasks[-1].values["document"] == "12/QĐ-UBND"


def test_reading_word_loads_no_library_for_it(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = docx(tmp_path / "r.docx", [HEAD, FIRST])
    code = (
        "import sys; from pathlib import Path; from inspect_tui.registers import read_register;"
        "read_register(Path(sys.argv[1]), session_id='a', year_hint=2021);"
        "print(sorted({'docx', 'lxml', 'python_calamine'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert re.sub(r"\s", "", done.stdout) == "[]"
