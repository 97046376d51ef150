"""Forms that declare fields of their own, drawn at random: every kind, tables, computed cells.

What a computed cell must come to is worked out here in the plainest way, beside each text.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import strategies as st

from xlperf import Form
from xlperf.budget import (
    FieldValue,
    Indicator,
    Project,
    Row,
    Target,
    Unit,
    UnitBudget,
    UnitPart,
    is_blank_value,
)

from .anything import anything, decimals

PLACES = 2
TAXONOMY = {"产出": ["数量", "质量"], "满意度": ["群众满意度"]}
_TARGET_CELLS: tuple[list[str], ...] = (
    ["value"],
    ["sign", "number", "unit"],
    ["number", "unit"],
    [],
)
CHOICES = ["是", "否", "A b", "=1", "不适用", "长" * 255]
NAMED = (("1308P", "培训"),)
KINDS = ("text", "code", "money", "percent", "number", "count", "date", "target", "choice")
_FIGURES = ("money", "percent", "number", "count")
_ODD = (
    "其中：财政",
    "=1+1",
    "合计",
    "goal",
    "R001",
    "单位",
    "a b",
    "（%）",
)
_DAYS = st.dates(datetime.date(1900, 3, 1), datetime.date(9999, 12, 31)) | st.sampled_from(
    [datetime.date(1900, 3, 1), datetime.date(9999, 12, 31)]
)
_SMALL = decimals("-9999", "99999", 2)
_CODES = st.sampled_from(["", "0012", "P-1", "130811", "A" * 40, "2026/3"])
_TARGETS = st.sampled_from(
    ["", "≥95 %", "100", "≤3.5 项", "明显提升", "无", "0 个", "-5", "2026年12月底", "≥999999999 次"]
)
_NO_SIGN = st.builds(
    Target.of,
    st.just(""),
    st.sampled_from([None, Decimal(0), Decimal("3.5")]),
    st.sampled_from(["", "个", "明显提升"]),
)

Values = Mapping[str, FieldValue]
Works = Callable[[Values, Mapping[str, Sequence[FieldValue]]], Decimal | None]


@dataclass
class Asked:
    """A form as a dictionary, and what its computed fields must come to, in their order.

    Attributes:
        table: the form.
        works: by the name of a computed field: its kind, and how it is worked out.
        operands: the fields that are computed with: their figures are kept small.
    """

    table: dict[str, Any]
    works: dict[str, tuple[str, Works]] = field(default_factory=dict)
    operands: set[str] = field(default_factory=set)


def _of(name: str, values: Values, kind: str) -> Decimal | None:
    """A figure as it is computed with: percents are fractions."""
    value = values.get(name)
    assert value is None or isinstance(value, Decimal)
    return value / 100 if kind == "percent" and value is not None else value


def _both(one: str, two: str, of: Mapping[str, str], how: Any) -> Works:
    def work(values: Values, _columns: Mapping[str, Sequence[FieldValue]]) -> Decimal | None:
        a, b = _of(one, values, of[one]), _of(two, values, of[two])
        return None if a is None or b is None else how(a, b)

    return work


def _sum_of(column: str, kind: str) -> Works:
    def work(_values: Values, columns: Mapping[str, Sequence[FieldValue]]) -> Decimal | None:
        given = [_of(column, {column: each}, kind) for each in columns.get(column, ())]
        known = [each for each in given if each is not None]
        return sum(known, Decimal(0)) if known else None

    return work


def _sum_single(names: Sequence[str], of: Mapping[str, str]) -> Works:
    def work(values: Values, _columns: Mapping[str, Sequence[FieldValue]]) -> Decimal | None:
        known = [v for name in names if (v := _of(name, values, of[name])) is not None]
        return sum(known, Decimal(0)) if known else None

    return work


_HOW = {
    "{0} + {1}": lambda a, b: a + b,
    "{0} - {1}": lambda a, b: a - b,
    "{0} * {1}": lambda a, b: a * b,
    "{0} / {1}": lambda a, b: a / b if b else None,
    "min({0}, {1}) * 10": lambda a, b: min(a, b) * 10,
    "max({0}, {1}, 3)": lambda a, b: max(a, b, Decimal(3)),
    "if({0} >= {1}, {0}, {1} - 1)": lambda a, b: a if a >= b else b - 1,
}


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    """A form with a project's sheet, a unit's, or both."""
    sheets = draw(st.sampled_from([("project",), ("unit",), ("project", "unit")]))
    made = Asked(
        {
            "name": "own", "title": "自定的表", "version": "1", "year": 2026,
            "money": {"unit": draw(st.sampled_from(["万元", "元", "£"])), "places": PLACES},
            "rules": draw(st.sampled_from([[], ["budget"]])),
            "fields": {}, "taxonomy": TAXONOMY,
        }
    )  # fmt: skip
    levels = draw(st.sampled_from(["", *sheets]))
    for sheet in sheets:
        made.table[sheet] = draw(_sheet(made, sheet, levels == sheet))
    if not levels:
        del made.table["taxonomy"]
    return made


@st.composite
def _sheet(draw: st.DrawFn, made: Asked, sheet: str, has_levels: bool) -> dict[str, Any]:
    """One sheet: single fields beside labels or two ways, tables, computed cells among them."""
    prefix = sheet[0]
    labels = _labels(draw, sheet)
    kinds = {
        f"{prefix}{number}": draw(st.sampled_from(KINDS))
        for number in range(draw(st.integers(1, 7)))
    }
    _declare(draw, made, kinds)
    tables: dict[str, list[str]] = draw(_tables(made, prefix, has_levels))
    named = {"code": "", "name": ""} if sheet == "project" else {}
    singles = [*named, *kinds, *_computed(draw, made, prefix, kinds, tables)]
    parts = _drawn(draw, singles, labels)
    heads = {name: [next(labels) for _ in columns] for name, columns in tables.items()}
    for name, columns in tables.items():
        parts.append([heads[name], [f"[{each}]" for each in columns]])
    if sheet == "unit" and draw(st.booleans()):
        parts.append([[next(labels), "[overall]"]])
    width = max(4, *(len(line) for part in parts for line in part))
    lines = [line for part in draw(st.permutations(parts)) for line in part]
    drawing = "\n".join(
        f"| {' | '.join([*line, *[line[-1]] * (width - len(line))])} |" for line in lines
    )
    return {"title": draw(st.sampled_from(["表", "资金表"])), "drawing": drawing,
            **_said_of_rows(draw, tables, has_levels),
            **_splits(draw, made, [*kinds], tables)}  # fmt: skip


@st.composite
def asked_in_a_list(draw: st.DrawFn) -> Asked:
    """A form with its projects on one list, the rows of each together."""
    made = Asked(
        {
            "name": "own", "title": "自定的表", "version": "1", "year": 2026, "rules": [],
            "money": {"unit": "元", "places": PLACES}, "fields": {},
        }
    )  # fmt: skip
    kinds = {
        f"p{number}": draw(st.sampled_from(KINDS)) for number in range(draw(st.integers(0, 3)))
    }
    _declare(draw, made, kinds)
    columns = {
        f"ptask.c{number}": draw(st.sampled_from(KINDS))
        for number in range(draw(st.integers(2, 4)))
    }
    _declare(draw, made, columns)
    tables = {"ptask": [*columns]}
    figures = [each for each, kind in columns.items() if kind in _FIGURES]
    is_summed: bool = draw(st.booleans())
    if figures and is_summed:
        tables["ptask"].append(_of_row(draw, made, "ptask.", figures, columns))
    singles = [*kinds, *_computed(draw, made, "p", kinds, tables)]
    cells = ["[code]", "[name]", *(f"{{{each}}}" for each in singles)]
    cells += [f"[{each}]" for each in tables["ptask"]]
    order = draw(st.permutations(cells))
    labels = _labels(draw, "list")
    lines = [[next(labels) for _ in order], order]
    made.table["list"] = {
        "title": "表", "group": draw(st.sampled_from(["code", "name"])),
        "drawing": "\n".join(f"| {' | '.join(each)} |" for each in lines),
        "rows": draw(st.integers(1, 3)), "spare": draw(st.integers(0, 2)),
        **_splits(draw, made, [*kinds], tables),
    }  # fmt: skip
    return made


def _labels(draw: st.DrawFn, sheet: str) -> Iterator[str]:
    plain = [f"{sheet}标题{number}" for number in range(60)]
    odd = draw(st.sets(st.sampled_from(_ODD), max_size=3))
    yield from (*sorted(odd), *plain)


def _declare(draw: st.DrawFn, made: Asked, kinds: Mapping[str, str]) -> None:
    for name, kind in kinds.items():
        if kind == "choice":
            made.table["fields"][name] = CHOICES
        elif kind in ("number", "percent") and draw(st.booleans()):
            made.table["fields"][name] = {"kind": kind, "places": draw(st.integers(0, 4))}
        else:
            made.table["fields"][name] = kind


@st.composite
def _tables(draw: st.DrawFn, made: Asked, prefix: str, has_levels: bool) -> dict[str, list[str]]:
    """Tables by name, with their columns."""
    shapes = draw(st.sets(st.sampled_from(["task", "lone", "rows"]), max_size=3))
    found: dict[str, list[str]] = {}
    for shape in sorted(shapes):
        number = 1 if shape == "lone" else draw(st.integers(2, 4))
        start = f"{prefix}task." if shape == "task" else f"{prefix}{shape}"
        kinds = {f"{start}c{each}": draw(st.sampled_from(KINDS)) for each in range(number)}
        _declare(draw, made, kinds)
        name = {"task": f"{prefix}task", "lone": f"{start}c0", "rows": "rows"}[shape]
        found[name] = [*kinds]
        figures = [each for each, kind in kinds.items() if kind in _FIGURES]
        if figures and shape != "lone" and draw(st.booleans()):
            found[name].append(_of_row(draw, made, start, figures, kinds))
    if has_levels:
        own = f"{prefix}own"
        _declare(draw, made, {own: draw(st.sampled_from(KINDS))})
        target = draw(
            st.sampled_from([["value"], ["sign", "number", "unit"], ["number", "unit"], []])
        )
        found["indicators"] = ["level1", "level2", "level3", *target, own]
    return found


def _of_row(
    draw: st.DrawFn, made: Asked, start: str, figures: Sequence[str], kinds: Mapping[str, str]
) -> str:
    """A column that is computed from others of its row."""
    name = f"{start}sum"
    text, how = draw(st.sampled_from([*_HOW.items()]))
    one, two = draw(st.sampled_from(figures)), draw(st.sampled_from(figures))
    kind = draw(st.sampled_from(("number", "money", "percent")))
    made.table["fields"][name] = {"kind": kind, "is": text.format(one, two)}
    made.works[name] = (kind, _both(one, two, kinds, how))
    made.operands |= {one, two}
    return name


def _computed(
    draw: st.DrawFn,
    made: Asked,
    prefix: str,
    kinds: Mapping[str, str],
    tables: Mapping[str, Sequence[str]],
) -> list[str]:
    """Single computed fields: of two others, of one column, of some of the singles."""
    found = []
    figures = [each for each, kind in kinds.items() if kind in _FIGURES]
    columns = [
        each for columns in tables.values() for each in columns
        if _kind(made, each) in _FIGURES and each not in made.works
    ]  # fmt: skip
    for number in range(draw(st.integers(0, 3))):
        name, kind = f"{prefix}x{number}", draw(st.sampled_from(("number", "money", "percent")))
        style = draw(st.sampled_from(["both", "column", "sum"]))
        if style == "column" and columns:
            column = draw(st.sampled_from(columns))
            text, works = f"sum({column})", _sum_of(column, _kind(made, column))
            made.operands.add(column)
        elif figures and style == "sum":
            text, works = f"sum({', '.join(figures)})", _sum_single(figures, kinds)
            made.operands |= {*figures}
        elif figures:
            one, two = draw(st.sampled_from(figures)), draw(st.sampled_from(figures))
            text, how = draw(st.sampled_from([*_HOW.items()]))
            text, works = text.format(one, two), _both(one, two, kinds, how)
            made.operands |= {one, two}
        else:
            continue
        made.table["fields"][name] = {"kind": kind, "is": text}
        made.works[name] = (kind, works)
        found.append(name)
    return found


def _kind(made: Asked, name: str) -> str:
    said = made.table["fields"].get(name, "")
    if isinstance(said, list):
        return "choice"
    return str(said["kind"] if isinstance(said, dict) else said)


def _drawn(draw: st.DrawFn, singles: Sequence[str], labels: Iterator[str]) -> list[list[list[str]]]:
    """Fields beside their labels; four of them may stand two ways."""
    left, parts = list(singles), []
    while left:
        if len(left) >= 4 and draw(st.booleans()):
            four, left = left[:4], left[4:]
            side = next(labels)
            heads = [next(labels), next(labels)]
            rows = [next(labels), next(labels)]
            parts.append([
                [side, "", *heads],
                [side, rows[0], f"{{{four[0]}}}", f"{{{four[1]}}}"],
                [side, rows[1], f"{{{four[2]}}}", f"{{{four[3]}}}"],
            ])  # fmt: skip
        else:
            number = draw(st.integers(1, min(2, len(left))))
            these, left = left[:number], left[number:]
            parts.append([[cell for each in these for cell in (next(labels), f"{{{each}}}")]])
    return parts


def _said_of_rows(
    draw: st.DrawFn, tables: Mapping[str, Sequence[str]], has_levels: bool
) -> dict[str, Any]:
    """`rows` and `spare` in one of their spellings."""
    if not tables:
        return {}
    some = draw(st.sampled_from(sorted(tables)))
    rows = st.sampled_from([{}, 3, {some: 4}, {tables[some][0]: 2}])
    if has_levels:
        rows |= st.sampled_from(["taxonomy", {"indicators": "taxonomy"}])
    return {"rows": draw(rows), "spare": draw(st.sampled_from([0, 2, {some: 3}]))}


def _splits(
    draw: st.DrawFn, made: Asked, singles: Sequence[str], tables: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Targets that are asked for in two or three cells."""
    split = {}
    for column in (*singles, *(each for columns in tables.values() for each in columns)):
        kind = _kind(made, column)
        if column == "value" and draw(st.booleans()):
            split[column] = ["sign", "number", "unit"]
        elif kind == "target" and draw(st.booleans()):
            parts = [f"{column}.sign", f"{column}.number", f"{column}.unit"]
            split[column] = parts[draw(st.integers(0, 1)) :]
    return {"split": split} if split else {}


