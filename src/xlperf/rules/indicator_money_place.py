"""Spending money is neither an output nor a benefit (相关性).

An amount belongs under cost. Under economic benefit it is lawful as what others gain (增收, 税收);
whether money is paid in time is lawful under 时效指标.
"""

import re
from collections.abc import Iterator

from ..budget import Indicator
from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared

_UNITS = frozenset({"元", "万元", "亿元"})
_SPENDING = re.compile(
    "(?:使用|支出|支付|投入)(?:金额|总额|额度)"
    "|(?:资金|经费)(?:的?使用|支出|投入|金额|总额|规模|额度|数额|是否)"
    "|预算(?:执行|金额|范围)|超预算"
)


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each row under output or benefit that is about the money itself."""
    for each in seen.real:
        row = each.row
        if "成本" in row.level2 or "成本" in row.level1 or "满意" in row.level1:
            continue
        if _counts_money(row) or ("时效" not in row.level2 and _SPENDING.search(row.level3)):
            yield remark(
                "indicators.money-place",
                each.path("level2"),
                row.level2,
                name=row.level3 or "—",
            )


def _counts_money(row: Indicator) -> bool:
    """Whether the figure is an amount; as an economic benefit an amount is lawful."""
    return row.target.unit in _UNITS and "经济" not in row.level2
