"""Letters on paper: the approved words, each adult's address, link and code, ready to print."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date
from flask_babel import force_locale

from parentcomms.accounts.models import FamilyLink
from parentcomms.accounts.queries import current_links
from parentcomms.clock import today
from parentcomms.communications import content, issues, values
from parentcomms.communications.addressing import address_lines, slip
from parentcomms.communications.envelopes import Sheet, same_place, together
from parentcomms.communications.models import Delivery
from parentcomms.communications.rules import CommunicationKind, Tie, held_back, in_book_bag
from parentcomms.communications.ties import ties
from parentcomms.database import db
from parentcomms.documents.markdown import Value, parse
from parentcomms.documents.paper import Direction, Letter, Mark, Signature, Slip
from parentcomms.documents.text import to_text
from parentcomms.languages import direction, gettext
from parentcomms.links import Purpose, code_for, show_code
from parentcomms.people.models import Person, SchoolClass
from parentcomms.school.letterhead import sender
from parentcomms.school.queries import school
from parentcomms.school.values import common_values

WITH_SLIP = (CommunicationKind.JOINING_LETTER, CommunicationKind.CONSENT_REQUEST)


@dataclass(frozen=True)
class Addressee:
    """One adult, the children their letter is about, and the bag it may go home in."""

    delivery: Delivery
    person: Person
    ties: tuple[Tie, ...]
    link: FamilyLink | None
    children: str
    class_name: str
    child_sorted: tuple[str, str]

    @property
    def order(self) -> tuple[Any, ...]:
        """By class, then the child's surname: how a pile is handed out."""
        return *pile_order(self.class_name, self.child_sorted), self.person.id


def pile_order(class_name: str, child: tuple[str, str]) -> tuple[Any, ...]:
    """By class, then the child's surname and first name."""
    surname, forename = child
    return _natural(class_name), surname.casefold(), forename.casefold()


def first_child(
    own: Sequence[Tie], names: Mapping[int, tuple[str, str]], classes: Mapping[int, str]
) -> tuple[str, tuple[str, str]]:
    """The class and the child (surname, first name) that one adult's letter is sorted by."""

    def place(tie: Tie) -> tuple[Any, ...]:
        forename, surname = names[tie.pupil_id]
        class_name = classes.get(tie.class_id or 0, "")
        return not tie.here_now, _natural(class_name), surname, forename, class_name

    *_, surname, forename, class_name = min(place(tie) for tie in own)
    return class_name, (surname, forename)


def _natural(name: str) -> tuple[bool, int, str]:
    """1 Oak, 2 Elm, 10 Ash; children in no class come last."""
    number = name.partition(" ")[0]
    return not name, int(number) if number.isdecimal() else 0, name.casefold()


def addressees(deliveries: Sequence[Delivery]) -> list[Addressee]:
    """Who these letters are for now, in the order of the pile.

    Whoever was held or is no longer to be contacted since then is left out: paper that is not
    printed has not gone out. Reads in a fixed number of queries.
    """
    now_true = {tie.relationship_id: tie for tie in ties() if held_back(tie) is None}
    own = {each.id: _ties_of(each, now_true) for each in deliveries}
    names = values.first_names_of(tie.pupil_id for some in own.values() for tie in some)
    links = current_links([each.person_id for each in deliveries])
    classes = {each.id: each.name for each in db.session.query(SchoolClass)}
    found = [
        _addressee(each, own[each.id], names, links, classes) for each in deliveries if own[each.id]
    ]
    return sorted(found, key=lambda each: each.order)


def _ties_of(delivery: Delivery, now_true: dict[int, Tie]) -> tuple[Tie, ...]:
    if delivery.children:
        about = (now_true.get(child.relationship_id) for child in delivery.children)
        return tuple(tie for tie in about if tie is not None)
    mine = (tie for tie in now_true.values() if tie.person_id == delivery.person_id)
    return tuple(tie for tie in mine if tie.gets_letters)


def _addressee(
    delivery: Delivery,
    own: tuple[Tie, ...],
    names: dict[int, tuple[str, str]],
    links: dict[int, FamilyLink],
    classes: dict[int, str],
) -> Addressee:
    class_name, child = first_child(own, names, classes)
    return Addressee(
        delivery=delivery,
        person=delivery.person,
        ties=own,
        link=links.get(delivery.person_id),
        children=values.children_of(own, names, delivery.language),
        class_name=class_name,
        child_sorted=child,
    )


def letters(found: Sequence[Addressee], *, large: bool = False) -> Iterator[Letter]:
    """The letters, as plain data that needs no database any more; `large`: all in large print."""
    writer = _Writer(large=large)
    return (writer.letter(some) for some in envelopes(found))


