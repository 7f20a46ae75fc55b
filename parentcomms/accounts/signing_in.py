"""Pages by which staff come in and go out; staff_views.py adds accounts and roles to them."""

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from parentcomms import access, filters
from parentcomms.access import Permission
from parentcomms.accounts import actions, attempts, invitations, passwords, queries
from parentcomms.accounts.forms import ButtonForm
from parentcomms.accounts.models import SignIn, SignInKind, StaffMember
from parentcomms.accounts.rules import Counter, local_path, network_of
from parentcomms.accounts.sessions import forget, keep
from parentcomms.accounts.staff_forms import ChangePasswordForm, NewPasswordForm, SignInForm
from parentcomms.database import db
from parentcomms.errors import NotFound, link_to
from parentcomms.languages import gettext

blueprint = Blueprint("accounts_staff", __name__)
Page = str | tuple[str, int] | Response


def _after_sign_in() -> str:
    return (
        local_path(request.args.get("next"))
        or link_to("home_staff.staff_home")
        or url_for("accounts_staff.my_sign_ins")
    )


def _counted(email: str) -> attempts.Counted:
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
        return redirect(_after_sign_in(), code=303)
    form = SignInForm()
    if not form.validate_on_submit():
        nobody_yet = queries.nobody_yet()
        return render_template("accounts/staff/sign_in.html", form=form, nobody_yet=nobody_yet)
    counted = _counted(form.email.data)
    if not_before := attempts.closed_until(counted):
        form.refuse(_wait_sentence(filters.time_of_day(not_before)))
        return render_template("accounts/staff/sign_in.html", form=form), 429
    tries = attempts.count(counted)
    db.session.commit()
    password_hash = _password_hash_of(form.email.data)
    if not passwords.fits(form.password.data, password_hash):
        form.refuse(gettext("The e-mail address or the password is not right"))
        return render_template("accounts/staff/sign_in.html", form=form)
    return _let_in(form, password_hash or "", forgiving=(counted, tries))


def _wait_sentence(time: str) -> str:
    return gettext("Too many tries. Wait until %(time)s, then try again", time=time)


def _password_hash_of(email: str) -> str | None:
    """Read, and the lock let go: checking a password is slow, and others want to write."""
    staff = queries.staff_by_email(email)
    password_hash = staff.password_hash if staff and staff.ended_at is None else None
    db.session.rollback()
    return password_hash


def _let_in(
    form: SignInForm, password_hash: str, *, forgiving: tuple[attempts.Counted, list[int]]
) -> Response:
    outdated = passwords.is_outdated(password_hash)
    stronger = passwords.hashed(form.password.data) if outdated else None
    staff = queries.staff_by_email(form.email.data)
    if staff is None or staff.password_hash != password_hash:
        raise NotFound
    attempts.forgive(*forgiving)
    opened = actions.sign_in(staff, stronger_hash=stronger)
    db.session.commit()
    session.clear()  # nothing of whoever used this browser before
    return keep(redirect(_after_sign_in(), code=303), opened)


@blueprint.post("/staff/sign-out")
@access.public
def sign_out() -> Response:
    """End this browser's session."""
    if g.staff is not None:
        actions.sign_out(db.session.get_one(SignIn, g.staff.sign_in_id))
        db.session.commit()
    session.clear()
    return forget(redirect(url_for("accounts_staff.sign_in"), code=303), SignInKind.STAFF)


@blueprint.get("/staff/my-sign-ins")
@access.staff(Permission.SEE_STAFF_HOME)
def my_sign_ins() -> str:
    """Where I am signed in."""
    return render_template(
        "accounts/staff/my_sign_ins.html",
        sign_ins=queries.sign_ins_of(g.staff.id),
        form=ButtonForm(),
    )


@blueprint.post("/staff/my-sign-ins/<string:reference>/end")
@access.staff(Permission.SEE_STAFF_HOME)
def end_sign_in(reference: str) -> Response:
    """End one of my sessions, here or on another machine."""
    mine = {each.reference: each for each in queries.sign_ins_of(g.staff.id)}
    if reference not in mine:
        raise NotFound
    if ButtonForm().validate_on_submit():
        actions.sign_out(mine[reference])
        db.session.commit()
        flash(gettext("That sign-in was ended."))
    return redirect(url_for("accounts_staff.my_sign_ins"), code=303)


@blueprint.route("/staff/my-password", methods=["GET", "POST"])
@access.staff(Permission.SEE_STAFF_HOME)
def my_password() -> Page:
    """Change my password; my other sessions end."""
    me = db.session.get_one(StaffMember, g.staff.id)
    form = ChangePasswordForm()
    form.about = (me.name, me.email)
    if not form.validate_on_submit():
        return render_template("accounts/staff/my_password.html", form=form)
    counted = _counted(me.email)
    if not_before := attempts.closed_until(counted):
        form.refuse(_wait_sentence(filters.time_of_day(not_before)))
        return render_template("accounts/staff/my_password.html", form=form), 429
    password_hash = me.password_hash
    tries = attempts.count(counted)
    db.session.commit()
    if not passwords.fits(form.current_password.data, password_hash):
        form.refuse(gettext("This is not your password"), field=form.current_password)
        return render_template("accounts/staff/my_password.html", form=form)
    new_hash = passwords.hashed(form.new_password.data)
    attempts.forgive(counted, tries)
    return _signed_in_afresh(db.session.get_one(StaffMember, g.staff.id), new_hash)


def _signed_in_afresh(staff: StaffMember, new_hash: passwords.PasswordHash) -> Response:
    actions.set_password(staff, new_hash)
    opened = actions.sign_in(staff)
    db.session.commit()
    session.clear()
    flash(gettext("Your password was set. You are signed in here and nowhere else."))
    return keep(redirect(_after_sign_in(), code=303), opened)


@blueprint.route("/staff/invitation/<string:token>", methods=["GET", "POST"])
@access.public
def choose_password(token: str) -> Page:
    """Choose a password by an invitation, which works once."""
    staff = invitations.staff_by_invitation(token)
    if staff is None:
        return render_template("accounts/staff/invitation_ended.html"), 404
    form = NewPasswordForm()
    form.about = (staff.name, staff.email)
    if not form.validate_on_submit():
        return render_template("accounts/staff/choose_password.html", form=form, staff=staff)
    db.session.rollback()
    new_hash = passwords.hashed(form.new_password.data)
    still = invitations.staff_by_invitation(token)  # two presses at once: the second finds it used
    if still is None:
        return render_template("accounts/staff/invitation_ended.html"), 404
    return _signed_in_afresh(still, new_hash)
