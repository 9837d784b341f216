"""What the words of a row give away: totals, column numbers, signatures."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.vietnamese import fold

Texts = list[tuple[int, str]]
"""The cells of a row that hold words, by column."""

_TOTAL: Final = later(r"^(?:tong(?: cong| so)?|cong)\b(?P<rest>.*)$")
_TOTAL_REST: Final = later(
    r"^[\s:.,()=+\-]*(?:(?:muc|phan|[ivxlc]+|[a-z]|\d[\d.]*|nhiem vu|cong|so|chung|toan bo)\b[\s:.,()=+\-]*)*$"
)
_TOTAL_COUNT: Final = later(
    r"^(?:tong(?: cong| so)?|cong)\b[\s:]*(?:(?:so )?nhiem vu)?[\s:=(]*\d+\b.*(?:nhiem vu|trong do)"
)
_COLUMN: Final = later(r"^cot\b")
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_PLACE_DATE: Final = later(r"\bngay\s*[\d.…_]*\s*thang\s*[\d.…_]*\s*nam\s*[\d.…_]*\s*$")
_SIGNERS: Final = (
    "nguoi lap", "lap bieu", "nguoi tong hop", "thu truong", "truong ban", "pho truong ban", "giam doc", "pho giam doc",
    "chu tich", "pho chu tich", "chanh van phong", "pho chanh van phong", "to truong", "truong phong", "pho phong",
    "ke toan", "thu ky", "xac nhan cua", "dai dien", "(da ky", "da ky", "(ky", "noi nhan", "kt.", "tm.", "tl.", "tuq.",
    "q. ", "nguoi ky", "t/m", "k/t", "t/l", "bi thu", "pho bi thu", "lanh dao phe duyet", "chi cuc truong",
    "nguoi phe duyet", "nguoi kiem tra", "can bo tong hop", "nguoi bao cao",
)  # fmt: skip


def are_column_numbers(texts: Texts) -> bool:
    """Tell whether cells number their columns: (1) (2) (3), 1 2 3, A B 1 2, I II III."""
    if len(texts) < 3 and not (len(texts) == 2 and all(text.startswith("(") for _, text in texts)):
        return False
    bare = [_COLUMN.sub("", fold(text)).removesuffix(".0").split("=")[0].strip(" ()[].-") for _, text in texts]
    if bare == [*_ROMAN[: len(bare)]]:
        return True
    numbers = []
    for text in bare:
        if text.isdigit() and len(text) <= 2:
            numbers.append(int(text))
        elif not (len(text) == 1 and text.isalpha()):
            return False
    return len(numbers) >= 2 and all(a < b for a, b in pairwise(numbers))


def is_total(text: str) -> bool:
    """Tell whether a cell says "Tổng cộng", alone or with what it adds up."""
    if len(text) > 200:
        return False
    folded = fold(text)
    match = _TOTAL.match(folded)
    return match is not None and (bool(_TOTAL_REST.match(match["rest"])) or bool(_TOTAL_COUNT.match(folded)))


def is_signature(texts: Texts, content: int) -> bool:
    """Tell whether a row is the place and date, or a signer's title, below a table."""
    if len(texts) > 3 or any(len(t) > 120 for _, t in texts):
        return False
    own = [t for c, t in texts if c == content]
    # Beside a task's words, "Giám đốc Sở Y tế" is who leads it and "ngày 5 tháng 1 năm 2020" when it is due.
    for text in own or [t for _, t in texts]:
        folded = fold(text)
        if match := _PLACE_DATE.search(folded):
            place = folded[: match.start()].strip()
            if not own or (place.endswith(",") and place.count(" ") <= 4):
                return True
        words = folded.count(" ") + 1
        in_title = not own or words <= 3 or (text.isupper() and words <= 8) or folded.startswith("noi nhan")
        if in_title and folded.startswith(_SIGNERS):
            return True
    return False
