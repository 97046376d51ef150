"""What is said: findings to whoever filled a sheet, errors to whoever calls, every text twice."""

from . import catalogue
from .border import finding_of, line_of, one_file, unexpected
from .catalogue import Lang, word
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
    LANGS,
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
from .spoken_nouns import nouns

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
