"""New wording is a new version, whoever is newly named is asked about, and no row is edited."""

from dataclasses import replace

import pytest

from parentcomms.channels.actions import Place, add, approve, suspend
from parentcomms.channels.rules import ChannelAudience, ChannelKind
from parentcomms.consent.models import Use, UseVersion, UseWording
from parentcomms.consent.naming import proposed_words, questions_to_renew
from parentcomms.consent.organisations import organisation_values
from parentcomms.consent.queries import (
    current_uses,
    due_relationships,
    standing_answers,
    wordings,
)
from parentcomms.consent.rules import TEACHING, LawfulBasis, Standing
from parentcomms.consent.shipping import install_shipped_uses
from parentcomms.consent.versions import AskAgain
from parentcomms.consent.wording import Change, Words, changes, renewed, words_of
from parentcomms.consent.wording_actions import (
    Proposal,
    Reach,
    add_use,
    new_version,
    retire,
    sign_off,
)
from parentcomms.consent.wording_queries import question, wordings_of, words_now
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.people.models import Person, Pupil
from parentcomms.publishing.actions import Question, check
from parentcomms.publishing.facts import CannotAnswerError, Missing, Verdict
from parentcomms.school.actions import decide
from tests import make

WORDS = Words(
    name="Website",
    question="May we show it?",
    purpose="To tell.",
    audience="Anyone.",
    organisations="Elm Park and Firm A.",
    how_long="A year.",
)


def test_what_goes_and_comes_is_told_word_by_word() -> None:
    compared = changes(WORDS, replace(WORDS, audience="Anyone at all."))
    (changed,) = [each for each in compared if each.changed]
    assert changed.part == "audience"
    assert [(p.change, p.text) for p in changed.pieces] == [
        (Change.REMOVED, "Anyone."),
        (Change.ADDED, "Anyone at all."),
    ]
    assert [piece.text for piece in changed.before] == ["Anyone."]
    assert words_of(WORDS.name, WORDS.question, WORDS.detail) == WORDS


@pytest.mark.parametrize(
    ("current", "expected"),
    [
        ("Elm Park and Firm A.", "Elm Park and Firm B."),
        ("Elm Park, and our friends of Firm A.", "Elm Park, and our friends of Firm A, Firm B."),
    ],
)
def test_a_changed_firm_is_put_into_the_shipped_sentence_or_behind_the_schools_own(
    current: str, expected: str
) -> None:
    shipped = "((school_name)) and ((class_app_name))."
    values = {"school_name": "Elm Park", "class_app_name": "Firm B"}
    assert renewed(current, shipped, values, ["Firm B"]) == expected


@pytest.fixture
def school(session: object) -> None:
    decide(name="Elm Park", class_app="ClassBook", photographer="Lens Ltd", website="elm.example")
    decide(print_organisations="Press Ltd", video_organisations="Film Ltd")
    _account("Elm Park on Facebook")
    install_shipped_uses(organisation_values())


@pytest.fixture
def pupil(school: None) -> Pupil:
    return make.pupil()


@pytest.fixture
def mother(pupil: Pupil) -> Person:
    return make.parent(of=pupil)


def _account(name: str) -> object:
    place = Place(name=name, platform="Some", audience=ChannelAudience.PUBLIC)
    account = add(ChannelKind.SOCIAL_ACCOUNT, place)
    approve(account)
    return account


def _use(key: str) -> Use:
    db.session.expire_all()
    found = question(key)
    assert found is not None
    return found


def _now(key: str) -> dict[str, Words]:
    newest = _use(key).versions[-1]
    return words_now([newest.id])[newest.id]


def _proposal(key: str, ask: AskAgain = AskAgain.NOBODY, **others: object) -> Proposal:
    facts = {"words": _now(key), "basis": LawfulBasis.CONSENT, "offers_unrecognisable": True}
    return Proposal(ask=ask, **{**facts, **others})  # type: ignore[arg-type]


def _standing(pupil: Pupil, key: str) -> Standing:
    return standing_answers([pupil.id], use_keys=[key])[pupil.id, key]


def test_new_wording_is_a_new_version_and_the_answer_keeps_its_own(
    pupil: Pupil, mother: Person
) -> None:
    answer = make.answer(pupil, mother, "website", "yes")
    words = _now("website")
    plainer = words | {"en": replace(words["en"], purpose="To show what children learn.")}
    before = db.session.query(UseWording).count()
    new_version(_use("website"), _proposal("website", words=plainer), based_on="1")
    assert db.session.query(UseWording).count() == before + len(words)
    assert answer.wording is not None
    assert words["en"].purpose in answer.wording.detail
    assert _standing(pupil, "website") is Standing.YES
    polish = wordings_of(_use("website").versions[-1])["pl"]
    assert polish.signed_off_by is None
    sign_off(_use("website"), "pl")
    assert wordings_of(_use("website").versions[-1])["pl"].signed_off_by is not None
    assert polish.signed_off_by is None


def test_a_translation_left_alone_beside_unchanged_english_stays_signed(school: None) -> None:
    new_version(_use("website"), _proposal("website", AskAgain.EVERYBODY), based_on="1")
    assert wordings_of(_use("website").versions[-1])["pl"].signed_off_by is not None


