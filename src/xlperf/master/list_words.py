"""What the columns of a list may be headed by besides: a form's own labels, and its nouns."""

from collections.abc import Iterator

from ..budget import wording
from ..form import Form

_NOUNS = {
    "unit.code": "list.unit-code", "unit.name": "list.unit-name",
    "code": "list.project-code", "name": "list.project-name",
}  # fmt: skip


def called_as_in(form: Form, listed: Form) -> Form:
    """A list form that also knows the words of the form whose budget it is.

    A word that heads another column of the list already is left to that.
    """
    if listed.list is None or not (form.words.said or form.lang == listed.lang == "en"):
        return listed
    known = {wording.heading(each) for texts in listed.aliases.values() for each in texts}
    known |= {wording.heading(block.text) for block in listed.list.drawing.labels()}
    aliases = dict(listed.aliases)
    for block in listed.list.drawing.repeats():
        label = listed.label(block.text)
        for text in _words_of(form, block.text):
            if wording.heading(text) not in known:
                known.add(wording.heading(text))
                aliases[label] = (*aliases.get(label, ()), text)
    return listed.model_copy(update={"aliases": aliases})


def _words_of(form: Form, field: str) -> Iterator[str]:
    if field in form.labels:
        yield form.label(field)
    if field in _NOUNS:
        yield form.word(_NOUNS[field])
