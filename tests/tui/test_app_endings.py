"""However the app ends: words are in the store, the terminal is given back, and nothing of the words is shown."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fcntl", reason="Windows has no pty")

import termios

from inspect_tui.services.crash_report import KEPT, report_crash, report_text
from pty_terminal import PtyTerminal
from tui.app_driver import CTRL_N, CTRL_P, CTRL_Q, CTRL_Z, ENTER, Visit

pytestmark = pytest.mark.alone
"""With the machine to itself: it runs in a terminal of its own, or measures."""

SECRET = "lời riêng tư"
"""Typed, and looked for wherever it must not be."""

CTRL_C = "\x03"
RAISE = "raise ValueError('bí mật ' + secret)"


def program(visit: Visit, patch: str, *words: str, **env: str) -> PtyTerminal:
    """Start the program in a terminal with something in it replaced."""
    return PtyTerminal(
        [sys.executable, "-c", f"{patch}\nimport sys\nfrom inspect_tui.cli import main\nsys.exit(main(sys.argv[1:]))",
         "--db", str(visit.db), *words],
        env={"INSPECT_TUI_HOME": str(visit.home), "INSPECT_TUI_LANG": "en", "TZ": "UTC", **env},
    )  # fmt: skip


def in_notes(visit: Visit, patch: str, **env: str) -> PtyTerminal:
    terminal = program(visit, patch, "open", visit.session, "--screen", "notes", **env)
    terminal.wait_for("what is said", 20)
    return terminal


def on_key(key: str, act: str) -> str:
    """Return code that lets a key in a field of words do something."""
    return f"""
from inspect_tui.tui.widgets.text_editor import TextEditor
typed = TextEditor.insert_typed
def insert_typed(self, character):
    if character != {key!r}:
        return typed(self, character)
    secret = self.text
    {act}
TextEditor.insert_typed = insert_typed
"""


def modes(terminal: PtyTerminal) -> list[Any]:
    return termios.tcgetattr(terminal._fd)


def assert_sane(terminal: PtyTerminal, before: list[Any]) -> None:
    """Hold the terminal to what a shell needs: cooked, main screen, cursor, no mouse, no paste marks."""
    assert modes(terminal) == before
    out = bytes(terminal.output)
    for mode in (b"1049", b"2004", b"1000", b"1003", b"1006", b"1004"):
        assert b"\x1b[?%bh" % mode in out
        assert out.rfind(b"\x1b[?%bh" % mode) < out.rfind(b"\x1b[?%bl" % mode), mode
    for mode in (b"25", b"7"):
        assert out.rfind(b"\x1b[?%bl" % mode) < out.rfind(b"\x1b[?%bh" % mode), mode


def after_screen(terminal: PtyTerminal) -> str:
    """Return what was written behind the end of the alternate screen, without sequences."""
    rest = bytes(terminal.output).rpartition(b"\x1b[?1049l")[2].decode()
    return re.sub(r"\x1b\[[?<>=0-9;]*[a-zA-Z]", "", rest).strip()


def reports(visit: Visit) -> list[Path]:
    return sorted((visit.home / "logs").glob("*")) if (visit.home / "logs").exists() else []


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT], ids=lambda n: signal.Signals(n).name)
def test_a_signal_right_behind_keys_loses_none_and_gives_the_terminal_back(visit: Visit, number: int) -> None:
    with visit.in_terminal("notes") as terminal:
        before = modes(terminal)
        terminal.wait_for("what is said")
        assert modes(terminal) != before
        terminal.send(SECRET)
        terminal.signal(number)
        assert terminal.wait_exit() == 128 + number
        assert_sane(terminal, before)
        assert after_screen(terminal) == ""
    assert visit.drafts() == {"note": SECRET}
    assert reports(visit) == []


def test_many_keys_and_a_note_right_before_a_signal_are_all_there(visit: Visit) -> None:
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("what is said")
        terminal.send("một" + ENTER + "hai " * 100 + "hết")
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit() == 143
    assert visit.drafts()["note"] == "hai " * 100 + "hết"
    assert visit.show()["notes"][-1]["text"] == "một"


def test_a_closed_window_ends_the_program_and_loses_nothing_it_had_shown(visit: Visit) -> None:
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("what is said")
        terminal.send(SECRET)
        terminal.wait_for(SECRET)
        terminal.hang_up()
        assert terminal.wait_exit() == 128 + signal.SIGHUP
    assert visit.drafts() == {"note": SECRET}


def test_a_closed_window_whose_signal_is_ignored_ends_the_program(visit: Visit) -> None:
    with in_notes(visit, "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)") as terminal:
        terminal.send(SECRET)
        terminal.wait_for(SECRET)
        terminal.settle()
        begin = time.perf_counter()
        terminal.hang_up()
        assert terminal.wait_exit() == 128 + signal.SIGHUP
        # It looks for its terminal each half second; the rest is the end itself and the slack of a busy machine.
        assert time.perf_counter() - begin < 5
    assert visit.drafts() == {"note": SECRET}


def test_the_form_of_a_new_session_outlives_a_signal(visit: Visit) -> None:
    with visit.start() as terminal:
        terminal.wait_for("Ban Dân tộc tỉnh")
        terminal.send(CTRL_N)
        terminal.wait_for("Agency")
        terminal.send("Sở Y tế")
        terminal.wait_for("Sở Y tế")
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit() == 143
    with visit.store(read_only=True) as store:
        assert "Sở Y tế" in store.get_meta("draft:new-session")


def test_a_signal_in_any_moment_of_the_start_ends_well(visit: Visit) -> None:
    began = time.perf_counter()
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("what is said")
        whole = time.perf_counter() - began
        terminal.kill9()
    for part in range(1, 9):
        with visit.in_terminal("notes") as terminal:
            before = modes(terminal)
            end = time.perf_counter() + whole * part / 8
            while time.perf_counter() < end:
                terminal.pump(end - time.perf_counter())
            terminal.signal(signal.SIGTERM)
            code = terminal.wait_exit()
            # Before its first line of code it has the system's own way of ending.
            assert code in (143, -signal.SIGTERM), part
            assert modes(terminal) == before, part
            out = bytes(terminal.output)
            assert out.rfind(b"?1049h") <= out.rfind(b"?1049l"), part
            assert b"Traceback" not in out, part


@pytest.mark.parametrize("place", ["inspect_tui.tui.run:open_first", "inspect_tui.tui.app:InspectApp.__init__"])
def test_a_signal_that_the_start_turns_into_another_error_is_still_a_signal(visit: Visit, place: str) -> None:
    patch = f"""
