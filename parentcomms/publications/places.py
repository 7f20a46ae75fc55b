"""What an adult is told of the places that came down because they changed their mind.

Only of their own change, only of children on their page, and never of anybody else's.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from parentcomms.consent.already_out import ever_held_back
from parentcomms.people.models import Relationship
from parentcomms.publications.models import Publication, PublicationChild
from parentcomms.publications.rules import Seen, seen_by
from parentcomms.publications.takedown import Matter, matters


@dataclass(frozen=True)
class Places:
    """One child: how many places there were, and what became of them."""

    forename: str
    removed: int
    cannot: int
    waiting: int

    @property
    def all(self) -> int:
        """Every place that has or had to come down because of this adult's change."""
        return self.removed + self.cannot + self.waiting


def places_of(relationships: Collection[Relationship]) -> list[Places]:
    """One line for each child on an adult's page where their own change took something down.

    One query more for the page where nothing of their children's could have to come down.
    """
    mine: dict[int, set[int]] = defaultdict(set)
    names: dict[int, str] = {}
    for row in relationships:
        mine[row.pupil_id].add(row.id)
        names[row.pupil_id] = row.pupil.forename
    shown = select(PublicationChild.publication_id).where(
        PublicationChild.pupil_id.in_(names), PublicationChild.pupil_id.in_(ever_held_back())
    )
    found = matters(Publication.id.in_(shown))
    lines = [_line(names[child], child, mine[child], found) for child in names]
    return [line for line in lines if line.all]


def _line(forename: str, child: int, mine: Collection[int], found: Sequence[Matter]) -> Places:
    seen = Counter(
        seen_by(
            each.reasons,
            each.acts,
            mine=mine,
            child=child,
            out_since=each.publication.published_on,
        )
        for each in found
        if child in {row.pupil_id for row in each.publication.children}
    )
    return Places(forename, seen[Seen.REMOVED], seen[Seen.CANNOT], seen[Seen.WAITING])
