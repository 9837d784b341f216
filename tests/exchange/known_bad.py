"""Known-bad session files, one for each finding; ``python tests/exchange/known_bad.py FOLDER`` writes them all."""

from __future__ import annotations

import hashlib
import io
import json
import sys
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyrage
from journal_maker import Journal, visit
from people import HEADQUARTERS, LAPTOP, STRANGER

from inspect_tui.domain.journal import Change, Entry, canonical, seal
from inspect_tui.exchange.attachments import AttachmentSource
from inspect_tui.exchange.container import DEFLATED, STORED, ContainerWriter, Method
from inspect_tui.exchange.journal_lines import sort_key
from inspect_tui.exchange.keys import Identity, sign
from inspect_tui.exchange.manifest import signer_json
from inspect_tui.exchange.receipts import Receipt, write_receipt
from inspect_tui.exchange.session_file import FileHeader, write_session_file

PHOTO = b"photo"
PHOTO_SHA = hashlib.sha256(PHOTO).hexdigest()
ATTACHED = f"attachments/{PHOTO_SHA}"


def header(session: str, **other: Any) -> FileHeader:
    """Return a header for tests."""
    return replace(
        FileHeader(session, "device-a", 1, None, "2021-07-30T09:00:00.000Z", "inspect-tui 0.1.0"), **other
    )  # fmt: skip


def good(path: Path, journal: Journal) -> Path:
    """Write a valid file with one attachment."""
    write_session_file(
        path, header(journal.session), journal.entries, [AttachmentSource.from_bytes(PHOTO)],
        identity=LAPTOP,
    )  # fmt: skip
    return path


@dataclass
class Forge:
    """The insides of a session file, open to be made wrong; `build` seals whatever is there."""

    manifest: dict[str, Any]
    parts: list[tuple[str, bytes]]
    packed: tuple[str, ...] = ()
    signature: bytes | None = None
    """Another one than fits; empty for none."""

    @classmethod
    def of(cls, entries: list[Entry], counts: dict[str, int], session: str, *, ordered: bool = True) -> Forge:
        """Start from entries that no writer would take."""
        lines = sorted(entries, key=sort_key) if ordered else entries
        return cls.of_journal(b"".join(canonical(e.to_json()) + b"\n" for e in lines), counts, session)

    @classmethod
    def of_journal(cls, journal: bytes, counts: dict[str, int], session: str) -> Forge:
        """Start from the journal's bytes."""
        manifest = {
            "format": {"name": "inspect-tui session", "version": {"major": 1, "minor": 1}},
            "signer": signer_json(LAPTOP.public),
            "plain": True, "session": session, "device": "device-a", "sequence": 1, "previous": None,
            "created_at": "2021-07-30T09:00:00.000Z", "program": "inspect-tui 0.1.0", "counts": counts, "parts": [],
        }  # fmt: skip
        return cls(manifest, [("journal.jsonl", journal), (ATTACHED, PHOTO)]).listed()

    def listed(self) -> Forge:
        """Make the manifest's list fit the parts."""
        types = {"journal.jsonl": "application/jsonl"}
        self.manifest["parts"] = [
            {
                "name": name,
                "size": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
                "media_type": types.get(name, "application/octet-stream"),
            }
            for name, data in self.parts
        ]
        return self

    def build(self, manifest: bytes | None = None) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        writer = ContainerWriter(out)
        manifest = canonical(self.manifest) if manifest is None else manifest
        signature = sign(LAPTOP, manifest) if self.signature is None else self.signature
        signed = [("manifest.sig", signature)] if signature else []
        for name, data in [("manifest.json", manifest), *signed, *self.parts]:
            method: Method = STORED
            packed = data
            if name in self.packed:
                deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
                packed, method = deflater.compress(data) + deflater.flush(), DEFLATED
            writer.add(name, method, zlib.crc32(data), len(packed), len(data), [packed])
        writer.finish()
        return out.getvalue()


COUNTS = {
    "entries": 10, "participants": 1, "tasks": 2, "notes": 1, "conclusions": 1, "events": 0, "attachments": 1,
}  # fmt: skip


def _forge(
    change: Callable[[list[Entry]], list[Entry]], *, signed: bool = False, ordered: bool = True, **other: int
) -> Forge:
    journal = visit(digest=PHOTO_SHA, signed=signed)
    entries = change(sorted(journal.entries, key=sort_key))
    counts = {**COUNTS, "entries": len(entries), **other}
    return Forge.of(entries, counts, journal.session, ordered=ordered)


