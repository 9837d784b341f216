"""Evidence: files tied to a task or a note, taken into the store whole or not at all, and written out again."""

from __future__ import annotations

import errno
import hashlib
import mimetypes
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inspect_tui.domain.coded_error import CodedError
from inspect_tui.domain.records import Attachment, IssuedPaper
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_
from inspect_tui.services.errors import UserError
from inspect_tui.services.live import Saved, save_and_read
from inspect_tui.services.papers import free_path, write_whole
from inspect_tui.services.recording import MAX_FILE
from inspect_tui.services.regular_files import OddFileError, open_regular
from inspect_tui.store.store import BLOB_PART, Store

MESSAGES: dict[str, str] = {
    "folder": N_("{path} is a folder; name one file"),
    "empty": N_("{path} is empty"),
    "loop": N_("{path} is a link that leads to itself"),
    "not_here": N_("the content of {name} has not come to this machine"),
    "is_there": N_("{name} is tied to this task already"),
    "is_with_note": N_("{name} is tied to this note already"),
}

_NO_NAME: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
"""What a file's name may hold nowhere."""


class EvidenceError(CodedError):
    """A file that cannot be taken as evidence, or not be written out."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as it was read, in parts as the store keeps them."""

    name: str
    media_type: str
    size: int
    sha256: str
    parts: Sequence[bytes]


def read_evidence(path: Path, progress: Callable[[int, int], None] = lambda done, size: None) -> FileRead:
    """Read a file whole, so that the store is not kept waiting by the stick that it is on.

    Args:
        path: the file.
        progress: told after each part how many bytes of how many were read.

    Raises:
        UserError: it is not there, cannot be read, is too large or no ordinary file.
        EvidenceError: it is a folder, empty, or a link to itself.
    """
    digest, parts, size = hashlib.sha256(), [], 0
    try:
        if path.is_dir():
            raise EvidenceError("folder", path=path)
        with open_regular(path) as file:
            whole = file.seek(0, 2)
            file.seek(0)
            # Asked first, so that nobody waits for a film of an hour to be refused; and again, for a file may grow.
            while whole <= MAX_FILE and (part := file.read(BLOB_PART)):
                digest.update(part)
                parts.append(part)
                size += len(part)
                whole = max(whole, size)
                progress(size, whole)
    except FileNotFoundError:
        raise UserError("no_file", path=path) from None
    except OddFileError:
        raise UserError("odd_file", path=path) from None
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) == errno.ELOOP:
            raise EvidenceError("loop", path=path) from None
        raise UserError("unreadable_file", path=path, reason=getattr(error, "strerror", "") or "") from None
    if whole > MAX_FILE:
        raise UserError("too_large", path=path, limit=f"{MAX_FILE >> 20} MiB")
    if not size:
        raise EvidenceError("empty", path=path)
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return FileRead(one_line(path.name), media_type, size, digest.hexdigest(), parts)


def attach(store: Store, session: str, file: FileRead, record_id: str, *, field: str = "tasks") -> Saved:
    """Tie a file to a task or a note: its content and its record in one transaction.

    Args:
        store: the store.
        session: the session's id.
        file: the file as it was read.
        record_id: the task or the note.
        field: ``tasks`` or ``notes``.

    Raises:
        StoreError: the session is signed, or the store cannot take it; then nothing of it is there.
    """
    values = {
        "name": file.name, "media_type": file.media_type, "size": file.size, "sha256": file.sha256,
        field: [record_id],
    }  # fmt: skip
    with store.transaction():
        store.put_blob(file.sha256, iter(file.parts))
        return save_and_read(store, session, "attachment", None, values)


def content_of(store: Store, attachment: Attachment | IssuedPaper) -> bytes:
    """Return the content of an attachment, or of a paper's scan.

    Raises:
        EvidenceError: it is not in this store.
    """
    data = b"".join(store.blob(attachment.sha256))
    if not data:
        raise EvidenceError("not_here", name=attachment.name)
    return data


def write_out(folder: Path, name: str, data: bytes) -> Path:
    """Write a content into a folder, beside what is there, and return where.

    Args:
        folder: made where it is not there.
        name: as it was called on whatever laptop it came from; what would lead elsewhere is taken out.
        data: the content.

    Raises:
        UserError: it cannot be written.
    """
    safe = _NO_NAME.sub("_", one_line(name)).strip(". ")[:150] or "file"
    path = free_path(folder / safe)
    write_whole(path, data)
    return path
