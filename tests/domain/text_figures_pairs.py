"""Conclusions as a chairman's office writes them: each as the checklist has it, and with one number that it has not.

The checklist: 20 assigned = 13 done on time + 2 done late + 4 overdue and not done + 1 in time; so 15 done, 5 open and
19 due. Cut-off date 16/7/2021, visit 30/7/2021, Ban Dân tộc tỉnh. «15|16» stands for 15 in the right text and for 16 in
the wrong one; behind "=>" are the words that must be found in the wrong one.
"""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    # Results.
    "Tỷ lệ hoàn thành nhiệm vụ đạt «75|76» %. => Tỷ lệ hoàn thành nhiệm vụ đạt 76 %",
    "Tỷ lệ hoàn thành các nhiệm vụ được giao đạt «75,00|75,50»%. "
    "=> Tỷ lệ hoàn thành các nhiệm vụ được giao đạt 75,50%",
    "Trong 20 nhiệm vụ được giao có 15 nhiệm vụ đã hoàn thành, «5|4» nhiệm vụ chưa hoàn thành. "
    "=> 4 nhiệm vụ chưa hoàn thành",
    "Trong «20|22» nhiệm vụ được giao có 15 nhiệm vụ đã hoàn thành. => 22 nhiệm vụ được giao",
    "Trong tổng số «20|21» nhiệm vụ được UBND tỉnh, Chủ tịch UBND tỉnh giao, Ban Dân tộc tỉnh đã hoàn thành 15 nhiệm "
    "vụ. => Trong tổng số 21 nhiệm vụ được UBND tỉnh, Chủ tịch UBND tỉnh giao",
    "Đơn vị đã hoàn thành «15|16»/20 nhiệm vụ được giao, đạt tỷ lệ 75 %, còn 05 nhiệm vụ chưa hoàn thành. "
    "=> đã hoàn thành 16/20 nhiệm vụ được giao",
    "Ban Dân tộc tỉnh đã hoàn thành 15/20 nhiệm vụ (đạt tỷ lệ «75|77,5» %). "
    "=> đã hoàn thành 15/20 nhiệm vụ (đạt tỷ lệ 77,5 %)",
    "Kết quả thực hiện: đã hoàn thành «15|17» nhiệm vụ, trong đó có 13 nhiệm vụ hoàn thành đúng hạn và 02 nhiệm vụ "
    "hoàn thành quá hạn. => đã hoàn thành 17 nhiệm vụ",
    "Đã hoàn thành 15 nhiệm vụ, trong đó có «13|12» nhiệm vụ hoàn thành đúng hạn và 02 nhiệm vụ hoàn thành quá hạn. "
    "=> 12 nhiệm vụ hoàn thành đúng hạn",
    "Đã hoàn thành 15 nhiệm vụ, trong đó 13 nhiệm vụ đúng hạn, «02|03» nhiệm vụ hoàn thành chậm so với thời hạn. "
    "=> 03 nhiệm vụ hoàn thành chậm so với thời hạn",
    "Có 13 nhiệm vụ hoàn thành đúng hạn, chiếm «65|68»% tổng số nhiệm vụ được giao. "
    "=> 13 nhiệm vụ hoàn thành đúng hạn, chiếm 68%",
    "Có 13 nhiệm vụ hoàn thành đúng hạn, chiếm «68,42|65»% số nhiệm vụ đến hạn. "
    "=> 13 nhiệm vụ hoàn thành đúng hạn, chiếm 65%",
    "Số nhiệm vụ đã hoàn thành là «15|14» nhiệm vụ, tỷ lệ 75 %. => Số nhiệm vụ đã hoàn thành là 14 nhiệm vụ",
    "Tổng số nhiệm vụ được giao: «20|18» nhiệm vụ; đã hoàn thành: 15 nhiệm vụ; chưa hoàn thành: 05 nhiệm vụ. "
    "=> Tổng số nhiệm vụ được giao: 18 nhiệm vụ",
    "Tổng số nhiệm vụ được giao: 20 nhiệm vụ; đã hoàn thành: 15 nhiệm vụ; chưa hoàn thành: «05|06» nhiệm vụ. "
    "=> chưa hoàn thành: 06 nhiệm vụ",
    "Ban Dân tộc tỉnh Lạng Sơn được giao «20|23» nhiệm vụ, hoàn thành 15 nhiệm vụ. => được giao 23 nhiệm vụ",
    "Đến hết ngày 16/7/2021, đơn vị hoàn thành «75|70» % số nhiệm vụ được giao. "
    "=> hoàn thành 70 % số nhiệm vụ được giao",
    "Đơn vị có «15|16» nhiệm vụ đã hoàn thành; 01 nhiệm vụ đang thực hiện, còn trong hạn. "
    "=> 16 nhiệm vụ đã hoàn thành",
    "Có «01|02» nhiệm vụ chưa hoàn thành, còn trong hạn. => 02 nhiệm vụ chưa hoàn thành, còn trong hạn",
    "Còn «01|02» nhiệm vụ chưa hoàn thành (trong hạn). => 02 nhiệm vụ chưa hoàn thành (trong hạn)",
    "Còn «01 (một)|02 (hai)» nhiệm vụ đang thực hiện, chưa đến hạn. => 02 (hai) nhiệm vụ đang thực hiện, chưa đến hạn",
    "Ghi nhận đơn vị đã hoàn thành «mười lăm|mười sáu» nhiệm vụ được giao. "
    "=> đã hoàn thành mười sáu nhiệm vụ được giao",
    "Nhìn chung, đơn vị đã chủ động triển khai thực hiện nhiệm vụ được giao; đã hoàn thành «15|16»/20 nhiệm vụ. "
    "=> đã hoàn thành 16/20 nhiệm vụ",
    "Về kết quả: 15/20 nhiệm vụ hoàn thành (đạt 75%); 13 nhiệm vụ đúng hạn; «4|5» nhiệm vụ quá hạn chưa hoàn thành. "
    "=> 5 nhiệm vụ quá hạn chưa hoàn thành",
    "Tỷ lệ nhiệm vụ hoàn thành đúng hạn đạt «65|66» % số nhiệm vụ được giao. "
    "=> Tỷ lệ nhiệm vụ hoàn thành đúng hạn đạt 66 % số nhiệm vụ được giao",
    "Tỷ lệ hoàn thành đạt «78,95|78,94» % so với số nhiệm vụ đến hạn. "
    "=> Tỷ lệ hoàn thành đạt 78,94 % so với số nhiệm vụ đến hạn",
    "«75|78»% số nhiệm vụ được giao đã hoàn thành. => 78% số nhiệm vụ được giao đã hoàn thành",
    # Shortcomings.
    "Tỷ lệ quá hạn «21,05|21,04» % số nhiệm vụ đến hạn. => Tỷ lệ quá hạn 21,04 % số nhiệm vụ đến hạn",
    "Tỷ lệ nhiệm vụ quá hạn chưa hoàn thành còn cao («20|22» %). "
    "=> Tỷ lệ nhiệm vụ quá hạn chưa hoàn thành còn cao (22 %)",
    "Ban Dân tộc có đến «4|3» nhiệm vụ đã quá hạn. => 3 nhiệm vụ đã quá hạn",
    "Đơn vị còn tới «04|05» nhiệm vụ quá hạn chưa hoàn thành. => 05 nhiệm vụ quá hạn chưa hoàn thành",
    "Hầu hết nhiệm vụ hoàn thành, chỉ còn «bốn|một» nhiệm vụ quá hạn chưa hoàn thành. "
    "=> một nhiệm vụ quá hạn chưa hoàn thành",
    "Vẫn còn «04 (bốn)|03 (ba)» nhiệm vụ quá hạn chưa hoàn thành, chiếm 20 % tổng số nhiệm vụ. "
    "=> 03 (ba) nhiệm vụ quá hạn chưa hoàn thành",
    "Còn «04|03» nhiệm vụ quá hạn (chiếm 20%), ảnh hưởng đến tiến độ chung của tỉnh. => 03 nhiệm vụ quá hạn",
    "Còn 04 nhiệm vụ quá hạn, chiếm «20|16,67» % số nhiệm vụ được giao. => 04 nhiệm vụ quá hạn, chiếm 16,67 %",
    "Còn 04 nhiệm vụ quá hạn, chiếm tỷ lệ «20|16,67»%. => 04 nhiệm vụ quá hạn, chiếm tỷ lệ 16,67%",
    "Còn để xảy ra tình trạng nhiệm vụ quá hạn («04|03» nhiệm vụ, chiếm 20 %). => quá hạn (03 nhiệm vụ",
    "Số nhiệm vụ quá hạn chưa hoàn thành còn «04|06» nhiệm vụ. => Số nhiệm vụ quá hạn chưa hoàn thành còn 06 nhiệm vụ",
    "Số nhiệm vụ hoàn thành quá hạn là «02|01»; số nhiệm vụ quá hạn chưa hoàn thành là 04. "
    "=> Số nhiệm vụ hoàn thành quá hạn là 01",
    "Đơn vị còn 05 nhiệm vụ chưa hoàn thành, trong đó «04|03» nhiệm vụ đã quá hạn. => 03 nhiệm vụ đã quá hạn",
    "Đơn vị còn «05|07» nhiệm vụ chưa hoàn thành, trong đó có 04 nhiệm vụ quá hạn. => 07 nhiệm vụ chưa hoàn thành",
    "Có «6|7» nhiệm vụ bị chậm, muộn, gồm 02 nhiệm vụ đã hoàn thành và 04 nhiệm vụ chưa hoàn thành. "
    "=> 7 nhiệm vụ bị chậm, muộn",
    "Một số nhiệm vụ triển khai chậm, dẫn đến «04|03» nhiệm vụ quá hạn chưa hoàn thành. "
    "=> 03 nhiệm vụ quá hạn chưa hoàn thành",
    "Việc báo cáo tiến độ chưa kịp thời; còn «4|3» nhiệm vụ quá hạn chưa hoàn thành. "
    "=> 3 nhiệm vụ quá hạn chưa hoàn thành",
    "Việc đôn đốc chưa thường xuyên nên còn «4|5» nhiệm vụ quá hạn. => 5 nhiệm vụ quá hạn",
    "Tồn tại: «04|03»/20 nhiệm vụ quá hạn chưa hoàn thành (20 %). => 03/20 nhiệm vụ quá hạn chưa hoàn thành",
    "Tồn tại: 04/«20|21» nhiệm vụ quá hạn chưa hoàn thành. => 04/21 nhiệm vụ quá hạn chưa hoàn thành",
    "Nhiệm vụ quá hạn chưa hoàn thành: «04|03» nhiệm vụ (20 %). => quá hạn chưa hoàn thành: 03 nhiệm vụ",
    "BAN DÂN TỘC CÒN «04|03» NHIỆM VỤ QUÁ HẠN. => 03 NHIỆM VỤ QUÁ HẠN",
    "Hoàn thành quá hạn «02|03» nhiệm vụ, chưa hoàn thành 05 nhiệm vụ. => Hoàn thành quá hạn 03 nhiệm vụ",
    "Chỉ có «13|11» nhiệm vụ hoàn thành đúng hạn. => 11 nhiệm vụ hoàn thành đúng hạn",
    "Đơn vị «còn 04|không có» nhiệm vụ quá hạn. => không có nhiệm vụ quá hạn",
    # Causes.
    "Nguyên nhân chủ quan là chính, dẫn đến còn «04|03» nhiệm vụ quá hạn. => 03 nhiệm vụ quá hạn",
    "Do lãnh đạo đơn vị chưa quan tâm chỉ đạo nên còn «04|06» nhiệm vụ quá hạn chưa hoàn thành. "
    "=> 06 nhiệm vụ quá hạn chưa hoàn thành",
    "Người đứng đầu đơn vị chịu trách nhiệm về việc để «04|07» nhiệm vụ quá hạn. => 07 nhiệm vụ quá hạn",
    "Trách nhiệm đối với «04|08» nhiệm vụ quá hạn thuộc về lãnh đạo Ban. => 08 nhiệm vụ quá hạn",
)  # fmt: skip
"""What was found."""

