"""The journal as lines: writing them, reading them, and the invariants that hold between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from inspect_tui.domain.journal import DELETED, Entry, fold
from inspect_tui.domain.records import FIELDS, WITH_CONTENT
from inspect_tui.exchange.entry_limits import unfit_part
from inspect_tui.exchange.entry_line import LineError, entry_of, line_of
from inspect_tui.exchange.findings import Findings, FindingValue, SessionFileError
from inspect_tui.exchange.layout import JOURNAL, MAX_ENTRIES, MAX_LINE, readable_size
from inspect_tui.exchange.manifest import COUNTED, COUNTS, STRICT_JSON, Manifest, is_sha256


def sort_key(entry: Entry) -> tuple[str, int, str]:
    """Return the place of an entry among the lines."""
    return entry.device, entry.seq, entry.hash


def split_lines(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield the lines of a stream and whether each had its end.

    Raises:
        SessionFileError: ``too_big``, a line is longer than the format allows.
    """
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        for line in (*lines, rest):
            if len(line) > MAX_LINE:
                raise SessionFileError.of("too_big", part=JOURNAL, limit=readable_size(MAX_LINE))
        for line in lines:
            yield line, True
    if rest:
        yield rest, False


class JournalCheck:
    """Takes the lines of a journal one by one and tells which invariants they break."""

    def __init__(self, session: str, findings: Findings, version: tuple[int, int] | None = None) -> None:
        """Start with an empty journal.

        Args:
            session: the session that all entries must belong to.
            findings: where to report.
            version: the file's major and minor version where it is newer than this program.
        """
        self.session = session
        self.entries: list[Entry] = []
        self.by_hash: dict[str, Entry] = {}
        self.places: dict[str, dict[int, list[Entry]]] = {}
        self.readable = True
        """Whether every line so far is an entry."""
        self._findings = findings
        self._version = version
        self._lines = 0
        self._last: tuple[str, int, str] = ("", 0, "")

    def add_line(self, line: bytes, ended: bool = True) -> None:
        """Take the next line of a file.

        Raises:
            SessionFileError: ``too_big`` or ``newer_format``; reading on makes no sense.
        """
        self._count()
        try:
            entry, unaltered = entry_of(line)
            if not ended:
                raise LineError("end")
            if part := unfit_part(entry, line):
                raise LineError(part)
        except LineError as error:
            self._refuse(line, str(error.args[0]))
        else:
            self._add(entry, unaltered)

    def add_entry(self, entry: Entry) -> bytes:
        """Take the next entry of a file to be written and return its line, empty where it has none.

        Raises:
            SessionFileError: ``too_big``.
        """
        self._count()
        try:
            line, unaltered = line_of(entry)
            if part := unfit_part(entry, line):
                raise LineError(part)
        except LineError as error:
            self.readable = False
            self._report("bad_entry", part=str(error.args[0]))
            return b""
        if len(line) > MAX_LINE:
            raise SessionFileError.of("too_big", part=JOURNAL, limit=readable_size(MAX_LINE))
        self._add(entry, unaltered)
        return line + b"\n"

    def _count(self) -> None:
        self._lines += 1
        if self._lines > MAX_ENTRIES:
            raise SessionFileError.of("too_big", part=JOURNAL, limit=str(MAX_ENTRIES))

    def _add(self, entry: Entry, unaltered: bool) -> None:
        if not unaltered:
            self._report("entry_altered", id=entry.id)
        if entry.session != self.session:
            self._report("foreign_entry", session=entry.session)
            return
        key = sort_key(entry)
        if key <= self._last:
            self._findings.add("chain_order", device=entry.device, seq=entry.seq)
        self._last = max(key, self._last)
        self.entries.append(entry)
        self.by_hash.setdefault(entry.hash, entry)
        self.places.setdefault(entry.device, {}).setdefault(entry.seq, []).append(entry)

    def _report(self, code: str, **values: FindingValue) -> None:
        self._findings.add(code, line=self._lines, **values)

    def _refuse(self, line: bytes, part: str) -> None:
        self.readable = False
        if self._version is not None and part == "record" and _kind(line) not in FIELDS:
            raise SessionFileError.of("newer_format", major=self._version[0], minor=self._version[1])
        self._report("bad_entry", part=part)

    def finish(self) -> None:
        """Check what holds between the entries: chains without gaps and forks.

        A line that cannot be read leaves a gap; then only the line is reported.
        """
        if not self.readable:
            return
        for device, places in sorted(self.places.items()):
            self._check_chain(device, places)
        ids: dict[str, Entry] = {}
        for entry in self.entries:
            first = ids.setdefault(entry.id, entry)
            if first.hash != entry.hash:
                self._findings.add("fork", id=entry.id, device=entry.device, seq=entry.seq)

    def _check_chain(self, device: str, places: Mapping[int, list[Entry]]) -> None:
        expected = 1
        for seq in sorted(places):
            if seq != expected:
                self._findings.add("chain_gap", device=device, first=expected, last=seq - 1)
            expected = seq + 1
            before = {e.hash for e in places.get(seq - 1, ())} if seq > 1 else {""}
            entries = places[seq]
            if before and any(e.prev not in before for e in entries):
                self._findings.add("chain_order", device=device, seq=seq)
            # One id twice is reported as a fork of that entry; here two different changes took one place.
            if len({e.id for e in entries}) > 1:
                self._findings.add("chain_fork", device=device, seq=seq)

    def counts(self) -> dict[str, int]:
        """Return how many entries there are, and records of each kind that the fold does not see deleted."""
        kinds: dict[str, set[str]] = {kind: set() for kind in COUNTED}
        deleted: set[tuple[str, str]] = set()
        for entry in self.by_hash.values():
            if entry.record in kinds:
                kinds[entry.record].add(entry.record_id)
                if DELETED in entry.fields:
                    deleted.add((entry.record, entry.record_id))
        # Only a record that somebody deleted needs its fold; it may stand all the same.
        for (kind, record_id), entries in self._of_records(deleted).items():
            if fold(entries).deleted:
                kinds[kind].discard(record_id)
        return {"entries": len(self.by_hash), **{COUNTED[kind]: len(ids) for kind, ids in kinds.items()}}

    def attachments(self) -> tuple[dict[str, str], set[str]]:
        """Return the contents that belong to the session.

        Returns:
            SHA-256 and name of the attachments that stand, and the SHA-256 of all that any entry ever named.
        """
        wrote = [e for e in self.by_hash.values() if e.record in WITH_CONTENT]
        named = {e.fields["sha256"].new for e in wrote if "sha256" in e.fields and is_sha256(e.fields["sha256"].new)}
        wanted: dict[str, str] = {}
        for (_, record_id), entries in self._of_records({(e.record, e.record_id) for e in wrote}).items():
            folded = fold(entries)
            digest = folded.values.get("sha256")
            if is_sha256(digest) and not folded.deleted:
                wanted[str(digest)] = str(folded.values.get("name") or record_id)
        return wanted, named

    def _of_records(self, records: set[tuple[str, str]]) -> dict[tuple[str, str], list[Entry]]:
        found: dict[tuple[str, str], list[Entry]] = {}
        if records:
            for entry in self.by_hash.values():
                if (entry.record, entry.record_id) in records:
                    found.setdefault((entry.record, entry.record_id), []).append(entry)
        return found


def _kind(line: bytes) -> object:
    return STRICT_JSON.decode(line.decode())["record"]


def check_counts(manifest: Manifest, counts: Mapping[str, int], findings: Findings) -> None:
    """Compare the manifest's counts with those of the fold."""
    for name in COUNTS:
        if manifest.counts[name] != counts[name]:
            stated = min(manifest.counts[name], 10**12)
            findings.add("counts_wrong", name=name, stated=stated, found=counts[name])
