"""Any versions of a register and any hand between them, against a model of the rules in docs/registers.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_tui.services.front_page import renew_front_page
from inspect_tui.services.importing import import_register
from inspect_tui.store.connection import Location
from inspect_tui.store.first_read import FRONT
from inspect_tui.store.reading import read_content
from inspect_tui.store.store import Store, open_store
from services.register_versions import Book, edit, fields_changed, new_session, tasks_of


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store for all tests, each of which has a session of its own."""
    with open_store(Location(tmp_path_factory.mktemp("store") / "store.db"), defaults={"person": "Thư ký"}) as made:
        yield made


DAYS = {"": None, "01/07/2021": "2021-07-01", "02/08/2021": "2021-08-02"}
DAYS_OF = ("deadline", "completed")
SPOKEN = ("number", "lead", "deadline", "completed", "remark")
STORED = {"completed": "declared_completed_on"}
CELLS = {
    "lead": ("", "Sở Y tế", "Sở Nội vụ"), "deadline": tuple(DAYS), "completed": tuple(DAYS), "remark": ("", "a", "b"),
}  # fmt: skip
WRITTEN = "Của người"
"""What no version of a register says."""
WORK = ("Việc một", "Việc hai", "Việc ba", "Việc bốn")


@dataclass
class Version:
    """A version of a register: its columns beside the content, and its rows."""

    columns: tuple[str, ...]
    rows: list[tuple[str, dict[str, str]]]

    def write(self, book: Book) -> Path:
        cells = [[work, *(values[name] for name in self.columns)] for work, values in self.rows]
        return book.write(" ".join(("content", *self.columns)), cells)


@st.composite
def versions(draw: st.DrawFn) -> Version:
    columns = tuple(draw(st.permutations(["number", "lead", *draw(st.sets(st.sampled_from(SPOKEN[2:])))])))
    rows = []
    for nth, work in enumerate(draw(st.lists(st.sampled_from(WORK), min_size=1, unique=True)), start=1):
        values = {name: draw(st.sampled_from(cells)) for name, cells in CELLS.items()}
        rows.append((work, {**values, "number": str(nth)}))
    return Version(columns, rows)


HANDS = st.one_of(
    st.tuples(st.sampled_from(WORK), st.just("lead"), st.sampled_from(["", WRITTEN, "Sở Y tế"])),
    st.tuples(st.sampled_from(WORK), st.sampled_from(DAYS_OF), st.sampled_from([None, "2021-08-02", "2021-12-31"])),
    st.tuples(st.sampled_from(WORK), st.just("remark"), st.sampled_from(["", WRITTEN, "a"])),
    st.tuples(st.sampled_from(WORK), st.just("delete"), st.just(True)),
)  # fmt: skip
STEPS = st.lists(st.one_of(st.integers(0, 2), HANDS), min_size=2, max_size=8)


