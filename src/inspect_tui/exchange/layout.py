"""Names and limits of the session file; the page docs/session-file.md states the same."""

from __future__ import annotations

from typing import Final

FORMAT_NAME: Final = "inspect-tui session"
MAJOR: Final = 1
MINOR: Final = 1
SIGNED_SINCE: Final = 1
"""First minor version of which every file is signed."""
SUFFIX: Final = ".itui"
MEDIA_TYPE: Final = "application/vnd.inspect-tui.session+zip"

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
JOURNAL: Final = "journal.jsonl"
JOURNAL_TYPE: Final = "application/jsonl"
ATTACHMENTS: Final = "attachments/"
ENVELOPE: Final = b"age-encryption.org/"
"""First bytes of a file in its envelope of age."""
RECEIPT_NAME: Final = "inspect-tui receipt"
RECEIPT_SUFFIX: Final = ".itui-receipt"

MAX_FILE: Final = 2**32 - 1
MAX_SEALED: Final = MAX_FILE + 2 * 2**20
"""The envelope adds its header and 16 bytes to every 64 KiB."""
MAX_RECIPIENTS: Final = 1000
MAX_RECEIPT: Final = 64 * 2**10
MAX_PARTS: Final = 10_000
MAX_MANIFEST: Final = 4 * 2**20
SIGNATURE_SIZE: Final = 64
MAX_JOURNAL: Final = 256 * 2**20
MAX_LINE: Final = 8 * 2**20
MAX_ENTRIES: Final = 500_000
MAX_ID: Final = 100
"""Signs of an id: they become names of files and keys of indexes."""
MAX_DEPTH: Final = 20
"""How deep a field's value may be nested, so that every reader's stack takes it."""
MAX_NUMBER: Final = 10**12
"""Of a count or a number of an export."""
MAX_ATTACHMENT: Final = 100 * 2**20
MAX_RATIO: Final = 200
MAX_NAME: Final = 120

DEFLATE_LEVEL: Final = 3
"""A tenth bigger than the usual 6 at half its time."""

CHUNK: Final = 2**20


def readable_size(size: int) -> str:
    """Return a limit in the unit in which it is stated."""
    for unit, name in ((2**30, "GiB"), (2**20, "MiB"), (2**10, "KiB")):
        if size >= unit:
            return f"{-(-size // unit)} {name}"
    return f"{size} B"


def part_limit(name: str) -> int:
    """Return how many bytes a part's content may have."""
    return {MANIFEST: MAX_MANIFEST, SIGNATURE: SIGNATURE_SIZE, JOURNAL: MAX_JOURNAL}.get(name, MAX_ATTACHMENT)
