"""Another passphrase for a store and its copies: written anew, checked, then exchanged in one step."""

from __future__ import annotations

import os
from pathlib import Path

from inspect_tui.domain.ids import new_id
from inspect_tui.store.connection import connect_sqlite, translate_error
from inspect_tui.store.copies import check, folder_of, into_place, read_meta, reading, second_folder
from inspect_tui.store.errors import StoreError
from inspect_tui.store.keys import SALT, key_of, lock_key, make_recovery_key, recovery_file, salt_of


def change_passphrase(path: Path, old: str, new: str, *, raw_key: str = "") -> list[Path]:
    """Encrypt a store and its copies with a new passphrase; a plain store is encrypted by it.

    The recovery key is worth nothing afterwards: make a new one.

    Args:
        path: the store; the caller holds its lock, and nobody has it open.
        old: the passphrase until now; empty for a plain store.
        new: the new one.
        raw_key: the key until now, instead of ``old``: from a recovery key.

    Returns:
        Copies that could not be read with the old key and stay as they were.

    Raises:
        StoreError: the store cannot be read or written; it is as before.
    """
    salt = os.urandom(SALT)
    _exchange(path, old, new, raw_key, salt)
    recovery_file(path).unlink(missing_ok=True)
    left = []
    for file in _other_files(path, new):
        try:
            _exchange(file, old, new, raw_key, salt)
        except StoreError:
            left.append(file)
    return left


def _other_files(path: Path, passphrase: str) -> list[Path]:
    """Return all else that holds what was written: copies in both places, stores that were replaced or damaged."""
    with reading(path, passphrase) as connection:
        second = second_folder(path, read_meta(connection, "device"))
    files: list[Path] = []
    for folder in (folder_of(path), second):
        if folder is not None and folder.is_dir():
            files += sorted(file for file in folder.glob("*.db") if file.is_file())
    return files


def _exchange(path: Path, old: str, new: str, raw_key: str, salt: bytes) -> None:
    part = path.with_name(f"{path.name}.{new_id()}.part")
    source = connect_sqlite(path, old, read_only=False, same_thread=False, raw_key=raw_key)
    try:
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        source.execute(f"""ATTACH DATABASE ? AS fresh KEY "x'{key_of(new, salt)}'" """, (str(part),))
        source.execute("SELECT sqlcipher_export('fresh')")
        source.execute("DETACH DATABASE fresh")
        # All pages in the file and nothing beside it, or it would be played into the new one.
        source.execute("PRAGMA journal_mode=DELETE")
    except OSError:
        part.unlink(missing_ok=True)
        raise StoreError("read_only", path=str(path)) from None
    except Exception as error:
        part.unlink(missing_ok=True)
        if type(error).__module__.startswith("sqlcipher3"):
            raise translate_error(error, path) from None
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
    part = target.with_name(f"{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(locked)
        into_place(part, target)
    except OSError:
        raise StoreError("read_only", path=str(target)) from None
    return recovery_key
