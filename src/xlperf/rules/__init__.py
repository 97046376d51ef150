"""What must be true of a project and of a unit's own part: one rule a file, listed in order.

A rule reads records and a form, and yields remarks: which field, what is there, what was
expected. It knows nothing of sheets or cells, raises nothing, and says a thing once. The order
is that of the sheet: code, money, plan, texts, then the table of indicators.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from ..budget import Project, UnitPart
from ..findings import Level, OwnText, Remark, RuleError, level_of, remark
from ..form import Form
from . import (
    code_check,
    code_shape,
    declared_bounds,
    declared_choice,
    declared_longest,
    declared_required,
    declared_spaces,
    form_checks,
    goal_against_plan,
    goal_entry_name,
    goal_entry_unknown,
    goal_missing,
    goal_nothing,
    goal_placeholder,
    indicator_bare_word,
    indicator_copy_basis,
    indicator_copy_description,
    indicator_copy_value,
    indicator_filler,
    indicator_level2_missing,
    indicator_level_parent,
    indicator_level_unknown,
    indicator_money_place,
    indicator_name_cut,
    indicator_nameless,
    indicator_number_missing,
    indicator_over_hundred,
    indicator_rate_in_quantity,
    indicator_satisfaction_place,
    indicator_sign_missing,
    indicator_unit_missing,
    indicator_unit_sentence,
    indicator_unit_unknown,
    indicator_value_vague,
    indicator_weights,
    indicator_whether,
    money_date,
    money_places,
    money_slip,
    money_sum,
    money_swapped,
    plan_falls,
    plan_flat,
    plan_gap,
    plan_last_period,
    plan_range,
    plan_text,
    plan_total,
    project_blank,
    required_blank,
    score_doubt,
    score_reason,
    stray_spaces,
    unit_required,
)
from ._about import fields_of, is_drawn
from ._rule import (
    ProjectRule,
    Rule,
    RuleAddress,
    UnitRule,
    address_of,
    checked_rules,
    rule_name,
)
from ._shared import Handed, handed
from ._value_words import counted_units
from .project_blank import asks_for_answers, is_blank, is_blank_part

__all__ = [
    "PLAIN",
    "STANDARD",
    "OwnText",
    "ProjectRule",
    "Remark",
    "Rule",
    "RuleAddress",
    "RuleError",
    "UnitRule",
    "address_of",
    "asks_for_answers",
    "check_approved",
    "check_approved_part",
    "check_project",
    "check_unit_part",
    "checked_rules",
    "counted_units",
    "fields_of",
    "is_blank",
    "is_blank_part",
    "remark",
    "rules_of",
]

FAILED = "rule.failed"
"""What is remarked on a rule that raised."""

_ProjectCheck = Callable[[Project, Form], Iterable[Remark]]
_UnitCheck = Callable[[UnitPart, Sequence[Project], Form], Iterable[Remark]]
APPROVED_RULES: tuple[_ProjectCheck, ...] = (
    code_shape.check,
    code_check.check,
    money_sum.check,
    money_date.check,
    money_places.check,
    money_slip.check,
    money_swapped.check,
)
"""What a master budget can be held to: these speak of nothing a unit fills in."""

PROJECT_RULES: tuple[_ProjectCheck, ...] = (
    *APPROVED_RULES,
    plan_total.check,
    plan_falls.check,
    plan_range.check,
    plan_gap.check,
    plan_last_period.check,
    plan_flat.check,
    plan_text.check,
    project_blank.check,
    required_blank.check,
    goal_placeholder.check,
    goal_nothing.check,
    indicator_level2_missing.check,
    indicator_level_unknown.check,
    indicator_level_parent.check,
    indicator_nameless.check,
    indicator_name_cut.check,
    indicator_filler.check,
    indicator_copy_description.check,
    indicator_copy_basis.check,
    indicator_copy_value.check,
    indicator_value_vague.check,
    indicator_number_missing.check,
    indicator_sign_missing.check,
    indicator_unit_missing.check,
    indicator_unit_sentence.check,
    indicator_unit_unknown.check,
    indicator_whether.check,
    indicator_bare_word.check,
    indicator_satisfaction_place.check,
    indicator_money_place.check,
    indicator_rate_in_quantity.check,
    indicator_over_hundred.check,
    indicator_weights.check,
    stray_spaces.check,
)

UNIT_RULES: tuple[_UnitCheck, ...] = (
    unit_required.check,
    goal_missing.check,
    goal_entry_unknown.check,
    goal_entry_name.check,
    goal_against_plan.check,
)


STANDARD: tuple[Rule, ...] = (*map(ProjectRule, PROJECT_RULES), *map(UnitRule, UNIT_RULES))
"""The rules every return is held to, where nobody says otherwise."""

DECLARED_RULES = (
    declared_required.check,
    declared_choice.check,
    declared_bounds.check,
    declared_longest.check,
    declared_spaces.check,
    form_checks.check,
    score_doubt.check,
    score_reason.check,
)
"""What a form says of the fields it declares; the same of a project and of a unit's part."""

