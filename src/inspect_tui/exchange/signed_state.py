"""The signed states in a journal, and the code on paper against them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from inspect_tui.domain.journal import Entry, fold
from inspect_tui.domain.signed_view import covered
from inspect_tui.domain.signing import same_code, signed_ends, verification_code
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
        if entry.record == "session" and "signed" in entry.fields and entry.fields["signed"].new
    ]
    return sorted(found, key=lambda s: (s.revision, s.entry.hash))


def _signing(journal: JournalCheck, entry: Entry, state: Any) -> Signing:
    revision = state.get("revision")
    chains = state.get("chains")
    by = str(state.get("by", ""))
    if not isinstance(revision, int) or isinstance(revision, bool) or not isinstance(chains, dict):
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
    head = [e for e in journal.entries if e.record == "session" and e.record_id == journal.session]
    if fold(head).values.get("state") != "signed":
        findings.add("session_open")
    if not found:
        if code is not None:
            findings.add("not_signed")
        return
    latest = found[-1].revision
    asked = found[-1]
    if code is not None:
        fitting = [s for s in found if s.code and same_code(s.code, code)]
        if not fitting:
            findings.add("code_mismatch", code=code.strip() or "“”")
            return
        asked = fitting[-1]
        if asked.revision != latest:
            findings.add("older_revision", revision=asked.revision, latest=latest)
        if asked.whole:
            findings.add("code_fits", by=asked.by, revision=asked.revision)
    elif asked.whole:
        findings.add("signed_as", by=asked.by, revision=asked.revision, code=asked.code)
    outside = len(journal.by_hash) - len(_covered(journal, asked) | {asked.entry.hash})
    if outside:
        findings.add("after_signing", revision=asked.revision, count=outside)


def _covered(journal: JournalCheck, signing: Signing) -> set[str]:
    """Return the hashes of the entries that a signing commits to: each chain from its signed end back to its start."""
    return covered(journal.by_hash.values(), signing.ends)
