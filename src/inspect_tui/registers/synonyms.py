"""What the columns of registers are called; data: a new header is a new word in a line here.

All words are folded: no marks, no case, no punctuation. A header may mean several things; which one it gets depends on
what the other columns are, so each meaning has a strength.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from inspect_tui.domain.vietnamese import fold

EXACT: Final = 10
PART: Final = 5
WEAK: Final = 2
Meaning = tuple[str, int]
"""A field and how sure the header is of it. The field ``extension`` is a later deadline than that of the document."""

_WORDS: Final[dict[str, str]] = {
    "number": "stt, tt, so tt, so thu tu, thu tu, no, ma nhiem vu, ma nv",
    "source": "nguon, nguon giao, nguon nhiem vu, nguon goc, loai nhiem vu, nhom nhiem vu, "
    "phan loai nhiem vu",
    "document": "van ban giao, van ban, so van ban, so hieu van ban, so ky hieu, so ky hieu van ban, "
    "so hieu, ky hieu, van ban chi dao, van ban giao nhiem vu, van ban giao viec, "
    "so ky hieu van ban giao, so ky hieu vb, so vb, vb giao, can cu, can cu giao, "
    "so ky hieu van ban giao nhiem vu, so va ky hieu van ban, so va ky hieu, van ban so, "
    "so ngay van ban, so ky hieu ngay thang van ban, so ky hieu ngay ban hanh van ban, "
    "so van ban giao, document",
    "issued_on": "ngay giao, ngay ban hanh, ngay van ban, ngay ky, ngay thang, ngay thang van ban, "
    "ngay giao viec, ngay thang nam, ngay ban hanh van ban, ngay van ban giao, ngay giao nhiem vu, "
    "ngay vb, ngay thang nam van ban, thoi gian giao, ngay thang ban hanh, ngay thang nam ban hanh, "
    "ngay phat hanh",
    "content": "noi dung nhiem vu, ten nhiem vu, nhiem vu giao, nhiem vu duoc giao, "
    "noi dung nhiem vu giao, nhiem vu, noi dung cong viec, ten cong viec, "
    "noi dung nhiem vu duoc giao, noi dung giao, noi dung chi dao, cong viec, nhiem vu cu the, "
    "noi dung thuc hien, cong viec duoc giao, noi dung cong viec duoc giao, noi dung yeu cau, "
    "noi dung giao viec, nhiem vu cong viec, task",
    "lead": "co quan chu tri, don vi chu tri, co quan don vi chu tri, don vi thuc hien, "
    "co quan thuc hien, chu tri, co quan don vi thuc hien, don vi duoc giao, co quan duoc giao, "
    "don vi chu tri thuc hien, co quan chu tri thuc hien, don vi dau moi, co quan dau moi, "
    "don vi tham muu, co quan tham muu, co quan chu tri tham muu, so nganh chu tri, "
    "don vi chu tri tham muu, don vi chiu trach nhiem, don vi duoc giao nhiem vu, "
    "co quan duoc giao nhiem vu",
    "coordinating": "co quan phoi hop, don vi phoi hop, phoi hop, co quan don vi phoi hop, "
    "don vi phoi hop thuc hien, co quan phoi hop thuc hien, cac don vi phoi hop, "
    "cac co quan phoi hop",
    "leader": "lanh dao phu trach, lanh dao chi dao, nguoi phu trach, lanh dao theo doi, "
    "lanh dao phu trach chi dao, pho chu tich phu trach, lanh dao giao, nguoi giao, lanh dao",
    "product": "san pham, san pham ket qua, san pham dau ra, ket qua dau ra, san pham du kien, "
    "san pham hoan thanh, ket qua san pham, san pham ket qua dau ra, hinh thuc san pham, "
    "loai san pham, ket qua san pham dau ra",
    "deadline": "thoi han, han hoan thanh, thoi han hoan thanh, thoi gian, thoi han thuc hien, "
    "han xu ly, han thuc hien, thoi han xu ly, han bao cao, thoi han bao cao, han, deadline, "
    "thoi gian thuc hien, thoi han giao, ngay den han, ngay het han, han giai quyet, "
    "thoi han giai quyet, thoi gian yeu cau hoan thanh, han cuoi, thoi han yeu cau, "
    "thoi han hoan thanh theo yeu cau, ngay phai hoan thanh, han phai hoan thanh",
    "first_deadline": "theo van ban, thoi han theo van ban, thoi han ban dau, thoi han goc, han ban dau, "
    "han goc, thoi han giao ban dau, thoi han duoc giao, thoi han cu, han theo van ban",
    "extension": "gia han, thoi han gia han, gia han den, duoc gia han, duoc gia han den, "
    "thoi han dieu chinh, han gia han, thoi han moi, gia han lan 1, gia han lan 2, gia han lan 3, "
    "thoi han sau gia han, gia han den ngay, thoi han duoc gia han, dieu chinh thoi han, "
    "thoi han sau khi gia han, han moi, han dieu chinh",
    "completed_on": "ngay hoan thanh, ngay hoan thanh thuc te, thoi diem hoan thanh, "
    "ngay thuc hien xong, ngay ket thuc, ngay hoan thanh nhiem vu, ngay bao cao, "
    "thoi gian hoan thanh thuc te, thoi diem hoan thanh thuc te, ngay xong, da hoan thanh ngay, "
    "hoan thanh ngay, ngay thang hoan thanh, thuc te hoan thanh, ngay thuc te hoan thanh",
    "status": "tinh trang, trang thai, ket qua thuc hien, tinh hinh thuc hien, tinh trang thuc hien, "
    "ket qua tinh hinh thuc hien, trang thai thuc hien, tinh hinh ket qua thuc hien, "
    "tinh hinh xu ly, ket qua xu ly, tinh trang xu ly, trang thai xu ly, hien trang, "
    "ket qua hoan thanh, tinh trang hoan thanh, ket qua giai quyet",
    "progress": "hoan thanh, ty le hoan thanh, tien do, tien do hoan thanh, ti le hoan thanh, "
    "phan tram hoan thanh, muc do hoan thanh, ty le, khoi luong hoan thanh",
    "verdict": "ket luan kiem tra, ket qua kiem tra, danh gia cua to cong tac, ket luan cua to cong tac, "
    "danh gia",
    "nature": "tinh chat",
    "degree": "muc do",
    "cause": "ly do cham, nguyen nhan, ly do, nguyen nhan cham, ly do cham tien do, "
    "nguyen nhan chua hoan thanh, ly do chua hoan thanh, nguyen nhan cham tien do, ly do qua han, "
    "nguyen nhan qua han, nguyen nhan cham muon, ly do cham muon, nguyen nhan ly do, "
    "ly do nguyen nhan",
    "responsibility": "trach nhiem",
    "remark": "ghi chu, chu thich, note, remark, ghi chu khac",
}  # fmt: skip
_SECOND: Final[dict[str, tuple[Meaning, ...]]] = {
    "noi dung": (("content", 6),),
    "trich yeu": (("content", WEAK),),
    "trich yeu noi dung": (("content", WEAK),),
    "trich yeu van ban": (("content", WEAK),),
    "noi dung trich yeu": (("content", WEAK),),
    "noi dung van ban": (("content", WEAK),),
    "nhiem vu": (("content", 8),),
    "cong viec": (("content", 8),),
    "thoi gian": (("deadline", 8), ("completed_on", WEAK)),
    "thoi gian thuc hien": (("deadline", 8), ("completed_on", WEAK)),
    "thoi gian hoan thanh": (("deadline", 7), ("completed_on", 6)),
    "ngay bao cao": (("completed_on", 4),),
    "ngay ket thuc": (("completed_on", 6), ("deadline", 4)),
    "ket qua": (("status", 6), ("product", 4)),
    "ket qua thuc hien": (("status", 9), ("progress", 1)),
    "tien do thuc hien": (("progress", 7), ("status", 5)),
    "tien do": (("progress", 7), ("status", 4)),
    "van ban": (("document", 8),),
    "can cu": (("document", 7),),
    "ngay thang": (("issued_on", 7),),
    "ngay thang nam": (("issued_on", 7),),
    "ngay": (("issued_on", 3),),
    "so": (("document", 3), ("number", WEAK)),
    "don vi": (("lead", 6),),
    "co quan": (("lead", 6),),
    "co quan don vi": (("lead", 6),),
    "phong chuyen mon": (("lead", 4),),
    "phong chu tri": (("lead", 8),),
    "phong ban": (("lead", 3),),
    "nguoi thuc hien": (("lead", 3), ("leader", WEAK)),
    "can bo thuc hien": (("lead", 3), ("leader", WEAK)),
    "don vi theo doi": (("leader", 1),),
    "co quan giao": (("source", 5),),
    "cap giao": (("source", 5),),
    "don vi giao": (("source", 4),),
    "co quan ban hanh": (("source", 3),),
    "kho khan vuong mac": (("cause", 4),),
    "ton tai han che nguyen nhan": (("cause", 5),),
    "danh gia": (("verdict", WEAK),),
    "hoan thanh": (("progress", WEAK),),
    "lanh dao": (("leader", 7),),
    "de xuat kien nghi": (("remark", 1),),
}  # fmt: skip
"""Headers whose meaning is less than sure; they win over `_WORDS`."""

_NEVER: Final = ("so lan", "so ngay", "tong so", "so luong", "so nhiem vu", "don vi tinh", "do mat")
"""Headers that hold these words count or qualify something and are read as nothing."""

_PARTS: Final[tuple[tuple[str, str, int], ...]] = (
    ("gia han", "extension", PART),
    ("ban dau", "first_deadline", 3),
    ("phoi hop", "coordinating", PART),
    ("ngay hoan thanh", "completed_on", 6),
    ("thoi diem hoan thanh", "completed_on", 6),
    ("hoan thanh thuc te", "completed_on", 6),
    ("thuc te hoan thanh", "completed_on", 6),
    ("noi dung nhiem vu", "content", 6),
    ("nhiem vu duoc giao", "content", PART),
    ("nhiem vu giao", "content", PART),
    ("ten nhiem vu", "content", 6),
    ("noi dung cong viec", "content", 6),
    ("thoi han", "deadline", PART),
    ("han hoan thanh", "deadline", 6),
    ("han xu ly", "deadline", PART),
    ("ghi chu", "remark", PART),
    ("ly do", "cause", PART),
    ("nguyen nhan", "cause", PART),
    ("lanh dao", "leader", 4),
    ("phu trach", "leader", 3),
    ("ngay ban hanh", "issued_on", PART),
    ("ngay giao", "issued_on", PART),
    ("ngay ky", "issued_on", 4),
    ("ky hieu", "document", PART),
    ("van ban giao", "document", PART),
    ("van ban chi dao", "document", PART),
    ("chu tri", "lead", PART),
    ("don vi thuc hien", "lead", 4),
    ("co quan thuc hien", "lead", 4),
    ("san pham", "product", 4),
    ("tinh trang", "status", 4),
    ("trang thai", "status", 4),
    ("ket qua thuc hien", "status", 4),
    ("tinh hinh thuc hien", "status", 4),
    ("ty le", "progress", 3),
    ("tien do", "progress", 3),
    ("noi dung", "content", WEAK),
    ("nhiem vu", "content", WEAK),
    ("han", "deadline", 1),
)
"""Words inside a longer header; earlier lines first."""

_EXACT: Final[dict[str, tuple[Meaning, ...]]] = {
    word.strip(): ((field, EXACT),) for field, words in _WORDS.items() for word in words.split(",")
} | _SECOND
_PUNCTUATION: Final = re.compile(r"[^\w%]+|_+")
_LONGEST: Final = 250
_ASIDE: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_MOST_WORDS: Final = 12


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """Return a header's words as they are compared: folded and without punctuation; empty for whole paragraphs."""
    if len(text) > _LONGEST:
        return ""
    return _PUNCTUATION.sub(" ", fold(text)).strip()


