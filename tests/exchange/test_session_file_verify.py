"""What verify says about good files: signed states, the code on paper, newer versions, forks, information."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from journal_maker import Journal, visit
from known_bad import COUNTS, PHOTO_SHA, Forge, good, header
from people import HEADQUARTERS, LAPTOP, TRUSTED

from inspect_tui.domain.ids import new_id
from inspect_tui.domain.journal import Change, seal
from inspect_tui.domain.signing import chains, verification_code
from inspect_tui.exchange.findings import Finding, finding
from inspect_tui.exchange.session_file import Verification, verify_session_file, write_session_file


def verified(tmp_path: Path, journal: Journal, code: str | None = None) -> Verification:
    return verify_session_file(
        write_session_file(tmp_path / "v.itui", header(journal.session), journal.entries, identity=LAPTOP).path,
        code,
        trusted=TRUSTED,
    )


def codes(seen: Verification) -> list[str]:
    return [f.code for f in seen.findings]


def the(seen: Verification, code: str) -> Finding:
    [found] = [f for f in seen.findings if f.code == code]
    return found


class TestWholeFile:
    def test_says_whose_it_is_and_what_is_in_it(self, tmp_path: Path) -> None:
        journal = visit(digest=PHOTO_SHA)
        seen = verify_session_file(good(tmp_path / "a.itui", journal), trusted=TRUSTED)
        assert seen.valid
        assert seen.trusted
        assert (seen.session, seen.device, seen.sealed) == (journal.session, "device-a", False)
        assert seen.signer == replace(LAPTOP.public, name="Thư ký đoàn 3")
        assert seen.counts == COUNTS
        assert codes(seen) == ["known_signer", "session_open"]
        assert the(seen, "known_signer").values == {
            "name": "Thư ký đoàn 3",
            "fingerprint": LAPTOP.public.fingerprint,
        }
        assert len(seen.sha256) == 64

    def test_its_maker_is_trusted_by_itself_alone(self, tmp_path: Path) -> None:
        path = good(tmp_path / "a.itui", visit(digest=PHOTO_SHA))
        assert verify_session_file(path, identity=LAPTOP).trusted
        for seen in (verify_session_file(path), verify_session_file(path, identity=HEADQUARTERS)):
            assert (seen.valid, seen.trusted, seen.signer) == (True, False, LAPTOP.public)
            assert codes(seen) == ["unknown_signer", "session_open"]

    def test_a_deleted_record_that_another_edited_unseen_is_counted(self, tmp_path: Path) -> None:
        journal = Journal()
        journal.write("a", "note", "n", {"text": "một"})
        unseen = Journal(journal.session)
        unseen.write("b", "note", "n", {"text": "hai"})
        journal.write("a", "note", "n", {"deleted": True})
        journal.entries += unseen.entries
        assert verified(tmp_path, journal).counts["notes"] == 1

    def test_attachments_that_do_not_travel_or_are_not_named(self, tmp_path: Path) -> None:
        journal = visit(digest="0" * 64)
        seen = verify_session_file(good(tmp_path / "a.itui", journal))
        assert seen.valid
        assert the(seen, "attachment_absent").values == {"name": "Ảnh.jpg"}
        assert the(seen, "attachment_unused").values == {"part": f"attachments/{PHOTO_SHA}"}

    def test_a_deleted_attachment_is_not_missed(self, tmp_path: Path) -> None:
        journal = Journal()
        journal.write("a", "attachment", "x", {"sha256": PHOTO_SHA})
        journal.write("a", "attachment", "x", {"deleted": True})
        assert "attachment_absent" not in codes(verified(tmp_path, journal))

    def test_what_a_file_says_cannot_steer_a_terminal(self, tmp_path: Path) -> None:
        journal = Journal()
        journal.write("a", "attachment", "x", {"sha256": PHOTO_SHA, "name": "a" * 500})
        assert len(str(the(verified(tmp_path, journal), "attachment_absent").values["name"])) == 120
        # Beside the journal, whose words are looked at letter by letter, only the manifest has any.
        assert finding("unknown_signer", name="\x1b[2J", fingerprint="").values["name"] == "\ufffd[2J"


class TestForks:
    def test_one_id_with_two_contents(self, tmp_path: Path) -> None:
        journal = visit()
        last = max((e for e in journal.entries if e.device == "device-a"), key=lambda e: e.seq)
        journal.entries.append(seal(replace(last, person="Người khác")))
        seen = verified(tmp_path, journal)
        assert seen.valid
        assert the(seen, "fork").values == {"id": last.id, "device": "device-a", "seq": last.seq}
        assert "chain_fork" not in codes(seen)

    def test_a_copied_store_that_went_on_under_its_old_name(self, tmp_path: Path) -> None:
        journal = visit()
        before = journal.entries[0]
        twin = seal(replace(journal.entries[1], id=new_id(), fields={"name": Change(None, "Bản khác")}))
        after = seal(replace(journal.entries[2], id=new_id(), prev=twin.hash))
        assert twin.prev == before.hash
        journal.entries += [twin, after]
        seen = verified(tmp_path, journal)
        assert seen.valid
        assert [f.values["seq"] for f in seen.findings if f.code == "chain_fork"] == [2, 3]

    def test_a_flood_is_cut(self, tmp_path: Path) -> None:
        journal = Journal()
        for i in range(30):
            entry = journal.write("a", "note", "n", {"text": str(i)})
            journal.entries.append(seal(replace(entry, person="x")))
        seen = verified(tmp_path, journal)
        assert codes(seen).count("fork") == 20
        assert the(seen, "more_findings").values == {"code": "fork", "count": 10}


class TestSignedStates:
    def test_without_a_code_the_signed_state_is_checked(self, tmp_path: Path) -> None:
        journal = visit()
        code = journal.sign("device-a")
        seen = verified(tmp_path, journal)
        assert seen.valid
        assert codes(seen) == ["known_signer", "signed_as"]
        assert the(seen, "signed_as").values == {"by": "Tổ trưởng Tổ Công tác", "revision": 1, "code": code}

    @pytest.mark.parametrize("form", ["{}", " {} ", "lower"])
    def test_the_code_from_paper_fits_as_people_type_it(self, tmp_path: Path, form: str) -> None:
        journal = visit()
        code = journal.sign("device-a")
        typed = code.lower().replace("-", " ") if form == "lower" else form.format(code)
        seen = verified(tmp_path, journal, typed)
        assert seen.valid
        assert codes(seen) == ["known_signer", "code_fits"]

    def test_every_code_that_differs_in_one_sign_is_refused(self, tmp_path: Path) -> None:
        journal = visit()
        code = journal.sign("device-a")
        for place, sign in enumerate(code):
            other = code[:place] + ("2" if sign != "2" else "3") + code[place + 1 :]
            seen = verified(tmp_path, journal, other)
            assert not seen.valid
            assert the(seen, "code_mismatch").values == {"code": other}

    @pytest.mark.parametrize("code", ["", "x" * 5000, "\x1b[2J", "----"])
    def test_no_code_at_all_fits_nothing(self, tmp_path: Path, code: str) -> None:
        journal = visit(signed=True)
        assert "code_mismatch" in codes(verified(tmp_path, journal, code))

    def test_a_code_for_a_session_that_nobody_signed(self, tmp_path: Path) -> None:
        seen = verified(tmp_path, visit(), "2222-2222-2222-2222")
        assert not seen.valid
        assert codes(seen)[0] == "not_signed"

    def test_revisions(self, tmp_path: Path) -> None:
        journal = visit()
        first = journal.sign("device-a")
        journal.amend("device-a", 2)
        journal.write("device-a", "note", new_id(), {"text": "Bổ sung"})
        amended = verified(tmp_path, journal, first)
        assert amended.valid
        assert codes(amended) == ["known_signer", "session_open", "code_fits", "after_signing"]
        assert the(amended, "after_signing").values == {"revision": 1, "count": 2}
        second = journal.sign("device-a", 2)
        latest = verified(tmp_path, journal, second)
        assert codes(latest) == ["known_signer", "code_fits"]
        older = verified(tmp_path, journal, first)
        assert older.valid
        assert the(older, "older_revision").values == {"revision": 1, "latest": 2}
        assert the(older, "after_signing").values["count"] == 3

    def test_a_code_that_fits_another_signing_than_the_one_that_is_shown(self, tmp_path: Path) -> None:
        journal = visit()
        paper = journal.sign("device-a")
        journal.write("device-b", "note", new_id(), {"text": "Chèn vào sau"})
        later = journal.sign("device-b", by="Người khác")
        seen = verified(tmp_path, journal, paper)
        assert seen.valid
        assert the(seen, "code_fits").values["by"] == "Tổ trưởng Tổ Công tác"
        assert the(seen, "other_signing").values == {"by": "Người khác", "revision": 1, "code": later}
        assert "other_signing" not in codes(verified(tmp_path, journal, later))
        assert the(verified(tmp_path, journal), "signed_as").values["code"] == later

    def test_a_signing_under_another_id_is_none(self, tmp_path: Path) -> None:
        journal = visit()
        paper = journal.sign("device-a")
        ends = chains(journal.entries)
        code = verification_code(journal.session, 99, ends)
        signed = {"by": "Ma", "revision": 99, "code": code, "chains": ends}
        journal.write("device-b", "session", "khac", {"signed": signed})
        assert codes(verified(tmp_path, journal, code))[0] == "code_mismatch"
        assert codes(verified(tmp_path, journal, paper)) == ["known_signer", "code_fits", "after_signing"]

    def test_work_that_the_signer_had_not_seen_is_named(self, tmp_path: Path) -> None:
        journal = visit()
        code = journal.sign("device-a")
        journal.write("device-c", "note", new_id(), {"text": "Máy khác"})
        seen = verified(tmp_path, journal, code)
        assert seen.valid
        assert the(seen, "after_signing").values == {"revision": 1, "count": 1}

    def test_the_other_side_of_a_fork_is_not_signed(self, tmp_path: Path) -> None:
        journal = visit(signed=True)
        journal.entries.append(seal(replace(journal.entries[0], person="Người khác")))
        assert the(verified(tmp_path, journal), "after_signing").values["count"] == 1

    def test_a_history_written_anew_does_not_fit_the_paper(self, tmp_path: Path) -> None:
        """Somebody changes a note, seals all chains anew and signs again: the file is whole, the paper tells."""
        paper = visit()
        code = paper.sign("device-a")
        forged = Journal(paper.session)
        for entry in paper.entries[:-1]:
            fields = {name: c.new for name, c in entry.fields.items()}
            if "text" in fields:
                fields["text"] = "Chưa trình."
            forged.write(entry.device, entry.record, entry.record_id, fields)
        forged.sign("device-a")
        assert verified(tmp_path, forged).valid
        seen = verified(tmp_path, forged, code)
        assert not seen.valid
        assert codes(seen)[0] == "code_mismatch"


class TestNewerMinorVersion:
    @pytest.fixture
    def forge(self) -> Forge:
        journal = visit(digest=PHOTO_SHA)
        forge = Forge.of(journal.entries, {**COUNTS, "drawings": 4}, journal.session)
        forge.manifest["format"]["version"]["minor"] = 2
        return forge

    def check(self, tmp_path: Path, forge: Forge) -> Verification:
        (tmp_path / "a.itui").write_bytes(forge.build())
        return verify_session_file(tmp_path / "a.itui", trusted=TRUSTED)

    def test_what_it_adds_is_tolerated_and_reported(self, tmp_path: Path, forge: Forge) -> None:
        forge.parts.append(("drawings/plan.svg", b"<svg/>" * 99))
        forge.packed = ("drawings/plan.svg",)
        forge.listed().manifest["colour"] = {"any": ["thing"]}
        forge.manifest["parts"][0]["language"] = "vi"
        seen = self.check(tmp_path, forge)
        assert seen.valid, seen.findings
        assert the(seen, "newer_minor").values == {"major": 1, "minor": 2}
        assert seen.manifest is not None
        assert seen.manifest.unknown == ("colour",)

    def test_its_signature_counts(self, tmp_path: Path, forge: Forge) -> None:
        assert self.check(tmp_path, forge).trusted
        forge.signature = bytes(64)
        assert codes(self.check(tmp_path, forge))[0] == "signature_wrong"
        forge.signature = b""
        assert codes(self.check(tmp_path, forge))[0] == "signature_missing"

    @pytest.mark.parametrize("name", ["manifest.sig2", "unlisted.txt"])
    def test_what_its_manifest_does_not_list_is_still_refused(self, tmp_path: Path, forge: Forge, name: str) -> None:
        forge.parts.append((name, b"x"))
        assert codes(self.check(tmp_path, forge))[0] == "extra_part"

    def test_its_new_parts_are_held_to_the_manifest(self, tmp_path: Path, forge: Forge) -> None:
        forge.parts.append(("plan.svg", b"<svg/>"))
        forge.listed()
        forge.parts[-1] = ("plan.svg", b"<SVG/>")
        assert codes(self.check(tmp_path, forge))[0] == "manifest_mismatch"


def test_parts_in_another_order_than_listed(tmp_path: Path) -> None:
    journal = visit(digest=PHOTO_SHA)
    forge = Forge.of(journal.entries, COUNTS, journal.session)
    forge.parts.reverse()
    (tmp_path / "a.itui").write_bytes(forge.build())
    assert codes(verify_session_file(tmp_path / "a.itui"))[0] == "manifest_mismatch"


def test_an_attachment_must_be_stored(tmp_path: Path) -> None:
    journal = visit(digest=PHOTO_SHA)
    forge = Forge.of(journal.entries, COUNTS, journal.session)
    forge.packed = (f"attachments/{PHOTO_SHA}",)
    (tmp_path / "a.itui").write_bytes(forge.build())
    assert codes(verify_session_file(tmp_path / "a.itui")) == ["damaged"]


def test_a_bomb_costs_no_time(tmp_path: Path) -> None:
    """A stream of 16 MiB in a few KiB is refused by its header, before it is inflated."""
    forge = Forge.of_journal(b"\n" * 2**24, COUNTS, "s")
    forge.packed = ("journal.jsonl",)
    (tmp_path / "a.itui").write_bytes(forge.build())
    start = time.process_time()
    assert codes(verify_session_file(tmp_path / "a.itui"))[0] == "too_big"
    assert time.process_time() - start < 1
