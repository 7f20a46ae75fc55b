"""Which adults a file may hold, what stands in it, and who was sent their link elsewhere."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from parentcomms.accounts.family_links import links_in_doubt
from parentcomms.accounts.models import FamilyLink
from parentcomms.accounts.queries import current_links
from parentcomms.clock import now
from parentcomms.communications.coverage_facts import facts_now
from parentcomms.communications.pilot import adults_after_the_pilot
from parentcomms.communications.rules import Tie
from parentcomms.communications.ties import ties
from parentcomms.consent.queries import due_relationships
from parentcomms.database import db
from parentcomms.languages import gettext
from parentcomms.links import Purpose, address_of, token_for
from parentcomms.people.models import Person
from parentcomms.reach.models import MergeFile, MergeFileAdult
from parentcomms.reach.rules import FileState, Whom, file_state, may_be_texted
from parentcomms.school.queries import school
from parentcomms.texts.shipped import ENGLISH, languages


@dataclass(frozen=True)
class Line:
    """One adult's line of the file."""

    forename: str
    surname: str
    phone: str
    link: str
    text: str


def adults_for(whom: Whom, class_id: int | None = None) -> list[int]:
    """Adults whom a text may reach, of the whole school or of one class."""
    by_person: dict[int, list[Tie]] = defaultdict(list)
    everyone = ties()
    for tie in everyone:
        by_person[tie.person_id].append(tie)
    wanted = _wanted(whom, by_person)
    left_out = links_in_doubt(by_person) | adults_after_the_pilot(everyone)
    return [
        person_id
        for person_id, own in by_person.items()
        if person_id in wanted
        and person_id not in left_out
        and may_be_texted(own)
        and (class_id is None or any(tie.class_id == class_id for tie in own))
    ]


def _wanted(whom: Whom, by_person: dict[int, list[Tie]]) -> Collection[int]:
    if whom is Whom.EVERYONE:
        return by_person.keys()
    if whom is Whom.NOT_TOLD:
        return by_person.keys() - facts_now().told
    due = due_relationships({tie.pupil_id for own in by_person.values() for tie in own})
    return {
        person_id
        for person_id, own in by_person.items()
        if any(tie.relationship_id in due for tie in own)
    }


def people_in(row: MergeFile) -> Sequence[Person]:
    """Those in the file who may still be texted: a hold since then leaves them out."""
    here = {each.person_id for each in row.adults} & set(adults_for(Whom.EVERYONE))
    return db.session.scalars(
        select(Person).where(Person.id.in_(here)).order_by(Person.surname, Person.forename)
    ).all()


def lines_of(row: MergeFile) -> list[Line]:
    """What is written to the file; the links are made anew and kept nowhere."""
    people = people_in(row)
    links = current_links([person.id for person in people])
    return [_line(person, links[person.id]) for person in people if person.id in links]


def _line(person: Person, link: FamilyLink) -> Line:
    token = token_for(Purpose.FAMILY_LINK, link.reference)
    address = address_of("accounts_public.family_link", token=token)
    return Line(
        person.forename, person.surname, person.phone or "", address, short_text(person, address)
    )


def short_text(person: Person, address: str) -> str:
    """The message in the adult's language: no child's name, for it lies on a lock screen."""
    language = person.language if person.language in languages() else ENGLISH
    with force_locale(language):
        return gettext(
            "%(school)s: please read what we ask of families, and choose about pictures: %(link)s "
            "Or ring us, that counts too: %(phone)s",
            school=school().name,
            link=address,
            phone=school().phone,
        )


def sent_elsewhere() -> frozenset[int]:
    """Adults of whom the office says that their link was sent by its own service this year."""
    current = select(FamilyLink.person_id).where(
        FamilyLink.revoked_at.is_(None), FamilyLink.expires_at > now()
    )
    return frozenset(
        db.session.scalars(
            select(MergeFileAdult.person_id)
            .join(MergeFile, MergeFile.id == MergeFileAdult.merge_file_id)
            .where(MergeFile.sent_at.is_not(None), MergeFileAdult.person_id.in_(current))
        )
    )


def merge_files(limit: int = 30) -> Sequence[MergeFile]:
    """The newest files first."""
    query = select(MergeFile).options(
        joinedload(MergeFile.school_class), joinedload(MergeFile.adults)
    )
    return db.session.scalars(query.order_by(MergeFile.id.desc()).limit(limit)).unique().all()


def merge_file_by_reference(reference: str) -> MergeFile | None:
    """One file, if there is one."""
    return db.session.scalar(select(MergeFile).where(MergeFile.reference == reference))


def state_of(row: MergeFile) -> FileState:
    """What has become of it."""
    return file_state(
        row.made_at, now(), sent=row.sent_at is not None, discarded=row.discarded_at is not None
    )
