"""What kinds of text there are, and which placeholders each may use."""

from enum import StrEnum


class Kind(StrEnum):
    """What a text is for; it decides what the text has to say."""

    JOINING_LETTER = "joining_letter"
    CONSENT_REQUEST = "consent_request"
    INSERT = "insert"
    EVENT_PROGRAMME = "event_programme"
    EVENT_POSTER = "event_poster"
    EVENT_SLIDE = "event_slide"
    EVENT_SPOKEN = "event_spoken"
    ABOUT_A_POST = "about_a_post"
    WEBSITE_NOTICE = "website_notice"
    STATEMENT = "statement"
    PAGE_INTRO = "page_intro"
    PAGE_TEACHING = "page_teaching"
    PAGE_RESPONSIBILITY = "page_responsibility"
    PAGE_COPYING = "page_copying"
    PAGE_CLOSING = "page_closing"
    PHOTO_USE = "photo_use"
    FAMILY_MAIL = "family_mail"
    CONCERN_MAIL = "concern_mail"
    NEWSLETTER_MAIL = "newsletter_mail"
    STAFF_MAIL = "staff_mail"
    DANGER_PAGE = "danger_page"
    OCCASION = "occasion"
    OCCASION_MAIL = "occasion_mail"
    CASE_TEXT = "case_text"


KEYS: dict[str, Kind] = {
    "joining_letter": Kind.JOINING_LETTER,
    "consent_request": Kind.CONSENT_REQUEST,
    "insert_september": Kind.INSERT,
    "insert_christmas": Kind.INSERT,
    "insert_spring": Kind.INSERT,
    "insert_sports_day": Kind.INSERT,
    "insert_talk_first": Kind.INSERT,
    "insert_apps_groups": Kind.INSERT,
    "website_notice": Kind.WEBSITE_NOTICE,
    "about_a_picture": Kind.ABOUT_A_POST,
    "about_a_comment": Kind.ABOUT_A_POST,
    "three_requests": Kind.STATEMENT,
    "page_intro": Kind.PAGE_INTRO,
    "page_teaching": Kind.PAGE_TEACHING,
    "page_responsibility": Kind.PAGE_RESPONSIBILITY,
    "page_copying": Kind.PAGE_COPYING,
    "page_closing": Kind.PAGE_CLOSING,
    "mail_answers_recorded": Kind.FAMILY_MAIL,
    "mail_answers_updated": Kind.FAMILY_MAIL,
    "letter_answers_updated": Kind.FAMILY_MAIL,
    "mail_new_link": Kind.FAMILY_MAIL,
    "mail_acknowledged": Kind.FAMILY_MAIL,
    "mail_yearly_reminder": Kind.FAMILY_MAIL,
    "mail_concern_received": Kind.CONCERN_MAIL,
    "mail_concern_answered": Kind.CONCERN_MAIL,
    "mail_concern_code": Kind.CONCERN_MAIL,
    "mail_newsletter": Kind.NEWSLETTER_MAIL,
    "mail_concern_waiting": Kind.STAFF_MAIL,
    "mail_sheet_unsafe": Kind.STAFF_MAIL,
    "mail_takedown": Kind.STAFF_MAIL,
    "mail_takedown_overdue": Kind.STAFF_MAIL,
    "mail_staff_invited": Kind.STAFF_MAIL,
    "mail_password_forgotten": Kind.STAFF_MAIL,
    "mail_second_step_reset": Kind.STAFF_MAIL,
    "mail_role_granted": Kind.STAFF_MAIL,
    "mail_posts_week": Kind.STAFF_MAIL,
    "mail_post_waits": Kind.STAFF_MAIL,
    "mail_post_decided": Kind.STAFF_MAIL,
    "mail_incident": Kind.STAFF_MAIL,
    "mail_chain_head": Kind.STAFF_MAIL,
    "mail_import_seen": Kind.STAFF_MAIL,
    "mail_approval_waits": Kind.STAFF_MAIL,
    "mail_newsletter_stopped": Kind.STAFF_MAIL,
    "danger_page": Kind.DANGER_PAGE,
    "mail_case_unread": Kind.STAFF_MAIL,
    "mail_case_due": Kind.STAFF_MAIL,
    "mail_alarm_test": Kind.STAFF_MAIL,
    "mail_set_up_test": Kind.STAFF_MAIL,
    "case_acknowledgement": Kind.CASE_TEXT,
    "case_outcome": Kind.CASE_TEXT,
    "mail_occasion": Kind.OCCASION_MAIL,
    "mail_occasion_reminder": Kind.OCCASION_MAIL,
}
"""Every shipped text (a file of this name in each language) and its kind."""

