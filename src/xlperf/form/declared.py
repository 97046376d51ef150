"""A field that a form declares: its kind, and what may be typed into it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator

from ..budget import FIGURES, Holds, Record, is_exact, wording

MOST_CHOICES = 1_000
LONGEST_CHOICE = 255
"""A list of Excel shows no more signs of an entry."""
MOST_PLACES = 9
MOST_SIGNS = 32_767
"""An Excel cell holds no more signs."""
DECLARED = ("text", "code", "money", "percent", "number", "count", "date", "target")
"""The kinds a form may name; a list of texts is a choice."""
_COMPUTED = (Holds.MONEY, Holds.PERCENT, Holds.NUMBER, Holds.COUNT, Holds.TEXT)


def _bound(value: Any) -> Any:
    """A bound of figures, as exact as it is written; None for none."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise ValueError("wanted.number")  # noqa: TRY004 - pydantic takes no TypeError for an answer
    if isinstance(value, float) and not is_exact(value):
        raise ValueError("wanted.number")
    return str(value)


def _choice(text: str) -> str:
    if not wording.plain(text):
        raise ValueError("wanted.some-text")
    if len(text) > LONGEST_CHOICE:
        raise ValueError(f"wanted.shorter {LONGEST_CHOICE}")
    return text


def _choices(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Not too many entries, unlike each other as they are read."""
    if len(texts) > MOST_CHOICES:
        raise ValueError(f"wanted.choices {MOST_CHOICES}")
    seen = set[str]()
    for text in texts:
        folded = wording.plain(text)
        if folded in seen:
            raise ValueError(f"wanted.unlike {text}")
        seen.add(folded)
    return texts


Bound = Annotated[Decimal | None, BeforeValidator(_bound)]
Choice = Annotated[str, AfterValidator(_choice)]
Choices = Annotated[tuple[Choice, ...], AfterValidator(_choices)]


class DeclaredField(Record):
    """A field of a form's own.

    Attributes:
        kind: what its cells hold; with choices it is a choice.
        computed: how it is computed from other fields (`is` in the file); "" where it is asked.
        places: how many decimals a figure may have; None for as many as its kind has.
        required: whether it may not stay blank.
        choices: what may be chosen.
        least, most: bounds of a figure, in its own unit; percents are whole percents.
        longest: how many signs a text may have; None for as many as a cell holds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    kind: Holds = Holds.TEXT
    computed: Annotated[str, Field(alias="is", max_length=2_000)] = ""
    places: Annotated[int, Field(ge=0, le=MOST_PLACES, strict=True)] | None = None
    required: bool = Field(default=False, strict=True)
    choices: Choices = ()
    least: Bound = None
    most: Bound = None
    longest: Annotated[int, Field(ge=1, le=MOST_SIGNS, strict=True)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _in_short(cls, data: Any) -> Any:
        """`"money"` says a kind, and a list of texts is a choice."""
        if isinstance(data, str):
            return {"kind": data}
        if isinstance(data, list | tuple):
            return {"kind": Holds.CHOICE, "choices": data}
        if isinstance(data, Mapping) and "choices" in data and "kind" not in data:
            return {**data, "kind": Holds.CHOICE}
        return data

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """What is said goes with the kind."""
        if self.kind is Holds.CHOICE and not self.choices:
            raise ValueError("wanted.choices-for-choice")
        if self.choices and self.kind is not Holds.CHOICE:
            raise ValueError("wanted.choice-for-choices")
        if (self.least, self.most, self.places) != (None, None, None) and self.kind not in FIGURES:
            raise ValueError("wanted.figure-for-bounds")
        if None not in (self.least, self.most) and self.least > self.most:  # type: ignore[operator]
            raise ValueError("wanted.least-below-most")
        if self.longest is not None and self.kind not in (Holds.TEXT, Holds.CODE):
            raise ValueError("wanted.text-for-longest")
        if self.computed and (self.kind not in _COMPUTED or self.required):
            raise ValueError("wanted.computable")
        return self

    @property
    def is_computed(self) -> bool:
        """Whether nobody fills it in."""
        return bool(self.computed)
