"""What somebody typed wrong on the command line: one line, in their language, nothing of it raw."""

import click

from ..findings import Lang, word

_CODES: tuple[tuple[type[click.UsageError], str], ...] = (
    (click.MissingParameter, "usage.missing"),
    (click.NoSuchOption, "usage.no-option"),
    (click.BadParameter, "usage.bad-value"),
)


def line_of_use(error: click.ClickException, lang: Lang) -> str:
    """What is wrong with a command line, and how to see what it may be.

    The words are ours where the kind of mistake is known; what else click has to say is quoted.
    """
    code = next((code for kind, code in _CODES if isinstance(error, kind)), "usage.other")
    values = {"found": _found(error), "said": error.message.rstrip(".")}
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "xlperf"
    return f"{word(code, lang, **values)}{word('usage.see', lang, command=command)}"


def _found(error: click.ClickException) -> str:
    """The option or argument that a mistake is about."""
    if isinstance(error, click.NoSuchOption):
        return error.option_name
    if not isinstance(error, click.BadParameter):
        return ""
    hint = error.param_hint or (error.param.get_error_hint(error.ctx) if error.param else "")
    return (hint if isinstance(hint, str) else " / ".join(hint)).replace("'", "")