def _plain() -> Forge:
    return _forge(lambda entries: entries)


def _with_manifest(**members: Any) -> bytes:
    forge = _plain()
    forge.manifest.update(members)
    return forge.build()


def _lines(change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    forge = _plain()
    lines = change(forge.parts[0][1].splitlines(keepends=True))
    journal = b"".join(lines)
    forge.parts[0] = ("journal.jsonl", journal)
    return forge.listed().build()


def _edit_line(**members: Any) -> bytes:
    """Change members of the third entry and seal it anew."""

    def change(lines: list[bytes]) -> list[bytes]:
        data = {**json.loads(lines[2]), **members}
        data.pop("hash")
        data = {**data, "hash": hashlib.sha256(canonical(data)).hexdigest()}
        return [*lines[:2], canonical(data) + b"\n", *lines[3:]]

    return _lines(change)


def _altered(entries: list[Entry]) -> list[Entry]:
    changed = {**entries[3].fields, "content": Change(None, "Không phải nhiệm vụ này")}
    return [*entries[:3], replace(entries[3], fields=changed), *entries[4:]]


def _resealed(entries: list[Entry]) -> list[Entry]:
    """Alter an entry and give it the hash that fits; the next one still names the old."""
    return [seal(e) if i == 3 else e for i, e in enumerate(_altered(entries))]


def _rewritten(entries: list[Entry]) -> list[Entry]:
    """Alter an entry and seal its whole chain anew: only what was signed can tell."""
    made: list[Entry] = []
    for entry in _altered(entries):
        before = made[-1].hash if made and made[-1].device == entry.device else ""
        made.append(seal(replace(entry, prev=before)))
    return made


def _without_last_of_b(entries: list[Entry]) -> list[Entry]:
    last = max((e for e in entries if e.device == "device-b"), key=lambda e: e.seq)
    return [e for e in entries if e != last]


def _foreign(entries: list[Entry]) -> list[Entry]:
    return [*entries, Journal().write("device-z", "note", "n", {"text": "lạc"})]


def _renamed(old: str, new: str) -> bytes:
    forge = _plain()
    forge.parts = [(new if name == old else name, data) for name, data in forge.parts]
    return forge.build()


def _added(name: str, data: bytes = b"x") -> bytes:
    forge = _plain()
    forge.parts.append((name, data))
    return forge.build()


def _bomb() -> bytes:
    forge = _plain()
    forge.parts[0] = ("journal.jsonl", b"\n" * 2**22)
    forge.packed = ("journal.jsonl",)
    return forge.listed().build()


def _long_line() -> bytes:
    return _lines(lambda lines: [*lines, b"[" * (8 * 2**20 + 1) + b"\n"])


def _flipped() -> bytes:
    data = bytearray(_plain().build())
    data[data.index("Bộ Tài chính".encode())] ^= 1
    return bytes(data)


KNOWN_BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("empty_file", lambda: b""),
    "text": ("not_a_session_file", lambda: "Biên bản làm việc\n".encode() * 9),
    "other-zip": ("not_a_session_file", lambda: _renamed_first("word/document.xml")),
    "other-name": (
        "not_a_session_file",
        lambda: _with_manifest(format={"name": "inspect-tui receipt", "version": {"major": 1, "minor": 0}}),
    ),
    "encrypted-cut": ("cut_short", lambda: b"age-encryption.org/v1\n-> X25519 abc\n"),
    "half": ("cut_short", lambda: _plain().build()[:2000]),
    "no-seal": ("cut_short", lambda: _plain().build()[:-64]),
    "one-bit": ("damaged", _flipped),
    "one-bit-part": ("manifest_mismatch", _flipped),
    "appended": ("damaged", lambda: _plain().build() + b"\0"),
    "newer-major": (
        "newer_format",
        lambda: _with_manifest(format={"name": "inspect-tui session", "version": {"major": 2, "minor": 3}}, parts=7),
    ),
    "newer-major-other-seal": ("newer_format", lambda: KNOWN_BAD["newer-major"][1]()[:-71] + b"blake3:" + b"0" * 64),
    "newer-kind": ("newer_format", lambda: _newer_kind()),
    "sealed-for-others": ("not_for_us", lambda: sealed(_inner().build(), STRANGER)),
    "sealed-with-a-passphrase": ("not_for_us", lambda: _with_a_passphrase()),
    "sealed-first-line": ("damaged", lambda: b"b" + sealed(_inner().build())[1:]),
    "sealed-header-bit": ("damaged", lambda: _header_bit()),
    "sealed-half-a-header": ("cut_short", lambda: sealed(_inner().build())[:150]),
    "sealed-no-payload": ("cut_short", lambda: _cut_payload(sealed(_inner().build()), 7)),
    "sealed-cut": ("broken_envelope", lambda: sealed(_inner().build())[:-200]),
    "sealed-cut-at-a-chunk": ("cut_short", lambda: _cut_payload(_big(), 16 + 2**16 + 16)),
    "sealed-one-bit-early": ("damaged", lambda: _flipped_at(_big(), -(2**17))),
    "sealed-one-bit-late": ("broken_envelope", lambda: _flipped_at(_big(), -5)),
    "sealed-appended": ("broken_envelope", lambda: sealed(_inner().build()) + b"\0"),
    "sealed-words": ("not_a_session_file", lambda: sealed("Biên bản".encode() * 99)),
    "sealed-nothing": ("not_a_session_file", lambda: sealed(b"")),
    "sealed-half-inside": ("cut_short", lambda: sealed(_inner().build()[:2000])),
    "sealed-1-0": ("bad_manifest", lambda: sealed(_of_1_0(plain=False))),
    "sealed-again": ("bad_manifest", lambda: sealed(_plain().build())),
    "sealed-unsigned": ("signature_missing", lambda: sealed(_inner(signature=b"").build())),
    "sealed-altered": ("entry_altered", lambda: sealed(_inner(_forge(_altered)).build())),
    "sealed-twice": ("not_a_session_file", lambda: sealed(sealed(_inner().build()))),
    "receipt": ("not_a_session_file", lambda: _receipt()),
    "manifest-no-json": ("bad_manifest", lambda: _plain().build(b"{")),
    "manifest-spaces": ("bad_manifest", lambda: _plain().build(json.dumps(_plain().manifest).encode())),
    "manifest-unknown": ("bad_manifest", lambda: _with_manifest(colour="red")),
    "manifest-float": ("bad_manifest", lambda: _plain().build(b'{"format":1.5}')),
    "manifest-deep": ("bad_manifest", lambda: _plain().build(b"[" * 200_000)),
    "manifest-sequence": ("bad_manifest", lambda: _with_manifest(sequence=0)),
    "manifest-previous": ("bad_manifest", lambda: _with_manifest(previous="x")),
    "manifest-device": ("bad_manifest", lambda: _with_manifest(device="\x1b[2J")),
    "manifest-device-up": ("bad_manifest", lambda: _with_manifest(device="../../x")),
    "manifest-device-long": ("bad_manifest", lambda: _with_manifest(device="d" * 900)),
    "manifest-session-up": ("bad_manifest", lambda: _with_manifest(session="../../../tmp/x")),
    "manifest-session-absolute": ("bad_manifest", lambda: _with_manifest(session="/tmp/x")),
    "manifest-sequence-endless": ("bad_manifest", lambda: _with_manifest(sequence=2**70)),
    "manifest-plain": ("bad_manifest", lambda: _with_manifest(plain=False)),
    "manifest-counts": ("bad_manifest", lambda: _with_manifest(counts={})),
    "manifest-parts": ("bad_manifest", lambda: _with_manifest(parts=[])),
    "path-up": ("unsafe_part", lambda: _renamed(ATTACHED, "../../etc/passwd")),
    "path-absolute": ("unsafe_part", lambda: _renamed(ATTACHED, "/etc/passwd")),
    "path-drive": ("unsafe_part", lambda: _renamed(ATTACHED, "c:\\x")),
    "path-listed": (
        "unsafe_part",
        lambda: _with_manifest(
            parts=[
                *_plain().manifest["parts"],
                {"name": "../x", "size": 1, "sha256": PHOTO_SHA, "media_type": "a/b"},
            ]
        ),
    ),
    "twice": ("unsafe_part", lambda: _added(ATTACHED, PHOTO)),
    "bomb": ("too_big", _bomb),
    "long-line": ("too_big", _long_line),
    "part-changed": ("manifest_mismatch", lambda: _added_instead(b"phot0")),
    "part-longer": ("manifest_mismatch", lambda: _added_instead(b"photos")),
    "part-missing": ("missing_part", lambda: _dropped()),
    "part-extra": ("extra_part", lambda: _added("notes.txt")),
    "part-listed-extra": ("extra_part", lambda: _listed_extra()),
    "signature-in-1-0": ("extra_part", lambda: _of_1_0(signature=bytes(64))),
    "signature-missing": ("signature_missing", lambda: _signed_by(b"")),
    "signature-wrong": ("signature_wrong", lambda: _signed_by(bytes(64))),
    "signature-short": ("signature_wrong", lambda: _signed_by(bytes(63))),
    "signature-of-another": ("signature_wrong", lambda: _signed_by(sign(STRANGER, canonical(_plain().manifest)))),
    "signature-of-an-older-manifest": ("signature_wrong", lambda: _signed_before()),
    "signer-not-named": ("bad_manifest", lambda: _with_manifest(signer=None)),
    "signer-key-in-capitals": ("bad_manifest", lambda: _with_signer(public_key=LAPTOP.public.public_key.upper())),
    "signer-secret": ("bad_manifest", lambda: _with_signer(recipient=STRANGER.age_secret)),
    "signer-steers": ("bad_manifest", lambda: _with_signer(name="\x1b[2J")),
    "signer-unnamed": ("bad_manifest", lambda: _with_signer(name="")),
    "signer-more": ("bad_manifest", lambda: _with_signer(role="chair")),
    "line-no-json": ("bad_entry", lambda: _lines(lambda lines: [*lines, b"{}\n"])),
    "line-empty": ("bad_entry", lambda: _lines(lambda lines: [*lines, b"\n"])),
    "line-open": ("bad_entry", lambda: _lines(lambda lines: [*lines[:-1], lines[-1][:-1]])),
    "line-spaces": ("bad_entry", lambda: _lines(lambda lines: [lines[0].replace(b'":', b'": ', 1), *lines[1:]])),
    "line-not-utf8": ("bad_entry", lambda: _lines(lambda lines: [*lines, b"\xff\n"])),
    "line-deep": ("bad_entry", lambda: _lines(lambda lines: [*lines, b"[" * 100_000 + b"\n"])),
    "line-huge-number": ("bad_entry", lambda: _lines(lambda lines: [*lines, b"9" * 10_000 + b"\n"])),
    "entry-kind": ("bad_entry", lambda: _edit_line(record="planet")),
    "entry-date": ("bad_entry", lambda: _edit_line(fields=_change("deadline", "30/7/2021"))),
    "entry-choice": ("bad_entry", lambda: _edit_line(fields=_change("verdict", "perhaps"))),
    "entry-bool": ("bad_entry", lambda: _edit_line(fields=_change("deleted", "yes"))),
    "entry-seq": ("bad_entry", lambda: _edit_line(seq=0)),
    "entry-seq-bool": ("bad_entry", lambda: _edit_line(seq=True)),
    "entry-extra": ("bad_entry", lambda: _edit_line(colour="red")),
    "entry-change": ("bad_entry", lambda: _edit_line(fields={"content": {"old": None, "new": "x"}})),
    "entry-mono": ("bad_entry", lambda: _edit_line(mono=2**63)),
    "entry-at": ("bad_entry", lambda: _edit_line(at="9999-12-31T23:59:59.999Z")),
    "entry-at-no-time": ("bad_entry", lambda: _edit_line(at="hôm qua")),
    "entry-id-endless": ("bad_entry", lambda: _edit_line(record_id="x" * 3000)),
    "entry-id-steers": ("bad_entry", lambda: _edit_line(id="\x1b[2J")),
    "entry-device-none": ("bad_entry", lambda: _edit_line(device="")),
    "entry-person-steers": ("bad_entry", lambda: _edit_line(person="\x1b]0;x\x07")),
    "entry-words-nul": ("bad_entry", lambda: _edit_line(fields=_change("content", "a\0b"))),
    "entry-words-steer": ("bad_entry", lambda: _edit_line(fields=_change("content", "a\x9b2Jb"))),
    "entry-words-turned": ("bad_entry", lambda: _edit_line(fields=_change("content", "a\u202eb"))),
    "entry-words-number": ("bad_entry", lambda: _edit_line(fields=_change("content", 5))),
    "entry-list-steers": ("bad_entry", lambda: _edit_line(fields=_change("coordinating", ["\x1b[2J"]))),
    "entry-field-steers": ("bad_entry", lambda: _edit_line(fields=_change("\x1b[2J", "x"))),
    "entry-date-empty": ("bad_entry", lambda: _edit_line(fields=_change("deadline", ""))),
    "entry-deep": ("bad_entry", lambda: _edit_line(fields=_change("colour", json.loads("[" * 40 + "]" * 40)))),
    "entry-text": ("entry_altered", lambda: _forge(_altered).build()),
    "entry-resealed": ("chain_order", lambda: _forge(_resealed).build()),
    "entry-dropped": ("chain_gap", lambda: _forge(lambda e: [*e[:2], *e[3:]]).build()),
    "first-dropped": ("chain_gap", lambda: _forge(lambda e: e[1:]).build()),
    "lines-swapped": ("chain_order", lambda: _forge(lambda e: [e[1], e[0], *e[2:]], ordered=False).build()),
    "line-twice": ("chain_order", lambda: _forge(lambda e: [e[0], *e], ordered=False).build()),
    "seq-renumbered": (
        "chain_order",
        lambda: _forge(lambda e: [seal(replace(x, seq={2: 3, 3: 2}.get(x.seq, x.seq))) for x in e]).build(),
    ),
    "foreign": ("foreign_entry", lambda: _forge(_foreign).build()),
    "counts": ("counts_wrong", lambda: _with_manifest(counts={**COUNTS, "notes": 4})),
    "signed-rewritten": ("signed_state_wrong", lambda: _forge(_rewritten, signed=True).build()),
    "signed-dropped": ("signed_state_wrong", lambda: _forge(_without_last_of_b, signed=True, attachments=0).build()),
    "signed-code": ("signed_state_wrong", lambda: _signed_with(code="2222-2222-2222-2222")),
    "signed-chains": ("signed_state_wrong", lambda: _signed_with(chains=[1])),
    "signed-emptied": ("signed_state_wrong", lambda: _signed_with(**dict.fromkeys(("by", "code", "chains")))),
    "signed-taken-away": ("signed_state_wrong", lambda: _head_written(signed={})),
    "signed-by-nobody": ("signed_state_wrong", lambda: _head_written(signed=False, state="signed")),
    "signed-revision": ("signed_state_wrong", lambda: _signed_with(revision=0)),
    "signed-end": ("signed_state_wrong", lambda: _signed_with(chains={"device-a": ["x", 1]})),
}
"""Name of the case: the finding that must be among those reported, and the maker of the bytes."""


