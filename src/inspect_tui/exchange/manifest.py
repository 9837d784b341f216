"""The manifest: what a session file is, and the hash of every part."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from inspect_tui.domain.journal import canonical
from inspect_tui.exchange.container import is_safe_name
from inspect_tui.exchange.findings import SessionFileError
from inspect_tui.exchange.keys import MAX_NAME, KeyTextError, PublicIdentity, read_public_key
from inspect_tui.exchange.layout import (
    ATTACHMENTS,
    FORMAT_NAME,
    JOURNAL,
    MAJOR,
    MANIFEST,
    MAX_ID,
    MAX_NUMBER,
    MAX_PARTS,
    MINOR,
    SIGNATURE,
    SIGNED_SINCE,
    part_limit,
    readable_size,
)

COUNTED: Final[dict[str, str]] = {
    "participant": "participants", "task": "tasks", "note": "notes", "conclusion": "conclusions", "event": "events",
    "attachment": "attachments",
}  # fmt: skip
"""Kinds of record and the name of their count."""

COUNTS: Final = ("entries", *COUNTED.values())

ID: Final = r"[A-Za-z0-9][A-Za-z0-9._-]*"
"""Ids of sessions and devices: they stand in names of files, so there is no way out of a folder in them."""

_ID: Final = re.compile(ID)
_HEX: Final = re.compile(r"[0-9a-f]{64}")
_MEMBERS: Final = frozenset(
    ("format", "plain", "session", "device", "sequence", "previous", "created_at", "program", "counts", "parts")
)
_SIGNER_MEMBERS: Final = frozenset(("name", "public_key", "recipient"))
_RECIPIENT: Final = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_PART_MEMBERS: Final = frozenset(("name", "size", "sha256", "media_type"))
_MAX_TEXT: Final = 1000


@dataclass(frozen=True, slots=True)
class FileHeader:
    """What the writer of a file must be told beside entries and attachments.

    Attributes:
        session: id of the session.
        device: the device that makes the file.
        sequence: number of this device's export of the session, from 1.
        previous: SHA-256 of the device's previous file of this session, None for the first.
        created_at: UTC ISO text (`domain.records.utc_text`).
        program: name and version of the program.
    """

    session: str
    device: str
    sequence: int
    previous: str | None
    created_at: str
    program: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part in the manifest; size and hash are those of the content."""

    name: str
    size: int
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of a session file.

    Attributes:
        plain: the file is not sealed.
        signer: who signed it by its own words; None before format 1.1.
        major: the format's version, with ``minor``.
        unknown: members that this version does not know, from a newer minor version.
    """

    session: str
    device: str
    sequence: int
    previous: str | None
    created_at: str
    program: str
    counts: Mapping[str, int]
    parts: tuple[Part, ...]
    plain: bool = True
    signer: PublicIdentity | None = None
    major: int = MAJOR
    minor: int = MINOR
    unknown: tuple[str, ...] = ()

    @property
    def newer(self) -> bool:
        """Whether a newer minor version wrote it."""
        return self.minor > MINOR

    def to_bytes(self) -> bytes:
        """Return the manifest as it stands in the file."""
        signer = {"signer": signer_json(self.signer)} if self.signer else {}
        return canonical(
            {
                **signer,
                "format": {"name": FORMAT_NAME, "version": {"major": self.major, "minor": self.minor}},
                "plain": self.plain,
                "session": self.session,
                "device": self.device,
                "sequence": self.sequence,
                "previous": self.previous,
                "created_at": self.created_at,
                "program": self.program,
                "counts": dict(self.counts),
                "parts": [
                    {"name": p.name, "size": p.size, "sha256": p.sha256, "media_type": p.media_type} for p in self.parts
                ],
            }
        )


def signer_json(signer: PublicIdentity) -> dict[str, str]:
    """Return a signer as it stands in a manifest."""
    return {"name": signer.name, "public_key": signer.public_key, "recipient": signer.recipient}


def signer_from_json(data: Any) -> PublicIdentity | None:
    """Return the signer that stands in a manifest, None where it makes no sense."""
    if not isinstance(data, dict) or data.keys() != _SIGNER_MEMBERS:
        return None
    name, key, recipient = data["name"], data["public_key"], data["recipient"]
    if not is_text(name, MAX_NAME) or not is_text(key) or not is_text(recipient):
        return None
    try:
        right = read_public_key(key) == key and _RECIPIENT.fullmatch(recipient) is not None
    except KeyTextError:
        right = False
    return PublicIdentity(name, key, recipient) if right else None


def is_sha256(value: object) -> bool:
    """Tell whether a value is a SHA-256 in lower-case hexadecimal."""
    return isinstance(value, str) and _HEX.fullmatch(value) is not None


def _refuse_float(text: str) -> None:
    raise ValueError(f"no floats: {text}")


STRICT_JSON: Final = json.JSONDecoder(parse_float=_refuse_float, parse_constant=_refuse_float)
"""Reads JSON without floats; what else is not canonical shows when it is written again."""


def require(right: bool, member: str) -> None:
    """See that a member of a manifest is right.

    Raises:
        SessionFileError: ``bad_manifest``, it is not.
    """
    if not right:
        raise SessionFileError.of("bad_manifest", member=member)


def is_text(value: object, limit: int = _MAX_TEXT) -> bool:
    """Tell whether a value is a text of one line that can be shown, and not longer than the limit."""
    return isinstance(value, str) and 0 < len(value) <= limit and value.isprintable()


def is_id(value: object) -> bool:
    """Tell whether a value can be the id of a session or a device."""
    return isinstance(value, str) and len(value) <= MAX_ID and _ID.fullmatch(value) is not None


def is_number(value: object, least: int = 0, most: int = MAX_NUMBER) -> bool:
    """Tell whether a value is a whole number of at least and at most so much."""
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


class OpenedManifest(NamedTuple):
    """A manifest whose format, form and members are right; what they hold is still to be looked at.

    Attributes:
        top: the members.
        newer: its minor version is newer than ours.
        unknown: the members that only a newer version knows.
    """

    top: dict[str, Any]
    major: int
    minor: int
    newer: bool
    unknown: tuple[str, ...]


def open_manifest(
    data: bytes, *, name: str, stranger: str, minor: int, members: Callable[[int], AbstractSet[str]]
) -> OpenedManifest:
    """Read a manifest, of a session file or a receipt, as far as both are alike.

    Args:
        data: the whole part.
        name: of the format.
        stranger: the finding for another format.
        minor: the newest minor version that is known.
        members: returns those that a minor version has.

    Raises:
        SessionFileError: the stranger's, ``newer_format`` or ``bad_manifest``.
    """
    try:
        top: Any = STRICT_JSON.decode(data.decode())
    except (ValueError, RecursionError):
        raise SessionFileError.of("bad_manifest", member=MANIFEST) from None
    form: Any = top.get("format") if isinstance(top, dict) else None
    if not isinstance(form, dict) or form.get("name") != name:
        raise SessionFileError.of(stranger)
    version: Any = form.get("version")
    require(isinstance(version, dict), "format")
    its_major, its_minor = version.get("major"), version.get("minor")
    require(is_number(its_major, 1) and is_number(its_minor), "format")
    if its_major > MAJOR:
        # Nothing else of a newer major version can be relied on, so nothing else is looked at.
        raise SessionFileError.of("newer_format", major=_short(its_major), minor=_short(its_minor))
    newer = its_minor > minor
    try:
        require(canonical(top) == data, MANIFEST)
    except (ValueError, RecursionError):
        raise SessionFileError.of("bad_manifest", member=MANIFEST) from None
    wanted = members(its_minor)
    for member in sorted(wanted):
        require(member in top, member)
    unknown = tuple(sorted(set(top) - wanted))
    require(newer or not unknown, unknown[0] if unknown else "")
    require(newer or (set(form) == {"name", "version"} and set(version) == {"major", "minor"}), "format")
    return OpenedManifest(top, its_major, its_minor, newer, unknown)


def _short(number: int) -> int | str:
    return number if number < 10**9 else "…"


def manifest_from_bytes(data: bytes, *, plain: bool = True) -> Manifest:
    """Return the manifest from its bytes.

    Args:
        data: the whole part.
        plain: whether the file lies open; a manifest that says otherwise was taken out of its envelope or put into one.

    Raises:
        SessionFileError: ``not_a_session_file``, ``newer_format``, ``bad_manifest``, ``unsafe_part`` or ``too_big``.
    """
    opened = open_manifest(
        data, name=FORMAT_NAME, stranger="not_a_session_file", minor=MINOR,
        members=lambda minor: _MEMBERS | {"signer"} if minor >= SIGNED_SINCE else _MEMBERS,
    )  # fmt: skip
    top, major, minor, newer, unknown = opened
    signed = minor >= SIGNED_SINCE
    for member in ("session", "device"):
        require(is_id(top[member]), member)
    for member in ("created_at", "program"):
        require(is_text(top[member]), member)
    # Nothing was sealed before files were signed, so an old manifest in an envelope is none.
    require(top["plain"] is plain and (plain or signed), "plain")
    signer = signer_from_json(top["signer"]) if signed else None
    require(signer is not None or not signed, "signer")
    require(is_number(top["sequence"], 1), "sequence")
    require(top["previous"] is None or is_sha256(top["previous"]), "previous")
    counts = top["counts"]
    require(isinstance(counts, dict) and all(is_number(n) for n in counts.values()), "counts")
    require(all(name in counts for name in COUNTS) and (newer or len(counts) == len(COUNTS)), "counts")
    return Manifest(
        top["session"], top["device"], top["sequence"], top["previous"], top["created_at"], top["program"],
        counts, _parts(top["parts"], newer), plain, signer, major, minor, unknown,
    )  # fmt: skip


def _parts(data: Any, newer: bool) -> tuple[Part, ...]:
    require(isinstance(data, list), "parts")
    if len(data) > MAX_PARTS:
        raise SessionFileError.of("too_big", part="parts", limit=str(MAX_PARTS))
    parts = []
    for item in data:
        require(isinstance(item, dict) and item.keys() >= _PART_MEMBERS, "parts")
        require(newer or item.keys() == _PART_MEMBERS, "parts")
        part = Part(item["name"], item["size"], item["sha256"], item["media_type"])
        require(is_text(part.name) and is_text(part.media_type) and is_number(part.size), "parts")
        require(is_sha256(part.sha256), "parts")
        if not is_safe_name(part.name) or part.name in (MANIFEST, SIGNATURE):
            raise SessionFileError.of("unsafe_part", part=part.name)
        if part.size > part_limit(part.name):
            raise SessionFileError.of("too_big", part=part.name, limit=readable_size(part_limit(part.name)))
        parts.append(part)
    for name, times in Counter(p.name for p in parts).items():
        if times > 1:
            raise SessionFileError.of("unsafe_part", part=name)
    require(bool(parts) and parts[0].name == JOURNAL, "parts")
    attachments = [p for p in parts[1:] if p.name.startswith(ATTACHMENTS)]
    others = [p for p in parts[1:] if not p.name.startswith(ATTACHMENTS)]
    require(all(p.name == ATTACHMENTS + p.sha256 for p in attachments), "parts")
    if others and not newer:
        raise SessionFileError.of("extra_part", part=others[0].name)
    ordered = sorted(attachments, key=lambda p: p.name) + sorted(others, key=lambda p: p.name)
    require(parts[1:] == ordered, "parts")
    return tuple(parts)
