"""What a check of reported figures finds: a code, the numbers that it is about, whether it is a contradiction, in words.

A new kind of finding needs a message in `MESSAGES`, no more: `describe` puts the values of a finding into words by what
they are (`_words`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.numbers import number, percent_text
from inspect_tui.locale import N_, Catalog

COUNT_WORDS: Final[dict[str, str]] = {
    "assigned": N_("the tasks assigned"),
    "done": N_("the tasks done"),
    "done_on_time": N_("those done on time"),
    "done_late": N_("those done late"),
    "done_no_deadline": N_("those done without a deadline"),
    "open": N_("the tasks not done"),
    "open_in_time": N_("those not done and in time"),
    "open_overdue": N_("those overdue and not done"),
    "open_no_deadline": N_("those not done without a deadline"),
    "due": N_("the tasks due"),
    "with_deadline": N_("the tasks with a deadline"),
    "suspended": N_("those suspended"),
    "transferred": N_("those transferred to another agency"),
    "withdrawn": N_("those withdrawn"),
}
"""What counts are called within a sentence; look them up with the catalog's ``t``."""

MESSAGES: dict[str, str] = {
    "split": N_("{whole}: {total} is reported, but {parts} = {sum} ({difference})"),
    "split.range": N_("{whole}: {total} is reported, but with {parts} it is between {least} and {most}"),
    "part_above_whole": N_("{part}: {count} is more than {whole}: {total}"),
    "swapped_digits": N_("two digits may be swapped: with {right} for {given} ({name}) the sum of {whole} is right"),
    "truncated": N_("{name}: {text} is cut off, not rounded; {count}/{total} = {right} of {base}"),
    "rounded_up": N_("{name}: {text} is rounded up where it should be rounded down; {count}/{total} = {right} of {base}"),  # noqa: E501
    "forced_to_100": N_("{name}: {text} is adjusted so that the shares add up to 100 %; {count}/{total} = {right} of {base}"),  # noqa: E501
    "swapped_percent": N_("{name}: in {text} two digits are swapped; {count}/{total} = {right} of {base}"),
    "wrong_base": N_("{name}: {text} is not the share of {named} ({named_right}) but of {bases}: {rights}"),
    "no_base": N_("{name}: {text} is not the share of any known number; right would be {rights}"),
    "no_base.named": N_("{name}: {text} is not right; {rights}"),
    "base_found": N_("{name}: {text} does not say of what; it is the share of {bases}: {rights}"),
    "not_judged": N_("{name}: {text} cannot be judged by the numbers given"),
    "not_judged.zero": N_("{name}: {text} cannot be judged: {base} is 0, so there is no share of it"),
    "approximate": N_("{name}: “{text}” is no exact percentage and was not judged"),
    "unreadable": N_("{text} ({key}) cannot be read as a percentage and was not judged"),
}  # fmt: skip
"""What each code says; after a dot stands the ``variant`` that a finding's values name."""

_COUNT_NAMES: Final = frozenset({"name", "part", "whole", "base", "named"})
"""The fields that hold the name of a count."""


class FigureFinding(NamedTuple):
    """One thing that is found of reported figures.

    Attributes:
        code: what kind of finding; `MESSAGES` has them all.
        contradiction: whether the figures cannot all be right; else it only says something worth knowing.
        values: names of counts, numbers and percentages for the sentence, in plain form.
        tasks: ids of the tasks that make a difference, in the order of the checklist.
    """

    code: str
    contradiction: bool
    values: Mapping[str, object]
    tasks: tuple[str, ...] = ()


class Share(NamedTuple):
    """What a percentage would rightly be of a base."""

    base: str
    count: int
    total: int
    right: Decimal


def describe(finding: FigureFinding, catalog: Catalog, *, keys: bool = False) -> str:
    """Return what a finding says, as one sentence without a full stop, beginning with a capital.

    Args:
        finding: with a code of `MESSAGES`.
        catalog: the language.
        keys: name each count with its key too, as options and JSON have it: "the tasks due (due)".
    """
    variant = finding.values.get("variant")
    message = MESSAGES[f"{finding.code}.{variant}" if variant else finding.code]
    shown = {name: _words(name, value, catalog, keys) for name, value in finding.values.items()}
    text = catalog.t(message, **shown)
    return text[:1].upper() + text[1:]


def count_words(name: str, catalog: Catalog, *, keys: bool = False) -> str:
    """Return what a count is called within a sentence; a name that is none stays as it is."""
    words = catalog.t(COUNT_WORDS[name]) if name in COUNT_WORDS else name
    return f"{words} ({name})" if keys and name in COUNT_WORDS else words


def _words(field: str, value: object, catalog: Catalog, keys: bool) -> str:
    """Return one value of a finding in words: numbers with separators, days as on screen, counts by their names."""
    match value:
        case int() if field == "difference":
            words = N_("{count} missing") if value < 0 else N_("{count} too many")
            return catalog.t(words, count=number(abs(value), catalog.language))
        case bool() | None:
            return ""
        case int():
            return number(value, catalog.language)
        case Decimal():
            return percent_text(value, catalog.language)
        case date():
            return screen_date(value)
        case str():
            return count_words(value, catalog, keys=keys) if field in _COUNT_NAMES else value
        case Share():
            share = percent_text(value.right, catalog.language)
            ratio = f"{number(value.count, catalog.language)}/{number(value.total, catalog.language)} = {share}"
            return catalog.t("{share} of {base}", share=ratio, base=count_words(value.base, catalog, keys=keys))
        case tuple() if field == "parts":
            return " + ".join(f"{count_words(n, catalog, keys=keys)} {number(c, catalog.language)}" for n, c in value)
        case tuple() if field == "bases":
            return _joined([count_words(str(name), catalog, keys=keys) for name in value], catalog)
        case tuple() | list():
            return "; ".join(_words("", one, catalog, keys) for one in value)
    return str(value)


def _joined(words: list[str], catalog: Catalog) -> str:
    if len(words) < 2:
        return "".join(words)
    return catalog.t("{others} or {last}", others=", ".join(words[:-1]), last=words[-1])
