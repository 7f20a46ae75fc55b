"""What the draft shows, what it seals, and who decides."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from flask import Flask

from parentcomms.access import Role
from parentcomms.audit.models import AuditEvent
from parentcomms.audit.verifying import breaks
from parentcomms.clock import now
from parentcomms.consent.actions import set_never
from parentcomms.consent.kinds import NeverScope
from parentcomms.database import db
from parentcomms.paper.models import ScanBatch, ScannedForm
from parentcomms.people.families import open_relationships
from parentcomms.people.models import Person, Pupil
from parentcomms.subject_access import actions, draft, queries
from parentcomms.subject_access.belonging import Seal
from parentcomms.subject_access.models import SubjectRequest, Verdict
from parentcomms.subject_access.taking import zipped
from parentcomms.uploads import Accepted, FileKind, remove_stored, store
from tests import make
from tests.staff_pages import signed_in

SECRET = "Her father must not find her"


@pytest.fixture
def family(session: object) -> tuple[Pupil, Person, Person]:
    make.questions()
    child = make.pupil("Ada")
    mother = make.parent(of=child, forename="Joan")
    father = make.parent(of=child, forename="Rufus")
    make.answer(child, mother, "website", "yes")
    make.answer(child, father, "website", "no")
    set_never(child, NeverScope.OUTSIDE_SCHOOL, SECRET)
    db.session.commit()
    return child, mother, father


def _text(request: SubjectRequest) -> str:
    return json.dumps(draft.as_data(request), ensure_ascii=False)


def test_an_adult_reads_their_own_answer_and_nothing_of_the_other(
    family: tuple[Pupil, Person, Person],
) -> None:
    _child, mother, father = family
    text = _text(actions.begin(mother))
    assert mother.email in text
    assert '"decision": "yes"' in text
    for hidden in (father.surname, father.email, '"decision": "no"', SECRET):
        assert hidden not in text


def test_what_parents_said_of_a_child_is_listed_sealed_until_released(
    family: tuple[Pupil, Person, Person],
) -> None:
    child, _mother, father = family
    request = actions.begin(child)
    assert father.surname not in _text(request)
    line = next(
        each for each in queries.lines_of(request)
        if each.item.table == "answer" and father.surname in str(each.item.values)
    )  # fmt: skip
    assert line.item.seal is Seal.THIRD_PARTY
    actions.decide(request, line, Verdict.WITHHELD, "He asked for it to stay private")
    assert father.surname not in _text(request)
    assert "He asked for it to stay private" in _text(request)
    actions.decide(request, line, Verdict.RELEASED, "He agreed")
    assert father.surname in _text(request)
    db.session.commit()
    assert list(breaks()) == []


def test_a_never_reason_stays_out_even_when_its_item_is_released(
    family: tuple[Pupil, Person, Person],
) -> None:
    request = actions.begin(family[0])
    for line in queries.lines_of(request):
        if line.item.seal:
            actions.decide(request, line, Verdict.RELEASED, "All of it")
    text = _text(request)
    assert "A decision about pictures" in text
    assert SECRET not in text


def test_what_is_of_safeguarding_cannot_be_told_apart_in_the_draft(
    family: tuple[Pupil, Person, Person],
) -> None:
    data = draft.as_data(actions.begin(family[0]))
    kept = [each for each in data["items"] if each.get("sealed") and not each["values"]]
    assert {each["what"] for each in kept} <= {
        "Tells of somebody else", "Kept by the safeguarding lead",
    }  # fmt: skip
    assert "never" not in json.dumps(data)


def test_the_command_writes_html_and_json_and_leaves_a_line_in_the_audit(
    app: Flask, family: tuple[Pupil, Person, Person], tmp_path: Path
) -> None:
    reference = family[1].reference
    run = app.test_cli_runner().invoke(
        args=["subject-access", reference, "--out", str(tmp_path / "out")]
    )
    assert run.exit_code == 0, run.output
    (path,) = (tmp_path / "out").iterdir()
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert archive.namelist() == ["draft.html", "data.json"]
        assert b"A draft for the data protection lead" in archive.read("draft.html")
    assert db.session.query(AuditEvent).filter_by(act="subject-request-taken").count() == 1


def test_ones_own_files_go_out_with_the_draft_and_a_sealed_one_once_it_is_released(
    family: tuple[Pupil, Person, Person],
) -> None:
    """A paper form of the mother's: hers to have; of the child it tells what another adult said."""
    child, mother, _father = family
    content = b"%PDF-1.7 a scanned form %%EOF"
    _scanned(mother, content)
    assert _files(actions.begin(mother)) == [content]
    request = actions.begin(child)
    assert _files(request) == []
    line = next(each for each in queries.lines_of(request) if each.item.table == "scanned_form")
    actions.decide(request, line, Verdict.RELEASED, "She agreed")
    assert _files(request) == [content]
    remove_stored(line.item.stored_name)
    assert _files(request) == []
    with zipfile.ZipFile(zipped(request)) as archive:
        assert b"The file could not be opened." in archive.read("draft.html")


def _scanned(adult: Person, content: bytes) -> None:
    about = open_relationships(adult.id)[0]
    batch = ScanBatch(sha256="0" * 64, uploaded_by="staff:1", uploaded_at=now())
    stored = store(Accepted(FileKind.DOCUMENT, "application/pdf", io.BytesIO(content)), "paper")
    db.session.add(ScannedForm(batch=batch, relationship_id=about.id, page=1, stored_name=stored))
    db.session.commit()


def _files(request: SubjectRequest) -> list[bytes]:
    with zipfile.ZipFile(zipped(request)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("files/")]


def test_the_lead_never_opens_what_is_the_dsls_and_the_other_way_round(
    app: Flask, family: tuple[Pupil, Person, Person]
) -> None:
    request = actions.begin(family[0])
    never = next(each for each in queries.lines_of(request) if each.item.table == "never")
    db.session.commit()
    place, row_id = request.reference, never.item.row_id
    lead, dsl = signed_in(app, Role.DATA_PROTECTION_LEAD), signed_in(app, Role.DSL)
    deputy = signed_in(app, Role.DEPUTY_DSL)
    for who, address, status in (
        (lead, f"/staff/records/requests/{place}", 200),
        (lead, f"/staff/records/requests/{place}/never/{row_id}", 404),
        (lead, f"/staff/records/sealed/{place}/never/{row_id}", 403),
        (dsl, f"/staff/records/requests/{place}", 403),
        (dsl, f"/staff/records/sealed/{place}/never/{row_id}", 200),
        (deputy, f"/staff/records/sealed/{place}/never/{row_id}", 403),
    ):
        page = who.get(address)
        assert page.status_code == status, address
        assert SECRET not in page.text
