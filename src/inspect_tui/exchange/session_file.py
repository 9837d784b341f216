"""Session files: writing, reading and verifying them. The format stands in docs/session-file.md."""

from __future__ import annotations

from inspect_tui.exchange.attachments import Attachments, AttachmentSource
from inspect_tui.exchange.findings import Finding, SessionFileError
from inspect_tui.exchange.manifest import FileHeader, Manifest
from inspect_tui.exchange.reading import SessionFile, Verification, read_session_file, verify_session_file
from inspect_tui.exchange.writing import WrittenFile, write_session_file

__all__ = [
    "AttachmentSource",
    "Attachments",
    "FileHeader",
    "Finding",
    "Manifest",
    "SessionFile",
    "SessionFileError",
    "Verification",
    "WrittenFile",
    "read_session_file",
    "verify_session_file",
    "write_session_file",
]
