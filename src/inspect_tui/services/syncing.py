"""Send what is pending and fetch what is new: `sync`, and what `receive` needs of a target (docs/transport.md)."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from inspect_tui.exchange.atomic import written_aside
from inspect_tui.exchange.layout import SUFFIX
from inspect_tui.exchange.target_access import Access
from inspect_tui.exchange.target_errors import TargetError
from inspect_tui.exchange.target_retry import Retry
from inspect_tui.exchange.targets import INBOX, RECEIPTS, Line, Target
from inspect_tui.locale import Catalog
from inspect_tui.services.courier import Courier, Progress, Synced
from inspect_tui.services.errors import UserError, describe
from inspect_tui.services.home import Home, Setup
from inspect_tui.services.pending import PendingCounter, pending_count
from inspect_tui.services.regular_files import open_regular
from inspect_tui.services.sessions import open_for
from inspect_tui.services.settings import FINGERPRINT, Settings, read_settings, write_settings
from inspect_tui.store.errors import StoreError
from inspect_tui.store.lock import take_lock

__all__ = [
    "Courier", "PendingCounter", "Progress", "Synced", "access_of", "choose_target", "fetch_for_receive",
    "give_receipts", "pending_count", "sending_alone", "sync", "synced_as_json", "synced_lines",
]  # fmt: skip

_MOST: Final = 2**32 + 2**22
"""Bytes of a session file at most, with its envelope."""
_SEEN: Final = "seen.json"


def sync(
    setup: Setup,
    target: str | None = None,
    *,
    plain: bool = False,
    remember: bool = False,
    accept: str = "",
    tell: Callable[[Progress], None] = lambda _: None,
    retry: Retry | None = None,
    access: Access | None = None,
) -> Synced:
    """Send what is pending to a target, and fetch its receipts and packs.

    The store is open only while files are made and while it is noted what arrived, not while the line is slow.

    Args:
        setup: whose home and store.
        target: its address; None for the one that the settings name.
        plain: send files that are not sealed, where nobody is set to seal them to.
        remember: keep the address in the settings.
        accept: fingerprint of the host's key, to be accepted from now on.
        tell: told how far it is.
        retry: how often it is tried.
        access: with what it gets in; None for environment, keyring and settings.

    Raises:
        TargetError: the target is asked for wrongly; nothing was tried.
        UserError: nobody is set to seal to and not plain, or another sync of this home is under way.
        StoreError: the store cannot be opened.
    """
    where, settings = choose_target(setup.home, target, remember=remember, accept=accept)
    with sending_alone(setup.home):
        courier = Courier(
            setup, where, access=access or access_of(settings, os.environ), retry=retry or Retry(), tell=tell
        )
        with contextlib.closing(courier):
            reached = courier.reach()
            if reached:
                with open_for(setup, read_only=False) as store, store.errors_told():
                    courier.prepare(store, plain=plain)
                courier.carry()
            # Where nothing was sent nothing is noted, so the app may have the store open.
            with open_for(setup, read_only=not reached) as store, store.errors_told():
                return courier.finish(store)


def choose_target(home: Home, text: str | None, *, remember: bool = False, accept: str = "") -> tuple[Target, Settings]:
    """Return the target that is meant, and the settings, in which is kept what is to be kept.

    Raises:
        TargetError: it is no target, or none is set; or the fingerprint is none.
        UserError: the settings cannot be read or written.
    """
    settings = read_settings(home)
    target = Target.parse(text if text is not None else settings.target or _nothing_set())
    changed = settings
    if accept:
        if not FINGERPRINT.fullmatch(accept) or target.kind != "sftp":
            raise TargetError("bad_fingerprint", text=accept)
        changed = changed.accepting(target.place, accept)
    if remember:
        named = os.environ.get("INSPECT_TUI_S3_ENDPOINT", "") if target.kind == "s3" else ""
        changed = replace(changed, target=target.address, endpoint=named or changed.endpoint)
    if changed != settings:
        write_settings(home, changed)
    return target, changed


def _nothing_set() -> str:
    raise TargetError("no_target")


def access_of(settings: Settings, environ: Mapping[str, str]) -> Access:
    """Return with what targets let this home in."""
    return Access(environ, accepted=settings.hosts, endpoint=settings.endpoint)


@contextlib.contextmanager
def sending_alone(home: Home) -> Iterator[None]:
    """Let one process at a time send from a home: two would make files of the same sessions.

    Raises:
        UserError: another one sends.
    """
    try:
        lock = take_lock(home.path / "sync")
    except StoreError as error:
        if error.code == "busy":
            raise UserError("sync_busy") from None
        raise
    try:
        yield
    finally:
        lock.release()


# What headquarters needs of a target


def fetch_for_receive(
    url: str, folder: Path, *, home: Home | None = None, retry: Retry | None = None, access: Access | None = None
) -> list[Path]:
    """Fetch the session files of a target's inbox that did not come before.

    Whoever receives takes them away from the folder once they have been taken in; what still lies there from an
    earlier call is returned again, so that a file that came is received even where the program ended in between.

    Args:
        url: the target's address.
        folder: where they go, into a folder of the target's own.
        home: whose settings are used; None for the one of the environment.
        retry: how often it is tried.
        access: with what it gets in.

    Raises:
        TargetError: the target cannot be reached; files that came before that are in the folder.
        UserError: the settings cannot be read.
        OSError: the folder cannot be written.
    """
    line, target = _line(url, home, retry, access)
    place = folder / hashlib.sha256(target.address.encode()).hexdigest()[:12]
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    seen = _read_seen(place)
    with line:
        line.check()
        for remote in line.files(INBOX):
            if remote.name.endswith(SUFFIX) and seen.get(remote.name) != remote.size:
                line.get(INBOX, remote.name, place / remote.name, most=_MOST)
                seen[remote.name] = remote.size
                with written_aside(place / _SEEN) as file:
                    file.write(json.dumps(seen, sort_keys=True).encode())
    return sorted(path for path in place.iterdir() if path.name.endswith(SUFFIX))


def give_receipts(
    url: str,
    paths: Sequence[Path],
    *,
    home: Home | None = None,
    retry: Retry | None = None,
    access: Access | None = None,
) -> None:
    """Bring receipts to a target; a later one takes the place of an earlier one of the same file.

    Raises:
        TargetError: the target cannot be reached.
        OSError: a receipt cannot be read.
    """
    if not paths:
        return
    line, _ = _line(url, home, retry, access)
    with line:
        line.check()
        for path in paths:
            line.put(path, RECEIPTS, path.name, replace=True)


def _line(url: str, home: Home | None, retry: Retry | None, access: Access | None) -> tuple[Line, Target]:
    settings = read_settings(home or Home.find(os.environ))
    target = Target.parse(url)
    return Line(target, access or access_of(settings, os.environ), retry or Retry()), target


def _read_seen(place: Path) -> dict[str, int]:
    try:
        with open_regular(place / _SEEN) as file:
            seen = json.loads(file.read())
    except (OSError, ValueError, RecursionError):
        seen = None
    # Lost or of another shape, it costs fetching again what the store already knows.
    return {name: size for name, size in seen.items() if type(size) is int} if isinstance(seen, dict) else {}


# What is said of it


def synced_as_json(done: Synced, catalog: Catalog) -> dict[str, Any]:
    """Return what `sync` did as one JSON object."""
    return {
        "target": done.target,
        "sent": len(done.sent),
        "fetched": len(done.fetched),
        "acknowledged": done.acknowledged,
        "unbelieved": [
            {"file": str(one.file), "name": one.name, "fingerprint": one.fingerprint} for one in done.unbelieved
        ],
        "pending": done.pending,
        "files": [{"file": one.path.name, "session": one.session, "sha256": one.sha256} for one in done.sent],
        "fetched_files": [str(path) for path in done.fetched],
        "failed": [{"file": one.file, "reason": describe(one.reason, catalog)} for one in done.failed],
        "error": describe(done.error, catalog) if done.error else None,
    }


def synced_lines(done: Synced, catalog: Catalog) -> list[str]:
    """Return what `sync` did, in lines."""
    t = catalog.t
    lines = [
        t(
            "{target}: {sent} sent, {fetched} fetched, {pending} pending",
            target=done.target, sent=len(done.sent), fetched=len(done.fetched), pending=done.pending,
        )
    ]  # fmt: skip
    signers = Counter((one.name, one.fingerprint) for one in done.unbelieved)
    lines += [
        catalog.n(
            "{count} receipt not believed, for the key of {name} is not trusted here: compare the fingerprint "
            "{fingerprint}, then inspect-tui trust add, then send again",
            "{count} receipts not believed, for the key of {name} is not trusted here: compare the fingerprint "
            "{fingerprint}, then inspect-tui trust add, then send again",
            count, name=name, fingerprint=fingerprint,
        )
        for (name, fingerprint), count in signers.items()
    ]  # fmt: skip
    failed = ((one.file, describe(one.reason, catalog)) for one in done.failed)
    lines += [t("NOT TRANSFERRED: {file}: {reason}", file=file, reason=reason) for file, reason in failed]
    return lines


def progress_line(progress: Progress, catalog: Catalog) -> str:
    """Return how far it is, in one line; empty where nothing is on its way."""
    if progress.waiting:
        return catalog.t("the line was cut; again in {seconds} s", seconds=round(progress.waiting, 1))
    if not progress.file:
        return ""
    share = progress.done * 100 // progress.size if progress.size else 100
    bar = "█" * (share // 10) + "░" * (10 - share // 10)
    return f"{progress.number}/{progress.count} {bar} {share:3d} % {progress.file}"
