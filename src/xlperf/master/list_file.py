"""The master budget from a file: a list of projects, its columns found by their headings."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..budget import Master
from ..excel.reading import list_grids
from ..findings import FormError, Lang
from ..form import Form
from ..reading import Source, sources
from ..sheet import Grid
from .declared_columns import Asked
from .list_words import called_as_in
from .money_units import Known
from .report import MasterReport
from .understood import Wanted, understood

_SHIPPED: Mapping[Lang, str] = {"zh": "master", "en": "master-en"}
AnyForm = Form | str | Path


def read_master(
    source: Source, form: AnyForm | None = None, *,
    master_form: AnyForm | None = None, sheets: Sequence[str] = (), money_unit: str = "",
    columns: Mapping[str, str | Sequence[str]] = {}, round_unit: str = "",
) -> Master:  # fmt: skip
    """Read a master budget from an .xlsx, .xls, .ods or .csv file, and hold it to a form.

    Args:
        source: the list: its path, its bytes, or an open binary file.
        form: the form of the round: amounts come in its unit of money, and its rules are held.
            A form that draws a list is taken for `master_form`.
        master_form: the form the list is drawn by; the shipped `master` if not given. Only a
            form that is given says what the list is counted in.
        sheets: the sheets to take, together; needed where several have the headings.
        money_unit: what the amounts are counted in, where the list does not say.
        columns: the heading of a field that is to count: `{"budget": "调整后预算数"}`; several
            headings of one amount are added up.
        round_unit: what a round remembers of the unit; it counts where nothing else says it.

    Raises:
        FormError: the form draws no list.
        FileError: the file is not there, or is neither a workbook nor text.
        MasterError: the list has mistakes; all of them are in its `findings`, with their cells.
    """
    return check_master(
        source, form, master_form=master_form, sheets=sheets, money_unit=money_unit,
        columns=columns, round_unit=round_unit,
    ).required()  # fmt: skip


def check_master(
    source: Source, form: AnyForm | None = None, *,
    master_form: AnyForm | None = None, sheets: Sequence[str] = (), money_unit: str = "",
    columns: Mapping[str, str | Sequence[str]] = {}, round_unit: str = "",
) -> MasterReport:  # fmt: skip
    """What `read_master` understands of a file, and everything that is wrong with it.

    Raises:
        FormError: the form draws no list.
        FileError: the file is not there, or is neither a workbook nor text.
    """
    name = sources.name_of(source)
    wanted = _wanted(
        form, master_form, sheets=sheets, money_unit=money_unit, columns=columns,
        round_unit=round_unit,
    )  # fmt: skip
    grids = list_grids(sources.checked(source), name)
    return understood(grids, wanted, name)


def master_of(
    grids: Sequence[Grid], name: str, form: AnyForm | None = None, *,
    master_form: AnyForm | None = None, money_unit: str = "",
    columns: Mapping[str, str | Sequence[str]] = {},
) -> Master:  # fmt: skip
    """The master budget of sheets that are read already.

    Raises:
        FormError: the form draws no list.
        MasterError: the list has mistakes; all of them are in its `findings`, with their cells.
    """
    wanted = _wanted(form, master_form, money_unit=money_unit, columns=columns)
    return understood(grids, wanted, name).required()


def list_form_of(form: AnyForm | None, master_form: AnyForm | None) -> Form:
    """The form a list is drawn by: the one named for it, a list given as form, or the shipped.

    The shipped one is that of the form's language, and knows the form's own words too.
    """
    if master_form is not None:
        return Form.load(master_form)
    drawn = Form.load(form) if form is not None else None
    if drawn is None or drawn.master_list:
        return drawn or Form.load(_SHIPPED["zh"])
    return called_as_in(drawn, Form.load(_SHIPPED[drawn.lang]))


def labels_of(form: AnyForm | None, master_form: AnyForm | None) -> Mapping[str, str]:
    """The heading of each field that a list may hold, by the field's name."""
    asked = _wanted(form, master_form).asked
    return {name: asked.label(name) for name in asked.fields}


def _wanted(
    form: AnyForm | None, master_form: AnyForm | None, *, sheets: Sequence[str] = (),
    money_unit: str = "", columns: Mapping[str, str | Sequence[str]] = {}, round_unit: str = "",
) -> Wanted:  # fmt: skip
    list_form = list_form_of(form, master_form)
    drawn = Form.load(form) if form is not None else list_form
    if list_form.master_list is None:
        needs = {"use": "read a master budget", "needs": "[list]"}
        raise FormError("form.kind", form=list_form.name, **needs)
    is_named = master_form is not None or (form is not None and drawn.master_list is not None)
    own = tuple(dict.fromkeys((drawn.money.unit, list_form.money.unit)))
    known = Known(money_unit, list_form.money.unit if is_named else "", round_unit, own)
    lists = {k: (v,) if isinstance(v, str) else tuple(v) for k, v in columns.items()}
    return Wanted(Asked(list_form, drawn, is_named), known, tuple(sheets), lists)
