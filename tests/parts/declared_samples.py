"""Forms that declare their fields, and a unit that fills in every open cell of one."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

from xlperf import Form, generate
from xlperf.budget import (
    FieldValue,
    Holds,
    Indicator,
    Master,
    Project,
    Row,
    Target,
    Unit,
    UnitBudget,
    UnitPart,
    vocabulary_holds,
)
from xlperf.form import SheetForm

DRAWN = Path(__file__).with_name("declared_forms")
SHIPPED = ("monitor-2019", "selfeval-2020", "department-whole", "grant-return")
NAMES = (*SHIPPED, *sorted(path.stem for path in DRAWN.glob("*.toml")))
UNIT = Unit(code="125001", name="社区办")


def form_of(name: str) -> Form:
    """A form that is shipped, or one of those drawn here."""
    return Form.load(name if name in SHIPPED else DRAWN / f"{name}.toml")


def filled_unit(form: Form) -> UnitBudget:
    """A project, a unit's own part, or both, with a value in every cell that is open."""
    numbers = count(1)
    projects: tuple[Project, ...] = ()
    if form.project:
        amounts = {"budget": Decimal(60), "fiscal": Decimal(40), "other": Decimal(20)}
        projects = tuple(
            Project(
                code=f"P{number}", name=f"项目{number}",
                **{name: amount for name, amount in amounts.items() if form.asks(name)},
                goal="办好" if form.asks("goal") else "",
                declared=_once(form, form.project, numbers),
                rows=_rows(form, form.project, numbers),
                indicators=_indicators(form, form.project, numbers),
            )
            for number in (1, 2)
        )  # fmt: skip
    part = UnitPart()
    if form.unit:
        part = UnitPart(
            declared=_once(form, form.unit, numbers), rows=_rows(form, form.unit, numbers),
            indicators=_indicators(form, form.unit, numbers),
        )  # fmt: skip
    return UnitBudget(unit=UNIT, projects=projects, part=part)


def master_of(form: Form) -> Master:
    """The approved budget of that unit."""
    budget = filled_unit(form)
    known = tuple(
        Project(
            **{name: getattr(each, name) for name in ("code", "name", "budget", "fiscal", "other")}
        )
        for each in budget.projects
    )
    return Master(money=form.money, units=(UnitBudget(unit=UNIT, projects=known),))


def workbook(form: Form, *, blank: bool = False) -> bytes:
    """That unit's workbook, filled in or as it is sent."""
    given = {} if blank else {UNIT.code: filled_unit(form)}
    (made,) = generate(form, master_of(form), answers=given)
    return made.content


def _is_asked(form: Form, name: str) -> bool:
    own = form.fields.get(name)
    return own is not None and not own.is_computed and vocabulary_holds(name) is None


def _once(form: Form, sheet: SheetForm, numbers: Iterator[int]) -> dict[str, FieldValue]:
    names = (block.text for block in sheet.drawing.fields())
    return {name: _value(form, name, next(numbers)) for name in names if _is_asked(form, name)}


def _rows(form: Form, sheet: SheetForm, numbers: Iterator[int]) -> dict[str, tuple[Row, ...]]:
    return {
        table.name: tuple(
            Row(values={table.own(name): _value(form, name, next(numbers))
                        for name in table.fields if _is_asked(form, name)})
            for _ in range(3)
        )
        for table in sheet.printed_tables
        if table.is_keyed and not table.is_indicators
    }  # fmt: skip


def _indicators(form: Form, sheet: SheetForm, numbers: Iterator[int]) -> tuple[Indicator, ...]:
    table = next((each for each in sheet.printed_tables if each.is_indicators), None)
    if table is None:
        return ()
    bands = dict.fromkeys(sheet.split["score"][1:]) if "score" in sheet.split else {}
    given = {"description": "描述", "basis": "依据", "weight": Decimal(5)}
    return tuple(
        Indicator(
            level1=form.parents[level2], level2=level2, level3=f"指标{next(numbers)}",
            **{name: value for name, value in given.items() if name in table.fields},
            target=Target.of("≥" if form.signs else "", Decimal(next(numbers)), "个"),
            declared={name: _value(form, name, next(numbers))
                      for name in table.fields if _is_asked(form, name)} | bands,
        )
        for level2 in form.level2s
    )  # fmt: skip


def _value(form: Form, name: str, number: int) -> FieldValue:
    kind, declared = form.holds(name), form.fields[name]
    if kind is Holds.TARGET:
        return Target.parse(f"{number} 个")
    if kind is Holds.DATE:
        return date(2026, 1, 1 + number % 27)
    if kind is Holds.CHOICE:
        return declared.choices[number % len(declared.choices)]
    if kind in (Holds.TEXT, Holds.CODE):
        return f"文字{number}"
    most = declared.most or Decimal(1000)
    whole = Decimal(1 + number % int(most))
    return whole if kind is Holds.COUNT else whole - Decimal("0.5")