def _change(name: str, new: Any) -> dict[str, Any]:
    return {name: {"old": None, "new": new, "replaces": []}}


def _renamed_first(name: str) -> bytes:
    out = io.BytesIO()
    writer = ContainerWriter(out)
    writer.add(name, STORED, zlib.crc32(b"<w/>"), 4, 4, [b"<w/>"])
    writer.finish()
    return out.getvalue().replace(b"sha256:", b"SHA256:")


def _added_instead(data: bytes) -> bytes:
    forge = _plain()
    forge.parts[1] = (ATTACHED, data)
    return forge.build()


def _dropped() -> bytes:
    forge = _plain()
    del forge.parts[1]
    return forge.build()


def _listed_extra() -> bytes:
    forge = _plain()
    forge.parts.append(("notes.txt", b"x"))
    return forge.listed().build()


def _newer_kind() -> bytes:
    journal = Journal()
    entry = seal(replace(journal.write("device-a", "note", "n", {"text": "x"}), record="planet", hash=""))
    forge = Forge.of([entry], {**COUNTS, "entries": 1}, journal.session)
    forge.manifest["format"]["version"]["minor"] = 2
    return forge.build()


def _signed_with(**state: Any) -> bytes:
    journal = visit(digest=PHOTO_SHA)
    journal.sign("device-a", **state)
    return Forge.of(journal.entries, {**COUNTS, "entries": 11}, journal.session).build()


