"""What a signed session says: the entries that its signing covers, and those that stand outside.

A signing names the last entry of every chain that the signer had. While the session stands signed, everything that is
shown, counted and printed is the fold of the entries that these chains lead to, so that the code on paper and what is
read are the same. Entries that the signer had not seen are kept, are counted and listed beside, and come in with the
next amendment. docs/merging.md has the rules; this is a function of the set of entries alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

from inspect_tui.domain.journal import DELETED, Entry, Folded, fold
from inspect_tui.domain.records import AFTER_SIGNING, AS_READ, Outside, Session, SignedRevision, Value
from inspect_tui.domain.signing import Ends, signed_ends, stands_signed

SIGNING_FIELDS: Final = frozenset(("state", "signed", "revision", "revision_reason"))
"""The fields of a session that signing and amending write."""
_STANDING: Final = frozenset(("state", "signed"))
"""Those of them that say whether it stands signed."""


class Link(Protocol):
    """An entry as far as its chain goes."""

    @property
    def device(self) -> str:
        """The chain."""

    @property
    def seq(self) -> int:
        """The place in it."""

    @property
    def hash(self) -> str:
        """The entry's own hash."""

    @property
    def prev(self) -> str:
        """The hash of the entry before it."""


def covered(links: Iterable[Link], ends: Ends) -> set[str]:
    """Return the hashes of the entries that a signing commits to: each chain from its signed end back to its start.

    Where an entry on the way is not here (a store that yielded only a part of its journal), what the chain has up to
    that place counts as signed: nothing that was signed is ever shown as outside.

    Args:
        links: all entries of the session.
        ends: for each device the places and hashes at which its signed chain ends.
    """
    by_hash: dict[str, Link] = {}
    by_device: dict[str, list[Link]] = {}
    for link in links:
        by_hash[link.hash] = link
        by_device.setdefault(link.device, []).append(link)
    found: set[str] = set()
    for device, tips in ends.items():
        for place, wanted in tips:
            while wanted and wanted not in found:
                entry = by_hash.get(wanted)
                if entry is None:
                    found |= {one.hash for one in by_device.get(device, ()) if one.seq <= place}
                    break
                found.add(wanted)
                place, wanted = entry.seq - 1, entry.prev
    return found


def signs_or_amends(entry: Entry) -> bool:
    """Tell whether an entry does nothing but sign, amend, or decide between signings.

    To sign is to name chains that can be followed, to amend is to open with a number or a reason, to decide is to write
    a state in the place of several. Whatever else writes these fields is an entry like any other.
    """
    if entry.record != "session" or entry.record_id != entry.session or not SIGNING_FIELDS.issuperset(entry.fields):
        return False
    written: dict[str, object] = {name: change.new for name, change in entry.fields.items()}
    if signed_ends(written.get("signed")) is not None:
        return written.get("state", "signed") == "signed" and "revision_reason" not in written
    if "state" not in written or written.get("signed"):
        return False
    amends = written["state"] == "open" and not written.keys().isdisjoint(("revision", "revision_reason"))
    return amends or (len(written) == 1 and len(entry.fields["state"].replaces) > 1)


def stands_beside(entry: Entry) -> bool:
    """Tell whether an entry is of no signed state whenever it came: it signs or amends, or is about a paper."""
    return entry.record in AFTER_SIGNING or signs_or_amends(entry)


def is_outside(entry: Entry, inside: set[str]) -> bool:
    """Tell whether an entry stands outside a signed state. What may be written after signing stands beside it.

    Args:
        entry: an entry of the session.
        inside: what `covered` returned.
    """
    return entry.hash not in inside and not stands_beside(entry)


