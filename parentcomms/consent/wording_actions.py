"""New wording is always a new version: rows are added here, and none is ever edited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from parentcomms.access import actor as acting
from parentcomms.audit.actions import record, record_many
from parentcomms.clock import now
from parentcomms.consent.loading_answers import versions_of
from parentcomms.consent.models import Use, UseVersion, UseWording
from parentcomms.consent.naming import ENGLISH, newly_named, untold
from parentcomms.consent.rules import TEACHING, LawfulBasis
from parentcomms.consent.versions import AskAgain, VersionFacts, not_possible
from parentcomms.consent.wording import Words
from parentcomms.consent.wording_queries import wordings_of, words_now
from parentcomms.consent.wording_words import PROBLEMS
from parentcomms.database import db, new_reference
from parentcomms.errors import Refused
from parentcomms.languages import gettext, own_name


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A version as somebody wants it. `read` names the translations somebody has checked."""

    words: Mapping[str, Words]
    basis: LawfulBasis
    offers_unrecognisable: bool
    ask: AskAgain
    ask_language: str | None = None
    read: frozenset[str] = frozenset()

    def facts(self, number: int) -> VersionFacts:
        """What the rule about versions is told."""
        return VersionFacts(
            number=number,
            ask_again=self.ask is AskAgain.EVERYBODY,
            ask_again_in=self.ask_language if self.ask is AskAgain.ONE_LANGUAGE else None,
            basis=self.basis,
            offers_unrecognisable=self.offers_unrecognisable,
        )


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far the pictures of a use travel; it decides what a `never` reaches."""

    outside_school: bool
    public: bool


def refuse_unless_possible(use: Use, proposal: Proposal) -> None:
    """Raises Refused, with the sentence for the person, for a version that may not be made."""
    newest = use.versions[-1]
    facts = proposal.facts(newest.number + 1)
    asks_in = proposal.ask is AskAgain.ONE_LANGUAGE
    problem = not_possible(versions_of([use.id])[use.id], facts, asks_in=asks_in)
    if problem is not None:
        raise Refused(str(PROBLEMS[problem]))
    before = words_now([newest.id])[newest.id]
    _refuse_unless_different(newest, before, proposal)
    new = newly_named(before, proposal.words[ENGLISH])
    consent = proposal.basis is LawfulBasis.CONSENT
    if new and consent and proposal.ask is not AskAgain.EVERYBODY:
        raise Refused(
            gettext("A new account is a new audience: everybody is asked again. It is %(names)s.",
                    names=", ".join(new))
        )  # fmt: skip
    _refuse_unless_told_alike(proposal)


def _refuse_unless_different(
    newest: UseVersion, before: Mapping[str, Words], proposal: Proposal
) -> None:
    """The same words may be asked once more, but an idle version is made by a slip."""
    now_and_then = (newest.lawful_basis, newest.offers_unrecognisable, before)
    wanted = (proposal.basis, proposal.offers_unrecognisable, proposal.words)
    if now_and_then == wanted and proposal.ask is AskAgain.NOBODY:
        raise Refused(gettext("Nothing would change. Change a word, or ask everybody again."))


def _refuse_unless_told_alike(proposal: Proposal) -> None:
    for language, names in untold(proposal.words).items():
        raise Refused(
            gettext("The wording in %(language)s does not name %(names)s, and the English does.",
                    language=own_name(language), names=", ".join(names))
        )  # fmt: skip


def new_version(use: Use, proposal: Proposal, *, based_on: str) -> UseVersion:
    """Add the next version. Raises Refused when somebody else added one meanwhile."""
    newest = use.versions[-1]
    if str(newest.number) != based_on or use.retired_at is not None:
        raise Refused(gettext("Somebody changed this question meanwhile. Begin again from there."))
    refuse_unless_possible(use, proposal)
    return _add(use, proposal, newest.number + 1, before=wordings_of(newest))


def add_use(proposal: Proposal, reach: Reach) -> UseVersion:
    """A use of the school's own: everybody is due an answer to it, or told of it."""
    _refuse_unless_told_alike(proposal)
    last = db.session.scalar(select(func.max(Use.position))) or 0
    use = Use(
        key=f"own-{new_reference(8)}",
        position=last + 1,
        outside_school=reach.outside_school,
        public=reach.public,
    )
    return _add(use, proposal, 1, before={})


def _add(
    use: Use, proposal: Proposal, number: int, *, before: Mapping[str, UseWording]
) -> UseVersion:
    facts = proposal.facts(number)
    version = UseVersion(
        use=use,
        number=number,
        ask_again=facts.ask_again,
        ask_again_in=facts.ask_again_in,
        lawful_basis=facts.basis,
        offers_unrecognisable=facts.offers_unrecognisable,
        made_by=acting(),
        made_at=now(),
    )
    db.session.add(version)
    record("use-version", version)
    rows = [
        _wording(version, language, words, signed=_signed(language, proposal, before))
        for language, words in proposal.words.items()
    ]
    _record(rows)
    return version


def left_unreviewed(use: Use, words: Mapping[str, Words], read: frozenset[str]) -> set[str]:
    """The translations that nobody would have checked in a version with these words."""
    before = wordings_of(use.versions[-1])
    others = set(words) - {ENGLISH} - read
    return {each for each in others if _kept_signature(each, words, before) is None}


def _signed(language: str, proposal: Proposal, before: Mapping[str, UseWording]) -> str | None:
    """English is its author's. A translation is signed by who checked it, or as it was before
    where neither it nor the English changed a word.
    """
    if language == ENGLISH or language in proposal.read:
        return acting()
    return _kept_signature(language, proposal.words, before)


def _kept_signature(
    language: str, words: Mapping[str, Words], before: Mapping[str, UseWording]
) -> str | None:
    same = all(
        each in before and before[each].sha256 == words[each].sha256 for each in (ENGLISH, language)
    )
    return before[language].signed_off_by if same else None


def _wording(version: UseVersion, language: str, words: Words, *, signed: str | None) -> UseWording:
    return UseWording(
        version=version,
        language=language,
        name=words.name,
        question=words.question,
        detail=words.detail,
        made_how="written",
        signed_off_by=signed,
        sha256=words.sha256,
    )


def _record(rows: Sequence[UseWording]) -> None:
    db.session.add_all(rows)
    record_many("use-wording", rows)


def sign_off(use: Use, language: str) -> None:
    """Somebody who reads it has checked a translation: the same words again, with their name."""
    row = wordings_of(use.versions[-1]).get(language)
    if row is None or row.signed_off_by is not None:
        return
    signed = UseWording(
        version=row.version,
        language=row.language,
        name=row.name,
        question=row.question,
        detail=row.detail,
        made_how=row.made_how,
        signed_off_by=acting(),
        sha256=row.sha256,
    )
    _record([signed])


def retire(use: Use) -> None:
    """Ask no longer, and post no longer under it. Answers stay in the record."""
    if use.key == TEACHING:
        raise Refused(gettext("What the school does for teaching is always told to families."))
    if use.retired_at is None:
        use.retired_at = now()
        record("use-retired", use)
