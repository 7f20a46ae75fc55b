"""Whether families have been asked at all about what a picture would be used for."""

from collections.abc import Collection

from parentcomms.consent.queries import uses_in_force


def uses_asked() -> list[str]:
    """The uses families are asked about, or told of and may object to, now."""
    return [use.key for use in uses_in_force()]


def not_asked(uses: Collection[str], *, occasion_key: str | None = None) -> set[str]:
    """Those of these uses that families are not asked about, or not any more."""
    return set(uses).difference(uses_asked(), {occasion_key})
