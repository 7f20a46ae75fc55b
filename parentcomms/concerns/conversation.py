"""The public form over its three pages. What was typed travels in the form itself, nowhere else.

Nothing is kept on the sender's device and nothing in the database before the last button; the
files lie encrypted and are named by a signed list.
"""

from dataclasses import replace
from enum import StrEnum
from typing import Any

from flask import g, request

from parentcomms import languages
from parentcomms.accounts.family_links import standing_person
from parentcomms.concerns import files, floods, queries
from parentcomms.concerns.actions import Received
from parentcomms.concerns.forms import ReplyForm, RiskForm, StoryForm
from parentcomms.concerns.naming import named_in
from parentcomms.concerns.rules import AboutWhom, ConcernKind, Raised, Route, route
from parentcomms.concerns.words import AtRisk, PostAudience, Reply, SenderKind
from parentcomms.forms import Form
from parentcomms.stale_forms import is_stale

OWN_FIELDS = {"csrf_token", "form_id", "step", "go", "files"}


class Step(StrEnum):
    """The three pages, in order."""

    STORY = "story"
    RISK = "risk"
    REPLY = "reply"


ORDER = tuple(Step)


class Conversation:
    """What one sender has said so far: the three forms, and the page they are on."""

    def __init__(self) -> None:
        self.story, self.risk, self.reply = StoryForm(), RiskForm(), ReplyForm()
        said = request.form.get("step", "")
        self.step = Step(said) if said in set(Step) else Step.STORY
        if not self.story.started.data:
            self.story.started.data = floods.start_mark()
        if not request.form and request.args.get("as") == SenderKind.PUPIL:
            self.reply.sender_kind.data = SenderKind.PUPIL.value

    @property
    def form(self) -> Form:
        """The form of the page they are on."""
        return {Step.STORY: self.story, Step.RISK: self.risk, Step.REPLY: self.reply}[self.step]

    @property
    def is_pupil(self) -> bool:
        return bool(self.reply.sender_kind.data == SenderKind.PUPIL)

    @property
    def number(self) -> int:
        return ORDER.index(self.step) + 1

    def neighbour(self, by: int) -> Step:
        """The page after this one, or before."""
        return ORDER[min(max(ORDER.index(self.step) + by, 0), len(ORDER) - 1)]

    def carried(self) -> list[tuple[str, str]]:
        """Hidden fields for everything said that this page does not ask."""
        other = [form for form in (self.story, self.risk, self.reply) if form is not self.form]
        return [("step", self.step.value)] + [
            (field.name, str(field.data or ""))
            for form in other
            for field in form
            if field.name not in OWN_FIELDS
        ]

    def check(self) -> bool:
        """Whether this page is in order; files are kept even where something else is not.

        They are judged before anything is asked of the database: a picture takes its time.
        """
        problems = files.take(self.story) if self.step is Step.STORY and not is_stale() else []
        good = bool(self.form.validate_on_submit())
        for sentence in problems:
            self.story.refuse(sentence, field=self.story.files)
        return good and not problems

    def number_of_files(self) -> int:
        return files.number_of(self.story)

    def forget_errors(self) -> None:
        """The page is shown again because its reader asked, not because something is wrong."""
        self.form.form_errors.clear()
        for field in self.form:
            field.errors = []
        g.page_has_errors = False

    def first_unfinished(self) -> Step | None:
        """A page that was skipped or changed on the way; the buttons never lead here."""
        for step in ORDER:
            self.step = step
            if not self.check():
                return step
        return None

    def must_ask_again(self) -> bool:
        """A doubt about who sends this; the answer carries the mark that they were asked."""
        doubt = floods.must_ask_again(
            opened=self.story.started.data,
            asked=self.story.asked.data,
            trapped=bool(self.reply.address_2.data),
        )
        if doubt:
            self.story.asked.data = floods.asked_mark(self.story.asked.data)
        return doubt

    def at_risk(self) -> bool:
        """Doubt counts as a risk."""
        return self.risk.at_risk.data in {AtRisk.YES, AtRisk.NOT_SURE}

    def route(self) -> Route | None:
        """Where it would go as it stands, or None while that is not known."""
        kinds, abouts = set(ConcernKind), set(AboutWhom)
        if self.risk.kind.data not in kinds or self.risk.about.data not in abouts:
            return None
        about = AboutWhom(self.risk.about.data)
        named = named_in(about, self.risk.about_name.data, queries.staff_names())
        case = Raised(
            kind=ConcernKind(self.risk.kind.data), about=about, at_risk=self.at_risk(), named=named
        )
        return route(case, queries.holders())

    def received(self) -> Received:
        """All of it, as the school takes it in."""
        reply = self.reply.reply.data
        return replace(self._told(), **self._sender(reply), nameless=reply == Reply.NO_NAME)

    def _told(self) -> Received:
        audience = self.story.post_audience.data
        return Received(
            kind=ConcernKind(self.risk.kind.data),
            words=self.story.words.data,
            about=AboutWhom(self.risk.about.data),
            about_name=self.risk.about_name.data,
            at_risk=self.at_risk(),
            sender_kind=self.reply.sender_kind.data,
            language=languages.current(),
            recorded_by="public",
            files=files.listed(self.story.kept.data),
            post_where=self.story.post_where.data,
            post_audience=PostAudience(audience) if audience in set(PostAudience) else None,
            post_reached=self.story.post_reached.data,
            post_link=self.story.post_link.data,
            wanted=self.story.wanted.data,
        )

    def _sender(self, reply: str) -> dict[str, Any]:
        """Who writes. Whoever came by their own link is on record only where they say so here."""
        if reply == Reply.OWN_PAGE and g.family is not None:
            person = standing_person(g.family.person_id)
            return {
                "sender_name": person.full_name,
                "sender_email": person.email or "",
                "sender_phone": person.phone or "",
                "person_id": person.id,
                "recorded_by": f"person:{person.id}",
            }
        return {
            "sender_name": self.reply.sender_name.data,
            "sender_email": self.reply.sender_email.data if reply == Reply.EMAIL else "",
            "sender_phone": self.reply.sender_phone.data if reply == Reply.PHONE else "",
        }
