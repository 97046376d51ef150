"""The one door to the terminal: signs that would steer it are spelled, never sent.

File names, sheets and cells are written by anyone: an ESC sequence, a new line or a sign that
turns the direction of writing would show something else than what is there.
"""

import os
from unicodedata import category

import click

_STEERING = frozenset({"Cc", "Zl", "Zp", "Cs"})
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


_QUIET = "xlperf.quiet"


def keep_quiet(context: click.Context, _: click.Parameter, value: bool) -> None:
    """Let a command print nothing but what it was asked for: JSON, a schema, a form."""
    if value:
        context.meta[_QUIET] = True


def is_quiet() -> bool:
    """Whether the command that runs was asked to keep quiet."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(_QUIET))


def say(text: str = "", *, head: str = "", colour: str = "", err: bool = False) -> None:
    """Print one line; `head` stands before it in its colour, unless NO_COLOR is set.

    What is wrong (`err`) is said to whoever wants quiet, too.
    """
    if is_quiet() and not err:
        return
    shown = spelled(head)
    if colour and not os.environ.get("NO_COLOR"):
        shown = click.style(shown, fg=colour)
    click.echo(f"{shown}{spelled(text)}", err=err)


def say_lines(text: str) -> None:
    """Print a text of several lines; only for one whose line ends are our own."""
    for line in text.split("\n"):
        say(line)


def give_lines(text: str) -> None:
    """Print a text that was asked for, line by line, also to whoever wants quiet."""
    for line in text.split("\n"):
        click.echo(spelled(line))


def spelled(text: str) -> str:
    """A text with every sign that steers a terminal as an escape that can be seen."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(ascii(each)[1:-1] if _steers(each) else each for each in text)


def spelled_json(text: str) -> str:
    """JSON with every sign that steers a terminal in JSON's own spelling; it reads back the same.

    Line ends are those between its values: inside of texts they are spelled already.
    """
    if text.isascii() and "\x7f" not in text:
        return text
    return "".join(
        f"\\u{ord(each):04x}" if _steers(each) and each != "\n" else each for each in text
    )


def _steers(sign: str) -> bool:
    return sign in _DIRECTIONS or category(sign) in _STEERING
