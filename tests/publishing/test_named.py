"""Nothing is posted to an account or app that the question families answered does not name."""

import pytest

from parentcomms.channels.actions import Place, add, approve
from parentcomms.channels.models import Channel
from parentcomms.channels.rules import ChannelAudience, ChannelKind, account_name, app_name
from parentcomms.consent.naming import proposed_words, questions_to_renew
from parentcomms.consent.organisations import organisation_values
from parentcomms.consent.queries import wordings
from parentcomms.consent.shipping import install_shipped_uses
from parentcomms.consent.versions import AskAgain
from parentcomms.consent.wording import tells_of
from parentcomms.consent.wording_actions import Proposal, new_version
from parentcomms.consent.wording_queries import question
from parentcomms.errors import Refused
from parentcomms.publishing.actions import Question, check
from parentcomms.publishing.facts import CannotAnswerError, Missing, Verdict
from parentcomms.school.actions import decide
from tests import make

FACEBOOK = "Elm Park on Facebook"
ACCOUNTS = f"Elm Park Primary School, on these accounts: {FACEBOOK}, @elmpark."
SCHOOL = "Elm Park Primary School"


@pytest.mark.parametrize(
    ("name", "others", "named"),
    [
        (FACEBOOK, (), True),
        ("elm park ON facebook", (), True),
        ("@elmpark", (), True),
        ("Park on Facebook", (FACEBOOK,), False),  # another account
        ("Elm Park", (SCHOOL, FACEBOOK), False),  # the school, and another account
        ("Elm Park Primary School (Photogram)", (SCHOOL,), False),
        ("Face", (), False),  # part of a word is no name
        ("elmpar", (), False),
        ("", (), False),
    ],
)
def test_a_text_names_whom_it_names_in_whole_words_and_as_themselves(
    name: str, others: tuple[str, ...], named: bool
) -> None:
    assert tells_of(ACCOUNTS, name, others=others) is named


@pytest.mark.parametrize(
    ("name", "told_as"),
    [
        (FACEBOOK, FACEBOOK),
        (SCHOOL, f"{SCHOOL} (Photogram)"),
        ("ELM PARK  primary school", "ELM PARK  primary school (Photogram)"),
    ],
)
def test_an_account_called_like_the_school_is_told_of_with_its_platform(
    name: str, told_as: str
) -> None:
    assert account_name(name, platform="Photogram", school_name=SCHOOL) == told_as


@pytest.mark.parametrize(
    ("name", "platform", "whose"),
    [
        ("Class app", "Class app", ""),
        ("Oak’s page", "SeePaw", "SeePaw"),
        ("SeePaw", "App", "SeePaw"),
    ],
)
def test_a_class_app_is_whoever_runs_it(name: str, platform: str, whose: str) -> None:
    assert app_name(name, platform=platform) == whose


@pytest.fixture
def school(session: object) -> None:
    decide(name=SCHOOL, class_app="ClassBook by Example Ltd", photographer="Lens Ltd")
    decide(website="elm.example", print_organisations="none", video_organisations="none")


def _place(kind: ChannelKind, name: str, platform: str) -> Channel:
    public = kind is ChannelKind.SOCIAL_ACCOUNT
    audience = ChannelAudience.PUBLIC if public else ChannelAudience.CLASS_FAMILIES
    made = add(kind, Place(name=name, platform=platform, audience=audience))
    approve(made, by="system")
    return made


def _verdict(place: Channel, use_key: str) -> Verdict | Missing:
    child = make.pupil()
    make.answer(child, make.parent(of=child), use_key, "yes")
    try:
        return check(Question(channel=place, recognisable={child.id: True})).verdict
    except CannotAnswerError as problem:
        return problem.missing


def _ask_afresh(use_key: str, ask: AskAgain = AskAgain.EVERYBODY) -> None:
    lacking = next(each for each in questions_to_renew() if each.use.key == use_key)
    newest = question(use_key)
    assert newest is not None
    version = newest.versions[-1]
    proposal = Proposal(
        words=proposed_words(lacking.use),
        basis=version.lawful_basis,
        offers_unrecognisable=version.offers_unrecognisable,
        ask=ask,
    )
    new_version(newest, proposal, based_on=str(version.number))


def test_the_schools_own_name_in_a_question_names_no_account(school: None) -> None:
    facebook = _place(ChannelKind.SOCIAL_ACCOUNT, FACEBOOK, "Facebook")
    install_shipped_uses(organisation_values())
    photogram = _place(ChannelKind.SOCIAL_ACCOUNT, SCHOOL, "Photogram")
    assert _verdict(facebook, "social_media") is Verdict.POST
    assert _verdict(photogram, "social_media") is Missing.NOT_NAMED
    with pytest.raises(Refused, match="new audience"):
        _ask_afresh("social_media", AskAgain.NOBODY)
    _ask_afresh("social_media")
    assert _verdict(photogram, "social_media") is Verdict.POST
    assert _verdict(facebook, "social_media") is Verdict.POST


def test_a_second_class_app_is_asked_about_like_the_first(school: None) -> None:
    install_shipped_uses(organisation_values())
    first = _place(ChannelKind.CLASS_APP, "Class app", "Class app")
    second = _place(ChannelKind.CLASS_APP, "Oak’s page", "SeePaw")
    assert _verdict(first, "class_app") is Verdict.POST
    assert _verdict(second, "class_app") is Missing.NOT_NAMED
    with pytest.raises(Refused, match="new audience"):
        _ask_afresh("class_app", AskAgain.NOBODY)
    _ask_afresh("class_app")
    assert _verdict(second, "class_app") is Verdict.POST
    version = question("class_app").versions[-1].id  # type: ignore[union-attr]
    assert "ClassBook by Example Ltd, SeePaw" in wordings([version], "en")[version].detail


def test_another_firms_app_is_no_longer_the_one_that_families_said_yes_to(school: None) -> None:
    install_shipped_uses(organisation_values())
    app = _place(ChannelKind.CLASS_APP, "Class app", "Class app")
    assert _verdict(app, "class_app") is Verdict.POST
    decide(class_app="SeePaw Ltd")
    assert _verdict(app, "class_app") is Missing.NOT_NAMED
