"""What the agency declared, compared with the checklist: where they differ, and which tasks make the difference.

Where a declared number is right under another reading of the checklist (`domain/readings.py`), the tasks that stand
elsewhere under that reading are those that make the difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from inspect_tui.domain.figure_findings import FigureFinding
from inspect_tui.domain.journal import DELETED
from inspect_tui.domain.numbers import half_up
from inspect_tui.domain.percentages import Percentage, percentages_of
from inspect_tui.domain.readings import FOUND, MEMBERS, Checklist, Reading, Scope
from inspect_tui.domain.records import DECLARED_COUNTS, RATE_BASES, SessionContent

SHOWN: Final = 10
"""The most tasks that are named where no reading tells which ones make a difference."""


class Comparison(NamedTuple):
    """The declared figures beside the checklist's.

    Attributes:
        source: the source whose tasks the declared figures are of; empty for all.
        counts: the checklist's own numbers, by the names of the declared counts.
        given: the declared counts.
        findings: what is found, in the order of the grid.
    """

    source: str
    counts: Mapping[str, int]
    given: Mapping[str, int]
    findings: tuple[FigureFinding, ...]


def declared_counts(declared: Mapping[str, Any]) -> dict[str, int]:
    """Return the counts that were declared, in the order of the grid."""
    found = {name: declared.get(name) for name in DECLARED_COUNTS}
    return {name: value for name, value in found.items() if isinstance(value, int) and not isinstance(value, bool)}


def compare(declared: Mapping[str, Any], checklist: Checklist) -> Comparison:
    """Compare declared figures with a checklist.

    Args:
        declared: the session's record of declared figures.
        checklist: its tasks.
    """
    given = declared_counts(declared)
    scope, counts = _scope(given, checklist)
    differing = [name for name, value in given.items() if value != counts[name]]
    findings = list(_about_scope(given, scope))
    differences = list(_differences(given, counts, differing, scope, checklist))
    for percentage in percentages_of(declared.get("percents"))[0]:
        differences += _of_percentage(percentage, given, counts, differing, scope, checklist)
    if given and not differences:
        findings.append(FigureFinding("as_checklist", False, {"count": len(given)}))
    findings += differences
    return Comparison(scope.source, counts, given, tuple(findings))


def _scope(given: Mapping[str, int], checklist: Checklist) -> tuple[Scope, dict[str, int]]:
    """Return the tasks that the declared figures are of, and the checklist's counts of them.

    That is the whole, unless the tasks of one source alone are as many as were declared to be assigned; where neither
    is so, it is the source of which more numbers are right than of the whole, two at least.
    """
    best: tuple[tuple[bool, int], Scope, dict[str, int]] | None = None
    for scope in checklist.scopes():
        counts = {name: checklist.count(scope, name) for name in DECLARED_COUNTS}
        fitting = sum(counts[name] == value for name, value in given.items())
        rank = (given.get("assigned") == counts["assigned"], fitting)
        if best is None or (rank[0] > best[0][0]) or (rank[0] == best[0][0] and rank[1] > best[0][1] and rank[1] > 1):
            best = (rank, scope, counts)
    assert best is not None
    return best[1], best[2]


def _about_scope(given: Mapping[str, int], scope: Scope) -> Iterator[FigureFinding]:
    if given and scope.source:
        yield FigureFinding("one_source", False, {"source": scope.source, "assigned": len(scope.tasks)})


def _differences(
    given: Mapping[str, int],
    counts: Mapping[str, int],
    differing: Sequence[str],
    scope: Scope,
    checklist: Checklist,
) -> Iterator[FigureFinding]:
    """Yield a finding for each count that is not the checklist's, with the reading under which it is right."""
    if not differing:
        return
    numbers: dict[Reading, dict[str, int]] = {}
    for reading in checklist.readings():
        numbers[reading] = {name: checklist.count(scope, name, reading) for name in differing}
        if all(numbers[reading][name] == given[name] for name in differing):
            # One that explains all of them needs no other.
            break
    fitting = {one: sum(given[name] == value for name, value in found.items()) for one, found in numbers.items()}
    for name in differing:
        values: dict[str, object] = {
            "name": name, "declared": given[name], "checklist": counts[name],
            "difference": given[name] - counts[name],
        }  # fmt: skip
        right = [one for one in numbers if numbers[one][name] == given[name]]
        nearer = [one for one in numbers if _is_between(numbers[one][name], counts[name], given[name])]
        # A part is explained only by tasks that all speak for it, not by many that happen to come near.
        nearer = [
            one for one in nearer if len(checklist.moved(scope, [name], one)) == abs(numbers[one][name] - counts[name])
        ]
        if right:
            # The one that explains most of the other numbers too; `max` keeps the first, the most usual.
            yield _explained("differs_by_reading", values, max(right, key=fitting.__getitem__), scope, checklist)
        elif nearer:
            best = min(nearer, key=lambda one: abs(given[name] - numbers[one][name]))
            values["remaining"] = abs(given[name] - numbers[best][name])
            yield _explained("differs_in_part", values, best, scope, checklist)
        else:
            yield _unexplained(values, name, scope, checklist)


