"""Mistakes in computed cells and checks, told as mistakes of a form's file."""

from collections.abc import Sequence

from ..findings import FormError
from .computing import ExpressionError, Mistake
from .file import FormFile, written

_HERE = "▸"
_OPERATORS = ("+", "-", "*", "/")
_SIGNS = {"operator": _OPERATORS, "comparison": ("=", "<>", "<", "<=", ">", ">=")}
_TOO_MUCH = ("long", "deep", "names")
_SHOWN = 60
"""So many signs on either side of a mistake are told."""


def told_expression(
    file: FormFile, path: Sequence[str | int], text: str, error: ExpressionError
) -> FormError:
    """A text at a path of keys that is no expression."""
    code, expected = f"form.computed-{error.code}", error.expected
    if error.code == "expected":
        code = f"form.computed-{_wanted(expected)}"
        signs = (_SIGNS.get(each, (each,)) for each in expected if each != "end")
        expected = tuple(sign for each in signs for sign in each)
    elif error.code == "sign":
        code = "form.computed-unknown-sign"
    elif error.code in _TOO_MUCH:
        code = "form.computed-long"
    return file.mistake(
        code, *path, key=_key(path), text=_marked(text, error.column - 1),
        found=error.found, expected=" ".join(expected),
    )  # fmt: skip


def told_mistake(
    file: FormFile, path: Sequence[str | int], text: str, mistake: Mistake
) -> FormError:
    """A calculation at a path of keys that says what cannot be worked out."""
    return file.mistake(
        f"form.computed-{mistake.code}", *path, key=_key(path), text=_shortened(text),
        field=", ".join(mistake.names), split=", ".join(map(_split, mistake.names)),
    )  # fmt: skip


def _split(name: str) -> str:
    """How a target is taken apart, as a form's file says it."""
    if name == "value":
        return 'value = ["sign", "number", "unit"]'
    said, last = written(name), name.rpartition(".")[2]
    return f'{said} = ["{last}.number", "{last}.unit"]'


def told_cycle(file: FormFile, path: Sequence[str | int], cycle: Sequence[str]) -> FormError:
    """Computed fields that wait for each other; the path leads to the first."""
    return file.mistake("form.computed-cycle", *path, field=" → ".join(cycle))


def _wanted(expected: Sequence[str]) -> str:
    if expected[0] in ("operand", "name"):
        return expected[0]
    return "sign" if "end" in expected else "bracket"


def _key(path: Sequence[str | int]) -> str:
    return ".".join(map(str, path))


def _marked(text: str, at: int) -> str:
    """What stands around a mistake, with a mark in front of it."""
    before, behind = text[max(0, at - _SHOWN) : at], text[at : at + _SHOWN]
    return f"{before}{_HERE}{behind}"


def _shortened(text: str) -> str:
    return text if len(text) <= 2 * _SHOWN else f"{text[: 2 * _SHOWN]}…"
