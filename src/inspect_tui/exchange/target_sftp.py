"""SFTP servers, over fsspec and paramiko. A host whose key nobody vouches for gets nothing."""

from __future__ import annotations

import base64
import contextlib
import getpass
import hashlib
import logging
import socket
from typing import Any, Final

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from inspect_tui.exchange.target_access import Access
from inspect_tui.exchange.target_errors import TargetError
from inspect_tui.exchange.target_files import FilePlace
from inspect_tui.exchange.target_retry import Retry
from inspect_tui.exchange.targets import Target

# It logs every cut with a traceback, and what nobody listens to goes to stderr: here a person is told once, in words.
logging.getLogger("paramiko").addHandler(logging.NullHandler())

SECONDS: Final = 20
"""After so long without an answer a connection counts as cut."""
_AT_ONCE: Final = 64
"""Questions under way at once while a file is read; each brings 32 KiB."""


def fingerprint_of(key: paramiko.PKey) -> str:
    """Return a host key's fingerprint in the form in which ssh shows it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode("ascii").rstrip("=")


class _OnlyAccepted(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
    """Lets a host in that a person accepted by its key's fingerprint, and tells the fingerprint of any other."""

    def __init__(self, target: Target, access: Access) -> None:
        self._target, self._access = target, access

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        """Refuse, unless the key was accepted."""
        accepted = self._access.accepted.get(self._target.place, ())
        if fingerprint_of(key) not in accepted:
            code = "host_changed" if accepted else "unknown_host"
            raise TargetError(code, host=self._target.place, fingerprint=fingerprint_of(key))


class _Server(SFTPFileSystem):  # type: ignore[misc]
    """fsspec's SFTP with a connection of our own: it reads known_hosts, and never adds to it in silence."""

    # Two connections to one server are two, and one that was cut is never handed out again.
    cachable = False

    def __init__(self, target: Target, access: Access) -> None:
        self._target, self._access = target, access
        super().__init__(target.host)

    def _connect(self) -> None:
        target, access = self._target, self._access
        self.client = paramiko.SSHClient()
        try:
            for path in access.known_hosts:
                self.client.load_system_host_keys(str(path))
            self.client.set_missing_host_key_policy(_OnlyAccepted(target, access))
            key = access.said("INSPECT_TUI_SFTP_KEY_FILE")
            password = access.said("INSPECT_TUI_SFTP_PASSWORD") or access.keyring(target.address)
            self.client.connect(
                target.host,
                port=target.port,
                username=target.user or getpass.getuser(),
                password=password or None,
                key_filename=key or None,
                passphrase=access.said("INSPECT_TUI_SFTP_KEY_PASSPHRASE") or None,
                # Where a way in was named, no other is tried: servers count the tries.
                look_for_keys=not (key or password),
                allow_agent=not (key or password),
                timeout=SECONDS,
                banner_timeout=SECONDS,
                auth_timeout=SECONDS,
                channel_timeout=SECONDS,
            )
            self.client.get_transport().set_keepalive(SECONDS)
            self.ftp = self.client.open_sftp()
            self.ftp.get_channel().settimeout(SECONDS)
        except paramiko.AuthenticationException as error:
            transport = self.client.get_transport()
            alive = transport is not None and transport.is_active()
            self.client.close()
            if not alive:
                # paramiko calls it that, too, where the line was cut while it logged in.
                raise EOFError(str(error)) from None
            raise
        except BaseException:
            self.client.close()
            raise


class ServerPlace(FilePlace):
    """A folder on an SFTP server."""

    def __init__(self, target: Target, access: Access, retry: Retry) -> None:
        """Keep address and access."""
        super().__init__(target, retry)
        self._access = access
        self._was_in = False

    def connect(self) -> Any:
        """Connect, see whose key the host shows, and log in."""
        try:
            server = _Server(self.target, self._access)
        except TargetError:
            raise
        except Exception as error:
            raise self.translate(error) from error
        self._was_in = True
        return server

    def close(self) -> None:
        """Close the connection."""
        if self._fs is not None:
            # One that was cut cannot be closed in peace.
            with contextlib.suppress(Exception):
                self._fs.client.close()
        self._fs = None

    def rename(self, old: str, new: str, *, replace: bool) -> None:
        """Rename; the protocol's own rename fails where the name is taken, its extension replaces."""
        if replace:
            self.fs.ftp.posix_rename(old, new)
        else:
            self.fs.ftp.rename(old, new)

    def ask_for(self, file: Any, size: int) -> None:
        """Ask for the blocks ahead: one question after the other costs a round trip for each 32 KiB."""
        ask = file._prefetch_thread

        def ask_quietly(*args: Any) -> None:
            # It runs in a thread, whose end at a cut would be told on stderr; whoever reads meets the cut too.
            with contextlib.suppress(Exception):
                ask(*args)

        file._prefetch_thread = ask_quietly
        file.prefetch(size, _AT_ONCE)

    def begin_writing(self, file: Any) -> None:
        """Send blocks without waiting for the answer to each."""
        file.set_pipelined(True)

    def end_writing(self, file: Any) -> None:
        """Wait for all answers with the last block: closing would lose an error among them."""
        file.set_pipelined(False)

    def translate(self, error: Exception) -> TargetError:
        """Return what an error of paramiko or the network means."""
        address = self.target.address
        match error:
            case paramiko.BadHostKeyException():
                shown = fingerprint_of(error.key)
                return TargetError("host_changed", host=self.target.place, fingerprint=shown)
            case paramiko.PasswordRequiredException():
                path = self._access.said("INSPECT_TUI_SFTP_KEY_FILE") or "~/.ssh"
                return TargetError("no_key_file", path=path)
            case paramiko.AuthenticationException():
                return TargetError("no_entry", target=address)
            case paramiko.SSHException() if "No authentication methods" in str(error):
                return TargetError("no_entry", target=address)
            case PermissionError():
                return TargetError("forbidden", target=address, reason=error.strerror or "")
            case FileNotFoundError() if error.filename and error.filename == self._access.said(
                "INSPECT_TUI_SFTP_KEY_FILE"
            ):
                return TargetError("no_key_file", path=error.filename)
            case socket.gaierror() | EOFError() | paramiko.SSHException() | ConnectionError() | TimeoutError():
                pass
            case paramiko.SFTPError() | OSError() if self._was_in and self._is_alive():
                # The server's own word, over a connection that stands.
                return TargetError("failed", target=address, reason=str(error) or type(error).__name__)
        reason = getattr(error, "strerror", "") or str(error) or type(error).__name__
        return TargetError("cut" if self._was_in else "unreachable", target=address, reason=reason)

    def _is_alive(self) -> bool:
        transport = self._fs.client.get_transport() if self._fs is not None else None
        return transport is not None and transport.is_active()
