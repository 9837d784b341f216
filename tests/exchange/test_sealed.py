"""Sealed files: who can open them, that nothing lies in clear anywhere, and that nothing is left behind."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from journal_maker import visit
from known_bad import ATTACHED, COUNTS, PHOTO, PHOTO_SHA, Forge, header, sealed
from people import HEADQUARTERS, LAPTOP, STRANGER, TRUSTED

from inspect_tui.domain.ids import new_id
from inspect_tui.exchange import envelope
from inspect_tui.exchange.attachments import AttachmentSource
from inspect_tui.exchange.envelope import OpenEnvelope
from inspect_tui.exchange.findings import SessionFileError
from inspect_tui.exchange.keys import Identity, KeyTextError, age_identity, make_identity
from inspect_tui.exchange.manifest import Manifest
from inspect_tui.exchange.session_file import read_session_file, verify_session_file, write_session_file

MARKER = "Chỉ người nhận được đọc"


@pytest.fixture(autouse=True)
def nothing_runs_on() -> Iterator[None]:
    """No thread that opens an envelope outlives its reader."""
    yield
    assert [t.name for t in threading.enumerate() if t.name == "open-envelope"] == []


def write(path: Path, *, to: tuple[Identity, ...] = (HEADQUARTERS,), content: bytes = PHOTO) -> Path:
    journal = visit(digest=hashlib.sha256(content).hexdigest())
    journal.write("device-b", "note", new_id(), {"text": MARKER})
    recipients = [p.public.recipient for p in to]
    source = AttachmentSource.from_bytes(content, "image/jpeg")
    write_session_file(path, header(journal.session), journal.entries, [source], identity=LAPTOP, recipients=recipients)
    return path


class TestWhoOpensIt:
    def test_every_recipient_and_its_maker(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.itui", to=(HEADQUARTERS, STRANGER, HEADQUARTERS))
        for person in (HEADQUARTERS, STRANGER, LAPTOP):
            seen = read_session_file(path, identity=person)
            assert seen.sealed
            assert not seen.manifest.plain
            assert seen.signer == LAPTOP.public
            assert len(seen.entries) == 11
            assert b"".join(seen.attachments.chunks(PHOTO_SHA)) == PHOTO
            assert seen.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        checked = verify_session_file(path, identity=HEADQUARTERS, trusted=TRUSTED)
        assert (checked.valid, checked.trusted, checked.sealed) == (True, True, True)
        assert checked.counts == {**COUNTS, "entries": 11, "notes": 2}

    def test_nobody_else(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.itui")
        for person, code in ((STRANGER, "not_for_us"), (make_identity("x"), "not_for_us"), (None, "sealed")):
            seen = verify_session_file(path, identity=person, trusted=TRUSTED)
            assert not seen.valid
            assert [f.code for f in seen.findings] == [code]
            assert (seen.session, seen.signer, seen.counts) == ("", None, {})

    def test_what_the_writer_says_of_it(self, tmp_path: Path) -> None:
        journal = visit()
        to = [HEADQUARTERS.public.recipient, f" {STRANGER.public.recipient.upper()}\n", LAPTOP.public.recipient]
        written = write_session_file(
            tmp_path / "a.itui", header(journal.session), journal.entries, identity=LAPTOP, recipients=to
        )
        assert written.recipients == 3
        assert written.sha256 == hashlib.sha256(written.path.read_bytes()).hexdigest()

    def test_any_age_opens_it(self, tmp_path: Path) -> None:
        data = pyrage.decrypt(write(tmp_path / "a.itui").read_bytes(), [age_identity(HEADQUARTERS)])
        assert data[:4] == b"PK\x03\x04"
        assert data[-71:-64] == b"sha256:"

    def test_what_was_taken_out_of_its_envelope_is_no_plain_file(self, tmp_path: Path) -> None:
        data = pyrage.decrypt(write(tmp_path / "a.itui").read_bytes(), [age_identity(HEADQUARTERS)])
        (tmp_path / "b.itui").write_bytes(data)
        assert [f.code for f in verify_session_file(tmp_path / "b.itui").findings] == ["bad_manifest"]

    def test_equal_content_has_equal_parts(self, tmp_path: Path) -> None:
        journal = visit()
        manifests: list[Manifest] = []
        files = set()
        for to in ([], [HEADQUARTERS.public.recipient], [HEADQUARTERS.public.recipient]):
            path = tmp_path / f"{len(manifests)}.itui"
            write_session_file(path, header(journal.session), journal.entries, identity=LAPTOP, recipients=to)
            manifests.append(read_session_file(path, identity=LAPTOP).manifest)
            files.add(path.read_bytes())
        assert manifests[0].parts == manifests[1].parts == manifests[2].parts
        assert manifests[1] == manifests[2]
        assert len(files) == 3


class TestNothingInClear:
    def test_neither_in_the_file_nor_beside_it_while_it_is_written(self, tmp_path: Path) -> None:
        content = ("attached " + MARKER).encode() * 100_000
        looked = 0

        def chunks() -> Iterator[bytes]:
            nonlocal looked
            for start in range(0, len(content), 2**18):
                yield content[start : start + 2**18]
                for file in tmp_path.iterdir():
                    looked += 1
                    data = file.read_bytes()
                    assert b"PK\x03\x04" not in data[:200]
                    assert MARKER.encode() not in data

        digest = hashlib.sha256(content).hexdigest()
        journal = visit(digest=digest)
        write_session_file(
            tmp_path / "a.itui", header(journal.session), journal.entries, [AttachmentSource(digest, chunks)],
            identity=LAPTOP, recipients=[HEADQUARTERS.public.recipient],
        )  # fmt: skip
        assert looked > 3
        data = (tmp_path / "a.itui").read_bytes()
        for secret in (MARKER.encode(), journal.session.encode(), LAPTOP.public.public_key.encode(), b"manifest.json"):
            assert secret not in data
        seen = read_session_file(tmp_path / "a.itui", identity=HEADQUARTERS)
        assert b"".join(seen.attachments.chunks(digest)) == content
        assert [p.name for p in tmp_path.iterdir()] == ["a.itui"]

    def test_large_contents_take_no_memory_and_no_temporary_file(self, tmp_path: Path) -> None:
        """100 MB are sealed, checked and taken out again by a process of its own, which says how far it grew."""
        (tmp_path / "tmp").mkdir()
        script = Path(__file__).with_name("large_sealed.py")
        paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
        environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp"), "PYTHONPATH": paths}
        command = [sys.executable, str(script), str(tmp_path / "a.itui")]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        grown = int(done.stdout)
        assert grown < 40 * 2**20, f"{grown:,} bytes"
        assert (tmp_path / "a.itui").stat().st_size > 100 * 2**20
        assert list((tmp_path / "tmp").iterdir()) == []
        assert sorted(p.name for p in tmp_path.iterdir()) == ["a.itui", "tmp"]


class TestNothingHalfDone:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Iterator[Path]:
        (tmp_path / "out").mkdir()
        yield tmp_path / "out"
        assert list((tmp_path / "out").iterdir()) == []

    def fail(self, folder: Path, *, content: bytes = PHOTO, to: str = HEADQUARTERS.public.recipient) -> None:
        source = AttachmentSource.from_bytes(content)
        write_session_file(folder / "a.itui", header("s"), [], [source], identity=LAPTOP, recipients=[to])

    @pytest.mark.parametrize("error", [OSError(5, "Input/output error"), KeyboardInterrupt(), MemoryError()])
    def test_an_attachment_that_fails_at_the_second_reading(self, folder: Path, error: BaseException) -> None:
        readings = 0

        def chunks() -> Iterator[bytes]:
            nonlocal readings
            readings += 1
            for start in range(3):
                if readings == 2 and start == 2:
                    raise error
                yield bytes(2**20)

        digest = hashlib.sha256(bytes(3 * 2**20)).hexdigest()
        with pytest.raises(type(error)) as caught:
            write_session_file(
                folder / "a.itui", header("s"), [], [AttachmentSource(digest, chunks)],
                identity=LAPTOP, recipients=[HEADQUARTERS.public.recipient],
            )  # fmt: skip
        assert caught.value is error

    def test_an_attachment_that_changes(self, folder: Path) -> None:
        contents = iter([PHOTO, b"PHOTO"])
        source = AttachmentSource(PHOTO_SHA, lambda: [next(contents)])
        with pytest.raises(SessionFileError, match="manifest_mismatch"):
            write_session_file(
                folder / "a.itui", header("s"), [], [source],
                identity=LAPTOP, recipients=[HEADQUARTERS.public.recipient],
            )  # fmt: skip

    def test_a_full_disk(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        class Full:
            def write(self, data: bytes, /) -> None:
                raise OSError(28, "No space left on device")

        for size in (0, 10, 3 * 2**16):
            buffer = envelope.Buffer()
            buffer.write(bytes(size))
            with pytest.raises(OSError, match="No space"):
                envelope.seal(buffer, iter([None]), Full(), [LAPTOP.public.recipient])

        def no_room(handle: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", no_room)
        with pytest.raises(OSError, match="No space"):
            self.fail(folder)

    @pytest.mark.parametrize(
        ("text", "code"),
        [("age1xyz", "not_a_key"), (LAPTOP.public.public_key, "wrong_kind"), (LAPTOP.age_secret, "private_key")],
        # The keys are new in each run, and a test's name must not be.
        ids=["no key", "of another kind", "private"],
    )
    def test_a_recipient_that_is_none(self, folder: Path, text: str, code: str) -> None:
        with pytest.raises(KeyTextError) as caught:
            self.fail(folder, to=text)
        assert caught.value.code == code

    def test_too_many_recipients(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(envelope, "MAX_RECIPIENTS", 1)
        with pytest.raises(SessionFileError, match="too_big"):
            self.fail(folder)


class TestReading:
    def test_several_contents_in_one_opening(self, tmp_path: Path) -> None:
        contents = {
            hashlib.sha256(d).hexdigest(): d for d in (random.Random(i).randbytes(90_000 * i) for i in range(5))
        }
        sources = [AttachmentSource.from_bytes(data) for data in contents.values()]
        for to in ([], [HEADQUARTERS.public.recipient]):
            path = tmp_path / "a.itui"
            write_session_file(path, header("s"), [], sources, identity=LAPTOP, recipients=to)
            seen = read_session_file(path, identity=HEADQUARTERS)
            assert {d: b"".join(c) for d, c in seen.attachments.stream(contents)} == contents
            some = sorted(contents)[1:4:2]
            assert [d for d, _ in seen.attachments.stream(some)] == some
            for digest, pieces in seen.attachments.stream(some):
                # Who stops in the middle of a content gets the next one whole all the same.
                assert digest in some
                next(pieces, b"")
            with pytest.raises(KeyError):
                list(seen.attachments.stream(["0" * 64]))

    def test_who_stops_leaves_nothing_running(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.itui", content=random.Random(1).randbytes(5 * 2**20))
        seen = read_session_file(path, identity=LAPTOP)
        reading = seen.attachments.chunks(next(iter(seen.attachments)))
        next(reading)
        assert [t.name for t in threading.enumerate()].count("open-envelope") == 1
        reading.close()  # type: ignore[attr-defined]

    def test_a_file_that_changes_after_it_was_checked(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.itui", content=random.Random(1).randbytes(5 * 2**20))
        seen = read_session_file(path, identity=LAPTOP)
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        with pytest.raises(SessionFileError, match="damaged"):
            list(seen.attachments.chunks(next(iter(seen.attachments))))
        # Sealed anew by somebody: it opens, and is another one.
        path.write_bytes(sealed(bytes(6 * 2**20)))
        with pytest.raises(SessionFileError, match="damaged"):
            list(seen.attachments.chunks(next(iter(seen.attachments))))

    def test_a_disk_that_fails_in_the_middle(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = write(tmp_path / "a.itui", content=bytes(2**20))

        class Failing(envelope._Read):
            def read(self, size: int = -1) -> bytes:
                if self._file.tell() > 2**19:
                    self.failure = OSError(5, "Input/output error")
                    raise self.failure
                return super().read(size)

        monkeypatch.setattr(envelope, "_Read", Failing)
        assert [f.code for f in verify_session_file(path, identity=LAPTOP).findings] == ["unreadable"]

    @pytest.mark.parametrize("content", [PHOTO, bytes(3 * 2**20)], ids=["small", "large"])
    def test_an_interruption_is_no_finding(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
    ) -> None:
        path = write(tmp_path / "a.itui", content=content)

        def interrupted(self: OpenEnvelope, data: bytes) -> int:
            raise KeyboardInterrupt

        monkeypatch.setattr(OpenEnvelope, "write", interrupted)
        with pytest.raises(KeyboardInterrupt):
            verify_session_file(path, identity=LAPTOP)

    def test_a_file_that_grows_is_read_as_long_as_it_was(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.itui")
        size = path.stat().st_size
        path.write_bytes(path.read_bytes() + bytes(10_000))
        with path.open("rb") as file, OpenEnvelope(file, size, LAPTOP) as inner:
            assert inner.read(4) == b"PK\x03\x04"

    def test_a_header_without_end(self, tmp_path: Path) -> None:
        for data in (b"age-encryption.org/v1\n" + b"-> X25519 a\n" * 2**17, b"age-encryption.org/v1\n" + bytes(99)):
            (tmp_path / "a").write_bytes(data)
            with (tmp_path / "a").open("rb") as file, pytest.raises(SessionFileError, match="damaged"):
                OpenEnvelope(file, len(data), LAPTOP)

    def test_a_newer_age(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.itui")
        path.write_bytes(path.read_bytes().replace(b"org/v1", b"org/v2"))
        assert not verify_session_file(path, identity=LAPTOP).valid

    def test_a_container_over_the_limit(self, tmp_path: Path) -> None:
        path = tmp_path / "a.itui"
        with path.open("wb") as file:
            file.write(b"age-encryption.org/v1\n")
            file.truncate(5 * 2**30)
        assert [f.code for f in verify_session_file(path, identity=LAPTOP).findings] == ["too_big"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a small sealed file that holds a signed session."""
    path = tmp_path_factory.mktemp("small") / "a.itui"
    journal = visit(digest=PHOTO_SHA, signed=True)
    photo = AttachmentSource.from_bytes(PHOTO)
    to = [HEADQUARTERS.public.recipient, STRANGER.public.recipient]
    write_session_file(path, header(journal.session), journal.entries, [photo], identity=LAPTOP, recipients=to)
    return path.read_bytes()


