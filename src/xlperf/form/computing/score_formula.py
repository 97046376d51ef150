"""The points of an indicator, and whether a reason is due, as parts of a formula."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from ...budget import EQUAL
from .expression import quoted_text
from .scoring import ScoreForm, Shape

_NONE = "NA()"
_ENDS = 6
"""The ends of a band are compared to so many decimals."""
_NARROW = {"≥": ">=", "≤": "<=", "＞": ">", "＜": "<", EQUAL: "="}


class TargetCells(NamedTuple):
    """Where a target stands, split; `sign` is "" where none is asked for."""

    sign: str
    number: str
    unit: str


def score_formula(
    scoring: ScoreForm, target: TargetCells, actual: TargetCells, weight: str, given: str
) -> str:
    """The points before they are rounded, an error where there are none.

    Args:
        weight: the weight as a part of a formula, safe to stand in a product.
        given: the cell beside the score where points are given; "" where there is none.
    """
    return (
        f"IF(ISNUMBER({target.number}),{weight}*{_share(scoring, target, actual)},"
        f"{_given_points(scoring, target, actual, weight, given)})"
    )


def reason_formula(scoring: ScoreForm, target: TargetCells, actual: TargetCells) -> str:
    """TRUE where a reason is due (`reason_is_due`), without an equals sign."""
    due = f"{_share(scoring, target, actual)}<1"
    if scoring.over is not None:
        due = f"OR({due},{actual.number}*100>{target.number}*{scoring.over})"
    top = max((band[1] for band in scoring.bands.values()), default=0)
    missed = [name for name, band in scoring.bands.items() if band[1] < top]
    answers = _any_of(actual.unit, missed)
    words = f"AND({_says_something(target)},{answers})"
    return f"IFERROR(IF(ISNUMBER({target.number}),{due},{words}),FALSE)"


def _share(scoring: ScoreForm, target: TargetCells, actual: TargetCells) -> str:
    """The share of the weight of a target with a number."""
    positive = _by_sign(scoring, target.sign, lambda sign: _shape(scoring, sign, target, actual))
    zero = _by_sign(scoring, target.sign, lambda sign: _met(sign, target, actual))
    return (
        f"IF(AND(ISNUMBER({actual.number}),TRIM({target.unit})=TRIM({actual.unit})),"
        f"IF({target.number}>0,{positive},{zero if scoring.zero else _NONE}),{_NONE})"
    )


def _by_sign(scoring: ScoreForm, cell: str, share: Callable[[str], str]) -> str:
    """A choice by the sign that stands in a cell; signs of one share are asked together."""
    if not cell:
        return share(EQUAL) if EQUAL in scoring.signs else _NONE
    together: dict[str, list[str]] = {}
    for sign in scoring.signs:
        spelled = [sign, *([_NARROW[sign]] if sign in _NARROW else [])]
        together.setdefault(share(sign), []).extend([*spelled, ""] if sign == EQUAL else spelled)
    return _chosen({_any_of(cell, signs): text for text, signs in together.items()})


def _chosen(texts: Mapping[str, str]) -> str:
    """The text of the first condition that holds."""
    formula = _NONE
    for condition, text in reversed([*texts.items()]):
        formula = f"IF({condition},{text},{formula})"
    return formula


def _any_of(cell: str, texts: Iterable[str]) -> str:
    found = [f"TRIM({cell})={quoted_text(each)}" for each in texts]
    return f"OR({','.join(found)})" if found else "FALSE"


def _shape(scoring: ScoreForm, sign: str, target: TargetCells, actual: TargetCells) -> str:
    wanted, done = target.number, actual.number
    match scoring.signs[sign]:
        case Shape.RATIO:
            return f"MIN(1,MAX(0,{done}/{wanted}))"
        case Shape.INVERSE:
            return f"IF({done}<={wanted},1,{wanted}/{done})"
        case Shape.EXCESS:
            return f"IF({done}<={wanted},1,MAX(0,1-({done}-{wanted})/{wanted}))"
        case Shape.MET:
            return _met(sign, target, actual)


def _met(sign: str, target: TargetCells, actual: TargetCells) -> str:
    return f"IF({actual.number}{_NARROW.get(sign, '=')}{target.number},1,0)"


def _given_points(
    scoring: ScoreForm, target: TargetCells, actual: TargetCells, weight: str, given: str
) -> str:
    """What was given, where the target says something else than a number."""
    if not given or not scoring.bands:
        return _NONE
    bands = {
        _any_of(actual.unit, [name]): _within(band, weight, given)
        for name, band in scoring.bands.items()
    }
    return f"IF({_says_something(target)},{_chosen(bands)},{_NONE})"


def _within(band: tuple[int, int], weight: str, given: str) -> str:
    lowest, highest = (f"ROUND({given}-{weight}*{end}/100,{_ENDS})" for end in band)
    below = "<=" if band[1] == 100 else "<"
    return f"IF(AND(ISNUMBER({given}),{lowest}>=0,{highest}{below}0),{given},{_NONE})"


def _says_something(target: TargetCells) -> str:
    """Whether a target without a number says anything."""
    return "LEN(" + "&".join(f"TRIM({each})" for each in (target.sign, target.unit) if each) + ")>0"
