"""The questions: their versions, new wording beside the old, uses of the school's own."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.consent import naming, wording_actions, wording_queries, wording_words
from parentcomms.consent.models import Use, UseVersion
from parentcomms.consent.organisations import organisation_values
from parentcomms.consent.queries import CurrentUse, uses_in_force
from parentcomms.consent.rules import TEACHING, LawfulBasis
from parentcomms.consent.shipping import add_missing_uses, install_teaching_use
from parentcomms.consent.staff_room import blueprint
from parentcomms.consent.versions import AskAgain
from parentcomms.consent.wording import NO_WORDS, Words, changes, widens
from parentcomms.consent.wording_staff_forms import (
    REACHES,
    AddQuestionForm,
    NewVersionForm,
    wording_form,
)
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext, own_name

blueprint.add_app_template_global(naming.questions_to_renew, "questions_to_renew")


def _question(key: str) -> Use:
    found = wording_queries.question(key)
    if found is None:
        raise NotFound
    return found


def _asked(key: str) -> tuple[Use, CurrentUse]:
    """A question in force; a retired one has no next version."""
    found = next((use for use in uses_in_force() if use.key == key), None)
    if found is None:
        raise NotFound
    return _question(key), found


def _words(version: UseVersion) -> dict[str, Words]:
    return wording_queries.words_now([version.id])[version.id]


def _page(template: str, **others: Any) -> str:
    return render_template(template, words=wording_words, own_name=own_name, **others)


@blueprint.get("/staff/questions")
@access.staff(Permission.EDIT_USES)
def questions() -> str:
    """Every question, what it is called now, and whom it does not name yet."""
    found = wording_queries.all_questions()
    return _page(
        "consent/staff/questions.html",
        questions=found,
        wordings={use.key: wording_queries.wordings_of(use.versions[-1]) for use in found},
        to_renew={each.use.key: each for each in naming.questions_to_renew()},
        left_out=naming.left_out(),
        teaching_missing=bool(found) and TEACHING not in {use.key for use in found},
        form=Form(formdata=None),
    )


@blueprint.get("/staff/questions/<string:key>")
@access.staff(Permission.EDIT_USES)
def question(key: str) -> str:
    """One question: its wording now in each language, who is named, its versions."""
    use = _question(key)
    newest = use.versions[-1]
    return _page(
        "consent/staff/question.html",
        use=use,
        newest=newest,
        wordings=wording_queries.wordings_of(newest),
        parts=_words(newest),
        named=naming.named_by(key),
        names=names_of({version.made_by for version in use.versions}),
        form=Form(formdata=None),
    )


@blueprint.get("/staff/questions/<string:key>/versions/<int:number>")
@access.staff(Permission.EDIT_USES)
def question_version(key: str, number: int) -> str:
    """One version as families read it, beside the one before."""
    use = _question(key)
    found = next((version for version in use.versions if version.number == number), None)
    if found is None:
        raise NotFound
    earlier = [version for version in use.versions if version.number < number]
    before = _words(earlier[-1]) if earlier else {}
    after = _words(found)
    return _page(
        "consent/staff/question_version.html",
        use=use,
        version=found,
        wordings=wording_queries.wordings_of(found),
        first=not earlier,
        compared={
            language: changes(before.get(language, words if not earlier else NO_WORDS), words)
            for language, words in after.items()
        },
        names=names_of({found.made_by}),
    )


@blueprint.route("/staff/questions/<string:key>/new-version", methods=["GET", "POST"])
@access.staff(Permission.EDIT_USES)
def new_version(key: str) -> ResponseReturnValue:
    """Word it anew; what would change is shown side by side before anything is made.

    With `?naming` the wording that names everybody of today is proposed at once.
    """
    use, current = _asked(key)
    naming_everybody = "naming" in request.args
    form = _version_form(use, current, naming_everybody=naming_everybody)
    if not form.is_submitted():
        return _compared(use, form) if naming_everybody else _version_page(use, form)
    if not (form.validate() and form.complete()) or "change" in request.form:
        return _version_page(use, form)
    proposal = form.proposal(form.ask.data, form.ask_language.data)
    try:
        if "confirm" not in request.form:
            wording_actions.refuse_unless_possible(use, proposal)
            return _compared(use, form)
        made = wording_actions.new_version(use, proposal, based_on=form.based_on.data)
    except Refused as problem:
        form.refuse(problem.message, field=form.ask)
        return _version_page(use, form)
    done = remember(form, url_for("consent_staff.question", key=key))
    db.session.commit()
    flash(_made(made))
    return redirect(done, code=303)


def _version_form(use: Use, current: CurrentUse, *, naming_everybody: bool) -> NewVersionForm:
    newest = use.versions[-1]
    form = wording_form(
        NewVersionForm,
        naming.proposed_words(current) if naming_everybody else _words(newest),
        basis=newest.lawful_basis,
        offers_unrecognisable=newest.offers_unrecognisable,
        based_on=str(newest.number),
        ask=AskAgain.EVERYBODY if naming_everybody else None,
    )
    if not isinstance(form, NewVersionForm):
        raise TypeError
    return form


def _version_page(use: Use, form: NewVersionForm) -> str:
    return _page(
        "consent/staff/new_version.html", use=use, form=form, before=_words(use.versions[-1])
    )


def _compared(use: Use, form: NewVersionForm) -> str:
    before, after = _words(use.versions[-1]), form.words()
    compared = {
        language: changes(before.get(language, NO_WORDS), after.get(language, NO_WORDS))
        for language in dict.fromkeys([*after, *before])
    }
    return _page(
        "consent/staff/compare_version.html",
        use=use,
        newest=use.versions[-1],
        form=form,
        compared=compared,
        unreviewed=wording_actions.left_unreviewed(use, after, form.read()),
        sent=form.sent(),
        wider=widens(compared["en"]) and form.ask.data is not AskAgain.EVERYBODY,
    )


def _made(version: UseVersion) -> str:
    if version.ask_again or version.ask_again_in:
        return gettext(
            "Version %(number)s holds from now on. Whoever is to be asked again is due a consent "
            "request: send it from the letters.",
            number=version.number,
        )
    return gettext("Version %(number)s holds from now on.", number=version.number)


@blueprint.route("/staff/questions/add", methods=["GET", "POST"])
@access.staff(Permission.EDIT_USES)
def add_question() -> ResponseReturnValue:
    """A use of the school's own."""
    form = wording_form(AddQuestionForm, {})
    if form.validate_on_submit() and form.complete() and isinstance(form, AddQuestionForm):
        if done := already_submitted(form):
            return redirect(done, code=303)
        try:
            ask = AskAgain.EVERYBODY if form.basis.data is LawfulBasis.CONSENT else AskAgain.NOBODY
            made = wording_actions.add_use(form.proposal(ask), REACHES[form.reach.data])
        except Refused as problem:
            form.refuse(problem.message)
        else:
            done = remember(form, url_for("consent_staff.question", key=made.use.key))
            db.session.commit()
            flash(gettext("Added. Families are due a consent request about it."))
            return redirect(done, code=303)
    return _page("consent/staff/add_question.html", form=form)


