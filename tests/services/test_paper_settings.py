"""Heads, symbols, number series, signers and recipients of papers: kept with the store, blanks where nothing is set."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.domain.records import FieldError
from inspect_tui.services.paper_settings import (
    META,
    KindSettings,
    PaperSettings,
    change_paper_settings,
    head_of,
    next_number,
    read_paper_settings,
)
from inspect_tui.store.reading import read_content
from services.laptops import Laptop


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path / "one", "Thư ký")


def test_nothing_is_set_at_first(laptop: Laptop) -> None:
    assert read_paper_settings(laptop.store) == PaperSettings()
    session = laptop.begin()
    head = head_of(PaperSettings(), read_content(laptop.store, session), "minutes")
    assert (head.superior, head.issuer, head.symbol, head.place, head.issued_on) == ("", "", "", "", None)


def test_what_is_set_stands_at_the_head_of_its_kind(laptop: Laptop) -> None:
    change_paper_settings(laptop.store, {"superior": "UBND  tỉnh", "issuer": "Tổ công tác", "place": "Lạng Sơn"})
    change_paper_settings(
        laptop.store,
        {
            "symbol": "TB-TCT", "signer_titles": "TM. TỔ CÔNG TÁC\n\nTỔ TRƯỞNG\n", "recipients": ("Như trên", "Lưu: VT"),
            "signer": "Chủ tịch UBND tỉnh", "addressees": "Chủ tịch UBND tỉnh",
        },
        kind="conclusion",
    )  # fmt: skip
    session = laptop.begin()
    laptop.record(session, {"record": "paper", "kind": "conclusion", "number": "07/TB-TCT", "issued_on": "2021-08-02"})
    now, content = read_paper_settings(laptop.store), read_content(laptop.store, session)
    head = head_of(now, content, "conclusion")
    assert (head.superior, head.issuer, head.place) == ("UBND tỉnh", "Tổ công tác", "Lạng Sơn")
    assert head.symbol == "07/TB-TCT"
    assert head.issued_on == date(2021, 8, 2)
    assert head.signer_titles == ("TM. TỔ CÔNG TÁC", "TỔ TRƯỞNG")
    assert (head.signer, head.recipients) == ("Chủ tịch UBND tỉnh", ("Như trên", "Lưu: VT"))
    minutes = head_of(now, content, "minutes")
    assert (minutes.symbol, minutes.issued_on, minutes.signer_titles) == ("", None, ())


def test_a_symbol_without_a_number_leaves_room_for_it(laptop: Laptop) -> None:
    now = change_paper_settings(laptop.store, {"symbol": "BB-TCT"}, kind="minutes")
    session = laptop.begin()
    assert head_of(now, read_content(laptop.store, session), "minutes").symbol == "……/BB-TCT"


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"superior": 5}, ""),
        ({"symbol": "BB"}, ""),
        ({"anything": "x"}, ""),
        ({"superior": "x"}, "minutes"),
        ({"first": 0}, "minutes"),
        ({"first": "3"}, "minutes"),
        ({"first": True}, "minutes"),
        ({"recipients": 5}, "minutes"),
        ({"recipients": ["a", 5]}, "minutes"),
        ({"symbol": "X"}, "register"),
    ],
)
def test_what_cannot_be_set_changes_nothing(laptop: Laptop, values: dict[str, Any], kind: str) -> None:
    before = change_paper_settings(laptop.store, {"issuer": "Tổ công tác"})
    with pytest.raises(FieldError):
        change_paper_settings(laptop.store, {"signer": "x", **values} if kind else values, kind=kind)
    assert read_paper_settings(laptop.store) == before


@pytest.mark.parametrize("kept", ["", "[]", "nonsense", '{"kinds": 5, "issuer": 7}', '{"kinds": {"minutes": []}}'])
def test_what_no_version_wrote_counts_as_not_set(laptop: Laptop, kept: str) -> None:
    laptop.store.set_meta(META, kept)
    now = read_paper_settings(laptop.store)
    assert (now.issuer, now.of("minutes")) == ("", KindSettings())


def test_what_an_older_store_had_is_taken_over(laptop: Laptop) -> None:
    laptop.store.set_meta("head.issuer", "Tổ công tác")
    assert read_paper_settings(laptop.store).issuer == "Tổ công tác"
    change_paper_settings(laptop.store, {"issuer": "Đoàn kiểm tra"})
    assert read_paper_settings(laptop.store).issuer == "Đoàn kiểm tra"


def test_a_series_goes_on_and_begins_anew_each_year(laptop: Laptop) -> None:
    store = laptop.store
    assert next_number(store, "minutes", 2021) == ""
    change_paper_settings(store, {"symbol": "BB-TCT", "first": 5}, kind="minutes")
    change_paper_settings(store, {"symbol": "TB-TCT"}, kind="conclusion")
    assert next_number(store, "minutes", 2021) == "05/BB-TCT"
    one, two = laptop.begin(), laptop.begin("Sở Nội vụ")
    laptop.record(one, {"record": "paper", "kind": "minutes", "number": "08/bb-tct"})
    laptop.record(two, {"record": "paper", "kind": "minutes", "number": "7/BB-TCT", "issued_on": "2022-01-05"})
    laptop.record(two, {"record": "paper", "kind": "conclusion", "number": "12 /TB-TCT"})
    laptop.record(two, {"record": "paper", "kind": "report", "number": "không số"})
    assert next_number(store, "minutes", 2021) == "09/BB-TCT"
    assert next_number(store, "minutes", 2022) == "08/BB-TCT"
    assert next_number(store, "minutes", 2023) == "05/BB-TCT"
    assert next_number(store, "conclusion", 2021) == "13/TB-TCT"
    (paper,) = [p for p in json.loads(laptop.show(one))["papers"]]
    laptop.record(one, {"record": "paper", "id": paper["id"], "delete": True})
    assert next_number(store, "minutes", 2021) == "05/BB-TCT", "a number that was taken back is free"
