"""What the columns of registers are called; data: a new header is a new word in a line here.

All words are folded: no marks, no case, no punctuation. A header may mean several things; which one it gets depends on
what the other columns are, so each meaning has a strength. Abbreviations need no lines of their own (`ABBREVIATIONS`).
"""

from __future__ import annotations

from typing import Final

EXACT: Final = 10
PART: Final = 5
WEAK: Final = 2
Meaning = tuple[str, int]
"""A field and how sure the header is of it. ``extension`` is a later deadline than that of the document, ``tick`` a
column whose marks say what the status is."""

_WORDS: Final[dict[str, str]] = {
    "number": "stt, tt, so tt, so thu tu, thu tu, no, s tt, s t t, so tt nhiem vu, stt nhiem vu, order, index, #",
    "source": "nguon, nguon giao, nguon nhiem vu, nguon goc, loai nhiem vu, nhom nhiem vu, "
    "phan loai nhiem vu, nguon giao nhiem vu, loai hinh nhiem vu, nguon van ban, source",
    "document": "van ban giao, so van ban, so hieu van ban, so ky hieu, so ky hieu van ban, "
    "so hieu, ky hieu, van ban chi dao, van ban giao nhiem vu, van ban giao viec, "
    "so ky hieu van ban giao, can cu giao, so kh, so kh van ban, so va kh van ban, "
    "so ky hieu van ban giao nhiem vu, so va ky hieu van ban, so va ky hieu, van ban so, "
    "so ngay van ban, so ky hieu ngay thang van ban, so ky hieu ngay ban hanh van ban, "
    "so van ban giao, document, van ban chi dao giao nhiem vu, van ban chi dao dieu hanh, van ban giao chi dao, "
    "so van ban chi dao, so ky hieu van ban chi dao, so hieu van ban giao, so hieu van ban chi dao, "
    "so ngay thang van ban, so ngay thang nam van ban, so va ngay van ban, so ngay ban hanh, "
    "so ky hieu ngay thang nam van ban, so ky hieu va ngay thang van ban, so ky hieu ngay van ban, "
    "ten van ban giao, ten van ban giao nhiem vu, ten so ky hieu van ban, van ban lien quan, van ban can cu, "
    "so cong van, cong van, cong van so, quyet dinh so, so quyet dinh, thong bao so, so thong bao, "
    "thong bao ket luan so, ket luan so, nghi quyet so, "
    "van ban tinh uy, so van ban tinh uy, so van ban den, so ky hieu van ban den, van ban den, "
    "can cu phap ly, can cu van ban, can cu thuc hien, co so giao nhiem vu, document no, document number, reference, "
    "ref, directive, van ban cua ubnd tinh, van ban ubnd tinh, van ban cap tren, van ban phan cong, "
    "so van ban ngay thang, van ban ngay thang, thong tin van ban, thong bao ket luan, so nghi quyet, nghi quyet",
    "issued_on": "ngay ban hanh, ngay van ban, ngay ky, ngay thang van ban, "
    "ngay ban hanh van ban, ngay van ban giao, ngay thang nam van ban, ngay thang ban hanh, "
    "ngay thang nam ban hanh, ngay phat hanh, ngay ky van ban, ngay ky ban hanh, thoi gian ban hanh, "
    "ngay thang nam ky, ngay thang ky, issued, issued on, date issued, issue date, document date, ngay van ban den, "
    "ngay ra van ban, thoi diem ban hanh, ngay thang nam ban hanh van ban, ngay thang ban hanh van ban",
    "content": "noi dung nhiem vu, ten nhiem vu, nhiem vu giao, nhiem vu duoc giao, "
    "noi dung nhiem vu giao, noi dung cong viec, ten cong viec, "
    "noi dung nhiem vu duoc giao, noi dung giao, noi dung chi dao, nhiem vu cu the, "
    "noi dung thuc hien, cong viec duoc giao, noi dung cong viec duoc giao, noi dung yeu cau, "
    "noi dung giao viec, nhiem vu cong viec, task, tasks, noi dung nhiem vu cong viec, cong viec nhiem vu, "
    "noi dung nhiem vu cu the, noi dung cong viec cu the, ten nhiem vu cong viec, dau viec, ten dau viec, "
    "noi dung dau viec, viec duoc giao, viec giao, cong viec giao, cong viec cu the, noi dung cac nhiem vu, "
    "cac nhiem vu, cac nhiem vu duoc giao, nhiem vu phai thuc hien, nhiem vu can thuc hien, noi dung can thuc hien, "
    "noi dung kien nghi, noi dung kien nghi cua cu tri, kien nghi cua cu tri, kien nghi cu tri, y kien kien nghi, "
    "noi dung y kien kien nghi, noi dung ket luan, ket luan chi dao, noi dung ket luan chi dao, nhiem vu trong tam, "
    "noi dung nhiem vu trong tam, nhiem vu giai phap, ten nhiem vu giai phap, noi dung de an, ten de an, "
    "ten de an bao cao, noi dung bao cao de an, task description, description, content, assignment, "
    "noi dung giao nhiem vu, nhiem vu ubnd tinh giao, nhiem vu duoc ubnd tinh giao, noi dung ubnd tinh giao, "
    "nhiem vu chu tich ubnd tinh giao, nhiem vu duoc giao tai van ban, noi dung nhiem vu theo van ban, "
    "ten nhiem vu duoc giao, noi dung trien khai, nhiem vu trien khai, noi dung theo doi, nhiem vu theo doi, "
    "noi dung cong tac, nhiem vu cong tac, noi dung chi tiet, chi tiet nhiem vu, noi dung chi dao giao nhiem vu",
    "lead": "co quan chu tri, don vi chu tri, co quan don vi chu tri, don vi thuc hien, "
    "co quan thuc hien, chu tri, co quan don vi thuc hien, don vi duoc giao, co quan duoc giao, "
    "don vi chu tri thuc hien, co quan chu tri thuc hien, don vi dau moi, co quan dau moi, "
    "don vi tham muu, co quan tham muu, co quan chu tri tham muu, so nganh chu tri, "
    "don vi chu tri tham muu, don vi chiu trach nhiem, don vi duoc giao nhiem vu, "
    "co quan duoc giao nhiem vu, don vi xu ly chinh, co quan xu ly chinh, don vi xu ly, co quan xu ly, "
    "don vi chu tri xu ly, don vi giai quyet, co quan giai quyet, co quan chiu trach nhiem, "
    "co quan tham muu thuc hien, phong chu tri, phong ban chu tri, phong thuc hien, bo phan chu tri, "
    "bo phan thuc hien, don vi ca nhan thuc hien, don vi ca nhan chu tri, don vi ca nhan duoc giao, "
    "co quan don vi duoc giao, co quan don vi duoc giao nhiem vu, co quan don vi dia phuong chu tri, "
    "co quan don vi dia phuong thuc hien, so ban nganh chu tri, don vi dia phuong thuc hien, "
    "cac don vi thuc hien, cac co quan thuc hien, don vi trien khai, co quan trien khai, co quan phu trach, "
    "don vi phu trach, don vi nhan nhiem vu, co quan nhan nhiem vu, don vi nhan, lead, lead agency, owner, agency, "
    "responsible, responsible agency, responsible unit, assigned to, assignee, ubnd xa phuong, don vi duoc phan cong, "
    "co quan duoc phan cong, co quan soan thao, co quan chu tri soan thao, co quan trinh, don vi trinh, "
    "co quan tham muu trinh, don vi chu tri chinh, chu tri thuc hien, don vi chiu trach nhiem chinh",
    "coordinating": "co quan phoi hop, don vi phoi hop, phoi hop, co quan don vi phoi hop, "
    "don vi phoi hop thuc hien, co quan phoi hop thuc hien, cac don vi phoi hop, don vi phoi hop xu ly, "
    "cac co quan phoi hop, co quan phoi hop xu ly, phong phoi hop, so ban nganh phoi hop, "
    "co quan don vi phoi hop thuc hien, phoi hop thuc hien, don vi lien quan, co quan lien quan, "
    "co quan don vi lien quan, cac don vi lien quan, coordinating, coordinating agencies, supporting agencies, "
    "supporting unit, supporting units, support, "
    "don vi ca nhan phoi hop, co quan dong phoi hop, don vi dong xu ly, don vi dong thuc hien",
    "leader": "lanh dao phu trach, lanh dao chi dao, nguoi phu trach, lanh dao theo doi, "
    "lanh dao phu trach chi dao, pho chu tich phu trach, lanh dao giao, nguoi giao, "
    "lanh dao ubnd tinh phu trach, lanh dao ubnd tinh chi dao, lanh dao ubnd tinh giao, nguoi chi dao, "
    "lanh dao so phu trach, lanh dao co quan phu trach, lanh dao don vi phu trach, dong chi phu trach, "
    "chu tich pho chu tich phu trach, leader, supervisor, lanh dao ubnd phu trach, lanh dao duoc phan cong",
    "product": "san pham, san pham ket qua, san pham dau ra, ket qua dau ra, san pham du kien, "
    "san pham hoan thanh, ket qua san pham, san pham ket qua dau ra, hinh thuc san pham, "
    "loai san pham, ket qua san pham dau ra, product, output, deliverable, san pham thuc hien, "
    "san pham cong viec, san pham nhiem vu, san pham ban giao, san pham can dat, ket qua can dat, "
    "yeu cau san pham, san pham yeu cau, ket qua du kien, san pham trinh, hinh thuc van ban, van ban thuc hien, "
    "van ban bao cao, van ban tra loi, van ban ket qua, so van ban thuc hien, so van ban tra loi, "
    "van ban hoan thanh, van ban bao cao ket qua, san pham ket qua thuc hien, van ban phan hoi, "
    "so van ban bao cao, van ban tham muu",
    "deadline": "thoi han, han hoan thanh, thoi han hoan thanh, thoi han thuc hien, "
    "han xu ly, han thuc hien, thoi han xu ly, han bao cao, thoi han bao cao, han, deadline, "
    "thoi han giao, ngay den han, ngay het han, han giai quyet, "
    "thoi han giai quyet, thoi gian yeu cau hoan thanh, han cuoi, thoi han yeu cau, "
    "thoi han hoan thanh theo yeu cau, ngay phai hoan thanh, han phai hoan thanh, due, due date, due on, "
    "thoi gian yeu cau, thoi han hoan thanh nhiem vu, thoi gian phai hoan thanh, thoi han phai hoan thanh, "
    "han hoan thanh nhiem vu, han chot, han nop, thoi han nop, han trinh, thoi han trinh, thoi gian trinh, "
    "thoi gian xu ly, thoi gian giai quyet, thoi gian bao cao, thoi gian den han, moc thoi gian, "
    "thoi han thuc hien nhiem vu, thoi han hoan thanh cong viec, yeu cau thoi gian, yeu cau thoi han, "
    "han hoan thanh theo yeu cau, han theo yeu cau, thoi gian hoan thanh theo yeu cau, "
    "thoi gian yeu cau thuc hien, ngay yeu cau hoan thanh, thoi gian hoan thanh theo van ban, "
    "thoi gian hoan thanh du kien, thoi gian du kien hoan thanh, du kien hoan thanh, ngay du kien hoan thanh, "
    "thoi han cuoi cung, thoi han tra loi, han tra loi, thoi han quy dinh, thoi gian quy dinh, "
    "ngay hoan thanh theo ke hoach, ngay hoan thanh theo yeu cau, thoi gian hoan thanh theo ke hoach",
    "first_deadline": "theo van ban, thoi han theo van ban, thoi han ban dau, thoi han goc, han ban dau, "
    "han goc, thoi han giao ban dau, thoi han duoc giao, thoi han cu, han theo van ban, han cu, "
    "thoi gian ban dau, original deadline, first deadline, han xu ly ban dau, thoi han lan dau",
    "extension": "gia han, thoi han gia han, gia han den, duoc gia han, duoc gia han den, "
    "thoi han dieu chinh, han gia han, thoi han moi, gia han lan 1, gia han lan 2, gia han lan 3, "
    "thoi han sau gia han, gia han den ngay, thoi han duoc gia han, dieu chinh thoi han, "
    "thoi han sau khi gia han, han moi, han dieu chinh, thoi gian gia han, ngay gia han, "
    "thoi gian duoc gia han, han xu ly moi, extended to, extended deadline, extension, "
    "new deadline, thoi han lui, lui thoi han, lui han den, thoi han sau dieu chinh, thoi gian dieu chinh",
    "completed_on": "ngay hoan thanh, ngay hoan thanh thuc te, thoi diem hoan thanh, "
    "ngay thuc hien xong, ngay hoan thanh nhiem vu, "
    "thoi gian hoan thanh thuc te, thoi diem hoan thanh thuc te, ngay xong, da hoan thanh ngay, "
    "hoan thanh ngay, ngay thang hoan thanh, thuc te hoan thanh, ngay thuc te hoan thanh, hoan thanh thuc te, "
    "thoi gian thuc te hoan thanh, thoi gian da hoan thanh, ngay da hoan thanh, ngay ket thuc thuc te, "
    "ngay thang nam hoan thanh, ngay thuc hien hoan thanh, hoan thanh vao ngay, completed, completed on, "
    "completion date, date completed, finished, finished on, done on, ngay xu ly xong, ngay tra loi, "
    "ngay giai quyet xong, ngay bao cao ket qua, ngay bao cao hoan thanh, thoi gian thuc te, "
    "ngay co ket qua, ngay hoan tat, thoi diem thuc te hoan thanh",
    "status": "tinh trang, trang thai, tinh trang thuc hien, trang thai thuc hien, "
    "tinh trang xu ly, trang thai xu ly, hien trang, tinh trang hoan thanh, trang thai hoan thanh, "
    "tinh trang nhiem vu, trang thai nhiem vu, status, state, tinh trang giai quyet, trang thai cong viec, "
    "tinh trang cong viec, tinh trang trien khai, tt xu ly, tt thuc hien, tt hoan thanh",
    "progress": "ty le hoan thanh, tien do hoan thanh, ti le hoan thanh, "
    "phan tram hoan thanh, muc do hoan thanh, ty le, khoi luong hoan thanh, progress, phan tram, ti le, "
    "ty le thuc hien, muc do thuc hien, % complete, percent",
    "verdict": "ket luan kiem tra, ket qua kiem tra, danh gia cua to cong tac, ket luan cua to cong tac, "
    "ket luan cua doan kiem tra, danh gia cua doan kiem tra, verdict",
    "nature": "tinh chat, tinh chat vi pham",
    "degree": "muc do, muc do vi pham",
    "cause": "ly do cham, nguyen nhan, ly do, nguyen nhan cham, ly do cham tien do, "
    "nguyen nhan chua hoan thanh, ly do chua hoan thanh, nguyen nhan cham tien do, ly do qua han, "
    "nguyen nhan qua han, nguyen nhan cham muon, ly do cham muon, nguyen nhan ly do, "
    "ly do nguyen nhan, ly do cham hoan thanh, ly do chua thuc hien, nguyen nhan chua thuc hien, cause, reason, "
    "reason for delay, ly do khong hoan thanh, ly do cham tre, nguyen nhan cham tre, ly do nguyen nhan cham, "
    "ly do nguyen nhan chua hoan thanh, nguyen nhan ly do cham, giai trinh, giai trinh ly do",
    "responsibility": "trach nhiem, trach nhiem cua don vi, trach nhiem ca nhan tap the",
    "remark": "ghi chu, chu thich, note, notes, remark, remarks, comment, comments, ghi chu khac, luu y",
}  # fmt: skip
_SECOND: Final[dict[str, tuple[Meaning, ...]]] = {
    "ma nhiem vu": (("number", 6),),
    "ma so": (("number", 4),),
    "ma cong viec": (("number", 6),),
    "ma so nhiem vu": (("number", 6),),
    "id": (("number", 4),),
    "noi dung": (("content", 6),),
    "noi dung chinh": (("content", 5),),
    "y kien chi dao": (("content", 5),),
    "trich yeu": (("content", WEAK),),
    "trich yeu noi dung": (("content", WEAK),),
    "trich yeu van ban": (("content", WEAK),),
    "trich yeu noi dung van ban": (("content", WEAK),),
    "noi dung trich yeu": (("content", WEAK),),
    "noi dung van ban": (("content", WEAK),),
    "ve viec": (("content", WEAK),),
    "ten van ban": (("document", 4), ("content", WEAK)),
    "nhiem vu": (("content", 8),),
    "cong viec": (("content", 8),),
    "thoi gian": (("deadline", 8),),
    "thoi gian thuc hien": (("deadline", 8),),
    "tien do yeu cau": (("deadline", 8),),
    "ke hoach hoan thanh": (("deadline", 6),),
    "thoi gian hoan thanh": (("deadline", 7), ("completed_on", 6)),
    "ngay bao cao": (("completed_on", 4),),
    "ngay xu ly": (("completed_on", 5),),
    "ngay ket thuc": (("completed_on", 6), ("deadline", 4)),
    "den ngay": (("deadline", 4),),
    "ket qua": (("status", 6), ("product", 4)),
    "ket qua thuc hien": (("status", 9), ("product", 4)),
    "tinh hinh thuc hien": (("status", 9), ("product", 3)),
    "ket qua tinh hinh thuc hien": (("status", 9),),
    "tinh hinh ket qua thuc hien": (("status", 9),),
    "ket qua thuc hien nhiem vu": (("status", 9), ("product", 4)),
    "tinh hinh trien khai": (("status", 8),),
    "tinh hinh xu ly": (("status", 9),),
    "ket qua xu ly": (("status", 9), ("product", 4)),
    "ket qua giai quyet": (("status", 9), ("product", 4)),
    "ket qua hoan thanh": (("status", 9), ("product", 4)),
    "ket qua trien khai": (("status", 8), ("product", 4)),
    "ket qua dat duoc": (("status", 7), ("product", 4)),
    "danh gia ket qua": (("status", 6),),
    "danh gia tien do": (("status", 6),),
    "tien do thuc hien": (("progress", 7), ("status", 5), ("deadline", 4)),
    "tien do": (("progress", 7), ("status", 4), ("deadline", 4)),
    "tien do ket qua thuc hien": (("status", 8), ("progress", 4)),
    "van ban": (("document", 8),),
    "can cu": (("document", 7),),
    "ngay giao": (("issued_on", 4),),
    "ngay giao viec": (("issued_on", 4),),
    "ngay giao nhiem vu": (("issued_on", 4),),
    "thoi gian giao": (("issued_on", 4),),
    "thoi gian giao nhiem vu": (("issued_on", 4),),
    "ngay thang": (("issued_on", 7),),
    "ngay thang nam": (("issued_on", 7),),
    "ngay": (("issued_on", 3),),
    "date": (("issued_on", 3), ("deadline", WEAK)),
    "so": (("document", 3), ("number", WEAK)),
    "don vi": (("lead", 6),),
    "co quan": (("lead", 6),),
    "co quan don vi": (("lead", 6),),
    "so ban nganh": (("lead", 4),),
    "co quan don vi dia phuong": (("lead", 6),),
    "phong chuyen mon": (("lead", 4),),
    "phong ban": (("lead", 3),),
    "phong tham muu": (("lead", 4),),
    "xa phuong": (("lead", 3),),
    "thon xa": (("lead", WEAK),),
    "dia phuong": (("lead", 3),),
    "nguoi thuc hien": (("lead", 3), ("leader", WEAK)),
    "can bo thuc hien": (("lead", 3), ("leader", WEAK)),
    "ca nhan thuc hien": (("lead", 3), ("leader", WEAK)),
    "chuyen vien thuc hien": (("lead", WEAK), ("leader", WEAK)),
    "chuyen vien": (("lead", WEAK), ("leader", 1)),
    "chuyen vien theo doi": (("leader", 1),),
    "chuyen vien phu trach": (("leader", WEAK),),
    "don vi theo doi": (("leader", 1),),
    "phan cong": (("lead", 3),),
    "phan cong thuc hien": (("lead", 4),),
    "nguoi xu ly": (("lead", 3),),
    "nguoi chu tri": (("lead", 4),),
    "co quan giao": (("source", 5),),
    "cap giao": (("source", 5),),
    "don vi giao": (("source", 4),),
    "co quan ban hanh": (("source", 3),),
    "kho khan vuong mac": (("cause", 4),),
    "kho khan vuong mac nguyen nhan": (("cause", 5),),
    "ton tai han che nguyen nhan": (("cause", 5),),
    "danh gia": (("status", 1),),
    "hoan thanh": (("completed_on", 3), ("progress", WEAK), ("tick", 1)),
    "da hoan thanh": (("completed_on", 3), ("status", 3), ("tick", WEAK)),
    "lanh dao": (("leader", 7),),
    "de xuat kien nghi": (("remark", 1),),
    "kien nghi de xuat": (("remark", 1),),
}  # fmt: skip
"""Headers whose meaning is less than sure; they win over `_WORDS`."""

