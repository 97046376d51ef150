"""A goal says what the project is for: 无, a dash or 待定 says that nobody thought of one."""

from collections.abc import Iterator

from ..budget import Project, says_nothing
from ..findings import Remark, remark
from ..form import Form


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on a goal that says nothing; a blank one is told of elsewhere."""
    if project.goal.strip() and says_nothing(project.goal):
        yield remark("goal.nothing", "goal", project.goal, label=form.label("goal"))
