"""Many readers and one writer: commands read in a loop from their own processes while the app is typed into."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from typing import Final

from benchmarks.kills import GAPS, Composer, letters
from benchmarks.programs import Store, environment, run, store

COMMANDS: Final = (("session", "show"), ("figures",), ("session", "list"))
_LOOP: Final = """
import contextlib, io, sys, time
from inspect_tui.cli import main
session, end, number = sys.argv[1], time.monotonic() + float(sys.argv[2]), 0
words = [["session", "show", session], ["figures", session], ["session", "list"]]
while time.monotonic() < end:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*sys.argv[3:], *words[number % 3], "--json"])
    if code or err.getvalue():
        print(code, err.getvalue())
        sys.exit(1)
    number += 1
print(number)
"""


def read_and_write(readers: int, seconds: float) -> tuple[int, int, list[str]]:
    """Let processes read while the app is typed into.

    Returns:
        How often something was read, how many characters were saved meanwhile, and what went wrong.
    """
    with store(200, notes=1) as place:
        with place.opened("--screen", "notes", marker="●").start() as terminal:
            terminal.wait_for("●", timeout=30)
            processes = [_reader(place, seconds) for _ in range(readers)]
            chance, end = random.Random(3), time.monotonic() + seconds
            typed = letters(chance, "-")
            while time.monotonic() < end:
                letter = next(typed)
                terminal.send("\r" if letter == "\n" else letter)
                terminal.pump(chance.uniform(*GAPS))
                assert "⚠" not in terminal.screen_text(), terminal.screen_text()
            outcomes = [process.communicate(timeout=120)[0].decode() for process in processes]
            wrong = [out for process, out in zip(processes, outcomes, strict=True) if process.returncode]
            terminal.wait_until(lambda: "●" in terminal.screen_text(), 20, "all to be saved")
            terminal.send("\x11")
            if code := terminal.wait_exit():
                wrong.append(f"the app ended with {code}")
        return (
            sum(int(out) for out in outcomes if out.strip().isdecimal()),
            len(Composer().saved(run(place.home, "session", "show", place.session))),
            wrong,
        )


def _reader(place: Store, seconds: float) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _LOOP, place.session, str(seconds), "--db", str(place.home / "bench.db")]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, **environment(place.home)}
    )


def report(readers: int, seconds: float) -> str:
    """Run the proof and return its figures in words.

    Raises:
        AssertionError: a reader or the app met an error.
    """
    reads, characters, wrong = read_and_write(readers, seconds)
    text = (
        f"readers                        {readers} processes for {seconds:g} s\n"
        f"read                           {reads} times\n"
        f"characters saved meanwhile     {characters}\n"
        f"errors                         {len(wrong)}"
    )
    assert not wrong, text + "\n" + "\n".join(wrong)
    return text
