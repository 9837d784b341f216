"""The proofs of docs/reliability.md in their small form; `python -m benchmarks` has the full one."""

from __future__ import annotations

import pytest

pytest.importorskip("fcntl", reason="Windows has no pty")

from benchmarks import kills, meeting, million, readers, receive


@pytest.mark.parametrize("place", kills.PLACES, ids=lambda place: place.screen)
def test_kills_take_no_more_than_the_last_moment(place: kills.Composer | kills.TaskField) -> None:
    losses = kills.kills(6, 240, place=place)
    assert sum(loss.typed for loss in losses) > 120
    assert max(loss.lost_ms for loss in losses) <= kills.BOUND_MS
    assert [loss.lost for loss in losses if loss.idle >= kills.IDLE] == [0]


def test_many_changes_leave_a_whole_store() -> None:
    found = million.grow(2_500)
    assert found["entries"] == 2_501, "all changes, and the session's own"


def test_readers_and_the_app_meet_no_error() -> None:
    reads, characters, wrong = readers.read_and_write(3, 4)
    assert wrong == []
    assert reads > 3
    assert characters > 10


def test_many_files_are_received_at_an_even_speed() -> None:
    found = receive.on_sqlite(60)
    assert found.per_second > 5, "a machine that many use is slow; the figure itself is in docs/benchmarks.md"
    assert found.growth < 4


def test_a_meeting_is_in_the_store_word_for_word() -> None:
    """The small form of ``python -m benchmarks meeting``: keys come in heaps, each with what an input method sends."""
    played = meeting.play(12, 3, rate=0, measured=False)
    assert played.wrong == []
    assert played.keys > 1000
