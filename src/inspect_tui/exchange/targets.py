"""Targets: folders and servers over which session files, receipts and packs travel (docs/transport.md).

A `Target` is an address that was read; `Line` is the connection to it that is made again whenever it was cut. The
kinds of targets stand in `target_files` (folder, SFTP) and `target_s3`, over fsspec, and know nothing of trying again.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, Protocol, TypeVar
from urllib.parse import quote, unquote, urlsplit
from urllib.request import url2pathname

from inspect_tui.exchange.atomic import written_aside
from inspect_tui.exchange.target_access import Access
from inspect_tui.exchange.target_errors import MESSAGES, TargetError
from inspect_tui.exchange.target_retry import Retry

__all__ = ["INBOX", "MESSAGES", "PACKS", "RECEIPTS", "Line", "Remote", "Target", "TargetError"]

INBOX: Final = "inbox"
"""Folder of session files on their way to headquarters."""
RECEIPTS: Final = "receipts"
"""Folder of headquarters' receipts."""
PACKS: Final = "packs"
"""Folder of prepared visits on their way to the laptops."""
ASIDE: Final = ".part"
"""What the name of a file that has not yet arrived ends with."""

_KINDS: Final = ("file", "sftp", "s3")
_NAME: Final = re.compile(r"[^\W_][\w.\-]{0,199}", re.ASCII)
_BUCKET: Final = re.compile(r"[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]")
_SECRET: Final = re.compile(r"^[a-zA-Z][\w+.-]*://[^/]*:[^/]*@")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Target:
    """A target's address.

    Attributes:
        kind: ``file``, ``sftp`` or ``s3``.
        host: host of an SFTP server, or the bucket.
        port: of an SFTP server.
        user: on an SFTP server; empty for the one that the system knows.
        path: folder there; of a bucket the beginning of all names, without slashes around it.
    """

    kind: str
    path: str
    host: str = ""
    port: int = 0
    user: str = ""

    @classmethod
    def parse(cls, text: str) -> Target:
        """Read an address: a folder, or ``file://``, ``sftp://``, ``s3://``.

        Raises:
            TargetError: ``bad_target``, or ``secret_in_target``, which does not repeat what was given.
        """
        scheme, found, _ = text.partition("://")
        if _SECRET.match(text):
            raise TargetError("secret_in_target")
        if not text.strip() or "\0" in unquote(text):
            raise TargetError("bad_target", target=repr(text))
        if not found:
            return cls("file", os.path.abspath(os.path.expanduser(text)))
        if scheme.lower() not in _KINDS:
            raise TargetError("bad_target", target=text)
        try:
            parts = urlsplit(text)
            port = parts.port or 0
        except ValueError:
            raise TargetError("bad_target", target=text) from None
        if parts.query or parts.fragment:
            # There is nothing to be said there, and what others put there is keys.
            raise TargetError("secret_in_target")
        # A bucket's name is told by its case too.
        host = parts.netloc if parts.scheme == "s3" and not parts.username else parts.hostname or ""
        return cls._of_parts(text, parts.scheme, parts.username or "", host, port, parts.path)

    @classmethod
    def _of_parts(cls, text: str, kind: str, user: str, host: str, port: int, path: str) -> Target:
        match kind:
            case "file" if host in ("", "localhost") and path.startswith("/"):
                return cls("file", os.path.abspath(url2pathname(path)))
            case "sftp" if host:
                # As in scp and curl: /~/ is the user's own folder, everything else is from the root.
                folder = unquote(path).rstrip("/") or "/"
                return cls(
                    "sftp", folder.removeprefix("/~/") if folder != "/~" else ".", host, port or 22, unquote(user)
                )
            case "s3" if user:
                raise TargetError("secret_in_target")
            case "s3" if not port and _BUCKET.fullmatch(host):
                return cls("s3", unquote(path).strip("/"), host)
        raise TargetError("bad_target", target=text)

    @property
    def is_folder(self) -> bool:
        """Whether it lies in this machine's own file system."""
        return self.kind == "file"

    @property
    def address(self) -> str:
        """The address in its one form, fit to be kept and shown; reading it gives the same target."""
        match self.kind:
            case "file":
                return self.path
            case "sftp":
                user = f"{quote(self.user, safe='')}@" if self.user else ""
                host = f"[{self.host}]" if ":" in self.host else self.host
                port = f":{self.port}" if self.port != 22 else ""
                path = self.path if self.path.startswith("/") else f"/~/{self.path}".removesuffix("/.")
                return f"sftp://{user}{host}{port}{_escaped(path)}"
            case _:
                return f"s3://{self.host}/{_escaped(self.path)}".rstrip("/")

    @property
    def place(self) -> str:
        """The host and port by which its key is known."""
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Remote:
    """A file at a target."""

    name: str
    size: int


