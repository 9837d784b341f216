"""Reading aloud (Ctrl+R): the draft minutes point by point before they are signed, agreed, corrected or reserved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from inspect_tui.domain.records import utc_text
from inspect_tui.locale import N_
from inspect_tui.tui.commands import UNDO_COMMANDS, Command
from inspect_tui.tui.patience import patient
from inspect_tui.tui.screens.frame import FootKeys, SessionScreen
from inspect_tui.tui.widgets.cells import fit, wrap
from inspect_tui.tui.widgets.row_list import RowList
from inspect_tui.tui.widgets.text_line import TextLine
from inspect_tui.tui.working import Working

if TYPE_CHECKING:
    from inspect_tui.domain.records import Session
    from inspect_tui.services.reading_aloud import Point, Reading
    from inspect_tui.store.store import Store

WIDEST: Final = 76
"""Cells of a line that is read aloud: the eye must find the next one."""
_STATES: Final = {
    "agreed": ("✓", N_("agreed"), "$text-success"),
    "corrected": ("✓", N_("agreed as corrected"), "$text-success"),
    "reserved": ("!", N_("with a reservation of the agency"), "$text-warning"),
}
_UNREAD: Final = ("○", N_("to be read"), "$text-muted")
_CHANGED: Final = ("↻", N_("changed since it was read"), "$text-warning")


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point, or the heading above some."""

    key: str
    selectable: bool
    point: Point | None = None
    reading: Reading | None = None
    title: str = ""


