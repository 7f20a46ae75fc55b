"""What came back, whom the school reminded or asked about a post, and files of links."""

from collections.abc import Iterator

from sqlalchemy import Select, exists, func, select

from parentcomms.about_a_post.models import AboutAPost
from parentcomms.bounces.models import Bounce, Suppression
from parentcomms.communications.models import Communication, Delivery
from parentcomms.database import db
from parentcomms.outbox.models import OutgoingMail
from parentcomms.paper_notices.models import PaperNotice
from parentcomms.people.models import Person
from parentcomms.reach.models import MergeFile, MergeFileAdult
from parentcomms.reminders.models import Reminder
from parentcomms.retention.facts import World
from parentcomms.retention.pictures_finding import moment_of
from parentcomms.retention.rules import Rule
from parentcomms.retention.units import Step, Unit, going
from parentcomms.yearly.models import PaperReminder


def chased(world: World) -> Iterator[Unit]:
    """Nothing of anybody held; an address given up stays while an adult here has it."""
    if world.held.everything:
        return
    for table, query in _old(world).items():
        for row_id, reference in db.session.execute(query):
            yield Unit(Rule.SENT_LOG, reference, (Step(table, row_id),))
    yield from _merge_files(world)


def _old(world: World) -> dict[str, Select[int, str]]:
    before, held = moment_of(world, world.periods.sent_log), world.held.people
    of_held = exists().where(Delivery.mail_id == Bounce.mail_id, Delivery.person_id.in_(held))
    somebodys = exists().where(func.lower(Person.email) == Suppression.address)
    asked = Reminder.made_at < before, Reminder.person_id.not_in(held)
    told = PaperReminder.told_at < before, PaperReminder.person_id.not_in(held)
    noticed = PaperNotice.told_at < before, PaperNotice.person_id.not_in(held)
    wrote = AboutAPost.begun_at < before, AboutAPost.person_id.not_in(held)
    return {
        "about_a_post": select(AboutAPost.id, Communication.reference)
        .join(Communication, Communication.id == AboutAPost.communication_id)
        .where(*wrote),
        "bounce": select(Bounce.id, OutgoingMail.reference)
        .join(OutgoingMail, OutgoingMail.id == Bounce.mail_id)
        .where(Bounce.noted_at < before, ~of_held),
        "suppression": select(Suppression.id, Suppression.reference).where(
            Suppression.made_at < before, Suppression.ended_at.is_not(None) | ~somebodys
        ),
        "reminder": select(Reminder.id, Person.reference)
        .join(Person, Person.id == Reminder.person_id)
        .where(*asked),
        "paper_reminder": select(PaperReminder.id, Person.reference)
        .join(Person, Person.id == PaperReminder.person_id)
        .where(*told),
        "paper_notice": select(PaperNotice.id, Person.reference)
        .join(Person, Person.id == PaperNotice.person_id)
        .where(*noticed),
    }


def _merge_files(world: World) -> Iterator[Unit]:
    before = moment_of(world, world.periods.sent_log)
    for file in db.session.scalars(select(MergeFile).where(MergeFile.made_at < before)):
        adults = select(MergeFileAdult.id, MergeFileAdult.person_id).where(
            MergeFileAdult.merge_file_id == file.id
        )
        rows = db.session.execute(adults).all()
        if world.held.people.isdisjoint(person_id for _, person_id in rows):
            steps = going("merge_file_adult", [each for each, _ in rows])
            yield Unit(Rule.SENT_LOG, file.reference, (*steps, Step("merge_file", file.id)))
