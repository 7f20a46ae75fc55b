"""The danger page, and the short form anyone can use without an account."""

import logging

from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response

from parentcomms import access, languages
from parentcomms.concerns import actions, queries
from parentcomms.concerns.conversation import Conversation, Step
from parentcomms.concerns.files import allow_long_text
from parentcomms.concerns.receipts import everything_said, proof_of
from parentcomms.concerns.rules import ConcernKind
from parentcomms.concerns.typed import shown
from parentcomms.concerns.unreadable import stand_in
from parentcomms.concerns.words import POSTS
from parentcomms.database import db
from parentcomms.documents.markdown import Link, Value, parse
from parentcomms.documents.web import PAGE, to_html
from parentcomms.errors import where
from parentcomms.filters import telephone
from parentcomms.forms import AlreadySubmitted, Form, remember
from parentcomms.languages import gettext
from parentcomms.school.queries import school
from parentcomms.stale_forms import is_stale
from parentcomms.texts.shipped import text

log = logging.getLogger("parentcomms")
blueprint = Blueprint("concerns_public", __name__)
Page = str | tuple[str, int] | Response
NATIONAL_NUMBERS = ("0808 800 5000", "0800 1111")
SITES = ("ceop.police.uk", "childline.org.uk", "report.iwf.org.uk")
WORDS = {"posts": POSTS}

blueprint.add_app_template_filter(shown, "in_order")
blueprint.url_value_preprocessor(allow_long_text)
stand_in(blueprint)


@blueprint.get("/concern")
@access.public
def danger() -> str:
    """Whom to ring now; then the way to the form, or, while it is closed, to the school."""
    return render_template(
        "concerns/public/danger.html",
        title=text("danger_page", language=languages.current()).title,
        numbers=_numbers(),
        reading=queries.reading_now(),
        dsl_names=queries.dsl_names(),
        is_open=queries.form_is_open(),
    )


def _numbers() -> Markup:
    """The shipped text with the school's numbers; its line about the form is the button's task."""
    shipped = text("danger_page", language=languages.current())
    parts = [part for part in shipped.body.split("\n\n") if "((concern_link))" not in part]
    ours = school()
    ask = gettext("ask your local council")
    values: dict[str, Value] = {
        "social_care_phone": _telephone(ours.social_care_phone) or ask,
        "social_care_night_phone": _telephone(ours.social_care_out_of_hours_phone) or ask,
        "lado_phone": _telephone(ours.lado_phone) or ask,
    }
    return _to_tap(to_html(parse("\n\n".join(parts)), values, style=PAGE))


def _to_tap(html: str) -> Markup:
    """Every number and address in the text, to tap."""
    for number in NATIONAL_NUMBERS:
        html = html.replace(number, telephone(number))
    for site in SITES:
        html = html.replace(site, f'<a class="govuk-link" href="https://{site}">{site}</a>')
    return Markup(html)  # noqa: S704 (escaped by to_html; the rest is ours)


def _telephone(number: str) -> Link | None:
    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    return Link(f"tel:{digits}", number) if digits else None


@blueprint.route("/concern/tell", methods=["GET", "POST"])
@access.public
def tell() -> Page:
    """What happened · is a child at risk, and who is it about · how to reply."""
    if request.method == "GET" and not queries.form_is_open():
        return redirect(url_for("concerns_public.danger"), code=303)
    said = Conversation()
    if request.method == "GET":
        return _show(said)
    try:
        return _answer(said)
    except AlreadySubmitted as twice:
        return _receipt(twice.outcome_url.rpartition("#")[2], said)
    except DBAPIError as problem:  # a full disk, a database that is away
        return _not_kept(said, problem)


def _not_kept(said: Conversation, problem: DBAPIError) -> Page:
    """The page stays as it was, filled. Its sender hears that nothing has reached us yet."""
    db.session.rollback()
    log.error("a concern could not be kept: %s", where(problem))
    said.forget_errors()
    said.form.refuse(
        gettext(
            "We could not take in your message just now. Nothing you typed is lost. Wait a "
            "minute, then press the button again; or ring us: that counts too"
        )
    )
    return _show(said), 503


def _answer(said: Conversation) -> Page:
    db.session.rollback()  # files are judged before the database is asked for anything
    good, go = said.check(), request.form.get("go", "")
    if is_stale():
        return _show(said)
    if go in {"back", "stay", "no-files"}:
        return _turn(said, go)
    if not good:
        return _show(said)
    if said.step is not Step.REPLY:
        said.step = said.neighbour(1)
        return _show(said)
    return _send(said)


def _turn(said: Conversation, go: str) -> str:
    """A button that sends nothing: the page before, another language, without the files."""
    said.forget_errors()
    if go == "no-files":
        said.story.kept.data = ""
    if go == "back":
        said.step = said.neighbour(-1)
    return _show(said)


def _show(said: Conversation) -> str:
    ahead = said.route() if said.step is Step.REPLY else None
    return render_template(
        "concerns/public/tell.html",
        said=said,
        form=said.form,
        dsl_names=queries.dsl_names() if said.is_pupil else [],
        ahead=ahead,
        posts=POSTS,
    )


def _send(said: Conversation) -> Page:
    """Once, however often the button is pressed."""
    if (unfinished := said.first_unfinished()) is not None:
        said.step = unfinished
        return _show(said)
    if said.must_ask_again():
        said.reply.refuse(gettext("Wait ten seconds, then press Send once more. Nothing is lost"))
        return _show(said), 429
    concern = actions.receive(said.received())
    remember(said.reply, url_for("concerns_public.tell", _anchor=concern.reference))
    db.session.commit()
    return _receipt(concern.reference, said)


def _receipt(reference: str, said: Conversation) -> str:
    """Shown in answer to the button itself: no address in the device's history leads back here.

    Pressed again on another day it says the same: what staff made of it since is not read off it.
    """
    concern = queries.concern_by_reference(reference)
    assert concern is not None
    return render_template(
        "concerns/public/received.html",
        concern=concern,
        at_risk=said.at_risk(),
        rows=everything_said(
            concern, at_risk=said.at_risk(), kind=ConcernKind(said.risk.kind.data)
        ),
        proof=proof_of(concern),
        passphrase=None if concern.sender_email else queries.passphrase_of(concern),
        button=Form(formdata=None),
        route=said.route(),
        words=WORDS,
        dsl_names=queries.dsl_names(),
        reading=queries.reading_now(),
    )