PLACEHOLDERS: dict[str, str] = {
    "school_name": "the school's name",
    "school_email": "the office's e-mail address",
    "school_address": "the school's postal address, on one line",
    "phone": "the office's telephone number",
    "head_name": "the head teacher's name",
    "parent_name": "the adult written to",
    "first_names": "first names of that adult's children, joined for reading",
    "link": "that person's own link; on paper, a square code with address and short code",
    "code": "the short code printed on paper",
    "concern_link": "where anyone can raise a concern",
    "official_accounts": "list: the school's approved accounts",
    "photo_organisations": "list: every organisation that any photo question names",
    "class_app_name": "the class app and the firm that runs it",
    "photographer_name": "the school photographer's firm",
    "print_organisations": "who prints or hands out the school's publicity, beside the school",
    "website_address": "the school website's address and the firm that runs it",
    "video_organisations": "who shows the school's videos and live streams",
    "reference": "a random public reference",
    "newsletter": "the newsletter itself",
    "newsletter_page": "where this newsletter stands on the web, with its pictures",
    "staff_name": "the member of staff concerned",
    "role_name": "the role given",
    "granted_by": "who gave the role",
    "date": "the day it happened",
    "outlet": "the organisation that would use the pictures of one occasion",
    "what": "what happens on that occasion",
    "where_shown": "where those pictures would be shown",
    "happens_on": "the day of the occasion",
    "answer_by": "the last day to answer",
    "social_care_phone": "the local authority's children's services",
    "social_care_night_phone": "the same, nights and weekends",
    "post_place": "where the post is, as the office describes it",
    "lado_phone": "the local authority designated officer",
}
"""Every placeholder there is, and what the sender puts in its place."""

_SCHOOL = {"school_name", "school_email", "school_address", "phone", "head_name", "concern_link"}
_PERSON = _SCHOOL | {"parent_name", "link", "code"}
_FAMILY = _PERSON | {"first_names"}
_OCCASION = {"outlet", "what", "where_shown", "happens_on", "answer_by"}

ALLOWED: dict[Kind, frozenset[str]] = {
    Kind.JOINING_LETTER: frozenset(_FAMILY),
    Kind.CONSENT_REQUEST: frozenset(_FAMILY | {"photo_organisations", "official_accounts"}),
    Kind.INSERT: frozenset(_SCHOOL),
    Kind.EVENT_PROGRAMME: frozenset(_SCHOOL),
    Kind.EVENT_POSTER: frozenset(_SCHOOL),
    Kind.EVENT_SLIDE: frozenset(_SCHOOL),
    Kind.EVENT_SPOKEN: frozenset(_SCHOOL),
    Kind.ABOUT_A_POST: frozenset(_SCHOOL | {"parent_name", "post_place"}),
    Kind.WEBSITE_NOTICE: frozenset(_SCHOOL | {"official_accounts"}),
    Kind.STATEMENT: frozenset(_SCHOOL),
    Kind.PAGE_INTRO: frozenset(_SCHOOL),
    Kind.PAGE_TEACHING: frozenset(_SCHOOL),
    Kind.PAGE_RESPONSIBILITY: frozenset(_SCHOOL),
    Kind.PAGE_COPYING: frozenset(_SCHOOL),
    Kind.PAGE_CLOSING: frozenset(_SCHOOL),
    Kind.PHOTO_USE: frozenset(
        {
            "school_name",
            "official_accounts",
            "class_app_name",
            "photographer_name",
            "print_organisations",
            "website_address",
            "video_organisations",
        }
    ),
    Kind.FAMILY_MAIL: frozenset(_PERSON),
    Kind.CONCERN_MAIL: frozenset(_SCHOOL | {"reference", "link", "code"}),
    Kind.NEWSLETTER_MAIL: frozenset(_PERSON | {"newsletter", "newsletter_page", "reference"}),
    Kind.STAFF_MAIL: frozenset(
        _SCHOOL | {"link", "reference", "staff_name", "role_name", "granted_by", "date"}
    ),
    Kind.CASE_TEXT: frozenset(_SCHOOL | {"reference", "date"}),
    Kind.OCCASION: frozenset({"school_name", "phone"} | _OCCASION),
    Kind.OCCASION_MAIL: frozenset(_PERSON | _OCCASION),
    Kind.DANGER_PAGE: frozenset(
        _SCHOOL | {"social_care_phone", "social_care_night_phone", "lado_phone"}
    ),
}
"""Which placeholders a text of each kind may use; any other would reach families unfilled."""

ALLOWED_IN_TITLES = frozenset({"school_name", "reference"})
"""Titles become e-mail subjects, which are read on lock screens: no person's name in them."""

UNRECOGNISABLE_OFFERED = frozenset({"newsletter_print", "website", "social_media", "video_voice"})
"""Photo uses with the third answer. A class photo, a name, a voice cannot be blurred, and a class
app is seen by families who know every child by coat and hair."""

PHOTO_USE_KEYS = (
    "class_app",
    "class_photo",
    "newsletter_print",
    "website",
    "social_media",
    "video_voice",
    "name_outside",
)

TEACHING_KEY = "teaching"
"""What the school does anyway: beside the questions in their file, and none of them."""
