"""What approval means: this exact text, these five points, by the head (policy 5.3 and 5.4)."""

from enum import StrEnum


class Point(StrEnum):
    """The five points of policy 5.4; the approver ticks each, software never does."""

    UNAMBIGUOUS = "unambiguous"
    ACCURATE = "accurate"
    POLITICALLY_NEUTRAL = "politically_neutral"
    FAIR = "fair"
    TRANSPARENT = "transparent"


class Verdict(StrEnum):
    """What an approver decided about one content hash."""

    APPROVED = "approved"
    SENT_BACK = "sent_back"


class CommunicationState(StrEnum):
    """Where a communication stands, derived from facts and never stored."""

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    SENT = "sent"


class ApprovalKind(StrEnum):
    """What is put before the approver; a delegation names which of these it covers."""

    LETTER = "letter"
    NEWSLETTER = "newsletter"
    INSERT = "insert"
    NOTICE = "notice"
    CONSENT_REQUEST = "consent_request"
    CHANNEL = "channel"
    POST = "post"
    OUTSIDE_CHANNEL = "outside_channel"
