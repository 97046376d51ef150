"""What the office adds to a form: its own instructions, and lines to be signed below each table."""

import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from parts import samples
from parts.office import Office
from parts.rounds import BEGUN, DUE, IN_TIME, NAME, took_in
from xlperf import Form, generate, read, sync
from xlperf.exchange import filled_json
from xlperf.findings import FormError
from xlperf.form import form_path
from xlperf.rounds import distribute, join_copies, open_round

SIGNED = ("填表人", "负责人", "联系电话", "盖章")
TOLD = ("纸质件两份，盖章后报预算股。", "疑问请打 8123456。")
BEFORE = "version"


def form_of(name: str, *, signing: tuple[str, ...] = SIGNED) -> Form:
    """A shipped form with instructions and lines to be signed."""
    drawn = form_path(name).read_text(encoding="utf-8")
    at = drawn.index(BEFORE)
    said = f"instructions = {[*TOLD]!r}\nsigning = {[*signing]!r}\n".replace("'", '"')
    return Form.parse(drawn[:at] + said + drawn[at:])


@pytest.fixture(scope="module", params=samples.PROJECT_FORMS)
def form(request: pytest.FixtureRequest) -> Form:
    return form_of(request.param)


def signed(content: bytes, form: Form, *, telephone: object = "0314-8123456") -> bytes:
    """The workbook with every line signed, as people type it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in SIGNED:
                    beside = sheet.cell(cell.row, cell.column + 1)
                    assert not beside.protection.locked
                    beside.value = telephone if cell.value == "联系电话" else f"{cell.value} 张 三"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def values_of(content: bytes, form: Form) -> list[dict[str, object]]:
    filled = read(content, form)
    records = [each.project for each in filled.projects]
    records += [filled.part.part] if filled.part else []  # type: ignore[list-item]
    return [
        {name: value for name, value in each.values.items() if name.startswith("signing.")}
        for each in records
    ]


def test_the_lines_are_open_and_printed_below_each_table(form: Form) -> None:
    book = openpyxl.load_workbook(io.BytesIO(samples.workbook(form)))
    for name in ("1.居民技能培训", "2.社区图书角", "部门整体绩效目标"):
        sheet = book[name]
        places = {c.value: c for row in sheet.iter_rows() for c in row if c.value in SIGNED}
        assert {*places} == {*SIGNED}
        last = openpyxl.utils.cell.range_boundaries(str(sheet.print_area).split("!")[1])[3]
        assert all(each.row <= last for each in places.values())
        assert max(each.row for each in places.values()) == last - 1  # below it is the token


def test_signed_lines_come_back_and_nothing_is_told_of_them(form: Form) -> None:
    blank, whole = samples.workbook(form), signed(samples.workbook(form), form)
    assert [each.code for each in read(whole, form).findings] == [
        each.code for each in read(blank, form).findings
    ]
    for values in values_of(whole, form):
        assert values["signing.填表人"] == "填表人 张 三"
        assert values["signing.联系电话"] == "0314-8123456"
    (project, *_) = filled_json(read(whole, form), form.money)["projects"]
    assert project["values"]["signing.负责人"] == "负责人 张 三"


def test_a_telephone_number_typed_as_a_figure_is_kept(form: Form) -> None:
    whole = signed(samples.workbook(form), form, telephone=13812345678)
    assert {each["signing.联系电话"] for each in values_of(whole, form)} == {"13812345678"}
    more = {each.code for each in read(whole, form).findings}
    assert more - {each.code for each in read(samples.workbook(form), form).findings} == {
        "value.converted"
    }


def test_a_signed_blank_sheet_is_still_blank(form: Form) -> None:
    whole = signed(samples.workbook(form, blank=True), form)
    blank = [each.code for each in read(samples.workbook(form, blank=True), form).findings]
    assert [each.code for each in read(whole, form).findings] == blank


def test_an_update_keeps_what_was_signed(form: Form) -> None:
    whole = signed(samples.workbook(form), form)
    known = samples.known_of(samples.filled_unit(form)).projects
    dearer = known[1].model_copy(update={"budget": Decimal(50), "fiscal": Decimal(45)})
    again = sync(whole, samples.small_master(known[0], dearer), form)
    assert again.content
    assert values_of(again.content, form) == values_of(whole, form)
    assert not [each for each in again.changes if "signing" in each.field]


def test_a_line_that_a_new_version_drops_is_kept_aside(form: Form) -> None:
    whole = signed(samples.workbook(form), form)
    fewer = form_of(form.name, signing=("填表人",))
    fewer = Form.parse(fewer.source.replace('version = "1"', 'version = "2"'))
    master = samples.small_master(*samples.known_of(samples.filled_unit(form)).projects)
    again = sync(whole, master, fewer, issued_form=form)
    assert again.content
    identity = read(again.content, fewer).identity
    assert identity
    kept = {(each.field, each.text) for each in identity.aside}
    assert ("signing.负责人", "负责人 张 三") in kept
    back = sync(again.content, master, form, issued_form=fewer)
    assert back.content
    assert values_of(back.content, form) == values_of(whole, form)


def test_a_table_without_the_lines_is_read_all_the_same(form: Form) -> None:
    bare = Form.load(form.name)
    content = samples.workbook(bare)
    book = openpyxl.load_workbook(io.BytesIO(content))
    kept = io.BytesIO()
    for sheet in book.worksheets[:]:
        if not sheet.title.startswith(("1.", "2.")):
            del book[sheet.title]
        else:
            sheet.delete_rows(1)
            sheet.delete_cols(1)
    book.save(kept)
    plain, with_lines = read(kept.getvalue(), bare), read(kept.getvalue(), form)
    assert [each.code for each in with_lines.findings] == [each.code for each in plain.findings]
    assert [len(each.indicators) for each in with_lines] == [len(each.indicators) for each in plain]


def test_the_guide_says_what_the_office_says(form: Form) -> None:
    book = openpyxl.load_workbook(io.BytesIO(samples.workbook(form)))
    said = [c.value for row in book["填报说明"].iter_rows() for c in row if c.value]
    assert [each for each in said if each in TOLD] == [*TOLD]
    bare = openpyxl.load_workbook(io.BytesIO(samples.workbook(form.name)))
    assert "财政部门的说明" not in [c.value for row in bare["填报说明"] for c in row]


def test_however_it_comes_the_form_is_the_same(form: Form) -> None:
    assert Form.model_validate_json(form.model_dump_json()) == form
    assert Form.parse(form.source) == form


@pytest.mark.parametrize(("said", "wanted"), [('"填表人"', "signing"), ("[3]", "signing")])
def test_lines_that_are_no_list_of_texts_are_told(said: str, wanted: str) -> None:
    drawn = form_path("hebei-2023").read_text(encoding="utf-8")
    at = drawn.index(BEFORE)
    with pytest.raises(FormError) as caught:
        Form.parse(f"{drawn[:at]}signing = {said}\n{drawn[at:]}")
    assert wanted in str(caught.value)


def test_what_libreoffice_saves_keeps_them(libreoffice: Office, tmp_path: Path) -> None:
    form = form_of("hebei-2023")
    path = tmp_path / "表.xlsx"
    path.write_bytes(signed(samples.workbook(form), form))
    for suffix in ("xlsx", "ods"):
        (saved,) = libreoffice.converted([path], suffix)
        assert values_of(saved.read_bytes(), form) == values_of(path.read_bytes(), form)


@pytest.mark.usefixtures("quick")
def test_two_halves_are_joined_with_the_names_of_all_who_signed(tmp_path: Path) -> None:
    form = form_of("hebei-2023")
    whole = samples.filled_unit(form)
    master, folder = samples.master_of(form, whole), tmp_path / "r"
    list(distribute(form, master, folder, DUE, BEGUN, name=NAME))
    (made,) = generate(form, master, due=str(DUE), round_name=NAME)
    blank = read(made.content, form)
    for number, name in enumerate(("张三", "李四")):
        book = openpyxl.load_workbook(io.BytesIO(made.content))
        own = blank.projects[number]
        for field, value in {"goal": "全年服务一千人", "purpose": "场地费", "plan.dec": 1}.items():
            book[own.sheet][str(own.where[field])].value = value
        for each in blank.projects:  # both sign both, and one the telephone
            book[each.sheet][str(each.where["signing.填表人"])].value = name
        path = tmp_path / f"科室{number}.xlsx"
        book.save(path)
        took_in(folder, [path])
    with open_round(folder) as round:
        joined = join_copies(round, samples.UNIT.code, 1, 2, reason="两个科室", at=IN_TIME, by="王")
        (copy,) = [each for each in round.ledger.arrivals() if each.id == joined.arrival]
    back = read(folder / copy.file, form)
    assert [each.project.goal for each in back.projects] == ["全年服务一千人"] * 2
    signed_by = [str(each.project.declared["signing.填表人"]) for each in back.projects]
    assert [{*each.split("；")} for each in signed_by] == [{"张三", "李四"}] * 2


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (["填表人", "填表人"], "不能重复：填表人"), (["填表人", "填表 人"], "不能重复：填表人"),
        (["——"], "要有字"), (["{budget}"], "要有字"), (["a|b"], "要有字"), (["甲\n乙"], "要有字"),
        ([""], "不能是空的"),
    ],
)  # fmt: skip
def test_a_label_that_could_not_be_signed_is_one_clear_line(labels: list[str], told: str) -> None:
    text = f"signing = {json.dumps(labels, ensure_ascii=False)}\n"
    with pytest.raises(FormError) as refused:
        Form.parse(text + Form.load("hebei-2023").source)
    (line,) = refused.value.lines("zh")
    assert told in line
    assert "signing" in line
