"""Published texts read back: the real one, and the files made of it with known answers."""

import json
import random
from pathlib import Path

import pytest

from parts.commands import program
from parts.json_schema import wrong
from parts.office import Office
from parts.real import missing
from parts.real_unit import RealUnit, real_unit
from parts.texts import folded, head_of, paragraphs_of, rows_of, sums, told
from xlperf import read_text
from xlperf.reading.filled import Filled

FORM = "hebei-2023"
PUBLISHED = ("seed.docx", "seed-libreoffice.pdf", "seed-typst.pdf")


@pytest.fixture(scope="session")
def unit(shared: Path) -> RealUnit:
    """The real unit, with its answers."""
    return real_unit(shared)


def published(shared: Path, name: str) -> Path:
    """A file of the shared folder with published texts."""
    path = shared / "published" / name
    if not path.is_file():
        missing(f"The published text {name}", "put the shared folder beside the checkout")
    return path


def assert_is_the_unit(filled: Filled, unit: RealUnit) -> None:
    """Heads and rows exact, the goal without its printed number, Part I by paragraph."""
    own = unit.answers
    assert [head_of(each)[:6] for each in filled] == [head_of(each)[:6] for each in own.projects]
    assert [head_of(each)[7] for each in filled] == [head_of(each)[7] for each in own.projects]
    goals = [folded(each.goal).removeprefix("1.") for each in filled]
    assert goals == [each.goal for each in own.projects]
    assert [rows_of(each) for each in filled] == [rows_of(each) for each in own.projects]
    assert sum(len(each.indicators) for each in filled) == 117
    assert filled.part
    assert own.part
    assert paragraphs_of(filled.part.part) == paragraphs_of(own.part)
    assert len(paragraphs_of(own.part)) == 55
    assert filled.unit == own.unit


def test_the_real_text_gives_its_data(shared: Path, unit: RealUnit) -> None:
    filled = read_text(shared / "seed" / "budget-text-2023.txt", FORM)
    assert_is_the_unit(filled, unit)


def test_of_the_real_text_all_but_one_stray_heading_is_taken_and_that_is_told(shared: Path) -> None:
    filled = read_text(shared / "seed" / "budget-text-2023.txt", FORM)
    assert sums(filled) == (9654, 9650, 4)
    assert told(filled, "text.left-over") == ["第58行|绩效目标"]
    assert told(filled, "text.lost") == []


def test_what_was_done_to_the_real_text_is_told(shared: Path) -> None:
    filled = read_text(shared / "seed" / "budget-text-2023.txt", FORM)
    assert [each.split("|", 1)[0] for each in told(filled, "text.joined")] == [
        "第50行", "第82行", "第120行", "第144行",
    ]  # fmt: skip
    assert len(told(filled, "text.spaces-taken")) == 13
    assert (
        told(filled, "goals.name") != []
    )  # 创建文明城市工作项目经费, which the table calls otherwise


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_files_give_their_data(shared: Path, unit: RealUnit, name: str) -> None:
    filled = read_text(published(shared, name), FORM)
    assert_is_the_unit(filled, unit)
    whole, taken, left = sums(filled)
    assert (whole - taken, left) == (0, 0)


def test_cells_cut_at_page_breaks_are_whole_again(shared: Path) -> None:
    data = json.loads(published(shared, "split.json").read_text(encoding="utf-8"))
    filled = read_text(published(shared, "split-libreoffice.pdf"), FORM)
    assert [each.code for each in filled] == [each["code"] for each in data["projects"]]
    names = ("level1", "level2", "level3", "description", "value", "basis")
    wanted = [[tuple(row[name] for name in names) for row in each["indicators"]]
              for each in data["projects"]]  # fmt: skip
    assert [rows_of(each) for each in filled] == wanted
    assert len(told(filled, "text.cell-over-page")) >= 26


@pytest.mark.parametrize("suffix", ["html", "rtf", "doc", "odt"])
def test_what_libreoffice_saves_gives_the_same(
    shared: Path, unit: RealUnit, libreoffice: Office, suffix: str
) -> None:
    (saved,) = libreoffice.converted([published(shared, "seed.docx")], suffix)
    assert_is_the_unit(read_text(saved, FORM), unit)


def test_one_changed_character_is_noticed(shared: Path, unit: RealUnit) -> None:
    """Wherever in tables and paragraphs it stands: in what is read, or in what is told."""
    text = (shared / "seed" / "budget-text-2023.txt").read_text(encoding="utf-8")
    start = text.rindex("一、总体绩效目标")
    places = [n for n in range(start, len(text)) if not text[n].isspace()]
    whole = seen(read_text(text.encode(), FORM))
    chosen = random.Random(12)  # noqa: S311 - which characters are tried is no secret
    for place in chosen.sample(places, 60):
        other = "鑫" if text[place] != "鑫" else "淼"
        changed = text[:place] + other + text[place + 1 :]
        assert seen(read_text(changed.encode(), FORM)) != whole, text[place - 9 : place + 9]


def seen(filled: Filled) -> tuple[object, ...]:
    """All that is read, and all that is told."""
    return (filled.unit, filled.projects, filled.part, filled.findings)


def test_import_prints_what_read_prints(shared: Path, tmp_path: Path) -> None:
    files = [shared / "seed" / "budget-text-2023.txt", published(shared, "seed-typst.pdf")]
    done = program("import", *files, "--form", FORM, "--json", cwd=tmp_path)
    printed = json.loads(done.out)
    assert done.code == 1
    assert [Path(each["file"]).name for each in printed["files"]] == [
        "seed-typst.pdf", "budget-text-2023.txt",
    ]  # fmt: skip
    schema = json.loads(program("schema").out)
    assert wrong(printed, schema) == []
    first, second = printed["files"]
    assert [each["budget"] for each in first["projects"]] == [
        each["budget"] for each in second["projects"]
    ]
    assert sum(float(each["budget"]) for each in first["projects"]) == pytest.approx(1038.03)


def test_import_says_what_it_took_in_words(shared: Path) -> None:
    done = program("import", shared / "seed" / "budget-text-2023.txt", "--form", FORM)
    assert "全文 9654 字：读入 9650 字，未读入 4 字" in done.out
    assert "1038.03" in done.out
