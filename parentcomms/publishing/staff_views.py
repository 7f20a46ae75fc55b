"""The check before posting, as a teacher holds it in one hand."""

import hashlib
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel.speaklater import LazyString

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, already_submitted, remember
from parentcomms.languages import gettext
from parentcomms.people.groups import groups_to_pick, make_group
from parentcomms.people.pasted import Found
from parentcomms.people.rules import GroupKind
from parentcomms.publishing import actions, asked, queries, ticking
from parentcomms.publishing.facts import Advice, CannotAnswerError, Missing, Sentence, Verdict
from parentcomms.publishing.forms import CheckForm, SaveListForm
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.post_words import KIND_WORDS
from parentcomms.publishing.release import beforehand
from parentcomms.publishing.reminders import reminders
from parentcomms.publishing.stopping import stopping
from parentcomms.publishing.words import (
    ADVICE,
    MEDIUM_NAMES,
    PROBLEMS,
    REMINDERS,
    SENTENCES,
    SHORT_VERDICTS,
    VERDICTS,
)

NO_NAMES = Found()
blueprint = Blueprint("publishing_staff", __name__)


@blueprint.route("/staff/check", methods=["GET", "POST"])
@access.staff(Permission.CHECK_BEFORE_POSTING)
def check() -> ResponseReturnValue:
    """One screen: where, what, who. Buttons that only change the screen save nothing."""
    form = CheckForm(data=_filled_in())
    form.channel.choices = asked.places()
    pressed = request.form.get("do", "check")
    if not form.validate_on_submit():
        return _screen(form)
    if pressed != "check":
        return _screen(form, asked.rearrange(form, pressed))
    form.form_id.data = _this_press(form)
    if done := already_submitted(form):
        return redirect(done, code=303)
    try:
        saved = actions.check(asked.question(form, stepped_back=_told_somebody_else()))
    except CannotAnswerError as problem:
        form.refuse(str(PROBLEMS[problem.missing]), field=_field_to_mend(form, problem.missing))
        return _screen(form)
    done = remember(form, url_for("publishing_staff.saved_check", reference=saved.reference))
    db.session.commit()
    return redirect(done, code=303)


def _filled_in() -> dict[str, Any]:
    again = request.args.get("again")
    if again is None:
        return asked.where_i_left_off(access.actor())
    row = _check_of_mine(again)
    return asked.the_same_again(row, asked_by_me=_asked_by_me(row))


def _asked_by_me(row: PostCheck) -> bool:
    """What the head decided on my question is still my question."""
    mine = row.decides_on if row.decides_on is not None else row
    return mine.checked_by == access.actor()


def _told_somebody_else() -> list[str]:
    """Who said "not today" of the picture that is checked again, to somebody else than me."""
    if "again" not in request.args:
        return []
    row = _check_of_mine(request.args["again"])
    return [] if _asked_by_me(row) else asked.stepped_back_from(row)


def _this_press(form: CheckForm) -> str:
    """One number per form, question and minute: a double press is answered once.

    Back, another tick, and the same button is another question; and the same question later is
    asked afresh, as a family may have changed its mind.
    """
    parts = [(key, request.form.getlist(key)) for key in sorted(request.form)]
    what = repr([part for part in parts if part[0] != "csrf_token"])
    return hashlib.sha256(f"{now():%Y%m%d%H%M} {what}".encode()).hexdigest()


def _field_to_mend(form: CheckForm, missing: Missing) -> Any:
    who = {Missing.WHO, Missing.NAMED_TWICE, Missing.UNKNOWN_CHILD, Missing.TOO_MANY}
    return form.pupils if missing in who else form.channel


def _screen(form: CheckForm, names: Found = NO_NAMES) -> str:
    classes, groups = queries.classes(), groups_to_pick(access.actor())
    showing = ticking.showing(form.showing.data or "", classes, groups)
    ticked = set(form.pupils.data or ())
    offers = ticking.offers(names, ticked)
    offered = {child.reference for offer in offers for child in offer.children}
    found = [
        each
        for each in queries.find_pupils(form.part_of_name.data or "")
        if each.reference not in offered
    ]
    above = offered | {each.reference for each in found}
    listed = [each for each in showing.children if each.reference not in above] if showing else []
    on_screen = above | {each.reference for each in listed}
    return render_template(
        "publishing/staff/check.html",
        form=form,
        classes=classes,
        groups=groups,
        showing=showing,
        listed=listed,
        found=found,
        names=names,
        offers=offers,
        others=queries.named_pupils(ticked - on_screen) if ticked - on_screen else [],
        ticked=ticked,
        hidden_faces=set(form.hidden_faces.data or ()),
        not_today=set(form.not_today.data or ()),
    )


