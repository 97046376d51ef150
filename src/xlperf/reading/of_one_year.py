"""Files of one year: that which is asked for, else that of the first of a form that says one."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..form import Form
from .filled import Filled
from .many_files import read_many
from .recognise import CARRIED

_ASKED = 5


def read_of_one_year(
    paths: Sequence[Path], form: Form | str | Path | None = None, *, year: int | None = None
) -> Iterator[Filled]:
    """Read files as `read_many` does, all as of one year; one of another year is told as such.

    Args:
        year: the year they are to be of; if not given, that of the first of the same form that
            says one: forms of different years may lie in one folder.

    Raises:
        FormError, OutputError: as `read_many` does.
    """
    if year is not None:
        yield from read_many(paths, form, year=year)
        return
    years: dict[str, int] = {}
    for path, filled in zip(paths, read_many(paths, form, year=CARRIED), strict=True):
        if not (filled.form and filled.seal):
            yield filled
            continue
        said = filled.form.year
        of = years.setdefault(filled.form.name, said)
        yield from [filled] if said == of else read_many([path], form, workers=1, year=of)


def year_said(paths: Sequence[Path], form: Form) -> int:
    """The year that the first file which says one is of; the form's own where none does.

    A few are asked: where those say nothing, none of them was issued.
    """
    for filled in read_many(paths[:_ASKED], form, workers=1, year=CARRIED):
        if filled.form and filled.seal:
            return filled.form.year
    return form.year
