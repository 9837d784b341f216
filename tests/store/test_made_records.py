"""Records that one entry makes are written on a short way; it leaves the same bytes as the long one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.domain.ids import new_id
from inspect_tui.domain.journal import Change, canonical, fields_text, fields_to_json, first_fields_text, hash_of
from inspect_tui.domain.records import FIELDS
from inspect_tui.store import chain, journal
from inspect_tui.store.entry_rows import ENTRY_COLUMNS
from inspect_tui.store.journal import Write
from inspect_tui.store.row import columns_of
from inspect_tui.store.store import Store

WHO = "Thư ký “một”"

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ['"', "\\", "\n\t", "Đã trình"]
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "line": WORDS, "text": WORDS, "choice": WORDS,
    "date": st.none() | st.dates().map(str), "time": st.none() | st.datetimes().map(str),
    "int": st.none() | st.integers(-(10**12), 10**12), "bool": st.booleans(), "list": st.lists(WORDS, max_size=3),
    "map": st.dictionaries(WORDS, WORDS | st.integers() | st.booleans() | st.none() | st.lists(WORDS), max_size=3),
}  # fmt: skip
MADE = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda kind: st.tuples(
        st.just(kind),
        st.fixed_dictionaries({}, optional={name: VALUES[spec.type] for name, spec in FIELDS[kind].items()}),
    )
)


def some_records() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield records of every kind: with everything, with little, with nothing but empty values."""
    full = {"line": "Sở “Y tế”", "text": "một\nhai\\", "choice": "done", "date": "2021-07-16",
            "time": "2021-07-30T01:42:00.000Z", "int": 7, "bool": True, "list": ["Sở Nội vụ", "a;b"],
            "map": {"b": ["2"], "a": None}}  # fmt: skip
    for kind, fields in FIELDS.items():
        if kind != "session":
            yield kind, {name: full[spec.type] for name, spec in fields.items()}
            yield kind, {name: full[spec.type] for name, spec in list(fields.items())[1:3]}
            yield kind, {name: spec.empty for name, spec in fields.items()}
            yield kind, {}


@given(MADE)
def test_the_first_changes_of_a_record_have_their_canonical_form(made: tuple[str, dict[str, Any]]) -> None:
    kind, values = made
    empty = {name: spec.empty for name, spec in FIELDS[kind].items()}
    changes = {name: Change(empty[name], value) for name, value in values.items() if value != empty[name]}
    text = first_fields_text(kind, values)
    assert text == fields_text(changes)
    assert text.encode() == canonical(fields_to_json(changes))


@pytest.mark.parametrize("value", [1.5, [1.5], object()], ids=["float", "nested float", "object"])
def test_what_no_journal_holds_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="in a journal"):
        first_fields_text("task", {"remark": value})


def tables_after(store: Store, session: str, writes: Sequence[Write], patch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return what a write leaves in the store, with ids and moments that are the same each time, and take it back."""
    ids = (f"01900000-0000-7000-8000-{number:012}" for number in itertools.count())
    patch.setattr(chain, "new_id", lambda: next(ids))
    patch.setattr(store, "clock", lambda: datetime(2021, 7, 30, tzinfo=UTC))
    patch.setattr(store.journal, "_instant", lambda: 5)
    found: dict[str, Any] = {}
    with store.database.atomic() as transaction:
        store.journal.write(session, writes, person=WHO)
        for table, names in (("entry", ENTRY_COLUMNS), *((kind, columns_of(kind)) for kind in FIELDS)):
            listed = ", ".join(f'"{name}"' for name in names)
            found[table] = sorted(store.database.execute_sql(f'SELECT {listed} FROM "{table}"').fetchall(), key=str)
        transaction.rollback()
    return found


def test_both_ways_leave_the_same_bytes(store: Store, session: str, monkeypatch: pytest.MonkeyPatch) -> None:
    short = [Write(kind, f"r{place}", values, new=True) for place, (kind, values) in enumerate(some_records())]
    made = tables_after(store, session, short, monkeypatch)
    assert len(made["entry"]) == 1 + len(short)
    # To say that a record is not deleted, which it is not, changes nothing and takes the long way.
    monkeypatch.delattr(journal, "first_fields_text")
    long = [write._replace(delete=False) for write in short]
    assert tables_after(store, session, long, monkeypatch) == made


def test_what_is_made_is_what_its_entry_says(store: Store, session: str) -> None:
    writes = [Write(kind, new_id(), values, new=True) for kind, values in some_records()]
    # A record that is made and changed in one write has two entries, of which the second names the first.
    again = writes[0]._replace(values={next(iter(writes[0].values)): "khác"}, new=False)
    written = store.journal.write(session, [*writes, again], person=WHO)
    assert len(written) == len(writes) + 1
    assert all(entry.hash == hash_of(entry) for entry in written)
    assert [after.prev for after in written[1:]] == [entry.hash for entry in written[:-1]]
    assert all(change.replaces == (written[0].id,) for change in written[-1].fields.values())
    assert written == store.entries(session)[1:]
    assert written[-2:] == store.entries(session)[-2:]
    assert store.check_rows(session) == []
