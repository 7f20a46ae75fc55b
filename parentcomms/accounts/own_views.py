"""My own account: where I am signed in, my password, and choosing a new one by a link."""

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from parentcomms import access, filters
from parentcomms.access import Permission
from parentcomms.accounts import (
    actions,
    attempts,
    invitations,
    link_requests,
    passwords,
    signed_in,
)
from parentcomms.accounts.forms import ButtonForm
from parentcomms.accounts.models import SignInKind, StaffMember
from parentcomms.accounts.rules import Counter, network_of
from parentcomms.accounts.signing_in import (
    Page,
    blueprint,
    counted_by,
    let_in,
    wait_sentence,
)
from parentcomms.accounts.staff_forms import (
    ChangePasswordForm,
    ForgottenPasswordForm,
    NewPasswordForm,
)
from parentcomms.accounts.tasks import answer_link_request
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.languages import gettext

__all__ = ["blueprint"]


@blueprint.get("/staff/my-sign-ins")
@access.staff(Permission.SEE_STAFF_HOME)
def my_sign_ins() -> str:
    """Where I am signed in."""
    return render_template(
        "accounts/staff/my_sign_ins.html",
        sign_ins=signed_in.sign_ins_of(g.staff.id),
        form=ButtonForm(),
    )


@blueprint.post("/staff/my-sign-ins/<string:reference>/end")
@access.staff(Permission.SEE_STAFF_HOME)
def end_sign_in(reference: str) -> Response:
    """End one of my sessions, here or on another machine."""
    mine = {each.reference: each for each in signed_in.sign_ins_of(g.staff.id)}
    if reference not in mine:
        raise NotFound
    if ButtonForm().validate_on_submit():
        actions.sign_out(mine[reference])
        db.session.commit()
        flash(gettext("That sign-in was ended."))
    return redirect(url_for("accounts_staff.my_sign_ins"), code=303)


@blueprint.post("/staff/my-sign-ins/end-others")
@access.staff(Permission.SEE_STAFF_HOME)
def end_other_sign_ins() -> Response:
    """End all my sessions but this one."""
    if ButtonForm().validate_on_submit():
        for each in signed_in.sign_ins_of(g.staff.id):
            if each.id != g.staff.sign_in_id:
                actions.sign_out(each)
        db.session.commit()
        flash(gettext("You are signed in here and nowhere else."))
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
    counted = counted_by(me.email)
    if not_before := attempts.closed_until(counted):
        form.refuse(wait_sentence(filters.time_of_day(not_before)))
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
    answer = let_in(staff)
    flash(gettext("Your password was set. You are signed in here and nowhere else."))
    return answer


@blueprint.route("/staff/forgotten-password", methods=["GET", "POST"])
@access.public
def forgotten_password() -> Page:
    """A link to a new password; never tells whether the address is known."""
    form = ForgottenPasswordForm()
    if not form.validate_on_submit():
        return render_template("accounts/staff/forgotten_password.html", form=form)
    counted = {
        Counter.NEW_LINK: f"staff {form.email.data.lower()}",
        Counter.NEW_LINK_PLACE: network_of(request.remote_addr),
    }
    if not_before := attempts.closed_until(counted):
        form.refuse(wait_sentence(filters.time_of_day(not_before)))
        return render_template("accounts/staff/forgotten_password.html", form=form), 429
    attempts.count(counted)
    asked = link_requests.ask(SignInKind.STAFF, form.email.data).id
    db.session.commit()
    answer_link_request(asked)
    return redirect(url_for("accounts_staff.password_link_asked"), code=303)


@blueprint.get("/staff/forgotten-password/asked")
@access.public
def password_link_asked() -> str:
    """The same words whether a mail was queued or not."""
    return render_template("accounts/staff/password_link_asked.html")


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
