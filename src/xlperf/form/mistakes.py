"""Every mistake of a form at once: what is wrong is told, and what is left of it checked too."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic_core import ErrorDetails

from ..findings import FormError
from .check_sheets import check_fields
from .drawing import DrawingError
from .file import FormFile, is_declaration

_MISSING = "form.missing-key"
_SHEETS = ("project", "unit", "list")
_STAND_INS: dict[str, Any] = {
    "name": "form", "title": "", "version": "0", "year": 2000, "money": {},
}  # fmt: skip


class Rest(NamedTuple):
    """A form's table without what is wrong in it.

    Attributes:
        lost: the paths of what was taken out: what speaks of it cannot be judged.
    """

    table: Any
    lost: frozenset[str]


def told_of(
    file: FormFile, errors: Sequence[ErrorDetails], known: Callable[[Sequence[str]], Sequence[str]]
) -> tuple[list[FormError], Rest]:
    """The mistakes in the fields and kinds of a form, and what is left without them.

    Args:
        known: the lawful keys of the table that a path leads into.
    """
    mistakes: list[FormError] = []
    rest, lost = file.table, set[str]()
    for each in errors:
        steps = file.steps(each)
        mistakes += file.explain(each, known(steps))
        cause = each.get("ctx", {}).get("error")
        if isinstance(cause, DrawingError):
            mistakes += check_fields(file, steps[0], cause.blocks, declared_names(file))
        cut = _cut(steps)
        lost.add(".".join(cut))
        rest = _without(rest, cut)
    return _without_echo(mistakes), Rest(rest, frozenset(lost))


def declared_names(file: FormFile) -> Collection[str]:
    """The names of the fields a form declares, right or wrong, with quotes or without."""
    said = file.table.get("fields") if isinstance(file.table, Mapping) else None
    if not isinstance(said, Mapping):
        return ()
    unquoted = {
        f"{name}.{key}"
        for name, each in said.items()
        if isinstance(each, Mapping)
        for key, inner in each.items()
        if is_declaration(["fields", name, key], inner)
    }
    return {*said, *unquoted}


def split_names(file: FormFile) -> Collection[str]:
    """The names of the cells that fields are taken apart into, on whichever sheet."""
    sheets = [file.table.get(kind) for kind in _SHEETS] if isinstance(file.table, Mapping) else ()
    splits = [each.get("split") for each in sheets if isinstance(each, Mapping)]
    parts = [each for split in splits if isinstance(split, Mapping) for each in split.values()]
    return {name for each in parts if isinstance(each, list | tuple) for name in map(str, each)}


def all_of(mistakes: Iterable[FormError]) -> FormError:
    """One error that says all mistakes, each once, in the order of the file's lines."""
    told = _missing_together([*mistakes])
    different = {(each.code, *each.values.items()): each for each in told}
    # What is missing stands on no line of its own: it comes last.
    ordered = sorted(
        different.values(),
        key=lambda each: (each.code == _MISSING, int(each.values.get("line", 0))),
    )
    return FormError.of(ordered)


def _missing_together(mistakes: list[FormError]) -> list[FormError]:
    """What is missing in one table is told at once, the sheets that are drawn nowhere too."""
    tables: dict[str, list[FormError]] = {}
    for each in mistakes:
        if each.code == _MISSING:
            table = each.values["path"].rpartition(".")[0]
            tables.setdefault(table, []).append(each)
    told = [each for each in mistakes if each.code != _MISSING]
    for table, missing in tables.items():
        keys = [each.values["key"] for each in missing]
        if not table and any(each.code == "form.no-sheet" for each in told):
            told = [each for each in told if each.code != "form.no-sheet"]
            keys.append("[project]")
        told.append(FormError(_MISSING, **(missing[0].values | {"key": ", ".join(keys)})))
    return told


def _without_echo(mistakes: list[FormError]) -> list[FormError]:
    """A key spelled wrong is missing too, and the wrong spelling is what helps."""
    meant = {
        ".".join((*each.values["path"].split(".")[:-1], each.values["known"]))
        for each in mistakes
        if each.code == "form.unknown-key"
    }
    return [each for each in mistakes if each.code != _MISSING or each.values["path"] not in meant]


def _cut(steps: Sequence[str]) -> Sequence[str]:
    """Where to cut a mistake out, so that as much as can be is left."""
    if not steps or steps[0] in _STAND_INS or steps[0] in ("code", "weights"):
        return steps[:1]
    return steps[:1] if steps[1:2] == ["drawing"] else steps[:2]


def _without(table: Any, cut: Sequence[str]) -> Any:
    """The table without what stands at a path, and with a stand-in where something must."""
    if not isinstance(table, dict) or not cut:
        return {**_STAND_INS}
    head, *inside = cut
    if not inside or not isinstance(table.get(head), dict):
        left = {key: each for key, each in table.items() if key != head}
        return left | {key: each for key, each in _STAND_INS.items() if key == head}
    inner = {key: each for key, each in table[head].items() if key != inside[0]}
    if head in _SHEETS and inside[0] == "title":
        inner["title"] = ""
    return table | {head: inner}
