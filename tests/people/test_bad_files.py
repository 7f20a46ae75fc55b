"""Files that would do harm, through the doors they come in by: the page and the command."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from parentcomms.config import ROOT, Settings
from parentcomms.people.models import ImportRun, Person, Pupil
from tests.people.importing import files
from tests.people.test_import_pages import everybody, office, upload

__all__ = ["office"]  # the fixture

MB = 1024 * 1024
TOP = ("UPN", "Forename", "Surname", "DOB", "Reg Group")
ZOE = ("A", "Zoë", "Nowak", "31/12/2018", "Oak")
CTF = files.ctf(files.ctf_pupil())


def declaring(declaration: str) -> bytes:
    return CTF.replace(b"?>\n", f"?>\n{declaration}".encode(), 1)


def laughing() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return declaring(f'<!DOCTYPE CTfile [<!ENTITY l0 "lol">{laughs}]>').replace(b"Nowak", b"&l9;")


def locked() -> bytes:
    content = bytearray(files.zipped(files.oneroster_11()))
    place = -1
    while (place := content.find(b"PK\x01\x02", place + 1)) >= 0:
        content[place + 8] |= 1  # the flag of an encrypted member
    return bytes(content)


def swollen() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
        made.open("users.csv", "w") as file,
    ):
        for _ in range(101):
            file.write(b"0" * MB)
    return out.getvalue()


def with_macros() -> bytes:
    content = io.BytesIO(files.workbook(TOP, ZOE))
    with zipfile.ZipFile(content, "a") as book:
        book.writestr("xl/vbaProject.bin", b"macro")
    return content.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "entity.xml": (lambda: declaring('<!DOCTYPE CTfile [<!ENTITY x "y">]>'), "declares names"),
    "dtd.xml": (lambda: declaring('<!DOCTYPE CTfile SYSTEM "http://127.0.0.1:1/x">'), "declares"),
    "laughs.xml": (laughing, "declares names"),
    "letters.xml": (lambda: CTF.decode().encode("cp1252"), "not in the encoding it names"),
    "klingon.xml": (lambda: CTF.replace(b"UTF-8", b"klingon"), "not in the encoding it names"),
    "letters.csv": (lambda: files.table(TOP, ZOE) + b"Zo\xff\x81", "letters in the file are damag"),
    "out.zip": (lambda: files.zipped({"../users.csv": "x", "roles.csv": "x"}), "leads out of it"),
    "bomb.zip": (swollen, "unpacks to far more"),
    "nested.zip": (lambda: files.zipped({"a.zip": files.zipped({"a.csv": "x"})}), "another zip"),
    "locked.zip": (locked, "password"),
    "macros.xlsm": (with_macros, "holds macros"),
    "macros.xlsx": (with_macros, "holds macros"),
    "wide.csv": (lambda: files.table(range(10_000), ["x"] * 10_000), "more than 200 columns"),
    "cell.csv": (
        lambda: b'UPN,Forename\nA,"' + b"x" * 200_000 + b'"\n',
        "a quotation mark is out of place",
    ),
    "nul.csv": (lambda: b"UPN,Forename,Surname\nA,Zo\0,Nowak\n", "never has"),
}


def test_the_page_refuses_each_with_its_sentence_and_keeps_nothing(
    app: Flask, settings: Settings, office: FlaskClient
) -> None:
    wrong = []
    for name, (make, sentence) in REFUSED.items():
        sent = office.submit("/staff/import", {"file": (io.BytesIO(make()), name)})
        page = unescape(sent.get_data(as_text=True))
        if sent.status_code != 200 or sentence not in page:
            wrong.append((name, sent.status_code))
    assert not wrong
    assert not [each for model in (Pupil, Person, ImportRun) for each in everybody(app, model)]
    assert not list((settings.instance / "uploads").glob("import-*")), "nor the file"


@pytest.mark.parametrize(
    ("content", "forenames"),
    [
        (b"UPN,Forename,Surname\r\nA,Ann,Lee\nB,Bo,Lee\rC,Cy,Lee", ["Ann", "Bo", "Cy"]),
        (
            files.workbook(TOP, ZOE, hidden=[TOP, ("X", "Old", "Gone", "30/12/2018", "Elm")]),
            ["Zoë"],
        ),
        (files.workbook(TOP, ZOE, ("B", '=CONCAT("A","nn")', "Lee", "30/12/2018", "Oak")), ["Zoë"]),
    ],
    ids=["mixed line ends", "a hidden sheet", "a formula"],
)
def test_the_page_cleans_what_can_be_cleaned(
    app: Flask, office: FlaskClient, content: bytes, forenames: list[str]
) -> None:
    where = upload(office, content, name="odd.dat")
    office.submit(where, {"set_aside": "y"})
    assert [pupil.forename for pupil in everybody(app, Pupil)] == forenames


ALL_OF_THEM = """
import json, sys, time
from pathlib import Path
from parentcomms.web import create_app
from parentcomms.config import load_config

def peak():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024

runner = create_app(load_config(Path(sys.argv[1]))).test_cli_runner()
for path in sorted(Path(sys.argv[2]).iterdir()):
    before, began = peak(), time.monotonic()
    done = runner.invoke(args=["import-people", str(path)])
    told = path.name, done.exit_code, done.output, peak() - before, time.monotonic() - began
    print(json.dumps(told))
"""


@pytest.mark.slow
def test_the_command_refuses_each_in_little_time_and_memory(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    given = tmp_path / "given"
    given.mkdir()
    for name, (make, _) in REFUSED.items():
        (given / name).write_bytes(make())
    (given / "first.csv").write_bytes(b"UPN,Forename\nA,\0\n")  # sorts early: the start's memory
    (given / "fifty.csv").write_bytes(b'UPN,Forename\nA,"' + b"x" * 50 * MB + b'"\n')
    with (given / "huge.xml").open("wb") as file:
        file.write(b"<?xml version='1.0'?><CTfile>")
        file.truncate(500 * MB)  # sparse: reading it would still take its time
    command = [sys.executable, "-c", ALL_OF_THEM, str(settings.instance), str(given)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(REFUSED) + 3
    assert [name for name, status, *_ in told if status != 2] == []
    assert [name for name, _, said, *_ in told if "Nothing was loaded" not in said] == []
    assert [(name, more) for name, _, _, more, _ in told if more > 150] == [], "megabytes"
    assert [(name, took) for name, *_, took in told if took > 30] == [], "seconds"
    assert not everybody(app, Pupil)
