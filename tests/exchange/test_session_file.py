"""Writing and reading session files: the way there and back, equal bytes, nothing half done."""

from __future__ import annotations

import hashlib
import json
import os
import random
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from journal_maker import Journal, visit
from known_bad import ATTACHED, COUNTS, PHOTO, PHOTO_SHA, good, header
from people import LAPTOP

from inspect_tui.domain.journal import Change, Entry, canonical, seal
from inspect_tui.domain.vietnamese import clean
from inspect_tui.exchange.attachments import AttachmentSource
from inspect_tui.exchange.findings import SessionFileError
from inspect_tui.exchange.session_file import read_session_file, verify_session_file, write_session_file


def lines(entries: Iterable[Entry]) -> list[bytes]:
    return sorted(canonical(e.to_json()) for e in entries)


class TestRoundTrip:
    def test_all_comes_back(self, tmp_path: Path) -> None:
        journal = visit(digest=PHOTO_SHA)
        written = write_session_file(
            tmp_path / "a.itui",
            header(journal.session, sequence=3, previous="0" * 64),
            journal.entries,
            [AttachmentSource.from_bytes(PHOTO, "image/jpeg")],
            identity=LAPTOP,
        )
        seen = read_session_file(written.path)
        assert sorted(e.hash for e in seen.entries) == sorted(e.hash for e in journal.entries)
        assert lines(seen.entries) == lines(journal.entries)
        assert seen.manifest.sequence == 3
        assert seen.manifest.previous == "0" * 64
        assert [p.media_type for p in seen.manifest.parts] == ["application/jsonl", "image/jpeg"]
        assert dict(seen.attachments) == {PHOTO_SHA: 5}
        assert b"".join(seen.attachments.chunks(PHOTO_SHA)) == PHOTO
        assert written.counts == dict(seen.manifest.counts) == COUNTS
        assert written.sha256 == seen.sha256 == hashlib.sha256(written.path.read_bytes()).hexdigest()

    def test_any_zip_reader_reads_it(self, tmp_path: Path) -> None:
        journal = visit(digest=PHOTO_SHA)
        with zipfile.ZipFile(good(tmp_path / "a.itui", journal)) as archive:
            assert archive.testzip() is None
            assert archive.namelist() == ["manifest.json", "manifest.sig", "journal.jsonl", ATTACHED]
            manifest = json.loads(archive.read("manifest.json"))
            for part in manifest["parts"]:
                assert hashlib.sha256(archive.read(part["name"])).hexdigest() == part["sha256"]
            lines = archive.read("journal.jsonl").decode().splitlines()
            assert [json.loads(line)["hash"] for line in lines] == [
                e.hash for e in sorted(journal.entries, key=lambda e: (e.device, e.seq))
            ]

    def test_one_attachment_into_the_next_file(self, tmp_path: Path) -> None:
        journal = visit(digest=PHOTO_SHA)
        first = read_session_file(good(tmp_path / "a.itui", journal))
        again = write_session_file(
            tmp_path / "b.itui",
            header(journal.session),
            first.entries,
            [first.attachments.source(PHOTO_SHA)],
            identity=LAPTOP,
        )
        assert again.path.read_bytes() == (tmp_path / "a.itui").read_bytes()

    def test_an_attachment_from_a_path(self, tmp_path: Path) -> None:
        data = random.Random(1).randbytes(3 * 2**20 + 7)
        digest = hashlib.sha256(data).hexdigest()
        (tmp_path / "photo").write_bytes(data)
        journal = visit(digest=digest)
        source = AttachmentSource.from_path(digest, tmp_path / "photo", "image/png")
        seen = read_session_file(
            write_session_file(
                tmp_path / "a.itui", header(journal.session), journal.entries, [source], identity=LAPTOP
            ).path
        )
        assert b"".join(seen.attachments.chunks(digest)) == data
        with pytest.raises(KeyError):
            seen.attachments.source("0" * 64)

    def test_a_file_that_changes_after_it_was_checked_is_noticed(self, tmp_path: Path) -> None:
        path = good(tmp_path / "a.itui", visit(digest=PHOTO_SHA))
        seen = read_session_file(path)
        path.write_bytes(path.read_bytes().replace(PHOTO, b"PHOTO"))
        with pytest.raises(SessionFileError, match="damaged"):
            list(seen.attachments.chunks(PHOTO_SHA))

    def test_a_session_without_entries_is_a_file_too(self, tmp_path: Path) -> None:
        written = write_session_file(tmp_path / "a.itui", header("s"), [], identity=LAPTOP)
        assert read_session_file(written.path).entries == ()

    def test_a_journal_that_shrinks_too_well_is_stored(self, tmp_path: Path) -> None:
        journal = Journal()
        journal.write("a", "note", "n", {"text": "a" * 3_000_000})
        path = write_session_file(tmp_path / "a.itui", header(journal.session), journal.entries, identity=LAPTOP).path
        assert lines(read_session_file(path).entries) == lines(journal.entries)
        assert path.stat().st_size > 3_000_000

    def test_a_fork_comes_back_whole(self, tmp_path: Path) -> None:
        journal = visit()
        last = next(e for e in reversed(journal.entries) if e.device == "device-b")
        twin = seal(replace(last, fields={"text": Change(None, "Bản khác")}))
        path = write_session_file(
            tmp_path / "a.itui", header(journal.session), [*journal.entries, twin], identity=LAPTOP
        ).path
        seen = read_session_file(path)
        assert {last.hash, twin.hash} <= {e.hash for e in seen.entries}
        assert [f.code for f in seen.findings if f.code == "fork"] == ["fork"]


