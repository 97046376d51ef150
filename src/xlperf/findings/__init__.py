"""What is said: findings to whoever filled a sheet, errors to whoever calls, every text twice.

The texts are there at once; findings and errors, which know records and cells, when they are
first asked for, so that a command that only prints its help waits for neither.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from . import catalogue
from .catalogue import LANGS, Lang, word
from .spoken_nouns import nouns

if TYPE_CHECKING:
    from .border import finding_of, line_of, one_file, unexpected
    from .errors import (
        FileError,
        FormError,
        MasterError,
        OutputError,
        RoundError,
        RuleError,
        XlperfError,
    )
    from .finding import (
        Finding,
        Level,
        OwnText,
        Place,
        Remark,
        calling,
        count_by_level,
        is_justifiable,
        level_of,
        remark,
    )

__all__ = [
    "LANGS",
    "FileError",
    "Finding",
    "FormError",
    "Lang",
    "Level",
    "MasterError",
    "OutputError",
    "OwnText",
    "Place",
    "Remark",
    "RoundError",
    "RuleError",
    "XlperfError",
    "calling",
    "catalogue",
    "count_by_level",
    "finding_of",
    "is_justifiable",
    "level_of",
    "line_of",
    "nouns",
    "one_file",
    "remark",
    "unexpected",
    "word",
]

_MODULES = {
    "border": "finding_of line_of one_file unexpected",
    "errors": "FileError FormError MasterError OutputError RoundError RuleError XlperfError",
    "finding": "Finding Level OwnText Place Remark calling count_by_level is_justifiable level_of"
    " remark",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """A name of a module that is loaded now.

    Raises:
        AttributeError: there is no such name.
    """
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