import os, pkgutil, signal
module, name = {place!r}.split(":")
owner = pkgutil.resolve_name(module + ":" + name.rpartition(".")[0]) if "." in name else pkgutil.resolve_name(module)
real = getattr(owner, name.rpartition(".")[2])
class Name:
    def __set_name__(self, owner, name):
        os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(1000):
            pass
def begun(*args, **options):
    type("Made", (), {{"name": Name()}})
    return real(*args, **options)
setattr(owner, name.rpartition(".")[2], begun)
"""
    with program(visit, patch, "open", visit.session) as terminal:
        before = modes(terminal)
        assert terminal.wait_exit() == 143
        assert modes(terminal) == before
        assert terminal.screen_text().strip() == ""
    assert not list((visit.home / "logs").glob("*"))


def test_a_second_signal_and_one_while_it_quits_change_nothing(visit: Visit) -> None:
    with visit.in_terminal("notes") as terminal:
        before = modes(terminal)
        terminal.wait_for("what is said")
        terminal.send(SECRET + CTRL_Q)
        for _ in range(20):
            terminal.signal(signal.SIGTERM)
            terminal.pump(0.01)
        assert terminal.wait_exit() in (0, 143)
        assert_sane(terminal, before)
    assert visit.drafts() == {"note": SECRET}


def test_a_disk_that_hangs_is_not_waited_for_longer_than_two_seconds(visit: Visit) -> None:
    patch = """
import threading
from inspect_tui.store.store import Store
put = Store.put_draft
def put_draft(self, session, record, text):
    if "treo" in text:
        threading.Event().wait()
    put(self, session, record, text)