PLAIN: tuple[Rule, ...] = (
    ProjectRule(project_blank.check),
    ProjectRule(required_blank.check),
    ProjectRule(stray_spaces.check),
    UnitRule(unit_required.check),
    *map(ProjectRule, DECLARED_RULES),
)
"""What holds for every form, whatever else it is held to."""
_TRIED = frozenset(map(id, (*PROJECT_RULES, *UNIT_RULES, *DECLARED_RULES, form_checks.check_given)))


def rules_of(form: Form, given: Sequence[Rule] | None) -> tuple[Rule, ...]:
    """The rules a return is held to: those given, or the packs of its form; and what is plain.

    Each once, the plain ones where they stand among the others.
    """
    packs = STANDARD if "budget" in form.rules else ()
    return tuple(dict.fromkeys((*(packs if given is None else given), *PLAIN)))


APPROVED_VALUES = (
    declared_choice.check,
    declared_bounds.check,
    declared_longest.check,
    form_checks.check_given,
)
"""The same of what a form declares, of projects and of units: what is given can be held to them."""


def check_approved(project: Project, form: Form) -> tuple[Remark, ...]:
    """Everything the rules have to say about what a master budget gives a project.

    Of the forty those that its form is held to; that an amount fits the form is always asked.
    """
    packs = APPROVED_RULES if "budget" in form.rules else (money_places.check,)
    rules = [ProjectRule(each) for each in (*packs, *APPROVED_VALUES)]
    return tuple(_held_to(handed(rules, project), form))


def check_approved_part(part: UnitPart, form: Form) -> tuple[Remark, ...]:
    """The same of what it gives a unit itself."""
    return tuple(_held_to(handed(map(ProjectRule, APPROVED_VALUES), part), form))


def check_project(
    project: Project, form: Form, rules: Sequence[Rule] = STANDARD, given: Collection[str] = ()
) -> tuple[Remark, ...]:
    """Everything the rules have to say about a project, but what the form turned off.

    A rule that raises is itself remarked on, after what it said before; the others go on.

    Args:
        given: the fields the master budget gave: those are nobody's answers.
    """
    asked = handed([each for each in rules if isinstance(each, ProjectRule)], project)
    if not project.declared.keys().isdisjoint(given):
        answered = (_without(project, given),)
        asked = [
            (rule, check, answered if check is project_blank.check else about)
            for rule, check, about in asked
        ]
    return tuple(project_blank.told_once(tuple(_held_to(asked, form))))


def _without(project: Project, given: Collection[str]) -> Project:
    """A project without what the master budget gave of its declared fields."""
    declared = {name: each for name, each in project.declared.items() if name not in given}
    return project.model_copy(update={"declared": declared})


def check_unit_part(
    part: UnitPart, projects: Sequence[Project], form: Form, rules: Sequence[Rule] = STANDARD
) -> tuple[Remark, ...]:
    """Everything the rules have to say about a unit's own part, beside its projects."""
    of_parts = (each for each in rules if isinstance(each, UnitRule))
    declared = [ProjectRule(each) for each in DECLARED_RULES]
    asked = (*handed(of_parts, part, projects), *handed(declared, part))
    return tuple(_held_to(asked, form))


def _held_to(asked: Iterable[Handed], form: Form) -> Iterator[Remark]:
    for rule, check, about in asked:
        try:
            for each in check(*about, form):
                if id(rule.check) not in _TRIED:
                    each.refuse_unsayable()
                elif not is_drawn(each, form):
                    continue
                if level_of(each.code, form.levels, each.own) is not Level.OFF:
                    yield each
        except MemoryError:  # says nothing of the rule: whoever bounds the memory is told
            raise
        except Exception as error:  # noqa: BLE001 - a stranger's code may raise anything
            if level_of(FAILED, form.levels) is not Level.OFF:
                yield remark(FAILED, "", f"{type(error).__name__}: {error}", rule=rule_name(rule))
