"""Everything a sender said, as their receipt repeats it, and the proof that a receipt is theirs."""

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import concern_by_reference
from parentcomms.concerns.rules import ConcernKind
from parentcomms.concerns.typed import shown
from parentcomms.concerns.words import ABOUT, KINDS, POST_AUDIENCES, SENDERS, SenderKind
from parentcomms.languages import gettext, ngettext

HOURS_TO_PRINT = 12


def everything_said(concern: Concern, *, at_risk: bool, kind: ConcernKind) -> list[tuple[str, str]]:
    """What was told, each with its label; what was left out is left out here too.

    `at_risk` and `kind` are what the sender said, whatever staff have made of it since.
    """
    matter = _the_matter(concern, at_risk=at_risk, kind=kind)
    rows = [*matter, *_more(concern), *_the_sender(concern)]
    return [(label, value) for label, value in rows if value]


def _the_matter(concern: Concern, *, at_risk: bool, kind: ConcernKind) -> list[tuple[str, str]]:
    files = [each for each in concern.attachments if each.message_id is None]
    return [
        (gettext("What happened"), shown(concern.words)),
        (gettext("Files"), ngettext("%(num)s file", "%(num)s files", len(files)) if files else ""),
        (
            gettext("Is a child at risk?"),
            gettext("Yes, or not sure") if at_risk else gettext("No"),
        ),
        (gettext("Who or what it is about"), str(ABOUT[concern.about])),
        (gettext("Their name"), shown(concern.about_name)),
        (gettext("What it is"), str(KINDS[kind])),
    ]


def _more(concern: Concern) -> list[tuple[str, str]]:
    audience = POST_AUDIENCES[concern.post_audience] if concern.post_audience else ""
    return [
        (gettext("Where it was posted"), shown(concern.post_where)),
        (gettext("Who can see it"), str(audience)),
        (gettext("How you came to see it"), shown(concern.post_reached)),
        (gettext("Link"), shown(concern.post_link)),
        (gettext("What would put it right"), shown(concern.wanted)),
    ]


def _the_sender(concern: Concern) -> list[tuple[str, str]]:
    known = concern.sender_kind in set(SenderKind)
    kind = str(SENDERS[SenderKind(concern.sender_kind)]) if known else concern.sender_kind
    name = gettext("Not given") if concern.nameless else shown(concern.sender_name)
    return [
        (gettext("Who you are"), kind),
        (gettext("Your name"), name),
        (gettext("Your e-mail address"), shown(concern.sender_email)),
        (gettext("Your telephone number"), shown(concern.sender_phone)),
    ]


def proof_of(concern: Concern) -> str:
    """Lets whoever has just sent it have the receipt as a file; it runs out within the day."""
    return str(_serializer().dumps(concern.reference))


def concern_by_proof(proof: str | None) -> Concern | None:
    try:
        reference = _serializer().loads(proof or "", max_age=HOURS_TO_PRINT * 3600)
    except BadData:
        return None
    return concern_by_reference(str(reference))


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="concern-receipt")
