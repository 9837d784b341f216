"""The measurement of exports in its small form; `python -m benchmarks export` has the full one."""

from __future__ import annotations

from benchmarks.export import BAR, export


def test_exports_are_measured_against_json_and_zip_of_the_same_rows() -> None:
    plain, sealed = export(1, tasks=30, notes=5)
    assert "plain" in plain.name
    assert "sealed to two" in sealed.name
    assert plain.bar == sealed.bar == BAR
    assert plain.reference == sealed.reference > 0
    assert min(plain.ours, sealed.ours) > 0
