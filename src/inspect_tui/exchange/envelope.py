"""The envelope: age (age-encryption.org/v1) around a container, streamed both ways.

Nothing in clear reaches the disk: what is sealed is made piece by piece while age asks for it, and what is opened is
handed on piece by piece while age finds it to be genuine.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator, Sequence
from queue import Queue
from types import TracebackType
from typing import BinaryIO, Final, Self

from inspect_tui.exchange.container import Sink
from inspect_tui.exchange.findings import SessionFileError
from inspect_tui.exchange.keys import Identity, age_identity, read_recipient
from inspect_tui.exchange.layout import ENVELOPE, MAX_RECIPIENTS, MAX_SEALED, readable_size

_BLOCK: Final = 2**18
_WAITING: Final = 4
"""Opened blocks that wait for their reader: this and the block bound what is held in memory."""
_MAX_HEADER: Final = 2**20
_CHUNK: Final = 2**16
_PACKED_CHUNK: Final = _CHUNK + 16
_NONCE: Final = 16
_STANZA: Final = b"\n-> X25519 "
_HEADER_SIGNS: Final = bytes([10, *range(32, 127)])
_HEADER_END: Final = b"\n--- "


class Buffer:
    """Where a container is written to on its way into an envelope."""

    def __init__(self) -> None:
        self._data = bytearray()

    def __len__(self) -> int:
        return len(self._data)

    def write(self, data: bytes, /) -> None:
        """Take bytes."""
        self._data += data

    def take(self, size: int) -> bytes:
        """Give away the first bytes."""
        data = bytes(self._data[:size])
        del self._data[:size]
        return data


class _Made:
    """The stream that age reads from: made step by step, as far as age has come."""

    def __init__(self, buffer: Buffer, steps: Iterator[None]) -> None:
        self._buffer = buffer
        self._steps = steps
        self.failure: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            while len(self._buffer) < size and next(self._steps, _END) is not _END:
                pass
        except BaseException as error:
            # age knows its own errors only, so this one is kept for the caller.
            self.failure = error
            raise
        return self._buffer.take(size)


_END: Final = object()


class _Hashed:
    """The stream that age writes to."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.digest = hashlib.sha256()
        self.failure: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            self._sink.write(data)
        except BaseException as error:
            self.failure = error
            raise
        self.digest.update(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: the file is flushed once, at its end."""


def all_recipients(identity: Identity, recipients: Sequence[str]) -> list[str]:
    """Return everybody who can open a file: those named and its maker, each once.

    Raises:
        KeyTextError: one is no recipient.
        SessionFileError: ``too_big``, there are too many.
    """
    everybody = list(dict.fromkeys([*map(read_recipient, recipients), identity.public.recipient]))
    if len(everybody) > MAX_RECIPIENTS:
        raise SessionFileError.of("too_big", part="recipients", limit=str(MAX_RECIPIENTS))
    return everybody


def seal(buffer: Buffer, steps: Iterator[None], sink: Sink, recipients: Iterable[str]) -> str:
    """Seal what is being made and write it to a sink.

    Args:
        buffer: where each step puts its bytes.
        steps: makes the content; each step is asked for when age needs its bytes.
        sink: takes the envelope.
        recipients: canonical age recipients, at least one.

    Returns:
        SHA-256 of the envelope.

    Raises:
        Exception: whatever a step or the sink raised.
    """
    import pyrage

    source, target = _Made(buffer, steps), _Hashed(sink)
    error: BaseException | None = None
    try:
        pyrage.encrypt_io(source, target, [pyrage.x25519.Recipient.from_str(text) for text in recipients])
    except BaseException as caught:
        error = caught
    # pyrage turns what a stream raised into an error of its own, and loses what its last write raised altogether.
    error = source.failure or target.failure or error
    if error is not None:
        raise error from None
    return target.digest.hexdigest()


def is_envelope(head: bytes) -> bool:
    """Tell by the first bytes of a file whether it is an envelope, or was one before its first line was damaged."""
    return head.startswith(ENVELOPE) or _STANZA in head[:100]


_SMALL: Final = 1 << 20
"""Bytes of an envelope that is opened at once."""


class _Read:
    """The stream that age reads an envelope from; hashes it on the way, and ends where it was said to.

    A file that still grows while it is read would otherwise fill the memory.
    """

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._left = size
        self.digest = hashlib.sha256()
        self.failure: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._file.read(self._left if size < 0 else min(size, self._left))
        except BaseException as error:
            self.failure = error
            raise
        self._left -= len(data)
        self.digest.update(data)
        return data


class _Closed(Exception):
    """Nobody reads on."""


class OpenEnvelope:
    """An envelope that is being opened: a stream of its content, which ends only where all of it was genuine.

    age pushes its output while the container's reader pulls, so age runs in a thread of its own, a few blocks ahead.
    """

    def __init__(self, file: BinaryIO, size: int, identity: Identity) -> None:
        """Begin to open.

        Args:
            file: the envelope; it must not be touched until this is closed.
            size: its bytes.
            identity: whose key to try.

        Raises:
            SessionFileError: ``too_big``, ``cut_short`` or ``damaged``, as the header tells.
        """
        if size > MAX_SEALED:
            raise SessionFileError.of("too_big", part="*", limit=readable_size(MAX_SEALED))
        self._size = size
        self._header = _header_size(file)
        file.seek(0)
        self._source = _Read(file, size)
        self._key = age_identity(identity)
        is_small = size <= _SMALL
        self._queue: Queue[bytes | None] = Queue(0 if is_small else _WAITING)
        self._block = bytearray()
        self._opened = 0
        self._error: BaseException | None = None
        self._closed = self._ended = False
        self._rest = memoryview(b"")
        self._thread: threading.Thread | None = None
        if is_small:
            # All of it has room in memory, and to start a thread takes longer than to open it.
            self._open()
        else:
            self._thread = threading.Thread(target=self._open, name="open-envelope", daemon=True)
            self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop; the file can be used again."""
        self._closed = True
        while not self._ended:
            self._ended = self._queue.get() is None
        if self._thread is not None:
            self._thread.join()

    @property
    def sha256(self) -> str:
        """SHA-256 of the envelope; known once the content was read to its end."""
        return self._source.digest.hexdigest()

    def read(self, size: int, /) -> bytes:
        """Return the next bytes of the content, at most so many; none at its end.

        Raises:
            SessionFileError: the envelope does not open, or not to its end.
            OSError: the disk fails.
        """
        if not self._rest and not self._ended:
            block = self._queue.get()
            if block is None:
                self._ended = True
            else:
                self._rest = memoryview(block)
        if not self._rest and self._error is not None:
            raise self._failure(self._error) from None
        data = bytes(self._rest[:size])
        self._rest = self._rest[len(data) :]
        return data

    def _open(self) -> None:
        import pyrage

        try:
            pyrage.decrypt_io(self._source, self, [self._key])
            if self._source.failure is not None:
                raise self._source.failure
            self._hand_on()
        except BaseException as error:
            self._error = error
        finally:
            self._queue.put(None)

    def write(self, data: bytes) -> int:
        """Take opened bytes from age, in its thread."""
        if self._closed:
            raise _Closed
        self._block += data
        self._opened += len(data)
        if len(self._block) >= _BLOCK:
            self._hand_on()
        return len(data)

    def flush(self) -> None:
        """Do nothing; age calls it."""

    def _hand_on(self) -> None:
        if self._block:
            self._queue.put(bytes(self._block))
            self._block.clear()

    def _failure(self, error: BaseException) -> BaseException:
        """Return what a failure of age means; age itself tells two or three kinds apart, by their words."""
        import pyrage

        if self._source.failure is not None:
            return self._source.failure
        if not isinstance(error, Exception):
            # Somebody pressed Ctrl+C: that says nothing of the file.
            return error
        payload = self._size - self._header
        if isinstance(error, pyrage.DecryptError):
            if "No matching keys" in str(error):
                return SessionFileError.of("not_for_us")
            return SessionFileError.of("cut_short" if payload < _NONCE else "damaged")
        if "truncated" in str(error):
            return SessionFileError.of("cut_short")
        # A chunk that is not the last was changed. The last one looks the same whether changed or cut.
        next_chunk = self._header + _NONCE + (self._opened // _CHUNK + 1) * _PACKED_CHUNK
        return SessionFileError.of("damaged" if next_chunk < self._size else "broken_envelope")


def _header_size(file: BinaryIO) -> int:
    """Return where the payload begins.

    Raises:
        SessionFileError: there is no end of a header.
    """
    file.seek(0)
    head = file.read(_MAX_HEADER)
    end = head.find(b"\n", head.find(_HEADER_END) + 1) if _HEADER_END in head else -1
    if end < 0:
        # A header is lines of ASCII: where it goes on as anything else, its end was there and is damaged.
        whole = not head.translate(None, _HEADER_SIGNS) and len(head) < _MAX_HEADER
        raise SessionFileError.of("cut_short" if whole else "damaged")
    return end + 1
