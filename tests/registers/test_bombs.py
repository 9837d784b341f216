"""Files made to take the machine: each is read or refused by a process of little memory that lives on.

A reader that asks for too much ends its process, which no test in the same process could show.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from inspect_tui.registers.ole import Ole, pack

from .make import FIRST, HEAD, csv_bytes, docx_of, word_table, xls, xlsx
from .test_bad_input import SHEET, SPREADSHEET, packed, rewrite

MOST_MB = 330
"""About 300 MB, and what the interpreter and the libraries take."""

CHILD = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from inspect_tui.registers import RegisterError, read_register
try:
    said = len(read_register(Path(sys.argv[1]), session_id="a", year_hint=2021).tasks)
except RegisterError as error:
    said = error.code
status = Path("/proc/self/status")
peak = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")]
print(said, int(peak[0]) >> 10 if peak else 0)
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds and tells a process's memory here")


def sheet(more: str) -> Callable[[Path], Path]:
    """Return a maker of a workbook whose sheet has more rows after a whole register."""

    def make(path: Path) -> Path:
        rewrite(xlsx(path, [HEAD, FIRST]), SHEET, replace=(b"</sheetData>", more.encode() + b"</sheetData>"))
        return path

    return make


def rows(count: int, cells: str, form: str = "") -> str:
    return "".join(
        f'<row r="{n}"{form}>{cells.replace("@", str(n))}</row>' if cells else f'<row r="{n}"{form}/>'
        for n in range(3, count + 1)
    )


def shared(path: Path) -> Path:
    """A million letters, said once and meant thirty thousand times."""
    sheet(rows(30_000, '<c r="C@" t="s"><v>0</v></c>'))(path)
    name = "xl/_rels/workbook.xml.rels"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = b'<Relationship Id="s" Type="' + kind + b'" Target="sharedStrings.xml"/></Relationships>'
    rewrite(path, name, replace=(b"</Relationships>", relation))
    main = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    rewrite(path, "xl/sharedStrings.xml", main + b"<si><t>" + b"x" * 1_000_000 + b"</t></si></sst>")
    return path


def spreadsheet(more: str, before: str = "") -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        names = "".join(
            f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
        )
        table = "".join(f"<table:table-row>{''.join(map(words, row))}</table:table-row>" for row in (HEAD, FIRST))
        xml = (
            f"{before}<office:document-content{names}><office:body><office:spreadsheet>"
            f'<table:table table:name="A">{table}{more}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>"
        )
        return packed(path, {"mimetype": SPREADSHEET, "content.xml": xml})

    return make


def words(text: object, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def repeated(count: int, cells: str) -> str:
    return f'<table:table-row table:number-rows-repeated="{count}">{cells}</table:table-row>'


def document(more: str) -> Callable[[Path], Path]:
    return lambda path: docx_of(path, word_table([HEAD, FIRST]) + more)


def old(change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        xls(path, [HEAD, FIRST])
        path.write_bytes(pack("Workbook", change(Ole(path.read_bytes()).read("Workbook"))))
        return path

    return make


def with_records(records: bytes) -> Callable[[bytes], bytes]:
    def change(stream: bytes) -> bytes:
        end = stream.rindex(b"\x0a\0\0\0")
        return stream[:end] + records + stream[end:]

    return change


def larger(kind: int, at: int, form: str, *values: int) -> Callable[[bytes], bytes]:
    """Return a change of what a record says of a size."""

    def change(stream: bytes) -> bytes:
        out = bytearray(stream)
        place = 0
        while struct.unpack_from("<H", out, place)[0] != kind:
            place += 4 + struct.unpack_from("<H", out, place + 2)[0]
        struct.pack_into(form, out, place + 4 + at, *values)
        return bytes(out)

    return change


def tail_biting(path: Path) -> Path:
    """A chain of sectors that comes back to its own beginning."""
    data = bytearray(pack("Workbook", b"x" * 9000))
    struct.pack_into("<L", data, 4096 + 4 * 3, 2)
    path.write_bytes(data)
    return path


def text(data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


LAUGHS = '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
NUMBER = struct.pack("<HHHHHd", 0x203, 14, 65535, 255, 15, 1.0)
BOMBS: dict[str, tuple[Callable[[], Callable[[Path], Path]], str]] = {
    "xlsx-1048576-formatted-rows": (lambda: sheet(rows(1_048_576, "", ' s="1" customFormat="1"')), "1"),
    "xlsx-100000-rows-of-formatted-cells": (
        lambda: sheet(rows(100_000, "".join(f'<c r="{c}@" s="1"/>' for c in "ABCDEFGH"))),
        "1",
    ),
    "xlsx-far-cell": (lambda: sheet('<row r="5"><c r="xfd1048576"><v>1</v></c></row>'), "too_large"),
    "xlsx-far-cell-behind-a-tab": (lambda: sheet('<row r="5"><c\tr="XFD1048576"><v>1</v></c></row>'), "too_large"),
    "xlsx-far-cell-behind-a-mark": (
        lambda: sheet('<row r="5"><c x=">" r="XFD1048576"><v>1</v></c></row>'),
        "too_large",
    ),
    "xlsx-far-cell-said-twice": (lambda: sheet('<row r="5"><c r="A1" r="XFD1048576"><v>1</v></c></row>'), "damaged"),
    "xlsx-far-row-and-far-column": (
        lambda: sheet("<row r='1048576'><c r='A1'><v>1</v></c><c><v>1</v></c><c r='XFD9'><v>1</v></c></row>"),
        "too_large",
    ),
    "xlsx-cell-of-1-mb": (
        lambda: sheet(
            '<row r="3"><c r="A3"><v>2</v></c><c r="C3" t="inlineStr"><is><t>' + "ệ" * 1_000_000 + "</t></is></c></row>"
        ),
        "2",
    ),
    "xlsx-shared-text": (lambda: shared, "too_large"),
    "xlsx-marks-without-end": (lambda: sheet('<c r="A3" t="e"' * 2_000_000), "damaged"),
    "xlsx-deep": (lambda: sheet("<a>" * 10_000_000 + '<c r="AA1"><v>1</v></c>'), "damaged"),
    "ods-every-cell-repeated": (
        lambda: spreadsheet(repeated(1_048_570, words("x", ' table:number-columns-repeated="16384"'))),
        "too_large",
    ),
    "ods-empty-rows-repeated": (
        lambda: spreadsheet(repeated(1_048_570, '<table:table-cell table:number-columns-repeated="16384"/>')),
        "1",
    ),
    "ods-a-cell-below-empty-rows": (
        lambda: spreadsheet(repeated(1_048_570, "<table:table-cell/>") + repeated(1, words("x"))),
        "too_large",
    ),
    "ods-more-rows-than-numbers": (lambda: spreadsheet(repeated(2**64 - 1, "<table:table-cell/>") * 3), "too_large"),
    "ods-text-repeated": (lambda: spreadsheet(repeated(1000, words("x" * 1_000_000))), "too_large"),
    "ods-100000-empty-rows": (
        lambda: spreadsheet(repeated(1, '<table:table-cell table:number-columns-repeated="9"/>') * 100_000),
        "1",
    ),
    "ods-packed-air": (lambda: spreadsheet(" " * 90_000_000), "too_large"),
    "ods-laughs": (lambda: spreadsheet(repeated(1, words("&b;")), LAUGHS), "unsafe"),
    "ods-laughs-far-down": (lambda: spreadsheet(repeated(1, words("&b;")), f"<!--{'x' * 9000}-->{LAUGHS}"), "unsafe"),
    "ods-deep": (lambda: spreadsheet("<a>" * 10_000_000), "damaged"),
    "docx-wide-cells": (
        lambda: document(
            "<w:tbl><w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="500"/></w:tcPr></w:tc>' * 500_000 + "</w:tr></w:tbl>"
        ),
        "too_large",
    ),
    "docx-rows-far-right": (
        lambda: document(
            "<w:tbl>" + '<w:tr><w:trPr><w:gridBefore w:val="500"/></w:trPr><w:tc/></w:tr>' * 300_000 + "</w:tbl>"
        ),
        "too_large",
    ),
    "docx-table-in-table": (lambda: document("<w:tbl><w:tr><w:tc>" * 1_000_000), "too_large"),
    "docx-packed-air": (lambda: document(" " * 90_000_000), "too_large"),
    "docx-100000-empty-rows": (
        lambda: document(
            word_table([HEAD, FIRST]).replace("</w:tbl>", "<w:tr><w:tc/><w:tc/></w:tr>" * 100_000 + "</w:tbl>")
        ),
        "2",
    ),
    "xls-far-cell": (lambda: old(with_records(NUMBER)), "too_large"),
    "xls-says-that-it-is-huge": (lambda: old(larger(0x200, 0, "<LLHH", 0, 0xFFFFFF, 0, 0xFFFF)), "1"),
    "xls-says-that-it-has-many-strings": (lambda: old(larger(0xFC, 4, "<L", 0x7FFFFFFF)), "damaged"),
    "xls-one-string-a-million-times": (
        lambda: old(with_records(struct.pack("<HHHHHL", 0xFD, 10, 9, 2, 15, 0) * 1_000_000)),
        "2",
    ),
    "xls-bites-its-tail": (lambda: tail_biting, "damaged"),
    "csv-of-delimiters": (lambda: text(csv_bytes([HEAD, FIRST]) + b";" * 20_000_000), "too_large"),
    "csv-of-lines": (lambda: text(csv_bytes([HEAD, FIRST]) + b"\n" * 20_000_000), "too_large"),
    "csv-cell-of-1-mb": (lambda: text(csv_bytes([HEAD, FIRST]) + "2;x;{};;;".format("ệ" * 1_000_000).encode()), "2"),
    "csv-of-quotation-marks": (lambda: text(csv_bytes([HEAD, FIRST]) + b'"' * 20_000_001), "too_large"),
    "page-of-beginnings": (lambda: text(b"<html>" + b"<" * 20_000_000), "unknown_format"),
    "page-of-comments": (lambda: text(b"<html>" + b"<!--" * 5_000_000), "unknown_format"),
    "page-of-tables": (lambda: text(b"<html>" + b"<table><tr><td>x" * 200_000), "too_large"),
    "page-of-wide-cells": (lambda: text(b"<html><table>" + b"<tr><td colspan=500>" * 500_000), "too_large"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_file_takes_the_machine(name: str, tmp_path: Path) -> None:
    make, truth = BOMBS[name]
    path = make()(tmp_path / f"bomb.{name.partition('-')[0]}")
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path)], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    said, peak = done.stdout.split()
    assert said == truth
    assert int(peak) < MOST_MB
