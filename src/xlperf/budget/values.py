"""A value of a field that a form declares: as Python has it, as text, and as JSON.

    kind                                | value           | as text      | blank
    ------------------------------------+-----------------+--------------+------
    text, code, choice                  | str             | itself       | ""
    money, percent, number, count       | Decimal         | 12.5         | None
    date                                | datetime.date   | 2026-03-01   | None
    target                              | Target          | its raw text | Target()

Percents are whole percents: 85.3 is 85.3 %. Texts have no needless zeros, so that equal figures
are equal texts.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, SkipValidation

from .fields import FIGURES, Holds
from .target import Target

_FIGURE = re.compile(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?")
FieldValue = str | Decimal | date | Target | None
"""What a cell of a declared field may hold."""


def value_text(value: FieldValue) -> str:
    """A value as text; "" for a blank."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Target):
        return value.raw
    return "" if value is None else str(value)


def value_from_text(text: str, kind: Holds) -> FieldValue:
    """The value a text stands for, as `value_text` gave it.

    Raises:
        ValueError: it is no figure, or no date.
    """
    if kind is Holds.TARGET:
        return Target.parse(text)
    if kind in FIGURES:
        return figure_from_text(text)
    if kind is Holds.DATE:
        return date.fromisoformat(text) if text else None
    return text


def figure_from_text(text: str) -> Decimal | None:
    """A figure as it is remembered: no exponents, nothing that is no number.

    Raises:
        ValueError: it is none.
    """
    if text and not _FIGURE.fullmatch(text):
        raise ValueError(text)
    return Decimal(text) if text else None


def blank_of(kind: Holds) -> FieldValue:
    """What a field of this kind holds while nothing was given."""
    return value_from_text("", kind)


def is_blank_value(value: FieldValue) -> bool:
    """Whether nothing was given; 0 and 无 are something."""
    return value in (None, "") or (isinstance(value, Target) and value.is_blank)


def _in_json(value: FieldValue) -> Any:
    if isinstance(value, Decimal):
        return {"figure": format(value, "f")}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Target):
        return {"target": value.model_dump(mode="json")}
    return value


def _from_json(value: Any) -> Any:
    if not isinstance(value, Mapping) or len(value) != 1:
        return value
    ((kind, held),) = value.items()
    if kind == "figure":
        return Decimal(held)
    if kind == "date":
        return date.fromisoformat(held)
    return Target.model_validate(held) if kind == "target" else value


def _checked(value: Any) -> FieldValue:
    found = _from_json(value)
    if not isinstance(found, FieldValue):
        raise ValueError("a text, a decimal, a date or a target")  # noqa: TRY004 - for pydantic
    return found


TaggedValue = Annotated[
    SkipValidation[FieldValue],
    BeforeValidator(_checked),
    PlainSerializer(_in_json, when_used="json"),
]
"""A value as a record holds it: in JSON its kind stands beside it, so that it comes back."""
Values = dict[str, TaggedValue]
