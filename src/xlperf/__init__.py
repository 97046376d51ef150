"""Forms in Excel that come back right.

Verbs: `generate`, `read`, `read_many`, `annotate`, `read_master`, `reconcile`, `consolidate`,
`sync`, `read_text`. What they take and give are the nouns beside them. A round of collecting has its verbs in
`xlperf.rounds`, rules of one's own begin at `xlperf.rules`, and results for other programs are
made by `xlperf.exchange`. Whatever the caller did wrong raises an `XlperfError`; whatever the
filler of a sheet did wrong is a `Finding`.
"""

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
from .publishing import read_text
from .reading import Filled, annotate, read, read_many
from .summary import consolidate
from .syncing import sync

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
    "generate",
    "read",
    "read_many",
    "read_master",
    "read_text",
    "reconcile",
    "sync",
]
