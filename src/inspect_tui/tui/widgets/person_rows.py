"""Who is there, as rows of a list: by side, each with a mark, name and role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from inspect_tui.domain.records import LABELS, SIDES, Participant
from inspect_tui.tui.conflict_words import beside_record
from inspect_tui.tui.widgets.cells import fit
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
        return 1 + len(self._others(row))

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
        away = "" if one.present else "  " + t("not here")
        name_room = max(12, (width - 2) * 3 // 5)
        role_room = width - 2 - name_room - len(away) - 1
        if not one.role:
            name_room, role_room = width - 2 - len(away) - 1, 0
        look = "$foreground" if one.present else "$text-muted"
        first = Content.assemble(
            (mark, style), (fit(one.name or t("(no name)"), name_room), look), " ",
            (fit(one.role, role_room), "$text-muted"), (away, "$text-warning"),
        )  # fmt: skip
        return [first, *(Content.styled("  " + fit(other, width - 2), CONFLICT_STYLE) for other in self._others(row))]
