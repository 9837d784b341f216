"""Start the full-screen app and end it well."""

from __future__ import annotations

import os

from inspect_tui.services.home import Setup
from inspect_tui.services.sessions import open_for, resolve
from inspect_tui.tui.gateway import Gateway


def run_app(setup: Setup, *, session: str | None = None, screen: str = "checklist", demo: bool = False) -> int:
    """Run the app until the person quits.

    Args:
        setup: home, store, passphrase and language.
        session: the session to open, by id or unique prefix; None shows the list.
        screen: the screen to open it on.
        demo: the home is thrown away at the end; the app says so.

    Returns:
        The exit code: 0, or 1 after a crash.

    Raises:
        UserError: there is no such session.
        StoreError: the store cannot be opened.
    """
    # Some terminals lose an input method's text with the kitty keyboard protocol (Textual since 8.2.7).
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    gateway = Gateway(lambda: open_for(setup, read_only=False))
    try:
        gateway.wait_open()
        if session is not None:
            wanted = session
            session = gateway.call(lambda store: resolve(store, wanted))
        from inspect_tui.tui.app import InspectApp

        app = InspectApp(setup, gateway, session=session, screen=screen, demo=demo)
        app.run()
        return app.return_code or 0
    finally:
        gateway.close()
