"""Every project of the unit has an entry in 分项绩效目标."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..budget import Project, wording
from ..findings import Remark, remark
from ..form import Form
from . import project_blank
from ._goals import SeenPart, seen_entries
from ._shared import shared


@shared(seen_entries)
def check(seen: SeenPart, form: Form) -> Iterator[Remark]:
    """Remark on each project that no entry names, where the form asks for entries."""
    if form.unit is None or "goals.project" not in set(form.unit.names()):
        return
    named = Counter(wording.plain(each.project.name) for each in seen.entries if each.project)
    asked = [each for each in seen.projects if not project_blank.is_blank(each, form)]
    for copies in _copies(asked):  # a blank project is told of once, on its own sheet
        names = (wording.plain(each.name) for each in copies)
        entered = next((name for name in names if named[name]), None)
        if entered is None:
            project = copies[0]
            yield remark("goals.missing", "goals", name=project.name, project_code=project.code)
        else:
            named[entered] -= 1


def _copies(projects: Sequence[Project]) -> Iterable[Sequence[Project]]:
    """The projects, one whose sheet was copied inside the workbook once with all its copies."""
    found: dict[str, list[Project]] = {}
    for each in projects:
        found.setdefault(wording.code(each.code) or wording.plain(each.name), []).append(each)
    return found.values()
