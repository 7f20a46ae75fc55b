"""The school's crest: cleaned, light on pages, sharp on paper, and nobody else's file."""

import io
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage

from parentcomms.database import db
from parentcomms.school.crest import FOR_LETTERS, FOR_PAGES, keep_crest
from parentcomms.school.queries import school
from parentcomms.uploads import NotAccepted


def kept(app: Flask, kind: str = "PNG") -> str:
    """A noisy picture, which compresses badly, kept as the crest."""
    out = io.BytesIO()
    Image.effect_noise((900, 1000), 90).convert("RGB").save(out, kind)
    out.seek(0)
    with app.app_context():
        keep_crest(FileStorage(out, filename="our crest"))
        db.session.commit()
        return school().crest


def test_the_crest_stands_on_every_page_and_is_light(app: Flask) -> None:
    name = kept(app)
    client = app.test_client()
    assert f'src="/crest?v={name}"' in client.get("/no-such-page").text
    answer = client.get("/crest")
    with Image.open(io.BytesIO(answer.data)) as shown:
        assert max(shown.size) == FOR_PAGES
    assert len(answer.data) < 30_000


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_letters_have_a_sharper_one(app: Flask, kind: str) -> None:
    path = Path(app.config["SETTINGS"].instance, "uploads", kept(app, kind))
    with Image.open(path) as printed:
        assert max(printed.size) == FOR_LETTERS


def test_a_school_without_a_crest_shows_its_name_alone(app: Flask) -> None:
    page = app.test_client().get("/no-such-page").text
    assert 'class="school-crest"' not in page
    assert 'class="school-name"' in page
    assert app.test_client().get("/crest").status_code == 404


def test_a_file_that_is_no_picture_is_refused(app: Flask) -> None:
    with app.app_context(), pytest.raises(NotAccepted, match="picture"):
        keep_crest(FileStorage(io.BytesIO(b"<svg onload='x'/>"), filename="crest.svg"))
