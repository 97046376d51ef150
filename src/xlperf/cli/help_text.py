"""The help of a command as lines: its texts from the catalogue, set by the width of their signs."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

import click

from ..findings import Lang, catalogue, word

_FIRST_COLUMN = 30
"""Columns that names of options and commands may take; a longer one has a line of its own."""
_PIECES = re.compile(r"\s+|(?:[!-~]+|[^!-~\s])[，。；：、！？）》”’…—]* *")
"""What stays together on a line: a word in Latin letters; a sign, with the stop behind it."""
EXITS = (0, 1, 2)


def path_of(context: click.Context) -> str:
    """The words that call a command, without the program: `forms check`; "" for the program."""
    names = list[str]()
    while context.parent:
        names.insert(0, context.command.name or "")
        context = context.parent
    return " ".join(names)


def purpose(path: str, lang: Lang) -> str:
    """What a command is for; its first line is what lists of commands say."""
    text: str = catalogue.entries("command")[path or "xlperf"][lang]
    return text


def summary(path: str, lang: Lang) -> str:
    """What a command is for, in one line."""
    return purpose(path, lang).partition("\n")[0]


def meaning(path: str, option: click.Parameter, lang: Lang) -> str:
    """What an option means to a command, else to all that have it."""
    name = max(option.opts, key=len)
    found = catalogue.entries("option")
    group = path.partition(" ")[0]
    text: str = (found.get(f"{path} {name}") or found.get(f"{group} {name}") or found[name])[lang]
    return text


def exits(path: str, lang: Lang) -> list[tuple[str, str]]:
    """What each exit code of a command means."""
    found = catalogue.entries("exit")
    told = ((str(code), found.get(f"{path} {code}") or found.get(str(code))) for code in EXITS)
    return [(code, entry[lang]) for code, entry in told if entry]


def help_lines(command: click.Command, context: click.Context, lang: Lang, width: int) -> list[str]:
    """The whole help of a command: how it is called, what it is for, options, exit codes."""
    path = path_of(context)
    lines = [*_usage(command, context, lang, width), ""]
    for line in purpose(path, lang).split("\n"):
        lines += [f"  {each}" for each in _wrapped(line, width - 2)]
    if isinstance(command, click.Group):
        names = command.list_commands(context)
        listed = [(name, summary(f"{path} {name}".strip(), lang)) for name in names]
        lines += _section("help.commands", listed, lang, width)
    options = [each for each in command.get_params(context) if isinstance(each, click.Option)]
    told = [_option(path, each, context, lang) for each in options if not each.hidden]
    lines += _section("help.options", told, lang, width)
    return [*lines, *_section("help.exits", exits(path, lang), lang, width)]


def _usage(command: click.Command, context: click.Context, lang: Lang, width: int) -> Iterator[str]:
    arguments = [each for each in command.get_params(context) if isinstance(each, click.Argument)]
    pieces = [word("help.some-options", lang), *(each.make_metavar(context) for each in arguments)]
    if isinstance(command, click.Group):
        pieces.append(word("help.a-command", lang))
    head = f"{word('help.usage', lang)}{context.command_path} "
    first, *more = _wrapped(" ".join(pieces), max(width - _width(head), _FIRST_COLUMN))
    yield head + first
    yield from (" " * _width(head) + each for each in more)


def _option(path: str, option: click.Option, context: click.Context, lang: Lang) -> tuple[str, str]:
    """The names of an option with what follows them, and its meaning with what else holds."""
    name = ", ".join(sorted(option.opts, key=len))
    if not (option.is_flag or option.count):
        name += f" {option.make_metavar(context)}"
    extra = option.get_help_extra(context)
    also = []
    if "default" in extra:
        also.append(word("help.default", lang, value=extra["default"]))
    if option.required:
        also.append(word("help.required", lang))
    return name, " ".join([meaning(path, option, lang), *also])


def _section(code: str, rows: Sequence[tuple[str, str]], lang: Lang, width: int) -> Iterator[str]:
    """A heading, and rows of two columns below it; nothing where there are no rows."""
    if not rows:
        return
    yield from ("", word(code, lang))
    column = min(max(_width(name) for name, _ in rows), _FIRST_COLUMN)
    for name, text in rows:
        lines = _wrapped(text, max(width - column - 4, _FIRST_COLUMN))
        if _width(name) > column:
            yield f"  {name}"
        else:
            yield f"  {name}{' ' * (column - _width(name))}  {lines.pop(0)}"
        yield from (" " * (column + 4) + each for each in lines)


def _wrapped(text: str, width: int) -> list[str]:
    """A text in lines that are no wider; Chinese goes on anywhere but before a stop."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and _width(f"{lines[-1]}{piece.rstrip()}") > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [each.rstrip() for each in lines]


def _width(text: str) -> int:
    """Half-width columns, as `budget.text_width` has them; help does not wait for that room."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