class TestEqualBytes:
    def test_order_and_repeats_on_entry_do_not_matter(self, tmp_path: Path) -> None:
        journal = visit(digest=PHOTO_SHA)
        other = AttachmentSource.from_bytes(b"other")
        photo = AttachmentSource.from_bytes(PHOTO)
        files = set()
        for seed in range(5):
            entries = [*journal.entries, *journal.entries[:3]]
            random.Random(seed).shuffle(entries)
            sources = [photo, other, photo] if seed % 2 else [other, photo]
            path = tmp_path / f"{seed}.itui"
            write_session_file(path, header(journal.session), entries, sources, identity=LAPTOP)
            files.add(path.read_bytes())
        assert len(files) == 1

    def test_only_the_manifest_knows_which_export_it_was(self, tmp_path: Path) -> None:
        journal = visit(digest=PHOTO_SHA)
        one = write_session_file(tmp_path / "a.itui", header(journal.session), journal.entries, identity=LAPTOP)
        two = write_session_file(
            tmp_path / "b.itui",
            header(journal.session, sequence=2, previous=one.sha256, created_at="2022-01-01T00:00:00.000Z"),
            journal.entries,
            identity=LAPTOP,
        )
        first, second = read_session_file(one.path).manifest, read_session_file(two.path).manifest
        assert first.parts == second.parts
        assert first.counts == second.counts
        assert one.sha256 != two.sha256


