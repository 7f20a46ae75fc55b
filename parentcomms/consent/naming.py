"""Whether the questions name everybody who uses the pictures, and the wording that would.

A yes is a yes to the organisations it was asked about (UK GDPR Art 4(11), 7); a new one is asked
about anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from parentcomms.channels.queries import all_channels, official_accounts
from parentcomms.consent.organisations import organisation_values
from parentcomms.consent.queries import CurrentUse, uses_in_force
from parentcomms.consent.shipping import shipped_uses_missing
from parentcomms.consent.wording import Words, placeholders, renewed
from parentcomms.consent.wording_queries import words_now
from parentcomms.texts.shipped import PhotoUse, languages, photo_uses

ACCOUNTS = "official_accounts"
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


def account_names() -> list[str]:
    """The school's open accounts, by the names under which they are posted to."""
    return [channel.name for channel in official_accounts()]


def questions_to_renew() -> list[NotNamed]:
    """Every question that does not name an organisation or account the school uses now."""
    uses = uses_in_force()
    words = words_now([use.version_id for use in uses])
    values = organisation_values()
    accounts = account_names()
    found = []
    for use in uses:
        here = words[use.version_id][ENGLISH]
        missing = tuple(n for n in _needed(use.key, values, accounts) if not here.names(n))
        if missing:
            found.append(NotNamed(use, here.name, missing))
    return found


def _shipped(key: str, language: str) -> PhotoUse | None:
    return next((use for use in photo_uses(language) if use.key == key), None)


def _needed(key: str, values: Mapping[str, str], accounts: Sequence[str]) -> list[str]:
    shipped = _shipped(key, ENGLISH)
    if shipped is None:
        return []
    wanted = placeholders(shipped.organisations)
    named = [values[each] for each in wanted if each != ACCOUNTS and values[each]]
    return named + (list(accounts) if ACCOUNTS in wanted else [])


def named_by(key: str) -> list[str]:
    """The organisations and accounts a shipped question is to name today."""
    return _needed(key, organisation_values(), account_names())


def proposed_words(use: CurrentUse) -> dict[str, Words]:
    """Language → the wording as it stands, with everybody named who uses the pictures today."""
    now = words_now([use.version_id])[use.version_id]
    missing = [name for name in named_by(use.key) if not now[ENGLISH].names(name)]
    values = _values_keeping_accounts(now[ENGLISH])
    found = {}
    for language, words in now.items():
        shipped = _shipped(use.key, language) if language in languages() else None
        if shipped is None or not missing:
            found[language] = words
            continue
        sentence = renewed(words.organisations, shipped.organisations, values, missing)
        found[language] = replace(words, organisations=sentence)
    return found


def _values_keeping_accounts(named: Words) -> dict[str, str]:
    """An account that is suspended today keeps its place: it may open again tomorrow."""
    values = organisation_values()
    accounts = account_names()
    kept = [c.name for c in all_channels() if c.official and named.names(c.name)]
    values[ACCOUNTS] = ", ".join(dict.fromkeys([*kept, *accounts]))
    return values


def newly_named(before: Mapping[str, Words], after: Words) -> list[str]:
    """The school's accounts that this wording names and the one before did not."""
    old = before[ENGLISH]
    return [name for name in account_names() if after.names(name) and not old.names(name)]


def untold(words: Mapping[str, Words]) -> dict[str, list[str]]:
    """Language → whoever the English names and that translation does not."""
    values = [value for value in organisation_values().values() if value]
    everybody = [name for name in [*values, *account_names()] if words[ENGLISH].names(name)]
    found = {
        language: [name for name in dict.fromkeys(everybody) if not each.names(name)]
        for language, each in words.items()
        if language != ENGLISH
    }
    return {language: names for language, names in found.items() if names}
