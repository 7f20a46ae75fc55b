"""What relationships, decisions and holds are called on staff pages."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from parentcomms.people.rules import (
    ContactDecision,
    HoldKind,
    ParentalResponsibility,
    RelationshipKind,
)

RELATIONSHIP_NAMES: dict[RelationshipKind, LazyString] = {
    RelationshipKind.MOTHER: _l("Mother"),
    RelationshipKind.FATHER: _l("Father"),
    RelationshipKind.STEP_PARENT: _l("Step-parent"),
    RelationshipKind.CARER: _l("Carer"),
    RelationshipKind.SPECIAL_GUARDIAN: _l("Special guardian"),
    RelationshipKind.FOSTER_CARER: _l("Foster carer"),
    RelationshipKind.GRANDPARENT: _l("Grandparent"),
    RelationshipKind.OTHER_FAMILY: _l("Other family"),
    RelationshipKind.SOCIAL_WORKER: _l("Social worker"),
    RelationshipKind.AUTHORITY: _l("Local authority"),
    RelationshipKind.ADOPTION_AGENCY: _l("Adoption agency"),
    RelationshipKind.SELF: _l("The pupil"),
    RelationshipKind.OTHER: _l("Other contact"),
    RelationshipKind.PROFESSIONAL: _l("Professional"),
    RelationshipKind.OLD_LIST: _l("The school's old list"),
}
PR_NAMES: dict[ParentalResponsibility, LazyString] = {
    ParentalResponsibility.YES: _l("Yes, on the school's record"),
    ParentalResponsibility.NO: _l("No"),
    ParentalResponsibility.UNKNOWN: _l("Not on the school's record"),
}
CONTACT_NAMES: dict[ContactDecision, LazyString] = {
    ContactDecision.NOT_REVIEWED: _l("Waiting for the contact review"),
    ContactDecision.WRITE: _l("Write"),
    ContactDecision.POST_ONLY: _l("Post only"),
    ContactDecision.DO_NOT_CONTACT: _l("Do not contact"),
}
HOLD_NAMES: dict[HoldKind, LazyString] = {
    HoldKind.COURT_ORDER: _l("A court order"),
    HoldKind.SCHOOL: _l("The school decided"),
    HoldKind.BIRTH_RELATIVE: _l("A birth relative of an adopted child"),
}
