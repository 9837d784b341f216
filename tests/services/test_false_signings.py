"""Files of trusted signers that are sound each by itself and would make a session look signed in a way it is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inspect_tui.domain.ids import new_id
from inspect_tui.domain.journal import Change, Entry, seal
from inspect_tui.domain.signed_view import outside_of
from inspect_tui.services.front_page import renew_front_page, view_of_front_page
from inspect_tui.services.sessions import all_sessions
from inspect_tui.services.signing import amend
from inspect_tui.store.first_read import first_read
from inspect_tui.store.received import shown_conflicts
from services.laptops import Laptop

Make = Callable[..., Laptop]


def forge(one: Laptop, session: str, replaces: tuple[str, ...], **fields: Any) -> Entry:
    """Put an entry on the session's head at the end of a laptop's own chain, past all that its program forbids."""
    mine = [e for e in one.store.entries(session) if e.device == one.store.device]
    last = max(mine, key=lambda e: e.seq, default=None)
    seq, prev = (last.seq + 1, last.hash) if last else (1, "")
    changes = {name: Change(None, new, replaces) for name, new in fields.items()}
    entry = seal(
        Entry(
            new_id(), session, "session", session, changes, "2021-07-30T02:00:00.000Z", 1, one.name,
            one.store.device, seq, prev,
        )
    )  # fmt: skip
    one.store.journal.absorb([entry])
    return entry


def signed_visit(laptop: Make) -> tuple[str, Laptop, Path, Entry]:
    """Return a session with one note that a laptop has signed, its file, and the entry that signed it."""
    one = laptop("một")
    session = one.begin()
    one.record(session, {"record": "note", "text": "Đã nghe báo cáo"})
    one.sign(session)
    (signing,) = [e for e in one.store.entries(session) if "signed" in e.fields]
    return session, one, one.export(session), signing


def shown(one: Laptop, session: str) -> dict[str, Any]:
    return json.loads(one.show(session))  # type: ignore[no-any-return]


def test_a_session_is_not_signed_by_a_state_without_a_signing(laptop: Make) -> None:
    session, one, file, signing = signed_visit(laptop)
    two, three, hq = laptop("hai"), laptop("ba"), laptop("hq")
    for other in (two, three):
        other.receive(file)
    opening = forge(two, session, (signing.id,), state="open", signed={})
    forge(three, session, (opening.id,), state="signed")
    for path in (two.export(session), three.export(session)):
        assert hq.receive(path).quarantined == []
    one.receive(three.export(session), two.export(session))
    assert hq.show(session) == one.show(session)
    now = shown(hq, session)
    assert (now["state"], now["verification_code"], now["outside_signed"]) == ("open", "", 0)
    assert outside_of(hq.store.entries(session)) == []
    (summary,) = all_sessions(hq.store)
    assert (summary.session.state, summary.outside) == ("open", 0)
    assert shown_conflicts(hq.store, session) == len(now["conflicts"])
    hq.record(session, {"record": "note", "text": "Viết tiếp được"})
    for _ in range(2):
        assert first_read(hq.store.database.connection(), session).session.state == "open"
        renew_front_page(hq.store, session)
    assert view_of_front_page(first_read(hq.store.database.connection(), session)) is not None
    assert hq.store.check_rows(session) == [], "rows are the fold of everything"
    code = hq.sign(session)
    now = shown(hq, session)
    assert (now["state"], now["verification_code"], now["outside_signed"]) == ("signed", code, 0)
    assert one.receive(hq.export(session)).quarantined == []
    assert one.show(session) == hq.show(session)
    assert amend(hq.store, session, reason="sửa").revision == 2


def test_the_revision_of_a_signed_session_is_the_one_that_was_signed(laptop: Make) -> None:
    session, one, file, signing = signed_visit(laptop)
    two, hq = laptop("hai"), laptop("hq")
    two.receive(file)
    signed = shown(one, session)
    number = forge(two, session, (), revision=7)
    forge(two, session, (number.id,), revision=8, revision_reason="giả")
    forge(two, session, (signing.id,), state="signed")
    for path in (two.export(session), file):
        assert hq.receive(path).quarantined == []
    one.receive(two.export(session))
    assert hq.show(session) == one.show(session)
    now = shown(hq, session)
    names = ("state", "revision", "revision_reason", "verification_code", "revisions")
    assert {name: now[name] for name in names} == {name: signed[name] for name in names}
    assert [(o["field"], o["value"]) for o in now["outside"]] == [
        ("revision", 7), ("revision", 8), ("revision_reason", "giả"), ("state", "signed"),
    ]  # fmt: skip
    assert (now["outside_signed"], len(outside_of(hq.store.entries(session)))) == (3, 3)
    (summary,) = all_sessions(hq.store)
    assert (summary.session.revision, summary.outside) == (1, 3)
    renew_front_page(hq.store, session)
    assert first_read(hq.store.database.connection(), session).session.revision == 1
    assert hq.store.check_rows(session) == []
    done = amend(hq.store, session, reason="xem lại")
    assert (done.revision, done.taken_in) == (2, 3)
    hq.sign(session)
    now = shown(hq, session)
    assert (now["revision"], now["revision_reason"], now["outside_signed"]) == (2, "xem lại", 0)
    assert one.receive(hq.export(session)).quarantined == []
    assert one.show(session) == hq.show(session)


def test_a_signing_in_the_place_of_another_one_is_told_and_seen(laptop: Make) -> None:
    session, one, file, signing = signed_visit(laptop)
    two, hq = laptop("hai"), laptop("hq")
    for other in (two, hq):
        assert other.receive(file).notices == []
    signed = signing.fields["signed"].new
    forged = {**signed, "by": "Người khác", "at": "2021-08-01T03:00:00.000Z"}
    forge(two, session, (signing.id,), state="signed", signed=forged)
    (notice,) = hq.receive(two.export(session)).notices
    assert notice.code == "other_signing"
    assert all(word in notice.words for word in ("Người khác", "Trưởng đoàn", signed["code"]))
    now = shown(hq, session)
    assert (now["signed_by"], now["signed_at"]) == ("Người khác", "2021-08-01T03:00:00.000Z")
    amend(one.store, session, reason="sửa")
    one.sign(session)
    assert shown(one, session)["signed_by"] == "Trưởng đoàn"
    assert laptop("ba").receive(one.export(session)).notices == [], "an amendment replaces by its number"
