"""The house rule: no text we ship lost an element of policy 10.1 and 10.2, or threatens."""

import pytest

from parentcomms.consent.rules import UseKey
from parentcomms.policies import words
from parentcomms.policies.elements import REQUIRED, Element
from parentcomms.policies.phrases import PHRASES, THREATS
from parentcomms.reach.queries import short_text
from parentcomms.school.actions import decide
from parentcomms.texts import shipped
from parentcomms.texts.kinds import (
    ALLOWED,
    KEYS,
    PHOTO_USE_KEYS,
    PLACEHOLDERS,
    UNRECOGNISABLE_OFFERED,
    Kind,
)
from tests import make

TEXTS = shipped.all_texts()
USES = [use for language in shipped.languages() for use in shipped.photo_uses(language)]
TASKS = [shipped.teaching_use(language) for language in shipped.languages()]
OCCASIONS = [shipped.occasion_question(language) for language in shipped.languages()]
LONGEST_AVERAGE = 15


EVENT_PARTS = {
    "programme": Kind.EVENT_PROGRAMME,
    "poster": Kind.EVENT_POSTER,
    "slide": Kind.EVENT_SLIDE,
    "spoken": Kind.EVENT_SPOKEN,
}


def pack_reports(key):
    """The words for one event that come with an insert."""
    for language in shipped.languages():
        pack = shipped.event_pack(key, language=language)
        for part, kind in EVENT_PARTS.items():
            title = pack.heading if part in {"poster", "slide"} else ""
            report = words.check(title, getattr(pack, part), kind=kind, language=language)
            yield f"{language}-{part}-{key}", report


def reports():
    """Every text and every photo question, each with its report."""
    for text in TEXTS:
        name = f"{text.language}-{text.key}"
        yield name, words.check(text.title, text.body, kind=text.kind, language=text.language)
    for use in [*USES, *TASKS]:
        name = f"{use.language}-question-{use.key}"
        yield name, words.check(use.name, use.whole, kind=Kind.PHOTO_USE, language=use.language)

    for key, kind in KEYS.items():
        if kind is Kind.INSERT:
            yield from pack_reports(key)

    for asked in OCCASIONS:
        name = f"{asked.language}-occasion"
        yield (
            name,
            words.check("", asked.whole, kind=Kind.OCCASION, language=asked.language),
        )


REPORTS = dict(reports())


@pytest.mark.parametrize("name", REPORTS)
def test_no_text_lost_an_element_or_carries_a_placeholder_nobody_fills(name):
    assert REPORTS[name].missing == ()
    assert REPORTS[name].placeholders == ()


@pytest.mark.parametrize("name", REPORTS)
def test_no_text_threatens_overreaches_or_ties_consent_to_acknowledging(name):
    assert REPORTS[name].threats == ()
    assert REPORTS[name].overreaching == ()
    assert REPORTS[name].bundled == ()
    assert REPORTS[name].accusing == ()


@pytest.mark.parametrize("name", REPORTS)
def test_every_text_can_be_read_by_a_child_of_eleven(name):
    assert REPORTS[name].long_sentences == ()
    assert REPORTS[name].average_sentence <= LONGEST_AVERAGE
    assert (REPORTS[name].grade or 0) <= words.READING_GRADE


@pytest.mark.parametrize("name", REPORTS)
def test_english_texts_keep_to_their_length(name):
    assert not REPORTS[name].wrong_length


def test_every_language_has_phrases_for_all_it_is_checked_for():
    needed = frozenset().union(*REQUIRED.values())
    for language in shipped.languages():
        assert needed == PHRASES[language].keys()
        assert language in THREATS


def test_every_file_is_a_known_text_in_every_language():
    for language in shipped.languages():
        assert {path.stem for path in (shipped.HERE / language).glob("*.md")} == KEYS.keys()


def test_every_kind_has_its_elements_and_its_placeholders():
    assert set(Kind) == REQUIRED.keys() == ALLOWED.keys()
    assert frozenset().union(*ALLOWED.values()) <= PLACEHOLDERS.keys()


def test_the_seven_questions_are_those_of_the_house():
    assert set(PHOTO_USE_KEYS) == set(UseKey)
    assert set(PHOTO_USE_KEYS) >= UNRECOGNISABLE_OFFERED


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.language}-{use.key}")
def test_each_photo_question_is_one_plain_question(use):
    assert use.question.count("?") == 1
    assert use.question.endswith("?")
    for part in (use.name, use.purpose, use.audience, use.how_long):
        assert "?" not in part
    assert not {"not", "object", "nie"} & set(use.question.lower().split())


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.language)
def test_what_the_school_does_anyway_is_told_and_never_asked(task):
    assert "?" not in task.whole


@pytest.mark.parametrize("asked", OCCASIONS, ids=lambda asked: asked.language)
def test_the_question_of_an_occasion_is_one_question_and_its_name_is_no_persons(asked):
    assert asked.question.count("?") == 1
    assert asked.question.endswith("?")
    assert "?" not in asked.detail
    assert "((outlet))" in asked.name
    for mail in ("mail_occasion", "mail_occasion_reminder"):
        assert "((outlet))" not in shipped.text(mail, language=asked.language).title


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{text.language}-{text.key}")
def test_a_persons_link_stands_alone_so_that_paper_can_make_a_code_of_it(text):
    for line in text.body.splitlines():
        assert line.strip() == "((link))" or "((link))" not in line


@pytest.mark.parametrize("language", shipped.languages())
def test_the_text_message_with_an_adults_link_is_one_of_them(session, language):
    decide(name="Elm Park", phone="01452 000000")
    body = short_text(make.person(language=language), "https://elmpark.example/family-link/a")
    report = words.check("", body, kind=Kind.FAMILY_MAIL, language=language)
    for found in (report.threats, report.overreaching, report.bundled, report.accusing):
        assert found == ()
    assert report.placeholders == report.long_sentences == ()
    assert Element.RING_US not in report.missing
    assert len(body) <= 320  # two text messages
