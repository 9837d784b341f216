"""Conclusions as rows of a list: headings, words, owner and deadline, and what they were drawn from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content

from inspect_tui.domain.dates import screen_date
from inspect_tui.domain.records import CONCLUSION_KINDS, Conclusion
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_, Catalog
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap
from inspect_tui.tui.wording import CONFLICT, CONFLICT_STYLE

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp

HEADINGS: Final = {
    "result": N_("1 Results"),
    "shortcoming": N_("2 Shortcomings"),
    "cause": N_("3 Causes"),
    "request": N_("4 Requests"),
}
MARK: Final = 4
"""Cells of the number before a conclusion."""
DEADLINE: Final = 11
OWNER: Final = 20
WIDE: Final = 90
"""Cells from which on the owner has a column."""

Styled = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ConclusionRow:
    """A conclusion in the list, or a heading.

    Attributes:
        is_wrong: a number in its words contradicts the checklist.
    """

    key: str
    selectable: bool
    conclusion: Conclusion | None = None
    number: int = 0
    title: str = ""
    is_wrong: bool = False


def conclusion_rows(
    conclusions: Sequence[Conclusion], catalog: Catalog, wrong: Collection[str] = ()
) -> list[ConclusionRow]:
    """Return the rows of all conclusions, by kind, each kind under its heading.

    Args:
        conclusions: all of them.
        catalog: the language of the headings.
        wrong: ids of those in which a number contradicts the checklist.
    """
    rows: list[ConclusionRow] = []
    for kind in CONCLUSION_KINDS:
        listed = [c for c in conclusions if c.kind == kind]
        if listed:
            rows.append(ConclusionRow(f"kind:{kind}", False, title=catalog.t(HEADINGS[kind])))
            rows += [ConclusionRow(c.id, True, c, n, is_wrong=c.id in wrong) for n, c in enumerate(listed, start=1)]
    return rows


class ConclusionDrawing:
    """Draws rows of conclusions of the app's open session."""

    def __init__(self, app: InspectApp) -> None:
        """Draw with the app's language and session."""
        self._app = app

    def height(self, row: ConclusionRow, width: int) -> int:
        """Return the lines of a row."""
        return 1 if row.conclusion is None else len(self._lines(row, row.conclusion, width))

    def draw(self, row: ConclusionRow, width: int) -> list[Content]:
        """Draw a conclusion, or a heading."""
        conclusion = row.conclusion
        if conclusion is None:
            return [Content.styled(fit(row.title.upper(), width), "$text-muted bold")]
        is_request = conclusion.kind == "request"
        mark = f"{row.number:>2}. " if is_request else "  – "
        made = []
        for place, parts in enumerate(self._lines(row, conclusion, width)):
            line = Content.assemble(*parts)
            if place == 0 and is_request:
                room = self._room(conclusion, width)
                line = Content.assemble(line, " " * max(0, room - line.cell_length), *self._columns(conclusion, width))
            made.append(Content.assemble((mark, "$text-muted") if place == 0 else " " * MARK, line))
        return made

    def _room(self, conclusion: Conclusion, width: int) -> int:
        columns = 1 + DEADLINE + (1 + OWNER if width >= WIDE else 0) if conclusion.kind == "request" else 0
        return max(10, width - MARK - columns)

    def _lines(self, row: ConclusionRow, conclusion: Conclusion, width: int) -> list[list[Styled]]:
        """Return the words wrapped, with the ties behind the last of them or on a line of their own."""
        room = self._room(conclusion, width)
        words = wrap(one_line(conclusion.text) or self._app.t("(no words yet)"), room)
        lines: list[list[Styled]] = [[(line, "")] for line in words]
        ties = self._ties(row, conclusion, width)
        if not ties:
            return lines
        free = (room if len(lines) == 1 else width - MARK) - cell_len(words[-1]) - 2
        if sum(cell_len(text) + 1 for text, _ in ties) - 1 > free:
            lines.append([])
        else:
            lines[-1].append(("  ", ""))
        for place, tie in enumerate(ties):
            lines[-1] += [(" ", ""), tie] if place else [tie]
        return lines

    def _ties(self, row: ConclusionRow, conclusion: Conclusion, width: int) -> list[Styled]:
        state, ties = self._app.state, []
        labels = state.labels if state is not None else {}
        if state is not None and ("conclusion", conclusion.id) in state.disputed:
            ties.append((CONFLICT + " " + self._app.t("two values"), CONFLICT_STYLE))
        if row.is_wrong:
            ties.append(("⚠ " + self._app.t("check the number"), "$text-warning"))
        if conclusion.kind == "request" and not conclusion.owner and width < WIDE:
            ties.append(("⚠ " + self._app.t("no owner"), "$text-warning"))
        ties += [(f"←{labels[i]}", "$text-accent") for i in conclusion.tasks if i in labels]
        if conclusion.notes:
            words = self._app.catalog.n("{count} note", "{count} notes", len(conclusion.notes))
            ties.append((f"←{words}", "$text-accent"))
        return ties

    def _columns(self, conclusion: Conclusion, width: int) -> list[Styled]:
        t, columns = self._app.t, []
        if width >= WIDE:
            owner = (conclusion.owner, "$text-muted") if conclusion.owner else ("⚠ " + t("no owner"), "$text-warning")
            columns += [(" ", ""), (fit(owner[0], OWNER), owner[1])]
        when = (screen_date(conclusion.deadline), "") if conclusion.deadline else ("⚠ " + t("no date"), "$text-warning")
        return [*columns, (" ", ""), (fit(when[0], DEADLINE, "right"), when[1])]
