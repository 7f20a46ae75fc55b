"""The public form over its three pages. What was typed travels in the form itself, nowhere else.

Nothing is kept on the sender's device and nothing in the database before the last button; the
files lie encrypted and are named by a signed list.
"""

from enum import StrEnum

from flask import g, request

from parentcomms import languages
from parentcomms.concerns import files, floods, queries
from parentcomms.concerns.actions import Received
from parentcomms.concerns.forms import ReplyForm, RiskForm, StoryForm
from parentcomms.concerns.naming import named_in
from parentcomms.concerns.rules import AboutWhom, ConcernKind, Raised, Route, route
from parentcomms.concerns.words import AtRisk, Reply, SenderKind
from parentcomms.forms import Form
from parentcomms.languages import gettext
from parentcomms.stale_forms import is_stale
from parentcomms.uploads import NotAccepted

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
        problems = self._keep_files() if self.step is Step.STORY and not is_stale() else []
        good = bool(self.form.validate_on_submit())
        for sentence in dict.fromkeys(problems):
            self.story.refuse(sentence, field=self.story.files)
        return good and not problems

    def _keep_files(self) -> list[str]:
        chosen = [each for each in request.files.getlist("files") if each.filename]
        try:
            before = self.kept_files()
            if floods.too_many_files(len(chosen)):
                raise NotAccepted(gettext("Wait a few minutes before you add more files"))
        except NotAccepted as problem:
            self.story.kept.data = ""
            return [problem.message]
        kept, problems = files.keep(chosen, already=len(before))
        self.story.kept.data = files.signed([*before, *kept])
        return problems

    def kept_files(self) -> list[files.Kept]:
        return files.listed(self.story.kept.data)

    def number_of_files(self) -> int:
        """For the page; a list that is too old counts as none, and says so when it is sent."""
        try:
            return len(self.kept_files())
        except NotAccepted:
            return 0

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
        return Received(
            kind=ConcernKind(self.risk.kind.data),
            words=self.story.words.data,
            about=AboutWhom(self.risk.about.data),
            about_name=self.risk.about_name.data,
            at_risk=self.at_risk(),
            sender_kind=self.reply.sender_kind.data,
            sender_name=self.reply.sender_name.data,
            sender_email=self.reply.sender_email.data if reply == Reply.EMAIL else "",
            sender_phone=self.reply.sender_phone.data if reply == Reply.PHONE else "",
            nameless=reply == Reply.NO_NAME,
            language=languages.current(),
            recorded_by="public",
            files=self.kept_files(),
        )
