"""What a person sees of a cell where that is not simply the value stored in it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Sight(StrEnum):
    """How what is seen stands to what is stored.

    `SAME`: the figure itself, in the digits of its format. `MARKED`: the figure beside a word or
    a currency sign. `PERCENT`: the figure with a percent sign. `OTHER`: something else, or nothing.
    """

    SAME = "same"
    MARKED = "marked"
    PERCENT = "percent"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Shown:
    """How a stored figure looks under its number format.

    Attributes:
        text: what is seen, without padding; "" where nothing is, or where programs differ.
        stored: the figure as the file holds it, which ties this to the value that was read.
        value: the figure as it is stored; under a percent sign, the figure beside the sign.
        mark: the word or currency sign beside the figure.
        reason: why the figure is not what is seen: `scaled`, `inside`, `literal`, `hidden`, `sign`,
            `date`, `fraction`, `power`, `numerals`, `condition`, `conditional`, `unknown`.
        is_rounded: whether digits are stored that are not seen.
        is_certain: whether every program shows this very text.
    """

    kind: Sight
    text: str = ""
    value: Decimal | None = None
    stored: Decimal | None = None
    mark: str = ""
    reason: str = ""
    is_rounded: bool = False
    is_certain: bool = True


class CellDoubt(NamedTuple):
    """Why nothing is taken from a cell: a finding's code, what it holds, and what is seen of it."""

    code: str
    found: str
    shown: str = ""


class Overlay(NamedTuple):
    """Something a person put on a sheet that stands in no cell.

    Attributes:
        kind: `text-box`, `picture`, `shape`, `chart`, `object`, `control`, `thread` or `note`.
        place: the address of the cell it begins at; "" where that is not known.
        text: the words on it.
    """

    kind: str
    place: str = ""
    text: str = ""
