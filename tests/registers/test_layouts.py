from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from .make import FIRST, HEAD, SECOND, THIRD, contents, csv_bytes, fill, problems, read, skipped, xlsx

TITLES = (
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",),
    ("PHỤ LỤC",),
    ("DANH MỤC NHIỆM VỤ GIAO CHO CÁC CƠ QUAN, ĐƠN VỊ",),
    ("(Ban hành kèm theo Công văn số 12/UBND-TH ngày 5 tháng 1 năm 2021)",),
    (),
)
WORDS = ["Rà soát hộ nghèo", "Xây dựng đề án", "Phối hợp tập huấn"]
NUMBERS = ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)")


def test_title_rows_capitals_and_line_breaks_do_not_hide_the_header(tmp_path: Path) -> None:
    head = [h.upper().replace(" ", "\n", 1) for h in HEAD]
    register = read(xlsx(tmp_path / "r.xlsx", [*TITLES, head, FIRST, SECOND], merges=["A1:F1", "A3:F3"]))
    assert contents(register) == WORDS[:2]
    assert register.columns["content"] == "NỘI DUNG NHIỆM VỤ"
    assert [t.row for t in register.tasks] == [7, 8]


@pytest.mark.parametrize(
    "row", [NUMBERS, (1, 2, 3, 4, 5, 6), ("A", "B", 1, 2, 3, 4), ("1", "2", "3", "4", "5", "6=4-5")]
)
def test_the_row_of_column_numbers_is_no_task(tmp_path: Path, row: tuple[Any, ...]) -> None:
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, row, FIRST, SECOND]))
    assert contents(register) == WORDS[:2]
    assert skipped(register) == [(2, "column_numbers")]


def test_a_header_of_two_rows_without_merged_cells(tmp_path: Path) -> None:
    rows = [
        ("TT", "Văn bản giao", "", "Nội dung nhiệm vụ", "Cơ quan", "", "Thời hạn", "", "Ghi chú"),
        ("", "Số, ký hiệu", "Ngày ban hành", "", "Chủ trì", "Phối hợp", "Theo văn bản", "Gia hạn", ""),
        (1, "12/QĐ-UBND", "5/1/2021", WORDS[0], "Sở Y tế", "Sở Nội vụ;Sở Tài chính", "30/6", "", "a"),
        (2, "13/QĐ-UBND", "5/1/2021", WORDS[1], "Ban Dân tộc", "", "30/6/2021", "31/7/2021", "b"),
    ]
    path = tmp_path / "r.csv"
    path.write_bytes(csv_bytes(rows))
    register = read(path)
    assert set(register.columns) == {
        "number", "document", "issued_on", "content", "lead", "coordinating", "first_deadline", "deadline", "remark",
    }  # fmt: skip
    one, two = (t.values for t in register.tasks)
    assert (one["lead"], one["coordinating"], one["issued_on"]) == (
        "Sở Y tế",
        ["Sở Nội vụ", "Sở Tài chính"],
        "2021-01-05",
    )
    assert (one["deadline"], one["deadline_text"], one.get("first_deadline")) == ("2021-06-30", "30/6", None)
    assert (two["deadline"], two["first_deadline"]) == ("2021-07-31", "2021-06-30")
    assert problems(register) == [(3, "deadline", "inferred")]


def test_the_last_of_several_extensions_counts(tmp_path: Path) -> None:
    rows = [
        ("STT", "Nội dung nhiệm vụ", "Thời hạn", "Gia hạn lần 1", "Gia hạn lần 2", "Số lần gia hạn"),
        (1, WORDS[0], "30/5/2021", "30/6/2021", "30/7/2021", 2),
        (2, WORDS[1], "30/5/2021", "30/6/2021", "-", 1),
        (3, WORDS[2], "30/5/2021", "", "", ""),
    ]
    register = read(xlsx(tmp_path / "r.xlsx", rows))
    found = [(t.values["deadline"], t.values.get("first_deadline")) for t in register.tasks]
    assert found == [("2021-07-30", "2021-05-30"), ("2021-06-30", "2021-05-30"), ("2021-05-30", None)]
    assert register.unused == ("Số lần gia hạn",)


