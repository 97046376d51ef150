"""The digits a format shows of a figure: placeholders filled from the point outwards."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from .format_code import Token

_BLOCK = ("digit", "point", "comma")
_GROUP = 3
_FRACTION = re.compile(r"(?:#+ )?[?#]{1,3}/[?#]{1,3}")
_WIDEST_GENERAL = 11
_CERTAIN_DIGITS = 9
_ALL_DIGITS = Context(prec=1_000)
"""The largest figure a cell holds has 309 digits before the point, and a format 255 behind it."""
_LARGEST_GENERAL, _SMALLEST_GENERAL = Decimal(10) ** 11, Decimal("0.0001")


class Core(NamedTuple):
    """A section with digits: what stands before them, the digits, and what stands behind.

    Attributes:
        scale: how many thousands the figure is divided by before it is shown.
        is_broken: whether something stands between the digits.
    """

    before: tuple[Token, ...]
    digits: tuple[Token, ...]
    after: tuple[Token, ...]
    scale: int = 0
    is_broken: bool = False


def core_of(tokens: Sequence[Token]) -> Core | None:
    """The digits of a section and what stands around them; None where there are none.

    Raises:
        ValueError: they are written in no way that is known.
    """
    at = [number for number, each in enumerate(tokens) if each.kind in _BLOCK]
    if not any(tokens[number].kind == "digit" for number in at):
        if at:
            raise ValueError("a point without digits")
        return None
    first, last = at[0], at[-1]
    block = list(tokens[first : last + 1])
    points = [number for number, each in enumerate(block) if each.kind == "point"]
    if len(points) > 1 or block[0].kind == "comma":
        raise ValueError("points or commas in odd places")
    scale = 0
    while block[-1].kind == "comma":
        block.pop()
        scale += 1
    while points and points[0] and block[points[0] - 1].kind == "comma":
        del block[points[0] - 1]
        points[0] -= 1
        scale += 1
    if points and any(each.kind == "comma" for each in block[points[0] :]):
        raise ValueError("commas behind the point")
    is_broken = any(each.kind not in _BLOCK for each in block)
    if any(each.kind not in (*_BLOCK, "literal") for each in block):
        raise ValueError("between the digits")
    return Core(tuple(tokens[:first]), tuple(block), tuple(tokens[last + 1 :]), scale, is_broken)


def digits_text(block: Sequence[Token], figure: Decimal) -> str:
    """A figure without its sign, in the digits of a format; a point nothing follows is left out.

    Some programs show such a point and some do not.
    """
    kinds = [each.kind for each in block]
    point = kinds.index("point") if "point" in kinds else len(block)
    behind = block[point + 1 :]
    places = sum(each.kind == "digit" for each in behind)
    rounded = figure.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _ALL_DIGITS)
    whole, _, rest = f"{rounded:f}".partition(".")
    shown = _whole(block[:point], whole.lstrip("0"), is_grouped="comma" in kinds)
    if point == len(block):
        return shown
    follows = _places(behind, rest)
    return f"{shown}.{follows}" if follows.strip() else f"{shown}{follows}"


def _whole(block: Sequence[Token], digits: str, *, is_grouped: bool) -> str:
    """The digits before the point, from right to left; the first place takes all that are left."""
    places = [number for number, each in enumerate(block) if each.kind == "digit"]
    made: list[str] = []
    count = 0
    for number in range(len(block) - 1, -1, -1):
        token = block[number]
        if token.kind == "literal":
            made.append(token.text)
        elif token.kind == "digit":
            here = digits if number == places[0] else digits[-1:]
            digits = digits[: len(digits) - len(here)]
            for sign in reversed(here) or ():
                made.append("," if is_grouped and count and not count % _GROUP else "")
                made.append(sign)
                count += 1
            if not here and token.text != "#":
                grouped = is_grouped and count and not count % _GROUP and token.text == "0"
                made.append("," if grouped else "")
                made.append("0" if token.text == "0" else " ")
                count += 1
    return "".join(reversed(made))


def _places(behind: Sequence[Token], digits: str) -> str:
    made = []
    for token in behind:
        if token.kind == "literal":
            made.append(token.text)
            continue
        here, left = digits[0], digits.strip("0")
        digits = digits[1:]
        if left or token.text == "0":
            made.append(here)
        elif token.text == "?":
            made.append(" ")
    return "".join(made)


def general_text(figure: Decimal) -> tuple[str, bool]:
    """A figure without its sign as General shows it, and whether every program shows it so."""
    text = format(figure, "f")
    digits = len(figure.normalize().as_tuple().digits)
    if figure and not _SMALLEST_GENERAL <= figure < _LARGEST_GENERAL:
        return f"{figure:.5E}", False
    if digits <= _CERTAIN_DIGITS or "." not in text:
        return text, True
    room = max(0, _WIDEST_GENERAL - 1 - len(text.partition(".")[0]))
    return f"{figure.quantize(Decimal(1).scaleb(-room), ROUND_HALF_UP).normalize():f}", False


def fraction_text(tokens: Sequence[Token], figure: Decimal) -> str:
    """A figure as a fraction where it is exactly one; "" where it is only near to one."""
    code = "".join(each.text for each in tokens if each.kind != "space" or each.text)
    if not _FRACTION.fullmatch(code):
        return ""
    most = 10 ** len(code.rpartition("/")[2]) - 1
    exact = Fraction(figure)
    near = exact.limit_denominator(most)
    if abs(near - exact) > Fraction(1, 10**14):
        return ""
    whole = int(near) if " " in code else 0
    rest = near - whole
    if not rest:
        return str(whole) if " " in code else f"{near.numerator}/1"
    above, below = (len(each) for each in code.rpartition(" ")[2].split("/"))
    text = f"{rest.numerator:>{above}}/{rest.denominator:<{below}}".rstrip()
    text = text if whole else text.lstrip()
    return f"{whole} {text}" if whole else text
