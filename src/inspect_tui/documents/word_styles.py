"""The Word styles of papers, with the numbers of Decree 30/2020/NĐ-CP, annex I (DOMAIN section 5).

A person edits the paper afterwards, so each part of the form is a named style and nothing is set by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal
from xml.sax.saxutils import quoteattr

FONT: Final = "Times New Roman"
TWIPS_PER_MM: Final = 1440 / 25.4
FIRST_LINE: Final = 720
"""The first line's indent, 1,27 cm in twentieths of a point."""

ADDRESSEES: Final = 1701
"""The left edge of several addressees, 3 cm in twentieths of a point."""

HEADINGS, TITLED, CLAUSES, DASHES = 1, 2, 3, 4
"""Lists of the numbering part: I., 1. with a title, 1. without one, dashes."""

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES: Final = f'xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; sizes and distances in points, indents in twentieths of a point.

    Attributes:
        close: no distance between paragraphs of this style, as between the lines of a signer's title.
    """

    id: str
    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: Literal["left", "center", "both"] = "left"
    first: int = 0
    left: int = 0
    before: float = 0
    after: float = 0
    line: float = 1.0
    exact: float = 0
    keep_next: bool = False
    close: bool = False
    outline: int | None = None
    list: int = 0
    based_on: str = "Normal"


STYLES: Final = (
    Style("BodyText", "Body Text", align="both", first=FIRST_LINE, after=6, line=1.1),
    Style("Heading1", "heading 1", bold=True, align="both", first=FIRST_LINE, before=6, after=6, line=1.1,
          keep_next=True, outline=0, list=HEADINGS),
    Style("Heading2", "heading 2", bold=True, align="both", first=FIRST_LINE, after=6, line=1.1, keep_next=True,
          outline=1, list=TITLED),
    Style("ListNumber", "List Number", align="both", first=FIRST_LINE, after=6, line=1.1, list=CLAUSES),
    Style("Point", "Point", align="both", first=FIRST_LINE, after=6, line=1.1),
    Style("DashLine", "Dash Line", align="both", first=FIRST_LINE, after=6, line=1.1, list=DASHES),
    Style("ClosingLine", "Closing Line", align="both", first=FIRST_LINE, after=6, line=1.1, keep_next=True),
    Style("NationalTitle", "National Title", size=12, bold=True, align="center"),
    Style("Motto", "Motto", size=13, bold=True, align="center"),
    Style("SuperiorBody", "Superior Body", size=12, align="center"),
    Style("IssuingBody", "Issuing Body", size=12, bold=True, align="center"),
    Style("NumberSymbol", "Number and Symbol", size=13, align="center", before=4),
    Style("PlaceDate", "Place and Date", size=13, italic=True, align="center", before=4),
    Style("DraftMark", "Draft Mark", size=13, bold=True, align="center", before=4),
    Style("Rule", "Rule", size=2, align="center", before=2, exact=4),
    Style("PaperName", "Paper Name", bold=True, align="center", before=18, keep_next=True),
    Style("Subject", "Subject", bold=True, align="center", keep_next=True),
    Style("SubjectRule", "Subject Rule", size=2, align="center", before=3, after=12, exact=4, keep_next=True),
    Style("TableText", "Table Text", size=11, before=1, after=1),
    Style("TableHead", "Table Head", size=11, bold=True, align="center", before=1, after=1, keep_next=True),
    Style("AfterTable", "After Table", size=6, exact=6),
    Style("SectionEnd", "Section End", size=1, exact=1),
    Style("SignerTitle", "Signer Title", bold=True, align="center", before=12, keep_next=True, close=True),
    Style("SignerName", "Signer Name", bold=True, align="center", before=80, keep_next=True),
    Style("RecipientsHead", "Recipients Head", size=12, bold=True, italic=True, before=12, keep_next=True),
    Style("RecipientsList", "Recipients List", size=11, keep_next=True),
    Style("SmallLine", "Small Line", size=11, italic=True, before=12),
    Style("Addressee", "Addressee", align="center", before=6, after=12),
    Style("AddresseeList", "Addressee List", left=ADDRESSEES, before=6, after=12, close=True),
    Style("RevisionLine", "Revision Line", italic=True, align="center", after=10, keep_next=True),
    Style("AnnexLabel", "Annex Label", bold=True, align="center", keep_next=True),
    Style("AnnexTitle", "Annex Title", bold=True, align="center", keep_next=True),
    Style("AnnexReference", "Annex Reference", italic=True, align="center", after=10, keep_next=True),
    Style("AnnexEnd", "Annex End", size=11, before=6),
    Style("Header", "header", size=13, align="center"),
)  # fmt: skip
SIZE_OF: Final = {style.id: style.size for style in STYLES}

_BUILT_IN: Final = {"Body Text", "heading 1", "heading 2", "List Number", "header"}


def _fonts() -> str:
    return f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'


def _run_properties(style: Style) -> str:
    faces = ("<w:b/><w:bCs/>" if style.bold else "") + ("<w:i/><w:iCs/>" if style.italic else "")
    half = round(style.size * 2)
    return f'<w:rPr>{_fonts()}{faces}<w:color w:val="000000"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'


def _paragraph_properties(style: Style) -> str:
    exact = bool(style.exact)
    line = round(style.exact * 20) if exact else round(style.line * 240)
    parts = [
        "<w:keepNext/>" if style.keep_next else "",
        f'<w:numPr><w:numId w:val="{style.list}"/></w:numPr>' if style.list else "",
        f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}" w:line="{line}" '
        f'w:lineRule="{"exact" if exact else "auto"}"/>',
        f'<w:ind w:left="{style.left}" w:firstLine="{style.first}"/>',
        "<w:contextualSpacing/>" if style.close else "",
        f'<w:jc w:val="{style.align}"/>',
        f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "",
    ]
    return f"<w:pPr>{''.join(parts)}</w:pPr>"


def _style_xml(style: Style) -> str:
    custom = "" if style.name in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val={quoteattr(style.name)}/>'
        f'<w:basedOn w:val="{style.based_on}"/><w:qFormat/>{_paragraph_properties(style)}{_run_properties(style)}'
        "</w:style>"
    )


def styles_xml(language: str) -> str:
    """Return the whole styles part: only what papers use.

    Args:
        language: ``vi`` or ``en``, for the speller.
    """
    tag = "vi-VN" if language == "vi" else "en-GB"
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    cell = '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts()}"
        f'<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"{_run_properties(Style('Normal', 'Normal'))}</w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{border}</w:tblBorders>{cell}</w:tblPr></w:style>"
        f"{''.join(_style_xml(style) for style in STYLES)}</w:styles>"
    )


def numbering_xml(starts: dict[int, tuple[int, int]]) -> str:
    """Return the numbering part.

    Args:
        starts: further numberings by their id: the list that they begin again, and the number they begin with.
    """
    levels = {
        HEADINGS: ("upperRoman", "%1.", "Heading1"),
        TITLED: ("decimal", "%1.", "Heading2"),
        CLAUSES: ("decimal", "%1.", "ListNumber"),
        DASHES: ("bullet", "-", "DashLine"),
    }
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="{FIRST_LINE}"/></w:pPr><w:rPr>{_fonts()}</w:rPr></w:lvl>'
        "</w:abstractNum>"
        for key, (form, text, style) in levels.items()
    )
    first = "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in levels)
    again = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for key, (of, start) in starts.items()
    )
    return f"<w:numbering {NAMESPACES}>{abstract}{first}{again}</w:numbering>"
