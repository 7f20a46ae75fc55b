"""flask import-people, as the office's computer runs it."""

import json
from pathlib import Path

from flask import Flask

from parentcomms.config import Settings
from tests.command import flask, flask_from_a_shell

GOOD = (
    "UPN,Forename,Surname,DOB,Class,Parent Name,Parent Email\n"
    "A,Zoë,Lee,23/09/2018,Oak,Jo Lee,j@example.org\n"
)
BAD_ROW = GOOD + "B,=cmd,Lee,24/09/2018,Oak,,\n"


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    done = flask(app, "import-people", *arguments)
    return done.returncode, done.stdout


def test_a_file_is_loaded_and_loading_it_again_changes_nothing(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "pupils.csv"
    path.write_text(GOOD, encoding="utf-8")
    status, output = run(app, str(path), "--dry-run", "--json")
    assert (status, json.loads(output)["applied"]) == (0, False)
    status, output = run(app, str(path), "--json")
    assert status == 0
    assert json.loads(output) == {
        "kind": "csv-pupils",
        "pupils": {"joiners": 1, "changed": 0, "unchanged": 0, "missing": 0},
        "parents": {"new": 1, "changed": 0},
        "refused": [],
        "warnings": json.loads(output)["warnings"],
        "applied": True,
    }
    again = flask_from_a_shell(settings, "import-people", str(path), "--json")
    output = again.stdout
    assert again.returncode == 0
    assert json.loads(output)["pupils"]["unchanged"] == 1
    assert json.loads(output)["parents"] == {"new": 0, "changed": 0}


def test_bad_rows_stop_the_import_until_they_are_set_aside(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "pupils.csv"
    path.write_bytes(BAD_ROW.encode("cp1252"))
    status, output = run(app, str(path), "--json")
    report = json.loads(output)
    assert status == 2
    assert not report["applied"]
    assert [each["row"] for each in report["refused"]] == [3]
    status, output = run(app, str(path), "--set-aside", "--json")
    assert (status, json.loads(output)["applied"]) == (0, True)


def test_a_broken_file_is_refused_whole_with_a_sentence(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "pupils.csv"
    path.write_bytes(b"PK\x03\x04not a list")
    status, output = run(app, str(path))
    assert status == 2
    assert "This is an Excel workbook or a zip file, not a CSV file" in output
    status, output = run(app, str(tmp_path / "gone.csv"), "--json")
    assert status == 2
    assert json.loads(output)["refused"][0]["row"] == 0
