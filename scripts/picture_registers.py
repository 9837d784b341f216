"""Registers for the pictures of the preview: a newer version of the demonstration's, and one with an odd header."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

DEMO = Path(__file__).parents[1] / "src/inspect_tui/services/demo_data/register.xlsx"
HEADER = ("TT", "Số, ký hiệu văn bản", "Ngày giao", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp",
          "Thời hạn theo văn bản", "Thời hạn gia hạn", "Số lần gia hạn", "Ngày hoàn thành", "Lý do chậm")  # fmt: skip
EXTENDED = 7
"""From this column on, from 0, a register that was brought up to date says something else."""
GONE = "Góp ý dự thảo"
LAST_ASSIGNED = 18
WORDS = 5
CHANGES = {
    "Rà soát danh sách thôn": (None, None, "Đã hoàn thành", "Hai huyện gửi số liệu chậm"),
    "Xây dựng phương án cấp": ("Quý III/2021", 1, None, "Chưa bố trí được kinh phí khảo sát"),
    "Báo cáo kết quả cải": ("30/06/2021", 1, "20/07/2021", "Chờ hướng dẫn biểu mẫu mới"),
}
"""What the register says now of tasks, by how their words begin."""

NEW = (
    (19, "812/UBND-KGVX", "19/07/2021", "Báo cáo kết quả rà soát chính sách đối với học sinh bán trú vùng đồng bào dân "
     "tộc thiểu số", "Ban Dân tộc", "Sở Giáo dục và Đào tạo", "tháng 9/2021", "", None, "", ""),
    (20, "815/UBND-NC", "20/07/2021", "Nắm tình hình tại các xã biên giới", "Ban Dân tộc", "", "30/8/2021", "", None,
     "", "MẬT"),
    (21, "821/UBND-KT", "21/07/2021", "Hướng dẫn lập dự toán Chương trình mục tiêu quốc gia giai đoạn 2021 – 2025",
     "Ban Dân tộc", "Sở Tài chính", "khi có hướng dẫn của Trung ương", "", None, "", ""),
)  # fmt: skip
UNKNOWN = ("Mã", "Đầu việc", "Đầu mối", "Mốc", "Diễn biến")


def newer_version(folder: Path) -> Path:
    """Write what the agency sends a week later: extended, reported done, three new tasks, one gone."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Phụ lục I"
    sheet.append(("DANH MỤC NHIỆM VỤ GIAO BAN DÂN TỘC TỈNH, SỐ LIỆU ĐẾN NGÀY 23/7/2021",))
    sheet.append(HEADER)
    for row in load_workbook(DEMO).active.iter_rows(min_row=8, max_row=35, values_only=True):
        number, title, content = row[0], row[1], str(row[3] or "")
        if isinstance(number, str):
            sheet.append((number, None, None, title))
        if not isinstance(number, int) or content.startswith(GONE):
            continue
        sheet.append(
            (*row[:EXTENDED], *CHANGES.get(" ".join(content.split()[:WORDS]), (row[EXTENDED], None, row[8], row[9])))
        )
        if number == LAST_ASSIGNED:
            for new in NEW:
                sheet.append(new)
    book.create_sheet("Phụ lục II").append(("Ghi chú",))
    path = folder / "Danh mục nhiệm vụ Ban Dân tộc (số liệu đến 23-7).xlsx"
    book.save(path)
    return path


def unknown_header(folder: Path) -> Path:
    """Write a register whose header names nothing that is known."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(UNKNOWN)
    for place, (_, _, _, content, *_) in enumerate(NEW * 3, start=1):
        sheet.append((f"V{place:02}", content, "Phòng Chính sách", f"{place + 9}/8/2021", "đang làm"))
    path = folder / "Theo dõi công việc phòng Chính sách.xlsx"
    book.save(path)
    return path
