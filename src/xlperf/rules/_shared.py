"""Checks of the same thing, which is seen once for all of them: the rows of a table, the entries.

    @shared(seen_rows)
    def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
        ...

Called with what every check is called with, such a check sees for itself.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import update_wrapper
from typing import Any, Generic, TypeVar

from ..findings import Remark
from ..form import Form
from ._rule import Rule

Seen = TypeVar("Seen")
Handed = tuple[Rule, Callable[..., Iterable[Remark]], tuple[object, ...]]
"""A rule, its check, and what that is called with before the form."""


class Shared(Generic[Seen]):
    """A check of what somebody has seen already."""

    def __init__(
        self, see: Callable[..., Seen], of_seen: Callable[[Seen, Form], Iterable[Remark]]
    ) -> None:
        self.see, self.of_seen = see, of_seen
        update_wrapper(self, of_seen)

    def __call__(self, *given: Any) -> Iterable[Remark]:
        """What there is to remark on a project, or on a part and its projects; the form is last."""
        *about, form = given
        return self.of_seen(self.see(*about), form)


def shared(
    see: Callable[..., Seen],
) -> Callable[[Callable[[Seen, Form], Iterable[Remark]]], Shared[Seen]]:
    """Say above a check what it looks at."""
    return lambda of_seen: Shared(see, of_seen)


def handed(rules: Iterable[Rule], *about: object) -> Iterator[Handed]:
    """Rules with what each looks at, which is seen when the first of them asks for it."""
    found: dict[Callable[..., object], tuple[object]] = {}
    for rule in rules:
        check = rule.check
        if isinstance(check, Shared):
            if check.see not in found:
                found[check.see] = (check.see(*about),)
            yield rule, check.of_seen, found[check.see]
        else:
            yield rule, check, about
