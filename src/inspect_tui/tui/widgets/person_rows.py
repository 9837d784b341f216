"""Who is there, as rows of a list: by side, each with a mark, name and role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from inspect_tui.domain.records import LABELS, SIDES, Participant
from inspect_tui.tui.conflict_words import beside_record
from inspect_tui.tui.widgets.cells import cell_len, clipped, fit
from inspect_tui.tui.wording import CONFLICT_STYLE

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp

ROOMY = 30
"""Lines of the window from which on an empty line stands before a side."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody, the heading of a side, or the place where a side without anybody begins.

    Attributes:
        words: in a heading how many of how many are there.
    """

    key: str
    side: str
    person: Participant | None = None
    is_heading: bool = False
    words: str = ""

    @property
    def selectable(self) -> bool:
        """Whether the cursor stops here."""
        return not self.is_heading


def person_rows(people: Sequence[Participant]) -> list[PersonRow]:
    """Return everybody by side; a side without anybody has a row all the same, where the cursor can go to add."""
    rows: list[PersonRow] = []
    for side in SIDES:
        listed = [one for one in people if side_of(one) == side]
        here = f"{sum(one.present for one in listed)}/{len(listed)}" if listed else ""
        rows.append(PersonRow(f"side:{side}", side, is_heading=True, words=here))
        rows += [PersonRow(one.id, side, one) for one in listed] or [PersonRow(f"nobody:{side}", side)]
    return rows


def side_of(one: Participant) -> str:
    """Return the side on which somebody is listed; one that is not known is the last."""
    return one.side if one.side in SIDES else SIDES[-1]


class PersonDrawing:
    """Draws the rows."""

    def __init__(self, app: InspectApp) -> None:
        """Draw in the app's language."""
        self._app = app

    def height(self, row: PersonRow, width: int) -> int:
        """Return the lines of a row: one, and what somebody else wrote in it; before a side one where there is room."""
        if row.is_heading:
            return 2 if row.side != SIDES[0] and self._app.size.height >= ROOMY else 1
        return len(self._lines(row, width)[0]) + len(self._others(row))

    def _lines(self, row: PersonRow, width: int) -> tuple[list[str], list[str]]:
        """Return the lines of a name and those of a role: side by side, or where they are long one below the other.

        The second are as many as the first; in both everything stands that fits into two lines each.
        """
        one = row.person
        if one is None:
            return [""], [""]
        name, away = one.name or self._app.t("(no name)"), self._away(row)
        whole = width - 2 - cell_len(away) - 1
        room = max(12, (width - 2) * 3 // 5) if one.role else whole
        if cell_len(name) <= room and cell_len(one.role) <= whole - room:
            return [fit(name, room)], [fit(one.role, whole - room)]
        names = clipped(name, whole, 2)
        roles = clipped(one.role, width - 4, 2) if one.role else []
        return [fit(line, whole) for line in names] + [""] * len(roles), [""] * len(names) + roles

    def _away(self, row: PersonRow) -> str:
        return "" if row.person is None or row.person.present else "  " + self._app.t("not here")

    def _others(self, row: PersonRow) -> list[str]:
        return beside_record(self._app, "participant", row.person.id) if row.person is not None else []

    def draw(self, row: PersonRow, width: int) -> list[Content]:
        """Draw a row."""
        t, one = self._app.t, row.person
        if row.is_heading:
            label = t(LABELS[row.side])
            words = fit(f"{label[:1].upper()}{label[1:]}  {row.words}", width)
            gap = [Content("")] if self.height(row, width) > 1 else []
            return [*gap, Content.styled(words, "$text-muted bold")]
        if one is None:
            return [Content.styled(fit(t("nobody yet; Ctrl+N adds"), width), "$text-muted")]
        mark, style = ("✓ ", "$text-success") if one.present else ("– ", "$text-muted")
        look = "$foreground" if one.present else "$text-muted"
        (name, *names), (role, *roles) = self._lines(row, width)
        first = Content.assemble(
            (mark, style), (name, look), " ", (role, "$text-muted"), (self._away(row), "$text-warning")
        )  # fmt: skip
        more = [
            Content.styled("  " + one_name, look) if one_name else Content.styled("    " + one_role, "$text-muted")
            for one_name, one_role in zip(names, roles, strict=True)
        ]
        others = [Content.styled("  " + fit(other, width - 2), CONFLICT_STYLE) for other in self._others(row)]
        return [first, *more, *others]
