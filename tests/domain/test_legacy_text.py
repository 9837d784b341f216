from __future__ import annotations

import unicodedata
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_tui.domain.legacy_text import TCVN3, VNI, Encoding, code_page, convert, reading, recognise
from inspect_tui.domain.syllables import is_syllable
from old_text import OF_TCVN3, OF_VNI, TONES, cp1258, old

LETTERS = [*(unicodedata.normalize("NFC", v + t) for v, t in product("aăâeêioôơuưy", TONES)), "đ"]
MARKED = [letter for letter in LETTERS if not letter.isascii()]

MOTTO = "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc"
TASKS = (
    "Rà soát hộ nghèo, hộ cận nghèo trên địa bàn tỉnh",
    "Phối hợp với Sở Y tế xây dựng kế hoạch phòng, chống dịch",
    "Tham mưu ban hành Nghị quyết của Hội đồng nhân dân",
    "Khẩn trương khắc phục khuyết điểm, quyết liệt chỉ đạo, giữ gìn trật tự",
)
FRENCH = (
    "Le comité a décidé de créer une commission européenne à côté de l'hôtel",
    "où même les élèves français ont été très tôt",
    "Noël, naïve, aiguë, bâton, sûr, goûter, dès août",
)
GERMAN = (
    "Müller und Söhne, größer, für die Übung",
    "schöne Mädchen vor der Tür, natürlich, Bäume an der Straße",
    "süß, Köln, fünf, zwölf, König, Brötchen",
)


class TestTables:
    def test_every_small_letter_has_its_code(self) -> None:
        assert set(OF_TCVN3) == {*MARKED, *"ĂÂÊÔƠƯĐ"}
        assert set(OF_VNI) == set(MARKED)
        assert len(MARKED) == 67

    def test_no_code_means_two_letters(self) -> None:
        assert len(OF_TCVN3) == len(TCVN3)
        assert len(OF_VNI) == len(VNI)

    @pytest.mark.parametrize(
        ("codes", "letters"),
        [
            ("A1A2A3A4A5A6A7 A8A9AAABACADAE", "ĂÂÊÔƠƯĐ ăâêôơưđ"),
            ("B5B6B7B8B9 BBBCBDBEC6 C7C8C9CACB", "àảãáạ ằẳẵắặ ầẩẫấậ"),
            ("CCCECFD0D1 D2D3D4D5D6 D7D8DCDDDE", "èẻẽéẹ ềểễếệ ìỉĩíị"),
            ("DFE1E2E3E4 E5E6E7E8E9 EAEBECEDEE", "òỏõóọ ồổỗốộ ờởỡớợ"),
            ("EFF1F2F3F4 F5F6F7F8F9 FAFBFCFDFE", "ùủũúụ ừửữứự ỳỷỹýỵ"),
        ],
    )
    def test_tcvn3_by_the_published_codes(self, codes: str, letters: str) -> None:
        read = "".join(bytes.fromhex(group).decode("latin-1") for group in codes.split())
        assert [TCVN3[c] for c in read] == list(letters.replace(" ", ""))

    @pytest.mark.parametrize(
        ("vni", "letters"),
        [
            ("aùaøaûaõaï aêaéaèaúaüaë aâaáaàaåaãaä", "áàảãạăắằẳẵặâấầẩẫậ"),
            ("eùeøeûeõeï eâeáeàeåeãeä íìæóò", "éèẻẽẹêếềểễệíìỉĩị"),
            ("oùoøoûoõoï oâoáoàoåoãoä ôôùôøôûôõôï", "óòỏõọôốồổỗộơớờởỡợ"),
            ("uùuøuûuõuï ööùöøöûöõöï yùyøyûyõî ñ", "úùủũụưứừửữựýỳỷỹỵđ"),
        ],
    )
    def test_vni_by_the_published_codes(self, vni: str, letters: str) -> None:
        assert convert(vni.replace(" ", ""), "vni") == letters
        assert convert(vni.replace(" ", "").upper(), "vni") == letters.upper()


