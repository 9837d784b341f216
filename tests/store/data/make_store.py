"""Make this version's store for `test_old_stores.py`: run once at a release that has a new schema step.

    python tests/store/data/make_store.py

It writes `store-NNNN.db`, its encrypted twin and what `session show` says of it; NNNN is the newest step.
"""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from inspect_tui.cli import main
from inspect_tui.services.importing import import_register
from inspect_tui.services.recording import record_lines
from inspect_tui.services.sessions import create_session
from inspect_tui.services.signing import amend, sign
from inspect_tui.store.connection import Location, connect_sqlite
from inspect_tui.store.schema import step_names
from inspect_tui.store.store import Store, open_store

DATA = Path(__file__).parent
PASSPHRASE = "mật khẩu thử"
REGISTER = """TT\tNội dung\tVăn bản\tCơ quan chủ trì\tThời hạn\tNgày hoàn thành
1\tRà soát danh sách xã khó khăn\t214/UBND-KGVX\tPhòng Chính sách\t30/06/2021\t29/06/2021
2\tBáo cáo kết quả giải ngân quý II\t318/UBND-TH\tVăn phòng\t15/07/2021\t
3\tTham mưu kế hoạch năm 2022\t402/UBND-TH\tPhòng Chính sách\t31/12/2021\t
4\tXây dựng quy chế phối hợp\t95/UBND-NC\tVăn phòng\t30/05/2021\t20/06/2021
5\tTrả lời kiến nghị cử tri\t511/UBND-NC\tThanh tra\t20/06/2021\t
"""


class Clock:
    """The day of the visit, a second further at each look."""

    def __init__(self) -> None:
        self.now = datetime(2021, 7, 30, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def record(store: Store, session: str, *lines: dict[str, object]) -> tuple[str, ...]:
    return record_lines(store, session, (json.dumps(line, ensure_ascii=False) for line in lines)).ids


def fill(store: Store, other: Store, folder: Path) -> str:
    """Make a session that has something of everything, with a conflict that came from another laptop."""
    session = create_session(
        store, agency="Ban Dân tộc tỉnh", held_on="2021-07-30", as_of="2021-07-16", title="Kiểm tra quý II",
        chair="Tổ trưởng", secretary="Thư ký",
    )  # fmt: skip
    register = folder / "danh-muc.csv"
    register.write_text(REGISTER, encoding="utf-8")
    done = import_register(store, session, register)
    tasks = done.added
    assert len(tasks) == 5, done.register
    photo = folder / "bien-ban.txt"
    photo.write_text("Bản chụp biên bản giao nhận\n", encoding="utf-8")
    record(
        store, session,
        {"record": "participant", "name": "Tổ trưởng", "role": "Chủ trì", "side": "group"},
        {"record": "participant", "name": "Phó Trưởng ban", "role": "Đại diện", "side": "agency"},
        {"record": "declared", "assigned": 5, "done": 2},
        {"record": "task", "id": tasks[1], "verdict": "not_done", "cause": "Chờ hướng dẫn của Sở Tài chính"},
        {"record": "task", "id": tasks[0], "verdict": "agreed"},
        {"record": "event", "task": tasks[4], "kind": "extended", "on": "2021-06-18", "until": "2021-08-20",
         "document": "601/UBND-NC"},
        {"record": "attachment", "file": str(photo), "tasks": [tasks[0]]},
    )  # fmt: skip
    question, answer, mistaken = record(
        store, session,
        {"record": "note", "speaker": "Tổ trưởng", "kind": "question", "text": "Vì sao chậm?", "tasks": [tasks[1]]},
        {"record": "note", "speaker": "Phó Trưởng ban", "kind": "explanation", "text": "Chưa có nguồn; xin gia hạn."},
        {"record": "note", "speaker": "Thư ký", "text": "Ghi nhầm"},
    )  # fmt: skip
    record(store, session, {"record": "note", "id": mistaken, "delete": True})
    (request,) = record(
        store, session,
        {"record": "conclusion", "kind": "request", "text": "Hoàn thành báo cáo giải ngân", "owner": "Văn phòng",
         "deadline": "2021-08-15", "tasks": [tasks[1]], "notes": [question, answer]},
    )  # fmt: skip
    sign(store, session, by="Tổ trưởng", force=True, reason="Còn thiếu kết luận của hai nhiệm vụ")
    amend(store, session, reason="Bổ sung thời hạn")
    other.journal.absorb(store.entries(session))
    record(store, session, {"record": "conclusion", "id": request, "deadline": "2021-08-20"})
    record(other, session, {"record": "task", "id": tasks[2], "remark": "Đã có dự thảo"})
    record(store, session, {"record": "task", "id": tasks[2], "remark": "Chưa có dự thảo"})
    store.journal.absorb(other.entries(session))
    store.put_draft(session, "note", "Đang gõ dở câu này")
    store.put_draft(session, f"task:{tasks[3]}:cause", "Thiếu người")
    assert store.check_rows(session) == []
    return session


def show(path: Path, session: str) -> str:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = main(["--db", str(path), "session", "show", session, "--json"])
    assert code == 0
    return said.getvalue()


def finish(path: Path, passphrase: str = "") -> None:
    """Leave one small file without its journal files, in the journal mode of every store."""
    connection = connect_sqlite(path, passphrase, read_only=False)
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def make(target: Path) -> None:
    name = f"store-{step_names()[-1][:4]}"
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        first, second, twin = folder / "a.db", folder / "b.db", folder / "twin.db"
        person = {"person": "Thư ký"}
        with (
            open_store(Location(first), clock=Clock(), defaults=person) as store,
            open_store(Location(second), clock=Clock(), defaults={"person": "Sở Nội vụ"}) as other,
        ):
            session = fill(store, other, folder)
        finish(first)
        shown = json.loads(show(first, session))
        connection = connect_sqlite(first, "", read_only=False)
        connection.execute("ATTACH DATABASE ? AS twin KEY ?", (str(twin), PASSPHRASE))
        connection.execute("SELECT sqlcipher_export('twin')")
        connection.execute("DETACH DATABASE twin")
        connection.close()
        finish(twin, PASSPHRASE)
        finish(first)
        (target / f"{name}.db").write_bytes(first.read_bytes())
        (target / f"{name}-encrypted.db").write_bytes(twin.read_bytes())
        text = json.dumps(shown, ensure_ascii=False, indent=1) + "\n"
        (target / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    make(DATA)