Store.put_draft = put_draft
"""
    with program(visit, patch, "open", visit.session, "--screen", "notes") as terminal:
        before = modes(terminal)
        terminal.wait_for("what is said", 20)
        terminal.send("treo")
        terminal.wait_for("the disk does not answer")
        begin = time.perf_counter()
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit() == 143
        assert time.perf_counter() - begin < 4
        assert_sane(terminal, before)


def test_ctrl_c_ends_nothing_and_copies_what_is_selected(visit: Visit) -> None:
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("what is said")
        terminal.send("chữ" + CTRL_C)
        terminal.wait_for("Ctrl+Q quits")
        terminal.send("\x1b[1;2D" * 3 + CTRL_C)
        # "chữ", base64, as OSC 52 takes it.
        terminal.wait_until(lambda: b"\x1b]52;c;Y2jhu68=" in terminal.output, what="the clipboard")
        terminal.send(CTRL_P + CTRL_C)
        terminal.wait_for("what do you want to do?")
        assert terminal.exit_code is None
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    assert visit.drafts() == {"note": "chữ"}


def test_ctrl_z_is_no_suspend_and_a_stop_from_outside_leaves_the_app_usable(visit: Visit) -> None:
    with visit.in_terminal("notes") as terminal:
        before = modes(terminal)
        terminal.wait_for("what is said")
        terminal.send("một" + CTRL_Z + "hai")
        terminal.wait_for("hai")
        for stop in (signal.SIGSTOP, signal.SIGTSTP):
            terminal.signal(stop)
            stopped(terminal)
            terminal.screen.reset()
            terminal.signal(signal.SIGCONT)
            terminal.wait_for("hai")
            terminal.send(" ba")
            terminal.wait_for("hai" + " ba" * (1 if stop == signal.SIGSTOP else 2))
        # One reader, or every second key would be gone.
        terminal.send(" " + "0123456789" * 4)
        terminal.wait_for("0123456789" * 4)
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
        assert_sane(terminal, before)
    assert visit.drafts()["note"].endswith("hai ba ba " + "0123456789" * 4)


def stopped(terminal: PtyTerminal) -> None:
    """Wait until the program is stopped."""
    status = Path(f"/proc/{terminal.pid}/stat")
    if not status.exists():
        pytest.skip("the system has no /proc to see a stopped process in")
    terminal.wait_until(lambda: status.read_text().rpartition(")")[2].split()[0] in "Tt", what="the stop")
    terminal.settle(0.05)


HANDLER = on_key("!", RAISE)
TIMER = on_key("!", f"""
    def tick():
        {RAISE}
    self.set_timer(0.01, tick)
""")  # fmt: skip
WORKER = on_key("!", f"""
    async def work():
        {RAISE}
    self.run_worker(work())
""")  # fmt: skip
GATEWAY = f"""
from inspect_tui.services import live
def save_and_read(*words, **more):
    secret = repr(words)
    {RAISE}
live.save_and_read = save_and_read
"""
BASE = on_key("!", "raise KeyboardInterrupt(secret)")


@pytest.mark.parametrize(
    ("patch", "keys"),
    [(HANDLER, "!"), (TIMER, "!"), (WORKER, "!"), (GATEWAY, ENTER), (BASE, "!")],
    ids=["handler", "timer", "worker", "gateway", "KeyboardInterrupt"],
)
def test_a_fault_saves_the_words_and_shows_nothing_of_them(visit: Visit, patch: str, keys: str) -> None:
    with program(visit, patch, "open", visit.session, "--screen", "notes") as terminal:
        before = modes(terminal)
        terminal.wait_for("what is said", 20)
        terminal.send(SECRET + keys)
        assert terminal.wait_exit() == 1
        assert_sane(terminal, before)
        said = after_screen(terminal)
    (report,) = reports(visit)
    assert said == f"inspect-tui: the program failed and has ended. Report without contents: {report}"
    assert visit.drafts() == {"note": SECRET}
    text = report.read_text(encoding="utf-8")
    assert_nothing_told(text, visit)
    assert "KeyboardInterrupt" in text if patch is BASE else "builtins.ValueError" in text
    assert re.search(r"^ +(inspect_tui/tui|textual)/\w+\.py:\d+ \w+$", text, re.M)
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert stat.S_IMODE(report.parent.stat().st_mode) == 0o700


def assert_nothing_told(text: str, visit: Visit) -> None:
    for word in (*SECRET.split(), "bí mật", "secret", "Traceback", str(Path.home()), str(visit.home)):
        assert word not in text


def test_a_fault_in_keeping_what_is_typed_is_a_warning_and_a_report(visit: Visit) -> None:
    patch = f"""
from inspect_tui.store.store import Store
put = Store.put_draft
def put_draft(self, session, record, secret):
    if "hỏng" in secret:
        {RAISE}
    put(self, session, record, secret)
Store.put_draft = put_draft
"""
    with in_notes(visit, patch) as terminal:
        terminal.send(SECRET + " hỏng")
        terminal.wait_for("· ValueError")
        terminal.send("\x7f" * 5)
        terminal.wait_for("● saved")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
    assert visit.drafts() == {"note": SECRET}
    (report,) = reports(visit)
    assert_nothing_told(report.read_text(encoding="utf-8"), visit)


def test_a_fault_in_threads_and_tasks_shows_nothing_and_ends_nothing(visit: Visit) -> None:
    act = f"""
    import asyncio, gc, threading
    def fail():
        {RAISE}
    async def fail_later():
        {RAISE}
    threading.Thread(target=fail).start()
    asyncio.get_running_loop().create_task(fail_later())
    asyncio.get_running_loop().call_later(0.05, gc.collect)
