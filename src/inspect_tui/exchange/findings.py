"""What can be said about a session file: one code, one message and one severity for each kind of finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from inspect_tui.locale import N_

Severity = Literal["error", "info"]
FindingValue = str | int

ERRORS: Final[dict[str, str]] = {
    "empty_file": N_("The file is empty."),
    "not_a_session_file": N_("This is not a session file of inspect-tui."),
    "not_a_receipt": N_("This is not a receipt of inspect-tui."),
    "sealed": N_("The file is sealed, and there is no key at hand to open it with."),
    "not_for_us": N_(
        "The file is not sealed to this device: it can be opened on the devices it was made for. "
        "Ask its maker to add this device as a recipient and to export again."
    ),
    "unreadable": N_("The file cannot be read to its end: the disk or stick reports an error."),
    "cut_short": N_("The file is cut short, its end is missing. Copy it again from where it came from."),
    "damaged": N_("The file is damaged: it is not as it was written. Copy it again from where it came from."),
    "broken_envelope": N_(
        "The sealed file does not open to its end: it is damaged or its end is missing. "
        "Copy it again from where it came from."
    ),
    "newer_format": N_(
        "The file was made by a newer version of the program (file format {major}.{minor}). Update this program first."
    ),
    "bad_manifest": N_("The list of contents (manifest.json) is wrong at “{member}”."),
    "unsafe_part": N_("The file has a part with a name that is not allowed: {part}."),
    "too_big": N_("“{part}” is bigger than the file format allows (at most {limit})."),
    "missing_part": N_("The part {part} is named in the list of contents and is not in the file."),
    "extra_part": N_("The file has a part that its list of contents does not name: {part}."),
    "manifest_mismatch": N_("The part {part} is not the one in the list of contents: content, size or place differs."),
    "signature_missing": N_(
        "The file names {name} as its maker and carries no electronic signature: it was taken off."
    ),
    "signature_wrong": N_(
        "The electronic signature is not that of {name}: the list of contents was changed after signing, "
        "or somebody else made the file."
    ),
    "bad_entry": N_("Line {line} of the journal cannot be read as an entry (wrong at “{part}”)."),
    "entry_altered": N_("Line {line} of the journal was altered after it was written (entry {id})."),
    "foreign_entry": N_("Line {line} of the journal belongs to another session ({session})."),
    "chain_gap": N_("The journal of device {device} has a gap: entries {first} to {last} are missing."),
    "chain_order": N_(
        "The journal of device {device} was altered or reordered at entry {seq}: it does not follow the one before it."
    ),
    "counts_wrong": N_("The list of contents counts {stated} for “{name}”, the journal has {found}."),
    "signed_state_wrong": N_(
        "What was signed as revision {revision} is not in the file: entries were altered or removed after signing."
    ),
    "code_mismatch": N_(
        "The code {code} does not fit this file: the paper is not of what is in it, or the code was mistyped."
    ),
    "not_signed": N_("The session in this file has not been signed, so no code on paper can fit it."),
}
"""Findings that make a file invalid: code to message."""

INFOS: Final[dict[str, str]] = {
    "unsigned": N_("The file carries no electronic signature: it does not prove by itself who made it."),
    "known_signer": N_("The file was made and signed by {name}, fingerprint {fingerprint}."),
    "unknown_signer": N_(
        "The file is signed with a key that is not trusted here: {name}, fingerprint {fingerprint}. "
        "Compare the fingerprint with its owner before you trust the key."
    ),
    "newer_minor": N_(
        "The file was made by a somewhat newer version of the program (file format {major}.{minor}): "
        "what this version does not know is left as it is."
    ),
    "session_open": N_("The session is open: it is not signed as it stands in the file."),
    "signed_as": N_("The session is signed by {by} as revision {revision}, code {code}."),
    "code_fits": N_("The code fits: the file holds what was signed by {by} as revision {revision}."),
    "other_signing": N_(
        "The paper is not the last word: the session shows another signing, by {by} as revision {revision}, "
        "code {code}."
    ),
    "older_revision": N_("The code belongs to revision {revision}; the file holds a later signed revision, {latest}."),
    "after_signing": N_("Entries outside signed revision {revision}, written later or unseen by the signer: {count}."),
    "fork": N_("Entry {id} stands twice with different contents (device {device}, place {seq}); both are kept."),
    "chain_fork": N_(
        "Device {device} has more than one entry at place {seq} of its journal (a copied store?); all are kept."
    ),
    "attachment_absent": N_("The content of the attachment “{name}” is not in this file."),
    "attachment_unused": N_("The file holds an attachment that no entry of the journal names: {part}."),
    "more_findings": N_("Further findings of the kind “{code}”: {count}."),
}
"""Findings that are information and leave a file valid: code to message."""

MESSAGES: Final[dict[str, str]] = {**ERRORS, **INFOS}
"""All codes with their messages; look the words up with the catalog's ``t`` and fill in the finding's values."""

_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a file.

    Attributes:
        code: a key of `MESSAGES`; scripts rely on it.
        message: the message id, to be translated and filled with ``values``.
        values: what fills the message's fields; text from the file is cut at 120 signs.
        severity: ``error`` where the file is not valid because of it, else ``info``.
    """

    code: str
    message: str
    values: dict[str, FindingValue]
    severity: Severity


def finding(code: str, /, **values: FindingValue) -> Finding:
    """Return the finding of a code with its values."""
    # What comes from a hostile file must neither flood nor steer a terminal.
    safe = {k: _printable(v) if isinstance(v, str) else v for k, v in values.items()}
    return Finding(code, MESSAGES[code], safe, "error" if code in ERRORS else "info")


def _printable(text: str) -> str:
    cut = text if len(text) <= 120 else text[:119] + "…"
    return "".join(c if c.isprintable() else "\ufffd" for c in cut)


class SessionFileError(Exception):
    """A session file that is not valid, or contents of which no valid one can be made.

    Attributes:
        findings: what is wrong; at least one is an error.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep the findings; the words are made where a catalog is at hand."""
        self.findings = tuple(findings)
        super().__init__(", ".join(f.code for f in self.findings if f.severity == "error"))

    @classmethod
    def of(cls, code: str, /, **values: FindingValue) -> SessionFileError:
        """Return the error with one finding."""
        return cls([finding(code, **values)])


class Findings:
    """Collects findings and keeps a flood of one kind short."""

    def __init__(self) -> None:
        self._kept: list[Finding] = []
        self._count: dict[str, int] = {}

    def add(self, code: str, /, **values: FindingValue) -> None:
        """Add a finding."""
        self.extend([finding(code, **values)])

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add findings, each once."""
        for one in findings:
            if one in self._kept:
                continue
            self._count[one.code] = seen = self._count.get(one.code, 0) + 1
            if seen <= _SHOWN:
                self._kept.append(one)

    def __contains__(self, code: str) -> bool:
        """Tell whether there is a finding of this code."""
        return code in self._count

    @property
    def failed(self) -> bool:
        """Whether an error is among them."""
        return any(one.severity == "error" for one in self._kept)

    def all(self) -> tuple[Finding, ...]:
        """Return the findings, errors first, each kind cut at 20 with a line that says how many follow."""
        more = [finding("more_findings", code=c, count=n - _SHOWN) for c, n in self._count.items() if n > _SHOWN]
        return (
            # Damage explains the rest, so it comes first.
            *sorted((f for f in self._kept if f.severity == "error"), key=lambda f: f.code != "damaged"),
            *(f for f in self._kept if f.severity == "info"),
            *more,
        )
