from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspect_tui.registers.meanings import header_meanings, label_key
from inspect_tui.registers.synonyms import KNOWN

from .make import contents, problems, read, skipped, xlsx

CALLED: dict[str, str] = {
    "number": "STT|TT|Số TT|S TT|Stt.|No.|#|Số thứ tự|Mã nhiệm vụ",
    "document": "Văn bản giao|VB giao|Số VB|Số, ký hiệu VB|Số/ký hiệu văn bản|Số hiệu|Số KH|Số, KH văn bản|VB chỉ đạo"
    "|Văn bản giao nhiệm vụ|VB giao NV|Số, ngày văn bản|Số, ngày, tháng, năm văn bản|Văn bản chỉ đạo, giao nhiệm vụ"
    "|Căn cứ giao|Căn cứ pháp lý|Số công văn|Số quyết định|Số văn bản Tỉnh ủy|Số văn bản đến|Thông báo kết luận số"
    "|Số, ký hiệu, ngày tháng văn bản giao|Tên, số ký hiệu văn bản|Document No.|Nghị quyết",
    "issued_on": "Ngày ban hành|Ngày VB|Ngày ký|Ngày, tháng, năm ban hành|Ngày BH|Ngày tháng văn bản|Ngày phát hành"
    "|Ngày giao|Ngày giao NV|Thời gian ban hành",
    "content": "Nội dung nhiệm vụ|Nội dung NV|ND nhiệm vụ|Tên nhiệm vụ|Nhiệm vụ|NV được giao|Nội dung công việc"
    "|Nội dung CV|Đầu việc|Tên đầu việc|Nhiệm vụ, giải pháp|Nhiệm vụ UBND tỉnh giao|Nội dung kiến nghị của cử tri"
    "|Nội dung kết luận|Việc được giao|Nội dung chỉ đạo|Ý kiến chỉ đạo|Nội dung|Công việc|Tên đề án, báo cáo"
    "|Nội dung nhiệm vụ được Chủ tịch UBND tỉnh giao|Task|Description",
    "lead": "Cơ quan chủ trì|CQ chủ trì|CQCT|ĐV chủ trì|Đơn vị TH|ĐV thực hiện|Đơn vị/cá nhân thực hiện|Chủ trì"
    "|Cơ quan, đơn vị thực hiện|Đơn vị xử lý chính|Đơn vị xử lý|Đơn vị đầu mối|Sở, ngành chủ trì|Đơn vị được giao"
    "|Cơ quan tham mưu|Phòng chủ trì|Bộ phận thực hiện|Cơ quan soạn thảo|Đơn vị|Cơ quan giải quyết|Owner"
    "|Cơ quan, đơn vị, địa phương chủ trì|Đơn vị chịu trách nhiệm chính|Phân công thực hiện",
    "coordinating": "Cơ quan phối hợp|CQ phối hợp|ĐVPH|Đơn vị PH|Phối hợp|Các đơn vị phối hợp|Đơn vị liên quan"
    "|Sở, ban, ngành phối hợp|Cơ quan, đơn vị phối hợp thực hiện",
    "leader": "Lãnh đạo phụ trách|LĐ phụ trách|Lãnh đạo chỉ đạo|Người giao|Lãnh đạo UBND tỉnh phụ trách|LĐ chỉ đạo"
    "|Đồng chí phụ trách|Phó Chủ tịch phụ trách",
    "product": "Sản phẩm|SP đầu ra|Kết quả đầu ra|Sản phẩm, kết quả|Sản phẩm dự kiến|Hình thức văn bản|Văn bản trả lời"
    "|Sản phẩm cần đạt",
    "deadline": "Thời hạn|Hạn|Hạn hoàn thành|Hạn HT|TG hoàn thành|Thời gian|Thời gian TH|Hạn xử lý|Hạn XL|Thời hạn HT"
    "|Thời hạn hoàn thành theo yêu cầu|Hạn chót|Hạn cuối|Mốc thời gian|Thời gian trình|Ngày đến hạn|Deadline|Due date"
    "|Thời gian dự kiến hoàn thành|Ngày phải hoàn thành|Thời hạn giải quyết|Hạn trả lời|Thời hạn, tiến độ hoàn thành",
    "extension": "Gia hạn|Gia hạn đến|Thời hạn gia hạn|Gia hạn lần 1|Thời hạn điều chỉnh|TG gia hạn|Hạn mới",
    "first_deadline": "Theo văn bản|Thời hạn ban đầu|Hạn gốc|Thời hạn theo VB",
    "completed_on": "Ngày hoàn thành|Ngày HT|Ngày hoàn thành thực tế|Thời gian hoàn thành thực tế|Hoàn thành thực tế"
    "|Thời điểm hoàn thành|Ngày xong|Thực tế hoàn thành|Ngày kết thúc thực tế|Completed on",
    "status": "Tình trạng|Trạng thái|KQ thực hiện|Kết quả TH|Tình hình thực hiện|Kết quả, tình hình thực hiện"
    "|Kết quả xử lý|Hiện trạng|Tình trạng XL|Kết quả thực hiện đến ngày 16/7/2021|Status",
    "progress": "Tỷ lệ hoàn thành|% HT|% hoàn thành|Tiến độ (%)|Mức độ hoàn thành|TL hoàn thành|Khối lượng hoàn thành",
    "cause": "Lý do chậm|Nguyên nhân|Lý do chưa HT|Nguyên nhân chậm|Nguyên nhân, lý do|Khó khăn, vướng mắc"
    "|Lý do quá hạn|Giải trình",
    "remark": "Ghi chú|GC|Chú thích|Ghi chú khác|Remarks",
}
MORE_CALLED: dict[str, str] = {
    "document": "Theo văn bản số|Căn cứ giao nhiệm vụ|Giao tại văn bản số|Theo Quyết định số|Cơ sở pháp lý"
    "|Văn bản số, ngày|Ký hiệu văn bản|Văn bản cấp trên giao",
    "content": "Nội dung phải thực hiện|Việc cần làm|Mô tả công việc|Nội dung phân công|Nội dung tham mưu"
    "|Danh mục nhiệm vụ",
    "lead": "Trách nhiệm thực hiện|Trách nhiệm chủ trì|Đơn vị có trách nhiệm|Giao cho đơn vị"
    "|Sở, ban, ngành thực hiện|Đơn vị thụ lý|Cơ quan chịu trách nhiệm thực hiện|Tổ chức thực hiện",
    "coordinating": "Trách nhiệm phối hợp|Phân công phối hợp|Phối hợp với",
    "deadline": "Ngày hoàn thành dự kiến|Ngày kết thúc dự kiến|Phải hoàn thành trước ngày|Mốc hoàn thành"
    "|Ngày phải trình|Ngày hoàn thành theo kế hoạch",
    "extension": "Hạn hoàn thành mới|Hạn sau gia hạn|Điều chỉnh đến ngày",
    "first_deadline": "Hạn giao ban đầu|Hạn lần đầu",
    "completed_on": "Kết thúc thực tế|Thời gian kết thúc thực tế|Xong ngày|Thực tế xong|Thời điểm hoàn tất",
    "status": "Kết quả đến nay|Tình trạng hiện tại|Báo cáo kết quả thực hiện|Kết quả thực hiện đến nay",
    "cause": "Lý do gia hạn|Lý do xin gia hạn|Khó khăn|Vướng mắc",
    "responsibility": "Trách nhiệm|Trách nhiệm của đơn vị|Trách nhiệm tập thể, cá nhân|Xác định trách nhiệm",
    "source": "Cơ quan giao nhiệm vụ|Cấp giao nhiệm vụ|Nguồn chỉ đạo|Nguồn giao",
}
EVERY = [
    (words, field) for called in (CALLED, MORE_CALLED) for field, line in called.items() for words in line.split("|")
]


