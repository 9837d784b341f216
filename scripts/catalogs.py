"""Keep the message catalogs: collect messages from the source, keep translations, compile.

Run: python scripts/catalogs.py update    collect and compile
     python scripts/catalogs.py check     exit 1 where a message is missing, unused or not compiled
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1] / "src" / "inspect_tui"
KEYWORDS = {"t": None, "N_": None, "n": (1, 2)}
LANGUAGES = ("vi", "en")


def collect() -> Catalog:
    """Return all messages of the source."""
    catalog = Catalog(project="inspect-tui", charset="utf-8", fuzzy=False)
    found = extract_from_dir(str(ROOT), [("**.py", "python")], keywords=KEYWORDS)
    for file, _, message, _, _ in sorted(found, key=lambda f: (f[0], f[1])):
        if message and not (isinstance(message, tuple) and not message[0]):
            catalog.add(message, locations=[(file.replace("\\", "/"), 0)])
    return catalog


def path_of(language: str, suffix: str) -> Path:
    """Return the file of a language's catalog."""
    return ROOT / "locale" / language / "LC_MESSAGES" / f"inspect_tui.{suffix}"


def read(language: str) -> Catalog:
    """Return a language's catalog as it stands."""
    path = path_of(language, "po")
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """Return a language's catalog with exactly the messages of the source; English is its own translation."""
    old, fresh = read(language), collect()
    made = Catalog(locale=language, project="inspect-tui", charset="utf-8", fuzzy=False, header_comment="#")
    made.mime_headers = [h for h in old.mime_headers if h[0] == "Plural-Forms"]
    for message in fresh:
        if not message.id:
            continue
        known = old.get(message.id if isinstance(message.id, str) else message.id[0])
        string = known.string if known is not None else ""
        if language == "en":
            string = message.id
        elif isinstance(message.id, tuple) and isinstance(string, str):
            string = (string,)
        made.add(message.id, string, locations=sorted({(f, 0) for f, _ in message.locations}))
    return made


def compiled(catalog: Catalog) -> bytes:
    """Return the compiled form."""
    for message in catalog:
        message.flags.discard("fuzzy")
    # The same messages give the same bytes, whenever they are compiled.
    catalog.creation_date = datetime(2021, 7, 30, tzinfo=UTC)
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def is_translated(message: Message) -> bool:
    """Tell whether a message has words."""
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(strings) and all(strings)


def po_bytes(catalog: Catalog) -> bytes:
    """Return a catalog as text, without dates and tools."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, omit_header=False, include_lineno=False, sort_output=True)
    lines = buffer.getvalue().decode().splitlines()
    dropped = ('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Language-Team', '"Generated-By',
               '"Report-Msgid-Bugs-To')  # fmt: skip
    return ("\n".join(line for line in lines if not line.startswith(dropped)) + "\n").encode()


def main(command: str) -> int:
    """Update or check the catalogs."""
    status = 0
    for language in LANGUAGES:
        catalog = updated(language)
        missing = [m.id for m in catalog if m.id and not is_translated(m)]
        for one in missing:
            print(f"{language}: not translated: {one!r}")
        if command == "update":
            path_of(language, "po").parent.mkdir(parents=True, exist_ok=True)
            path_of(language, "po").write_bytes(po_bytes(catalog))
            path_of(language, "mo").write_bytes(compiled(read(language)))
        else:
            same = path_of(language, "po").read_bytes() == po_bytes(catalog)
            if not same or path_of(language, "mo").read_bytes() != compiled(read(language)):
                print(f"{language}: run scripts/catalogs.py update")
                status = 1
        status = 1 if missing else status
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