@st.composite
def filled_in(
    draw: st.DrawFn, form: Form, made: Asked, named: Sequence[tuple[str, str]] = NAMED
) -> UnitBudget:
    """A unit's answers to all that is asked, with what is computed from them.

    Args:
        named: the code and the name of each project.
    """
    projects: tuple[Project, ...] = ()
    if form.project_sheet:
        projects = tuple(draw(_project(form, made, *each)) for each in named)
    part = UnitPart()
    if form.unit:
        once, rows, indicators = draw(_answers(form, made, "unit"))
        drawn = {each.text for each in form.unit.entry.repeats()}
        overall = draw(st.lists(anything.filter(bool), max_size=2)) if "overall" in drawn else []
        part = UnitPart(declared=once, rows=rows, indicators=indicators, overall=tuple(overall))
    return UnitBudget(unit=Unit(code="125001", name="社区办"), projects=projects, part=part)


@st.composite
def _project(draw: st.DrawFn, form: Form, made: Asked, code: str, name: str) -> Project:
    once, rows, indicators = draw(_answers(form, made, "project"))
    return Project(code=code, name=name, declared=once, rows=rows, indicators=indicators)


@st.composite
def _answers(draw: st.DrawFn, form: Form, made: Asked, kind: str) -> Any:
    sheet = form.project_sheet if kind == "project" else form.unit
    assert sheet
    once: dict[str, FieldValue] = {
        block.text: draw(value_of(made, block.text))
        for block in sheet.drawing.fields()
        if block.text in form.fields and block.text not in made.works
    }
    rows: dict[str, tuple[Row, ...]] = {}
    columns: dict[str, list[FieldValue]] = {}
    indicators: tuple[Indicator, ...] = ()
    for table in sheet.printed_tables:
        if not table.is_keyed:
            continue
        own = [each for each in table.fields if each in form.fields]
        for_all = st.fixed_dictionaries(
            {each: value_of(made, each) for each in own if each not in made.works}
        )
        given = draw(st.lists(for_all, max_size=4))
        if not table.is_indicators:
            given = [each for each in given if not all(map(is_blank_value, each.values()))]
        whole = [_worked(made, each, {}) for each in given]
        for name in own:
            columns[name] = [each[name] for each in whole]
        if table.is_indicators:
            indicators = tuple(_indicator(draw, table.fields, each) for each in whole)
        else:
            rows[table.name] = tuple(
                Row(values={table.own(name): each[name] for name in own}) for each in whole
            )
    singles = [each for each in made.works if each in {b.text for b in sheet.drawing.fields()}]
    return _worked(made, once, columns, singles), rows, indicators


