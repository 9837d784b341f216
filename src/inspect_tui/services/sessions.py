"""Open a store and find, make and read its sessions."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from inspect_tui.domain.ids import new_id
from inspect_tui.domain.records import LABELS, FieldError, coerce
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import Catalog
from inspect_tui.services.errors import UserError
from inspect_tui.services.home import Setup
from inspect_tui.services.store_settings import read_store_settings
from inspect_tui.services.views import View, view_of
from inspect_tui.store.journal import Write
from inspect_tui.store.reading import SessionSummary, list_sessions, read_content, session_ids
from inspect_tui.store.store import Store, open_store


def open_for(setup: Setup, *, read_only: bool, connection: Any = None, lock: Any = None) -> Store:
    """Open the store that a command was told to use.

    Raises:
        StoreError: it cannot be opened.
    """
    return open_store(
        setup.location, passphrase=setup.passphrase, read_only=read_only, connection=connection, lock=lock,
        defaults={"person": _name_for(setup)},
    )  # fmt: skip


def _name_for(setup: Setup) -> str:
    """Return the name that a new store's entries carry: the one beside the home's keys, where there are any."""
    if setup.location.path is not None and setup.location.exists():
        return ""
    if setup.home.identity.exists():
        from inspect_tui.services.identities import read_kept
        from inspect_tui.services.key_files import KeysError

        with contextlib.suppress(KeysError):
            if (kept := read_kept(setup.home)) is not None:
                return kept.public.name
    return login_name()


def login_name() -> str:
    """Return the name with which the person is known to this machine; empty where it has none."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def person(store: Store) -> str:
    """Return the name that this store's entries carry."""
    # Where it is the system's name of the user, anything can be in it.
    return one_line(store.get_meta("person"))


def resolve(store: Store, text: str) -> str:
    """Return the id of the session that a person named by its id or a unique prefix.

    Raises:
        UserError: ``no_session`` or ``ambiguous_session``.
    """
    found = session_ids(store, text.strip().lower())
    if not found:
        raise UserError("no_session", text=text)
    if len(found) > 1:
        raise UserError("ambiguous_session", text=text)
    return found[0]


def create_session(
    store: Store, *, agency: str, held_on: object, as_of: object, title: str = "", **more: object
) -> str:
    """Make a session; the store's rate base and decimals are copied into it.

    Args:
        store: where.
        agency: the inspected agency's name.
        held_on: the day of the visit, a date or ISO text.
        as_of: the cut-off date of the figures.
        title: a remark under the name.
        **more: further fields of the session.

    Returns:
        The new session's id.

    Raises:
        UserError: no agency.
        FieldError: one of the two days is no date, or is not given.
    """
    values: dict[str, object] = {"agency": agency, "held_on": held_on, "as_of": as_of, "title": title, **more}
    settings = read_store_settings(store)
    values["rate_base"], values["decimals"] = settings.rate_base, settings.decimals
    values["state"], values["revision"] = "open", 1
    values.setdefault("utc_offset", _offset_of(store.clock()))
    stored = {name: coerce("session", name, value) for name, value in values.items()}
    if not stored["agency"]:
        raise UserError("no_agency")
    for name in ("held_on", "as_of"):
        if stored[name] is None:
            raise FieldError("not_date", name, "")
    session = new_id()
    filled = {name: value for name, value in stored.items() if value not in ("", None)}
    store.journal.write(session, [Write("session", session, filled, new=True)], person=person(store))
    return session


__all__ = [
    "SessionSummary", "View", "all_sessions", "create_session", "load_view", "login_name", "open_for", "person",
    "resolve", "state_words", "view_of",
]  # fmt: skip


def _offset_of(moment: datetime) -> int:
    """Return the minutes that this machine's clock is ahead of UTC."""
    offset = moment.astimezone().utcoffset()
    return int(offset.total_seconds()) // 60 if offset is not None else 0


def load_view(
    store: Store, session: str, *, as_of: str | None = None, declared: bool = False, revision: int | None = None
) -> View:
    """Read a session and compute its figures.

    Args:
        store: the store.
        session: the session's id.
        as_of: another cut-off date than the session's, ISO text.
        declared: count as the agency declared.
        revision: as it was when this revision was signed; None as it stands now.

    Raises:
        StoreError: ``no_revision``, that one was not signed.
    """
    view = view_of(read_content(store, session, revision=revision), as_of=as_of, declared=declared)
    return view._replace(due_soon_days=read_store_settings(store).due_soon_days)


def all_sessions(store: Store) -> list[SessionSummary]:
    """Return the sessions of a store, the newest visit first."""
    from inspect_tui.services.pending import grown_since_export
    from inspect_tui.store.received import acknowledgements, count_conflicts, newest_exports

    conflicts, acknowledged, newest = count_conflicts(store), acknowledgements(store), newest_exports(store)
    made = []
    for summary in list_sessions(store):
        session = summary.session.id
        words = acknowledged.get(session, ())
        made.append(
            replace(
                summary,
                conflicts=summary.conflicts if summary.outside else conflicts.get(session, 0),
                acknowledged=words,
                is_acknowledged=any(word.sha256 == newest.get(session) for word in words),
            )
        )
    answered = [one.session.id for one in made if one.is_acknowledged]
    grown = grown_since_export(store, answered) if answered else frozenset()
    return [replace(one, is_acknowledged=False) if one.session.id in grown else one for one in made]


def state_words(summary: SessionSummary, catalog: Catalog) -> str:
    """Return how far a session is: its state, which revision, and whether its newest file was acknowledged."""
    head = summary.session
    words = [catalog.t(LABELS[head.state])]
    if head.revision > 1:
        words.append(catalog.t("revision {number}", number=head.revision))
    if summary.is_acknowledged:
        words.append(catalog.t("received"))
    return " · ".join(words)
