"""Every organisation the questions name (UK GDPR Art 4(11), 7: a category is not enough)."""

from collections.abc import Iterable

from parentcomms.channels.models import Channel
from parentcomms.channels.queries import open_channels
from parentcomms.channels.rules import ChannelKind, account_name, app_name
from parentcomms.consent.sentences import named
from parentcomms.school.queries import school

APPS = "class_app_name"
ACCOUNTS = "official_accounts"


def organisation_values(places: Iterable[Channel] | None = None) -> dict[str, str]:
    """A value for each placeholder of a photo question; empty where there is nobody to name.

    `places`: all there are, for a caller who has read them already.
    """
    ours = school()
    places = open_channels() if places is None else [each for each in places if each.is_open]
    found = {
        name: value if name == "school_name" else named(value, school_name=ours.name)
        for name, value in _written(places).items()
    }
    return found | {APPS: ", ".join(_apps(places))}


def _written(places: Iterable[Channel]) -> dict[str, str]:
    """What the school wrote down, to the letter."""
    ours = school()
    return {
        "school_name": ours.name,
        APPS: ours.class_app or ", ".join(_apps(places)),
        "photographer_name": ours.photographer,
        "print_organisations": ours.print_organisations,
        "website_address": ours.website,
        "video_organisations": ours.video_organisations,
        ACCOUNTS: ", ".join(_accounts(places)),
    }


def organisations_missing(places: Iterable[Channel] | None = None) -> list[str]:
    """Which names the school has still to give before families can be asked."""
    there = open_channels() if places is None else [each for each in places if each.is_open]
    return [name for name, value in _written(there).items() if not value]


def named_one_by_one(places: Iterable[Channel]) -> dict[str, list[str]]:
    """What a question names one by one, for each of them can be new: open accounts and apps."""
    there = [place for place in places if place.is_open]
    return {ACCOUNTS: _accounts(there), APPS: _apps(there)}


def _accounts(places: Iterable[Channel]) -> list[str]:
    return [account_called(place) for place in places if place.official]


def account_called(account: Channel) -> str:
    """By what name families are told of an account."""
    return account_name(account.name, platform=account.platform, school_name=school().name)


def _apps(places: Iterable[Channel]) -> list[str]:
    ours = school()
    own = named(ours.class_app, school_name=ours.name)
    beside = [_app(each) for each in places if each.use_key == ChannelKind.CLASS_APP]
    found = [own] if own else []
    for app in beside:
        if app and not any(app.casefold() in other.casefold() for other in found):
            found.append(app)
    return found


def _app(place: Channel) -> str:
    return app_name(place.name, platform=place.platform)


def asked_by_name(place: Channel) -> str:
    """Whom a question has to name before a picture is posted there; empty: it is the question.

    The website, print and the class photo are what their questions are about.
    """
    if place.official:
        return account_called(place)
    if place.use_key != ChannelKind.CLASS_APP:
        return ""
    ours = school()
    return _app(place) or named(ours.class_app, school_name=ours.name)
