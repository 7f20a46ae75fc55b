"""Writing a post, putting it before the head, and deciding about exactly that (policy 5.3, 5.4)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from parentcomms.access import actor as acting
from parentcomms.approvals.actions import Subject, approve, refuse_if_decided, send_back
from parentcomms.approvals.models import Approval
from parentcomms.approvals.rules import ApprovalKind, Point
from parentcomms.audit.actions import record, record_many
from parentcomms.clock import now
from parentcomms.database import db
from parentcomms.errors import Refused
from parentcomms.languages import gettext
from parentcomms.publishing import post_queries as queries
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.pictures import MOST_PICTURES, Kept
from parentcomms.publishing.post_emails import tell_author
from parentcomms.publishing.post_models import Post, PostPicture, PostVersion
from parentcomms.publishing.post_rules import KindOfPost, pictures_missing, post_hash
from parentcomms.publishing.post_words import not_now
from parentcomms.publishing.release import check_now, release_of_post


@dataclass(frozen=True, kw_only=True)
class Content:
    """What one version says and shows."""

    text: str
    kind: KindOfPost
    check: PostCheck
    pictures: Sequence[Kept] = ()


def begin(content: Content) -> Post:
    """Begin a post from a saved check that still says yes."""
    refuse_unless_it_holds(content.check)
    post = Post(channel=content.check.channel, made_by=acting(), made_at=now())
    db.session.add(post)
    db.session.flush()
    rewrite(post, content)
    return post


def refuse_unless_it_holds(check: PostCheck) -> None:
    """A check that does not say yes, now, begins nothing."""
    says = check_now(check)
    if not says.holds:
        raise Refused(not_now(says))


def rewrite(post: Post, content: Content) -> PostVersion:
    """Any change is a new version, which nobody has seen or approved yet.

    The same content again is no change, and voids nothing.
    """
    _refuse_if_withdrawn(post)
    if len(content.pictures) > MOST_PICTURES:
        raise Refused(gettext("A post has at most %(most)s pictures.", most=MOST_PICTURES))
    if content.check.channel_id != post.channel_id:
        raise Refused(gettext("That check is about another place. Begin a new post from it."))
    last = post.versions[-1] if post.versions else None
    made = _version(post, content, number=last.number + 1 if last else 1)
    if last is not None and last.content_hash == made.content_hash:
        return last
    post.put_forward_at = None
    post.versions.append(made)
    db.session.add(made)
    record("post-written", made)
    record_many("post-picture-kept", made.pictures)
    return made


def _version(post: Post, content: Content, *, number: int) -> PostVersion:
    return PostVersion(
        number=number,
        text=content.text,
        kind_of_post=content.kind.value,
        check_id=content.check.id,
        content_hash=post_hash(
            channel=post.channel.reference,
            kind=content.kind.value,
            text=content.text,
            pictures=[(each.sha256, each.description) for each in content.pictures],
            check=content.check.reference,
        ),
        written_by=acting(),
        made_at=now(),
        pictures=[
            PostPicture(
                stored_name=each.stored_name,
                sha256=each.sha256,
                media_type=each.media_type,
                description=each.description,
            )
            for each in content.pictures
        ],
    )


def put_forward(post: Post) -> None:
    """Put exactly the newest version before the head: text, pictures and check together."""
    _refuse_if_withdrawn(post)
    version = post.versions[-1]
    check = version.check
    if check is None or pictures_missing(check.medium, len(version.pictures)):
        raise Refused(gettext("Add the picture first: the head approves what the head has seen."))
    refuse_unless_it_holds(check)
    if not queries.is_put_forward(post):
        post.put_forward_at = now()
        record("post-put-forward", version)


def withdraw(post: Post) -> None:
    """Its author takes it back for good."""
    if post.withdrawn_at is None:
        post.withdrawn_at = now()
        record("post-withdrawn", post)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the page showed when the decision was made."""

    content_hash: str
    last_decision: str = ""


def approve_post(post: Post, *, by: int, points: Collection[Point], shown: Shown) -> Approval:
    """Approve exactly what was shown, while its check still says yes."""
    version = _as_shown(post, shown)
    release = release_of_post(version, approved=True)
    if not release.check.holds:
        raise Refused(not_now(release.check))
    decided = approve(_subject(post), by=by, points=points)
    tell_author(post, decided)
    return decided


def send_back_post(post: Post, *, by: int, words: str, shown: Shown) -> Approval:
    """Send it back to its author with words."""
    _as_shown(post, shown)
    decided = send_back(_subject(post), by=by, words=words)
    tell_author(post, decided)
    return decided


def _as_shown(post: Post, shown: Shown) -> PostVersion:
    """The newest version, when it is still the one shown, and nobody decided meanwhile."""
    queries.read_locked(post)
    version = post.versions[-1]
    _refuse_if_withdrawn(post)
    if version.content_hash != shown.content_hash or not queries.is_put_forward(post):
        raise Refused(gettext("The post was changed while you read it. Please read it again."))
    refuse_if_decided(queries.listed(post).decisions, seen=shown.last_decision)
    return version


def _subject(post: Post) -> Subject:
    return Subject(
        kind=ApprovalKind.POST,
        reference=post.reference,
        content_hash=post.versions[-1].content_hash,
        author_ids=queries.authors_of(post),
    )


def _refuse_if_withdrawn(post: Post) -> None:
    if post.withdrawn_at is not None:
        raise Refused(gettext("This post was withdrawn. Begin a new one."))
