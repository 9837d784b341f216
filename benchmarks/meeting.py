"""A whole meeting played through a terminal: notes as people speak, conclusions among them, and the signature.

Keys come at the speed of a quick typist with a Vietnamese input method, which sends Backspaces with the new letters in
one read. At the end each word is looked for in the store, and the time from a key to its letter is compared with that
of a bare TextArea that gets the same letters, without their marks, in the same run.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import median, percentile
from benchmarks.programs import COLUMNS, ROWS, bare, compiled_once, environment
from inspect_tui.domain.labels import task_labels
from inspect_tui.locale import Catalog
from inspect_tui.services.demo import prepare_visit
from inspect_tui.services.home import Setup
from inspect_tui.services.recording import record_lines
from inspect_tui.services.sessions import open_for
from inspect_tui.store.reading import read_content
from pty_terminal import PtyTerminal, WaitFailed

NOTES: Final = 120
REQUESTS: Final = 8
KEYS_A_SECOND: Final = 12.0
EACH: Final = 2
"""Every so many keys the time to the letter is taken, in both programs."""
BS: Final = "\x7f"
F6: Final = "\x1b[17~"
TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
KINDS: Final = {
    "report": "báo cáo", "question": "câu hỏi", "explanation": "giải trình", "cause": "nguyên nhân",
    "proposal": "đề xuất", "commitment": "cam kết",
}  # fmt: skip
"""Kinds of notes as they are typed behind the sign."""
NEW_SPEAKERS: Final = ("Đại diện Sở Y tế", "Đại diện Sở Giáo dục và Đào tạo")
OPENINGS: Final = (
    "đề nghị làm rõ vì sao chậm", "đơn vị xin tiếp thu", "kinh phí chưa được bố trí", "hướng dẫn của bộ chưa có",
    "huyện gửi số liệu muộn", "cần rà soát lại tiến độ", "chất lượng văn bản chưa tốt", "phối hợp chưa chặt chẽ",
)  # fmt: skip
MIDDLES: Final = (
    "nhất là ở các xã đặc biệt khó khăn", "vì biểu mẫu thay đổi giữa kỳ", "dù đã đôn đốc nhiều lần",
    "nên chưa trình được Ủy ban nhân dân tỉnh", "và chưa phân công rõ người chịu trách nhiệm",
    "mặc dù đã có văn bản chỉ đạo", "do thiếu cán bộ chuyên trách",
)  # fmt: skip
ENDINGS: Final = (
    "xin báo cáo để Tổ Công tác biết", "sẽ khắc phục ngay trong tháng sau", "mong được hướng dẫn thêm",
    "việc này thuộc trách nhiệm của người đứng đầu", "sẽ gửi báo cáo bổ sung bằng văn bản",
)  # fmt: skip


@dataclass(frozen=True)
class Spoken:
    """A note as it is to stand in the store.

    Attributes:
        speaker: who speaks, named only where it is another than before.
        tasks: labels of the tasks that are named with it; none leaves those of the note before.
        is_request: it becomes a conclusion as well.
    """

    speaker: str
    kind: str
    tasks: tuple[str, ...]
    words: str
    is_request: bool = False


def telex(text: str) -> Iterator[str]:
    """Yield what an input method sends for a text, one item a key: a tone comes last in its word."""
    for place, word in enumerate(text.split(" ")):
        if place:
            yield " "
        flat = "".join(unicodedata.normalize("NFC", "".join(
            mark for mark in unicodedata.normalize("NFD", letter) if mark not in TONES
        )) for letter in word)  # fmt: skip
        for letter in flat:
            base = {"đ": "d", "Đ": "D"}.get(letter, unicodedata.normalize("NFD", letter)[0])
            yield base
            if base != letter:
                yield BS + letter
        if flat != word:
            first = next(at for at, (one, other) in enumerate(zip(flat, word, strict=True)) if one != other)
            yield BS * (len(flat) - first) + word[first:]


def script(count: int, requests: int, labels: list[str], speakers: list[str], seed: int = 7) -> list[Spoken]:
    """Return what is said: each sentence once, in an order that is the same in each run."""
    chance = random.Random(seed)
    short = [f"{one}, {two}" for one in OPENINGS for two in MIDDLES]
    sentences = short + [f"{words}, {three}" for words in short for three in ENDINGS]
    # As people speak: most say little, some say more.
    few = min(len(short), count * 2 // 3)
    sentences = short[:few] + sentences[len(short) : len(short) + count - few]
    chance.shuffle(sentences)
    asked = set(chance.sample(range(count), requests))
    names = [*speakers, *NEW_SPEAKERS]
    said: list[Spoken] = []
    for place in range(count):
        words = sentences[place]
        if place in asked:
            words = f"Giao Ban Dân tộc tỉnh khắc phục ngay: {words} trước 30/9"
        said.append(
            Spoken(
                # Whoever speaks goes on as often as not.
                said[-1].speaker if said and chance.random() < 0.5 else chance.choice(names),
                "note" if place in asked else chance.choice(list(KINDS)),
                tuple(chance.sample(labels, chance.choice((0, 1, 1, 2)))),
                words,
                place in asked,
            )
        )
    return said


def keys_of(one: Spoken, before: Spoken | None) -> Iterator[str]:
    """Yield the keys of a note, one item a key."""
    if one.is_request:
        yield from "> "
    if before is None or before.speaker != one.speaker:
        yield "@"
        yield from telex(one.speaker)
        yield "\t"
    for label in one.tasks:
        yield from f"#{label} "
    if one.kind != "note":
        yield "!"
        yield from telex(KINDS[one.kind])
        yield " "
    yield from telex(one.words)
    yield "\r"


@dataclass
class Played:
    """How a meeting went.

    Attributes:
        keys: how many were pressed.
        wrong: what does not stand in the store as it was said.
        ours: milliseconds from key to letter.
        reference: those of the bare TextArea.
    """

    keys: int = 0
    wrong: list[str] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    reference: list[float] = field(default_factory=list)


@contextmanager
def empty_visit() -> Iterator[tuple[Setup, str]]:
    """Make the visit of the demonstration as it stands when the meeting begins: nothing said, nothing concluded."""
    with tempfile.TemporaryDirectory(prefix="inspect-tui-meeting-") as folder:
        setup, session = prepare_visit(Path(folder), Catalog("vi"))
        with open_for(setup, read_only=False) as store:
            content = read_content(store, session)
            gone = [("note", one.id) for one in content.notes] + [("conclusion", one.id) for one in content.conclusions]
            lines: list[dict[str, Any]] = [{"record": kind, "id": one, "delete": True} for kind, one in gone]
            lines += [
                {"record": "task", "id": task.id, "responsibility": task.responsibility or "Phòng Chính sách"}
                for task in content.tasks if task.cause
            ]  # fmt: skip
            if content.declared:
                lines.append({"record": "declared", "delete": True})
            record_lines(store, session, map(json.dumps, lines))
        yield setup, session


def _tail(text: str) -> str:
    return text.rsplit(" ", 1)[-1][-6:]


class _Window:
    """One of the two programs, and the times of its keys."""

    def __init__(self, terminal: PtyTerminal, times: list[float]) -> None:
        self.terminal, self.times, self.untold = terminal, times, 0

    def press(self, key: str, wanted: str) -> None:
        """Send a key; where something is wanted, wait until it stands once more on the screen than before."""
        terminal = self.terminal
        before = terminal.screen_text().count(wanted) if wanted else 0
        at = time.perf_counter()
        terminal.send(key)
        if not wanted:
            return
        try:
            terminal.wait_until(lambda: terminal.screen_text().count(wanted) > before, 1, repr(wanted))
            self.times.append((terminal.read_at - at) * 1e3)
        except WaitFailed:
            # A line with the same letters has gone off the upper end with this key: nothing can be told of it.
            self.untold += 1


def play(count: int = NOTES, requests: int = REQUESTS, *, rate: float = KEYS_A_SECOND, measured: bool = True) -> Played:
    """Play a meeting.

    Args:
        count: notes.
        requests: how many of them become conclusions.
        rate: keys a second; 0 sends the keys of a note as fast as the terminal takes them.
        measured: compare with the bare TextArea.
    """
    played = Played()
    with empty_visit() as (setup, session):
        with open_for(setup, read_only=True) as store:
            content = read_content(store, session)
        labels = {label: task for task, label in task_labels(content.tasks).items()}
        said = script(count, requests, list(labels), [p.name for p in content.participants if p.present])
        command = [*bare().command[:1], "-m", "inspect_tui", "--db", str(setup.location.path), "open", session]
        env = {**environment(setup.home.path), **compiled_once()}
        with PtyTerminal([*command, "--screen", "notes"], columns=COLUMNS, rows=ROWS, env=env) as ours:
            ours.wait_for("●", timeout=60)
            windows = [_Window(ours, played.ours)]
            if measured:
                reference = bare().start()
                reference.wait_for(bare().marker, timeout=60)
                windows.append(_Window(reference, played.reference))
            _speak(said, windows, rate, played)
            _sign(ours)
            if measured:
                reference.close()
        with open_for(setup, read_only=True) as store:
            content = read_content(store, session)
    played.wrong = _compare(said, content, labels)
    return played


def _speak(said: list[Spoken], windows: list[_Window], rate: float, played: Played) -> None:
    before, pressed, empty = None, 0, Catalog("vi").t("what is said; Enter saves")[:12]
    for place, one in enumerate(said):
        word = ""
        keys = list(keys_of(one, before))
        for at, key in enumerate(keys):
            began = time.perf_counter()
            word = "" if key in (" ", "\t", "\r") else (word[: len(word) - key.count(BS)] + key.replace(BS, ""))
            pressed += 1
            # Only in the words themselves, behind all signs, and where a letter makes the word longer.
            # The stock TextArea mixes up letters that come with Backspaces: it gets none, and bare words are compared.
            plain = at > len(keys) - 40 and key.isascii() and key.isalpha() and len(word) >= 3 and word.isascii()
            wanted = _tail(word) if plain and pressed % EACH == 0 and len(windows) > 1 else ""
            if not rate and not wanted:
                windows[0].terminal.send(key)
                continue
            for window in windows:
                # In the bare app Tab would leave the field.
                sent = key if window is windows[0] else "" if BS in key else key.replace("\t", " ")
                window.press(sent, wanted)
            while (left := 1 / rate - (time.perf_counter() - began)) > 0:
                for window in windows:
                    window.terminal.pump(left / (2 * len(windows)))
        if not rate:
            # The terminal's buffer holds a few thousand characters; a person would see the note stand, too.
            windows[0].terminal.wait_for(empty, timeout=30)
        before = one
        played.keys = pressed
        if place % 20 == 19:
            for window in windows:
                window.terminal.settle(0.05)


def _sign(ours: PtyTerminal) -> None:
    catalog = Catalog("vi")
    ours.wait_for("● " + catalog.t("saved"), timeout=30)
    ours.send(F6)
    ours.wait_for(catalog.t("Sign and lock"), timeout=30)
    ours.send("\r")
    ours.wait_for(catalog.t("Who signs?"), timeout=30)
    ours.send("\r")
    ours.wait_for(catalog.t("SIGNED"), timeout=30)
    ours.send("\x11")
    # It closes the terminal behind its last word.
    with suppress(WaitFailed):
        ours.wait_until(lambda: False, 10)


def _compare(said: list[Spoken], content: Any, labels: dict[str, str]) -> list[str]:
    wrong: list[str] = []
    tied: tuple[str, ...] = ()
    if len(content.notes) != len(said):
        wrong.append(f"{len(content.notes)} notes of {len(said)}")
    for one, note in zip(said, content.notes, strict=False):
        tied = tuple(labels[label] for label in one.tasks) or tied
        has, wanted = (note.speaker, note.kind, note.tasks, note.text), (one.speaker, one.kind, tied, one.words)
        if has != wanted:
            wrong.append(f"{wanted} but {has}")
    requests = [one.words for one in said if one.is_request]
    made = [(c.text, c.owner, str(c.deadline)) for c in content.conclusions]
    if made != [(words, content.session.agency, "2021-09-30") for words in requests]:
        wrong.append(f"{len(requests)} conclusions but {made}")
    if content.session.state != "signed":
        wrong.append("not signed")
    return wrong


def report(notes: int, speed: float) -> str:
    """Play the meeting and say how it went.

    Args:
        notes: how many.
        speed: how many times faster than people speak.
    """
    began = time.perf_counter()
    played = play(notes, min(REQUESTS, notes), rate=KEYS_A_SECOND * speed)
    minutes = (time.perf_counter() - began) / 60
    p50 = median(played.ours), median(played.reference)
    p95 = percentile(played.ours, 0.95), percentile(played.reference, 0.95)
    lines = [
        f"{notes} notes, {played.keys} keys in {minutes:.1f} minutes; wrong: {len(played.wrong)}",
        *played.wrong[:5],
        f"key to letter, {len(played.ours)} keys in turns: p50 {p50[0]:.1f} against {p50[1]:.1f} ms "
        f"({p50[0] / p50[1]:.2f} ×), p95 {p95[0]:.1f} against {p95[1]:.1f} ms ({p95[0] / p95[1]:.2f} ×)",
    ]
    return "\n".join(lines)
