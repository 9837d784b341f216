"""The command ``receive``: what it is told, in which order it goes about it, and what it says."""

from __future__ import annotations

import contextlib
import itertools
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from inspect_tui.domain.vietnamese import one_line
from inspect_tui.locale import Catalog
from inspect_tui.services.errors import UserError
from inspect_tui.services.file_keys import file_keys
from inspect_tui.services.home import Setup
from inspect_tui.services.receiving import Outcome, Receiver, Told, find_files
from inspect_tui.services.sessions import open_for
from inspect_tui.services.watching import Watcher, watch
from inspect_tui.store.store import Store

_URL: Final = "://"


@dataclass(frozen=True, slots=True)
class Order:
    """What ``receive`` is told.

    Attributes:
        places: files, folders and addresses.
        retry: try those again that wait.
        receipts: another folder for receipts than the home's.
        unsigned: take files of format 1.0 in.
    """

    places: Sequence[str] = ()
    retry: bool = False
    receipts: str | None = None
    unsigned: bool = False

    @property
    def urls(self) -> list[str]:
        """The places that are fetched first."""
        return [place for place in self.places if _URL in place]

    @property
    def paths(self) -> list[Path]:
        """The places on this machine."""
        return [Path(place) for place in self.places if _URL not in place]


def receive(setup: Setup, order: Order, catalog: Catalog) -> Outcome:
    """Receive what an order names.

    Raises:
        UserError: nothing is named, or a file or folder that is not there, or receipts cannot be put where they are
            wanted; nothing is received then.
        StoreError: the store cannot be opened or written; files before that one are received.
        KeysError: the home's keys cannot be read: nothing is believed then.
    """
    if not order.places and not order.retry:
        raise UserError("nothing_named")
    files = find_files(order.paths)
    _prepare(order)
    with _receiver(setup, order, catalog) as receiver:
        if order.retry:
            receiver.retry()
        _take_all(setup, receiver, order, files)
        for url in order.urls:
            _receive_from(setup, receiver, url)
        return receiver.outcome


def receive_on_and_on(
    setup: Setup,
    order: Order,
    catalog: Catalog,
    tell: Callable[[Outcome], None],
    *,
    stop: threading.Event | None = None,
) -> Outcome:
    """Receive what is there and what comes, until the process is told to stop (Ctrl+C, SIGTERM).

    Args:
        setup: which home and store.
        order: the folders to watch.
        catalog: the language of reasons.
        tell: is told what each round did in which something was done.
        stop: ends it too, once it is set.

    Raises:
        Exception: as `receive`.
    """
    if not order.places:
        raise UserError("nothing_named")
    if order.urls:
        raise UserError("no_fetching", url=order.urls[0])
    find_files(order.paths)
    _prepare(order)

    def take(paths: Sequence[Path]) -> Outcome:
        with _receiver(setup, order, catalog) as receiver:
            return _take_all(setup, receiver, order, paths)

    whole = Outcome()
    if order.retry:
        with _receiver(setup, order, catalog) as receiver:
            whole.add(receiver.retry())
            tell(whole)
    with stopping(stop or threading.Event()) as stop:
        watcher = Watcher(order.paths, setup.home.path / "trust.json")
        whole.add(watch(watcher, take, wait=stop.wait, stopped=stop.is_set, tell=tell))
    return whole


@contextlib.contextmanager
def stopping(event: threading.Event) -> Iterator[threading.Event]:
    """Give an event that is set once the process is asked to stop; work at hand is finished first."""
    before: dict[signal.Signals, Any] = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        # Only the main thread can be asked.
        with contextlib.suppress(ValueError):
            before[number] = signal.signal(number, lambda *_: event.set())
    try:
        yield event
    finally:
        for changed, handler in before.items():
            signal.signal(changed, handler)


def _prepare(order: Order) -> None:
    """Make the folder for receipts before anything is taken: a wrong one must change nothing."""
    if order.receipts:
        try:
            Path(order.receipts).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError("unwritable_file", path=order.receipts, reason=error.strerror or "") from None


@contextlib.contextmanager
def _receiver(setup: Setup, order: Order, catalog: Catalog) -> Iterator[Receiver]:
    with open_for(setup, read_only=False) as store, store.errors_told():
        yield receiver_for(setup, store, catalog, receipts=order.receipts, unsigned=order.unsigned)


