"""Between the one screen of the check and the question it asks: reading it, and filling it in."""

from typing import Any

from parentcomms.channels.models import Channel
from parentcomms.channels.queries import channel_by_reference
from parentcomms.publishing import queries
from parentcomms.publishing.actions import Confirmation, Question
from parentcomms.publishing.facts import CannotAnswerError, Medium, Missing, OtherSchool
from parentcomms.publishing.forms import CheckForm
from parentcomms.publishing.models import PostCheck


def question(form: CheckForm) -> Question:
    """What was asked. A child once hidden and once not counts as recognisable."""
    channel = _channel(form)
    ids = _ids(form)
    hidden = set(form.hidden_faces.data or ())
    confirmation = _confirmation(form)
    return Question(
        channel=channel,
        medium=_medium(form),
        name_shown=form.name_shown.data,
        recognisable={ids[each]: each not in hidden for each in ids},
        posed_group=form.posed.data,
        crowd_unrecognisable=form.crowd.data,
        someone_unknown=form.someone_unknown.data,
        other_school=_other_school(form, confirmation),
        confirmation=confirmation,
    )


def _channel(form: CheckForm) -> Channel:
    found = channel_by_reference(form.channel.data or "")
    if found is None:
        raise CannotAnswerError(Missing.WHERE)
    return found


def _ids(form: CheckForm) -> dict[str, int]:
    wanted = dict.fromkeys(form.pupils.data or ())
    ids = queries.ids_by_reference(list(wanted))
    if len(ids) < len(wanted):
        raise CannotAnswerError(Missing.UNKNOWN_CHILD)
    return {each: ids[each] for each in wanted}


def _medium(form: CheckForm) -> Medium:
    known = {each.value for each in Medium}
    if form.medium.data not in known:
        raise CannotAnswerError(Missing.WHERE)
    return Medium(form.medium.data)


def _confirmation(form: CheckForm) -> Confirmation | None:
    school = (form.other_school_name.data or "").strip()
    by = (form.confirmed_by.data or "").strip()
    if not (form.other_school.data and school and by and form.confirmed_on.data):
        return None
    return Confirmation(school=school, by=by, on=form.confirmed_on.data)


def _other_school(form: CheckForm, confirmation: Confirmation | None) -> OtherSchool:
    if not form.other_school.data:
        return OtherSchool.NONE
    return OtherSchool.CONFIRMED if confirmation else OtherSchool.NOT_CONFIRMED


def where_i_left_off(actor: str) -> dict[str, Any]:
    """The place and the class of this person's last check; the children are ticked afresh."""
    last = queries.last_check(actor)
    if last is None or last.channel is None:
        return {}
    return {"channel": last.channel.reference, "showing": queries.class_of(last)}


def the_same_again(row: PostCheck) -> dict[str, Any]:
    """The whole screen of an earlier check, to change it and ask again."""
    return {
        "channel": row.channel.reference if row.channel else None,
        "showing": queries.class_of(row),
        "medium": row.medium.value,
        "name_shown": row.name_shown,
        "pupils": [each.pupil.reference for each in row.pupils],
        "hidden_faces": [each.pupil.reference for each in row.pupils if not each.recognisable],
        "posed": row.posed,
        "crowd": row.crowd,
        "someone_unknown": row.someone_unknown,
        "other_school": row.other_school is not OtherSchool.NONE,
        "other_school_name": row.other_school_name,
        "confirmed_by": row.confirmed_by,
        "confirmed_on": row.confirmed_on,
    }


def rearrange(form: CheckForm, pressed: str) -> None:
    """What the buttons do that only change the screen: another class, everyone, nobody."""
    step, _, class_reference = pressed.partition(":")
    if step not in {"show", "everyone", "nobody"}:
        return
    form.showing.data = class_reference
    theirs = [each.reference for each in queries.pupils_of_class(class_reference)]
    ticked = list(form.pupils.data or ())
    if step == "everyone":
        form.pupils.data = list(dict.fromkeys([*ticked, *theirs]))
    if step == "nobody":
        form.pupils.data = [each for each in ticked if each not in set(theirs)]
