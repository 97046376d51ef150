"""In which language something is said."""

from ..findings import Lang
from .form import Form


def spoken_in(asked: Lang | None, form: Form | None = None, otherwise: Lang = "zh") -> Lang:
    """The language asked for; else the form's, where one is known; else another."""
    return asked or (form.lang if form else otherwise)
