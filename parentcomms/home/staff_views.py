"""Staff home, and what a new school still lacks; other pages of this room stand beside it."""

from flask import g, render_template

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.home import (
    answer_views,
    audit_views,
    coverage_views,
    envelope_views,
    group_views,
    in_charge_views,
)
from parentcomms.home.child_views import blueprint
from parentcomms.home.tiles import tiles

__all__ = [
    "answer_views",
    "audit_views",
    "blueprint",
    "coverage_views",
    "envelope_views",
    "group_views",
    "in_charge_views",
]


@blueprint.get("/staff")
@access.staff(Permission.SEE_STAFF_HOME)
def staff_home() -> str:
    """What this person may do next."""
    return render_template("home/staff/staff_home.html", tiles=tiles(), name=g.staff.name)
