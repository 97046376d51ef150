"""In which order computed cells are worked out, and where they wait for each other."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from .calculation import Calculation
from .expression import Name, parts_of


class Order(NamedTuple):
    """The order of computed fields.

    Attributes:
        names: each after all it is computed of; a column is worked out in all its rows at once.
        cycles: fields that wait for each other, each list ending with the name it begins with.
    """

    names: tuple[str, ...]
    cycles: tuple[tuple[str, ...], ...] = ()


def order_of(calculations: Mapping[str, Calculation]) -> Order:
    """The order of the computed fields of a sheet, by name; those of a cycle are in no order."""
    waiting = {name: needed(each) for name, each in calculations.items()}
    cycles = list[tuple[str, ...]]()
    while True:
        known = {name: [each for each in of if each in waiting] for name, of in waiting.items()}
        try:
            return Order(tuple(TopologicalSorter(known).static_order()), tuple(cycles))
        except CycleError as error:
            cycle = _from_first(error.args[1][::-1], waiting)
            cycles.append(cycle)
            waiting = {name: of for name, of in waiting.items() if name not in cycle}


def needed(calculation: Calculation) -> tuple[str, ...]:
    """The fields a calculation is of, with the parts of targets, each once."""
    names = [each.name for each in parts_of(calculation.part) if isinstance(each, Name)]
    operands = calculation.operands
    parts = (part for name in names if name in operands for part in operands[name].parts)
    return tuple(dict.fromkeys([*names, *parts]))


def _from_first(cycle: Iterable[str], order: Iterable[str]) -> tuple[str, ...]:
    """A cycle told from the one of its fields that comes first."""
    around = [*cycle][:-1]
    at = next(around.index(each) for each in order if each in around)
    return (*around[at:], *around[:at], around[at])
