"""The checklist about a post: prompts, and a recorded decision for each."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.clock import today
from parentcomms.concerns.models import Concern
from parentcomms.concerns.queries import concern_for
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import remember
from parentcomms.languages import gettext
from parentcomms.posts_about_us import actions, queries
from parentcomms.posts_about_us.rules import Answer, Question, may_act, questions
from parentcomms.posts_about_us.staff_forms import DecisionForm
from parentcomms.posts_about_us.staff_words import ANSWERS, QUESTIONS
from parentcomms.school.queries import school

blueprint = Blueprint("posts_about_us_staff", __name__)
Page = str | Response


def _mine(reference: str) -> Concern:
    concern = concern_for(g.staff.id, reference)
    if concern is None:
        raise NotFound
    return concern


@blueprint.get("/staff/concerns/<string:reference>/post")
@access.staff(Permission.RECEIVE_CONCERNS)
def checklist(reference: str) -> str:
    """Every question, what was decided last, and the way to decide."""
    concern = _mine(reference)
    found = queries.decisions(concern)
    return render_template(
        "posts_about_us/staff/checklist.html",
        concern=concern,
        questions=questions(school().school_type),
        newest=queries.newest(found),
        found=found,
        may_act=may_act(queries.answers(found)),
        breach_by=queries.breach_decided_by(concern),
        question_words=QUESTIONS,
        answer_words=ANSWERS,
        writers=names_of({each.decided_by for each in found}),
    )


@blueprint.route(
    "/staff/concerns/<string:reference>/post/<string:question>", methods=["GET", "POST"]
)
@access.staff(Permission.RECEIVE_CONCERNS)
def decide(reference: str, question: str) -> Page:
    """One decision with its day and reference; it sends nothing."""
    concern = _mine(reference)
    if question not in questions(school().school_type):
        raise NotFound
    asked, form = Question(question), DecisionForm(data={"on": today()})
    if not form.validate_on_submit() or form.on.data is None:
        return render_template(
            "posts_about_us/staff/decide.html",
            concern=concern,
            form=form,
            asked=QUESTIONS[asked],
        )
    actions.decide(
        concern,
        actions.Decided(
            question=asked,
            answer=Answer(form.answer.data),
            on=form.on.data,
            why=form.why.data or "",
            number=form.number.data or "",
        ),
    )
    done = remember(form, url_for("posts_about_us_staff.checklist", reference=reference))
    db.session.commit()
    flash(gettext("Recorded. Nothing was sent to anybody."))
    return redirect(done, code=303)