@pytest.mark.parametrize(("words", "field"), EVERY, ids=[words for words, _ in EVERY])
def test_what_columns_are_called_in_practice(words: str, field: str) -> None:
    for form in (words, words.upper(), words.replace(" ", "\n"), f"{words} (3)", f"({words})"):
        meanings = header_meanings(form) if form[0] != "(" else header_meanings(words)
        assert meanings, form
        assert meanings[0][0] == field, form


@pytest.mark.parametrize(
    "words",
    ["Số lần gia hạn", "Số ngày quá hạn", "Tổng số", "Đơn vị tính", "Độ mật", "Độ khẩn", "Kinh phí", "Người ký",
     "Ngày tạo", "Điện thoại", "Lĩnh vực",
     "Văn bản gia hạn", "Công văn xin gia hạn số", "Ngày xin gia hạn",
     "Cộng hòa xã hội chủ nghĩa Việt Nam", "Rà soát hộ nghèo", "30/6/2021"],
)  # fmt: skip
def test_what_counts_or_qualifies_something_is_read_as_nothing(words: str) -> None:
    assert header_meanings(words) == ()


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Nội dug nhiệm vụ", "content"), ("Nội dung nhiệmvụ", "content"), ("Nội dung nhiệm vụu", "content"),
        ("Cơ quan chủ chì", "lead"), ("Cơ quna chủ trì", "lead"), ("Thời hạn hoàn thàn", "deadline"),
        ("Thời hạn hoàn thà- nh", "deadline"), ("Đơn vị sử lý", "lead"), ("Cơ quan phối họp", "coordinating"),
    ],
)  # fmt: skip
def test_one_slip_of_the_pen_is_understood(words: str, field: str) -> None:
    assert header_meanings(words)[0][0] == field