class ReadingScreen(SessionScreen):
    """One point under the other, the one at hand bright and with room around it."""

    OWN_KEY = "reading"
    IS_ASIDE = True
    COMMANDS_HERE: ClassVar[Sequence[Command]] = (
        Command("agree", "enter", "Enter", N_("agreed"), N_("The point is agreed; on to the next"), "agree", 0),
        Command("correct", "f7", "F7", N_("correct"), N_("Go to where the point is corrected"), "correct", 1),
        Command("reserve", "f8", "F8", N_("reservation"), N_("Note what the agency reserves"), "reserve", 1),
        Command("agree-part", "f9", "F9", N_("whole part"), N_("All points of this part are agreed"), "agree_part", 2),
        Command("take-back", "delete", "", N_("take back"), N_("The point is not agreed after all"), "take_back", 9),
        *UNDO_COMMANDS,
        Command("back", "escape", "Esc", N_("back"), N_("Back to the conclusions"), "back", 3),
    )  # fmt: skip
    BINDINGS = [command.binding() for command in COMMANDS_HERE]
    HELP_TEXTS: ClassVar[dict[str, str]] = {
        "": N_(
            "The minutes as they will be signed, to be read aloud. Enter: agreed, and on to the next point.\n"
            "F7 goes to where a point is corrected; come back with Ctrl+R: it is to be read again then.\n"
            "F8 notes what the agency has reserved; it stands in the minutes as its own word.\n"
            "✓ agreed   ! with a reservation   ↻ changed since it was read   ○ to be read"
        ),
        "reservation": N_("What the agency has to say against the point. Enter saves it as a note; Esc gives up."),
    }

    FOOT_KEYS: ClassVar[FootKeys] = {"reservation": (("Enter", N_("save")), ("Esc", N_("give up")))}

    DEFAULT_CSS = """
    ReadingScreen {
        & #reading-side { align-horizontal: center; }
        & #reading-state { height: auto; padding: 0 2; color: $text-accent; text-style: bold; }
        & #points { padding: 1 0 0 1; }
        & #reservation-line { display: none; height: 1; padding: 0 2; }
        & #reservation-line.-open { display: block; }
    }
    """

    def __init__(self) -> None:
        """Make the screen with nothing read yet."""
        super().__init__()
        self._points: list[Point] = []
        self._made_of: Session | None = None

    def compose_work(self) -> ComposeResult:
        """Yield how far it is, the points, and the line of a reservation."""
        with Vertical(id="reading-side"):
            yield Static("", id="reading-state", markup=False)
            yield RowList[PointRow](self.draw_row, height=self.height_of, id="points")
            with Vertical(id="reservation-line"):
                yield TextLine(
                    id="reservation", placeholder=self.t("what the agency reserves; Enter saves, Esc gives up")
                )

    @property
    def listing(self) -> RowList[PointRow]:
        """The points."""
        return self.query_one("#points", RowList)

    @property
    def field(self) -> TextLine:
        """The line of a reservation."""
        return self.query_one("#reservation", TextLine)

    @property
    def _read_aloud(self) -> Mapping[str, Any]:
        return self.state.content.session.read_aloud

    def on_mount(self) -> None:
        """Keep what is typed."""
        super().on_mount()
        self.field.keep = self.inspect.edited

    def fill(self) -> None:
        """Make the points anew, beside the keys: the paper of a large checklist takes a moment."""
        if self.state.is_whole:
            # A function, for a newer change may cancel this before it has begun.
            self.run_worker(self._fill, exclusive=True, group="points")  # type: ignore[arg-type]

    def follow(self, kind: str, record_id: str) -> None:
        """Show a change; that a point was agreed makes no other points."""
        if kind == "session" and self.state.content.session._replace(read_aloud={}) == self._made_of:
            self._show_rows()
        else:
            self.fill()

    async def _fill(self) -> None:
        from inspect_tui.services.reading_aloud import points

        view, catalog = self.state.view, self.inspect.catalog
        self._made_of = view.content.session._replace(read_aloud={})
        async with Working(self, self._at_work, self.t("The minutes are being put together…")):
            self._points = await self.inspect.gateway.long(partial(points, view, catalog))
        self._show_rows()

    def _show_rows(self) -> None:
        from inspect_tui.services.reading_aloud import reading_of

        rows, part = list[PointRow](), ""
        done = 0
        for place, point in enumerate(self._points):
            if point.part != part:
                part = point.part
                rows.append(PointRow(f"part:{place}", False, title=part))
            reading = reading_of(point, self._read_aloud)
            done += bool(reading.state)
            rows.append(PointRow(f"{place}", True, point, reading))
        was_empty = not self.listing.rows
        self.listing.set_rows(rows)
        self._say(done)
        if was_empty:
            self._go_to_unread(0)

    def _at_work(self, words: str) -> None:
        self.query_one("#reading-state", Static).update(words)

    def _say(self, done: int) -> None:
        count, signed = len(self._points), self.state.is_signed
        words = self.t("{done} of {count} points read", done=done, count=count)
        if count and done == count and not signed:
            words += " · " + self.t("all is read: F6 signs")
        self.query_one("#reading-state", Static).update(words)

    # Drawing

    def _lines(self, row: PointRow, width: int) -> list[str]:
        return wrap(row.point.text if row.point is not None else row.title, max(10, min(WIDEST, width - 6)))

    def height_of(self, row: PointRow, width: int) -> int:
        """Return the lines of a point with its state and the room around it."""
        return len(self._lines(row, width)) + (2 if row.point is not None else 1)

    def draw_row(self, row: PointRow, width: int) -> list[Content]:
        """Draw a point."""
        margin = " " * max(1, (min(width, 120) - WIDEST) // 2 if width > WIDEST + 6 else 1)
        if row.reading is None:
            return [
                *(Content.styled(margin + line, "$text-muted bold") for line in self._lines(row, width)),
                Content(""),
            ]
        usual = _CHANGED if row.reading.changed else _UNREAD
        symbol, words, style = _STATES.get(row.reading.state, usual)
        body = "$text-muted" if row.reading.state in ("agreed", "corrected") else "$foreground bold"
        state = Content.styled(margin + fit(f"{symbol} {self.t(words)}", max(4, width - len(margin))), style)
        return [*(Content.styled(margin + line, body) for line in self._lines(row, width)), state, Content("")]

    # Acting

    def begin(self) -> None:
        """Begin at the points."""
        self.listing.focus()

    def _at_hand(self) -> Point | None:
        row = self.listing.cursor_row
        return row.point if row is not None else None

    def _go_to_unread(self, start: int) -> None:
        """Go to the first point from a place on that is still to be read."""
        for row in [*self.listing.rows[start:], *self.listing.rows[:start]]:
            if row.reading is not None and not row.reading.state:
                self.listing.highlight(row.key)
                return

    @patient
    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter agrees."""
        event.stop()
        await self._agree([point] if (point := self._at_hand()) is not None else [])

    def action_agree(self) -> None:
        """Agree to the point at hand."""
        self.listing.action_choose()

    @patient
    async def action_agree_part(self) -> None:
        """Agree to all points of the part at hand that are still to be read."""
        from inspect_tui.services.reading_aloud import reading_of

        here = self._at_hand()
        if here is not None:
            part = [p for p in self._points if p.part == here.part and not reading_of(p, self._read_aloud).state]
            await self._agree(part)

    async def _agree(self, agreed: list[Point]) -> None:
        from inspect_tui.services.reading_aloud import with_agreed

        place = self.listing.index_of(self.listing.cursor_key or "") or 0
        if agreed and await self._save(with_agreed(agreed, self._read_aloud, utc_text(datetime.now(UTC)))):
            self._go_to_unread(place + 1)

    @patient
    async def action_take_back(self) -> None:
        """Take the agreement to the point at hand back."""
        point = self._at_hand()
        if point is not None and point.key in self._read_aloud:
            await self._save({key: said for key, said in self._read_aloud.items() if key != point.key})

    async def _save(self, read_aloud: Mapping[str, Any]) -> bool:
        return await self.inspect.save("session", self.state.id, {"read_aloud": read_aloud}) is not None

    def action_correct(self) -> None:
        """Go to the record that the point is made of."""
        point, app = self._at_hand(), self.inspect
        if point is None:
            return
        screens = {"conclusion": "conclusions", "note": "notes", "task": "checklist"}
        if point.record in screens:
            app.go(screens[point.record], lambda shown: shown.show_record(point.record_id))
        else:
            app.tell(self.t("This point is made of the figures, or of the meeting's head (Ctrl+O in the checklist)."))

    # Reservations

    def action_reserve(self) -> None:
        """Open the line for what the agency reserves."""
        point = self._at_hand()
        if point is None or self.state.is_signed:
            return
        field = self.field
        field.about = f"reading:{point.key}:reservation"
        field.text = self.inspect.drafts.get(field.about) or ""
        self.query_one("#reservation-line").add_class("-open")
        field.focus()

    def on_text_line_edited(self, event: TextLine.Edited) -> None:
        """Kept already."""
        event.stop()

    @patient
    async def on_text_line_submitted(self, event: TextLine.Submitted) -> None:
        """Save the reservation as a note of the agency's."""
        event.stop()
        from inspect_tui.services.reading_aloud import reserve

        key, text = event.about.split(":")[1], event.text.strip()
        point = next((one for one in self._points if one.key == key), None)
        if point is None or not text:
            return
        present = [p.name for p in self.state.participants("agency") if p.present]
        speaker = present[0] if present else self.state.content.session.agency
        drafts, said, session = {event.about: event.text}, self._read_aloud, self.state.id
        self.close_reservation()

        def work(store: Store) -> str:
            return reserve(store, session, point, text, speaker, said, drop_drafts=tuple(drafts))

        await self.inspect.change(work, drafts=drafts)

    def close_reservation(self) -> None:
        """Close the line; what is typed in it stays a draft of its point."""
        self.query_one("#reservation-line").remove_class("-open")
        self.listing.focus()

    def action_back(self) -> None:
        """From the reservation to the points, from them to the conclusions."""
        if self.field.has_focus:
            self.close_reservation()
        else:
            self.inspect.action_show("conclusions")
