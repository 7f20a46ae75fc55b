"""What approval means: this exact text, these five points, by the head (policy 5.3 and 5.4)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
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
    ABOUT_A_POST = "about_a_post"
    CONSENT_REQUEST = "consent_request"
    CHANNEL = "channel"
    POST = "post"
    OUTSIDE_CHANNEL = "outside_channel"


class Refusal(StrEnum):
    """Why an approval is not accepted; each is the key of one sentence on the page."""

    POINTS_NOT_ALL_TICKED = "points_not_all_ticked"
    ONLY_THE_HEAD = "only_the_head"
    OWN_WORDS = "own_words"
    GOVERNING_BOARD_DECIDES = "governing_board_decides"
    NO_DELEGATION = "no_delegation"
    DELEGATION_NOT_IN_FORCE = "delegation_not_in_force"
    DELEGATION_DOES_NOT_COVER_THIS = "delegation_does_not_cover_this"


# Policy 6.1 and 5.1 name the governing board beside the head; 5.3 names the head alone.
BOARD_MAY_DECIDE = frozenset({ApprovalKind.CHANNEL, ApprovalKind.OUTSIDE_CHANNEL})


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One language of a communication as rendered, its placeholders unfilled."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """All that an approval covers. `audience` is the rule, not the list of people it yields."""

    wordings: Mapping[str, Wording]
    attachment_hashes: Sequence[str] = ()
    audience: str = ""


@dataclass(frozen=True, kw_only=True)
class Approvers:
    """Who may decide at all today, by staff id: head teachers, and the chair for the board."""

    heads: frozenset[int]
    board: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Delegation:
    """The head's recorded act: this person, these kinds, from and to these days inclusive."""

    to_id: int
    given_by_id: int
    scope: frozenset[ApprovalKind]
    starts_on: date
    ends_on: date
    ended_on: date | None = None

    def in_force(self, today: date) -> bool:
        """The day it was ended early no longer counts."""
        ended = self.ended_on is not None and self.ended_on <= today
        return self.starts_on <= today <= self.ends_on and not ended


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that happened to one content hash: put forward (no verdict), or decided."""

    content_hash: str
    verdict: Verdict | None = None


@dataclass(frozen=True, kw_only=True)
class Release:
    """How far the sending has come; `waiting` is counted from the deliveries."""

    scheduled_for: datetime | None = None
    started: bool = False
    paused: bool = False
    waiting: int = 0


@dataclass(frozen=True, kw_only=True)
class Request:
    """One approval asked for: what it is, everyone who wrote a part of it, who decides."""

    kind: ApprovalKind
    author_ids: frozenset[int]
    approver_id: int
    points: frozenset[Point] = field(default_factory=frozenset)


def content_hash(content: Content) -> str:
    """SHA-256 of the canonical form: any other character anywhere is another hash.

    Only what has no order of its own (languages, attachments) is put in order first.
    """
    canonical = {
        "form": 1,
        "wordings": {
            language: [wording.subject, wording.text, wording.html]
            for language, wording in content.wordings.items()
        },
        "attachments": sorted(content.attachment_hashes),
        "audience": content.audience,
    }
    written = json.dumps(canonical, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def may_approve(
    request: Request, *, approvers: Approvers, delegation: Delegation | None, today: date
) -> Refusal | None:
    """None when the approval counts; otherwise why not. Unticked points are no approval."""
    refusal = may_decide(request, approvers=approvers, delegation=delegation, today=today)
    if refusal is None and request.points != frozenset(Point):
        return Refusal.POINTS_NOT_ALL_TICKED
    return refusal


def may_decide(
    request: Request, *, approvers: Approvers, delegation: Delegation | None, today: date
) -> Refusal | None:
    """Who may decide at all, to approve or to send back.

    The head decides everything that leaves by the school's own channels, the head's own words
    included (5.3). Outside them whoever asks never decides: the head's own request goes to the
    governing board (5.1). Anybody else needs the head's recorded delegation, and never decides
    what the head or they themselves wrote a part of.
    """
    approver, own_words = request.approver_id, request.approver_id in request.author_ids
    heads_words = bool(request.author_ids & approvers.heads)
    outside = request.kind is ApprovalKind.OUTSIDE_CHANNEL
    if request.kind in BOARD_MAY_DECIDE and approver in approvers.board:
        return Refusal.OWN_WORDS if own_words else None
    if outside and heads_words:
        return Refusal.GOVERNING_BOARD_DECIDES
    if approver in approvers.heads:
        return None
    if own_words:
        return Refusal.OWN_WORDS
    if heads_words:
        return Refusal.ONLY_THE_HEAD
    return _delegated(request, approvers, delegation, today)


def is_approved(current_hash: str, history: Sequence[Step]) -> bool:
    """Whether the last thing said about exactly this content is a yes; sending asks this."""
    return _last_step(current_hash, history) == Step(
        content_hash=current_hash, verdict=Verdict.APPROVED
    )


def state(current_hash: str, history: Sequence[Step], release: Release) -> CommunicationState:
    """Where it stands. `history` is in the order it happened; other hashes are void.

    What is under way without a standing approval reads paused: nothing more of it may go.
    """
    if release.started:
        if release.waiting == 0:
            return CommunicationState.SENT
        stopped = release.paused or not is_approved(current_hash, history)
        return CommunicationState.PAUSED if stopped else CommunicationState.SENDING
    last = _last_step(current_hash, history)
    if last is None:
        return CommunicationState.DRAFT
    if last.verdict is None:
        return CommunicationState.AWAITING_APPROVAL
    if last.verdict is Verdict.SENT_BACK:
        return CommunicationState.SENT_BACK
    scheduled = release.scheduled_for is not None
    return CommunicationState.SCHEDULED if scheduled else CommunicationState.APPROVED


def _last_step(current_hash: str, history: Sequence[Step]) -> Step | None:
    return next((step for step in reversed(history) if step.content_hash == current_hash), None)


def _delegated(
    request: Request, approvers: Approvers, delegation: Delegation | None, today: date
) -> Refusal | None:
    if delegation is None or delegation.to_id != request.approver_id:
        return Refusal.NO_DELEGATION
    if delegation.given_by_id not in approvers.heads or not delegation.in_force(today):
        return Refusal.DELEGATION_NOT_IN_FORCE
    if request.kind not in delegation.scope:
        return Refusal.DELEGATION_DOES_NOT_COVER_THIS
    return None