@dataclass
class Sending:
    """One file on its way, over all its tries.

    Attributes:
        source: the file here.
        size: its bytes.
        sha256: its hash.
        on_bytes: told how many of its bytes are at the target.
        reached: how many bytes were seen to be there, at most.
        wrote: whether anything was written at the target.
        checked: bytes of what arrived that were read back and put into the hash.
    """

    source: Path
    size: int
    sha256: str
    on_bytes: Callable[[int], None] = lambda _: None
    reached: int = 0
    wrote: bool = False
    checked: int = 0
    _read_back: int = 0
    _hash: hashlib._Hash = field(default_factory=hashlib.sha256)

    def restart(self) -> None:
        """Read back from the beginning."""
        self.checked, self._hash = 0, hashlib.sha256()

    def check(self, block: bytes) -> None:
        """Take in what was read back."""
        self._hash.update(block)
        self.checked += len(block)
        self._read_back = max(self._read_back, self.checked)

    def reach(self, there: int) -> None:
        """Note that so many bytes are there."""
        self.reached = max(self.reached, there)

    @property
    def moved(self) -> int:
        """How far it got, by what was seen and not by what was sent: whether the tries lead anywhere."""
        return self.reached + self._read_back

    @property
    def is_checked(self) -> bool:
        """Whether what was read back is the file, whole."""
        return (self.checked, self._hash.hexdigest()) == (self.size, self.sha256)


@dataclass
class Fetching:
    """One file on its way here, over all its tries.

    Attributes:
        out: the file here; its end is where the next try goes on.
        most: bytes that it may have.
        on_bytes: told how many of them are here.
        moved: bytes that came.
    """

    out: BinaryIO
    most: int
    on_bytes: Callable[[int], None] = lambda _: None
    moved: int = 0

    def take(self, block: bytes, name: str) -> None:
        """Write what came.

        Raises:
            TargetError: ``too_large``.
            OSError: it cannot be written here.
        """
        self.moved += len(block)
        if self.moved > self.most:
            raise TargetError("too_large", name=name)
        self.out.write(block)
        self.on_bytes(self.moved)


class Place(Protocol):
    """What a kind of target can do, in one try.

    Every method raises nothing but `TargetError`.
    """

    def close(self) -> None:
        """Drop the connection; the next call makes a new one."""

    def was_cut(self) -> None:
        """Drop what a cut may have left of the connection."""

    def check(self, *, used: bool) -> None:
        """See that the target is there, and where ``used`` that it is the one that was used before."""

    def files(self, folder: str) -> list[Remote]:
        """Return the files of a folder; none where the folder is not there."""

    def put(self, sending: Sending, folder: str, name: str, *, replace: bool) -> None:
        """Bring a file to its place, going on from where the try before was cut."""

    def get(self, fetching: Fetching, folder: str, name: str) -> None:
        """Bring a file here, going on from the end of what is here."""

    def forget(self, folder: str, name: str) -> None:
        """Remove what is there of a file that never arrived."""


