"""What a rule is: a check of a project, or of a unit's own part, that anybody may write.

    @ProjectRule
    def whole_purpose(project: Project, form: Form) -> Iterator[Remark]:
        ...

A rule knows nothing of sheets or cells: it yields remarks on fields. A worker process cannot be
handed a function, only told where to import it from; so that is what a rule can say of itself.
"""

import importlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from ..budget import Project, UnitPart
from ..findings import Remark, RuleError
from ..form import Form

_SCRIPT = "__main__"
"""A module that every process has one of its own of."""


@dataclass(frozen=True, slots=True)
class ProjectRule:
    """What must be true of a project, by the form it was asked with."""

    check: Callable[[Project, Form], Iterable[Remark]]

    def __call__(self, project: Project, form: Form) -> Iterable[Remark]:
        """What there is to remark on a project."""
        return self.check(project, form)


@dataclass(frozen=True, slots=True)
class UnitRule:
    """What must be true of a unit's own part, beside its projects."""

    check: Callable[[UnitPart, Sequence[Project], Form], Iterable[Remark]]

    def __call__(self, part: UnitPart, projects: Sequence[Project], form: Form) -> Iterable[Remark]:
        """What there is to remark on a unit's part."""
        return self.check(part, projects, form)


Rule = ProjectRule | UnitRule


class RuleAddress(NamedTuple):
    """Where a rule can be imported from."""

    kind: type[ProjectRule] | type[UnitRule]
    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"

    def rule(self) -> Rule:
        """Import the rule.

        Raises:
            RuleError: it is not there.
        """
        try:
            found: Any = attrgetter(self.name)(importlib.import_module(self.module))
        except (ImportError, AttributeError) as error:
            raise RuleError("rule.not-importable", rule=self, found=error) from error
        return found if isinstance(found, self.kind) else self.kind(found)


def rule_name(rule: Rule) -> str:
    """What a rule is called: its module and its function."""
    return str(_address(rule))


def address_of(rule: Rule) -> RuleAddress:
    """Where a worker process can import a rule from.

    Raises:
        RuleError: it cannot be: a lambda, a function inside another, or one of the script run.
    """
    address = _address(rule)
    if address.module == _SCRIPT or address.rule() != rule:
        raise RuleError("rule.not-importable", rule=address, found=address.module)
    return address


def _address(rule: Rule) -> RuleAddress:
    check = rule.check
    name = getattr(check, "__qualname__", "") or type(check).__qualname__
    return RuleAddress(type(rule), str(getattr(check, "__module__", "")), name)


def checked_rules(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules somebody gave.

    Raises:
        TypeError: one of them is neither a ProjectRule nor a UnitRule.
    """
    found = tuple(rules)
    for each in found:
        if not isinstance(each, Rule):
            raise TypeError(f"{each!r} is no rule: write @ProjectRule or @UnitRule above it")
    return found
