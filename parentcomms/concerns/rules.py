"""Who gets a concern, and who never sees it: the one routing table (policy 10.1.2)."""

from enum import StrEnum


class ConcernKind(StrEnum):
    """The three words of policy 10.1.2."""

    QUERY = "query"
    CONCERN = "concern"
    COMPLAINT = "complaint"


class AboutWhom(StrEnum):
    """Who or what it is about, as the sender ticks it and the handler confirms it."""

    SCHOOL = "school"
    STAFF = "staff"
    VOLUNTEER_OR_CONTRACTOR = "volunteer_or_contractor"
    HEAD = "head"
    DSL = "dsl"
    GOVERNOR = "governor"
    CHAIR = "chair"
    PUPIL = "pupil"
    ANOTHER_PARENT = "another_parent"
    A_POST = "a_post"
    PHOTO_OF_MY_CHILD = "photo_of_my_child"
    MY_DATA = "my_data"


class Stage(StrEnum):
    """Where a case stands in the school's procedure; the dates are facts of their own."""

    RECEIVED = "received"
    INFORMAL = "informal"
    FORMAL = "formal"
    PANEL = "panel"
    PASSED_ON = "passed_on"
    CLOSED = "closed"


class Recipient(StrEnum):
    """The post in whose name somebody receives a case."""

    OFFICE = "office"
    DSL = "dsl"
    HEAD = "head"
    LINE_MANAGER = "line_manager"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    CLERK = "clerk"