def test_slips_do_not_make_one_known_header_of_another() -> None:
    for key, meaning in KNOWN.items():
        assert header_meanings(key) == meaning
        assert label_key(key) == key


@pytest.mark.parametrize(
    ("parent", "words", "field"),
    [
        ("Văn bản giao", "Số", "document"), ("Văn bản giao", "Ngày", "issued_on"),
        ("Văn bản giao", "Trích yếu", "content"),
        ("Kết quả thực hiện", "Ngày", "completed_on"), ("Kết quả thực hiện", "Số văn bản", "product"),
        ("Kết quả thực hiện", "Tỷ lệ", "progress"), ("Kết quả thực hiện", "Nội dung", "status"),
        ("Văn bản báo cáo kết quả", "Số, ký hiệu", "product"), ("VB đi", "Số", "product"), ("VB đến", "Số", "document"),
        ("Thời gian", "Giao", "issued_on"), ("Thời hạn", "Giao", "first_deadline"),
        ("Thời gian", "Hoàn thành", "deadline"),
        ("Thời gian", "Thực tế", "completed_on"), ("Thời gian", "Kế hoạch", "deadline"),
        ("Thời hạn", "Gia hạn", "extension"), ("Thời gian thực hiện", "Kết thúc", "deadline"),
        ("Cơ quan thực hiện", "Chủ trì", "lead"), ("Đơn vị", "Phối hợp", "coordinating"),
        ("Ngày", "Hoàn thành", "completed_on"), ("Ngày", "Giao", "issued_on"), ("Kết quả", "Đúng hạn", "tick"),
    ],
)  # fmt: skip
def test_what_a_word_means_below_another(parent: str, words: str, field: str) -> None:
    assert header_meanings(words, label_key(parent))[0][0] == field


HEAD = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")
ONE = (1, "Rà soát hộ nghèo", "Sở Y tế", "30/6/2021")
TWO = (2, "Xây dựng đề án", "Sở Nội vụ", "30/7/2021")


def test_a_table_of_something_else_below_makes_no_tasks(tmp_path: Path) -> None:
    other = [("STT", "Đơn vị", "Tổng số", "Hoàn thành"), (1, "Sở Y tế", 5, 4), (2, "Sở Nội vụ", 3, 3)]
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, ONE, TWO, (), *other]))
    assert contents(register) == [ONE[1], TWO[1]]
    assert skipped(register) == [(row, "other_table") for row in (5, 6, 7)]


def test_the_sheet_with_the_most_tasks_wins_over_one_with_a_column_more(tmp_path: Path) -> None:
    import openpyxl

    from .make import fill

    book = openpyxl.Workbook()
    fill(book.worksheets[0], [(*HEAD, "Ghi chú"), (*ONE, "")])
    fill(book.create_sheet("Cả năm"), [HEAD, ONE, TWO])
    book.save(tmp_path / "r.xlsx")
    assert read(tmp_path / "r.xlsx").sheet == "Cả năm"


def test_a_person_who_chooses_a_column_is_asked_no_more(tmp_path: Path) -> None:
    rows = [(*HEAD, "Hạn xử lý"), (*ONE, "15/6/2021")]
    path = xlsx(tmp_path / "r.xlsx", rows)
    assert problems(read(path)) == [(0, "deadline", "unclear_column")]
    chosen = read(path, mapping={"Hạn xử lý": "deadline"})
    assert problems(chosen) == []
    assert chosen.tasks[0].values["deadline"] == "2021-06-15"


