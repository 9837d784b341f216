"""What a store knows of session files: those that came in, those that wait, and receipts for its own."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from inspect_tui.domain.journal import canonical_text
from inspect_tui.domain.records import FIELDS, utc_text
from inspect_tui.store.entry_rows import chunks
from inspect_tui.store.reading import Acknowledged, read_content, read_session
from inspect_tui.store.signed import sessions_with_outside

if TYPE_CHECKING:
    from inspect_tui.store.store import Store


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A session file that came in.

    Attributes:
        sha256: of the file as it lay on the disk.
        session: the session's id.
        device: the device that made it.
        sequence: number of that device's export.
        signer: public key of who signed it; empty for a file that nobody signed.
        counts: as in its manifest.
        merged: how many of its entries were new.
    """

    sha256: str
    session: str
    device: str
    sequence: int
    signer: str
    counts: Mapping[str, int]
    merged: int

    @property
    def is_duplicate(self) -> bool:
        """Whether there was nothing new in it."""
        return self.merged == 0


class Waiting(NamedTuple):
    """A file that was not taken in.

    Attributes:
        code: why, for programs.
        reason: why, in words.
    """

    path: str
    sha256: str
    code: str
    reason: str


def received_file(store: Store, sha256: str) -> ReceivedFile | None:
    """Return what is known of a file that came in, byte for byte; None for one that never did."""
    sql = 'SELECT "session_id", "device", "sequence", "signer", "counts", "merged" FROM "received" WHERE "sha256" = ?'
    row = _run(store, sql, sha256).fetchone()
    if row is None:
        return None
    session, device, sequence, signer, counts, merged = row
    return ReceivedFile(sha256, session, device, sequence, signer, json.loads(counts), merged)


def newest_sequence(store: Store, session: str, device: str) -> int:
    """Return the highest number among the files of a session that came in from a device; 0 for none."""
    sql = 'SELECT MAX("sequence") FROM "received" WHERE "session_id" = ? AND "device" = ?'
    return int(_run(store, sql, session, device).fetchone()[0] or 0)


def note_received(store: Store, file: ReceivedFile, path: str) -> None:
    """Remember a file that came in; it waits no more, under whatever name."""
    with store.transaction():
        _run(
            store,
            'INSERT INTO "received" ("sha256", "session_id", "device", "sequence", "signer", "counts", "outcome", '
            '"merged", "at") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
            file.sha256, file.session, file.device, file.sequence, file.signer, canonical_text(file.counts),
            "duplicate" if file.is_duplicate else "merged", file.merged, utc_text(store.clock()),
        )  # fmt: skip
        _run(store, 'DELETE FROM "quarantine" WHERE "path" = ? OR "sha256" = ?', path, file.sha256)


def _run(store: Store, sql: str, *values: object) -> Any:
    # Past peewee, which takes longer to make these few statements than the store to run them.
    return store.database.execute_sql(sql.replace("?", "%s") if store.location.is_postgres else sql, values)


def keep_waiting(store: Store, waiting: Waiting) -> None:
    """Remember a file that was not taken in, so that it can be tried again."""
    quarantine = store.models.quarantine
    values = {**waiting._asdict(), "at": utc_text(store.clock())}
    changes = {getattr(quarantine, name): value for name, value in values.items() if name != "path"}
    with store.transaction():
        quarantine.insert(**values).on_conflict(conflict_target=[quarantine.path], update=changes).execute()


def stop_waiting(store: Store, path: str) -> None:
    """Forget a file that was not taken in."""
    if _run(store, 'SELECT 1 FROM "quarantine" WHERE "path" = ?', path).fetchone():
        with store.transaction():
            _run(store, 'DELETE FROM "quarantine" WHERE "path" = ?', path)


def all_waiting(store: Store) -> list[Waiting]:
    """Return the files that were not taken in, by path."""
    quarantine = store.models.quarantine
    query = quarantine.select(quarantine.path, quarantine.sha256, quarantine.code, quarantine.reason)
    return [Waiting(*row) for row in query.order_by(quarantine.path).tuples()]


def is_own_export(store: Store, session: str, sequence: int, sha256: str) -> bool:
    """Tell whether this store wrote a file: that number of that session, with these bytes."""
    export = store.models.export
    rows = export.select().where(export.sha256 == sha256, export.session == session, export.sequence == sequence)
    return bool(rows.exists())


def keep_receipt(store: Store, session: str, signer: str, word: Acknowledged, merged: int, conflicts: int) -> None:
    """Keep somebody's receipt for a file of this store; one of the same file that is not older takes its place."""
    receipt = store.models.receipt
    values = {"session": session, "sequence": word.sequence, "name": word.by, "merged": merged, "conflicts": conflicts,
              "at": word.at}  # fmt: skip
    changes = {getattr(receipt, name): value for name, value in values.items()}
    with store.transaction():
        (
            receipt.insert(sha256=word.sha256, signer=signer, **values)
            .on_conflict(
                conflict_target=[receipt.sha256, receipt.signer], update=changes, where=(receipt.at <= word.at)
            )
            .execute()
        )


def acknowledgements(store: Store, session: str | None = None) -> dict[str, tuple[Acknowledged, ...]]:
    """Return who has acknowledged which files, by session; of one session, or of all."""
    receipt = store.models.receipt
    query = receipt.select(receipt.session, receipt.name, receipt.at, receipt.sequence, receipt.sha256)
    if session is not None:
        query = query.where(receipt.session == session)
    found: dict[str, list[Acknowledged]] = {}
    for one, *rest in query.tuples():
        found.setdefault(one, []).append(Acknowledged(*rest))
    return {one: tuple(sorted(words, key=lambda w: (w.sequence, w.by, w.at, w.sha256))) for one, words in found.items()}


def newest_exports(store: Store) -> dict[str, str]:
    """Return the hash of the newest file that this store wrote of each session."""
    export = store.models.export
    query = export.select(export.session, export.sha256).order_by(export.session, export.sequence)
    return dict(query.tuples())


def count_conflicts(store: Store, sessions: Collection[str] | None = None) -> dict[str, int]:
    """Return on how many fields values stand against each other, signed or not; sessions with none are left out.

    Args:
        store: the store.
        sessions: those to look at; None for all.
    """
    found: dict[str, int] = {}
    for some in chunks(sorted(sessions)) if sessions is not None else [None]:
        sql, values = _contested(store, some)
        for session, contested in store.database.execute_sql(sql, values).fetchall():
            found[session] = found.get(session, 0) + len(json.loads(contested))
    return found


def shown_conflicts(store: Store, session: str) -> int:
    """Return how many conflicts a session shows: where it stands signed, what came later waits for the amendment."""
    head = read_session(store, session)
    if head.state == "signed" and sessions_with_outside(store, {session: head.signed}):
        return len(read_content(store, session).conflicts)
    return count_conflicts(store, [session]).get(session, 0)


def _contested(store: Store, sessions: list[str] | None) -> tuple[str, list[str]]:
    mark = "%s" if store.location.is_postgres else "?"
    parts, values = [], []
    for kind in FIELDS:
        key = "id" if kind == "session" else "session_id"
        # In so many words: only then is the index on contested records of use.
        where = '"contested" <> \'[]\' AND NOT "deleted"'
        if sessions is not None:
            where += f' AND "{key}" IN ({", ".join([mark] * len(sessions))})'
            values += sessions
        parts.append(f'SELECT "{key}", "contested" FROM "{kind}" WHERE {where}')
    return " UNION ALL ".join(parts), values
