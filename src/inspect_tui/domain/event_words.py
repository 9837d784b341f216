"""Words of a status or a remark that tell of an event of a task: suspended, withdrawn, transferred or extended.

Nothing is done on their strength: an event has a day and a paper, and a person records it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.vietnamese import nfc

_LONGEST: Final = 500
_SIGNS: Final = ("tạm ", "rút", "chuyển", "gia hạn", "lùi", "dừng", "hủy", "huỷ", "bãi bỏ", "thực hiện nữa", "bàn giao")
"""What all of them hold; most words do not, and are done with."""
_ORGAN: Final = r"(?:sở|ban|ubnd|ủy ban|uỷ ban|phòng|cục|chi cục|công an|văn phòng|thanh tra|bộ chỉ huy|trung tâm)\b"
_EVENTS: Final = (
    ("suspended", later(r"\btạm (?:dừng|ngừng|ngưng|hoãn)\b|\b(?:cho phép|được|đồng ý) dừng\b")),
    ("withdrawn", later(
        r"\brút (?:khỏi|ra khỏi|nhiệm vụ)\b|\b(?:bãi bỏ|hủy bỏ|huỷ bỏ|hủy|huỷ) nhiệm vụ\b"
        r"|\bnhiệm vụ (?:đã |bị |được )+(?:bãi bỏ|hủy|huỷ)\b|\bdừng thực hiện\b"
        r"|\bkhông (?:tiếp tục )?thực hiện nữa\b")),
    ("transferred", later(
        r"(?:^|[.;,:(\-]\s*|\b(?:đã|được|đồng ý|cho phép) )"
        r"(?:bàn giao|chuyển) (?:nhiệm vụ )?(?:(?:cho|sang|về|đến) )?" + _ORGAN
        + r"[^.;]*\b(?:thực hiện|chủ trì|tham mưu|xử lý|giải quyết)\b"
        r"|\bchuyển (?:thực hiện |hoàn thành )?sang (?:năm|quý|tháng|kỳ)\b")),
    ("extended", later(
        r"\b(?:đã |(?:được|đồng ý|chấp thuận|cho phép|cho)\b[^.;]{0,40}?)"
        r"(?:gia hạn(?! (?:giấy|hợp đồng|thẻ|chứng|bảo lãnh))"
        r"|lùi (?:thời )?hạn|lùi (?:thời gian|đến|tiến độ))")),
)  # fmt: skip
_ASKED: Final = later(
    r"\b(?:xin|đề nghị|đề xuất|kiến nghị|tham mưu|chưa|dự kiến|chờ)\b[^.;]*$"
    r"|\bkhông(?: được| phải)? $"
)
_ASKS: Final = later(r"\b(?:xin|đề nghị|đề xuất|kiến nghị)\b")


@lru_cache(maxsize=4096)
def event_in(words: str) -> str:
    """Return which event words read like: ``suspended``, ``withdrawn``, ``transferred``, ``extended``, or none.

    Args:
        words: a status, a result or a remark.
    """
    text = nfc(words[:_LONGEST]).casefold()
    if not any(sign in text for sign in _SIGNS):
        return ""
    for kind, pattern in _EVENTS:
        for match in pattern.finditer(text):
            # What is only asked for, or has not come yet, has not happened.
            if not _ASKED.search(text[: match.start()]) and not _ASKS.search(match.group()):
                return kind
    return ""