class TestThereAndBack:
    @given(st.text(st.sampled_from(LETTERS + list("bcdghklmnpqrstvx 0123456789.,;:/-\n")), max_size=60))
    def test_small_text(self, text: str) -> None:
        assert convert(old(text, "tcvn3"), "tcvn3") == text
        assert convert(old(text, "vni"), "vni") == text

    @given(st.text(st.sampled_from(LETTERS + list("bcdghklmnpqrstvx ,./-")), max_size=60))
    def test_capitals_and_any_case_of_vni(self, text: str) -> None:
        assert convert(old(text.upper(), "vni"), "vni") == text.upper()
        assert convert(old(text.title(), "vni"), "vni") == text.title()

    @given(st.lists(st.text(st.sampled_from(LETTERS), min_size=1, max_size=6), max_size=5), st.data())
    def test_words_in_capitals_of_tcvn3(self, words: list[str], data: st.DataObject) -> None:
        # Two plain capitals, or one behind the first letter, say that a word is in capitals.
        plain = [data.draw(st.sampled_from(("TH", "NG", "KH", "PH"))) + word.upper() for word in words]
        text = " ".join(plain)
        assert convert(old(text, "tcvn3"), "tcvn3") == text

    @pytest.mark.parametrize("text", [MOTTO, *TASKS])
    @pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
    def test_sentences_in_both_cases(self, text: str, encoding: Encoding) -> None:
        assert convert(old(text, encoding), encoding) == text
        assert convert(old(text.upper(), encoding), encoding) == text.upper()


class TestCaseOfTcvn3:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("CéNG HßA", "CỘNG HÒA"),
            ("Céng hßa", "Cộng hòa"),
            ("céng hßa", "cộng hòa"),
            ("Hµ Néi", "Hà Nội"),
            ("Hµ NéI", "HÀ NỘI"),
            ("Së", "Sở"),
            ("Bé Y tÕ", "Bộ Y tế"),
            ("Së GD&§T Hµ Giang", "Sở GD&ĐT Hà Giang"),
            ("Së L§TBXH", "Sở LĐTBXH"),
            ("C¸C C¥ QUAN ë TRUNG ¦¥NG", "CÁC CƠ QUAN Ở TRUNG ƯƠNG"),
            ("§¶ng ñy", "Đảng ủy"),
            ("§¶NG ñY", "ĐẢNG ỦY"),
            ("12/Q§-UBND", "12/QĐ-UBND"),
            ("12/Q®-UBND", "12/QĐ-UBND"),
            ("nh\xad vËy", "như vậy"),
            ("100.000 ®", "100.000 đ"),
        ],
    )
    def test_capitals_are_told_by_the_plain_letters(self, before: str, after: str) -> None:
        assert convert(before, "tcvn3") == after

    def test_vni_takes_a_small_mark_after_a_capital(self) -> None:
        assert convert("Aùnh, Ñaûng, UÛy ban, Uûy ban", "vni") == "Ánh, Đảng, Ủy ban, Ủy ban"


class TestSyllables:
    @pytest.mark.parametrize("word", [w.strip(",.") for text in (MOTTO, *TASKS) for w in text.split() if w != "-"])
    def test_words_of_registers(self, word: str) -> None:
        assert is_syllable(word)
        assert is_syllable(word.upper())

    @pytest.mark.parametrize(
        "words",
        [
            "quyết quý quỳnh quốc khuỷu khuya giếng gìn gì giữa nghiêng ngoài thuế tuệ yếu yêu ương ưu ý ủy uỷ",
            "hòa hoà hóa hoá thủy thuỷ khoẻ Đắk Lắk huỵch ngoằn xuyên chuyến ghế kỳ mỹ lý oanh uống xoong tuyết Ðông",
        ],
    )
    def test_rarer_forms(self, words: str) -> None:
        assert [w for w in words.split() if not is_syllable(w)] == []

    def test_what_is_none(self) -> None:
        words = "für Müller Céng hßa héi ngé tÕ été numéro hôtel tôt các̉ bàt cảc qúa hòan ñaàu QĐ ghoa cen ká dhà"
        assert [w for w in words.split() if is_syllable(w)] == []


