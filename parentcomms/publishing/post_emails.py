"""Mails about a post before the head: a link, and no word of the post or of the decision (5.3)."""

from parentcomms.accounts.models import StaffMember
from parentcomms.accounts.queries import all_staff
from parentcomms.approvals.models import Approval
from parentcomms.approvals.queries import approvers, delegation_to
from parentcomms.approvals.rules import ApprovalKind, Request, may_decide
from parentcomms.clock import in_london, today
from parentcomms.database import db
from parentcomms.languages import gettext
from parentcomms.outbox.actions import Recipient, page_value, queue_mail, shipped_text
from parentcomms.publishing.post_models import Post
from parentcomms.publishing.post_queries import authors_of, waiting
from parentcomms.publishing.post_rules import waits_too_long
from parentcomms.school.queries import school, school_calendar


def tell_author(post: Post, decision: Approval) -> None:
    """Whoever began the post hears that it was decided about; the page says what and why."""
    kind, _, number = post.made_by.partition(":")
    author = db.session.get(StaffMember, int(number)) if kind == "staff" else None
    if author is None or author.ended_at is not None or author.id == decision.decided_by_id:
        return
    link = page_value("posts_staff.post", label=gettext("Your post"), reference=post.reference)
    queue_mail(
        shipped_text("mail_post_decided", "en"),
        Recipient(author.name, author.email),
        {"staff_name": author.name, "link": link},
        once_key=f"post-decided:{decision.reference}",
    )


def waiting_too_long() -> list[Post]:
    """What was put before the head more than the school's own number of school days ago."""
    after, calendar = school().chase_approval_days, school_calendar()
    return [
        each.post
        for each in waiting()
        if (asked := each.post.put_forward_at) is not None
        and waits_too_long(in_london(asked).date(), today(), after=after, calendar=calendar)
    ]


def chase() -> int:
    """Remind everybody who can decide about one of them, at most once a day."""
    late = waiting_too_long()
    members = all_staff() if late else ()
    told = [each for each in members if each.ended_at is None and _can_decide(each, late)]
    for member in told:
        _remind(member)
    return len(told)


def _can_decide(member: StaffMember, late: list[Post]) -> bool:
    found, lent = approvers(), delegation_to(member.id, ApprovalKind.POST)
    requests = (
        Request(kind=ApprovalKind.POST, author_ids=authors_of(post), approver_id=member.id)
        for post in late
    )
    refused = (
        may_decide(each, approvers=found, delegation=lent, today=today()) for each in requests
    )
    return any(why is None for why in refused)


def _remind(member: StaffMember) -> None:
    link = page_value("posts_staff.posts", label=gettext("What waits"))
    queue_mail(
        shipped_text("mail_post_waits", "en"),
        Recipient(member.name, member.email),
        {"staff_name": member.name, "link": link},
        once_key=f"post-waits:{member.reference}:{today().isoformat()}",
    )
