"""Read a register into a session's checklist."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from inspect_tui.domain.ids import added_by_hand
from inspect_tui.domain.records import AS_READ, FIELD_WORDS, Session, Task, Value, build
from inspect_tui.locale import Catalog
from inspect_tui.services.front_page import renew_front_page_if_possible
from inspect_tui.services.sessions import person
from inspect_tui.services.uncollected import uncollected
from inspect_tui.store.journal import Write
from inspect_tui.store.reading import entries_of, read_rows, read_session
from inspect_tui.store.store import Store

if TYPE_CHECKING:
    from inspect_tui.registers import Choices, Register, RegisterTask, Visit
    from inspect_tui.registers.reader import OpenRegister
    from inspect_tui.services.rereading import Values
    from inspect_tui.store.row import Row

PREVIEWED: Final = 10
"""Tasks that are shown as they will be stored."""


class TaskName(NamedTuple):
    """What people call a task by."""

    number: str
    document: str
    content: str


class ChangedTask(NamedTuple):
    """A task that a register changes.

    Attributes:
        fields: per field what stands before and after, in stored form.
    """

    id: str
    fields: Mapping[str, tuple[Value, Value]]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do.

    Attributes:
        register: the register as it was read: columns, tasks, skipped rows, problems; with the tasks' ids in this
            checklist.
        added: tasks that are new in the checklist, in register order.
        changed: tasks that were there and have changed, in register order.
        gone: tasks of the checklist that this register does not have, in its order; they stay.
        applied: journal entries that were written: none in a dry run.
        values: the tasks of the three lists as the checklist has them afterwards, by id.
        preview: the register's first tasks as the checklist has them afterwards, with their rows in the register.
    """

    register: Register
    added: tuple[str, ...]
    changed: tuple[ChangedTask, ...]
    gone: tuple[str, ...]
    applied: int = 0
    values: Mapping[str, Values] = field(default_factory=dict)
    preview: tuple[tuple[int, Task], ...] = ()

    def name(self, task: str) -> TaskName:
        """Return what a task of one of the three lists is called."""
        get = self.values[task].get
        return TaskName(get("number") or "", get("document") or "", get("content") or "")


