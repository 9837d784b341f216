"""Marks of secrecy: what is marked MẬT, TỐI MẬT or TUYỆT MẬT stays out of the software, with all that it covers.

A mark covers its row, the rows that only go on with it or stand below it as 3.1 below 3, all rows under a title that
has it, and the whole register where it stands above the header. Only the rows' numbers are named, never their words.
Letters at the end of a symbol ("05-QĐ/TU-M") are no mark: units have such letters too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from inspect_tui.domain.vietnamese import fold, one_line
from inspect_tui.registers.cells import Cell, Grid
from inspect_tui.registers.header import Header

_SPACED: Final = re.compile(r"\bM\s+Ậ\s+T\b", re.IGNORECASE)
_SPACED_ASIDE: Final = re.compile(r"\b(B)\s+(Í)\s+(?=M)|\b(B)\s+(Ả)\s+(O)\s+(?=M)", re.IGNORECASE)
_LEGACY: Final = {
    "mËt": "mật", "MËT": "MẬT", "maät": "mật", "MAÄT": "MẬT", "Maät": "Mật", "MËt": "Mật", "bÝ ": "bí ",
    "b¶o ": "bảo ", "baûo ": "bảo ", "gi¶i ": "giải ", "giaûi ": "giải ",
}  # fmt: skip
"""The words in the old fonts (TCVN3, VNI): a mark is one although its register was not converted."""
_BEFORE: Final = "".join(
    f"(?<!{word} )" for word in ("bí", "bảo", "giải", "thân", "cẩn", "gan", "túi", "sỏi", "đường", "ống", "gấu")
)
_AFTER: Final = r"(?! (?:khẩu|độ|ong|mã|thiết|mía|hoa|gấu|ngọt))"
_BLANK: Final = r"(?!\s*[:=]\s*(?:không|thường|bình thường|[.…_\s]*$))"
_SECRET: Final = re.compile(
    rf"\b(?:TỐI MẬT|TUYỆT MẬT|{_BEFORE.upper()}MẬT)\b{_AFTER.upper()}(?i:{_BLANK})"
    r"|(?i:[(\[]\s*(?:tối |tuyệt )?mật\s*[)\]]|^(?:tối |tuyệt )?mật\s*(?:[.\-–]|:(?!\s*(?:không|thường))))"
)
"""Marks in the words of a task: capitals, brackets, or in front of them; any word would be too much."""
_SECRET_ASIDE: Final = re.compile(rf"{_BEFORE}(?<!không )\bmật\b{_AFTER}{_BLANK}")
"""The word in any other cell: the document's number, a remark, a column of its own."""
_SPOKEN_OF: Final = re.compile(r"\b(?:không|trừ|ngoài|loại)\b.*\bmật\b")
"""Secret papers spoken of and not there: "Không tổng hợp văn bản mật"."""
_ASIDE_LONGEST: Final = 80
_ALONE: Final = ("mật", "tối mật", "tuyệt mật")
_COLUMNS: Final = ("độ mật", "mức độ mật", "mật", "độ mật văn bản", "độ mật của văn bản", "chế độ mật", "cấp độ mật")
_NO_MARK: Final = ("", "khong", "khong mat", "thuong", "binh thuong", "0", "-", "cong khai", "khong co")


class Secrecy:
    """Tells row by row what marks of secrecy cover."""

    def __init__(self, header: Header) -> None:
        """Start below a header."""
        self._content = header.columns["content"]
        self._number = header.columns.get("number")
        self._facts = [header.columns[f] for f in ("document", "issued_on", "lead", "deadline") if f in header.columns]
        self._columns = [h.column for h in header.headings if one_line(h.words.rsplit("/", 1)[-1]).casefold() in _COLUMNS]
        self._covering: list[object] = []
        """The open titles that have a mark."""
        self._under = ""
        """The number of the last task that has a mark, while rows may still go on with it."""

    def opens(self, row: Sequence[Cell], title: object) -> bool:
        """Tell whether a title has a mark; what stands under it is covered from now on."""
        self._under = ""
        if not self._is_marked(row):
            return False
        self.cover(title)
        return True

    def cover(self, title: object) -> None:
        """Cover what stands under a title."""
        self._covering.append(title)

    def is_title(self, row: Sequence[Cell]) -> bool:
        """Tell whether a row that has a mark has nothing else, and so stands over the rows that it covers."""
        return self._number is not None and sum(cell is not None and cell != "" for cell in row) == 1

    def covers(self, row: Sequence[Cell], titles: Sequence[object]) -> bool:
        """Tell whether a row is to be left out.

        Args:
            row: its cells.
            titles: the open titles, outermost first.
        """
        if self._covering:
            self._covering = [title for title in self._covering if any(title is one for one in titles)]
            if self._covering:
                return True
        if self._is_marked(row):
            self._under = self._number_of(row)
            return True
        if self._under and self._goes_on(row):
            return True
        self._under = ""
        return False

    def _goes_on(self, row: Sequence[Cell]) -> bool:
        number = self._number_of(row)
        if not number:
            return not any(c < len(row) and row[c] not in ("", None) for c in self._facts)
        return number == self._under or number.startswith(self._under + ".")

    def _is_marked(self, row: Sequence[Cell]) -> bool:
        for column in self._columns:
            cell = row[column] if column < len(row) else None
            if cell is not None and cell is not False and fold(str(cell)) not in _NO_MARK and cell != 0:
                return True
        return is_secret(row, self._content)

    def _number_of(self, row: Sequence[Cell]) -> str:
        cell = row[self._number] if self._number is not None and self._number < len(row) else None
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        return "" if cell is None else str(cell).strip().rstrip(".")


def is_secret(row: Sequence[Cell], content: int | None) -> bool:
    """Tell whether a row is marked; "bí mật nhà nước" in a task's words is no mark.

    Args:
        row: its cells.
        content: the column of the tasks' words, in which the word alone is no mark; None where there is none.
    """
    joined = "\x1f".join([v for v in row if isinstance(v, str)])
    if not joined.isascii():
        joined = unicodedata.normalize("NFC", joined)
    if not _may_be(joined):
        return False
    for column, cell in enumerate(row):
        if not isinstance(cell, str):
            continue
        text = _readable(cell)
        if _SECRET.search(text) or text.casefold().strip(" .:()[]") in _ALONE:
            return True
        if column != content and len(text) <= _ASIDE_LONGEST:
            aside = text.casefold()
            if _SECRET_ASIDE.search(aside) and not _SPOKEN_OF.search(aside):
                return True
    return False


def is_classified(grid: Grid, top: int) -> bool:
    """Tell whether a whole sheet is marked: in its name, or above the header's first row (from 0)."""
    return is_secret([grid.name], None) or any(is_secret(row, None) for row in grid.rows[:top])


def _may_be(text: str) -> bool:
    """Pass over nearly every row at once: plain searches, for this is asked of all of them."""
    return (
        "mật" in text or "MẬT" in text or "Mật" in text or "Ậ T" in text or "Ậ\nT" in text or "Ậ  T" in text
        or "ậ t" in text or "mËt" in text or "MËT" in text or "aät" in text or "AÄT" in text
    )  # fmt: skip


def _readable(cell: str) -> str:
    text = one_line(cell)
    for old, new in _LEGACY.items():
        if old in text:
            text = text.replace(old, new)
    if _SPACED.search(text):
        text = _SPACED_ASIDE.sub(lambda match: "".join(filter(None, match.groups())) + " ", text)
        text = _SPACED.sub(lambda match: "".join(match[0].split()), text)
    return text
