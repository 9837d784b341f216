"""Files of every earlier version of the format stay readable (tests/exchange/data/README.md)."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

from people import HEADQUARTERS, LAPTOP, TRUSTED

from inspect_tui.domain.journal import fold
from inspect_tui.exchange.session_file import FileHeader, read_session_file, verify_session_file, write_session_file

DATA = Path(__file__).parent / "data"
OLD = DATA / "session-1.0.itui"
PHOTO = random.Random(10).randbytes(70_000)


def test_1_0_is_valid_and_nobody_vouches_for_it() -> None:
    seen = verify_session_file(OLD, "D8L5-Y74B-TWUD-YCVZ", identity=HEADQUARTERS, trusted=TRUSTED)
    assert seen.valid
    assert not seen.trusted
    assert seen.signer is None
    assert [f.code for f in seen.findings] == ["unsigned", "code_fits"]
    assert seen.sha256 == "76a0843b862df92e125d274b98c2ff37330d1e61d903083448be2e5bc0db8c94"
    assert seen.counts == {
        "entries": 15, "participants": 1, "tasks": 2, "notes": 2, "conclusions": 1, "events": 0, "attachments": 2,
    }  # fmt: skip


def test_1_0_is_read_whole(tmp_path: Path) -> None:
    seen = read_session_file(OLD)
    assert (seen.manifest.minor, seen.signer, seen.sealed) == (0, None, False)
    assert seen.manifest.sequence == 2
    head = fold([e for e in seen.entries if e.record == "session"])
    assert head.values["state"] == "signed"
    assert head.values["revision"] == 2
    digest = hashlib.sha256(PHOTO).hexdigest()
    assert b"".join(seen.attachments.chunks(digest)) == PHOTO
    assert sorted(seen.attachments.values()) == [7600, 70_000]


def test_1_0_goes_on_in_this_version(tmp_path: Path) -> None:
    """What an old file holds is exported again, signed this time, with the same parts."""
    old = read_session_file(OLD)
    sources = [old.attachments.source(p.sha256, p.media_type) for p in old.manifest.parts[1:]]
    header = FileHeader(old.manifest.session, "device-c", 1, None, "2021-08-01T01:00:00.000Z", "inspect-tui")
    new = read_session_file(write_session_file(tmp_path / "a.itui", header, old.entries, sources, identity=LAPTOP).path)
    assert new.manifest.parts == old.manifest.parts
    assert new.signer == LAPTOP.public