def import_register(
    store: Store,
    session: str,
    path: Path | OpenRegister,
    choices: Choices | None = None,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Imported:
    """Read a register into the checklist: all of it in one transaction, or nothing.

    The same register again changes nothing. A newer one updates by document and content and keeps what was found;
    docs/registers.md has the rules.

    Args:
        store: the store.
        session: the session's id.
        path: the register's file; or the register, where it is open already.
        choices: sheet and columns, where they are not to be found by themselves.
        dry_run: read and compare, and write nothing.
        progress: is told now and then how many rows of how many are read.

    Raises:
        RegisterError: the file is no register that can be read.
        StoreError: the session is signed, or the store cannot be written.
    """
    from inspect_tui.registers import Choices, open_register

    with uncollected():
        found = open_register(path) if isinstance(path, Path) else path
        visit = visit_of(store, session)
        register = found.read(session, visit.year, choices or Choices(), progress, visit)
        return compare_register(store, session, register) if dry_run else write_register(store, session, register)


def visit_of(store: Store, session: str) -> Visit:
    """Return the days of a session's visit, against which a register is read."""
    return visit_in(read_session(store, session))


def visit_in(head: Session) -> Visit:
    """Return the days of a visit, against which a register is read."""
    from inspect_tui.registers import Visit

    return Visit(head.as_of, head.held_on)


def compare_register(store: Store, session: str, register: Register) -> Imported:
    """Tell what reading a register in would do, and write nothing."""
    return _plan(store, session, register).done


def write_register(
    store: Store, session: str, register: Register, progress: Callable[[int, int], None] | None = None
) -> Imported:
    """Write a register that was read for this session into the checklist, in one transaction.

    Args:
        store: the store.
        session: the session's id.
        register: what was read.
        progress: is told now and then how much of how much is made, on the thread that writes.

    Raises:
        StoreError: the session is signed, or the store cannot be written.
    """
    with uncollected():
        with store.transaction():
            plan = _plan(store, session, register)
            entries = (
                store.journal.write(session, plan.writes, person=person(store), progress=progress)
                if plan.writes
                else []
            )
        if entries:
            renew_front_page_if_possible(store, session, plan.outline())
    return replace(plan.done, applied=len(entries))


class _Plan(NamedTuple):
    """What an import is to do.

    Attributes:
        done: what will be said of it.
        rows: the tasks that are there before it, by id.
        writes: what it writes.
    """

    done: Imported
    rows: Mapping[str, Row]
    writes: Sequence[Write]

    def outline(self) -> Iterator[Task]:
        """Yield the tasks that the checklist has afterwards, without their words."""
        from inspect_tui.store.outline import outlined

        written = {write.id: write for write in self.writes}
        for one, row in self.rows.items():
            write = written.pop(one, None)
            if write is not None:
                yield outlined(one, {**row.values, **write.values})
            elif not row.deleted:
                yield outlined(one, row.values)
        for one, write in written.items():
            yield outlined(one, write.values)


def _plan(store: Store, session: str, register: Register) -> _Plan:
    from inspect_tui.services.rereading import fields_said, is_as_made, news_of, places, twins_of, with_right_ids

    rows = read_rows(store, session, "task")
    said = fields_said(register.columns)
    tasks: Sequence[RegisterTask] = register.tasks
    twins = twins_of(session, tasks, rows)
    before = _Before(store, session, rows)
    if twins:
        before.look_up(one for group in twins for one in group.known)
        tasks = with_right_ids(tasks, twins, before.of)
        register = replace(register, tasks=tuple(tasks))
    compared = [task for task in tasks if task.id in rows and not is_as_made(rows[task.id], task.values, said)]
    before.look_up(task.id for task in compared)
    news = {task.id: news_of(task.values, said, rows[task.id], before.of(task.id)) for task in compared}
    where = places([task.id for task in tasks], rows)
    writes: list[Write] = []
    added: list[str] = []
    changed: list[ChangedTask] = []
    for task in tasks:
        row = rows.get(task.id)
        if row is None:
            writes.append(Write("task", task.id, {**task.values, "position": where[task.id]}, new=True))
            added.append(task.id)
            continue
        found = news.get(task.id)
        values = dict(found.values) if found is not None else {}
        if row.deleted:
            # Dropped unseen it would never be asked about.
            added.append(task.id)
        elif values:
            changed.append(ChangedTask(task.id, {name: (row.values[name], new) for name, new in values.items()}))
        if found is not None and found.as_read is not None:
            values[AS_READ] = found.as_read
        if values or row.deleted:
            writes.append(Write("task", task.id, values, delete=False if row.deleted else None))
    read = {task.id for task in tasks}
    left = [one for one, row in rows.items() if one not in read and not row.deleted and not added_by_hand(one)]
    gone = tuple(sorted(left, key=lambda one: (rows[one].values["position"] or 0, one)))
    written = {write.id: write.values for write in writes}

    def after(one: str) -> Values:
        if one not in rows:
            return written[one]
        return {**rows[one].values, **written[one]} if one in written else rows[one].values

    listed = {one: after(one) for one in (*added, *(task.id for task in changed), *gone)}
    preview = tuple((task.row, build("task", task.id, after(task.id))) for task in tasks[:PREVIEWED])
    done = Imported(register, tuple(added), tuple(changed), gone, values=listed, preview=preview)
    return _Plan(done, rows, writes)


class _Before:
    """What the register said last of the tasks that are there: from their rows, or where these do not tell, entries."""

    def __init__(self, store: Store, session: str, rows: Mapping[str, Row]) -> None:
        self._store, self._session, self._rows = store, session, rows
        self._found: dict[str, tuple[Values, ...]] = {}

    def look_up(self, ids: Iterable[str]) -> None:
        """Get ready to tell it of some tasks."""
        from inspect_tui.services.rereading import said_by_entries, said_in_row

        asked = []
        for one in ids:
            said = said_in_row(self._rows[one])
            if said is not None:
                self._found[one] = (said,)
            elif one not in self._found:
                asked.append(one)
        for one, entries in entries_of(self._store, self._session, "task", asked).items():
            self._found[one] = said_by_entries(entries)

    def of(self, one: str) -> tuple[Values, ...]:
        """Return it."""
        return self._found[one]


def field_words(name: str, catalog: Catalog) -> str:
    """Return what a field is called."""
    return catalog.t(FIELD_WORDS.get(name, name))


def reason_words(code: str, catalog: Catalog) -> str:
    """Return why a row was left out or a value is doubtful, in words."""
    from inspect_tui.registers import REASONS

    return catalog.t(REASONS.get(code, code))
