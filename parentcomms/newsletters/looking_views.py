"""A newsletter before it goes out: as e-mail, on a phone, on the web, on paper; a test copy."""

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.models import StaffMember
from parentcomms.communications.issues import issue_reference, pictures_in
from parentcomms.communications.models import Communication
from parentcomms.communications.reach import plan_for
from parentcomms.database import db
from parentcomms.forms import Form
from parentcomms.languages import gettext
from parentcomms.newsletters import showing
from parentcomms.newsletters.actions import LANGUAGE
from parentcomms.newsletters.picture_views import served
from parentcomms.newsletters.staff_pages import blueprint, found, found_file
from parentcomms.outbox.actions import Recipient

FRAME_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)


@blueprint.get("/staff/newsletters/<string:reference>/look")
@access.staff(Permission.SEE_STAFF_HOME)
def look(reference: str) -> str:
    """All its shapes side by side, and how many it would reach by which way."""
    row = found(reference)
    _refuse_strangers()
    return render_template(
        "newsletters/staff/look.html",
        row=row,
        mail=showing.as_mail(row.versions[-1]),
        issue_reference=issue_reference(row.versions[-1]),
        plan=plan_for(row),
        button=Form(formdata=None),
    )


def _refuse_strangers() -> None:
    """Those who write, those who decide (a delegate too), and nobody else."""
    showing.refuse_unless_involved(g.staff.id)


@blueprint.get("/staff/newsletters/<string:reference>/mail.html")
@access.staff(Permission.SEE_STAFF_HOME)
def mail_html(reference: str) -> Response:
    """The HTML part alone, for the frames, with a policy of its own."""
    row = found(reference)
    _refuse_strangers()
    response = Response(showing.as_mail(row.versions[-1]).html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


@blueprint.get("/staff/newsletters/<string:reference>/web-page")
@access.staff(Permission.SEE_STAFF_HOME)
def web_page(reference: str) -> str:
    """The page families will read, before there is one."""
    row = found(reference)
    _refuse_strangers()
    version = row.versions[-1]
    return render_template(
        "newsletters/staff/web_page.html",
        row=row,
        title=showing.title_of(version),
        body=showing.web_html(version, _addresses(row)),
        issue_reference=issue_reference(version),
        file=version.texts[LANGUAGE].get("file"),
    )


def _addresses(row: Communication) -> dict[str, str]:
    return {
        each["reference"]: url_for(
            "newsletters_staff.file", reference=row.reference, file=each["reference"]
        )
        for each in pictures_in(row.versions[-1].texts[LANGUAGE])
    }


@blueprint.get("/staff/newsletters/<string:reference>/paper.pdf")
@access.staff(Permission.SEE_STAFF_HOME)
def paper(reference: str) -> Response:
    """For paper copies: the office's own PDF with the insert behind it, or the issue as set."""
    row = found(reference)
    _refuse_strangers()
    own = row.versions[-1].texts[LANGUAGE].get("file")
    if own is not None:
        return served(found_file(row, str(own["reference"])))
    response = Response(showing.paper_pdf(row), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="newsletter.pdf"'
    return response


@blueprint.post("/staff/newsletters/<string:reference>/test-copy")
@access.staff(Permission.EDIT_COMMUNICATION)
def test_copy(reference: str) -> ResponseReturnValue:
    """To one's own address and no other."""
    row = found(reference)
    if Form().validate_on_submit():
        member = db.session.get_one(StaffMember, g.staff.id)
        showing.send_test_copy(row.versions[-1], Recipient(member.name, member.email))
        db.session.commit()
        flash(gettext("A test copy is on its way to your own address."))
    return redirect(url_for("newsletters_staff.look", reference=reference), code=303)
