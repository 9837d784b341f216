"""What the checklist's keys do to the task at the cursor or to all that are selected, and how the list is arranged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from inspect_tui.domain.ids import added_by_hand
from inspect_tui.locale import N_
from inspect_tui.tui.commands import Command
from inspect_tui.tui.patience import patient

if TYPE_CHECKING:
    from inspect_tui.store.store import Store
    from inspect_tui.tui.screens.checklist import ChecklistScreen
    from inspect_tui.tui.screens.frame import SessionScreen
    from inspect_tui.tui.widgets.several_form import SeveralForm

    _MixedInScreen = SessionScreen
else:
    _MixedInScreen = object

SEVERAL_COMMANDS: Final = (
    Command("ask", "ctrl+t", "^T", N_("ask"), N_("To be asked about ★, or not"), "ask", 5),
    Command("note-on", "ctrl+n", "^N", N_("note"), N_("A note on this task"), "note_on", 5),
    Command("select", "space", "", N_("select"), N_("Select the task, or no longer, and go on"), "select", 9),
    Command("select-up", "shift+up", "", N_("select up"), N_("Select upwards"), "extend(-1)", 9),
    Command("select-down", "shift+down", "", N_("select down"), N_("Select downwards"), "extend(1)", 9),
    Command("select-all", "ctrl+a", "", N_("all"), N_("Select all tasks in the list, or none"), "select_all", 9),
    Command("group", "ctrl+g", "", N_("group"), N_("Group by source, status, lead agency, examiner"), "regroup", 9),
    Command("sort", "ctrl+r", "", N_("sort"), N_("Sort: late, register, deadline, document, spoken of"), "resort", 9),
    Command("filters", "down", "", N_("filters"), N_("In the filter: all filters"), "filters", 9),
)  # fmt: skip


class SeveralTasks(_MixedInScreen):
    """The part of the checklist's screen that acts on one task or several."""

    @property
    def _screen(self) -> ChecklistScreen:
        return cast("ChecklistScreen", self)

    def action_select(self) -> None:
        """Select the task at the cursor, or no longer, and go on to the next."""
        self.action_extend(1, toggle=True)

    def action_extend(self, step: int, *, toggle: bool = False) -> None:
        """Select the task at the cursor and go on; ``toggle`` lets go of one that is selected."""
        side, listing = self._screen.tasks_side, self._screen.listing
        key = listing.cursor_key
        if not listing.has_focus or key is None:
            return
        side.select([key], on=not (toggle and key in side.selected))
        (listing.action_cursor_down if step > 0 else listing.action_cursor_up)()

    def action_select_all(self) -> None:
        """Select all tasks in the list; where all are, none."""
        side = self._screen.tasks_side
        if not self._screen.listing.has_focus:
            return
        shown = side.shown_ids()
        side.select(shown, on=not side.selected.issuperset(shown))

    def action_regroup(self) -> None:
        """Group by the next thing."""
        from inspect_tui.domain.arranging import GROUPS

        side = self._screen.tasks_side
        side.rearrange(group=_after(side.group, GROUPS))
        self._say_arranged()

    def action_resort(self) -> None:
        """Sort in the next order."""
        from inspect_tui.domain.arranging import SORTS

        side = self._screen.tasks_side
        side.rearrange(sort=_after(side.sort, SORTS))
        self._say_arranged()

    def _say_arranged(self) -> None:
        from inspect_tui.domain.arranging import GROUPS, SORTS

        side, app = self._screen.tasks_side, self._screen.inspect
        app.tell(f"{app.t(GROUPS[side.group])} · {app.t(SORTS[side.sort])}", seconds=2, alone=True)

    async def action_filters(self) -> None:
        """Show all filters under the filter's line."""
        if self._screen.tasks_side.filter.has_focus:
            await self._screen.tasks_side.choose_filter()

    def action_note_on(self) -> None:
        """Go to the notes with these tasks under discussion."""
        ids, app = self._screen.tasks_side.at_hand(), self._screen.inspect
        labels = self._screen.state.labels
        if ids:
            words = ", ".join(labels[one] for one in ids)
            app.go("notes", lambda notes: notes.discuss(words))

    @patient
    async def action_ask(self) -> None:
        """Mark the tasks at hand as to be asked about, or no longer where all of them are."""
        screen = self._screen
        ids = screen.tasks_side.at_hand()
        asked = not all(screen.state.tasks[one].asked for one in ids)
        if ids and screen.listing.has_focus:
            await self.change_tasks({one: {"asked": asked} for one in ids})

    @patient
    async def action_key_task(self) -> None:
        """Count the tasks at hand as key tasks beside their own source, or no longer where all of them are."""
        from inspect_tui.domain.sources import KEY_SOURCE, sources_of

        screen, app = self._screen, self._screen.inspect
        if not screen.listing.has_focus:
            return
        own = {one: sources_of(screen.state.tasks[one].source) for one in screen.tasks_side.at_hand()}
        beside = {one: sources for one, sources in own.items() if sources[0] != KEY_SOURCE}
        if not beside:
            if own:
                app.tell(app.t("It stands among the key tasks already."))
            return
        are_key = all(KEY_SOURCE in sources for sources in beside.values())
        changed = {
            one: {"source": "; ".join([s for s in sources if s != KEY_SOURCE] if are_key else [*sources, KEY_SOURCE])}
            for one, sources in beside.items()
            if are_key or KEY_SOURCE not in sources
        }
        if not await self.change_tasks(changed):
            return
        if not screen.tasks_side.selected:
            words = N_("No key task any more.") if are_key else N_("A key task too: it counts in both, once overall.")
            app.tell(app.t(words))
        else:
            said = (
                app.catalog.n("{count} key task less.", "{count} key tasks less.", len(changed)) if are_key
                else app.catalog.n("{count} key task more.", "{count} key tasks more.", len(changed))
            )  # fmt: skip
            app.tell(f"{said} " + app.t("Ctrl+Z takes it back."))

    @patient
    async def action_delete(self) -> None:
        """Delete the tasks at hand that were added in the meeting; those of the register stay."""
        screen, app = self._screen, self._screen.inspect
        side = screen.tasks_side
        ids = side.at_hand()
        if not screen.listing.has_focus or not ids:
            return
        own = [one for one in ids if added_by_hand(one)]
        if not own:
            app.tell(app.t("A task of the register stays; note in its fields what was found."))
            return
        was_selected = bool(side.selected)
        if not await self.change_tasks({one: {} for one in own}, delete=True):
            return
        side.select(ids, on=False)
        if not was_selected:
            app.tell(app.t("Deleted. Ctrl+Z brings it back."))
            return
        words = app.catalog.n("{count} task deleted.", "{count} tasks deleted.", len(own))
        if stayed := len(ids) - len(own):
            words += " " + app.catalog.n(
                "{count} of the register stays.", "{count} of the register stay.", stayed
            )  # fmt: skip
        app.tell(words + " " + app.t("Ctrl+Z brings back all of them."))

    async def show_several(self) -> None:
        """Show the form for all that are selected."""
        await self._screen.detail.show_several(self._screen.tasks_side.at_hand())

    @patient
    async def on_several_form_filled(self, event: SeveralForm.Filled) -> None:
        """Write what was filled in for all that are selected, and go back to the list."""
        event.stop()
        screen = self._screen
        ids = screen.tasks_side.at_hand()
        if not await self.change_tasks(dict.fromkeys(ids, event.values), drafts=event.drafts):
            return
        screen.tasks_side.select(ids, on=False)
        form: SeveralForm = screen.query_one("#several")  # type: ignore[assignment]
        form.clear()
        screen.action_back()
        words = screen.inspect.catalog.n("{count} task changed.", "{count} tasks changed.", len(ids))
        screen.inspect.tell(words + " " + screen.t("Ctrl+Z takes it back."))

    async def change_tasks(
        self, values: Mapping[str, Mapping[str, Any]], *, delete: bool | None = None, drafts: Mapping[str, str] = {}
    ) -> bool:  # fmt: skip
        """Change tasks in one step, which undo takes back in one; return whether it was written.

        Args:
            values: the fields to set, by task.
            delete: delete all of them.
            drafts: the drafts that become part of it.
        """
        app, session = self._screen.inspect, self._screen.state.id
        if len(values) == 1 and not drafts:
            ((task, fields),) = values.items()
            return await app.save("task", task, fields, delete=delete) is not None

        def write(store: Store) -> str:
            from inspect_tui.services.recording import save_together

            return save_together(store, session, "task", values, delete=delete, drop_drafts=tuple(drafts))

        step = await app.change(write, drafts=drafts)
        # Who has just selected them knows that they are many: undo need not ask.
        app.knows_step(step or "")
        return step is not None


def _after(one: str, listed: Mapping[str, str] | Sequence[str]) -> str:
    """Return what stands behind one of several, the first behind the last."""
    names = list(listed)
    return names[(names.index(one) + 1) % len(names)]
