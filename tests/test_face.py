"""What others may use: the public names of the library, and the faces of its rooms."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import xlperf

HOUSE = Path(xlperf.__file__).parent
ROOMS = sorted(each.name for each in HOUSE.iterdir() if (each / "__init__.py").is_file())
FLOORS = (
    "budget", "sheet", "findings", "identity", "form", "excel", "rules", "issuing", "reading",
    "master", "syncing", "summary", "publishing", "exchange", "rounds", "demo", "cli",
)  # fmt: skip
INNER_ROOMS = {
    "excel.reading", "excel.writing", "excel.marking", "excel.packages", "excel.files",
}  # fmt: skip
"""Rooms that are entered by themselves: whoever reads a file need not load what writes one."""

VERBS = {
    "annotate", "consolidate", "from_last_year", "generate", "publish", "read", "read_many",
    "read_master", "read_text",
    "reconcile", "sync",
}  # fmt: skip
NOUNS = {
    "Filled", "Finding", "Form", "Indicator", "Level", "Master", "Place", "Plan", "Project",
    "Target", "Unit",
}  # fmt: skip
ERRORS = {
    "FileError", "FormError", "MasterError", "OutputError", "RoundError", "RuleError",
    "XlperfError",
}  # fmt: skip


def modules() -> Iterator[ModuleType]:
    """Every module of the library but the one that runs it."""
    for found in pkgutil.walk_packages(xlperf.__path__, "xlperf."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def test_the_library_shows_its_verbs_nouns_and_errors_and_nothing_else() -> None:
    assert set(xlperf.__all__) == VERBS | NOUNS | ERRORS | {"__version__"}
    for name in VERBS:
        assert inspect.isfunction(getattr(xlperf, name))
    for name in ERRORS:
        assert issubclass(getattr(xlperf, name), xlperf.XlperfError)


def test_the_listing_is_the_rooms() -> None:
    assert sorted(FLOORS) == ROOMS
    inside = {each.name for each in HOUSE.iterdir() if each.name != "__pycache__"}
    assert inside - {"templates", "sample"} == {*FLOORS, "__init__.py", "__main__.py", "py.typed"}


def test_no_public_function_shares_its_path_with_a_module() -> None:
    paths = {module.__name__ for module in modules()}
    hidden = {
        f"{module.__name__}.{name}"
        for module in (xlperf, *modules())
        for name in getattr(module, "__all__", ())
        if not inspect.ismodule(getattr(module, name)) and f"{module.__name__}.{name}" in paths
    }
    assert hidden == set()


def entered(path: Path) -> Iterator[tuple[str, str]]:
    """What a module imports from inside the library: the module imported from, and the name."""
    here = ["xlperf", *path.relative_to(HOUSE).with_suffix("").parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            there = [*here[: len(here) - node.level], *(node.module or "").split(".")]
            for alias in node.names:
                yield ".".join(filter(None, there[1:])), alias.name


@pytest.mark.parametrize(
    "path", sorted(HOUSE.rglob("*.py")), ids=lambda path: path.relative_to(HOUSE).as_posix()
)
def test_a_room_is_entered_by_its_door(path: Path) -> None:
    own = path.relative_to(HOUSE).parts[0]
    for module, name in entered(path):
        room = module.partition(".")[0]
        if room and room != own:
            assert module in ROOMS or module in INNER_ROOMS, f"{module}: import the room"
            door = importlib.import_module(f"xlperf.{module}")
            if module not in INNER_ROOMS or hasattr(door, "__all__"):
                assert name in door.__all__, f"{name} is not shown by {module}"
