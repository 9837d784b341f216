"""Copies of the store: make one, put one back, mend a damaged store, change the passphrase."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from inspect_tui.domain.records import utc_text
from inspect_tui.services.errors import UserError
from inspect_tui.services.home import Setup
from inspect_tui.store.copies import (
    Copy,
    alone,
    check,
    find_fault,
    find_loss,
    folder_of,
    list_copies,
    make_copy,
    newest_good,
    put_aside,
    put_in_place,
    reading,
    second_place,
    set_second_place,
    settle,
)
from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import is_plain, recovery_file, salt_of, unlock_key
from inspect_tui.store.lock import take_lock
from inspect_tui.store.passphrases import change_passphrase, make_recovery
from inspect_tui.store.repair import CURABLE, Repair, mend, repair, take_over
from inspect_tui.store.store import open_store, utc_now

if TYPE_CHECKING:
    from inspect_tui.locale import Catalog
    from inspect_tui.services.key_changes import KeyChange
    from inspect_tui.store.store import Store

MENDED: Final = "mended"
"""Meta key of what was done about a damaged store, until the app has said so."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What `restore` did.

    Attributes:
        file: the copy that is the store now.
        kept: the file that keeps the store which stood there, None where none did.
    """

    file: Path
    kept: Path | None


def path_of(setup: Setup) -> Path:
    """Return the store's file.

    Raises:
        StoreError: ``copies_elsewhere`` for a store on a server.
    """
    if setup.location.path is None:
        raise StoreError("copies_elsewhere")
    return setup.location.path


def _present(setup: Setup) -> Path:
    path = path_of(setup)
    if not setup.location.exists():
        if path.exists() and list_copies(path):
            # Cut to no length: there was a store.
            raise StoreError("damaged", path=str(path))
        raise UserError("no_file", path=path)
    return path


def backup(setup: Setup, *, reason: str = "asked") -> Copy:
    """Make a checked copy of the store; it works while the app has the store open.

    Raises:
        UserError: ``no_file``.
        StoreError: it cannot be read, is damaged, or there is no room.
    """
    path = _present(setup)
    return make_copy(path, setup.passphrase, reason=reason, clock=utc_now)


def set_second(setup: Setup, folder: str) -> None:
    """Set the second place for copies, a stick or a share; empty text drops it.

    Raises:
        UserError: ``no_folder``, or ``no_file`` where there is no store yet.
    """
    path = _present(setup)
    place = Path(folder).expanduser() if folder else None
    if place is not None and not place.is_dir():
        raise UserError("no_folder", path=folder)
    set_second_place(path, place)


def second_of(setup: Setup) -> Path | None:
    """Return the second place for copies, None where none is set."""
    return second_place(path_of(setup))


def restore(setup: Setup, file: Path | None) -> Restored:
    """Put a copy in the store's place; what stood there is kept beside the copies.

    Args:
        setup: which store.
        file: the copy; None takes the newest good one.

    Raises:
        UserError: ``no_file``.
        StoreError: the store is busy, or the file is no copy that could be used; nothing is changed.
    """
    path = path_of(setup)
    lock = take_lock(path)
    try:
        if file is None:
            found = newest_good(path, setup.passphrase)
            if found is None and not setup.passphrase and any(not is_plain(c.path) for c in list_copies(path)):
                raise StoreError("needs_passphrase", path=str(path))
            if found is None:
                raise StoreError("no_copy", path=str(path))
            file = found.path
        file = file.expanduser().absolute()
        if not file.is_file():
            raise UserError("no_file", path=file)
        if path.exists() and file.samefile(path):
            raise StoreError("not_a_copy", path=str(file), detail=path.name)
        check(file, setup.passphrase)
        settle(path, setup.passphrase)
        with alone(path):
            kept = put_aside(path, "replaced", utc_now()) if setup.location.exists() else None
            if kept is not None and recovery_file(path).exists() and salt_of(file) != salt_of(path):
                # It locks the key of the store that is kept, and goes with it.
                recovery_file(path).replace(kept.with_name(kept.name + "-recovery"))
            put_in_place(file, path, setup.passphrase)
        # Brought up to date here, so that reading commands find it so.
        open_store(setup.location, passphrase=setup.passphrase, lock=lock).close()
        return Restored(file, kept)
    finally:
        lock.release()


def is_curable(error: Exception, setup: Setup) -> bool:
    """Tell whether an error may mean that the store is damaged and has copies."""
    return (
        isinstance(error, StoreError)
        and error.code in CURABLE
        and error.values.get("path") == setup.location.name
        and setup.location.path is not None
        and folder_of(setup.location.path).is_dir()
    )


def mend_store(setup: Setup) -> Repair:
    """Let the newest good copy take a damaged store's place.

    Raises:
        StoreError: it is busy, or there is no copy that the passphrase opens.
    """
    path = path_of(setup)
    lock = take_lock(path)
    try:
        done, found = repair(path, setup.passphrase, utc_now)
        with open_store(setup.location, passphrase=setup.passphrase, lock=lock) as store:
            done = take_over(store, done, found)
            store.set_meta(MENDED, _as_text(done))
        return done
    finally:
        lock.release()


def mend_open(store: Store) -> str:
    """Mend a store that is in use; returns what `told` reads.

    Raises:
        StoreError: ``no_copy``.
    """
    return _as_text(mend(store))


def _as_text(done: Repair) -> str:
    data = {"at": utc_text(done.copy.at), "file": str(done.damaged), "entries": done.entries, "drafts": done.drafts}
    return json.dumps(data, ensure_ascii=False)


def told(text: str, catalog: Catalog) -> str:
    """Return in words what was done about a damaged store."""
    from inspect_tui.domain.dates import screen_moment

    data = json.loads(text)
    if not data["entries"] and not data["drafts"]:
        return catalog.t(
            "The store was damaged. The copy of {at} has been opened; nothing newer could be read. Look at the latest "
            "notes. The damaged file is kept as {file}.",
            at=screen_moment(data["at"]), file=data["file"],
        )  # fmt: skip
    return catalog.t(
        "The store was damaged. The copy of {at} has been opened, and {entries} changes and {drafts} texts were "
        "taken over from the damaged file, which is kept as {file}.",
        at=screen_moment(data["at"]), entries=data["entries"], drafts=data["drafts"], file=data["file"],
    )  # fmt: skip


def told_repair(done: Repair, catalog: Catalog) -> str:
    """Return in words what was done about a damaged store."""
    return told(_as_text(done), catalog)


@dataclass(frozen=True, slots=True)
class Changed:
    """A new passphrase.

    Attributes:
        recovery_key: shown once and kept nowhere; empty where the device's keys alone have the new passphrase.
        left: copies, and the device's keys, that the old passphrase did not open and that stay as they were.
    """

    recovery_key: str
    left: tuple[Path, ...]


def set_passphrase(setup: Setup, new: str, *, recovery_key: str = "") -> Changed:
    """Give a store another passphrase, or its first one, and a new recovery key; the device's keys go with it.

    A store on a server has no passphrase of ours: there the device's keys alone get the new one.

    Args:
        setup: which store, with its passphrase until now.
        new: the new passphrase.
        recovery_key: opens the store instead of the passphrase.

    Raises:
        UserError: ``no_file``, ``empty_passphrase``.
        StoreError: it is busy, cannot be opened, or its disk is full; it is as before.
        KeysError: the file of the device's keys is damaged or cannot be written; nothing has changed.
    """
    if setup.location.path is None:
        return _change_keys(setup, new, recovery_key)
    if not new:
        raise UserError("no_new_passphrase")
    path = _present(setup)
    lock = take_lock(path)
    try:
        changed, keys = _change(setup, path, new, unlock_key(path, recovery_key) if recovery_key else "")
        if keys.changes:
            from inspect_tui.services.identities import secure

            # Whatever hinders it is no reason not to show the recovery key, which is shown once.
            with contextlib.suppress(StoreError), open_store(setup.location, passphrase=new, lock=lock) as store:
                secure(replace(setup, passphrase=new), store)
        return changed
    finally:
        lock.release()


def _change_keys(setup: Setup, new: str, recovery_key: str) -> Changed:
    from inspect_tui.services import key_changes

    if recovery_key:
        raise StoreError("copies_elsewhere")
    if not new:
        raise UserError("no_new_passphrase")
    key_changes.change_passphrase(setup, new)
    return Changed("", ())


def change_open(setup: Setup, store: Store, new: str) -> Changed:
    """Give a store that is in use another passphrase, and the device's keys with it; it stays in use."""
    path = store.location.path
    if path is None:
        raise StoreError("copies_elsewhere")
    told = replace(setup, passphrase=store.passphrase)

    def swap() -> tuple[Changed, KeyChange]:
        before = salt_of(path)
        try:
            return _change(told, path, new, "")
        finally:
            if salt_of(path) != before:
                # The store itself has it, whatever went wrong after that.
                store.use_passphrase(new)

    changed, keys = store.replace(swap)
    if keys.changes:
        from inspect_tui.services.identities import secure

        secure(replace(told, passphrase=new), store)
    return changed


