"""Conclusions as a notice and a report tell them: findings as points, each request as unit, task and deadline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from inspect_tui.documents.check import anchor, core_words
from inspect_tui.documents.course import FINDINGS
from inspect_tui.documents.paper import Block, Heading, Item, Run, Runs, plain
from inspect_tui.documents.phrases import or_blank, sentence_case, short_date, task_words
from inspect_tui.domain.records import Conclusion, SessionContent, Task
from inspect_tui.domain.request_words import due_day
from inspect_tui.domain.vietnamese import fold, nfc, one_line
from inspect_tui.locale import Catalog

Placed = tuple[int, Conclusion]
"""A conclusion and its place among all of them, from 1."""

NAMED: Final = 20
"""The most tasks that a sentence names."""

_ASKS: Final = re.compile(
    r"(?:giao (?!(?:thông|lưu|ban|dịch|tiếp|hợp|hưởng|thoa|mùa)\b)|(?:đề nghị|yêu cầu|kiến nghị|chỉ đạo|phân công) |"
    r"(?:assign|ask|request|require)s? )"
)
"""How a request begins that says itself that it is one; "giao thông" and the like are none."""


def findings_of(content: SessionContent, kind: str) -> list[Placed]:
    """Return the findings of a kind with their places."""
    return [(place, one) for place, one in enumerate(content.conclusions, start=1) if one.kind == kind]


def requests_of(content: SessionContent) -> list[Placed]:
    """Return all that is no finding, with their places."""
    known = {kind for kind, _ in FINDINGS}
    return [(place, one) for place, one in enumerate(content.conclusions, start=1) if one.kind not in known]


def finding_blocks(
    content: SessionContent, kinds: Iterable[str], number: int, labels: Mapping[str, str], catalog: Catalog
) -> tuple[list[Block], int]:
    """Return the findings of some kinds, each kind under its title as points.

    Args:
        content: the session.
        kinds: which ones; a kind of which there is nothing has no title.
        number: the Arabic number of the last title before.
        labels: how each task is called.
        catalog: the language.

    Returns:
        The blocks, and the number of the last title.
    """
    titles, named = dict(FINDINGS), _named_tasks(content, labels)
    blocks: list[Block] = []
    for kind in kinds:
        members = findings_of(content, kind)
        if not members:
            continue
        number += 1
        blocks.append(Heading(catalog.t(titles[kind]), 2, number))
        for letter, (place, one) in enumerate(members, start=1):
            told = _sentence(or_blank(core_words(one.text)), [*_unit(one, catalog), *_due(one, content, catalog)])
            runs = plain(told) + _related(one, named, catalog)
            blocks.append(Item(runs, "point", letter, anchor("conclusion", place)))
    return blocks, number


def request_items(content: SessionContent, labels: Mapping[str, str], catalog: Catalog) -> list[Item]:
    """Return the requests as numbered clauses."""
    named = _named_tasks(content, labels)
    return [
        Item(
            plain(request_words(one, content, catalog)) + _related(one, named, catalog),
            "clause", number, anchor("conclusion", place),
        )
        for number, (place, one) in enumerate(requests_of(content), start=1)
    ]  # fmt: skip


def request_words(one: Conclusion, content: SessionContent, catalog: Catalog) -> str:
    """Return a request as unit, task and deadline, "Giao …; thời hạn hoàn thành: ngày …".

    What is not known is left out, and what the person's own words say already is not said twice.
    """
    text, owner = nfc(core_words(one.text)), nfc(one_line(one.owner))
    asks = _ASKS.match(_lower_first(text)) is not None
    tail: list[str] = []
    if asks:
        told = text
        tail = [] if owner in one_line(text) else _unit(one, catalog)
    elif not owner:
        told = or_blank(text)
    elif text.startswith(owner):
        told = catalog.t("Assigned: {text}", text=text)
    elif _is_sentence(text):
        told = catalog.t("{owner} shall {text}", owner=owner, text=_lower_first(text))
    else:
        told = catalog.t("Assigned to {owner}: {text}", owner=owner, text=or_blank(text))
    return _sentence(told, [*tail, *_due(one, content, catalog)])


def _sentence(told: str, tail: Iterable[str]) -> str:
    """Return words with what follows them; behind words of several lines it stands on a line of its own.

    Joined to the last line, a deadline would seem to be of that line alone.
    """
    after = [*tail]
    if after and "\n" in told.strip():
        ended = told if told.rstrip().endswith((".", "!", "?", "…", ";")) else told + "."
        sentence = f"{ended}\n{sentence_case('; '.join(after))}"
    else:
        sentence = "; ".join((told, *after))
    return sentence if sentence.endswith(("!", "?", "…")) else sentence + "."


def _unit(one: Conclusion, catalog: Catalog) -> list[str]:
    owner = one_line(one.owner)
    return [catalog.t("unit in charge: {owner}", owner=owner)] if owner else []


def _due(one: Conclusion, content: SessionContent, catalog: Catalog) -> list[str]:
    if one.deadline is None or due_day(one.text, content.session.held_on) == one.deadline:
        return []
    return [catalog.t("to be completed by {day}", day=short_date(one.deadline, catalog))]


def _is_sentence(text: str) -> bool:
    """Tell whether text begins as a sentence does, and not with a name, whose capital has to stay."""
    words = text.split(maxsplit=2)[:2]
    return len(words) == 2 and words[0].isalpha() and words[0][1:].islower() and words[1].islower()


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _related(one: Conclusion, named: Mapping[str, str], catalog: Catalog) -> Runs:
    ties = task_words(one.tasks, named, catalog)
    return (Run(" " + catalog.t("Related: {tasks}.", tasks=ties), italic=True),) if ties else ()


def _named_tasks(content: SessionContent, labels: Mapping[str, str]) -> dict[str, str]:
    """Return what each task is called with its document, "6 (1206/UBND)", for the reader has no checklist at hand."""
    return {
        task.id: f"{labels[task.id]} ({one_line(task.document)})" if task.document else labels[task.id]
        for task in content.tasks
    }


def natures(tasks: Iterable[Task], labels: Mapping[str, str], catalog: Catalog) -> str:
    """Return which tasks are late by which nature, subjective or objective, as it was written; empty for none.

    Of very many tasks only the number is told, for the table below has them all.
    """
    groups: dict[str, tuple[str, list[str]]] = {}
    for task in tasks:
        if nature := core_words(task.nature):
            groups.setdefault(fold(nature), (one_line(nature), []))[1].append(labels[task.id])
    parts = [
        catalog.t("{nature} ({tasks})", nature=nature,
                  tasks=catalog.n("task {labels}", "tasks {labels}", len(named), labels=", ".join(named))
                  if len(named) <= NAMED else catalog.n("{count} task", "{count} tasks", len(named)))
        for nature, named in groups.values()
    ]  # fmt: skip
    return catalog.t("By nature: {parts}.", parts="; ".join(parts)) if parts else ""