class TestRecognise:
    @pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
    @pytest.mark.parametrize("text", [MOTTO, *TASKS])
    def test_a_sentence_is_enough(self, text: str, encoding: Encoding) -> None:
        assert recognise([old(text, encoding)]) == encoding
        assert recognise([old(text.upper(), encoding)]) == encoding
        assert reading(old(text, encoding), encoding).is_legacy
        assert not reading(text, encoding).is_legacy

    @pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
    def test_among_many_others(self, encoding: Encoding) -> None:
        assert recognise([*TASKS * 20, "12", "UBND", "Müller", old("Sở Nội vụ", encoding)]) == encoding

    @pytest.mark.parametrize(
        "texts",
        [
            TASKS,
            (MOTTO, *TASKS, "Müller"),
            FRENCH,
            GERMAN,
            (" ".join(FRENCH),),
            tuple(" ".join(FRENCH).split()),
            tuple(" ".join(GERMAN).split()),
            ("Nhà máy Ñ", "Công an", "hoàn thành", "Hà Giang", "thôn, xã", "Bên giao", "còn có"),
            ("hoà", "toàn", "hoá", "loài", "Toà án", "khoá", "thoáng", "hoàn toàn"),
            ("12/QĐ-UBND", "582/UBND-TH", "45-CV/BCSĐ", "12/QÐ-UBND"),
            ("5 µm", "20 m²", "§ 5", "± 3", "37°C", "½", "1ª", "© 2020", "3×4", "«Công an»", "«ok»"),
            ("señor", "año", "niño", "Nuñez", "España", "São Paulo", "João", "não"),
            ("plain words", "UBND", "12", ""),
            (),
        ],
    )
    def test_what_is_no_old_text(self, texts: tuple[str, ...]) -> None:
        assert recognise(texts) is None

    def test_nfd_is_unicode(self) -> None:
        assert recognise(unicodedata.normalize("NFD", text) for text in TASKS) is None

    @pytest.mark.parametrize(
        ("text", "encoding", "sign"),
        [
            *((t, "tcvn3", 1) for t in ("Bé", "Sè", "cã", "Q§", "m\xad")),
            *((t, "vni", 1) for t in ("hoà sô", "QÑ", "boán")),
            *((t, "tcvn3", -1) for t in ("Công an", "thôn", "xã", "không", "hoà", "hoàn thành", "Nhà máy")),
            *((t, "vni", -1) for t in ("toàn tỉnh", "hoàn thành", "Bên giao", "khoán")),
            *((t, "tcvn3", 0) for t in ("Müller", "thóc", "phó", "20 m²", "§", "plain")),
            *((t, "vni", 0) for t in ("Müller", "hoà", "thoáng", "§ 5")),
        ],
    )
    def test_words_that_are_syllables_either_way(self, text: str, encoding: Encoding, sign: int) -> None:
        found = reading(text, encoding)
        assert (found.after > found.before) - (found.after < found.before) == sign


class TestCodePage:
    @pytest.mark.parametrize(("encoding", "page"), [("cp1258", "cp1258"), ("tcvn3", "cp1252"), ("vni", "cp1252")])
    def test_of_registers(self, encoding: str, page: str) -> None:
        text = ";".join(TASKS)
        data = cp1258(text) if encoding == "cp1258" else old(text, encoding).encode("latin-1")
        assert code_page(data) == page

    def test_of_other_languages(self) -> None:
        for text in (*FRENCH, *GERMAN, "", "plain"):
            assert code_page(text.encode("latin-1")) == "cp1258"
