"""Requests with numbers of tasks: those that contradict the checklist, and the others.

`REQUESTS` and `WRONG_REQUESTS` are compared with the checklist of `text_figures_samples`, the others with that of
`text_figures_pairs`, in whose form `DEMANDS` is written.
"""

from __future__ import annotations

from typing import Final

REQUESTS: Final = (
    "Hoàn thành 2 nhiệm vụ quá hạn trong tháng 8", "Hoàn thành 2 nhiệm vụ còn lại trong quý III",
    "Hoàn thành 5 nhiệm vụ trước ngày 30/9/2021", "Không còn nhiệm vụ quá hạn trước ngày 31/12/2021",
    "Hoàn thành 100% nhiệm vụ được giao", "Khắc phục 3 nhiệm vụ quá hạn; báo cáo kết quả về Tổ Công tác",
    "Giao Sở Nội vụ 3 nhiệm vụ mới", "Tỷ lệ hoàn thành đạt 95% trở lên", "Tỷ lệ hoàn thành đạt 95%",
    "Thực hiện 5 nhiệm vụ trọng tâm", "Xử lý dứt điểm 1 nhiệm vụ quá hạn do Phòng A chủ trì",
    "Hoàn thành đúng hạn 20 nhiệm vụ", "Clear 2 overdue tasks by 15 August 2021",
)  # fmt: skip
"""Requests that the checklist cannot contradict."""

WRONG_REQUESTS: Final = (
    ("Hoàn thành 4 nhiệm vụ quá hạn trong tháng 8", "Hoàn thành 4 nhiệm vụ quá hạn"),
    ("Khắc phục dứt điểm 05 nhiệm vụ quá hạn trước ngày 15/8/2021", "05 nhiệm vụ quá hạn"),
    ("Hiện còn 2 nhiệm vụ quá hạn, yêu cầu khắc phục ngay", "2 nhiệm vụ quá hạn"),
    ("Clear the 4 overdue tasks", "4 overdue tasks"),
)
"""Requests about more tasks than there are, or with a statement in them."""

DEMANDS: Final = (
    "Hoàn thành dứt điểm «04|03» nhiệm vụ quá hạn trước ngày 15/8/2021. => 03 nhiệm vụ quá hạn",
    "Khắc phục «04|03» nhiệm vụ quá hạn. => 03 nhiệm vụ quá hạn",
    "Yêu cầu Ban Dân tộc tỉnh tập trung hoàn thành «04|03» nhiệm vụ quá hạn. => hoàn thành 03 nhiệm vụ quá hạn",
    "Tập trung chỉ đạo thực hiện dứt điểm «04 (bốn)|05 (năm)» nhiệm vụ quá hạn chưa hoàn thành. "
    "=> 05 (năm) nhiệm vụ quá hạn chưa hoàn thành",
    "Lãnh đạo Ban tập trung khắc phục ngay «04|03» nhiệm vụ quá hạn, báo cáo kết quả trước ngày 20/8/2021. "
    "=> 03 nhiệm vụ quá hạn",
    "Khẩn trương hoàn thành «04|03» nhiệm vụ quá hạn chưa hoàn thành, chậm nhất ngày 31/8/2021. "
    "=> hoàn thành 03 nhiệm vụ quá hạn chưa hoàn thành",
    "Khẩn trương khắc phục «6|5» nhiệm vụ chậm, muộn. => 5 nhiệm vụ chậm, muộn",
    "Rà soát, đôn đốc thực hiện «05|06» nhiệm vụ chưa hoàn thành. => 06 nhiệm vụ chưa hoàn thành",
    "Xử lý «4|3» nhiệm vụ quá hạn => 3 nhiệm vụ quá hạn",
    "«4|3» nhiệm vụ quá hạn phải hoàn thành trước ngày 15/8/2021 => 3 nhiệm vụ quá hạn",
    "Kiểm điểm trách nhiệm, khắc phục «bốn|ba» nhiệm vụ quá hạn => ba nhiệm vụ quá hạn",
    "Hiện còn «04|03» nhiệm vụ quá hạn, yêu cầu đơn vị khẩn trương thực hiện. => 03 nhiệm vụ quá hạn",
    "Đối với «04|03» nhiệm vụ quá hạn: yêu cầu hoàn thành trước ngày 15/8/2021. => 03 nhiệm vụ quá hạn",
    "Tiếp tục hoàn thành «4|3» nhiệm vụ quá hạn. => hoàn thành 3 nhiệm vụ quá hạn",
    "Hoàn thành «4|3» nhiệm vụ quá hạn và 1 nhiệm vụ trong hạn. => Hoàn thành 3 nhiệm vụ quá hạn",
    "Hoàn thành «4|3» nhiệm vụ quá hạn, xong trước ngày 31/8/2021. => Hoàn thành 3 nhiệm vụ quá hạn",
    "Đơn vị khẩn trương hoàn thành «04|03» nhiệm vụ quá hạn; báo cáo Chủ tịch UBND tỉnh. "
    "=> hoàn thành 03 nhiệm vụ quá hạn",
    "Ban Dân tộc tỉnh hoàn thành «04|03» nhiệm vụ quá hạn, không để phát sinh nhiệm vụ quá hạn mới. "
    "=> hoàn thành 03 nhiệm vụ quá hạn",
    "Giao Ban Dân tộc hoàn thành «04|03» nhiệm vụ quá hạn chưa hoàn thành trước ngày 15/8/2021. "
    "=> hoàn thành 03 nhiệm vụ quá hạn chưa hoàn thành",
    "Đề nghị Ban Dân tộc hoàn thành ngay «04|03» nhiệm vụ quá hạn. => 03 nhiệm vụ quá hạn",
    "Thực hiện dứt điểm «04|03» nhiệm vụ đã quá hạn. => 03 nhiệm vụ đã quá hạn",
    "Thực hiện dứt điểm «04|03»/20 nhiệm vụ quá hạn. => 03/20 nhiệm vụ quá hạn",
    "Resolve the «4|3» overdue tasks => 3 overdue tasks",
)  # fmt: skip
"""What is asked for: the number is that of the tasks as they stand."""

