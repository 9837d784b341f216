"""The words by which sentences about numbers of tasks are read; each belongs to a class of one letter.

Data, not code: a further wording is a further word here. Phrases are separated by "|", words by a space; the longest
phrase wins. docs/text-figures.md says what is read and what is not.
"""

from __future__ import annotations

from typing import Final

STATUS_WORDS: Final[dict[str, str]] = {
    "done_on_time":
        "hoàn thành đúng hạn|hoàn thành đúng thời hạn|hoàn thành đúng tiến độ|hoàn thành trong hạn|"
        "hoàn thành đúng và trước hạn|hoàn thành trước và đúng hạn|hoàn thành trước hạn và đúng hạn|"
        "hoàn thành đúng hạn và trước hạn|hoàn thành đảm bảo thời hạn|hoàn thành bảo đảm thời hạn|"
        "hoàn thành đảm bảo tiến độ|hoàn thành bảo đảm tiến độ|hoàn thành đúng thời gian|hoàn thành đúng kế hoạch|"
        "đã hoàn thành đúng hạn|đã hoàn thành đúng thời hạn|đã hoàn thành đúng tiến độ|đã hoàn thành trong hạn|"
        "xong đúng hạn|thực hiện xong đúng hạn|done on time|completed on time|finished on time|done in time|"
        "completed in time|delivered on time",
    "on_time": "đúng hạn|đúng thời hạn|on time",
    "early": "hoàn thành trước hạn|hoàn thành trước thời hạn|hoàn thành sớm|trước hạn|trước thời hạn",
    "done_late":
        "hoàn thành quá hạn|hoàn thành chậm|hoàn thành muộn|hoàn thành trễ|hoàn thành trễ hạn|hoàn thành sau hạn|"
        "hoàn thành chậm hạn|hoàn thành quá thời hạn|hoàn thành chậm muộn|hoàn thành không đúng hạn|"
        "hoàn thành chưa đúng hạn|hoàn thành chậm tiến độ|hoàn thành chậm so với thời hạn|hoàn thành sau thời hạn|"
        "hoàn thành nhưng quá hạn|hoàn thành nhưng chậm|hoàn thành nhưng trễ hạn|hoàn thành nhưng muộn|"
        "hoàn thành nhưng đã quá hạn|hoàn thành nhưng chậm hạn|hoàn thành nhưng không đúng hạn|"
        "đã hoàn thành quá hạn|đã hoàn thành chậm|đã hoàn thành trễ hạn|đã hoàn thành muộn|"
        "đã hoàn thành nhưng quá hạn|đã hoàn thành nhưng chậm|đã hoàn thành nhưng trễ hạn|đã hoàn thành nhưng muộn|"
        "đã hoàn thành nhưng chậm hạn|hoàn thành vượt quá thời hạn|completed late|done late|finished late|"
        "delivered late|completed after the deadline|done after the deadline",
    "open_overdue":
        "quá hạn chưa hoàn thành|quá hạn chưa thực hiện|quá hạn chưa xong|quá hạn chưa thực hiện xong|"
        "quá hạn nhưng chưa hoàn thành|quá hạn mà chưa hoàn thành|quá hạn vẫn chưa hoàn thành|"
        "quá hạn nhưng vẫn chưa hoàn thành|quá thời hạn chưa hoàn thành|quá thời hạn nhưng chưa hoàn thành|"
        "trễ hạn chưa hoàn thành|chậm chưa hoàn thành|quá hạn không hoàn thành|quá hạn và chưa hoàn thành|"
        "chưa hoàn thành quá hạn|chưa hoàn thành đã quá hạn|chưa hoàn thành và quá hạn|"
        "chưa hoàn thành và đã quá hạn|chưa hoàn thành bị quá hạn|chưa hoàn thành đã quá thời hạn|"
        "chưa hoàn thành quá thời hạn|chưa thực hiện quá hạn|đang thực hiện quá hạn|đang thực hiện đã quá hạn|"
        "đang quá hạn|hiện quá hạn|overdue and not done|overdue and not completed|not done and overdue|"
        "still overdue|open and overdue",
    "overdue":
        "quá hạn|quá thời hạn|trễ hạn|chậm hạn|muộn hạn|sai hạn|không đúng hạn|chưa đúng hạn|chậm muộn|chậm , muộn|"
        "quá thời hạn quy định|quá hạn quy định|không đúng thời hạn|trễ thời hạn|chậm thời hạn|"
        "chậm so với thời hạn",
    "slow":
        "chậm|chậm tiến độ|chậm trễ|trễ|muộn|chậm so với tiến độ|chậm hoàn thành|chưa bảo đảm tiến độ|"
        "chưa đảm bảo tiến độ|không bảo đảm tiến độ|không đảm bảo tiến độ|delayed|behind schedule",
    "done": "hoàn thành|hoàn thành xong|xong|thực hiện xong|được hoàn thành|đã được hoàn thành|hoàn tất|done",
    "open":
        "chưa hoàn thành|chưa xong|chưa thực hiện xong|không hoàn thành|chưa được hoàn thành|chưa hoàn tất|"
        "chưa hoàn thành xong|vẫn chưa hoàn thành|not done|not completed|not finished|not yet done|"
        "not yet completed|not yet finished",
    "untouched": "chưa thực hiện|chưa triển khai|chưa triển khai thực hiện|chưa bắt đầu|not started",
    "under_way":
        "đang thực hiện|đang triển khai|đang triển khai thực hiện|đang tiếp tục thực hiện|đang xử lý|"
        "đang trong quá trình thực hiện|in progress|under way|being done",
    "open_in_time":
        "chưa hoàn thành trong hạn|chưa hoàn thành còn trong hạn|chưa hoàn thành nhưng còn trong hạn|"
        "chưa hoàn thành còn hạn|đang thực hiện trong hạn|đang thực hiện còn trong hạn|đang triển khai trong hạn|"
        "trong hạn chưa hoàn thành|chưa đến hạn|chưa đến hạn hoàn thành|chưa tới hạn|chưa đến thời hạn|còn hạn|"
        "còn trong hạn|còn trong thời hạn|vẫn còn trong hạn|trong hạn đang thực hiện|chưa hoàn thành chưa đến hạn|"
        "open in time|not yet due|not due yet|still in time|not done but in time",
    "in_time": "trong hạn|trong thời hạn|in time",
    "on_plan":
        "bảo đảm tiến độ|đảm bảo tiến độ|đúng tiến độ|đúng kế hoạch|bảo đảm theo tiến độ|theo đúng tiến độ|on plan|"
        "on schedule|on track",
    "no_deadline":
        "không có hạn|không có thời hạn|không thời hạn|không quy định thời hạn|không xác định thời hạn|"
        "chưa có thời hạn|without a deadline|with no deadline",
    "done_no_deadline":
        "hoàn thành không có hạn|hoàn thành không có thời hạn|đã hoàn thành không có thời hạn|"
        "done without a deadline|completed without a deadline",
    "open_no_deadline":
        "chưa hoàn thành không có hạn|chưa hoàn thành không có thời hạn|đang thực hiện không có thời hạn",
    "with_deadline": "có thời hạn|có hạn|có quy định thời hạn|with a deadline",
    "suspended": "tạm dừng|được tạm dừng|đã tạm dừng|tạm dừng thực hiện|suspended",
    "withdrawn": "rút khỏi chương trình|đã rút khỏi chương trình|được rút khỏi chương trình|withdrawn",
    "transferred":
        "chuyển cơ quan khác|chuyển sang cơ quan khác|chuyển đơn vị khác|chuyển sang đơn vị khác|"
        "chuyển cho cơ quan khác|chuyển cho đơn vị khác|transferred|transferred to another agency",
}  # fmt: skip
"""What is said of tasks, by the reading that `meanings.READINGS` gives it."""