def _is_between(number: int, here: int, declared: int) -> bool:
    return min(here, declared) < number < max(here, declared)


def _explained(
    code: str, values: Mapping[str, object], reading: Reading, scope: Scope, checklist: Checklist
) -> FigureFinding:
    moved = checklist.moved(scope, [str(values["name"])], reading)
    more = {"reading": reading.key, **_day(reading, checklist), "standings": _plain(moved)}
    return FigureFinding(code, True, {**values, **more}, tuple(moved))


def _day(reading: Reading, checklist: Checklist) -> dict[str, object]:
    return {"day": checklist.held_on.isoformat()} if reading.visit and checklist.held_on else {}


def _plain(moved: Mapping[str, tuple[str, str]]) -> dict[str, list[str]]:
    return {task: list(statuses) for task, statuses in moved.items()}


def _unexplained(values: Mapping[str, object], name: str, scope: Scope, checklist: Checklist) -> FigureFinding:
    """Return a difference that no reading explains, with the tasks among which it is to be sought.

    Where less is declared those are the tasks of that count, where more is declared the others, if they are few.
    """
    statuses, members = checklist.statuses(FOUND), MEMBERS[name]
    more = int(str(values["difference"])) > 0
    among = [task for task in scope.tasks if (statuses[task] in members) != more] if name != "assigned" else []
    if not among or (more and len(among) > SHOWN):
        return FigureFinding("differs", True, {**values, "of": 0})
    side = "outside" if more else "inside"
    return FigureFinding("differs", True, {**values, "of": len(among), "side": side}, tuple(among[:SHOWN]))


def _of_percentage(
    percentage: Percentage,
    given: Mapping[str, int],
    counts: Mapping[str, int],
    differing: Sequence[str],
    scope: Scope,
    checklist: Checklist,
) -> Iterator[FigureFinding]:
    """Yield a finding where a percentage is not the checklist's own rate, with the reading under which it is."""
    name = percentage.name
    if percentage.approximate:
        return
    bases = [percentage.base] if percentage.base else RATE_BASES
    if any(_is_share(percentage, counts[name], counts[base]) for base in bases):
        return
    base = percentage.base or _base_of(percentage, name, given, counts, checklist)
    values: dict[str, object] = {
        "name": name, "text": percentage.text, "base": base, "count": counts[name], "total": counts[base],
    }  # fmt: skip
    if counts[base]:
        values["right"] = half_up(counts[name], counts[base], percentage.decimals)
    else:
        values["variant"] = "zero"
    if counts[name] > counts[base] > 0:
        # More than the whole is no share of it.
        del values["right"]
        values["variant"] = "above"
    if name in differing or base in differing:
        # That number is named already, with its tasks; the percentage only follows from it.
        yield FigureFinding("percent_differs", False, {**values, "follows": True})
        return
    for reading in checklist.readings():
        numbers = [checklist.count(scope, one, reading) for one in (name, *bases)]
        right = next((b for b, total in zip(bases, numbers[1:], strict=True)
                      if _is_share(percentage, numbers[0], total)), None)  # fmt: skip
        if right is not None:
            moved = checklist.moved(scope, [name, right], reading)
            more = {"reading": reading.key, **_day(reading, checklist), "standings": _plain(moved)}
            yield FigureFinding("percent_by_reading", True, {**values, **more}, tuple(moved))
            return
    yield FigureFinding("percent_differs", True, values)


def _is_share(percentage: Percentage, count: int, total: int) -> bool:
    return total > 0 and half_up(count, total, percentage.decimals) == percentage.value


def _base_of(
    percentage: Percentage, name: str, given: Mapping[str, int], counts: Mapping[str, int], checklist: Checklist
) -> str:
    """Return the base of which the checklist's own rate is told, where the percentage names none.

    That is the one of which it is the share by the agency's own numbers, else that of the session's rates; but none
    that is smaller in the checklist than the number itself.
    """
    count = given.get(name)
    fitting = [b for b in RATE_BASES if count is not None and _is_share(percentage, count, given.get(b, 0))]
    return next((b for b in (*fitting, checklist.base) if counts[name] <= counts[b]), "assigned")


def undecided(content: SessionContent) -> tuple[FigureFinding, ...]:
    """Return the declared figures that several people wrote differently with nobody having decided between them.

    What is judged is the value that is shown meanwhile; the other one may come to something else.
    """
    found = []
    for conflict in content.conflicts:
        if conflict.record != "declared":
            continue
        given = sorted(conflict.values, key=lambda one: (one.at, one.device, one.person))
        values: dict[str, object] = {
            "field": conflict.field,
            "judged": content.declared.get(conflict.field),
            "values": [one.value for one in given],
            "people": [one.person for one in given],
        }
        if conflict.field == DELETED:
            values["variant"] = "deleted"
        found.append(FigureFinding("undecided", False, values))
    return tuple(found)
