"""Forms of declared fields and tables made at random, and units that fill them in."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from xlperf import Form
from xlperf.budget.nouns import Indicator, Project, Row, Unit, UnitBudget, UnitPart
from xlperf.budget.target import Target
from xlperf.budget.values import FieldValue, blank_of
from xlperf.form.tables import DrawnTable

WORDS = st.text("甲乙丙ab1。%", min_size=1, max_size=8).map(lambda text: f"字{text}")
CHOICES = ("确定能", "有可能", "完全不可能")
_KINDS = ("text", "code", "money", "percent", "number", "count", "date", "target", "choice")
_WIDTH = 4
_VALUES: Mapping[str, st.SearchStrategy[FieldValue]] = {
    "text": WORDS,
    "code": st.text("AB12", min_size=1, max_size=6).map(lambda text: f"K{text}"),
    "money": st.decimals(-999, 999_999, places=2),
    "percent": st.integers(-50, 200).map(Decimal),
    "number": st.decimals(-999, 99_999, places=1),
    "count": st.integers(0, 9_999).map(Decimal),
    "date": st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    "target": st.sampled_from(["≥95 次", "明显提升", "100 次"]).map(Target.parse),
    "choice": st.sampled_from(CHOICES),
}
_TAXONOMY = {"产出": ["数量", "质量"], "满意度": ["群众满意度"]}


@st.composite
def declared_forms(draw: st.DrawFn) -> dict[str, Any]:
    """A form as a dictionary: fields that stand once and tables, on either sheet."""
    fields: dict[str, Any] = {}
    labels = iter(f"标签{number}" for number in range(200))
    once = [_field(draw, fields, f"p{n}") for n in range(draw(st.integers(0, 4)))]
    tables = [_table(draw, fields, labels, f"t{n}") for n in range(draw(st.integers(0, 2)))]
    if draw(st.booleans()):
        tables.append(_indicators(draw, fields, labels))
    head = "| 编码 | {code} | 名称 | {name} |"
    lines = [head, *_once(once, labels), *(line for each in tables for line in each)]
    own = [_field(draw, fields, f"u{n}") for n in range(draw(st.integers(0, 3)))]
    of_unit = [_table(draw, fields, labels, f"v{n}") for n in range(draw(st.integers(0, 2)))]
    part = [*_once(own, labels), *(line for each in of_unit for line in each)]
    return {
        "name": "declared", "title": "表", "version": "1", "year": 2026,
        "money": {"unit": "元", "places": 2}, "fields": fields, "rules": [],
        "project": {"title": "{name}表", "drawing": "\n".join(lines),
                    "spare": draw(st.integers(0, 3))},
        "taxonomy": _TAXONOMY,
        **({"unit": {"title": "部门", "drawing": "\n".join(part), "spare": 2}} if part else {}),
    }  # fmt: skip


def _field(draw: st.DrawFn, fields: dict[str, Any], name: str) -> str:
    kind = draw(st.sampled_from(_KINDS))
    fields[name] = [*CHOICES] if kind == "choice" else kind
    return name


def _once(names: Sequence[str], labels: Any) -> list[str]:
    """Fields two a line, beside their labels."""
    return [f"| {next(labels)} | {{{name}}} | {{{name}}} | {{{name}}} |" for name in names]


def _table(draw: st.DrawFn, fields: dict[str, Any], labels: Any, name: str) -> list[str]:
    """A table with the name of a shared first part, or of its only field."""
    number = draw(st.integers(1, _WIDTH))
    if number == 1:
        columns = [_field(draw, fields, f"{name}.only")]
    else:
        columns = [_field(draw, fields, f"{name}.c{each}") for each in range(number)]
    return _lines(columns, labels)


def _indicators(draw: st.DrawFn, fields: dict[str, Any], labels: Any) -> list[str]:
    own = [_field(draw, fields, f"i{n}") for n in range(draw(st.integers(0, 2)))]
    return _lines(["level2", "level3", *own], labels)


def _lines(columns: Sequence[str], labels: Any) -> list[str]:
    """Headings over a repeated row; the last column takes the rest of the width."""
    wide = [*columns, *[columns[-1]] * (_WIDTH - len(columns))]
    heads = {name: next(labels) for name in columns}
    return [
        f"| {' | '.join(heads[name] for name in wide)} |",
        f"| {' | '.join(f'[{name}]' for name in wide)} |",
    ]


@st.composite
def values_of(draw: st.DrawFn, form: Form, field: str) -> FieldValue:
    """A value of a declared field, or a blank."""
    kind = form.holds(field)
    return draw(st.one_of(st.just(blank_of(kind)), _VALUES[kind.value]))


@st.composite
def answered(draw: st.DrawFn, form: Form, codes: Sequence[str]) -> UnitBudget:
    """A unit that fills in some of everything."""
    projects = tuple(draw(_project(form, code)) for code in codes)
    part = UnitPart(**draw(_record(form, form.unit))) if form.unit else UnitPart()
    return UnitBudget(unit=Unit(code="125001", name="社区办"), projects=projects, part=part)


@st.composite
def _project(draw: st.DrawFn, form: Form, code: str) -> Project:
    return Project(code=code, name=f"项目{code}", **draw(_record(form, form.project)))


@st.composite
def _record(draw: st.DrawFn, form: Form, sheet: Any) -> dict[str, Any]:
    once = [each.text for each in sheet.entry.fields() if each.text in form.fields]
    found: dict[str, Any] = {
        "declared": {name: draw(values_of(form, name)) for name in once}, "rows": {},
    }  # fmt: skip
    for table in sheet.tables:
        rows = draw(st.integers(0, 3))
        if table.is_indicators:
            found["indicators"] = tuple(draw(_indicator(form, table)) for _ in range(rows))
        else:
            made = [draw(_row(form, table)) for _ in range(rows)]
            found["rows"][table.name] = tuple(row for row in made if _says(form, table, row))
    return found


@st.composite
def _row(draw: st.DrawFn, form: Form, table: DrawnTable) -> Row:
    return Row(values={table.own(name): draw(values_of(form, name)) for name in table.fields})


def _says(form: Form, table: DrawnTable, row: Row) -> bool:
    return any(row.values[table.own(f)] != blank_of(form.holds(f)) for f in table.fields)


@st.composite
def _indicator(draw: st.DrawFn, form: Form, table: DrawnTable) -> Indicator:
    own = {name: draw(values_of(form, name)) for name in table.fields if name in form.fields}
    level2 = draw(st.sampled_from(form.level2s))
    return Indicator(level2=level2, level3=draw(WORDS), declared=own)


def master_of(form: Form, budget: UnitBudget, given: Mapping[str, FieldValue]) -> UnitBudget:
    """What a master budget has of a unit: names and codes, and some declared values."""

    def fixed(sheet: Any) -> dict[str, FieldValue]:
        return {name: value for name, value in given.items() if sheet and sheet.has_cell(name)}

    projects = tuple(
        Project(code=each.code, name=each.name, declared=fixed(form.project))
        for each in budget.projects
    )
    part = UnitPart(declared=fixed(form.unit))
    return UnitBudget(unit=budget.unit, projects=projects, part=part)
