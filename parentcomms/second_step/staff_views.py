"""The second step at sign-in, and my own page about it; setting_up_views.py adds what is new."""

from flask import Blueprint, flash, g, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from parentcomms import access, filters
from parentcomms.access import Permission
from parentcomms.accounts import attempts
from parentcomms.accounts.rules import Counter
from parentcomms.accounts.sessions import keep
from parentcomms.accounts.signed_in import StaffWaiting
from parentcomms.accounts.waiting import SignInWaits
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.errors import NotFound, Refused, link_to
from parentcomms.forms import Form
from parentcomms.languages import gettext
from parentcomms.second_step import actions, passkeys, queries
from parentcomms.second_step.rules import is_fresh
from parentcomms.second_step.staff_forms import CodeForm, PasskeyForm

blueprint = Blueprint("second_step_staff", __name__)
Page = str | tuple[str, int] | Response
CHALLENGE = "passkey_challenge"  # in the browser's signed session, until it is answered


def waiting_for(what: SignInWaits) -> StaffWaiting | None:
    """Who gave a password and still lacks exactly this."""
    who: StaffWaiting | None = g.staff_waiting
    return who if who is not None and who.waits_for is what else None


def where_they_were_going() -> str:
    """Kept since the sign-in page."""
    going = session.pop("after_sign_in", None)
    return str(going or link_to("home_staff.staff_home") or url_for("accounts_staff.my_sign_ins"))


def to_sign_in() -> Response:
    """Nobody gave a password here, or too long ago."""
    return redirect(url_for("accounts_staff.sign_in"), code=303)


@blueprint.route("/staff/second-step", methods=["GET", "POST"])
@access.public
def give() -> Page:
    """A code from the app or from paper; or a passkey, by the form beside it."""
    if (who := waiting_for(SignInWaits.SECOND_STEP)) is None:
        return to_sign_in()
    form = CodeForm()
    if not form.validate_on_submit():
        return _page(who, form)
    counted = {Counter.SECOND_STEP: str(who.id)}
    if not_before := attempts.closed_until(counted):
        time = filters.time_of_day(not_before)
        form.refuse(gettext("Too many tries. Wait until %(time)s, then try again", time=time))
        return _page(who, form), 429
    tries = attempts.count(counted)
    if not actions.take_code(who.id, form.code.data):
        db.session.commit()  # so that the try counts
        form.refuse(gettext("This code is not right, or was used already"), field=form.code)
        return _page(who, form)
    attempts.forgive(counted, tries)
    return come_in(who, way="code")


def come_in(who: StaffWaiting, *, way: str) -> Response:
    """A whole session, under a token nobody has seen before. Commits."""
    opened = actions.come_in(who.sign_in_id, way=way)
    db.session.commit()
    return keep(redirect(where_they_were_going(), code=303), opened)


def _page(who: StaffWaiting, form: CodeForm) -> str:
    keys = queries.passkeys_of(who.id) if passkeys.possible() else []
    options = passkeys.to_sign(fresh_challenge(), known=keys) if keys else ""
    return render_template(
        "second_step/staff/give.html",
        form=form,
        passkey_form=PasskeyForm(formdata=None),
        options=options,
        has_app=queries.code_maker_of(who.id) is not None,
    )


def fresh_challenge() -> str:
    """A new question for a passkey, remembered by this browser alone."""
    challenge = passkeys.new_challenge()
    session[CHALLENGE] = [challenge, now().timestamp()]
    return challenge


def challenge_asked() -> str | None:
    """What this browser was asked, in the last ten minutes, and has not answered yet."""
    challenge, asked_at = session.pop(CHALLENGE, (None, 0.0))
    in_time = now().timestamp() - asked_at < 600
    return challenge if challenge and in_time and actions.use_up(challenge) else None


@blueprint.post("/staff/second-step/passkey")
@access.public
def give_passkey() -> Response:
    """What a passkey signed."""
    if (who := waiting_for(SignInWaits.SECOND_STEP)) is None:
        return to_sign_in()
    form = PasskeyForm()
    if form.validate_on_submit() and (challenge := challenge_asked()):
        key = passkeys.key_that_signed(form.answer.data or "", queries.passkeys_of(who.id))
        count = passkeys.signed(form.answer.data, challenge=challenge, key=key) if key else None
        if key is not None and count is not None:
            actions.passkey_used(key, sign_count=count)
            return come_in(who, way="passkey")
        db.session.commit()  # the challenge is used up
    flash(gettext("The passkey was not accepted. Try again, or give a code."))
    return redirect(url_for("second_step_staff.give"), code=303)


@blueprint.get("/staff/my-second-step")
@access.staff(Permission.SEE_STAFF_HOME)
def my_second_step() -> str:
    """What I have, and what there is."""
    return render_template(
        "second_step/staff/my_second_step.html",
        app=queries.code_maker_of(g.staff.id),
        keys=queries.passkeys_of(g.staff.id),
        codes_left=queries.recovery_codes_left(g.staff.id),
        passkeys_possible=passkeys.possible(),
        wanted_by=queries.wanted_by(),
        form=Form(formdata=None),
    )


def refuse_unless_fresh() -> None:
    """Whoever walks up to an open computer changes nothing about how its owner signs in."""
    if g.staff is not None and not is_fresh(g.staff.made_at, now=now()):
        raise Refused(
            gettext("You signed in a while ago. Sign out and in again, then change this.")
        )


@blueprint.post("/staff/my-second-step/app/end")
@access.staff(Permission.SEE_STAFF_HOME)
def end_app() -> Response:
    """The app is not to count any more."""
    refuse_unless_fresh()
    if Form().validate_on_submit():
        actions.end_code_maker(g.staff.id)
        db.session.commit()
        flash(gettext("The app no longer counts."))
    return redirect(url_for("second_step_staff.my_second_step"), code=303)


@blueprint.post("/staff/my-second-step/passkeys/<string:reference>/end")
@access.staff(Permission.SEE_STAFF_HOME)
def end_passkey(reference: str) -> Response:
    """A telephone or stick was lost or given away."""
    mine = {key.reference: key for key in queries.passkeys_of(g.staff.id)}
    if reference not in mine:
        raise NotFound
    refuse_unless_fresh()
    if Form().validate_on_submit():
        actions.end_passkey(mine[reference])
        db.session.commit()
        flash(gettext("That passkey no longer counts."))
    return redirect(url_for("second_step_staff.my_second_step"), code=303)


def second_step_wanted() -> str:
    """For the home page: the day by which whoever is here should have set one up, or nothing."""
    by = queries.wanted_by() if g.get("staff") else None
    return filters.day(by) if by else ""