def outside_of(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries of a session that stand outside its signed state; none where it does not stand signed.

    Args:
        entries: all entries of the session, in any order.
    """
    head = fold(e for e in entries if e.record == "session" and e.record_id == e.session)
    ends = signed_ends(head.values.get("signed"))
    if ends is None or not stands_signed(head.values.get("state"), head.values.get("signed")):
        return []
    inside = covered(entries, ends)
    return in_order({e.hash: e for e in entries if is_outside(e, inside)}.values())


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries as a person reads them: by time, and for equal times by chain and place."""
    return sorted(entries, key=lambda e: (e.at, e.device, e.seq, e.hash))


def as_shown(head: Session) -> Session:
    """Return the head of a session as everybody is shown it.

    It is signed only where it stands signed, and then its revision is the one that was signed: the code is made of it.

    Args:
        head: what the fold makes of its entries.
    """
    if head.state != "signed":
        return head
    if not stands_signed(head.state, head.signed):
        return head._replace(state="open")
    revision = head.signed.get("revision")
    return head._replace(revision=revision) if type(revision) is int and revision > 0 else head


def fold_as_signed(kind: str, entries: Sequence[Entry], outside: set[str]) -> Folded | None:
    """Fold a record as it was signed; None where all of it came later.

    A session's state and signing are those of all its entries, since that it stands signed is read from them; two
    signings that stand against each other stay to be seen.

    Args:
        kind: the kind of record.
        entries: all entries of the record.
        outside: the hashes of those outside the signed state.
    """
    inside = [e for e in entries if e.hash not in outside]
    if kind != "session":
        return fold(inside) if inside else None
    signed, whole = fold(inside), fold(entries)

    def joined(of: Callable[[Folded], Mapping[str, Any]]) -> dict[str, Any]:
        mine = {name: value for name, value in of(signed).items() if name not in _STANDING}
        return mine | {name: value for name, value in of(whole).items() if name in _STANDING}

    return Folded(joined(lambda f: f.values), joined(lambda f: f.heads), joined(lambda f: f.contested), signed.deleted)


def signing_of(head: Iterable[Entry], revision: int) -> Mapping[str, Value] | None:
    """Return the signing of a revision, None where it was never signed.

    Of two that stand against each other it is the one that is shown, of which one is decided for that one.

    Args:
        head: all entries of the record of the session itself.
        revision: its number.
    """
    found = [entry for entry in head if _signed_by(entry).get("revision") == revision]
    replaced = {one for entry in found for one in entry.fields["signed"].replaces}
    standing = [entry for entry in found if entry.id not in replaced]
    return _signed_by(min(standing, key=lambda e: e.hash)) if standing else None


def revisions_of(head: Sequence[Entry]) -> tuple[SignedRevision, ...]:
    """Return all signings of a session, by revision and time.

    Args:
        head: all entries of the record of the session itself.
    """
    reasons = {}
    for entry in sorted(head, key=lambda e: e.hash, reverse=True):
        if "revision" in entry.fields and "revision_reason" in entry.fields:
            reasons[entry.fields["revision"].new] = str(entry.fields["revision_reason"].new)
    found = set()
    for entry in head:
        signed = _signed_by(entry)
        revision, code = signed.get("revision"), signed.get("code")
        if isinstance(revision, int) and isinstance(code, str):
            by, at = str(signed.get("by", "")), str(signed.get("at", ""))
            found.add(SignedRevision(revision, by, at, code, reasons.get(revision, "")))
    return tuple(sorted(found, key=lambda one: (one.revision, one.at, one.code)))


def other_signings(shown: Mapping[str, Value], head: Sequence[Entry]) -> tuple[SignedRevision, ...]:
    """Return the signings that the shown one has replaced or stands against: of its revision, or of a later one.

    Args:
        shown: the signing that the session shows.
        head: all entries of the record of the session itself.
    """
    revision, who = shown.get("revision"), tuple(str(shown.get(name, "")) for name in ("by", "at", "code"))
    return tuple(
        one
        for one in revisions_of(head)
        if isinstance(revision, int) and one.revision >= revision and (one.by, one.at, one.code) != who
    )


def _signed_by(entry: Entry) -> Mapping[str, Value]:
    change = entry.fields.get("signed")
    return change.new if change is not None and isinstance(change.new, Mapping) else {}


def fold_as_revision(
    kind: str, entries: Sequence[Entry], outside: set[str], signed: Mapping[str, Value]
) -> Folded | None:
    """Fold a record as it was when a revision was signed; None where all of it came later.

    Args:
        kind: the kind of record.
        entries: all entries of the record.
        outside: the hashes of all entries that the signing does not cover.
        signed: the signing.
    """
    inside = [e for e in entries if e.hash not in outside]
    if not inside:
        return None
    then = fold(inside)
    if kind != "session":
        return then
    contested = {name: heads for name, heads in then.contested.items() if name not in ("state", "signed")}
    return Folded({**then.values, "state": "signed", "signed": signed}, then.heads, contested, then.deleted)


def told(entries: Iterable[Entry]) -> tuple[Outside, ...]:
    """Return what entries outside the signed state say, field by field, in their order."""
    return tuple(
        Outside(e.record, e.record_id, name, change.new, e.person, e.device, e.at)
        for e in in_order(entries)
        for name, change in sorted(e.fields.items(), key=lambda field: (field[0] == DELETED, field[0]))
        if name != AS_READ
    )
