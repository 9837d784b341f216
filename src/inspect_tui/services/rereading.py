"""A register read again: what it says now against what it said last and what stands; docs/registers.md has the rules.

Pure: rows and entries come in, values to be written come out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, Protocol

from inspect_tui.domain.completion import read_completion
from inspect_tui.domain.ids import added_by_hand, task_id
from inspect_tui.domain.journal import DELETED, Entry, canonical_text, fold
from inspect_tui.domain.records import AS_READ, FIELDS, Value
from inspect_tui.registers import RegisterTask

FOUND_FIELDS: Final = ("verdict", "nature", "degree", "cause", "responsibility", "remark", "completed_on", "progress")
"""What people write in the meeting: a register fills these, and empties them, only where nobody has written."""

STEP: Final = 1000
"""How far apart the tasks of a register stand, so that a newer version of it can put others between them."""

_MOST_COMPARED: Final = 100_000
"""Pairs of rows and tasks that are compared to tell which is which; where there are more, their order tells."""

Values = Mapping[str, Value]
_PLACE: Final = "position"
_NOT_SAID: Final = (_PLACE, DELETED, AS_READ)
_EMPTY: Final = {name: spec.empty for name, spec in FIELDS["task"].items()}
_DERIVED: Final = ("issued_on", "deadline", "first_deadline", "completed_on", "status", "verdict")


class Stored(Protocol):
    """A task as it stands; what `inspect_tui.store.journal.Row` is."""

    @property
    def values(self) -> Mapping[str, Value]:
        """Its fields."""

    @property
    def heads(self) -> Mapping[str, Collection[str]]:
        """The entries that stand, under an empty name those of all fields that are not named."""

    def heads_of(self, name: str) -> Collection[str]:
        """Return the entries that stand in a field."""

    @property
    def contested(self) -> Collection[str]:
        """The fields on which values stand against each other."""

    @property
    def deleted(self) -> bool:
        """Whether it is deleted."""


class News(NamedTuple):
    """What a register says newly of a task.

    Attributes:
        values: what is to be written into the checklist.
        as_read: what the register says of the task now, None where that is what it said last.
    """

    values: dict[str, Value]
    as_read: dict[str, Value] | None = None


def fields_said(columns: Collection[str]) -> frozenset[str]:
    """Return the fields of a task that a file with these columns speaks of, also where it leaves them empty.

    A column that is not there says nothing. Fields that are made from several columns follow those they are made from.
    """
    said = {name for name in columns if name not in _DERIVED} | {"source"}
    said |= {name for name in ("issued_on", "verdict") if name in columns}
    if "deadline" in columns or "first_deadline" in columns:
        said |= {"deadline", "deadline_text"}
    if "deadline" in columns and "first_deadline" in columns:
        said.add("first_deadline")
    if "completed_on" in columns or "status" in columns:
        said.add("declared_completed_on")
    if "status" in columns:
        said.add("declared_status")
    return frozenset(said)


def said_in_row(row: Stored) -> Values | None:
    """Return what the register said last where the task's row tells that; None where only its entries do."""
    if row.values[AS_READ]:
        return row.values[AS_READ] if len(row.heads_of(AS_READ)) == 1 else None
    return row.values if row.heads.keys() <= {"", DELETED} and not row.contested else None


def is_as_made(row: Stored, read: Values, said: frozenset[str]) -> bool:
    """Tell from a row alone that a register says of it what it was made with, and that nobody has changed that."""
    told = (said | read.keys()) - {_PLACE}
    if row.values[AS_READ] or not told.isdisjoint(row.heads):
        return False
    return all(row.values[name] == read.get(name, _EMPTY[name]) for name in told)


