"""One paper before it is written, and what stands at the head and foot of all of them."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from inspect_tui.services.paper_settings import META, change_paper_settings, read_paper_settings
from inspect_tui.store.connection import Location
from inspect_tui.store.store import open_store
from tui.app_driver import (
    CTRL_U,
    DOWN,
    ENTER,
    ESC,
    F3,
    F6,
    F9,
    LEFT,
    RIGHT,
    SHIFT_TAB,
    TAB,
    Visit,
    focus_id,
    running,
    screen_text,
    settled,
    until,
    write,
)

CTRL_E = "\x05"
KINDS = ("minutes", "conclusion", "report", "register", "all")
NOTICE, HEADS = DOWN * 2, DOWN * 6


@pytest.mark.parametrize(
    ("place", "words", "steps", "form"),
    [
        (1, "MINUTES", 0, "docx"),
        (2, "NOTICE", 1, "pdf"),
        (3, "REPORT", 2, "html"),
        (4, "LIST OF", 3, "xlsx"),
        (4, "LIST OF", 4, "csv"),
        (5, "NOTICE", 0, "html"),
    ],
)
async def test_each_paper_is_read_and_written_in_the_format_chosen(
    visit: Visit, place: int, words: str, steps: int, form: str
) -> None:
    async with running(visit, "papers", size=(120, 36)) as (app, pilot):
        await write(pilot, DOWN * place + ENTER)
        await until(pilot, lambda: "SOCIALIST REPUBLIC" in screen_text(app) or words in screen_text(app))
        assert "Not signed: the paper says DRAFT" in screen_text(app) or KINDS[place - 1] == "register"
        await write(pilot, RIGHT * steps + ENTER)
        await until(pilot, lambda: "✓ Written:" in screen_text(app))
    (path,) = (visit.home / "papers").iterdir()
    assert path.name.endswith(f"_{KINDS[place - 1]}.{form}")
    data = path.read_bytes()
    match form:
        case "pdf":
            assert data.startswith(b"%PDF-")
        case "html" | "csv":
            assert "Ban Dân tộc" in data.decode("utf-8-sig")
        case _:
            assert zipfile.is_zipfile(path)


async def test_formats_go_round(visit: Visit) -> None:
    async with running(visit, "papers") as (app, pilot):
        await write(pilot, DOWN + ENTER)
        await until(pilot, lambda: "‹ Word ›" in screen_text(app))
        await write(pilot, LEFT)
        await until(pilot, lambda: "‹ page for reading ›" in screen_text(app))
        await write(pilot, RIGHT + RIGHT)
        await until(pilot, lambda: "‹ PDF ›" in screen_text(app))


async def test_number_and_day_are_filled_in_after_signing(visit: Visit) -> None:
    async with running(visit, "papers", size=(120, 36)) as (app, pilot):
        await write(pilot, ENTER + "thiếu trách nhiệm" + ENTER)
        await until(pilot, lambda: "Who signs?" in screen_text(app))
        await write(pilot, ENTER)
        await until(pilot, lambda: "SIGNED" in screen_text(app))
        code = visit.show()["verification_code"]
        await write(pilot, NOTICE + ENTER)
        await until(pilot, lambda: "NOTICE" in screen_text(app))
        assert "DRAFT" not in screen_text(app)
        await write(pilot, TAB + "05/TB-TCT" + ENTER + "2/8" + ENTER)
        await until(pilot, lambda: "No. 05/TB-TCT" in screen_text(app), "the text follows")
        await until(pilot, lambda: "2 August 2021" in screen_text(app))
        await write(pilot, ESC)
        await until(pilot, lambda: "05/TB-TCT, 02/08/2021" in screen_text(app), "the row says it")
        await settled(app, pilot)
    shown = visit.show()
    (paper,) = shown["papers"]
    assert (paper["kind"], paper["number"], paper["issued_on"]) == ("conclusion", "05/TB-TCT", "2021-08-02")
    assert (shown["state"], shown["verification_code"], shown["outside_signed"]) == ("signed", code, 0)


async def test_what_is_no_day_stays_in_its_field(visit: Visit) -> None:
    async with running(visit, "papers", size=(120, 36)) as (app, pilot):
        await write(pilot, DOWN + ENTER)
        await until(pilot, lambda: "MINUTES" in screen_text(app))
        await write(pilot, TAB + TAB + "hôm qua" + ENTER)
        await until(pilot, lambda: "is no date" in screen_text(app))
        assert focus_id(app) == "issue-issued_on"
        await write(pilot, CTRL_U + "30/7" + ENTER)
        await settled(app, pilot)
    assert visit.show()["papers"][0]["issued_on"] == "2021-07-30"


async def test_a_number_half_typed_is_there_again(visit: Visit) -> None:
    """F3 leads away in the middle of a word; Escape saves what stands there."""
    async with running(visit, "papers", size=(120, 36)) as (app, pilot):
        await write(pilot, DOWN + ENTER)
        await until(pilot, lambda: "MINUTES" in screen_text(app))
        await write(pilot, TAB + "05/B" + F3)
        await until(pilot, lambda: focus_id(app) == "composer-text" or "Number and symbol" not in screen_text(app))
        await write(pilot, F6 + ENTER)
        await until(pilot, lambda: "Number and symbol" in screen_text(app))
        await until(pilot, lambda: "05/B" in screen_text(app))
        await write(pilot, TAB + "B-TCT")
        await write(pilot, ESC)
        await until(pilot, lambda: focus_id(app) == "actions")
        await settled(app, pilot)
    assert [p["number"] for p in visit.show()["papers"]] == ["05/BB-TCT"]
    assert visit.drafts() == {}


async def test_the_next_number_is_offered(visit: Visit) -> None:
    with open_store(Location(visit.db)) as store:
        change_paper_settings(store, {"symbol": "BB-TCT", "first": 4}, kind="minutes")
    async with running(visit, "papers", size=(120, 36)) as (app, pilot):
        await write(pilot, DOWN + ENTER)
        await until(pilot, lambda: "04/BB-TCT is next" in screen_text(app))
        assert "No. ……/BB-TCT" in screen_text(app)
        await write(pilot, TAB + "0" + RIGHT + ENTER)
        await until(pilot, lambda: "No. 04/BB-TCT" in screen_text(app))
        await settled(app, pilot)
    assert visit.show()["papers"][0]["number"] == "04/BB-TCT"


async def test_the_scan_of_the_signed_paper_is_kept(visit: Visit, tmp_path: Path) -> None:
    scan = tmp_path / "đã ký.pdf"
    scan.write_bytes(b"%PDF-1.4 " + b"x" * 150_000)
    async with running(visit, "papers", size=(120, 36)) as (app, pilot):
        await write(pilot, DOWN + ENTER)
        await until(pilot, lambda: "MINUTES" in screen_text(app))
        await write(pilot, CTRL_E + str(tmp_path / "không có.pdf") + ENTER)
        await until(pilot, lambda: "⚠" in screen_text(app).split("Scan of the signed")[-1])
        await write(pilot, CTRL_U + str(scan) + ENTER)
        await until(pilot, lambda: "đã ký.pdf (0.2 MB)" in screen_text(app))
        assert focus_id(app) == "paper-text"
        await write(pilot, ESC)
        await until(pilot, lambda: "signed scan kept" in screen_text(app))
        await settled(app, pilot)
    (paper,) = visit.show()["papers"]
    assert (paper["name"], paper["size"], paper["media_type"]) == ("đã ký.pdf", 150_009, "application/pdf")


async def test_the_scan_comes_out_again(visit: Visit, tmp_path: Path) -> None:
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"%PDF-1.4 signed")
    visit.record({"record": "paper", "kind": "minutes", "file": str(scan)})
    async with running(visit, "papers", size=(120, 36)) as (app, pilot):
        await write(pilot, DOWN + ENTER)
        await until(pilot, lambda: "signed.pdf" in screen_text(app))
        await write(pilot, CTRL_E + ENTER)
        await until(pilot, lambda: "✓ Written:" in screen_text(app))
    assert (visit.home / "papers" / "signed.pdf").read_bytes() == scan.read_bytes()


async def test_what_was_written_is_opened_with_the_system(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, command = tmp_path / "told", tmp_path / "xdg-open"
    command.write_text(f'#!/bin/sh\nprintf %s "$1" > "{told}.part" && mv "{told}.part" "{told}"\n')
    command.chmod(0o755)
    async with running(visit, "papers", size=(120, 36)) as (app, pilot):
        await write(pilot, DOWN + ENTER)
        await until(pilot, lambda: "MINUTES" in screen_text(app))
        await write(pilot, F9)
        await until(pilot, lambda: "Nothing was written yet" in screen_text(app))
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        await write(pilot, ENTER)
        await until(pilot, lambda: "✓ Written:" in screen_text(app))
        assert "F9 opens" not in screen_text(app)
        await write(pilot, F9)
        await until(pilot, lambda: "no desktop here" in screen_text(app))
        monkeypatch.delenv("SSH_CONNECTION", raising=False)
        monkeypatch.setenv("DISPLAY", ":0")
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        await write(pilot, RIGHT)
        await until(pilot, lambda: "F9 opens" in screen_text(app))
        await write(pilot, F9)
        await until(pilot, told.exists)
    assert told.read_text() == str(next((visit.home / "papers").iterdir()))


async def test_heads_are_kept_as_they_are_typed(visit: Visit) -> None:
    with open_store(Location(visit.db)) as store:
        store.set_meta(META, "")
    async with running(visit, "papers", size=(80, 24)) as (app, pilot):
        await write(pilot, HEADS + ENTER)
        await until(pilot, lambda: "Head and foot of papers" in screen_text(app))
        await until(pilot, lambda: focus_id(app) == "heads-superior")
        await write(
            pilot, CTRL_U + "UBND tỉnh Lạng Sơn" + TAB + CTRL_U + "Tổ công tác" + TAB + CTRL_U + "Lạng Sơn" + TAB
        )
        assert focus_id(app) == "heads-kind"
        await write(pilot, RIGHT)
        await until(pilot, lambda: "TB-TCT" in screen_text(app), "the hint of the other kind")
        await write(pilot, TAB + "TB-TCT" + TAB + "x" + TAB)
        await write(pilot, "TM. TỔ CÔNG TÁC\x0aTỔ TRƯỞNG" + TAB + "Tổ trưởng" + TAB + "Như trên\x0aLưu: VT")
        await settled(app, pilot)
        await write(pilot, SHIFT_TAB * 3 + CTRL_U + "7")
        await settled(app, pilot)
        # Nothing is asked, nothing is lost: the other kind, and back.
        await write(pilot, SHIFT_TAB * 2 + LEFT)
        await until(pilot, lambda: "BB-TCT" in screen_text(app))
        await write(pilot, RIGHT)
        await until(pilot, lambda: "TM. TỔ CÔNG TÁC" in screen_text(app))
        await write(pilot, ESC)
        await until(pilot, lambda: focus_id(app) == "actions")
        await settled(app, pilot)
    with open_store(Location(visit.db), read_only=True) as store:
        now = read_paper_settings(store)
    assert (now.superior, now.issuer, now.place) == ("UBND tỉnh Lạng Sơn", "Tổ công tác", "Lạng Sơn")
    notice = now.of("conclusion")
    assert (notice.symbol, notice.first, notice.signer) == ("TB-TCT", 7, "Tổ trưởng")
    assert notice.signer_titles == ("TM. TỔ CÔNG TÁC", "TỔ TRƯỞNG")
    assert notice.recipients == ("Như trên", "Lưu: VT")
    assert now.of("minutes").symbol == ""
