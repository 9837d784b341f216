"""Write the register of the demonstration visit, in the layout of an official annex.

The figures are those of the visit of 30/7/2021 (18 assigned with 15 done on time and 3 overdue; 4 of the work
programme, all on plan; 3 key tasks with 2 done); the tasks' texts are invented for illustration.

Run: python scripts/make_demo_register.py
"""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

TARGET = Path(__file__).parents[1] / "src/inspect_tui/services/demo_data/register.xlsx"
BDT = "Ban Dân tộc"

# document, issued on, content, lead, coordinating, deadline, extended to, completed on, reason
ASSIGNED = [
    (
        "102/UBND-KGVX",
        "12/01/2021",
        "Xây dựng kế hoạch thực hiện công tác dân tộc năm 2021",
        BDT,
        "Sở Tài chính",
        "31/01/2021",
        "",
        "29/01/2021",
        "",
    ),
    (
        "102/UBND-KGVX",
        "12/01/2021",
        "Báo cáo tình hình đời sống đồng bào dân tộc thiểu số dịp Tết Nguyên đán và giáp hạt",
        BDT,
        "UBND các huyện, thành phố",
        "05/02/2021",
        "",
        "04/02/2021",
        "",
    ),
    (
        "18/CT-UBND",
        "20/01/2021",
        "Tham mưu ban hành chương trình phối hợp tuyên truyền, vận động đồng bào giữa Ban Dân tộc với các sở, ngành",
        BDT,
        "Sở Tư pháp; Sở Thông tin và Truyền thông",
        "28/02/2021",
        "",
        "26/02/2021",
        "",
    ),
    (
        "215/TB-UBND",
        "25/01/2021",
        "Rà soát, thống kê cơ sở dữ liệu người có uy tín trong đồng bào dân tộc thiểu số",
        BDT,
        "Công an tỉnh; UBND các huyện, thành phố",
        "15/03/2021",
        "",
        "12/03/2021",
        "",
    ),
    (
        "246/QĐ-UBND",
        "02/02/2021",
        "Kế hoạch kiểm tra việc thực hiện chính sách dân tộc năm 2021",
        BDT,
        "Thanh tra tỉnh",
        "20/02/2021",
        "",
        "19/02/2021",
        "",
    ),
    (
        "301/UBND-KGVX",
        "08/02/2021",
        "Tổng kết Chương trình 135 giai đoạn 2016 – 2020 trên địa bàn tỉnh",
        BDT,
        "Sở Kế hoạch và Đầu tư; Sở Tài chính",
        "31/03/2021",
        "",
        "30/03/2021",
        "",
    ),
    (
        "317/UBND-TH",
        "09/02/2021",
        "Góp ý dự thảo Chương trình mục tiêu quốc gia phát triển kinh tế – xã hội vùng đồng bào dân tộc thiểu số và miền núi",
        BDT,
        "",
        "20/02/2021",
        "",
        "18/02/2021",
        "",
    ),
    (
        "352/TB-UBND",
        "22/02/2021",
        "Báo cáo kết quả phân định thôn, xã vùng đồng bào dân tộc thiểu số theo trình độ phát triển",
        BDT,
        "UBND các huyện, thành phố",
        "25/03/2021",
        "",
        "25/03/2021",
        "",
    ),
    (
        "352/TB-UBND",
        "22/02/2021",
        "Tham mưu tờ trình đề nghị phê duyệt danh sách xã khu vực III, II, I giai đoạn 2021 – 2025",
        BDT,
        "Sở Nội vụ",
        "10/04/2021",
        "",
        "08/04/2021",
        "",
    ),
    (
        "411/UBND-NC",
        "03/03/2021",
        "Kế hoạch phổ biến, giáo dục pháp luật cho đồng bào dân tộc thiểu số năm 2021",
        BDT,
        "Sở Tư pháp",
        "31/03/2021",
        "",
        "29/03/2021",
        "",
    ),
    (
        "436/UBND-KGVX",
        "08/03/2021",
        "Đề xuất nhiệm vụ hỗ trợ sinh kế cho hộ nghèo dân tộc thiểu số năm 2021",
        BDT,
        "Sở Lao động - Thương binh và Xã hội",
        "15/04/2021",
        "",
        "14/04/2021",
        "",
    ),
    (
        "502/QĐ-UBND",
        "18/03/2021",
        "Kế hoạch triển khai Tiểu dự án giảm thiểu tình trạng tảo hôn và hôn nhân cận huyết thống",
        BDT,
        "Sở Y tế; Sở Tư pháp; Hội Liên hiệp Phụ nữ tỉnh",
        "20/04/2021",
        "",
        "20/04/2021",
        "",
    ),
    (
        "533/UBND-KGVX",
        "24/03/2021",
        "Báo cáo kết quả thực hiện chính sách đối với người có uy tín quý I năm 2021",
        BDT,
        "",
        "05/04/2021",
        "",
        "02/04/2021",
        "",
    ),
    (
        "588/UBND-TH",
        "02/04/2021",
        "Đôn đốc, tổng hợp giải ngân vốn sự nghiệp thực hiện chính sách dân tộc 6 tháng đầu năm",
        BDT,
        "Kho bạc Nhà nước tỉnh; Sở Tài chính",
        "30/06/2021",
        "",
        "28/06/2021",
        "",
    ),
    (
        "640/TB-UBND",
        "12/04/2021",
        "Chuẩn bị nội dung làm việc với Đoàn công tác của Ủy ban Dân tộc",
        BDT,
        "Văn phòng UBND tỉnh",
        "28/04/2021",
        "",
        "26/04/2021",
        "",
    ),
    (
        "214/UBND-KGVX",
        "02/03/2021",
        "Báo cáo kết quả cải cách hành chính quý II năm 2021",
        BDT,
        "Sở Nội vụ",
        "15/06/2021",
        "30/06/2021",
        "",
        "Chờ hướng dẫn biểu mẫu mới",
    ),
    (
        "671/TB-UBND",
        "16/04/2021",
        "Rà soát danh sách thôn đặc biệt khó khăn giai đoạn 2021 – 2025",
        BDT,
        "UBND các huyện, thành phố",
        "07/07/2021",
        "",
        "",
        "Hai huyện gửi số liệu chậm",
    ),
    (
        "705/UBND-KTTH",
        "22/04/2021",
        "Xây dựng phương án cấp nước sinh hoạt tập trung cho các xã vùng cao",
        BDT,
        "Sở Nông nghiệp và Phát triển nông thôn; Sở Tài chính",
        "14/07/2021",
        "",
        "",
        "Chưa bố trí được kinh phí khảo sát",
    ),
]
PROGRAMME = [
    (
        "01/CTr-UBND",
        "05/01/2021",
        "Đề án phát triển kinh tế – xã hội các xã đặc biệt khó khăn giai đoạn 2021 – 2025",
        BDT,
        "Sở Kế hoạch và Đầu tư",
        "30/09/2021",
        "",
        "",
        "",
    ),
    (
        "01/CTr-UBND",
        "05/01/2021",
        "Dự thảo nghị quyết về mức hỗ trợ đào tạo, bồi dưỡng cán bộ làm công tác dân tộc",
        BDT,
        "Sở Nội vụ; Sở Tư pháp",
        "Quý III/2021",
        "",
        "",
        "",
    ),
    (
        "01/CTr-UBND",
        "05/01/2021",
        "Báo cáo sơ kết chương trình phối hợp với Ủy ban Mặt trận Tổ quốc tỉnh",
        BDT,
        "",
        "31/10/2021",
        "",
        "",
        "",
    ),
    (
        "01/CTr-UBND",
        "05/01/2021",
        "Kế hoạch tổ chức Đại hội đại biểu các dân tộc thiểu số cấp huyện",
        BDT,
        "Sở Nội vụ",
        "15/12/2021",
        "",
        "",
        "",
    ),
]
KEY = [
    (
        "12/KH-BDT",
        "15/01/2021",
        "Tập huấn nghiệp vụ cho cán bộ làm công tác dân tộc cấp xã",
        BDT,
        "Trường Chính trị tỉnh",
        "30/06/2021",
        "",
        "24/06/2021",
        "",
    ),
    (
        "12/KH-BDT",
        "15/01/2021",
        "Duy trì, nâng cấp trang thông tin điện tử của Ban Dân tộc",
        BDT,
        "Sở Thông tin và Truyền thông",
        "31/05/2021",
        "",
        "28/05/2021",
        "",
    ),
    (
        "12/KH-BDT",
        "15/01/2021",
        "Triển khai Chương trình mục tiêu quốc gia phát triển kinh tế – xã hội vùng đồng bào dân tộc thiểu số và miền núi",
        BDT,
        "Các sở, ban, ngành liên quan",
        "31/12/2021",
        "",
        "",
        "Chưa có kinh phí, chưa có hướng dẫn",
    ),
]
SECTIONS = [
    ("I", "Nhiệm vụ do UBND tỉnh, Chủ tịch, các Phó Chủ tịch UBND tỉnh giao", ASSIGNED),
    ("II", "Nhiệm vụ trong chương trình làm việc của UBND tỉnh", PROGRAMME),
    ("III", "Nhiệm vụ trọng tâm năm 2021", KEY),
]
HEADER = ["TT", "Số, ký hiệu văn bản", "Ngày giao", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp",
          "Thời hạn", None, "Ngày hoàn thành", "Lý do chậm"]  # fmt: skip


