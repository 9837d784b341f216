"""How many keys the acts of a meeting take beside the words themselves: each is played, and docs/keys.md tells it.

A letter of a sign (`@`, `#`, `>`) counts as a key; names, numbers and sentences are the words themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from inspect_tui.tui.app import InspectApp
from tui.app_driver import (
    CTRL_F,
    CTRL_T,
    ENTER,
    ESC,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    TAB,
    UP,
    Visit,
    rows,
    running,
    screen_text,
    until,
    write,
)

DOC = Path(__file__).parents[2] / "docs/keys.md"
MOST = 6
F10 = "\x1b[21~"
Check = Callable[[InspectApp, Visit], bool]


@dataclass(frozen=True)
class Act:
    """Something that is done often.

    Attributes:
        screen: where it begins.
        keys: what is pressed, in order: keys one by one, and words as tuples of one text.
        told: the keys as people call them; « » stand for words.
        done: tells whether it has come about.
    """

    name: str
    screen: str
    keys: tuple[str | tuple[str], ...]
    told: str
    done: Check

    @property
    def count(self) -> int:
        """Keys beside the words themselves."""
        return sum(isinstance(key, str) for key in self.keys)


def last(visit: Visit) -> dict[str, object]:
    return dict(visit.show()["notes"][-1])


def note_with_both(app: InspectApp, visit: Visit) -> bool:
    note = last(visit)
    return (note["speaker"], note["tasks"], note["text"]) == (
        "Đại diện Sở Y tế", [visit.task_id("I.16")], "xin bổ sung hồ sơ"
    )  # fmt: skip


def verdict_with_cause(app: InspectApp, visit: Visit) -> bool:
    task = visit.task("I.16")
    return task["verdict"] == "partly" and "; thiếu người" in str(task["cause"])


def conclusion_from_note(app: InspectApp, visit: Visit) -> bool:
    made = visit.show()["conclusions"][-1]
    return bool(made["notes"] == [last(visit)["id"]] and made["deadline"] == "2021-09-30")


ACTS = (
    Act("note with a new speaker and a task", "notes",
        ("@", ("Đại diện Sở Y tế",), ENTER, "#", ("I.16",), " ", ("xin bổ sung hồ sơ",), ENTER),
        "@ «name» Enter # «number» Space «words» Enter", note_with_both),
    Act("note by the same speaker", "notes", (("đã rõ",), ENTER), "«words» Enter",
        lambda app, visit: last(visit)["text"] == "đã rõ"),
    Act("note and conclusion in one, with unit and deadline", "notes",
        (">", " ", ("Giao Ban Dân tộc tỉnh báo cáo trước 30/9",), ENTER), "> Space «words» Enter",
        conclusion_from_note),
    Act("conclusion from the last note", "notes", (ESC, F7), "Esc F7",
        lambda app, visit: visit.show()["conclusions"][-1]["notes"] == [last(visit)["id"]]),
    Act("verdict with cause", "checklist", (ENTER, "p", TAB, TAB, ("; thiếu người",), ENTER),
        "Enter, first letter, Tab Tab «cause» Enter", verdict_with_cause),
    Act("one cause for three tasks", "checklist", (" ", " ", " ", ENTER, TAB, ("Chưa có kinh phí",), ENTER),
        "Space Space Space Enter Tab «cause» Enter",
        lambda app, visit: all(visit.task(n)["cause"] == "Chưa có kinh phí" for n in ("I.16", "I.17", "I.18"))),
    Act("edit the last note", "notes", (UP, (" thêm",), ENTER), "↑ «words» Enter",
        lambda app, visit: str(last(visit)["text"]).endswith(" thêm")),
    Act("next item of the agenda", "notes", (F8,), "F8",
        lambda app, visit: bool(visit.show()["agenda"]["items"][-1]["spans"])),
    Act("overdue tasks only", "checklist", (CTRL_F, ("overdue",), ENTER), "Ctrl+F «overdue» Enter",
        lambda app, visit: len([r for r in rows(app, "#tasks").rows if r.selectable]) == 3),
    Act("from what is missing to its place", "notes", (F4, F7, ENTER), "F4 F7 Enter",
        lambda app, visit: app.focused is not None and (app.focused.id or "").startswith(("field-", "conclusion-"))),
    Act("the task being discussed on the wall, and back", "notes", (F10, F10), "F10 F10",
        lambda app, visit: app.screen.query("#composer-text").first().has_focus),
    Act("figures on the wall, and back to the notes", "notes", (F5, F3), "F5 F3",
        lambda app, visit: app.screen.query("#composer-text").first().has_focus),
    Act("mark the last note for the conclusions", "notes", (CTRL_T,), "Ctrl+T",
        lambda app, visit: bool(last(visit)["marked"])),
    Act("sign what is not complete, with the reason", "notes", (F6, ENTER, ("bổ sung sau",), ENTER, ENTER),
        "F6 Enter «reason» Enter Enter", lambda app, visit: visit.show()["state"] == "signed"),
)  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
async def test_an_act_takes_no_more_keys_than_the_docs_say(visit: Visit, act: Act) -> None:
    assert act.count <= MOST
    assert f"| {act.name} | {act.told} | {act.count} |" in DOC.read_text(encoding="utf-8")
    async with running(visit, act.screen, size=(120, 36)) as (app, pilot):
        await until(pilot, lambda: app.state is not None and app.state.is_whole)
        for key in act.keys:
            await write(pilot, key if isinstance(key, str) else key[0])
            if key == ESC:
                await until(pilot, lambda: rows(app, "#feed").has_focus)
        await until(pilot, lambda: act.done(app, visit), act.name)
        assert app.is_running
        assert screen_text(app)
