"""Rules as a bureau would write them in a module of its own, for worker processes to import."""

from collections.abc import Iterator, Sequence

from xlperf.budget import Project, UnitPart
from xlperf.findings import OwnText, Remark
from xlperf.form import Form
from xlperf.rules import ProjectRule, UnitRule

TEXT = OwnText(says={"zh": "名称", "en": "name"}, mend={"zh": "改", "en": "mend"})


@ProjectRule
def in_twos(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on every name."""
    yield Remark("own.twos", "name", project.name, own=TEXT)


@UnitRule
def told_twice(part: UnitPart, projects: Sequence[Project], form: Form) -> Iterator[Remark]:
    """Remark on the part, where there is one."""
    yield Remark("own.twice", "overall.0", own=TEXT)


@ProjectRule
def raises_late(project: Project, form: Form) -> Iterator[Remark]:
    """Raise, whatever the project."""
    yield Remark("own.late", "name", own=TEXT)
    raise LookupError(project.name)


def not_a_rule(project: Project, form: Form) -> Iterator[Remark]:
    """A function that nobody made a rule of."""
    yield Remark("own.none", "name", own=TEXT)
