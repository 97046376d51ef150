"""What a sheet checks by itself while it is filled: a formula, and the same test in Python.

The two stand side by side because a workbook must store the true value of each formula, and
because LibreOffice in the tests holds one against the other.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..form import Form, Placed
from ..sheet import Box, Cell, Value, absolute

Values = Mapping[str, Value]
LONGEST_LITERAL = 255
"""Excel calls a workbook damaged when a text inside a formula is longer."""


class Check(NamedTuple):
    """One live check: true (in the sheet and here) when something is still to be done.

    Attributes:
        asks: whether it asks for what is blank, which a row that does not apply may leave so.
    """

    formula: str
    is_open: Callable[[Values], bool]
    hint: str
    asks: bool = False


class Choices(NamedTuple):
    """The lists of the taxonomy, as formulas name them."""

    level1: str
    pair1: str
    pair2: str


def hint_formula(checks: Sequence[Check]) -> str:
    """The formula of a row's hint: the first check that is open, or nothing."""
    formula = '""'
    for check in reversed(checks):
        formula = f"IF({check.formula},{literal(check.hint)},{formula})"
    return f"={formula}"


def literal(text: str) -> str:
    """A text inside a formula: its quotes doubled, and no longer than Excel takes there."""
    return '"' + text[:LONGEST_LITERAL].replace('"', '""') + '"'


def hint(checks: Sequence[Check], values: Values) -> str:
    """What the formula says for these values."""
    found = next((check.hint for check in checks if check.is_open(values)), "")
    return found[:LONGEST_LITERAL]


def count_formula(hints: Box, sheet: str = "") -> str:
    """How many rows of a sheet still say something, as a formula without its equals sign."""
    return f"SUMPRODUCT(--(LEN({sheet}{absolute(hints)})>0))"


def check_line(form: Form, count: int) -> str:
    """The one line on each sheet that says whether anything is open."""
    return form.word("check.passed") if count == 0 else form.word("check.open", count=count)


def check_line_formula(form: Form, hints: Box) -> str:
    """The same as a formula."""
    passed, still = form.word("check.passed"), form.word("check.open", count='"&{0}&"')
    count = count_formula(hints)
    return f'=IF({count}=0,"{passed}","{still.format(count)}")'


def is_blank(value: Value) -> bool:
    """Whether TRIM leaves nothing of it."""
    return value is None or (isinstance(value, str) and not value.strip(" "))


def blank_check(slot: str, cell: Cell, hint: str) -> Check:
    """Open while the cell is blank."""
    formula = f"LEN(TRIM({cell}))=0"
    return Check(formula, lambda values: is_blank(values.get(slot)), hint, asks=True)


def all_blank_check(placed: Sequence[Placed], hint: str) -> Check:
    """Open while all of some cells, one below the other, are blank."""
    first, last = placed[0].box.first, placed[-1].box.first
    if first == last:
        return blank_check(placed[0].path, first, hint)
    slots = [each.path for each in placed]
    return Check(
        f"SUMPRODUCT(LEN(TRIM({first}:{last})))=0",
        lambda values: all(is_blank(values.get(slot)) for slot in slots),
        hint,
    )


def text_check(slot: str, cell: Cell, hint: str) -> Check:
    """Open while words stand where a figure belongs."""
    return Check(f"ISTEXT({cell})", lambda values: isinstance(values.get(slot), str), hint)


def figure_of(value: Value) -> Decimal:
    """A cell as N() sees it: text and blanks are nothing."""
    return Decimal(0) if isinstance(value, str) or value is None else Decimal(repr(value))