def test_a_corrected_translation_asks_those_who_read_it_and_nobody_else(
    pupil: Pupil, mother: Person
) -> None:
    other = make.pupil("Ben")
    reader = make.parent(of=other, language="pl")
    make.answer(pupil, mother, "website", "yes")
    use = next(each for each in current_uses() if each.key == "website")
    polish = wordings([use.version_id], "pl")[use.version_id]
    make.answer(other, reader, "website", "yes", wording=polish)
    words = _now("website")
    better = words | {"pl": replace(words["pl"], purpose="Aby pokazać, czego uczą się dzieci.")}
    proposal = _proposal("website", AskAgain.ONE_LANGUAGE, words=better, ask_language="pl")
    new_version(_use("website"), proposal, based_on="1")
    assert _standing(pupil, "website") is Standing.YES
    assert _standing(other, "website") is Standing.NOT_ANSWERED
    due = due_relationships([pupil.id, other.id])
    assert sum("website" in keys for keys in due.values()) == 1


def test_two_people_wording_it_at_once_make_one_version(school: None) -> None:
    proposal = _proposal("website", AskAgain.EVERYBODY)
    new_version(_use("website"), proposal, based_on="1")
    with pytest.raises(Refused):
        new_version(_use("website"), proposal, based_on="1")
    assert db.session.query(UseVersion).filter_by(number=2).count() == 1


def test_an_idle_version_is_refused(school: None) -> None:
    with pytest.raises(Refused, match="Nothing would change"):
        new_version(_use("website"), _proposal("website"), based_on="1")


def test_consent_is_never_swapped_for_another_basis(school: None) -> None:
    task = _proposal("website", AskAgain.EVERYBODY, basis=LawfulBasis.PUBLIC_TASK)
    with pytest.raises(Refused, match="consent"):
        new_version(_use("website"), task, based_on="1")


def _may_post(pupil: Pupil, account: object) -> Verdict:
    return check(Question(channel=account, recognisable={pupil.id: True})).verdict  # type: ignore[arg-type]


def test_a_new_account_is_asked_about_before_anything_is_posted_there(
    pupil: Pupil, mother: Person
) -> None:
    make.answer(pupil, mother, "social_media", "yes")
    account = _account("Elm Park on Photogram")
    with pytest.raises(CannotAnswerError) as refused:
        _may_post(pupil, account)
    assert refused.value.missing is Missing.NOT_NAMED
    lacking = {each.use.key: each for each in questions_to_renew()}
    assert set(lacking) == {"social_media", "name_outside"}
    assert lacking["social_media"].organisations == ("Elm Park on Photogram",)
    words = proposed_words(lacking["social_media"].use)
    assert all(
        "Elm Park on Facebook, Elm Park on Photogram" in w.organisations for w in words.values()
    )
    with pytest.raises(Refused, match="new audience"):
        new_version(_use("social_media"), _proposal("social_media", words=words), based_on="1")
    asked = _proposal("social_media", AskAgain.EVERYBODY, words=words)
    new_version(_use("social_media"), asked, based_on="1")
    assert _may_post(pupil, account) is not Verdict.POST
    make.answer(pupil, mother, "social_media", "yes")
    assert _may_post(pupil, account) is Verdict.POST
    assert {each.use.key for each in questions_to_renew()} == {"name_outside"}


def test_a_translation_has_to_name_whom_the_english_names(school: None) -> None:
    _account("Elm Park on Photogram")
    lacking = next(each for each in questions_to_renew() if each.use.key == "social_media")
    words = _now("social_media") | {"en": proposed_words(lacking.use)["en"]}
    with pytest.raises(Refused, match="Polski"):
        proposal = _proposal("social_media", AskAgain.EVERYBODY, words=words)
        new_version(_use("social_media"), proposal, based_on="1")


def test_a_suspended_account_keeps_its_place_in_the_wording(school: None) -> None:
    account = _account("Elm Park on Photogram")
    lacking = next(each for each in questions_to_renew() if each.use.key == "social_media")
    words = proposed_words(lacking.use)
    proposal = _proposal("social_media", AskAgain.EVERYBODY, words=words)
    new_version(_use("social_media"), proposal, based_on="1")
    suspend(account)  # type: ignore[arg-type]
    _account("Elm Park on Tok")
    lacking = next(each for each in questions_to_renew() if each.use.key == "social_media")
    assert "Photogram, Elm Park on Tok" in proposed_words(lacking.use)["en"].organisations


def test_a_changed_photographer_is_proposed_in_every_language(school: None) -> None:
    decide(photographer="Other Lens Ltd")
    (lacking,) = questions_to_renew()
    assert lacking.use.key == "class_photo"
    proposed = proposed_words(lacking.use)
    assert {"en", "pl"} <= set(proposed)
    assert all("Other Lens Ltd" in each.organisations for each in proposed.values())


def test_a_use_of_the_schools_own_is_due_from_everybody(pupil: Pupil, mother: Person) -> None:
    own = Proposal(
        words={"en": WORDS},
        basis=LawfulBasis.CONSENT,
        offers_unrecognisable=False,
        ask=AskAgain.EVERYBODY,
    )
    key = add_use(own, Reach(outside_school=True, public=False)).use.key
    assert current_uses()[-1].key == key
    (keys,) = due_relationships([pupil.id]).values()
    assert key in keys
    make.answer(pupil, mother, key, "yes")
    assert _standing(pupil, key) is Standing.YES


def test_a_retired_question_is_asked_no_longer_and_nothing_is_posted_under_it(
    pupil: Pupil, mother: Person
) -> None:
    make.answer(pupil, mother, "website", "yes")
    retire(_use("website"))
    assert "website" not in {use.key for use in current_uses()}
    with pytest.raises(CannotAnswerError) as refused:
        check(Question(uses=frozenset({"website"}), recognisable={pupil.id: True}))
    assert refused.value.missing is Missing.NOT_ASKED
    with pytest.raises(Refused):
        retire(_use(TEACHING))
