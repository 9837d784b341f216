"""Who was there: by side, the chair and the secretary first, those absent apart."""

from __future__ import annotations

from collections import Counter
from typing import Final

from inspect_tui.documents.check import anchor
from inspect_tui.documents.paper import SHORT_BLANK, Item, Paragraph, Run, plain
from inspect_tui.documents.phrases import count_words, or_blank
from inspect_tui.domain.records import LABELS, Participant, Session, SessionContent
from inspect_tui.domain.vietnamese import fold, person_sort_key
from inspect_tui.locale import N_, Catalog

_SIDES = (
    ("group", N_("The working group ({count} present):")),
    ("agency", N_("The inspected agency, {agency} ({count} present):")),
    ("department", N_("Departments and other units ({count} present):")),
)
_NAMES = tuple(side for side, _ in _SIDES)


def _side(person: Participant) -> str:
    return person.side if person.side in _NAMES else "department"


def _same(one: str, other: str) -> bool:
    return bool(one) and fold(one) == fold(other)


def _order(person: Participant, session: Session) -> tuple[object, ...]:
    leading = 0 if _same(person.name, session.chair) else 1 if _same(person.name, session.secretary) else 2
    place = person.position if person.position is not None else 10**9
    return leading, place, person_sort_key(person.name)


_ABSENT: Final = N_("Absent ({count}):")


def _line(
    place: int, person: Participant, session: Session, catalog: Catalog, *, last: bool, tell_side: bool = False
) -> Item:
    office = catalog.t(LABELS[_side(person)]) if tell_side else ""
    if _same(person.name, session.chair):
        office = catalog.t("chair")
    elif _same(person.name, session.secretary):
        office = catalog.t("secretary")
    words = ", ".join(part for part in (person.name, person.role) if part)
    text = f"{or_blank(words)} ({office})" if office else or_blank(words)
    return Item(plain(text + ("." if last else ";")), "dash", anchor=anchor("participant", place))


def attendance(content: SessionContent, catalog: Catalog) -> list[Item | Paragraph]:
    """Return the attendance as points a), b) … with a dash line for each person.

    A side on which nobody is noted is left out; with nobody noted at all a blank stands for each side.
    """
    session = content.session
    people = sorted(enumerate(content.participants, start=1), key=lambda pair: _order(pair[1], session))
    groups = [
        (message, [pair for pair in people if pair[1].present and _side(pair[1]) == side]) for side, message in _SIDES
    ]
    if content.participants:
        groups = [group for group in groups if group[1]]
        absent = [pair for pair in people if not pair[1].present]
        if absent:
            groups.append((_ABSENT, absent))
    blocks: list[Item | Paragraph] = []
    for number, (message, members) in enumerate(groups, start=1):
        count = count_words(len(members), catalog) if members else "…"
        words = catalog.t(message, count=count, agency=session.agency or SHORT_BLANK)
        blocks.append(Item((Run(words),), "point", number, keep_next=True))
        for place, person in members:
            last, apart = person is members[-1][1], message == _ABSENT
            blocks.append(_line(place, person, session, catalog, last=last, tell_side=apart))
        if not members:
            blocks.append(Item(plain(or_blank("")), "dash"))
    return blocks


def named(name: str, participants: tuple[Participant, ...]) -> str:
    """Return a name with the role that the attendance gives it; a dotted blank for no name."""
    role = next((p.role for p in participants if p.role and _same(p.name, name)), "")
    return f"{name}, {role}" if role else or_blank(name)


def composition(content: SessionContent, catalog: Catalog) -> str:
    """Return how many of each side were there, as one sentence; empty where nobody is noted."""
    counts = Counter(_side(person) for person in content.participants if person.present)
    agency = content.session.agency or SHORT_BLANK
    group, here, others = (counts[side] for side in _NAMES)
    told = {side: count_words(counts[side], catalog) for side in _NAMES}
    parts = [
        catalog.n("{people} member of the working group", "{people} members of the working group", group,
                  people=told["group"]) if group else "",
        catalog.n("{people} representative of {agency}", "{people} representatives of {agency}", here,
                  people=told["agency"], agency=agency) if here else "",
        catalog.n("{people} delegate of departments and other units",
                  "{people} delegates of departments and other units", others,
                  people=told["department"]) if others else "",
    ]  # fmt: skip
    present = "; ".join(one for one in parts if one)
    return catalog.t("Present were {parts}.", parts=present) if present else ""
