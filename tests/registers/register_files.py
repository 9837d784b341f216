"""Register files as offices send them, described as data: the cells, how the file is set up, and the whole truth."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl

from .make import csv_bytes, docx, fill, ods, xls

Row = Sequence[Any]
Truth = dict[str, Any]


@dataclass(frozen=True)
class RegisterFile:
    """A register file.

    Attributes:
        name: what it shows.
        rows: the cells of its sheet.
        truth: every value of every task, in order.
        skipped: the rows left out, from 1, with the reason.
        problems: row, field and reason of what a person must look at.
        merges: merged cells.
        format: how an office would send it.
        delimiter: of a text file.
        encoding: of a text file.
        sheet: the name of the sheet with the register.
        before: other sheets, left of it.
        after: other sheets, right of it.
        hidden: the names of hidden sheets.
        set_up: does more to the sheet of an Excel workbook.
        year: of the cut-off date.
    """

    name: str
    rows: Sequence[Row]
    truth: Sequence[Truth]
    skipped: Sequence[tuple[int, str]] = ()
    problems: Sequence[tuple[int, str, str]] = ()
    merges: Sequence[str] = ()
    format: str = "xlsx"
    delimiter: str = ";"
    encoding: str = "utf-8"
    sheet: str = "PL01"
    before: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    after: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    hidden: Sequence[str] = ()
    set_up: Callable[[Any], None] | None = None
    year: int = 2021

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats in which the same cells have the same truth: text has no merged cells and one sheet."""
        if self.before or self.after or self.set_up:
            return ("xlsx",)
        if self.format in ("csv", "tsv"):
            return (self.format, "xlsx")
        return tuple(dict.fromkeys((self.format, "xlsx", "xls", "ods", "docx")))

    def write(self, folder: Path, form: str) -> Path:
        """Write the file in one of its formats."""
        path = folder / f"register.{form}"
        match form:
            case "csv" | "tsv":
                path.write_bytes(self._text())
            case "xls":
                xls(path, self.rows, merges=self.merges, title=self.sheet)
            case "ods":
                ods(path, self.rows, merges=self.merges, title=self.sheet)
            case "docx":
                docx(path, self.rows, merges=self.merges)
            case _:
                self._workbook(path)
        return path

    def _text(self) -> bytes:
        delimiter = "\t" if self.format == "tsv" else self.delimiter
        if self.encoding != "cp1258":
            return csv_bytes(self.rows, delimiter, self.encoding)
        return code_page(csv_bytes(self.rows, delimiter).decode())

    def _workbook(self, path: Path) -> None:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, rows in (*self.before.items(), (self.sheet, self.rows), *self.after.items()):
            sheet = book.create_sheet(name)
            fill(sheet, rows, self.merges if name == self.sheet else ())
            if name in self.hidden:
                sheet.sheet_state = "hidden"
            if name == self.sheet and self.set_up:
                self.set_up(sheet)
        book.save(path)


def code_page(text: str) -> bytes:
    """Return text in Windows-1258, which has the letters and puts the tones behind them."""
    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((c for c in parts[1:] if c in "\u0300\u0301\u0303\u0309\u0323"), "")
        out.append(unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts) + tone)
    return "".join(out).encode("cp1258")


def task(number: str, content: str, source: str = "assigned", **more: Any) -> Truth:
    """Return the values of a task; an empty number is none."""
    return {**({"number": number} if number else {}), "content": content, "source": source, **more}


NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
POOR = "Rà soát hộ nghèo, hộ cận nghèo trên địa bàn tỉnh"
PLAN = "Xây dựng đề án phát triển kinh tế rừng"
WATER = "Tham mưu UBND tỉnh ban hành phương án cấp nước sinh hoạt"
TRAIN = "Tổng hợp, trình kế hoạch tập huấn cán bộ cơ sở"
ROAD = "Báo cáo tiến độ giải phóng mặt bằng đường tỉnh 232"
SCHOOL = "Đôn đốc sắp xếp các điểm trường lẻ"
