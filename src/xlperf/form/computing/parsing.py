"""The grammar of computed cells and checks, exactly, and nothing beyond it.

comparison = expression ( = | <> | < | <= | > | >= ) expression
expression = product { ( + | - ) product }
product    = factor { ( * | / ) factor }
factor     = { - } ( number | text | name | call | ( expression ) )
call       = sum(name, …) | min(expression, …) | max(expression, …)
           | if(comparison, expression, expression)
           | score(name, name, expression [, name])

part   | may be written as                          | but not as
-------+--------------------------------------------+--------------------------------
number | 60 0.6                                     | .5 5. 1,000 60% 1e5; over 15 digits
text   | "达成" '达成' “达成”; "" inside is a quote  | over 255 signs; signs nobody sees
name   | a letter, then letters, digits, _ and dots | a digit or _ in front
signs  | also ≠ ≤ ≥ × ÷ − and full width （），＝…   | == != ^ and, or
call   | the name and an open bracket               | SUM, average
"""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple, TypeVar

from ...budget import number_from_float
from .expression import (
    ADDED,
    IF,
    MAX,
    MIN,
    SCORE,
    SUM,
    Call,
    Comparison,
    Expression,
    Name,
    Negative,
    Number,
    Part,
    Series,
    Step,
    Text,
    names_of,
)

LONGEST, DEEPEST, MOST_NAMES = 1000, 16, 100
"""Signs of a text, brackets inside brackets, different fields: more than a formula should have."""
LONGEST_TEXT = 255
"""Excel calls a workbook damaged when a text inside a formula is longer."""

_FOLDED = str.maketrans("（），＋－＊／＝＜＞×÷−", "(),+-*/=<>*/-")
_SIGNS = {"≠": "<>", "≤": "<=", "≥": ">="}
_COMPARED = ("=", "<>", "<", "<=", ">", ">=")
_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<name>[^\W\d_]\w*(?:\.\w+)*)"
    r"|(?P<text>\"(?:[^\"]|\"\")*+\"|'(?:[^']|'')*+'|“[^“”]*”)"
    r"|(?P<sign><>|<=|>=|[-+*/(),=<>≠≤≥])"
)
_SPACE = re.compile(r"\s*")
_QUOTES = ('"', "'", "“")
_COUNTS = {SUM: (1, 99), MIN: (1, 99), MAX: (1, 99), IF: (3, 3), SCORE: (3, 4)}
"""How many things a function is given: at least, and at most."""
_NAMED = {SUM: range(99), SCORE: (0, 1, 3)}
"""Which of them must be a field by its name."""


_AnyPart = TypeVar("_AnyPart", bound=Part)


class ExpressionError(ValueError):
    """A text that is no expression.

    Attributes:
        code: what is wrong: `expected` (something else), `sign` (none of the grammar), `quote`
            (never closed), `function` (unknown), `arguments` (too few, too many), `digits`
            (over 15), `text` (over 255 signs, or one nobody sees), `long`, `deep`, `names`.
        column: where, from 1.
        found: what stands there; "" at the end.
        expected: what might stand there: signs as they are; `operand`, `name`, `operator`,
            `comparison`, `end`; names of functions; or a number that is the most or fewest.
    """

    def __init__(self, code: str, column: int, found: str, expected: tuple[str, ...] = ()) -> None:
        super().__init__(f"{code} in column {column}: {found!r}, expected {' '.join(expected)}")
        self.code, self.column, self.found, self.expected = code, column, found, expected


class _Token(NamedTuple):
    """A piece of the text: what it says in its one spelling, and as it is written."""

    kind: str
    text: str
    column: int
    written: str = ""


def parse_expression(text: str) -> Expression:
    """What a computed cell says.

    Raises:
        ExpressionError: it is no expression, or too long or too deep for a formula.
    """
    reader = _Reader(text)
    return _whole(reader, reader.expression())


def parse_comparison(text: str) -> Comparison:
    """What a check says.

    Raises:
        ExpressionError: it is no comparison, or too long or too deep for a formula.
    """
    reader = _Reader(text)
    return _whole(reader, reader.comparison())


def _whole(reader: "_Reader", part: _AnyPart) -> _AnyPart:
    reader.end()
    names = names_of(part)
    if len(names) > MOST_NAMES:
        raise ExpressionError("names", 1, str(len(names)), (str(MOST_NAMES),))
    return part


