"""Marks of secrecy: what is marked MẬT, TỐI MẬT or TUYỆT MẬT stays out of the software, with all that it covers.

A mark covers its row, the rows that only go on with it or stand below it as 3.1 below 3, all rows under a title that
has it, and the whole register where it stands above the header. Only the rows' numbers are named, never their words.
Letters at the end of a symbol ("05-QĐ/TU-M") are no mark: units have such letters too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.domain.vietnamese import fold, nfc, one_line
from inspect_tui.registers.cells import Cell, Grid
from inspect_tui.registers.header import Header
from inspect_tui.registers.row_cells import DITTO
from inspect_tui.registers.sections import Sections

_SPACED: Final = later(r"\bM\s+Ậ\s+T\b", re.IGNORECASE)
_SPACED_ASIDE: Final = later(r"\b(B)\s+(Í)\s+(?=M)|\b(B)\s+(Ả)\s+(O)\s+(?=M)", re.IGNORECASE)
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
_SECRET: Final = later(
    rf"\b(?:TỐI MẬT|TUYỆT MẬT|{_BEFORE.upper()}MẬT)\b{_AFTER.upper()}(?i:{_BLANK})"
    r"|(?i:[(\[]\s*(?:tối |tuyệt )?mật\s*[)\]]|^(?:tối |tuyệt )?mật\s*(?:[.\-–]|:(?!\s*(?:không|thường))))"
)
"""Marks in the words of a task: capitals, brackets, or in front of them; any word would be too much."""
_SECRET_ASIDE: Final = later(rf"{_BEFORE}(?<!không )\bmật\b{_AFTER}{_BLANK}")
"""The word in any other cell: the document's number, a remark, a column of its own."""
_SPOKEN_OF: Final = later(r"\b(?:không|trừ|ngoài|loại)\b.*\bmật\b")
"""Secret papers spoken of and not there: "Không tổng hợp văn bản mật"."""
_AT_ONCE: Final = 256
_ASIDE_LONGEST: Final = 80
_ALONE: Final = ("mật", "tối mật", "tuyệt mật")
_COLUMNS: Final = ("độ mật", "mức độ mật", "mật", "độ mật văn bản", "độ mật của văn bản", "chế độ mật", "cấp độ mật")
_NO_MARK: Final = ("", "khong", "khong mat", "thuong", "binh thuong", "0", "-", "cong khai", "khong co")


