"""The signature over a manifest, which is alike in session files and receipts."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from inspect_tui.exchange.container import STORED, ContainerReader, ContainerWriter, Member
from inspect_tui.exchange.findings import Findings, SessionFileError
from inspect_tui.exchange.keys import Identity, PublicIdentity, fingerprint_of, sign, signature_holds
from inspect_tui.exchange.layout import MANIFEST, SIGNATURE


def add_signed(writer: ContainerWriter, manifest: bytes, identity: Identity) -> None:
    """Write a manifest and the signature over its bytes as the first two members."""
    for name, data in ((MANIFEST, manifest), (SIGNATURE, sign(identity, manifest))):
        writer.add(name, STORED, zlib.crc32(data), len(data), len(data), [data])


def read_small(reader: ContainerReader, member: Member | None, name: str) -> bytes:
    """Return the content of a stored member of this name.

    Raises:
        SessionFileError: ``damaged``: it is another member, packed, or not as its header says.
    """
    if member is None or member.name != name or member.method != STORED:
        raise SessionFileError.of("damaged")
    data = b"".join(reader.chunks(member))
    if reader.content_damaged:
        raise SessionFileError.of("damaged")
    return data


def check_signature(signer: PublicIdentity, manifest: bytes, signature: bytes | None, findings: Findings) -> bool:
    """Tell whether a manifest has the signature of the signer that it names.

    Args:
        signer: as the manifest says.
        manifest: its bytes.
        signature: None where there is none.
        findings: where to report.
    """
    if signature is None:
        findings.add("signature_missing", name=signer.name)
    elif not signature_holds(signer.public_key, manifest, signature):
        findings.add("signature_wrong", name=signer.name)
    else:
        return True
    return False


def known_as(signer: PublicIdentity, identity: Identity | None, trusted: Mapping[str, str]) -> str | None:
    """Return the name under which a signer is trusted here, None where it is not.

    Args:
        signer: whose signature holds.
        identity: this device's own, which is trusted.
        trusted: public key to name.
    """
    name = trusted.get(signer.public_key)
    if name is None and identity is not None and identity.public.public_key == signer.public_key:
        name = identity.public.name
    return name


def report_signer(signer: PublicIdentity, name: str | None, findings: Findings) -> None:
    """Say whose signature it is, by the name known here, or that it is nobody's who is known here."""
    code = "unknown_signer" if name is None else "known_signer"
    findings.add(code, name=name or signer.name, fingerprint=fingerprint_of(signer.public_key))
