"""Ids: UUIDv7 for what is made here, a derived UUIDv8 for tasks that come from a register."""

from __future__ import annotations

import hashlib
import uuid

import uuid_utils

from inspect_tui.domain.vietnamese import one_line


def new_id() -> str:
    """Return a fresh UUIDv7 (RFC 9562, section 5.7) as text."""
    return str(uuid_utils.uuid7())


def task_id(session: str, document: str, content: str, occurrence: int) -> str:
    """Return the id of a register's task, the same on every laptop that read the register into the session.

    Args:
        session: the session's id.
        document: number and symbol of the paper that gave the task.
        content: the task's words.
        occurrence: 1 for the first task with this document and content in the register, 2 for the next.

    Returns:
        A UUIDv8 (RFC 9562, section 5.8): the first 122 bits of a SHA-256 over the four parts.
    """
    parts = (session, one_line(document), one_line(content), str(occurrence))
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    raw = bytearray(digest[:16])
    raw[6] = 0x80 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return str(uuid.UUID(bytes=bytes(raw)))


def added_by_hand(task: str) -> bool:
    """Tell by its id whether a task was added in the meeting (UUIDv7) or came from a register (UUIDv8)."""
    return task[14:15] == "7"
