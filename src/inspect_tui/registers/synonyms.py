"""What the columns of registers are called; data: a new header is a new word in a line here.

All words are folded: no marks, no case, no punctuation. A header may mean several things; which one it gets depends on
what the other columns are, so each meaning has a strength. Short forms need no lines here (`header_words`).
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
    "phan loai nhiem vu, nguon giao nhiem vu, loai hinh nhiem vu, nguon van ban, source, "
    "nguon giao viec, nguon chi dao, co quan giao nhiem vu, don vi giao nhiem vu, cap giao nhiem vu, noi giao "
    "nhiem vu",
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
    "so van ban ngay thang, van ban ngay thang, thong tin van ban, thong bao ket luan, so nghi quyet, nghi quyet, "
    "can cu giao nhiem vu, can cu giao viec, can cu van ban giao, can cu van ban so, van ban lam can cu, theo van "
    "ban so, theo van ban giao, theo cong van, theo cong van so, theo quyet dinh so, theo ke hoach so, giao tai "
    "van ban, giao tai van ban so, nhiem vu giao tai van ban so, theo chi dao tai van ban, van ban so ngay, van "
    "ban so ngay thang, so van ban ngay ban hanh, so va ngay thang van ban, so ky hieu cong van, ky hieu van ban, "
    "so hieu ky hieu van ban, ten van ban so ky hieu, ten van ban chi dao, van ban cua chu tich ubnd tinh, van "
    "ban cua cap tren, van ban cap tren giao, van ban goc, van ban nguon, van ban yeu cau, ke hoach so, chi thi "
    "so, co so phap ly, vien dan van ban, xuat xu van ban",
    "issued_on": "ngay ban hanh, ngay van ban, ngay ky, ngay thang van ban, "
    "ngay ban hanh van ban, ngay van ban giao, ngay thang nam van ban, ngay thang ban hanh, "
    "ngay thang nam ban hanh, ngay phat hanh, ngay ky van ban, ngay ky ban hanh, thoi gian ban hanh, "
    "ngay thang nam ky, ngay thang ky, issued, issued on, date issued, issue date, document date, ngay van ban den, "
    "ngay ra van ban, thoi diem ban hanh, ngay thang nam ban hanh van ban, ngay thang ban hanh van ban, "
    "ngay cua van ban, ngay thang nam cua van ban, ngay thang van ban giao, ngay thang nam van ban giao, ngay ban "
    "hanh van ban giao, ngay ky van ban giao",
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
    "noi dung cong tac, nhiem vu cong tac, noi dung chi tiet, chi tiet nhiem vu, noi dung chi dao giao nhiem vu, "
    "noi dung phai thuc hien, noi dung can xu ly, noi dung duoc giao, noi dung nhiem vu can thuc hien, noi dung "
    "nhiem vu phai thuc hien, nhiem vu duoc phan cong, noi dung phan cong, noi dung viec, cong viec phai lam, "
    "cong viec can lam, cong viec can thuc hien, viec can lam, viec phai lam, ten viec, dien giai nhiem vu, mo ta "
    "nhiem vu, mo ta cong viec, noi dung tham muu, noi dung trinh, noi dung chu yeu, nhiem vu chu yeu, noi dung "
    "nhiem vu chu yeu, cac noi dung nhiem vu, noi dung ubnd tinh chi dao, noi dung chi dao cua ubnd tinh, y kien "
    "chi dao cua ubnd tinh, y kien chi dao cua lanh dao, danh muc nhiem vu, danh muc cong viec",
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
    "co quan tham muu trinh, don vi chu tri chinh, chu tri thuc hien, don vi chiu trach nhiem chinh, "
    "trach nhiem chu tri, trach nhiem thuc hien chinh, trach nhiem chinh, don vi co trach nhiem, don vi to chuc "
    "thuc hien, co quan to chuc thuc hien, co quan don vi chiu trach nhiem, don vi chiu trach nhiem thuc hien, co "
    "quan chiu trach nhiem thuc hien, so nganh thuc hien, so ban nganh thuc hien, don vi duoc giao chu tri, co "
    "quan duoc giao chu tri, don vi duoc giao thuc hien, co quan duoc giao thuc hien, don vi duoc phan cong thuc "
    "hien, phan cong chu tri, giao cho don vi, giao don vi, giao cho, don vi tiep nhan, don vi tiep nhan xu ly, "
    "don vi thu ly, co quan thu ly, don vi soan thao, don vi bao cao, co quan bao cao, chu tri tham muu, co quan "
    "chu tri trinh, don vi chu tri trinh, dia phuong don vi thuc hien, co quan don vi xu ly, co quan don vi tham "
    "muu",
    "coordinating": "co quan phoi hop, don vi phoi hop, phoi hop, co quan don vi phoi hop, "
    "don vi phoi hop thuc hien, co quan phoi hop thuc hien, cac don vi phoi hop, don vi phoi hop xu ly, "
    "cac co quan phoi hop, co quan phoi hop xu ly, phong phoi hop, so ban nganh phoi hop, "
    "co quan don vi phoi hop thuc hien, phoi hop thuc hien, don vi lien quan, co quan lien quan, "
    "co quan don vi lien quan, cac don vi lien quan, coordinating, coordinating agencies, supporting agencies, "
    "supporting unit, supporting units, support, "
    "don vi ca nhan phoi hop, co quan dong phoi hop, don vi dong xu ly, don vi dong thuc hien, "
    "phoi hop voi, co quan cung phoi hop, so nganh phoi hop, cac so nganh phoi hop, trach nhiem phoi hop, phan "
    "cong phoi hop, don vi duoc giao phoi hop, dia phuong phoi hop, don vi cung thuc hien",
    "leader": "lanh dao phu trach, lanh dao chi dao, nguoi phu trach, lanh dao theo doi, "
    "lanh dao phu trach chi dao, pho chu tich phu trach, lanh dao giao, nguoi giao, "
    "lanh dao ubnd tinh phu trach, lanh dao ubnd tinh chi dao, lanh dao ubnd tinh giao, nguoi chi dao, "
    "lanh dao so phu trach, lanh dao co quan phu trach, lanh dao don vi phu trach, dong chi phu trach, "
    "chu tich pho chu tich phu trach, leader, supervisor, lanh dao ubnd phu trach, lanh dao duoc phan cong, "
    "dong chi lanh dao phu trach, lanh dao tinh phu trach, lanh dao tinh chi dao, lanh dao truc tiep chi dao, pho "
    "chu tich chi dao, lanh dao phan cong",
    "product": "san pham, san pham ket qua, san pham dau ra, ket qua dau ra, san pham du kien, "
    "san pham hoan thanh, ket qua san pham, san pham ket qua dau ra, hinh thuc san pham, "
    "loai san pham, ket qua san pham dau ra, product, output, deliverable, san pham thuc hien, "
    "san pham cong viec, san pham nhiem vu, san pham ban giao, san pham can dat, ket qua can dat, "
    "yeu cau san pham, san pham yeu cau, ket qua du kien, san pham trinh, hinh thuc van ban, van ban thuc hien, "
    "van ban bao cao, van ban tra loi, van ban ket qua, so van ban thuc hien, so van ban tra loi, "
    "van ban hoan thanh, van ban bao cao ket qua, san pham ket qua thuc hien, van ban phan hoi, "
    "so van ban bao cao, van ban tham muu, "
    "ket qua san pham du kien, san pham phai co, san pham giao nop, san pham cuoi cung, ket qua phai dat, hinh "
    "thuc trinh",
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
    "ngay hoan thanh theo ke hoach, ngay hoan thanh theo yeu cau, thoi gian hoan thanh theo ke hoach, "
    "thoi diem phai hoan thanh, thoi diem yeu cau hoan thanh, ngay phai bao cao, ngay phai trinh, thoi han ket "
    "thuc, han ket thuc, moc hoan thanh, moc thoi gian hoan thanh, hoan thanh truoc, hoan thanh truoc ngay, phai "
    "hoan thanh truoc ngay, phai xong truoc ngay, ngay hoan thanh du kien, ngay ket thuc du kien, ngay ket thuc "
    "theo ke hoach, thoi gian ket thuc theo ke hoach, tien do phai hoan thanh, tien do yeu cau hoan thanh, han "
    "bao cao ket qua, thoi gian phai bao cao, ngay hoan thanh yeu cau",
    "first_deadline": "theo van ban, thoi han theo van ban, thoi han ban dau, thoi han goc, han ban dau, "
    "han goc, thoi han giao ban dau, thoi han duoc giao, thoi han cu, han theo van ban, han cu, "
    "thoi gian ban dau, original deadline, first deadline, han xu ly ban dau, thoi han lan dau, "
    "thoi han theo van ban giao, han giao ban dau, thoi han hoan thanh ban dau, thoi han ban dau theo van ban, "
    "han lan dau, han hoan thanh ban dau",
    "extension": "gia han, thoi han gia han, gia han den, duoc gia han, duoc gia han den, "
    "thoi han dieu chinh, han gia han, thoi han moi, gia han lan 1, gia han lan 2, gia han lan 3, "
    "thoi han sau gia han, gia han den ngay, thoi han duoc gia han, dieu chinh thoi han, "
    "thoi han sau khi gia han, han moi, han dieu chinh, thoi gian gia han, ngay gia han, "
    "thoi gian duoc gia han, han xu ly moi, extended to, extended deadline, extension, "
    "new deadline, thoi han lui, lui thoi han, lui han den, thoi han sau dieu chinh, thoi gian dieu chinh, "
    "han hoan thanh moi, thoi han hoan thanh moi, dieu chinh den ngay, dieu chinh thoi han den, han sau dieu "
    "chinh, thoi han hoan thanh dieu chinh, han sau gia han",
    "completed_on": "ngay hoan thanh, ngay hoan thanh thuc te, thoi diem hoan thanh, "
    "ngay thuc hien xong, ngay hoan thanh nhiem vu, "
    "thoi gian hoan thanh thuc te, thoi diem hoan thanh thuc te, ngay xong, da hoan thanh ngay, "
    "hoan thanh ngay, ngay thang hoan thanh, thuc te hoan thanh, ngay thuc te hoan thanh, hoan thanh thuc te, "
    "thoi gian thuc te hoan thanh, thoi gian da hoan thanh, ngay da hoan thanh, ngay ket thuc thuc te, "
    "ngay thang nam hoan thanh, ngay thuc hien hoan thanh, hoan thanh vao ngay, completed, completed on, "
    "completion date, date completed, finished, finished on, done on, ngay xu ly xong, ngay tra loi, "
    "ngay giai quyet xong, ngay bao cao ket qua, ngay bao cao hoan thanh, thoi gian thuc te, "
    "ngay co ket qua, ngay hoan tat, thoi diem thuc te hoan thanh, "
    "ket thuc thuc te, thoi gian ket thuc thuc te, thoi diem ket thuc thuc te, thuc te ket thuc, ngay thuc te ket "
    "thuc, ngay thuc te xong, thuc te xong, xong thuc te, xong ngay, da xong ngay, ngay da xong, thoi diem xong, "
    "thoi diem hoan tat, ngay bao cao xong, ngay hoan thanh theo bao cao, ngay thang nam hoan thanh thuc te",
    "status": "tinh trang, trang thai, tinh trang thuc hien, trang thai thuc hien, "
    "tinh trang xu ly, trang thai xu ly, hien trang, tinh trang hoan thanh, trang thai hoan thanh, "
    "tinh trang nhiem vu, trang thai nhiem vu, status, state, tinh trang giai quyet, trang thai cong viec, "
    "tinh trang cong viec, tinh trang trien khai, tt xu ly, tt thuc hien, tt hoan thanh, "
    "ket qua den nay, tinh hinh den nay, tinh hinh ket qua, tinh hinh ket qua xu ly, ket qua tinh hinh trien "
    "khai, bao cao tinh hinh thuc hien, bao cao ket qua thuc hien, tinh hinh thuc hien nhiem vu, tinh hinh thuc "
    "hien den nay, ket qua thuc hien den nay, hien trang thuc hien, hien trang xu ly, tinh trang hien tai, trang "
    "thai hien tai",
    "progress": "ty le hoan thanh, tien do hoan thanh, ti le hoan thanh, "
    "phan tram hoan thanh, muc do hoan thanh, ty le, khoi luong hoan thanh, progress, phan tram, ti le, "
    "ty le thuc hien, muc do thuc hien, % complete, percent, "
    "ty le phan tram, phan tram thuc hien, ti le thuc hien, ty le dat",
    "verdict": "ket luan kiem tra, ket qua kiem tra, danh gia cua to cong tac, ket luan cua to cong tac, "
    "ket luan cua doan kiem tra, danh gia cua doan kiem tra, verdict",
    "nature": "tinh chat, tinh chat vi pham",
    "degree": "muc do, muc do vi pham",
    "cause": "ly do cham, nguyen nhan, ly do, nguyen nhan cham, ly do cham tien do, "
    "nguyen nhan chua hoan thanh, ly do chua hoan thanh, nguyen nhan cham tien do, ly do qua han, "
    "nguyen nhan qua han, nguyen nhan cham muon, ly do cham muon, nguyen nhan ly do, "
    "ly do nguyen nhan, ly do cham hoan thanh, ly do chua thuc hien, nguyen nhan chua thuc hien, cause, reason, "
    "reason for delay, ly do khong hoan thanh, ly do cham tre, nguyen nhan cham tre, ly do nguyen nhan cham, "
    "ly do nguyen nhan chua hoan thanh, nguyen nhan ly do cham, giai trinh, giai trinh ly do, "
    "ly do gia han, ly do xin gia han, ly do de nghi gia han, kho khan, vuong mac, ton tai vuong mac, kho khan "
    "ton tai, nguyen nhan khong hoan thanh, nguyen nhan chu yeu, giai trinh nguyen nhan",
    "responsibility": "trach nhiem, trach nhiem cua don vi, trach nhiem ca nhan tap the, "
    "trach nhiem ca nhan, trach nhiem tap the ca nhan, trach nhiem cua tap the ca nhan, xac dinh trach nhiem, "
    "kiem diem trach nhiem",
    "remark": "ghi chu, chu thich, note, notes, remark, remarks, comment, comments, ghi chu khac, luu y, "
    "ghi chu them, ghi chu bo sung, thong tin them, thong tin bo sung",
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
    "ngay duoc giao": (("issued_on", 4),),
    "thoi diem giao": (("issued_on", 4),),
    "thoi diem giao nhiem vu": (("issued_on", 4),),
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
    "trach nhiem thuc hien": (("lead", 6), ("responsibility", WEAK)),
    "to chuc thuc hien": (("lead", 3),),
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
    "van ban gia han", "van ban xin gia han", "van ban de nghi gia han", "van ban cho gia han", "cong van gia han",
    "cong van xin gia han", "to trinh gia han", "ngay xin gia han", "ngay de nghi gia han", "do to cong tac xac dinh",
)  # fmt: skip
"""Headers that hold these words count or qualify something and are read as nothing."""

PARTS: Final[tuple[tuple[str, str, int], ...]] = (
    ("gia han", "extension", PART),
    ("ban dau", "first_deadline", 3),
    ("phoi hop", "coordinating", PART),
    ("hoan thanh du kien", "deadline", 6),
    ("du kien hoan thanh", "deadline", 6),
    ("ket thuc du kien", "deadline", 6),
    ("hoan thanh theo ke hoach", "deadline", 6),
    ("hoan thanh theo yeu cau", "deadline", 6),
    ("ngay hoan thanh", "completed_on", 6),
    ("thoi diem hoan thanh", "completed_on", 6),
    ("hoan thanh thuc te", "completed_on", 6),
    ("thuc te hoan thanh", "completed_on", 6),
    ("ket thuc thuc te", "completed_on", 6),
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