OF_THE_VISIT: Final = (
    "Kết quả: 15/18 nhiệm vụ hoàn thành, đạt tỷ lệ «83,33|84,33» %; 3/18 nhiệm vụ quá hạn, tỷ lệ 16,67%. "
    "=> 15/18 nhiệm vụ hoàn thành, đạt tỷ lệ 84,33 %",
    "Kết quả: 15/18 nhiệm vụ hoàn thành, đạt tỷ lệ 83,33 %; 3/18 nhiệm vụ quá hạn, tỷ lệ «16,67|16,76»%. "
    "=> 3/18 nhiệm vụ quá hạn, tỷ lệ 16,76%",
    "Còn «(03)|(04)» nhiệm vụ quá hạn. => (04) nhiệm vụ quá hạn",
    "Còn số lượng nhiệm vụ quá hạn là «03|04», chiếm 16,67 %. => số lượng nhiệm vụ quá hạn là 04",
    "Tỷ lệ nhiệm vụ quá hạn là «16,67|16,77»% (3/18 nhiệm vụ). => Tỷ lệ nhiệm vụ quá hạn là 16,77%",
    "Tỷ lệ nhiệm vụ quá hạn là 16,67% («3|2»/18 nhiệm vụ). => 2/18 nhiệm vụ",
    "Có 3 nhiệm vụ trọng tâm, trong đó hoàn thành «2|3» nhiệm vụ. => hoàn thành 3 nhiệm vụ",
    "Về nhiệm vụ trọng tâm: hoàn thành «2|1»/3 nhiệm vụ, đạt 66,67 %. => hoàn thành 1/3 nhiệm vụ",
    "Về nhiệm vụ trọng tâm: hoàn thành 2/3 nhiệm vụ, đạt «66,67|66,66» %. => hoàn thành 2/3 nhiệm vụ, đạt 66,66 %",
    "Đối với 18 nhiệm vụ được giao: hoàn thành đúng hạn «15|14» nhiệm vụ, quá hạn 3 nhiệm vụ. "
    "=> hoàn thành đúng hạn 14 nhiệm vụ",
    "Đối với nhiệm vụ UBND tỉnh giao: hoàn thành «15|16»/18 nhiệm vụ. => hoàn thành 16/18 nhiệm vụ",
    "Đơn vị được giao tổng số «25|24» nhiệm vụ, trong đó có 18 nhiệm vụ do UBND tỉnh giao, "
    "4 nhiệm vụ theo chương trình công tác và 3 nhiệm vụ trọng tâm. "
    "=> được giao tổng số 24 nhiệm vụ",
    "Đơn vị được giao tổng số 25 nhiệm vụ, trong đó có «18|19» nhiệm vụ do UBND tỉnh giao, "
    "4 nhiệm vụ theo chương trình công tác và 3 nhiệm vụ trọng tâm. "
    "=> 19 nhiệm vụ do UBND tỉnh giao",
    "Đơn vị được giao tổng số 25 nhiệm vụ, trong đó có 18 nhiệm vụ do UBND tỉnh giao, "
    "«4|5» nhiệm vụ theo chương trình công tác và 3 nhiệm vụ trọng tâm. "
    "=> 5 nhiệm vụ theo chương trình công tác",
    "Đến nay còn «03 (ba)|05 (năm)» nhiệm vụ quá hạn; tỷ lệ quá hạn 16,67 %. => 05 (năm) nhiệm vụ quá hạn",
    "Tỷ lệ hoàn thành đúng hạn của Ban đạt «83,33|81,33» %. => Tỷ lệ hoàn thành đúng hạn của Ban đạt 81,33 %",
    "Ban Dân tộc hoàn thành «83,33|88,33» % nhiệm vụ được giao. => hoàn thành 88,33 % nhiệm vụ được giao",
    "Chất lượng tham mưu được nâng lên; «15|17»/18 nhiệm vụ hoàn thành đúng hạn. => 17/18 nhiệm vụ hoàn thành đúng hạn",
    "«16,67|15,67» % nhiệm vụ bị quá hạn. => 15,67 % nhiệm vụ bị quá hạn",
    "Nhiệm vụ bị quá hạn chiếm «16,67|17,66» %. => Nhiệm vụ bị quá hạn chiếm 17,66 %",
    "Số nhiệm vụ quá hạn chiếm «16,67|16,66»%. => Số nhiệm vụ quá hạn chiếm 16,66%",
    "Số nhiệm vụ quá hạn chiếm tỷ lệ «16,67|16,66»% tổng số nhiệm vụ. "
    "=> Số nhiệm vụ quá hạn chiếm tỷ lệ 16,66% tổng số nhiệm vụ",
    "Còn tồn tại «3|4» nhiệm vụ quá hạn. => 4 nhiệm vụ quá hạn",
    "Còn tồn đọng «3|4» nhiệm vụ quá hạn. => 4 nhiệm vụ quá hạn",
    "Vẫn để «3|4» nhiệm vụ quá hạn. => 4 nhiệm vụ quá hạn",
    "Có tới 16,67 % nhiệm vụ quá hạn (tức «3|4» nhiệm vụ quá hạn). => 4 nhiệm vụ quá hạn",
    "Khuyết điểm: để quá hạn «3|4» nhiệm vụ. => quá hạn 4 nhiệm vụ",
    "Ban Dân tộc tỉnh có «15|14» nhiệm vụ đã hoàn thành, 03 nhiệm vụ đã quá hạn. => 14 nhiệm vụ đã hoàn thành",
    "Ban đã thực hiện xong «15|16» nhiệm vụ. => đã thực hiện xong 16 nhiệm vụ",
    "Hoàn thành 15 nhiệm vụ (đúng hạn «15|14»). => đúng hạn 14",
    "Tổng số nhiệm vụ: «18|19» nhiệm vụ, đã hoàn thành 15. => Tổng số nhiệm vụ: 19 nhiệm vụ",
    "UBND tỉnh giao Ban «18|20» nhiệm vụ. => UBND tỉnh giao Ban 20 nhiệm vụ",
    "Ban được UBND tỉnh giao «18|20» nhiệm vụ. => được UBND tỉnh giao 20 nhiệm vụ",
    "Ba nhiệm vụ quá hạn chiếm tỷ lệ «16,67|16,70»%. => Ba nhiệm vụ quá hạn chiếm tỷ lệ 16,70%",
    "Nguyên nhân khách quan dẫn đến «ba|bốn» nhiệm vụ quá hạn là do dịch bệnh. => bốn nhiệm vụ quá hạn",
    "Còn «3|4» nhiệm vụ chậm so với thời hạn. => 4 nhiệm vụ chậm so với thời hạn",
)  # fmt: skip
"""The same with the checklist of `text_figures_samples`."""

