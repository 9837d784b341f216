"""A paper with no format: blocks of text with a role, made once and written as Word, and later as PDF or HTML.

A block says what it is (a heading, a numbered item, a signature block), never how it looks; sizes and styles belong
to the writers. User text is made inert here, in `Run`, so that no writer can forget it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from inspect_tui.domain.vietnamese import clean

DOTS: Final = "……"
SHORT_BLANK: Final = "……………"
BLANK: Final = "……………………………"
"""What stands where something is to be filled in by hand."""

Role = Literal[
    "name", "subject", "revision", "addressee", "body", "small", "end", "annex-label", "annex-title", "annex-reference",
    "annex-end",
]  # fmt: skip
Mark = Literal["clause", "point", "dash"]
Align = Literal["left", "center"]

_LINE_ENDS: Final = re.compile(r"[\u2028\u2029\x0b\x0c\x85]")
_NOT_XML: Final = re.compile(r"[\ufffe\uffff]")
_POINTS: Final = "abcdđeghiklmnopqrstuvxy"


def printable(text: str) -> str:
    """Return text that every format can hold: what storage cleans, and no character that XML forbids.

    Every kind of line end becomes a line feed, the only one that writers know.
    """
    if text.isprintable():
        return clean(text)
    return clean(_NOT_XML.sub("", _LINE_ENDS.sub("\n", text)))


def point_letter(number: int) -> str:
    """Return the letter of a point in the Vietnamese alphabet: a, b, c, d, đ, e, g; after y comes aa."""
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, len(_POINTS))
        letters = _POINTS[place] + letters
    return letters


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face; a line feed begins a new line."""

    text: str
    bold: bool = False
    italic: bool = False

    def __post_init__(self) -> None:
        """Make the text inert."""
        object.__setattr__(self, "text", printable(self.text))


Runs = tuple[Run, ...]


def plain(text: str) -> Runs:
    """Return text as one upright run."""
    return (Run(text),)


def words_of(runs: Runs) -> str:
    """Return the text of runs."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True, slots=True)
class Head:
    """The two-column head: bodies, number and draft mark left; national title, motto and place-and-date right.

    Attributes:
        superior: the superior body; empty where there is none.
        number: the whole number line, "Số: 05/BB-TCT".
        place_date: empty for minutes.
        draft: the draft mark, empty on a signed paper.
    """

    superior: str
    issuer: str
    number: str
    national_title: str
    motto: str
    place_date: str = ""
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with a role.

    Attributes:
        anchor: the record that the paragraph holds, for the check of completeness.
        keep_next: stays on the page of what follows.
    """

    runs: Runs
    role: Role = "body"
    anchor: str = ""
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading: level 1 is Roman and in capitals, level 2 is Arabic."""

    text: str
    level: Literal[1, 2]
    number: int


def part(title: str, number: int) -> Heading:
    """Return the heading of a part, "I. TITLE"."""
    return Heading(title.upper(), 1, number)


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item: a clause "1.", a point "a)" or a dash line; further lines are paragraphs of their own."""

    runs: Runs
    mark: Mark
    number: int = 0
    anchor: str = ""
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    runs: Runs = ()
    align: Align = "left"
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; never split between two pages while it fits on one."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table.

    Attributes:
        widths: the columns in millimetres.
        header: rows that are repeated on every page.
        rows: the rest.
    """

    widths: tuple[float, ...]
    header: tuple[Row, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the title over the signature, in capitals, and the name under it.

    A title of several lines has one for each office: "TM. TỔ CÔNG TÁC", "TỔ TRƯỞNG".
    """

    title: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Two signers side by side, on the page of the paragraph before and of what follows."""

    left: Signer
    right: Signer


@dataclass(frozen=True, slots=True)
class Recipients:
    """The block "Nơi nhận": its title and its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Foot:
    """The foot of a paper that one person signs: recipients on the left, the signer on the right, on one page."""

    signer: Signer
    recipients: Recipients | None = None


Block = Head | Paragraph | Heading | Item | Table | Signatures | Recipients | Foot


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one shape, numbered from 1; the first page carries no number."""

    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """A record that a paper must hold.

    Attributes:
        kind: ``participant``, ``task``, ``late_task``, ``note`` or ``conclusion``.
        label: how people call it.
        anchor: the block that must hold it.
        texts: the texts that this block must have.
    """

    kind: str
    label: str
    anchor: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper.

    Attributes:
        language: ``vi`` or ``en``.
        title: its name and subject on one line, for the file's properties.
        day: the day it speaks of; never the day on which it was printed, so that equal input gives equal bytes.
        must_hold: what it may not lack, made from the session and not from the blocks.
    """

    language: str
    title: str
    day: date | None
    sections: tuple[Section, ...]
    must_hold: tuple[Expected, ...] = ()
