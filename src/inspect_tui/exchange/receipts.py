"""Receipts: what headquarters gives back for a session file, signed, so that the laptop can show it as acknowledged.

A receipt is the container of a session file with a manifest and its signature and no parts: it holds no content of the
session, so it is never sealed. The format stands in docs/session-file.md.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final, Literal

from inspect_tui.domain.journal import canonical
from inspect_tui.exchange.atomic import written_aside
from inspect_tui.exchange.container import LOCAL_MAGIC, ContainerReader, ContainerWriter, has_end
from inspect_tui.exchange.findings import Finding, Findings, SessionFileError, finding
from inspect_tui.exchange.keys import Identity, PublicIdentity, fingerprint_of
from inspect_tui.exchange.layout import ENVELOPE, FORMAT_NAME, MAJOR, MANIFEST, MAX_RECEIPT, RECEIPT_NAME, SIGNATURE
from inspect_tui.exchange.manifest import (
    COUNTS,
    is_id,
    is_number,
    is_sha256,
    is_text,
    open_manifest,
    require,
    signer_from_json,
    signer_json,
)
from inspect_tui.exchange.signed import add_signed, check_signature, known_as, read_small

MINOR: Final = 0
_MEMBERS: Final = frozenset(
    ("format", "session", "file_sha256", "device", "sequence", "counts", "merged", "conflicts", "received_at",
     "program", "signer")
)  # fmt: skip
_HEAD: Final = 2**14
_NAME: Final = re.compile(rb'"format":\{"name":"([^"\\]*)"')

Kind = Literal["session", "sealed", "receipt", "unknown"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was received.

    Attributes:
        session: id of the session.
        file_sha256: of the received file as it lay on the disk.
        device: the device that made that file.
        sequence: number of that device's export.
        counts: of the received file, as in its manifest.
        merged: entries that the receiving store did not have before.
        conflicts: open conflicts in the session after merging.
        received_at: UTC ISO text; for people.
        program: name and version of the program that received it.
        signer: who received it; taken from the identity when a receipt is written.
    """

    session: str
    file_sha256: str
    device: str
    sequence: int
    counts: Mapping[str, int]
    merged: int
    conflicts: int
    received_at: str
    program: str
    signer: PublicIdentity | None = None

    def to_bytes(self) -> bytes:
        """Return the manifest of the receipt.

        Raises:
            ValueError: nobody signs it.
        """
        if self.signer is None:
            raise ValueError("a receipt needs a signer")
        return canonical(
            {
                "format": {"name": RECEIPT_NAME, "version": {"major": MAJOR, "minor": MINOR}},
                "session": self.session,
                "file_sha256": self.file_sha256,
                "device": self.device,
                "sequence": self.sequence,
                "counts": dict(self.counts),
                "merged": self.merged,
                "conflicts": self.conflicts,
                "received_at": self.received_at,
                "program": self.program,
                "signer": signer_json(self.signer),
            }
        )


def kind_of(path: Path) -> Kind:
    """Tell by the first bytes of a file what it claims to be; whether it is whole is for the reader to say.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(ENVELOPE):
        return "sealed"
    start = 30 + len(MANIFEST)
    if head.startswith(LOCAL_MAGIC) and head[30:start] == MANIFEST.encode() and (found := _NAME.search(head, start)):
        return {FORMAT_NAME.encode(): "session", RECEIPT_NAME.encode(): "receipt"}.get(found[1], "unknown")  # type: ignore[return-value]
    return "unknown"


def write_receipt(path: Path, receipt: Receipt, identity: Identity) -> Receipt:
    """Write a receipt whole or not at all; a file of that name is replaced.

    Returns:
        The receipt with its signer.

    Raises:
        SessionFileError: ``bad_manifest``, the receipt says what none can.
        OSError: the file cannot be written.
    """
    # A file of a newer version may count what no receipt of this version can state.
    counts = {name: receipt.counts[name] for name in COUNTS if name in receipt.counts}
    signed = replace(receipt, signer=identity.public, counts=counts)
    manifest = signed.to_bytes()
    _receipt_from_bytes(manifest)
    # One that a power cut takes is written again when its file is received again.
    with written_aside(path, durable=False) as file:
        writer = ContainerWriter(file)
        add_signed(writer, manifest, identity)
        writer.finish()
    return signed


def read_receipt(path: Path, *, trusted: Mapping[str, str], identity: Identity | None = None) -> Receipt:
    """Read a receipt that is whole and signed by somebody trusted; its signer has the name by which it is known here.

    Args:
        path: the file.
        trusted: public key to name.
        identity: this device's own, which is trusted too.

    Raises:
        SessionFileError: it is not valid, or ``unknown_signer``.
        OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        try:
            receipt, manifest, signature = _read(file, size)
        except SessionFileError as error:
            cut = error.findings[0].code == "cut_short" and has_end(file, size)
            raise (SessionFileError.of("damaged") if cut else error) from None
        except OSError:
            raise SessionFileError.of("unreadable") from None
        except Exception:
            # As for session files: a fault of ours must not pass as anything else.
            raise SessionFileError.of("damaged") from None
    signer = receipt.signer
    findings = Findings()
    if signer is None or not check_signature(signer, manifest, signature, findings):
        raise SessionFileError(findings.all())
    name = known_as(signer, identity, trusted)
    if name is None:
        raise SessionFileError(
            [_as_error("unknown_signer", name=signer.name, fingerprint=fingerprint_of(signer.public_key))]
        )
    return replace(receipt, signer=replace(signer, name=name))


def _as_error(code: str, **values: str) -> Finding:
    # A session file of an unknown signer is valid and waits; a receipt is a word that is believed or not.
    return replace(finding(code, **values), severity="error")


def _read(file: BinaryIO, size: int) -> tuple[Receipt, bytes, bytes]:
    if size == 0:
        raise SessionFileError.of("empty_file")
    if size > MAX_RECEIPT:
        raise SessionFileError.of("not_a_receipt")
    head = file.read(4)
    if head != LOCAL_MAGIC[: len(head)]:
        raise SessionFileError.of("damaged" if has_end(file, size) else "not_a_receipt")
    reader = ContainerReader(file, head)
    manifest = read_small(reader, reader.next_member(), MANIFEST)
    signature = read_small(reader, reader.next_member(), SIGNATURE)
    if extra := reader.next_member():
        raise SessionFileError.of("extra_part", part=extra.name)
    # The seal is looked at first, so that one bit of damage is not told as somebody's forgery.
    reader.finish()
    return _receipt_from_bytes(manifest), manifest, signature


def _receipt_from_bytes(data: bytes) -> Receipt:
    top, _, _, newer, _ = open_manifest(
        data, name=RECEIPT_NAME, stranger="not_a_receipt", minor=MINOR, members=lambda _: _MEMBERS
    )
    for member in ("session", "device"):
        require(is_id(top[member]), member)
    for member in ("received_at", "program"):
        require(is_text(top[member]), member)
    require(is_sha256(top["file_sha256"]), "file_sha256")
    require(is_number(top["sequence"], 1), "sequence")
    for member in ("merged", "conflicts"):
        require(is_number(top[member]), member)
    counts = top["counts"]
    require(isinstance(counts, dict) and all(is_number(n) for n in counts.values()), "counts")
    require(newer or set(counts) <= set(COUNTS), "counts")
    signer = signer_from_json(top["signer"])
    require(signer is not None, "signer")
    return Receipt(
        top["session"], top["file_sha256"], top["device"], top["sequence"], counts, top["merged"], top["conflicts"],
        top["received_at"], top["program"], signer,
    )  # fmt: skip
