"""Whatever grouped list is called good comes back as it was filled in."""

from decimal import Decimal

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from parts.any_form import filled_in, grouped_tables
from test_any_form import ANSWERED_BADLY, known, said
from xlperf import Form, FormError, generate, read
from xlperf.budget.nouns import Master


@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(table=grouped_tables(), data=st.data())
def test_a_grouped_list_that_is_called_good_comes_back_as_it_was_filled_in(
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
    told = [each for each in filled.findings if each.code.startswith((*ANSWERED_BADLY, "group."))]
    assert not told, [(each.code, each.place, each.found) for each in told]
    assert filled.unit == budget.unit
    back = {each.project.code: said(each.project) for each in filled.projects}
    assert back == {each.code: said(each) for each in budget.projects}
    if form.unit:
        assert filled.part is not None
        assert filled.part.part == budget.part
    assert filled.total == sum((each.budget or Decimal(0) for each in budget.projects), Decimal(0))