def _change(setup: Setup, path: Path, new: str, raw_key: str) -> tuple[Changed, KeyChange]:
    from inspect_tui.services.key_changes import passphrase_changes

    with passphrase_changes(setup, path, new, raw_key=raw_key) as keys:
        left = change_passphrase(path, setup.passphrase, new, raw_key=raw_key)
        recovery_key = make_recovery(path, new)
    return Changed(recovery_key, tuple(left) + ((keys.left,) if keys.left is not None else ())), keys


def make_store(setup: Setup) -> str:
    """Make a new store; returns its recovery key, empty for a plain one.

    Raises:
        StoreError: it cannot be made there.
    """
    from inspect_tui.services.sessions import open_for

    with open_for(setup, read_only=False) as store:
        if setup.passphrase:
            from inspect_tui.services.identities import secure

            secure(setup, store)
    return make_recovery(path_of(setup), setup.passphrase) if setup.passphrase else ""


def opens(setup: Setup) -> bool:
    """Tell whether the passphrase opens the store, or a copy of it where the store is damaged.

    Raises:
        StoreError: the store cannot be read for another reason.
    """
    path = path_of(setup)
    try:
        with reading(path, setup.passphrase):
            return True
    except StoreError as error:
        if error.code not in CURABLE:
            raise
    return newest_good(path, setup.passphrase) is not None