def _head_written(*, signed: bool | dict[str, Any] = True, **fields: Any) -> bytes:
    """Write to the head of a session that was signed, or was not."""
    journal = visit(digest=PHOTO_SHA, signed=signed is not False)
    if isinstance(signed, dict):
        fields["signed"] = signed
    journal.write("device-b", "session", journal.session, fields)
    return Forge.of(journal.entries, {**COUNTS, "entries": len(journal.entries)}, journal.session).build()


def sealed(data: bytes, *people: Identity) -> bytes:
    """Return bytes in an envelope, to headquarters and the laptop where nobody is named."""
    recipients = [p.public.recipient for p in people or (HEADQUARTERS, LAPTOP)]
    made: bytes = pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(text) for text in recipients])
    return made


def _inner(forge: Forge | None = None, *, signature: bytes | None = None) -> Forge:
    forge = forge or _plain()
    forge.manifest["plain"] = False
    forge.signature = signature
    return forge


def _of_1_0(*, plain: bool = True, signature: bytes = b"") -> bytes:
    """Return a file as 1.0 would have it, or as somebody would who took the signature off."""
    forge = _plain()
    del forge.manifest["signer"]
    forge.manifest["format"]["version"]["minor"] = 0
    forge.manifest["plain"] = plain
    forge.signature = signature
    return forge.build()


