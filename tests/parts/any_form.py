"""Small forms drawn at random, and units that fill them in: only what the form asks for."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from xlperf import Form
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

_ONCE = ("budget", "fiscal", "other", "purpose", "goal", "plan.mar", "plan.dec", "extra.note")
_COLUMNS = ("level1", "level2", "level3", "description", "basis", "weight")
_TARGETS = ((), ("value",), ("sign", "number", "unit"))
_ODD = (
    "goal", "budget", "level1", "overall", "=1+1", "'甲", "<r>甲", "http://甲", "甲*?", "~甲",
    "合计", "注：甲", "1", "2026年", "100%", "a b", "（%）", "单位", "项目 名称", "“甲”", "&甲",
    "提示", "R001", "c1", "d1", "甲\\乙", "检查提示", "审核说明", "目录", "乙{甲", "甲" * 60, "😀",
    "é", "说 明", "xlperf", "单位：元", "金额单位：万元", "125001 社区办", "绩效目标表", "产出",
)  # fmt: skip
_PLAIN = tuple(f"标题{number}" for number in range(20))
LABELS = st.sampled_from((*_ODD, *_PLAIN))
WORDS = st.text("甲乙丙ab 1。%", min_size=1, max_size=12).map(lambda text: f"{text}字".strip())
AMOUNTS = st.decimals(0, 99_999, places=0)
_TAXONOMY = {"产出": ["数量", "质量"], "满意度": ["群众满意度"]}


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """A form as a dictionary; most of them are lawful."""
    once = draw(st.permutations(["code", "name", *draw(st.sets(st.sampled_from(_ONCE)))]))
    columns = draw(_columns())
    labels = iter(draw(st.permutations((*_ODD, *_PLAIN))))
    width = draw(st.integers(4, 7))
    split = "value" in columns and draw(st.booleans())
    asked = [*once, *columns]
    return {
        "name": draw(st.sampled_from(["own", "自定-1.0", "x" * 60])),
        "title": draw(st.one_of(st.text(max_size=20), LABELS)),
        "version": draw(st.sampled_from(["1", "2 b", "修订|1"])),
        "year": draw(st.integers(1990, 2199)),
        "money": {
            "unit": draw(st.sampled_from(["元", "万元", "£", "GBP", "元/人"])),
            "places": draw(st.integers(0, 6)),
        },
        "order": draw(st.sampled_from(["name", "code", "master"])),
        "signs": draw(st.sampled_from([[], ["≥", "≤", "＝", "定性"]])),
        "units": draw(st.sampled_from([[], ["次", "%", ""]])),
        "placeholders": draw(st.sampled_from([[], ["目标1", "=1", '"甲"', "甲" * 300]])),
        "project": {
            "title": draw(st.one_of(LABELS, st.sampled_from(["{name}", "{name}表", "{code} 表"]))),
            "drawing": "\n".join(_drawn(draw, once, columns, width, labels)),
            "required": draw(st.lists(st.sampled_from(asked), unique=True)),
            "spare": draw(st.integers(0, 3)),
            "split": {"value": ["sign", "number", "unit"]} if split else {},
            "widths": dict.fromkeys(draw(st.lists(st.sampled_from(asked), unique=True)), 20),
            **_rows(draw, columns),
        },
        "taxonomy": _TAXONOMY if {"level1", "level2"} & {*columns} else {},
        **(_unit(draw, labels) if draw(st.booleans()) else {}),
    }  # fmt: skip


@st.composite
def grouped_tables(draw: st.DrawFn) -> dict[str, Any]:
    """The same with its projects on one list, the rows of each together."""
    table = draw(tables())
    once = ["code", "name", *draw(st.sets(st.sampled_from(_ONCE)))]
    columns = draw(_columns())
    asked = draw(st.permutations([*once, *columns]))
    free = (each for each in draw(st.permutations((*_ODD, *_PLAIN))) if each not in str(table))
    rows, places = _spread(draw, asked, draw(st.integers(len(asked), len(asked) + 2)))
    heads = [next(free) for _ in asked]
    cells = [f"{{{name}}}" if name == "extra.note" else f"[{name}]" for name in rows]
    project, unit = table.pop("project"), table.get("unit", {})
    if "| 1 |" in unit.get("drawing", ""):  # a label without a letter beside the entries
        del table["unit"]
    return table | {
        "list": {
            "title": project["title"].replace("{name}", "").replace("{code}", ""),
            "group": draw(st.sampled_from(["code", "name"])),
            "drawing": f"{_line([heads[place] for place in places])}\n{_line(cells)}",
            "required": draw(st.lists(st.sampled_from(asked), unique=True)),
            "spare": project["spare"],
            "split": {"value": ["sign", "number", "unit"]}
            if "value" in columns and draw(st.booleans())
            else {},
            **_rows(draw, columns),
        },
        "taxonomy": _TAXONOMY if {"level1", "level2"} & {*columns} else {},
    }


@st.composite
def _columns(draw: st.DrawFn) -> list[str]:
    chosen = draw(st.sets(st.sampled_from(_COLUMNS), max_size=4))
    parts: tuple[str, ...] = draw(st.sampled_from(_TARGETS))
    names = [*sorted(chosen), *parts]
    return draw(st.permutations(names)) if names else []


def _rows(draw: st.DrawFn, columns: Sequence[str]) -> Mapping[str, Any]:
    if not columns or not draw(st.booleans()):
        return {}
    number = draw(st.integers(1, 5))
    return {"rows": "taxonomy" if "level2" in columns else {columns[0]: number}}


def _drawn(
    draw: st.DrawFn, once: Sequence[str], columns: Sequence[str], width: int, labels: Any
) -> list[str]:
    """Fields beside their labels or below them, and the table somewhere among them."""
    parts: list[list[str]] = []
    left = list(once)
    while left:
        number = draw(st.integers(1, min(len(left), width // 2)))
        these, left = left[:number], left[number:]
        parts.append(_group(draw, these, width, labels))
    if columns:
        width_of_table = max(width, len(columns))
        parts = [[_widened(line, width, width_of_table) for line in part] for part in parts]
        heads = _spread(draw, [next(labels) for _ in columns], width_of_table)
        cells = [f"[{columns[number]}]" for number in heads[1]]
        table = [_line(heads[0]), _line(cells)]
        parts.insert(draw(st.integers(0, len(parts))), table)
    return [line for part in parts for line in part]


def _group(draw: st.DrawFn, names: Sequence[str], width: int, labels: Any) -> list[str]:
    """Some fields in one row: each beside its label, or all below theirs."""
    fields = [f"{{{name}}}" for name in names]
    texts = [next(labels) for _ in names]
    style = draw(st.sampled_from(["beside", "below", "left"]))
    if style == "beside":
        cells = [cell for pair in zip(texts, fields, strict=True) for cell in pair]
        return [_line(_spread(draw, cells, width)[0])]
    if style == "left" and len(names) < width:
        shared = next(labels)
        heads, places = _spread(draw, texts, width - 1)
        return [_line([shared, *heads]), _line([shared, *(fields[place] for place in places)])]
    heads, places = _spread(draw, texts, width)
    return [_line(heads), _line([fields[place] for place in places])]


def _spread(draw: st.DrawFn, cells: Sequence[str], width: int) -> tuple[list[str], list[int]]:
    """Cells over so many columns, each one or more wide; and the place of each column's cell."""
    more = [draw(st.integers(0, len(cells) - 1)) for _ in range(width - len(cells))]
    places = sorted([*range(len(cells)), *more])
    return [cells[place] for place in places], places


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _widened(line: str, width: int, wanted: int) -> str:
    """A line with its last cell over more columns."""
    last = line.removesuffix(" |").rpartition("| ")[2]
    return line + f" {last} |" * (wanted - width)


