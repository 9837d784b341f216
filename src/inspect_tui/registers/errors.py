"""Why a register cannot be read at all, as codes with messages for the catalogs."""

from __future__ import annotations

from typing import Final

from inspect_tui.domain.coded_error import CodedError
from inspect_tui.locale import N_

MESSAGES: Final[dict[str, str]] = {
    "missing": N_("there is no file {name}"),
    "not_file": N_("{name} is a folder; name the register's file"),
    "unreadable": N_("{name} cannot be opened for reading"),
    "empty": N_("{name} is empty"),
    "unknown_format": N_(
        "{name} is no register in a form that can be read; save it as an Excel workbook (.xlsx), as CSV or, if it is "
        "a text, as a Word document (.docx)"
    ),
    "no_plain_file": N_("{name} is no ordinary file; name the register's file"),
    "damaged": N_("{name} is damaged: it cannot be read; ask for it once more"),
    "unsafe": N_(
        "{name} holds XML that could grow without bounds; it was not read: open it in Excel or Word and save it anew"
    ),
    "protected": N_("{name} is protected by a password; remove it in Excel or Word and save the file again"),
    "save_as_xlsx": N_("{name} is a table in a form that cannot be read; open it in Excel and save it as .xlsx"),
    "save_as_docx": N_("{name} is a document in an old form; open it in Word and save it as .docx"),
    "picture": N_("{name} is a picture; ask the office that made it for the Excel or Word file"),
    "pdf": N_("{name} is a PDF file; ask the office that made it for the Excel or Word file"),
    "only_pictures": N_(
        "{name} holds pictures and no table; ask the office that made it for the Excel or Word file of the table"
    ),
    "no_table": N_("{name} is a Word document without a table"),
    "too_large": N_("{name} is too large for a register; remove the sheets and cells that do not belong to it"),
    "unclosed_quote": N_("{name}: a quotation mark is opened and never closed; the rows after it cannot be told apart"),
    "not_register": N_("no register was found in {name}: no row names a column for the tasks; use --map to name it"),
    "classified": N_(
        "{name} is marked as classified above its table: nothing of it was read, for such papers stay out"
    ),
    "no_sheet": N_("{name} has no sheet {sheet}; it has: {sheets}"),
    "bad_field": N_("a column cannot be read as {field}; the fields are: {fields}"),
    "field_twice": N_("two columns cannot both be read as {field}"),
    "legacy": N_(
        "{name} is written in the old encoding {encoding}: «{before}» is «{after}»; give {option} to convert it"
    ),
    "bad_legacy": N_("there is no old encoding {legacy}; there are: {encodings}"),
    "no_header": N_("{name} has no column headed {header}"),
}
"""Code to message; the fields in braces are the error's ``values``."""


class RegisterError(CodedError):
    """A file that cannot be read as a register; nothing was read from it."""

    def __str__(self) -> str:
        """Return the English message, for logs and tests."""
        return MESSAGES[self.code].format(**self.values)
