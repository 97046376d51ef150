"""Whatever fields a form declares: when its master budget changes, every answer is kept.

Computed cells, split targets, two-way labels, several tables, grouped lists: projects come, go and
change their names, given values change, and rows were added, deleted and moved by the unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from parts.declared_form import Asked, asked, asked_in_a_list, filled_in, value_of
from test_any_declared_form import answers, comes_back, unlike
from xlperf import Form, FormError, generate, read, sync
from xlperf.budget import (
    FieldValue,
    Master,
    Project,
    Row,
    UnitBudget,
    UnitPart,
    is_blank_value,
)
from xlperf.findings import Finding
from xlperf.issuing.cell_values import as_computed
from xlperf.reading import Filled

FEW = settings(
    max_examples=25, deadline=None,
    suppress_health_check=[*HealthCheck],
)  # fmt: skip
MANY = settings(FEW, max_examples=250)
NAMES = {"A1": "甲", "B2": "乙", "C3": "丙"}
ODD = ("layout.", "cell.", "seal.", "identity.", "sheet.", "issued.", "file.", "form.",
       "computed.", "group.")  # fmt: skip
FORMS = st.one_of(asked(), asked_in_a_list())
Given = Mapping[str, FieldValue]


def master_of(
    form: Form, budget: UnitBudget, given: Given, codes: Sequence[str], suffix: str = ""
) -> Master:
    """What the office knows: these projects, their names, and some declared values."""

    def fixed(sheet: Any) -> dict[str, FieldValue]:
        return {name: each for name, each in given.items() if sheet and sheet.has_cell(name)}

    projects = tuple(
        Project(code=code, name=NAMES[code] + suffix, declared=fixed(form.project_sheet))
        for code in codes
        if form.project_sheet
    )
    part = UnitPart(declared=fixed(form.unit))
    known = UnitBudget(unit=budget.unit, projects=projects, part=part)
    return Master(money=form.money, units=(known,))


def of_master(data: st.DataObject, made: Asked, form: Form) -> Given:
    """Values the office gives of what stands once."""
    sheets = [each for each in (form.project_sheet, form.unit) if each]
    once = {block.text for sheet in sheets for block in sheet.drawing.fields()}
    rows = {block.text for sheet in sheets for block in sheet.drawing.repeats()}
    names = sorted(each for each in once - rows if each in form.fields and each not in made.works)
    chosen = [each for each in names if data.draw(st.booleans())]
    given = {each: data.draw(value_of(made, each)) for each in chosen}
    return {each: value for each, value in given.items() if not is_blank_value(value)}


def read_back(content: bytes, form: Form, *, disputed: bool = False) -> Filled:
    """What a workbook just made says, in which nothing is odd."""
    filled = read(content, Form.parse(form.source))
    told = [each for each in filled.findings
            if each.code.startswith(ODD)
            and not (disputed and _is_disputed(filled, each))]  # fmt: skip
    assert not told, [(each.code, str(each.place), each.message("zh")) for each in told]
    return filled


def _is_disputed(filled: Filled, each: Finding) -> bool:
    return filled.identity is not None and each.field in filled.identity.disputed(each.project)


def as_the_unit_left_it(data: st.DataObject, form: Form, filled: Filled) -> Filled:
    """Rows deleted, put in and moved by the unit; the reader gives them so."""

    def left(record: Any) -> Any:
        rows = {name: _moved(data, each) for name, each in record.rows.items()}
        own = data.draw(st.permutations(record.indicators))
        kept = own[: data.draw(st.integers(0, len(own)))] if own else ()
        changed = record.model_copy(update={"rows": rows, "indicators": tuple(kept)})
        return as_computed(form, changed)

    projects = tuple(
        replace(each, project=left(each.project), where={}) for each in filled.projects
    )
    part = replace(filled.part, part=left(filled.part.part), where={}) if filled.part else None
    return replace(filled, projects=projects, part=part)


def _moved(data: st.DataObject, rows: Sequence[Row]) -> tuple[Row, ...]:
    turned = data.draw(st.permutations(rows)) if rows else []
    kept = [each for each in turned if data.draw(st.booleans())]
    if rows and data.draw(st.booleans()):
        kept.insert(data.draw(st.integers(0, len(kept))), Row(values=rows[0].values))
    return tuple(kept)


def with_given(form: Form, came: Any, back: Any, given: Sequence[str]) -> Any:
    """An answer with what the office gave as it came back, and all that is computed of it."""
    own = {name: back.declared[name] for name in given if name in back.declared}
    return as_computed(form, came.model_copy(update={"declared": {**came.declared, **own}}))


def same(form: Form, came: Filled, back: Filled, given: Sequence[str]) -> None:
    """Every answer is there, but for what the office gives."""
    theirs = {each.code: each for each in came}
    for each in back:
        if each.code in theirs:
            mine = theirs[each.code].model_copy(update={"name": each.name})
            wanted = answers(with_given(form, mine, each, given))
            assert answers(each) == wanted, unlike(answers(each), wanted)
    if came.part and back.part:
        wanted = answers(with_given(form, came.part.part, back.part.part, given))
        now = answers(back.part.part)
        assert now == wanted, unlike(now, wanted)


def kept_through(made: Asked, data: st.DataObject) -> None:
    try:
        form = Form.model_validate(made.table)
    except FormError as error:
        event(f"refused: {error.code}")
        return
    event("list" if "list" in made.table else "sheets")
    budget = data.draw(filled_in(form, made, [("A1", "甲"), ("B2", "乙")]))
    then, now = of_master(data, made, form), of_master(data, made, form)
    one = master_of(form, budget, then, ("A1", "B2"))
    two = master_of(form, budget, now, ("A1", "C3"), "新" if data.draw(st.booleans()) else "")
    (issued,) = generate(form, one, answers={budget.unit.code: budget})
    came = read_back(issued.content, form)
    assert sync(came, one, form).content is None
    came = as_the_unit_left_it(data, form, came)
    changed = sync(came, two, form)
    if changed.content is None:
        event("nothing changes")
        assert not form.project_sheet
        return
    given = [*{*then, *now}]
    between = read_back(changed.content, form, disputed=True)
    same(form, came, between, given)
    again = sync(between, one, form)
    if again.content is not None:
        back = read_back(again.content, form, disputed=True)
        assert [each.code for each in back] == [each.code for each in came]
        same(form, came, back, given)
        assert back.identity is not None
        aside = [each for each in back.identity.aside if each.field not in given]
        assert aside == [] or not form.project_sheet, aside


@FEW
@given(made=FORMS, data=st.data())
def test_every_answer_is_kept_when_the_master_changes(made: Asked, data: st.DataObject) -> None:
    kept_through(made, data)


@pytest.mark.long
@MANY
@given(made=FORMS, data=st.data())
def test_with_many_forms_every_answer_is_kept(made: Asked, data: st.DataObject) -> None:
    kept_through(made, data)


@FEW
@given(made=asked_in_a_list(), data=st.data())
def test_what_is_declared_in_a_list_comes_back(made: Asked, data: st.DataObject) -> None:
    comes_back(made, data)
