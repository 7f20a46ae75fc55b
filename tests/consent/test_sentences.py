"""Whom a question names: nobody twice, nobody who is not there, and the sentence still right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.channels.actions import Place, add, approve
from parentcomms.channels.rules import ChannelAudience, ChannelKind
from parentcomms.consent.organisations import organisation_values, organisations_missing
from parentcomms.consent.queries import current_uses, wordings
from parentcomms.consent.rules import UseKey
from parentcomms.consent.sentences import named, sentence
from parentcomms.consent.shipping import (
    add_missing_uses,
    install_shipped_uses,
    shipped_uses_missing,
)
from parentcomms.school.actions import decide
from parentcomms.texts.shipped import languages, photo_uses

TWO = "((school_name)) and ((print_organisations))."
PLACES = "((school_name)), and the places: ((print_organisations)), ((website)), ((video))."


@pytest.mark.parametrize(
    ("shipped", "values", "read"),
    [
        (TWO, {"school_name": "Elm", "print_organisations": ""}, "Elm."),
        (TWO, {"school_name": "Elm", "print_organisations": "Print Ltd"}, "Elm and Print Ltd."),
        (
            PLACES,
            {
                "school_name": "Elm",
                "print_organisations": "",
                "website": "elm.uk",
                "video": "elm.uk",
            },
            "Elm, and the places: elm.uk.",
        ),
        (
            PLACES,
            {"school_name": "Elm", "print_organisations": "A", "website": "", "video": "B"},
            "Elm, and the places: A, B.",
        ),
    ],
)
def test_the_sentence_stays_right(shipped: str, values: dict[str, str], read: str) -> None:
    assert sentence(shipped, values) == read


@given(st.lists(st.sampled_from(["", "Print Ltd", "elm.uk"]), min_size=7, max_size=7))
def test_no_shipped_sentence_names_anybody_twice_or_ends_in_a_gap(given: list[str]) -> None:
    keys = sorted(set(organisation_names()))
    values = dict(zip(keys, given, strict=False)) | {"school_name": "Elm School"}
    for language in languages():
        for use in photo_uses(language):
            read = sentence(use.organisations, values)
            assert read.startswith("Elm School")
            assert all(read.count(each) <= 1 for each in ("Print Ltd", "elm.uk"))
            assert "((" not in read
            assert ": ." not in read
            assert ", ," not in read


def organisation_names() -> list[str]:
    return [
        "class_app_name", "photographer_name", "print_organisations", "website_address",
        "video_organisations", "official_accounts", "school_name",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written", ["the school itself", "None.", "–", "Elm School", " the School "]
)
def test_the_school_itself_is_no_firm(written: str) -> None:
    assert named(written, school_name="Elm School") == ""


def test_without_an_account_families_are_not_asked_until_there_is_one(session: object) -> None:
    decide(name="Elm School", website="elm.uk", class_app="App Ltd", photographer="Photos Ltd")
    decide(print_organisations="the school itself", video_organisations="none")
    assert organisations_missing() == ["official_accounts"]
    install_shipped_uses(organisation_values())
    assert UseKey.SOCIAL_MEDIA not in {use.key for use in current_uses()}
    assert shipped_uses_missing(organisation_values()) == []
    texts = wordings([use.version_id for use in current_uses()], "en").values()
    assert not any("itself" in row.detail or "–" in row.detail for row in texts)
    place = Place(name="Elm on Facebook", platform="Facebook", audience=ChannelAudience.PUBLIC)
    approve(add(ChannelKind.SOCIAL_ACCOUNT, place))
    assert shipped_uses_missing(organisation_values()) == [UseKey.SOCIAL_MEDIA]
    add_missing_uses(organisation_values())
    use = next(each for each in current_uses() if each.key == UseKey.SOCIAL_MEDIA)
    assert "Elm on Facebook" in wordings([use.version_id], "en")[use.version_id].detail
    assert shipped_uses_missing(organisation_values()) == []