def said_by_entries(entries: Sequence[Entry]) -> tuple[Values, ...]:
    """Return what the register said last of a task; several where laptops read it apart.

    An import notes what it read where that is not what the task was made with, so the entry that made it says the rest.
    """
    noted = [entry for entry in entries if AS_READ in entry.fields]
    if noted:
        heads = fold(noted).heads[AS_READ]
        standing = {e.hash: e.fields[AS_READ].new for e in noted if e.id in heads}
        found = [standing[one] or {} for one in sorted(standing)]
        if any(found):
            return tuple(one for one in found if one)
    made = [e for e in entries if "content" in e.fields and not e.fields["content"].replaces]
    return tuple(
        {name: change.new for name, change in entry.fields.items() if name not in _NOT_SAID}
        for entry in sorted(made, key=lambda e: e.hash)
    )


def news_of(read: Values, said: frozenset[str], row: Stored, before: Sequence[Values]) -> News:
    """Compare what a register says of a task with what it said last, and that with what stands.

    Args:
        read: the fields that the register fills.
        said: those that it speaks of, from `fields_said`.
        row: the task.
        before: what the register said last; where laptops read different versions apart, what each of them said.
    """
    values: dict[str, Value] = {}
    told = (said | read.keys() | _follows(read, said, before)) - {_PLACE}
    is_new = False
    for name in sorted(told):
        empty = _EMPTY[name]
        now = read.get(name, empty)
        last = [one.get(name, empty) for one in before]
        if now in last:
            continue
        is_new = True
        stands = row.values[name]
        if name in FOUND_FIELDS and (name in row.contested or stands not in (last or [empty])):
            continue
        if stands != now or name in row.contested:
            values[name] = now
    if not is_new:
        return News({})
    kept = {name: value for one in before[:1] for name, value in one.items()
            if name not in told and name not in _NOT_SAID and value != _EMPTY[name]}  # fmt: skip
    return News(values, kept | {name: read[name] for name in told if name in read})


def _follows(read: Values, said: frozenset[str], before: Sequence[Values]) -> set[str]:
    """Return fields that a file has no column for, and that were made from words which it has changed."""
    more: set[str] = set()
    was = before[0] if before else {}
    if "product" in said and "declared_completed_on" not in said:
        words = was.get("product", "")
        # The day of completion stood in the words of the result.
        if words and words != read.get("product", "") and read_completion(words).state == "done":
            more.add("declared_completed_on")
    day = "declared_completed_on"
    if day in said and "declared_status" not in said and read.get(day) != was.get(day):
        # "Not yet" in the column of the day of completion gives way to a day.
        more.add("declared_status")
    return more