@pytest.mark.parametrize(
    ("marks", "titles", "sources"),
    [
        (("I", "II"), ("Nhiệm vụ UBND tỉnh giao", "Nhiệm vụ trọng tâm năm 2021"), ("assigned", "key")),
        (("A", "B"), ("Chương trình công tác", "Kiến nghị cử tri"), ("programme", "petition")),
        (("I.", "II."), ("Nhiệm vụ do Chính phủ giao", "Nghị quyết HĐND tỉnh"), ("government", "council")),
        (("", ""), ("Nhiệm vụ trọng tâm năm 2021", "Kết luận kiểm tra"), ("key", "conclusion")),
        (("I", "II"), ("Lĩnh vực kinh tế", "Lĩnh vực xã hội"), ("Lĩnh vực kinh tế", "Lĩnh vực xã hội")),
    ],
)
@pytest.mark.parametrize("form", ["merged", "csv"])
def test_section_rows_name_the_source(
    tmp_path: Path, marks: tuple[str, str], titles: tuple[str, str], sources: tuple[str, str], form: str
) -> None:
    rows = [HEAD, (marks[0], titles[0], "", "", "", ""), FIRST, (marks[1], titles[1], "", "", "", ""), (1, *SECOND[1:])]
    if form == "merged":
        path = xlsx(tmp_path / "r.xlsx", rows, merges=["B2:F2", "B4:F4"])
    else:
        path = tmp_path / "r.csv"
        path.write_bytes(csv_bytes(rows))
    register = read(path)
    assert contents(register) == WORDS[:2]
    assert tuple(t.values["source"] for t in register.tasks) == sources
    assert skipped(register) == [(2, "section"), (4, "section")]


def test_a_section_may_stand_in_the_column_of_the_tasks_or_of_the_numbers(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ("I", "", "Nhiệm vụ trọng tâm năm 2021", "", "", ""),
        FIRST,
        ("II. Kiến nghị cử tri", "", "", "", "", ""),
        (1, *SECOND[1:]),
    ]
    register = read(xlsx(tmp_path / "r.xlsx", rows))
    assert [t.values["source"] for t in register.tasks] == ["key", "petition"]


def test_a_section_inside_another_keeps_its_source_and_the_next_one_does_not(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ("A", "Nhiệm vụ trọng tâm năm 2021", "", "", "", ""),
        ("I", "Lĩnh vực kinh tế", "", "", "", ""),
        FIRST,
        ("II", "Lĩnh vực xã hội", "", "", "", ""),
        (1, *SECOND[1:]),
        ("B", "Nhiệm vụ khác", "", "", "", ""),
        (1, *THIRD[1:]),
    ]
    register = read(xlsx(tmp_path / "r.xlsx", rows))
    assert [t.values["source"] for t in register.tasks] == ["key", "key", "Nhiệm vụ khác"]


def test_a_task_above_numbered_parts_is_a_title(tmp_path: Path) -> None:
    rows = [HEAD, (1, "", "Nhiệm vụ trọng tâm", "", "", ""), ("1.1", *FIRST[1:]), ("1.2", *SECOND[1:])]
    register = read(xlsx(tmp_path / "r.xlsx", rows))
    assert contents(register) == WORDS[:2]
    assert {t.values["source"] for t in register.tasks} == {"key"}


def test_a_source_column_names_the_source(tmp_path: Path) -> None:
    rows = [(*HEAD, "Nguồn"), (*FIRST, "Nhiệm vụ trọng tâm"), (*SECOND, "")]
    register = read(xlsx(tmp_path / "r.xlsx", rows))
    assert [t.values["source"] for t in register.tasks] == ["key", "assigned"]


def test_cells_merged_down_belong_to_each_of_their_rows(tmp_path: Path) -> None:
    rows = [HEAD, FIRST, (2, "", *SECOND[2:]), (3, "", THIRD[2], "", *THIRD[4:])]
    register = read(xlsx(tmp_path / "r.xlsx", rows, merges=["B2:B4", "D3:D4"]))
    assert [t.values["document"] for t in register.tasks] == ["12/QĐ-UBND"] * 3
    assert [t.values["lead"] for t in register.tasks] == ["Sở Y tế", "Ban Dân tộc", "Ban Dân tộc"]


def test_one_task_over_two_rows_is_one_task(tmp_path: Path) -> None:
    rows = [HEAD, FIRST, ("", "", "", "Sở Nội vụ", "", ""), SECOND]
    register = read(xlsx(tmp_path / "r.xlsx", rows, merges=["A2:A3", "C2:C3"]))
    assert contents(register) == WORDS[:2]
    assert skipped(register) == [(3, "continued")]


def test_without_merged_cells_an_empty_document_is_not_guessed(tmp_path: Path) -> None:
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, FIRST, (2, "", *SECOND[2:])]))
    assert "document" not in register.tasks[1].values


