"""What the words of a target value are worth: graded, counted, bare, or a question.

A qualitative target is lawful as long as its wording names a degree that can be told at the
end of the year. The predicates here are shared, so that a value draws its most exact finding
and not the general one as well.
"""

import re
from collections.abc import Collection
from functools import lru_cache

from ..budget import EQUAL, Indicator, Target, is_not_applicable, is_sign, wording
from ..form import Form
from ._rows import same_text

BARE = frozenset({
    "质量", "效率", "效果", "时效", "及时性", "数量", "次数", "人数", "进度", "成本", "效益",
    "工作质量", "工作效率", "工作效果", "服务质量", "服务效率", "完成质量", "完成时效",
    "完成情况", "完成时间", "工作时效", "工作情况", "工作进度", "产出质量", "社会效益",
})  # fmt: skip
"""Words that name a thing to be measured and say nothing of this project."""

_OPEN_HEADS = ("好坏", "高低", "多少", "大小", "与否")
_HEADS = (*_OPEN_HEADS, "程度", "情况", "时效", "及时性")
"""A value that ends so names a scale and not a place on it, whatever stands before."""

_DIMENSIONS = ("质量", "效率", "效果", "指数", "时间", "水平", "周期")
"""A value that ends so is bare, unless a graded word goes with it (提高工作效率)."""

_WHETHER = re.compile("是否|能否|可否|是不是|有没有")
PERCENT = frozenset({"百分比", "%", "％"})
_DAILY = frozenset({
    "亩", "公顷", "批", "批次", "头", "只", "处", "座", "辆", "名", "吨", "所", "间", "栋",
    "块", "条", "匹", "羽", "尾", "棵", "根", "片", "眼", "口", "艘", "架", "盏", "本", "张",
    "幅", "部", "支", "剂", "例", "班", "桶", "瓶", "袋", "箱", "盒", "床", "床位", "人份",
    "场次", "车次", "班次", "课时", "学时", "学期", "人天", "人月", "周", "季度", "分钟", "村",
    "镇", "乡", "米", "千米", "平方公里", "立方米", "升", "克", "千克", "公斤", "度", "千瓦",
    "千瓦时", "百分点", "亿元", "千元", "元/平方米",
})  # fmt: skip
"""Units everybody uses, whether the form's list has them or not."""
_MULTITUDES = ("万", "千", "百", "亿")
_TIMES = frozenset({"年", "月", "日", "天", "周", "季度", "学期", "小时"})
_DIGIT = re.compile("[0-9０-９]")
_CHINESE_NUMBER = re.compile("[一二两三四五六七八九十百千万]+")
_ABSOLUTE = re.compile("全覆盖|全部|零(?![件星散售食])")
_LONGEST_UNIT = 6
"""`平方公里/年` still fits; what is longer explains something."""

_SIGNS = "≥≤＞＜＝><= "


def asks_whether(text: str) -> bool:
    """Whether a text is a question where a name or a target should be."""
    return bool(_WHETHER.search(text))


def is_graded(text: str, form: Form) -> bool:
    """Whether a text holds graded wording of the form, as a degree and not inside a noun."""
    if text.endswith(_HEADS):
        return False
    return any(_grades(text, word) for word in form.graded if word in text)


def is_bare_name(text: str) -> bool:
    """Whether a name is a bare word; 认可程度 is a lawful name, 质量的好坏 is none."""
    return text in BARE or text.endswith(_OPEN_HEADS)


def is_bare_value(text: str, form: Form) -> bool:
    """Whether a value only names what is measured: 质量, 服务质量的好坏, 满意程度."""
    if _DIGIT.search(text):
        return False
    if text in BARE or text.endswith(_HEADS):
        return True
    return text.endswith(_DIMENSIONS) and not is_graded(text, form)


def is_counted(text: str, form: Form) -> bool:
    """Whether a text holds a quantity after all: 3-5个, 每月一次, 全覆盖."""
    if _DIGIT.search(text) or _ABSOLUTE.search(text):
        return True
    ends = (text[match.end() :] for match in _CHINESE_NUMBER.finditer(text))
    return any(rest.startswith(form.units) for rest in ends)


def lacks_number(target: Target, form: Form) -> bool:
    """Whether a unit or a comparison sign waits for a figure that was never written."""
    if target.number is not None or is_not_applicable(target.sign):
        return False
    if is_sign(target.sign) and target.sign != EQUAL:
        return True
    text = target.text.strip(_SIGNS)
    return bool(target.text) and (text in _DAILY or text in form.units)


def counted_units(form: Form) -> frozenset[str]:
    """The units of measure that are known: the form's own, and those of daily use."""
    return frozenset((*form.units, *_DAILY))


def is_stated(target: Target) -> bool:
    """Whether words stand where a figure could, other than a lawful 不适用."""
    if target.number is not None or target.is_blank:
        return False
    return not (is_not_applicable(target.text) or is_not_applicable(target.sign))


def is_listed_unit(unit: str, form: Form) -> bool:
    """Whether a unit is of the form's list or of daily use, in whatever width it was typed.

    万人次 is as good as 人次; so is so much money for one, or so many in a time (元/亩, 次/月).
    """
    if unit in form.units or unit in _DAILY:
        return True
    known = _known(form.units)
    of, divided, each = wording.plain(unit).partition("/")
    if not divided or f"{of}/{each}" in known:
        return _is_known(f"{of}{divided}{each}", known)
    is_price = of.endswith("元") and _is_known(each, known)
    return _is_known(of, known) and (is_price or each in _TIMES)


@lru_cache(maxsize=16)
def _known(units: tuple[str, ...]) -> frozenset[str]:
    """All units that are known, as they are compared."""
    return frozenset(wording.plain(each) for each in (*units, *_DAILY))


def _is_known(unit: str, known: Collection[str]) -> bool:
    return unit in known or (unit.startswith(_MULTITUDES) and unit[1:] in known)


def is_sentence(unit: str, form: Form) -> bool:
    """Whether what stands behind a figure is too much for a unit, or asks a question."""
    if unit in form.units:
        return False
    return len(unit) > _LONGEST_UNIT or asks_whether(unit)


def copied_from(row: Indicator) -> str:
    """The cell of its row that a value in words copies, "" if none."""
    if not row.target.text:
        return ""
    others = (("level3", row.level3), ("description", row.description), ("basis", row.basis))
    return next((field for field, text in others if same_text(row.target.text, text)), "")


def _grades(text: str, word: str) -> bool:
    """Whether a word in a text is a degree there: 合格 is none in 合格率, nor 差 in 差旅."""
    if len(word) > 1:
        return f"{word}率" not in text
    return text.endswith((word, f"{word}以上", f"{word}及以上"))