def places(tasks: Iterable[str], rows: Mapping[str, Stored]) -> dict[str, int]:
    """Return where new tasks of a register go: between those that it has them between.

    No task that is there moves. Two laptops on which the same tasks stand give new ones the same places, whatever was
    added there by hand.

    Args:
        tasks: all tasks of the register, in its order.
        rows: the session's tasks, deleted ones too.
    """
    taken = sorted(row.values[_PLACE] or 0 for one, row in rows.items() if not added_by_hand(one))
    found: dict[str, int] = {}
    run: list[str] = []
    before: int | None = None

    def settle(after: int | None) -> None:
        """Give the tasks that wait their places, behind one that is there and before the next."""
        low, high = before, None
        if low is not None:
            index = bisect_right(taken, low)
            high = taken[index] if index < len(taken) else None
        elif after is None:
            low = taken[-1] if taken else 0
        else:
            index, high = bisect_left(taken, after), after
            low = taken[index - 1] if index else 0
        for nth, one in enumerate(run, start=1):
            found[one] = low + (STEP * nth if high is None else (high - low) * nth // (len(run) + 1))
        run.clear()

    for one in tasks:
        if one not in rows:
            run.append(one)
            continue
        place = rows[one].values[_PLACE] or 0
        if run:
            settle(place)
        before = place
    settle(None)
    return found


class Twins(NamedTuple):
    """Tasks with the same document and content.

    Attributes:
        read: which of the register's tasks, by their place in it.
        ids: the ids that such tasks of the session have, the first occurrence first, and free ones behind.
        known: how many of the ids are those of tasks that are there.
    """

    read: tuple[int, ...]
    ids: tuple[str, ...]
    known: frozenset[str]


def twins_of(session: str, tasks: Sequence[RegisterTask], rows: Collection[str]) -> list[Twins]:
    """Return the tasks that occur more than once in a register, or did when it was read before.

    Args:
        session: the session's id.
        tasks: the register's tasks.
        rows: the ids of the session's tasks.
    """
    if not rows:
        return []
    groups: dict[tuple[str, str], list[int]] = {}
    for place, task in enumerate(tasks):
        key = (task.values.get("document", ""), " ".join(task.values["content"].split()))
        groups.setdefault(key, []).append(place)
    # Where all that is there was read again, no task has lost its twin.
    is_whole = all(added_by_hand(one) for one in set(rows).difference(task.id for task in tasks))
    found = []
    for (document, content), read in groups.items():
        if len(read) == 1 and (is_whole or task_id(session, document, content, 2) not in rows):
            continue
        ids: list[str] = []
        while len(ids) < len(read) or (ids and ids[-1] in rows):
            ids.append(task_id(session, document, content, len(ids) + 1))
        known = frozenset(one for one in ids if one in rows)
        if known:
            found.append(Twins(tuple(read), tuple(ids), known))
    return found


def with_right_ids(
    tasks: Sequence[RegisterTask], twins: Sequence[Twins], before: Callable[[str], Sequence[Values]]
) -> tuple[RegisterTask, ...]:
    """Return a register's tasks with the ids of the tasks that they are, where several have one document and content.

    A row is the task of which the register said most of the same when it was read last, so that what was found stays
    with its row where another one was dropped or the order changed. Rows that say the same are told by their order.

    Args:
        tasks: the register's tasks, with ids by their occurrence.
        twins: from `twins_of`.
        before: returns what the register said last of a task that is there.
    """
    made = list(tasks)
    for group in twins:
        read = {nth: made[place].values for nth, place in enumerate(group.read)}
        known = {number: one for number, one in enumerate(group.ids) if one in group.known}
        chosen = _same(read, {number: before(one) for number, one in known.items()})
        left = {nth: values for nth, values in read.items() if nth not in chosen}
        free = [number for number in known if number not in set(chosen.values())]
        if len(left) * len(free) <= _MOST_COMPARED:
            pairs = sorted(
                (-_alike(values, before(known[number])), abs(nth - number), nth, number)
                for nth, values in left.items()
                for number in free
            )
        else:
            pairs = [(0, 0, nth, number) for nth, number in zip(left, free, strict=False)]
        taken: set[int] = set()
        for _, _, nth, number in pairs:
            if nth not in chosen and number not in taken:
                chosen[nth] = number
                taken.add(number)
        new = iter(one for one in group.ids if one not in group.known)
        for nth, place in enumerate(group.read):
            made[place] = replace(made[place], id=known[chosen[nth]] if nth in chosen else next(new))
    return tuple(made)


def _same(read: Mapping[int, Values], before: Mapping[int, Sequence[Values]]) -> dict[int, int]:
    """Return which rows say just what the register said of a task, row to task; of equal ones the nth is the nth."""
    waiting: dict[str, list[int]] = {}
    for number, said in sorted(before.items(), reverse=True):
        if len(said) == 1:
            waiting.setdefault(_told(said[0]), []).append(number)
    found = {}
    for nth, values in sorted(read.items()):
        numbers = waiting.get(_told(values))
        if numbers:
            found[nth] = numbers.pop()
    return found


def _told(values: Values) -> str:
    return canonical_text({n: v for n, v in values.items() if n not in _NOT_SAID and v != _EMPTY[n]})


def _alike(read: Values, before: Sequence[Values]) -> int:
    """Return in how many fields a row says what the register said of a task."""
    return max(
        (sum(one.get(name) == value for name, value in read.items() if name != _PLACE) for one in before), default=0
    )