def check_refused(path: Path, data: bytes | bytearray, what: object) -> str:
    path.write_bytes(data)
    seen = verify_session_file(path, identity=HEADQUARTERS, trusted=TRUSTED)
    assert not seen.valid, what
    assert not seen.trusted, what
    return next(f.code for f in seen.findings if f.severity == "error")


CUT = {"empty_file", "cut_short", "broken_envelope"}
CHANGED = {"damaged", "broken_envelope", "not_for_us"}
"""What one bit can be told as: in the stanza of this device it makes the file one for others."""


class TestProof:
    def bits(self, small: bytes, path: Path, places: list[tuple[int, int]]) -> None:
        for place, bit in places:
            data = bytearray(small)
            data[place] ^= 1 << bit
            assert check_refused(path, data, (place, bit)) in CHANGED, (place, bit)
        assert [p.name for p in path.parent.iterdir()] == [path.name]

    def cuts(self, small: bytes, path: Path, sizes: list[int]) -> None:
        for size in sizes:
            assert check_refused(path, small[:size], size) in CUT, size
        assert [p.name for p in path.parent.iterdir()] == [path.name]

    def test_some_changed_bits_and_cuts(self, small: bytes, tmp_path: Path) -> None:
        draw = random.Random(20210730)
        payload = small.index(b"\n--- ") + 60
        header = [(i, draw.randrange(8)) for i in range(0, payload, 2)]
        self.bits(
            small, tmp_path / "a.itui", header + [(draw.randrange(len(small)), draw.randrange(8)) for _ in range(200)]
        )
        self.cuts(small, tmp_path / "a.itui", [*range(0, payload, 3), *range(payload, len(small), 37), len(small) - 1])

    def test_every_byte_2000_bits_and_every_cut(self, small: bytes, tmp_path: Path) -> None:
        draw = random.Random(20210730)
        places = [(i, draw.randrange(8)) for i in range(len(small))]
        places += [(draw.randrange(len(small)), draw.randrange(8)) for _ in range(2000)]
        self.bits(small, tmp_path / "a.itui", places)
        self.cuts(small, tmp_path / "a.itui", list(range(len(small))))

    def test_chunks_of_a_larger_file(self, tmp_path: Path) -> None:
        """Several of age's chunks: dropped, doubled, put in another order, cut at their ends."""
        path = write(tmp_path / "a.itui", content=random.Random(3).randbytes(5 * 2**16))
        data = path.read_bytes()
        start = data.index(b"\n", data.index(b"\n--- ") + 1) + 1 + 16
        chunk = 2**16 + 16
        pieces = [data[i : i + chunk] for i in range(start, len(data), chunk)]
        assert len(pieces) == 6
        for order in (
            [0, 1, 2, 3, 5],
            [1, 2, 3, 4, 5],
            [0, 0, 1, 2, 3, 4, 5],
            [1, 0, 2, 3, 4, 5],
            [0, 1, 2, 3, 4],
            [5],
        ):
            code = check_refused(path, data[:start] + b"".join(pieces[i] for i in order), order)
            assert code in {"damaged", "cut_short", "broken_envelope"}, order


def test_a_container_inside_is_judged_as_outside(tmp_path: Path) -> None:
    """Who can seal can put anything into an envelope: it is held to the same rules."""
    journal = visit(digest=PHOTO_SHA)
    forge = Forge.of(journal.entries, COUNTS, journal.session)
    forge.manifest["plain"] = False
    (tmp_path / "a.itui").write_bytes(sealed(forge.build()))
    assert verify_session_file(tmp_path / "a.itui", identity=HEADQUARTERS, trusted=TRUSTED).trusted
    data = forge.build()
    draw = random.Random(5)
    for place in sorted(draw.sample(range(len(data)), 300)):
        changed = bytearray(data)
        changed[place] ^= 1 << draw.randrange(8)
        check_refused(tmp_path / "a.itui", sealed(bytes(changed)), place)
        check_refused(tmp_path / "a.itui", sealed(data[:place]), place)
    assert ATTACHED in {name for name, _ in forge.parts}
