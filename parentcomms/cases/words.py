"""What a sender reads of where their case stands; families read these in their language."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.cases.rules import Beyond, Decider, Outcome, Stage
from parentcomms.languages import gettext

STAGES: dict[Stage, LazyString] = {
    Stage.RECEIVED: _l("We have it. Nobody has answered yet."),
    Stage.INFORMAL: _l("We are talking and looking into it, without formal steps."),
    Stage.FORMAL: _l("It is a formal complaint, and it is being looked into."),
    Stage.PANEL: _l("A panel will hear it."),
    Stage.PASSED_ON: _l("It was passed on to another procedure."),
    Stage.CLOSED: _l("It is closed."),
}
WITH_CARE = _l("Somebody who is trained for this has it. We may not be able to say what is done.")
DECIDERS: dict[Decider, LazyString] = {
    Decider.HANDLER: _l("whoever looks into it"),
    Decider.HEAD: _l("the head teacher"),
    Decider.CHAIR: _l("the chair of governors"),
    Decider.VICE_CHAIR: _l("the vice-chair of governors"),
    Decider.ASKED_BY_THE_CLERK: _l("somebody without a part in it, asked by the clerk"),
    Decider.GOVERNORS: _l("three governors who had no part in it"),
    Decider.INDEPENDENT_PANEL: _l(
        "three people who had no part in it, one of them independent of the school"
    ),
}
OUTCOMES: dict[Outcome, LazyString] = {
    Outcome.UPHELD: _l("Upheld"),
    Outcome.PARTLY_UPHELD: _l("Partly upheld"),
    Outcome.NOT_UPHELD: _l("Not upheld"),
    Outcome.WITHDRAWN: _l("Taken back by the sender"),
    Outcome.PASSED_ON: _l("Passed on to another procedure"),
    Outcome.ANSWERED: _l("Answered"),
}
NEXT_STAGES: dict[Stage, LazyString] = {
    Stage.INFORMAL: _l("You can talk with us about it first."),
    Stage.FORMAL: _l("If you are not content, you can ask for a formal complaint in writing."),
    Stage.PANEL: _l("If you are not content with the decision, you can ask for a panel."),
}
BEYOND: dict[Beyond, LazyString] = {
    Beyond.DFE: _l(
        "After that you can turn to the Department for Education: gov.uk/complain-about-school."
    ),
    Beyond.INDEPENDENT_REGULATOR: _l(
        "After that you can tell the Department for Education that an independent school does "
        "not meet the standards. It cannot settle one complaint."
    ),
    Beyond.ICO: _l(
        "About personal data you can also turn to the Information Commissioner: ico.org.uk."
    ),
}
WRITE = _l("You can write to us here at any time, or ring us: that counts too.")
TAKE_BACK = _l("You can take it back at any time. We will confirm that in writing.")
OPEN_AGAIN = _l("You can raise something new whenever you wish.")


def new_date(day: str) -> str:
    """How the message begins that tells a sender of a later date."""
    return gettext(
        "We need more time for a good answer. We will write to you by %(day)s. The reason:",
        day=day,
    )