def _worked(
    made: Asked,
    given: Values,
    columns: Mapping[str, Sequence[FieldValue]],
    names: Sequence[str] = (),
) -> dict[str, FieldValue]:
    """Values with those that are computed from them, rounded half away from zero."""
    found = dict(given)
    wanted = names or [
        n for n, (_, _w) in made.works.items() if n.rpartition("sum")[0] and _is_of_row(n, given)
    ]
    for name in wanted:
        kind, work = made.works[name]
        value = work(found, columns)
        if value is not None:
            unit = Decimal(1).scaleb(-PLACES - (2 if kind == "percent" else 0))
            value = value.quantize(unit, ROUND_HALF_UP) * (100 if kind == "percent" else 1)
            value = Decimal(format(value.normalize(), "f"))
        found[name] = value
    return found


def _is_of_row(name: str, given: Values) -> bool:
    """Whether it is computed in the row that has these values."""
    start = name.removesuffix("sum")
    return start != name and any(each.startswith(start) for each in given)


def _indicator(draw: st.DrawFn, fields: Sequence[str], declared: Values) -> Indicator:
    level1 = draw(st.sampled_from(sorted(TAXONOMY)))
    target = Target()
    if "value" in fields:
        target = Target.parse(draw(_TARGETS))
    elif "number" in fields:
        sign = draw(st.sampled_from(["", "≥"])) if "sign" in fields else ""
        target = Target.of(sign, draw(st.none() | _SMALL), draw(st.sampled_from(["", "次"])))
    return Indicator(
        level1=level1, level2=draw(st.sampled_from(TAXONOMY[level1])),
        level3=draw(st.sampled_from(["人数", "=1", "无"])), target=target, declared=dict(declared),
    )  # fmt: skip


def value_of(made: Asked, name: str) -> st.SearchStrategy[Any]:
    """What may stand in a cell of a kind, blanks and the ends among it."""
    kind = _kind(made, name)
    if kind in _FIGURES:
        zero = st.just(Decimal(0))
        whole = st.integers(-99_999, 99_999).map(Decimal)
        if name in made.operands:
            return st.none() | zero | (whole if kind == "count" else _SMALL)
        large = st.sampled_from([Decimal(999_999_999_999_999), Decimal(-123_456_789_012_345)])
        return st.none() | zero | large | (whole if kind == "count" else decimals("-99", "99", 12))
    signless = _has_no_sign(made, name)
    return {
        "text": st.just("") | anything, "code": _CODES, "date": st.none() | _DAYS,
        "target": _NO_SIGN if signless else _TARGETS.map(Target.parse),
        "choice": st.sampled_from(["", *CHOICES]),
    }[kind]  # fmt: skip


def _has_no_sign(made: Asked, name: str) -> bool:
    """Whether a target is asked for in two cells, which have no place for a sign."""
    sheets = (made.table.get(kind, {}) for kind in ("project", "unit", "list"))
    return any(len(each.get("split", {}).get(name, ())) == 2 for each in sheets)
