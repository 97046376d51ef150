"""Answers in fields or tables that a form does not draw would be lost: they are refused."""

from decimal import Decimal

import pytest

from rules.declared import FORM, project, task
from xlperf import generate
from xlperf.budget import Master, Project, Row, Unit, UnitBudget, UnitPart
from xlperf.findings import MasterError

UNIT = Unit(code="U1", name="单位一")
MASTER = Master(
    money=FORM.money,
    units=(UnitBudget(unit=UNIT, projects=(Project(code="P1", name="甲", budget=Decimal(1)),)),),
)


def answers(given: Project, part: UnitPart) -> dict[str, UnitBudget]:
    return {"U1": UnitBudget(unit=UNIT, projects=(given,), part=part)}


@pytest.mark.parametrize(
    ("given", "part", "field"),
    [(project(task(), spent_before=Decimal(1)), UnitPart(), "spent_before"),
     (project().model_copy(update={"rows": {"aim": (Row(),)}}), UnitPart(), "aim"),
     (project(), UnitPart(declared={"motto": "好"}), "motto")],
    ids=["field", "table", "part"],
)  # fmt: skip
def test_what_has_no_cell_is_refused_by_name(given: Project, part: UnitPart, field: str) -> None:
    with pytest.raises(MasterError) as caught:
        list(generate(FORM, MASTER, answers=answers(given, part)))
    assert (caught.value.code, caught.value.values["field"]) == ("answers.no-field", field)


def test_what_is_drawn_and_an_empty_table_pass() -> None:
    empty = project(task()).model_copy(update={"rows": {"aim": ()}})
    assert len(list(generate(FORM, MASTER, answers=answers(empty, UnitPart())))) == 1
