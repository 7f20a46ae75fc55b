"""The check of a text's words: what is lost is named, what threatens is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.policies import words
from parentcomms.policies.elements import REQUIRED, SECTION_10, Element
from parentcomms.policies.phrases import PHRASES
from parentcomms.policies.reading import sentences
from parentcomms.texts import shipped
from parentcomms.texts.kinds import Kind

E = Element

TAKEN_OUT_OF_THE_LETTER = [
    ("en", "photos or videos", "videos", E.PHOTOS_AND_VIDEOS),
    ("en", "photos or videos", "photos", E.PHOTOS_AND_VIDEOS),
    ("en", "children on social media", "children", E.ON_SOCIAL_MEDIA),
    ("en", " of pupils other than your own children", "", E.OTHER_CHILDREN),
    ("en", ", unless their parents or carers gave permission", "", E.UNLESS_PERMISSION),
    ("en", "parents or carers gave", "carers gave", E.UNLESS_PERMISSION),
    ("en", "queries, concerns or complaints", "concerns", E.QUERIES_CONCERNS_COMPLAINTS),
    ("en", "concerns or complaints", "concerns", E.QUERIES_CONCERNS_COMPLAINTS),
    ("en", " directly to the school", " to someone", E.DIRECTLY_WITH_SCHOOL),
    ("en", ", rather than posting them on social media", "", E.RATHER_THAN_POSTING),
    ("en", "malicious or fictitious", "malicious", E.MALICIOUS_OR_FICTITIOUS),
    ("en", "malicious or fictitious", "fictitious", E.MALICIOUS_OR_FICTITIOUS),
    ("en", "any member of the school community", "our staff", E.ANY_MEMBER_OF_COMMUNITY),
    ("en", "protect pupils and staff", "protect staff", E.PROTECT_PUPILS_AND_STAFF),
    ("en", ", and to keep information about them confidential", "", E.CONFIDENTIALITY),
    ("en", "The school cannot monitor all use of social media.", "", E.CANNOT_MONITOR),
    ("en", "Some children need to stay out of public pictures,", "We like", E.WHY_SAFETY),
    ("en", "Or ring us on ((phone)), that counts too.", "", E.RING_US),
    ("en", "Or ring us on ((phone)), that counts too.", "Or ring us.", E.RING_US),
    ("en", "((link))", "", E.LINK),
    ("en", "((concern_link))", "", E.CONCERN_LINK),
    ("en", "Please tell us that you have read this.", "", E.ACKNOWLEDGE),
    ("pl", "zdjęć ani filmów", "zdjęć", E.PHOTOS_AND_VIDEOS),
    ("pl", "nie publikować w mediach społecznościowych", "nie publikować", E.ON_SOCIAL_MEDIA),
    ("pl", " z uczniami innymi niż własne dzieci", "", E.OTHER_CHILDREN),
    ("pl", ", chyba że zgodzili się ich rodzice lub opiekunowie", "", E.UNLESS_PERMISSION),
    ("pl", "Pytania, obawy lub skargi", "Pytania", E.QUERIES_CONCERNS_COMPLAINTS),
    ("pl", "bezpośrednio do szkoły", "komukolwiek", E.DIRECTLY_WITH_SCHOOL),
    ("pl", ", zamiast pisać o nich w mediach społecznościowych", "", E.RATHER_THAN_POSTING),
    ("pl", "złośliwych ani zmyślonych", "złośliwych", E.MALICIOUS_OR_FICTITIOUS),
    ("pl", "kimkolwiek ze społeczności szkolnej", "nauczycielach", E.ANY_MEMBER_OF_COMMUNITY),
    ("pl", "chronić uczniów i pracowników", "chronić uczniów", E.PROTECT_PUPILS_AND_STAFF),
    ("pl", " oraz poufność informacji o nich", "", E.CONFIDENTIALITY),
    ("pl", "nie może śledzić wszystkiego", "nie śpi", E.CANNOT_MONITOR),
    ("pl", "dla swojego bezpieczeństwa ", "", E.WHY_SAFETY),
    ("pl", ", to również się liczy", "", E.RING_US),
    ("pl", "((link))", "", E.LINK),
    ("pl", "((concern_link))", "", E.CONCERN_LINK),
    ("pl", "Prosimy dać nam znać, że przeczytali Państwo ten list.", "", E.ACKNOWLEDGE),
]


@pytest.mark.parametrize(("language", "taken", "put", "element"), TAKEN_OUT_OF_THE_LETTER)
def test_each_element_taken_out_of_the_letter_is_named(language, taken, put, element):
    letter = shipped.text("joining_letter", language=language).body
    assert taken in letter
    shortened = letter.replace(taken, put)
    assert words.missing_elements(shortened, Kind.JOINING_LETTER, language=language) == (element,)


def test_the_list_above_covers_every_element_of_the_letter_in_every_language():
    covered = {(language, element) for language, _, _, element in TAKEN_OUT_OF_THE_LETTER}
    assert covered == {
        (language, element)
        for language in shipped.languages()
        for element in REQUIRED[Kind.JOINING_LETTER]
    }


@pytest.mark.parametrize(
    "text", shipped.all_texts(), ids=lambda text: f"{text.language}-{text.key}"
)
def test_deleting_the_sentences_that_carry_an_element_is_noticed(text):
    for element in REQUIRED[text.kind]:
        patterns = PHRASES[text.language][element]
        left = [
            sentence
            for sentence in sentences(text.body)
            if not all(pattern.search(sentence) for pattern in patterns)
        ]
        found = words.missing_elements("\n\n".join(left), text.kind, language=text.language)
        assert element in found


OPPOSITES = [
    ("Please post photos and videos of pupils other than your own.", E.PHOTOS_AND_VIDEOS),
    ("Do not worry: post photos and videos of other children.", E.PHOTOS_AND_VIDEOS),
    ("Take photos and videos. Do not post rude words.", E.PHOTOS_AND_VIDEOS),
    ("We monitor all use of social media.", E.CANNOT_MONITOR),
    ("You can ring us on ((phone)).", E.RING_US),
    ("Bring queries and concerns to us.", E.QUERIES_CONCERNS_COMPLAINTS),
    ("Use ((concern_link)) for queries or complaints.", E.QUERIES_CONCERNS_COMPLAINTS),
    ("Do not post malicious or fictitious comments about the head.", E.ANY_MEMBER_OF_COMMUNITY),
]


@pytest.mark.parametrize(("sentence", "element"), OPPOSITES)
def test_a_sentence_that_says_something_else_does_not_pass(sentence, element):
    found = words.missing_elements(sentence, Kind.JOINING_LETTER, language="en")
    assert element in found


def test_a_schools_own_wording_passes_when_nothing_is_lost():
    own = """
    It is lovely to have you. Please don't share pictures or videos of other people's children on
    social media without the agreement of their parents or carers. If you have a question, a worry
    or a complaint, talk straight to us instead of posting it. Please never post comments about
    anyone in our community that are meant to hurt or made up. We can't see everything. Our aim is
    to keep children and staff safe and keep details about them private. Phone 01452 000000, it
    counts.
    """
    assert words.missing_elements(own, Kind.INSERT, language="en") == ()


def test_a_language_without_phrases_passes_nothing():
    letter = shipped.text("joining_letter", language="en").body
    found = words.missing_elements(letter, Kind.JOINING_LETTER, language="xx")
    assert set(found) == REQUIRED[Kind.JOINING_LETTER]


@given(st.text())
def test_a_text_without_the_three_requests_never_passes(text):
    found = words.missing_elements(text, Kind.JOINING_LETTER, language="en")
    assert set(found) >= SECTION_10


@pytest.mark.parametrize(
    ("language", "sentence", "found"),
    [
        ("en", "You must not post this.", ("must",)),
        ("en", "This is a breach of policy and illegal.", ("breach", "illegal")),
        ("en", "We may prosecute. Action will be taken.", ("prosecute", "Action will be taken")),
        ("en", "Please comply.", ("comply",)),
        ("en", "Photos are not allowed. Phones are banned.", ("not allowed", "banned")),
        ("en", "We take legal action. It is libel.", ("take legal action", "libel")),
        ("en", "Sue Musterson will help you.", ()),
        ("en", "Please do not post it.", ()),
        ("pl", "Nie wolno tego publikować.", ("Nie wolno",)),
        ("pl", "To naruszenie zasad, grożą konsekwencje.", ("naruszenie", "konsekwencje")),
        ("pl", "Zostaną podjęte odpowiednie kroki.", ("podjęte odpowiednie kroki",)),
        ("pl", "Prosimy tego nie publikować.", ()),
    ],
)
def test_threats_are_shown_as_they_stand(language, sentence, found):
    assert words.threats(sentence, language=language) == found


def test_asking_parents_not_to_criticise_is_pointed_out():
    assert words.overreaching("Please post no negative comments.", language="en") == ("negative",)
    assert words.overreaching("Prosimy bez krytycznych uwag.", language="pl") == ("krytycznych",)


def test_a_consent_request_that_speaks_of_acknowledging_is_pointed_out():
    asked = shipped.text("consent_request", language="en").body
    tied = asked + "\n\nAnswer once you have read our letter."
    assert words.bundled(asked, Kind.CONSENT_REQUEST, language="en") == ()
    assert words.bundled(tied, Kind.CONSENT_REQUEST, language="en") == (
        "Answer once you have read our letter.",
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dear ((parent_name)),", ()),
        ("Dear ((parent_nmae)),", ("((parent_nmae))",)),
        ("Dear ((parent name)),", ("((parent name))",)),
        ("Dear (( parent_name )),", ("(( parent_name ))",)),
        ("Dear ((parent_name),", ("((parent_name)",)),
        ("Dear ((parent_name,", ("((parent_name,",)),
        ("A child (of ours) here", ()),
    ],
)
def test_placeholders_nobody_fills_are_named(text, left):
    assert words.unfilled_placeholders(text, {"parent_name"}) == left


def test_after_sending_no_placeholder_may_be_left():
    assert words.unfilled_placeholders("Dear ((parent_name)),") == ("((parent_name))",)


def test_no_persons_name_stands_in_a_title():
    report = words.check("News of ((first_names))", "", kind=Kind.JOINING_LETTER, language="en")
    assert report.placeholders == ("((first_names))",)
    assert report.blocks


def test_only_lost_elements_and_dead_placeholders_stop_a_text():
    letter = shipped.text("joining_letter", language="en")
    stern = letter.body + "\n\nYou must comply, or action will be taken."
    hinted = words.check(letter.title, stern, kind=letter.kind, language="en")
    assert hinted.threats
    assert not hinted.blocks
    lost = words.check(letter.title, "Hello.", kind=letter.kind, language="en")
    assert lost.blocks
    assert lost.wrong_length