@blueprint.post("/staff/questions/add-missing")
@access.staff(Permission.EDIT_USES)
def add_missing() -> Response:
    """What there was nothing to ask about at first, such as a social media account."""
    if Form().validate_on_submit():
        add_missing_uses(organisation_values())
        db.session.commit()
        flash(gettext("Added. Families are due a consent request about it."))
    return redirect(url_for("consent_staff.questions"), code=303)


@blueprint.post("/staff/questions/add-teaching")
@access.staff(Permission.EDIT_USES)
def add_teaching() -> Response:
    """For a school that began before families were told of it in a question's place."""
    if Form().validate_on_submit():
        install_teaching_use(organisation_values())
        db.session.commit()
        flash(gettext("Families now read on their page what the school does for teaching."))
    return redirect(url_for("consent_staff.questions"), code=303)


@blueprint.post("/staff/questions/<string:key>/sign-off")
@access.staff(Permission.EDIT_USES)
def sign_off(key: str) -> Response:
    """Somebody who reads it says that a translation is right."""
    use = _question(key)
    if Form().validate_on_submit():
        wording_actions.sign_off(use, request.form.get("language", ""))
        db.session.commit()
        flash(gettext("Signed off."))
    return redirect(url_for("consent_staff.question", key=key), code=303)


@blueprint.route("/staff/questions/<string:key>/retire", methods=["GET", "POST"])
@access.staff(Permission.EDIT_USES)
def retire_question(key: str) -> ResponseReturnValue:
    """Ask no longer; nothing can be posted under it from then on."""
    use, _ = _asked(key)
    form = Form()
    if form.validate_on_submit():
        wording_actions.retire(use)
        db.session.commit()
        flash(gettext("Retired. The check before posting refuses it from now on."))
        return redirect(url_for("consent_staff.questions"), code=303)
    name = wording_queries.wordings_of(use.versions[-1])["en"].name
    return _page("consent/staff/retire_question.html", use=use, form=form, name=name)