KNOWN: Final[dict[str, tuple[Meaning, ...]]] = {
    word.strip(): ((field, EXACT),) for field, words in _WORDS.items() for word in words.split(",")
} | _SECOND
"""A header's whole words to what it may mean, most likely first."""

ASKED: Final = ("xin gia han", "de nghi gia han", "de xuat gia han", "xin lui", "de nghi lui")
"""What is only asked for moves no deadline, whatever stands above it."""

NEVER: Final = (
    "so lan", "so ngay", "tong so", "so luong", "so nhiem vu", "don vi tinh", "do mat", "do khan", "ngay tao",
    "nguoi tao", "ngay cap nhat", "nguoi cap nhat", "kinh phi", "dinh kem", "email", "dien thoai", "don vi tao",
    "nguoi ky", "nguoi nhap", "ngay nhap", "diem", "ngay nhan", "so dien thoai", "ngay bat dau", "thoi gian bat dau",
    "do uu tien", "muc do uu tien", "muc do khan", "linh vuc", "con lai", "ngay tiep nhan", "ngay chuyen",
)  # fmt: skip
"""Headers that hold these words count or qualify something and are read as nothing."""

PARTS: Final[tuple[tuple[str, str, int], ...]] = (
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
    ("ten cong viec", "content", 6),
    ("noi dung chi dao", "content", PART),
    ("y kien chi dao", "content", 4),
    ("thoi han", "deadline", PART),
    ("han hoan thanh", "deadline", 6),
    ("han xu ly", "deadline", PART),
    ("ghi chu", "remark", PART),
    ("ly do", "cause", PART),
    ("nguyen nhan", "cause", PART),
    ("lanh dao", "leader", 4),
    ("phu trach", "leader", 3),
    ("ngay ban hanh", "issued_on", PART),
    ("ngay giao", "issued_on", 4),
    ("ngay ky", "issued_on", 4),
    ("ky hieu", "document", PART),
    ("van ban giao", "document", PART),
    ("van ban chi dao", "document", PART),
    ("so van ban", "document", PART),
    ("chu tri", "lead", PART),
    ("xu ly chinh", "lead", PART),
    ("don vi thuc hien", "lead", 4),
    ("co quan thuc hien", "lead", 4),
    ("duoc giao nhiem vu", "lead", 3),
    ("chiu trach nhiem", "lead", 3),
    ("van ban bao cao", "product", PART),
    ("van ban tra loi", "product", PART),
    ("san pham", "product", 4),
    ("tinh trang", "status", 4),
    ("trang thai", "status", 4),
    ("ket qua thuc hien", "status", 4),
    ("tinh hinh thuc hien", "status", 4),
    ("ty le", "progress", 3),
    ("tien do", "progress", 3),
    ("thoi gian hoan thanh", "deadline", 3),
    ("thoi gian thuc hien", "deadline", 3),
    ("thoi gian trinh", "deadline", PART),
    ("thoi gian", "deadline", WEAK),
    ("chuan bi", "lead", 3),
    ("soan thao", "lead", 3),
    ("noi dung", "content", WEAK),
    ("nhiem vu", "content", WEAK),
    ("cong viec", "content", WEAK),
    ("han", "deadline", 1),
)
"""Words inside a longer header; earlier lines first."""

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
