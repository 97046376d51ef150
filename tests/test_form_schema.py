"""The form file for editors: its schema, the texts beside its keys, and a form to start from."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from parts.json_schema import wrong
from xlperf import Form, generate, read
from xlperf.budget import Holds, Master, Project, Unit, UnitBudget
from xlperf.budget.fields import VOCABULARY
from xlperf.cli.program import cli
from xlperf.findings.catalogue import entries
from xlperf.form import form_schema, keys_of_forms, shipped_forms, starting_form

ROOT = Path(__file__).parents[1]
PAGES = ("form-file.md", "form-file.zh-CN.md")
HEAD = 'name = "a"\ntitle = "a"\nversion = "1"\nyear = 2026\n'
SHEET = HEAD + '[project]\ntitle = "t"\ndrawing = "|"\n'


def said(text: str) -> list[str]:
    """Where a form file is not of the schema."""
    return wrong(tomllib.loads(text), form_schema())


@pytest.mark.parametrize("name", sorted(shipped_forms()))
def test_a_shipped_form_is_of_the_schema_it_names(name: str) -> None:
    text = shipped_forms()[name].read_text(encoding="utf-8")
    assert said(text) == []
    line = text.splitlines()[0]
    named = shipped_forms()[name].parent / line.removeprefix("#:schema ")
    assert line.startswith("#:schema ")
    assert json.loads(named.read_text(encoding="utf-8")) == form_schema()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('titel = "b"\n', ".titel"),
        ("order = 3\n", ".order"),
        ('order = "size"\n', ".order"),
        ('money = { units = "元" }\n', ".money.units"),
        ('money = { unit = "元", places = 9 }\n', ".money.places"),
        ('rules = ["all"]\n', ".rules"),
        ('project = "一张表"\n', ".project"),
        ('[project]\ntitle = "t"\n', ".project.drawing"),
        ('[project]\ntitle = "t"\ndrawing = 3\n', ".project.drawing"),
        ('[project]\ntitle = "t"\ndrawing = "|"\nrows = "all"\n', ".project.rows"),
        ('[project]\ntitle = "t"\ndrawing = "|"\nwidths = { a = 0 }\n', ".project.widths.a"),
        ('[fields]\nspent = "amount"\n', ".fields.spent"),
        ('[fields]\nspent = { kind = "money", most = true }\n', ".fields.spent"),
        ("[fields]\nspent = []\n", ".fields.spent"),
        ('[fields]\nrate.score = "number"\n', ".fields.rate"),
        ('[levels]\n"money.sum" = "loud"\n', ".levels"),
        ('[[checks]]\nzh = "缺"\n', ".checks[0].that"),
        ("[score]\nover = 99\n", ".score.over"),
        ('[score]\nbands = { "好" = [80] }\n', ".score.bands"),
        ('[code]\npattern = "x"\n', ".code.shape"),
    ],
    ids=lambda each: each.strip().replace("\n", " ")[:30],
)  # fmt: skip
def test_a_wrong_file_is_not(text: str, where: str) -> None:
    found = said(HEAD + text)
    assert any(each.startswith(where) for each in found), found


@pytest.mark.parametrize("missing", ["name", "title", "version", "year"])
def test_what_every_form_says_must_be_there(missing: str) -> None:
    lines = [line for line in HEAD.splitlines() if not line.startswith(missing)]
    assert said("\n".join(lines)) == [f".{missing}: required"]


@pytest.mark.parametrize(
    "text",
    [
        'widths = { goals.project = 26, "a.b" = 3.5, level1 = 9 }\n',
        "rows = 3\n",
        'rows = "taxonomy"\n',
        'rows = { task = 4, indicators = "taxonomy" }\n',
        "spare = { task = 0 }\n",
        '[fields]\na = "date"\nb = ["是", "否"]\n"c.d" = { kind = "percent", most = 1.5 }\n',
        '[fields]\na = { choices = ["是"], required = true }\n',
        '[[checks]]\nthat = "a = b"\ntext = { zh = "错" }\n',
    ],
)
def test_the_short_ways_of_the_file_are_of_the_schema(text: str) -> None:
    assert said(SHEET + text) == []


def test_every_key_kind_and_field_is_told_in_both_languages() -> None:
    keys = {path for path, _, _ in keys_of_forms()}
    known = entries("key")
    assert keys <= known.keys()
    for path in keys:
        assert known[path]["zh"], path
        assert known[path]["en"], path
        tomllib.loads(known[path]["example"])
    assert entries("kind").keys() == {each.value for each in Holds}
    columns = {len(each[lang]) for each in entries("kind").values() for lang in ("zh", "en")}
    assert columns == {5}
    assert entries("field").keys() == {*VOCABULARY, "plan.…", "extra.…"}


def test_the_schema_speaks_both_languages_at_every_key() -> None:
    for _, each, _ in keys_of_forms():
        zh, _, en = each["description"].partition("\n\n")
        assert re.search("[一-鿿]", zh)
        assert re.search("[a-z]", en)


@pytest.mark.parametrize("page", PAGES)
def test_the_reference_has_every_key_and_its_whole_form_is_good(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for path, _, _ in keys_of_forms():
        assert f"#### `{path.rpartition('.')[2]}`" in text, path
    blocks = re.findall(r"```toml\n(.+?)```", text, re.DOTALL)
    form = Form.parse(blocks[0])
    assert form.project
    for block in blocks:
        tomllib.loads(block)


def ran(*arguments: object) -> Any:
    return CliRunner().invoke(cli, [str(each) for each in arguments])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_form_to_start_from_is_checked_issued_and_read_back(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "own.toml"
    assert ran("forms", "new", "--lang", lang, "--out", path).exit_code == 0
    assert path.read_text(encoding="utf-8") == starting_form(lang)  # type: ignore[arg-type]
    assert ran("forms", "check", path).exit_code == 0
    assert said(starting_form(lang)) == []  # type: ignore[arg-type]
    form = Form.load(path)
    unit = UnitBudget(unit=Unit(code="1", name="甲"), projects=(Project(code="A1", name="东库"),))
    (made,) = generate(form, Master(money=form.money, units=(unit,)))
    filled = read(made.content, form)
    assert [each.project.code for each in filled.projects] == ["A1"]
    told = {each.code for each in filled.findings}
    assert told <= {"required.blank", "declared.required", "project.blank", "unit.required"}, told


def test_a_form_to_start_from_is_printed_and_overwrites_nothing(tmp_path: Path) -> None:
    assert ran("forms", "new", "--lang", "en").output.startswith("#:schema ")
    path = tmp_path / "own.toml"
    path.write_text("mine", encoding="utf-8")
    assert ran("forms", "new", "--out", path).exception.code == "out.exists"
    assert path.read_text(encoding="utf-8") == "mine"
    assert ran("forms", "new", "--out", path, "--force").exit_code == 0


@pytest.mark.parametrize("name", ["hebei-2023", "monitor-2019", "department-whole"])
def test_the_blank_workbook_of_one_project_or_one_unit(tmp_path: Path, name: str) -> None:
    path = tmp_path / "blank.xlsx"
    assert ran("forms", "show", name, "--as", "xlsx", "--out", path).exit_code == 0
    filled = read(path)
    assert filled.form == Form.load(name)
    assert len(filled.projects) == (1 if Form.load(name).project else 0)
    assert filled.part or Form.load(name).project


def test_what_is_shown_of_a_form_is_its_file() -> None:
    shown = ran("forms", "show", "hebei-2023").output
    assert shown.rstrip() == shipped_forms()["hebei-2023"].read_text(encoding="utf-8").rstrip()
    assert ran("forms", "show", "master", "--as", "xlsx").exception.code == "form.kind"


def test_the_schema_is_printed_or_written(tmp_path: Path) -> None:
    assert json.loads(ran("forms", "schema").output) == form_schema()
    path = tmp_path / "form.schema.json"
    assert ran("forms", "schema", "--out", path).exit_code == 0
    shipped = ROOT / "templates" / "form.schema.json"
    assert path.read_text("utf-8") == shipped.read_text("utf-8")
