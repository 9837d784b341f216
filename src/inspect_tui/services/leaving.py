"""Ready to leave: before the visit, whether laptop and record are fit for a day without help.

Each part looks at one thing and changes nothing. Parts are run one after the other, for the store's key is derived once
and a slow disk is to keep nobody from seeing what is known already.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from inspect_tui.domain.dates import screen_date, screen_moment
from inspect_tui.domain.ids import added_by_hand
from inspect_tui.domain.records import Session, utc_text
from inspect_tui.locale import Catalog
from inspect_tui.services.copying import find_damage
from inspect_tui.services.doctor import examine_session, still_to_come
from inspect_tui.services.doctor_keys import facts_of
from inspect_tui.services.errors import describe, is_expected
from inspect_tui.services.home import Setup
from inspect_tui.services.leaving_checks import TITLES, Check, Place
from inspect_tui.services.leaving_machine import battery, disk, folders
from inspect_tui.services.sessions import open_for
from inspect_tui.services.trust import recipients, trusted_keys
from inspect_tui.store.copies import list_copies, second_place
from inspect_tui.store.keys import recovery_file
from inspect_tui.store.reading import SessionSummary, list_sessions, read_content
from inspect_tui.store.store import Store

FRESH: Final = timedelta(hours=12)
"""A copy that is older was made before the day on which one leaves."""
Part = Callable[[Place], Sequence[Check]]


def next_visit(summaries: Sequence[SessionSummary], today: date) -> SessionSummary | None:
    """Return the open session that is held next; where all days have passed, the last of them."""
    unsigned = [one for one in summaries if one.session.state != "signed"]
    ahead = [one for one in unsigned if one.session.held_on is not None and one.session.held_on >= today]
    if ahead:
        return min(ahead, key=lambda one: (one.session.held_on or today, one.session.id))
    return max(unsigned, key=lambda one: (one.session.held_on or date.min, one.session.id), default=None)


def look(part: Part, place: Place) -> Sequence[Check]:
    """Run a part; what hinders it is a finding too."""
    try:
        return part(place)
    except Exception as error:
        if is_expected(error):
            words = describe(error, place.catalog)
        elif isinstance(error, OSError):
            words = error.strerror or str(error)
        else:
            raise
        return [Check(next(name for name, one in PARTS if one is part), "fault", words)]


def _visit(place: Place) -> list[Check]:
    with open_for(place.setup, read_only=True) as store, store.errors_told():
        found = next_visit(list_sessions(store), place.now.date())
        if found is None:
            return [
                Check("visit", "fault", place.t("there is no session that is not signed yet"),
                      place.t("Enter: a new session; F7 receives one"), "new"),
            ]  # fmt: skip
        return [_of_visit(store, found.session, place), _of_journal(store, found.session, place)]


def _of_visit(store: Store, head: Session, place: Place) -> Check:
    content = read_content(store, head.id)
    t, count = place.t, len(content.tasks)
    words = f"{head.agency} · {screen_date(head.held_on)} · "
    words += place.catalog.n("{count} task", "{count} tasks", count)
    if not count:
        return Check("visit", "fault", words, t("Enter: read its register"), "register", head.id)
    by_hand = sum(added_by_hand(task.id) for task in content.tasks)
    if by_hand == count:
        return Check("visit", "warning", words, t("all typed by hand; Enter: read its register"), "register", head.id)
    if head.held_on is not None and head.held_on < place.now.date():
        return Check("visit", "warning", words, t("that day has passed; Enter: its day can be changed"), "session",
                     head.id)  # fmt: skip
    if content.conflicts:
        more = place.catalog.n("{count} conflict", "{count} conflicts", len(content.conflicts))
        return Check("visit", "warning", f"{words} · {more}", t("Enter: open it, F12 decides"), "session", head.id)
    return Check("visit", "ok", words, "", "session", head.id)


class _Found:
    """Takes in what a part of the doctor finds."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.worst: tuple[str, str] | None = None

    def add(self, level: str, message: str, /, **values: object) -> None:
        if self.worst is None or (level == "fault" and self.worst[0] != "fault"):
            self.worst = (level, self.catalog.t(message, **values))


def _of_journal(store: Store, head: Session, place: Place) -> Check:
    found = _Found(place.catalog)
    examine_session(store, head.id, found)
    if found.worst is not None:
        return Check("journal", *found.worst, place.t("inspect-tui doctor says more"))
    return Check("journal", "ok", place.t("whole: every change follows from the one before it"))


def _store(place: Place) -> list[Check]:
    fault = find_damage(place.setup) if place.setup.location.path is not None else ""
    if fault:
        words = place.t("damaged: {fault}", fault=fault)
        return [Check("store", "fault", words, place.t("inspect-tui restore puts the newest good copy back"))]
    return [Check("store", "ok", place.t("can be read and is whole"))]


