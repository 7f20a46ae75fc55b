"""What the contact review says: reasons in the school's words."""

from flask_babel import lazy_gettext as _l

from parentcomms.people.reviewing import FOR_HEAD_OR_DSL, Waiting
from parentcomms.people.rules import ReviewReason as Reason

REASONS = {
    Reason.NEVER_WRITTEN_TO: _l("Never written to before"),
    Reason.NOT_LIVING_WITH_CHILD: _l("Does not live with the child"),
    Reason.HOME_NOT_KNOWN: _l("The file does not say whether they live with the child"),
    Reason.SHARED_ADDRESS: _l("Somebody else has the same e-mail address"),
    Reason.CHANGED_ADDRESS: _l("The address has changed"),
    Reason.COURT_ORDER: _l("The record shows a court order"),
    Reason.CHILD_WITH_NEVER: _l(
        "This child must never be seen: check that nobody learns the school"
    ),
}

HEAD_OR_DSL = _l("The head or the DSL decides about this adult")
NOT_DUE = _l("Would not get letters: emergency contact, or not known to be responsible")


def reasons_for(each: Waiting, *, may_know: bool) -> list[str]:
    """Every reason, but what only head and DSL may know reads the same whatever it is."""
    shown = [reason for reason in each.reasons if may_know or reason not in FOR_HEAD_OR_DSL]
    words = [str(REASONS[reason]) for reason in shown if reason is not Reason.NEVER_WRITTEN_TO]
    if not each.gets_letters:
        words.append(str(NOT_DUE))
    if each.for_head_or_dsl and not may_know:
        words.append(str(HEAD_OR_DSL))
    return words
