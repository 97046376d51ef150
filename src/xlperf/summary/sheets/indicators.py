"""指标明细: a row for each indicator of every accepted project, linked to its very cell."""

from collections.abc import Iterator

from ...budget import Unit
from ..declared_columns import declared_cells, own_of_rows
from ..kept_records import ProjectRecord, Source
from ..list_sheet import Given, Listing, Shown
from ..setting import LINK, Setting, unit_cells


def indicators_list(setting: Setting, rows: int) -> Listing:
    """The sheet, for so many indicators."""
    columns = [
        *setting.project_columns(),
        setting.column("level1", 10, "plain.choice"),
        setting.column("level2", 13, "plain.choice"),
        setting.column("level3", 18),
        setting.column("description", 26),
        setting.column("value", 13),
        setting.column("sign", 7, "plain.choice"),
        setting.column("number", 8, "plain.number"),
        setting.column("words", 10, "plain.choice"),
        *([setting.column("weight", 7, "plain.number")] if setting.has_weights else []),
        setting.column("basis", 18),
        *setting.own_columns(own_of_rows),
        setting.column("source", LINK),
    ]
    return setting.listing("indicators", columns, rows, frozen=4)


def indicator_rows(
    setting: Setting, unit: Unit, record: ProjectRecord
) -> Iterator[list[Given | Shown]]:
    """All indicators of one project."""
    head = [*unit_cells(unit), record.code, record.name]
    form, source = setting.form, record.source
    fields = own_of_rows(form) if form else ()
    for each in record.indicators:
        yield [
            *head,
            each.level1,
            each.level2,
            each.level3,
            each.description,
            each.value,
            form.sign(each.sign) if form else each.sign,
            each.number,
            each.unit,
            *([each.weight] if setting.has_weights else []),
            each.basis,
            *(declared_cells(form, fields, each.declared) if form else []),
            setting.link(Source(source.file, source.sheet, each.cell)),
        ]
