"""Answers that have no cell any more: kept with the workbook until they have one again."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from ..budget import Project, project_texts, target_texts
from ..budget import code as code_of
from ..form import Form, is_row_key
from ..identity import Issued
from ..reading import Filled, FilledProject
from ..sheet import Comment
from .merge import typed_by_key
from .merge_part import GOAL

_STRAY = ("layout.stray", "layout.outside", "layout.note")
_TYPED = ("typed", "figure")
"""How the fields begin of what was typed and could not be read: words, or a figure."""
_COMMENT = "comment"
_OPEN = ("goal", "purpose", "plan", "extra")


class Aside:
    """All that is kept aside in one workbook, each thing once."""

    def __init__(self, before: Iterable[Issued]) -> None:
        self._kept = dict.fromkeys(before)

    def add(self, more: Iterable[Issued]) -> None:
        """Keep more."""
        self._kept |= dict.fromkeys(more)

    def all(self) -> tuple[Issued, ...]:
        """Everything that is kept, in the order it was."""
        return tuple(self._kept)

    def take(self, project: str) -> Mapping[str, str]:
        """What was kept of a project that comes back, by path; reasons stay for `reasons`."""
        beside = ("reason", _COMMENT, *_TYPED)
        return self._taken(each for each in self._of(project) if _head(each) not in beside)

    def reasons(self, project: str) -> Mapping[str, str]:
        """The reasons that were kept of it, by what they are about."""
        found = self._taken(each for each in self._of(project) if _head(each) == "reason")
        return {path.removeprefix("reason."): text for path, text in found.items()}

    def typed(self, project: str) -> Mapping[str, str | float]:
        """What was typed and could not be read, by path."""
        found = self._taken(each for each in self._of(project) if _head(each) in _TYPED)
        return {
            path.partition(".")[2]: float(text) if path.startswith("figure.") else text
            for path, text in found.items()
        }

    def comments(self, project: str) -> Mapping[str, Comment]:
        """What people noted on its cells, by path; who did stands in the text."""
        found = self._taken(each for each in self._of(project) if _head(each) == _COMMENT)
        return {path.partition(".")[2]: Comment("", text) for path, text in found.items()}

    def goal(self, project: str) -> str:
        """The entry for it in the unit's own part."""
        found = self._taken(each for each in self._of(project) if each.field == GOAL)
        return found.get(GOAL, "")

    def fields(self, project: str, answers: Project, form: Form) -> Mapping[str, str]:
        """What was kept for fields the form asks for again, and the unit has not answered since."""
        blank = {path for path, text in project_texts(form.money, answers) if not text}
        drawn = {path for path, _ in project_texts(form.money, answers)}
        return self._taken(
            each for each in self._of(project)
            if each.field.partition(".")[0] in _OPEN and form.asks(each.field)
            and (each.field in blank or each.field not in drawn)
        )  # fmt: skip

    def _of(self, project: str) -> list[Issued]:
        return [each for each in self._kept if code_of(each.project) == code_of(project)]

    def _taken(self, wanted: Iterable[Issued]) -> dict[str, str]:
        found = {}
        for each in list(wanted):
            found[each.field] = each.text
            del self._kept[each]
        return found


def _head(each: Issued) -> str:
    return each.field.partition(".")[0]


def keep_aside(
    form: Form,
    code: str,
    project: Project,
    *,
    typed: Mapping[str, str | float] = {},
    only_unasked: bool = False,
) -> tuple[Issued, ...]:
    """A project's answers as things to keep: all of them, or those the form has no cell for."""
    texts = dict(project_texts(form.money, project))
    for each in project.indicators:
        texts |= dict(target_texts(each.key, each.target))
    for path, value in typed_by_key(project, typed).items():
        head = "figure" if isinstance(value, float) else "typed"
        texts[f"{head}.{path}"] = repr(value) if isinstance(value, float) else value
    return tuple(
        Issued(code, path, text)
        for path, text in texts.items()
        if text and not (only_unasked and _is_asked(form, path))
    )


def _is_asked(form: Form, path: str) -> bool:
    head, _, rest = path.partition(".")
    name = rest.rpartition(".")[2] if head == "indicators" else path
    return form.asks(name) or (head == "indicators" and name in ("value", "sign", "number", "unit"))


def keep_comments(code: str, comments: Mapping[str, Comment]) -> Iterator[Issued]:
    """What people noted on cells that are gone, with their names before it."""
    for path, (author, text) in comments.items():
        told = text if not author or text.startswith(author) else f"{author}:\n{text}"
        yield Issued(code, f"{_COMMENT}.{path}", told)


def keep_strays(filled: Filled) -> Iterator[Issued]:
    """What stands in cells that belong to no field, with the place it stood at."""
    for each in filled.findings:
        if each.code in _STRAY and each.place.cell:
            yield Issued(each.project, str(each.place), each.found or each.message())


def keep_sheets(filled: Filled) -> Iterator[tuple[str, tuple[Issued, ...]]]:
    """The sheets of the unit's own, each with what stands in its cells."""
    for sheet, cells in groupby(filled.strays, lambda each: each.sheet):
        yield sheet, tuple(Issued("", str(each), each.text) for each in cells)


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
