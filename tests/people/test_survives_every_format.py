"""What head and DSL decided about an adult survives every kind of file."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.people import actions, queries
from parentcomms.people.holds import open_holds, place_hold
from parentcomms.people.models import ContactReview, Relationship
from parentcomms.people.rules import ContactDecision, HoldKind
from tests.people.importing import files

TOP = (
    *("UPN", "Forename", "Surname", "DOB", "Reg Group"),
    *("Contact 1 Name", "Contact 1 Email", "Contact 1 Relationship", "Contact 1 PR"),
)
ROW = (
    *("R674123101121", "Zoë", "Nowak", "31/12/2018", "Oak"),
    *("Anna Nowak", "anna@example.org", "Mother", "Y"),
)
FORMATS: dict[str, Callable[[], bytes]] = {
    "ctf": lambda: files.ctf(files.ctf_pupil()),
    "oneroster-1.1": lambda: files.zipped(files.oneroster_11()),
    "oneroster-1.2": lambda: files.zipped(files.oneroster_12()),
    "sds-2.1": lambda: files.zipped(files.sds_21()),
    "sds-1": lambda: files.zipped(
        {
            name: text.replace("12/31/2018", "2018-12-31")
            .replace("12/30/2020", "2020-12-30")
            .replace("family@", "anna@")
            for name, text in files.sds_1().items()
        }
    ),
    "csv": lambda: files.table(TOP, ROW),
    "xlsx": lambda: files.workbook(TOP, ROW),
}


def load(content: bytes) -> None:
    planned = actions.plan_import(content, {})
    run = actions.begin_run(planned, file_name="p", content_sha256="0", stored_name=None)
    actions.apply_run(run, planned, set_aside=False)
    db.session.commit()


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("kind", FORMATS)
def test_decisions_and_holds_survive_a_file_that_comes_again_and_one_with_a_new_address(
    kind: str,
) -> None:
    content = FORMATS[kind]()
    load(content)
    links = db.session.scalars(select(Relationship).order_by(Relationship.id)).all()
    for link in links:
        place_hold(link, HoldKind.SCHOOL, "because")
        no = ContactDecision.DO_NOT_CONTACT
        decided = {"decision": no, "decided_by": "staff:1", "decided_at": now()}
        db.session.add(ContactReview(relationship_id=link.id, **decided))
        link.person.email = "changed-meanwhile@example.org" if link.person.contact_id else None
    db.session.commit()
    load(content)
    after = db.session.scalars(select(Relationship).order_by(Relationship.id)).all()
    assert [link.id for link in after] == [link.id for link in links], "nobody is doubled"
    assert all(open_holds(link) for link in after)
    assert set(queries.decisions_now().values()) == {ContactDecision.DO_NOT_CONTACT}
    assert after[0].person.email == "anna@example.org", "the file was loaded"
