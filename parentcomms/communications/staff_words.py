"""What staff pages call things: kinds, states, why a text cannot go out yet."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from parentcomms.approvals.rules import CommunicationState
from parentcomms.communications.audience import named_in
from parentcomms.communications.models import Delivery
from parentcomms.communications.rules import CommunicationKind, DeliveryRoute, HeldBack
from parentcomms.languages import gettext, ngettext
from parentcomms.policies.elements import Element
from parentcomms.policies.words import WordsReport

KIND_NAMES = {
    CommunicationKind.JOINING_LETTER: _l("Joining letter"),
    CommunicationKind.CONSENT_REQUEST: _l("Consent request"),
    CommunicationKind.INSERT: _l("Newsletter insert"),
    CommunicationKind.NOTICE: _l("Website notice"),
    CommunicationKind.NEWSLETTER: _l("Newsletter"),
    CommunicationKind.ABOUT_A_POST: _l("Request about a post"),
}
STATE_NAMES = {
    CommunicationState.DRAFT: _l("Draft"),
    CommunicationState.AWAITING_APPROVAL: _l("Waiting for the head"),
    CommunicationState.APPROVED: _l("Approved"),
    CommunicationState.SENT_BACK: _l("Sent back"),
    CommunicationState.SCHEDULED: _l("Scheduled"),
    CommunicationState.SENDING: _l("Going out"),
    CommunicationState.PAUSED: _l("Stopped"),
    CommunicationState.SENT: _l("Gone out"),
}
STATE_COLOURS = {
    CommunicationState.DRAFT: "grey",
    CommunicationState.AWAITING_APPROVAL: "yellow",
    CommunicationState.APPROVED: "green",
    CommunicationState.SCHEDULED: "light-blue",
    CommunicationState.SENT_BACK: "orange",
    CommunicationState.SENDING: "blue",
    CommunicationState.PAUSED: "red",
    CommunicationState.SENT: "turquoise",
}


def held_back(reason: HeldBack, number: int) -> str:
    """How many are sent nothing, and why: one adult waits, two wait."""
    return {
        HeldBack.NOT_REVIEWED: ngettext(
            "%(num)s waits for the contact review", "%(num)s wait for the contact review", number
        ),
        HeldBack.DO_NOT_CONTACT: ngettext(
            "%(num)s is not to be contacted", "%(num)s are not to be contacted", number
        ),
        HeldBack.ON_HOLD: ngettext("%(num)s is on hold", "%(num)s are on hold", number),
        HeldBack.CHOSE_NOT: ngettext(
            "%(num)s chose not to receive newsletters",
            "%(num)s chose not to receive newsletters",
            number,
        ),
        HeldBack.AFTER_THE_PILOT: ngettext(
            "%(num)s waits until the pilot with one class has ended",
            "%(num)s wait until the pilot with one class has ended",
            number,
        ),
    }[reason]


ELEMENT_WORDS = {
    Element.PHOTOS_AND_VIDEOS: _l("that it means photos and videos (10.1.1)"),
    Element.ON_SOCIAL_MEDIA: _l("that it is about posting on social media (10.1.1)"),
    Element.OTHER_CHILDREN: _l("pupils other than your own children (10.1.1)"),
    Element.UNLESS_PERMISSION: _l("unless their parents or carers gave permission (10.1.1)"),
    Element.QUERIES_CONCERNS_COMPLAINTS: _l("queries, concerns or complaints (10.1.2)"),
    Element.DIRECTLY_WITH_SCHOOL: _l("directly with the school (10.1.2)"),
    Element.RATHER_THAN_POSTING: _l("rather than posting them (10.1.2)"),
    Element.MALICIOUS_OR_FICTITIOUS: _l("malicious or fictitious comments (10.1.3)"),
    Element.ANY_MEMBER_OF_COMMUNITY: _l("any member of the school community (10.1.3)"),
    Element.PROTECT_PUPILS_AND_STAFF: _l("that this protects pupils and staff (10.2)"),
    Element.CONFIDENTIALITY: _l("that information about them stays confidential (10.2)"),
    Element.CANNOT_MONITOR: _l("that the school cannot monitor everything (10.2)"),
    Element.WHY_SAFETY: _l("that some children must not appear, for their safety"),
    Element.RING_US: _l("or ring us, that counts too, with ((phone))"),
    Element.LINK: _l("the reader's own ((link))"),
    Element.CONCERN_LINK: _l("where to raise a concern: ((concern_link))"),
    Element.ACKNOWLEDGE: _l("a request to say that it was read"),
    Element.OFFICIAL_ACCOUNTS: _l("the list of ((official_accounts)) (6.1)"),
    Element.ORGANISATIONS_LISTED: _l("every organisation: ((photo_organisations))"),
    Element.EACH_ORGANISATION_NAMED: _l("that each organisation is named"),
    Element.COPYING: _l("that a picture online can be copied"),
    Element.AI_ALTERATION: _l("that a picture can be changed with AI tools"),
    Element.HARD_TO_RECALL: _l("that a picture can be hard to get back"),
    Element.NO_CHANGES_NOTHING: _l("that saying no changes nothing for the child"),
    Element.CHANGE_ANY_TIME: _l("that the answer can be changed at any time"),
    Element.SCHOOL_MAY_NOT_USE: _l("that the school may choose not to use a picture"),
    Element.ASKS: _l("a question or a request: could you, we ask"),
    Element.OFFERS_TO_TALK: _l("that we are glad to talk"),
    Element.SILENCE_IS_NOT_YES: _l("that no answer is not a yes"),
}


HEADING = _l("Heading of poster and slide")
PART_NAMES = {
    "programme": _l("Line in the programme"),
    "poster": _l("Poster"),
    "slide": _l("Slide"),
    "spoken": _l("Spoken words"),
}


def audience(rule: Mapping[str, Any]) -> str:
    """Whom a newsletter is for, in words."""
    everybody = rule.get("whole_school") is True
    whom = gettext("the whole school") if everybody else ", ".join(named_in(rule))
    return f"{rule['saved']} ({whom})" if rule.get("saved") else whom


def marketing(found: Sequence[str]) -> list[str]:
    """A hint where words may make it advertising, which needs an agreement of its own."""
    if not found:
        return []
    return [
        gettext(
            "This may be fundraising or advertising: %(words)s. That may go only to those who "
            "agreed to it. Think of sending it by itself, or through the parents' association.",
            words=", ".join(found),
        )
    ]


def what_was_sent(made: Sequence[Delivery], *, leaves: bool) -> str:
    """What the press of “Send now” did; nothing is called sent that only lies in a folder."""
    mails = sum(each.route is DeliveryRoute.EMAIL for each in made)
    found = []
    if mails and leaves:
        found.append(
            ngettext("%(num)s e-mail is on its way.", "%(num)s e-mails are on their way.", mails)
        )
    elif mails:
        found.append(
            ngettext(
                "%(num)s e-mail is kept in a folder and not sent.",
                "%(num)s e-mails are kept in a folder and not sent.",
                mails,
            )
        )
    if paper := len(made) - mails:
        found.append(
            ngettext(
                "%(num)s letter waits to be printed.", "%(num)s letters wait to be printed.", paper
            )
        )
    return " ".join(found) or gettext("Nobody is due it now.")


def blocking(report: WordsReport) -> list[str]:
    """Why this text cannot be put before the head yet, one sentence each."""
    missing = [
        gettext("It has to say: %(what)s.", what=ELEMENT_WORDS.get(element, element.value))
        for element in report.missing
    ]
    unknown = [
        gettext("Nobody can fill in %(placeholder)s here. Take it out or spell it right.",
                placeholder=each)
        for each in report.placeholders
    ]  # fmt: skip
    return missing + unknown


def hints(report: WordsReport) -> list[str]:
    """What would read better; none of it stops a text."""
    found = [
        gettext("“%(words)s” orders or threatens. The school asks.", words=each)
        for each in report.threats
    ]
    found += [
        gettext("“%(words)s” asks more than the policy does.", words=each)
        for each in report.overreaching
    ]
    found += [
        gettext("“%(words)s” judges. This letter asks, and offers to talk.", words=each)
        for each in report.accusing
    ]
    found += [
        gettext("Consent and “I have read this” are two requests: “%(words)s”", words=each)
        for each in report.bundled
    ]
    found += [
        gettext("A long sentence (25 words is plenty): “%(words)s”", words=each)
        for each in report.long_sentences
    ]
    if report.word_range and report.wrong_length:
        low, high = report.word_range
        found.append(
            gettext(
                "%(words)s words. Between %(low)s and %(high)s is read best.",
                words=report.words, low=low, high=high,
            )
        )  # fmt: skip
    if report.grade and report.hard_to_read and not report.long_sentences:
        found.append(gettext("It reads harder than a child of eleven can follow. Shorter words?"))
    return found
