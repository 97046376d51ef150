"""A goal says what the project is for, and not what the form had put there.

All 13 tables of a real published 2023 text still said 目标内容1.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on a goal that is still the placeholder; a blank one is told of elsewhere."""
    if project.goal.strip() and form.is_placeholder(project.goal):
        yield remark("goal.placeholder", "goal", project.goal, label=form.label("goal"))
