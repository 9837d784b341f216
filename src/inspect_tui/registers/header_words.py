"""Short forms in headers, headers that are ticked or span others, and what headers mean below others; data.

Words are written as in `synonyms`.
"""

from __future__ import annotations

from typing import Final

from inspect_tui.registers.synonyms import EXACT, WEAK, Meaning

ABBREVIATIONS: Final[dict[str, str]] = {
    "vb": "van ban", "vbcd": "van ban chi dao", "dv": "don vi", "cq": "co quan", "th": "thuc hien", "kq": "ket qua",
    "nv": "nhiem vu", "tg": "thoi gian", "ht": "hoan thanh", "ph": "phoi hop", "nd": "noi dung", "ld": "lanh dao",
    "sp": "san pham", "bc": "bao cao", "cv": "cong viec", "pt": "phu trach", "tlht": "ty le hoan thanh",
    "xl": "xu ly", "bh": "ban hanh", "ttr": "tinh trang", "gc": "ghi chu", "tl": "ty le", "cd": "chi dao",
    "ct": "chu tri", "nn": "nguyen nhan", "skh": "so ky hieu", "cqct": "co quan chu tri", "dvct": "don vi chu tri",
    "cqph": "co quan phoi hop", "dvph": "don vi phoi hop", "dvth": "don vi thuc hien", "cqth": "co quan thuc hien",
    "kqth": "ket qua thuc hien", "kqxl": "ket qua xu ly", "tgth": "thoi gian thuc hien", "ndnv": "noi dung nhiem vu",
    "tgian": "thoi gian",
    "ndcv": "noi dung cong viec", "ubnd": "ubnd", "qd": "quyet dinh", "tb": "thong bao", "hthanh": "hoan thanh",
}  # fmt: skip
"""Short forms, tried where a header is not understood as it stands."""

_TICKS_IN_A_LINE: Final = (
    "da hoan thanh,hoan thanh,chua hoan thanh,khong hoan thanh,dang thuc hien,dang trien khai,chua thuc hien,"
    "da thuc hien,thuc hien xong,da xong,dang xu ly,dung han,qua han,trong han,truoc han,cham,cham tien do,cham han,"
    "hoan thanh dung han,hoan thanh qua han,hoan thanh truoc han,hoan thanh cham,da hoan thanh dung han,"
    "da hoan thanh qua han,chua hoan thanh trong han,chua hoan thanh qua han,qua han chua hoan thanh,"
    "dang thuc hien trong han,dang thuc hien qua han,chua den han,trong han chua hoan thanh,sap den han,"
    "chua trien khai,chua,dung tien do,chua dat,dat,khong dat,con trong han,da qua han"
)
TICKS: Final = frozenset(_TICKS_IN_A_LINE.split(","))
"""Headers of columns that are ticked, below a word for the result or side by side."""

_GROUPS_IN_A_LINE: Final = (
    "co quan don vi,phan cong,phan cong thuc hien,to chuc thuc hien,phan cong nhiem vu,thong tin van ban,"
    "thong tin nhiem vu,thong tin chung,van ban,thoi gian,tien do,ket qua,tinh hinh,trach nhiem,chua hoan thanh,"
    "don vi co quan,thong tin xu ly,thong tin ve van ban,ket qua bao cao,thuc hien,giao nhiem vu,xu ly"
)
GROUPS: Final = frozenset(_GROUPS_IN_A_LINE.split(","))
"""Words that span several columns and are no column's own name."""

UNDER: Final[tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[tuple[str, ...], Meaning], ...]], ...]] = (
    (("thoi gian",), ("thoi han",), (
        (("=giao", "=giao viec", "=giao nhiem vu"), ("issued_on", 4)),
    )),
    (("thoi han", "thoi gian", "han", "deadline", "tien do"), (), (
        (("so lan", "so ngay"), ("", 0)),
        (("gia han", "dieu chinh", "moi", "lui", "bo sung", "extended", "extension", "new"), ("extension", EXACT)),
        (("thuc te", "ngay hoan thanh", "da hoan thanh"), ("completed_on", EXACT)),
        (("ngay giao", "ngay ban hanh"), ("issued_on", 4)),
        (("bat dau", "tu ngay", "=tu"), ("", 0)),
        (("ket thuc", "den ngay", "=den", "ke hoach", "yeu cau", "dang ky", "du kien", "han"), ("deadline", EXACT)),
        (("van ban", "ban dau", "goc", "duoc giao", "quy dinh", "giao", "cu", "lan dau", "original", "first"),
         ("first_deadline", EXACT)),
    )),
    (("van ban", "can cu", "quyet dinh", "cong van"),
     ("ket qua", "bao cao", "tra loi", "san pham", "hoan thanh", "tham muu", "van ban di", "van ban thuc hien",
      "phat hanh"), (
        (("^so", "ky hieu", "^van ban", "=ten", "^ten van ban"), ("document", EXACT)),
        (("^ngay", "^thoi gian"), ("issued_on", EXACT)),
        (("trich yeu", "=noi dung", "ve viec"), ("content", WEAK)),
        (("co quan ban hanh", "noi ban hanh"), ("source", 3)),
    )),
    (("ket qua", "tinh hinh", "thuc hien", "hoan thanh", "tinh trang", "van ban", "bao cao", "san pham"),
     ("co quan", "don vi", "phan cong", "thoi han", "thoi gian", "van ban giao", "can cu", "van ban chi dao"), (
        (("so lan", "so ngay", "han"), ("", 0)),
        (("%", "ty le", "ti le", "phan tram"), ("progress", EXACT)),
        (("^ngay", "^thoi gian", "^thoi diem"), ("completed_on", EXACT)),
        (("^so", "^van ban", "ky hieu", "^san pham", "^hinh thuc"), ("product", 4)),
        (("^danh gia",), ("status", 4)),
        (("=noi dung", "^dien giai", "^mo ta", "^cu the", "^ket qua", "^noi dung ket qua"), ("status", 8)),
    )),
    (("co quan", "don vi", "phan cong", "to chuc", "trach nhiem", "so nganh"), (), (
        (("^chu tri", "=chinh", "^thuc hien", "^dau moi", "xu ly chinh"), ("lead", EXACT)),
        (("phoi hop", "lien quan"), ("coordinating", EXACT)),
        (("^theo doi", "^phu trach", "^chi dao"), ("leader", 4)),
    )),
)  # fmt: skip
"""What headers mean below others: words of the parent, words it must not have, then the child's words and its meaning.
The child's words begin with ``^`` where they stand first and with ``=`` where they are all of it."""
