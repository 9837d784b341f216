"""What belongs to a task: what moved it, its evidence, what was said and concluded; and adding to these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from inspect_tui.domain.dates import local_clock, screen_date
from inspect_tui.domain.evidence import files_of_task
from inspect_tui.domain.records import Event
from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import N_
from inspect_tui.tui.widgets.cells import cell_len, fit, wrap
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.wording import CONFLICT, CONFLICT_STYLE, size_words

if TYPE_CHECKING:
    from inspect_tui.locale import Catalog
    from inspect_tui.tui.state import SessionState

MOST_LINES: Final = 14
"""Lines of the list, from which on it scrolls."""
NOTE_LINES: Final = 3
"""Lines of a note; all of it stands in the notes."""

ADDING: Final = (
    ("add:event", N_("+ extended, suspended, withdrawn, transferred"), "Ctrl+D"),
    ("add:evidence", N_("+ evidence file"), "Ctrl+E"),
    ("add:note", N_("+ a note already taken"), ""),
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A line of the list: a heading, something that belongs to the task, or a way to add.

    Attributes:
        key: ``kind:id`` of a record, ``add:…`` or ``head:…``.
        lead: what stands before the words, in a colour of its own.
        words: the words.
        right: what stands at the right end.
        lines: how many lines the words may take.
    """

    key: str
    selectable: bool
    words: str
    lead: str = ""
    right: str = ""
    lines: int = 1
    style: str = ""

    @property
    def kind(self) -> str:
        """The kind of record, or ``add``."""
        return self.key.partition(":")[0]

    @property
    def id(self) -> str:
        """The record's id, or what to add."""
        return self.key.partition(":")[2]


def event_words(event: Event, catalog: Catalog) -> str:
    """Return what moved a task: "extended to 30/09/2021, from 15/07, by 123/UBND"."""
    t = catalog.t
    match event.kind:
        case "extended":
            words = t("extended to {day}", day=screen_date(event.until)) if event.until else t("extended")
        case "transferred":
            words = t("transferred to {agency}", agency=event.to) if event.to else t("transferred")
        case kind:
            words = t(kind)
    if event.on is not None:
        words += t(", from {day}", day=screen_date(event.on, near=event.until))
    if event.document:
        words += t(", by {document}", document=event.document)
    return words


def things_of(task: str, state: SessionState, catalog: Catalog) -> list[Thing]:
    """Return what belongs to a task.

    Args:
        task: its id.
        state: the session.
        catalog: the language.
    """
    t, content = catalog.t, state.content
    zone = content.session.zone
    events = [e for e in content.events if e.task == task]
    files = files_of_task(content, task)
    notes, conclusions = state.notes_of(task), [c for c in content.conclusions if task in c.tasks]

    def mark(kind: str, one: str) -> str:
        return CONFLICT + " " if (kind, one) in state.disputed else ""

    parts: list[tuple[str, list[Thing]]] = [
        (
            t("What moved it ({count})", count=len(events)),
            [Thing(f"event:{e.id}", True, event_words(e, catalog), mark("event", e.id), lines=2)
             for e in sorted(events, key=lambda e: (str(e.on or ""), e.id))],
        ),
        (
            t("Evidence ({count})", count=len(files)),
            [Thing(f"attachment:{a.id}", True, a.name, mark("attachment", a.id), size_words(a)) for a in files],
        ),
        (
            t("Notes ({count})", count=len(notes)),
            [Thing(f"note:{n.id}", True, one_line(n.text),
                   f"{mark('note', n.id)}{local_clock(n.at, zone)} {n.speaker}: ", lines=NOTE_LINES) for n in notes],
        ),
        (
            t("Conclusions ({count})", count=len(conclusions)),
            [Thing(f"conclusion:{c.id}", True, one_line(c.text), "➜ ", lines=NOTE_LINES) for c in conclusions],
        ),
    ]  # fmt: skip
    rows: list[Thing] = []
    for title, listed in parts:
        if listed:
            rows.append(Thing(f"head:{title}", False, title, style="$foreground-muted bold"))
            rows += listed
    if not state.is_signed:
        rows += [Thing(key, True, t(words), right=label, style="$foreground-muted") for key, words, label in ADDING]
    return rows


class TaskThings(RowList[Thing]):
    """The list below a task's fields."""

    BINDINGS: ClassVar = [Binding("delete", "delete_thing", show=False)]

    DEFAULT_CSS = """
    TaskThings {
        margin-top: 1;
        height: 1;
        scrollbar-gutter: auto;
        & > .row-list--cursor { background: $background; }
    }
    """

    @dataclass
    class Deleted(Message):
        """Posted when the line at the cursor is to go."""

        thing: Thing

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty list."""
        super().__init__(self._render_thing, height=self._height_of, marker=" ", id=id)

    def on_focus(self) -> None:
        """Show where the cursor is, which matters only here."""
        self._marker = "▸ "
        self.redraw()

    def on_blur(self) -> None:
        """Show no cursor beside that of another list."""
        self._marker = "  "
        self.redraw()

    def show(self, rows: list[Thing], *, same: bool = False) -> None:
        """Show what belongs to a task, the same one as before or another; the list is as high as that."""
        # Whoever is not in the list sees it from its beginning, where what is new stands.
        self.set_rows(rows, keep=same and self.has_focus)
        self.follow_size()

    def follow_size(self) -> None:
        """Be as high as the lines are in the width at hand."""
        width = max(20, self.size.width - 3)
        lines = sum(self._height_of(row, width) if row.selectable else 1 for row in self.rows)
        self.styles.height = max(1, min(lines, MOST_LINES))
        self.display = bool(self.rows)

    def _wrapped(self, row: Thing, width: int) -> list[str]:
        if row.lines == 1:
            return [fit(row.lead + row.words, width - len(row.right) - 1).rstrip()]
        lines = wrap(row.lead + row.words, width)
        if len(lines) > row.lines:
            lines = [*lines[: row.lines - 1], fit(" ".join(lines[row.lines - 1 :]), width)]
        return lines

    def _height_of(self, row: Thing, width: int) -> int:
        return len(self._wrapped(row, width))

    def _render_thing(self, row: Thing, width: int) -> list[Content]:
        first, *rest = self._wrapped(row, width)
        cut = min(len(row.lead), len(first))
        lead = CONFLICT_STYLE if row.lead.startswith(CONFLICT) else "$foreground-muted"
        gap = " " * max(1, width - cell_len(first) - len(row.right)) if row.right else ""
        words = Content.assemble(
            (first[:cut], lead), (first[cut:] + gap, row.style), (row.right, "$foreground-muted")
        )  # fmt: skip
        return [words, *(Content.styled(line, row.style) for line in rest)]

    def action_delete_thing(self) -> None:
        """Have the line at the cursor deleted."""
        if (row := self.cursor_row) is not None:
            self.post_message(self.Deleted(row))
