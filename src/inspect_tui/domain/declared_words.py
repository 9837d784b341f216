"""What a comparison of declared figures with the checklist finds, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.figure_findings import FigureFinding, count_words, describe
from inspect_tui.domain.figures import BASE_LABELS
from inspect_tui.domain.numbers import number, percent_text
from inspect_tui.domain.percent_lines import percent_lines
from inspect_tui.domain.records import FIELD_WORDS
from inspect_tui.domain.sources import source_title
from inspect_tui.domain.status import STATUS_LABELS
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_, Catalog

COUNT_LABELS: Final[dict[str, str]] = {
    **STATUS_LABELS,
    "assigned": N_("assigned"),
    "done": N_("done"),
    "open": N_("not done"),
    "due": N_("due"),
    "with_deadline": N_("with a deadline"),
}
"""What counts are called where they stand alone, in a form or a list; look them up with the catalog's ``t``."""

MESSAGES: Final[dict[str, str]] = {
    "one_source": N_("The figures are compared with one source: {source}, {assigned} tasks"),
    "as_checklist": N_("All numbers that are declared are those of the checklist"),
    "differs_by_reading": N_("{name}: {declared} is declared, the checklist has {checklist} ({difference}); "
                             "{declared} is right {reading}"),
    "differs_in_part": N_("{name}: {declared} is declared, the checklist has {checklist} ({difference}); "
                          "part of it comes about {reading}, {remaining} remain unexplained"),
    "differs": N_("{name}: {declared} is declared, the checklist has {checklist} ({difference}); "
                  "no other reading of the checklist explains it"),
    "percent_differs": N_("{name}: {text} is declared, by the checklist it is {count}/{total} = {right} of {base}"),
    "percent_differs.zero": N_("{name}: {text} is declared, but the checklist has nothing to take it of: {base} is 0"),
    "percent_differs.above": N_("{name}: {text} is declared, but the checklist has {count}, more than {base}: {total}"),
    "percent_by_reading": N_("{name}: {text} is declared, by the checklist it is {count}/{total} = {right} of {base}; "
                             "{text} is right {reading}"),
    "percent_by_reading.zero": N_("{name}: {text} is declared, but by the checklist {base} is 0; "
                                  "{text} is right {reading}"),
    "percent_by_reading.above": N_("{name}: {text} is declared, but the checklist has {count}, "
                                   "more than {base}: {total}; {text} is right {reading}"),
    "undecided": N_("{field}: several people wrote different things, {written}, and nobody has decided between them; "
                    "judged is {judged}"),
    "undecided.deleted": N_("One person deleted the declared figures, another changed them, and nobody has decided; "
                            "they are judged as they stand"),
    "report_text": N_("{clock}: «{quote}» is reported, the checklist has {has}"),
}  # fmt: skip
"""What each code says; after a dot stands the ``variant`` that a finding's values name."""

READING_WORDS: Final[dict[str, str]] = {
    "declared": N_("by the days of completion that the agency itself declares"),
    "first": N_("against the first deadlines, with no extension"),
    "visit": N_("as of the day of the visit, {day}"),
    "unmoved": N_("if tasks suspended, withdrawn or transferred still count"),
    "loose": N_("if tasks without a deadline count as in time"),
    "late": N_("if tasks done late and tasks overdue are counted as one"),
    "grid": N_("without the tasks suspended, withdrawn or transferred"),
}
"""What each part of a reading says."""

SIDE_WORDS: Final[dict[str, str]] = {
    "": N_("the tasks that make the difference: {tasks}"),
    "inside": N_("in this number the checklist has: {tasks}"),
    "outside": N_("outside this number the checklist has: {tasks}"),
}
"""Which tasks a finding names."""

_SAID: Final = frozenset(
    {
        "source", "assigned", "name", "declared", "checklist", "difference", "remaining", "text", "base", "count",
        "total", "right", "clock", "quote",
    }
)  # fmt: skip
"""The values that sentences say."""

NAMED: Final = 10
"""The most tasks that a sentence names."""

SHORT: Final = 70
"""Characters of a task's words in a sentence."""


def reading_words(key: str, day: str, catalog: Catalog) -> str:
    """Return a reading in words: "by the days of completion that the agency itself declares".

    Args:
        key: a reading's key, its parts joined by +.
        day: the day of the visit, ISO text; empty where the reading does not name it.
        catalog: the language.
    """
    shown = screen_date(date.fromisoformat(day)) if day else ""
    return ", ".join(catalog.t(READING_WORDS[part], day=shown) for part in key.split("+"))


def describe_declared(
    finding: FigureFinding, catalog: Catalog, *, keys: bool = False, names: Mapping[str, str] | None = None
) -> str:
    """Return what any finding on declared figures says, as one sentence without a full stop.

    Args:
        finding: of the figures by themselves, or of their comparison with the checklist.
        catalog: the language.
        keys: name each count with its key too, as options and JSON have it.
        names: the tasks' names by id, to tell at the end which ones make the difference; None leaves them out.
    """
    if finding.code not in MESSAGES:
        return describe(finding, catalog, keys=keys)
    values = finding.values
    shown = {name: _words(name, value, catalog, keys) for name, value in values.items() if name in _SAID}
    if "reading" in values:
        shown["reading"] = reading_words(str(values["reading"]), str(values.get("day", "")), catalog)
    if finding.code == "report_text":
        shown["has"] = _claim_words(values, catalog)
    if finding.code == "undecided":
        shown |= _undecided_words(values, catalog, keys)
    variant = values.get("variant")
    text = catalog.t(MESSAGES[f"{finding.code}.{variant}" if variant else finding.code], **shown)
    text = text[:1].upper() + text[1:]
    return with_tasks(text, finding.tasks, finding, catalog, names)