QUIET: Final = (
    "Đơn vị chậm hoàn thành 3 nhiệm vụ.", "Hạn chế: (1) nhiệm vụ quá hạn còn nhiều; (2) nhiệm vụ quá hạn lâu.",
    "Đơn vị đã khắc phục 3 nhiệm vụ quá hạn sau kiểm tra.",
    "Sau buổi kiểm tra, đơn vị tập trung xử lý dứt điểm 2 nhiệm vụ quá hạn.",
    "Đã hoàn thành 15 nhiệm vụ, còn 4 nhiệm vụ quá hạn và 1 nhiệm vụ trong hạn.",
    "Đã hoàn thành 15 nhiệm vụ, còn 5 nhiệm vụ, gồm 4 nhiệm vụ quá hạn và 1 nhiệm vụ trong hạn.",
    "Số nhiệm vụ quá hạn còn 2 nhiệm vụ chưa có kinh phí.", "Số nhiệm vụ quá hạn còn 4.",
    "Số nhiệm vụ được giao còn 5 nhiệm vụ chưa hoàn thành.",
    "Trong 15 nhiệm vụ đã hoàn thành có 2 nhiệm vụ hoàn thành quá hạn.",
    "Trong 5 nhiệm vụ chưa hoàn thành có 4 nhiệm vụ quá hạn.",
    "Trong 4 nhiệm vụ quá hạn có 2 nhiệm vụ đã được gia hạn.",
    "Trong 4 nhiệm vụ quá hạn có 1 nhiệm vụ quá hạn 37 ngày.",
    "Trong số 4 nhiệm vụ quá hạn chưa hoàn thành, có 3 nhiệm vụ quá hạn trên 10 ngày.",
    "Trong 20 nhiệm vụ được giao có 3 nhiệm vụ phải thực hiện thường xuyên.",
    "Trong 20 nhiệm vụ được giao có 3 nhiệm vụ về chính sách dân tộc.",
    "Có 6 nhiệm vụ chậm, muộn; trong đó 02 nhiệm vụ đã hoàn thành, 04 nhiệm vụ chưa hoàn thành.",
    "Có 6 nhiệm vụ chậm, muộn (02 nhiệm vụ đã hoàn thành, 04 nhiệm vụ chưa hoàn thành).",
    "Có 6 nhiệm vụ quá hạn: 02 nhiệm vụ đã hoàn thành; 04 nhiệm vụ chưa hoàn thành.",
    "Có 6 nhiệm vụ quá hạn, 02 nhiệm vụ đã hoàn thành, 04 nhiệm vụ chưa hoàn thành.",
    "Có 19 nhiệm vụ đến hạn, trong đó hoàn thành 15 nhiệm vụ (78,95 %), chưa hoàn thành 4 nhiệm vụ (21,05 %).",
    "19 nhiệm vụ đến hạn: đã hoàn thành 15 nhiệm vụ, còn 4 nhiệm vụ chưa hoàn thành.",
    "Trong 19 nhiệm vụ đến hạn có 15 nhiệm vụ đã hoàn thành, 4 nhiệm vụ chưa hoàn thành.",
    "Trong số 19 nhiệm vụ đã đến hạn, đã hoàn thành 15 nhiệm vụ, chưa hoàn thành 4 nhiệm vụ.",
    "Đối với các nhiệm vụ đến hạn: hoàn thành 15 nhiệm vụ, chưa hoàn thành 4 nhiệm vụ.",
    "Đơn vị còn 05 nhiệm vụ chưa hoàn thành; trong đó: 04 nhiệm vụ quá hạn; 01 nhiệm vụ trong hạn.",
    "04 nhiệm vụ quá hạn chưa hoàn thành thuộc các lĩnh vực: chính sách dân tộc 03 nhiệm vụ, tuyên truyền 01 nhiệm vụ.",
    "Còn 04 nhiệm vụ quá hạn, trong đó 03 nhiệm vụ quá hạn do nguyên nhân khách quan, 01 nhiệm vụ quá hạn do "
    "nguyên nhân chủ quan.",
    "Tỷ lệ hoàn thành đạt 75%, tỷ lệ quá hạn 20%; so với số nhiệm vụ đến hạn đạt 78,95%.",
    "Tỷ lệ hoàn thành đúng hạn đạt 86,67 % số nhiệm vụ đã hoàn thành.",
    "13/15 nhiệm vụ hoàn thành đúng hạn, chiếm 86,67 % số nhiệm vụ đã hoàn thành.",
    "Hoàn thành 15/19 nhiệm vụ đến hạn (78,95 %), trong đó đúng hạn 13 nhiệm vụ.",
    "Đã hoàn thành 78,95 % số nhiệm vụ đến hạn.", "78,95 % số nhiệm vụ đến hạn đã hoàn thành.",
    "Đạt 75 % tổng số nhiệm vụ được giao.", "Hoàn thành 75 % tổng số nhiệm vụ.",
    "Có đến 16/7/2021, đơn vị đã hoàn thành 15 nhiệm vụ.", "Tính từ ngày 01/01/2021 có đến 4 nhiệm vụ quá hạn.",
    "Chỉ một nhiệm vụ quá hạn được báo cáo nguyên nhân.", "Chỉ có một nhiệm vụ quá hạn do nguyên nhân khách quan.",
    "Chỉ còn một nhiệm vụ còn trong hạn.", "Chỉ có 2 nhiệm vụ quá hạn đã báo cáo nguyên nhân.",
    "Ban Dân tộc HĐND tỉnh có 30 nhiệm vụ quá hạn.", "BAN DÂN TỘC TỈNH CÒN 04 NHIỆM VỤ QUÁ HẠN",
    "BAN TỔ CHỨC CÒN 30 NHIỆM VỤ QUÁ HẠN", "Ban Dân tộc các huyện còn 30 nhiệm vụ quá hạn.",
    "Trưởng Ban Dân tộc tỉnh chịu trách nhiệm về 4 nhiệm vụ quá hạn.", "Lãnh đạo Sở Tài chính để 30 nhiệm vụ quá hạn.",
    "Tình hình thực hiện: 15/20 nhiệm vụ đã hoàn thành.", "Tỷ lệ hoàn thành nhiệm vụ giải ngân đạt 45 %.",
    "Tỷ lệ hoàn thành nhiệm vụ chi đạt 45 %.", "Tỷ lệ hoàn thành nhiệm vụ của Phòng Chính sách đạt 60 %.",
    "Tỷ lệ hoàn thành nhiệm vụ năm 2020 đạt 90 %.", "Tỷ lệ hoàn thành nhiệm vụ toàn tỉnh đạt 91,8 %.",
    "Tỷ lệ cán bộ hoàn thành nhiệm vụ đạt 95 %.", "Tỷ lệ công chức hoàn thành tốt nhiệm vụ đạt 95 %.",
    "Tỷ lệ đảng viên hoàn thành nhiệm vụ đạt 85 %.", "Tỷ lệ hoàn thành nhiệm vụ phấn đấu đạt 95 %.",
    "Phấn đấu tỷ lệ hoàn thành nhiệm vụ đạt 95 %.", "Tỷ lệ hoàn thành nhiệm vụ thu ngân sách đạt 52 %.",
    "Về thu ngân sách, tỷ lệ hoàn thành nhiệm vụ đạt 52 %.", "Tỷ lệ hoàn thành nhiệm vụ đạt 75 % khối lượng.",
    "Tỷ lệ hoàn thành nhiệm vụ tại các xã đạt 60 %.", "Có 2 nhiệm vụ chưa hoàn thành do thiếu kinh phí, còn trong hạn.",
    "Có 1 nhiệm vụ chưa hoàn thành, còn trong hạn đến 31/12/2021.",
    "02 nhiệm vụ chưa hoàn thành, chậm so với kế hoạch.",
    "Ban còn có đến 2 nhiệm vụ quá hạn do Phòng Chính sách tham mưu.",
    "Đã hoàn thành 15 nhiệm vụ được giao trong tổng số 20 nhiệm vụ.",
    "Kết quả 15/20 nhiệm vụ hoàn thành, còn 5/20 nhiệm vụ chưa hoàn thành, chiếm 25 %.",
    "Nhiệm vụ hoàn thành đúng hạn: 13 (65 %); hoàn thành quá hạn: 2 (10 %); quá hạn chưa hoàn thành: 4 (20 %); "
    "trong hạn: 1 (5 %).",
    "Hoàn thành 15 nhiệm vụ, tỷ lệ 75 %; trong đó đúng hạn 13, quá hạn 2.",
    "Quá hạn 6 nhiệm vụ (đã hoàn thành 2, chưa hoàn thành 4).",
    "Có 04 nhiệm vụ quá hạn chưa hoàn thành, chiếm 80 % số nhiệm vụ chưa hoàn thành.",
    "Có 04 nhiệm vụ quá hạn, chiếm 80 % tổng số nhiệm vụ còn lại.", "Phó Trưởng Ban phụ trách 3 nhiệm vụ quá hạn.",
    "Tổ Công tác làm việc với 3 nhiệm vụ quá hạn điển hình.", "Tổ Công tác kiểm tra 3 nhiệm vụ quá hạn.",
    "Tỷ lệ hoàn thành nhiệm vụ đạt 75 %, tăng 5 % so với cùng kỳ.",
    "Tỷ lệ hoàn thành 75 % tổng số, cao hơn 5 % so với năm trước.",
    "Kết quả đạt 75 % số nhiệm vụ, tương ứng 15/20 nhiệm vụ.", "Đã thực hiện 78,95 % số nhiệm vụ đến hạn.",
    "Trong số nhiệm vụ đến hạn, 78,95 % đã hoàn thành.", "Tỷ lệ quá hạn chiếm 30 % tổng số nhiệm vụ được giao (6/20).",
    "Tỷ lệ chậm, muộn là 30 % (6/20 nhiệm vụ).",
    "Tỷ lệ hoàn thành đúng hạn đạt 65 %, hoàn thành quá hạn 10 %, quá hạn chưa hoàn thành 20 %, trong hạn 5 %.",
    "Có 15 nhiệm vụ hoàn thành (75 %), gồm 13 nhiệm vụ đúng hạn (86,67 %), 2 nhiệm vụ quá hạn (13,33 %).",
    "Có 15 nhiệm vụ hoàn thành (75 %), gồm 13 nhiệm vụ đúng hạn (65 %), 2 nhiệm vụ quá hạn (10 %); 5 nhiệm vụ chưa "
    "hoàn thành (25 %), gồm 4 nhiệm vụ quá hạn (20 %), 1 nhiệm vụ trong hạn (5 %).",
    "Còn 5 nhiệm vụ chưa hoàn thành: 4 nhiệm vụ quá hạn (80 %), 1 nhiệm vụ trong hạn (20 %).",
    "Đơn vị có 4 nhiệm vụ quá hạn chiếm 66,67 % số nhiệm vụ chậm, muộn.",
    "4 nhiệm vụ quá hạn chiếm 80 % số nhiệm vụ chưa hoàn thành.",
    "Nhiệm vụ quá hạn chiếm 80 % số nhiệm vụ chưa hoàn thành.", "Tỷ lệ quá hạn 80 % số nhiệm vụ chưa hoàn thành.",
    "Hoàn thành chậm chiếm 13,33 % số nhiệm vụ đã hoàn thành.", "Tỷ lệ đúng hạn đạt 86,67 % số nhiệm vụ hoàn thành.",
    "Tỷ lệ nhiệm vụ hoàn thành đúng hạn trên số nhiệm vụ đến hạn đạt 68,42 %.",
    "Tỷ lệ nhiệm vụ hoàn thành đúng hạn trên tổng số nhiệm vụ đã hoàn thành đạt 86,67 %.",
    "Tỷ lệ hoàn thành trên số nhiệm vụ đến hạn: 78,95 %.", "Tỷ lệ hoàn thành so với số đến hạn: 78,95 %.",
    "Tỷ lệ quá hạn trên số nhiệm vụ đến hạn là 21,05 %.", "Sau khi kiểm tra lại, 13/15 nhiệm vụ hoàn thành đúng hạn.",
    "13 trong số 15 nhiệm vụ hoàn thành là đúng hạn.",
    "Có 13 nhiệm vụ hoàn thành đúng hạn, chiếm 65 % số nhiệm vụ được giao và 86,67 % số nhiệm vụ đã hoàn thành.",
    "Có 4 nhiệm vụ quá hạn (20 % số được giao; 21,05 % số đến hạn).",
    "Có 4 nhiệm vụ quá hạn (21,05 % so với số đến hạn).", "4/19 nhiệm vụ đến hạn bị quá hạn.",
    "4/20 nhiệm vụ (20 %) quá hạn, 1/20 nhiệm vụ (5 %) trong hạn.",
    "Nguyên nhân của 4 nhiệm vụ quá hạn: 3 nhiệm vụ do chưa có kinh phí, 1 nhiệm vụ do chờ ý kiến của các sở.",
    "Nguyên nhân khách quan: 3 nhiệm vụ quá hạn do chưa có kinh phí.",
    "Nguyên nhân: 3 nhiệm vụ quá hạn do chưa được bố trí kinh phí; 2 nhiệm vụ quá hạn do phối hợp chậm.",
    "2 nhiệm vụ quá hạn vì chờ hướng dẫn của Trung ương.", "Do chưa có kinh phí nên 3 nhiệm vụ quá hạn.",
    "Do phối hợp chậm nên 3 nhiệm vụ quá hạn.", "Việc chậm ban hành hướng dẫn dẫn đến 2 nhiệm vụ quá hạn.",
    "Thiếu cán bộ dẫn đến 3 nhiệm vụ quá hạn.", "Chưa bố trí kinh phí cho 3 nhiệm vụ quá hạn.",
    "Khó khăn trong phối hợp làm 3 nhiệm vụ quá hạn.", "Có nhiệm vụ quá hạn 37 ngày, có nhiệm vụ quá hạn 13 ngày.",
    "Đơn vị để 4 nhiệm vụ quá hạn, trong đó có nhiệm vụ quá hạn 37 ngày.",
    "Bốn nhiệm vụ quá hạn, hai nhiệm vụ hoàn thành quá hạn.",
    "20 nhiệm vụ (13 đúng hạn, 2 chậm, 4 quá hạn, 1 trong hạn).", "Tổng 20: hoàn thành 15, chưa hoàn thành 5.",
    "Trong 4 nhiệm vụ quá hạn, 2 nhiệm vụ chưa triển khai, 2 nhiệm vụ đang thực hiện.",
    "Đơn vị đã có 13 nhiệm vụ hoàn thành đúng hạn và 2 nhiệm vụ hoàn thành sau thời hạn, nâng số nhiệm vụ hoàn "
    "thành lên 15.",
    "Lãnh đạo Ban nhận trách nhiệm về 4 nhiệm vụ quá hạn.",
    "Tình hình 4 nhiệm vụ quá hạn cụ thể như sau: 3 nhiệm vụ chờ kinh phí, 1 nhiệm vụ đang trình.",
)  # fmt: skip
"""What agrees with that checklist, may be about a part of it, or is about something else."""

