"""The tasks that are being talked about where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp


def tasks_at_hand(app: InspectApp) -> tuple[list[str], str]:
    """Return the tasks that the note at hand is tied to, and the one under the cursor of the screen that is shown.

    Returns:
        Ids of the composer's tasks, whatever screen is shown, and the id of the task at the cursor of the checklist,
        or of the first one of the conclusion at the cursor; empty where there is none.
    """
    state = app.state
    if state is None:
        return [], ""
    shown = app.shown_screen()
    screen: Any = app.screen
    at_cursor = ""
    if shown == "checklist":
        key = screen.listing.cursor_key or ""
        at_cursor = key if key in state.tasks else ""
    elif shown == "conclusions":
        conclusion = state.conclusion(screen.listing.cursor_key or "")
        at_cursor = next((task for task in conclusion.tasks if task in state.tasks), "") if conclusion else ""
    return _named_in_composer(app), at_cursor


def _named_in_composer(app: InspectApp) -> list[str]:
    if not app.is_screen_installed("notes"):
        return []
    notes: Any = app.get_screen("notes")
    # Before it was shown, nothing can have been typed there.
    return [task.id for task in notes.composer.tasks()] if notes.is_mounted else []