def with_tasks(
    text: str, tasks: Sequence[str], finding: FigureFinding, catalog: Catalog, names: Mapping[str, str] | None
) -> str:
    """Return a sentence with the tasks behind it that it is about.

    Args:
        text: the sentence.
        tasks: their ids.
        finding: what they are is told by its values.
        catalog: the language.
        names: what they are called, by id; None leaves them out.
    """
    if names is None or not tasks:
        return text
    told = "; ".join(names.get(task, task) for task in tasks[:NAMED])
    told = catalog.t(SIDE_WORDS[str(finding.values.get("side", ""))], tasks=told)
    more = _as_number(finding.values.get("of")) or len(tasks)
    if more > NAMED:
        told += catalog.t(" and {count} more", count=number(more - NAMED, catalog.language))
    return f"{text}; {told}"


def _claim_words(values: Mapping[str, Any], catalog: Catalog) -> str:
    """Return what the checklist has in place of a number in a text; the values have all that was found of it."""
    # What reads texts is large, and these words are asked for at the start of the app.
    from inspect_tui.domain.text_figures import TextFinding, checklist_words

    return checklist_words(TextFinding(**{name: values[name] for name in TextFinding._fields}), catalog)


def _undecided_words(values: Mapping[str, Any], catalog: Catalog, keys: bool) -> dict[str, str]:
    name = str(values["field"])
    label = count_words(name, catalog, keys=keys) if name in COUNT_LABELS else catalog.t(FIELD_WORDS[name])

    def shown(value: object) -> str:
        if isinstance(value, int):
            return number(value, catalog.language)
        return (percents_words(value, catalog) if value else "") or catalog.t("nothing")

    people = [f"{shown(value)} ({person})" if person else shown(value)
              for value, person in zip(values["values"], values["people"], strict=True)]  # fmt: skip
    return {"field": label, "written": "; ".join(people), "judged": shown(values["judged"])}


def number_words(finding: FigureFinding, catalog: Catalog, *, keys: bool = False) -> str:
    """Return the declared number that a finding is about, in short: "done late 1 (+1)", "overdue, not done 16,67 %"."""
    values, name = finding.values, str(finding.values["name"])
    label = catalog.t(COUNT_LABELS[name]) + (f" ({name})" if keys else "")
    if "text" in values:
        return f"{label} {printed_percent(str(values['text']))}"
    declared, difference = _as_number(values["declared"]), _as_number(values["difference"])
    return f"{label} {number(declared, catalog.language)} ({difference_words(difference, catalog)})"


def task_names(labels: Mapping[str, str], contents: Mapping[str, str]) -> dict[str, str]:
    """Return what tasks are called in a sentence: label and first words.

    Args:
        labels: their labels, by id.
        contents: their words, by id.
    """
    return {task: f"{label} «{_short(contents[task])}»" for task, label in labels.items()}


def difference_words(difference: int, catalog: Catalog) -> str:
    """Return how much more or less is declared than the checklist has, with its sign."""
    sign = "+" if difference > 0 else "−"
    return sign + number(abs(difference), catalog.language)


def standing_there(status: str, catalog: Catalog) -> str:
    """Return where the agency has a task; empty text is left out of the count."""
    return catalog.t(STATUS_LABELS.get(status) or COUNT_LABELS[status]) if status else catalog.t("not counted")


def percents_words(percents: object, catalog: Catalog) -> str:
    """Return declared percentages in a line: "overdue, not done 16,67 % of the tasks assigned"."""
    said = []
    for line in percent_lines(percents):
        name = catalog.t(COUNT_LABELS[line.name]) if line.name in COUNT_LABELS else line.name
        base = catalog.t(BASE_LABELS[line.base]) if line.base in BASE_LABELS else ""
        said.append(f"{name} {printed_percent(line.text)} {base}".rstrip())
    return "; ".join(said)


def printed_percent(text: str) -> str:
    """Return a printed percentage with its sign, however it was typed."""
    number_only = text.rstrip("% ")
    return f"{number_only} %" if number_only[-1:].isdigit() else text


def _words(field: str, value: object, catalog: Catalog, keys: bool) -> str:
    match value:
        case Decimal():
            return percent_text(value, catalog.language)
        case int() if field == "difference":
            return difference_words(value, catalog)
        case int():
            return number(value, catalog.language)
        case str() if field in ("name", "base"):
            return count_words(value, catalog, keys=keys)
        case str() if field == "text":
            return printed_percent(value)
        case str() if field == "source":
            return catalog.t(source_title(value))
    return str(value)


def _as_number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _short(text: str) -> str:
    words = one_line(text)
    return words if len(words) <= SHORT else words[: SHORT - 1].rstrip() + "…"
