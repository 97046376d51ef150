"""What the form itself asks to hold of its fields holds (`[[checks]]`)."""

from collections.abc import Iterator

from ..budget import Project, UnitPart, is_blank_value
from ..findings import OwnText, Remark, word
from ..form import Form, HeldCheck

CODE = "check.failed"


def check(record: Project | UnitPart, form: Form) -> Iterator[Remark]:
    """Remark on each check that does not hold, at the first field it names."""
    computing = form.computed_of(record)
    for path, held in computing.broken(record) if computing else ():
        yield Remark(CODE, path, held.check.that, {"names": " ".join(held.names)}, _own(form, held))


def check_given(record: Project | UnitPart, form: Form) -> Iterator[Remark]:
    """The same of what a master budget gives: where it gives all that a check names."""
    for said in check(record, form):
        names = said.values["names"].split()
        if not any(is_blank_value(record.values.get(name)) for name in names):
            yield said


def _own(form: Form, held: HeldCheck) -> OwnText:
    """What the form says of it, and the fields that are to be looked at, by their labels."""
    labels = dict.fromkeys(form.label(name) for name in held.names)
    return OwnText(
        says={"zh": held.check.text("zh"), "en": held.check.text("en")},
        mend={
            "zh": word("check.mend", "zh", labels="、".join(labels)),
            "en": word("check.mend", "en", labels=", ".join(labels)),
        },
        level=held.check.level,
    )  # fmt: skip
