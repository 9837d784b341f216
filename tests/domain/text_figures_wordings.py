"""Further wordings, compared with the checklist of `text_figures_samples`: what contradicts it, and what does not."""

from __future__ import annotations

from typing import Final

WRONG_WORDINGS: Final = (
    ("Nhiệm vụ quá hạn: 04.", "Nhiệm vụ quá hạn: 04"),
    ("Có tới 4 nhiệm vụ quá hạn", "4 nhiệm vụ quá hạn"),
    ("Tỷ lệ hoàn thành nhiệm vụ được giao đạt 90%", "Tỷ lệ hoàn thành nhiệm vụ được giao đạt 90%"),
    ("Tỷ lệ hoàn thành nhiệm vụ đúng hạn đạt 90%", "Tỷ lệ hoàn thành nhiệm vụ đúng hạn đạt 90%"),
    ("Đơn vị không để nhiệm vụ nào quá hạn.", "không để nhiệm vụ nào quá hạn"),
    ("Ban đã hoàn thành tất cả nhiệm vụ được giao.", "đã hoàn thành tất cả nhiệm vụ được giao"),
    ("Tồn đọng 4 nhiệm vụ", "Tồn đọng 4 nhiệm vụ"),
    ("Còn tồn đọng 4 nhiệm vụ", "Còn tồn đọng 4 nhiệm vụ"),
    ("5 nhiệm vụ trong chương trình làm việc, đều đảm bảo tiến độ",
     "5 nhiệm vụ trong chương trình làm việc, đều đảm bảo tiến độ"),
    ("tổng số 25; hoàn thành 17; quá hạn 4", "quá hạn 4"),
    ("Tổng số 25, hoàn thành 17, quá hạn 4", "quá hạn 4"),
    ("Nhiệm vụ quá hạn: 04 (bốn).", "Nhiệm vụ quá hạn: 04 (bốn)"),
    ("Không để nhiệm vụ nào quá hạn, hoàn thành 15 nhiệm vụ", "Không để nhiệm vụ nào quá hạn"),
    ("Tỷ lệ hoàn thành đúng hạn trong số nhiệm vụ đã hoàn thành là 90%",
     "Tỷ lệ hoàn thành đúng hạn trong số nhiệm vụ đã hoàn thành là 90%"),
)  # fmt: skip
"""A text and the words of it that contradict the checklist."""

QUIET_WORDINGS: Final = (
    # The number of a task, or several.
    "Nhiệm vụ quá hạn: 03.", "Nhiệm vụ quá hạn: 16.", "Nhiệm vụ quá hạn: 4.", "Các nhiệm vụ quá hạn: 04.",
    "Nhiệm vụ quá hạn: 04, 05.", "Nhiệm vụ quá hạn số: 04.",
    # Aims, and what others left.
    "Bảo đảm không để nhiệm vụ nào quá hạn", "Rút kinh nghiệm, không để nhiệm vụ nào quá hạn",
    "Đơn vị rút kinh nghiệm, không để nhiệm vụ nào quá hạn", "Thời gian tới không để nhiệm vụ nào quá hạn",
    "Đơn vị chịu trách nhiệm không để nhiệm vụ nào quá hạn", "Không để nhiệm vụ nào quá hạn trong thời gian tới",
    "Trong chương trình làm việc không để nhiệm vụ nào quá hạn",
    # All of other tasks.
    "Hoàn thành tất cả nhiệm vụ được giao", "Phấn đấu hoàn thành tất cả nhiệm vụ được giao",
    "Đã hoàn thành tất cả nhiệm vụ được giao trong tháng 6", "Đơn vị đã hoàn thành tất cả nhiệm vụ đến hạn",
    "Sở Nội vụ đã hoàn thành tất cả nhiệm vụ được giao", "Cơ bản đã hoàn thành tất cả nhiệm vụ được giao",
    "Tất cả nhiệm vụ đã hoàn thành đều đúng hạn",
    # Left behind: late, or all that are not done.
    "Tồn đọng 3 nhiệm vụ", "Còn tồn đọng 8 nhiệm vụ", "Tồn đọng 4 nhiệm vụ từ năm 2020",
    "4 nhiệm vụ trong chương trình làm việc, đều đảm bảo tiến độ",
    # Of a part of those that were assigned.
    "Nhiệm vụ do UBND tỉnh giao mới: 2 nhiệm vụ", "Không có nhiệm vụ trọng tâm do UBND tỉnh giao quá hạn",
    "Chọn kiểm tra 5 nhiệm vụ do UBND tỉnh giao, trong đó 2 nhiệm vụ quá hạn",
    # Numbers alone, of what is not these tasks.
    "Tổng số 25, hoàn thành 17, quá hạn 3", "Tổng số 40; hoàn thành 10; quá hạn 4",
    "Hồ sơ: tổng số 25; hoàn thành 17; quá hạn 4", "Tiếp nhận hồ sơ. Tổng số 25; hoàn thành 17; quá hạn 4",
    "Tỷ lệ hoàn thành nhiệm vụ đúng hạn đạt 83,33%", "Tỷ lệ hoàn thành nhiệm vụ được giao đúng hạn đạt 68%",
)  # fmt: skip
"""Texts that agree with the checklist, or are not surely about these tasks."""
