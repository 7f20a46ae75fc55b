"""The website notice, which anybody may read."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask.testing import FlaskClient

from parentcomms.channels.models import Channel
from parentcomms.channels.rules import ChannelAudience
from parentcomms.clock import now
from parentcomms.communications.actions import new_version
from parentcomms.communications.rules import CommunicationKind
from parentcomms.database import db
from tests.communications.conftest import Desk

Inside = Callable[[], AbstractContextManager[Desk]]


def test_before_the_head_approved_one_there_is_a_sentence(
    client: FlaskClient, inside: Inside
) -> None:
    with inside():
        pass
    answer = client.get("/notice")
    assert answer.status_code == 404
    assert "has not published its notice" in answer.get_data(as_text=True)


def test_the_approved_notice_names_the_schools_accounts_and_stays_while_it_is_edited(
    client: FlaskClient, inside: Inside
) -> None:
    with inside() as desk:
        db.session.add(
            Channel(
                name="Elm Park on Facebook",
                platform="facebook",
                address="https://facebook.example.org/elmpark",
                audience=ChannelAudience.PUBLIC,
                use_key="social_media",
                official=True,
                approved_by="staff:1",
                approved_at=now(),
            )
        )
        notice = desk.approve(desk.of(CommunicationKind.NOTICE))
        texts = notice.versions[-1].texts
        draft = {**texts, "en": {**texts["en"], "body": texts["en"]["body"] + "\n\nSecret draft."}}
        new_version(notice, draft, by=desk.office.id)
    page = client.get("/notice").get_data(as_text=True)
    assert "Elm Park on Facebook" in page
    assert "malicious or fictitious" in page
    assert "Secret draft" not in page
    assert "społeczności szkolnej" in client.get("/notice?lang=pl").get_data(as_text=True)