def _signed_by(signature: bytes, **manifest: Any) -> bytes:
    forge = _plain()
    forge.signature = signature
    forge.manifest.update(manifest)
    return forge.build()


def _signed_before() -> bytes:
    """Change the manifest and leave the signature as it was."""
    forge = _plain()
    forge.signature = sign(LAPTOP, canonical(forge.manifest))
    forge.manifest["sequence"] = 2
    return forge.build()


def _with_signer(**members: str) -> bytes:
    return _with_manifest(signer={**signer_json(LAPTOP.public), **members})


def _with_a_passphrase() -> bytes:
    """Return an envelope with one stanza of scrypt; a real one would cost a second to make."""
    return b"age-encryption.org/v1\n-> scrypt %b 18\n%b\n--- %b\n" % (b"A" * 22, b"A" * 43, b"A" * 43) + bytes(99)


def _big() -> bytes:
    """Return a sealed file of several of age's chunks."""
    forge = _inner()
    forge.parts.append(("attachments/" + hashlib.sha256(bytes(3 * 2**16)).hexdigest(), bytes(3 * 2**16)))
    forge.parts[1:] = sorted(forge.parts[1:])
    return sealed(forge.listed().build())


def _payload(data: bytes) -> int:
    return data.index(b"\n", data.index(b"\n--- ") + 1) + 1


