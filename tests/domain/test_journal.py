"""Entries, their hashes and their fold."""

from __future__ import annotations

import random
from typing import Any

import pytest

from inspect_tui.domain.journal import (
    DELETED,
    Change,
    Entry,
    EntryError,
    canonical,
    entry_from_json,
    fold,
    hash_of,
    seal,
)
from inspect_tui.domain.signing import ALPHABET, chains, same_code, verification_code


def entry(number: int, changes: dict[str, tuple[Any, tuple[int, ...]]], device: str = "d1") -> Entry:
    fields = {n: Change("", new, tuple(f"e{i}" for i in replaces)) for n, (new, replaces) in changes.items()}
    return seal(Entry(f"e{number}", "s", "note", "r", fields, "2021-07-30T01:00:00.000Z", number, "p", device, 1, ""))


def test_the_canonical_form_is_one() -> None:
    assert canonical({"b": [1, "đ"], "a": None}) == '{"a":null,"b":[1,"đ"]}'.encode()
    with pytest.raises(ValueError, match="floats"):
        canonical(1.5)


def test_an_entry_survives_json() -> None:
    one = entry(1, {"text": ("một", ()), "tasks": (["a"], ())})
    again = entry_from_json(one.to_json())
    assert again == one
    assert hash_of(again) == one.hash


@pytest.mark.parametrize(
    "damage",
    [
        lambda d: d.pop("id"),
        lambda d: d.update(seq="1"),
        lambda d: d.update(mono=True),
        lambda d: d.update(fields=[]),
        lambda d: d["fields"]["text"].pop("replaces"),
        lambda d: d["fields"]["text"].update(new=7.5j),
        lambda d: d["fields"]["text"].update(replaces=[1]),
        lambda d: d.update(record="nothing"),
        lambda d: d["fields"].update(deleted={"old": False, "new": "yes", "replaces": []}),
    ],
)
def test_what_is_no_entry_is_refused(damage: Any) -> None:
    data = entry(1, {"text": ("một", ())}).to_json()
    damage(data)
    with pytest.raises(EntryError):
        entry_from_json(data)


class TestFold:
    def test_a_later_edit_that_has_seen_the_first_wins(self) -> None:
        folded = fold([entry(2, {"text": ("hai", (1,))}), entry(1, {"text": ("một", ())})])
        assert (folded.values["text"], folded.heads["text"], folded.contested) == ("hai", ("e2",), {})

    def test_edits_apart_are_contested_and_the_same_value_is_shown_everywhere(self) -> None:
        entries = [entry(1, {"text": ("một", ())}), entry(2, {"text": ("hai", (1,))}, "d2"),
                   entry(3, {"text": ("ba", (1,))}, "d3")]  # fmt: skip
        first = fold(entries)
        assert {e.id for e in first.contested["text"]} == {"e2", "e3"}
        for seed in range(6):
            random.Random(seed).shuffle(entries)
            assert fold([*entries, *entries[:2]]).values == first.values

    def test_a_later_edit_that_has_seen_both_decides(self) -> None:
        entries = [entry(1, {"text": ("một", ())}), entry(2, {"text": ("hai", (1,))}),
                   entry(3, {"text": ("ba", (1,))}), entry(4, {"text": ("bốn", (2, 3))})]  # fmt: skip
        assert fold(entries).contested == {}
        assert fold(entries).values["text"] == "bốn"

    def test_one_that_has_seen_one_of_two_does_not_decide(self) -> None:
        entries = [entry(1, {"text": ("một", ())}), entry(2, {"text": ("hai", (1,))}),
                   entry(3, {"text": ("ba", (1,))}), entry(4, {"text": ("bốn", (2,))})]  # fmt: skip
        assert {e.id for e in fold(entries).contested["text"]} == {"e3", "e4"}

    def test_a_ring_of_forged_entries_drops_nothing(self) -> None:
        folded = fold([entry(1, {"text": ("một", (2,))}), entry(2, {"text": ("hai", (1,))})])
        assert {e.id for e in folded.contested["text"]} == {"e1", "e2"}

    def test_a_delete_that_has_seen_everything_deletes(self) -> None:
        assert fold([entry(1, {"text": ("một", ())}), entry(2, {DELETED: (True, (1,))})]).deleted

    def test_a_delete_against_an_unseen_edit_is_contested(self) -> None:
        folded = fold([entry(1, {"text": ("một", ())}), entry(2, {DELETED: (True, (1,))}, "d2"),
                       entry(3, {"text": ("hai", (1,))}, "d3")])  # fmt: skip
        assert not folded.deleted
        assert {e.id for e in folded.contested[DELETED]} == {"e2", "e3"}

    def test_one_id_with_two_contents_keeps_both(self) -> None:
        folded = fold([entry(1, {"text": ("một", ())}), entry(1, {"text": ("hai", ())})])
        assert len(folded.contested["text"]) == 2


class TestCode:
    def test_it_is_short_and_easily_typed(self) -> None:
        code = verification_code("s", 1, chains([entry(1, {"text": ("một", ())})]))
        assert len(code) == 19
        assert set(code) <= set(ALPHABET) | {"-"}
        assert not set("01IO") & set(code)
        assert same_code(code, f" {code.lower().replace('-', ' ')} ")
        assert not same_code(code, code[:-1] + ("A" if code[-1] != "A" else "B"))

    def test_any_other_content_is_another_code(self) -> None:
        one = chains([entry(1, {"text": ("một", ())})])
        codes = {
            verification_code("s", 1, one),
            verification_code("s", 2, one),
            verification_code("s2", 1, one),
            verification_code("s", 1, chains([entry(1, {"text": ("Một", ())})])),
            verification_code("s", 1, {}),
        }
        assert len(codes) == 5


def test_what_the_program_alone_writes_is_no_conflict() -> None:
    """A task's place and what its register said: all stores take the same value, and nobody has to decide."""
    for kind, contested in (("task", {"lead"}), ("conclusion", {"lead", "position", "as_read"})):
        sides = [
            seal(Entry(f"e{n}", "s", kind, "r", {name: Change(None, n) for name in ("lead", "position", "as_read")},
                       "2021-07-30T01:00:00.000Z", n, "p", f"d{n}", 1, ""))
            for n in (1, 2)
        ]  # fmt: skip
        folded = fold(sides)
        assert folded == fold(sides[::-1])
        assert set(folded.contested) == contested
        assert folded.heads["position"] == ("e1", "e2")