class Line:
    """The way to a target: what was cut is tried again, within bounds."""

    def __init__(self, target: Target, access: Access, retry: Retry, *, part_size: int | None = None) -> None:
        """Keep what is needed; nothing is connected yet.

        Args:
            target: where to.
            access: with what.
            retry: how often, and how it is stopped.
            part_size: bytes of a part of a large file in an S3 store.

        Raises:
            TargetError: ``no_extra``.
        """
        self.target, self._retry = target, retry
        self._place = _place_of(target, access, retry, part_size)

    def __enter__(self) -> Line:
        """Return the line."""
        return self

    def __exit__(self, *_: object) -> None:
        """Drop the connection."""
        self.close()

    def close(self) -> None:
        """Drop the connection."""
        self._place.close()

    def check(self, *, used: bool = False) -> None:
        """See that the target is there; where ``used``, that it still has the inbox that was made there."""
        self._run(lambda: self._place.check(used=used))

    def files(self, folder: str) -> list[Remote]:
        """Return the files of a folder that have arrived, by name; names that are not of our kind are left out."""
        found = self._run(lambda: self._place.files(folder))
        return sorted((r for r in found if is_name(r.name) and not r.name.endswith(ASIDE)), key=lambda r: r.name)

    def put(
        self,
        source: Path,
        folder: str,
        name: str,
        *,
        on_bytes: Callable[[int], None] = lambda _: None,
        replace: bool = False,
    ) -> bool:
        """Bring a file to the target, whole, once, and see that it is there.

        Args:
            source: the file here.
            folder: which folder there.
            name: its name there.
            on_bytes: told how many of its bytes are there.
            replace: another content of that name gives way.

        Returns:
            False where it was there already.

        Raises:
            TargetError: it did not arrive; there is nothing of that name then, or what was there before.
            OSError: the file here cannot be read.
        """
        if not is_name(name):
            raise ValueError(name)
        with source.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
        sending = Sending(source, size, digest, on_bytes)
        self._run(lambda: self._place.put(sending, folder, name, replace=replace), lambda: sending.moved)
        return sending.wrote

    def get(
        self, folder: str, name: str, path: Path, *, most: int, on_bytes: Callable[[int], None] = lambda _: None
    ) -> None:
        """Bring a file here; it appears whole or not at all.

        Args:
            folder: which folder there.
            name: its name there.
            path: where it goes.
            most: bytes at which it is given up as too large.
            on_bytes: told how many of its bytes are here.

        Raises:
            TargetError: it did not come.
            OSError: it cannot be written here.
        """
        with written_aside(path) as out:
            fetching = Fetching(out, most, on_bytes)
            self._run(lambda: self._place.get(fetching, folder, name), lambda: fetching.moved)

    def forget(self, folder: str, name: str) -> None:
        """Remove what is there of a file that never arrived and never will."""
        self._run(lambda: self._place.forget(folder, name))

    def _run(self, work: Callable[[], T], moved: Callable[[], int] = lambda: 0) -> T:
        return self._retry.run(work, moved=moved, again=self._place.was_cut)


def _escaped(path: str) -> str:
    """Escape what means something in an address, and leave everything else readable."""
    return path.replace("%", "%25").replace("?", "%3F").replace("#", "%23")


def is_name(name: str) -> bool:
    """Tell whether a file's name is one of ours: whatever lies at a target, nothing else is written here."""
    return bool(_NAME.fullmatch(name))


def _place_of(target: Target, access: Access, retry: Retry, part_size: int | None) -> Place:
    # Each kind brings libraries of its own, which take a third of a second to load.
    try:
        if target.kind == "s3":
            from inspect_tui.exchange.target_s3 import StorePlace

            return StorePlace(target, access, retry, *([part_size] if part_size else []))
        if target.kind == "sftp":
            from inspect_tui.exchange.target_sftp import ServerPlace

            return ServerPlace(target, access, retry)
        from inspect_tui.exchange.target_files import FolderPlace

        return FolderPlace(target, retry)
    except ImportError:
        raise TargetError("no_extra", kind=target.kind) from None
