"""Checks of the same thing, which is seen once for all of them: the rows of a table, the entries.

    @shared(seen_rows)
    def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
        ...

Called with what every check is called with, such a check sees for itself.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, update_wrapper
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

    def of_looked(
        self, look: Callable[[Callable[..., Seen]], Seen], form: Form
    ) -> Iterable[Remark]:
        """What there is to remark on what somebody looks at for several checks."""
        return self.of_seen(look(self.see), form)

    def __call__(self, *given: Any) -> Iterable[Remark]:
        """What there is to remark on a project, or on a part and its projects; the form is last."""
        *about, form = given
        return self.of_seen(self.see(*about), form)


def shared(
    see: Callable[..., Seen],
) -> Callable[[Callable[[Seen, Form], Iterable[Remark]]], Shared[Seen]]:
    """Say above a check what it looks at."""
    return lambda of_seen: Shared(see, of_seen)


def handed(rules: Iterable[Rule], *about: object) -> Sequence[Handed]:
    """Rules with what each looks at: what several look at is seen once, when the first of them is
    called. Where it cannot be seen, each of them fails, as if it had looked for itself.
    """
    look = cache(lambda see: see(*about))
    return [
        (rule, rule.check.of_looked, (look,))
        if isinstance(rule.check, Shared)
        else (rule, rule.check, about)
        for rule in rules
    ]