def main() -> None:
    """Write the workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "PL01"
    thin = Side(style="thin")
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    titles = ["PHỤ LỤC", "DANH MỤC NHIỆM VỤ GIAO BAN DÂN TỘC TỈNH, SỐ LIỆU ĐẾN NGÀY 16/7/2021",
              "(Số liệu thật, nội dung minh họa)"]  # fmt: skip
    for row, title in enumerate(titles, start=1):
        sheet.cell(row, 1, title).font = Font(bold=row < 3, italic=row == 3)
        sheet.cell(row, 1).alignment = Alignment(horizontal="center")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=10)
    for column, words in enumerate(HEADER, start=1):
        sheet.cell(5, column, words)
        if words != "Thời hạn" and words is not None:
            sheet.merge_cells(start_row=5, start_column=column, end_row=6, end_column=column)
    sheet.merge_cells("G5:H5")
    sheet["G6"], sheet["H6"] = "Theo văn bản", "Gia hạn"
    for column in range(1, 11):
        sheet.cell(7, column, f"({column})")
        for row in (5, 6, 7):
            sheet.cell(row, column).font = Font(bold=row < 7)
            sheet.cell(row, column).border = box
            sheet.cell(row, column).alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    row = 8
    for roman, title, tasks in SECTIONS:
        sheet.cell(row, 1, roman).font = Font(bold=True)
        sheet.cell(row, 2, title).font = Font(bold=True)
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=10)
        row += 1
        for number, task in enumerate(tasks, start=1):
            for column, value in enumerate((number, *task), start=1):
                cell = sheet.cell(row, column, value or None)
                cell.border, cell.alignment = box, Alignment(vertical="top", wrap_text=True)
            row += 1
    sheet.cell(row, 2, "Tổng cộng").font = Font(bold=True)
    sheet.cell(row, 4, "25 nhiệm vụ")
    for column, width in enumerate((6, 18, 12, 60, 16, 30, 14, 14, 14, 30), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    book.save(TARGET)


if __name__ == "__main__":
    main()
