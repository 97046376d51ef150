"""What a sheet says is what `collect` decides: live checks against the reader, in a real office."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from parts.drawn_answers import filled_at_random
from parts.office import Office, stored_values
from xlperf import Form, findings, generate, read
from xlperf.budget.nouns import Master, Project, Unit, UnitBudget
from xlperf.findings import Level
from xlperf.findings.catalogue import entries
from xlperf.form import shipped_forms, starting_form
from xlperf.identity import FIRST_ISSUE
from xlperf.issuing import PreparedForm
from xlperf.issuing.live_checks import Check
from xlperf.issuing.live_rules import LIVE, NOT_LIVE
from xlperf.issuing.prefilling import prefill_unit, prefilled_projects
from xlperf.issuing.sheets.entry import EntrySheet
from xlperf.reading.filled import Filled

RULES = Path(str(findings.__file__)).parent / "catalogue" / "rules.toml"
_SAME = {
    "value.word-for-number": "value.number", "value.word-for-money": "value.number",
    "value.word-for-percent": "value.percent", "value.number-parts": "value.number",
    "value.leading-zeros": "value.number", "value.money-unit": "value.number",
}  # fmt: skip
"""What the reader tells more exactly than a sheet."""


WEIGHTS = "indicators.weights"


def blocking(filled: Filled) -> dict[str, dict[int, list[str]]]:
    """By sheet and row, the findings of live checks that would send the return back."""
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in filled.findings:
        code = _SAME.get(each.code, each.code)
        is_due = each.blocks or code == WEIGHTS  # whose reason stands beside another row
        if is_due and code in LIVE and each.place.cell:
            row = int("".join(sign for sign in each.place.cell if sign.isdigit()))
            found[each.place.sheet][row].append(each.code)
    return found


def rows_of(cells: Mapping[str, object]) -> list[int]:
    """The rows of the indicator table, by their hidden keys."""
    keys = ((at, str(text)) for at, text in cells.items() if at[0] == "A" and at[1:].isdigit())
    return [int(at[1:]) for at, text in keys if text[:1] == "R" and text[1:].isdigit()]


@pytest.mark.long
@pytest.mark.parametrize("name", ["hebei-2023", "central-2021"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_sheet_and_the_reader_say_the_same(
    name: str, seed: int, libreoffice: Office, tmp_path: Path
) -> None:
    form = Form.load(name)
    path = tmp_path / "报回.xlsx"
    path.write_bytes(filled_at_random(form, seed, 24))
    (saved,) = libreoffice.converted([path], "xlsx")
    told, shown = blocking(read(path.read_bytes(), form)), stored_values(saved)
    differ, seen = [], Counter[str]()
    for sheet, cells in shown.items():
        if not sheet[:1].isdigit():
            continue
        hints = {int(at[1:]): text for at, text in cells.items()
                 if at[1:].isdigit() and str(text).startswith("←") and int(at[1:]) > 4}  # fmt: skip
        first = min(rows_of(cells))
        rows = {row: [code for code in codes if code != WEIGHTS]
                for row, codes in told[sheet].items()}  # fmt: skip
        if any(WEIGHTS in codes for codes in told[sheet].values()):
            rows.setdefault(first, []).append(WEIGHTS)  # a sheet says it once
        for row in sorted({*hints, *(row for row, codes in rows.items() if codes)}):
            seen["open" if row in hints else "passed"] += 1
            if (row in hints) != bool(rows.get(row)):
                differ.append((sheet, row, hints.get(row), rows.get(row)))
        line = next(str(text) for text in cells.values() if str(text).startswith("本表检查"))
        assert ("通过" in line) == (not hints)
        seen[line[-2:]] += 1
    assert not differ, f"{len(differ)}: {differ[:12]}"
    assert seen["open"] > 100
    assert seen["待改"] > 10
    assert seen["审核"] > 1 or form.weights  # which the careful one's weights do not fit


def test_every_rule_is_live_or_says_why_not() -> None:
    rules = tomllib.loads(RULES.read_text(encoding="utf-8"))["finding"]
    assert {*rules, "check.failed"} <= {*LIVE, *NOT_LIVE}
    assert LIVE.isdisjoint(NOT_LIVE)
    assert {*NOT_LIVE} <= entries("finding").keys()
    assert all(len(reason) > 15 for reason in NOT_LIVE.values())


@pytest.mark.parametrize("name", [*shipped_forms()])
def test_what_is_called_live_is_in_some_sheet_and_nothing_else_is(name: str) -> None:
    form = Form.load(name)
    codes = {each.code for each in checks_of(form) if each.code}
    assert codes <= LIVE


def test_each_live_rule_is_in_a_sheet_of_a_form_that_makes_all_of_them_errors() -> None:
    seen: set[str] = set()
    for form in strict_forms():
        seen |= {each.code for each in checks_of(form) if each.code}
    assert LIVE - seen == set()


def checks_of(form: Form) -> Iterator[Check]:
    """Every live check of the blank sheets of a form."""
    for compiled in compiled_sheets(form):
        for checks in compiled.checks.values():
            yield from checks


def compiled_sheets(form: Form) -> Iterator[EntrySheet]:
    prepared = PreparedForm(form)
    projects = (Project(code="1", name="甲"),) if form.project_sheet else ()
    budget = UnitBudget(unit=Unit(code="1", name="乙"), projects=projects)
    made = prefilled_projects(form, budget, None, FIRST_ISSUE)
    if form.is_grouped:
        yield prepared.grouped_sheet(made).sheet
    else:
        yield from map(prepared.project_sheet, made)
    if form.unit:
        yield prepared.unit_sheet(prefill_unit(form, budget, None, FIRST_ISSUE))


def strict_forms() -> Iterator[Form]:
    """Forms that make an error of whatever is live."""
    levels = dict.fromkeys(LIVE, Level.ERROR)
    sources = [*map(Form.load, shipped_forms()), Form.parse(starting_form("zh")), Form.parse(ODD)]
    for form in sources:
        if form.project_sheet or form.unit:
            yield form.model_copy(update={"levels": levels})


ODD = """
name = "odd"
title = "杂项"
version = "1"
year = 2026
money = { unit = "元", places = 2 }
[fields]
note = { kind = "text", longest = 5 }
share = { kind = "percent", least = 0, most = 50, places = 1 }
visits = "count"
[project]
title = "{name}表"
drawing = '''
| 编码 | {code} | 名称 | {name} |
| 备注 | {note} | 比例 | {share} |
| 次数 | {visits} | | |
'''
"""


@pytest.mark.parametrize(("fields", "is_all"), [(4, True), (20, False)])
def test_a_sheet_whose_row_has_too_many_checks_does_not_say_that_is_all(
    fields: int, is_all: bool, tmp_path: Path
) -> None:
    form = Form.parse(wide_form(fields))
    codes = {row: len(checks) for row, checks in first_sheet(form).checks.items()}
    assert (max(codes.values()) < 60) is is_all
    project = Project(code="1", name="甲", declared={f"a{n}": Decimal(5) for n in range(fields)})
    budget = UnitBudget(unit=Unit(code="1", name="乙"), projects=(project,))
    master = Master(money=form.money, units=(UnitBudget(
        unit=budget.unit, projects=(Project(code="1", name="甲"),)),))  # fmt: skip
    (made,) = generate(form, master, answers={"1": budget})
    sheets = stored_values(made.save(tmp_path)).values()
    shown = {str(text) for sheet in sheets for text in sheet.values()}
    assert form.word("check.passed" if is_all else "check.passed-more") in shown
    assert form.word("check.passed-more" if is_all else "check.passed") not in shown


def first_sheet(form: Form) -> EntrySheet:
    return next(iter(compiled_sheets(form)))


def wide_form(fields: int) -> str:
    """A form with one drawn row of so many figures, each with bounds of its own."""
    names = [f"a{number}" for number in range(fields)]
    kind = '{ kind = "number", places = 2, least = 0, most = 100, required = true }'
    declared = "\n".join(f"{name} = {kind}" for name in names)
    heads = "".join(f"| 甲{number} " for number in range(fields))
    cells = "".join(f"| {{{name}}} " for name in names)
    return f'''name = "wide"
title = "甲表"
version = "1"
year = 2026
rules = []
[fields]
{declared}
[project]
title = "表"
drawing = """
| 项目名称 {"| {name} " * fields}|
| 项目编码 {"| {code} " * fields}|
| 序号 {heads}|
| 合计 {cells}|
"""
'''
