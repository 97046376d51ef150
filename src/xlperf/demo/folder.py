"""Where everything goes that the demonstration makes."""

import shutil
from importlib.util import find_spec
from pathlib import Path

from ..budget import Master
from ..excel.files import cannot_write, refuse_existing, write_whole
from ..excel.writing import workbook_bytes
from ..findings import OutputError
from ..form import Form
from ..master import list_workbook, read_master
from ..rounds import open_round
from ..sheet import Workbook
from .days import DUE, NAME, ROUND


class Folder:
    """Where everything goes: numbered in the order it comes about."""

    STATUS, SUMMARY = "6-收表情况.xlsx", "7-汇总.xlsx"
    TEXT = "8-公开文本（草稿）"

    def __init__(self, folder: Path, force: bool) -> None:
        self.top, self.force = folder, force
        self.round = folder / ROUND
        kind = "docx" if find_spec("docx") else "xlsx"  # Word files need an extra
        self.text = folder / f"{self.TEXT}.{kind}"

    def refuse_existing(self) -> None:
        """Refuse what is there before anything is made; a demonstration of before goes."""
        for name in ("1-主预算.xlsx", "4-新主预算.xlsx", self.STATUS, self.SUMMARY, self.text.name):
            refuse_existing(self.top / name, force=self.force)
        refuse_existing(self.round, force=self.force)
        if not self.round.exists():
            return
        with open_round(self.round) as round:
            is_mine = round.name == NAME and round.due == DUE
        if not is_mine:
            raise OutputError("out.exists", file=self.round)
        try:
            shutil.rmtree(self.round)
        except OSError as error:
            raise cannot_write(self.round, error) from error

    def master(self, name: str, master: Master) -> Master:
        """Write a master budget, and read it as an office does."""
        path = self.top / name
        write_whole(path, list_workbook(Form.load("master"), master), force=self.force)
        return read_master(path)

    def put(self, folder: str, name: str, book: Workbook) -> Path:
        """Write the workbook of a unit."""
        path = self.top / folder / name
        write_whole(path, workbook_bytes(book), force=self.force)
        return path
