"""Start the full-screen app and end it well."""

from __future__ import annotations

import gc
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from inspect_tui.services.errors import UserError
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.looks import read_looks
from inspect_tui.store.connection import bare_errors_told, connect_sqlite
from inspect_tui.store.errors import StoreError
from inspect_tui.store.first_read import FirstRead, find_sessions, first_read, is_current
from inspect_tui.store.lock import take_lock
from inspect_tui.tui.ending import Ending
from inspect_tui.tui.gateway import Gateway
from inspect_tui.tui.guarding import is_new, opening_of

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp


def run_app(setup: Setup, *, session: str | None = None, screen: str = "checklist", demo: bool = False) -> int:
    """Run the app until the person quits.

    Args:
        setup: home, store, passphrase and language.
        session: the session to open, by id or unique prefix; None shows the list.
        screen: the screen to open it on.
        demo: the home is thrown away at the end; the app says so.

    Returns:
        The exit code: 0, 1 after a fault, 128 and its number after a signal.

    Raises:
        UserError: there is no such session.
        StoreError: the store cannot be opened.
    """
    # Collecting garbage while everything is being imported finds none and takes a tenth of the start.
    gc.disable()
    # Some terminals lose an input method's text with the kitty keyboard protocol (Textual since 8.2.7).
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    # A throw-away home takes its reports with it.
    logs = Home.find(os.environ).logs if demo else setup.home.logs
    looks = read_looks(setup.home)
    if looks.language and not setup.is_language_said:
        setup = replace(setup, language=looks.language)
    with Ending(logs, setup.language) as ending:
        opening = opening_of(setup) if session is None else None
        # With a passphrase from outside nothing is asked, and the tour is shown all the same.
        is_first_run = session is None and not demo and opening is None and is_new(setup)
        first, gateway = open_first(setup, session) if opening is None else (None, Gateway(opening.open_store))

        def make_app() -> InspectApp:
            from inspect_tui.tui.app import InspectApp

            app = InspectApp(setup, gateway, first=first, screen=screen, demo=demo, opening=opening, looks=looks)
            app.suit_terminal()
            app.guard.is_first_run = is_first_run
            return app

        return ending.run(make_app, gateway)


def open_first(setup: Setup, session: str | None) -> tuple[FirstRead | None, Gateway]:
    """Open the store as far as the first screen needs it; the rest is done while that screen is looked at."""
    location = setup.location
    if location.path is None or not location.exists():
        return _open_whole(setup, session, {})
    lock = take_lock(location.path)
    connection = None
    try:
        connection = connect_sqlite(location.path, setup.passphrase, read_only=False, same_thread=False)
        with bare_errors_told(location.path):
            if not is_current(connection):
                return _open_whole(setup, session, {"connection": connection, "lock": lock})
            found = find_sessions(connection, session) if session is not None else []
            first = first_read(connection, _only(found, session)) if session is not None else None
    except BaseException:
        if connection is not None:
            connection.close()
        lock.release()
        raise
    return first, _gateway(setup, {"connection": connection, "lock": lock})


def _gateway(setup: Setup, options: dict[str, Any]) -> Gateway:
    def open_it() -> Any:
        from inspect_tui.services.sessions import open_for

        try:
            return open_for(setup, read_only=False, **options)
        except StoreError as error:
            from inspect_tui.services.copying import is_curable, mend_store

            if not is_curable(error, setup):
                raise
            mend_store(setup)
            return open_for(setup, read_only=False)

    return Gateway(open_it)


def _open_whole(setup: Setup, session: str | None, options: dict[str, Any]) -> tuple[FirstRead | None, Gateway]:
    """Open the store whole before the first screen: a new one, one on a server, one of another version."""
    gateway = _gateway(setup, options)
    try:
        gateway.start().result()
        if session is None:
            return None, gateway
        from inspect_tui.services.sessions import resolve
        from inspect_tui.store.reading import read_session

        wanted = gateway.call(lambda store: resolve(store, session))
        head = gateway.call(lambda store: read_session(store, wanted))
        drafts = gateway.call(lambda store: store.drafts(wanted))
        return FirstRead(head, drafts, None, {}), gateway
    except BaseException:
        gateway.close()
        raise


def _only(found: list[str], text: str) -> str:
    if not found:
        raise UserError("no_session", text=text)
    if len(found) > 1 and text.lower() not in found:
        raise UserError("ambiguous_session", text=text)
    return found[0]