STATED_WORDS: Final = (
    "đã hoàn thành|đã xong|đã thực hiện xong|đã hoàn tất|mới hoàn thành|mới hoàn thành được|đã hoàn thành được|"
    "chỉ hoàn thành|chỉ hoàn thành được|hoàn thành được|completed|finished"
)
"""Done, and said as a fact: "hoàn thành" alone may be a wish."""
ADJECTIVES: Final[dict[str, str]] = {
    "overdue": "overdue|late",
    "done": "completion",
    "open": "outstanding|unfinished|incomplete|open|uncompleted",
    "open_overdue": "open overdue|still overdue|outstanding overdue",
}
"""What English puts before the tasks."""

SOURCE_WORDS: Final[dict[str, str]] = {
    "key": "trọng tâm|trọng điểm|trọng tâm của năm|trọng tâm năm|trọng tâm trong năm",
    "programme":
        "theo chương trình làm việc|theo chương trình công tác|trong chương trình làm việc|"
        "trong chương trình công tác|thuộc chương trình làm việc|thuộc chương trình công tác|chương trình làm việc|"
        "chương trình công tác|theo chương trình làm việc của ubnd tỉnh|theo chương trình công tác của ubnd tỉnh|"
        "trong chương trình làm việc của ubnd tỉnh|trong chương trình công tác của ubnd tỉnh|"
        "chương trình làm việc của ubnd tỉnh|chương trình công tác của ubnd tỉnh|of the work programme|"
        "work programme of the provincial people ' s committee",
    "conclusion":
        "theo kết luận kiểm tra|theo kết luận kiểm tra lần trước|theo kết luận kiểm tra trước đây|"
        "sau kiểm tra lần trước|theo kết luận của tổ công tác|kết luận các lần kiểm tra trước|"
        "theo kết luận các lần kiểm tra trước|conclusions of earlier visits",
    "backlog":
        "tồn đọng của năm trước|tồn đọng các năm trước|tồn đọng của các năm trước|tồn đọng từ năm trước|"
        "tồn đọng từ các năm trước|năm trước chuyển sang|từ năm trước chuyển sang|backlog of earlier years",
    "council":
        "theo nghị quyết hđnd|theo nghị quyết của hđnd|theo nghị quyết hội đồng nhân dân|nghị quyết hđnd|"
        "theo nghị quyết của hđnd tỉnh|theo nghị quyết hđnd tỉnh|of council resolutions",
    "party":
        "do tỉnh ủy giao|tỉnh ủy giao|của tỉnh ủy|do tỉnh ủy , ban thường vụ tỉnh ủy giao|"
        "tỉnh ủy , ban thường vụ tỉnh ủy giao|do ban thường vụ tỉnh ủy giao|of the party committee",
    "government":
        "do chính phủ giao|chính phủ giao|do thủ tướng chính phủ giao|thủ tướng chính phủ giao|"
        "do chính phủ , thủ tướng chính phủ giao|chính phủ , thủ tướng chính phủ giao|của chính phủ|"
        "of the government and the prime minister",
}  # fmt: skip
"""Which tasks are meant, behind the word for tasks; the Committee's own are told by `GIVERS`."""
SOURCE_UNITS: Final[dict[str, str]] = {
    "petition": "kiến nghị cử tri|kiến nghị của cử tri|theo kiến nghị cử tri|voters ' petitions",
    "key": "key tasks|key tasks of the year",
}
"""Words for the tasks of a source, which are counted themselves: "7/7 kiến nghị cử tri"."""
GIVERS: Final = (
    "ubnd tỉnh|uỷ ban nhân dân tỉnh|ủy ban nhân dân tỉnh|chủ tịch ubnd tỉnh|phó chủ tịch ubnd tỉnh|"
    "các phó chủ tịch ubnd tỉnh|chủ tịch|phó chủ tịch|các phó chủ tịch|lãnh đạo ubnd tỉnh|thường trực ubnd tỉnh|"
    "chủ tịch ủy ban nhân dân tỉnh|các phó chủ tịch ủy ban nhân dân tỉnh|the provincial people ' s committee|"
    "provincial people ' s committee|chairman|its chairman|the chairman|vice chairmen|its vice chairmen|"
    "the vice chairmen"
)
"""Who assigns the tasks of the source `assigned`: "nhiệm vụ do Chủ tịch UBND tỉnh giao"."""
LEFT_BEHIND: Final = "tồn đọng|còn tồn đọng|vẫn còn tồn đọng|đang tồn đọng|vẫn tồn đọng"
"""Of earlier years, behind the tasks; before a number of tasks it says that those are not done."""
SUMS: Final = (
    "cộng theo nguồn|cộng theo các nguồn|cộng theo từng nguồn|tính cộng theo nguồn|cộng các nguồn|cộng dồn các nguồn|"
    "cộng dồn theo nguồn|tổng các nguồn|tổng của các nguồn|tổng cộng các nguồn|tổng số của các nguồn|"
    "summed over sources|summed over the sources|the sum of the sources|sum of the sources|added up by source"
)
"""Where a text says that it adds the sources, so that a task of two of them counts twice."""

