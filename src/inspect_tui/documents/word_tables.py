"""Tables of a Word file as WordprocessingML: cells and rows of fixed widths."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_tui.documents.word_styles import TWIPS_PER_MM


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres * TWIPS_PER_MM)


def columns(widths: tuple[float, ...], row: tuple[str, ...]) -> Iterator[tuple[float, str, int]]:
    """Yield width, content and span of each cell; one cell alone takes the whole row."""
    if len(row) == 1:
        yield sum(widths), row[0], len(widths)
    else:
        yield from ((width, content, 1) for width, content in zip(widths, row, strict=True))


def cell_xml(width: float, content: str, span: int = 1, *, middle: bool = False) -> str:
    """Return a cell with its paragraphs, its width in millimetres."""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    middles = '<w:vAlign w:val="center"/>' if middle else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{spans}{middles}</w:tcPr>{content}</w:tc>'


def table_xml(style: str, widths: tuple[float, ...], margins: str, rows: str) -> str:
    """Return a table of fixed columns.

    Args:
        style: its style.
        widths: the columns in millimetres.
        margins: the margins of its cells where they are not those of the style.
        rows: its rows.
    """
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>{margins}'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
