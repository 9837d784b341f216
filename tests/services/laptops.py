"""A laptop for tests: a home with a store and keys of its own."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from inspect_tui.exchange.keys import make_identity
from inspect_tui.locale import Catalog
from inspect_tui.services.as_json import session_json
from inspect_tui.services.exporting import export_session
from inspect_tui.services.receiving import Outcome, Receiver
from inspect_tui.services.recording import record_lines
from inspect_tui.services.sessions import create_session, load_view
from inspect_tui.services.signing import sign
from inspect_tui.store.connection import Location
from inspect_tui.store.store import Store, open_store

CATALOG = Catalog("vi")


class Clock:
    """The day of the visit, a second further at each look."""

    def __init__(self, off: timedelta = timedelta()) -> None:
        self.now = datetime(2021, 7, 30, 1, 0, tzinfo=UTC) + off

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Laptop:
    """Somebody's laptop."""

    def __init__(
        self, home: Path, name: str, *, location: Location | None = None, passphrase: str = "", clock: Any = None
    ) -> None:
        self.home, self.name = home, name
        home.mkdir(parents=True, exist_ok=True)
        self.identity = make_identity(name)
        self.trusted: dict[str, str] = {}
        self.store: Store = open_store(
            location or Location(home / "store.db"), passphrase=passphrase, clock=clock or Clock(),
            defaults={"person": name},
        )  # fmt: skip
        self.outbox, self.receipts = home / "out", home / "receipts"

    def believes(self, other: Laptop) -> None:
        self.trusted[other.identity.public.public_key] = other.name

    def begin(self, agency: str = "Ban Dân tộc tỉnh") -> str:
        return create_session(self.store, agency=agency, held_on="2021-07-30", as_of="2021-07-16")

    def record(self, session: str, *lines: dict[str, Any]) -> tuple[str, ...]:
        return record_lines(self.store, session, (json.dumps(line) for line in lines)).ids

    def sign(self, session: str) -> str:
        return sign(self.store, session, by="Trưởng đoàn", force=True, reason="thử").code

    def export(self, session: str, *, to: tuple[Laptop, ...] = ()) -> Path:
        recipients = [one.identity.public.recipient for one in to]
        return export_session(
            self.store, session, self.outbox, plain=not to, identity=self.identity, recipients=recipients
        ).path

    def receiver(self, **options: Any) -> Receiver:
        return Receiver(
            self.store, identity=self.identity, trusted=self.trusted, catalog=CATALOG, receipts=self.receipts, **options
        )

    def receive(self, *paths: Path, **options: Any) -> Outcome:
        return self.receiver(**options).take_all(paths)

    def show(self, session: str) -> str:
        """Return what `session show` prints, drafts apart."""
        return json.dumps(session_json(load_view(self.store, session), (), CATALOG), ensure_ascii=False, indent=1)
