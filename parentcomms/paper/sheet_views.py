"""Forms on paper, one after the other: type the code, tick what was ticked, next form."""

from collections.abc import Iterable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.consent.models import Answer
from parentcomms.database import db
from parentcomms.errors import NotFound
from parentcomms.forms import Form, remember
from parentcomms.languages import gettext, ngettext
from parentcomms.links import show_code, tidy_code
from parentcomms.paper import queries
from parentcomms.paper.actions import record_sheet
from parentcomms.paper.queries import Sheet
from parentcomms.paper.rules import CodeTrouble, Outcome
from parentcomms.paper.scan_queries import scans_with
from parentcomms.paper.staff_forms import sheet_form
from parentcomms.paper.staff_words import TROUBLE_SENTENCES
from parentcomms.people.staff_words import RELATIONSHIP_NAMES

blueprint = Blueprint("paper_staff", __name__)


@blueprint.get("/staff/paper")
@access.staff(Permission.RECORD_ANSWERS)
def paper() -> ResponseReturnValue:
    """The box for the code. A good one leads straight to the boxes of its sheet."""
    typed = request.args.get("code", "").strip()[:40]
    trouble, before = queries.trouble_with(typed) if typed else (None, None)
    if typed and trouble is None:
        return redirect(url_for("paper_staff.sheet", code=tidy_code(typed)), code=303)
    return render_template(
        "paper/staff/paper.html",
        typed=typed,
        trouble=trouble,
        sentence=TROUBLE_SENTENCES.get(trouble) if trouble else None,
        before=before,
        names=_recorder(before),
        scans_address=url_for("paper_staff.scans"),
    )


def _recorder(before: Answer | None) -> str:
    return names_of({before.recorded_by})[before.recorded_by] if before else ""


@blueprint.route("/staff/paper/forms/<string:code>", methods=["GET", "POST"])
@access.staff(Permission.RECORD_ANSWERS)
def sheet(code: str) -> ResponseReturnValue:
    """The boxes of one sheet in the printed order; what was said before is not shown."""
    found = queries.sheet_with(code)
    if found is None:
        raise NotFound
    form = sheet_form([question.row for question in found.asked])
    pressed = form.validate_on_submit()
    if queries.trouble_with(code)[0] is CodeTrouble.RECORDED:
        return redirect(url_for("paper_staff.paper", code=show_code(found.code)), code=303)
    if pressed and not form.ticks():
        form.refuse(
            gettext("Nothing is ticked here. Tick what the form says, or leave it and go on")
        )
    elif pressed:
        outcome = record_sheet(found, form.ticks())
        done = remember(form, url_for("paper_staff.paper"))
        db.session.commit()
        _say(found, outcome)
        return redirect(done, code=303)
    return render_template(
        "paper/staff/sheet.html",
        form=form,
        sheet=found,
        code=show_code(found.code),
        scans=scans_with(found.code),
        button=Form(formdata=None),
        relationship_names=RELATIONSHIP_NAMES,
    )


def _say(sheet: Sheet, outcome: Outcome) -> None:
    """What was recorded, and each row that was not."""
    names = {question.use.key: question.name for question in sheet.asked}
    if outcome.recorded:
        words = ngettext(
            "%(num)s answer of %(adult)s about %(child)s was recorded.",
            "%(num)s answers of %(adult)s about %(child)s were recorded.",
            len(outcome.recorded),
            adult=sheet.adult,
            child=sheet.relationship.pupil.full_name,
        )
        flash(words, "quiet")
    _say_what_was_not(sheet, outcome, names)


def _say_what_was_not(sheet: Sheet, outcome: Outcome, names: dict[str, str]) -> None:
    if outcome.outdated:
        flash(
            gettext(
                "Not recorded, because the question has changed since the form was printed: "
                "%(questions)s. Give them a new form.",
                questions=_listed(names, outcome.outdated),
            ),
            "warning",
        )
    if outcome.answered:
        flash(
            gettext(
                "Not recorded, because %(adult)s has answered this since the form was printed: "
                "%(questions)s. Ask which answer holds, or give them a new form.",
                adult=sheet.adult,
                questions=_listed(names, outcome.answered),
            ),
            "warning",
        )
    if outcome.unclear:
        flash(
            gettext(
                "Not clear, so still not answered: %(questions)s. Ask the family.",
                questions=_listed(names, outcome.unclear),
            ),
            "warning",
        )


def _listed(names: dict[str, str], keys: Iterable[str]) -> str:
    return "; ".join(names[key] for key in keys)