def _tokens(text: str) -> list[_Token]:
    """The text in pieces, the last one empty; signs in their one spelling."""
    if len(text) > LONGEST:
        raise ExpressionError("long", LONGEST + 1, str(len(text)), (str(LONGEST),))
    folded, tokens = text.translate(_FOLDED), list[_Token]()
    at = _after_space(text, 0)
    while at < len(text):
        match = _TOKEN.match(folded, at)
        if match is None:
            code = "quote" if text[at] in _QUOTES else "sign"
            raise ExpressionError(code, at + 1, text[at])
        kind, piece = match.lastgroup or "", text[at : match.end()]
        said = _said(piece, at + 1) if kind == "text" else _SIGNS.get(match[0], match[0])
        tokens.append(_Token(kind, said, at + 1, piece))
        at = _after_space(text, match.end())
    return [*tokens, _Token("end", "", len(text) + 1)]


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _said(piece: str, column: int) -> str:
    """What stands between quotes."""
    quote, said = piece[0], piece[1:-1]
    said = said.replace(quote * 2, quote)
    if len(said) > LONGEST_TEXT or any(unicodedata.category(each)[0] == "C" for each in said):
        raise ExpressionError("text", column, piece, (str(LONGEST_TEXT),))
    return said


class _Reader:
    """Reads tokens from left to right, one function for each line of the grammar."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._at = self._depth = 0

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def end(self) -> None:
        """Nothing more stands there."""
        if self._next.kind != "end":
            raise self._expected("operator", "end")

    def comparison(self) -> Comparison:
        left = self.expression()
        sign = self._taken(*_COMPARED)
        if sign is None:
            raise self._expected("operator", "comparison")
        return Comparison(left, sign, self.expression())

    def expression(self) -> Expression:
        first, rest = self._product(), list[Step]()
        while sign := self._taken(*ADDED):
            rest.append(Step(sign, self._product()))
        return Series(first, tuple(rest)) if rest else first

    def _product(self) -> Expression:
        first, rest = self._factor(), list[Step]()
        while sign := self._taken("*", "/"):
            rest.append(Step(sign, self._factor()))
        return Series(first, tuple(rest)) if rest else first

    def _factor(self) -> Expression:
        token = self._next
        if self._taken("-"):
            self._enter(token)
            made: Expression = Negative(self._factor())
            self._depth -= 1
            return made
        if self._taken("("):
            self._enter(token)
            made = self.expression()
            self._close("operator", ")")
            return made
        return self._operand()

    def _operand(self) -> Expression:
        token = self._next
        if token.kind not in ("number", "text", "name"):
            raise self._expected("operand")
        self._at += 1
        if token.kind == "text":
            return Text(token.text)
        if token.kind == "name":
            return self._call(token) if self._is("(") else Name(token.text)
        number = Decimal(token.text)
        if number_from_float(float(number)) != number:  # Excel would keep another
            raise ExpressionError("digits", token.column, token.text, ("15",))
        return Number(number)

    def _call(self, function: _Token) -> Call:
        if function.text not in _COUNTS:
            raise ExpressionError("function", function.column, function.text, tuple(_COUNTS))
        self._enter(self._next)
        self._at += 1
        fewest, most = _COUNTS[function.text]
        given = [self._argument(function.text, 0)]
        while self._is(","):
            if len(given) == most:
                raise ExpressionError("arguments", self._next.column, ",", (str(most),))
            self._at += 1
            given.append(self._argument(function.text, len(given)))
        if len(given) < fewest and self._is(")"):
            raise ExpressionError("arguments", self._next.column, ")", (str(fewest),))
        is_named = len(given) - 1 in _NAMED.get(function.text, ())
        operator = () if is_named else ("operator",)
        comma = (",",) if len(given) < most else ()
        self._close(*operator, *comma, *((")",) if len(given) >= fewest else ()))
        return Call(function.text, tuple(given))

    def _argument(self, function: str, number: int) -> Part:
        if function == IF and number == 0:
            return self.comparison()
        if number not in _NAMED.get(function, ()):
            return self.expression()
        token = self._next
        if token.kind != "name":
            raise self._expected("name")
        self._at += 1
        return Name(token.text)

    def _enter(self, token: _Token) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError("deep", token.column, token.text, (str(DEEPEST),))

    def _close(self, *expected: str) -> None:
        if self._taken(")") is None:
            raise self._expected(*expected)
        self._depth -= 1

    def _is(self, *signs: str) -> bool:
        return self._next.kind == "sign" and self._next.text in signs

    def _taken(self, *signs: str) -> str | None:
        if not self._is(*signs):
            return None
        self._at += 1
        return self._tokens[self._at - 1].text

    def _expected(self, *what: str) -> ExpressionError:
        return ExpressionError("expected", self._next.column, self._next.written, what)
