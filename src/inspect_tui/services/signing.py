"""Sign a session, which locks it, and amend it, which opens a numbered revision."""

from __future__ import annotations

from dataclasses import dataclass

from inspect_tui.domain.readiness import Missing
from inspect_tui.domain.records import utc_text
from inspect_tui.domain.signing import chains, verification_code
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import Catalog
from inspect_tui.services.errors import UserError
from inspect_tui.services.sessions import load_view, person
from inspect_tui.services.views import missing_of
from inspect_tui.store.journal import Write
from inspect_tui.store.reading import read_content
from inspect_tui.store.store import Store


@dataclass(frozen=True, slots=True)
class Signing:
    """The outcome of an attempt to sign.

    Attributes:
        code: the verification code, empty where signing was refused.
        missing: what is missing; signing goes on with it only where it was forced.
    """

    code: str
    missing: tuple[Missing, ...]


def sign(store: Store, session: str, *, by: str, force: bool = False, reason: str = "") -> Signing:
    """Sign and lock a session.

    Args:
        store: the store.
        session: the session's id.
        by: who signs.
        force: sign although something is missing; the reason is recorded.
        reason: why.

    Raises:
        UserError: no name, no reason, or signed already.
    """
    by, reason = one_line(by), one_line(reason)
    if not by:
        raise UserError("no_signer")
    if force and not reason:
        raise UserError("force_needs_reason")
    with store.transaction():
        view = load_view(store, session)
        head = view.content.session
        if head.state == "signed":
            raise UserError("already_signed")
        missing = missing_of(view)
        if missing and not force:
            return Signing("", tuple(missing))
        ends = chains(store.entries(session))
        code = verification_code(session, head.revision, ends)
        signed = {
            "by": by, "at": utc_text(store.clock()), "revision": head.revision, "code": code, "chains": ends,
            "forced": reason if missing else "", "missing": len(missing),
        }  # fmt: skip
        change = Write("session", session, {"state": "signed", "signed": signed})
        store.journal.write(session, [change], person=person(store), unlock=True)
    return Signing(code, tuple(missing))


@dataclass(frozen=True, slots=True)
class Amendment:
    """A revision that was opened.

    Attributes:
        revision: its number.
        taken_in: how many entries it takes in that the last signer had not seen.
    """

    revision: int
    taken_in: int


def amend(store: Store, session: str, *, reason: str) -> Amendment:
    """Open the next revision of a signed session; what stood outside the signed state is part of it.

    Raises:
        UserError: no reason, or the session is not signed.
    """
    reason = one_line(reason)
    if not reason:
        raise UserError("no_reason")
    with store.transaction():
        content = read_content(store, session)
        head = content.session
        if head.state != "signed":
            raise UserError("not_signed")
        revision = head.revision + 1
        change = Write("session", session, {"state": "open", "revision": revision, "revision_reason": reason})
        store.journal.write(session, [change], person=person(store), unlock=True)
    return Amendment(revision, content.outside_signed)


def taken_in_words(done: Amendment, catalog: Catalog) -> str:
    """Return what an amendment has taken in, as a further sentence; empty for nothing."""
    if not done.taken_in:
        return ""
    return " " + catalog.n(
        "It takes in {count} entry that the signer had not seen.",
        "It takes in {count} entries that the signer had not seen.",
        done.taken_in,
    )
