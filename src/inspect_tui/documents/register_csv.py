"""The register as CSV: the columns of `register_columns`, for programs that read no workbook.

UTF-8 with its mark, semicolons, CRLF, days as dd/mm/yyyy: what an Excel set to Vietnamese opens rightly. A text that a
spreadsheet would work out as a formula gets an apostrophe in front, which `register import` takes off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from inspect_tui.documents.register_columns import COLUMNS, CellValue, check_rows, day_words, register_rows
from inspect_tui.domain.records import SessionContent
from inspect_tui.domain.status import Standing
from inspect_tui.locale import Catalog

_MARK: Final = "\ufeff"
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What begins a formula, also in its wide form and behind apostrophes, which would else be taken for ours."""


def write_csv(content: SessionContent, standing_of: Mapping[str, Standing], catalog: Catalog) -> bytes:
    """Return the register as CSV; equal sessions give equal bytes.

    Args:
        content: the session.
        standing_of: each task's standing on the cut-off date.
        catalog: the language of the standing; all other words are the reader's.

    Raises:
        RegisterBookError: a text is longer than a cell of Excel holds.
        DocumentError: the file, read back, lacks a task.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.header for column in COLUMNS])
    for row in register_rows(content, standing_of, catalog):
        writer.writerow([_text(cell) for cell in row])
    data = (_MARK + stream.getvalue()).encode()
    check_rows(content, _read_back(data))
    return data


def _text(cell: CellValue) -> str:
    if cell is None:
        return ""
    text = day_words(cell) if isinstance(cell, date) else str(cell)
    return f"'{text}" if _FORMULA.match(text) else text


def _read_back(data: bytes) -> list[list[str]]:
    limit = csv.field_size_limit(1 << 20)
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    finally:
        csv.field_size_limit(limit)
    return [[cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell for cell in row] for row in rows[1:]]