@pytest.mark.parametrize(
    "row",
    [("", "Lĩnh vực xã hội", "", ""), ("", "XÃ HỘI", "", ""), ("II", "Lĩnh vực xã hội", "", ""),
     ("II", "Lĩnh vực xã hội", "", "3"), ("Lĩnh vực xã hội (1 nhiệm vụ)", "", "", ""),
     ("", "B. Lĩnh vực xã hội", "", ""),
     ("2.", "", "Lĩnh vực xã hội", "")],
)  # fmt: skip
def test_titles_between_tasks_are_no_tasks(tmp_path: Path, row: tuple[Any, ...]) -> None:
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, ONE, row, TWO]))
    assert contents(register) == [ONE[1], TWO[1]]
    assert [r for r, _ in skipped(register)] == [3]


def test_how_a_form_is_to_be_filled_in_is_no_task(tmp_path: Path) -> None:
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, ("", "(ghi tóm tắt)", "", "(ngày/tháng/năm)"), ONE]))
    assert (contents(register), skipped(register), problems(register)) == ([ONE[1]], [(2, "note")], [])


def test_a_column_of_tasks_over_several_cells_is_no_title(tmp_path: Path) -> None:
    rows = [(HEAD[0], HEAD[1], "", "", *HEAD[2:]), *((row[0], row[1], "", "", *row[2:]) for row in (ONE, TWO))]
    register = read(xlsx(tmp_path / "r.xlsx", rows, merges=["B1:D1", "B2:D2", "B3:D3"]))
    assert (contents(register), skipped(register)) == ([ONE[1], TWO[1]], [])


def test_two_columns_with_one_short_name_are_both_named(tmp_path: Path) -> None:
    rows = [
        ("STT", "Số", "Ngày", "Nội dung nhiệm vụ", "Số", "Ngày"),
        (1, "5/KH", "1/2/2021", ONE[1], "7/BC", "28/6/2021"),
    ]
    assert problems(read(xlsx(tmp_path / "r.xlsx", rows))) == [
        (0, "document", "unclear_column"),
        (0, "issued_on", "unclear_column"),
    ]


def test_dots_to_be_filled_in_are_no_task(tmp_path: Path) -> None:
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, ONE, (2, "......", "", ""), ("…", "…", "…", "…")]))
    assert contents(register) == [ONE[1]]


def test_a_task_with_a_classified_line_is_left_out_as_a_whole(tmp_path: Path) -> None:
    lines = [("", "phạm vi toàn tỉnh (MẬT)", "", ""), ("", "", "Sở Nội vụ (MẬT)", "")]
    joined = read(xlsx(tmp_path / "j.xlsx", [HEAD, ONE, lines[0], TWO]))
    assert (contents(joined), skipped(joined)) == ([TWO[1]], [(2, "classified"), (3, "classified")])
    merged = read(xlsx(tmp_path / "m.xlsx", [HEAD, ONE, lines[1], TWO], merges=["A2:A3", "B2:B3"]))
    assert (contents(merged), skipped(merged)) == ([TWO[1]], [(2, "classified"), (3, "classified")])


def test_what_stands_under_a_classified_title_is_left_out(tmp_path: Path) -> None:
    rows = [HEAD, ("I", "Nhiệm vụ quốc phòng (MẬT)", "", ""), ONE, ("II", "Nhiệm vụ khác", "", ""), TWO]
    titled = read(xlsx(tmp_path / "t.xlsx", rows))
    assert contents(titled) == [TWO[1]]
    assert skipped(titled) == [(2, "classified"), (3, "classified"), (4, "section")]


def test_words_alone_that_may_be_a_title_or_a_task_are_asked_about(tmp_path: Path) -> None:
    register = read(xlsx(tmp_path / "r.xlsx", [HEAD, ONE, ("", "Tổ chức hội nghị", "", ""), TWO]))
    assert (contents(register), skipped(register)) == ([ONE[1], TWO[1]], [(3, "section")])
    assert problems(register) == [(3, "content", "maybe_task")]


def test_a_register_in_capitals_has_no_titles_for_that(tmp_path: Path) -> None:
    rows = [
        HEAD[1:],
        ("RÀ SOÁT HỘ NGHÈO", "Sở Y tế", "30/6/2021"),
        ("XÂY DỰNG ĐỀ ÁN", "", ""),
        ("BÁO CÁO", "Sở", "1/7/2021"),
    ]
    assert len(read(xlsx(tmp_path / "r.xlsx", rows)).tasks) == 3


