"""What this school really does with data: for its impact assessment and its privacy notice.

Filled from the questions, organisations, channels and periods in force, as Markdown; the page and
the Word file are made of the same text (UK GDPR Arts 13, 30 and 35).
"""

from collections.abc import Iterator

from sqlalchemy import select

from parentcomms.channels.models import Channel
from parentcomms.clock import today
from parentcomms.consent.kinds import LawfulBasis
from parentcomms.consent.queries import uses_in_force
from parentcomms.database import db
from parentcomms.filters import day
from parentcomms.school.details import School
from parentcomms.school.queries import school

BASES = {
    LawfulBasis.CONSENT: "consent (Article 6(1)(a)); silence is never a yes",
    LawfulBasis.PUBLIC_TASK: "public task (Article 6(1)(e)); families may object",
    LawfulBasis.LEGITIMATE_INTERESTS: "legitimate interests (Article 6(1)(f)); families may object",
}
RISKS = (
    ("A picture of a child who must not be seen goes out", "every post is checked where it is "
     "made, not answered never passes, and a switch of the head and the safeguarding lead stands "
     "above every answer"),
    ("A picture online is copied or altered by AI", "families are told so before they answer, "
     "may say *only if nobody could recognise my child*, and what was posted where is known"),
    ("An adult who must not find a child learns of the school", "nobody is written to before the "
     "contact review, and holds survive every import"),
    ("One parent learns what the other said", "each adult has a link of their own and sees only "
     "their own answers; staff see what counts, not who said what"),
    ("A record is changed afterwards", "evidence is only added to, an audit chain covers every "
     "row, and its head leaves the house each week"),
    ("A stolen database or e-mail opens a door", "links and codes are never stored, files are "
     "encrypted, and no e-mail holds an answer, a concern or a child's name in its subject"),
)  # fmt: skip


def statement() -> str:
    """The whole text, as Markdown."""
    ours = school()
    parts = (*_notice(ours), *_assessment(ours))
    return "\n\n".join(parts) + "\n"


def _notice(ours: School) -> Iterator[str]:
    yield "## A paragraph for your privacy notice"
    yield (
        f"{ours.name} uses a service of its own to write to families, to ask for consent to use "
        "pictures of pupils, to check pictures before they are published, and to answer concerns. "
        "It holds names, classes and dates of birth of pupils; names, addresses and parental "
        "responsibility of the adults responsible for them, as our management system has them; "
        "what each adult answered, with the words of the question; what we sent; where pictures "
        "were published; and concerns that were raised with us. Nothing in it is sold, used for "
        "marketing or to monitor anybody, and our e-mails do not track who opens them."
    )
    yield (
        "You can change an answer about pictures at any time on your own page, on paper or by "
        "telephone, and it counts at once. You can ask what we hold about you or your child, and "
        "ask us to correct it. How long we keep it is listed below. If you are not content with "
        "how we use data, tell us; you can also write to the Information Commissioner's Office "
        "(ico.org.uk)."
    )
    yield f"Questions: {_reach(ours)}."


def _reach(ours: School) -> str:
    return ", ".join(each for each in (ours.email, ours.phone) if each) or "ask at the office"


def _assessment(ours: School) -> Iterator[str]:
    yield "## Outline of an impact assessment"
    yield f"Drawn up from the settings in force on {day(today())}. Complete it and decide on it."
    yield "### What is done, and on which basis"
    yield "\n".join(f"- {line}" for line in _uses())
    yield "### Who else sees pictures or data"
    yield "\n".join(f"- {line}" for line in _organisations(ours))
    yield "### Where the school publishes"
    yield "\n".join(f"- {line}" for line in _channels())
    yield "### How long it is kept"
    yield "\n".join(f"- {line}" for line in periods(ours))
    yield "### Risks, and what is done about them"
    yield "\n".join(f"- **{risk}**: {answer}." for risk, answer in RISKS)
    yield "### For you to complete"
    yield (
        "- Who was asked: parents, pupils, staff, the data protection officer.\n"
        "- Contracts with the organisations named above, and where they keep data.\n"
        "- What risk remains, who accepts it, and when this is looked at again."
    )


def _uses() -> Iterator[str]:
    yield f"Telling families what the school asks of them: {BASES[LawfulBasis.PUBLIC_TASK]}."
    for use in uses_in_force():
        yield f"Pictures, {use.key.replace('_', ' ')}: {BASES[use.facts.basis]}."
    yield "Concerns and complaints: public task; for a child at risk, safeguarding law."


def _organisations(ours: School) -> Iterator[str]:
    named = {
        "Class app": ours.class_app,
        "Photographer": ours.photographer,
        "Printed publicity": ours.print_organisations,
        "Video and live streams": ours.video_organisations,
    }
    for what, who in named.items():
        yield f"{what}: {who or 'none named in the settings'}."
    yield "The provider of the school's e-mail, which carries what the school writes."


def _channels() -> Iterator[str]:
    query = select(Channel).where(Channel.suspended_at.is_(None)).order_by(Channel.name)
    found = list(db.session.scalars(query))
    for row in found:
        state = "approved" if row.approved_by else "not approved"
        yield f"{row.name} ({row.audience}): {state}."
    if not found:
        yield "No accounts or places are entered."


def periods(ours: School) -> Iterator[str]:
    """The periods in force, as sentences."""
    yield (
        f"Answers about pictures: while the child is on roll and {_years(ours.answers_kept_years)} "
        f"after; longer while a picture can be seen, and {_years(ours.pictures_kept_years)} after "
        "it came down."
    )
    yield f"Records of a picture, or of a breach: {_years(ours.pictures_kept_years)} after."
    yield f"What was sent and acknowledged: the school year and {_years(ours.sent_kept_years)}."
    yield f"What e-mails said: the school year and {_years(ours.mails_kept_years)}."
    checks = _years(ours.checks_kept_years)
    yield f"Checks that led to no publication: the school year and {checks}."
    yield f"Printed lists and exports: the school year and {_years(ours.lists_kept_years)}."
    yield "Scanned forms: as long as the answers they prove."
    yield f"Imported files: {ours.import_files_kept_days} days."
    yield f"Questions families asked: {_years(ours.questions_kept_years)} after they were closed."
    yield f"Concerns and complaints: {_years(ours.concerns_kept_years)} after they were closed."
    risks = _years(ours.risks_kept_years)
    yield f"A child at risk: passed to the safeguarding file, and here {risks} after it was closed."


def _years(number: int) -> str:
    return {0: "no longer", 1: "one year"}.get(number, f"{number} years")
