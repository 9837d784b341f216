"""Several laptops that do whatever people do and exchange files at random: in the end all are the same."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from inspect_tui.domain.journal import canonical
from inspect_tui.exchange.keys import make_identity
from inspect_tui.locale import Catalog
from inspect_tui.services.as_json import session_json
from inspect_tui.services.errors import UserError
from inspect_tui.services.exporting import export_session
from inspect_tui.services.importing import import_register
from inspect_tui.services.receiving import Receiver
from inspect_tui.services.recording import record_lines
from inspect_tui.services.sessions import create_session, load_view
from inspect_tui.services.signing import amend, sign
from inspect_tui.store.connection import Location
from inspect_tui.store.errors import StoreError
from inspect_tui.store.reading import read_content
from inspect_tui.store.store import Store, open_store

CATALOG: Final = Catalog("vi")
REGISTER: Final = """TT\tNội dung\tVăn bản\tCơ quan chủ trì\tThời hạn\tNgày hoàn thành
1\tRà soát danh sách xã khó khăn\t214/UBND-KGVX\tPhòng Chính sách\t30/06/2021\t29/06/2021
2\tBáo cáo kết quả giải ngân quý II\t318/UBND-TH\tVăn phòng\t15/07/2021\t
3\tTham mưu kế hoạch năm 2022\t402/UBND-TH\tPhòng Chính sách\t31/12/2021\t
"""

EDITS: Final = (
    ("session", "chair"), ("session", "agency"), ("session", "remark"), ("task", "remark"), ("task", "cause"),
    ("task", "content"), ("note", "text"), ("note", "speaker"), ("conclusion", "text"), ("participant", "name"),
)  # fmt: skip
KINDS: Final = ("task", "note", "conclusion", "participant")


class Clock:
    """A laptop's clock, some time off the others'."""

    def __init__(self, off: int) -> None:
        self.now = datetime(2021, 7, 30, 1, 0, tzinfo=UTC) + timedelta(seconds=off)

    def __call__(self) -> datetime:
        """Return the moment, a second later at each look."""
        self.now += timedelta(seconds=1)
        return self.now


class World:
    """The laptops, the files that lie about, and every word that anybody typed."""

    def __init__(self, folder: Path, devices: int) -> None:
        """Let one laptop begin a session and hand it to the others."""
        self.folder = folder
        self.identities = [make_identity(f"máy {n}") for n in range(devices)]
        self.trusted = {one.public.public_key: one.public.name for one in self.identities}
        self.stores: list[Store] = []
        for number in range(devices):
            place = folder / f"máy-{number}"
            place.mkdir(parents=True)
            self.stores.append(
                open_store(
                    Location(place / "store.db"), clock=Clock(-97 * number), defaults={"person": f"người {number}"}
                )
            )
        for store in self.stores:
            # What is shown is whether stores become equal, not whether they outlive a power cut.
            store.database.execute_sql("PRAGMA synchronous=OFF")
        self.register = folder / "danh-muc.csv"
        self.register.write_text(REGISTER, encoding="utf-8")
        self.typed: list[str] = []
        self.files: list[Path] = []
        self.session = create_session(self.stores[0], agency="Ban Dân tộc", held_on="2021-07-30", as_of="2021-07-16")
        self.export(0, 0, 0)
        for number in range(1, devices):
            self.receive(number, 0, 0)

    def close(self) -> None:
        """Close the stores."""
        for store in self.stores:
            store.close()

    def do(self, device: int, action: str, a: int, b: int) -> None:
        """Let somebody do something; what the program refuses is not done.

        Args:
            device: whose laptop.
            action: a name of `ACTIONS`.
            a: which record or file.
            b: what of it.
        """
        try:
            ACTIONS[action](self, device, a, b)
        except StoreError as error:
            if error.code not in ("signed", "unknown_record"):
                raise
        except UserError as error:
            if error.code not in ("bad_line", "already_signed", "not_signed"):
                raise

    def words(self) -> str:
        """Return words that nobody typed before."""
        return f"lời thứ {len(self.typed)}"

    def record(self, device: int, line: dict[str, Any], words: str = "") -> None:
        """Record one change; its words are remembered once they are in."""
        record_lines(self.stores[device], self.session, [json.dumps(line)])
        if words:
            self.typed.append(words)

    def make(self, device: int, a: int, b: int) -> None:
        """Make a record."""
        words = self.words()
        tasks = self._ids(device, "task")
        tied = [tasks[b % len(tasks)]] if tasks and b % 3 else []
        lines: list[dict[str, Any]] = [
            {"record": "note", "text": words, "tasks": tied},
            {"record": "note", "text": words, "speaker": "Tổ trưởng"},
            {"record": "task", "content": words, "deadline": "2021-06-30"},
            {"record": "conclusion", "text": words, "tasks": tied},
            {"record": "participant", "name": words},
            {"record": "declared", "percents": {"done": words}},
        ]
        if tied:
            lines.append(
                {"record": "event", "task": tied[0], "kind": "extended", "until": "2021-08-01", "document": words}
            )
        self.record(device, lines[a % len(lines)], words)

    def edit(self, device: int, a: int, b: int) -> None:
        """Change a field of a record."""
        kind, name = EDITS[b % len(EDITS)]
        words = self.words()
        if kind == "session":
            self.record(device, {"record": "session", name: words}, words)
        elif found := self._ids(device, kind):
            self.record(device, {"record": kind, "id": found[a % len(found)], name: words}, words)

    def judge(self, device: int, a: int, b: int) -> None:
        """Give a verdict; that of two people may well be the same."""
        if found := self._ids(device, "task"):
            verdict = ("agreed", "done", "not_done", "partly")[b % 4]
            self.record(device, {"record": "task", "id": found[a % len(found)], "verdict": verdict})

    def delete(self, device: int, a: int, b: int) -> None:
        """Delete a record."""
        kind = KINDS[b % len(KINDS)]
        if found := self._ids(device, kind):
            self.record(device, {"record": kind, "id": found[a % len(found)], "delete": True})

    def bring_back(self, device: int, a: int, b: int) -> None:
        """Bring a deleted record back."""
        kind = KINDS[b % len(KINDS)]
        model = self.stores[device].models.records[kind]
        query = model.select(model.id).where((model.session == self.session) & (model.deleted == True))  # noqa: E712
        if found := sorted(row[0] for row in query.tuples()):
            self.record(device, {"record": kind, "id": found[a % len(found)], "delete": False})

    def decide(self, device: int, a: int, b: int) -> None:
        """Decide a conflict for one of its values."""
        conflicts = read_content(self.stores[device], self.session).conflicts
        if conflicts:
            one = conflicts[a % len(conflicts)]
            value = one.values[b % len(one.values)].value
            line = {"record": "decision", "id": one.id, "of": one.record, "field": one.field, "value": value}
            self.record(device, line)

    def sign(self, device: int, a: int, b: int) -> None:
        """Sign, whatever is missing."""
        sign(self.stores[device], self.session, by=f"người {device}", force=True, reason="thử")

    def amend(self, device: int, a: int, b: int) -> None:
        """Open a revision."""
        words = self.words()
        amend(self.stores[device], self.session, reason=words)
        self.typed.append(words)

    def read_register(self, device: int, a: int, b: int) -> None:
        """Read the register, the same for everybody."""
        import_register(self.stores[device], self.session, self.register)

    def attach(self, device: int, a: int, b: int) -> None:
        """Attach a small file."""
        words = self.words()
        path = self.folder / f"tệp-{a % 5}.txt"
        path.write_text(f"nội dung {a % 5}", encoding="utf-8")
        self.record(device, {"record": "attachment", "file": str(path), "name": words}, words)

    def export(self, device: int, a: int, b: int) -> None:
        """Write a session file, plain or sealed to all."""
        identity = self.identities[device]
        readers = [one.public.recipient for one in self.identities] if b % 2 else []
        done = export_session(
            self.stores[device], self.session, self.folder / f"máy-{device}" / "gửi", plain=not readers,
            identity=identity, recipients=readers,
        )  # fmt: skip
        self.files.append(done.path)

    def receive(self, device: int, a: int, b: int) -> None:
        """Receive one of the files that lie about, maybe again, maybe one's own."""
        self.receive_these(device, [self.files[a % len(self.files)]])

    def receive_these(self, device: int, files: list[Path]) -> None:
        """Receive files."""
        receiver = Receiver(
            self.stores[device], identity=self.identities[device], trusted=self.trusted, catalog=CATALOG,
            receipts=self.folder / f"máy-{device}" / "nhận",
        )  # fmt: skip
        outcome = receiver.take_all(files)
        assert not outcome.quarantined, outcome.quarantined

    def _ids(self, device: int, kind: str) -> list[str]:
        # Also what stands outside the signed state.
        model = self.stores[device].models.records[kind]
        there = (model.session == self.session) & (model.deleted == False)  # noqa: E712
        return [row[0] for row in model.select(model.id).where(there).order_by(model.id).tuples()]

    def exchange_all(self, chance: random.Random) -> None:
        """Let everybody write a file and receive all that lie about, each in an order of its own."""
        for device in range(len(self.stores)):
            self.export(device, 0, device)
        for device in range(len(self.stores)):
            files = self.files[-3 * len(self.stores) :]
            self.receive_these(device, chance.sample(files, len(files)))

    def show(self, device: int) -> str:
        """Return what `session show` says on a laptop, drafts apart."""
        return json.dumps(
            session_json(load_view(self.stores[device], self.session), (), CATALOG), ensure_ascii=False, indent=1
        )

    def check(self) -> int:
        """See that all stores are equal and hold every word; returns the number of entries.

        Raises:
            AssertionError: they do not.
        """
        shown = [self.show(device) for device in range(len(self.stores))]
        assert all(one == shown[0] for one in shown), "session show differs"
        journals = [store.entries(self.session) for store in self.stores]
        assert all(one == journals[0] for one in journals), "journals differ"
        for store in self.stores:
            assert store.check_rows(self.session) == [], "rows are not the fold of the entries"
        contents = [e.fields["sha256"].new for e in journals[0] if e.record == "attachment" and "sha256" in e.fields]
        for digest in contents:
            assert all(store.has_blob(str(digest)) for store in self.stores), "a content did not travel"
        kept = {canonical(change.new).decode() for entry in journals[0] for change in entry.fields.values()}
        for words in self.typed:
            assert any(words in text for text in kept), f"{words} is lost"
        return len(journals[0])