def receiver_for(
    setup: Setup, store: Store, catalog: Catalog, *, receipts: str | None = None, unsigned: bool = False
) -> Receiver:
    """Return a receiver with the home's keys and folders.

    Raises:
        KeysError: the home's keys or lists cannot be read.
    """
    keys = file_keys(setup, store)
    folder = Path(receipts).absolute() if receipts else setup.home.path / "receipts"
    return Receiver(
        store,
        identity=keys.identity,
        trusted=keys.trusted,
        catalog=catalog,
        receipts=folder,
        unsigned=unsigned,
        logs=setup.home.logs,
    )


def _take_all(setup: Setup, receiver: Receiver, order: Order, files: Iterable[Path]) -> Outcome:
    """Receive files on this machine; what came out of a target's inbox is answered at that target too."""
    answers: dict[Path, list[Path]] = {}
    for folder, of_folder in itertools.groupby(files, lambda path: path.parent):
        before = len(receiver.outcome.receipts)
        receiver.take_all(of_folder)
        answers.setdefault(folder, []).extend(receiver.outcome.receipts[before:])
    for place in order.paths:
        _answer(setup, receiver, place, answers.pop(inbox_of(place), ()))
    return receiver.outcome


def _answer(setup: Setup, receiver: Receiver, place: Path, receipts: Sequence[Path]) -> None:
    from inspect_tui.exchange.target_errors import TargetError
    from inspect_tui.services.errors import describe

    try:
        answer_at(setup, place, receipts)
    except TargetError as error:
        # The receipts lie in this home's folder all the same.
        receiver.outcome.notices.append(Told(place, error.code, describe(error, receiver.catalog)))


def inbox_of(place: Path) -> Path:
    """Return where laptops put their files in a folder that is a target."""
    from inspect_tui.exchange.targets import INBOX

    return place.absolute() / INBOX


def answer_at(setup: Setup, place: Path, receipts: Sequence[Path]) -> None:
    """Bring receipts to a folder that is a target, where the laptops' next `sync` finds them.

    Raises:
        TargetError: the folder cannot be written.
    """
    if not receipts:
        return
    from inspect_tui.services.syncing import give_receipts

    give_receipts(str(place.absolute()), receipts, home=setup.home)


def _receive_from(setup: Setup, receiver: Receiver, url: str) -> None:
    """Fetch files from a place elsewhere, receive them, and give their receipts there.

    What was taken in and answered needs no copy here; what waits stays, to be tried again. A place that cannot be
    reached is told like a file that cannot be taken in.
    """
    # A folder or stick needs nothing of what goes over networks.
    from inspect_tui.exchange.target_errors import TargetError
    from inspect_tui.services.errors import describe
    from inspect_tui.services.syncing import fetch_for_receive, give_receipts

    before, refused_before = len(receiver.outcome.receipts), len(receiver.outcome.quarantined)
    try:
        files = fetch_for_receive(url, setup.home.path / "fetched", home=setup.home)
        receiver.take_all(files)
        give_receipts(url, receiver.outcome.receipts[before:], home=setup.home)
    except TargetError as error:
        if error.is_input:
            raise
        receiver.outcome.quarantined.append(Told(Path(url), error.code, describe(error, receiver.catalog), url))
        return
    refused = {one.file for one in receiver.outcome.quarantined[refused_before:]}
    for path in files:
        if path in refused:
            continue
        # Only now: where the receipt did not get there, the file comes again and is answered again.
        path.unlink(missing_ok=True)


def told(done: Outcome, catalog: Catalog) -> list[str]:
    """Return what receiving did, in lines."""
    t, n = catalog.t, catalog.n
    if not any(done.as_json().values()):
        return [t("Nothing there that is to be received.")]
    lines = []
    if done.received or done.duplicates:
        lines.append(
            t(
                "{received} received, {duplicates} with nothing new; {merged} new entries, {conflicts} open conflicts",
                received=done.received, duplicates=done.duplicates, merged=done.merged, conflicts=done.conflicts,
            )
        )  # fmt: skip
    if done.acknowledged:
        lines.append(n("{count} receipt taken in", "{count} receipts taken in", done.acknowledged))
    if done.strangers:
        strange = n("{count} receipt for a file that this store did not write",
                    "{count} receipts for files that this store did not write", done.strangers)  # fmt: skip
        lines.append(strange)
    # Whoever names a file must not steer the terminal with it, nor add lines of his own.
    lines += [f"{one_line(one.place)}: {one.words}" for one in done.notices]
    lines += [
        t("NOT TAKEN IN: {file}: {reason}", file=one_line(one.place), reason=one.words) for one in done.quarantined
    ]
    return lines
