from __future__ import annotations

import re

import pytest

from inspect_tui.domain.patterns import later


def test_a_pattern_does_what_it_says() -> None:
    pattern = later("ngày (?P<day>[0-9]+)", re.IGNORECASE)
    found = pattern.search("từ Ngày 12")
    assert found is not None
    assert found["day"] == "12"
    assert [m[0] for m in pattern.finditer("ngày 1, NGÀY 2")] == ["ngày 1", "NGÀY 2"]
    assert later(b"<f>").search(b"<c><f>") is not None


def test_it_is_compiled_when_it_is_first_used() -> None:
    wrong = later("(")
    with pytest.raises(re.error):
        wrong.search("x")
