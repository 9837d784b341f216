"""Every fault that a disk can bring upon the recorded session, and power cuts at each of its operations.

The form that `tests/store/test_faulty_disk.py` takes samples of. Nothing committed may be missing, ever.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from benchmarks.figures import Measure
from faulty_disk import Fault, Recording, cut_power, record_visit, visit_with, why_no_faulty_disk

_T = TypeVar("_T")

SEEDS: Final = 3
"""Chances at each operation at which the power is cut."""
STORES: Final = (("plain", "", 1), ("encrypted", "mật khẩu của 'Tổ'", 25))
"""Kinds of stores, their passphrase, and every how manyth fault and cut is tried: a key's derivation takes its time."""
STRIDE: Final = 200
"""Runs from one line of progress on stderr to the next."""
SHOWN: Final = 20
"""Failures that are printed; all are counted."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run gave.

    Attributes:
        kind: what was done to the disk.
        told: codes of the errors that came out, counted.
        reopened: how often the work went on only after the store was opened anew.
        failure: what is missing or wrong, in words; empty where all is well.
    """

    kind: str
    told: Counter[str] = field(default_factory=Counter)
    reopened: int = 0
    failure: str = ""


def try_fault(recording: Recording, fault: Fault) -> Outcome:
    """Run the session with a fault."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            visit = visit_with(fault, recording, Path(folder))
    except Exception as error:
        # A driver's own exception is as much a failure as a loss: the app would not know what to do with it.
        return Outcome(fault.kind, failure=f"{fault}: {type(error).__name__}: {error}")
    return Outcome(fault.kind, visit.told, visit.reopened)


def try_cut(recording: Recording, cut: tuple[int, int]) -> Outcome:
    """Cut the power at an operation, with a seed."""
    try:
        cut_power(recording, cut[0], random.Random(f"{cut[0]} {cut[1]}"))
    except Exception as error:
        return Outcome("power cut", failure=f"power cut at {cut[0]}, seed {cut[1]}: {type(error).__name__}: {error}")
    return Outcome("power cut")


def _all(work: Callable[[_T], Outcome], cases: Sequence[_T]) -> list[Outcome]:
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        outcomes = []
        for outcome in pool.map(work, cases, chunksize=4):
            outcomes.append(outcome)
            if len(outcomes) % STRIDE == 0:
                print(f"  … {len(outcomes)} of {len(cases)}", file=sys.stderr, flush=True)
        return outcomes


def faults() -> list[Measure]:
    """Try everything, print what was tried, and return the failures against the runs."""
    if reason := why_no_faulty_disk():
        raise SystemExit(f"faults: {reason}")
    measures = []
    for name, passphrase, every in STORES:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            recording = record_visit(Path(folder), passphrase=passphrase)
        print(
            f"{name} store, one session: " + ", ".join(f"{n} × {kind}" for kind, n in recording.counts.most_common()),
            flush=True,
        )
        cuts = [(cut, seed) for cut in range(len(recording.operations) + 1) for seed in range(SEEDS)]
        outcomes = _all(partial(try_fault, recording), recording.faults()[::every])
        outcomes += _all(partial(try_cut, recording), cuts[::every])
        _print(outcomes, time.perf_counter() - began)
        failed = sum(bool(one.failure) for one in outcomes)
        measures.append(Measure(f"failures in {name} stores", failed, len(outcomes), 0.0, "runs"))
    return measures


def _print(outcomes: Sequence[Outcome], seconds: float) -> None:
    for kind, runs in Counter(one.kind for one in outcomes).items():
        failed = sum(one.kind == kind and bool(one.failure) for one in outcomes)
        print(f"  {kind:18} {runs:5} runs, {failed} failures")
    told = sum((one.told for one in outcomes), Counter[str]())
    print(f"  errors told: {', '.join(f'{n} × {code}' for code, n in told.most_common())}")
    print(f"  stores opened anew before the work went on: {sum(one.reopened for one in outcomes)}")
    failures = [one.failure for one in outcomes if one.failure]
    for failure in failures[:SHOWN]:
        print(f"  FAILED {failure}")
    print(f"  {len(outcomes)} runs, {len(failures)} failures, {seconds:.0f} s", flush=True)
