"""The measurement of papers in its small form; `python -m benchmarks papers` has the full one."""

from __future__ import annotations

from benchmarks.papers import MADE, papers


def test_papers_are_measured_against_reading_the_session() -> None:
    measures = papers(1, tasks=30)
    assert [m.name for m in measures if m.unit == "ms"] == [f"{kind}, {form}, 30 tasks" for kind, form in MADE]
    assert all(measure.ours > 0 < measure.reference for measure in measures)
