"""flask import-people, as the office's computer runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = (
    "UPN,Forename,Surname,DOB,Class,Parent Name,Parent Email\n"
    "A,Zoë,Lee,03/09/2018,Oak,Jo Lee,j@example.org\n"
)
BAD_ROW = GOOD + "B,=cmd,Lee,04/09/2018,Oak,,\n"


@pytest.fixture
def instance(tmp_path: Path, settings) -> Path:
    """An instance of this test's own, already migrated so that the command starts quickly."""
    return settings.instance


def run(instance: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "flask", "import-people", *arguments],
        cwd=ROOT,
        env={**os.environ, "PARENTCOMMS_INSTANCE": str(instance)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def test_a_file_is_loaded_and_loading_it_again_changes_nothing(
    instance: Path, tmp_path: Path
) -> None:
    path = tmp_path / "pupils.csv"
    path.write_text(GOOD, encoding="utf-8")
    status, output = run(instance, str(path), "--dry-run", "--json")
    assert (status, json.loads(output)["applied"]) == (0, False)
    status, output = run(instance, str(path), "--json")
    assert status == 0
    assert json.loads(output) == {
        "kind": "csv-pupils",
        "pupils": {"joiners": 1, "changed": 0, "unchanged": 0, "missing": 0},
        "parents": {"new": 1, "changed": 0},
        "refused": [],
        "warnings": json.loads(output)["warnings"],
        "applied": True,
    }
    status, output = run(instance, str(path), "--json")
    assert status == 0
    assert json.loads(output)["pupils"]["unchanged"] == 1
    assert json.loads(output)["parents"] == {"new": 0, "changed": 0}


def test_bad_rows_stop_the_import_until_they_are_set_aside(instance: Path, tmp_path: Path) -> None:
    path = tmp_path / "pupils.csv"
    path.write_bytes(BAD_ROW.encode("cp1252"))
    status, output = run(instance, str(path), "--json")
    report = json.loads(output)
    assert status == 2
    assert not report["applied"]
    assert [each["row"] for each in report["refused"]] == [3]
    status, output = run(instance, str(path), "--set-aside", "--json")
    assert (status, json.loads(output)["applied"]) == (0, True)


def test_a_broken_file_is_refused_whole_with_a_sentence(instance: Path, tmp_path: Path) -> None:
    path = tmp_path / "pupils.csv"
    path.write_bytes(b"PK\x03\x04not a list")
    status, output = run(instance, str(path))
    assert status == 2
    assert "This is an Excel workbook or a zip file, not a CSV file" in output
    status, output = run(instance, str(tmp_path / "gone.csv"), "--json")
    assert status == 2
    assert json.loads(output)["refused"][0]["row"] == 0
