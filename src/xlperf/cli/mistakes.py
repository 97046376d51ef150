"""What went wrong while a command ran, as lines for whoever ran it."""

from collections.abc import Sequence

from ..findings import OutputError, XlperfError, line_of
from .language import chosen_lang


def told(error: Exception, line: Sequence[str]) -> tuple[str, ...]:
    """A line for each mistake, in the language of the command line or of the form in question."""
    known = error if isinstance(error, XlperfError) else _unforeseen(error)
    return known.lines(chosen_lang(line, known.lang))


def _unforeseen(error: Exception) -> OutputError:
    code = "run.system" if isinstance(error, OSError) else "run.unexpected"
    return OutputError(code, found=line_of(error))
