"""Pages by which staff come in and go out; staff_views.py adds accounts and roles to them."""

from flask import Blueprint, current_app, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from parentcomms import access, filters
from parentcomms.accounts import actions, attempts, passwords, queries
from parentcomms.accounts.models import SignIn, SignInKind, StaffMember
from parentcomms.accounts.rules import Counter, local_path, network_of
from parentcomms.accounts.sessions import forget, keep
from parentcomms.accounts.staff_forms import SignInForm
from parentcomms.accounts.waiting import SignInWaits
from parentcomms.database import db
from parentcomms.errors import NotFound, link_to
from parentcomms.languages import gettext

blueprint = Blueprint("accounts_staff", __name__)
WAITING_PAGES = {
    SignInWaits.SECOND_STEP: "second_step_staff.give",
    SignInWaits.SET_UP: "second_step_staff.set_up",
}
Page = str | tuple[str, int] | Response


def after_sign_in() -> str:
    """Where somebody was going."""
    return (
        local_path(request.args.get("next"))
        or link_to("home_staff.staff_home")
        or url_for("accounts_staff.my_sign_ins")
    )


def counted_by(email: str) -> attempts.Counted:
    """What a try with this address counts against."""
    place, name = network_of(request.remote_addr), email.strip().lower()
    return {
        Counter.SIGN_IN_HERE: f"{name} {place}",
        Counter.SIGN_IN_NAME: name,
        Counter.SIGN_IN_PLACE: place,
    }


@blueprint.route("/staff/sign-in", methods=["GET", "POST"])
@access.public
def sign_in() -> Page:
    """Slowed after failures; never tells whether an address is known."""
    if g.staff is not None and request.method == "GET":
        return redirect(after_sign_in(), code=303)
    form = SignInForm()
    if not form.validate_on_submit():
        nobody_yet = queries.nobody_yet()
        return render_template("accounts/staff/sign_in.html", form=form, nobody_yet=nobody_yet)
    counted = counted_by(form.email.data)
    if not_before := attempts.closed_until(counted):
        form.refuse(wait_sentence(filters.time_of_day(not_before)))
        return render_template("accounts/staff/sign_in.html", form=form), 429
    tries = attempts.count(counted)
    db.session.commit()
    password_hash = _password_hash_of(form.email.data)
    if not passwords.fits(form.password.data, password_hash):
        form.refuse(gettext("The e-mail address or the password is not right"))
        return render_template("accounts/staff/sign_in.html", form=form)
    return _password_was_right(form, password_hash or "", forgiving=(counted, tries))


def wait_sentence(time: str) -> str:
    """Told to whoever tried too often."""
    return gettext("Too many tries. Wait until %(time)s, then try again", time=time)


def _password_hash_of(email: str) -> str | None:
    """Read, and the lock let go: checking a password is slow, and others want to write."""
    staff = queries.staff_by_email(email)
    password_hash = staff.password_hash if staff and staff.ended_at is None else None
    db.session.rollback()
    return password_hash


def _password_was_right(
    form: SignInForm, password_hash: str, *, forgiving: tuple[attempts.Counted, list[int]]
) -> Response:
    outdated = passwords.is_outdated(password_hash)
    stronger = passwords.hashed(form.password.data) if outdated else None
    staff = queries.staff_by_email(form.email.data)
    if staff is None or staff.password_hash != password_hash:
        raise NotFound
    attempts.forgive(*forgiving)
    if stronger is not None:
        staff.password_hash = stronger
    return let_in(staff)


def let_in(staff: StaffMember) -> Response:
    """A password was right: in, or on to the second step. Commits."""
    waits_for = current_app.extensions["second_step_due"](staff)
    opened = actions.sign_in(staff, way="password", waits_for=waits_for)
    db.session.commit()
    session.clear()  # nothing of whoever used this browser before
    session["after_sign_in"] = after_sign_in()
    page = url_for(WAITING_PAGES[waits_for]) if waits_for else after_sign_in()
    return keep(redirect(page, code=303), opened)


@blueprint.post("/staff/sign-out")
@access.public
def sign_out() -> Response:
    """End this browser's session."""
    if (who := g.staff or g.staff_waiting) is not None:
        actions.sign_out(db.session.get_one(SignIn, who.sign_in_id))
        db.session.commit()
    session.clear()
    return forget(redirect(url_for("accounts_staff.sign_in"), code=303), SignInKind.STAFF)
