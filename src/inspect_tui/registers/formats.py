"""Opens a register's file in whatever format it is. Formats are told by content, not by name."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Final

from inspect_tui.domain.patterns import later
from inspect_tui.registers.cells import Book, Grid
from inspect_tui.registers.errors import RegisterError

MAX_FILE: Final = 100 << 20
MAX_PLAIN: Final = 24 << 20
"""Text takes ten times its size in memory."""
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OFFICE: Final = (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".ots", ".docx", ".docm", ".doc")
_START: Final = 4096
_REFUSED: Final = (
    (later(rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|BM.{4}\0{4}|RIFF.{4}WEBP", re.DOTALL), "picture"),
    (later(rb".{4}ftyp(?:hei[cfx]|hev[cx]|mif1|msf1|avif)|\0\0\0\x0cjP  ", re.DOTALL), "picture"),
    (later(rb".{0,1000}%PDF-\d", re.DOTALL), "pdf"),
    (later(rb"\{\\rtf"), "save_as_docx"),
    (later(rb"MIME-Version:.*multipart/related", re.DOTALL | re.IGNORECASE), "save_as_xlsx"),
    (later(rb"<\?xml.*(?:office:spreadsheet|opendocument\.spreadsheet)", re.DOTALL), "save_as_xlsx"),
    (later(rb"<\?xml.*(?:office/word|wordprocessingml|opendocument\.text)", re.DOTALL), "save_as_docx"),
)
"""How files begin that are no register, or none that can be read, and what is said of them."""
_EXCEL_4: Final = later(rb"\x09[\x00\x02\x04][\x04\x06]\x00")
"""Workbooks of Excel 2 to 4 have no container."""
_WEB: Final = later(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|meta|body|style|div|table|center)\b",
    re.IGNORECASE | re.DOTALL,
)


def open_book(path: Path) -> Book:
    """Open a file as sheets.

    Raises:
        RegisterError: missing, empty, protected, damaged, too large, or of a format that cannot be read.
    """
    from inspect_tui.registers.ole import MARK

    data = _bytes_of(path)
    if data.startswith(_ZIP):
        return _open_zip(data, path.name)
    if data.startswith(MARK):
        return _open_compound(data, path.name)
    if _EXCEL_4.match(data):
        raise RegisterError("save_as_xlsx", name=path.name)
    start = data[:_START].lstrip(b"\xef\xbb\xbf\r\n\t ")
    for begins, code in _REFUSED:
        if begins.match(start):
            raise RegisterError(code, name=path.name)
    if len(data) > MAX_PLAIN:
        raise RegisterError("too_large", name=path.name)
    from inspect_tui.registers.delimited import decode, read_delimited

    text = decode(data)
    if text is None:
        raise RegisterError("damaged" if path.suffix.lower() in _OFFICE else "unknown_format", name=path.name)
    if _WEB.match(text[:_START]):
        from inspect_tui.registers.web_page import open_web_page

        return open_web_page(text, path.name)
    grid = read_delimited(text, path)
    # What reads a sheet fills its merged cells in; the next reading starts from the file's own rows again.
    return Book((grid.name,), (grid.name,), lambda _: Grid(grid.name, [[*row] for row in grid.rows]))


def _open_zip(data: bytes, name: str) -> Book:
    from inspect_tui.registers.archive import Archive

    archive = Archive(data, name)
    if archive.main.startswith("xl/"):
        from inspect_tui.registers.workbook import open_workbook

        if archive.main.endswith(".bin"):
            raise RegisterError("save_as_xlsx", name=name)
        return open_workbook(archive)
    if archive.main.startswith("word/"):
        from inspect_tui.registers.word_tables import open_document

        return open_document(archive)
    if "content.xml" in archive.names:
        from inspect_tui.registers.opendocument import SPREADSHEET, open_opendocument

        kind = archive.read("mimetype") if "mimetype" in archive.names else SPREADSHEET
        if not kind.startswith(SPREADSHEET):
            raise RegisterError("save_as_docx" if b".text" in kind else "unknown_format", name=name)
        return open_opendocument(archive)
    raise RegisterError("unknown_format" if "[content_types].xml" in archive.names else "damaged", name=name)


def _open_compound(data: bytes, name: str) -> Book:
    from inspect_tui.registers.ole import Ole, OleError

    try:
        ole = Ole(data)
    except OleError:
        raise RegisterError("damaged", name=name) from None
    if {"EncryptedPackage", "EncryptionInfo"} & ole.streams.keys():
        raise RegisterError("protected", name=name)
    if "WordDocument" in ole.streams:
        raise RegisterError("save_as_docx", name=name)
    if not {"Workbook", "Book"} & ole.streams.keys():
        raise RegisterError("unknown_format", name=name)
    from inspect_tui.registers.old_workbook import open_old_workbook

    return open_old_workbook(ole, name)


def _bytes_of(path: Path) -> bytes:
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise RegisterError("not_file", name=path.name or str(path))
        if not stat.S_ISREG(about.st_mode):
            # A pipe or a device may never end, or never begin.
            raise RegisterError("no_plain_file", name=str(path))
        if about.st_size > MAX_FILE:
            raise RegisterError("too_large", name=path.name)
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except FileNotFoundError:
        raise RegisterError("missing", name=str(path)) from None
    except (OSError, ValueError):
        raise RegisterError("unreadable", name=str(path)) from None
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise RegisterError("empty", name=path.name)
    return data
