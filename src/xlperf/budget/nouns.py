"""The nouns of a performance budget: unit, project, plan, indicator, and the master budget.

Money is `Decimal` in the unit the form declares (万元 or 元); percents are whole percents
(60 means 60 %). A blank is None for figures and "" for text, and is never the same as 0 or 无.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from .fields import MONEY
from .money import MoneyUnit
from .nothing import is_not_applicable
from .record import Record
from .target import Target
from .values import FieldValue, Values


class Unit(Record):
    """A budget unit (预算单位): the one that fills a workbook."""

    code: str = ""
    name: str = ""

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class PlanPoint(Record):
    """One date of a spending plan; `percent` is cumulative, None when nothing was given."""

    date: str
    percent: Decimal | None = None


class Plan(Record):
    """The cumulative spending plan (资金支出计划) in percent, in the order of its dates."""

    points: tuple[PlanPoint, ...] = ()

    def __iter__(self) -> Iterator[PlanPoint]:  # type: ignore[override]
        return iter(self.points)

    def __getitem__(self, date: str) -> Decimal | None:
        return next((point.percent for point in self.points if point.date == date), None)


class Row(Record):
    """One row of a table that a form declares.

    Attributes:
        key: the stable key the row was issued with; "" for a row that was never issued.
        values: its values by field, without the name of the table.
    """

    key: str = ""
    values: Values = {}


class Indicator(Record):
    """One row of the indicator table.

    Attributes:
        key: the stable key the row was issued with; "" for a row that was never issued.
        level1, level2: the two levels of the form's taxonomy, as typed.
        level3: the indicator's name. Not an identity: names repeat between projects.
        description: 绩效指标描述.
        target: the target value (指标值).
        basis: 指标值确定依据.
        weight: points of the row (分值权重), for forms that have weights.
        declared: values of the columns that a form declares itself, by field.
    """

    key: str = ""
    level1: str = ""
    level2: str = ""
    level3: str = ""
    description: str = ""
    target: Target = Target()
    basis: str = ""
    weight: Decimal | None = None
    declared: Values = {}

    @property
    def does_not_apply(self) -> bool:
        """Whether sign, value or name say 不适用: then nothing else of the row is needed."""
        said = (self.target.sign, self.target.text, self.level3)
        return any(is_not_applicable(each.strip()) for each in said)

    @property
    def values(self) -> Mapping[str, FieldValue]:
        """All values of the row by field: those of the vocabulary, and those declared."""
        return {
            "level1": self.level1,
            "level2": self.level2,
            "level3": self.level3,
            "description": self.description,
            "value": self.target,
            "sign": self.target.sign,
            "number": self.target.number,
            "unit": self.target.words,
            "basis": self.basis,
            "weight": self.weight,
            **self.declared,
        }


class Project(Record):
    """A budget project (预算项目): budget = fiscal + other, all in the form's money unit.

    Attributes:
        declared: values that stand once and that a form declares itself, by field.
        rows: the tables that a form declares itself, by name.
    """

    code: str = ""
    name: str = ""
    budget: Decimal | None = None
    fiscal: Decimal | None = None
    other: Decimal | None = None
    purpose: str = ""
    plan: Plan = Plan()
    goal: str = ""
    indicators: tuple[Indicator, ...] = ()
    extra: dict[str, str] = {}
    declared: Values = {}
    rows: dict[str, tuple[Row, ...]] = {}

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()

    @property
    def values(self) -> Mapping[str, FieldValue]:
        """All that stands once, by field: what is of the vocabulary, and what is declared."""
        return {
            "code": self.code,
            "name": self.name,
            **{name: getattr(self, name) for name in MONEY},
            "purpose": self.purpose,
            "goal": self.goal,
            **{f"plan.{point.date}": point.percent for point in self.plan},
            **{f"extra.{name}": text for name, text in self.extra.items()},
            **self.declared,
        }

    @property
    def tables(self) -> Mapping[str, tuple[Row, ...]]:
        """All rows by table; `indicators` is the table of the vocabulary."""
        return {"indicators": rows_of(self.indicators), **self.rows}


class Goal(Record):
    """One entry of 分项绩效目标: a project, named, and what it is to achieve."""

    project: str = ""
    text: str = ""


class UnitPart(Record):
    """The unit's own part (部门整体绩效目标), a paragraph an entry.

    Attributes:
        overall: 总体绩效目标.
        goals: 分项绩效目标, one for each project.
        safeguards: 工作保障措施.
        indicators: the unit's own indicators (整体绩效指标), where a form asks for them there.
        declared: values that stand once and that a form declares itself, by field.
        rows: the tables that a form declares itself, by name.
    """

    overall: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    safeguards: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    declared: Values = {}
    rows: dict[str, tuple[Row, ...]] = {}

    @property
    def values(self) -> Mapping[str, FieldValue]:
        """All that stands once, by field."""
        return {**self.declared}

    @property
    def tables(self) -> Mapping[str, tuple[Row, ...]]:
        """All rows by table; paragraphs are rows of one field, which have no key."""
        goals = ({"project": goal.project, "text": goal.text} for goal in self.goals)
        return {
            "overall": tuple(Row(values={"overall": text}) for text in self.overall),
            "goals": tuple(Row(values={**each}) for each in goals),
            "safeguards": tuple(Row(values={"safeguards": text}) for text in self.safeguards),
            "indicators": rows_of(self.indicators),
            **self.rows,
        }


def rows_of(indicators: Iterable[Indicator]) -> tuple[Row, ...]:
    """Indicators as the rows of their table."""
    return tuple(Row(key=each.key, values={**each.values}) for each in indicators)


class UnitBudget(Record):
    """The approved projects of one unit, in the order of the master budget."""

    unit: Unit
    projects: tuple[Project, ...]
    part: UnitPart = UnitPart()

    @property
    def total(self) -> Decimal:
        """The control total (控制数) of the unit."""
        return sum((project.budget or Decimal(0) for project in self.projects), Decimal(0))


class Master(Record):
    """The approved budget of all units: what the returns are checked against.

    Attributes:
        money: what its amounts are counted in here.
        declared: what the office's own list was counted in; "" for one that was never a list.
            A round remembers it for a later list that does not say.
    """

    money: MoneyUnit
    units: tuple[UnitBudget, ...]
    declared: str = ""

    @property
    def total(self) -> Decimal:
        """The control total of all units."""
        return sum((unit.total for unit in self.units), Decimal(0))

    def projects(self) -> Iterator[tuple[Unit, Project]]:
        """Every project with the unit it belongs to."""
        for each in self.units:
            for project in each.projects:
                yield each.unit, project
