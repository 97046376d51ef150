"""Answers that have no cell any more: kept with the workbook until they have one again."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from ..budget import Project, project_texts, target_texts
from ..form import Form, is_row_key
from ..identity import Issued
from ..reading import Filled
from ..sheet import Comment
from .rows_by_key import typed_by_key

COMMENT, FIGURE, REASON, TYPED = "comment", "figure", "reason", "typed"
"""How the fields begin of what is kept besides values: what people noted, figures and words that
could not be read, and reasons."""
_STRAY = ("layout.stray", "layout.outside", "layout.note")


def keep_aside(
    form: Form,
    code: str,
    project: Project,
    *,
    typed: Mapping[str, str | float] = {},
    only_unasked: bool = False,
) -> tuple[Issued, ...]:
    """A project's answers as things to keep: all of them, or those the form has no cell for."""
    texts = dict(project_texts(form.money, project))
    for each in project.indicators:
        texts |= dict(target_texts(each.key, each.target))
    values = tuple(
        Issued(code, path, text)
        for path, text in texts.items()
        if text and not (only_unasked and _is_asked(form, path))
    )
    return (*values, *keep_typed(code, typed_by_key(project, typed)))


def _is_asked(form: Form, path: str) -> bool:
    head, _, rest = path.partition(".")
    name = rest.rpartition(".")[2] if head == "indicators" else path
    return form.asks(name) or (head == "indicators" and name in ("value", "sign", "number", "unit"))


def has_cell(form: Form, path: str) -> bool:
    """Whether an issued sheet has a cell for just this field, or a row with this key."""
    if is_row_key(path) or form.project_sheet is None:
        return True
    head, _, rest = path.partition(".")
    name = rest.rpartition(".")[2] if head == "indicators" else path
    drawn = form.project_sheet.entry
    return any(each.text == name for each in (*drawn.fields(), *drawn.repeats()))


def keep_typed(code: str, typed: Mapping[str, str | float]) -> Iterator[Issued]:
    """What was typed and could not be read; a figure is known for one when it comes back."""
    for path, value in typed.items():
        is_figure = isinstance(value, float)
        if value or is_figure:
            text = repr(value) if is_figure else str(value)
            yield Issued(code, f"{FIGURE if is_figure else TYPED}.{path}", text)


def keep_reasons(code: str, reasons: Mapping[str, str]) -> Iterator[Issued]:
    """Reasons whose row is gone, by what they are about."""
    return (Issued(code, f"{REASON}.{path}", text) for path, text in reasons.items())


def keep_comments(code: str, comments: Mapping[str, Comment]) -> Iterator[Issued]:
    """What people noted on cells that are gone, with their names before it."""
    for path, (author, text) in comments.items():
        told = text if not author or text.startswith(author) else f"{author}:\n{text}"
        yield Issued(code, f"{COMMENT}.{path}", told)


def keep_strays(filled: Filled) -> Iterator[Issued]:
    """What stands in cells that belong to no field, with the place it stood at."""
    for each in filled.findings:
        if each.code in _STRAY and each.place.cell:
            yield Issued(each.project, str(each.place), each.found or each.message())


def keep_outside(filled: Filled) -> Iterator[Issued]:
    """The words of notes on cells that are no fields, and of what was laid over the cells."""
    for each in filled.outside:
        if each.text:
            yield Issued(each.project, str(each), each.text)


def keep_sheets(filled: Filled) -> Iterator[tuple[str, tuple[Issued, ...]]]:
    """The sheets of the unit's own, each with what stands in its cells."""
    for sheet, cells in groupby(filled.strays, lambda each: each.sheet):
        yield sheet, tuple(Issued("", str(each), each.text) for each in cells)
