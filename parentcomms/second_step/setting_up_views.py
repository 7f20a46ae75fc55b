"""Setting a second step up: an app, a passkey, and the codes for paper that go with them."""

from flask import current_app, flash, g, redirect, render_template, session, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from pyotp import TOTP, random_base32
from werkzeug.wrappers import Response

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.actions import Opened
from parentcomms.accounts.models import StaffMember
from parentcomms.accounts.sessions import keep
from parentcomms.accounts.waiting import SignInWaits
from parentcomms.database import db
from parentcomms.documents import qr
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.links import show_code
from parentcomms.school.queries import school
from parentcomms.second_step import actions, passkeys, queries
from parentcomms.second_step.staff_forms import AppForm, NewPasskeyForm
from parentcomms.second_step.staff_views import (
    Page,
    blueprint,
    challenge_asked,
    fresh_challenge,
    refuse_unless_fresh,
    to_sign_in,
    waiting_for,
    where_they_were_going,
)

__all__ = ["blueprint"]


def _who() -> StaffMember | None:
    """Somebody who is in, or whom only the setting up keeps out. Never who owes a code."""
    found = g.staff or waiting_for(SignInWaits.SET_UP)
    return db.session.get_one(StaffMember, found.id) if found is not None else None


@blueprint.get("/staff/second-step/set-up")
@access.public
def set_up() -> Page:
    """Why, and the choice between an app and a passkey."""
    if _who() is None:
        return to_sign_in()
    return render_template(
        "second_step/staff/set_up.html", passkeys_possible=passkeys.possible(), must=g.staff is None
    )


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="a new app's secret")


@blueprint.route("/staff/second-step/app", methods=["GET", "POST"])
@access.public
def add_app() -> Page:
    """The square to scan, and the first code to show that it was."""
    if (who := _who()) is None:
        return to_sign_in()
    refuse_unless_fresh()
    form = AppForm()
    if not form.is_submitted():
        form.secret.data = _signer().dumps([who.id, random_base32()])
    secret = _secret_of(form, who)
    if not form.validate_on_submit():
        return _app_page(form, who, secret)
    if done := already_submitted(form):
        return redirect(done, code=303)
    if not actions.add_code_maker(who.id, secret, form.code.data):
        form.refuse(gettext("This code is not right. Write the one it shows now"), field=form.code)
        return _app_page(form, who, secret)
    return _added(form, who)


def _secret_of(form: AppForm, who: StaffMember) -> str:
    """The secret this page was made with, for this person; anything else is a new one."""
    try:
        owner, secret = _signer().loads(form.secret.data or "")
    except (BadSignature, ValueError, TypeError):
        owner, secret = None, ""
    if owner == who.id:
        return str(secret)
    made = random_base32()
    form.secret.data = _signer().dumps([who.id, made])
    return made


def _app_page(form: AppForm, who: StaffMember, secret: str) -> str:
    address = TOTP(secret).provisioning_uri(name=who.email, issuer_name=school().name)
    return render_template(
        "second_step/staff/add_app.html",
        form=form,
        drawing=qr.svg(address, title=gettext("The square to scan with the app")),
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    )


@blueprint.route("/staff/second-step/passkey/add", methods=["GET", "POST"])
@access.public
def add_passkey() -> Page:
    """A telephone, this computer or a stick."""
    if (who := _who()) is None:
        return to_sign_in()
    refuse_unless_fresh()
    form = NewPasskeyForm()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        challenge = challenge_asked()
        key = passkeys.made(form.answer.data or "", challenge=challenge) if challenge else None
        if key is not None:
            actions.add_passkey(who.id, key, name=form.name.data)
            return _added(form, who)
        db.session.rollback()
        form.refuse(gettext("The passkey was not accepted. Try again, or choose the app."))
    known = queries.passkeys_of(who.id)
    options = passkeys.to_make(
        fresh_challenge(), account=who.reference, name=who.email, known=known
    )
    form.answer.data = ""
    return render_template("second_step/staff/add_passkey.html", form=form, options=options)


def _added(form: AppForm | NewPasskeyForm, who: StaffMember) -> Response | str:
    """In, if only this was missing; and the codes for paper, shown this once. Commits."""
    waiting = waiting_for(SignInWaits.SET_UP)
    opened = actions.come_in(waiting.sign_in_id, way="password") if waiting else None
    first = not queries.recovery_codes_left(who.id)
    codes = actions.new_recovery_codes(who.id) if first else []
    remember(form, url_for("second_step_staff.my_second_step"))
    db.session.commit()
    if codes:
        return _codes_page(codes, opened)
    flash(gettext("Your second step was added."))
    answer = redirect(url_for("second_step_staff.my_second_step"), code=303)
    return keep(answer, opened) if opened else answer


def _codes_page(codes: list[str], opened: Opened | None) -> Response:
    page = render_template(
        "second_step/staff/recovery_codes.html",
        codes=[show_code(code) for code in codes],
        onwards=where_they_were_going(),
    )
    answer = current_app.make_response(page)
    if opened is not None:
        session.modified = True
        keep(answer, opened)
    return answer


@blueprint.post("/staff/my-second-step/recovery-codes")
@access.staff(Permission.SEE_STAFF_HOME)
def new_recovery_codes() -> Response:
    """New codes for paper; the old ones stop."""
    refuse_unless_fresh()
    form = Form()
    back = url_for("second_step_staff.my_second_step")
    if not form.validate_on_submit() or already_submitted(form):
        return redirect(back, code=303)
    codes = actions.new_recovery_codes(g.staff.id)
    remember(form, back)
    db.session.commit()
    return _codes_page(codes, None)
