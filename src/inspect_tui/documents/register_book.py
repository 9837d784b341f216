"""The register as an Excel workbook that `register import` reads back; `register_columns` says what each column is.

User text is written as text only, never as a formula, a link or a number. XlsxWriter is imported where it is used.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, Final

from inspect_tui.documents.paper import printable
from inspect_tui.documents.phrases import meeting_day, sentence_case, short_date
from inspect_tui.documents.register_columns import (
    COLUMNS,
    CellValue,
    check_rows,
    day_words,
    register_rows,
    signed_words,
)
from inspect_tui.domain.figures import Counts
from inspect_tui.domain.records import SessionContent
from inspect_tui.domain.sources import source_title
from inspect_tui.domain.status import STATUS_LABELS, STATUSES, Standing
from inspect_tui.domain.tally import tally
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import Catalog

SHEET: Final = "Danh mục nhiệm vụ"
FIGURES_SHEET: Final = "Số liệu"
_MM: Final = 1 / 25.4
_A4: Final = 9
_HEADER: Final = 5
"""The row of the headers, from 0; titles stand above it."""
_FIRST_DAY: Final = date(1945, 1, 1)
"""Earlier days are written as text: Excel knows none before 1900, and the reader of registers none before this."""
_LINE_POINTS: Final = 14.5
_BOLD: Final = 0.8
"""How many letters of a bold header have room where the width says one."""
_HIGHEST: Final = 409
"""Of a row in Excel, in points."""
_FIRST_MOMENT: Final = datetime(2000, 1, 1)


def write_xlsx(
    content: SessionContent,
    standing_of: Mapping[str, Standing],
    catalog: Catalog,
    *,
    zone: tzinfo | None = None,
) -> bytes:
    """Return the register as a workbook; equal sessions give equal bytes.

    Args:
        content: the session; one that is not signed says that it is a draft.
        standing_of: each task's standing on the cut-off date.
        catalog: the language of titles and figures; `register_columns` says why not of all.
        zone: the zone in which the day of the meeting is told.

    Raises:
        RegisterBookError: a text is longer than a cell of Excel holds.
        DocumentError: the workbook, read back, lacks a task.
    """
    data = _build(content, standing_of, catalog, zone)
    check_rows(content, _read_back(data))
    return data


def _read_back(data: bytes) -> Sequence[Sequence[object]]:
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    return rows[_HEADER + 1 :]


def _build(
    content: SessionContent, standing_of: Mapping[str, Standing], catalog: Catalog, zone: tzinfo | None
) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    # Row by row, each is written out before the next: the whole sheet never stands in memory.
    book = xlsxwriter.Workbook(stream, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    looks = _Looks(book)
    day = meeting_day(content.session, zone)
    moment = datetime(day.year, day.month, day.day) if day and day.year >= 1980 else _FIRST_MOMENT
    book.set_properties({"title": SHEET, "author": "inspect-tui", "created": moment})
    _register(book, looks, content, standing_of, catalog, zone)
    _figures(book, looks, content, standing_of, catalog)
    book.close()
    return stream.getvalue()


class _Looks:
    """The formats of cells; a workbook wants each made once."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
        ruled = {**base, "border": 1, "text_wrap": True}
        centred = {"align": "center", "valign": "vcenter"}
        self.title = book.add_format({**base, **centred, "bold": True, "font_size": 14})
        self.line = book.add_format({**base, **centred, "font_size": 13})
        self.small = book.add_format({**base, **centred, "italic": True})
        self.head = book.add_format({**ruled, **centred, "bold": True})
        # Text stays text where a person edits the cell later.
        self.text = book.add_format({**ruled, "num_format": "@"})
        self.count = book.add_format({**ruled, "align": "center", "num_format": "0"})
        self.day = book.add_format({**ruled, "align": "center", "num_format": "dd/mm/yyyy"})
        self.sum = book.add_format({**ruled, "align": "center", "bold": True, "num_format": "0"})
        self.bold = book.add_format({**ruled, "bold": True, "num_format": "@"})