class Secrecy:
    """Tells row by row what marks of secrecy cover."""

    def __init__(self, header: Header, *, flat: bool) -> None:
        """Start below a header.

        Args:
            header: the columns.
            flat: the file knows no merged cells: an empty document may be the one above.
        """
        self._flat = flat
        self._covering: list[object] = []
        """The open titles that have a mark."""
        self._table = False
        """The title of the table that is read has one."""
        self._under = ""
        """The number of the last task that has a mark, while rows may still go on with it."""
        self._paper = False
        """The mark of the row above is in its document, which this row may share."""
        self._perhaps: set[int] = set()
        """The rows that may have a mark themselves."""
        self.use(header)

    def look_over(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Find the rows that may have a mark at all, many at a time, for nearly all have none."""
        for first in range(0, len(rows), _AT_ONCE):
            some = rows[first : first + _AT_ONCE]
            if _may_be(_joined([cell for row in some for cell in row])):
                self._perhaps.update(at for at, row in enumerate(some, start=first) if _may_be(_joined(row)))

    def is_near(self, index: int) -> bool:
        """Tell whether a mark may cover a row; where none does, the row need not be asked about."""
        opened = self._covering or self._table or self._under or self._paper or self._columns
        return bool(opened) or index in self._perhaps

    def use(self, header: Header) -> None:
        """Read the rows from here on under a header."""
        columns = header.columns
        self._content, self._number = columns["content"], columns.get("number")
        self._document = columns.get("document")
        self._facts = [columns[f] for f in ("document", "issued_on", "lead", "deadline") if f in columns]
        self._columns = [
            h.column for h in header.headings if one_line(h.words.rsplit("/", 1)[-1]).casefold() in _COLUMNS
        ]

    def at_header(self, sections: Sections, titles: bool) -> None:
        """Go on below a header that came again, or another table's; see `Sections.at_header`.

        A title that is no section any more is the name of the table, and its mark covers all of that.
        """
        before = sections.titles
        sections.at_header(titles)
        after = sections.titles
        self._table = any(one is title for one in self._covering for title in before) and not any(
            one is title for one in self._covering for title in after
        )

    def leaves_out(self, reason: str | None, row: Sequence[Cell], sections: Sections) -> bool:
        """Tell whether a row is to be named as classified and nothing else.

        Args:
            reason: why it is no task, or None.
            row: its cells.
            sections: the open ones; a mark that stands alone in its row opens one more.
        """
        if reason in ("", "header", "column_numbers", "totals"):
            return False
        if reason == "section":
            return self._opens(row, sections.titles)
        covered = self._covers(row, sections.titles)
        if reason not in ("continued", "joined") and self._is_title(row):
            sections.open("", "")
            self._opens(row, sections.titles)
        return covered and reason not in ("note", "signature")

    def _opens(self, row: Sequence[Cell], titles: Sequence[object]) -> bool:
        """Tell whether the last of the titles is covered; what stands under one with a mark is covered from now on."""
        self._under, self._paper = "", False
        if self._is_marked(row):
            self._covering.append(titles[-1])
        return self._is_open(titles)

    def follow(self, row: Sequence[Cell]) -> None:
        """Go on below a task that was left out after all, for its second line has a mark."""
        self._under = self._number_of(row)

    def _is_title(self, row: Sequence[Cell]) -> bool:
        """Tell whether a row has a mark and nothing else, and so stands over the rows that it covers."""
        filled = [cell for cell in row if cell is not None and cell != ""]
        return len(filled) == 1 and isinstance(filled[0], str) and self._number is not None and self._is_marked(row)

    def _covers(self, row: Sequence[Cell], titles: Sequence[object]) -> bool:
        """Tell whether a mark covers a row: its own, an open title's, or that of the row which it goes on with."""
        if (self._covering or self._table) and self._is_open(titles):
            return True
        if self._is_marked(row):
            self._under = self._number_of(row)
            paper = self._document
            self._paper = paper is not None and paper < len(row) and is_secret([row[paper]], None)
            return True
        if self.goes_on(row):
            return True
        self._under, self._paper = "", False
        return False

    def _is_open(self, titles: Sequence[object]) -> bool:
        self._covering = [title for title in self._covering if any(title is one for one in titles)]
        return self._table or bool(self._covering)

    def goes_on(self, row: Sequence[Cell]) -> bool:
        """Tell whether a row goes on with a marked one right above it."""
        if not self._under and not self._paper:
            return False
        number = self._number_of(row)
        if self._paper and (not number or number[0].isdigit()):
            cell = row[self._document] if self._document is not None and self._document < len(row) else None
            if cell in DITTO or (self._flat and cell in ("", None)):
                return True
        if self._under and not number:
            return not any(c < len(row) and row[c] not in ("", None) for c in self._facts)
        return self._under != "" and (number == self._under or number.startswith(self._under + "."))

    def _is_marked(self, row: Sequence[Cell]) -> bool:
        """Tell whether a row itself has a mark."""
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
    if not _may_be(_joined(row)):
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


def _joined(cells: Sequence[Cell]) -> str:
    return nfc("\x1f".join([cell for cell in cells if isinstance(cell, str)]))


def _may_be(text: str) -> bool:
    """Pass over nearly all rows at once: plain searches for what marks hold, for this is asked of all of them."""
    return (
        "mật" in text or "Mật" in text or "Ậ" in text or "ậ t" in text
        or "Ë" in text or "ä" in text or "Ä" in text
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
