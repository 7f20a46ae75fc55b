"""Who answers for a child where it is not simply the parents: pages of head and DSL."""

from collections.abc import Callable
from datetime import date
from typing import cast

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel.speaklater import LazyString

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.consent import who
from parentcomms.consent.queries import current_uses, wordings
from parentcomms.consent.questions_staff_forms import with_questions
from parentcomms.consent.recording import record_for
from parentcomms.consent.staff_room import adult_of, blueprint, child
from parentcomms.consent.staff_words import CARE_NAMES, WHO_TITLES
from parentcomms.consent.who_queries import AdultAnswering, WhoAnswers, who_answers
from parentcomms.consent.who_staff_forms import (
    AuthorityAnswersForm,
    CareForm,
    DelegationForm,
    WhyForm,
)
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, remember
from parentcomms.languages import gettext
from parentcomms.people.models import Pupil, Relationship
from parentcomms.people.staff_words import RELATIONSHIP_NAMES

PAGE = "/staff/children/<string:reference>/who-answers"


def _use_names() -> dict[str, str]:
    uses = current_uses()
    words = wordings([use.version_id for use in uses], "en")
    return {use.key: words[use.version_id].name for use in uses}


def _actors(found: WhoAnswers) -> set[str]:
    seen = {row.plan_seen_by for adult in found.adults for row in adult.delegations}
    seen |= {adult.excused.excused_by for adult in found.adults if adult.excused}
    recorded = {each.recorded_by for each in (found.cannot_answer, found.care) if each}
    return seen | recorded


@blueprint.get(PAGE)
@access.staff(Permission.SET_ASIDE_ANSWERS)
def who_answers_page(reference: str) -> str:
    """Care, delegated authority, excused adults, a child who cannot answer."""
    found = who_answers(child(reference))
    return render_template(
        "consent/staff/who_answers.html",
        found=found,
        care_names=CARE_NAMES,
        names=names_of(_actors(found)),
        use_names=_use_names(),
        relationship_names=RELATIONSHIP_NAMES,
        button=Form(formdata=None),
    )


def _back(reference: str) -> str:
    return url_for("consent_staff.who_answers_page", reference=reference)


@blueprint.route(f"{PAGE}/authority", methods=["GET", "POST"])
@access.staff(Permission.SET_ASIDE_ANSWERS)
def authority_answers(reference: str) -> ResponseReturnValue:
    """What the social worker or the agency said, with who, when and how."""
    pupil = child(reference)
    form = with_questions(
        AuthorityAnswersForm, [(use, _use_names()[use.key]) for use in current_uses()]
    )
    if form.validate_on_submit() and form.something_said():
        authority = who.make_authority(pupil, form.kind.data, form.authority.data)
        evidence = {"caller": form.name.data, "on": str(form.day.data)}
        record_for(authority, form.decisions(), route=form.route.data, evidence=evidence)
        return _done(form, reference, gettext("The answer was recorded."))
    return render_template("consent/staff/authority_answers.html", pupil=pupil, form=form)


def _done(form: Form, reference: str, said: str) -> ResponseReturnValue:
    done = remember(form, _back(reference))
    db.session.commit()
    flash(said)
    return redirect(done, code=303)


@blueprint.route(f"{PAGE}/care", methods=["GET", "POST"])
@access.staff(Permission.SET_ASIDE_ANSWERS)
def care(reference: str) -> ResponseReturnValue:
    """Who looks after the child in law, who said so and when."""
    pupil = child(reference)
    form = CareForm()
    if form.validate_on_submit():
        said_on = cast("date", form.said_on.data)
        who.set_care(pupil, form.care.data, said_by=form.said_by.data.strip(), said_on=said_on)
        return _done(form, reference, gettext("Recorded. It counts from now on."))
    return render_template("consent/staff/care.html", pupil=pupil, form=form)


