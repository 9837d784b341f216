"""Register files with what only workbooks have, and those whose headers are hard to understand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from openpyxl.worksheet.table import Table

from .register_files import PLAN, POOR, SCHOOL, TRAIN, WATER, RegisterFile, task


def _formatted(sheet: Any) -> None:
    """Draw a thousand empty rows, and make a table of the filled ones."""
    from openpyxl.styles import Border, Side

    for row in range(5, 1005):
        for column in range(1, 6):
            sheet.cell(row, column).border = Border(bottom=Side("thin"))
    sheet.add_table(Table(displayName="NhiemVu", ref="A1:E3"))


def _counted(sheet: Any) -> None:
    """Count the tasks by a formula that no program has worked out yet."""
    for row in (2, 3):
        sheet.cell(row, 1).value = "=ROW()-1"


WORKBOOKS: Final = (
    RegisterFile(
        "a sheet per month",
        [
            ("STT", "Nhiệm vụ được giao", "Đơn vị chủ trì", "Thời hạn"),
            (1, POOR, "Sở Y tế", "30/6/2021"),
            (2, PLAN, "Sở Nội vụ", "30/6/2021"),
        ],
        [task("1", POOR, lead="Sở Y tế", deadline="2021-06-30"), task("2", PLAN, lead="Sở Nội vụ",
                                                                      deadline="2021-06-30")],
        problems=[(0, "sheet", "other_sheet")],
        sheet="Tháng 6",
        before={"Tháng 5": [("STT", "Nhiệm vụ được giao", "Đơn vị chủ trì", "Thời hạn"),
                            (1, WATER, "Sở Tài chính", "30/5/2021")]},
    ),
    RegisterFile(
        "a guide and a summary before it, a list of states behind it",
        [
            ("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Trạng thái"),
            (1, POOR, "Sở Y tế", "30/6/2021", "Đang thực hiện"),
        ],
        [task("1", POOR, lead="Sở Y tế", deadline="2021-06-30", declared_status="Đang thực hiện")],
        sheet="Nhiệm vụ",
        before={
            "Hướng dẫn": [("Cột Nội dung nhiệm vụ: ghi đúng văn bản giao", "Cột Thời hạn: ghi ngày/tháng/năm"),
                          ("Cơ quan chủ trì là cơ quan được giao", "Xem thêm sheet Nhiệm vụ")],
            "Tổng hợp": [("STT", "Đơn vị", "Tổng số nhiệm vụ", "Hoàn thành", "Quá hạn"),
                         (1, "Sở Y tế", 5, 4, 1), (2, "Sở Nội vụ", 6, 6, 0)],
        },
        after={"Danh mục": [("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Trạng thái"),
                            *[(n, "Đang thực hiện", "Sở Y tế", "30/6/2021", "a") for n in range(9)]]},
        hidden=["Danh mục"],
    ),
    RegisterFile(
        "a thousand rows drawn in advance around a table of Excel",
        [
            ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Hạn hoàn thành", "Ngày hoàn thành"),
            ("1", POOR, "Sở Y tế", datetime(2021, 6, 30, 17, 0), ""),
            ("2", PLAN, "Sở Nội vụ", datetime(2021, 7, 30), ""),
            *[(str(n), "", "", "", "") for n in range(3, 200)],
        ],
        [
            task("1", POOR, lead="Sở Y tế", deadline="2021-06-30"),
            task("2", PLAN, lead="Sở Nội vụ", deadline="2021-07-30"),
        ],
        set_up=_formatted,
    ),
    RegisterFile(
        "numbers that are formulas",
        [
            ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"),
            ("", POOR, "Sở Y tế", date(2021, 6, 30)),
            ("", PLAN, "Sở Nội vụ", date(2021, 7, 30)),
        ],
        [
            task("", POOR, lead="Sở Y tế", deadline="2021-06-30"),
            task("", PLAN, lead="Sở Nội vụ", deadline="2021-07-30"),
        ],
        set_up=_counted,
    ),
    RegisterFile(
        "no numbers and no documents",
        [
            ("Việc cần theo dõi năm 2021", "", ""),
            ("Nhiệm vụ", "Người thực hiện", "Hạn"),
            (POOR, "Chuyên viên phòng A", "30/6/2021"),
            (PLAN, "Chuyên viên phòng B", "30/7/2021"),
        ],
        [
            task("", POOR, lead="Chuyên viên phòng A", deadline="2021-06-30"),
            task("", PLAN, lead="Chuyên viên phòng B", deadline="2021-07-30"),
        ],
        format="docx",
    ),
    RegisterFile(
        "a Party office",
        [
            ("ĐẢNG BỘ TỈNH", "", "ĐẢNG CỘNG SẢN VIỆT NAM", "", ""),
            ("STT", "Số văn bản Tỉnh ủy", "Nội dung chỉ đạo", "Cơ quan tham mưu", "Thời gian hoàn thành"),
            ("I", "NHIỆM VỤ BAN THƯỜNG VỤ TỈNH ỦY GIAO", "", "", ""),
            (1, "15-KL/TU", POOR, "Ban Tổ chức", "30/6/2021"),
            (2, "16-CV/TU", PLAN, "Ban Dân vận", "30/7/2021"),
            ("", "", "", "T/M BAN THƯỜNG VỤ", ""),
        ],
        [
            task("1", POOR, "party", document="15-KL/TU", lead="Ban Tổ chức", deadline="2021-06-30"),
            task("2", PLAN, "party", document="16-CV/TU", lead="Ban Dân vận", deadline="2021-07-30"),
        ],
        skipped=[(3, "section"), (6, "signature")],
        merges=["B3:E3"],
    ),
    RegisterFile(
        "a commune after 2025",
        [
            ("UBND XÃ TÂN THÀNH", "", "", "", ""),
            ("STT", "Nội dung nhiệm vụ", "Thôn/xã", "Cán bộ phụ trách", "Thời hạn"),
            (1, POOR, "Thôn Nà Lốc", "Công chức Văn hóa - Xã hội", "30/9/2025"),
            (2, SCHOOL, "Thôn Bản Khiếng", "Công chức Kinh tế", "30/10/2025"),
        ],
        [
            task("1", POOR, lead="Thôn Nà Lốc", leader="Công chức Văn hóa - Xã hội", deadline="2025-09-30"),
            task("2", SCHOOL, lead="Thôn Bản Khiếng", leader="Công chức Kinh tế", deadline="2025-10-30"),
        ],
        format="ods",
        year=2025,
    ),
    RegisterFile(
        "headers broken by hand, in capitals and with numbers",
        [
            ("S\nTT\n(1)", "NỘI  DUNG\nNHIỆM VỤ (2)", "CƠ QUAN,\nĐƠN VỊ CHỦ\nTRÌ (3)", "THỜI HẠN\nHOÀN THÀ-\nNH (4)",
             "KẾT QUẢ,\nTÌNH HÌNH THỰC HIỆN (5)", "GHI\nCHÚ (6)"),
            (1, POOR, "Sở Y tế", "30/6/2021", "Đang lấy ý kiến", ""),
            (2, PLAN, "Sở Nội vụ", "30/7/2021", "Đã hoàn thành ngày 20/7/2021", "b"),
        ],
        [
            task("1", POOR, lead="Sở Y tế", deadline="2021-06-30", declared_status="Đang lấy ý kiến"),
            task("2", PLAN, lead="Sở Nội vụ", deadline="2021-07-30", declared_completed_on="2021-07-20",
                 declared_status="Đã hoàn thành ngày 20/7/2021", remark="b"),
        ],
        format="docx",
    ),
    RegisterFile(
        "headers with slips of the pen",
        [
            ("STT", "Nôi dug nhiệm vụ", "Cơ quan chủ chì", "Thời hạn hoàn thàn", "Ngày hoànthành"),
            (1, POOR, "Sở Y tế", "30/6/2021", "28/6/2021"),
            (2, PLAN, "Sở Nội vụ", "30/7/2021", ""),
        ],
        [
            task("1", POOR, lead="Sở Y tế", deadline="2021-06-30", declared_completed_on="2021-06-28"),
            task("2", PLAN, lead="Sở Nội vụ", deadline="2021-07-30"),
        ],
        format="xls",
    ),
    RegisterFile(
        "columns that could be the same, and one header twice",
        [
            ("STT", "Nội dung nhiệm vụ", "Thời hạn", "Hạn xử lý", "Ghi chú", "Ghi chú", "Thời hạn"),
            (1, POOR, "30/6/2021", "15/6/2021", "a", "b", ""),
            (2, PLAN, "30/7/2021", "15/7/2021", "", "", ""),
        ],
        [
            task("1", POOR, deadline="2021-06-30", remark="a"),
            task("2", PLAN, deadline="2021-07-30"),
        ],
        problems=[(0, "deadline", "unclear_column"), (0, "remark", "unclear_column")],
    ),
    RegisterFile(
        "progress that is a deadline",
        [
            ("STT", "Nhiệm vụ, giải pháp", "Cơ quan chủ trì", "Cơ quan phối hợp", "Tiến độ", "Sản phẩm"),
            (1, POOR, "Sở Y tế", "Sở Nội vụ", "30/6/2021", "Báo cáo"),
            (2, PLAN, "Sở Nội vụ", "", "30/9/2021", "Đề án"),
        ],
        [
            task("1", POOR, lead="Sở Y tế", coordinating=["Sở Nội vụ"], deadline="2021-06-30", product="Báo cáo"),
            task("2", PLAN, lead="Sở Nội vụ", deadline="2021-09-30", product="Đề án"),
        ],
        format="docx",
    ),
    RegisterFile(
        "a column of tasks with an unknown name",
        [
            ("STT", "Yêu cầu của lãnh đạo tại giao ban", "Đơn vị chủ trì", "Thời hạn", "Ngày hoàn thành"),
            (1, POOR, "Sở Y tế", "30/6/2021", "28/6/2021"),
            (2, PLAN, "Sở Nội vụ", "30/7/2021", ""),
        ],
        [
            task("1", POOR, lead="Sở Y tế", deadline="2021-06-30", declared_completed_on="2021-06-28"),
            task("2", PLAN, lead="Sở Nội vụ", deadline="2021-07-30"),
        ],
        problems=[(0, "content", "unclear_column")],
    ),
    RegisterFile(
        "classified rows, a legend above and notes between",
        [
            ("Chú giải: Nội dung nhiệm vụ ghi đúng văn bản giao", "", "", "", ""),
            ("TT", "Nội dung nhiệm vụ", "Số/Ký hiệu", "Thời hạn", "Tình trạng"),
            ("(Các nhiệm vụ in nghiêng đã được gia hạn)", "", "", "", ""),
            (1, POOR, "151/TB-UBND", "30/6/2021", ""),
            (2, "Diễn tập khu vực phòng thủ", "152/KH-UBND (MẬT)", "30/6/2021", ""),
            ("Lưu ý: nhiệm vụ 3 xin gia hạn", "", "", "", ""),
            (3, TRAIN, "153/TB-UBND", "30/7/2021", "Chưa hoàn thành"),
        ],
        [
            task("1", POOR, document="151/TB-UBND", deadline="2021-06-30"),
            task("3", TRAIN, document="153/TB-UBND", deadline="2021-07-30", declared_status="Chưa hoàn thành"),
        ],
        skipped=[(3, "note"), (5, "classified"), (6, "note")],
        merges=["A1:E1", "A3:E3", "A6:E6"],
        format="ods",
    ),
)  # fmt: skip
