"""The unit's reasons (审核说明): what each speaks of, by the row it stands in."""

from collections.abc import Mapping

from ..budget import Project
from ..form import is_row_key
from ..identity import Issued
from ..reading import FilledProject


def reasons_of(
    theirs: FilledProject, answers: Project
) -> tuple[Mapping[str, str], tuple[Issued, ...]]:
    """The unit's reasons by the field or indicator row they stand beside, and those beside none."""
    keys = {each.key for each in answers.indicators}
    rows: dict[int, list[tuple[int, str]]] = {}
    for path, cell in theirs.where.items():
        rows.setdefault(cell.row, []).append((cell.column, path))
    found: dict[str, str] = {}
    homeless = []
    for row, text in theirs.reasons.items():
        about = _about(theirs, answers, sorted(rows.get(row, ())), theirs.keys.get(row, ""))
        if about and not (is_row_key(about) and about not in keys):
            found[about] = f"{found[about]}\n{text}" if about in found else text
        else:
            homeless.append(Issued(theirs.project.code, f"{theirs.sheet}!{row + 1}", text))
    return found, tuple(homeless)


def _about(theirs: FilledProject, answers: Project, beside: list[tuple[int, str]], key: str) -> str:
    """What a reason speaks of: an indicator's key, or the first field of its row."""
    for _, path in beside:
        head, _, rest = path.partition(".")
        if head != "indicators":
            return path
        number = int(rest.partition(".")[0])
        own = theirs.project.indicators[number].key
        return own or _key_of_new_row(theirs, answers, number)
    return key if is_row_key(key) else ""


def _key_of_new_row(theirs: FilledProject, answers: Project, number: int) -> str:
    """The key a row that had none was given: merging keeps the order of the unit's rows."""
    row = theirs.project.indicators[number].model_copy(update={"key": ""})
    bare = (each for each in answers.indicators if each.model_copy(update={"key": ""}) == row)
    return next((each.key for each in bare), "")
