"""Real servers on loopback for the tests of targets: SFTP, an S3-compatible store, and a wire that gets cut."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import socket
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import asyncssh
import pytest

from inspect_tui.exchange.target_access import Access
from inspect_tui.exchange.target_retry import Patience, Retry, World

T = TypeVar("T")
LOOPBACK = "127.0.0.1"
USER, PASSWORD = "secretary", "fixture password"
BUCKET, ACCESS_KEY, SECRET_KEY = "inspections", "fixture-access", "fixture-secret"


def nobody_waits(stop: threading.Event, _: float) -> bool:
    """A pause that is over at once."""
    return stop.is_set()


def hurried(seed: int = 1, **patience: float) -> Retry:
    """Tries that follow each other at once, with a chance of their own."""
    world = World(chance=random.Random(seed).random, wait=nobody_waits)
    return Retry(Patience(**patience), world)  # type: ignore[arg-type]


class Loop:
    """An event loop in a thread of its own."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()


@dataclass
class SftpServer:
    """A running SFTP server; ``writes`` counts the bytes that were written to it."""

    port: int
    folder: Path
    fingerprint: str
    host_key: str
    user_key: asyncssh.SSHKey
    written: list[int] = field(default_factory=lambda: [0])
    full_after: list[int] = field(default_factory=list)
    guests: int = 0
    empty: threading.Event = field(default_factory=threading.Event)
    """Set while nobody is served: what a cut line still had under way has been written or dropped then."""

    def access(self, port: int | None = None, **environ: str) -> Access:
        """A way in by password, past a host key that was accepted."""
        said = {"INSPECT_TUI_SFTP_PASSWORD": PASSWORD, **environ}
        return Access(said, lambda _: "", {f"{LOOPBACK}:{port or self.port}": [self.fingerprint]})

    def url(self, port: int | None = None, path: str = "/") -> str:
        return f"sftp://{USER}@{LOOPBACK}:{port or self.port}{path}"


@contextlib.contextmanager
def sftp_server(loop: Loop, folder: Path) -> Iterator[SftpServer]:
    """Start an SFTP server whose root is a folder."""
    host_key = asyncssh.generate_private_key("ssh-ed25519")
    user_key = asyncssh.generate_private_key("ssh-ed25519")
    server = SftpServer(0, folder, host_key.get_fingerprint(), host_key.export_public_key().decode(), user_key)

    class Doors(asyncssh.SSHServer):
        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == (USER, PASSWORD)

        def public_key_auth_supported(self) -> bool:
            return True

        def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
            return username == USER and key.public_data == user_key.public_data

    class Files(asyncssh.SFTPServer):
        def __init__(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
            super().__init__(chan, chroot=os.fsencode(folder))
            server.guests += 1
            server.empty.clear()

        def exit(self) -> None:
            server.guests -= 1
            if not server.guests:
                server.empty.set()

        def write(self, file_obj: object, offset: int, data: bytes) -> int:
            if server.full_after and server.written[0] > server.full_after[0]:
                raise asyncssh.SFTPFailure("No space left on device")
            server.written[0] += len(data)
            return int(super().write(file_obj, offset, data))  # type: ignore[arg-type]

    async def start() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            LOOPBACK, 0, server_factory=Doors, server_host_keys=[host_key], sftp_factory=Files, login_timeout=30
        )

    acceptor = loop.do(start())
    server.port = acceptor.get_port()
    yield server

    async def end() -> None:
        acceptor.close()
        await acceptor.wait_closed()

    loop.do(end())


@dataclass
class S3Server:
    """A running S3-compatible store."""

    port: int
    folder: Path

    def access(self, port: int | None = None, **environ: str) -> Access:
        """A way in by the environment."""
        said = {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY, "AWS_REGION": "us-east-1"}
        return Access({**said, **environ}, lambda _: "", endpoint=f"http://{LOOPBACK}:{port or self.port}")


@contextlib.contextmanager
def s3_server(folder: Path) -> Iterator[S3Server]:
    """Start an S3-compatible store that keeps its objects in a folder, with one bucket."""
    (folder / BUCKET).mkdir(parents=True)
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port = free.getsockname()[1]
    words = ["serve", "--data-dir", str(folder), "--host", LOOPBACK, "--port", str(port), "--log-level", "error"]
    environ = {**os.environ, "NANIO_ACCESS_KEY": ACCESS_KEY, "NANIO_SECRET_KEY": SECRET_KEY}
    # It tells of every cut at length; a pipe that nobody reads would stop it.
    said = folder / "said.log"
    with said.open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "nanio", *words], env=environ, stdout=log, stderr=log)
    try:
        for _ in range(3000):
            with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, port), 1):
                break
            try:
                process.wait(0.01)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(said.read_text())
        yield S3Server(port, folder)
    finally:
        process.terminate()
        process.wait(20)


class Wire:
    """A way to a server that is cut after a chance number of bytes.

    Attributes:
        port: where it begins.
        budget: how many bytes may pass before a connection is cut; it is asked anew for each.
        cuts: how many were cut.
        sent: bytes that went towards the server.
    """

    def __init__(self, loop: Loop, port: int) -> None:
        self._loop, self._to = loop, port
        self.budget: Callable[[], int | None] = lambda: None
        self.cuts = self.sent = 0

        async def start() -> asyncio.Server:
            return await asyncio.start_server(self._carry, LOOPBACK, 0)

        self._server = loop.do(start())
        self.port: int = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        async def end() -> None:
            self._server.close()

        self._loop.do(end())

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        left = self.budget()
        there, towards = await asyncio.open_connection(LOOPBACK, self._to)

        def cut() -> None:
            self.cuts += 1
            for end in (writer, towards):
                end.transport.abort()

        async def one_way(source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, counted: bool) -> None:
            nonlocal left
            with contextlib.suppress(OSError):
                while (block := await source.read(16384)) and not sink.is_closing():
                    if left is not None:
                        if len(block) > left:
                            # The last bytes before a cut still arrive: that is what leaves half a file behind.
                            sink.write(block[:left])
                            await sink.drain()
                            cut()
                            return
                        left -= len(block)
                    self.sent += len(block) if counted else 0
                    sink.write(block)
                    await sink.drain()
                sink.close()

        ways: list[Awaitable[None]] = [
            one_way(reader, towards, counted=True),
            one_way(there, writer, counted=False),
        ]
        await asyncio.gather(*ways, return_exceptions=True)


@pytest.fixture(scope="session")
def loop() -> Iterator[Loop]:
    """An event loop for what answers on loopback."""
    made = Loop()
    yield made
    made.stop()


@pytest.fixture
def sftp(loop: Loop, tmp_path: Path) -> Iterator[SftpServer]:
    """An SFTP server with an empty folder."""
    folder = tmp_path / "server"
    folder.mkdir()
    with sftp_server(loop, folder) as server:
        yield server


@pytest.fixture(scope="session")
def store_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """An S3-compatible store; each test takes names of its own in it."""
    if sys.platform == "win32":
        pytest.skip("the S3-compatible server runs on POSIX systems alone")
    with s3_server(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture
def wire(loop: Loop) -> Iterator[Callable[[int], Wire]]:
    """Makes ways to servers that can be cut."""
    made: list[Wire] = []

    def make(port: int) -> Wire:
        made.append(Wire(loop, port))
        return made[-1]

    yield make
    for one in made:
        one.close()
