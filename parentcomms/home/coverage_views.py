"""Who is due, sent to, told, has acknowledged and answered: by class, and by name."""

from flask import render_template

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.communications.queries import coverage_by_class, coverage_of
from parentcomms.errors import NotFound
from parentcomms.home.child_views import blueprint
from parentcomms.home.staff_words import ANSWERED_NAMES, STEP_NAMES
from parentcomms.people.children import class_by_reference

IN_NO_CLASS = "no-class"


@blueprint.get("/staff/classes")
@access.staff(Permission.SEE_COVERAGE)
def classes() -> str:
    """Every class in numbers. Sent is never told: each has its own column."""
    return render_template(
        "home/staff/classes.html", rows=coverage_by_class(), in_no_class=IN_NO_CLASS
    )


@blueprint.get("/staff/classes/<string:reference>")
@access.staff(Permission.SEE_COVERAGE)
def class_coverage(reference: str) -> str:
    """The children of one class, their adults, and how far each letter has come."""
    found = None if reference == IN_NO_CLASS else class_by_reference(reference)
    if found is None and reference != IN_NO_CLASS:
        raise NotFound
    return render_template(
        "home/staff/class_coverage.html",
        school_class=found,
        children=coverage_of(found.reference if found else ""),
        step_names=STEP_NAMES,
        answered_names=ANSWERED_NAMES,
    )
