"""What is wrong with this store, its copies, the keys, the clock and the disk."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from inspect_tui.domain.dates import screen_moment
from inspect_tui.domain.records import utc_text
from inspect_tui.exchange.findings import Findings
from inspect_tui.exchange.journal_lines import JournalCheck
from inspect_tui.locale import N_, Catalog
from inspect_tui.services.doctor_keys import Report, examine_keys
from inspect_tui.services.errors import describe, is_expected
from inspect_tui.services.home import Setup
from inspect_tui.services.sessions import open_for
from inspect_tui.store.copies import find_fault, find_loss, folder_of, list_copies, reading, second_place
from inspect_tui.store.drivers import sqlite_version
from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import recovery_file
from inspect_tui.store.reading import list_sessions
from inspect_tui.store.store import Store

SAFE_SQLITE: Final = (3, 51, 3)
"""SQLite 3.7.0 to 3.51.2 can corrupt a WAL database that two connections write to at once."""
LITTLE_ROOM, NO_ROOM = 500 << 20, 50 << 20
OLD_COPY: Final = timedelta(days=7)
LEVELS: Final = {"ok": N_("in order"), "warning": N_("warning"), "fault": N_("fault")}
"""How bad a finding is, with the word for it."""
CLOCK_SLACK: Final = timedelta(minutes=2)


class _Report:
    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.findings: list[dict[str, str]] = []

    def add(self, level: str, message: str, /, **values: object) -> None:
        self.findings.append({"level": level, "message": self.catalog.t(message, **values)})


def examine(setup: Setup, catalog: Catalog) -> dict[str, Any]:
    """Look at everything that a record depends on; nothing is changed.

    Returns:
        ``sqlite_version``, ``store``, ``encrypted``, ``copies`` and ``findings``: each a ``level`` (``ok``,
        ``warning``, ``fault``) and a ``message``.
    """
    report, version, path = _Report(catalog), sqlite_version(), setup.location.path
    if tuple(map(int, version.split("."))) < SAFE_SQLITE:
        report.add("fault", N_("SQLite {version} can corrupt a store; update the program"), version=version)
    else:
        report.add("ok", N_("SQLite {version}"), version=version)
    if path is not None and not setup.location.exists() and path.exists() and list_copies(path):
        report.add("fault", N_("{path} is damaged: {fault}"), path=path, fault="0 B")
    elif not setup.location.exists():
        report.add("warning", N_("there is no store yet at {path}"), path=setup.location.name)
    else:
        _examine_store(setup, report)
    if path is not None:
        _examine_disk(path, report)
        if setup.location.exists():
            _examine_copies(path, report)
    examine_keys(setup, report)
    return {
        "sqlite_version": version,
        "store": setup.location.name,
        "encrypted": bool(path is not None and setup.passphrase),
        "copies": len(list_copies(path)) if path is not None else 0,
        "findings": report.findings,
    }


def _examine_store(setup: Setup, report: _Report) -> None:
    path = setup.location.path
    try:
        if path is not None:
            with reading(path, setup.passphrase) as connection:
                fault = find_fault(connection)
                lost = find_loss(path, setup.passphrase, connection)
            if lost:
                report.add("fault", N_("{path} has lost changes that its newest copy still holds"), path=path)
            if fault:
                report.add("fault", N_("{path} is damaged: {fault}"), path=path, fault=fault)
                return
        with open_for(setup, read_only=True) as store, store.errors_told():
            report.add("ok", N_("the store can be read and is whole"))
            _examine_sessions(store, report)
            _examine_clock(store, report)
    except Exception as error:
        if not is_expected(error):
            raise
        older = isinstance(error, StoreError) and error.code == "older"
        report.add("warning" if older else "fault", "{problem}", problem=describe(error, report.catalog))
        return
    if path is None:
        return
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        report.add("warning", N_("others on this machine may read {path}"), path=path)
    if not setup.passphrase:
        report.add("warning", N_("the store is not encrypted: whoever has the machine can read it"))
    elif not recovery_file(path).exists():
        report.add("warning", N_("there is no recovery key: a forgotten passphrase loses the store"))
    else:
        report.add("ok", N_("the store is encrypted and has a recovery key"))


def examine_session(store: Store, session: str, report: Report) -> None:
    """Look at a session's journal and compare its records with it; what is in order is not reported."""
    findings = Findings()
    check = JournalCheck(session, findings)
    try:
        entries = store.entries(session)
    except (ValueError, TypeError, KeyError, AttributeError):
        report.add("fault", N_("session {session}: its journal holds what is no entry"), session=session)
        return
    for entry in sorted(entries, key=lambda e: (e.device, e.seq, e.hash)):
        check.add_entry(entry)
    check.finish()
    for found in findings.all():
        level = "fault" if found.severity == "error" else "warning"
        report.add(level, N_("session {session}: {finding}"), session=session,
                   finding=report.catalog.t(found.message, **found.values))  # fmt: skip
    wrong = store.check_rows(session)
    if wrong:
        kind, record = wrong[0]
        report.add(
            "fault",
            N_("session {session}: {count} records differ from the journal, the first is {kind} {record}"),
            session=session, count=len(wrong), kind=kind, record=record,
        )  # fmt: skip


