"""A hundred files over lines that are cut at chance moments: each arrives once, whole, and nothing is left over."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from inspect_tui.exchange.targets import INBOX, Line, Target
from target_servers import BUCKET, S3Server, SftpServer, Wire, hurried

FILES = 100
SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 12))]


def hundred_files(folder: Path, chance: random.Random) -> dict[str, Path]:
    """Files of 0 bytes to 60 KB, by name."""
    folder.mkdir()
    made = {}
    for number in range(FILES):
        path = folder / f"visit_{number:03d}.itui"
        path.write_bytes(chance.randbytes(chance.choice((0, 1, 700, 5_000, 20_000, 60_000))))
        made[path.name] = path
    return made


def send_all(line: Line, files: dict[str, Path]) -> list[bool]:
    return [line.put(path, INBOX, name) for name, path in files.items()]


def hashes(files: dict[str, Path]) -> dict[str, str]:
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_over_sftp(sftp: SftpServer, wire: Callable[[int], Wire], tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = hundred_files(tmp_path / "here", chance)
    cutting = wire(sftp.port)
    cutting.budget = lambda: chance.randrange(2_000, 300_000)
    target = Target.parse(sftp.url(cutting.port))
    with Line(target, sftp.access(cutting.port), hurried(seed, first=20, tries=20)) as line:
        sent = send_all(line, files)
        assert cutting.cuts > 10
        cutting.budget = lambda: None
        assert {f.name: f.size for f in line.files(INBOX)} == {n: p.stat().st_size for n, p in files.items()}
        assert not any(send_all(line, files)), "what is there is not sent again"
    assert all(sent)
    there = {path.name: path for path in (sftp.folder / INBOX).iterdir()}
    assert hashes(there) == hashes(files), "no .part, nothing twice"
    print(f"sftp: {cutting.cuts} cuts")


@pytest.mark.parametrize("seed", SEEDS)
def test_over_s3(store_server: S3Server, wire: Callable[[int], Wire], tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = hundred_files(tmp_path / "here", chance)
    cutting = wire(store_server.port)
    cutting.budget = lambda: chance.randrange(1, 80_000)
    target = Target.parse(f"s3://{BUCKET}/cut-{seed}")
    with Line(target, store_server.access(cutting.port), hurried(seed, first=20, tries=20)) as line:
        sent = send_all(line, files)
        assert cutting.cuts > 10
        cutting.budget = lambda: None
        assert {f.name: f.size for f in line.files(INBOX)} == {n: p.stat().st_size for n, p in files.items()}
        assert not any(send_all(line, files)), "what is there is not sent again"
    assert all(sent)
    there = {path.name: path for path in (store_server.folder / BUCKET / f"cut-{seed}" / INBOX).iterdir()}
    assert hashes(there) == hashes(files)
    print(f"s3: {cutting.cuts} cuts")
