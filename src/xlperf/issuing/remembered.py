"""What is said of the values of a sheet, remembered by the values that were asked for.

Which these are is watched, not declared: where all that was asked for is the same once more, so
is the answer, since nothing else can decide it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from ..sheet import Value

T = TypeVar("T")
Values = Mapping[str, Value]
_MOST_WAYS, _MOST = 8, 256
"""Kept answers: so many sets of values may be asked for, each with so many answers."""


class Remembered(Generic[T]):
    """A function of values, and what it answered before."""

    def __init__(self, answer: Callable[[Values], T]) -> None:
        self._answer = answer
        self._known: dict[tuple[str, ...], dict[tuple[Value, ...], T]] = {}

    def __call__(self, values: Values) -> T:
        """What the function says of these values."""
        get = values.get
        for asked, answers in self._known.items():
            key = tuple(map(get, asked))
            if key in answers:
                return answers[key]
        watched = _Watched(values)
        answer = self._answer(watched)
        self._remember(watched, answer)
        return answer

    def _remember(self, watched: "_Watched", answer: T) -> None:
        """Keep an answer, unless it hangs on more than single values."""
        asked = watched.asked
        # 0 and -0 are equal, and read differently.
        if watched.is_walked or any(value == 0 for value in asked.values()):
            return
        paths = tuple(asked)
        if paths not in self._known and len(self._known) >= _MOST_WAYS:
            return
        answers = self._known.setdefault(paths, {})
        if len(answers) >= _MOST:
            answers.clear()
        answers[tuple(asked.values())] = answer


class _Watched(Mapping[str, Value]):
    """Values that know which of them were asked for.

    Whoever asks whether there is one, or for all of them, hears of more than values.
    """

    def __init__(self, values: Values) -> None:
        self._values = values
        self.asked: dict[str, Value] = {}
        self.is_walked = False

    def get(self, path: str, default: Value = None) -> Value:  # type: ignore[override]
        """A value; None, and no other default, stands for one that is not there."""
        if default is not None:
            self.is_walked = True
        value = self.asked[path] = self._values.get(path)
        return self._values.get(path, default) if value is None else value

    def __getitem__(self, path: str) -> Value:
        value = self.asked[path] = self._values.get(path)
        if value is None:
            self.is_walked = True
            return self._values[path]
        return value

    def __contains__(self, path: object) -> bool:
        self.is_walked = True
        return path in self._values

    def __iter__(self) -> Iterator[str]:
        self.is_walked = True
        return iter(self._values)

    def __len__(self) -> int:
        self.is_walked = True
        return len(self._values)
