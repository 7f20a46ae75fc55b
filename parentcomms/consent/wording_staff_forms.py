"""The forms by which a question is worded anew, or added."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from parentcomms.consent.kinds import LawfulBasis
from parentcomms.consent.versions import AskAgain
from parentcomms.consent.wording import PARTS, Words, tidy
from parentcomms.consent.wording_actions import Proposal, Reach
from parentcomms.consent.wording_words import (
    ASK_HINTS,
    ASK_NAMES,
    BASIS_HINTS,
    BASIS_NAMES,
    PART_NAMES,
)
from parentcomms.forms import Form
from parentcomms.languages import gettext, offered, own_name
from parentcomms.stale_forms import LONG_BOXES

ENGLISH = "en"
LONGEST = {"name": 60, "question": 300}
MOST = 1000
LONG_BOXES.update(PARTS[1:])  # made for each language when the page is opened
REACHES: dict[str, Reach] = {
    "inside": Reach(outside_school=False, public=False),
    "families": Reach(outside_school=True, public=False),
    "anybody": Reach(outside_school=True, public=True),
}


class WordingForm(Form):
    """What every version says beside its words; the words of each language are added below."""

    basis = RadioField(
        _l("On what basis does the school use these pictures?"),
        [DataRequired(_l("Choose the basis"))],
        choices=[
            SelectChoice(each.value, BASIS_NAMES[each], render_kw={"hint": BASIS_HINTS[each]})
            for each in LawfulBasis
        ],
        coerce=LawfulBasis,
        default=LawfulBasis.CONSENT,
    )
    offers_unrecognisable = BooleanField(
        _l("Offer the third answer: only if nobody could recognise my child")
    )
    languages: tuple[str, ...] = ()

    def part_fields(self, language: str) -> list[Field]:
        """The fields of one language, in the order a parent reads them."""
        return [self[f"{language}_{part}"] for part in PARTS]

    def words(self) -> dict[str, Words]:
        """Language → what was typed; a translation left empty is none."""
        found = {
            language: tidy({part: self[f"{language}_{part}"].data for part in PARTS})
            for language in self.languages
        }
        return {language: words for language, words in found.items() if words.whole.strip()}

    def complete(self) -> bool:
        """A translation is whole or none: half of it would be asked half in English."""
        whole = True
        for language, words in self.words().items():
            for part in PARTS:
                if not getattr(words, part):
                    self.refuse(_lacking(part, language), field=self[f"{language}_{part}"])
                    whole = False
        return whole

    def read(self) -> frozenset[str]:
        """The translations somebody has checked."""
        others = (each for each in self.languages if each != ENGLISH)
        return frozenset(each for each in others if self[f"{each}_read"].data)

    def sent(self) -> list[tuple[str, str]]:
        """What it holds, to be sent once more when the comparison is confirmed."""
        held = [each for each in self if each.data and not isinstance(each, HiddenField)]
        return [
            (each.name, "y" if isinstance(each, BooleanField) else str(each.data)) for each in held
        ]

    def proposal(self, ask: AskAgain, ask_language: str | None = None) -> Proposal:
        """What the form asks for."""
        return Proposal(
            words=self.words(),
            basis=self.basis.data,
            offers_unrecognisable=self.offers_unrecognisable.data,
            ask=ask,
            ask_language=ask_language,
            read=self.read(),
        )


def _lacking(part: str, language: str) -> str:
    return gettext("Write this in %(language)s too: %(part)s", language=own_name(language),
                   part=PART_NAMES[part])  # fmt: skip


class NewVersionForm(WordingForm):
    """The next version of a question, and whose answers lapse with it."""

    based_on = HiddenField()
    ask = RadioField(
        _l("Are families asked again?"),
        [DataRequired(_l("Choose whether families are asked again"))],
        choices=[
            SelectChoice(each.value, ASK_NAMES[each], render_kw={"hint": ASK_HINTS[each]})
            for each in AskAgain
        ],
        coerce=AskAgain,
    )
    ask_language = RadioField(_l("Which translation?"), [Optional()], choices=[])


class AddQuestionForm(WordingForm):
    """A use of the school's own."""

    reach = RadioField(
        _l("How far do these pictures go?"),
        [DataRequired(_l("Choose how far they go"))],
        choices=[
            SelectChoice("inside", _l("They stay inside school")),
            SelectChoice("families", _l("Families of the school see them")),
            SelectChoice("anybody", _l("Anybody can see them")),
        ],
    )


def _field(part: str, *, needed: bool) -> Field:
    kind = StringField if part == "name" else TextAreaField
    first = DataRequired(_l("Write this part")) if needed else Optional()
    others = {} if part == "name" else {"render_kw": {"rows": 3}}
    return kind(PART_NAMES[part], [first, Length(max=LONGEST.get(part, MOST))], **others)


def _languages(known: Iterable[str]) -> tuple[str, ...]:
    """English first, then what the school offers, then whatever there are words in."""
    return tuple(dict.fromkeys([ENGLISH, *offered(), *known]))


def wording_form(kind: type[WordingForm], known: Mapping[str, Words], **data: Any) -> WordingForm:
    """A form with the words of each language in it, filled with those known."""
    languages = _languages(known)
    fields: dict[str, Any] = {"languages": languages}
    for language in languages:
        for part in PARTS:
            fields[f"{language}_{part}"] = _field(part, needed=language == ENGLISH)
            data[f"{language}_{part}"] = getattr(known[language], part) if language in known else ""
        if language != ENGLISH:
            fields[f"{language}_read"] = BooleanField(
                _l("Somebody who reads it has checked that it says the same as the English")
            )
    built = type(kind.__name__, (kind,), fields)
    form: WordingForm = built(data=data)
    if isinstance(form, NewVersionForm):
        others = [each for each in languages if each != ENGLISH]
        form.ask_language.choices = [SelectChoice(each, own_name(each)) for each in others]
    return form
