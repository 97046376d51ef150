"""A workbook of one example, to see what a form comes to before it is issued."""

from ..budget import Master, Project, Unit, UnitBudget
from ..findings import word
from ..form import Form
from .generation import generate

_CODE = "000000"


def blank_workbook(form: Form) -> bytes:
    """What a unit with one project gets, its cells blank; of a unit where no project is drawn.

    Raises:
        FormError: the form is a list, and draws no sheet that is filled in.
    """
    project = Project(code=_CODE, name=word("blank.project", form.lang))
    unit = Unit(code=_CODE, name=word("blank.unit", form.lang))
    budget = UnitBudget(unit=unit, projects=(project,) if form.project else ())
    (made,) = generate(form, Master(money=form.money, units=(budget,)))
    return made.content
