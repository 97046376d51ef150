"""A mistake in a computed cell is one clear line: where, what is wrong, how to mend it."""

import re

import pytest

from parts.drawn import cells_of
from xlperf.budget import Holds
from xlperf.findings import FormError
from xlperf.findings.catalogue import entries
from xlperf.form.computing import (
    Calculation,
    ExpressionError,
    Operand,
    ScoreForm,
    mistakes_of,
    order_of,
    parse_expression,
)
from xlperf.form.file import FormFile
from xlperf.form.told_computing import told_cycle, told_expression, told_mistake

PATH = ("fields", "rate", "is")
OPERANDS = {
    "spent": Operand(Holds.MONEY, 2), "budget": Operand(Holds.MONEY, 2),
    "rag": Operand(Holds.CHOICE),
    "task.budget": Operand(Holds.MONEY, 2, table="task"), "value": Operand(Holds.TARGET),
}  # fmt: skip
TOLD = """
| 写法                        | 提示 |
| spent budget                | goes wrong at the ▸: spent ▸budget. At the ▸ one of + - * / can stand, or nothing more. |
| (spent                      | goes wrong at the ▸: (spent▸. At the ▸ one of + - * / ) can stand. |
| if(spent, 1, 2)             | goes wrong at the ▸: if(spent▸, 1, 2). At the ▸ one of + - * / = <> < <= > >= can stand. |
| spent /                     | lacks a figure at the ▸: spent /▸. |
| sum(2 * spent)              | needs the name of a field at the ▸: sum(▸2 * spent). |
| budget * 60%                | a sign that cannot be used, %: budget * 60▸%. |
| if(rag = "Red, 1, 0)        | opens a quote at the ▸ that is never closed: if(rag = ▸"Red, 1, 0). |
| average(spent)              | calls average, which is no function: ▸average(spent). There are sum min max if score |
| if(spent > 1, 1)            | too few or too many things at the ▸: if(spent > 1, 1▸). It takes 3: |
| spent * 1234567890123456    | too many digits, 1234567890123456: spent * ▸1234567890123456. Excel keeps 15 |
| spent / total               | names total, which is no field of the form: spent / total. |
| spent - task.budget         | names task.budget, a whole column, where one value is wanted: spent - task.budget. Write sum(task.budget). |
| sum(spent, rag)             | computes with rag, which is no figure: sum(spent, rag). |
| score(value, value, 1)      | scores value, which is not split into cells: score(value, value, 1). Write split = { value = ["sign", "number", "unit"] } on the sheet that draws it; its kind is target. |
| if(rag > 1, 1, 0)           | compares what is not alike (rag): if(rag > 1, 1, 0). |
| if(rag = "", 1, 0)          | compares rag with a blank: if(rag = "", 1, 0). |
| if(spent = 0, "x", spent)   | comes to a text or to a figure: if(spent = 0, "x", spent). |
| if(spent = 0, "x", "y")     | comes to something else than its field holds: if(spent = 0, "x", "y"). |
"""  # noqa: E501


def told(text: str, *, scores: bool = True) -> list[FormError]:
    """What a form's file is told of a computed field."""
    file = FormFile.parse(f"[fields]\nrate = {{ kind = 'money', is = '''{text}''' }}\n", "f.toml")
    try:
        calculation = Calculation(
            parse_expression(text), OPERANDS, 2, ScoreForm() if scores else None
        )
    except ExpressionError as error:
        return [told_expression(file, PATH, text, error)]
    return [told_mistake(file, PATH, text, each) for each in mistakes_of(calculation, Holds.MONEY)]


@pytest.mark.parametrize(("text", "says"), cells_of(TOLD)[1:])
def test_a_mistake_is_one_line(text: str, says: str) -> None:
    first = told(text)[0].message("en")
    assert first.startswith("f.toml, line 2: fields.rate.is "), first
    assert says in first
    assert "\n" not in first
    assert "{" not in told(text)[0].message("zh").replace("{ value", "").replace('{ "≥', "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("+".join(["spent"] * 300), "too long, too deep in brackets or of too many fields (1799)."),
        ("(" * 20 + "1", "At most 16"),
        ("+".join(f"a{each}" for each in range(101)), "At most 100"),
        (f'if(rag = "{"x" * 256}", 1, 2)', "At most 255 signs"),
        ("+".join(["sum(task.budget)"] * 58), "makes a formula longer than Excel takes"),
    ],
)  # fmt: skip
def test_what_is_too_much_is_told_shortly(text: str, says: str) -> None:
    message = told(text)[0].message("en")
    assert says in message
    assert len(message) < 400


def test_a_score_without_a_rule_of_scoring() -> None:
    assert "the form does not say how to score" in told("score(value, value, 1)", scores=False)[
        0
    ].message("en")


def test_a_cycle_is_told_at_its_first_field() -> None:
    file = FormFile.parse("[fields]\n\na = 'number'\nb = 'number'\n", "f.toml")
    made = {
        name: Calculation(parse_expression(text), {}) for name, text in (("a", "b"), ("b", "a"))
    }
    (cycle,) = order_of(made).cycles
    error = told_cycle(file, ("fields", "a"), cycle)
    assert error.message("en").startswith(
        "f.toml, line 3: computed fields wait for each other: a → b → a."
    )


def test_every_code_has_its_words_and_the_other_way_round() -> None:
    """The docstrings name the codes; the catalogue has words for each, and for no other."""
    named = {*re.findall(r"`([a-z-]+)`", f"{ExpressionError.__doc__}")}
    assert named >= {"quote", "function", "arguments", "digits", "text"}
    words = {
        code.removeprefix("form.computed-") for code in entries("error") if "computed-" in code
    }
    calculations = {"unknown", "column", "figure", "unsplit", "no-score", "unlike", "blank",
                    "mixed", "result", "formula", "cycle"}  # fmt: skip
    texts = {"sign", "bracket", "operand", "name", "unknown-sign", "quote", "function", "arguments",
             "digits", "text", "long"}  # fmt: skip
    assert words == calculations | texts
