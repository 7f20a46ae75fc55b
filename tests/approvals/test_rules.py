"""Approval: who may give it, and of what exact content."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parentcomms.approvals.rules import (
    ApprovalKind,
    Approvers,
    Content,
    Delegation,
    Point,
    Refusal,
    Request,
    Wording,
    content_hash,
    may_approve,
    may_decide,
)

HEAD, DEPUTY, OFFICE, CHAIR, TEACHER = range(1, 6)
TODAY = date(2026, 11, 23)
APPROVERS = Approvers(heads=frozenset({HEAD}), board=frozenset({CHAIR}))
DELEGATION = Delegation(
    to_id=DEPUTY,
    given_by_id=HEAD,
    scope=frozenset({ApprovalKind.LETTER, ApprovalKind.NEWSLETTER}),
    starts_on=date(2026, 11, 1),
    ends_on=date(2026, 11, 30),
)


def request(approver: int, *authors: int, kind: str = "letter") -> Request:
    return Request(
        kind=ApprovalKind(kind),
        author_ids=frozenset(authors),
        approver_id=approver,
        points=frozenset(Point),
    )


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (request(HEAD, OFFICE), None),
        (request(HEAD, HEAD), None),
        (request(HEAD), None),
        (request(DEPUTY, OFFICE), None),
        (request(DEPUTY), None),
        (request(DEPUTY, DEPUTY), Refusal.OWN_WORDS),
        (request(DEPUTY, OFFICE, DEPUTY), Refusal.OWN_WORDS),
        (request(DEPUTY, HEAD), Refusal.ONLY_THE_HEAD),
        (request(DEPUTY, OFFICE, HEAD), Refusal.ONLY_THE_HEAD),
        (request(DEPUTY, OFFICE, kind="post"), Refusal.DELEGATION_DOES_NOT_COVER_THIS),
        (request(TEACHER, OFFICE), Refusal.NO_DELEGATION),
        (request(CHAIR, OFFICE), Refusal.NO_DELEGATION),
        (request(CHAIR, OFFICE, kind="channel"), None),
        (request(HEAD, HEAD, kind="channel"), None),
        (request(HEAD, TEACHER, kind="outside_channel"), None),
        (request(HEAD, HEAD, kind="outside_channel"), Refusal.GOVERNING_BOARD_DECIDES),
        (request(DEPUTY, HEAD, kind="outside_channel"), Refusal.GOVERNING_BOARD_DECIDES),
        (request(CHAIR, HEAD, kind="outside_channel"), None),
        (request(CHAIR, CHAIR, kind="outside_channel"), Refusal.OWN_WORDS),
    ],
)
def test_who_may_approve_whose_words(asked: Request, answer: Refusal | None):
    assert may_approve(asked, approvers=APPROVERS, delegation=DELEGATION, today=TODAY) == answer


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({"ends_on": TODAY}, None),
        ({"starts_on": TODAY}, None),
        ({"ended_on": TODAY + timedelta(days=1)}, None),
        ({"ends_on": TODAY - timedelta(days=1)}, Refusal.DELEGATION_NOT_IN_FORCE),
        ({"starts_on": TODAY + timedelta(days=1)}, Refusal.DELEGATION_NOT_IN_FORCE),
        ({"ended_on": TODAY}, Refusal.DELEGATION_NOT_IN_FORCE),
        ({"given_by_id": OFFICE}, Refusal.DELEGATION_NOT_IN_FORCE),
        ({"to_id": TEACHER}, Refusal.NO_DELEGATION),
        ({"scope": frozenset()}, Refusal.DELEGATION_DOES_NOT_COVER_THIS),
    ],
)
def test_a_delegation_counts_only_for_its_person_scope_and_days(change, answer: Refusal | None):
    delegation = replace(DELEGATION, **change)
    asked = request(DEPUTY, OFFICE)
    assert may_approve(asked, approvers=APPROVERS, delegation=delegation, today=TODAY) == answer


def test_without_a_delegation_nobody_but_the_head_approves():
    asked = request(DEPUTY, OFFICE)
    found = may_approve(asked, approvers=APPROVERS, delegation=None, today=TODAY)
    assert found is Refusal.NO_DELEGATION


@given(st.frozensets(st.sampled_from(Point)))
def test_only_all_five_points_make_an_approval(points: frozenset[Point]):
    asked = replace(request(HEAD, OFFICE), points=points)
    found = may_approve(asked, approvers=APPROVERS, delegation=None, today=TODAY)
    assert (found is None) == (len(points) == 5)
    assert may_decide(asked, approvers=APPROVERS, delegation=None, today=TODAY) is None


staff = st.integers(min_value=1, max_value=5)
groups = st.frozensets(staff, max_size=3)
requests = st.builds(
    Request,
    kind=st.sampled_from(ApprovalKind),
    author_ids=groups,
    approver_id=staff,
    points=st.just(frozenset(Point)),
)
delegations = st.none() | st.builds(
    Delegation,
    to_id=staff,
    given_by_id=staff,
    scope=st.frozensets(st.sampled_from(ApprovalKind)),
    starts_on=st.dates(TODAY - timedelta(days=2), TODAY + timedelta(days=2)),
    ends_on=st.dates(TODAY - timedelta(days=2), TODAY + timedelta(days=2)),
)


@given(requests, st.builds(Approvers, heads=groups, board=groups), delegations)
def test_what_the_head_wrote_is_approved_by_a_head_or_outside_school_by_the_board(
    asked: Request, approvers: Approvers, delegation: Delegation | None
):
    found = may_approve(asked, approvers=approvers, delegation=delegation, today=TODAY)
    if found is None and asked.author_ids & approvers.heads:
        allowed = approvers.heads
        if asked.kind is ApprovalKind.OUTSIDE_CHANNEL:
            allowed = approvers.board
        elif asked.kind is ApprovalKind.CHANNEL:
            allowed = approvers.heads | approvers.board
        assert asked.approver_id in allowed


@given(requests, st.builds(Approvers, heads=groups, board=groups), delegations)
def test_nobody_but_a_head_approves_their_own_words_and_outside_school_not_even_a_head(
    asked: Request, approvers: Approvers, delegation: Delegation | None
):
    found = may_approve(asked, approvers=approvers, delegation=delegation, today=TODAY)
    if found is None and asked.approver_id in asked.author_ids:
        assert asked.approver_id in approvers.heads
        assert asked.kind is not ApprovalKind.OUTSIDE_CHANNEL


words = st.text(max_size=12)
wordings = st.builds(Wording, subject=words, text=words, html=words)
contents = st.builds(
    Content,
    wordings=st.dictionaries(st.sampled_from(["en", "pl", "ur"]), wordings, max_size=3),
    attachment_hashes=st.lists(words, max_size=3),
    audience=words,
)


@given(contents, contents)
def test_two_contents_share_a_hash_only_when_nothing_differs(one: Content, other: Content):
    same = (
        dict(one.wordings) == dict(other.wordings)
        and sorted(one.attachment_hashes) == sorted(other.attachment_hashes)
        and one.audience == other.audience
    )
    assert (content_hash(one) == content_hash(other)) == same


@given(contents, st.data())
def test_the_order_of_languages_and_attachments_does_not_matter(one: Content, data):
    turned = Content(
        wordings=dict(reversed(one.wordings.items())),
        attachment_hashes=data.draw(st.permutations(one.attachment_hashes)),
        audience=one.audience,
    )
    assert content_hash(turned) == content_hash(one)


@pytest.mark.parametrize("part", ["subject", "text", "html"])
def test_one_other_character_in_any_part_is_another_hash(part: str):
    wording = Wording(subject="Welcome", text="We ask", html="<p>We ask</p>")
    edited = replace(wording, **{part: getattr(wording, part) + "."})
    before = content_hash(Content(wordings={"en": wording}))
    assert content_hash(Content(wordings={"en": edited})) != before


def test_the_hash_of_a_content_never_changes_between_releases():
    content = Content(
        wordings={"en": Wording(subject="Hello {name}", text="We ask", html="<p>We ask</p>")},
        attachment_hashes=("ab", "aa"),
        audience="class:4",
    )
    assert content_hash(content) == (
        "41dda896de66717fc176cc39ce0bc442547241eb013045ee55a4e934e96ef56c"
    )