@dataclass
class Model:
    """The rules once more, for tasks with one row each."""

    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    stands: dict[str, dict[str, Any]] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    added: list[str] = field(default_factory=list)
    changed: dict[str, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    noted: set[str] = field(default_factory=set)

    def read(self, version: Version) -> None:
        self.added, self.changed, self.noted = [], {}, set()
        for work, cells in version.rows:
            now = {name: DAYS[cells[name]] if name in DAYS_OF else cells[name] for name in version.columns}
            if work not in self.stands:
                blank = {name: None if name in DAYS_OF else "" for name in SPOKEN}
                self.said[work], self.stands[work] = {**blank, **now}, {**blank, **now}
                self.added.append(work)
                self.noted.add(work)
                continue
            fields = {}
            said, stands = self.said[work], self.stands[work]
            for name, value in now.items():
                if value == said[name]:
                    continue
                self.noted.add(work)
                if name != "remark" or stands[name] == said[name]:
                    if stands[name] != value:
                        fields[STORED.get(name, name)] = (stands[name], value)
                    stands[name] = value
                said[name] = value
            if work in self.deleted:
                self.deleted.remove(work)
                self.added.append(work)
                self.noted.add(work)
            elif fields:
                self.changed[work] = fields

    def gone(self, version: Version) -> set[str]:
        return self.stands.keys() - self.deleted - {work for work, _ in version.rows}


def assert_page_is_true(store: Store, session: str) -> None:
    """See that the front page, which an import makes from what it wrote, is the one that is made from the store."""
    kept = store.get_meta(FRONT + session)
    renew_front_page(store, session)
    assert kept == store.get_meta(FRONT + session) != ""


@settings(max_examples=80, deadline=None)
@given(three=st.tuples(versions(), versions(), versions()), steps=STEPS)
def test_any_versions_and_any_hand(
    store: Store, tmp_path_factory: pytest.TempPathFactory, three: tuple[Version, ...], steps: list[Any]
) -> None:
    session, book, model = new_session(store), Book(tmp_path_factory.getbasetemp() / "any.csv"), Model()
    ids: dict[str, str] = {}
    last = None
    for step in steps:
        if not isinstance(step, int):
            work, name, value = step
            if work in ids and work not in model.deleted:
                edit(store, session, ids[work], **{STORED.get(name, name): value})
                if name == "delete":
                    model.deleted.add(work)
                    last = None
                else:
                    model.stands[work][name] = value
            continue
        file = three[step].write(book)
        model.read(three[step])
        assert import_register(store, session, file, dry_run=True).applied == 0
        done = import_register(store, session, file)
        ids |= {done.name(one).content: one for one in done.added}
        assert [done.name(one).content for one in done.added] == model.added
        assert fields_changed(done) == model.changed
        assert {done.name(one).content for one in done.gone} == model.gone(three[step])
        assert done.applied == len(model.noted)
        assert_page_is_true(store, session)
        if step == last:
            assert done.applied == 0
        last = step
        shown = tasks_of(store, session)
        assert shown.keys() == model.stands.keys() - model.deleted
        for work, task in shown.items():
            values = {name: getattr(task, STORED.get(name, name)) for name in SPOKEN}
            assert {n: v.isoformat() if hasattr(v, "isoformat") else v for n, v in values.items()} == model.stands[work]
        assert import_register(store, session, file).applied == 0
    assert store.check_rows(session) == []


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Another laptop's store."""
    with open_store(Location(tmp_path_factory.mktemp("other") / "store.db"), defaults={"person": "Khác"}) as made:
        yield made


ACTS = st.lists(
    st.tuples(st.integers(0, 1), st.one_of(st.integers(0, 2), st.integers(0, 2), HANDS, st.none())),
    min_size=3, max_size=12,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(three=st.tuples(versions(), versions(), versions()), acts=ACTS)
def test_any_versions_and_any_hand_on_two_laptops(
    store: Store,
    other: Store,
    tmp_path_factory: pytest.TempPathFactory,
    three: tuple[Version, ...],
    acts: list[tuple[int, Any]],
) -> None:
    """Whatever came from the other laptop, a register that was just read changes nothing, and both end alike."""
    session, book = new_session(store), Book(tmp_path_factory.getbasetemp() / "two.csv")
    both = (store, other)

    def exchange() -> None:
        for one, another in (both, both[::-1]):
            another.journal.absorb(one.entries(session))

    exchange()
    for at, act in acts:
        if act is None:
            exchange()
        elif isinstance(act, int):
            file = three[act].write(book)
            before = tasks_of(both[at], session)
            if import_register(both[at], session, file).applied:
                assert_page_is_true(both[at], session)
            after = tasks_of(both[at], session)
            assert before.keys() <= after.keys()
            for work, task in before.items():
                assert after[work].remark == task.remark or task.remark != WRITTEN
            again = import_register(both[at], session, file)
            assert (again.applied, again.added, again.changed) == (0, (), ())
        else:
            work, name, value = act
            task = tasks_of(both[at], session).get(work)
            if task is not None:
                edit(both[at], session, task.id, **{STORED.get(name, name): value})
    exchange()
    assert read_content(store, session) == read_content(other, session)
    for one in both:
        assert one.check_rows(session) == []
        assert {c.field for c in read_content(one, session).conflicts}.isdisjoint(("position", "as_read"))