@pytest.mark.parametrize(
    "total", ["Tổng cộng", "TỔNG SỐ", "Cộng", "Tổng cộng: 2 nhiệm vụ", "Cộng (I+II)", "Cộng mục I"]
)
@pytest.mark.parametrize("column", [0, 1, 2])
def test_totals_are_no_task_and_do_not_end_the_table(tmp_path: Path, total: str, column: int) -> None:
    row = [""] * 6
    row[column] = total
    row[4] = "2"
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, FIRST, row, SECOND]))
    assert contents(register) == WORDS[:2]
    assert skipped(register) == [(3, "totals")]


def test_tasks_that_begin_like_totals_and_signatures_are_tasks(tmp_path: Path) -> None:
    texts = [
        "Tổng hợp, trình danh sách thôn đặc biệt khó khăn",
        "Tổng số hóa dữ liệu đất đai toàn tỉnh",
        "Chủ tịch UBND các huyện báo cáo kết quả giảm nghèo",
        "Cộng tác viên dân số: rà soát chế độ",
        "Giám đốc Sở Y tế chịu trách nhiệm kiểm tra, báo cáo",
        "Hoàn thành hồ sơ trước ngày 30 tháng 6 năm 2021",
    ]
    rows = [(i, "1/QĐ", text, "Sở Y tế", "30/6/2021", "") for i, text in enumerate(texts, start=1)]
    numbered = read(xlsx(tmp_path / "a.xlsx", [HEAD, *rows]))
    assert contents(numbered) == texts
    without = read(xlsx(tmp_path / "b.xlsx", [HEAD[1:], *(row[1:] for row in rows)]))
    assert contents(without) == texts


def test_signatures_below_the_table_are_named(tmp_path: Path) -> None:
    rows = [
        HEAD, FIRST, SECOND, ("", "", "", "", "", ""),
        ("", "", "", "Lạng Sơn, ngày     tháng 7 năm 2021", "", ""),
        ("", "NGƯỜI LẬP BIỂU", "", "TRƯỞNG BAN", "", ""),
        ("", "(Ký, ghi rõ họ tên)", "", "(Đã ký)", "", ""),
        ("", "", "Nguyễn Văn A", "Vi Thị B", "", ""),
        ("", "", "Nơi nhận: - UBND tỉnh; - Lưu: VT.", "", "", ""),
    ]  # fmt: skip
    register = read(xlsx(tmp_path / "r.xlsx", rows))
    assert contents(register) == WORDS[:2]
    assert skipped(register) == [(r, "signature") for r in (5, 6, 7, 8, 9)]


def test_prepared_rows_below_are_not_worth_a_word_and_gaps_inside_are(tmp_path: Path) -> None:
    prepared = [(n, "", "", "", "", "") for n in range(4, 30)]
    rows = [HEAD, FIRST, (2, "", "", "", "", ""), ("", "15/QĐ-UBND", "", "Sở Y tế", "", ""), THIRD, *prepared]
    register = read(xlsx(tmp_path / "r.xlsx", rows))
    assert contents(register) == [WORDS[0], WORDS[2]]
    assert skipped(register) == [(3, "empty"), (4, "no_content")]


def test_the_header_on_every_printed_page_is_no_task(tmp_path: Path) -> None:
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, NUMBERS, FIRST, HEAD, NUMBERS, SECOND]))
    assert contents(register) == WORDS[:2]
    assert skipped(register) == [(2, "column_numbers"), (4, "header"), (5, "column_numbers")]


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (1, "12/QĐ-UBND (Mật)"),
        (1, "Mật số 12/QĐ-UBND"),
        (5, "MẬT"),
        (5, "Độ mật: Tối mật"),
        (5, "Văn bản tuyệt mật"),
        (2, "[TUYỆT MẬT] Kế hoạch phòng thủ"),
        (2, "Mật: kế hoạch phòng thủ"),
        (2, "Ke\u0302\u0301 hoa\u0323ch (MÂ\u0323T)"),
    ],
)
def test_classified_rows_are_left_out_and_named(tmp_path: Path, column: int, words: str) -> None:
    secret = list(SECOND)
    secret[column] = words
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, FIRST, secret, THIRD]))
    assert contents(register) == [WORDS[0], WORDS[2]]
    assert skipped(register) == [(3, "classified")]