def recovers(setup: Setup, recovery_key: str) -> bool:
    """Tell whether this is the store's recovery key."""
    path = path_of(setup)
    if not recovery_file(path).exists():
        return False
    try:
        unlock_key(path, recovery_key)
    except StoreError:
        return False
    return True


def has_plain_copies(setup: Setup) -> bool:
    """Tell whether copies of the store lie beside it that are not encrypted."""
    return any(is_plain(copy.path) for copy in list_copies(path_of(setup)))


def copies_of(setup: Setup) -> list[Copy]:
    """Return the store's copies, the newest first."""
    return list_copies(setup.location.path) if setup.location.path is not None else []


def newest_copy(setup: Setup) -> Copy | None:
    """Return the store's newest copy, unchecked; None where there is none."""
    copies = copies_of(setup)
    return copies[0] if copies else None


def find_damage(setup: Setup) -> str:
    """Return what is wrong with the store's file, empty for nothing; read on a connection of its own."""
    path = path_of(setup)
    if path.exists() and not setup.location.exists():
        return "0 B"
    try:
        with reading(path, setup.passphrase) as connection:
            lost = find_loss(path, setup.passphrase, connection)
            return find_fault(connection) or ("entry" if lost else "")
    except StoreError as error:
        return error.code if error.code in CURABLE else ""


def copy_as_json(copy: Copy) -> dict[str, Any]:
    """Return a copy as `backup` prints it."""
    return {
        "file": str(copy.path), "reason": copy.reason, "at": utc_text(copy.at),
        "second": str(copy.second) if copy.second else None, "second_failed": copy.second_failed or None,
    }  # fmt: skip