def _cut_payload(data: bytes, length: int) -> bytes:
    return data[: _payload(data) + length]


def _flipped_at(data: bytes, place: int) -> bytes:
    changed = bytearray(data)
    changed[place] ^= 1
    return bytes(changed)


def _header_bit() -> bytes:
    """Change the header's own check, behind the stanzas that are tried first."""
    data = sealed(_inner().build())
    place = data.index(b"\n--- ") + 8
    return data[:place] + (b"A" if data[place : place + 1] != b"A" else b"B") + data[place + 1 :]


def _receipt() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.itui-receipt")
        receipt = Receipt("s", PHOTO_SHA, "device-a", 1, COUNTS, 10, 0, "2021-07-31T01:00:00.000Z", "inspect-tui 0.1.0")
        write_receipt(path, receipt, HEADQUARTERS)
        return path.read_bytes()


NOT_TRUSTED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "made-by-a-stranger": ("unknown_signer", lambda: _of_stranger()),
    "sealed-by-a-stranger": ("unknown_signer", lambda: sealed(_of_stranger(plain=False))),
    "made-by-1-0": ("unsigned", lambda: _of_1_0()),
}
"""Files that are valid and must not be believed; the last is also what is left when a signature is taken off."""


def _of_stranger(*, plain: bool = True) -> bytes:
    forge = _plain()
    # A stranger may well call himself as somebody else does.
    forge.manifest["signer"] = {**signer_json(STRANGER.public), "name": LAPTOP.public.name}
    forge.manifest["plain"] = plain
    forge.signature = sign(STRANGER, canonical(forge.manifest))
    return forge.build()


def main(folder: Path) -> None:
    """Write every known-bad file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (code, make) in {**KNOWN_BAD, **NOT_TRUSTED}.items():
        (folder / f"{name}.{code}.itui").write_bytes(make())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