def _examine_sessions(store: Store, report: _Report) -> None:
    for session in (summary.session.id for summary in list_sessions(store)):
        examine_session(store, session, report)
    report.add("ok", N_("journal and records of every session were compared"))


def still_to_come(store: Store, now: datetime) -> str:
    """Return the moment of the newest change where it is still to come, for then the clock is behind; else nothing."""
    newest = store.newest_change()
    return newest if newest and newest > utc_text(now + CLOCK_SLACK) else ""


def _examine_clock(store: Store, report: _Report) -> None:
    if newest := still_to_come(store, datetime.now(UTC)):
        report.add("warning", N_("the clock is behind: the newest change was made at {at}, which is still to come"),
                   at=screen_moment(newest))  # fmt: skip


def free_space(path: Path) -> tuple[Path, int, str]:
    """Return the folder in which a store lies or will lie, the free bytes there, and how bad that is."""
    place = path.parent
    while not place.exists() and place != place.parent:
        place = place.parent
    free = shutil.disk_usage(place).free
    return place, free, "fault" if free < NO_ROOM else "warning" if free < LITTLE_ROOM else "ok"


def _examine_disk(path: Path, report: _Report) -> None:
    place, free, level = free_space(path)
    report.add(level, N_("{free} MB are free on the store's disk"), free=free >> 20)
    if not os.access(place, os.W_OK):
        report.add("fault", N_("{path} cannot be written to"), path=place)


def _examine_copies(path: Path, report: _Report) -> None:
    copies = list_copies(path)
    if not copies:
        report.add("warning", N_("there is no copy of the store; inspect-tui backup makes one"))
    elif datetime.now(UTC) - copies[0].at > OLD_COPY:
        report.add("warning", N_("the newest copy is of {at}"), at=screen_moment(utc_text(copies[0].at)))
    else:
        report.add("ok", N_("{count} copies, the newest of {at}"), count=len(copies),
                   at=screen_moment(utc_text(copies[0].at)))  # fmt: skip
    second = second_place(path)
    if second is None:
        report.add("warning", N_("copies have no second place: one broken disk loses store and copies"))
    elif not second.is_dir():
        report.add("warning", N_("the second place for copies cannot be reached: {path}"), path=second)
    else:
        report.add("ok", N_("copies also go to {path}"), path=second)
    damaged = sorted(f.name for f in folder_of(path).glob("damaged-*.db")) if folder_of(path).is_dir() else []
    if damaged:
        report.add("warning", N_("a damaged store is kept: {file}"), file=damaged[-1])
