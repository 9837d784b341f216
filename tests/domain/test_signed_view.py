"""What stands inside and what outside a signed state: a function of the set of entries."""

from __future__ import annotations

import random
from typing import Any

from inspect_tui.domain.journal import Change, Entry, seal
from inspect_tui.domain.signed_view import covered, fold_as_signed, outside_of, signs_or_amends, told
from inspect_tui.domain.signing import chains, signed_ends

AT = "2021-07-30T01:30:00.000Z"


class Book:
    """Entries of one session, a chain for each device."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.last: dict[str, Entry] = {}

    def write(self, device: str, record: str, record_id: str, replaces: tuple[str, ...] = (), **fields: Any) -> Entry:
        before = self.last.get(device)
        seq, prev = (before.seq + 1, before.hash) if before else (1, "")
        changes = {name: Change(None, new, replaces) for name, new in fields.items()}
        entry_id = f"{device}{len(self.entries)}"
        entry = seal(Entry(entry_id, "s", record, record_id, changes, AT, 1, "Thư ký", device, seq, prev))
        self.entries.append(entry)
        self.last[device] = entry
        return entry

    def sign(self, device: str, entries: list[Entry] | None = None, replaces: tuple[str, ...] = ()) -> Entry:
        ends = chains(self.entries if entries is None else entries)
        return self.write(device, "session", "s", replaces, state="signed", signed={"code": "X", "chains": ends})


def begun() -> tuple[Book, Entry]:
    book = Book()
    made = book.write("a", "session", "s", agency="Ban Dân tộc", state="open", revision=1)
    book.write("a", "note", "n1", text="một")
    return book, made


def ids(entries: list[Entry]) -> list[str]:
    return [e.id for e in entries]


def test_an_open_session_has_nothing_outside() -> None:
    book, _ = begun()
    book.write("b", "note", "n2", text="hai")
    assert outside_of(book.entries) == []


def test_what_the_signer_had_not_seen_stands_outside_in_whatever_order_it_comes() -> None:
    book, made = begun()
    book.sign("a", replaces=(made.id,))
    late = [book.write("b", "note", "n2", text="hai"), book.write("b", "note", "n1", text="khác")]
    for _ in range(20):
        mixed = random.sample(book.entries, len(book.entries)) + book.entries[:2]
        assert ids(outside_of(mixed)) == ids(late)
    outside = {e.hash for e in late}
    of_note = [e for e in book.entries if e.record_id == "n1"]
    folded = fold_as_signed("note", of_note, outside)
    assert folded is not None
    assert folded.values["text"] == "một"
    assert not folded.contested
    assert fold_as_signed("note", [e for e in book.entries if e.record_id == "n2"], outside) is None
    assert [(o.record, o.id, o.field, o.value) for o in told(late)] == [
        ("note", "n2", "text", "hai"), ("note", "n1", "text", "khác"),
    ]  # fmt: skip


def test_an_amendment_takes_everything_in() -> None:
    book, made = begun()
    signing = book.sign("a", replaces=(made.id,))
    book.write("b", "note", "n2", text="hai")
    assert outside_of(book.entries)
    book.write("a", "session", "s", (signing.id,), state="open", revision=2, revision_reason="bổ sung")
    assert outside_of(book.entries) == []


def test_of_two_signings_the_one_whose_code_is_shown_says_what_is_inside() -> None:
    book, made = begun()
    shared = list(book.entries)
    mine = book.write("a", "note", "na", text="của A")
    theirs = book.write("b", "note", "nb", text="của B")
    first = book.sign("a", [*shared, mine], (made.id,))
    second = book.sign("b", [*shared, theirs], (made.id,))
    shown = min((first, second), key=lambda e: e.hash)
    other = theirs if shown is first else mine
    assert ids(outside_of(book.entries)) == [other.id]
    head = [e for e in book.entries if e.record == "session"]
    folded = fold_as_signed("session", head, {other.hash})
    assert folded is not None
    assert set(folded.contested) == {"signed"}, "the other signing is not hidden"
    assert folded.values["signed"] == shown.fields["signed"].new


def test_a_late_change_of_the_head_does_not_change_what_was_signed() -> None:
    book, made = begun()
    book.sign("a", replaces=(made.id,))
    late = book.write("b", "session", "s", (made.id,), agency="Sở Nội vụ")
    assert ids(outside_of(book.entries)) == [late.id]
    folded = fold_as_signed("session", [e for e in book.entries if e.record == "session"], {late.hash})
    assert folded is not None
    assert (folded.values["agency"], folded.values["state"]) == ("Ban Dân tộc", "signed")


def test_both_branches_of_a_forked_chain_are_signed() -> None:
    book, made = begun()
    fork = book.last["a"]
    one = book.write("a", "note", "n2", text="bản gốc")
    book.last["a"] = fork
    other = book.write("a", "note", "n3", text="bản sao")
    ends = chains(book.entries)
    assert ends == {"a": sorted([[one.seq, one.hash], [other.seq, other.hash]])}
    assert signed_ends({"chains": ends}) == {"a": sorted([(one.seq, one.hash), (other.seq, other.hash)])}
    book.sign("b", replaces=(made.id,))
    assert outside_of(book.entries) == []
    book.last["a"] = fork
    third = book.write("a", "note", "n4", text="bản sao thứ hai")
    assert ids(outside_of(book.entries)) == [third.id]


def test_an_entry_that_comes_twice_with_other_content_is_signed_in_the_content_that_was_seen() -> None:
    book, made = begun()
    book.sign("b", replaces=(made.id,))
    seen = book.entries[1]
    other = seal(Entry(seen.id, "s", "note", "n1", {"text": Change(None, "giả")}, AT, 1, "?", "a", seen.seq, seen.prev))
    assert [e.hash for e in outside_of([*book.entries, other])] == [other.hash]


def test_what_is_missing_of_a_chain_puts_nothing_signed_outside() -> None:
    book, made = begun()
    for number in range(4):
        book.write("b", "note", f"b{number}", text=str(number))
    signing = book.sign("a", replaces=(made.id,))
    late = book.write("b", "note", "b9", text="muộn")
    ends = signed_ends(signing.fields["signed"].new)
    assert ends is not None
    for hole in [e for e in book.entries if e.device == "b" and e is not late]:
        rest = [e for e in book.entries if e is not hole]
        assert outside_of(rest) == [late]
        assert covered(rest, ends) == {e.hash for e in rest} - {late.hash, signing.hash}


def test_a_signing_that_names_no_chains_hides_nothing() -> None:
    wrong: list[Any] = [{}, {"chains": {}}, {"chains": {"a": ["x", 1]}}, {"chains": {"a": [[1, "h"], [2]]}}]
    for broken in [*wrong, {"chains": [1]}]:
        assert signed_ends(broken) is None
        book, made = begun()
        book.write("a", "session", "s", (made.id,), state="signed", signed=broken)
        assert outside_of(book.entries) == []


def test_only_what_signs_amends_or_decides_is_never_outside() -> None:
    ends = {"chains": {"a": [1, "h"]}}
    good: list[tuple[tuple[str, ...], dict[str, Any]]] = [
        ((), {"state": "signed", "signed": ends}),
        ((), {"signed": ends}),
        ((), {"state": "signed", "signed": ends, "revision": 1}),
        ((), {"state": "open", "revision": 2, "revision_reason": "bổ sung"}),
        ((), {"state": "open", "revision": 2, "revision_reason": "bổ sung", "signed": {}}),
        ((), {"state": "open", "revision": 2}),
        (("x", "y"), {"state": "signed"}),
    ]
    bad: list[tuple[tuple[str, ...], dict[str, Any]]] = [
        ((), {"revision": 7}),
        (("x", "y"), {"revision": 7}),
        ((), {"revision_reason": "giả"}),
        ((), {"state": "signed"}),
        ((), {"state": "open"}),
        ((), {"signed": {}}),
        ((), {"state": "signed", "signed": {"chains": {}}}),
        ((), {"state": "open", "signed": ends}),
        ((), {"state": "signed", "signed": ends, "revision_reason": "giả"}),
        (("x", "y"), {"state": "signed", "revision": 7}),
        ((), {"state": "open", "revision": 2, "agency": "Sở Nội vụ"}),
    ]
    for wanted, cases in ((True, good), (False, bad)):
        for replaces, fields in cases:
            assert signs_or_amends(Book().write("b", "session", "s", replaces, **fields)) is wanted, fields
    assert not signs_or_amends(Book().write("b", "session", "khac", (), signed=ends))
