"""What somebody typed wrong on the command line: one line, in their language, nothing of it raw."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

import click

from ..findings import Lang, word
from .help_text import path_of
from .pasting import pasted


class WrongUse(click.UsageError):
    """A line that cannot be understood, told by a text of the catalogue."""

    def __init__(self, code: str, context: click.Context | None = None, **values: object) -> None:
        super().__init__(code, context)
        self.code = code
        self.values = values


class Mistake(NamedTuple):
    """What is wrong with a command line: an entry of the catalogue, and the line that tells it."""

    code: str
    line: str
    values: dict[str, object]


def line_of_use(error: click.ClickException, lang: Lang) -> str:
    """What is wrong with a command line, and how to see what it may be."""
    return mistake_of(error, lang).line


def mistake_of(error: click.ClickException, lang: Lang) -> Mistake:
    """What is wrong with a command line.

    What click has to say is told in words of our own where the kind of mistake is known; anything
    else is quoted.
    """
    context = error.ctx if isinstance(error, click.UsageError) else None
    known = error if isinstance(error, WrongUse) else _known(error, context)
    values = dict(known.values)
    alike, expected = values.pop("alike", ""), values.pop("expected", "")
    spoken = {**values, "alike": word("usage.alike", lang, known=alike) if alike else ""}
    if expected:
        spoken["said"] = word(str(expected), lang, **values)
    command = pasted(*path_of(context).split()) if context else pasted()
    see = word("usage.see", lang, command=command)
    return Mistake(known.code, f"{word(known.code, lang, **spoken)}{see}", values)


def _known(error: click.ClickException, context: click.Context | None) -> WrongUse:
    """A mistake that click found, as one of ours."""
    if isinstance(error, click.NoSuchOption):
        alike = close_to(error.option_name, error.possibilities or ())
        return WrongUse("usage.no-option", found=error.option_name, alike=alike)
    if isinstance(error, click.MissingParameter):
        hint = error.param_hint or (named(error.param, context) if error.param and context else "")
        return WrongUse("usage.missing", found=_plain(hint))
    if isinstance(error, click.BadOptionUsage) and context:
        return _of_option(error.option_name, context)
    return WrongUse("usage.other", said=error.message.rstrip("."))


def _of_option(name: str, context: click.Context) -> WrongUse:
    """An option that lacks its value, or has one and takes none."""
    options = context.command.get_params(context)
    option = next((each for each in options if name in each.opts), None)
    if isinstance(option, click.Option) and option.is_flag:
        return WrongUse("usage.no-value", found=name)
    count = option.nargs if option else 1
    return WrongUse(
        "usage.needs-values" if count > 1 else "usage.needs-value", found=name, count=count
    )


def told_value(
    error: click.BadParameter, context: click.Context, values: dict[str, object]
) -> click.UsageError:
    """A value that cannot be used, with what is expected in its place.

    Args:
        values: what was given to each parameter of the command, as it was typed.
    """
    parameter = error.param
    if parameter is None or isinstance(error, click.MissingParameter | WrongUse):
        return error
    given, _ = parameter.consume_value(context, values)
    shown = " ".join(map(str, given)) if isinstance(given, list | tuple) else str(given)
    found = named(parameter, context)
    kind = parameter.type
    if isinstance(kind, click.Choice):
        choices = ", ".join(map(str, kind.choices))
        return WrongUse(
            "usage.bad-value", context, found=found, value=shown, choices=choices,
            expected="usage.value.choice",
        )  # fmt: skip
    code = _EXPECTED.get(type(kind), "")
    if isinstance(kind, click.Path):
        code = "usage.value.file" if kind.file_okay else "usage.value.folder"
    if not code:
        return WrongUse("usage.bad-value", context, found=found, said=error.message.rstrip("."))
    least, most = (getattr(kind, name, None) for name in ("min", "max"))
    if most is not None:
        code = "usage.value.whole-between"
    return WrongUse(
        "usage.bad-value", context, found=found, value=shown, least=least, most=most,
        expected=code,
    )  # fmt: skip


_EXPECTED: dict[type[Any], str] = {
    click.IntRange: "usage.value.whole-from", type(click.INT): "usage.value.whole",
}  # fmt: skip


def named(parameter: click.Parameter, context: click.Context) -> str:
    """An option by all its names, an argument as help shows it."""
    if isinstance(parameter, click.Argument):
        return parameter.make_metavar(context)
    return " / ".join(parameter.opts)


def close_to(name: str, known: Sequence[str]) -> str:
    """The name that was likely meant; "" where none is alike."""
    return next(iter(get_close_matches(name, known, n=1)), "")


def _plain(hint: str | Sequence[str]) -> str:
    return (hint if isinstance(hint, str) else " / ".join(hint)).replace("'", "")
