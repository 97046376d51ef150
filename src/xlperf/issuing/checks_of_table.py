"""Live checks of the indicator table as a whole: every second level has a row, weights add up."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ..form import Form, Layout
from ..sheet import Box, absolute
from .checks_of_rows import SAYING, Row
from .conditions import Condition, Slot, Values, all_of, among, figure_of, filled, literal
from .live_checks import Check, check_of
from .sheets.choices import ChoiceLists

_LONGEST = 4_000
"""So long a formula may be of all second levels; one of more levels asks row by row alone."""


def table_checks(
    form: Form, layout: Layout, lists: ChoiceLists, rows: Sequence[Row], number: int
) -> Iterator[Check]:
    """The checks of the whole table that are said beside a row of it, most beside the first."""
    if "level2" in layout.indicator_fields and form.taxonomy:
        told = form.word("hint.level2-missing")
        yield check_of("indicators.level2-missing", _waits(layout, lists, rows, number), told)
        if number == 0 and (absent := _absent(form, layout)):
            yield check_of("indicators.level2-missing", absent, form.word("hint.level2-absent"))
    if number == 0 and form.weights and {"level1", "weight"} <= {*layout.indicator_fields}:
        check = check_of("indicators.weights", _unbalanced(form, layout), form.word("hint.weights"))
        yield check._replace(settles=False)


def _column(layout: Layout, name: str, rows: int | None = None) -> str:
    """The cells of a column, or the first so many of them."""
    placed = layout.cells(name)[:rows]
    first, last = placed[0].box, placed[-1].box
    return absolute(Box(first.top, first.left, last.top, first.left))


def _slots(layout: Layout, name: str) -> list[Slot]:
    return [Slot(each.path, each.box.first) for each in layout.cells(name)]


def _waits(layout: Layout, lists: ChoiceLists, rows: Sequence[Row], number: int) -> Condition:
    """True of the first row of a second level, left as it was issued, where no other has it."""
    row = rows[number]
    level2 = row.at["level2"]
    listed = among(level2, lists.choices.pair2, lists.words_of("level2"))
    known = all_of(row.is_empty, filled(level2), listed)
    names = [name for name in SAYING if name in layout.indicator_fields]
    used = "+".join(f"LEN(TRIM({_column(layout, name)}))" for name in names)
    whole = _column(layout, "level2")
    parts = [f"SUMPRODUCT(({whole}={level2.cell})*(({used})>0))=0"]
    if number:
        parts.append(f"SUMPRODUCT(--({_column(layout, 'level2', number)}={level2.cell}))=0")

    def alone(values: Values) -> bool:
        own = level2.text(values).casefold()
        same = (at for at, each in enumerate(rows)
                if each.at["level2"].text(values).casefold() == own)  # fmt: skip
        return all(at >= number and rows[at].is_empty.holds(values) for at in same)

    return all_of(known, Condition(f"AND({','.join(parts)})", alone))


def _absent(form: Form, layout: Layout) -> Condition | None:
    """True where a second level stands in no row at all."""
    whole, slots = _column(layout, "level2"), _slots(layout, "level2")
    tests = [f"SUMPRODUCT(--({whole}={literal(name)}))=0" for name in form.level2s]
    wanted = {name.casefold() for name in form.level2s}
    formula = f"OR({','.join(tests)})"
    if len(formula) > _LONGEST:
        return None
    return Condition(
        formula, lambda values: not wanted <= {each.text(values).casefold() for each in slots}
    )


def _unbalanced(form: Form, layout: Layout) -> Condition:
    """True where weights were given that add up to none of the form's tables."""
    levels, weights = _column(layout, "level1"), _column(layout, "weight")
    tables = []
    for table in form.weights:
        sums = [
            f"ROUND(SUMPRODUCT(--({levels}={literal(name)}),{weights})-{points},6)=0"
            for name, points in table.items()
        ]
        tables.append(f"AND({','.join(sums)},ROUND(SUM({weights})-{sum(table.values())},6)=0)")
    of_level, of_weight = _slots(layout, "level1"), _slots(layout, "weight")

    def off(values: Values) -> bool:
        sums: dict[str, Decimal] = {}
        for level, weight in zip(of_level, of_weight, strict=True):
            name = level.text(values).casefold()
            value = weight.value(values)
            given = figure_of(value) if isinstance(value, int | float) else Decimal(0)
            sums[name] = sums.get(name, Decimal(0)) + given
        return sum(sums.values()) != 0 and not any(_is_met(each, sums) for each in form.weights)

    return Condition(f"AND(SUM({weights})<>0,NOT(OR({','.join(tables)})))", off)


def _is_met(table: Mapping[str, int], sums: Mapping[str, Decimal]) -> bool:
    wanted = {name.casefold(): points for name, points in table.items()}
    return all(sums.get(name, 0) == wanted.get(name, 0) for name in {*wanted, *sums})
