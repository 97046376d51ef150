"""What was made and may be asked for again: so many things, those used last."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Things by what they hang on; when there are too many, the one longest unused goes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        """What was put there, unless it is gone."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, thing: T) -> T:
        """Keep it."""
        self._kept[key] = thing
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return thing
