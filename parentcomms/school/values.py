"""The school's own words: the values every text may use, and shipped passages on a page."""

from flask import Flask
from markupsafe import Markup

from parentcomms.documents.markdown import parse
from parentcomms.documents.web import PAGE, to_html
from parentcomms.languages import current
from parentcomms.links import address_of
from parentcomms.school.queries import goes_live_on, school
from parentcomms.texts.shipped import text


def common_values() -> dict[str, str]:
    """The values every text of this school may use, as they are now."""
    ours = school()
    return {
        "school_name": ours.name,
        "school_email": ours.email,
        "school_address": ", ".join(ours.address.splitlines()),
        "phone": ours.phone,
        "head_name": ours.head_name,
        "concern_link": address_of("concerns_public.danger"),  # one tap to raise a concern
    }


def shipped_html(key: str) -> Markup:
    """One shipped passage in the reader's language, as HTML for a page."""
    found = text(key, language=current())
    return Markup(to_html(parse(found.body), common_values(), style=PAGE))  # noqa: S704  (escaped)


def page_text(markdown: str) -> Markup:
    """A recorded wording, whose values are already filled in, as HTML for a page."""
    return Markup(to_html(parse(markdown), {}, style=PAGE))  # noqa: S704  (escaped)


def init_app(app: Flask) -> None:
    """Let templates show shipped passages and recorded wording."""
    app.add_template_filter(page_text)
    app.add_template_global(shipped_html)
    app.add_template_global(goes_live_on)
