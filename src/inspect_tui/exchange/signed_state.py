"""The signed states in a journal, and the code on paper against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inspect_tui.domain.journal import Entry, Folded, fold
from inspect_tui.domain.records import AFTER_SIGNING
from inspect_tui.domain.signed_view import covered
from inspect_tui.domain.signing import same_code, signed_ends, stands_signed, verification_code
from inspect_tui.exchange.findings import Findings
from inspect_tui.exchange.journal_lines import JournalCheck


@dataclass(frozen=True, slots=True)
class Signing:
    """One signing of the session.

    Attributes:
        code: the code as recomputed from session, revision and chain ends, empty where these make no sense.
        ends: for each device the places and hashes of the last entries that were signed: one, and more where its
            chain forked.
        whole: the stated code is the recomputed one and all chain ends are in the journal.
    """

    entry: Entry
    revision: int
    by: str
    code: str
    ends: dict[str, list[tuple[int, str]]]
    whole: bool


def signings(journal: JournalCheck) -> list[Signing]:
    """Return the signings in a journal by revision; those of one revision in the order of their hashes."""
    found = [
        _signing(journal, entry, entry.fields["signed"].new)
        for entry in journal.by_hash.values()
        if _is_of_head(journal, entry) and "signed" in entry.fields and not _opens(entry)
    ]
    return sorted(found, key=lambda s: (s.revision, s.entry.hash))


def _is_of_head(journal: JournalCheck, entry: Entry) -> bool:
    # A session has one head, its own: what is written under another id is nowhere shown.
    return entry.record == "session" and entry.record_id == journal.session


def _opens(entry: Entry) -> bool:
    # Amendments of 1.0 took the signing away; without opening the session that would leave nothing outside.
    return not entry.fields["signed"].new and "state" in entry.fields and entry.fields["state"].new == "open"


def _signing(journal: JournalCheck, entry: Entry, state: Any) -> Signing:
    state = state or {}
    revision = state.get("revision")
    chains = state.get("chains")
    by = str(state.get("by", ""))
    if not isinstance(revision, int) or isinstance(revision, bool) or revision < 1 or not isinstance(chains, dict):
        return Signing(entry, 0, by, "", {}, False)
    ends = signed_ends(state)
    if ends is None:
        return Signing(entry, revision, by, "", {}, False)
    code = verification_code(journal.session, revision, chains)
    there = all(
        any(e.hash == digest for e in journal.places.get(device, {}).get(seq, ()))
        for device, tips in ends.items()
        for seq, digest in tips
    )
    return Signing(entry, revision, by, code, ends, there and state.get("code") == code)


def check_signed(journal: JournalCheck, code: str | None, findings: Findings) -> None:
    """Report whether the signed states are in the journal as they were signed, and whether a paper's code fits.

    Args:
        journal: all lines taken, every one readable.
        code: as typed from paper; None where there is none to compare.
        findings: where to report.
    """
    found = signings(journal)
    for signing in found:
        if not signing.whole:
            findings.add("signed_state_wrong", revision=min(signing.revision, 10**9))
    head = fold(e for e in journal.entries if _is_of_head(journal, e))
    is_signed = stands_signed(head.values.get("state"), head.values.get("signed"))
    if not is_signed:
        findings.add("session_open")
    if head.values.get("state") == "signed" and not found:
        # Locked by nobody's signature: older programs would show it as signed, with nothing outside.
        findings.add("signed_state_wrong", revision=1)
    if not found:
        if code is not None:
            findings.add("not_signed")
        return
    latest = found[-1].revision
    shown = _shown(head, found)
    asked = shown if is_signed and shown else found[-1]
    if code is not None:
        fitting = [s for s in found if s.code and same_code(s.code, code)]
        if not fitting:
            findings.add("code_mismatch", code=code.strip() or "“”")
            return
        asked = shown if shown in fitting and shown else fitting[-1]
        if asked.revision != latest:
            findings.add("older_revision", revision=asked.revision, latest=latest)
        elif is_signed and shown and shown.whole and shown is not asked:
            findings.add("other_signing", by=shown.by, revision=shown.revision, code=shown.code)
        if asked.whole:
            findings.add("code_fits", by=asked.by, revision=asked.revision)
    elif asked.whole:
        findings.add("signed_as", by=asked.by, revision=asked.revision, code=asked.code)
    inside = _covered(journal, asked) | {asked.entry.hash}
    outside = sum(e.record not in AFTER_SIGNING for e in journal.by_hash.values() if e.hash not in inside)
    if outside:
        findings.add("after_signing", revision=asked.revision, count=outside)


def _shown(head: Folded, found: Sequence[Signing]) -> Signing | None:
    """Return the signing that the session shows: of several that stand against each other the one of the fold."""
    standing = [s for s in found if s.entry.id in head.heads.get("signed", ())]
    return min(standing, key=lambda s: s.entry.hash, default=None)


def _covered(journal: JournalCheck, signing: Signing) -> set[str]:
    """Return the hashes of the entries that a signing commits to: each chain from its signed end back to its start."""
    return covered(journal.by_hash.values(), signing.ends)
