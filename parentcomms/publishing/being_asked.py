"""Whether families have been asked at all about what a picture would be used for."""

from collections.abc import Collection, Sequence

from parentcomms.channels.queries import all_channels
from parentcomms.consent.queries import uses_in_force, wordings


def uses_asked() -> list[str]:
    """The uses families are asked about, or told of and may object to, now."""
    return [use.key for use in uses_in_force()]


def not_asked(uses: Collection[str], *, occasion_key: str | None = None) -> set[str]:
    """Those of these uses that families are not asked about, or not any more."""
    return set(uses).difference(uses_asked(), {occasion_key})


def named_in_the_question(account: str, use_key: str) -> bool:
    """Whether families were told of this account when they were asked (UK GDPR Art 4(11))."""
    versions = [use.version_id for use in uses_in_force() if use.key == use_key]
    texts = (f"{row.question} {row.detail}" for row in wordings(versions, "en").values())
    longer = [each.name for each in all_channels() if account.casefold() in each.name.casefold()]
    return any(_names(text, account, longer) for text in texts)


def _names(text: str, account: str, longer: Sequence[str]) -> bool:
    """An account is not named where only another one is whose name holds its own."""
    left = text.casefold()
    for other in sorted(longer, key=len, reverse=True):
        if other.casefold() != account.casefold():
            left = left.replace(other.casefold(), "")
    return account.casefold() in left
