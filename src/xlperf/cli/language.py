"""Which language a command speaks, also where its line could not be understood."""

import os
from collections.abc import Sequence
from contextlib import suppress

import click

from ..findings import LANGS, Lang

LANG_ASKED = "XLPERF_LANG"
_LANG_OF_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")
_LINE = "xlperf.line"


def of_system() -> Lang:
    """English where the system says so, by the first of its settings that says anything."""
    told = next((each for name in _LANG_OF_SYSTEM if (each := os.environ.get(name))), "")
    return "en" if told.lower().startswith("en") else "zh"


def chosen_lang(line: Sequence[str], of_form: Lang | None = None) -> Lang:
    """The language asked for anywhere on a line, else XLPERF_LANG, the form's, the system's.

    Args:
        line: what was typed behind the name of the program; it need not be a right line.
        of_form: the language of the form in question, where one is known.
    """
    of_setting = next((each for each in LANGS if each == os.environ.get(LANG_ASKED)), None)
    return asked_on(line) or of_setting or of_form or _of_form(line) or of_system()


def asked_on(line: Sequence[str]) -> Lang | None:
    """The language that is asked for on a line, wherever it stands; the last one counts."""
    return next((lang for each in _given(line, "--lang") for lang in LANGS if lang == each), None)


def _given(line: Sequence[str], option: str) -> list[str]:
    """The values an option has on a line, the last one first."""
    found = []
    for each, following in zip(line, [*line, ""][1:], strict=True):
        if each == option or each.startswith(f"{option}="):
            found.append(each.partition("=")[2] or following)
    return found[::-1]


def _of_form(line: Sequence[str]) -> Lang | None:
    """The language of the form that a line names."""
    for name in _given(line, "--form"):
        from ..findings import XlperfError  # noqa: PLC0415 - help needs neither, but where
        from ..form import Form  # noqa: PLC0415 - a form is named

        with suppress(XlperfError, OSError):
            return Form.load(name).lang
    return None


def remember_line(context: click.Context, line: Sequence[str]) -> None:
    """Keep what was typed, for whatever is asked of its language later."""
    context.meta[_LINE] = tuple(line)


def line_of(context: click.Context) -> tuple[str, ...]:
    """What was typed behind the name of the program."""
    found: tuple[str, ...] = context.meta.get(_LINE, ())
    return found


def lang_of(context: click.Context | None) -> Lang:
    """The language of help and of mistakes, where a command is about to be understood."""
    return chosen_lang(line_of(context) if context else ())
