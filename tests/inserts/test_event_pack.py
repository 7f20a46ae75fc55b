"""The event pack comes from exactly what the head approved."""

import io
import zipfile

import pypdf
from flask import Flask

from parentcomms.access import Role
from parentcomms.communications.actions import new_version
from parentcomms.communications.inserts import approved_insert_markdown, insert_pdf
from parentcomms.inserts.event_pack import event_pack, poster_pdf, slide_pdf, zipped
from tests.communications.conftest import Desk, desk, inside  # noqa: F401
from tests.communications.test_staff_views import Inside, _insert
from tests.staff_pages import signed_in


def _read(pdf: bytes) -> tuple[pypdf.PdfReader, str]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_poster_and_slide_are_one_tagged_page_each_with_all_of_10_1_1(desk: Desk) -> None:  # noqa: F811
    pack = event_pack(desk.approve(_insert("insert_christmas")))
    assert pack is not None
    shapes = []
    for pdf in (poster_pdf(pack), slide_pdf(pack)):
        reader, words = _read(pdf)
        assert len(reader.pages) == 1
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert "Enjoy the show!" in words
        assert "Please do not post photos or videos of other children on social media" in words
        assert "parents or carers" in words
        shapes.append(reader.pages[0].mediabox)
    assert round(float(shapes[0].height)) == 842
    assert round(shapes[1].width / shapes[1].height, 2) == round(16 / 9, 2)


def test_an_edit_leaves_the_pack_as_it_was_approved(desk: Desk) -> None:  # noqa: F811
    insert = _insert("insert_sports_day")
    assert event_pack(insert) is None
    desk.approve(insert)
    texts = insert.versions[-1].texts
    changed = {**texts["en"], "pack": {**texts["en"]["pack"], "heading": "Another heading"}}
    new_version(insert, {**texts, "en": changed}, by=desk.office.id)
    pack = event_pack(insert)
    assert pack is not None
    assert pack.heading == "Cheer for everyone!"
    assert pack.version.number == 1


def test_the_zip_holds_everything_and_says_what_was_approved(desk: Desk) -> None:  # noqa: F811
    insert = desk.approve(_insert("insert_christmas"))
    pack = event_pack(insert, "pl")
    assert pack is not None
    with zipfile.ZipFile(io.BytesIO(zipped(pack))) as folder:
        names = set(folder.namelist())
        assert {"programme-line.txt", "spoken-words.txt", "poster.pdf", "slide.png"} <= names
        approved = folder.read("approved.txt").decode()
        assert folder.read("slide.png").startswith(b"\x89PNG")
    assert insert.reference in approved
    assert insert.versions[-1].content_hash in approved


def test_the_insert_is_a_block_for_a_newsletter_and_a_page_in_large_print(desk: Desk) -> None:  # noqa: F811
    insert = _insert("insert_spring")
    assert approved_insert_markdown(insert) is None
    desk.approve(insert)
    block = approved_insert_markdown(insert)
    assert block is not None
    assert block.startswith("## Dressing up and days out\n\n")
    version = insert.versions[-1]
    plain, large = (insert_pdf(version, "en", large=large) for large in (False, True))
    assert plain != large
    assert all("01452 000000" in _read(pdf)[1] for pdf in (plain, large))


def test_the_office_gets_it_with_one_press_once_it_is_approved(app: Flask, inside: Inside) -> None:  # noqa: F811
    with inside():
        page = f"/staff/inserts/{_insert('insert_christmas').reference}"
    office = signed_in(app, Role.OFFICE)
    assert office.get(f"{page}/event-pack").status_code == 404
    assert office.get(f"{page}/insert.pdf").status_code == 404
    with inside() as desk:  # noqa: F811
        desk.approve(_insert("insert_christmas"))
    assert "What the head says" in office.get(f"{page}/event-pack").get_data(as_text=True)
    assert office.get(f"{page}/event-pack/event-pack.zip").data.startswith(b"PK")
    assert office.get(f"{page}/event-pack/passwords.txt").status_code == 404
    assert office.get(f"{page}/insert.pdf?large=yes").data.startswith(b"%PDF")
