"""Another passphrase for a store and its copies: written anew, checked, then exchanged in one step."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from inspect_tui.domain.ids import new_id
from inspect_tui.store.connection import bare_errors_told, connect_sqlite
from inspect_tui.store.copies import alone, check, drop_parts, folder_of, into_place, note_head, second_folder
from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import SALT, is_plain, key_of, lock_key, make_recovery_key, recovery_file, salt_of


def change_passphrase(path: Path, old: str, new: str, *, raw_key: str = "") -> list[Path]:
    """Encrypt a store and its copies with a new passphrase; a plain store is encrypted by it.

    The recovery key is worth nothing afterwards: make a new one.

    Args:
        path: the store; the caller holds its lock, and nobody has it open.
        old: the passphrase until now; empty for a plain store.
        new: the new one.
        raw_key: the key until now, instead of ``old``: from a recovery key.

    Returns:
        Copies that could not be read with the old key and stay as they were, and the second place where it is away.

    Raises:
        StoreError: the store cannot be read or written; it is as before.
    """
    salt = os.urandom(SALT)
    with alone(path):
        drop_parts(path.parent, f"{path.name}.")
        before = salt_of(path)
        # Noted first: between the two steps a copy with the old passphrase must not pass for the newest good one.
        note_head(path, salt)
        try:
            _exchange(path, old, new, raw_key, salt)
        except BaseException:
            note_head(path, before)
            raise
        recovery_file(path).unlink(missing_ok=True)
        left = []
        for folder in (folder_of(path), second_folder(path)):
            if folder is None:
                continue
            if not folder.is_dir():
                # A stick that is not plugged in.
                left.append(folder)
                continue
            drop_parts(folder)
            for file in sorted(folder.glob("*.db")):
                if not _change_other(file, old, new, raw_key, salt):
                    left.append(file)
    return left


def _change_other(file: Path, old: str, new: str, raw_key: str, salt: bytes) -> bool:
    """Encrypt a copy, or a store that was replaced or damaged, with the new passphrase; tell whether it was done."""
    try:
        if is_plain(file):
            _exchange(file, "", new, "", salt)
        else:
            _exchange(file, old, new, raw_key, salt)
    except (StoreError, OSError):
        # A damaged one cannot be written anew. What may be in clear is locked as it is.
        return _is_in_clear(file) and _lock_away(file, new)
    return True


def _is_in_clear(file: Path) -> bool:
    """Tell whether words may stand in a file that nothing can open, or in its -wal: encrypted pages do not compress."""
    import zlib

    for part in (file, Path(f"{file}-wal")):
        with contextlib.suppress(OSError), part.open("rb") as opened:
            while block := opened.read(4096):
                if len(zlib.compress(block, 1)) < 0.9 * len(block):
                    return True
    return False


def _lock_away(file: Path, passphrase: str) -> bool:
    """Replace a file and its -wal by files of age (age-encryption.org) that the passphrase opens."""
    from pyrage import passphrase as age

    for part in (Path(f"{file}-wal"), file):
        try:
            if part.exists():
                write_private(Path(f"{part}.age"), age.encrypt(part.read_bytes(), passphrase))
                part.unlink()
        except OSError:
            return False
    Path(f"{file}-shm").unlink(missing_ok=True)
    return True


def _exchange(path: Path, old: str, new: str, raw_key: str, salt: bytes) -> None:
    part = path.with_name(f"{path.name}.{new_id()}.part")
    source = connect_sqlite(path, old, read_only=False, same_thread=False, raw_key=raw_key)
    try:
        with bare_errors_told(path):
            os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            source.execute(f"""ATTACH DATABASE ? AS fresh KEY "x'{key_of(new, salt)}'" """, (str(part),))
            source.execute("SELECT sqlcipher_export('fresh')")
            source.execute("DETACH DATABASE fresh")
            # All pages in the file and nothing beside it, or it would be played into the new one.
            source.execute("PRAGMA journal_mode=DELETE")
    except Exception as error:
        part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise StoreError("read_only", path=str(path)) from None
        raise
    finally:
        source.close()
    try:
        check(part, new)
        into_place(part, path)
    except OSError:
        raise StoreError("read_only", path=str(path)) from None
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            Path(f"{part}{end}").unlink(missing_ok=True)


def make_recovery(path: Path, passphrase: str) -> str:
    """Make a new recovery key for an encrypted store and keep the store's key beside it, locked with that.

    Returns:
        The recovery key: shown once, kept nowhere.

    Raises:
        StoreError: ``not_encrypted``, or the file cannot be written.
    """
    if not passphrase:
        raise StoreError("not_encrypted", path=str(path))
    recovery_key = make_recovery_key()
    locked = lock_key(key_of(passphrase, salt_of(path)), recovery_key)
    target = recovery_file(path)
    try:
        write_private(target, locked)
    except OSError:
        raise StoreError("read_only", path=str(target)) from None
    for folder in (folder_of(path), second_folder(path)):
        if folder is not None and folder.is_dir():
            # Beside the copies lies the one of the key until now.
            with contextlib.suppress(OSError):
                write_private(folder / target.name, locked)
    return recovery_key


def write_private(target: Path, data: bytes) -> None:
    """Write a file that nobody else may read, whole or not at all."""
    part = target.with_name(f"{target.name}.{new_id()}.part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
        into_place(part, target)
    finally:
        part.unlink(missing_ok=True)