def test_a_classified_document_merged_down_marks_all_its_tasks(tmp_path: Path) -> None:
    rows = [HEAD, (1, "12/QĐ (MẬT)", *FIRST[2:]), (2, "", *SECOND[2:]), THIRD]
    register = read(xlsx(tmp_path / "r.xlsx", rows, merges=["B2:B3"]))
    assert contents(register) == [WORDS[2]]
    assert skipped(register) == [(2, "classified"), (3, "classified")]


@pytest.mark.parametrize(
    "text",
    ["Công tác bảo vệ bí mật nhà nước", "BẢO VỆ BÍ MẬT NHÀ NƯỚC", "Rà soát mật độ dân cư", "Đổi mật khẩu thư điện tử",
     "Mặt trận Tổ quốc phối hợp", "Giải mật tài liệu lưu trữ"],
)  # fmt: skip
def test_the_word_in_a_task_is_no_mark(tmp_path: Path, text: str) -> None:
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, (*FIRST[:2], text, *FIRST[3:])]))
    assert contents(register) == [text]


def test_the_right_sheet_is_found_and_hidden_ones_are_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "Bìa"
    fill(cover, [("Báo cáo quý II",), ("Đơn vị", "Số nhiệm vụ"), ("Sở Y tế", 3)])
    hidden = book.create_sheet("Trạng thái")
    fill(hidden, [HEAD, FIRST, SECOND, THIRD])
    hidden.sheet_state = "hidden"
    fill(book.create_sheet("Nhiệm vụ"), [HEAD, SECOND])
    path = tmp_path / "r.xlsx"
    book.save(path)
    assert (read(path).sheet, contents(read(path)), problems(read(path))) == ("Nhiệm vụ", [WORDS[1]], [])
    assert read(path, sheet="2").sheet == "Nhiệm vụ"
    assert read(path, sheet="Nhiệm vụ").sheet == "Nhiệm vụ"
    assert len(read(path, sheet="Trạng thái").tasks) == 3


def test_a_second_sheet_with_tasks_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "PL01"
    fill(first, [HEAD, FIRST, SECOND])
    fill(book.create_sheet("PL02"), [HEAD, THIRD])
    path = tmp_path / "r.xlsx"
    book.save(path)
    register = read(path)
    assert register.sheet == "PL01"
    assert [(p.row, p.field, p.value, p.reason) for p in register.problems] == [(0, "sheet", "PL02", "other_sheet")]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_in_every_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = "Rà soát, đề xuất; tổng hợp | báo cáo\ncác sở, ngành"
    path = tmp_path / "r.csv"
    path.write_bytes(csv_bytes([*TITLES, HEAD, (1, "12/QĐ-UBND", text, *FIRST[3:]), SECOND], delimiter, encoding))
    register = read(path)
    assert contents(register) == [text, WORDS[1]]
    assert [t.values["deadline"] for t in register.tasks] == ["2021-06-30", "2021-07-31"]


def test_csv_in_the_code_page_of_vietnamese_windows(tmp_path: Path) -> None:
    # Windows-1258 has the letters and puts the tones behind them.
    import unicodedata

    def pieces(text: str) -> str:
        for letter in "áàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵÁÀẢÃẠẤẦẨẪẬẾỀỂỄỆỊÒỎỚỜỞỤỨỪ":
            nfd = unicodedata.normalize("NFD", letter)
            tone = next(c for c in nfd[1:] if c in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", "".join(c for c in nfd if c != tone))
            text = text.replace(letter, base + tone)
        return text

    path = tmp_path / "r.csv"
    path.write_bytes(pieces(csv_bytes([HEAD, FIRST, SECOND]).decode()).encode("cp1258"))
    assert contents(read(path)) == WORDS[:2]


def test_excels_own_hint_of_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(b"sep=,\r\n" + csv_bytes([HEAD, FIRST], ","))
    register = read(path)
    assert (contents(register), register.tasks[0].row) == (WORDS[:1], 3)


def test_mapping_reads_a_column_that_is_not_understood(tmp_path: Path) -> None:
    rows = [("STT", "Đầu việc", "Khi nào xong", "Thời hạn"), (1, WORDS[0], "28/6/2021", "30/6/2021")]
    path = xlsx(tmp_path / "r.xlsx", rows)
    register = read(path, mapping={"đầu việc": "content", "KHI NÀO XONG": "completed_on"})
    assert register.columns["content"] == "Đầu việc"
    assert register.tasks[0].values["declared_completed_on"] == "2021-06-28"


def test_mapping_wins_over_what_a_header_seems_to_mean(tmp_path: Path) -> None:
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, FIRST]), mapping={"Thời hạn": "completed_on"})
    assert register.columns["completed_on"] == "Thời hạn"
    assert "deadline" not in register.columns
    assert register.tasks[0].values["declared_completed_on"] == "2021-06-30"


