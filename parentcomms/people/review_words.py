"""What the contact review says: reasons in the school's words."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from parentcomms.languages import gettext
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
LIVES_APART = _l("Another adult of this child has a different address")
NOT_DUE = _l("Would not get letters: emergency contact, or not known to be responsible")


def reasons_for(
    each: Waiting, *, may_know: bool, sharing: Sequence[str] = (), lives_apart: bool = False
) -> list[str]:
    """Every reason, but what only head and DSL may know reads the same whatever it is.

    `sharing` are those with the same e-mail address whom the reader may know of.
    """
    shown = [reason for reason in each.reasons if may_know or reason not in FOR_HEAD_OR_DSL]
    words = [str(REASONS[reason]) for reason in shown if reason is not Reason.NEVER_WRITTEN_TO]
    if sharing and Reason.SHARED_ADDRESS in shown:
        named = gettext("Has the same e-mail address as %(names)s", names=", ".join(sharing))
        words[words.index(str(REASONS[Reason.SHARED_ADDRESS]))] = named
    if lives_apart and Reason.HOME_NOT_KNOWN in shown:
        words.append(str(LIVES_APART))
    if not each.gets_letters:
        words.append(str(NOT_DUE))
    if each.for_head_or_dsl and not may_know:
        words.append(str(HEAD_OR_DSL))
    return words
