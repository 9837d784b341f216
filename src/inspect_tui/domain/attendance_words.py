"""Who was there, as it is typed or pasted: a name and what that person is, one a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from inspect_tui.domain.patterns import later
from inspect_tui.domain.placing import moved, places_in_order
from inspect_tui.domain.records import SIDES, Participant
from inspect_tui.domain.vietnamese import clean, one_line

_LISTED: Final = later(r"^\s*(?:[-–—+*•·]|\(?\d{1,3}[.)/])\s+")
"""What numbers or dashes a list: "- ", "1. ", "(2) "."""
_BETWEEN: Final = ("\t", ";", ",", " – ", " — ", " - ")
"""What stands between name and role; the first of these that a line has, for names of departments have commas."""


class Person(NamedTuple):
    """A name and a role; the role may be empty."""

    name: str
    role: str = ""


def read_person(line: str) -> Person | None:
    """Return who a line names: "Đại diện Sở Nội vụ, thành viên"; None for a line without a name.

    A semicolon, or a tab from a table, ends a name that has commas in it.
    """
    text = _LISTED.sub("", clean(line))
    for mark in _BETWEEN:
        name, found, role = text.partition(mark)
        if found and name.strip():
            return Person(one_line(name), one_line(role.replace("\t", " ").strip(" ;,.")))
    name = one_line(text)
    return Person(name) if name.strip(" ;,.-") else None


def read_people(text: str) -> list[Person]:
    """Return everybody whom pasted lines name, in their order, each once; what ends the items of a list goes."""
    found = (read_person(line.rstrip(" ;.")) for line in clean(text).split("\n"))
    return list(dict.fromkeys(one for one in found if one is not None))


def person_text(name: str, role: str) -> str:
    """Return the line that `read_person` reads as this name and role."""
    if any(mark in name for mark in _BETWEEN):
        return f"{name}; {role}" if role else f"{name};"
    return f"{name}, {role}" if role else name


def moved_person(people: Sequence[Participant], person: str, step: int) -> dict[str, dict[str, object]]:
    """Return what changes when somebody is moved one place up (-1) or down (1) in the list of all sides.

    At the end of a side the next step leads into the next side: that is how somebody is put among others.

    Args:
        people: everybody, in their order within each side.
        person: the id of who is moved.
        step: -1 or 1.

    Returns:
        The fields to set, by the id of the record; nothing where there is no way on.
    """
    at_hand = next((one for one in people if one.id == person), None)
    if at_hand is None or at_hand.side not in SIDES:
        return {}
    same = [one for one in people if one.side == at_hand.side]
    if 0 <= same.index(at_hand) + step < len(same):
        return moved(same, at_hand, step)
    side = SIDES.index(at_hand.side) + step
    if not 0 <= side < len(SIDES):
        return {}
    others = [one for one in people if one.side == SIDES[side]]
    others.insert(len(others) if step < 0 else 0, at_hand)
    changes = places_in_order(others)
    changes.setdefault(person, {})["side"] = SIDES[side]
    return changes
