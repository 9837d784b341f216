"""What is wrong with this device's keys and with the lists of other people's."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import Any, Protocol

from inspect_tui.locale import N_, Catalog
from inspect_tui.services.errors import describe
from inspect_tui.services.home import Setup
from inspect_tui.services.key_files import KeysError
from inspect_tui.services.key_home import META, belongs, guardian_of, read_kept, unwrap_kept
from inspect_tui.services.key_wraps import from_store
from inspect_tui.services.trust import KnownKey, recipients, trusted_keys
from inspect_tui.store.connection import Location
from inspect_tui.store.copies import read_meta, reading
from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import is_plain


class Report(Protocol):
    """Where findings go."""

    catalog: Catalog

    def add(self, level: str, message: str, /, **values: object) -> None:
        """Take in a finding."""


def examine_keys(setup: Setup, report: Report) -> None:
    """Look at keys, trust and recipients; nothing is changed."""
    own = _examine_own(setup, report)
    try:
        _examine_recipients(recipients(setup.home), own, report)
    except KeysError as error:
        _fault(error, report)
    try:
        others = [known for known in trusted_keys(setup.home) if known.key not in own]
        if others:
            report.add("ok", N_("keys whose files are believed beside this device's own: {count}"), count=len(others))
        else:
            report.add("ok", N_("nobody's files are believed yet but this device's own; inspect-tui trust add"))
    except KeysError as error:
        _fault(error, report)
    for path in (setup.home.trust, setup.home.recipients):
        if _mode(path) & 0o022:
            report.add("warning", N_("others on this machine may change {path}"), path=path)


def _examine_own(setup: Setup, report: Report) -> tuple[str, ...]:
    """Look at this device's keys; return the two public ones."""
    path = setup.home.identity
    try:
        found = facts_of(setup)
    except KeysError as error:
        _fault(error, report)
        return ()
    kept = found["kept"]
    if kept is None:
        report.add("ok", N_("this device has no keys yet; they are made when they are first needed"))
        return ()
    if _mode(path) & 0o077:
        report.add("warning", N_("others on this machine may read {path}"), path=path)
    if found["opens"] is False:
        report.add("fault", N_("this device's keys do not open with the store's passphrase: nothing can be signed"))
    elif found["is_exposed"]:
        report.add("warning", N_("this device's keys are not encrypted although the store is; inspect-tui identity "
                                 "with the passphrase encrypts them"))  # fmt: skip
    elif len(kept.wraps) > 1:
        report.add("warning", N_("this device's keys still open with an earlier passphrase; inspect-tui identity with "
                                 "the passphrase ends that"))  # fmt: skip
    elif found["is_in_store"] is False:
        report.add("warning", N_("the recovery key would not bring back this device's keys; inspect-tui identity with "
                                 "the passphrase sees to it"))  # fmt: skip
    else:
        report.add("ok", N_("this device's keys are in order: {fingerprint}"), fingerprint=kept.public.fingerprint)
    return kept.public.public_key, kept.public.recipient


def facts_of(setup: Setup) -> dict[str, Any]:
    """Return what a doctor can tell of the keys with what it was given; nothing is changed.

    Returns:
        ``kept`` (None where there are none), ``opens`` (None where no passphrase was given or none is needed),
        ``is_exposed`` (not encrypted though the store is), ``is_in_store`` (None where that cannot be known).

    Raises:
        KeysError: the keys' file is damaged.
    """
    kept, path = read_kept(setup.home), guardian_of(setup)
    encrypted = path is not None and Location(path).exists() and not is_plain(path)
    found: dict[str, Any] = {"kept": kept, "opens": None, "is_exposed": False, "is_in_store": None}
    if kept is None:
        return found
    found["is_exposed"] = kept.is_plain and (encrypted or (path is None and bool(setup.passphrase)))
    if kept.is_plain or setup.passphrase:
        found["opens"] = unwrap_kept(setup.home, kept, setup.passphrase) is not None
    if encrypted and setup.passphrase and path is not None:
        with contextlib.suppress(StoreError), reading(path, setup.passphrase) as connection:
            held = from_store(read_meta(connection, META))
            found["is_in_store"] = held is not None and belongs(held, kept)
    return found


def _examine_recipients(known: tuple[KnownKey, ...], own: tuple[str, ...], report: Report) -> None:
    others = [one for one in known if one.key not in own]
    if not others:
        report.add("warning", N_("no recipient is set: session files can only be made plain, for everybody to read; "
                                 "inspect-tui recipients add"))  # fmt: skip
    elif len(others) == 1:
        report.add("warning", N_("{name} is the only recipient: if that key is lost nobody but this device reads its "
                                 "session files; set a second one"), name=others[0].name)  # fmt: skip
    else:
        report.add("ok", N_("session files are sealed to {count} recipients and this device"), count=len(others))


def _fault(error: KeysError, report: Report) -> None:
    report.add("fault", "{problem}", problem=describe(error, report.catalog))


def _mode(path: Path) -> int:
    """Return who may do what with a file; nothing where the system has other means."""
    try:
        return stat.S_IMODE(path.stat().st_mode) if os.name == "posix" else 0
    except OSError:
        return 0