def _page(sheet: Any, header: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    # Decree 30/2020/NĐ-CP, annex I: 20 mm above and below, 30 mm left, 15 mm right; the number of the page on top.
    sheet.set_margins(left=30 * _MM, right=15 * _MM, top=20 * _MM, bottom=20 * _MM)
    sheet.set_header('&C&"Times New Roman,Regular"&13&P', {"margin": 10 * _MM})
    sheet.repeat_rows(header)
    sheet.freeze_panes(header + 1, 0)
    sheet.hide_gridlines(2)


def _titles(sheet: Any, lines: Sequence[tuple[str, Any]], last: int) -> None:
    for row, (text, look) in enumerate(lines):
        if last:
            sheet.merge_range(row, 0, row, last, "", look)
        sheet.write_string(row, 0, printable(text), look)


def _as_of(content: SessionContent, catalog: Catalog) -> str:
    day = short_date(content.session.as_of, catalog)
    return catalog.t("(figures as of {day})", day=day or "…/…/……")


def _register(
    book: Any, looks: _Looks, content: SessionContent, standing_of: Mapping[str, Standing], catalog: Catalog,
    zone: tzinfo | None,
) -> None:  # fmt: skip
    sheet = book.add_worksheet(SHEET)
    visit = meeting_day(content.session, zone)
    lines = [
        (catalog.t("List of the tasks inspected").upper(), looks.title),
        (one_line(content.session.agency) or "…", looks.line),
        (_as_of(content, catalog), looks.line),
        (catalog.t("Day of the meeting: {day}", day=short_date(visit, catalog) or "…"), looks.small),
        (signed_words(content, catalog), looks.small),
    ]
    last = len(COLUMNS) - 1
    _titles(sheet, lines, last)
    sheet.set_row(_HEADER, _height([column.header for column in COLUMNS], _BOLD))
    for place, column in enumerate(COLUMNS):
        sheet.write_string(_HEADER, place, column.header, looks.head)
    used = [column.always for column in COLUMNS]
    end = _HEADER
    for end, row in enumerate(register_rows(content, standing_of, catalog), start=_HEADER + 1):  # noqa: B007
        sheet.set_row(end, _height(row))
        for place, cell in enumerate(row):
            used[place] |= cell not in (None, "")
            _write(sheet, end, place, cell, looks)
    for place, column in enumerate(COLUMNS):
        # Empty columns would make all others too small to be read on paper; the reader reads hidden ones too.
        sheet.set_column(place, place, column.width, None, None if used[place] else {"hidden": True})
    sheet.autofilter(_HEADER, 0, max(end, _HEADER), last)
    _page(sheet, _HEADER)


def _height(row: Sequence[CellValue], share: float = 1.15) -> float:
    """Return the height of a row with all its lines, in points: not every program finds it when it opens the file."""
    lines = 1
    for cell, column in zip(row, COLUMNS, strict=True):
        if isinstance(cell, str) and cell:
            room = max(1, int(column.width * share))
            lines = max(lines, sum(1 + max(0, len(line) - 1) // room for line in cell.split("\n")))
    return min(_HIGHEST, lines * _LINE_POINTS + 2)


def _write(sheet: Any, row: int, place: int, cell: CellValue, looks: _Looks) -> None:
    match cell:
        case None | "":
            sheet.write_blank(row, place, None, looks.text)
        case str():
            sheet.write_string(row, place, cell, looks.text)
        case date() if cell >= _FIRST_DAY:
            sheet.write_datetime(row, place, cell, looks.day)
        case date():
            sheet.write_string(row, place, day_words(cell), looks.text)
        case _:
            sheet.write_number(row, place, cell, looks.count)


def _figures(
    book: Any, looks: _Looks, content: SessionContent, standing_of: Mapping[str, Standing], catalog: Catalog
) -> None:
    """Add the figures of each source on the cut-off date, numbers as numbers."""
    sheet = book.add_worksheet(FIGURES_SHEET)
    figures = tally(content.tasks, standing_of).figures(content.session)
    titles = [catalog.t("Source of tasks"), catalog.t("Assigned")]
    titles += [sentence_case(catalog.t(STATUS_LABELS[name])) for name in STATUSES]
    lines = [
        (catalog.t("Figures by source of tasks").upper(), looks.title),
        (one_line(content.session.agency) or "…", looks.line),
        (_as_of(content, catalog), looks.line),
        (signed_words(content, catalog), looks.small),
    ]
    _titles(sheet, lines, len(titles) - 1)
    sheet.write_string(4, 0, catalog.t("Cut-off date"), looks.bold)
    _write(sheet, 4, 1, content.session.as_of, looks)
    header = 6
    sheet.set_row(header, 3 * _LINE_POINTS)
    for place, title in enumerate(titles):
        sheet.write_string(header, place, title, looks.head)
    total = catalog.t("Total, tasks of two sources counted once") if figures.shared else catalog.t("Total")
    rows = [(catalog.t(source_title(one.source)), one.counts, looks.text, looks.count) for one in figures.by_source]
    rows.append((total, figures.counts, looks.bold, looks.sum))
    for row, (title, counts, look, number) in enumerate(rows, start=header + 1):
        sheet.write_string(row, 0, printable(title), look)
        for place, count in enumerate(_counted(counts), start=1):
            sheet.write_number(row, place, count, number)
    sheet.set_column(0, 0, 66)
    sheet.set_column(1, len(titles) - 1, 13)
    _page(sheet, header)


def _counted(counts: Counts) -> list[int]:
    return [counts.get(name) for name in ("assigned", *STATUSES)]
