"""An issued value that came back unchanged is never the unit's error; a changed one is told."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from parts import samples
from parts.office import stored_values
from parts.rounds import touched
from xlperf.budget.nouns import Project, UnitBudget
from xlperf.findings import Finding, Level, OwnText, Remark, word
from xlperf.form.form import Form
from xlperf.master.reconciliation import Status, reconcile
from xlperf.reading.filled import Filled
from xlperf.reading.one_file import read
from xlperf.rules import ProjectRule

FORM = Form.load("hebei-2023")
ROW = "| 其中：财政资金 | {fiscal}      | 其他资金   | {other}        |"
WITHOUT = {
    "other": (ROW, "| 其中：财政资金 | {fiscal} | {fiscal} | {fiscal} |"),
    "fiscal": (ROW, "| 其他资金 | {other} | {other} | {other} |"),
    "budget": ("| 预算数     | {budget}   |", "| 说明 | {extra.said} |"),
    "purpose": ("{purpose}", "{extra.why}"),
}


ALIASED = {'"预算数"', '"其中：财政资金"', '"其他资金"'}
"""Labels whose other spellings are left out where they are not drawn."""


def form_without(field: str) -> Form:
    """The form as it would be drawn without a cell for this field."""
    drawn = FORM.source.replace(*WITHOUT[field])
    kept = [line for line in drawn.splitlines() if line.partition("=")[0].strip() not in ALIASED]
    drawn = "\n".join(kept)
    return Form.parse(drawn.replace('"purpose", ', "") if field == "purpose" else drawn)


def unit(form: Form = FORM, **values: object) -> UnitBudget:
    """A unit of one project, filled in without anything to find but what is given here."""
    filled = samples.filled_unit(form)
    (first, *_) = filled.projects
    project = first.model_copy(update={"purpose": "支付场地费用", **values})
    part = filled.part.model_copy(update={"goals": filled.part.goals[:1]})
    return UnitBudget(unit=filled.unit, projects=(project,), part=part)


def known(filled: UnitBudget, *fields: str) -> UnitBudget:
    """What a master budget has of it: these fields, blank where not named."""
    told = ("code", "name", *fields)
    (project,) = filled.projects
    only = Project(**{name: getattr(project, name) for name in told})
    return UnitBudget(unit=filled.unit, projects=(only,))


AMOUNTS = ("budget", "fiscal", "other")


def returned(filled: UnitBudget, *fields: str, form: Form = FORM) -> bytes:
    return samples.reissued(form, known(filled, *(fields or AMOUNTS)), filled, 1, "")


def codes(filled: Filled) -> set[str]:
    return {each.code for each in filled.findings}


def of(filled: Filled, code: str) -> list[Finding]:
    return [each for each in filled.findings if each.code == code]


QUIET = codes(read(returned(unit()), FORM))
"""What there is to tell of such a unit whatever its amounts are."""

WRONG = [
    ("money.sum", {"budget": Decimal(31)}, {"budget": Decimal(33)}),
    ("money.swapped", {"budget": Decimal(39)}, {"budget": Decimal(48)}),
    (
        "money.slip",
        {"budget": Decimal(300_000)},
        {"fiscal": Decimal(20), "other": Decimal(10)},
    ),
    ("money.places", {"budget": Decimal("30.555"), "fiscal": Decimal("25.555")}, {"other": 5.001}),
    ("money.date", {"budget": Decimal(46085), "fiscal": Decimal(46080)}, {"fiscal": 46081}),
    ("code.shape", {"code": "A-1"}, {"code": "A-2"}),
    ("text.spaces", {"name": "居民 技能培训"}, {"name": "居民 技能 培训"}),
]


@pytest.mark.parametrize(("code", "values", "changed"), WRONG, ids=[each[0] for each in WRONG])
def test_what_was_issued_is_not_held_against_the_unit(
    code: str, values: dict[str, object], changed: dict[str, object]
) -> None:
    content = returned(unit(**values))
    untouched = read(content, FORM)
    assert codes(untouched) <= QUIET, "not even as a hint"
    told = read(touched(content, {field: _cell(value) for field, value in changed.items()}), FORM)
    assert code in codes(told)
    assert of(told, "issued.changed")


def _cell(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def test_what_the_unit_had_to_fill_in_beside_it_is_the_units() -> None:
    """The master gives 30 and 25, the rest is asked for: 7 does not add up, nor does nothing."""
    for other in (Decimal(7), None):
        found = read(returned(unit(other=other), "budget", "fiscal"), FORM)
        assert "money.sum" in codes(found)
    right = read(returned(unit(), "budget", "fiscal"), FORM)
    assert "money.sum" not in codes(right)


def test_a_value_the_unit_answered_before_is_the_units() -> None:
    """Filled in beforehand and open: the unit may change it, so it is told."""
    spaced = returned(unit(purpose="支付 场地费用"))
    assert [each.field for each in of(read(spaced, FORM), "text.spaces")] == ["purpose"]
    issued = returned(unit(purpose="支付 场地费用"), *AMOUNTS, "purpose")
    assert not of(read(issued, FORM), "text.spaces")


def test_a_placeholder_that_was_left_is_the_units() -> None:
    assert "goal.placeholder" in codes(read(returned(unit(goal="目标内容1")), FORM))


def test_without_the_record_of_what_was_issued_everything_is_told() -> None:
    """A table copied to a workbook of its own carries no snapshot: nobody can say who gave it."""
    content = returned(unit(budget=Decimal(31)))
    assert "money.sum" not in codes(read(content, FORM))
    book = openpyxl.load_workbook(io.BytesIO(content))
    names = {each.sheet for each in read(content, FORM).projects}
    for sheet in book.worksheets:
        if sheet.title not in names:
            book.remove(sheet)
    for sheet in book.worksheets:
        sheet["A1"] = None  # its token
        sheet.defined_names.clear()
    book.defined_names.clear()
    kept = io.BytesIO()
    book.properties.keywords = ""
    book.save(kept)
    alone = read(kept.getvalue(), FORM)
    assert alone.identity is None
    assert "money.sum" in codes(alone)


SAYS = OwnText(says={"zh": "名称要写年份", "en": "name the year"}, mend={"zh": "改", "en": "mend"},
               level=Level.ERROR)  # fmt: skip


@pytest.mark.parametrize(
    ("level", "heard"), [(Level.ERROR, Level.WARNING), (Level.INFO, Level.INFO)]
)
def test_a_rule_of_ones_own_is_heard_of_an_issued_value_and_is_no_error(
    level: Level, heard: Level
) -> None:
    """No master budget was held to it, so nobody else would say it."""
    said = replace(SAYS, level=level)
    rule = ProjectRule(
        lambda project, form: [Remark("office.name", "name", project.name, own=said)]
    )
    content = returned(unit())
    (found,) = of(read(content, FORM, rules=[rule]), "office.name")
    assert (found.level, found.blocks) == (heard, False)
    renamed = read(touched(content, {"name": "别的名称"}), FORM, rules=[rule])
    assert [each.level for each in of(renamed, "office.name")] == [level]


def test_a_rule_of_ones_own_of_what_the_unit_fills_in_weighs_what_it_says() -> None:
    rule = ProjectRule(
        lambda project, form: [Remark("office.goal", "goal", project.goal, own=SAYS)]
    )
    (found,) = of(read(returned(unit()), FORM, rules=[rule]), "office.goal")
    assert (found.level, found.blocks) == (Level.ERROR, True)


# What the sheet says while it is filled in.


def hints(content: bytes) -> list[str]:
    """What the workbook says beside its rows, as it is handed out."""
    values = stored_values(io.BytesIO(content))
    return [
        str(value)
        for sheet in values.values()
        for value in sheet.values()
        if str(value).startswith("←")
    ]


@pytest.mark.parametrize(
    ("issued", "says"), [(AMOUNTS, False), (("budget", "fiscal"), True), (("budget",), True)]
)
def test_a_sheet_does_not_ask_the_unit_to_mend_issued_amounts(
    issued: tuple[str, ...], says: bool
) -> None:
    wrong = unit(budget=Decimal(31))
    assert (word("hint.sum") in hints(returned(wrong, *issued))) is says
    assert word("hint.sum") not in hints(returned(unit(), *issued))


# What a form does not draw.


@pytest.mark.parametrize("field", WITHOUT)
def test_what_is_not_drawn_is_neither_issued_nor_compared(field: str) -> None:
    form, given = form_without(field), unit()
    master = samples.small_master(*known(given, *AMOUNTS, "purpose").projects)
    fields = (*AMOUNTS, "purpose")
    filled = read(returned(given, *fields, form=form), form)
    assert filled.identity is not None
    assert field not in filled.identity.issued(given.projects[0].code)
    assert not {each.code for each in filled.findings if each.level is Level.ERROR}
    made = reconcile([filled], master)
    assert [each.status for each in made.comparisons] == [Status.EQUAL]
    assert (made.findings, made.total.difference) == ((), None if field == "budget" else 0)


@pytest.mark.parametrize("field", ["other", "fiscal", "budget"])
def test_what_is_drawn_beside_it_is_still_compared(field: str) -> None:
    form, given = form_without(field), unit()
    master = samples.small_master(*known(given, *AMOUNTS).projects)
    drawn = "fiscal" if field != "fiscal" else "budget"
    content = returned(given, *AMOUNTS, form=form)
    for value, found in ((99, "99.00"), (None, "")):
        changed = touched_in(form, content, {drawn: value})
        assert [each.found for each in of(changed, "issued.changed")] == [found]
        (told,) = reconcile([changed], master).findings
        assert (told.code, told.found) == (f"master.{drawn}", found or "0.00")


def touched_in(form: Form, content: bytes, values: dict[str, object]) -> Filled:
    return read(touched(content, values), form)


def with_snapshot(content: bytes, sent: dict[str, str]) -> bytes:
    """The workbook as one that remembers more locked values of its project than it does."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    (sheet,) = [each for each in book.worksheets if each["B1"].value == "xlperf/1"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (code,) = {row[1] for row in rows if row[0] == "issued"}
    for field, value in sent.items():
        sheet.append(["issued", code, field, value])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_a_workbook_issued_before_with_a_value_it_does_not_draw_is_not_in_error() -> None:
    """Workbooks of earlier versions remember such values as locked."""
    form, given = form_without("other"), unit()
    content = returned(given, form=form)
    (code,) = [each.code for each in given.projects]
    known = read(content, form)
    assert known.identity is not None
    assert "other" not in known.identity.locked(code)
    older = with_snapshot(content, {"other": "5.00"})
    filled = read(older, form)
    assert filled.identity is not None
    assert "other" in filled.identity.locked(code)
    assert not of(filled, "issued.changed")
    assert not {each.code for each in filled.findings if each.level is Level.ERROR}
