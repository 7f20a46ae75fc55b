"""Pages on which the office adds an adult to a child, puts them right, or ends that."""

from flask import render_template
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice

from parentcomms.access import Permission, staff
from parentcomms.clock import today
from parentcomms.errors import NotFound, Refused
from parentcomms.languages import gettext
from parentcomms.people.by_hand import adults
from parentcomms.people.by_hand.adults import Tie
from parentcomms.people.by_hand.child_views import a_child, done
from parentcomms.people.by_hand.staff_forms import (
    AT_HOME,
    KINDS,
    AdultForm,
    LastDayForm,
    NewAdultForm,
)
from parentcomms.people.children import relationship_of
from parentcomms.people.import_views import blueprint
from parentcomms.people.models import Person, Relationship
from parentcomms.people.rules import (
    ParentalResponsibility,
    RelationshipKind,
    may_be_corrected_to,
)

NOBODY_OF_THESE = "new"


@blueprint.route("/staff/children/<string:reference>/adults/add", methods=["GET", "POST"])
@staff(Permission.IMPORT_PEOPLE)
def add_adult(reference: str) -> ResponseReturnValue:
    """Somebody the child's record does not name; nothing goes to them before the review."""
    pupil = a_child(reference)
    form = NewAdultForm()
    known: list[Person] = []
    if form.validate_on_submit():
        known = adults.perhaps_known(form.facts(), _tie(form))
        said = form.same_as.data
        meant = next((person for person in known if person.reference == said), None)
        if known and meant is None and said != NOBODY_OF_THESE:
            form.refuse(gettext("Say whether it is one of these"), field=form.same_as)
        else:
            try:
                adults.tie_to(pupil, meant or adults.add_adult(form.facts()), _tie(form))
            except Refused as refused:
                form.refuse(str(refused))
            else:
                return done(form, pupil, gettext("Added. The contact review comes next."))
    form.same_as.choices = [*map(_choice, known), SelectChoice(NOBODY_OF_THESE, gettext("No, new"))]
    return render_template(
        "people/staff/add_adult.html", form=form, pupil=pupil, ask_who=bool(known)
    )


def _choice(person: Person) -> SelectChoice:
    children = {row.pupil.full_name for row in person.relationships}
    hint = ", ".join([*filter(None, [person.email]), *sorted(children)])
    return SelectChoice(person.reference, person.full_name, render_kw={"hint": hint})


@blueprint.route(
    "/staff/children/<string:reference>/adults/<string:adult>/correct", methods=["GET", "POST"]
)
@staff(Permission.IMPORT_PEOPLE)
def correct_adult(reference: str, adult: str) -> ResponseReturnValue:
    """Name, addresses, relationship and responsibility."""
    row, person = _adult_of(reference, adult)
    form = AdultForm(obj=person, data=_said_now(row))
    form.kind.choices = [c for c in form.kind.choices if c.value in _may_become(row)]
    if form.validate_on_submit():
        try:
            adults.correct_person(person, form.facts())
            adults.correct_tie(row, _tie(form))
        except Refused as refused:
            form.refuse(str(refused))
        else:
            words = gettext("Saved. Answers given before keep what was true then.")
            return done(form, row.pupil, words)
    others = sorted({o.pupil.forename for o in person.relationships if o.pupil_id != row.pupil_id})
    return render_template("people/staff/correct_adult.html", form=form, row=row, others=others)


@blueprint.route(
    "/staff/children/<string:reference>/adults/<string:adult>/end", methods=["GET", "POST"]
)
@staff(Permission.IMPORT_PEOPLE)
def end_adult(reference: str, adult: str) -> ResponseReturnValue:
    """No longer on this child's record."""
    row, _person = _adult_of(reference, adult)
    form = LastDayForm(data={"last_day": today()})
    if form.validate_on_submit():
        try:
            adults.end_tie(row, last_day=form.last_day.data or today())
        except Refused as refused:
            form.refuse(str(refused), field=form.last_day)
        else:
            return done(form, row.pupil, gettext("Saved. What they said stays."))
    return render_template("people/staff/end_adult.html", form=form, row=row)


def _adult_of(reference: str, adult: str) -> tuple[Relationship, Person]:
    """One adult of this child; anybody else's, an authority and the pupil are not there."""
    row = relationship_of(a_child(reference).id, adult)
    if row is None or row.person is None or row.kind not in KINDS:
        raise NotFound
    return row, row.person


def _tie(form: AdultForm) -> Tie:
    return Tie(
        kind=RelationshipKind(form.kind.data),
        pr=ParentalResponsibility(form.pr.data),
        lives_with=AT_HOME[form.lives_with.data],
        court_order=bool(form.court_order.data),
    )


def _said_now(row: Relationship) -> dict[str, str]:
    at_home = next(word for word, value in AT_HOME.items() if value is row.lives_with)
    return {"kind": row.kind.value, "pr": row.pr.value, "lives_with": at_home}


def _may_become(row: Relationship) -> set[str]:
    return {kind.value for kind in KINDS if may_be_corrected_to(row.kind, kind)}
