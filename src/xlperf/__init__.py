"""Forms in Excel that come back right.

Verbs: `generate`, `read`, `read_many`, `annotate`, `read_master`, `reconcile`, `consolidate`,
`sync`, `from_last_year`, `publish`, `read_text`. What they take and give are the nouns beside
them. A round of collecting has its verbs in `xlperf.rounds`, rules of one's own begin at
`xlperf.rules`, and results for other programs are made by `xlperf.exchange`. Whatever the caller
did wrong raises an `XlperfError`; whatever the filler of a sheet did wrong is a `Finding`.

A name is loaded with its room when it is first asked for: a command that prints its help, or
reads one file, waits for nothing else.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .budget import Indicator, Master, Plan, Project, Target, Unit
    from .findings import (
        FileError,
        Finding,
        FormError,
        Level,
        MasterError,
        OutputError,
        Place,
        RoundError,
        RuleError,
        XlperfError,
    )
    from .form import Form
    from .issuing import generate
    from .master import read_master, reconcile
    from .publishing import publish, read_text
    from .reading import Filled, annotate, read, read_many
    from .summary import consolidate
    from .syncing import from_last_year, sync

__version__ = "0.1.0"

__all__ = [
    "FileError",
    "Filled",
    "Finding",
    "Form",
    "FormError",
    "Indicator",
    "Level",
    "Master",
    "MasterError",
    "OutputError",
    "Place",
    "Plan",
    "Project",
    "RoundError",
    "RuleError",
    "Target",
    "Unit",
    "XlperfError",
    "__version__",
    "annotate",
    "consolidate",
    "from_last_year",
    "generate",
    "publish",
    "read",
    "read_many",
    "read_master",
    "read_text",
    "reconcile",
    "sync",
]

_ROOMS = {
    "budget": "Indicator Master Plan Project Target Unit",
    "findings": "FileError Finding FormError Level MasterError OutputError Place RoundError "
    "RuleError XlperfError",
    "form": "Form",
    "issuing": "generate",
    "master": "read_master reconcile",
    "publishing": "publish read_text",
    "reading": "Filled annotate read read_many",
    "summary": "consolidate",
    "syncing": "from_last_year sync",
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """A public name, from its room.

    Raises:
        AttributeError: there is no such name.
    """
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_ROOM_OF[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
