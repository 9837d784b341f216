"""What is missing before signing, as rows: thousands of a kind hide nothing else."""

from __future__ import annotations

from inspect_tui.domain.readiness import Missing
from inspect_tui.tui.before_signing import LISTED, missing_rows


def _missing(count: int) -> list[Missing]:
    untouched = [Missing("task_untouched", "task", f"t{n}", str(n)) for n in range(count)]
    return [*untouched, Missing("request_no_owner", "conclusion", "c1", "1")]


def test_thousands_of_a_kind_are_one_line_that_leads_on() -> None:
    rows = missing_rows(_missing(10_000))
    assert len(rows) == LISTED + 2
    others, request = rows[-2:]
    assert (others.missing.id, others.unlisted, others.selectable) == (f"t{LISTED}", 10_000 - LISTED, True)
    assert (request.missing.code, request.unlisted) == ("request_no_owner", 0)
    assert len({row.key for row in rows}) == len(rows)


def test_nothing_is_put_together_where_each_has_a_line() -> None:
    missing = _missing(LISTED + 1)
    rows = missing_rows(missing)
    assert [row.missing for row in rows] == missing
    assert not any(row.unlisted for row in rows)
