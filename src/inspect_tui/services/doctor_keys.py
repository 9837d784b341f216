"""What is wrong with this device's keys and with the lists of other people's."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Protocol

from inspect_tui.locale import N_, Catalog
from inspect_tui.services.errors import describe
from inspect_tui.services.home import Setup
from inspect_tui.services.identities import examine_identity
from inspect_tui.services.key_files import KeysError
from inspect_tui.services.trust import KnownKey, recipients, trusted_keys


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
            report.add("ok", N_("the files of {count} keys are believed beside this device's own"), count=len(others))
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
        found = examine_identity(setup)
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