"""
    with in_notes(visit, on_key("!", act)) as terminal:
        terminal.send(SECRET + "!")
        terminal.wait_until(lambda: len(reports(visit)) == 2, what="two reports")
        terminal.send(" nữa")
        terminal.wait_for("nữa")
        terminal.send(CTRL_Q)
        assert terminal.wait_exit() == 0
        assert after_screen(terminal) == ""
        assert b"Traceback" not in terminal.output
    for report in reports(visit):
        assert_nothing_told(report.read_text(encoding="utf-8"), visit)
    assert visit.drafts() == {"note": f"{SECRET} nữa"}


def test_a_fault_while_a_fault_is_reported_raises_no_second_one(visit: Visit) -> None:
    (visit.home / "logs").write_text("no folder")
    with in_notes(visit, HANDLER) as terminal:
        terminal.send(SECRET + "!")
        assert terminal.wait_exit() == 1
        assert after_screen(terminal) == "inspect-tui: the program failed and has ended."
    assert visit.drafts() == {"note": SECRET}


def test_a_fault_before_there_is_an_app_says_one_line(visit: Visit) -> None:
    patch = """
from inspect_tui.tui.app import InspectApp
def fail(*_, **__):
    raise ValueError("bí mật")
InspectApp.__init__ = fail
"""
    with program(visit, patch, "open", visit.session) as terminal:
        assert terminal.wait_exit() == 1
        out = terminal.output.decode()
    assert out.startswith("inspect-tui: the program failed and has ended.")
    assert "bí mật" not in out
    assert len(reports(visit)) == 1


def test_a_fault_of_a_command_says_one_line(visit: Visit) -> None:
    code = (
        "import sys\nfrom inspect_tui.services import sessions\n"
        "def fail(*_): raise ValueError('bí mật')\nsessions.all_sessions = fail\n"
        "from inspect_tui.cli import main\nsys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--lang", "en", "--db", str(visit.db), "session", "list", "--json"],
        capture_output=True, text=True, check=False, env={**os.environ, "INSPECT_TUI_HOME": str(visit.home)},
    )  # fmt: skip
    (report,) = reports(visit)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"inspect-tui: the program failed and has ended. Report without contents: {report}\n"
    assert_nothing_told(report.read_text(encoding="utf-8"), visit)
    assert "inspect_tui/cli/sessions.py:" in report.read_text(encoding="utf-8")


def test_a_report_names_causes_and_keeps_the_newest_twenty(tmp_path: Path) -> None:
    def fail() -> None:
        try:
            raise OSError(SECRET)
        except OSError as error:
            raise ExceptionGroup(SECRET, [KeyError(SECRET), ValueError(SECRET)]) from error

    with pytest.raises(ExceptionGroup) as caught:
        fail()
    text = report_text(caught.value, where="app")
    for kind in ("ExceptionGroup", "caused by builtins.OSError", "builtins.KeyError", "builtins.ValueError"):
        assert kind in text
    assert SECRET not in text
    assert "test_app_endings.py" in text
    assert str(Path(__file__).parent) not in text
    made = [report_crash(tmp_path / "logs", caught.value, where="app") for _ in range(KEPT + 3)]
    assert sorted((tmp_path / "logs").iterdir()) == sorted(path for path in made[3:] if path is not None)


def test_a_report_of_endless_recursion_is_short() -> None:
    def again(depth: int) -> int:
        return again(depth + 1) + 1

    with pytest.raises(RecursionError) as caught:
        again(0)
    assert len(report_text(caught.value, where="app").splitlines()) < 100


def test_no_core_file_can_be_written(visit: Visit) -> None:
    limits = Path("/proc/self/limits")
    if not limits.exists():
        pytest.skip("the system has no /proc to see limits in")
    with visit.in_terminal("notes") as terminal:
        terminal.wait_for("what is said")
        text = Path(f"/proc/{terminal.pid}/limits").read_text()
        terminal.kill9()
    assert re.search(r"^Max core file size +0 ", text, re.M)


def test_stock_textual_still_shows_local_variables(capsys: pytest.CaptureFixture[str]) -> None:
    """Holds upstream to what `EndsQuietly` is for, and to the names that it replaces."""
    import asyncio

    from textual.app import App

    class Stock(App[None]):
        def on_mount(self) -> None:
            secret = SECRET
            raise ValueError(len(secret))

    for name in ("_handle_exception", "_print_error_renderables", "panic", "get_driver_class"):
        assert callable(getattr(App, name))
    app = Stock()
    with contextlib.suppress(ValueError):
        asyncio.run(app.run_async(headless=True))
    assert SECRET in capsys.readouterr().err
    assert app.return_code == 1
