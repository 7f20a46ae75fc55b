"""Whether the questions name everybody who uses the pictures, and the wording that would.

A yes is a yes to the organisations it was asked about (UK GDPR Art 4(11), 7); a new one is asked
about anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from parentcomms.channels.models import Channel
from parentcomms.channels.queries import all_channels
from parentcomms.consent.organisations import (
    ACCOUNTS,
    account_called,
    asked_by_name,
    named_one_by_one,
    organisation_values,
)
from parentcomms.consent.queries import CurrentUse, uses_in_force, wordings
from parentcomms.consent.shipping import shipped_uses_missing
from parentcomms.consent.wording import Words, placeholders, renewed, tells_of
from parentcomms.consent.wording_queries import words_now
from parentcomms.school.queries import school
from parentcomms.texts.shipped import PhotoUse, languages, photo_uses

ENGLISH = "en"


@dataclass(frozen=True)
class NotNamed:
    """A question, and those who use such pictures without being named in it."""

    use: CurrentUse
    name: str
    organisations: tuple[str, ...]


def left_out() -> list[str]:
    """The names of questions there is something to ask with by now, and which nobody asks."""
    return [
        use.name
        for key in shipped_uses_missing(organisation_values())
        if (use := _shipped(key, ENGLISH)) is not None
    ]


def not_named(place: Channel) -> bool:
    """Whether families answered a question that does not name this account or app.

    A yes to one is no yes to another that the school opened since (UK GDPR Art 4(11), policy 6.1).
    """
    name = asked_by_name(place)
    if not name:
        return False
    versions = [use.version_id for use in uses_in_force() if use.key == place.use_key]
    texts = (f"{row.question} {row.detail}" for row in wordings(versions, ENGLISH).values())
    others = _not_to_be_mistaken(all_channels())
    return not any(tells_of(text, name, others=others) for text in texts)


def _not_to_be_mistaken(places: Iterable[Channel]) -> list[str]:
    """Names that stand in questions and may hold another's: the school's, and every account's."""
    return [school().name, *(account_called(each) for each in places if each.official)]


def questions_to_renew(places: Sequence[Channel] | None = None) -> list[NotNamed]:
    """Every question that does not name an organisation or account the school uses now."""
    uses = uses_in_force()
    words = words_now([use.version_id for use in uses])
    places = all_channels() if places is None else places
    values = organisation_values(places)
    lists, others = named_one_by_one(places), _not_to_be_mistaken(places)
    found = []
    for use in uses:
        here = words[use.version_id][ENGLISH]
        needed = _needed(use.key, values, lists)
        missing = tuple(name for name in needed if not here.names(name, others=others))
        if missing:
            found.append(NotNamed(use, here.name, missing))
    return found


def _shipped(key: str, language: str) -> PhotoUse | None:
    return next((use for use in photo_uses(language) if use.key == key), None)


def _needed(key: str, values: Mapping[str, str], lists: Mapping[str, Sequence[str]]) -> list[str]:
    shipped = _shipped(key, ENGLISH)
    if shipped is None:
        return []
    wanted = placeholders(shipped.organisations)
    return [name for each in wanted for name in lists.get(each, [values[each]]) if name]


def named_by(key: str) -> list[str]:
    """The organisations and accounts a shipped question is to name today."""
    places = all_channels()
    return _needed(key, organisation_values(places), named_one_by_one(places))


def proposed_words(use: CurrentUse) -> dict[str, Words]:
    """Language → the wording as it stands, with everybody named who uses the pictures today."""
    now = words_now([use.version_id])[use.version_id]
    places = all_channels()
    lists, others = named_one_by_one(places), _not_to_be_mistaken(places)
    needed = _needed(use.key, organisation_values(places), lists)
    missing = [name for name in needed if not now[ENGLISH].names(name, others=others)]
    values = _values_keeping_accounts(now[ENGLISH], places)
    found = {}
    for language, words in now.items():
        shipped = _shipped(use.key, language) if language in languages() else None
        if shipped is None or not missing:
            found[language] = words
            continue
        sentence = renewed(words.organisations, shipped.organisations, values, missing)
        found[language] = replace(words, organisations=sentence)
    return found


def _values_keeping_accounts(named: Words, places: Sequence[Channel]) -> dict[str, str]:
    """An account that is suspended today keeps its place: it may open again tomorrow."""
    others = _not_to_be_mistaken(places)
    kept = [account_called(each) for each in places if each.official]
    kept = [name for name in kept if named.names(name, others=others)]
    now = named_one_by_one(places)[ACCOUNTS]
    return organisation_values(places) | {ACCOUNTS: ", ".join(dict.fromkeys([*kept, *now]))}


def newly_named(before: Mapping[str, Words], after: Words) -> list[str]:
    """The school's accounts and class apps that this wording names and the one before did not."""
    places = all_channels()
    old, others = before[ENGLISH], _not_to_be_mistaken(places)
    return [
        name
        for names in named_one_by_one(places).values()
        for name in names
        if after.names(name, others=others) and not old.names(name, others=others)
    ]


def untold(words: Mapping[str, Words]) -> dict[str, list[str]]:
    """Language → whoever the English names and that translation does not."""
    places = all_channels()
    lists, others = named_one_by_one(places), _not_to_be_mistaken(places)
    values = [
        value for key, value in organisation_values(places).items() if value and key not in lists
    ]
    one_by_one = [name for names in lists.values() for name in names]
    everybody = [
        name for name in [*values, *one_by_one] if words[ENGLISH].names(name, others=others)
    ]
    found = {
        language: [name for name in dict.fromkeys(everybody) if not each.names(name, others=others)]
        for language, each in words.items()
        if language != ENGLISH
    }
    return {language: names for language, names in found.items() if names}
