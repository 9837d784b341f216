"""Makes journals for tests: valid chains of entries on several devices, and a small visit."""

from __future__ import annotations

from typing import Any

from inspect_tui.domain.ids import new_id
from inspect_tui.domain.journal import Change, Entry, seal
from inspect_tui.domain.signing import chains, verification_code

AT = "2021-07-30T01:30:00.000Z"


class Journal:
    """The entries of one session, written by as many devices as are named."""

    def __init__(self, session: str | None = None) -> None:
        self.session = session or new_id()
        self.entries: list[Entry] = []
        self._last: dict[str, Entry] = {}
        self._heads: dict[tuple[str, str, str], tuple[str, Any]] = {}

    def write(
        self, device: str, record: str, record_id: str, fields: dict[str, Any], *, at: str = AT, entry_id: str = ""
    ) -> Entry:
        """Append an entry to a device's chain; it replaces what stands."""
        entry_id = entry_id or new_id()
        changes = {}
        for name, new in fields.items():
            replaced, old = self._heads.get((record, record_id, name), ("", None))
            changes[name] = Change(old, new, (replaced,) if replaced else ())
            self._heads[record, record_id, name] = (entry_id, new)
        if fields.get("deleted"):
            heads = {i for (r, n, _), (i, _) in self._heads.items() if (r, n) == (record, record_id)}
            changes["deleted"] = Change(False, True, tuple(sorted(heads - {entry_id})))
        before = self._last.get(device)
        seq, prev = (before.seq + 1, before.hash) if before else (1, "")
        entry = seal(
            Entry(
                entry_id,
                self.session,
                record,
                record_id,
                changes,
                at,
                seq * 10**9,
                "Thư ký Tổ Công tác",
                device,
                seq,
                prev,
            )
        )
        self._last[device] = entry
        self.entries.append(entry)
        return entry

    def sign(self, device: str, revision: int = 1, by: str = "Tổ trưởng Tổ Công tác", **other: Any) -> str:
        """Sign all that stands and return the code."""
        ends = chains(self.entries)
        code = verification_code(self.session, revision, ends)
        state = {"by": by, "at": AT, "revision": revision, "code": code, "chains": ends, "forced": False, **other}
        self.write(device, "session", self.session, {"state": "signed", "revision": revision, "signed": state})
        return code

    def amend(self, device: str, revision: int, reason: str = "Sửa số liệu") -> None:
        """Open a revision."""
        self.write(
            device,
            "session",
            self.session,
            {"state": "open", "revision": revision, "revision_reason": reason, "signed": {}},
        )


def visit(*, signed: bool = False, digest: str = "") -> Journal:
    """Return a small visit: two devices, three tasks of which one is deleted, a note, a conclusion, one attachment."""
    journal = Journal()
    journal.write(
        "device-a",
        "session",
        journal.session,
        {"agency": "Bộ Kế hoạch và Đầu tư", "held_on": "2021-07-30", "as_of": "2021-07-16", "state": "open"},
    )
    journal.write("device-a", "participant", new_id(), {"name": "Lê Thị Ánh", "side": "agency", "present": True})
    tasks = [new_id() for _ in range(3)]
    for place, task in enumerate(tasks, start=1):
        journal.write(
            "device-a",
            "task",
            task,
            {"position": place, "content": f"Nhiệm vụ số {place} “đặc biệt”\n\\n", "coordinating": ["Bộ Tài chính"]},
        )
    journal.write("device-b", "task", tasks[0], {"verdict": "done", "completed_on": "2021-06-30"})
    journal.write("device-b", "note", new_id(), {"text": "Tiếng Việt: đã trình.", "at": AT, "tasks": [tasks[0]]})
    journal.write("device-a", "conclusion", new_id(), {"kind": "request", "text": "Khẩn trương", "tasks": tasks[:1]})
    journal.write("device-a", "task", tasks[2], {"deleted": True})
    if digest:
        journal.write("device-b", "attachment", new_id(), {"name": "Ảnh.jpg", "sha256": digest, "size": 5})
    if signed:
        journal.sign("device-a")
    return journal