BY_SOURCE: Final = (
    "Có 2 nhiệm vụ trọng tâm, 1 nhiệm vụ theo chương trình công tác quá hạn.",
    "Đơn vị được giao 25 nhiệm vụ, trong đó 2 nhiệm vụ trọng tâm và 1 nhiệm vụ theo chương trình công tác quá hạn.",
    "Còn 6 nhiệm vụ quá hạn, gồm 3 nhiệm vụ UBND tỉnh giao, 2 nhiệm vụ trọng tâm, 1 nhiệm vụ theo chương trình "
    "công tác.",
    "Được giao 25 nhiệm vụ; còn 6 nhiệm vụ quá hạn (3 nhiệm vụ UBND tỉnh giao, 2 nhiệm vụ trọng tâm, 1 nhiệm vụ "
    "theo chương trình công tác).",
    "Được giao 25 nhiệm vụ, còn 6 nhiệm vụ quá hạn, trong đó 2 nhiệm vụ trọng tâm.",
    "Được giao 25 nhiệm vụ (18 nhiệm vụ UBND tỉnh giao, 4 nhiệm vụ theo chương trình công tác, 3 nhiệm vụ trọng "
    "tâm), đã hoàn thành 16 nhiệm vụ (64 %).",
    "Đã hoàn thành 16/25 nhiệm vụ, gồm 14 nhiệm vụ UBND tỉnh giao, 1 nhiệm vụ theo chương trình công tác, 1 nhiệm "
    "vụ trọng tâm.",
    "Trong 3 nhiệm vụ trọng tâm, có 2 nhiệm vụ quá hạn, 1 nhiệm vụ đã hoàn thành.",
    "Có 2 nhiệm vụ trọng tâm: quá hạn 37 ngày và 13 ngày.", "Có 2 nhiệm vụ trọng tâm (quá hạn 37 ngày).",
    "Có 2 nhiệm vụ trọng tâm, quá hạn 2 tháng.", "Có 2 nhiệm vụ trọng tâm, đã quá hạn 37 ngày.",
    "Trong 25 nhiệm vụ được giao có 3 nhiệm vụ trọng tâm; 2 nhiệm vụ trọng tâm quá hạn.",
    "Trong 25 nhiệm vụ được giao có 2 nhiệm vụ trọng tâm quá hạn.",
    "Được giao 25 nhiệm vụ, có 2 nhiệm vụ trọng tâm bị quá hạn.",
    "Được giao 25 nhiệm vụ, 2 nhiệm vụ trọng tâm, đã quá hạn.",
    "Đơn vị được giao 25 nhiệm vụ và 2 nhiệm vụ trọng tâm mới.",
    "Được giao 25 nhiệm vụ, trong đó có 2 nhiệm vụ trọng tâm do Phòng Chính sách tham mưu.",
    "Được giao 25 nhiệm vụ, kiểm tra 2 nhiệm vụ trọng tâm.",
    "Được giao 25 nhiệm vụ, kiểm tra thực tế 5 nhiệm vụ, 2 nhiệm vụ trọng tâm.",
    "Được giao 25 nhiệm vụ, chọn kiểm tra 5 nhiệm vụ được giao, 2 nhiệm vụ trọng tâm.",
    "Được giao 25 nhiệm vụ. Tổ Công tác kiểm tra điển hình 5 nhiệm vụ, trong đó 2 nhiệm vụ trọng tâm.",
    "Được giao 25 nhiệm vụ; kiểm tra 5 nhiệm vụ, trong đó 2 nhiệm vụ trọng tâm.",
    "Tỷ lệ quá hạn của nhiệm vụ trọng tâm là 66,67 %.", "Tỷ lệ hoàn thành nhiệm vụ trọng tâm đạt 33,33 %.",
    "Tỷ lệ hoàn thành nhiệm vụ trọng tâm đạt 33,3 % số nhiệm vụ được giao.",
    "Nhiệm vụ trọng tâm quá hạn chiếm 8 % tổng số nhiệm vụ được giao.",
    "Có 2 nhiệm vụ trọng tâm quá hạn, chiếm 8 % tổng số nhiệm vụ được giao.",
    "Có 2 nhiệm vụ trọng tâm quá hạn, chiếm 33,33 % số nhiệm vụ quá hạn.",
    "Tỷ lệ hoàn thành nhiệm vụ UBND tỉnh giao đạt 77,78 %.",
)  # fmt: skip
"""What fits a checklist whose sources have late tasks each: 3 of 18, 1 of the programme's 4, 2 of 3 key tasks."""
