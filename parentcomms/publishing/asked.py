"""Between the one screen of the check and the question it asks: reading it, and filling it in."""

from collections.abc import Collection
from typing import Any

from wtforms.fields import SelectChoice

from parentcomms import access
from parentcomms.channels.models import Channel
from parentcomms.channels.queries import channel_by_reference, open_channels
from parentcomms.filters import day
from parentcomms.languages import gettext
from parentcomms.occasions.models import Occasion
from parentcomms.occasions.queries import occasion_to_check, occasions_to_check
from parentcomms.people.groups import groups_to_pick
from parentcomms.people.pasted import Found
from parentcomms.people.picking import find_names
from parentcomms.people.picking_words import too_many_names
from parentcomms.publishing import queries, ticking
from parentcomms.publishing.actions import Confirmation, Question
from parentcomms.publishing.facts import CannotAnswerError, Medium, Missing, OtherSchool
from parentcomms.publishing.forms import CheckForm
from parentcomms.publishing.models import PostCheck

OCCASION = "occasion"  # before the reference of one, where a place is asked for


def question(form: CheckForm, *, stepped_back: Collection[str] = ()) -> Question:
    """What was asked. A child once hidden and once not counts as recognisable.

    `stepped_back`: who said "not today" of this very picture, to somebody else.
    """
    channel, occasion = _place(form)
    ids = _ids(form)
    hidden = set(form.hidden_faces.data or ())
    confirmation = _confirmation(form)
    return Question(
        channel=channel,
        occasion=occasion,
        medium=_medium(form),
        name_shown=form.name_shown.data,
        recognisable={ids[each]: each not in hidden for each in ids},
        not_today=frozenset(
            ids[each] for each in {*(form.not_today.data or ()), *stepped_back} if each in ids
        ),
        posed_group=form.posed.data,
        crowd_unrecognisable=form.crowd.data,
        someone_unknown=form.someone_unknown.data,
        other_school=_other_school(form, confirmation),
        confirmation=confirmation,
    )


def _place(form: CheckForm) -> tuple[Channel | None, Occasion | None]:
    """A place of the school's, or the one occasion whose question was asked."""
    step, _, reference = (form.channel.data or "").rpartition(":")
    if step == OCCASION:
        if (occasion := occasion_to_check(reference)) is None:
            raise CannotAnswerError(Missing.WHERE)
        return None, occasion
    if (channel := channel_by_reference(reference)) is None:
        raise CannotAnswerError(Missing.WHERE)
    return channel, None


def places() -> list[SelectChoice]:
    """Where a picture may go: every open place, then every open occasion by its outlet and day."""
    return [
        *(SelectChoice(each.reference, each.name) for each in open_channels()),
        *(
            SelectChoice(
                f"{OCCASION}:{each.reference}",
                gettext("For %(who)s, %(day)s", who=each.who, day=day(each.happens_on)),
            )
            for each in occasions_to_check()
        ),
    ]


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


def the_same_again(row: PostCheck, *, asked_by_me: bool) -> dict[str, Any]:
    """The whole screen of an earlier check, to change it and ask again.

    Who said "not today" is shown again to the person whom the child told, and to nobody else; for
    anybody else it holds unseen.
    """
    return {
        "not_today": stepped_back_from(row) if asked_by_me else [],
        "channel": _value_of(row),
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


def stepped_back_from(row: PostCheck) -> list[str]:
    """Who said "not today" of this picture."""
    return [each.pupil.reference for each in row.pupils if each.not_today]


def _value_of(row: PostCheck) -> str | None:
    if row.occasion is not None:
        return f"{OCCASION}:{row.occasion.reference}"
    return row.channel.reference if row.channel else None


def rearrange(form: CheckForm, pressed: str) -> Found:
    """What the buttons do that only change the screen: another class, everyone, nobody, names."""
    step, _, reference = pressed.partition(":")
    if step == "names":
        return _tick_by_name(form)
    if step in {"show", "everyone", "nobody"}:
        form.showing.data = reference
        groups = groups_to_pick(access.actor())
        listed = ticking.showing(reference, queries.classes(), groups)
        theirs = [each.reference for each in listed.children] if listed else []
        ticked = list(form.pupils.data or ())
        if step == "everyone":
            form.pupils.data = list(dict.fromkeys([*ticked, *theirs]))
        if step == "nobody":
            form.pupils.data = [each for each in ticked if each not in set(theirs)]
    return Found()


def _tick_by_name(form: CheckForm) -> Found:
    """Ticks the exact names; what is less is offered on the screen, and never ticked."""
    found = find_names(form.pasted.data or "")
    if found.too_many:
        form.refuse(str(too_many_names(found.too_many)), field=form.pasted)
        return found
    form.pasted.data = ""
    exact = [each.reference for each in found.exact]
    form.pupils.data = list(dict.fromkeys([*(form.pupils.data or ()), *exact]))
    return found
