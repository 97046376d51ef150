"""The rules of the house, held over src/xlperf: size, words, borders, frozen records."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pydantic
import pytest

import xlperf

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "src" / "xlperf"
MODULES = sorted(HOUSE.rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 350, 45
EMPTY_WORDS = {"util", "utils", "helper", "helpers", "base", "manager", "common", "misc"}
OUTSIDE = {"xlsxwriter", "python_calamine", "openpyxl", "olefile"}
HEAVY = {"pandas", "openpyxl"}
# Spelled in two pieces, so that this file does not hold what it looks for.
MACHINE_WORDS = ("files.python" + "hosted", "pypi.org" + "/simple", "registry." + "npmjs")
MACHINE = re.compile("|".join([r"(?<![\w.])/work" + "/", *map(re.escape, MACHINE_WORDS)]))
Function = ast.FunctionDef | ast.AsyncFunctionDef

each_module = pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix()
)


def parsed(path: Path) -> ast.Module:
    """A module as a tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def is_public(name: str) -> bool:
    """Whether a name is for others; what Python itself calls needs no explanation."""
    return not name.startswith("_")


def public_parts(body: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    """Public functions and classes, and the public methods of those classes."""
    for each in body:
        if isinstance(each, Function | ast.ClassDef) and is_public(each.name):
            yield each
            if isinstance(each, ast.ClassDef):
                yield from public_parts(each.body)


def imported(tree: ast.Module) -> set[str]:
    """The outside packages a module imports, anywhere in it."""
    plain = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    froms = {
        node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and not node.level
    }
    return {name.partition(".")[0] for name in plain | froms}


@each_module
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@each_module
def test_functions_are_short(path: Path) -> None:
    lengths = {
        node.name: (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(parsed(path))
        if isinstance(node, Function)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


@each_module
def test_what_is_public_says_what_it_is(path: Path) -> None:
    tree = parsed(path)
    assert ast.get_docstring(tree), "the module has no docstring"
    assert [each.name for each in public_parts(tree.body) if not ast.get_docstring(each)] == []


@each_module
def test_a_module_has_a_real_name(path: Path) -> None:
    words = {
        word for part in path.relative_to(HOUSE).with_suffix("").parts for word in part.split("_")
    }
    assert words & EMPTY_WORDS == set()


@each_module
def test_only_excel_knows_the_libraries(path: Path) -> None:
    if path.relative_to(HOUSE).parts[0] != "excel":
        assert imported(parsed(path)) & OUTSIDE == set()


@each_module
def test_dataclasses_are_frozen(path: Path) -> None:
    loose = [
        node.name
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef) and is_public(node.name)  # a private one may gather
        for decorator in node.decorator_list
        if "dataclass" in ast.unparse(decorator) and "frozen=True" not in ast.unparse(decorator)
    ]
    assert loose == []


def test_pydantic_models_are_frozen() -> None:
    for module in pkgutil.walk_packages(xlperf.__path__, "xlperf."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    loose = [each.__name__ for each in models() if not each.model_config.get("frozen")]
    assert loose == []


def models() -> Iterator[type[pydantic.BaseModel]]:
    """Every pydantic model of ours, however far below the base."""
    waiting = list(pydantic.BaseModel.__subclasses__())
    while waiting:
        model = waiting.pop()
        waiting.extend(model.__subclasses__())
        if model.__module__.partition(".")[0] == "xlperf":
            yield model


def test_importing_the_library_is_light() -> None:
    show = "import sys, xlperf; print(*{name.partition('.')[0] for name in sys.modules})"
    ran = subprocess.run([sys.executable, "-c", show], check=True, capture_output=True, text=True)
    assert set(ran.stdout.split()) & HEAVY == set()


def files_of_the_repository() -> list[Path]:
    """What git tracks or is about to; the test is skipped where there is no git."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        ran = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("there is no git here, or this is no checkout")
    return [ROOT / name for name in ran.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_nothing_of_this_machine_is_in_the_repository() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files_of_the_repository()
        for match in MACHINE.finditer(path.read_bytes().decode("utf-8", errors="ignore"))
    ]
    assert found == []
