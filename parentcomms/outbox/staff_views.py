"""The demo's mail room: what parents would have received, readable because nothing leaves."""

from collections.abc import Callable
from functools import wraps

from flask import Blueprint, Response, render_template, request

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.errors import NotFound
from parentcomms.outbox import queries
from parentcomms.outbox.messages import as_html, as_text, subject_of
from parentcomms.outbox.models import OutgoingMail
from parentcomms.school.queries import school

blueprint = Blueprint("outbox_staff", __name__)
# The mail may style itself and lead somewhere; it may run, load and send nothing.
FRAME_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation allow-popups"
)


def only_in_the_demo(view: Callable[..., str | Response]) -> Callable[..., str | Response]:
    """In a real school these pages do not exist: families' links are in their mails."""

    @wraps(view)
    def guarded(**values: str) -> str | Response:
        if not school().is_demo:
            raise NotFound
        return view(**values)

    return guarded


def _mail(reference: str) -> OutgoingMail:
    found = queries.mail_by_reference(reference)
    if found is None:
        raise NotFound
    return found


@blueprint.get("/staff/demo-mail")
@access.staff(Permission.READ_DEMO_MAIL)
@only_in_the_demo
def demo_mail() -> str:
    """The newest mails, or those to whoever is looked for."""
    typed = request.args.get("to", "").strip()[:60]
    mails = queries.newest_mail(to=typed)
    return render_template(
        "outbox/staff/demo_mail.html",
        mails=[(each, subject_of(each)) for each in mails],
        typed=typed,
    )


@blueprint.get("/staff/demo-mail/<string:reference>")
@access.staff(Permission.READ_DEMO_MAIL)
@only_in_the_demo
def one_demo_mail(reference: str) -> str:
    """One mail, as HTML and as text."""
    mail = _mail(reference)
    return render_template(
        "outbox/staff/one_demo_mail.html", mail=mail, subject=subject_of(mail), text=as_text(mail)
    )


@blueprint.get("/staff/demo-mail/<string:reference>/html")
@access.staff(Permission.READ_DEMO_MAIL)
@only_in_the_demo
def demo_mail_html(reference: str) -> Response:
    """The HTML part alone, for the frame, with a policy of its own."""
    page = as_html(_mail(reference)).replace("<head>", '<head><base target="_top">', 1)
    response = Response(page, mimetype="text/html")
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
