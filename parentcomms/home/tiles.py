"""What a person may do next, by permission, with small and honest numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import g

from parentcomms.access import Permission, actor, may
from parentcomms.channels.queries import all_channels, chased
from parentcomms.communications.queries import communications
from parentcomms.communications.readiness import still_lacking
from parentcomms.communications.ready_steps import needed
from parentcomms.consent.naming import questions_to_renew
from parentcomms.errors import link_to
from parentcomms.home.address_tiles import addresses_tile
from parentcomms.home.backup_tiles import backups_tile
from parentcomms.home.concern_words import concerns_waiting
from parentcomms.home.letter_tiles import asked, still_to_send, to_approve
from parentcomms.home.yearly_tiles import told_through_the_year
from parentcomms.languages import gettext, ngettext
from parentcomms.people import reviewing
from parentcomms.people.children import anybody_on_roll
from parentcomms.people.responsibility import declared_and_waiting
from parentcomms.publications.queries import unchecked
from parentcomms.publications.takedown import to_take_down
from parentcomms.school.queries import goes_live_on, school
from parentcomms.yearly.queries import reminder_now


@dataclass(frozen=True)
class Tile:
    """One thing to do: its page, and how much of it waits."""

    title: str
    sentence: str
    address: str | None
    waiting: bool = False


def tiles() -> list[Tile]:
    """Tiles for whoever asks, most urgent first; none whose page does not exist."""
    found = [tile for tile in _all() if tile.address is not None]
    return sorted(found, key=lambda tile: not tile.waiting)


def _all() -> Iterator[Tile]:
    yield from _posting()
    if may(Permission.REVIEW_CONTACTS):
        yield from _contacts()
    if may(Permission.RECORD_ANSWERS):
        yield Tile(
            gettext("Forms on paper"),
            gettext("Type the code, tick what was ticked. Drop in the scans later."),
            link_to("paper_staff.paper"),
        )
    yield from _answers()
    if may(Permission.EDIT_COMMUNICATION):
        yield from _letters()
    if may(Permission.RECEIVE_CONCERNS):
        said, waits = concerns_waiting(g.staff.id)
        yield Tile(gettext("Concerns"), said, link_to("cases_staff.concerns"), waiting=waits)
    yield from _running_the_school()


def _posting() -> Iterator[Tile]:
    """Before a picture goes out, and after."""
    if may(Permission.CHECK_BEFORE_POSTING):
        yield Tile(
            gettext("Check a picture"),
            gettext("Tick the children in the picture and get one answer."),
            link_to("publishing_staff.check"),
        )
        yield from _to_check_now()
    yield from _takedown()
    if may(Permission.SEE_STANDING_ANSWERS):
        yield Tile(
            gettext("Lists"),
            gettext("Who may be shown where: a class, a club or a trip, on screen and on paper."),
            link_to("lists_staff.lists"),
        )


def _to_check_now() -> Iterator[Tile]:
    """What this person posted without a check, until it has one."""
    number = len(unchecked(actor()))
    if number:
        yield Tile(
            gettext("Posted without a check"),
            ngettext("Check %(num)s post now.", "Check %(num)s posts now.", number),
            link_to("publications_staff.publications"),
            waiting=True,
        )


def _takedown() -> Iterator[Tile]:
    """What has to come down: everything for those who look after the register, else one's own."""
    every = may(Permission.SEE_PUBLICATIONS)
    lines = to_take_down(owner_id=None if every else g.staff.id)
    if not lines and not every:
        return
    sentence = ngettext("%(num)s place to clean up.", "%(num)s places to clean up.", len(lines))
    late = sum(line.overdue for line in lines)
    if late:
        sentence += " " + ngettext("%(num)s is overdue.", "%(num)s are overdue.", late)
    yield Tile(
        gettext("What has to come down"),
        sentence if lines else gettext("Nothing has to come down."),
        link_to("publications_staff.takedown"),
        waiting=bool(lines),
    )


