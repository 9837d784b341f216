"""Notes of several laptops in the order in which they were written, whatever the clocks said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.domain.clocks import note_shifts, slow_clocks
from inspect_tui.services import live
from inspect_tui.services.recording import save
from inspect_tui.services.signing import sign
from inspect_tui.store.connection import Location
from inspect_tui.store.reading import read_content
from inspect_tui.store.store import Store

Opened = Callable[..., Store]


@pytest.fixture
def slow(opened: Opened, tmp_path: Path, store: Store) -> Store:
    """Another laptop, whose clock is five minutes behind the first one's."""
    return opened(
        (Location(tmp_path / "slow.db"), ""),
        clock=lambda: store.clock() - timedelta(minutes=5),
        defaults={"person": "B"},
    )


def give(session: str, one: Store, to: Store) -> None:
    to.journal.absorb(one.entries(session))


def texts(store: Store, session: str) -> list[str]:
    return [note.text for note in read_content(store, session).notes]


def test_notes_stand_in_true_order_on_every_store(store: Store, session: str, slow: Store) -> None:
    first = save(store, session, "note", None, {"text": "1"})
    give(session, store, slow)
    save(slow, session, "note", first, {"text": "một"})
    for number, one in enumerate((slow, store, slow, store), start=2):
        save(one, session, "note", None, {"text": str(number)})
    give(session, slow, store)
    give(session, store, slow)
    assert texts(store, session) == texts(slow, session) == ["một", "2", "3", "4", "5"]
    content = read_content(store, session)
    (clock,) = content.clocks
    assert (clock.device, clock.person) == (slow.device, "B")
    assert 280 <= clock.behind // 1000 <= 300
    entries = store.entries(session)
    assert content.clocks == slow_clocks(entries)
    assert content.shifts == note_shifts(entries, content.clocks)
    sign(store, session, by="Trưởng đoàn", force=True, reason="thử")
    assert texts(store, session) == ["một", "2", "3", "4", "5"]
    save(slow, session, "note", first, {"text": "một nữa"})
    give(session, slow, store)
    assert read_content(store, session).clocks == content.clocks, "what stands outside proves nothing"


def test_the_app_puts_a_new_note_where_reading_anew_finds_it(store: Store, session: str, slow: Store) -> None:
    first = save(store, session, "note", None, {"text": "1"})
    give(session, store, slow)
    save(slow, session, "note", first, {"text": "một"})
    view, _ = live.load(slow, session)
    assert view.behind > 0
    for text in ("2", "3"):
        view = live.apply(view, live.save_and_read(slow, session, "note", None, {"text": text}))
    again: Any = live.load(slow, session)[0].content
    assert [n.text for n in view.content.notes] == [n.text for n in again.notes] == ["một", "2", "3"]
    assert view.content.shifts == again.shifts