QUIET_DEMANDS: Final = (
    "Hoàn thành 01 nhiệm vụ quá hạn trước ngày 15/8/2021, 03 nhiệm vụ quá hạn trước ngày 30/8/2021.",
    "Hoàn thành 02 nhiệm vụ quá hạn trước ngày 15/8/2021; các nhiệm vụ còn lại trước ngày 30/9/2021.",
    "- Khắc phục 1 nhiệm vụ quá hạn trước ngày 10/8/2021.\n- Khắc phục 3 nhiệm vụ quá hạn trước ngày 15/9/2021.",
    "Trước mắt, hoàn thành 02 nhiệm vụ quá hạn.", "Trước mắt tập trung hoàn thành 2 nhiệm vụ quá hạn.",
    "Ưu tiên hoàn thành 02 nhiệm vụ quá hạn.", "Hoàn thành ít nhất 03 nhiệm vụ quá hạn trước ngày 15/8/2021.",
    "Mỗi tháng hoàn thành 2 nhiệm vụ quá hạn.", "Từng tháng hoàn thành 2 nhiệm vụ quá hạn.",
    "Hoàn thành thêm 2 nhiệm vụ quá hạn.", "Trong tháng 8 hoàn thành 2 nhiệm vụ quá hạn.",
    "Trong số nhiệm vụ quá hạn, hoàn thành 2 nhiệm vụ quá hạn trước ngày 15/8/2021.",
    "Hoàn thành 2 trong số các nhiệm vụ quá hạn.", "Phòng Chính sách khắc phục 03 nhiệm vụ quá hạn.",
    "Giao Phòng Chính sách hoàn thành 03 nhiệm vụ quá hạn trước ngày 15/8/2021.",
    "Khắc phục 3 nhiệm vụ quá hạn do Phòng Chính sách chủ trì.", "Khắc phục 2 nhiệm vụ quá hạn về chính sách dân tộc.",
    "Phấn đấu hoàn thành 3 nhiệm vụ quá hạn.", "Cam kết hoàn thành 2 nhiệm vụ quá hạn trước ngày 15/8/2021.",
    "Hoàn thành 06 nhiệm vụ trước ngày 15/8/2021.", "Triển khai 3 nhiệm vụ mới trước ngày 15/8/2021.",
    "Hoàn thành 3 nhiệm vụ quá hạn tại Thông báo số 12/TB-UBND.", "Hoàn thành 3 nhiệm vụ quá hạn trong tháng 8/2021.",
    "Hoàn thành 3 nhiệm vụ quá hạn trên 30 ngày.", "Rà soát 3 nhiệm vụ quá hạn có khó khăn, vướng mắc.",
    "Không để phát sinh quá 1 nhiệm vụ quá hạn trong quý IV.", "Tổ chức họp kiểm điểm về 02 nhiệm vụ quá hạn này.",
    "Hoàn thành 2/4 nhiệm vụ quá hạn trước ngày 15/8/2021.", "Một nhiệm vụ quá hạn phải hoàn thành ngay.",
    "Giao Sở Tài chính hoàn thành 3 nhiệm vụ quá hạn.", "Đối với nhóm 1: hoàn thành 3 nhiệm vụ quá hạn.",
    "Phải hoàn thành 95 % số nhiệm vụ được giao trong năm 2021.",
    "Giao Ban Dân tộc tỉnh hoàn thành 03 nhiệm vụ quá hạn liên quan đến kinh phí trước ngày 15/8/2021.",
    "Tập trung tháo gỡ khó khăn để hoàn thành 3 nhiệm vụ quá hạn.", "Đến ngày 15/8/2021 hoàn thành 3 nhiệm vụ quá hạn.",
    "Trước ngày 15/8/2021 hoàn thành 3 nhiệm vụ quá hạn, trước ngày 30/8/2021 hoàn thành nhiệm vụ cuối cùng.",
    "Trước ngày 15/8/2021, hoàn thành 03 nhiệm vụ quá hạn; trước ngày 30/9/2021, hoàn thành 02 nhiệm vụ quá hạn.",
    "Hoàn thành 03 nhiệm vụ quá hạn trước ngày 15/8/2021, số còn lại trước ngày 30/9/2021.",
    "Hoàn thành 03 nhiệm vụ quá hạn trước ngày 15/8/2021, những nhiệm vụ khác trước ngày 30/9/2021.",
    "Hoàn thành 03 nhiệm vụ quá hạn trước ngày 15/8/2021 và 2 nhiệm vụ trước ngày 30/9/2021.",
    "Hoàn thành hai nhiệm vụ quá hạn trước ngày 15/8/2021, hai nhiệm vụ trước ngày 30/9/2021.",
    "Phó Trưởng ban trực tiếp chỉ đạo hoàn thành 3 nhiệm vụ quá hạn.",
    "Trưởng phòng Kế hoạch hoàn thành 3 nhiệm vụ quá hạn.", "Các phòng chuyên môn hoàn thành 3 nhiệm vụ quá hạn.",
    "Khắc phục 3 nhiệm vụ quá hạn số 16, 17.", "Khắc phục 2 nhiệm vụ quá hạn (nhiệm vụ số 16 và 17).",
    "Khắc phục 2 nhiệm vụ quá hạn: nhiệm vụ 16, nhiệm vụ 17.", "Khắc phục 3 nhiệm vụ quá hạn nêu trên.",
    "Khắc phục 2 nhiệm vụ đã quá hạn trên 30 ngày.", "Khắc phục 2 nhiệm vụ quá hạn lâu nhất.",
    "Báo cáo nguyên nhân 3 nhiệm vụ quá hạn.", "Báo cáo giải trình 2 nhiệm vụ hoàn thành quá hạn.",
    "Rút kinh nghiệm đối với 2 nhiệm vụ quá hạn.", "Rút kinh nghiệm đối với 02 nhiệm vụ hoàn thành quá hạn.",
    "Khắc phục 6 nhiệm vụ quá hạn.", "Hoàn thành 1 nhiệm vụ còn trong hạn đúng thời hạn.",
    "Hoàn thành 5 nhiệm vụ chưa hoàn thành trước ngày 31/12/2021.",
    "Hoàn thành 4 nhiệm vụ quá hạn và 1 nhiệm vụ trong hạn.",
    "Không để phát sinh thêm nhiệm vụ quá hạn; hoàn thành 100% nhiệm vụ trong năm.",
    "Giảm tỷ lệ nhiệm vụ quá hạn xuống dưới 5 %.", "Bảo đảm tỷ lệ hoàn thành nhiệm vụ đạt 95 %.",
    "Nâng tỷ lệ hoàn thành nhiệm vụ lên 95 % số nhiệm vụ được giao.",
    "Phối hợp với Sở Tài chính xử lý 3 nhiệm vụ quá hạn.", "Đề nghị Văn phòng UBND tỉnh gia hạn 2 nhiệm vụ quá hạn.",
    "Đề nghị UBND tỉnh cho phép 2 nhiệm vụ tạm dừng thực hiện.", "Tham mưu UBND tỉnh gia hạn 3 nhiệm vụ quá hạn.",
    "Xin ý kiến về 2 nhiệm vụ quá hạn.", "Chuyển 3 nhiệm vụ quá hạn sang Sở Tài chính.",
    "Hoàn thành 2 nhiệm vụ quá hạn do nguyên nhân chủ quan trước ngày 15/8/2021.",
    "Trong tuần này hoàn thành 3 nhiệm vụ quá hạn.", "Trong 10 ngày, hoàn thành 2 nhiệm vụ quá hạn.",
    "Hoàn thành 2 nhiệm vụ quá hạn trong quý III/2021.", "Hoàn thành 3 nhiệm vụ quá hạn ngay trong tháng 8.",
    "Thực hiện 8 nhiệm vụ trọng tâm còn lại của năm.",
    "Triển khai 5 nhiệm vụ, giải pháp để không còn nhiệm vụ quá hạn.",
    "Họp giao ban hằng tuần, mỗi tuần giải quyết 3 nhiệm vụ quá hạn.",
    "Hoàn thành 2 nhiệm vụ quá hạn, tiến tới hoàn thành toàn bộ 4 nhiệm vụ.",
    "Khắc phục ngay 3 nhiệm vụ quá hạn có thể hoàn thành sớm.", "Hoàn thành 2 nhiệm vụ quá hạn đã đủ điều kiện.",
    "Hoàn thành 2 nhiệm vụ quá hạn đủ điều kiện thực hiện trước ngày 15/8/2021.",
    "Hoàn thành việc lập kế hoạch cho 3 nhiệm vụ quá hạn.", "Phân công cụ thể cán bộ theo dõi 2 nhiệm vụ quá hạn.",
    "Bố trí kinh phí cho 2 nhiệm vụ quá hạn.", "Giao Chánh Văn phòng hoàn thành 3 nhiệm vụ quá hạn.",
    "Giao đồng chí Phó Trưởng ban hoàn thành 2 nhiệm vụ quá hạn trước ngày 15/8/2021.",
    "Hoàn thành 3 nhiệm vụ quá hạn của Chương trình MTQG.", "Yêu cầu hoàn thành thêm ít nhất 2 nhiệm vụ quá hạn.",
    "Hoàn thành tối thiểu 2 nhiệm vụ quá hạn.", "Hoàn thành được 2 nhiệm vụ quá hạn trở lên.",
    "Hoàn thành 1-3 nhiệm vụ quá hạn.", "Hoàn thành khoảng 3 nhiệm vụ quá hạn.",
    "Hoàn thành một nửa số nhiệm vụ quá hạn.", "Hoàn thành 50 % nhiệm vụ quá hạn trong tháng 8.",
    "Hoàn thành 3 nhiệm vụ quá hạn đầu tiên trước ngày 15/8/2021.", "Hoàn thành tiếp 2 nhiệm vụ quá hạn.",
    "Lựa chọn 2 nhiệm vụ quá hạn để làm trước.", "Lựa chọn, hoàn thành 2 nhiệm vụ quá hạn.",
    "Thực hiện trước 2 nhiệm vụ quá hạn.", "Làm trước 2 nhiệm vụ quá hạn.",
    "Giai đoạn 1 hoàn thành 2 nhiệm vụ quá hạn.", "Đợt 1: hoàn thành 2 nhiệm vụ quá hạn.",
    "Đối với các nhiệm vụ quá hạn: hoàn thành 3 nhiệm vụ quá hạn trước ngày 15/8/2021, còn 2 nhiệm vụ trước ngày "
    "30/8/2021.",
    "1. Hoàn thành 3 nhiệm vụ quá hạn.\n2. Đề xuất gia hạn 2 nhiệm vụ quá hạn.",
    "Chuyên viên theo dõi hoàn thành 3 nhiệm vụ quá hạn.", "Complete 2 overdue tasks in August.",
    "First complete 2 overdue tasks.", "Complete at least 2 overdue tasks.",
    "Complete two of the overdue tasks by 15/8/2021.",
    "Complete 2 overdue tasks by 15/8/2021 and the other two by 30/9/2021.",
)  # fmt: skip
"""Requests that may be about some of the tasks, or about tasks yet to come."""
