"""The contact review for several at once: those of whom a file says the same, and as little."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice

from parentcomms.access import Permission, staff
from parentcomms.database import db
from parentcomms.forms import remember
from parentcomms.languages import gettext, ngettext
from parentcomms.people import review_actions, review_together, reviewing
from parentcomms.people.import_views import blueprint
from parentcomms.people.review_together import Alike
from parentcomms.people.reviewing import Waiting
from parentcomms.people.rules import ContactDecision, ParentalResponsibility
from parentcomms.people.staff_forms import TogetherForm
from parentcomms.people.staff_words import RELATIONSHIP_NAMES

PAGE = 50


@blueprint.route("/staff/contact-review/together", methods=["GET", "POST"])
@staff(Permission.REVIEW_CONTACTS)
def contact_review_together() -> ResponseReturnValue:
    """Each group with its adults, ticked one by one or pressed as a whole."""
    groups = review_together.groups(reviewing.everyone())
    everybody_here = [each for group in groups for each in group.people]
    forms = _forms(groups)
    for group in groups:
        form = forms[group.pr]
        if f"{group.pr}-form_id" in request.form and form.validate_on_submit():
            everybody = group.at_one_press and "everybody" in request.form
            meant = form.meant(everybody=everybody)
            if meant:
                return _save(form, group, meant)
            form.refuse(gettext("Tick at least one adult"), field=form.adults)
    if not groups:
        return redirect(url_for("people_staff.contact_review"))
    for group in groups:
        forms[group.pr].shown.data = " ".join(each.reference for each in group.people[:PAGE])
    return render_template(
        "people/staff/contact_review_together.html",
        groups=groups,
        forms=forms,
        page_length=PAGE,
        more_than_once=len(everybody_here) > reviewing.adults_among(everybody_here),
    )


def _forms(groups: list[Alike]) -> dict[ParentalResponsibility, TogetherForm]:
    classes = review_together.class_names()
    addresses = any(each.address or each.postcode for group in groups for each in group.people)
    return {each.pr: _form(each, classes, addresses=addresses) for each in groups}


def _form(group: Alike, classes: dict[int, str], *, addresses: bool) -> TogetherForm:
    """The first fifty: a page to be read, not a roll to be ticked through."""
    form = TogetherForm(prefix=group.pr)
    form.adults.choices = [
        SelectChoice(
            each.reference,
            gettext("%(adult)s about %(child)s", adult=each.adult, child=each.child),
            render_kw={"hint": _hint(each, classes, addresses=addresses)},
        )
        for each in group.people[:PAGE]
    ]
    return form


def _hint(each: Waiting, classes: dict[int, str], *, addresses: bool) -> str:
    """Class, relationship, address and e-mail: what the office knows a family by.

    That an address is missing says something only where others have one.
    """
    where = [*each.address.split("\n"), each.postcode]
    missing = gettext("no address") if addresses else ""
    parts = [
        classes.get(each.pupil_id, ""),
        str(RELATIONSHIP_NAMES[each.kind]),
        ", ".join(line for line in where if line) or missing,
        each.email or gettext("no e-mail address"),
    ]
    return " · ".join(part for part in parts if part)


def _save(form: TogetherForm, group: Alike, meant: set[str]) -> ResponseReturnValue:
    """Whoever no longer belongs to the group since the page was opened is left for a look."""
    people = [each for each in group.people if each.reference in meant]
    review_actions.decide_together(people, ContactDecision(form.decision.data))
    done = remember(form, url_for("people_staff.contact_review_together"))
    db.session.commit()
    number = reviewing.adults_among(people)
    flash(ngettext("Saved for %(num)s adult.", "Saved for %(num)s adults.", number))
    if left := len(meant) - len(people):
        flash(
            ngettext(
                "Something about %(num)s adult has changed meanwhile: look at them alone.",
                "Something about %(num)s adults has changed meanwhile: look at each alone.",
                left,
            ),
            "warning",
        )
    return redirect(done, code=303)