def envelopes(found: Sequence[Addressee]) -> list[tuple[Addressee, ...]]:
    """Adults of one address whose letters say the same share one, each with a slip."""
    by_sheet = {_sheet(each): each for each in found}
    return [tuple(by_sheet[sheet] for sheet in some) for some in together(by_sheet)]


def _sheet(to: Addressee) -> Sheet:
    """A newsletter bears no slip: one copy to each adult, as it always was."""
    version = to.delivery.version
    pupils = frozenset(tie.pupil_id for tie in to.ties)
    alone = bool(to.person.own_envelope) or version.communication.kind not in WITH_SLIP
    return Sheet(
        delivery_id=to.delivery.id,
        address=same_place(to.person.address, to.person.postcode),
        own_envelope=alone,
        at_home=all(tie.lives_with is True for tie in to.ties),
        in_bag=in_book_bag(to.ties),
        says=(version.id, to.delivery.language, pupils, to.person.large_print),
    )


class _Writer:
    """What all letters share, worked out once."""

    def __init__(self, *, large: bool) -> None:
        self._large = large
        self._sender = sender()
        self._common = common_values()
        self._today = today()

    def letter(self, some: tuple[Addressee, ...]) -> Letter:
        """One letter to everybody who shares the envelope; what they share is the first's."""
        to = some[0]
        version, kind = to.delivery.version, to.delivery.version.communication.kind
        written, language = version.texts[to.delivery.language], to.delivery.language
        bag = in_book_bag(to.ties)
        with force_locale(language):
            slips = _slips(some, kind, language) if kind in WITH_SLIP else []
            return letter_of(
                content.for_paper(content.whole_body(kind, written, language)),
                str(written["subject"]),
                self._values(some),
                language=language,
                sender=self._sender,
                date=format_date(self._today, "d MMMM y", locale=language),
                recipient=address_lines([each.person for each in some], bag=bag),
                reference=gettext("Our reference: %(reference)s", reference=_references(some)),
                slip=slips[0] if slips else None,
                other_slips=tuple(slips[1:]),
                large_print=self._large or to.person.large_print,
                mark=Mark.BOOK_BAG if bag else Mark.POST,
                sorted_by=sorted_by(to.class_name, to.child_sorted if bag else None),
            )

    def _values(self, some: tuple[Addressee, ...]) -> dict[str, Value]:
        language = some[0].delivery.language
        names = [values.greeting_name(each.person) for each in some]
        links = [each.link.reference for each in some if each.link]
        codes = [show_code(code_for(Purpose.FAMILY_CODE, each)) for each in links]
        own: dict[str, Value] = {
            "parent_name": values.joined_names(names, language),
            "first_names": some[0].children,
            "reference": _references(some),
            "link": gettext("see the square code at the foot of this page."),
            "code": " / ".join(codes),
        }
        version = some[0].delivery.version
        if version.communication.kind is CommunicationKind.NEWSLETTER:
            own |= issues.values_to_look_at(version, language)
        return {**self._common, **values.shared_values(language), **own}


def _references(some: Sequence[Addressee]) -> str:
    return ", ".join(each.delivery.reference for each in some)


def _slips(some: Sequence[Addressee], kind: CommunicationKind, language: str) -> list[Slip]:
    """One for each adult; where two share the sheet, each bears a name."""
    named = len(some) > 1
    return [
        slip(each.link, kind, language, name=each.person.full_name if named else "")
        for each in some
        if each.link
    ]


def letter_of(
    parts: content.PaperParts,
    subject: str,
    filled: dict[str, Value],
    *,
    language: str,
    **others: Any,
) -> Letter:
    """A text as a letter, in its own language; call it with that language in force."""
    greeting = _filled(parts.salutation or gettext("Dear parent or carer,"), filled)
    return Letter(
        salutation=greeting,
        heading=_filled(subject, filled),
        body=parse(content.with_lists(parts.body, values.lists(language))),
        signature=Signature(
            _filled(parts.closing, filled) or gettext("Yours sincerely"),
            school().head_name,
            _filled(parts.role, filled) or gettext("Head teacher"),
        ),
        values=filled,
        language=language,
        direction=Direction(direction(language)),
        fallback_name=gettext("To the parent or carer"),
        fallback_salutation=gettext("Dear parent or carer,"),
        fallbacks={"first_names": gettext("your child")},
        **others,
    )


def _filled(words: str, filled: dict[str, Value]) -> str:
    return " ".join(to_text(parse(words), filled, width=10_000).split())


def sorted_by(class_name: str, child: tuple[str, str] | None) -> str:
    """The class; for whoever puts it into a bag, also the child by first name and initial."""
    if child is None:
        return class_name
    surname, forename = child
    return " · ".join(part for part in (class_name, f"{forename} {surname[:1]}.") if part)
