"""Ids: UUIDv7 for what is made here, a derived UUIDv8 for tasks that come from a register.

What makes them is loaded by the first that is made: a screen that only shows what is there need not wait for it.
"""

from __future__ import annotations

from inspect_tui.domain.vietnamese import one_line


def new_id() -> str:
    """Return a fresh UUIDv7 (RFC 9562, section 5.7) as text."""
    import uuid_utils

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
    return task_id_of_lines(session, one_line(document), one_line(content), occurrence)


def task_id_of_lines(session: str, document: str, content: str, occurrence: int) -> str:
    """Return the same where document and content are one cleaned line each already, in half the time."""
    import hashlib

    digits = hashlib.sha256(f"{session}\x1f{document}\x1f{content}\x1f{occurrence}".encode()).hexdigest()
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"


def declared_id(session: str) -> str:
    """Return the id of a session's one record of declared figures: derived, so that two laptops have the same one."""
    return task_id(session, "declared", "figures", 1)


def paper_id(session: str, kind: str, revision: int) -> str:
    """Return the id of what is known of a paper of a revision: derived, so that two laptops have the same one."""
    return task_id(session, "paper", kind, revision)


def added_by_hand(task: str) -> bool:
    """Tell by its id whether a task was added in the meeting (UUIDv7) or came from a register (UUIDv8)."""
    return task[14:15] == "7"
