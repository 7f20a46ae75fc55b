"""What a new version of a question does to the answers given to the ones before. Pure.

A new version can make answers lapse. It can never make one count that did not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from parentcomms.consent.kinds import LawfulBasis


class AskAgain(StrEnum):
    """Whose answers lapse with a new version. A no never does: it is shown, not asked again."""

    EVERYBODY = "everybody"
    NOBODY = "nobody"
    ONE_LANGUAGE = "one_language"  # a corrected translation: only those who read it


@dataclass(frozen=True, kw_only=True)
class VersionFacts:
    """One version of a question, without its words."""

    number: int
    ask_again: bool = False
    ask_again_in: str | None = None
    basis: LawfulBasis = LawfulBasis.CONSENT
    offers_unrecognisable: bool = False


class NotPossible(StrEnum):
    """Why a proposed version cannot be made as it is."""

    CONSENT_STAYS = "consent_stays"
    NOW_CONSENT = "now_consent"
    OFFERED_BEFORE = "offered_before"
    WHICH_LANGUAGE = "which_language"


def asked_again(versions: Sequence[VersionFacts], *, number: int, language: str | None) -> bool:
    """Whether an answer to this version, read in this language, has been asked for again since."""
    later = [version for version in versions if version.number > number]
    return any(
        version.ask_again or (version.ask_again_in is not None and version.ask_again_in == language)
        for version in later
    )


def not_possible(
    versions: Sequence[VersionFacts], proposed: VersionFacts, *, asks_in: bool = False
) -> NotPossible | None:
    """What keeps a version from being made; None when nothing does.

    Whoever was asked for consent keeps the say (UK GDPR Art 6, 7: a basis is not swapped); what was
    no consent never becomes one; a third answer that comes back must not revive old answers.
    """
    if asks_in and proposed.ask_again_in is None:
        return NotPossible.WHICH_LANGUAGE
    if not versions:
        return None
    newest = max(versions, key=lambda version: version.number)
    consent = LawfulBasis.CONSENT
    if newest.basis is consent and proposed.basis is not consent:
        return NotPossible.CONSENT_STAYS
    if newest.basis is not consent and proposed.basis is consent and not proposed.ask_again:
        return NotPossible.NOW_CONSENT
    offered_anew = proposed.offers_unrecognisable and not newest.offers_unrecognisable
    before = any(version.offers_unrecognisable for version in versions)
    if offered_anew and before and not proposed.ask_again:
        return NotPossible.OFFERED_BEFORE
    return None
