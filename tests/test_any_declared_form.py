"""Whatever fields a form declares: issued, filled in and read back, the values are equal."""

import json

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from parts.declared_form import Asked, asked, filled_in
from xlperf import Form, FormError, generate, read
from xlperf.budget import FieldValue, Master, Project, Target, UnitBudget, UnitPart
from xlperf.exchange import answers_from_json, filled_json
from xlperf.reading import Filled

ANSWERED_BADLY = ("layout.", "cell.", "seal.", "identity.", "sheet.", "issued.", "value.", "file.",
                  "form.", "code.", "computed.", "money.unit", "choice.unknown")  # fmt: skip
TOLD_RIGHTLY = ("value.rounded", "value.places", "value.scale")
"""Told of figures with more places than their cells show, and of 0.3 beside %; they are taken."""
FEW = settings(
    max_examples=30, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
MANY = settings(FEW, max_examples=500)


def said(values: dict[str, FieldValue]) -> dict[str, FieldValue]:
    """Values, targets as they are seen whole."""
    return {name: _seen(value) for name, value in values.items()}


def _seen(value: FieldValue) -> FieldValue:
    if not isinstance(value, Target):
        return value
    sign = value.sign.replace("＝", "")  # no sign means the same
    return f"{sign}|{value.number}|{value.words}"


def answers(record: Project | UnitPart) -> object:
    """All that was answered: no keys, targets by what they say."""
    return (
        said(record.declared),
        {name: [said(each.values) for each in rows] for name, rows in record.rows.items()},
        [(said(each.declared), each.level1, each.level2, each.level3, _seen(each.target))
         for each in record.indicators],
        record.overall if isinstance(record, UnitPart) else (record.code, record.name),
    )  # fmt: skip


def unlike(back: object, given: object, at: str = "") -> str:
    """The first place where two answers differ, and both."""
    one, two = _inside(back), _inside(given)
    if not one or one.keys() != two.keys():
        return f"{at}: {back!r} for {given!r}"
    name = next(each for each in one if one[each] != two[each])
    return unlike(one[name], two[name], f"{at}.{name}")


def _inside(answers: object) -> dict[object, object]:
    if isinstance(answers, dict):
        return answers
    return dict(enumerate(answers)) if isinstance(answers, list | tuple) else {}


def comes_back(made: Asked, data: st.DataObject) -> None:
    try:
        form = Form.model_validate(made.table)
    except FormError as error:
        event(f"refused: {error.code}")
        return
    event("good")
    budget = data.draw(filled_in(form, made))
    known = tuple(Project(code=each.code, name=each.name) for each in budget.projects)
    master = Master(money=form.money, units=(UnitBudget(unit=budget.unit, projects=known),))
    (issued,) = generate(form, master, answers={budget.unit.code: budget})
    filled = read(issued.content, Form.parse(form.source))
    told = [each for each in filled.findings
            if each.code.startswith(ANSWERED_BADLY) and each.code not in TOLD_RIGHTLY]  # fmt: skip
    assert not told, [(each.code, str(each.place), each.message("zh")) for each in told]
    assert Filled.model_validate_json(filled.model_dump_json()) == filled
    as_text = json.dumps(filled_json(filled, form.money))
    answered = answers_from_json(json.loads(as_text), form)
    back, given = [*map(answers, answered.projects)], [*map(answers, filled)]
    assert back == given, f"in JSON {unlike(back, given)}"
    back, given = [*map(answers, filled)], [*map(answers, budget.projects)]
    assert back == given, unlike(back, given)
    if form.unit:
        assert filled.part is not None
        back, given = [answers(answered.part)], [answers(filled.part.part)]
        assert back == given, f"in JSON {unlike(back, given)}"
        back, given = [answers(filled.part.part)], [answers(budget.part)]
        assert back == given, unlike(back, given)


@FEW
@given(made=asked(), data=st.data())
def test_what_is_declared_comes_back_as_it_was_filled_in(made: Asked, data: st.DataObject) -> None:
    comes_back(made, data)


@pytest.mark.long
@MANY
@given(made=asked(), data=st.data())
def test_many_forms_with_fields_of_their_own_come_back(made: Asked, data: st.DataObject) -> None:
    comes_back(made, data)
