"""Register files in the layouts of working lists: exports, text files, merged and repeated cells, several tables."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from .register_files import NATION, PLAN, POOR, ROAD, WATER, RegisterFile, task


def _offset(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [()] * 11 + [("", "", *row) for row in rows]


def _narrow(sheet: Any) -> None:
    """Hide a column, freeze the header and set a filter."""
    sheet.column_dimensions["E"].hidden = True
    sheet.freeze_panes = "A13"
    sheet.auto_filter.ref = "C12:J14"


LISTS: Final = (
    RegisterFile(
        "an export of a document system",
        [
            ("Mã nhiệm vụ", "Số ký hiệu", "Ngày văn bản", "Trích yếu", "Nội dung giao", "Đơn vị xử lý chính",
             "Đơn vị phối hợp", "Hạn xử lý", "Trạng thái", "Ngày hoàn thành", "Ngày tạo"),
            ("NV0012", "81/TB-UBND", "05/01/2021", "V/v giảm nghèo", POOR, "Sở Y tế", "Sở Nội vụ;Sở Tài chính",
             "30/06/2021", "Hoàn thành", "28/06/2021", "06/01/2021"),
            ("NV0013", "82/TB-UBND", "06/01/2021", "V/v kinh tế rừng", PLAN, "Sở Nội vụ", "", "30/07/2021",
             "Đang xử lý", "", "07/01/2021"),
        ],
        [
            task("NV0012", POOR, document="81/TB-UBND", issued_on="2021-01-05", lead="Sở Y tế",
                 coordinating=["Sở Nội vụ", "Sở Tài chính"], deadline="2021-06-30", declared_status="Hoàn thành",
                 declared_completed_on="2021-06-28"),
            task("NV0013", PLAN, document="82/TB-UBND", issued_on="2021-01-06", lead="Sở Nội vụ",
                 deadline="2021-07-30", declared_status="Đang xử lý"),
        ],
        format="csv",
        encoding="utf-8-sig",
    ),
    RegisterFile(
        "English headers",
        [
            ("No.", "Task", "Lead agency", "Deadline", "Status", "Completed on", "Remarks"),
            ("1", POOR, "Sở Y tế", "30/06/2021", "Done", "28/06/2021", ""),
            ("2", PLAN, "Sở Nội vụ", "30/07/2021", "Open", "", "waits, for funds"),
        ],
        [
            task("1", POOR, lead="Sở Y tế", deadline="2021-06-30", declared_status="Done",
                 declared_completed_on="2021-06-28"),
            task("2", PLAN, lead="Sở Nội vụ", deadline="2021-07-30", declared_status="Open",
                 remark="waits, for funds"),
        ],
        format="csv",
        delimiter=",",
    ),
    RegisterFile(
        "the remark first and the tasks last",
        [
            ("Ghi chú", "Ngày thực tế hoàn thành", "Hạn chót", "Lãnh đạo phụ trách", "Đơn vị đầu mối", "Số văn bản",
             "Công việc"),
            ("gấp", "", date(2021, 6, 30), "Phó Giám đốc", "Phòng Tổng hợp", "91/KH-SYT", POOR),
            ("", date(2021, 7, 1), date(2021, 6, 30), "Giám đốc", "Văn phòng", "92/KH-SYT", PLAN),
        ],
        [
            task("", POOR, document="91/KH-SYT", lead="Phòng Tổng hợp", leader="Phó Giám đốc", deadline="2021-06-30",
                 remark="gấp"),
            task("", PLAN, document="92/KH-SYT", lead="Văn phòng", leader="Giám đốc", deadline="2021-06-30",
                 declared_completed_on="2021-07-01"),
        ],
        format="xls",
    ),
    RegisterFile(
        "a table that starts at C12 with spacer columns and a hidden one",
        _offset([
            ("STT", "", "Mã nội bộ", "Nội dung nhiệm vụ", "", "Cơ quan chủ trì", "Thời hạn", "Ghi chú"),
            (1, "", "k1", POOR, "", "Sở Y tế", date(2021, 6, 30), "x"),
            (2, "", "k2", PLAN, "", "Sở Nội vụ", date(2021, 7, 30), ""),
        ]),
        [
            task("1", POOR, lead="Sở Y tế", deadline="2021-06-30", remark="x"),
            task("2", PLAN, lead="Sở Nội vụ", deadline="2021-07-30"),
        ],
        set_up=_narrow,
    ),
    RegisterFile(
        "a title in the column of the tasks over each letter",
        [
            ("DANH SÁCH NHIỆM VỤ", "", "", "", ""),
            ("TT", "Tên công việc", "Căn cứ giao", "Đơn vị được giao", "Thời gian"),
            ("A", "B", "1", "2", "3"),
            ("A", "Chương trình làm việc của UBND tỉnh", "", "", ""),
            (1, POOR, "Công văn 5/UBND-TH", "Sở Y tế", "30/6/2021"),
            (2, PLAN, "Công văn 5/UBND-TH", "Sở Nội vụ", "30/7/2021"),
            ("B", "Kết luận kiểm tra", "", "", ""),
            (1, WATER, "Kết luận 9/KL-UBND", "Sở Tài chính", "30/8/2021"),
        ],
        [
            task("1", POOR, "programme", document="Công văn 5/UBND-TH", lead="Sở Y tế", deadline="2021-06-30"),
            task("2", PLAN, "programme", document="Công văn 5/UBND-TH", lead="Sở Nội vụ", deadline="2021-07-30"),
            task("1", WATER, "conclusion", document="Kết luận 9/KL-UBND", lead="Sở Tài chính",
                 deadline="2021-08-30"),
        ],
        skipped=[(3, "column_numbers"), (4, "section"), (7, "section")],
        merges=["A1:E1"],
        format="ods",
    ),
    RegisterFile(
        "the document, its agency and its deadline merged down",
        [
            ("STT", "Số, ký hiệu văn bản", "Ngày ban hành", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"),
            (1, "101/TB-UBND", date(2021, 2, 1), POOR, "Sở Y tế", date(2021, 6, 30)),
            (2, "", "", PLAN, "", ""),
            (3, "", "", WATER, "Sở Tài chính", ""),
            (4, "102/TB-UBND", date(2021, 3, 1), ROAD, "Sở Giao thông vận tải", date(2021, 9, 30)),
        ],
        [
            task("1", POOR, document="101/TB-UBND", issued_on="2021-02-01", lead="Sở Y tế", deadline="2021-06-30"),
            task("2", PLAN, document="101/TB-UBND", issued_on="2021-02-01", lead="Sở Y tế", deadline="2021-06-30"),
            task("3", WATER, document="101/TB-UBND", issued_on="2021-02-01", lead="Sở Tài chính",
                 deadline="2021-06-30"),
            task("4", ROAD, document="102/TB-UBND", issued_on="2021-03-01", lead="Sở Giao thông vận tải",
                 deadline="2021-09-30"),
        ],
        merges=["B2:B4", "C2:C4", "E2:E3", "F2:F4"],
    ),
    RegisterFile(
        "the same in a text file, where the cells below are empty",
        [
            ("STT", "Số, ký hiệu văn bản", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"),
            ("1", "101/TB-UBND", POOR, "Sở Y tế", "30/6/2021"),
            ("2", "", PLAN, "Sở Nội vụ", "30/6/2021"),
            ("3", "", WATER, "Sở Tài chính", "30/6/2021"),
            ("4", "102/TB-UBND", ROAD, "Sở Giao thông vận tải", "30/9/2021"),
        ],
        [
            task("1", POOR, document="101/TB-UBND", lead="Sở Y tế", deadline="2021-06-30"),
            task("2", PLAN, lead="Sở Nội vụ", deadline="2021-06-30"),
            task("3", WATER, lead="Sở Tài chính", deadline="2021-06-30"),
            task("4", ROAD, document="102/TB-UBND", lead="Sở Giao thông vận tải", deadline="2021-09-30"),
        ],
        problems=[(3, "document", "maybe_above")],
        format="csv",
    ),
    RegisterFile(
        "as above in all its forms",
        [
            ("TT", "VB giao", "ND nhiệm vụ", "CQ chủ trì", "ĐV phối hợp", "TG hoàn thành"),
            ("1", "111/TB-UBND", POOR, "Sở Y tế", "Sở Nội vụ", "30/6/2021"),
            ("2", '"', PLAN, "Sở Nội vụ", "nt", "30/6/2021"),
            ("3", "-nt-", WATER, "như trên", "- Như trên -", "30/7/2021"),
            ("4", "112/TB-UBND", ROAD, "〃", "", "//"),
        ],
        [
            task("1", POOR, document="111/TB-UBND", lead="Sở Y tế", coordinating=["Sở Nội vụ"], deadline="2021-06-30"),
            task("2", PLAN, document="111/TB-UBND", lead="Sở Nội vụ", coordinating=["Sở Nội vụ"],
                 deadline="2021-06-30"),
            task("3", WATER, document="111/TB-UBND", lead="Sở Nội vụ", coordinating=["Sở Nội vụ"],
                 deadline="2021-07-30"),
            task("4", ROAD, document="112/TB-UBND", lead="Sở Nội vụ", deadline="2021-07-30"),
        ],
        format="csv",
        encoding="utf-16",
        delimiter="\t",
    ),
    RegisterFile(
        "the code page of an old Windows",
        [
            ("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Hạn hoàn thành", "Lý do chậm"),
            ("1", POOR, "Sở Y tế", "30/6/2021", "Chưa được giao kinh phí"),
            ("2", PLAN, "Sở Nội vụ", "30/7/2021", ""),
        ],
        [
            task("1", POOR, lead="Sở Y tế", deadline="2021-06-30", cause="Chưa được giao kinh phí"),
            task("2", PLAN, lead="Sở Nội vụ", deadline="2021-07-30"),
        ],
        format="csv",
        encoding="cp1258",
    ),
    RegisterFile(
        "parts of tasks with numbers, letters and dashes",
        [
            ("STT", "Nội dung nhiệm vụ", "Văn bản giao", "Cơ quan chủ trì", "Thời hạn"),
            ("1", "Nhiệm vụ trọng tâm", "", "", ""),
            ("1.1", POOR, "121/KH-UBND", "Sở Y tế", "30/6/2021"),
            ("1.2", PLAN, "121/KH-UBND", "Sở Nội vụ", "30/7/2021"),
            ("2", WATER, "122/KH-UBND", "Sở Tài chính", "30/8/2021"),
            ("a)", "Khảo sát nguồn nước", "122/KH-UBND", "Sở Tài chính", "30/4/2021"),
            ("b)", "Lập dự toán", "122/KH-UBND", "Sở Tài chính", "30/5/2021"),
            ("-", "Trình duyệt dự toán", "122/KH-UBND", "Sở Tài chính", "15/6/2021"),
        ],
        [
            task("1.1", POOR, "key", document="121/KH-UBND", lead="Sở Y tế", deadline="2021-06-30"),
            task("1.2", PLAN, "key", document="121/KH-UBND", lead="Sở Nội vụ", deadline="2021-07-30"),
            task("2", WATER, "key", document="122/KH-UBND", lead="Sở Tài chính", deadline="2021-08-30"),
            task("a)", "Khảo sát nguồn nước", "key", document="122/KH-UBND", lead="Sở Tài chính",
                 deadline="2021-04-30"),
            task("b)", "Lập dự toán", "key", document="122/KH-UBND", lead="Sở Tài chính", deadline="2021-05-30"),
            task("-", "Trình duyệt dự toán", "key", document="122/KH-UBND", lead="Sở Tài chính",
                 deadline="2021-06-15"),
        ],
        skipped=[(2, "section")],
        format="docx",
    ),
    RegisterFile(
        "a task whose words go on in the next row",
        [
            ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"),
            ("1", POOR, "Sở Y tế", "30/6/2021"),
            ("", "theo chuẩn mới; trong đó:", "", ""),
            ("", "- Hộ nghèo vùng cao", "", ""),
            ("2", PLAN, "Sở Nội vụ", "30/7/2021"),
            ("", "Bổ sung sau phiên họp", "Sở Nội vụ", "30/9/2021"),
        ],
        [
            task("1", POOR + " theo chuẩn mới; trong đó:\n- Hộ nghèo vùng cao", lead="Sở Y tế",
                 deadline="2021-06-30"),
            task("2", PLAN, lead="Sở Nội vụ", deadline="2021-07-30"),
            task("", "Bổ sung sau phiên họp", lead="Sở Nội vụ", deadline="2021-09-30"),
        ],
        skipped=[(3, "joined"), (4, "joined")],
        problems=[(6, "number", "no_number")],
        format="ods",
    ),
    RegisterFile(
        "two registers on one sheet with their own columns",
        [
            ("BIỂU 1: NHIỆM VỤ UBND TỈNH GIAO", "", "", "", ""),
            ("STT", "Văn bản giao", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"),
            (1, "131/TB-UBND", POOR, "Sở Y tế", "30/6/2021"),
            (2, "132/TB-UBND", PLAN, "Sở Nội vụ", "30/7/2021"),
            ("Tổng cộng", "2 nhiệm vụ", "", "", ""),
            ("", "", "", "", ""),
            (NATION, "", "", "", ""),
            ("DANH MỤC KIẾN NGHỊ CỬ TRI", "", "", "", ""),
            ("TT", "Nội dung kiến nghị", "Đơn vị giải quyết", "Thời hạn giải quyết", "Kết quả giải quyết"),
            (1, WATER, "Sở Tài chính", "30/8/2021", "Đang rà soát"),
            (2, ROAD, "Sở Giao thông vận tải", "30/9/2021", ""),
        ],
        [
            task("1", POOR, document="131/TB-UBND", lead="Sở Y tế", deadline="2021-06-30"),
            task("2", PLAN, document="132/TB-UBND", lead="Sở Nội vụ", deadline="2021-07-30"),
            task("1", WATER, "petition", lead="Sở Tài chính", deadline="2021-08-30", declared_status="Đang rà soát"),
            task("2", ROAD, "petition", lead="Sở Giao thông vận tải", deadline="2021-09-30"),
        ],
        skipped=[(5, "totals"), (7, "section"), (8, "section"), (9, "header")],
        merges=["A1:E1", "A7:E7", "A8:E8"],
        format="xls",
    ),
    RegisterFile(
        "the header on every printed page",
        [
            ("STT", "Văn bản giao", "", "Nội dung nhiệm vụ", "Thời hạn", ""),
            ("", "Số", "Ngày", "", "Theo văn bản", "Gia hạn"),
            ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
            ("1", "141/TB-UBND", "1/2/2021", POOR, "30/6/2021", ""),
            ("STT", "Văn bản giao", "", "Nội dung nhiệm vụ", "Thời hạn", ""),
            ("", "Số", "Ngày", "", "Theo văn bản", "Gia hạn"),
            ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
            ("2", "142/TB-UBND", "1/3/2021", PLAN, "30/7/2021", "30/9/2021"),
        ],
        [
            task("1", POOR, document="141/TB-UBND", issued_on="2021-02-01", deadline="2021-06-30"),
            task("2", PLAN, document="142/TB-UBND", issued_on="2021-03-01", deadline="2021-09-30",
                 first_deadline="2021-07-30"),
        ],
        skipped=[(3, "column_numbers"), (5, "header"), (6, "header"), (7, "column_numbers")],
        format="tsv",
    ),
)  # fmt: skip
