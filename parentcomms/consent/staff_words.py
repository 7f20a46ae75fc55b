"""What answers, reasons and switches are called on staff pages."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.consent.kinds import (
    AnswerKind,
    AnswerRoute,
    Decision,
    NeverScope,
    Reason,
    Standing,
)
from parentcomms.people.rules import Care

# A differing pair, `never`, a child in care and a plain no are one word here.
STANDING_NAMES: dict[Standing, LazyString] = {
    Standing.YES: _l("Yes"),
    Standing.UNRECOGNISABLE: _l("Only if nobody could recognise the child"),
    Standing.NO: _l("No"),
    Standing.NOT_ANSWERED: _l("Not answered"),
    Standing.NO_OBJECTION: _l("School's task, no objection"),
}
DECISION_NAMES: dict[Decision, LazyString] = {
    Decision.YES: _l("Yes"),
    Decision.UNRECOGNISABLE: _l("Only if nobody could recognise my child"),
    Decision.NO: _l("No"),
}
KIND_NAMES: dict[AnswerKind, LazyString] = {
    AnswerKind.GIVEN: _l("Given"),
    AnswerKind.WITHDRAWN: _l("Withdrawn"),
    AnswerKind.CORRECTION: _l("Correction"),
    AnswerKind.RECORDED_IN_ERROR: _l("Recorded in error"),
    AnswerKind.OBJECTION_TAKEN_BACK: _l("Objection taken back"),
}
ROUTE_NAMES: dict[AnswerRoute, LazyString] = {
    AnswerRoute.OWN_LINK: _l("On their own page"),
    AnswerRoute.PAPER: _l("On paper"),
    AnswerRoute.PHONE: _l("By phone"),
    AnswerRoute.IN_PERSON: _l("In person"),
    AnswerRoute.IMPORTED: _l("Old form, imported"),
}
SCOPE_NAMES: dict[NeverScope, LazyString] = {
    NeverScope.OUTSIDE_SCHOOL: _l("Nothing that leaves the school"),
    NeverScope.EVERYTHING: _l("No picture at all"),
}
REASON_SENTENCES: dict[Reason, LazyString] = {
    Reason.NEVER: _l("The head or DSL has said: never."),
    Reason.LEFT: _l("The child is not on roll today."),
    Reason.CHILD_SAID_NO: _l("The child said no."),
    Reason.SOMEONE_SAID_NO: _l("Somebody said no."),
    Reason.SOMEONE_WITHDREW: _l("Somebody took their yes back."),
    Reason.ANSWERS_DIFFER: _l("The answers differ; the strictest counts."),
    Reason.NEVER_ANSWERED: _l("Nobody has answered."),
    Reason.OLD_WORDING: _l("A yes was given to older wording."),
    Reason.EARLIER_PHASE: _l("A yes was given before the child changed phase."),
    Reason.EXPIRED: _l("A yes has expired."),
    Reason.OLD_FORM_WAITING: _l("A yes on the old form is waiting to be confirmed."),
    Reason.PR_WAITING: _l("A yes waits until parental responsibility is confirmed."),
    Reason.NO_PR: _l("A yes came from somebody without parental responsibility."),
    Reason.NOT_ENOUGH_BY_PHONE: _l("A yes by phone or in person is not enough here."),
    Reason.ON_HOLD: _l("A yes came from somebody on hold."),
    Reason.ENDED: _l("A yes came from somebody no longer on the record."),
    Reason.CARE_ANSWER_MISSING: _l("The local authority's or agency's answer is missing."),
    Reason.CARE_NOT_KNOWN: _l("It is not known who decides for this child."),
    Reason.EVERYONE_MUST_ANSWER: _l("Not everyone with parental responsibility has said yes."),
    Reason.PUPIL_DECIDES: _l("At this age the pupil decides."),
}

CARE_NAMES: dict[Care, LazyString] = {
    Care.NONE: _l("Not in care: parents, adopters or special guardians answer."),
    Care.CARE_ORDER: _l("Under a care order: the local authority answers."),
    Care.ACCOMMODATED: _l("Accommodated under section 20: a parent and the authority answer."),
    Care.PLACED_FOR_ADOPTION: _l("Placed for adoption: the agency says who answers."),
    Care.NOT_KNOWN: _l("Not known who decides: nobody's yes counts."),
}
# Title, and what the decision does.
WHO_TITLES: dict[str, tuple[LazyString, LazyString]] = {
    "excuse": (
        _l("Excuse this adult from answering"),
        _l(
            "Where everyone with parental responsibility has to say yes, the silence of this adult "
            "no longer holds a picture back. A no of theirs still counts."
        ),
    ),
    "cannot_answer": (
        _l("The child cannot answer for themselves"),
        _l(
            "The child is not asked, and below 18 the adults answer. A no the child has said, or "
            "shows in any way, still counts."
        ),
    ),
}
NEVER_SAID = "never_said"


def corrections(stricter: Sequence[Decision]) -> list[tuple[str, LazyString]]:
    """What may have been wrong with an answer the school wrote down."""
    said = {
        Decision.UNRECOGNISABLE: _l("They said: only if nobody could recognise the child"),
        Decision.NO: _l("They said no"),
    }
    never = (NEVER_SAID, _l("They never said this: it was recorded in error"))
    return [never, *((each.value, said[each]) for each in stricter)]
