"""Records as texts by path, and back: what is remembered of them, and compared later.

A value that stands once is under its field (`budget`), one in a row under table, key and field
(`indicators.R001.level3`, `task.R001.name`); paragraphs have numbers in place of keys.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from .fields import INDICATOR, MONEY, OF_UNIT, PROJECT, Holds
from .money import MoneyUnit
from .nouns import Goal, Indicator, Plan, PlanPoint, Project, Row, UnitPart
from .target import Target
from .values import FieldValue, Values, figure_from_text, value_from_text, value_text

Kinds = Mapping[str, Holds]
"""What the fields of a form hold, by their names as they are drawn."""
_ROW = re.compile(r"(?P<table>(?!goals\.)\w+)\.(?P<key>[^.]*)\.(?P<field>.+)")
"""What stands once has one dot in its name at most."""
_OWN = ("plan.", "extra.")
_NUMBERED = ("overall", "goals", "safeguards")

_ROW_FIGURES = ("number", "weight")
_PARTS = ("sign", "number", "unit")
_ENTRY = re.compile(r"(?:overall|safeguards)\.([0-9]{1,6})|goals\.([0-9]{1,6})\.(?:project|text)")


class InRow(NamedTuple):
    """A value in a row, by its path.

    Attributes:
        row: the key of the row without the name of its table, or its number.
        field: what it is called inside its row.
    """

    table: str
    row: str
    field: str

    @property
    def key(self) -> str:
        """The whole key of its row: `R001` among indicators, `task/R001` elsewhere."""
        return self.row if self.table == "indicators" else f"{self.table}/{self.row}"


@lru_cache(maxsize=8192)
def in_row(path: str) -> InRow | None:
    """The row a value is in; None for what stands once, and for paragraphs."""
    match = _ROW.fullmatch(path)
    return InRow(match["table"], match["key"], match["field"]) if match else None


def field_text(money: MoneyUnit, record: Project | UnitPart, field: str) -> str:
    """A value that stands once, as the texts by path have it."""
    return field_texts(money, record, (field,))[field]


def field_texts(
    money: MoneyUnit, record: Project | UnitPart, fields: Iterable[str]
) -> Mapping[str, str]:
    """Several values that stand once, in the same way."""
    values = record.values
    return {field: _text(money, field, values.get(field)) for field in fields}


def _text(money: MoneyUnit, field: str, value: FieldValue) -> str:
    if field in MONEY:
        return money.printed(value if isinstance(value, Decimal) else None)
    return value_text(value)


def project_texts(money: MoneyUnit, project: Project) -> Iterator[tuple[str, str]]:
    """A project's values by path, blanks too; those in rows under the key of the row.

    A row that has no key yet is under its number.
    """
    yield from texts_beside_indicators(money, project)
    yield from indicator_texts(project.indicators)


def texts_beside_indicators(money: MoneyUnit, project: Project) -> Iterator[tuple[str, str]]:
    """The same without those of its indicators."""
    yield "code", project.code
    yield "name", project.name
    for name in ("budget", "fiscal", "other"):
        yield name, money.printed(getattr(project, name))
    yield "purpose", project.purpose
    yield "goal", project.goal
    for point in project.plan:
        yield f"plan.{point.date}", "" if point.percent is None else f"{point.percent:f}"
    for name, text in project.extra.items():
        yield f"extra.{name}", text
    yield from _declared_texts(project.declared, project.rows)


def _declared_texts(
    declared: Values, tables: Mapping[str, Iterable[Row]]
) -> Iterator[tuple[str, str]]:
    for name, value in declared.items():
        yield name, value_text(value)
    for table, rows in tables.items():
        for number, row in enumerate(rows):
            for name, value in row.values.items():
                yield row_path(table, row.key or str(number), name), value_text(value)


def row_path(table: str, key: str, field: str) -> str:
    """The path of a value in a row, by the row's key: `task`, `task/R001`, `name`."""
    return f"{table}.{key.rpartition('/')[2]}.{field}"


def indicator_texts(indicators: Iterable[Indicator]) -> Iterator[tuple[str, str]]:
    """The values of indicators by path, blanks too."""
    for number, each in enumerate(indicators):
        head = f"indicators.{each.key or number}"
        for name in ("level1", "level2", "level3", "description", "basis"):
            yield f"{head}.{name}", getattr(each, name)
        yield f"{head}.value", each.target.raw
        yield f"{head}.weight", "" if each.weight is None else f"{each.weight:f}"
        for name, value in each.declared.items():
            yield f"{head}.{name}", value_text(value)


def part_texts(part: UnitPart) -> Iterator[tuple[str, str]]:
    """The values of the unit's own part by path, an entry a number."""
    for number, text in enumerate(part.overall):
        yield f"overall.{number}", text
    for number, goal in enumerate(part.goals):
        yield f"goals.{number}.project", goal.project
        yield f"goals.{number}.text", goal.text
    for number, text in enumerate(part.safeguards):
        yield f"safeguards.{number}", text
    yield from _declared_texts(part.declared, part.rows)
    yield from indicator_texts(part.indicators)


def target_texts(key: str, target: Target) -> Iterator[tuple[str, str]]:
    """The parts of a target whose printed value alone does not tell them, by path."""
    if not Target.parse(target.raw).same_parts(target):
        figure = "" if target.number is None else f"{target.number:f}"
        parts = (target.sign, figure, target.words)
        for name, text in zip(_PARTS, parts, strict=True):
            yield f"indicators.{key}.{name}", text


