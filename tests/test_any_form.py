"""Whatever form is called good can be issued, filled in and read back with equal values."""

from decimal import Decimal

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from parts.any_form import filled_in, tables
from xlperf import Form, FormError, generate, read
from xlperf.budget.nouns import Indicator, Master, Project, UnitBudget

ANSWERED_BADLY = ("layout.", "cell.", "seal.", "identity.", "sheet.", "issued.", "value.", "file.",
                  "form.", "code.", "money.unit")  # fmt: skip


def said(project: Project) -> Project:
    """A project without the keys of its rows and the spelling of its targets."""
    rows = tuple(map(_said, project.indicators))
    return project.model_copy(update={"indicators": rows})


def _said(row: Indicator) -> Indicator:
    target = row.target.model_copy(update={"raw": ""})
    return row.model_copy(update={"key": "", "target": target})


def known(budget: UnitBudget) -> UnitBudget:
    """What a master budget has of it."""
    names = ("code", "name", "budget", "fiscal", "other", "purpose")
    projects = (
        Project(**{name: getattr(each, name) for name in names}) for each in budget.projects
    )
    return UnitBudget(unit=budget.unit, projects=tuple(projects))


@settings(
    max_examples=100, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(table=tables(), data=st.data())
def test_a_form_that_is_called_good_comes_back_as_it_was_filled_in(
    table: dict[str, object], data: st.DataObject
) -> None:
    try:
        form = Form.model_validate(table)
    except FormError as error:
        event(f"refused: {error.code}")
        return
    event("good")
    budget = data.draw(filled_in(form))
    master = Master(money=form.money, units=(known(budget),))
    (made,) = generate(form, master, answers={budget.unit.code: budget})
    filled = read(made.content, Form.parse(form.source))
    told = [each for each in filled.findings if each.code.startswith(ANSWERED_BADLY)]
    assert not told, [(each.code, each.place, each.found) for each in told]
    assert filled.unit == budget.unit
    back = {each.project.code: said(each.project) for each in filled.projects}
    assert back == {each.code: said(each) for each in budget.projects}
    if form.unit:
        assert filled.part is not None
        assert filled.part.part == budget.part
    assert filled.total == sum((each.budget or Decimal(0) for each in budget.projects), Decimal(0))
