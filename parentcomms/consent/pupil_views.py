"""What the child says: with an adult of the school beside them, or on a page of their own."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.actions import make_family_link, send_new_link
from parentcomms.accounts.queries import current_link
from parentcomms.consent.pupil_words import PUPIL_CHOICES, pupil_question
from parentcomms.consent.queries import cases, current_uses, wordings
from parentcomms.consent.questions_staff_forms import with_questions
from parentcomms.consent.recording import record_for
from parentcomms.consent.rules import AnswerRoute, pupil_is_asked
from parentcomms.consent.staff_room import blueprint, child, record_of
from parentcomms.consent.who_staff_forms import PupilAnswersForm, PupilPageForm
from parentcomms.database import db
from parentcomms.forms import remember
from parentcomms.languages import gettext
from parentcomms.links import Purpose, code_for, show_code
from parentcomms.people.models import Pupil
from parentcomms.people.own import give_own_page, make_own_relationship, own_relationship


@blueprint.route("/staff/children/<string:reference>/pupil", methods=["GET", "POST"])
@access.staff(Permission.RECORD_ANSWERS)
def pupil_answers(reference: str) -> ResponseReturnValue:
    """The pupil answers here, with an adult; a younger child's no is recorded and lifted here."""
    pupil = child(reference)
    words = _words()
    form = with_questions(
        PupilAnswersForm, [(use, words[use.key]) for use in current_uses()], choices=PUPIL_CHOICES
    )
    if form.validate_on_submit() and form.something_said():
        record_for(
            make_own_relationship(pupil),
            form.decisions(),
            route=AnswerRoute.IN_PERSON,
            evidence={"with": form.adult.data},
            words=words,
        )
        done = remember(form, record_of(reference))
        db.session.commit()
        flash(gettext("What the child said was recorded."))
        return redirect(done, code=303)
    if not form.is_submitted():
        form.adult.data = g.staff.name
    return render_template(
        "consent/staff/pupil_answers.html", pupil=pupil, form=form, is_asked=_is_asked(pupil)
    )


def _words() -> dict[str, str]:
    """Each question as a child is asked it."""
    uses = current_uses()
    written = wordings([use.version_id for use in uses], "en")
    return {use.key: pupil_question(use.key) or written[use.version_id].question for use in uses}


def _is_asked(pupil: Pupil) -> bool:
    return any(pupil_is_asked(case) for case in cases([pupil.id]).values())


@blueprint.route("/staff/children/<string:reference>/pupil/page", methods=["GET", "POST"])
@access.staff(Permission.RECORD_ANSWERS)
def pupil_page(reference: str) -> ResponseReturnValue:
    """A page of the pupil's own, by school e-mail or by a code on paper."""
    pupil = child(reference)
    form = PupilPageForm()
    if _is_asked(pupil) and form.validate_on_submit():
        person = give_own_page(pupil, email=form.email.data)
        make_family_link(person)
        sent = bool(form.email.data) and send_new_link(person)
        done = remember(form, url_for("consent_staff.pupil_page", reference=reference))
        db.session.commit()
        flash(gettext("The pupil's link is on its way.") if sent else gettext("The page is there."))
        return redirect(done, code=303)
    return render_template(
        "consent/staff/pupil_page.html",
        pupil=pupil,
        form=form,
        is_asked=_is_asked(pupil),
        code=_code(pupil),
    )


def _code(pupil: Pupil) -> str | None:
    own = own_relationship(pupil)
    link = current_link(own.person) if own and own.person else None
    return show_code(code_for(Purpose.FAMILY_CODE, link.reference)) if link else None
