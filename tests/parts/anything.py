"""What a unit or an office may put into a budget: hypothesis strategies for all Excel can carry."""

import string
from decimal import Decimal

from hypothesis import strategies as st

from xlperf.budget import wording
from xlperf.budget.nouns import (
    Goal,
    Indicator,
    Plan,
    PlanPoint,
    Project,
    Unit,
    UnitBudget,
    UnitPart,
)
from xlperf.budget.target import Target
from xlperf.form.form import Form

NASTY = (
    "=1+1", "@SUM(A1)", "+1", "-1", "http://example.cn/a?b=c&d", "mailto:a@b.cn", '"quoted"',
    "it's", "'007", "_x0041_", "a\nb\n", " leading", "trailing ", "a  b", "tab\there", "😀👨‍👩‍👧",
    "<b>&amp;</b>", "]]>", "#N/A", "TRUE", "1e5", "00123", "12/31", "60%", "{name}", "项目编码",
    "绩效目标", "一级指标", "工作保障措施", "检查提示", "合计", "无", "不适用", "０１２", "①",
    "e\u0301", "\u200b零宽", "长" * 2000, "x" * 300, "目标\u3000内容1", "\\|", "c0", "d5", "R001",
)  # fmt: skip
"""Texts that other programs turn into something else, or that could be taken for our own."""

_PLAIN = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=30
)
anything = st.one_of(_PLAIN, st.sampled_from(NASTY)).filter(
    lambda each: each == "" or not wording.shows_nothing(each)
)
"""Any text; nothing but spaces and signs nobody sees is a blank, and is asked for as such."""
something = anything.filter(bool)
compared = anything.filter(lambda each: wording.seen(each) == each)
"""What a level or a unit may be: of those, signs nobody sees fall away, and that is told."""
_CODE = st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=21)


def decimals(least: str, most: str, places: int) -> st.SearchStrategy[Decimal]:
    """Exact figures, with no idle zeros that a sheet would not keep."""
    exact = st.decimals(least, most, places=places, allow_nan=False)
    return exact.map(lambda each: Decimal(format(each.normalize(), "f")))


amounts = st.none() | decimals("-9999999999999", "9999999999999", 2) | decimals("0", "99", 13)


def plans(form: Form) -> st.SearchStrategy[Plan]:
    """A plan whose scale is clear: it ends at 100, or has no figure but 0."""
    dates = form.plan_dates
    shares = st.none() | decimals("0", "100", 2)
    whole = st.tuples(*[shares] * (len(dates) - 1), st.just(Decimal(100))) if dates else st.just(())
    empty = st.tuples(*[st.none() | st.just(Decimal(0))] * len(dates))
    return st.one_of(whole, empty).map(
        lambda given: Plan(
            points=tuple(
                PlanPoint(date=date, percent=percent)
                for date, percent in zip(dates, given, strict=True)
            )
        )
    )


def targets(form: Form) -> st.SearchStrategy[Target]:
    """Targets as printed, and as put together from the three cells."""
    glued = st.sampled_from(
        ("≥95 百分比", "100 百分比", "≤120 万元", "12 个卫生服务点是否全部开设服务", "次", "整洁度",
         "无", "95-100%", "1,038.03元", "１００％", "≥0.50", "", "2023年12月底")
    )  # fmt: skip
    made = st.builds(
        Target.of,
        st.sampled_from(("", *form.signs)),
        st.none() | decimals("-999999999", "999999999", 4),
        compared,
    )
    return st.one_of(glued.map(Target.parse), compared.filter(bool).map(Target.parse), made)


def indicators(form: Form) -> st.SearchStrategy[tuple[Indicator, ...]]:
    """Rows with a name, keyed as an issued workbook keys them."""
    level2s = st.sampled_from(form.level2s).map(lambda name: (form.parents[name], name))
    levels = st.one_of(level2s, level2s, st.tuples(compared, compared))
    asked = {
        "description": anything if form.asks("description") else st.just(""),
        "basis": anything,
        "weight": st.none() | decimals("0", "100", 1) if form.asks("weight") else st.none(),
    }
    row = st.builds(
        lambda pair, **cells: Indicator(level1=pair[0], level2=pair[1], **cells),
        pair=levels,
        level3=something,
        target=targets(form),
        **asked,
    )
    return st.lists(row, max_size=6).map(
        lambda rows: tuple(
            each.model_copy(update={"key": f"R{number:03d}"}) for number, each in enumerate(rows, 1)
        )
    )


def projects(form: Form) -> st.SearchStrategy[Project]:
    """Projects of a form."""
    extras = [name for name in form.project.names() if name.startswith("extra.")]  # type: ignore[union-attr]
    return st.builds(
        Project,
        code=_CODE,
        name=anything,
        budget=amounts,
        fiscal=amounts,
        other=amounts,
        purpose=anything,
        plan=plans(form),
        goal=anything,
        indicators=indicators(form),
        extra=st.fixed_dictionaries({name.removeprefix("extra."): anything for name in extras}),
    )


def units(form: Form) -> st.SearchStrategy[UnitBudget]:
    """A unit with up to three projects and a part of its own."""
    paragraphs = st.lists(something, max_size=3).map(tuple)
    part = st.builds(
        UnitPart,
        overall=paragraphs,
        safeguards=paragraphs,
        goals=st.lists(st.builds(Goal, project=anything, text=something), max_size=3).map(tuple),
    )
    return st.builds(
        UnitBudget,
        unit=st.builds(Unit, code=_CODE, name=anything),
        projects=st.lists(
            projects(form), min_size=1, max_size=3, unique_by=lambda each: each.code
        ).map(tuple),
        part=part,
    )
