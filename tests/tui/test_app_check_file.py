"""A session file checked against the code on paper, in the app."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from inspect_tui.exchange.keys import make_identity
from inspect_tui.services.exporting import export_session
from inspect_tui.services.identities import identity_of
from inspect_tui.services.signing import amend, sign
from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.screens.check_file import verdict
from tui.app_driver import CTRL_P, CTRL_U, ENTER, ESC, SHIFT_TAB, Visit, running, screen_text, until, write

F9 = "\x1b[20~"
STRANGER = make_identity("Máy lạ")


@pytest.fixture
def signed(visit: Visit, tmp_path: Path) -> tuple[Visit, Path, str]:
    """The visit signed and exported by this device, and the code on its paper."""
    with visit.store() as store:
        code = sign(store, visit.session, by="Tổ trưởng", force=True, reason="thử").code
        identity = identity_of(visit.setup, store)
        written = export_session(store, visit.session, tmp_path / "out", plain=True, identity=identity)
    return visit, written.path, code


async def says(app: InspectApp, pilot: Any, words: str) -> None:
    await until(pilot, lambda: words in in_box(app), words)


def in_box(app: InspectApp) -> str:
    """Return what stands in the panel, as one line."""
    return " ".join(" ".join(re.findall("│(.*)│", screen_text(app))).split())


async def test_paper_and_file_agree_or_not(signed: tuple[Visit, Path, str]) -> None:
    visit, file, code = signed
    async with running(visit, listed=True) as (app, pilot):
        assert "F9" in screen_text(app)
        await write(pilot, F9 + str(file) + ENTER + code.lower().replace("-", " ") + ENTER)
        await says(app, pilot, "✓ Paper and file agree: the file holds what was signed.")
        await says(app, pilot, "signed by Tổ trưởng as revision 1")
        await says(app, pilot, "25 tasks")
        assert "⚠" not in screen_text(app)
        await write(pilot, CTRL_U + "ABCD-EFGH-JKMN-PQRS")
        assert "Paper and file agree" not in screen_text(app), "another code has to be checked"
        await write(pilot, ENTER)
        await says(app, pilot, "✗ Paper and file do NOT agree")
        await write(pilot, CTRL_U + ENTER)
        await says(app, pilot, "✓ The file is whole and unchanged.")
        await write(pilot, ESC)
        assert app.focused is not None
        assert app.focused.id == "sessions"


async def test_an_older_paper_says_so(signed: tuple[Visit, Path, str], tmp_path: Path) -> None:
    visit, _, code = signed
    with visit.store() as store:
        amend(store, visit.session, reason="bổ sung")
        sign(store, visit.session, by="Tổ trưởng", force=True, reason="thử")
        written = export_session(
            store, visit.session, tmp_path / "again", plain=True, identity=identity_of(visit.setup, store)
        )
    async with running(visit) as (app, pilot):
        await write(pilot, CTRL_P + "code on paper" + ENTER)
        await write(pilot, f"'{written.path}'" + ENTER + code + ENTER)
        await says(app, pilot, "⚠ Paper and file agree, but the session was amended and signed again since")


async def test_a_stranger_and_a_damaged_and_a_missing_file(visit: Visit, tmp_path: Path) -> None:
    with visit.store() as store:
        strange = export_session(store, visit.session, tmp_path / "out", plain=True, identity=STRANGER).path
    damaged = tmp_path / "damaged.itui"
    damaged.write_bytes(strange.read_bytes()[:-100])
    async with running(visit) as (app, pilot):
        app.action_check_file()
        await until(pilot, lambda: app.focused is not None and app.focused.id == "check-path")
        await write(pilot, str(strange) + ENTER + ENTER)
        await says(app, pilot, "⚠ The file is whole, but it is from nobody who is trusted here.")
        await says(app, pilot, "Máy lạ")
        await write(pilot, "ABCD" + ENTER)
        await says(app, pilot, "✗ The session in this file is not signed")
        await write(pilot, SHIFT_TAB + CTRL_U + str(damaged) + ENTER)
        await says(app, pilot, "✗ The file is NOT as it was made")
        await says(app, pilot, "cut short")
        await write(pilot, CTRL_U + str(tmp_path / "nowhere.itui") + ENTER)
        await says(app, pilot, "✗ there is no file")


async def test_a_sealed_file_is_opened_with_the_keys_of_this_device(visit: Visit, tmp_path: Path) -> None:
    with visit.store() as store:
        own = identity_of(visit.setup, store)
        ours = export_session(
            store, visit.session, tmp_path / "ours", plain=False, identity=STRANGER, recipients=(own.public.recipient,)
        )
        other = make_identity("Máy khác").public.recipient
        theirs = export_session(
            store, visit.session, tmp_path / "theirs", plain=False, identity=STRANGER, recipients=(other,)
        )
    async with running(visit, size=(120, 36)) as (app, pilot):
        app.action_check_file()
        await until(pilot, lambda: app.focused is not None and app.focused.id == "check-path")
        await write(pilot, str(ours.path) + ENTER + ENTER)
        await says(app, pilot, "⚠ The file is whole, but it is from nobody who is trusted here.")
        await write(pilot, SHIFT_TAB + CTRL_U + str(theirs.path) + ENTER + ENTER)
        await says(app, pilot, "not sealed to this device")


def test_what_matters_most_is_said_first() -> None:
    def said(*codes: str, valid: bool = True, trusted: bool = True, with_code: bool = True) -> list[str]:
        found = {"valid": valid, "trusted": trusted, "findings": [{"code": code} for code in codes]}
        return [message.split(":")[0] for _, _, message in verdict(found, with_code=with_code)]

    assert said("code_fits") == ["Paper and file agree"]
    assert said("code_fits", trusted=False)[1].startswith("The file is whole, but")
    assert said("damaged", valid=False, trusted=False) == ["The file is NOT as it was made"]
    assert said(with_code=False) == ["The file is whole and unchanged."]
