"""The sample that comes with the library: a master budget, and what its units filled in."""

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from ..budget import UnitBudget
from ..exchange import answers_from_json


def sample_folder() -> Path:
    """The sample: a master budget, what each unit filled in, and one of them once more."""
    packaged = Path(str(resources.files("xlperf"))) / "sample"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "workbooks" / "sample"


def sample_answers(again: str = "") -> Iterator[UnitBudget]:
    """What each unit of the sample filled in, by unit code; `again`: in the second workbook."""
    for path in sorted((sample_folder() / again).glob("*.json")):
        yield answers_from_json(json.loads(path.read_text(encoding="utf-8")))
