"""What went wrong while a command ran, as lines for whoever ran it, or as JSON for a program."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

from ..exchange import finding_json
from ..findings import FormError, Lang, Level, MasterError, OutputError, XlperfError, line_of
from .language import chosen_lang
from .wrong_use import mistake_of

Json = dict[str, Any]


def told(error: Exception, line: Sequence[str]) -> tuple[str, ...]:
    """A line for each mistake, in the language of the command line or of the form in question."""
    known = _known(error)
    return known.lines(chosen_lang(line, known.lang))


def errors_json(error: Exception, line: Sequence[str]) -> list[Json]:
    """The same as JSON: code, level, file, message and what it speaks of; or as a finding."""
    if isinstance(error, click.ClickException):
        mistake = mistake_of(error, chosen_lang(line))
        return [_json(mistake.code, mistake.line, mistake.values)]
    known = _known(error)
    return list(_each(known, chosen_lang(line, known.lang)))


def _each(error: XlperfError, lang: Lang) -> Sequence[Json]:
    found = error.findings if isinstance(error, MasterError) else ()
    wrong = [finding_json(each, lang) for each in found if each.level is Level.ERROR]
    if wrong:
        return wrong
    mistakes = error.mistakes if isinstance(error, FormError) else (error,)
    lines = error.lines(lang)
    told = zip(mistakes, lines, strict=True)
    return [_json(each.code, line, each.values) for each, line in told]


def _json(code: str, message: str, values: Mapping[str, object]) -> Json:
    spoken = {name: str(value) for name, value in values.items()}
    file = spoken.get("file", "")
    return {"code": code, "level": "error", "file": file, "message": message, "values": spoken}


def _known(error: Exception) -> XlperfError:
    if isinstance(error, XlperfError):
        return error
    code = "run.system" if isinstance(error, OSError) else "run.unexpected"
    return OutputError(code, found=line_of(error))
