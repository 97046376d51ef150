"""The round of the demonstration: its name, its days, and what goes wrong in it."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

FORM = "hebei-2023"
ROUND = "2-收表"
"""The folder of the round."""
NAME, CONTACT, BY = "2023年绩效目标", "预算绩效科（示例）", "示例经办人"
DUE = date(2022, 11, 30)
_ZONE = timezone(timedelta(hours=8))
SENT = datetime(2022, 11, 16, 9, 0, tzinfo=_ZONE)
FIRST = datetime(2022, 11, 25, 16, 30, tzinfo=_ZONE)
CHANGED = datetime(2022, 11, 28, 10, 0, tzinfo=_ZONE)
AGAIN = datetime(2022, 11, 30, 15, 0, tzinfo=_ZONE)
LATE = datetime(2022, 12, 2, 9, 20, tzinfo=_ZONE)
CLOSED = datetime(2022, 12, 2, 17, 0, tzinfo=_ZONE)
PUBLISHED = "125001"
"""The unit whose text is printed."""
ABOUT = {
    "reviewed_by": "示例财政局（虚构）",
    "date": date(2023, 1, 20),
    "units": {PUBLISHED: {"name": "承德高新技术产业开发区社区管理办公室"}},
}
"""What the text says beside the answers."""
SLOW = "125002"
"""The unit whose workbook comes in after the due date."""
CORRECTED, AMOUNT = "13081123P000301100018", Decimal("45.00")
"""The project whose amount is another in the new master budget; its unit had typed over it."""
