"""What a receipt says beside an answer: how it came, and whether it was a correction."""

from parentcomms.consent.models import Answer
from parentcomms.consent.rules import AnswerKind, AnswerRoute, Decision
from parentcomms.languages import gettext


def answer_note(answer: Answer) -> str:
    """A few words for whoever gave the answer; empty where they tapped it themselves."""
    if answer.kind is AnswerKind.RECORDED_IN_ERROR:
        return gettext("The school wrote this down by mistake; it no longer counts")
    if answer.kind is AnswerKind.CORRECTION:
        return gettext("The school corrected what it had written down")
    if answer.kind is AnswerKind.WITHDRAWN:
        return gettext("You took your yes back")
    if answer.tapped and answer.route is AnswerRoute.IN_PERSON:
        return gettext("In person, on the school’s tablet")
    return _by_which_road(answer.route)


def _by_which_road(route: AnswerRoute) -> str:
    return {
        AnswerRoute.OWN_LINK: "",
        AnswerRoute.PAPER: gettext("On paper, entered by the school"),
        AnswerRoute.PHONE: gettext("By phone, written down by the school"),
        AnswerRoute.IN_PERSON: gettext("In person, written down by the school"),
        AnswerRoute.IMPORTED: gettext("From an older form"),
    }[route]


def decision_words(answer: Answer) -> str:
    """What was said, in the words it was chosen by."""
    if answer.taken_back:
        return gettext("Objection taken back")
    if answer.decision is Decision.UNRECOGNISABLE and answer.by_the_pupil:
        return gettext("Only if nobody could recognise me (from behind, far away, blurred)")
    return {
        Decision.YES: gettext("Yes"),
        Decision.UNRECOGNISABLE: gettext("Only if nobody could recognise my child"),
        Decision.NO: gettext("No"),
    }[answer.decision]