def header_meanings(words: str, parent: str) -> tuple[Meaning, ...]:
    """Return what a header may mean; what it says in brackets explains it and need not be understood.

    Args:
        words: the header as it stands.
        parent: the key of the header that spans it, or empty.
    """
    whole = meanings(label_key(words), parent)
    if "(" in words or "[" in words:
        core = meanings(label_key(_ASIDE.sub(" ", words)), parent)
        if core and (not whole or core[0][1] > whole[0][1]):
            return core
    return whole


@lru_cache(maxsize=4096)
def meanings(label: str, parent: str = "") -> tuple[Meaning, ...]:
    """Return what a header may mean, most likely first.

    Args:
        label: its key (`label_key`).
        parent: the key of the header that spans it, or empty.
    """
    if parent:
        within = _within(label, parent)
        if within:
            return within
    if label in _EXACT:
        return _EXACT[label]
    if "%" in label:
        return (("progress", 8),)
    if not label or any(word in label for word in _NEVER):
        return ()
    padded = f" {label} "
    if padded.count(" ") > _MOST_WORDS:
        return ()
    found = tuple((field, strength) for words, field, strength in _PARTS if f" {words} " in padded)
    return found[:2] or (meanings(parent)[:1] if parent and not label else ())


def _within(label: str, parent: str) -> tuple[Meaning, ...]:
    """Return what a header means under its parent, where alone it would mean something else or nothing."""
    words = f" {label} "
    if "thoi han" in parent or parent.startswith("han ") or parent == "han" or parent in ("thoi gian", "deadline"):
        if any(w in label for w in ("gia han", "dieu chinh", "moi", "lui")) and "so lan" not in label:
            return (("extension", EXACT),)
        if any(w in label for w in ("van ban", "ban dau", "goc", "duoc giao", "quy dinh", "giao", "cu")):
            return (("first_deadline", EXACT),)
    if "van ban" in parent or parent in ("can cu", "can cu giao"):
        if "ky hieu" in label or words.startswith((" so ", " van ban ")):
            return (("document", EXACT),)
        if words.startswith((" ngay ", " thoi gian ")):
            return (("issued_on", EXACT),)
        if "trich yeu" in label or label == "noi dung":
            return (("content", WEAK),)
    if any(w in parent for w in ("ket qua", "tinh hinh", "thuc hien", "hoan thanh", "tinh trang")):
        if words.startswith((" ngay ", " thoi gian ", " thoi diem ")) and "han" not in label.split():
            return (("completed_on", EXACT),)
        if words.startswith((" so ", " van ban ")) or "ky hieu" in label:
            return (("product", 4),)
        if label in ("dung han", "qua han", "trong han", "da hoan thanh", "chua hoan thanh", "dang thuc hien"):
            # Columns to be ticked: a mark in them is no day and no text.
            return (("", 0),)
    return ()
