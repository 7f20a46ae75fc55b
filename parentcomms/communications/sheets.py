"""The consent request on paper: a sheet of its own for each child, to tick and to bring back."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from flask_babel import force_locale

from parentcomms.communications.letters import Addressee
from parentcomms.communications.rules import Tie
from parentcomms.communications.values import first_names_of
from parentcomms.consent.models import UseWording
from parentcomms.consent.queries import current_uses, wordings
from parentcomms.database import db
from parentcomms.documents.forms import ConsentForm, FormWords, Question
from parentcomms.documents.markdown import parse
from parentcomms.documents.paper import Direction, Sender
from parentcomms.languages import direction, gettext
from parentcomms.links import Purpose, code_for, show_code
from parentcomms.people.models import SchoolClass
from parentcomms.school.letterhead import sender
from parentcomms.school.queries import school


def sheets(found: Sequence[Addressee], *, large: bool = False) -> Iterator[ConsentForm]:
    """One sheet for each adult and child, in the order of the letters."""
    names = first_names_of(tie.pupil_id for each in found for tie in each.ties)
    classes = {each.id: each.name for each in db.session.query(SchoolClass)}
    letterhead, phone = sender(), school().phone
    asked = {each.delivery.language: _questions(each.delivery.language) for each in found}
    return (
        _sheet(
            to,
            tie,
            child=names[tie.pupil_id][0],
            class_name=classes.get(tie.class_id or 0, ""),
            letterhead=letterhead,
            questions=asked[to.delivery.language],
            phone=phone,
            large=large or to.person.large_print,
        )
        for to in found
        for tie in to.ties
    )


def _questions(language: str) -> tuple[Question, ...]:
    uses = current_uses()
    words = wordings([use.version_id for use in uses], language)
    return tuple(
        _question(words[use.version_id], three=use.facts.offers_unrecognisable) for use in uses
    )


def _question(wording: UseWording, *, three: bool) -> Question:
    """The question as asked on the page, with who would use the picture and for how long."""
    return Question(wording.question, " ".join(wording.detail.split()), three)


def _sheet(
    to: Addressee,
    tie: Tie,
    *,
    child: str,
    class_name: str,
    letterhead: Sender,
    questions: tuple[Question, ...],
    phone: str,
    large: bool,
) -> ConsentForm:
    language = to.delivery.language
    words = _words(language)
    with force_locale(language):
        adult = gettext("For %(name)s", name=to.person.full_name)
    return ConsentForm(
        sender=letterhead,
        title=words["title"],
        child=child,
        class_name=class_name,
        adult=adult,
        code=form_code(to.delivery.reference, tie.relationship_id),
        questions=questions,
        words=_form_words(language),
        intro=parse(words["intro"]),
        after=parse(words["after"]),
        values={"phone": phone},
        reference=to.delivery.reference,
        large=large,
        language=language,
        direction=Direction(direction(language)),
        fallback_name=words["fallback"],
    )


def form_code(delivery_reference: str, relationship_id: int) -> str:
    """The code by which a paper answer is known to be this adult's, about this child."""
    return show_code(code_for(Purpose.CONSENT_FORM, f"{delivery_reference}:{relationship_id}"))


@lru_cache(maxsize=16)
def _words(language: str) -> Mapping[str, str]:
    with force_locale(language):
        return {
            "title": gettext("Pictures of your child: you choose"),
            "intro": gettext(
                "Please tick **one box in each row**. You can say no to any of them, or to all. "
                "Saying no changes nothing for your child. An empty row is not a yes."
            ),
            "after": gettext(
                "**You can change your mind on any day**: write to us, or ring us on ((phone)), "
                "that counts too. We need no reason. Please bring this sheet to the school office."
            ),
            "fallback": gettext("To the parent or carer"),
        }


@lru_cache(maxsize=16)
def _form_words(language: str) -> FormWords:
    with force_locale(language):
        return FormWords(
            yes=gettext("Yes"),
            unrecognisable=gettext("Only if nobody could recognise my child"),
            no=gettext("No"),
            question=gettext("May we use pictures of your child here?"),
            code=gettext("Code of this sheet"),
            adult_name=gettext("Your name"),
            signature=gettext("Signature"),
            date=gettext("Date"),
        )
