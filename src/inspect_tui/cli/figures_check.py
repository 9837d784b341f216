"""`figures check`: do reported figures agree with themselves?"""

from __future__ import annotations

import argparse
import contextlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from inspect_tui.cli.common import Commands, Usage, opened, show
from inspect_tui.domain.count_text import read_count
from inspect_tui.domain.figure_findings import COUNT_WORDS
from inspect_tui.domain.records import DECLARED_COUNTS
from inspect_tui.locale import N_, Catalog

if TYPE_CHECKING:
    from inspect_tui.domain.figure_findings import FigureFinding
    from inspect_tui.services.declaring import Told

_LONGER: Final[dict[str, str]] = {
    "assigned": N_("tasks assigned, also those suspended, transferred or withdrawn"),
    "due": N_("tasks due: done, or overdue and not done"),
}
"""What help says of counts of which the name alone does not tell enough."""
VERDICTS: Final[dict[bool | None, str]] = {
    True: N_("The figures agree with themselves."),
    False: N_("The figures contradict themselves."),
    None: N_("Nothing in these figures can be judged."),
}
OF_SESSION: Final[dict[bool | None, str]] = {
    **VERDICTS,
    True: N_("The declared figures agree with themselves and with the checklist."),
    False: N_("The declared figures do not agree with themselves, or not with the checklist."),
}


def add_beside(figures: argparse.ArgumentParser, commands: Commands) -> None:
    """Add the command beside the session that `figures` takes."""
    t = commands.t
    parser = commands.beside(figures, "check", _check, t("do reported figures agree with themselves?"))
    for name in DECLARED_COUNTS:
        words = t(_LONGER.get(name) or COUNT_WORDS[name])
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, metavar="N", type=_counter(commands.t), action=_Once, help=words)
    parser.add_argument("--percent", metavar="NAME=TEXT[@BASE]", action="append", default=[],
                        help=t("a percentage as it is printed, for example open_overdue=16,67@assigned"))  # fmt: skip
    parser.add_argument("--session", metavar="S", help=t("the figures that this session holds as declared"))


class _Told(NamedTuple):
    """What is told of figures that options give; each finding is a point of its own."""

    consistent: bool | None
    findings: list[tuple[FigureFinding, str]]
    points: list[tuple[FigureFinding, str]]


class _Once(argparse.Action):
    """Keeps an option's value; the same option again with another one is a slip of the hand."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        if getattr(namespace, self.dest, None) not in (None, values):
            raise Usage(f"{option} … {option}")
        setattr(namespace, self.dest, values)


def _counter(t: Any) -> Any:
    def count(text: str) -> int:
        with contextlib.suppress(ValueError):
            if (number := read_count(text)) is not None:
                return number
        raise argparse.ArgumentTypeError(t("{text} is no number of tasks", text=text[:60] or "“”"))

    return count


def _check(args: argparse.Namespace, catalog: Catalog) -> int:
    from inspect_tui.domain.figure_findings import finding_values

    told = _of_options(args, catalog) if args.session is None else _of_session(args, catalog)
    findings = [
        {"code": f.code, "message": message, "contradiction": f.contradiction, "values": finding_values(f),
         "tasks": list(f.tasks)}
        for f, message in told.findings
    ]  # fmt: skip
    marks = [f"{'✗' if point.contradiction else '·'} {words}" for point, words in told.points]
    data: dict[str, Any] = {"consistent": told.consistent, "findings": findings}
    verdicts = VERDICTS
    if args.session is not None:
        verdicts, data["points"] = OF_SESSION, sum(point.contradiction for point, _ in told.points)
    show(args, data, catalog.t(verdicts[told.consistent]), *marks)
    return 1 if told.consistent is False else 0


def _of_options(args: argparse.Namespace, catalog: Catalog) -> _Told:
    """Judge the figures that the options give.

    Raises:
        Usage: without the tasks assigned.
        PercentError: an option is no percentage.
    """
    from inspect_tui.domain.consistency import check_figures
    from inspect_tui.domain.figure_findings import describe
    from inspect_tui.domain.percentages import percentage_of

    if args.assigned is None:
        raise Usage(catalog.t("the following arguments are required: %s") % "--assigned")
    check = check_figures(_counts(args), [percentage_of(text) for text in args.percent])
    told = [(one, describe(one, catalog, keys=True)) for one in check.findings]
    return _Told(check.consistent, told, told)


def _of_session(args: argparse.Namespace, catalog: Catalog) -> Told:
    """Judge the figures that a session holds as declared, by themselves and against its checklist.

    Raises:
        Usage: figures are given beside it.
    """
    from inspect_tui.services.declaring import told_of_session
    from inspect_tui.services.sessions import resolve

    if _counts(args) or args.percent:
        raise Usage(catalog.t("--session takes the figures of the session, so no others can be given"))
    with opened(args, catalog, read_only=True) as store:
        return told_of_session(store, resolve(store, args.session), catalog)


def _counts(args: argparse.Namespace) -> dict[str, int]:
    return {name: value for name in DECLARED_COUNTS if (value := getattr(args, name)) is not None}
