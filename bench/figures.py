"""What was measured: a figure for each line, and the floor in milliseconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .lines import Line


@dataclass(frozen=True)
class Figures:
    """What one group of jobs gave.

    Attributes:
        values: the figure of each line, as the line counts it; None where it cannot be measured.
        floor: milliseconds of CPU by what they are of.
    """

    values: Mapping[Line, float | None]
    floor: Mapping[str, float] = field(default_factory=dict)

    def __or__(self, other: "Figures") -> "Figures":
        return Figures({**self.values, **other.values}, {**self.floor, **other.floor})
