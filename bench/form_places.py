"""What a script of an office believes: every cell of a project's sheet at its address."""

from collections.abc import Sequence
from typing import Any, NamedTuple

ROWS = 12
"""The first row of the table."""
LEVEL2S = (
    "数量指标", "质量指标", "时效指标", "成本指标",
    "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标", "服务对象满意度指标",
)  # fmt: skip
PROJECT = (
    "unit", "file", "sheet", "code", "name", "budget", "fiscal", "other", "purpose",
    "mar", "jun", "oct", "dec", "goal",
)  # fmt: skip
INDICATOR = ("code", "level1", "level2", "level3", "description", "", "sign", "number", "words",
             "basis")  # fmt: skip
PROBLEMS = ("file", "sheet", "code", "problem")


class Merged(NamedTuple):
    """What two who merge the same files have to agree on."""

    projects: int
    total: float
    problems: int


def is_project(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether a sheet is one of a project."""
    return len(rows) > ROWS and rows[4][1] == "项目编码"


def project_of(rows: Sequence[Sequence[Any]], file: str, sheet: str) -> tuple[Any, ...]:
    """What stands once on a sheet, in the order of `PROJECT`."""
    amounts, plan = rows[5], rows[8]
    return (
        rows[2][1], file, sheet, rows[4][2], rows[4][5], amounts[3], amounts[5], amounts[7],
        rows[6][2], plan[2], plan[4], plan[5], plan[6], rows[9][2],
    )  # fmt: skip


def indicators_of(rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Every row of the table that has a name, in the order of `INDICATOR`."""
    code = rows[4][2]
    return [(code, *row[1:10]) for row in rows[ROWS:] if row[3]]
