"""Pages before anybody is known: a family's link, a new one, the code from paper.

Opening a link changes nothing, since mail scanners open links too; a pressed button does. A wrong,
a tampered and an unknown link show one page, and nothing here tells who is known to the school.
"""

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from parentcomms import access, filters
from parentcomms.accounts import actions, attempts, family_links, link_requests
from parentcomms.accounts.forms import ButtonForm, CodeForm, NewLinkForm
from parentcomms.accounts.models import FamilyLink, SignIn, SignInKind
from parentcomms.accounts.rules import Counter, LinkState, initials, network_of
from parentcomms.accounts.sessions import keep
from parentcomms.accounts.tasks import answer_link_request
from parentcomms.database import db
from parentcomms.errors import link_to
from parentcomms.forms import already_submitted, remember
from parentcomms.languages import gettext, use_on_record
from parentcomms.links import tidy_code

blueprint = Blueprint("accounts_public", __name__)
Page = str | tuple[str, int] | Response


def _unknown() -> Page:
    return render_template("accounts/public/family_link_unknown.html"), 404


def _ended(token: str) -> Page:
    page = render_template(
        "accounts/public/family_link_ended.html", form=ButtonForm(formdata=None), token=token
    )
    return page, 410


def _genuine(token: str) -> FamilyLink | None:
    """The row of a genuine token; the page then speaks the language of its owner."""
    link = family_links.link_by_token(token)
    if link is not None:
        use_on_record(family_links.standing_person(link.person_id).language)
    return link


@blueprint.route("/family-link/<string:token>", methods=["GET", "POST"])
@access.public
def family_link(token: str) -> Page:
    """Whose link it is, by initials only, and the button that opens it."""
    link = _genuine(token)
    if link is None:
        return _unknown()
    if family_links.state_of(link) is LinkState.ENDED:
        return _ended(token)
    form = ButtonForm()
    if form.validate_on_submit():
        return _come_in(link)
    person = family_links.standing_person(link.person_id)
    return render_template(
        "accounts/public/family_link.html",
        form=form,
        initials=initials(person.forename, person.surname),
        token=token,
    )


def _come_in(link: FamilyLink) -> Response:
    """Pressing twice opens two sessions: the browser may throw away the first answer's cookie."""
    if g.family is not None:
        actions.sign_out(db.session.get_one(SignIn, g.family.sign_in_id))
    opened = actions.open_link(link)
    db.session.commit()
    session.clear()  # nothing of whoever used this phone before
    page = _where_to() or url_for("accounts_family.link_ended")
    return keep(redirect(page, code=303), opened)


def _where_to() -> str | None:
    """The newsletter whose mail was opened, or else the adult's own page."""
    newsletter = request.args.get("newsletter")
    if newsletter is not None:
        return link_to("newsletters_public.issue", reference=newsletter)
    return link_to("home_family.family_page")


@blueprint.post("/family-link/<string:token>/new")
@access.public
def send_new_link(token: str) -> Page:
    """A new link to the address we hold. The next page is the same whatever we hold."""
    link = _genuine(token)
    if link is None:
        return _unknown()
    form = ButtonForm()
    if not form.validate_on_submit():
        return _ended(token)
    counted = {Counter.NEW_LINK: link.reference}
    if not (already_submitted(form) or attempts.closed_until(counted)):
        attempts.count(counted)
        actions.send_new_link(family_links.standing_person(link.person_id))
        remember(form, url_for("accounts_public.new_link_asked"))
        db.session.commit()
    return redirect(url_for("accounts_public.new_link_asked"), code=303)


@blueprint.post("/family-link/<string:token>/not-me")
@access.public
def not_me(token: str) -> Page:
    """It reached the wrong person: it ends, and the office is shown it. Nothing is revealed."""
    link = _genuine(token)
    if link is None:
        return _unknown()
    if not ButtonForm().validate_on_submit():
        return redirect(url_for("accounts_public.family_link", token=token), code=303)
    actions.report_link(link)
    db.session.commit()
    return redirect(url_for("accounts_public.link_reported"), code=303)


@blueprint.get("/link-reported")
@access.public
def link_reported() -> str:
    """Thank you."""
    return render_template("accounts/public/link_reported.html")


def _wait_page(template: str, form: NewLinkForm | CodeForm, time: str) -> Page:
    form.refuse(gettext("Too many tries. Wait until %(time)s, then try again", time=time))
    return render_template(template, form=form), 429


@blueprint.route("/new-link", methods=["GET", "POST"])
@access.public
def new_link() -> Page:
    """Ask for one's own link by e-mail address; never tells whether we know it."""
    form = NewLinkForm()
    if not form.validate_on_submit():
        return render_template("accounts/public/new_link.html", form=form)
    if already_submitted(form):
        return redirect(url_for("accounts_public.new_link_asked"), code=303)
    counted = {
        Counter.NEW_LINK: form.email.data.lower(),
        Counter.NEW_LINK_PLACE: network_of(request.remote_addr),
    }
    if not_before := attempts.closed_until(counted):
        time = filters.time_of_day(not_before)
        return _wait_page("accounts/public/new_link.html", form, time)
    attempts.count(counted)
    asked = link_requests.ask(SignInKind.FAMILY, form.email.data).id
    remember(form, url_for("accounts_public.new_link_asked"))
    db.session.commit()
    answer_link_request(asked)
    return redirect(url_for("accounts_public.new_link_asked"), code=303)


@blueprint.get("/new-link/asked")
@access.public
def new_link_asked() -> str:
    """The same words whether a mail was queued or not."""
    return render_template("accounts/public/new_link_asked.html")


@blueprint.route("/code", methods=["GET", "POST"])
@access.public
def code() -> Page:
    """The code from a paper letter, with a birthday that whoever found the paper does not know."""
    form = CodeForm()
    if not form.validate_on_submit():
        return render_template("accounts/public/code.html", form=form)
    counted = {
        Counter.CODE: tidy_code(form.code.data),
        Counter.CODE_PLACE: network_of(request.remote_addr),
    }
    if not_before := attempts.closed_until(counted):
        return _wait_page("accounts/public/code.html", form, filters.time_of_day(not_before))
    tries = attempts.count(counted)
    link = family_links.link_by_code(form.code.data)
    if link is None or not _is_birthday(link, form):
        db.session.commit()  # so that the try counts
        form.refuse(gettext("We do not know this code with this date of birth. Check both"))
        return render_template("accounts/public/code.html", form=form)
    attempts.forgive(counted, tries)
    return _come_in(link)


def _is_birthday(link: FamilyLink, form: CodeForm) -> bool:
    person = family_links.standing_person(link.person_id)
    return form.date_of_birth.data in family_links.birthdays(person)