BASE_WORDS: Final[dict[str, str]] = {
    "assigned": "được giao|đã giao|đã được giao|assigned",
    "due": "đến hạn|đã đến hạn|tới hạn|đến hạn hoàn thành|đến hạn phải hoàn thành|phải hoàn thành|due",
    "with_deadline": "có thời hạn|có hạn|with a deadline",
}
"""Of which tasks a percentage is, behind `BASE_HEADS`."""
BASE_HEADS: Final = (
    "số|tổng số|số nhiệm vụ|tổng số nhiệm vụ|so với số nhiệm vụ|so với tổng số nhiệm vụ|so với số|trên số nhiệm vụ|"
    "trên tổng số nhiệm vụ|trong tổng số nhiệm vụ|of the tasks|of all tasks"
)

CLASS_WORDS: Final[dict[str, str]] = {
    # Units: tasks, and words that are tasks only beside a status.
    "U": "nhiệm vụ|đầu nhiệm vụ|tasks|task",
    "u": "việc|đầu việc|công việc|nv|items|assignments",
    "Z": "số nhiệm vụ|tổng số nhiệm vụ|số lượng nhiệm vụ|the number of tasks|number of tasks",
    "A":
        "được giao|đã giao|đã được giao|giao cho đơn vị|đã giao đơn vị|đã giao cho đơn vị|được phân công|"
        "được giao thực hiện|đã được giao thực hiện|assigned|was assigned|were assigned|has been assigned",
    "%": "phần trăm|percent|per cent",
    "e": "được",
    "g": "giao",
    "d": "do|by",
    "f": "của|thuộc|tại",
    "G": "cấp trên|lãnh đạo tỉnh|tỉnh|ubnd",
    "t": "tổng số|tổng cộng|a total of|in total|total of|total|tất cả|toàn bộ|all|all of the|all the|all of",
    "v": "trên tổng số|trong tổng số|trong số|/ tổng số|of|out of|out of a total of|of a total of|of the",
    "j": "trong",
    "R":
        "tỷ lệ|tỉ lệ|đạt tỷ lệ|đạt tỉ lệ|chiếm tỷ lệ|chiếm tỉ lệ|với tỷ lệ|với tỉ lệ|tỷ trọng|the rate|rate|rate of|"
        "the rate of|share|share of|the share of",
    "L": "là|đạt|chiếm|bằng|tương đương|tương ứng|tương ứng với|at|or|i.e|stands at|reached|equals",
    "i": "is|are|was|were|is still|are still|were still|have been",
    "z":
        "không có|không còn|chưa có|không|no|there are no|has no|none of the|not a single|there is no|not any|"
        "không phát sinh|không có trường hợp",
    "c": "còn|vẫn còn|còn tồn|còn có|chỉ còn|vẫn để|đang còn|còn tới|còn đến|còn đến tận|remain|remains|there remain",
    "l": "còn lại|remaining",
    "C":
        "nên|dẫn đến|dẫn tới|nhưng|tuy nhiên|song|thì|do đó|do vậy|vì vậy|vì thế|cho thấy|thấy rằng|rằng|mà|cụ thể|"
        "trong khi|trong khi đó|but|however|so that|therefore|found that|shows that|that",
    "o": "trong đó|trong số đó|gồm|bao gồm|như sau|cụ thể là|which|of which|including|namely|đều|cụ thể như sau",
    "y": "và|các|những|hoặc là|and",
    "n":
        "có|đã|đang|vẫn|bị|nào|để|để xảy ra|xảy ra|xẩy ra|phát sinh|ngoài ra|bên cạnh đó|kết quả|về kết quả|"
        "kết quả thực hiện|về kết quả thực hiện|kết quả thực hiện nhiệm vụ|về thực hiện nhiệm vụ|"
        "việc thực hiện nhiệm vụ|qua kiểm tra|qua kiểm tra thực tế|ghi nhận|đánh giá|nhìn chung|theo danh mục|"
        "theo danh mục nhiệm vụ|danh mục|tồn tại|hạn chế|tồn tại hạn chế|khuyết điểm|kết luận|tổ công tác|"
        "đoàn kiểm tra|đoàn công tác|tổ kiểm tra|với|cả|lại|theo thống kê|theo số liệu|số liệu|đối với|về|như vậy|"
        "trên thực tế|thực tế|đáng chú ý|nhất là|đặc biệt|ưu điểm|kết quả đạt được|đạt được|về ưu điểm|về tồn tại|"
        "về hạn chế|tình trạng|tình hình|còn cao|còn thấp|còn khá cao|lãnh đạo|thủ trưởng|người đứng đầu|mới|chỉ|"
        "mới chỉ|chỉ có|có đến|có tới|có tổng số|tiến độ|thực hiện|thời điểm|tính đến|tính|ngày|hết ngày|đến ngày|"
        "đến hết ngày|tính đến ngày|tính đến hết ngày|the|there|there are|there is|has|have|had|still|been|a|an|"
        "with|in|as of|only|which are|that are|also|already",
    "k":
        "hiện|hiện nay|đến nay|tính đến nay|cho đến nay|nay|đến thời điểm này|đến thời điểm hiện nay|tới nay|"
        "đến thời điểm hiện tại|hiện tại|tại thời điểm kiểm tra|đến thời điểm kiểm tra|tại buổi kiểm tra|currently|"
        "now|so far|to date|to this day|by now|as yet|at present|at the visit",
    "O":
        "đơn vị|cơ quan|đơn vị được kiểm tra|cơ quan được kiểm tra|đơn vị mình|the agency|the board|the department|"
        "the office|agency",
    # What makes a sentence speak of something else than the whole checklist as it is now.
    "X":
        "giảm|tăng|bớt|thêm|bổ sung|so với|không phải|chứ không|chứ không phải|mỗi|bình quân|trung bình|có thể|"
        "nguy cơ|có nguy cơ|dự kiến|ước|cơ bản|cơ bản đã|không được để|không được|trở lên|trở xuống|vượt|"
        "sắp|sắp đến|không quá|từng|hàng|hằng|ít hơn|nhiều hơn|hơn nữa|compared with|compared to|more than|"
        "fewer than|less than|at least|at most|up to|about|around|nearly|almost|roughly|over|each|per|might|may|"
        "could|would|than|basically|khoảng|gần|hơn|dưới|ít nhất|tối đa|tối thiểu|chừng|vài|trên dưới|xấp xỉ|gần như|"
        "hầu hết|đa số|phần lớn|most|một số|một vài|trên 50|nửa|một nửa|half|xuống|lên|quá|lần lượt|respectively",
    "x":
        "số|trên|từ|đến|tới|hoặc|hay|thứ|số thứ tự|mục|khoản|điểm|điều|phần|lần|đợt|tổ|khóa|kỳ|stt|from|to|no .|"
        "number|under|between|item|task no|task no .|số hiệu|tuần|ngoài|cùng",
    "T":
        "hệ thống|trên hệ thống|phần mềm|cổng thông tin|trang thông tin|cơ sở dữ liệu|số liệu của đơn vị|"
        "số liệu đơn vị|số liệu của cơ quan|đơn vị tính|trừ|loại trừ|không kể|chưa kể|không tính|chưa tính|"
        "excluding|except|apart from|the system|hôm qua|hôm trước|tuần qua|tuần trước|tháng qua|quý qua|đầu năm|"
        "đầu quý|đầu tháng|cuối năm|cuối quý|cuối tháng|giữa năm|tháng đầu năm|tháng cuối năm|tháng đầu|quý đầu|"
        "có thời điểm|có lúc|từng có|lúc đầu|ban đầu|năm trước|kỳ trước|kì trước|cùng kỳ|cùng kì|quý trước|"
        "tháng trước|lần trước|lần kiểm tra trước|trước đây|trước đó|năm ngoái|nhiệm kỳ|giai đoạn|lũy kế|luỹ kế|"
        "những năm|các năm|các năm trước|hàng năm|hằng năm|nếu|giả sử|last year|last month|last time|previous|"
        "previously|earlier|formerly|before|if|theo báo cáo|theo báo cáo của đơn vị|số liệu báo cáo|"
        "theo số liệu báo cáo|báo cáo nêu|báo cáo ghi|tự đánh giá|kê khai|tự kê khai|đơn vị báo cáo|cơ quan báo cáo|"
        "according to|reported|reports|claims|claimed|báo cáo của đơn vị|ví dụ|chẳng hạn|for example|đầu kỳ|kỳ sau|"
        "kỳ tới|năm tới|năm sau|quý tới|tháng tới|thời gian tới|next year|next month|next quarter|"
        "kiểm tra lần trước|mục tiêu|chỉ tiêu|quá khứ|ban đầu báo cáo",
    "H": "sở|bộ|cục|vụ|xã|phường|quận|hội|đoàn|viện|trường|ban|luật|ngành",
    "B":
        "tổng cục|huyện|thị trấn|thị xã|thành phố|toàn tỉnh|cả tỉnh|cấp tỉnh|cấp huyện|cấp xã|toàn quốc|cả nước|"
        "toàn ngành|các ngành|các cấp|hđnd|hội đồng nhân dân|chính phủ|trung ương|địa phương|đơn vị khác|"
        "cơ quan khác|các đơn vị|các cơ quan|các đơn vị khác|các cơ quan khác|công ty|doanh nghiệp|bệnh viện|"
        "tỉnh đoàn|ban chỉ đạo|ban quản lý|ủy ban|uỷ ban|ubnd huyện|ubnd xã|ubnd các huyện|ubnd thành phố|tỉnh ủy|"
        "tỉnh uỷ|huyện ủy|thành ủy|đảng ủy|văn phòng ubnd tỉnh|văn phòng ubnd|đề án|dự án|kế hoạch|chương trình|"
        "nghị quyết|chỉ thị|quyết định|nghị định|thông tư|thông báo|công văn|công điện|đề tài|chương trình mục tiêu|"
        "phong trào|cuộc vận động|gói thầu|hợp đồng|chuyển đổi số|cải cách hành chính|dịch vụ công|"
        "khoa học công nghệ|công trình|quy hoạch|chiến lược|kiến nghị|province|ministry|district|districts|commune|"
        "project|plan|scheme|decree|decision|resolution|nationwide|other agencies|departments|other departments|"
        "agencies",
    "K": "công tác|lĩnh vực|mảng|in the field of",
    "I":
        "phòng|phòng chuyên môn|các phòng|bộ phận|văn phòng|chi cục|trung tâm|thanh tra|nhóm|đồng chí|ông|bà|"
        "các phòng chuyên môn|cán bộ|công chức|chuyên viên|trưởng phòng|giám đốc|phó giám đốc|division|section|unit|"
        "team|các đơn vị trực thuộc|đơn vị trực thuộc|phòng ban",
    "M":
        "phải|cần|cần phải|yêu cầu|đề nghị|tập trung|khẩn trương|sớm|tiếp tục|nhằm|hãy|chỉ đạo|"
        "khắc phục|khắc phục ngay|khắc phục dứt điểm|xử lý|giải quyết|rà soát|đôn đốc|dứt điểm|chủ động|bảo đảm|"
        "đảm bảo|hoàn thành dứt điểm|hoàn thành ngay|để hoàn thành|báo cáo kết quả|trước ngày|"
        "trước|chậm nhất|chậm nhất là|xong trước|hạn|hạn cuối|trong thời gian tới|must|should|shall|complete|"
        "finish|please|request|clear|resolve|needs to|need to|has to|have to|quan tâm|tăng cường|thực hiện dứt điểm|"
        "đẩy nhanh|giao nhiệm vụ|tham mưu|xem xét|cho phép|đề xuất|không để xảy ra|không để phát sinh|"
        "không để tái diễn|tổ chức thực hiện|kiên quyết|hạn chế thấp nhất|"
        "hạn chế tối đa",
    # Wishes that may be about some of the tasks: aims, promises, and what comes first.
    "q":
        "phấn đấu|cam kết|sẽ|nỗ lực|quyết tâm|hướng tới|ưu tiên|trước mắt|trước hết|trước tiên|bước đầu|một phần|will|"
        "first of all",
    # Done, behind "tỷ lệ"; a wish anywhere else.
    "m": "hoàn thành nhiệm vụ",
    "r": "báo cáo|report|the report",
    "p":
        "trong năm|năm nay|từ đầu năm|từ đầu năm đến nay|trong kỳ|trong quý|trong tháng|quý này|tháng này|tuần này|"
        "năm qua|trong năm qua|thời gian qua|trong thời gian qua|this year|this month|this quarter|in the year",
    "h":
        "thời hạn ban đầu|hạn ban đầu|thời hạn đầu tiên|hạn đầu tiên|hạn giao ban đầu|thời hạn giao ban đầu|"
        "trước khi gia hạn|khi chưa gia hạn|khi chưa được gia hạn|không tính gia hạn|the first deadline|"
        "the original deadline|first deadline|original deadline",
    "V":
        "quá hạn báo cáo|quá hạn gửi|quá hạn nộp|quá hạn gửi báo cáo|quá hạn thanh toán|chưa quá hạn|không quá hạn|"
        "không bị quá hạn|chưa bị quá hạn|sắp quá hạn|sắp đến hạn|gần đến hạn|đến hạn|đã đến hạn|tới hạn|"
        "nguy cơ quá hạn|có nguy cơ quá hạn|có thể quá hạn|quá hạn lâu|quá hạn kéo dài|quá hạn nhiều lần|"
        "đã đến thời hạn|due soon|due|not overdue|hoàn thành tốt|hoàn thành xuất sắc|hoàn thành một phần|"
        "partly done|hoàn thành cơ bản|quá hạn trên|quá hạn dưới|quá hạn từ|cơ bản hoàn thành|hoàn thành vượt mức",
    "w":
        "nhiệm vụ chi|ban hành|hội nghị|hội thảo|trường hợp|toàn diện|cán bộ|đồng bộ|nội bộ|cục bộ|tiến bộ|cơ sở|"
        "trên cơ sở|xã hội|tổ chức|ngành nghề|bộ máy|đoàn kết|hội họp|trình độ|trong quá trình|quá trình|sở hữu|"
        "viện dẫn|số lần|nguyên nhân do|hạn hán|hội đồng",
}  # fmt: skip
"""Classes of other words. A word that stands nowhere is of class w: unknown."""

NOT_LEFT: Final = "không để|không để cho"
"""None, as a result: "không để nhiệm vụ nào quá hạn"; an aim where something is asked for."""
DECLARED: Final = "theo số liệu đơn vị tự khai|as the agency declares"
"""What the app opens with where it counts as the agency declared: all of that line is the agency's."""
PLAIN_TOPICS: Final = (
    "theo dõi|đôn đốc|chỉ đạo|điều hành|tham mưu|phối hợp|kiểm tra|quản lý|lãnh đạo|báo cáo|tổng hợp|"
    "theo dõi , đôn đốc|chỉ đạo , điều hành"
)
"""Work ("công tác …") that is about the tasks themselves."""
