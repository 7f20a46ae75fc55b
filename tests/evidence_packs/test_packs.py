"""What a pack says, what it never says, and its proof."""

import io

import page
import pikepdf
import pytest
from flask import Flask
from sqlalchemy import text

from parentcomms.access import Role
from parentcomms.audit.models import AuditEvent
from parentcomms.audit.queries import head_of_chain
from parentcomms.audit.verifying import Break
from parentcomms.consent.actions import set_never
from parentcomms.consent.kinds import NeverScope
from parentcomms.database import db
from parentcomms.evidence_packs.actions import make_pack
from parentcomms.evidence_packs.pack import pack_data
from parentcomms.evidence_packs.story import Happened, about_child, about_publication, proofs
from parentcomms.people.models import Pupil
from parentcomms.publications.models import Publication
from tests import make
from tests.publications.posting import posted
from tests.staff_pages import signed_in

SECRET = "Her father must not find her"


@pytest.fixture
def story(session: object) -> tuple[Pupil, Publication]:
    make.questions()
    child = make.pupil("Ada")
    mother = make.parent(of=child, forename="Joan")
    make.answer(child, mother, "website", "yes")
    picture = posted(child)
    make.answer(child, mother, "website", "no")
    set_never(child, NeverScope.OUTSIDE_SCHOOL, SECRET)
    db.session.commit()
    return child, picture


def _whats(lines: list[Happened]) -> list[str]:
    return [line.what for line in lines]


def test_what_happened_stands_in_order_with_the_words_of_the_question(
    story: tuple[Pupil, Publication],
) -> None:
    child, picture = story
    lines = about_child(child)
    assert _whats(lines) == ["Said", "Checked", "Posted", "Said"]
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert "Question website: " in lines[0].words
    assert _whats(about_publication(picture)) == ["Said", "Checked", "Posted", "Said"]


def test_every_line_has_its_event_and_the_pack_its_head(story: tuple[Pupil, Publication]) -> None:
    lines = about_child(story[0])
    found = proofs(lines)
    assert all(found[line.table, line.row_id] for line in lines)
    data = pack_data("Evidence pack", lines, broken=[])
    assert data["proof"]["head"] == head_of_chain()
    assert "it held" in data["proof"]["words"][1]
    broken = pack_data("Evidence pack", lines, broken=[Break(7, "was changed")])
    assert "did NOT hold: event 7: was changed" in broken["proof"]["words"][1]


def test_a_never_is_in_no_pack(story: tuple[Pupil, Publication]) -> None:
    child, picture = story
    for lines in (about_child(child), about_publication(picture)):
        said = str(pack_data("Evidence pack", lines, broken=[]))
        assert SECRET not in said
        assert "never" not in {line.table for line in lines}


def test_the_pack_is_one_tagged_pdf_and_making_it_stands_in_the_audit(
    story: tuple[Pupil, Publication],
) -> None:
    content = make_pack(story[0].reference)
    assert page.is_pdf_compliant_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang
        with pdf.open_metadata() as said:  # Typst refuses to write this where PDF/UA-1 is broken
            assert said["pdfuaid:part"] == "1"
            assert "Ada" in said["dc:title"]
    assert db.session.query(AuditEvent).filter_by(act="evidence-pack-made").count() == 1


def test_a_row_changed_behind_our_back_shows_on_the_pack(
    app: Flask, story: tuple[Pupil, Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict[str, object]] = []
    monkeypatch.setattr(
        "parentcomms.evidence_packs.pack.typeset", lambda _name, data: seen.append(data) or b""
    )
    for (name, table) in db.session.execute(
        text("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
    ).all() if db.engine.dialect.name == "sqlite" else ():  # fmt: skip
        if table == "answer":
            db.session.execute(text(f"DROP TRIGGER {name}"))
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET session_replication_role = replica"))
    db.session.execute(text("UPDATE answer SET decision = 'yes'"))
    make_pack(story[0].reference)
    assert "did NOT hold" in str(seen[0]["proof"])


def test_the_head_takes_a_pack_from_its_page_and_the_office_cannot(
    app: Flask, story: tuple[Pupil, Publication]
) -> None:
    head, office = signed_in(app, Role.HEAD), signed_in(app, Role.OFFICE)
    page = head.submit("/staff/records/packs", {"reference": story[1].reference})
    assert page.mimetype == "application/pdf"
    assert page.data.startswith(b"%PDF")
    wrong = head.submit("/staff/records/packs", {"reference": "nobody"})
    assert "No child or publication has this reference" in wrong.text
    assert office.get("/staff/records/packs").status_code == 403
