"""One entry as one line of the journal, and back.

This is what an export and a receipt spend their time on, so the canonical form is composed here by hand, in half the
time that the general encoder takes; a test holds it against ``domain.journal.canonical``.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any, Final

from inspect_tui.domain.journal import DELETED, Change, Entry, body_pieces, fields_text
from inspect_tui.domain.records import FIELDS, Field, FieldError, Value, coerce
from inspect_tui.exchange.manifest import STRICT_JSON, is_sha256

_MEMBERS: Final = frozenset(
    ("id", "session", "record", "record_id", "fields", "at", "mono", "person", "device", "seq", "prev", "hash")
)
_TEXTS: Final = ("id", "session", "record", "record_id", "at", "person", "device", "prev")
_ONLY_TEXT: Final = {str}
_CHANGE_MEMBERS: Final = frozenset(("old", "new", "replaces"))


class LineError(ValueError):
    """A line that is no entry; ``args[0]`` names the part that is wrong."""


def _pieces(entry: Entry) -> tuple[str, str]:
    """Return the canonical body in two pieces; the hash stands between them in the line."""
    return body_pieces(
        entry.id, entry.session, entry.record, entry.record_id, fields_text(entry.fields), entry.at, entry.mono,
        entry.person, entry.device, entry.seq, entry.prev,
    )  # fmt: skip


def line_of(entry: Entry) -> tuple[bytes, bool]:
    """Return an entry's line without its end, and whether the entry has the hash that it states.

    Raises:
        LineError: the entry holds what no journal can.
    """
    try:
        head, tail = (piece.encode() for piece in _pieces(entry))
    except (ValueError, TypeError, RecursionError):
        raise LineError("fields") from None
    _check_entry(entry)
    return b'%b"hash":"%b",%b' % (head, entry.hash.encode(), tail), _digest(head, tail) == entry.hash


def entry_of(line: bytes) -> tuple[Entry, bool]:
    """Return the entry of a line, and whether it has the hash that it states.

    Raises:
        LineError: not an entry in its canonical form.
    """
    try:
        words = line.decode()
        # Not `decode`, which looks for white space that no line has.
        data: Any
        data, end = STRICT_JSON.raw_decode(words)
    except (ValueError, RecursionError):
        raise LineError("entry") from None
    if not isinstance(data, dict) or end != len(words):
        raise LineError("entry")
    if data.keys() != _MEMBERS:
        raise LineError(min(data.keys() ^ _MEMBERS))
    entry = Entry(
        data["id"], data["session"], data["record"], data["record_id"], _changes(data["fields"]), data["at"],
        data["mono"], data["person"], data["device"], data["seq"], data["prev"], data["hash"],
    )  # fmt: skip
    _check_entry(entry)
    try:
        head, tail = _pieces(entry)
        composed = f'{head}"hash":"{entry.hash}",{tail}'
        # What is written twice, in another order or with spaces differs here, so a line has one meaning to all readers.
        if composed != words:
            composed.encode()
            raise LineError("entry")
    except LineError:
        raise
    except (ValueError, RecursionError):
        raise LineError("fields") from None
    # Behind the hash no quotation mark stands inside a text but with a backslash, so this is the member.
    at = line.rindex(_HASH)
    return entry, _digest(line[:at], line[at + _HASH_SIZE :]) == entry.hash


_HASH: Final = b'"hash":"'
_HASH_SIZE: Final = len(_HASH) + 64 + len(b'",')


def _digest(head: bytes, tail: bytes) -> str:
    digest = hashlib.sha256(head)
    digest.update(tail)
    return digest.hexdigest()


def _changes(data: Any) -> dict[str, Change]:
    if not isinstance(data, dict):
        raise LineError("fields")
    made = {}
    for name, part in data.items():
        if not isinstance(part, dict) or part.keys() != _CHANGE_MEMBERS:
            raise LineError("fields")
        replaces = part["replaces"]
        if not isinstance(replaces, list):
            raise LineError("replaces")
        made[name] = Change(part["old"], part["new"], tuple(replaces))
    return made


def _check_entry(entry: Entry) -> None:
    """Check the types of an entry's parts and that its known fields can hold their values."""
    texts = (entry.id, entry.session, entry.record, entry.record_id, entry.at, entry.person, entry.device, entry.prev)
    if set(map(type, texts)) != _ONLY_TEXT:
        raise LineError(next(name for name, text in zip(_TEXTS, texts, strict=True) if type(text) is not str))
    if type(entry.mono) is not int:
        raise LineError("mono")
    if type(entry.seq) is not int or entry.seq < 1:
        raise LineError("seq")
    if not is_sha256(entry.hash):
        raise LineError("hash")
    known = FIELDS.get(entry.record)
    if known is None:
        raise LineError("record")
    free = _FREE[entry.record]
    for name, change in entry.fields.items():
        if change.replaces:
            for replaced in change.replaces:
                if type(replaced) is not str:
                    raise LineError("replaces")
        if name in free and type(change.new) is str:
            continue
        spec = known.get(name)
        if spec is not None:
            if not _holds(entry.record, name, spec, change.new):
                raise LineError(name)
        elif name == DELETED and type(change.new) is not bool:
            raise LineError(name)


_FREE: Final = {
    kind: frozenset(name for name, spec in fields.items() if spec.type in ("line", "text"))
    for kind, fields in FIELDS.items()
}
"""Fields that hold any text."""


def _holds(record: str, name: str, spec: Field, value: Value) -> bool:
    """Tell whether a field takes a value, without making its stored form where the type tells already."""
    if value is None:
        return True
    kind = type(value)
    if kind is str:
        if spec.type in ("line", "text"):
            return True
        if spec.type == "choice":
            return value == "" or value in spec.choices
        return _holds_text(record, name, value)
    if kind is list and spec.type == "list":
        return all(type(one) is str for one in value)
    return _accepted(record, name, value)


@lru_cache(maxsize=1024)
def _holds_text(record: str, name: str, value: str) -> bool:
    # The same few dates stand in thousands of tasks.
    return _accepted(record, name, value)


def _accepted(record: str, name: str, value: Value) -> bool:
    try:
        coerce(record, name, value)
    except FieldError:
        return False
    return True
