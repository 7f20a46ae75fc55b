"""The exact words of one occasion's question and mail, in every language we ship."""

import hashlib
from dataclasses import dataclass
from datetime import date

from flask_babel import force_locale

from parentcomms.approvals.rules import Content, Wording, content_hash
from parentcomms.consent.models import UseWording
from parentcomms.filters import day
from parentcomms.occasions.models import Occasion
from parentcomms.outbox.actions import shipped_text
from parentcomms.school.queries import school
from parentcomms.texts.shipped import fill, languages, occasion_question

MAIL, REMINDER = "mail_occasion", "mail_occasion_reminder"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What staff say of an occasion: who comes, what for, where it is shown, and two days."""

    who: str
    what: str
    where_shown: str
    happens_on: date
    answer_by: date
    offers_unrecognisable: bool = False


def values(asked: Asked | Occasion, language: str) -> dict[str, str]:
    """What fills the words, with days as that language writes them."""
    with force_locale(language):
        return {
            "outlet": asked.who,
            "what": asked.what,
            "where_shown": asked.where_shown,
            "happens_on": day(asked.happens_on),
            "answer_by": day(asked.answer_by),
        }


def wordings(asked: Asked, *, made_by: str) -> list[UseWording]:
    """The question, the outlet named, once for each language."""
    return [_wording(asked, language, made_by) for language in languages()]


def _wording(asked: Asked, language: str, made_by: str) -> UseWording:
    shipped = occasion_question(language)
    ours = {"school_name": school().name, "phone": school().phone}
    filled = values(asked, language) | ours
    name, question, detail = (
        fill(part, filled) for part in (shipped.name, shipped.question, shipped.detail)
    )
    whole = "\n\n".join((name, question, detail))
    return UseWording(
        language=language,
        name=name,
        question=question,
        detail=detail,
        made_how="shipped",
        signed_off_by=made_by,
        sha256=hashlib.sha256(whole.encode()).hexdigest(),
    )


def hash_of(occasion: Occasion) -> str:
    """What the head's approval covers: the question, its mails, and the children asked about."""
    version = occasion.use.versions[-1]
    words = {
        row.language: Wording(
            subject=row.name,
            text="\n\n".join((row.question, row.detail)),
            html="\n\n".join(_mails(occasion, row.language)),
        )
        for row in version.wordings
    }
    children = sorted(child.pupil.reference for child in occasion.children)
    audience = f"{version.offers_unrecognisable} {' '.join(children)}"
    return content_hash(Content(wordings=words, audience=audience))


def _mails(occasion: Occasion, language: str) -> list[str]:
    texts = [shipped_text(key, language) for key in (MAIL, REMINDER)]
    days = [f"{name}: {value}" for name, value in values(occasion, language).items()]
    return [part for text in texts for part in (text.subject, text.body)] + days
