"""The command `sync`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ..as_json import change_json, finding_json
from ..catalogue import Lang, word
from ..excel.files import write_whole
from ..filled import Filled
from ..form import Form
from ..isolation import read_isolated
from ..master import read_master
from ..returns import listed
from ..sheets.guide import Cover
from ..sync import Synced
from ..sync import sync as sync_return
from .options import (
    files_argument,
    force_option,
    form_option,
    json_option,
    lang_option,
    master_form_option,
    master_option,
)
from .printing import print_json, print_synced, progress


@click.command()
@files_argument
@master_option
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the workbooks brought up to date. 更新后的工作簿的文件夹。",
)  # fmt: skip
@form_option
@click.option(
    "--issued-form", metavar="F",
    help="Form the files were issued by, where --form is a new version. 原来下发时的表单。",
)  # fmt: skip
@click.option("--due", metavar="DATE", help="A new due date. 新的截止日期。")
@click.option("--contact", metavar="TEXT", help="A new contact. 新的联系人。")
@click.option("--password", default="", metavar="TEXT", help="Protects the sheets. 保护密码。")
@master_form_option
@force_option
@json_option
@lang_option
def sync(
    *, files: Sequence[Path], master: Path, out: Path, form: str | None, issued_form: str | None,
    due: str | None, contact: str | None, password: str, master_form: str, force: bool,
    as_json: bool, lang: Lang,
) -> None:  # fmt: skip
    """Bring returned workbooks up to a new master budget. 按新的主预算更新报回的工作簿。"""
    budget, paths = read_master(master, master_form), listed(files, but=[master, out])
    drawn, told = Form.load(form) if form else None, []
    refused, written = 0, set[Path]()
    read = read_isolated(paths, issued_form or drawn)
    with progress(read, len(paths), word("print.syncing", lang), hidden=not as_json) as bar:
        for path, filled in zip(paths, bar, strict=True):
            cover = _cover(filled, due, contact)
            made = sync_return(filled, budget, drawn, cover=cover, password=password)
            target = None if made.refused else out / made.file_name
            if target:
                may = force and target not in written  # two files of one unit stay two
                write_whole(target, made.content or path.read_bytes(), force=may)
                written.add(target)
            refused += bool(made.refused)
            told.append(_json(path, made, target, lang))
            if not as_json:
                print_synced(path, made, target, lang)
    if as_json:
        print_json({"files": told})
    sys.exit(1 if refused else 0)


def _cover(filled: Filled, due: str | None, contact: str | None) -> Cover | None:
    """What was asked for, and for the rest what the workbook was issued with."""
    issued = filled.identity
    if issued is None:
        return None
    return Cover(issued.due if due is None else due, issued.contact if contact is None else contact)


def _json(path: Path, made: Synced, target: Path | None, lang: Lang) -> dict[str, object]:
    return {
        "file": str(path),
        "unit": {"code": made.unit.code, "name": made.unit.name},
        "issue": made.number,
        "changed": made.is_changed,
        "out": str(target) if target else None,
        "changes": [change_json(each) for each in made.changes],
        "refused": [finding_json(each, lang) for each in made.refused],
    }
