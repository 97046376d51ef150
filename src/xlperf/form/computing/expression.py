"""What a computed cell says, taken apart: numbers, texts, names, and what is done with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

SUM, MIN, MAX, IF, SCORE = "sum", "min", "max", "if", "score"
ADDED = ("+", "-")
"""The signs that bind least; a series has these or `*` and `/`, never both."""


@dataclass(frozen=True)
class Number:
    """A number that stands in the text; never negative."""

    value: Decimal


@dataclass(frozen=True)
class Text:
    """A quoted text; "" is a blank."""

    value: str


@dataclass(frozen=True)
class Name:
    """A field, by its name as it is drawn."""

    name: str


@dataclass(frozen=True)
class Negative:
    """A minus before something."""

    operand: "Expression"


class Step(NamedTuple):
    """What is added to a series, or taken from it."""

    sign: str
    operand: "Expression"


@dataclass(frozen=True)
class Series:
    """`a + b - c` or `a * b / c`, from left to right; however long, it is one level deep."""

    first: "Expression"
    rest: tuple[Step, ...]

    @property
    def is_sum(self) -> bool:
        """Whether it adds and takes away; else it multiplies and divides."""
        return self.rest[0].sign in ADDED


@dataclass(frozen=True)
class Comparison:
    """Two sides and the sign between them: `= <> < <= > >=`."""

    left: "Expression"
    sign: str
    right: "Expression"


@dataclass(frozen=True)
class Call:
    """A function and what it is given; only the first of an `if` is a comparison."""

    function: str
    arguments: "tuple[Part, ...]"


Expression = Number | Text | Name | Negative | Series | Call
Part = Expression | Comparison


def inside(part: Part) -> tuple[Part, ...]:
    """What a part is made of, from left to right."""
    match part:
        case Negative(operand):
            return (operand,)
        case Series(first, rest):
            return (first, *(step.operand for step in rest))
        case Comparison(left, _, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case _:
            return ()


def parts_of(part: Part) -> Iterator[Part]:
    """The part itself and all that is inside it, as it is read."""
    yield part
    for each in inside(part):
        yield from parts_of(each)


def names_of(part: Part) -> tuple[str, ...]:
    """The fields it names, each once, in the order they are read."""
    return tuple(dict.fromkeys(each.name for each in parts_of(part) if isinstance(each, Name)))


def singly_named(part: Part) -> tuple[str, ...]:
    """The fields of which one value is meant, each once: not those a `sum` adds up."""
    if isinstance(part, Name):
        return (part.name,)
    if isinstance(part, Call) and part.function == SUM:
        return ()
    return tuple(dict.fromkeys(name for each in inside(part) for name in singly_named(each)))


def added_names(part: Part) -> tuple[str, ...]:
    """The fields that a `sum` adds up, each once."""
    sums = (each for each in parts_of(part) if isinstance(each, Call) and each.function == SUM)
    return tuple(dict.fromkeys(name for each in sums for name in names_of(each)))


def score_call(part: Part) -> tuple[str, ...]:
    """The target and the actual value of the first `score` in it; nothing where there is none."""
    calls = (each for each in parts_of(part) if isinstance(each, Call) and each.function == SCORE)
    arguments = next(calls, Call(SCORE, ())).arguments[:2]
    return tuple(each.name for each in arguments if isinstance(each, Name))


def text_of(part: Part) -> str:  # noqa: PLR0911 - a line for each kind
    """The text it is parsed from, with no more brackets than are needed."""
    match part:
        case Number(value):
            return format(value, "f")
        case Text(value):
            return quoted_text(value)
        case Name(name):
            return name
        case Negative(operand):
            return f"-{_bracketed(operand, in_sum=False)}"
        case Series(first, rest):
            steps = (f" {sign} {_bracketed(each, in_sum=part.is_sum)}" for sign, each in rest)
            return _bracketed(first, in_sum=part.is_sum) + "".join(steps)
        case Comparison(left, sign, right):
            return f"{text_of(left)} {sign} {text_of(right)}"
        case Call(function, arguments):
            return f"{function}({', '.join(map(text_of, arguments))})"


def quoted_text(text: str) -> str:
    """A text between quotes, those inside it doubled, as Excel writes it too."""
    return '"' + text.replace('"', '""') + '"'


def _bracketed(part: Expression, *, in_sum: bool) -> str:
    text = text_of(part)
    return f"({text})" if needs_brackets(part, in_sum=in_sum) else text


def needs_brackets(part: Expression, *, in_sum: bool) -> bool:
    """Whether something would be read otherwise without brackets.

    Args:
        in_sum: it is a part of a sum, else of a product or behind a minus.
    """
    return isinstance(part, Series) and (part.is_sum or not in_sum)
