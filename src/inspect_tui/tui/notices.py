"""Notices beside the work whose time may run out at any moment: while they are drawn too.

A stock toast asks its notification how long it has left and sets a timer to it. Where the time runs out just then (the
screen is changed in the notice's last millisecond, on a busy machine in its last fifty), the timer's interval is
negative, and Textual's timer goes round for ever without giving up its turn: the app stands still.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from textual.notifications import Notification, Notify, SeverityLevel

if TYPE_CHECKING:
    from textual.app import App

    _MixedInApp = App[Any]
else:
    _MixedInApp = object

LEAST: Final = 0.05
"""Seconds that a notice is on the screen once it is made."""


class Notice(Notification):
    """A notification that never has less than no time left."""

    @property
    def time_left(self) -> float:
        """The seconds until it goes, for whoever sets a timer to them."""
        return max(LEAST, super().time_left)

    @property
    def has_expired(self) -> bool:
        """Whether its time is over."""
        return super().time_left <= 0


class LastingNotices(_MixedInApp):
    """An app whose notices do no harm when they go."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a notice as the stock app does; see `textual.app.App.notify`."""
        seconds = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        self.post_message(Notify(Notice(message, title, severity, seconds, markup=markup)))
