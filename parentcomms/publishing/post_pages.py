"""What the pages of posts share: their blueprint, who decides, and how one post is shown."""

from typing import Any

from flask import Blueprint, g, render_template

from parentcomms import access
from parentcomms.access import Permission
from parentcomms.accounts.queries import names_of
from parentcomms.approvals.queries import delegation_to
from parentcomms.approvals.rules import ApprovalKind, CommunicationState
from parentcomms.clock import today
from parentcomms.errors import NotFound
from parentcomms.publishing import post_queries as queries
from parentcomms.publishing import post_words as words
from parentcomms.publishing.models import PostCheck
from parentcomms.publishing.post_models import Post, PostVersion
from parentcomms.publishing.post_rules import KindOfPost, names_in, pictures_missing
from parentcomms.publishing.release import Release, release_of_post
from parentcomms.publishing.words import MEDIUM_NAMES, VERDICTS

blueprint = Blueprint("posts_staff", __name__)


@blueprint.context_processor
def names() -> dict[str, object]:
    """What things are called on every page of this room."""
    return {
        "KIND_WORDS": {kind.value: said for kind, said in words.KIND_WORDS.items()},
        "MEDIUM_NAMES": MEDIUM_NAMES,
        "VERDICTS": VERDICTS,
        "stands": stands,
    }


def may_decide(kind: ApprovalKind = ApprovalKind.POST) -> bool:
    """The head, or somebody to whom the head has delegated this kind, today."""
    if access.may(Permission.APPROVE_COMMUNICATION):
        return True
    delegation = delegation_to(g.staff.id, kind)
    return delegation is not None and delegation.in_force(today()) and kind in delegation.scope


def stands(each: queries.Listed) -> tuple[object, str]:
    """Where a post stands, in words and a colour."""
    return words.WITHDRAWN if each.post.withdrawn_at else words.STATE_WORDS[each.state]


def found_post(reference: str) -> Post:
    """A post for its author, or for those who decide."""
    post = queries.post_for(access.actor(), reference, decides=may_decide())
    if post is None:
        raise NotFound
    return post


def my_post(reference: str) -> Post:
    """A post for its author alone."""
    post = queries.post_for(access.actor(), reference, decides=False)
    if post is None:
        raise NotFound
    return post


def post_page(post: Post, **others: Any) -> str:
    """The post as the head sees it, its check asked again now, and what can be done with it."""
    each = queries.listed(post)
    version = each.version
    approved = each.state is CommunicationState.APPROVED
    release = release_of_post(version, approved=approved)
    mine = post.made_by == access.actor()
    actors = {post.made_by, *(f"staff:{one.decided_by_id}" for one in each.decisions)}
    return render_template(
        "publishing/staff/post.html",
        post=post,
        each=each,
        version=version,
        kind=words.KIND_WORDS[KindOfPost(version.kind_of_post)],
        tag=_tag(each, release),
        release=release,
        not_now=None if release.check.holds else words.not_now(release.check),
        children=shown_children(version.check),
        named=_named(version),
        needs_picture=_needs_picture(version),
        people=names_of(actors),
        mine=mine and post.withdrawn_at is None,
        **others,
    )


def _tag(each: queries.Listed, release: Release) -> tuple[object, str]:
    lapsed = each.state is CommunicationState.APPROVED and not release.allowed
    return words.LAPSED if lapsed and not each.post.withdrawn_at else stands(each)


def _needs_picture(version: PostVersion) -> bool:
    check = version.check
    return check is not None and pictures_missing(check.medium, len(version.pictures))


def shown_children(check: PostCheck | None) -> list[tuple[str, bool]]:
    """Who was named in the check, and whether somebody could recognise them; nothing else."""
    pupils = check.pupils if check is not None else []
    return sorted((each.pupil.full_name, each.recognisable) for each in pupils)


def _named(version: PostVersion) -> list[str]:
    """First names in the text though the check was made without names."""
    check = version.check
    if check is None or check.name_shown:
        return []
    said = " ".join([version.text, *(each.description for each in version.pictures)])
    return names_in(said, [each.pupil.forename for each in check.pupils])