def _passphrase(place: Place) -> list[Check]:
    t, path = place.t, place.setup.location.path
    if path is None:
        return [Check("passphrase", "unknown", t("the store is on a server: no network, no record"))]
    if not place.setup.passphrase:
        words = t("none: whoever has this machine can read the record")
        return [Check("passphrase", "warning", words, t("Enter: set one"), "safety")]
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        return [Check("passphrase", "warning", t("encrypted, but others on this machine may read the file"))]
    if not recovery_file(path).exists():
        words = t("encrypted, but without a recovery key: a forgotten passphrase loses the record")
        return [Check("passphrase", "warning", words, t("Enter: a new passphrase makes one"), "safety")]
    return [Check("passphrase", "ok", t("the record is encrypted and has a recovery key"))]


def _keys(place: Place) -> list[Check]:
    t, found = place.t, facts_of(place.setup)
    kept: Any = found["kept"]
    if kept is None:
        return [Check("keys", "warning", t("this device has none yet"), t("Enter: make and show them"), "keys")]
    if found["opens"] is False:
        return [Check("keys", "fault", t("they do not open with this passphrase: nothing can be signed"))]
    if found["is_exposed"]:
        return [Check("keys", "warning", t("not encrypted although the record is"))]
    return [Check("keys", "ok", t("in order: {fingerprint}", fingerprint=kept.public.fingerprint), "", "keys")]


def _recipients(place: Place) -> list[Check]:
    t, own = place.t, _own_keys(place)
    names = [one.name for one in recipients(place.setup.home) if one.key not in own]
    if not names:
        words = t("headquarters' key is not here: session files could be read by everybody")
        return [Check("recipients", "warning", words, "inspect-tui recipients add " + t("NAME KEY"))]
    return [Check("recipients", "ok", t("session files are sealed to {names}", names=", ".join(names)))]


def _trust(place: Place) -> list[Check]:
    t, own = place.t, _own_keys(place)
    names = [one.name for one in trusted_keys(place.setup.home) if one.key not in own]
    if not names:
        words = t("nobody's files are believed yet: headquarters' packs and receipts will not be")
        return [Check("trust", "warning", words, "inspect-tui trust add " + t("NAME KEY"))]
    return [Check("trust", "ok", t("files are believed of {names}", names=", ".join(names)))]


def _own_keys(place: Place) -> tuple[str, ...]:
    kept: Any = facts_of(place.setup)["kept"]
    return (kept.public.public_key, kept.public.recipient) if kept is not None else ()


def _copy(place: Place) -> list[Check]:
    t, path = place.t, place.setup.location.path
    if path is None:
        return [Check("copy", "unknown", t("the server has its own copies"))]
    copies = list_copies(path)
    todo = t("Enter: make one now")
    if not copies:
        return [Check("copy", "fault", t("there is none"), todo, "copy")]
    age = place.now - copies[0].at
    words = t("the newest is of {at}", at=screen_moment(utc_text(copies[0].at), place.now.tzinfo))
    level = "ok" if age <= FRESH else "warning"
    checks = [Check("copy", level, words, "" if level == "ok" else todo, "copy")]
    second = second_place(path)
    if second is None:
        words = t("none: one broken disk loses record and copies")
        checks.append(Check("second", "warning", words, t("Enter: a stick or a share"), "safety"))
    elif not second.is_dir():
        words = t("cannot be reached: {path}", path=second)
        checks.append(Check("second", "warning", words, t("put the stick in; Enter: another place"), "safety"))
    else:
        checks.append(Check("second", "ok", t("copies also go to {path}", path=second)))
    return checks


def _clock(place: Place) -> list[Check]:
    t, now = place.t, place.now
    words = f"{now:%H:%M} {screen_date(now.date())}, {_zone(now)}"
    with open_for(place.setup, read_only=True) as store, store.errors_told():
        later = still_to_come(store, now)
        found = next_visit(list_sessions(store), now.date())
    if later:
        words = t("{now}: behind, for the newest change was made at {at}", now=words,
                  at=screen_moment(later, now.tzinfo))  # fmt: skip
        return [Check("clock", "fault", words, t("set the machine's clock"))]
    there = found.session.zone if found is not None else None
    if there is not None and now.utcoffset() != now.astimezone(there).utcoffset():
        words = t("{now}; the visit is in {zone}", now=words, zone=_zone(now.astimezone(there)))
        return [Check("clock", "warning", words, t("look at the machine's time zone"))]
    return [Check("clock", "ok", words)]


def _zone(moment: datetime) -> str:
    minutes = int((moment.utcoffset() or timedelta()) / timedelta(minutes=1))
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")


PARTS: Final[tuple[tuple[str, Part], ...]] = (
    ("visit", _visit), ("clock", _clock), ("store", _store), ("passphrase", _passphrase), ("keys", _keys),
    ("recipients", _recipients), ("trust", _trust), ("copy", _copy), ("disk", disk), ("battery", battery),
    ("folders", folders),
)  # fmt: skip
"""The parts by the first thing that each looks at; what a person can still mend in time comes first."""


def place_here(setup: Setup, catalog: Catalog) -> Place:
    """Return this machine at this moment."""
    return Place(setup, catalog, datetime.now(UTC).astimezone())


__all__ = ["PARTS", "TITLES", "Check", "Part", "Place", "look", "next_visit", "place_here"]
