"""A return of schools in England, drawn as an office there would: its language, nouns and money."""

from decimal import Decimal

from xlperf import Form
from xlperf.budget import Master, Project, Unit, UnitBudget

SOURCE = '''
name    = "schools-2027"
title   = "Schools programme"
version = "1"
year    = 2027
lang    = "en"
money   = { unit = "GBP", places = 2 }
words   = { unit = "Authority", project = "School" }

signs        = ["≥", "≤", "=", ">", "<", "qualitative", "not applicable"]
units        = ["percent", "people", "places", "days", "GBP"]
placeholders = ["Goal 1"]
graded       = ["good", "markedly improved"]

[project]
title    = "{name}: programme return"
required = ["purpose", "plan.mar", "goal", "level1", "level2", "level3", "value", "basis"]
rows     = "taxonomy"
spare    = 2
split    = { value = ["sign", "number", "unit"] }
widths   = { level1 = 13, level2 = 17, level3 = 19, sign = 12, number = 9, unit = 14, basis = 22 }
drawing  = """
| Code         | {code}     | {code}     | School        | {name}        | {name}     | {name}     |
| Grant, use   | Grant      | {budget}   | of which DfE  | {fiscal}      | Own money  | {other}    |
| Grant, use   | {purpose}  | {purpose}  | {purpose}     | {purpose}     | {purpose}  | {purpose}  |
| Spend to (%) | June       | June       | September     | December      | March      | March      |
| Spend to (%) | {plan.jun} | {plan.jun} | {plan.sep}    | {plan.dec}    | {plan.mar} | {plan.mar} |
| Goal         | {goal}     | {goal}     | {goal}        | {goal}        | {goal}     | {goal}     |
| Area         | Measure    | Indicator  | Description   | Description   | Target     | Source     |
| [level1]     | [level2]   | [level3]   | [description] | [description] | [value]    | [basis]    |
"""

[unit]
title    = "The authority as a whole"
required = ["overall", "goals.text"]
rows     = { overall = 2, safeguards = 2 }
widths   = { goals.project = 26 }
drawing  = """
| Overall goal | [overall]       | [overall]    | [overall]    | [overall]    |
| Goals        | By school       | What it does | What it does | What it does |
| Goals        | [goals.project] | [goals.text] | [goals.text] | [goals.text] |
| Safeguards   | [safeguards]    | [safeguards] | [safeguards] | [safeguards] |
"""

[taxonomy]
"Output"  = ["Places", "Timeliness"]
"Outcome" = ["Attainment", "Attendance"]

[library]
"Places" = ["New places opened"]
'''


def form(source: str = SOURCE) -> Form:
    """The form."""
    return Form.parse(source)


def project(code: str, name: str, budget: str) -> Project:
    """A school with its approved grant."""
    amount = Decimal(budget)
    return Project(code=code, name=name, budget=amount, fiscal=amount, other=Decimal(0))


def master(form: Form, first: str = "1200.50") -> Master:
    """The approved grants of two authorities; `first` is that of the first school."""
    units = (
        UnitBudget(
            unit=Unit(code="E301", name="Northby"),
            projects=(project("S101", "Hill Road", first), project("S102", "St Ann's", "900")),
        ),
        UnitBudget(
            unit=Unit(code="E302", name="Southby"),
            projects=(project("S201", "Quay Lane", "300.25"),),
        ),
    )
    return Master(money=form.money, units=units)
