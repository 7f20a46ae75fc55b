"""What this room's choices are called on pages."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.concerns.rules import AboutWhom, ConcernKind, Recipient


class AtRisk(StrEnum):
    """The first question of the second page. Not sure counts as yes."""

    YES = "yes"
    NOT_SURE = "not_sure"
    NO = "no"


class SenderKind(StrEnum):
    """Who writes; anybody may."""

    PARENT = "parent"
    PUPIL = "pupil"
    NEIGHBOUR = "neighbour"
    STAFF = "staff"
    OTHER = "other"


class Reply(StrEnum):
    """How the sender wants to hear from the school."""

    OWN_PAGE = "own_page"
    EMAIL = "email"
    PHONE = "phone"
    NO_NAME = "no_name"


class PostAudience(StrEnum):
    """Who can see a post, as far as the sender knows."""

    EVERYBODY = "everybody"
    CLOSED_GROUP = "closed_group"
    PRIVATE = "private"
    NOT_KNOWN = "not_known"


AT_RISK: dict[AtRisk, LazyString] = {
    AtRisk.YES: _l("Yes"),
    AtRisk.NOT_SURE: _l("I am not sure"),
    AtRisk.NO: _l("No"),
}
KINDS: dict[ConcernKind, LazyString] = {
    ConcernKind.QUERY: _l("A question"),
    ConcernKind.CONCERN: _l("A worry"),
    ConcernKind.COMPLAINT: _l("A complaint"),
}
KIND_HINTS: dict[ConcernKind, LazyString] = {
    ConcernKind.QUERY: _l("I would like to know something"),
    ConcernKind.CONCERN: _l("Something does not seem right"),
    ConcernKind.COMPLAINT: _l("I am unhappy with something the school did or did not do"),
}
ABOUT: dict[AboutWhom, LazyString] = {
    AboutWhom.SCHOOL: _l("The school, or how it does things"),
    AboutWhom.PUPIL: _l("A child"),
    AboutWhom.PHOTO_OF_MY_CHILD: _l("A picture of my child"),
    AboutWhom.A_POST: _l("Something posted online"),
    AboutWhom.ANOTHER_PARENT: _l("Another parent or carer"),
    AboutWhom.MY_DATA: _l("What the school keeps or shares about us"),
    AboutWhom.STAFF: _l("Somebody who works at the school"),
    AboutWhom.VOLUNTEER_OR_CONTRACTOR: _l("A volunteer, a supply teacher or a contractor"),
    AboutWhom.DSL: _l("The safeguarding lead"),
    AboutWhom.HEAD: _l("The head teacher"),
    AboutWhom.GOVERNOR: _l("A governor"),
    AboutWhom.CHAIR: _l("The chair of governors"),
}
SENDERS: dict[SenderKind, LazyString] = {
    SenderKind.PARENT: _l("A parent or carer"),
    SenderKind.PUPIL: _l("A pupil"),
    SenderKind.NEIGHBOUR: _l("A neighbour, or somebody from near the school"),
    SenderKind.STAFF: _l("I work at the school"),
    SenderKind.OTHER: _l("Somebody else"),
}
REPLIES: dict[Reply, LazyString] = {
    Reply.OWN_PAGE: _l("On my own page here, which I opened with my link"),
    Reply.EMAIL: _l("By e-mail"),
    Reply.PHONE: _l("By telephone"),
    Reply.NO_NAME: _l("I do not want to give my name"),
}
POST_AUDIENCES: dict[PostAudience, LazyString] = {
    PostAudience.EVERYBODY: _l("Anyone"),
    PostAudience.CLOSED_GROUP: _l("A closed group, such as a class chat"),
    PostAudience.PRIVATE: _l("One person, in a private message"),
    PostAudience.NOT_KNOWN: _l("I do not know"),
}
POSTS: dict[Recipient, LazyString] = {
    Recipient.OFFICE: _l("the school office"),
    Recipient.DSL: _l("the safeguarding leads"),
    Recipient.HEAD: _l("the head teacher"),
    Recipient.LINE_MANAGER: _l("a manager in the school"),
    Recipient.CHAIR: _l("the chair of governors"),
    Recipient.VICE_CHAIR: _l("the vice-chair of governors"),
    Recipient.CLERK: _l("the clerk to the governors"),
}
