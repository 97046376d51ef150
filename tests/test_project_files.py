"""What a public project has: a licence, how to contribute, how to report, how it is built."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md", "README.md", "README.zh-CN.md")
PAPERS = PAGES[:3]


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def test_the_licence_is_the_one_the_package_names() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    assert project["license"] == "Apache-2.0"
    assert project["license-files"] == ["LICENSE"]
    licence = text("LICENSE")
    assert "Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    assert re.search(r"Copyright \d{4} the xlperf authors", licence)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text(page)):
        assert ((ROOT / page).parent / target).exists(), target


@pytest.mark.parametrize("page", PAPERS)
def test_files_that_are_named_are_there(page: str) -> None:
    named = re.findall(r"`((?:src|tests|docs|templates|bench|\.ci)/[\w./-]+)`", text(page))
    for path in named:
        assert (ROOT / path).exists(), path
    assert named or page == "SECURITY.md"


@pytest.mark.parametrize("page", PAPERS)
def test_what_can_be_made_can_be_made(page: str) -> None:
    targets = set(re.findall(r"^(\w+):", text("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make (\w+)", text(page), re.MULTILINE))
    assert named <= targets


def test_the_lowest_versions_are_tried_by_tests_there_are() -> None:
    listed = re.search(r"^LOWEST_TESTS := .*?test_%\.py,([^)]*)\)", text("Makefile"), re.M | re.S)
    assert listed
    for name in listed[1].replace("\\", " ").split():
        assert (ROOT / "tests" / f"test_{name}.py").is_file(), name


def test_the_picture_shows_every_room() -> None:
    drawn = text("docs/pictures/rooms.svg")
    for room in (ROOT / "src" / "xlperf").glob("*/__init__.py"):
        assert f">{room.parent.name}<" in drawn
