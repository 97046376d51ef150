"""How an indicator is scored, as a form says it: shapes by sign, bands of answers."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field

from ...budget import EQUAL, Record, Target, plain_sign, wording

_WHOLE = 100


class Shape(StrEnum):
    """How the share of the weight follows from target and actual value.

    `ratio`: actual ÷ target; `inverse`: target ÷ actual; `excess`: 1 less what is above the
    target, ÷ target; `met`: 1 where the target is met by its sign, else 0. All within 0 and 1.
    """

    RATIO = "ratio"
    INVERSE = "inverse"
    EXCESS = "excess"
    MET = "met"


class ScoreDoubt(StrEnum):
    """Why there is no score, or what is odd about one."""

    SIGN = "sign"
    UNITS = "units"
    ZERO = "zero"
    BAND = "band"
    GIVEN = "given"
    NEEDLESS = "needless"


def _band(ends: tuple[int, int]) -> tuple[int, int]:
    if ends[0] >= ends[1]:
        raise ValueError("wanted.band")
    return ends


def _plain_signs(shapes: object) -> object:
    if not isinstance(shapes, Mapping):
        return shapes
    return {plain_sign(sign) if isinstance(sign, str) else sign: each
            for sign, each in shapes.items()}  # fmt: skip


Percent = Annotated[int, Field(ge=0, le=_WHOLE, strict=True)]
Band = Annotated[tuple[Percent, Percent], AfterValidator(_band)]
Shapes = Annotated[dict[str, Shape], BeforeValidator(_plain_signs)]


class ScoreForm(Record):
    """How `score(value, actual, weight, given)` works.

    Attributes:
        signs: the shape of each sign: `{ "≥" = "ratio", "≤" = "inverse" }`; no sign is ＝.
        bands: the answers to a target without a number, each with the percents of the weight
            that may be given: from the first on, below the second; 100 may be reached.
        zero: `"met"` scores a target of zero or less by whether it is met; else it has no score.
        reason: the field that is due when a target is missed, or passed by far.
        over: at how many percent of the target it is passed by far.
    """

    signs: Shapes = {}
    bands: dict[str, Band] = {}
    zero: Literal["met"] | None = None
    reason: str = ""
    over: Annotated[int, Field(ge=_WHOLE, strict=True)] | None = None

    def band(self, answer: str) -> Band | None:
        """The band of an answer, spaces and widths apart; None where there is none."""
        wanted = wording.plain(answer)
        return next(
            (self.bands[each] for each in self.bands if wording.plain(each) == wanted), None
        )


class Scored(NamedTuple):
    """Points before they are rounded; None where there are none, with the doubt if that is why.

    `NEEDLESS` alone comes beside points: they are computed, whatever was given.
    """

    points: Fraction | None
    doubt: ScoreDoubt | None = None


_BLANK = Scored(None)


def score_of(
    scoring: ScoreForm,
    target: Target,
    actual: Target,
    weight: Decimal | Fraction | None,
    given: Decimal | Fraction | None = None,
) -> Scored:
    """The points of an indicator, exactly."""
    if target.is_blank or actual.is_blank:
        return _BLANK
    if target.number is None:
        return _given_points(scoring, actual.words, weight, given)
    if actual.number is None:
        return _BLANK
    share, doubt = _share(scoring, target, actual)
    if share is None:
        return Scored(None, doubt)
    needless = ScoreDoubt.NEEDLESS if given is not None else None
    return Scored(None if weight is None else share * Fraction(weight), needless)


def reason_is_due(scoring: ScoreForm, target: Target, actual: Target) -> bool | None:
    """Whether the target is missed, or passed by far; None where that cannot be said."""
    if target.is_blank or actual.is_blank:
        return None
    if target.number is None:
        band = scoring.band(actual.words)
        return None if band is None else band[1] < max(each[1] for each in scoring.bands.values())
    share = None if actual.number is None else _share(scoring, target, actual)[0]
    if share is None or actual.number is None:
        return None
    is_over = scoring.over is not None and actual.number * _WHOLE > target.number * scoring.over
    return share < 1 or is_over


def _given_points(
    scoring: ScoreForm,
    answer: str,
    weight: Decimal | Fraction | None,
    given: Decimal | Fraction | None,
) -> Scored:
    """What was given, where it lies in the band of the answer."""
    if not answer:
        return _BLANK
    band = scoring.band(answer)
    if band is None:
        return Scored(None, ScoreDoubt.BAND)
    if weight is None or given is None:
        return _BLANK
    lowest, highest = (Fraction(weight) * end / _WHOLE for end in band)
    points = Fraction(given)
    is_inside = lowest <= points < highest or (band[1] == _WHOLE and points == highest)
    return Scored(points) if is_inside else Scored(None, ScoreDoubt.GIVEN)


def _share(
    scoring: ScoreForm, target: Target, actual: Target
) -> tuple[Fraction | None, ScoreDoubt | None]:
    sign = plain_sign(target.sign) or EQUAL
    shape = scoring.signs.get(sign)
    if target.number is None or actual.number is None:
        return None, None
    if shape is None:
        return None, ScoreDoubt.SIGN
    if wording.plain(target.unit) != wording.plain(actual.unit):
        return None, ScoreDoubt.UNITS
    wanted, done = Fraction(target.number), Fraction(actual.number)
    if wanted <= 0:
        if scoring.zero is None:
            return None, ScoreDoubt.ZERO
        shape = Shape.MET
    return _share_by_shape(shape, sign, wanted, done), None


def _share_by_shape(shape: Shape, sign: str, wanted: Fraction, done: Fraction) -> Fraction:
    if shape is Shape.MET:
        return Fraction(_is_met(sign, wanted, done))
    if shape is Shape.RATIO:
        return min(Fraction(1), max(Fraction(0), done / wanted))
    if done <= wanted:
        return Fraction(1)
    return wanted / done if shape is Shape.INVERSE else max(Fraction(0), 2 - done / wanted)


def _is_met(sign: str, wanted: Fraction, done: Fraction) -> bool:
    met = {"≥": done >= wanted, "≤": done <= wanted, "＞": done > wanted, "＜": done < wanted}
    return met.get(sign, done == wanted)
