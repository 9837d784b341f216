"""Read a register into a session's checklist."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inspect_tui.domain.ids import added_by_hand
from inspect_tui.domain.records import FIELD_WORDS, Value
from inspect_tui.locale import Catalog
from inspect_tui.services.front_page import renew_front_page_if_possible
from inspect_tui.services.sessions import person
from inspect_tui.store.journal import Write
from inspect_tui.store.reading import deleted_ids, read_content
from inspect_tui.store.store import Store

if TYPE_CHECKING:
    from inspect_tui.registers import Choices, Register, Visit

FOUND_FIELDS: Final = ("verdict", "nature", "degree", "cause", "responsibility", "remark", "completed_on", "progress")
"""What people write in the meeting: a register fills these only where nobody has written yet."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do.

    Attributes:
        register: the register as it was read: columns, tasks, skipped rows, problems.
        added: tasks that are new in the checklist.
        changed: tasks that were there and have changed.
        gone: tasks of the checklist that this register does not have; they stay.
    """

    register: Register
    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def import_register(
    store: Store, session: str, path: Path, choices: Choices | None = None, *, dry_run: bool = False
) -> Imported:
    """Read a register into the checklist: all of it in one transaction, or nothing.

    The same register again changes nothing. A newer one updates by document and content and keeps what was found.

    Args:
        store: the store.
        session: the session's id.
        path: the register's file.
        choices: sheet and columns, where they are not to be found by themselves.
        dry_run: read and compare, and write nothing.

    Raises:
        RegisterError: the file is no register that can be read.
        StoreError: the session is signed, or the store cannot be written.
    """
    from inspect_tui.registers import Choices, open_register

    visit = visit_of(store, session)
    register = open_register(path).read(session, visit.year, choices or Choices(), visit=visit)
    return compare_register(store, session, register) if dry_run else write_register(store, session, register)


def year_of(store: Store, session: str) -> int | None:
    """Return the year in which a session's register is read: that of the cut-off date, or of the visit."""
    return visit_of(store, session).year


def visit_of(store: Store, session: str) -> Visit:
    """Return the days of a session's visit, against which a register is read."""
    from inspect_tui.registers import Visit

    head = read_content(store, session).session
    return Visit(head.as_of, head.held_on)


def compare_register(store: Store, session: str, register: Register) -> Imported:
    """Tell what reading a register in would do, and write nothing."""
    return _plan(store, session, register)[0]


def write_register(store: Store, session: str, register: Register) -> Imported:
    """Write a register that was read for this session into the checklist, in one transaction.

    Raises:
        StoreError: the session is signed, or the store cannot be written.
    """
    done, writes = _plan(store, session, register)
    if writes:
        store.journal.write(session, writes, person=person(store))
        renew_front_page_if_possible(store, session)
    return done


def _plan(store: Store, session: str, register: Register) -> tuple[Imported, list[Write]]:
    content = read_content(store, session)
    known = {task.id: task for task in content.tasks}
    # A task that was deleted comes back with the register: dropped unseen it would never be asked about.
    deleted = deleted_ids(store, session, "task")
    read = {task.id for task in register.tasks}
    # A second register goes behind the first; the same one again keeps its places.
    others = [task.position or 0 for task in content.tasks if task.id not in read]
    offset = max(others, default=0)
    writes: list[Write] = []
    added: list[str] = []
    changed: list[str] = []
    for task in register.tasks:
        values: dict[str, Value] = dict(task.values)
        old = known.get(task.id)
        if old is None:
            values["position"] = int(values.get("position") or 0) + offset
            back = False if task.id in deleted else None
            writes.append(Write("task", task.id, values, new=back is None, delete=back))
            added.append(task.id)
            continue
        values.pop("position", None)
        kept = {
            name: value
            for name, value in values.items()
            if not (name in FOUND_FIELDS and getattr(old, name) not in ("", None)) and _stored(old, name) != value
        }
        if kept:
            writes.append(Write("task", task.id, kept))
            changed.append(task.id)
    gone = tuple(task.id for task in content.tasks if task.id not in read and not added_by_hand(task.id))
    return Imported(register, tuple(added), tuple(changed), gone), writes


def _stored(task: object, name: str) -> Value:
    value = getattr(task, name)
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def field_words(name: str, catalog: Catalog) -> str:
    """Return what a field is called."""
    return catalog.t(FIELD_WORDS.get(name, name))


def reason_words(code: str, catalog: Catalog) -> str:
    """Return why a row was left out or a value is doubtful, in words."""
    from inspect_tui.registers import REASONS

    return catalog.t(REASONS.get(code, code))
