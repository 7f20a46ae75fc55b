"""The audit chain as a page, for those who may read it."""

from flask import g, render_template, request

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.audit.queries import acts, events, head_of_chain
from parentcomms.audit.verifying import breaks
from parentcomms.cases.audit_sight import acts_seen_by
from parentcomms.home.audit_staff_words import act_in_words, table_in_words
from parentcomms.home.child_views import blueprint

PAGE_SIZE = 50


@blueprint.get("/staff/audit")
@access.staff(Permission.READ_AUDIT)
def audit() -> str:
    """The newest events; those on a case only for who may see the case.

    An event's own number is not shown: gaps would give concerns away.
    """
    act = request.args.get("act", "")
    page = max(request.args.get("page", 1, type=int), 1)
    only = acts_seen_by(g.staff.id)
    rows = events(act=act, only=only, limit=PAGE_SIZE + 1, offset=(page - 1) * PAGE_SIZE)
    return render_template(
        "home/staff/audit.html",
        rows=rows[:PAGE_SIZE],
        names=names_of({row.actor for row in rows}),
        acts=acts(only=only),
        act=act,
        in_words=act_in_words,
        table_in_words=table_in_words,
        page=page,
        more=len(rows) > PAGE_SIZE,
    )


@blueprint.get("/staff/audit/verify")
@access.staff(Permission.READ_AUDIT)
def verify_audit() -> str:
    """Recompute the whole chain and every digest, as `flask audit-verify` does."""
    found = list(breaks())
    return render_template("home/staff/verify_audit.html", found=found, head=head_of_chain())