ACTIONS: Final[dict[str, Callable[[World, int, int, int], None]]] = {
    "make": World.make, "edit": World.edit, "judge": World.judge, "delete": World.delete,
    "bring_back": World.bring_back, "decide": World.decide, "sign": World.sign, "amend": World.amend,
    "read_register": World.read_register, "attach": World.attach, "export": World.export, "receive": World.receive,
}  # fmt: skip

WEIGHTS: Final = {"make": 8, "edit": 10, "judge": 5, "delete": 3, "bring_back": 2, "decide": 4, "sign": 2, "amend": 3,
                  "read_register": 1, "attach": 1, "export": 3, "receive": 5}  # fmt: skip


def converge(seed: int, devices: int = 5, actions: int = 500) -> tuple[int, int]:
    """Let laptops do random things and see that they end equal.

    Args:
        seed: which random things.
        devices: how many laptops.
        actions: how many things each does.

    Returns:
        The number of entries, and of files.
    """
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="inspect-tui-converge-") as folder:
        world = World(Path(folder), devices)
        try:
            turns = [device for device in range(devices) for _ in range(actions)]
            chance.shuffle(turns)
            names = chance.choices(list(WEIGHTS), list(WEIGHTS.values()), k=len(turns))
            for device, name in zip(turns, names, strict=True):
                world.do(device, name, chance.randrange(1 << 16), chance.randrange(1 << 16))
            world.exchange_all(chance)
            return world.check(), len(world.files)
        finally:
            world.close()


def report(runs: int, devices: int = 5, actions: int = 500) -> str:
    """Run the proof and return what it found in words."""
    lines = []
    for seed in range(runs):
        begin = time.perf_counter()
        entries, files = converge(seed, devices, actions)
        lines.append(
            f"run {seed}: {devices} laptops, {actions} actions each: {entries} entries, {files} files, "
            f"all equal ({time.perf_counter() - begin:.0f} s)"
        )
    return "\n".join(lines)
