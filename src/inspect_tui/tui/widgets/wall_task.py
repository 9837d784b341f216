"""One task for the wall: its number and the days overdue in blocks, its words in bold, short lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from textual.content import Content

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.numbers import number
from inspect_tui.domain.records import Task
from inspect_tui.domain.status import STATUS_LABELS, STATUS_SYMBOLS, Standing, is_due_soon
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_, Catalog
from inspect_tui.tui.widgets.block_digits import Height, block_lines, has_glyphs
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap
from inspect_tui.tui.widgets.drawn_lines import SpokenLines
from inspect_tui.tui.wording import STATUS_STYLES

LINE: Final = 60
"""Cells of the longest line: longer ones are hard to follow from the back of a room."""
WIDEST: Final = 84
"""Cells of the whole, in the middle of the window."""
MOST: Final = 8
"""Lines of the task's own words."""
ENOUGH: Final = 6
"""Lines of them for which blocks are made no smaller."""
LATE: Final = ("open_overdue", "done_late")
NAME: Final = 17
"""Cells of what a fact is called."""
_CAUSE: Final = (6, 4, 3)
"""Lines that the last fact, the cause, may take, from the most to the least for which blocks are made smaller."""
_LOOKS: Final[tuple[tuple[Height, int], ...]] = ((7, 2), (5, 2), (5, 1), (3, 1), (1, 1))
"""Rows of the blocks, and lines that a fact may take, from the largest look to the smallest."""


class OnWall(NamedTuple):
    """What the wall shows of a task.

    Attributes:
        label: as people call it.
        as_of: the cut-off date.
        due_soon_days: within how many days a deadline is near.
    """

    task: Task
    label: str
    standing: Standing
    as_of: date | None
    due_soon_days: int


