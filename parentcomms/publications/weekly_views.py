"""One week of what was checked and posted under approvals given beforehand."""

from datetime import timedelta

from flask import render_template

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.clock import today
from parentcomms.errors import NotFound
from parentcomms.publications.register_views import blueprint
from parentcomms.publications.weekly import A_WEEK, monday_of, under_standing_approvals, week_of
from parentcomms.publishing.post_rules import KindOfPost
from parentcomms.publishing.post_words import KIND_WORDS
from parentcomms.publishing.words import SHORT_VERDICTS


@blueprint.get("/staff/weeks/<string:week>")
@access.staff(Permission.APPROVE_COMMUNICATION)
def week(week: str) -> str:
    """The page the week's mail leads to."""
    monday = monday_of(week)
    if monday is None or monday > today():
        raise NotFound
    found = under_standing_approvals(monday)
    actors = {each.checked_by for one in found for each in one.checks}
    return render_template(
        "publications/staff/week.html",
        monday=monday,
        sunday=monday + A_WEEK - timedelta(days=1),
        found=found,
        people=names_of(actors | {each.recorded_by for one in found for each in one.posted}),
        kinds={kind.value: KIND_WORDS[kind] for kind in KindOfPost},
        verdicts=SHORT_VERDICTS,
        before=week_of(monday - A_WEEK),
    )