def _unit(draw: st.DrawFn, labels: Any) -> dict[str, Any]:
    """A unit's own part with some of its lists."""
    lines = []
    for name in draw(st.permutations(["overall", "goals", "safeguards"])):
        if not draw(st.booleans()):
            continue
        if name == "goals":
            shared, one, two = (next(labels) for _ in range(3))
            entry = ["[goals.project]", "[goals.text]", "[goals.text]"]
            lines += [_line([shared, one, two, two]), _line([shared, *entry])]
        else:
            lines.append(_line([next(labels), *([f"[{name}]"] * 3)]))
    if not lines:
        return {}
    return {"unit": {"title": draw(LABELS), "drawing": "\n".join(lines)}}


@st.composite
def filled_in(draw: st.DrawFn, form: Form) -> UnitBudget:
    """A unit that fills in everything a form asks for, or leaves it blank."""
    names = draw(st.lists(WORDS, min_size=1, max_size=2, unique=True))
    projects = tuple(
        draw(_project(form, f"1308{number}P", name)) for number, name in enumerate(names)
    )
    return UnitBudget(unit=Unit(code="125001", name="社区办"), projects=projects,
                      part=draw(_part(form, names)))  # fmt: skip


@st.composite
def _project(draw: st.DrawFn, form: Form, code: str, name: str) -> Project:
    asked = [name for name in ("budget", "fiscal", "other") if form.asks(name)]
    amounts = {name: draw(st.one_of(st.none(), AMOUNTS)) for name in asked}
    texts = {name: draw(st.one_of(st.just(""), WORDS))
             for name in ("purpose", "goal") if form.asks(name)}  # fmt: skip
    percents = [draw(st.integers(0, 99)) for _ in form.plan_dates]
    plan = [*map(Decimal, sorted(percents)[:-1]), Decimal(100)]
    points = tuple(map(_point, form.plan_dates, plan if form.plan_dates else []))
    extra = {"note": draw(WORDS)} if form.asks("extra.note") else {}
    sheet = form.project_sheet
    fields = list(sheet.entry.repeats()) if sheet else []
    rows = draw(st.lists(_row(form, [each.text for each in fields]), max_size=3)) if fields else []
    return Project(code=code, name=name, **amounts, **texts, plan=Plan(points=points),
                   extra=extra, indicators=tuple(rows))  # fmt: skip


