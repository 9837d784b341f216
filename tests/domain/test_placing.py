"""Moving a record in its list, whatever places the records have."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.domain.placing import moved
from inspect_tui.domain.records import Conclusion

PLACES = st.lists(st.none() | st.integers(-2, 4), min_size=1, max_size=6)


def _order(listed: list[Conclusion]) -> list[Conclusion]:
    """Return conclusions as a session is read: those without a place last, those of one place by id."""
    return sorted(listed, key=lambda c: (c.position is None, c.position or 0, c.id))


@given(places=PLACES, at=st.integers(0, 5), step=st.sampled_from((-1, 1)))
def test_one_step_is_one_step_with_equal_and_missing_places(places: list[int | None], at: int, step: int) -> None:
    listed = _order([Conclusion(f"c{n}", position=place) for n, place in enumerate(places)])
    record = listed[at % len(listed)]
    changes = moved(listed, record, step)
    after = _order([c._replace(**changes.get(c.id, {})) for c in listed])  # type: ignore[arg-type]
    place = listed.index(record)
    wanted = [c.id for c in listed]
    if 0 <= place + step < len(listed):
        wanted[place], wanted[place + step] = wanted[place + step], wanted[place]
    assert [c.id for c in after] == wanted


def test_records_with_places_of_their_own_change_only_two() -> None:
    listed = [Conclusion(f"c{n}", position=place) for n, place in enumerate((3, 7, 8, 20))]
    assert moved(listed, listed[1], 1) == {"c1": {"position": 8}, "c2": {"position": 7}}
    assert moved(listed, listed[0], -1) == {}