def _check_of_mine(reference: str) -> PostCheck:
    decides = access.may(Permission.APPROVE_COMMUNICATION)
    found = queries.check_for(access.actor(), reference, whoever_asked=decides)
    if found is None:
        raise NotFound
    return found


@blueprint.get("/staff/checks/<string:reference>")
@access.staff(Permission.CHECK_BEFORE_POSTING)
def saved_check(reference: str) -> str:
    """The answer, and what to do about each child who stops it."""
    return _answer(_check_of_mine(reference), SaveListForm(formdata=None))


def _answer(row: PostCheck, save: SaveListForm) -> str:
    return render_template(
        "publishing/staff/saved_check.html",
        row=row,
        title=VERDICTS[row.verdict],
        beforehand=beforehand(row, staff=g.staff.reference) if row.verdict is Verdict.POST else [],
        kinds={kind.value: words for kind, words in KIND_WORDS.items()},
        medium=MEDIUM_NAMES[row.medium],
        checked_by=names_of([row.checked_by])[row.checked_by],
        sentences=[SENTENCES[Sentence(each)] for each in row.sentences],
        stopping=stopping(row, left := queries.no_longer_here(row)),
        left=left,
        unanswered_words=ADVICE[Advice.NOT_ANSWERED],
        reminders=_reminders(row),
        save=save,
        head_decides=Sentence.OTHER_SCHOOL_HEAD in row.sentences
        and access.may(Permission.APPROVE_COMMUNICATION),
        form=Form(formdata=None),
    )


def _reminders(row: PostCheck) -> list[LazyString]:
    """What fits the picture; nothing where it is not posted anyway."""
    if row.verdict is Verdict.DO_NOT_POST:
        return []
    fitting = reminders(
        row.medium,
        audience=actions.audience_of(row.channel, row.occasion),
        name_shown=row.name_shown,
        somebody_recognisable=any(each.recognisable for each in row.pupils),
    )
    return [REMINDERS[each] for each in fitting]


@blueprint.post("/staff/checks/<string:reference>/save-list")
@access.staff(Permission.CHECK_BEFORE_POSTING)
def save_list(reference: str) -> ResponseReturnValue:
    """The children of this picture as a list of one's own, to tick them again."""
    row = _check_of_mine(reference)
    form = SaveListForm()
    if not form.validate_on_submit():
        return _answer(row, form)
    make_group(GroupKind.LIST, form.name.data.strip(), [each.pupil_id for each in row.pupils])
    done = remember(form, url_for("publishing_staff.saved_check", reference=reference))
    db.session.commit()
    flash(gettext("Saved. You find it on the check under “Clubs, trips and saved lists”."))
    return redirect(done, code=303)


@blueprint.post("/staff/checks/<string:reference>/agree")
@access.staff(Permission.APPROVE_COMMUNICATION)
def agree(reference: str) -> ResponseReturnValue:
    """The head decides that another school's children may be shown."""
    row = _check_of_mine(reference)
    form = Form()
    if Sentence.OTHER_SCHOOL_HEAD not in row.sentences:
        raise NotFound
    if not form.validate_on_submit():
        return redirect(url_for("publishing_staff.saved_check", reference=reference), code=303)
    if done := already_submitted(form):
        return redirect(done, code=303)
    decided = actions.agree_to_other_school(row)
    done = remember(form, url_for("publishing_staff.saved_check", reference=decided.reference))
    db.session.commit()
    return redirect(done, code=303)


@blueprint.get("/staff/checks")
@access.staff(Permission.CHECK_BEFORE_POSTING)
def checks() -> str:
    """What I checked earlier, newest first."""
    rows = queries.checks_of(access.actor())
    return render_template(
        "publishing/staff/checks.html",
        rows=rows,
        children=queries.children_counted(rows),
        verdicts=SHORT_VERDICTS,
        media=MEDIUM_NAMES,
    )