def project_of(texts: Mapping[str, str], kinds: Kinds) -> Project:
    """A project out of its texts by path.

    Args:
        kinds: what the fields of the form hold; what is in none of them is not taken.

    Raises:
        ValueError: a figure or a date is none.
    """
    plan = ((path.removeprefix("plan."), text) for path, text in texts.items() if _is(path, "plan"))
    points = (PlanPoint(date=date, percent=figure_from_text(text)) for date, text in plan)
    rows, own = _rows_by_table(texts), [path for path in texts if path.startswith(_OWN)]
    return Project(
        **{name: texts.get(name, "") for name in ("code", "name", "purpose", "goal")},
        **{name: figure_from_text(texts.get(name, "")) for name in MONEY},
        plan=Plan(points=tuple(points)),
        extra={p.removeprefix("extra."): text for p, text in texts.items() if _is(p, "extra")},
        indicators=_indicators_of(rows, kinds),
        declared=_declared_of(texts, kinds, {*PROJECT, *own}),
        rows=_tables_of(rows, kinds),
    )


def refuse_no_figures(texts: Mapping[str, str], kinds: Kinds) -> None:
    """See that `project_of` can make a project of texts, and make none.

    Raises:
        ValueError: a figure or a date is none.
    """
    for path in filter(_is_figure, texts):
        figure_from_text(texts[path])
    for path, text in texts.items() if kinds else ():
        for kind in _kinds_at(path, kinds):
            value_from_text(text, kind)


@lru_cache(maxsize=8192)
def _is_figure(path: str) -> bool:
    """Whether what stands at a path is a figure of the vocabulary."""
    at = in_row(path)
    if at and at.table == "indicators":
        return at.field in _ROW_FIGURES
    return path in MONEY or _is(path, "plan")


def _kinds_at(path: str, kinds: Kinds) -> Iterator[Holds]:
    """What a form declares that a path holds: as a field that stands once, and in a row."""
    if path not in PROJECT and not path.startswith(_OWN) and path in kinds:
        yield kinds[path]
    at = in_row(path)
    if at and at.table != "indicators":
        kind = kinds.get(f"{at.table}.{at.field}") or kinds.get(at.field)
    else:
        kind = kinds.get(at.field) if at and at.field not in INDICATOR else None
    if kind:
        yield kind


def _is(path: str, head: str) -> bool:
    return path.startswith(f"{head}.")


_Rows = Mapping[str, Mapping[str, Mapping[str, str]]]


def _rows_by_table(texts: Mapping[str, str]) -> _Rows:
    """The texts of all rows: by table, by key, by field."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for path, text in texts.items():
        if at := in_row(path):
            found.setdefault(at.table, {}).setdefault(at.row, {})[at.field] = text
    return found


def _declared_of(texts: Mapping[str, str], kinds: Kinds, known: Collection[str]) -> Values:
    """The values that a form declares; `known` are those that have a place of their own."""
    given = ((name, kind) for name, kind in kinds.items() if name in texts and name not in known)
    return {name: value_from_text(texts[name], kind) for name, kind in given}


def _tables_of(rows: _Rows, kinds: Kinds) -> dict[str, tuple[Row, ...]]:
    return {
        table: tuple(
            Row(key=f"{table}/{key}", values=_values_of(table, row, kinds))
            for key, row in keyed.items()
        )
        for table, keyed in rows.items()
        if table != "indicators"
    }


def _values_of(table: str, texts: Mapping[str, str], kinds: Kinds) -> Values:
    """The values of a row, whose fields are drawn with or without the name of their table."""
    found: Values = {}
    for name, text in texts.items():
        kind = kinds.get(f"{table}.{name}") or kinds.get(name)
        if kind:
            found[name] = value_from_text(text, kind)
    return found


def _indicators_of(rows: _Rows, kinds: Kinds) -> tuple[Indicator, ...]:
    keyed = rows.get("indicators", {})
    return tuple(_row_of(key, row, kinds) for key, row in keyed.items())


def _row_of(key: str, texts: Mapping[str, str], kinds: Kinds) -> Indicator:
    target = Target.parse(texts.get("value", ""))
    if any(name in texts for name in _PARTS):
        sign, figure, words = (texts.get(name, "") for name in _PARTS)
        target = Target.of(sign, figure_from_text(figure), words).model_copy(
            update={"raw": target.raw}
        )
    names = ("level1", "level2", "level3", "description", "basis")
    return Indicator(
        key=key,
        **{name: texts.get(name, "") for name in names},
        target=target,
        weight=figure_from_text(texts.get("weight", "")),
        declared=_declared_of(texts, kinds, INDICATOR),
    )


def part_of(texts: Mapping[str, str], kinds: Kinds) -> UnitPart:
    """The unit's own part out of its texts by path, paragraphs in the order of their numbers.

    Raises:
        ValueError: a path is none of an entry, or a figure or a date is none.
    """
    rows = _rows_by_table(texts)
    paths = (path for path in texts if path.partition(".")[0] in _NUMBERED)
    numbers = sorted({_number_of(path) for path in paths})
    return UnitPart(
        overall=tuple(texts[p] for n in numbers if (p := f"overall.{n}") in texts),
        goals=tuple(
            Goal(project=texts.get(f"goals.{n}.project", ""), text=texts.get(f"goals.{n}.text", ""))
            for n in numbers
            if f"goals.{n}.project" in texts or f"goals.{n}.text" in texts
        ),
        safeguards=tuple(texts[p] for n in numbers if (p := f"safeguards.{n}") in texts),
        indicators=_indicators_of(rows, kinds),
        declared=_declared_of(texts, kinds, OF_UNIT),
        rows=_tables_of(rows, kinds),
    )


def _number_of(path: str) -> int:
    entry = _ENTRY.fullmatch(path)
    if entry is None:
        raise ValueError(path)
    return int(entry[1] or entry[2])
