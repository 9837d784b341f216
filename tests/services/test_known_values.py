"""What fields had before in a store, on each kind of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspect_tui.services.home import Home, Setup
from inspect_tui.services.known_values import known_values
from inspect_tui.services.recording import save
from inspect_tui.services.sessions import create_session, open_for
from inspect_tui.store.connection import Location


@pytest.fixture(params=["sqlite", "postgres"])
def setup(request: pytest.FixtureRequest, tmp_path: Path) -> Setup:
    """A home on each kind of store."""
    home = Home(tmp_path / "home")
    place = request.getfixturevalue("postgres")() if request.param == "postgres" else str(tmp_path / "store.db")
    return Setup(home, Location.parse(place), "", "vi")


def test_the_most_used_come_first_and_what_is_deleted_long_or_at_hand_does_not(setup: Setup) -> None:
    with open_for(setup, read_only=False) as store:
        one, other = (
            create_session(store, agency=name, held_on="2021-07-30", as_of="2021-07-16") for name in ("A", "B")
        )
        for cause in ("chưa có kinh phí", "chờ khác", "chưa có kinh phí", "a" * 500, ""):
            save(store, one, "task", None, {"cause": cause, "progress": "đã trình"})
        gone = save(store, one, "task", None, {"cause": "đã xóa"})
        save(store, one, "task", gone, {}, delete=True)
        save(store, other, "task", None, {"cause": "chờ"})
        save(store, other, "conclusion", None, {"owner": "Sở Y tế"})
        assert known_values(store, "task", ("cause", "progress")) == {
            "cause": ["chưa có kinh phí", "chờ", "chờ khác"], "progress": ["đã trình"],
        }  # fmt: skip
        assert known_values(store, "task", ("cause",), but=one) == {"cause": ["chờ"]}
        assert known_values(store, "conclusion", ("owner",)) == {"owner": ["Sở Y tế"]}
