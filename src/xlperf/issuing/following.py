"""What is said of the values of a sheet, from one project to the next.

Projects of one shape differ in a few values. What is said hangs on the values that were asked
for alone, and these are watched, not declared: where none of them changed, it is said again.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from ..sheet import Value

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
Values = Mapping[str, Value]
_MANY = 2
"""Where one value in so many changed, all is said afresh, and nothing is watched."""
_MISSING = object()


class Following(Generic[K, T]):
    """Functions of values by name, and what they said of the values before."""

    def __init__(self, functions: Mapping[K, Callable[[Values], T]]) -> None:
        self._functions = functions
        self._last: _Said[K, T] | None = None

    @property
    def names(self) -> Collection[K]:
        """The names of the functions."""
        return self._functions.keys()

    def __call__(self, values: Values) -> Mapping[K, T]:
        """What each says of these values."""
        last = self._last
        if last is None:
            return self._watched(values, self._functions, {}, {})
        changed = last.changed_in(values)
        if len(changed) * _MANY > len(values):
            return {name: function(values) for name, function in self._functions.items()}
        stale = dict.fromkeys(name for path in changed for name in last.asked_by.get(path, ()))
        stale |= dict.fromkeys(last.asked_by.get(_EVERY, ()))
        asked = {name: self._functions[name] for name in stale}
        return self._watched(values, asked, last.answers, last.asked_by)

    def _watched(
        self,
        values: Values,
        functions: Mapping[K, Callable[[Values], T]],
        answers: Mapping[K, T],
        asked_by: "Mapping[str, frozenset[K]]",
    ) -> Mapping[K, T]:
        """The answers before, with those of some functions in place of theirs."""
        made: dict[K, T] = {}
        asking: dict[str, frozenset[K]] = {}
        for name, function in functions.items():
            watched = _Watched(values)
            made[name] = function(watched)
            for path in watched.asked:
                known = asking.get(path) or asked_by.get(path, frozenset())
                if name not in known:
                    asking[path] = known | {name}
        answers = {**answers, **made} if made else answers
        asked_by = {**asked_by, **asking} if asking else asked_by
        self._last = _Said(values, answers, asked_by)
        return answers


_EVERY = ""
"""Stands for all values among the paths of values that were asked for."""


class _Said(NamedTuple, Generic[K, T]):
    """What was said of some values, and by path what asked for each, then or before."""

    values: Values
    answers: Mapping[K, T]
    asked_by: Mapping[str, frozenset[K]]

    def changed_in(self, values: Values) -> list[str]:
        """The paths of values that are not the same thing in others."""
        before = self.values
        found = [path for path, each in values.items() if each is not before.get(path, _MISSING)]
        if before.keys() != values.keys():
            found += before.keys() - values.keys()
        return found


class _Watched(Mapping[str, Value]):
    """Values that know which of them were asked for."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self.asked: set[str] = set()

    def get(self, path: str, default: Value = None) -> Value:  # type: ignore[override]
        """A value, or the default where there is none."""
        self.asked.add(path)
        return self._values.get(path, default)

    def __getitem__(self, path: str) -> Value:
        self.asked.add(path)
        return self._values[path]

    def __contains__(self, path: object) -> bool:
        self.asked.add(str(path))
        return path in self._values

    def __iter__(self) -> Iterator[str]:
        self.asked.add(_EVERY)
        return iter(self._values)

    def __len__(self) -> int:
        self.asked.add(_EVERY)
        return len(self._values)
