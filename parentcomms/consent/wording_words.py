"""What the parts, bases and refusals of questions are called on staff pages."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.consent.kinds import LawfulBasis
from parentcomms.consent.versions import AskAgain, NotPossible

PART_NAMES: dict[str, LazyString] = {
    "name": _l("Name"),
    "question": _l("Question"),
    "purpose": _l("What for"),
    "audience": _l("Who sees it"),
    "organisations": _l("Who uses it: each organisation by name"),
    "how_long": _l("How long"),
}
BASIS_NAMES: dict[LawfulBasis, LazyString] = {
    LawfulBasis.CONSENT: _l("Consent"),
    LawfulBasis.PUBLIC_TASK: _l("The school’s task"),
    LawfulBasis.LEGITIMATE_INTERESTS: _l("Legitimate interests"),
}
BASIS_HINTS: dict[LawfulBasis, LazyString] = {
    LawfulBasis.CONSENT: _l("Families are asked, and silence is not a yes."),
    LawfulBasis.PUBLIC_TASK: _l("Families are told and may object. They are not asked."),
    LawfulBasis.LEGITIMATE_INTERESTS: _l("Families are told and may object. They are not asked."),
}
ASK_NAMES: dict[AskAgain, LazyString] = {
    AskAgain.EVERYBODY: _l("Yes, everybody"),
    AskAgain.NOBODY: _l("No, nobody"),
    AskAgain.ONE_LANGUAGE: _l("Only those who read one corrected translation"),
}
ASK_HINTS: dict[AskAgain, LazyString] = {
    AskAgain.EVERYBODY: _l("A new purpose, audience or organisation is asked again."),
    AskAgain.NOBODY: _l("The meaning is the same: a spelling mistake, a plainer word."),
    AskAgain.ONE_LANGUAGE: _l("The English says what it said. The translation did not say it."),
}
PROBLEMS: dict[NotPossible, LazyString] = {
    NotPossible.CONSENT_STAYS: _l(
        "Families were asked for their consent here, so it stays their say. Retire this question "
        "and add another use if the school’s basis has changed."
    ),
    NotPossible.NOW_CONSENT: _l("What becomes a question has to be asked of everybody."),
    NotPossible.OFFERED_BEFORE: _l(
        "The third answer was offered before and then not. Offered again, everybody is asked again."
    ),
    NotPossible.WHICH_LANGUAGE: _l("Choose the translation that was corrected."),
}