def test_a_numbered_office_over_tasks_without_numbers_is_a_title(tmp_path: Path) -> None:
    rows = [HEAD, (1, "Sở Công Thương", "", ""), ("", *ONE[1:]), (2, "Sở Tài chính", "", ""), ("", *TWO[1:])]
    register = read(xlsx(tmp_path / "r.xlsx", rows))
    assert [(t.values["content"], t.values["source"]) for t in register.tasks] == [
        (ONE[1], "Sở Công Thương"),
        (TWO[1], "Sở Tài chính"),
    ]
    bare = read(xlsx(tmp_path / "b.xlsx", [HEAD, (1, "Ban hành đề án", "", ""), ("", *ONE[1:]), (2, *TWO[1:])]))
    assert contents(bare) == ["Ban hành đề án", ONE[1], TWO[1]]


@pytest.mark.parametrize(
    ("documents", "asked"),
    [
        (("1/KH", "", "", "2/KH", "", "3/KH"), [3, 6]),
        (("1/KH", "", "2/KH", "3/KH", "4/KH", "5/KH"), []),
        (("1/KH", "2/KH", "", "", ""), []),
        (("", "", "", "", "1/KH", "2/KH"), []),
    ],
)
def test_documents_left_empty_are_asked_about_where_one_stands_for_several(
    tmp_path: Path, documents: tuple[str, ...], asked: list[int]
) -> None:
    rows = [(n, document, f"Nhiệm vụ {n}") for n, document in enumerate(documents, start=1)]
    register = read(xlsx(tmp_path / "r.xlsx", [("STT", "Văn bản giao", "Nội dung nhiệm vụ"), *rows]))
    assert problems(register) == [(row, "document", "maybe_above") for row in asked]


def test_a_count_in_the_column_of_numbers_makes_no_task_of_the_totals(tmp_path: Path) -> None:
    rows = [(*HEAD[1:], HEAD[0]), (*ONE[1:], 1), (*TWO[1:], 2), ("Tổng kết năm", "Sở Y tế", "", 3), ("Cộng", "", "", 3)]
    register = read(xlsx(tmp_path / "r.xlsx", rows))
    assert (contents(register), skipped(register)) == ([ONE[1], TWO[1], "Tổng kết năm"], [(5, "totals")])
    bare = read(xlsx(tmp_path / "b.xlsx", [*rows, ("Việc không có gì khác", "", "", 4)]))
    assert contents(bare)[3:] == ["Việc không có gì khác"]
    due = read(xlsx(tmp_path / "d.xlsx", [*rows[:3], ("Tổng số", "Sở Y tế", "30/6/2021", 3)]))
    assert contents(due)[2:] == ["Tổng số"]


@pytest.mark.parametrize("merges", [(), ("B2:D2", "B4:D4")])
def test_letters_of_sections_may_stand_left_of_the_numbers(tmp_path: Path, merges: tuple[str, ...]) -> None:
    head = ("Lãnh đạo phụ trách", HEAD[1], HEAD[2], HEAD[0], HEAD[3])
    rows = [
        head,
        ("A", "Nhiệm vụ Tỉnh ủy giao"),
        ("", *ONE[1:3], 1, ""),
        ("B", "Kiến nghị cử tri"),
        ("", *TWO[1:3], 2, ""),
    ]
    register = read(xlsx(tmp_path / "r.xlsx", rows, merges=merges))
    assert [task.values["source"] for task in register.tasks] == ["party", "petition"]


def test_spaces_in_a_row_are_stored_as_one_and_lines_stay(tmp_path: Path) -> None:
    rows = [HEAD, (1, "Rà  soát \t hộ\u00a0 nghèo\n -  toàn  tỉnh ", "Sở Y tế", ""), ONE]
    one, two = read(xlsx(tmp_path / "r.xlsx", rows)).tasks
    assert one.values["content"] == "Rà soát hộ nghèo\n- toàn tỉnh"
    twice = read(xlsx(tmp_path / "t.xlsx", [HEAD, (1, "Rà  soát  hộ nghèo", *ONE[2:])])).tasks[0]
    assert (twice.id, twice.values["content"]) == (two.id, two.values["content"])
