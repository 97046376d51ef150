"""Records as the values of a sheet's cells: what is typed into each, by its path."""

from decimal import Decimal

from ..budget import MONEY, Indicator, Project, UnitPart, number_from_float
from ..findings import OutputError
from ..form import Form
from ..sheet import Value


def project_values(form: Form, project: Project) -> dict[str, Value]:
    """A project's values by path. Percents become fractions, as percent cells hold them."""
    values: dict[str, Value] = {
        "code": project.code,
        "name": project.name,
        "purpose": project.purpose,
        "goal": project.goal,
    }
    values |= {name: _number(getattr(project, name), name) for name in MONEY}
    values |= {f"extra.{name}": text for name, text in project.extra.items()}
    for point in project.plan:
        share = None if point.percent is None else point.percent / 100
        values[f"plan.{point.date}"] = _number(share, f"plan.{point.date}")
    split = form.asks("number")
    for number, indicator in enumerate(project.indicators):
        values |= _indicator_values(form, f"indicators.{number}", indicator, split=split)
    return whole(values)


def _indicator_values(form: Form, path: str, each: Indicator, *, split: bool) -> dict[str, Value]:
    target = each.target
    value: dict[str, Value] = {f"{path}.value": target.raw}
    if split:
        value = {
            f"{path}.sign": form.sign(target.sign),
            f"{path}.number": _number(target.number, f"{path}.number"),
            f"{path}.unit": target.words,
        }
    return value | {
        f"{path}.key": each.key,
        f"{path}.level1": each.level1,
        f"{path}.level2": each.level2,
        f"{path}.level3": each.level3,
        f"{path}.description": each.description,
        f"{path}.basis": each.basis,
        f"{path}.weight": _number(each.weight, f"{path}.weight"),
    }


def part_values(part: UnitPart) -> dict[str, Value]:
    """The unit's own part by path."""
    values: dict[str, Value] = {}
    values |= {f"overall.{number}": text for number, text in enumerate(part.overall)}
    values |= {f"safeguards.{number}": text for number, text in enumerate(part.safeguards)}
    for number, goal in enumerate(part.goals):
        values[f"goals.{number}.project"] = goal.project
        values[f"goals.{number}.text"] = goal.text
    return whole(values)


def whole(values: dict[str, Value]) -> dict[str, Value]:
    """The values, once it is seen that none holds half a character, which no file can.

    Raises:
        OutputError: one does.
    """
    for place, value in values.items():
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError as error:
                found = ascii(value[error.start : error.end])
                raise OutputError("out.refused", file="", place=place, found=found) from None
    return values


def _number(value: Decimal | None, place: str) -> float | None:
    """A figure as Excel stores it; one with more digits than Excel keeps would come back changed.

    Raises:
        OutputError: the figure has more than 15 digits.
    """
    if value is None:
        return None
    stored = float(value)
    if not value.is_finite() or number_from_float(stored) != value:
        raise OutputError("out.refused", file="", place=place, found=value)
    return stored