@blueprint.route(f"{PAGE}/adults/<string:adult>/delegation", methods=["GET", "POST"])
@access.staff(Permission.SET_ASIDE_ANSWERS)
def delegation(reference: str, adult: str) -> ResponseReturnValue:
    """Delegated authority of a foster carer: for which uses, and when the plan was seen."""
    relationship = adult_of(child(reference), adult)
    form = DelegationForm()
    form.uses.choices = list(_use_names().items())
    if form.validate_on_submit():
        who.delegate(relationship, form.uses.data, seen_on=cast("date", form.seen_on.data))
        return _done(form, reference, gettext("Recorded. The carer may answer these questions."))
    return render_template("consent/staff/delegation.html", relationship=relationship, form=form)


@blueprint.post(f"{PAGE}/adults/<string:adult>/delegation/end")
@access.staff(Permission.SET_ASIDE_ANSWERS)
def end_delegation(reference: str, adult: str) -> ResponseReturnValue:
    """The carer's yes no longer counts; a no of theirs stays."""
    mine = _of(reference, adult)
    if (form := Form()).validate_on_submit():
        for row in mine.delegations:
            who.end_delegation(row)
        return _done(form, reference, gettext("The delegation ended."))
    return redirect(_back(reference), code=303)


def _of(reference: str, adult: str) -> AdultAnswering:
    found = who_answers(child(reference)).adults
    mine = next((each for each in found if each.relationship.reference == adult), None)
    if mine is None:
        raise NotFound
    return mine


@blueprint.route(f"{PAGE}/adults/<string:adult>/excuse", methods=["GET", "POST"])
@access.staff(Permission.SET_ASIDE_ANSWERS)
def excuse(reference: str, adult: str) -> ResponseReturnValue:
    """This adult's silence no longer holds back what everyone must agree to."""
    relationship = adult_of(child(reference), adult)
    return _why(
        relationship.pupil, WHO_TITLES["excuse"], lambda why: who.excuse(relationship, why),
        about=relationship,
    )  # fmt: skip


@blueprint.post(f"{PAGE}/adults/<string:adult>/excuse/lift")
@access.staff(Permission.SET_ASIDE_ANSWERS)
def lift_excuse(reference: str, adult: str) -> ResponseReturnValue:
    """They are needed like everybody else again."""
    mine = _of(reference, adult)
    if (form := Form()).validate_on_submit():
        if mine.excused is not None:
            who.stop_excusing(mine.relationship)
        return _done(form, reference, gettext("This adult is no longer excused."))
    return redirect(_back(reference), code=303)


@blueprint.route(f"{PAGE}/cannot-answer", methods=["GET", "POST"])
@access.staff(Permission.SET_ASIDE_ANSWERS)
def cannot_answer(reference: str) -> ResponseReturnValue:
    """A child who cannot answer for themselves, by whom and why."""
    pupil = child(reference)
    return _why(pupil, WHO_TITLES["cannot_answer"], lambda why: who.cannot_answer(pupil, why))


@blueprint.post(f"{PAGE}/cannot-answer/lift")
@access.staff(Permission.SET_ASIDE_ANSWERS)
def lift_cannot_answer(reference: str) -> ResponseReturnValue:
    """The child is asked like any other again."""
    row = who_answers(child(reference)).cannot_answer
    if (form := Form()).validate_on_submit():
        if row is not None:
            who.can_answer(row)
        return _done(form, reference, gettext("The child is asked like any other again."))
    return redirect(_back(reference), code=303)


def _why(
    pupil: Pupil,
    words: tuple[LazyString, LazyString],
    act: Callable[[str], None],
    *,
    about: Relationship | None = None,
) -> ResponseReturnValue:
    """A decision of head or DSL that needs a reason and nothing else."""
    form = WhyForm()
    if form.validate_on_submit():
        act(form.reason.data)
        return _done(form, pupil.reference, gettext("Recorded."))
    title, sentence = words
    return render_template(
        "consent/staff/why.html",
        pupil=pupil,
        form=form,
        title=title,
        sentence=sentence,
        about=about,
    )
