"""Beginning a request about a post from a shipped, courteous text (policy 10.1.1, 10.1.3)."""

from parentcomms.about_a_post.models import AboutAPost
from parentcomms.access import actor
from parentcomms.audit.actions import record
from parentcomms.clock import now
from parentcomms.communications.actions import start_about_a_post
from parentcomms.communications.content import escaped
from parentcomms.database import db
from parentcomms.languages import gettext
from parentcomms.people.models import Person
from parentcomms.texts.shipped import text


def begin_request(
    person: Person, *, about: str, place: str, case: str | None, by: int
) -> AboutAPost:
    """A draft to this one adult, in English and in their language where it is shipped."""
    shipped = {text(about, language=each) for each in ("en", person.language)}
    words = {
        each.language: {
            "subject": each.title,
            "body": each.body.replace("((post_place))", escaped(place)),
        }
        for each in shipped
    }
    title = gettext("Request about a post: %(name)s", name=person.full_name)
    row = AboutAPost(
        communication=start_about_a_post(title, words, person=person.reference, by=by),
        person=person,
        case_reference=case or None,
        begun_by=actor(),
        begun_at=now(),
    )
    db.session.add(row)
    record("request-about-a-post", row)
    return row
