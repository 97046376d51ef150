"""One drawn sheet of a form, and what stands beside the drawing."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, SkipValidation

from ..budget import Record
from .drawing import Drawing, Kind, parse_drawing


def _drawn(value: Any) -> Drawing:
    """A drawing from its lines."""
    if isinstance(value, Drawing):
        return value
    if not isinstance(value, str):
        raise ValueError("wanted.text")  # noqa: TRY004 - pydantic takes no TypeError for an answer
    return parse_drawing(value)


def _lines(drawing: Drawing) -> str:
    return drawing.text


def _in_order(names: frozenset[str]) -> list[str]:
    """As JSON has them: a set has no order, and the same form is to be the same text."""
    return sorted(names)


Drawn = Annotated[SkipValidation[Drawing], BeforeValidator(_drawn), PlainSerializer(_lines)]
Names = Annotated[frozenset[str], PlainSerializer(_in_order)]


def _flat(table: Any) -> Any:
    """TOML reads `goals.project = 26` as a table in a table; a field's name has the dot in it."""
    if not isinstance(table, dict):
        return table
    flat: dict[str, Any] = {}
    for name, value in table.items():
        inner = _flat(value)
        flat |= (
            {f"{name}.{key}": each for key, each in inner.items()}
            if isinstance(inner, dict)
            else {name: inner}
        )
    return flat


class SheetForm(Record):
    """One drawn sheet of a form.

    Attributes:
        title: what stands above the table; `{name}` and `{code}` are put in.
        drawing: the table as it is printed.
        split: fields that are asked for in several cells, though printed in one.
        required: fields that may not stay blank.
        rows: how many rows each repeated field gets (`"taxonomy"`: one for each second level).
        spare: how many blank rows follow them.
        widths: width of a field's column, in characters of half width.
    """

    title: str
    drawing: Drawn
    split: dict[str, tuple[str, ...]] = {}
    required: Names = frozenset()
    rows: Literal["taxonomy"] | dict[str, int] = {}
    spare: int = Field(default=0, ge=0, le=500)
    widths: Annotated[dict[str, float], BeforeValidator(_flat)] = {}

    @cached_property
    def entry(self) -> Drawing:
        """The table as it is filled, with the columns of split fields taken apart."""
        return self.drawing.split(self.split)

    def names(self) -> Iterator[str]:
        """The names of all cells to fill, as printed and as split."""
        for drawing in (self.drawing, self.entry):
            for block in drawing.blocks:
                if block.kind is not Kind.LABEL:
                    yield block.text
