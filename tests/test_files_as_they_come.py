"""Files as they come: what stands in place of a workbook has one verdict, which says what to do."""

import io
import zipfile
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from parts.rounds import answered, begun, master_of, states, took_in
from xlperf import read
from xlperf.findings.catalogue import entries
from xlperf.findings.errors import FileError
from xlperf.reading import listed
from xlperf.reading.one_file import read_all

pytestmark = pytest.mark.usefixtures("quick")

RETURN = answered(1)
OFFICE = "office-encrypted"


def zipped(**members: bytes) -> bytes:
    """A zip of some files."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return kept.getvalue()


def mail(*attached: tuple[str, bytes], subject: str = "绩效目标") -> bytes:
    """A mail with some files attached to it."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.org", "desk@example.org", subject
    made.set_content("见附件。")
    for name, content in attached:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def numbers() -> bytes:
    """An Apple Numbers spreadsheet, as far as it can be told from outside."""
    return zipped(**{"Index/Document.iwa": b"1", "Metadata/Properties.plist": b"2"})


INSTEAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "locked by one program": ("990001.xlsx", lambda: b"%TSD-Header-##" + bytes(9), OFFICE),
    "locked by another": ("990001.xlsx", lambda: b"b\x14#eE-SafeNet\x00" + bytes(9), OFFICE),
    "icloud": (".990001.xlsx.icloud", lambda: b"bplist00\xd3\x01\x02", "placeholder"),
    "gsheet": ("990001.gsheet", lambda: b'{"url": "https://docs.example.org"}', "placeholder"),
    "url": ("990001.url", lambda: b"[InternetShortcut]\r\nURL=https://a.example.org", "link"),
    "url renamed": ("990001.xlsx", lambda: b"[InternetShortcut]\r\nURL=x", "link"),
    "lnk": ("990001.lnk", lambda: b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(80), "link"),
    "lnk renamed": ("990001.xlsx", lambda: b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(80), "link"),
    "numbers": ("990001.numbers", numbers, "numbers"),
    "winmail": ("winmail.dat", lambda: b"\x78\x9f\x3e\x22\x01\x00" + RETURN, "winmail"),
    "mail without a return": ("来信.eml", lambda: mail(("照片.jpg", b"\xff\xd8\xff")), "mail"),
    "mail behind a mark": ("来信.eml", lambda: b"\xef\xbb\xbf\r\n" + mail(), "mail"),
    "mail out of a box": ("来信.eml", lambda: b"From a@example.org Fri\n" + mail(), "mail"),
    "mail with a return": ("来信.eml", lambda: mail(("990001.xlsx", RETURN)), "mail"),
    "line before": ("990001.xlsx", lambda: b"\r\n" + RETURN, "extra-bytes"),
    "line behind": ("990001.xlsx", lambda: RETURN + b"\r\n", "extra-bytes"),
    "warning behind": ("990001.xlsx", lambda: RETURN + b"-- checked --\n" * 99, "extra-bytes"),
    "both": ("990001.xlsx", lambda: b"<log>" + RETURN + b"</log>", "extra-bytes"),
    "a part of a workbook": ("[Content_Types].xml", lambda: b"<Types/>", "unpacked"),
}  # fmt: skip


@pytest.mark.parametrize("kind", INSTEAD)
def test_each_says_what_it_is_and_what_to_do(kind: str) -> None:
    name, content, code = INSTEAD[kind]
    with pytest.raises(FileError) as error:
        read(content(), name=name)
    assert error.value.code == f"file.{code}"
    for lang in ("zh", "en"):
        assert error.value.message(lang).startswith(name)  # type: ignore[arg-type]
    assert f"file.{code}" in entries("finding")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("990001.xlsx", RETURN[:-900], "file.truncated"),
        ("990001.xlsx", b"\r\n" + RETURN[:-900], "file.format"),
        ("说明.txt", "收到请回复".encode(), "file.text"),
        ("页.html", b"<html><body>Subject: 1</body></html>", "file.html"),
        ("页.mht", b"From: <Saved by Blink>\r\nSubject: a\r\nMIME-Version: 1.0\r\n", "file.text"),
        ("数.bin", b"\x00\x01\x02\x03", "file.format"),
        ("信.txt", "From: 张\r\n你好".encode(), "file.text"),
        ("包.xlsx", zipped(**{"a.txt": b"1"}), "file.archive"),
    ],
)
def test_other_files_are_what_they_were(name: str, content: bytes, code: str) -> None:
    with pytest.raises(FileError) as error:
        read(content, name=name)
    assert error.value.code == code


