"""Workbooks filled in at random as people do, right and wrong, for sheet and reader alike."""

import io
import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import openpyxl

from parts import samples
from xlperf import Form, generate
from xlperf.budget.nouns import Project, UnitBudget
from xlperf.form import is_signing, lay_out, tables_of
from xlperf.form.layout import Layout

Raw = str | float | int | None
TEXTS: Sequence[Raw] = (
    "服务人次", "居民对服务的满意度", "无", "—", "待定", "不适用", "完成全年培训", " ", None,
    "培训 计划",
)  # fmt: skip
AMOUNTS: Sequence[Raw] = (30, 25, 5, 12.34, 0, 7.125, None, "30", "三十", 0.1, 300000)
SHARES: Sequence[Raw] = (0, 0.25, 0.5, 0.75, 1, 1.2, -0.1, None, "60%", "六成", 0.9999999)
NUMBERS: Sequence[Raw] = (95, 100, 12, 0, 3.5, None, None, "95", "约95", "95%", "0012")
SIGNS: Sequence[Raw] = ("≥", "≤", "＝", "=", ">=", "定性", "不适用", None, "大于", "≥ ")
UNITS: Sequence[Raw] = ("百分比", "次", "人次", "明显提升", "无", None, "公斤", "不适用")
WEIGHTS: Sequence[Raw] = (20, 10, 5, 40, None, None, 0)


def filled_at_random(form: Form, seed: int, projects: int) -> bytes:
    """The workbook of a unit whose projects are filled in at random; the same for a seed."""
    random_of = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    model = samples.filled_unit(form)
    known = tuple(_project(model, number) for number in range(projects))
    budget = UnitBudget(unit=samples.UNIT, projects=known)
    (issued,) = generate(form, samples.master_of(form, budget))
    book: Any = openpyxl.load_workbook(io.BytesIO(issued.content))
    sheets = (each for each in book.worksheets if each.title[:1].isdigit())
    for number, sheet in enumerate(sheets):
        _fill(form, sheet, _layout(form, sheet), random_of, care=number % 4 / 3)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _project(model: UnitBudget, number: int) -> Project:
    """A project of which the unit's amounts are its own to fill in."""
    return model.projects[0].model_copy(
        update={
            "code": f"13081123P{number:06d}100016", "name": f"项目{number}",
            "budget": Decimal(30), "fiscal": None, "other": None, "purpose": "",
        }
    )  # fmt: skip


def _layout(form: Form, sheet: Any) -> Layout:
    """How the sheet is laid out: by the keys beside its rows."""
    keys = [str(cell.value or "") for cell in sheet["A"]]
    rows = sum(1 for key in keys if key[:1] == "R" and key[1:].isdigit())
    assert form.project
    drawing = form.entry(form.project)
    (table,) = tables_of(drawing)
    return lay_out(drawing, {table.row: rows})


def _fill(form: Form, sheet: Any, layout: Layout, random_of: random.Random, *, care: float) -> None:
    """Fill a sheet; the more care, the more of it is right."""
    right = samples.filled_unit(form).projects[0]
    for each in layout.placed:
        name = each.text
        cell = sheet.cell(each.box.top + 1, each.box.left + 1)
        if not each.path or cell.protection.locked or is_signing(name):
            continue
        typed = _typed(name, random_of, right, each.number, care)
        if typed != "keep":
            cell.value = typed
    for row in range(layout.table.top, layout.bottom + 1):
        if random_of.random() < 0.12 and care < 1:
            place = sheet.cell(row + 1, layout.reasons + 1)
            place.value = "情况特殊"


def _typed(name: str, random_of: random.Random, right: Project, number: int, care: float) -> Raw:
    if care == 1 or random_of.random() < care:
        return _right(name, right, number)
    drawn = {
        "sign": SIGNS, "number": NUMBERS, "unit": UNITS, "weight": WEIGHTS,
        "budget": AMOUNTS, "fiscal": AMOUNTS, "other": AMOUNTS,
        "level1": ("产出指标", "效益指标", "满意度指标", "其他指标", None, "keep", "keep", "keep"),
        "level2": ("数量指标", "社会效益指标", "某指标", None, "keep", "keep", "keep"),
        "goal": (*TEXTS, "目标内容1", "目标 内容1"),
    }.get(name, SHARES if name.startswith("plan.") else TEXTS)  # fmt: skip
    return random_of.choice(drawn)


def _right(name: str, right: Project, number: int) -> Raw:
    """What a careful person types."""
    fixed: dict[str, Raw] = {"level1": "keep", "level2": "keep", "fiscal": 25, "other": 5}
    if name in fixed:
        return fixed[name]
    if name.startswith("plan."):
        share = right.plan[name.removeprefix("plan.")]
        return None if share is None else float(share) / 100
    if name in ("purpose", "goal"):
        return str(getattr(right, name))
    row = right.indicators[number] if number < len(right.indicators) else None
    target = row.target if row else None
    parts = {"sign": "sign", "number": "number", "unit": "words"}
    value = getattr(target, parts[name], None) if name in parts else getattr(row, name, None)
    return float(value) if isinstance(value, Decimal) else value or None
