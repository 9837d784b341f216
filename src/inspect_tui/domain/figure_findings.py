"""What a check of reported figures finds: a code, whether it is a contradiction, its numbers, and all that in words.

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
    "assigned": N_("tasks assigned"),
    "done": N_("tasks done"),
    "done_on_time": N_("tasks done on time"),
    "done_late": N_("tasks done late"),
    "done_no_deadline": N_("tasks done, without a deadline"),
    "open": N_("tasks not done"),
    "open_in_time": N_("tasks not done, in time"),
    "open_overdue": N_("tasks overdue and not done"),
    "open_no_deadline": N_("tasks not done, without a deadline"),
    "due": N_("tasks due"),
    "with_deadline": N_("tasks with a deadline"),
    "suspended": N_("tasks suspended"),
    "transferred": N_("tasks transferred to another agency"),
    "withdrawn": N_("tasks withdrawn"),
}
"""What counts are called within a sentence; look them up with the catalog's ``t``."""

MESSAGES: dict[str, str] = {
    "split": N_("{whole}: {total} reported, but the parts add up to {sum} ({difference}): {parts}"),
    "split.range": N_("{whole}: {total} reported, but by its parts it is between {least} and {most}: {parts}"),
    "part_above_whole": N_("{part}: {count} is more than {whole}: {total}"),
    "swapped_digits": N_("{name}: {given} may have two digits swapped; with {right} the parts of {whole} add up"),
    "swapped_digits.whole": N_("{name}: {given} may have two digits swapped; the parts add up to {right}"),
    "one_digit": N_("{name}: {given} may have a digit lost or added; with {right} the parts of {whole} add up"),
    "one_digit.whole": N_("{name}: {given} may have a digit lost or added; the parts add up to {right}"),
    "wrong_base": N_("{name}: {printed} is no share of {named}, that is {named_ratio}, but of {bases}: {ratios}"),
    "wrong_base.above": N_("{name}: {printed} can be no share of {named}, which is less, but of {bases}: {ratios}"),
    "forced_to_100": N_("{name}: {printed} seems adjusted so that the shares add up to 100 %; right is {rights}"),
    "truncated": N_("{name}: {printed} is cut off where it should be rounded; right is {rights}"),
    "rounded_up": N_("{name}: {printed} is rounded up where it should be rounded down; right is {rights}"),
    "swapped_percent": N_("{name}: {printed} may have two digits swapped; right is {rights}"),
    "misplaced_comma": N_("{name}: {printed} may have its decimal sign in the wrong place; right is {rights}"),
    "no_base": N_("{name}: {printed} is no share of any number that is known; right would be {rights}"),
    "no_base.named": N_("{name}: {printed} is not right; right is {rights}"),
    "no_base.above": N_("{name}: {printed} can be no share, {count} is more than {bases}"),
    "base_found": N_("{name}: {printed} does not name its base; it is right as a share of {bases}: {ratios}"),
    "not_judged": N_("{name}: {printed} cannot be judged, the number itself is not given"),
    "not_judged.base": N_("{name}: {printed} cannot be judged, the number of {base} is not given"),
    "not_judged.zero": N_("{name}: {printed} cannot be judged, the number of {base} is 0"),
    "approximate": N_("{name}: “{text}” is no exact percentage and was not judged"),
    "unreadable": N_("{name}: “{text}” cannot be read as a percentage and was not judged"),
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
    """What a percentage rightly is of a base.

    Attributes:
        numerator: how many the percentage is about.
        denominator: how many the base has.
        right: half-up, at the decimals that are printed.
    """

    base: str
    numerator: int
    denominator: int
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


def finding_values(finding: FigureFinding) -> dict[str, object]:
    """Return the values of a finding as JSON knows them: percentages and days as text, shares as objects."""
    return {name: _plain(value) for name, value in finding.values.items()}


def _plain(value: object) -> object:
    match value:
        case Share():
            return {"base": value.base, "numerator": value.numerator, "denominator": value.denominator,
                    "percent": str(value.right)}  # fmt: skip
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple() | list():
            return [_plain(one) for one in value]
    return value


def count_words(name: str, catalog: Catalog, *, keys: bool = False) -> str:
    """Return what a count is called within a sentence; a name that is none stays as it is."""
    words = catalog.t(COUNT_WORDS[name]) if name in COUNT_WORDS else name
    return f"{words} ({name})" if keys and name in COUNT_WORDS else words


def _words(field: str, value: object, catalog: Catalog, keys: bool) -> str:
    """Return one value of a finding in words: numbers with separators, days as on screen, counts by their names."""
    match value:
        case Share():
            return _ratio(value, catalog)
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
        case tuple() if field == "rights":
            return _rights(value, catalog, keys)
        case tuple() if field == "ratios":
            return "; ".join(dict.fromkeys(_ratio(one, catalog) for one in value))
        case tuple() if field == "parts":
            return " + ".join(f"{count_words(n, catalog, keys=keys)} {number(c, catalog.language)}" for n, c in value)
        case tuple() if field == "bases":
            return _joined([count_words(str(name), catalog, keys=keys) for name in value], catalog)
        case tuple() | list():
            return "; ".join(_words("", one, catalog, keys) for one in value)
    return str(value)


def _ratio(share: Share, catalog: Catalog) -> str:
    count, total = number(share.numerator, catalog.language), number(share.denominator, catalog.language)
    return f"{count}/{total} = {percent_text(share.right, catalog.language)}"


def _rights(shares: tuple[Share, ...], catalog: Catalog, keys: bool) -> str:
    """Return "11/89 = 12.4 % of the tasks assigned or the tasks due; …", each number once."""
    bases: dict[str, list[str]] = {}
    for share in shares:
        bases.setdefault(_ratio(share, catalog), []).append(count_words(share.base, catalog, keys=keys))
    return "; ".join(
        catalog.t("{share} of {base}", share=ratio, base=_joined(names, catalog)) for ratio, names in bases.items()
    )


def _joined(words: list[str], catalog: Catalog) -> str:
    if len(words) < 2:
        return "".join(words)
    return catalog.t("{others} or {last}", others=", ".join(words[:-1]), last=words[-1])
