"""The form a result carries, as part of the result's JSON: the text of its file."""

from functools import lru_cache
from typing import Any

from ..form import Form

_SOURCE = "source"


def form_as_json(form: Form) -> Any:
    """The text a form was loaded from; with its fields, when it was made or changed in Python."""
    if form.source and _parsed(form.source) == form:
        return form.source
    return {**form.model_dump(mode="json"), _SOURCE: form.source}


def form_from_json(value: Any) -> Any:
    """The form of what `form_as_json` gave; what is none is left to be refused.

    Raises:
        FormError: a mistake in the text.
        ValidationError: a mistake in a field.
    """
    if isinstance(value, str):
        return _parsed(value)
    if not isinstance(value, dict):
        return value
    made = Form.model_validate({name: each for name, each in value.items() if name != _SOURCE})
    if not value.get(_SOURCE):
        return made
    fields = {name: getattr(made, name) for name in Form.model_fields}
    return _parsed(value[_SOURCE]).model_copy(update=fields)


@lru_cache(maxsize=8)  # a batch has one form, and parsing it again costs more than all the rest
def _parsed(source: str) -> Form:
    return Form.parse(source)
