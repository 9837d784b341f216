"""What the status line says of saving; "saved" only after the commit has returned."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

from inspect_tui.locale import N_
from inspect_tui.services.errors import describe, is_expected
from inspect_tui.store.errors import StoreError
from inspect_tui.tui.drafts import AGAIN
from inspect_tui.tui.gateway import SaveState

if TYPE_CHECKING:
    from inspect_tui.tui.app import InspectApp

REASONS: Final[dict[str, str]] = {
    "busy": N_("the store is in use elsewhere"),
    "full": N_("disk full"),
    "read_only": N_("read-only"),
    "medium": N_("the medium does not answer"),
    "gone": N_("the store's file is gone"),
    "no_server": N_("no answer from the server"),
    "unreadable": N_("the store is damaged"),
}
"""Why nothing is saved, short enough for the status line; by the code of the store's error."""

HANGING: Final = N_("the disk does not answer")
OTHER_WORK: Final = N_("other work goes first")

SLOW: Final = 1.0
"""Seconds after which a commit that has not returned is a warning, although nothing has failed yet."""

LONG_WORK: Final = 10.0
"""Seconds after which work that may take long counts as a disk that does not answer."""

TICK: Final = 0.25


class SaveWatch:
    """Follows the commits, ticks while something is not saved, and says so."""

    def __init__(self, app: InspectApp) -> None:
        """Watch the gateway and the drafts of an app."""
        self._app = app
        self._ticking = False
        self._failing_since: float | None = None
        self._told = False
        self._probed_at = 0.0

    def save_state_changed(self, state: SaveState) -> None:
        """Take in what the gateway says."""
        if state.failure is None:
            self._failing_since = None
        elif self._failing_since is None:
            self._failing_since = time.monotonic()
            if self._app.ending is not None and not is_expected(state.failure):
                self._app.ending.fault_outlived(state.failure)
        if self._app.is_running:
            self.follow()

    def words(self) -> tuple[str, bool]:
        """Return the status line's words on saving, and whether they are a warning."""
        app, t = self._app, self._app.t
        age = app.copy_age()
        copy = "" if age is None else " · " + t("copy {age}", age=_hours(age))
        if pending := app.pending_words():
            copy += " · " + pending
        reason = self._reason()
        if reason:
            return "⚠ " + t("NOT SAVED") + f" {_minutes(self._age())} · {reason}{copy}", True
        if self._is_waiting():
            work = app.gateway.at_work
            lasted = time.monotonic() - work.since if work is not None and not work.small else 0.0
            # What changes much is no slow disk: that it goes on is said, and for how long.
            long = f" {_minutes(lasted)}" if lasted >= SLOW else ""
            return "○ " + t("saving") + long + copy, False
        return "● " + t("saved") + copy, False

    def follow(self) -> None:
        """Bring the status line up to date; while something is not saved it does so by itself."""
        self._app.show_save_state()
        reason = self._reason()
        if reason and reason != self._app.t(OTHER_WORK):
            if not self._told:
                self._told = True
                self._app.tell(
                    self._app.t(
                        "NOT SAVED: {reason}. Go on typing, it is tried again. "
                        "Ctrl+P copies the unsaved words or writes them to a file.",
                        reason=self._long_reason() or reason,
                    ),
                    warning=True,
                    seconds=10,
                )
        elif self._told and not reason and not self._is_waiting():
            self._told = False
            self._app.tell(self._app.t("Everything is saved again."))
        if not self._ticking and (reason or self._is_waiting()):
            self._ticking = True
            asyncio.get_running_loop().call_later(TICK, self._tick)

    def _tick(self) -> None:
        self._ticking = False
        if not self._app.is_running:
            return
        state, now = self._app.gateway.save_state, time.monotonic()
        if state.failure is not None and not self._is_waiting() and now - self._probed_at >= AGAIN:
            # What failed was told and given back; whether the store takes words again is found out before they come.
            self._probed_at = now
            self._app.run_worker(self._probe(), group="probe")
        self.follow()

    async def _probe(self) -> None:
        try:
            await self._app.gateway.write(self._app.where.put)
        except Exception as error:
            if not is_expected(error):
                raise

    def _is_waiting(self) -> bool:
        return bool(self._app.gateway.save_state.pending) or any(k.is_waiting for k in self._app.keepers)

    def _waiting_since(self) -> float | None:
        times = [self._app.gateway.save_state.since, *(keeper.waiting_since for keeper in self._app.keepers)]
        return min((moment for moment in times if moment is not None), default=None)

    def _age(self) -> float:
        since = self._waiting_since()
        moments = [moment for moment in (since, self._failing_since) if moment is not None]
        return time.monotonic() - min(moments) if moments else 0.0

    def _reason(self) -> str:
        """Return why something is not saved, in a few words; empty where it is saved or only just on its way."""
        gateway, t = self._app.gateway, self._app.t
        since, work, now = self._waiting_since(), gateway.at_work, time.monotonic()
        if since is not None and now - since >= SLOW and work is not None and now - work.since >= SLOW:
            return t(HANGING if work.small or now - work.since >= LONG_WORK else OTHER_WORK)
        failure = gateway.save_state.failure
        if failure is None:
            return ""
        if isinstance(failure, StoreError) and failure.code in REASONS:
            return t(REASONS[failure.code])
        return self._long_reason()

    def _long_reason(self) -> str:
        failure = self._app.gateway.save_state.failure
        if failure is None:
            return ""
        return describe(failure, self._app.catalog) if is_expected(failure) else type(failure).__name__


def _minutes(seconds: float) -> str:
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"


def _hours(seconds: float) -> str:
    minutes = max(0, int(seconds)) // 60
    return f"{minutes // 60}:{minutes % 60:02d}"