def test_the_same_document_and_words_twice_are_two_tasks(tmp_path: Path) -> None:
    spaced = (2, FIRST[1], "Rà  soát hộ\nnghèo", *FIRST[3:])
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, FIRST, spaced, (3, *FIRST[1:])]))
    assert len({t.id for t in register.tasks}) == 3


def test_ids_depend_on_the_session_the_document_and_the_words_alone(tmp_path: Path) -> None:
    one = read(xlsx(tmp_path / "a.xlsx", [HEAD, FIRST, SECOND]))
    shuffled = read(xlsx(tmp_path / "b.xlsx", [*TITLES, HEAD[::-1], (1, *SECOND[1:])[::-1], (2, *FIRST[1:])[::-1]]))
    assert {t.id for t in one.tasks} == {t.id for t in shuffled.tasks}


def test_a_register_without_numbers_and_one_with_a_gap(tmp_path: Path) -> None:
    without = read(xlsx(tmp_path / "a.xlsx", [HEAD[1:], FIRST[1:], SECOND[1:]]))
    assert contents(without) == WORDS[:2]
    assert problems(without) == []
    gap = read(xlsx(tmp_path / "b.xlsx", [HEAD, FIRST, ("", *SECOND[1:]), THIRD]))
    assert contents(gap) == WORDS
    assert problems(gap) == [(3, "number", "no_number")]


def test_excel_dates_and_times_and_merged_title_cells(tmp_path: Path) -> None:
    row = (1, "12/QĐ-UBND", WORDS[0], "Sở Y tế", datetime(2021, 6, 30), datetime(2021, 6, 28, 15, 30))
    register = read(xlsx(tmp_path / "r.xlsx", [*TITLES, HEAD, row], merges=["A1:F1"]))
    values = register.tasks[0].values
    assert (values["deadline"], values["declared_completed_on"]) == ("2021-06-30", "2021-06-28")
    assert "deadline_text" not in values


def test_a_title_right_above_the_header_is_no_part_of_it(tmp_path: Path) -> None:
    rows = [
        ("DANH MỤC NHIỆM VỤ, THỜI HẠN HOÀN THÀNH",),
        ("Nội dung nhiệm vụ", "Văn bản giao"),
        (WORDS[0], "12/QĐ-UBND"),
    ]
    register = read(xlsx(tmp_path / "r.xlsx", rows))
    assert register.columns == {"content": "Nội dung nhiệm vụ", "document": "Văn bản giao"}
    merged = read(xlsx(tmp_path / "m.xlsx", [("DANH MỤC THỜI HẠN",), HEAD, FIRST], merges=["A1:F1"]))
    assert merged.columns["document"] == "Văn bản giao"


def test_a_task_whose_date_is_in_words_is_no_signature(tmp_path: Path) -> None:
    rows = [("Nội dung nhiệm vụ", "Ngày giao"), (WORDS[0], "ngày 01 tháng 01 năm 2020")]
    register = read(xlsx(tmp_path / "r.xlsx", rows))
    assert register.tasks[0].values["issued_on"] == "2020-01-01"


def test_commas_in_every_line_do_not_hide_the_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    text = "DANH MỤC, THỜI HẠN\nNhiệm vụ giao;STT;Số, ký hiệu văn bản\nTổng hợp, trình danh sách;1;12/QĐ-UBND\n"
    path.write_text(text, encoding="utf-8")
    register = read(path)
    assert contents(register) == ["Tổng hợp, trình danh sách"]
    assert register.tasks[0].values["document"] == "12/QĐ-UBND"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Sản phẩm (văn bản, báo cáo)", "product"),
        ("Tiến độ (%)", "progress"),
        ("Thời hạn (ngày/tháng/năm)", "deadline"),
        (
            "Kết quả thực hiện (nêu rõ số, ký hiệu, ngày tháng năm của văn bản đã ban hành và lý do chậm nếu có)",
            "status",
        ),
    ],
)
def test_what_a_header_says_in_brackets_need_not_be_understood(tmp_path: Path, header: str, field: str) -> None:
    register = read(xlsx(tmp_path / "r.xlsx", [("STT", "Nội dung nhiệm vụ", header), (1, WORDS[0], "30/6/2021")]))
    assert register.columns[field] == header
