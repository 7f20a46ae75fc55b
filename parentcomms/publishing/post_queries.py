"""Posts: who may open which, and where each stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload, selectinload

from parentcomms.approvals.models import Approval
from parentcomms.approvals.queries import decisions_about, decisions_about_all, steps
from parentcomms.approvals.rules import CommunicationState, Release, state
from parentcomms.database import db
from parentcomms.publishing.models import PostCheck, PostCheckPupil
from parentcomms.publishing.post_models import Post, PostPicture, PostVersion

NOT_LONG_AGO = 50


@dataclass(frozen=True)
class Listed:
    """One post: its newest version, what was decided about exactly that, where it stands."""

    post: Post
    version: PostVersion
    state: CommunicationState
    decisions: Sequence[Approval]

    @property
    def last(self) -> Approval | None:
        """The last thing decided about exactly this content."""
        return self.decisions[-1] if self.decisions else None


def _posts() -> Select[Post]:
    return select(Post).options(selectinload(Post.channel), selectinload(Post.versions))


def _mine(actor: str) -> ColumnElement[bool]:
    return Post.made_by == actor


def post_for(actor: str, reference: str, *, decides: bool) -> Post | None:
    """A post by who began it; those who decide may open any that was put before them."""
    version = selectinload(Post.versions)
    check = version.joinedload(PostVersion.check)
    query = (
        select(Post)
        .options(
            joinedload(Post.channel),
            version.selectinload(PostVersion.pictures),
            check.selectinload(PostCheck.pupils).joinedload(PostCheckPupil.pupil),
        )
        .filter_by(reference=reference)
    )
    allowed = _mine(actor) | Post.put_forward_at.is_not(None) if decides else _mine(actor)
    return db.session.scalar(query.where(allowed))


def read_locked(post: Post) -> None:
    """Read it again and hold it until this transaction ends: two who decide do so in turn."""
    db.session.refresh(post, with_for_update={"of": Post})
    db.session.expire(post, ["versions"])


def picture_for(actor: str, reference: str, *, decides: bool) -> PostPicture | None:
    """A picture for those who may open its post."""
    row = db.session.scalar(
        select(PostPicture)
        .options(joinedload(PostPicture.version).joinedload(PostVersion.post))
        .filter_by(reference=reference)
    )
    if row is None:
        return None
    post = row.version.post
    seen = post.made_by == actor or (decides and post.put_forward_at is not None)
    return row if seen else None


def listed(post: Post) -> Listed:
    """One post and where it stands."""
    return _listed(post, decisions_about(post.reference))


def _listed(post: Post, decisions: Sequence[Approval]) -> Listed:
    version = post.versions[-1]
    about_this = [each for each in decisions if each.content_hash == version.content_hash]
    asked = [version.content_hash] if is_put_forward(post) else []
    history = steps(about_this, put_forward=asked)
    return Listed(post, version, state(version.content_hash, history, Release()), about_this)


def is_put_forward(post: Post) -> bool:
    """Whether exactly the newest version was put before the head."""
    asked = post.put_forward_at
    return asked is not None and asked >= post.versions[-1].made_at


def _all_listed(query: Select[Post]) -> list[Listed]:
    rows = db.session.scalars(query).all()
    decisions = decisions_about_all([row.reference for row in rows])
    return [_listed(row, decisions[row.reference]) for row in rows]


def posts_of(actor: str) -> list[Listed]:
    """Somebody's own posts, newest first."""
    return _all_listed(_posts().where(_mine(actor)).order_by(Post.id.desc()).limit(NOT_LONG_AGO))


def waiting() -> list[Listed]:
    """What waits for a decision, longest first."""
    asked = _posts().where(Post.put_forward_at.is_not(None), Post.withdrawn_at.is_(None))
    found = _all_listed(asked.order_by(Post.put_forward_at))
    return [each for each in found if each.state is CommunicationState.AWAITING_APPROVAL]


def decided_lately() -> list[Listed]:
    """What was decided, newest first."""
    asked = _posts().where(Post.put_forward_at.is_not(None)).order_by(Post.id.desc())
    decided = {CommunicationState.APPROVED, CommunicationState.SENT_BACK}
    return [each for each in _all_listed(asked.limit(NOT_LONG_AGO)) if each.state in decided]


def authors_of(post: Post) -> frozenset[int]:
    """Everyone who wrote any version of it wrote a part of it."""
    authors = {version.written_by for version in post.versions} | {post.made_by}
    ids = (each.removeprefix("staff:") for each in authors if each.startswith("staff:"))
    return frozenset(int(each) for each in ids)


def begun_in(actor: str, check: PostCheck) -> list[Listed]:
    """Somebody's own posts in the channel of this check that could take it up instead."""
    query = _posts().where(
        _mine(actor), Post.channel_id == check.channel_id, Post.withdrawn_at.is_(None)
    )
    found = _all_listed(query.order_by(Post.id.desc()).limit(5))
    return [each for each in found if each.version.check_id != check.id]