def _point(date: str, percent: Decimal) -> PlanPoint:
    return PlanPoint(date=date, percent=percent)


@st.composite
def _row(draw: st.DrawFn, form: Form, fields: Sequence[str]) -> Indicator:
    """A row of which every cell says something, so that it is one."""
    level1 = draw(st.sampled_from(sorted(form.taxonomy))) if "level1" in fields else ""
    names = form.taxonomy.get(level1) or form.level2s
    level2 = draw(st.sampled_from(names)) if "level2" in fields else ""
    prose = {name: draw(WORDS) for name in ("level3", "description", "basis") if name in fields}
    weight = Decimal(draw(st.integers(1, 100))) if "weight" in fields else None
    target = Target()
    if "number" in fields:
        number = Decimal(draw(st.integers(2, 999)))
        target = Target.of("≥", number, draw(st.sampled_from(["次", "项", ""])))
    elif "value" in fields:
        target = Target.parse(draw(st.sampled_from(["≥95 次", "明显提升", "100次", "≤3.5 项"])))
    return Indicator(level1=level1, level2=level2, target=target, weight=weight, **prose)


@st.composite
def _part(draw: st.DrawFn, form: Form, names: Sequence[str]) -> UnitPart:
    drawn = {each.text for each in form.unit.entry.repeats()} if form.unit else set()
    paragraphs = st.lists(WORDS, max_size=3).map(tuple)
    return UnitPart(
        overall=draw(paragraphs) if "overall" in drawn else (),
        goals=tuple(Goal(project=name, text=draw(WORDS)) for name in names)
        if "goals.text" in drawn else (),
        safeguards=draw(paragraphs) if "safeguards" in drawn else (),
    )  # fmt: skip
