"""One entry as one line: the form composed by hand is the canonical one, and judges as the domain does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_tui.domain.journal import Change, Entry, EntryError, canonical, entry_from_json, hash_of, seal
from inspect_tui.domain.records import FIELDS
from inspect_tui.exchange.entry_line import LineError, entry_of, line_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
LIKELY = st.sampled_from(
    [
        "",
        "2021-07-30",
        "2021-02-30",
        "2021-07-30T01:00:00Z",
        "done",
        "agency",
        "assigned",
        "open",
        "30/7/2021",
        0,
        1,
        True,
    ]
)
FIELD_NAMES = sorted({name for fields in FIELDS.values() for name in fields} | {"deleted", "colour", "id", "hash"})


def entry(record: str, fields: dict[str, Change], **parts: Any) -> Entry:
    given = {"id": "i", "at": "t", "mono": 5, "person": "p", "device": "d", "seq": 1, "prev": "", **parts}
    return seal(Entry(session="s", record=record, record_id="r", fields=fields, **given))


@settings(max_examples=400, deadline=None)
@given(
    record=st.sampled_from(sorted(FIELDS)),
    fields=st.dictionaries(
        st.sampled_from(FIELD_NAMES) | TEXT,
        st.builds(Change, JSON, JSON | LIKELY, st.lists(TEXT, max_size=2).map(tuple)),
        max_size=5,
    ),
    texts=st.fixed_dictionaries(dict.fromkeys(("id", "at", "person", "device", "prev"), TEXT)),
)
def test_the_line_is_canonical_and_judged_as_the_domain_does(
    record: str, fields: dict[str, Change], texts: dict[str, str]
) -> None:
    made = entry(record, fields, **texts)
    wire = canonical(made.to_json())
    try:
        entry_from_json(json.loads(wire))
        accepted = True
    except EntryError:
        accepted = False
    if not accepted:
        with pytest.raises(LineError):
            entry_of(wire)
        with pytest.raises(LineError):
            line_of(made)
        return
    assert line_of(made) == (wire, True)
    back, unaltered = entry_of(wire)
    assert unaltered
    assert repr(back.to_json()) == repr(json.loads(wire)) or back.to_json() == json.loads(wire)
    assert hash_of(back) == made.hash


@pytest.mark.parametrize("record", sorted(FIELDS))
def test_every_field_takes_what_the_domain_takes(record: str) -> None:
    values: list[Any] = [
        None, "", "x", "2021-07-30", "2021-7-30", "2021-07-30T01:00:00Z", 0, 1, -(10**13), True, False, [], ["a"], [1],
        {}, {"a": 1}, *sorted({c for f in FIELDS[record].values() for c in f.choices}),
    ]  # fmt: skip
    for name in (*FIELDS[record], "deleted", "colour"):
        for value in values:
            made = entry(record, {name: Change(None, value)})
            try:
                entry_from_json(made.to_json())
            except EntryError:
                with pytest.raises(LineError, match=name):
                    line_of(made)
            else:
                assert line_of(made)[1]


def test_an_entry_whose_hash_is_another_is_seen() -> None:
    made = entry("note", {"text": Change(None, "một")})
    line, _ = line_of(made)
    assert entry_of(line.replace("một".encode(), b"hai"))[1] is False


@pytest.mark.parametrize(
    "twist",
    [
        lambda line: b" " + line,
        lambda line: line.replace(b'"at":"t"', b'"at":"t","at":"t"'),
        lambda line: line.replace(b'"at":"t"', b'"at":"\\u0074"'),
        lambda line: line.replace(b'"mono":5', b'"mono":5.0'),
        lambda line: line.replace(b'"mono":5', b'"mono":NaN'),
        lambda line: line.replace(b'"mono":5', b'"mono":-0'),
        lambda line: line.replace(b'"text"', b'"\\ud800"'),
        lambda line: line.replace(b'"new":"x"', b'"new":"y","new":"x"'),
        lambda line: line + line,
        lambda line: line + b" ",
    ],
)
def test_a_line_has_one_form(twist: Any) -> None:
    line, _ = line_of(entry("note", {"text": Change(None, "x")}))
    with pytest.raises(LineError):
        entry_of(twist(line))


def test_the_hash_of_a_line_is_found_whatever_its_texts_say() -> None:
    words = '"hash":"' + "0" * 64 + '",'
    made = entry("note", {"text": Change(None, words), words: Change(None, words)}, person=words, prev=words)
    line, unaltered = line_of(made)
    assert (unaltered, entry_of(line)) == (True, (made, True))
