"""What is around the words of a mail: the styled page, and the addresses it leaves from."""

import hashlib
import json
from functools import lru_cache

import css_inline
from flask import current_app, render_template

from parentcomms.config import Settings
from parentcomms.documents.markdown import parse
from parentcomms.documents.web import to_holed_html
from parentcomms.outbox.models import MailContent, MailFrame
from parentcomms.outbox.once import kept_once

RIGHT_TO_LEFT = {"ar", "ur", "fa", "ps", "ckb"}


def page_around(content: MailContent) -> str:
    """The HTML of these words, each place of a value marked."""
    return _page(content.language, content.common["school_name"], content.body)


@lru_cache(maxsize=64)
def _page(language: str, school_name: str, body: str) -> str:
    """Styled with the words in it, once for all mails that share them; dark mode stays a rule."""
    html = render_template(
        "outbox/emails/message.html",
        language=language,
        direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        school_name=school_name,
        body=to_holed_html(parse(body)),
    )
    return css_inline.CSSInliner(
        keep_at_rules=True, load_remote_stylesheets=False, minify_css=True
    ).inline(html)


def frame_for(content: MailContent) -> MailFrame:
    """The frame a mail with this content leaves in now; written down when it is a new one."""
    settings: Settings = current_app.config["SETTINGS"]
    sender = settings.mail.sender or content.common["school_email"] or "school@localhost"
    parts = {
        "html": page_around(content),
        "sender": sender,
        "reply_to": settings.mail.reply_to or content.common["school_email"] or sender,
        "public_url": settings.public_url,
    }
    sha256 = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    return kept_once(MailFrame, sha256, **parts)
