"""A thing as itself: whether another says the same would take as long as the thing is."""

from typing import Generic, TypeVar

T = TypeVar("T")


class Itself(Generic[T]):
    """A thing that is equal to nothing but itself, and kept alive by what remembers it."""

    def __init__(self, thing: T) -> None:
        self.thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and other.thing is self.thing

    def __hash__(self) -> int:
        return id(self.thing)
