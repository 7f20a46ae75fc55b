"""Pages by which approved words leave: send now, print, hand out; and inserts."""

from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.communications import queries, sending
from parentcomms.communications import staff_words as words
from parentcomms.communications.inserts import insert_docx, insert_html, insert_text
from parentcomms.communications.models import Communication
from parentcomms.communications.printing import letters_pdf
from parentcomms.communications.reach import plan_for, told_but_not_asked
from parentcomms.communications.readiness import (
    Readiness,
    address_reachable,
    next_to_send,
    readiness,
)
from parentcomms.communications.ready_rules import holding_back, to_know
from parentcomms.communications.ready_staff_words import sentences
from parentcomms.communications.rules import SENT_TO_PEOPLE, CommunicationKind, Plan
from parentcomms.communications.staff_forms import SendForm, UsedForm
from parentcomms.communications.staff_pages import blueprint, found
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.outbox.keeping import READ_KEPT_MAIL
from parentcomms.outbox.orders import is_paused
from parentcomms.outbox.queries import mail_is_only_kept, what_is_left
from parentcomms.sealing import held

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.route("/staff/communications/<string:reference>/send", methods=["GET", "POST"])
@access.staff(Permission.SEND_COMMUNICATION)
def send(reference: str) -> ResponseReturnValue:
    """Exactly how many by e-mail, on paper and held back; then, on a press, it goes."""
    row = found(reference, *SENT_TO_PEOPLE)
    now, plan = readiness(), plan_for(row)
    warnings = sentences(to_know(now.lacks, emails=bool(plan.email)), now)
    form = SendForm()
    form.to_know = warnings
    here = url_for("communications_staff.send", reference=reference)
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        made = sending.send(row)
        done = remember(form, here)
        db.session.commit()
        flash(words.what_was_sent(made, leaves=now.facts.mail_leaves))
        return redirect(done, code=303)
    return _send_page(row, form, now, plan)


@blueprint.get("/staff/communications/<string:reference>/progress")
@access.staff(Permission.SEND_COMMUNICATION)
def progress(reference: str) -> str:
    """How far it has come: the part of the page that is asked for again and again."""
    row = found(reference, *SENT_TO_PEOPLE)
    return render_template("communications/staff/progress.html", **_how_far(row))


def _how_far(row: Communication) -> dict[str, object]:
    return {
        "communication": row,
        "progress": queries.listed(row).progress,
        "left": what_is_left(row.reference),
        "paused": is_paused(row.reference) or is_paused(None),
        "mail_stays": mail_is_only_kept(),
        "read_kept_mail": READ_KEPT_MAIL,
    }


def _send_page(row: Communication, form: SendForm, now: Readiness, plan: Plan) -> str:
    waiting = queries.paper_deliveries([row.id])
    return render_template(
        "communications/staff/send.html",
        **_how_far(row),
        approved=queries.approved(row),
        next_one=next_to_send(row) if plan.empty else None,
        plan=plan,
        not_asked=told_but_not_asked() if row.kind is CommunicationKind.CONSENT_REQUEST else 0,
        held_back=sentences(holding_back(row.kind, now.lacks), now),
        can_send_kept=now.facts.mail_leaves,
        print_warnings=sentences(to_know(now.lacks, emails=False), now),
        form=form,
        up_to=max((each.id for each in waiting), default=0),
    )


@blueprint.get("/staff/communications/<string:reference>/print.pdf")
@access.staff(Permission.SEND_COMMUNICATION)
def print_pdf(reference: str) -> ResponseReturnValue:
    """One file for the printer. Opening it changes nothing: a jam can be printed again."""
    row = found(reference, *SENT_TO_PEOPLE)
    if not address_reachable() and "know" not in request.args:
        flash(gettext("Tick first that you know families cannot open the address in the letters."))
        return redirect(url_for("communications_staff.send", reference=reference), code=303)
    with TemporaryDirectory() as folder:
        path = Path(folder, "letters.pdf")
        pile = letters_pdf(
            path,
            [row],
            again="again" in request.args,
            duplex="duplex" in request.args,
            large="large" in request.args,
        )
        if not pile.pages:
            raise NotFound
        content = held(path)  # the file has no name any more, and goes when it was read
    return send_file(content, mimetype="application/pdf", download_name="letters.pdf")


@blueprint.post("/staff/communications/<string:reference>/kept")
@access.staff(Permission.SEND_COMMUNICATION)
def take_back_kept(reference: str) -> ResponseReturnValue:
    """E-mails that were only kept in a folder are due again, now that there is a mail server."""
    row = found(reference, *SENT_TO_PEOPLE)
    if Form().validate_on_submit():
        sending.take_back_kept(row)
        db.session.commit()
        flash(gettext("They are due again: press “Send now”."))
    return redirect(url_for("communications_staff.send", reference=reference), code=303)


@blueprint.post("/staff/communications/<string:reference>/printed/<int:up_to>")
@access.staff(Permission.SEND_COMMUNICATION)
def mark_printed(reference: str, up_to: int) -> ResponseReturnValue:
    """The office has them in hand: those made up to when the page was shown."""
    row = found(reference, *SENT_TO_PEOPLE)
    if Form().validate_on_submit():
        sending.mark_printed(queries.paper_deliveries([row.id], up_to=up_to))
        db.session.commit()
    return redirect(url_for("communications_staff.send", reference=reference), code=303)


@blueprint.post("/staff/communications/<string:reference>/handed-out")
@access.staff(Permission.SEND_COMMUNICATION)
def mark_handed_out(reference: str) -> ResponseReturnValue:
    """What is printed has gone into bags or to the post."""
    row = found(reference, *SENT_TO_PEOPLE)
    if Form().validate_on_submit():
        sending.mark_handed_out(queries.paper_deliveries([row.id], again=True))
        db.session.commit()
    return redirect(url_for("communications_staff.send", reference=reference), code=303)


def _insert(reference: str) -> Communication:
    row = found(reference, CommunicationKind.INSERT)
    if not queries.approved(row):
        raise NotFound
    return row


@blueprint.route("/staff/communications/<string:reference>/use", methods=["GET", "POST"])
@access.staff(Permission.EDIT_COMMUNICATION)
def use_insert(reference: str) -> ResponseReturnValue:
    """An approved insert to copy as text or HTML, to download for Word, and to mark as used."""
    row = _insert(reference)
    form = UsedForm()
    if form.validate_on_submit():
        if done := already_submitted(form):
            return redirect(done, code=303)
        sending.mark_used(row, used_in=form.used_in.data.strip(), by=access.actor())
        done = remember(form, url_for("communications_staff.use_insert", reference=reference))
        db.session.commit()
        flash(gettext("Noted."))
        return redirect(done, code=303)
    return render_template(
        "communications/staff/use_insert.html",
        communication=row,
        as_text=insert_text(row.versions[-1]),
        as_html=insert_html(row.versions[-1]),
        uses=queries.insert_uses(row.id),
        form=form,
    )


@blueprint.get("/staff/communications/<string:reference>/insert.docx")
@access.staff(Permission.EDIT_COMMUNICATION)
def insert_for_word(reference: str) -> Response:
    """The insert as a Word document."""
    row = _insert(reference)
    response = Response(insert_docx(row.versions[-1]), mimetype=WORD)
    response.headers["Content-Disposition"] = 'attachment; filename="insert.docx"'
    return response