def wall_lines(shown: OnWall, width: int, height: int, catalog: Catalog) -> list[Content]:
    """Return the lines for a room; what matters least gives way first.

    Args:
        shown: the task.
        width: cells of the window.
        height: lines that there are.
        catalog: the language.
    """
    room = min(width - 6, WIDEST)
    margin = max(0, (width - room) // 2)
    line = min(room, LINE)
    facts, status = _facts(shown, catalog), _status(shown, catalog)
    words = wrap(one_line(shown.task.content) or catalog.t("(no words yet)"), line)
    head, fact_lines, left = list[Content](), list[Content](), 0
    # The cause is what the room asks about: blocks are made smaller before it is cut.
    looks = [(block, most, max(most, cause)) for cause in _CAUSE for block, most in _LOOKS if block > 1]
    for block, most, cause in (*looks, *((block, most, most) for block, most in _LOOKS)):
        if not (head := _head(shown, room, block, catalog)):
            continue
        lines = [*[most] * (len(facts) - 1), cause]
        width_of = min(room, LINE + NAME)
        fact_lines = [part for fact, many in zip(facts, lines, strict=True) for part in _fact(fact, width_of, many)]
        # Between the four parts stands an empty line.
        left = height - len(head) - len(fact_lines) - 4
        if left >= min(len(words), ENOUGH):
            break
    keep = max(2, min(MOST, left))
    if len(words) > keep:
        words = [*words[: keep - 1], fit(" ".join(words[keep - 1 :]), line)]
    parts = [head, [Content.styled(one, "$foreground bold") for one in words], [status], fact_lines]
    spare = height - sum(map(len, parts)) - len(parts)
    # With room to spare two empty lines stand between parts, and the whole in the middle.
    gap = [Content("")] * (2 if spare > len(parts) else 1)
    body = [line for part in parts for line in (*part, *gap)][: -len(gap)]
    above = max(0, (height - len(body)) // 2)
    return [Content("")] * above + [Content(" " * margin) + one for one in body]


def _head(shown: OnWall, room: int, block: Height, catalog: Catalog) -> list[Content]:
    """Return the number on the left and the days on the right, in blocks; nothing where they do not fit."""
    caption, style = catalog.t("TASK"), STATUS_STYLES[shown.standing.status]
    if has_glyphs(shown.label):
        label = block_lines(shown.label, block)
    else:
        # A register may number with letters, of which there are no pictures.
        label, caption = [""] * block, f"{caption} {shown.label}"
    days, unit = _days(shown, catalog)
    right = block_lines(days, block) if days else [""] * block
    wide = max(map(cell_len, unit.split("|"))) if days else 0
    used = len(label[0]) + (len(right[0]) + 2 + wide + 4 if days else 0)
    if used > room and block > 1:
        return []
    words = ["", *unit.split("|")] if block > 1 else [unit.replace("|", " ")]
    words = [*[""] * (block - len(words)), *words]
    gap = room - len(label[0]) - (len(right[0]) + 2 + wide if days else 0)
    drawn = [
        Content.assemble(
            (left, "$text-accent bold"), " " * max(1, gap), (digits, style),
            (f"  {fit(word, wide)}" if days else "", style),
        )
        for left, digits, word in zip(label, right, words, strict=True)
    ]  # fmt: skip
    return [Content.styled(caption, "$foreground bold"), *drawn]


def _days(shown: OnWall, catalog: Catalog) -> tuple[str, str]:
    """Return the days that matter, and what they are, a word on a line; nothing where none do."""
    standing, as_of = shown.standing, shown.as_of
    if standing.status in LATE:
        days = standing.days_overdue
        many, one = (
            (N_("days|late"), N_("day|late"))
            if standing.status == "done_late"
            else (N_("days|overdue"), N_("day|overdue"))
        )
    elif as_of is not None and standing.deadline is not None and is_due_soon(standing, as_of, shown.due_soon_days):
        days, many, one = (standing.deadline - as_of).days, N_("days|left"), N_("day|left")
    else:
        return "", ""
    return number(days, catalog.language), catalog.t(one if days == 1 else many)


def _status(shown: OnWall, catalog: Catalog) -> Content:
    status = shown.standing.status
    words = catalog.t(STATUS_LABELS[status])
    if shown.as_of is not None:
        words += "  ·  " + catalog.t("as of {day}", day=screen_date(shown.as_of))
    return Content.styled(f"{STATUS_SYMBOLS[status]} {words[:1].upper()}{words[1:]}", STATUS_STYLES[status] + " bold")


def _facts(shown: OnWall, catalog: Catalog) -> list[tuple[str, str]]:
    """Return deadline, who does it, and the cause as found: a name and words each."""
    t, task, standing = catalog.t, shown.task, shown.standing
    when = screen_date(standing.deadline) if standing.deadline is not None else t("no deadline")
    if task.deadline_text:
        when += f" («{one_line(task.deadline_text)}»)"
    if standing.first_deadline is not None and standing.first_deadline != standing.deadline:
        when += "  ·  " + t("at first {day}", day=screen_date(standing.first_deadline))
    if standing.completed_on is not None:
        when += "  ·  " + t("done {day}", day=screen_date(standing.completed_on))
    facts = [(t("Deadline"), when)]
    if task.lead:
        facts.append((t("Lead"), task.lead))
    if task.coordinating:
        facts.append((t("With"), "; ".join(task.coordinating)))
    if cause := one_line(task.cause):
        facts.append((t("Cause"), cause))
    elif standing.status in LATE:
        facts.append((t("Cause"), t("not known yet")))
    return facts


def _fact(fact: tuple[str, str], width: int, most: int) -> list[Content]:
    """Return a fact as its name and at most some lines of words beside it."""
    name, words = fact
    lines = wrap(words, width - NAME)
    if len(lines) > most:
        lines = [*lines[: most - 1], fit(" ".join(lines[most - 1 :]), width - NAME)]
    return [
        Content.assemble((fit(name if not place else "", NAME), "$foreground"), (one, "$foreground bold"))
        for place, one in enumerate(lines)
    ]


class WallTask(SpokenLines):
    """The task, or that there is none."""

    DEFAULT_CSS = """
    WallTask { height: 1fr; }
    """

    shown: OnWall | None = None

    def show(self, shown: OnWall | None) -> None:
        """Show a task; None for none."""
        if shown != self.shown or self._drawn is None:
            self.shown = shown
            self.renew()

    def draw(self, width: int, height: int) -> Sequence[Content]:
        """Return the lines for the room."""
        if self.shown is None:
            words = self._catalog.t("No task yet. F2 leads to the checklist.")
            return [*[Content("")] * 3, Content.styled(fit(words, width, "center"), "$foreground bold")]
        return wall_lines(self.shown, width, height, self._catalog)