class TestNothingHalfDone:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Iterator[Path]:
        made = tmp_path / "out"
        made.mkdir()
        yield made
        assert [p.name for p in made.iterdir()] == []

    def test_entries_that_break_an_invariant(self, folder: Path) -> None:
        journal = visit()
        broken = {
            "chain_gap": journal.entries[1:],
            "entry_altered": [replace(journal.entries[0], person="ai khác"), *journal.entries[1:]],
            "foreign_entry": [*journal.entries, Journal().write("z", "note", "n", {"text": "x"})],
            "bad_entry": [seal(replace(journal.entries[0], record="planet"))],
        }
        for code, entries in broken.items():
            with pytest.raises(SessionFileError) as error:
                write_session_file(folder / "a.itui", header(journal.session), entries, identity=LAPTOP)
            assert code in [f.code for f in error.value.findings], code

    def test_a_float_has_no_place_in_a_journal(self, folder: Path) -> None:
        entry = Entry("i", "s", "declared", "d", {"percents": Change(None, {"x": [1.5]})}, "", 1, "", "d", 1, "")
        with pytest.raises(SessionFileError, match="bad_entry"):
            write_session_file(folder / "a.itui", header("s"), [seal(entry)], identity=LAPTOP)

    def test_a_signed_state_that_is_not_there(self, folder: Path) -> None:
        journal = visit()
        journal.sign("device-a", code="2222-2222-2222-2222")
        with pytest.raises(SessionFileError, match="signed_state_wrong"):
            write_session_file(folder / "a.itui", header(journal.session), journal.entries, identity=LAPTOP)

    @pytest.mark.parametrize("wrong", [{"session": ""}, {"sequence": 0}, {"previous": "x"}, {"device": "\n"}])
    def test_a_header_that_no_reader_takes(self, folder: Path, wrong: dict[str, Any]) -> None:
        with pytest.raises(SessionFileError, match="bad_manifest"):
            write_session_file(folder / "a.itui", replace(header("s"), **wrong), [], identity=LAPTOP)

    def test_an_attachment_that_is_another(self, folder: Path) -> None:
        source = AttachmentSource("0" * 64, lambda: [b"x"])
        with pytest.raises(SessionFileError, match="manifest_mismatch"):
            write_session_file(folder / "a.itui", header("s"), [], [source], identity=LAPTOP)

    def test_an_attachment_that_changes_while_it_is_read(self, folder: Path) -> None:
        contents = iter([b"photo", b"PHOTO"])
        with pytest.raises(SessionFileError, match="manifest_mismatch"):
            write_session_file(
                folder / "a.itui",
                header("s"),
                [],
                [AttachmentSource(PHOTO_SHA, lambda: [next(contents)])],
                identity=LAPTOP,
            )

    def test_an_attachment_that_cannot_be_read_again(self, folder: Path) -> None:
        (folder.parent / "photo").write_bytes(PHOTO)
        source = AttachmentSource.from_path(PHOTO_SHA, folder.parent / "photo")

        def once() -> Iterator[bytes]:
            yield from source.chunks()
            (folder.parent / "photo").unlink()

        with pytest.raises(FileNotFoundError):
            write_session_file(folder / "a.itui", header("s"), [], [replace(source, chunks=once)], identity=LAPTOP)

    def test_an_attachment_over_the_limit(self, folder: Path) -> None:
        block = bytes(2**20)
        source = AttachmentSource("0" * 64, lambda: (block for _ in range(101)))
        with pytest.raises(SessionFileError, match="too_big"):
            write_session_file(folder / "a.itui", header("s"), [], [source], identity=LAPTOP)

    def test_a_missing_folder(self, folder: Path) -> None:
        with pytest.raises(FileNotFoundError):
            write_session_file(folder / "none" / "a.itui", header("s"), [], identity=LAPTOP)

    def test_a_target_that_is_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "a.itui").mkdir()
        with pytest.raises(OSError, match=r"a\.itui"):
            write_session_file(tmp_path / "a.itui", header("s"), [], identity=LAPTOP)
        assert [p.name for p in tmp_path.iterdir()] == ["a.itui"]

    def test_a_full_disk(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(handle: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            write_session_file(folder / "a.itui", header("s"), [], identity=LAPTOP)

    def test_an_older_file_of_the_name_stays_when_the_new_one_fails(self, tmp_path: Path) -> None:
        path = good(tmp_path / "a.itui", visit(digest=PHOTO_SHA))
        before = path.read_bytes()
        contents = iter([b"photo", b"PHOTO"])
        with pytest.raises(SessionFileError):
            write_session_file(
                path, header("s"), [], [AttachmentSource(PHOTO_SHA, lambda: [next(contents)])], identity=LAPTOP
            )
        assert path.read_bytes() == before
        assert [p.name for p in tmp_path.iterdir()] == ["a.itui"]


TEXTS = st.text(max_size=40).map(clean)
VALUES = {
    "task": st.fixed_dictionaries(
        {},
        optional={
            "content": TEXTS,
            "deadline": st.none() | st.dates().map(str),
            "coordinating": st.lists(TEXTS, max_size=3),
            "position": st.none() | st.integers(0, 10**12),
            "verdict": st.sampled_from(["", "done", "partly"]),
            "colour": st.recursive(
                st.none() | st.booleans() | st.integers() | TEXTS,
                lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
                max_leaves=6,
            ),
            "deleted": st.booleans(),
        },
    ),
    "note": st.fixed_dictionaries({"text": TEXTS}),
    "declared": st.fixed_dictionaries({"assigned": st.integers(0, 99), "percents": st.dictionaries(TEXTS, TEXTS)}),
}
ACTIONS = st.lists(
    st.sampled_from(sorted(VALUES)).flatmap(
        lambda kind: st.tuples(
            st.sampled_from(["may-1", "may-2", "b"]), st.just(kind), st.sampled_from("xyz"), VALUES[kind]
        )
    ),
    max_size=25,
)


def encodes(value: Any) -> bool:
    try:
        canonical(value)
    except UnicodeEncodeError:
        return False
    return True


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(actions=ACTIONS, seed=st.integers(0, 9))
def test_random_journals_of_several_devices_come_back(actions: list[tuple[str, str, str, Any]], seed: int) -> None:
    journal = Journal()
    for device, kind, record_id, fields in actions:
        if encodes(fields):
            journal.write(device, kind, record_id, fields)
    entries = list(journal.entries)
    random.Random(seed).shuffle(entries)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.itui")
        write_session_file(path, header(journal.session), entries, identity=LAPTOP)
        verification = verify_session_file(path)
        assert verification.valid, verification.findings
        assert lines(read_session_file(path).entries) == lines(entries)