def _publishing() -> Iterator[Tile]:
    """Derived from dates and names each time it is asked, so that no forgotten job hides it."""
    places = None
    if may(Permission.EDIT_CHANNELS) or may(Permission.APPROVE_CHANNELS):
        places = all_channels()
        number = len(chased(places))
        sentence = ngettext(
            "%(num)s account or place has to be seen to.",
            "%(num)s accounts or places have to be seen to.",
            number,
        )
        yield Tile(
            gettext("Accounts and places"),
            sentence if number else gettext("All are approved and looked after."),
            link_to("channels_staff.channels"),
            waiting=number > 0,
        )
    if may(Permission.EDIT_USES):
        number = len(questions_to_renew(places))
        sentence = ngettext(
            "%(num)s question does not name everybody who uses the pictures.",
            "%(num)s questions do not name everybody who uses the pictures.",
            number,
        )
        yield Tile(
            gettext("Photo questions"),
            sentence if number else gettext("What families are asked, in the words they read."),
            link_to("consent_staff.questions"),
            waiting=number > 0,
        )


def _contacts() -> Iterator[Tile]:
    """Nobody waits in these two for most of the year: then they are under More only."""
    number = reviewing.adults_among(reviewing.waiting(reviewing.everyone()))
    if number:
        yield Tile(
            gettext("Contact review"),
            _waiting(number),
            link_to("people_staff.contact_review"),
            waiting=True,
        )
    if declared := len(declared_and_waiting()):
        yield Tile(
            gettext("Parental responsibility"),
            _waiting(declared),
            link_to("home_staff.responsibility"),
            waiting=True,
        )
    if (found := addresses_tile()) is not None:
        title, sentence, page = found
        yield Tile(title, sentence, link_to(page), waiting=True)


def _waiting(number: int) -> str:
    return ngettext("%(num)s adult waits.", "%(num)s adults wait.", number)


def _answers() -> Iterator[Tile]:
    if may(Permission.SEE_COVERAGE) and goes_live_on() is not None:
        yield Tile(
            gettext("Going live"),
            gettext("How far each class has come, until the old list is left behind."),
            link_to("lists_staff.going_live"),
        )
    if may(Permission.SEE_COVERAGE):
        yield Tile(
            gettext("Who has answered"),
            gettext("Who is due, told, has acknowledged and answered, class by class."),
            link_to("home_staff.classes"),
        )
    if may(Permission.SEE_PEOPLE):
        yield Tile(
            gettext("Find a child"),
            gettext("What counts for each child, its adults, and what was sent to whom."),
            link_to("home_staff.children"),
        )


def _letters() -> Iterator[Tile]:
    everything = communications()
    if may(Permission.APPROVE_COMMUNICATION):
        sentence, page, values = to_approve(everything)
        yield Tile(
            gettext("To approve"),
            sentence,
            link_to(page, **values),
            waiting=bool(asked(everything)),
        )
    yield Tile(
        gettext("Letters and newsletters"),
        still_to_send(everything),
        link_to("communications_staff.communications"),
    )
    if may(Permission.SEND_COMMUNICATION) and reminder_now() is not None and anybody_on_roll():
        yield Tile(
            gettext("The yearly reminder"),
            gettext("Families are reminded of their answers. Some have no e-mail."),
            link_to("yearly_staff.reminders"),
        )
    for title, sentence, endpoint in told_through_the_year():
        yield Tile(title, sentence, link_to(endpoint), waiting=True)


def _set_up(steps: int) -> str:
    """The very sentence of the set-up page, so that no two numbers are about one thing."""
    if not steps:
        return gettext("Letters can go out. Some steps are still worth doing.")
    return ngettext(
        "%(num)s step is needed before anything can be sent.",
        "%(num)s steps are needed before anything can be sent.",
        steps,
    )


def _running_the_school() -> Iterator[Tile]:
    yield from _publishing()
    if may(Permission.EDIT_SCHOOL):
        lacks = still_lacking()
        yield Tile(
            gettext("Set up the school"),
            _set_up(needed(lacks)) if lacks else gettext("Nothing is missing."),
            link_to("setting_up_staff.set_up"),
            waiting=bool(lacks),
        )
        title, sentence, endpoint, waiting = backups_tile()
        yield Tile(title, sentence, link_to(endpoint), waiting=waiting)
    if may(Permission.MANAGE_STAFF):
        yield Tile(
            gettext("Staff"),
            gettext("Who may sign in, and as what."),
            link_to("accounts_staff.staff"),
        )
    if may(Permission.READ_AUDIT):
        yield Tile(gettext("Audit"), gettext("Who did what, when."), link_to("home_staff.audit"))
    if may(Permission.READ_DEMO_MAIL) and school().is_demo:
        yield Tile(
            gettext("Demo mail"),
            gettext("Every letter the demo would have sent."),
            link_to("outbox_staff.demo_mail"),
        )