def test_an_ordinary_return_is_read_whatever_its_name() -> None:
    for name in ("990001.xlsx", "From: a.xlsx", "数字.numbers"):
        assert read(RETURN, name=name).unit.code == "990001"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A round of two units."""
    place = tmp_path / "r"
    begun(place, master_of(1, 2))
    return place


def took(folder: Path, tmp_path: Path, name: str, content: bytes) -> dict[str, str]:
    """What became of one file that came in."""
    path = tmp_path / "来" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    took_in(folder, [path.parent])
    return states(folder)


@pytest.mark.parametrize("kind", [each for each in INSTEAD if "mail " not in each])
def test_collect_gives_each_one_verdict(folder: Path, tmp_path: Path, kind: str) -> None:
    name, content, code = INSTEAD[kind]
    assert took(folder, tmp_path, name, content()) == {name: "unreadable"}
    with_code = [e.code for e in next(iter(read_all([tmp_path / "来" / name]))).findings]
    assert with_code == [f"file.{code}"]


@pytest.mark.parametrize("name", ["990001.xlsx", "绩效目标 示例单位一.xlsx"])
def test_the_return_in_a_mail_is_found(folder: Path, tmp_path: Path, name: str) -> None:
    found = took(folder, tmp_path, "来信.eml", mail(("图.png", b"\x89PNG"), (name, RETURN)))
    assert found == {name: "accepted"}


def test_names_of_attachments_in_old_alphabets(folder: Path, tmp_path: Path) -> None:
    content = mail(("x.xlsx", RETURN)).replace(
        b'filename="x.xlsx"', b'filename="=?GB2312?B?yr7A/Q==?=.xlsx"'
    )
    assert took(folder, tmp_path, "来信.eml", content) == {"示例.xlsx": "accepted"}


def test_an_attachment_without_a_name_is_found_by_its_beginning(
    folder: Path, tmp_path: Path
) -> None:
    content = mail(("x.xlsx", RETURN)).replace(b' filename="x.xlsx"', b"")
    assert took(folder, tmp_path, "来信.eml", content) == {"2.xlsx": "accepted"}


def test_a_mail_without_a_return_is_one_file(folder: Path, tmp_path: Path) -> None:
    content = mail(("照片.jpg", b"\xff\xd8\xff"))
    assert took(folder, tmp_path, "来信.eml", content) == {"来信.eml": "unreadable"}


def test_a_mail_inside_a_mail_is_looked_through(folder: Path, tmp_path: Path) -> None:
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = "b@example.org", "c@example.org", "转发"
    outer.set_content("请看。")
    outer.add_attachment(message_from_bytes(mail(("990001.xlsx", RETURN)), policy=default))
    found = took(folder, tmp_path, "来信.eml", outer.as_bytes())
    assert found == {"990001.xlsx": "accepted"}


def test_a_mail_as_hostile_as_can_be_ends_nothing(folder: Path, tmp_path: Path) -> None:
    head = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: c\r\n"
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
        for n in range(5_000)
    )
    assert took(folder, tmp_path, "来信.eml", head + deep) == {"来信.eml": "unreadable"}


def test_an_archive_in_a_mail_is_opened(folder: Path, tmp_path: Path) -> None:
    packed = zipped(**{"990001.xlsx": RETURN, "990002.xlsx": answered(2)})
    found = took(folder, tmp_path, "来信.eml", mail(("全部.zip", packed)))
    assert found == {"990001.xlsx": "accepted", "990002.xlsx": "accepted"}


def unpacked(folder: Path) -> None:
    """A workbook taken apart into a folder."""
    with zipfile.ZipFile(io.BytesIO(RETURN)) as package:
        package.extractall(folder)


def test_a_workbook_unpacked_into_a_folder_is_one_file(folder: Path, tmp_path: Path) -> None:
    unpacked(tmp_path / "来" / "990001")
    took_in(folder, [tmp_path / "来"])
    assert states(folder) == {"[Content_Types].xml": "unreadable"}
    (path,) = listed([tmp_path / "来"])
    assert next(iter(read_all([path]))).findings[0].code == "file.unpacked"


def test_a_workbook_unpacked_inside_an_archive_is_one_too(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(RETURN)) as package:
        parts = {f"报/990001/{name}": package.read(name) for name in package.namelist()}
    found = took(folder, tmp_path, "报.zip", zipped(**parts, **{"990002.xlsx": answered(2)}))
    assert found == {"990002.xlsx": "accepted", "报.zip": "unreadable"}


CASES = {
    "f01-125002.xlsx": "file.office-encrypted",
    "f02-125002.xlsx": "file.office-encrypted",
    "f03-125002.xlsx.icloud": "file.placeholder",
    "f04-125002.gsheet": "file.placeholder",
    "f05-125002.lnk": "file.link",
    "f05-125002.url": "file.link",
    "f06-125002.numbers": "file.numbers",
    "f07-winmail.dat": "file.winmail",
    "f07-来信.eml": "file.mail",
    "f09-line-before.xlsx": "file.extra-bytes",
    "f09-line-end.xlsx": "file.extra-bytes",
    "f09-warning.xlsx": "file.extra-bytes",
}


def test_every_case_that_is_kept_is_known(shared: Path) -> None:
    assert {each.name for each in (shared / "cases" / "files").iterdir()} == {*CASES}


@pytest.mark.parametrize("name", CASES)
def test_each_case_says_what_it_is(shared: Path, name: str) -> None:
    (filled,) = read_all([shared / "cases" / "files" / name])
    assert [each.code for each in filled.findings] == [CASES[name]]


def test_the_cases_come_in_one_by_one(folder: Path, shared: Path) -> None:
    """Of the mail the return in it comes in; it is of no unit of this round."""
    took_in(folder, [shared / "cases" / "files"])
    found = states(folder)
    assert len(found) == len(CASES)
    assert found.pop("125002.xlsx") == "other-round"
    assert found == dict.fromkeys({*CASES} - {"f07-来信.eml"}, "unreadable")
