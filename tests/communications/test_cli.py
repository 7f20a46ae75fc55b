"""`flask letters` and `flask send`, as the office would type them."""

from pathlib import Path

import pypdf
from flask import Flask

from parentcomms.database import db
from tests import make
from tests.communications.conftest import furnished


def test_letters_makes_one_file_once(app: Flask, tmp_path: Path) -> None:
    runner, out = app.test_cli_runner(), tmp_path / "letters.pdf"
    with app.app_context():
        desk = furnished()
        make.parent(of=make.pupil(), email=None)
        db.session.commit()
    early = runner.invoke(args=["letters", "--out", str(out)])
    assert early.exit_code == 1
    assert "has not approved" in early.output
    with app.app_context():
        desk.approve(desk.letter)
        desk.approve(desk.request)
        db.session.commit()
    first = runner.invoke(args=["letters", "--out", str(out)])
    assert first.exit_code == 0, first.output
    assert "With --again they are printed once more." in first.output
    assert "Families cannot reach this address yet" in first.output
    assert len(pypdf.PdfReader(out).pages) == 3
    second = runner.invoke(args=["letters", "--out", str(tmp_path / "again.pdf")])
    assert "No letter waits" in second.output
    assert not (tmp_path / "again.pdf").exists()
