"""Numbers in texts against the checklist."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from text_samples import OTHER, REQUESTS, RIGHT, WRONG, WRONG_REQUESTS

from inspect_tui.domain.figures import Counts, Figures, SourceFigures, figures_of_counts
from inspect_tui.domain.text_figures import text_findings

CUT, VISIT = date(2021, 7, 16), date(2021, 7, 30)
AGENCY = "Ban Dân tộc tỉnh"


def made(**by_source: Counts) -> Figures:
    listed = [SourceFigures(source, counts) for source, counts in by_source.items()]
    whole = Counts(*(sum(column) for column in zip(*by_source.values(), strict=True)))
    return figures_of_counts(CUT, listed, whole)


FIGURES = made(
    assigned=Counts(18, done_on_time=15, open_overdue=3),
    programme=Counts(4, open_in_time=4),
    key=Counts(3, done_on_time=2, open_in_time=1),
)


def quotes(text: str, figures: Figures = FIGURES, *, request: bool = False, tied: Counts | None = None) -> list[str]:
    found = text_findings(text, figures, agency=AGENCY, held_on=VISIT, request=request, tied=tied)
    return [finding.quote for finding in found]


@pytest.mark.parametrize(("text", "quote"), WRONG, ids=[text for text, _ in WRONG])
def test_a_wrong_number_is_found(text: str, quote: str) -> None:
    assert quotes(text) == [quote]
    assert quotes(unicodedata.normalize("NFD", text)) == [quote]


@pytest.mark.parametrize("text", [*RIGHT, *OTHER])
def test_nothing_else_alarms(text: str) -> None:
    assert quotes(text) == []
    assert quotes(unicodedata.normalize("NFD", text)) == []


@pytest.mark.parametrize("text", REQUESTS)
def test_a_request_may_be_about_some_of_the_tasks(text: str) -> None:
    assert quotes(text, request=True) == []


@pytest.mark.parametrize(("text", "quote"), WRONG_REQUESTS, ids=[text for text, _ in WRONG_REQUESTS])
def test_a_request_about_more_tasks_than_there_are(text: str, quote: str) -> None:
    assert quotes(text, request=True) == [quote]
