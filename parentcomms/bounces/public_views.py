"""What the links under a mail open: it reached the wrong person; no more newsletters.

Opening changes nothing, since mail scanners open links too. A pressed button does. Neither page
says whom the mail was for, and nobody has to be known to press.
"""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.bounces import actions, queries
from parentcomms.database import db
from parentcomms.forms import Form, csrf, remember
from parentcomms.languages import use_on_record
from parentcomms.links import Purpose
from parentcomms.outbox.models import OutgoingMail

blueprint = Blueprint("bounces_public", __name__)


def _unknown() -> ResponseReturnValue:
    return render_template("bounces/public/unknown.html"), 404


def _mail(purpose: Purpose, token: str) -> OutgoingMail | None:
    """The mail of a genuine link; the page then speaks its language."""
    mail = queries.mail_of(purpose, token)
    if mail is not None:
        use_on_record(mail.content.language)
    return mail


@blueprint.route("/wrong-person/<string:token>", methods=["GET", "POST"])
@access.public
def wrong_person(token: str) -> ResponseReturnValue:
    """This mail is not for whoever got it: one button, and nothing about whom it was for."""
    mail = _mail(Purpose.WRONG_PERSON, token)
    if mail is None:
        return _unknown()
    form = Form()
    if not form.validate_on_submit():
        return render_template("bounces/public/wrong_person.html", form=form)
    actions.report_wrong_person(mail)
    done = remember(form, url_for("bounces_public.wrong_person_told"))
    db.session.commit()
    return redirect(done, code=303)


@blueprint.get("/wrong-person-told")
@access.public
def wrong_person_told() -> str:
    """Thank you."""
    return render_template("bounces/public/wrong_person_told.html")


@blueprint.route("/leave-newsletters/<string:token>", methods=["GET", "POST"])
@access.public
@csrf.exempt  # type: ignore[untyped-decorator]
def leave_newsletters(token: str) -> ResponseReturnValue:
    """Leave with one press, here or (RFC 8058) in the mail program, which has no token to send.

    The address is the proof: only whoever got this very mail knows it. So it asks no form, and
    answers where it stands: mail programs follow no redirect.
    """
    mail = _mail(Purpose.LEAVE_NEWSLETTERS, token)
    if mail is None or not mail.content.list_mail:
        return _unknown()
    if request.method != "POST":
        return render_template("bounces/public/leave_newsletters.html", form=Form(formdata=None))
    actions.leave_newsletters(mail)
    db.session.commit()
    back = Form(formdata=None)
    return render_template("bounces/public/newsletters_left.html", form=back, token=token)


@blueprint.post("/leave-newsletters/<string:token>/back")
@access.public
def newsletters_again(token: str) -> ResponseReturnValue:
    """They want them after all."""
    mail = _mail(Purpose.LEAVE_NEWSLETTERS, token)
    if mail is None:
        return _unknown()
    form = Form()
    if not form.validate_on_submit():
        return render_template("bounces/public/newsletters_left.html", form=form, token=token)
    actions.come_back(mail)
    done = remember(form, url_for("bounces_public.newsletters_wanted"))
    db.session.commit()
    return redirect(done, code=303)


@blueprint.get("/newsletters-wanted")
@access.public
def newsletters_wanted() -> str:
    """They come again."""
    return render_template("bounces/public/newsletters_wanted.html")
