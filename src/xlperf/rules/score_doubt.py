"""A score can be worked out, and what was given by hand lies where its answer allows."""

from collections.abc import Iterator

from ..budget import Project, UnitPart
from ..findings import Remark, remark
from ..form import Form


def check(record: Project | UnitPart, form: Form) -> Iterator[Remark]:
    """Remark on each score that is none, or odd, with why."""
    computing = form.computed_of(record)
    if computing is None or form.score is None:
        return
    for scored in computing.scores(record):
        told = {"target": str(scored.target or ""), "actual": str(scored.actual or "")}
        for doubt in scored.doubts:
            yield remark(_CODES[doubt.value], scored.path, told["actual"], **told)


_CODES = {
    "sign": "score.sign",
    "units": "score.units",
    "zero": "score.zero",
    "band": "score.band",
    "given": "score.given",
    "needless": "score.needless",
}
