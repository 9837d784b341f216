"""Targets that are file systems: a folder here, and what `target_sftp` makes of a server.

A file is written aside under its name with ``.part``, read back, and only then renamed. What a cut left of it is gone
on with where it begins as our file does; the whole is read back in any case, so a wrong beginning can cost a second
sending and never a wrong file.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Generator, Iterator
from typing import Any, Final

from fsspec.implementations.local import LocalFileSystem

from inspect_tui.exchange.atomic import sync_folder
from inspect_tui.exchange.target_errors import TargetError
from inspect_tui.exchange.target_retry import Retry
from inspect_tui.exchange.targets import ASIDE, INBOX, Fetching, Remote, Sending, Target

BLOCK: Final = 1 << 18
HEAD: Final = 1 << 16
TAIL: Final = 4 << 20
"""Bytes at the two ends of a ``.part`` that are compared before it is gone on with: a cut tears the end, where less
than this was under way, and another file differs at its beginning."""

_KEPT: Final = 1 << 15
"""Bytes read at once of what is fetched, as many as one answer of an SFTP server brings: a cut loses less than this of
what has arrived, and a line that never lasts for more still gets on."""
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN: Final = {errno.EACCES, errno.EPERM, errno.EROFS}


class FilePlace:
    """What folders and SFTP servers have in common, over an fsspec file system."""

    def __init__(self, target: Target, retry: Retry) -> None:
        """Keep the address; the file system is made when it is needed."""
        self.target, self._retry = target, retry
        self.was_there = False
        self._fs: Any = None

    # What the kinds do each in their own way

    def connect(self) -> Any:
        """Return the fsspec file system.

        Raises:
            TargetError: there is no way in.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Drop the connection; the next call makes a new one."""
        self._fs = None

    def was_cut(self) -> None:
        """Drop the connection."""
        self.close()

    def rename(self, old: str, new: str, *, replace: bool) -> None:
        """Give a file its name, whole or not at all; another one of that name stays, unless it is to be replaced."""
        raise NotImplementedError

    def begin_writing(self, file: Any) -> None:
        """Prepare to write many blocks in a row."""

    def end_writing(self, file: Any) -> None:
        """Prepare to write the last block."""

    def flush(self, file: Any) -> None:
        """Bring what was written as near to the disk as the kind can."""

    def ask_for(self, file: Any, size: int) -> None:
        """Prepare to read a file to its end."""

    def translate(self, error: Exception) -> TargetError:
        """Return what an error of the library means."""
        raise NotImplementedError

    @property
    def missing(self) -> str:
        """The code that says that the folder is not there."""
        return "no_root"

    # What a `Place` does

    def check(self, *, used: bool) -> None:
        """See that the folder is there; it is never made, for it may be the empty place of a stick."""
        with self._told():
            if not self._is_folder(self._path()):
                raise TargetError(self.missing, target=self.target.address)
            if used and not self._is_folder(self._path(INBOX)):
                raise TargetError("emptied", target=self.target.address)
            self.was_there = True

    def files(self, folder: str) -> list[Remote]:
        """Return the files of a folder."""
        with self._told():
            try:
                found = self.fs.ls(self._path(folder), detail=True)
            except FileNotFoundError:
                self.check(used=False)
                return []
            files = (f for f in found if f["type"] == "file")
            return [Remote(str(f["name"]).replace("\\", "/").rpartition("/")[2], int(f["size"])) for f in files]

    def put(self, sending: Sending, folder: str, name: str, *, replace: bool) -> None:
        """Bring a file to its place."""
        final = self._path(folder, name)
        part = final + ASIDE
        self._make(folder)
        there = self._size(final)
        if there is not None:
            if self._is_same(sending, final, there):
                sending.on_bytes(sending.size)
                return
            if not replace:
                raise TargetError("taken", target=self.target.address, name=name)
        for _ in range(2):
            self._write(sending, part, self._continue_at(sending, part))
            if self._is_same(sending, part, self._size(part), again=True):
                with self._told():
                    self.rename(part, final, replace=replace)
                return
            # What an earlier try left was another file between its ends, or the medium is bad.
            self._remove(part)
            sending.restart()
        raise TargetError("damaged", target=self.target.address, name=name)

    def get(self, fetching: Fetching, folder: str, name: str) -> None:
        """Bring a file here."""
        path = self._path(folder, name)
        with self._told():
            size = self._size(path)
            if size is None:
                raise TargetError("not_there", target=self.target.address, name=name)
        with contextlib.closing(self._blocks(path, fetching.moved, size)) as blocks:
            for block in blocks:
                fetching.take(block, name)
        if fetching.moved != size:
            raise TargetError("failed", target=self.target.address, reason=f"{fetching.moved} / {size}")

    def forget(self, folder: str, name: str) -> None:
        """Remove what is there of a file that never arrived."""
        self._remove(self._path(folder, name) + ASIDE)

    # How it is done

    @property
    def fs(self) -> Any:
        """The file system, connected."""
        if self._fs is None:
            self._fs = self.connect()
        return self._fs

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except TargetError:
            raise
        except Exception as error:
            raise self.translate(error) from error

    @contextlib.contextmanager
    def _opened(self, path: str) -> Iterator[Any]:
        with self._told():
            file = self.fs.open(path, "rb")
        try:
            yield file
        finally:
            # What was read was read; a line that is cut cannot close a file.
            with contextlib.suppress(Exception):
                file.close()

    def _blocks(self, path: str, start: int, size: int) -> Generator[bytes, None, None]:
        """Read a file of a known size from a place to its end."""
        with self._opened(path) as file:
            with self._told():
                file.seek(start)
                self.ask_for(file, size)
            while True:
                self._retry.look()
                with self._told():
                    block = file.read(_KEPT)
                if not block:
                    return
                yield block

    def _path(self, *names: str) -> str:
        root = self.target.path.replace(os.sep, "/") if self.target.is_folder else self.target.path
        return "/".join([root.rstrip("/"), *names]) or "/"

    def _is_folder(self, path: str) -> bool:
        # fsspec's own question takes a cut line for a no.
        try:
            return bool(self.fs.info(path)["type"] == "directory")
        except FileNotFoundError:
            return False

    def _make(self, folder: str) -> None:
        with self._told():
            if not self._is_folder(self._path(folder)):
                self.check(used=False)
                # Another laptop may be quicker.
                with contextlib.suppress(FileExistsError):
                    self.fs.mkdir(self._path(folder), create_parents=False)
                if not self._is_folder(self._path(folder)):
                    raise TargetError("in_the_way", target=self.target.address, name=folder)

    def _size(self, path: str) -> int | None:
        with self._told():
            try:
                return int(self.fs.info(path)["size"])
            except FileNotFoundError:
                return None

    def _remove(self, path: str) -> None:
        with self._told(), contextlib.suppress(FileNotFoundError):
            self.fs.rm_file(path)

    def _continue_at(self, sending: Sending, part: str) -> int:
        """Return how much of what lies aside is the beginning of our file."""
        begun = self._size(part)
        if not begun or begun > sending.size:
            return 0
        pieces = [(0, min(begun, HEAD)), (max(0, begun - TAIL), begun)]
        with sending.source.open("rb") as source, self._opened(part) as file, self._told():
            for start, end in pieces:
                file.seek(start)
                source.seek(start)
                for at in range(start, end, BLOCK):
                    self._retry.look()
                    length = min(BLOCK, end - at)
                    if file.read(length) != source.read(length):
                        return 0
        sending.reach(begun)
        return begun

    def _write(self, sending: Sending, part: str, offset: int) -> None:
        if offset < sending.checked:
            sending.restart()
        with sending.source.open("rb") as source:
            source.seek(offset)
            with self._told():
                file = self.fs.open(part, "r+b" if offset else "wb")
            try:
                with self._told():
                    if offset:
                        file.seek(offset)
                    self.begin_writing(file)
                sending.on_bytes(offset)
                while block := source.read(BLOCK):
                    self._retry.look()
                    offset += len(block)
                    with self._told():
                        if offset == sending.size:
                            self.end_writing(file)
                        file.write(block)
                    sending.wrote = True
                    sending.on_bytes(offset)
                with self._told():
                    self.flush(file)
                    file.close()
                sending.wrote = True
            except TargetError as error:
                with contextlib.suppress(Exception):
                    file.close()
                if error.code == "full":
                    # What lies there would be in the way of whatever is to make room.
                    with contextlib.suppress(TargetError):
                        self._remove(part)
                raise

    def _is_same(self, sending: Sending, path: str, size: int | None, *, again: bool = False) -> bool:
        """Read a file back and tell whether it is ours; ``again`` goes on from where the try before was cut."""
        if size != sending.size:
            return False
        if not again:
            sending.restart()
        with contextlib.closing(self._blocks(path, sending.checked, size)) as blocks:
            for block in blocks:
                sending.check(block)
        return sending.is_checked


class FolderPlace(FilePlace):
    """A folder of this machine: a stick, a share, a disk."""

    @property
    def missing(self) -> str:
        """The code that says that the folder is not there, or is no more."""
        return "gone" if self.was_there else "no_root"

    def connect(self) -> Any:
        """Return the local file system."""
        return LocalFileSystem(auto_mkdir=False, skip_instance_cache=True)

    def rename(self, old: str, new: str, *, replace: bool) -> None:
        """Rename; sticks have no rename that keeps what is there, so it was looked before."""
        os.replace(old, new)
        sync_folder(os.path.dirname(new))

    def flush(self, file: Any) -> None:
        """Bring it to the disk."""
        file.flush()
        os.fsync(file.fileno())

    def translate(self, error: Exception) -> TargetError:
        """Return what the system's error means for a folder."""
        address = self.target.address
        if not os.path.isdir(self.target.path):
            return TargetError(self.missing, target=address)
        number = getattr(error, "errno", None)
        if number in _FULL:
            return TargetError("full", target=address)
        reason = getattr(error, "strerror", None) or type(error).__name__
        if number in _FORBIDDEN:
            return TargetError("forbidden", target=address, reason=reason)
        return TargetError("failed", target=address, reason=reason)
