"""Two people on one case: who is there, what they have begun to write, and whose page is old."""

from parentcomms.cases import queries
from parentcomms.cases.models import Draft, Presence
from parentcomms.clock import now
from parentcomms.concerns.models import Concern
from parentcomms.concerns.typed import LONGEST_STORY, tidy_story
from parentcomms.database import db


def here(concern: Concern, staff_id: int) -> None:
    """This person is at work on the case; the next to open it reads so."""
    wanted = {"concern_id": concern.id, "staff_id": staff_id}
    found = db.session.scalar(db.select(Presence).filter_by(**wanted))
    if found is None:
        found = Presence(**wanted, seen_at=now())
        db.session.add(found)
    found.seen_at = now()


def keep_draft(concern: Concern, staff_id: int, page: str, words: str) -> None:
    """Keep what was begun, in place of what was begun before."""
    draft = queries.draft_of(concern, staff_id, page)
    words = tidy_story(words)[:LONGEST_STORY]
    if draft is None:
        draft = Draft(concern_id=concern.id, staff_id=staff_id, page=page)
        db.session.add(draft)
    draft.words, draft.saved_at = words, now()


def drop_draft(concern: Concern, staff_id: int, page: str) -> None:
    """It was sent, or kept as a note."""
    draft = queries.draft_of(concern, staff_id, page)
    if draft is not None:
        db.session.delete(draft)
