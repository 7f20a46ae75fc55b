"""The week's mail to the head: a link to what was posted, and no child's name."""

from datetime import date, timedelta

from parentcomms import filters
from parentcomms.access import Role
from parentcomms.accounts.queries import staff_with_role
from parentcomms.languages import gettext
from parentcomms.outbox.actions import Recipient, page_value, queue_mail, shipped_text
from parentcomms.publications.weekly import A_WEEK, week_of
from parentcomms.publishing.standing_queries import in_force_between


def send_digest(today: date) -> int:
    """Tell each head once about the week before this one, if anything was approved beforehand."""
    monday = today - timedelta(days=today.weekday()) - A_WEEK
    if not in_force_between(monday, monday + A_WEEK - timedelta(days=1)):
        return 0
    week, heads = week_of(monday), staff_with_role(Role.HEAD)
    for head in heads:
        link = page_value("publications_staff.week", label=gettext("See the week"), week=week)
        queue_mail(
            shipped_text("mail_posts_week", "en"),
            Recipient(head.name, head.email),
            {"staff_name": head.name, "date": filters.day(monday), "link": link},
            once_key=f"posts-week:{week}:{head.reference}",
        )
    return len(heads)
