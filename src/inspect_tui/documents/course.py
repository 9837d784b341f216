"""The course of the meeting: what was said, in the order of time, and what was concluded from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from itertools import islice

from inspect_tui.documents.check import anchor
from inspect_tui.documents.paper import SHORT_BLANK, Block, Heading, Item, Mark, Paragraph, Run, Runs, part, plain
from inspect_tui.documents.phrases import (
    clock_words,
    local_day,
    meeting_day,
    or_blank,
    sentence_case,
    short_date,
    task_words,
)
from inspect_tui.domain.agenda import feed_sections, parse
from inspect_tui.domain.records import LABELS, Conclusion, Note, SessionContent
from inspect_tui.locale import N_, Catalog

FINDINGS = (
    ("result", N_("Results achieved")),
    ("shortcoming", N_("Shortcomings")),
    ("cause", N_("Causes")),
)
"""The kinds of conclusion that are findings, with their titles; all others are requests."""


def note_items(content: SessionContent, labels: Mapping[str, str], catalog: Catalog, zone: tzinfo | None) -> list[Item]:
    """Return each note as a clause with its time, speaker, kind, text and the tasks to which it is tied.

    A note of another day than the meeting's says so, for meetings that go on past midnight or are resumed.
    """
    day = meeting_day(content.session, zone)
    return [
        Item(_note_runs(note, labels, catalog, zone, other_day=local_day(note.at, zone) != day), "clause", place,
             anchor("note", place))
        for place, note in enumerate(content.notes, start=1)
    ]  # fmt: skip


def note_blocks(
    content: SessionContent, labels: Mapping[str, str], catalog: Catalog, zone: tzinfo | None
) -> list[Block]:
    """Return the notes, each change of the agenda's item with its title above; numbers go on through all of them."""
    items = iter(note_items(content, labels, catalog, zone))
    sections = feed_sections(content.notes, parse(content.session.agenda))
    blocks: list[Block] = []
    for place, section in enumerate(sections):
        if section.number or place:
            title = or_blank(section.title) if section.number else catalog.t("Outside the agenda")
            blocks.append(Paragraph((Run(title, bold=True),), keep_next=True))
        blocks += islice(items, len(section.notes))
    return blocks


def _note_runs(
    note: Note, labels: Mapping[str, str], catalog: Catalog, zone: tzinfo | None, *, other_day: bool
) -> Runs:
    time = clock_words(note.at, catalog, zone)
    if note.at and other_day:
        time = catalog.t("{time}, {day}", time=time, day=short_date(local_day(note.at, zone), catalog))
    kind = catalog.t(LABELS[note.kind]) if note.kind in LABELS else note.kind
    ties = task_words(note.tasks, labels, catalog)
    runs = (Run(f"{time}, "), Run(or_blank(note.speaker), bold=True), Run(f" ({kind}): {or_blank(note.text)}"))
    return (*runs, Run(f" ({sentence_case(ties)})", italic=True)) if ties else runs


def _ties(one: Conclusion, labels: Mapping[str, str], note_numbers: Mapping[str, str], catalog: Catalog) -> str:
    notes = [note_numbers[note] for note in one.notes if note in note_numbers]
    cited = catalog.n("statement {numbers}", "statements {numbers}", len(notes), numbers=", ".join(notes))
    return "; ".join(part for part in (task_words(one.tasks, labels, catalog), cited if notes else "") if part)


def _item(mark: Mark, number: int, place: int, one: Conclusion, ties: str, catalog: Catalog) -> Item:
    runs: Runs = (Run(or_blank(one.text)),)
    if mark == "clause" or one.owner or one.deadline:
        runs += (Run("\n" + _duty(one, catalog)),)
    if ties:
        runs += (Run(f" ({sentence_case(ties)})", italic=True),)
    return Item(runs, mark, number, anchor("conclusion", place))


def _duty(one: Conclusion, catalog: Catalog) -> str:
    # Short blanks: a long one that wraps would leave a justified line with gaps.
    day = short_date(one.deadline, catalog) or SHORT_BLANK
    return catalog.t("Owner: {owner}; deadline: {deadline}.", owner=one.owner or SHORT_BLANK, deadline=day)


def conclusion_blocks(
    content: SessionContent, labels: Mapping[str, str], first: int, catalog: Catalog
) -> tuple[list[Block], int]:
    """Return the findings by kind under one Roman heading and the numbered requests under the next.

    Args:
        content: the session.
        labels: how each task is called.
        first: the Roman number of the findings.
        catalog: the language.

    Returns:
        The blocks, and the next free Roman number.
    """
    note_numbers = {note.id: str(place) for place, note in enumerate(content.notes, start=1)}
    placed = list(enumerate(content.conclusions, start=1))
    ties = {one.id: _ties(one, labels, note_numbers, catalog) for one in content.conclusions}
    known = {kind for kind, _ in FINDINGS}
    requests = [pair for pair in placed if pair[1].kind not in known]
    blocks: list[Block] = [part(catalog.t("Conclusions"), first)]
    number = 0
    for kind, title in FINDINGS:
        members = [pair for pair in placed if pair[1].kind == kind]
        if not members:
            continue
        number += 1
        blocks.append(Heading(catalog.t(title), 2, number))
        for letter, (place, one) in enumerate(members, start=1):
            blocks.append(_item("point", letter, place, one, ties[one.id], catalog))
    if not number:
        blocks.append(Paragraph(plain(catalog.t("No result, shortcoming or cause was recorded."))))
    blocks.append(part(catalog.t("Requests"), first + 1))
    for number, (place, one) in enumerate(requests, start=1):
        blocks.append(_item("clause", number, place, one, ties[one.id], catalog))
    if not requests:
        blocks.append(Paragraph(plain(catalog.t("No request was recorded."))))
    return blocks, first + 2
