"""What each kind of text has to say: the parts of policy 10.1.1 to 10.1.3, 10.2 and of consent."""

from enum import StrEnum

from parentcomms.texts.kinds import Kind


class Element(StrEnum):
    """One thing a text may not lose. The comment names the clause."""

    PHOTOS_AND_VIDEOS = "photos_and_videos"  # 10.1.1
    ON_SOCIAL_MEDIA = "on_social_media"  # 10.1.1
    OTHER_CHILDREN = "other_children"  # 10.1.1: pupils other than your own
    UNLESS_PERMISSION = "unless_permission"  # 10.1.1: of the other children's parents or carers
    QUERIES_CONCERNS_COMPLAINTS = "queries_concerns_complaints"  # 10.1.2
    DIRECTLY_WITH_SCHOOL = "directly_with_school"  # 10.1.2
    RATHER_THAN_POSTING = "rather_than_posting"  # 10.1.2
    MALICIOUS_OR_FICTITIOUS = "malicious_or_fictitious"  # 10.1.3
    ANY_MEMBER_OF_COMMUNITY = "any_member_of_community"  # 10.1.3
    PROTECT_PUPILS_AND_STAFF = "protect_pupils_and_staff"  # 10.2
    CONFIDENTIALITY = "confidentiality"  # 10.2
    CANNOT_MONITOR = "cannot_monitor"  # 10.2
    WHY_SAFETY = "why_safety"  # some children must not be seen; pointing at nobody
    RING_US = "ring_us"  # or ring us, that counts too
    LINK = "link"
    CONCERN_LINK = "concern_link"
    ACKNOWLEDGE = "acknowledge"
    OFFICIAL_ACCOUNTS = "official_accounts"  # 6.1: shows up impostors
    ORGANISATIONS_LISTED = "organisations_listed"  # UK GDPR: consent names each controller
    EACH_ORGANISATION_NAMED = "each_organisation_named"
    COPYING = "copying"
    AI_ALTERATION = "ai_alteration"
    HARD_TO_RECALL = "hard_to_recall"
    NO_CHANGES_NOTHING = "no_changes_nothing"
    CHANGE_ANY_TIME = "change_any_time"  # UK GDPR Art 7(3)
    SCHOOL_MAY_NOT_USE = "school_may_not_use"
    SILENCE_IS_NOT_YES = "silence_is_not_yes"
    MAY_OBJECT = "may_object"
    SCHOOL_NAMED = "school_named"
    OUTLET_NAMED = "outlet_named"  # 5.1: one occasion, one outlet, by name
    ANSWER_BY = "answer_by"
    EMERGENCY = "emergency"
    SOCIAL_CARE = "social_care"
    SOCIAL_CARE_AT_NIGHT = "social_care_at_night"
    NSPCC = "nspcc"
    CHILDLINE = "childline"
    CEOP = "ceop"
    REPORT_REMOVE = "report_remove"
    IWF = "iwf"
    DO_NOT_SEND_IMAGES = "do_not_send_images"
    ASKS = "asks"  # 10.1.1 and 10.1.3, to one person
    OFFERS_TO_TALK = "offers_to_talk"
    FORM_NOT_WATCHED = "form_not_watched"


NOT_POSTING_OTHERS = frozenset(
    {
        Element.PHOTOS_AND_VIDEOS,
        Element.ON_SOCIAL_MEDIA,
        Element.OTHER_CHILDREN,
        Element.UNLESS_PERMISSION,
    }
)
"""10.1.1 whole: what is forgotten at the nativity, not in September."""
THREE_REQUESTS = NOT_POSTING_OTHERS | frozenset(
    {
        Element.QUERIES_CONCERNS_COMPLAINTS,
        Element.DIRECTLY_WITH_SCHOOL,
        Element.RATHER_THAN_POSTING,
        Element.MALICIOUS_OR_FICTITIOUS,
        Element.ANY_MEMBER_OF_COMMUNITY,
    }
)
PURPOSE = frozenset(
    {Element.PROTECT_PUPILS_AND_STAFF, Element.CONFIDENTIALITY, Element.CANNOT_MONITOR}
)
SECTION_10 = THREE_REQUESTS | PURPOSE
ONLINE_RISK = frozenset({Element.COPYING, Element.AI_ALTERATION, Element.HARD_TO_RECALL})
FREE_CHOICE = frozenset(
    {Element.NO_CHANGES_NOTHING, Element.CHANGE_ANY_TIME, Element.SCHOOL_MAY_NOT_USE}
)
HELP_NUMBERS = frozenset(
    {
        Element.EMERGENCY,
        Element.SOCIAL_CARE,
        Element.SOCIAL_CARE_AT_NIGHT,
        Element.NSPCC,
        Element.CHILDLINE,
        Element.CEOP,
        Element.REPORT_REMOVE,
        Element.IWF,
    }
)

ONE_OCCASION = (
    ONLINE_RISK
    | FREE_CHOICE
    | {Element.OUTLET_NAMED, Element.ANSWER_BY, Element.SILENCE_IS_NOT_YES, Element.RING_US}
)

REQUIRED: dict[Kind, frozenset[Element]] = {
    Kind.JOINING_LETTER: SECTION_10
    | {
        Element.WHY_SAFETY,
        Element.RING_US,
        Element.LINK,
        Element.ACKNOWLEDGE,
        Element.CONCERN_LINK,
    },
    Kind.CONSENT_REQUEST: ONLINE_RISK
    | FREE_CHOICE
    | {Element.ORGANISATIONS_LISTED, Element.EACH_ORGANISATION_NAMED, Element.SILENCE_IS_NOT_YES}
    | {Element.RING_US, Element.LINK},
    Kind.INSERT: SECTION_10 | {Element.RING_US},
    Kind.EVENT_PROGRAMME: NOT_POSTING_OTHERS,
    Kind.EVENT_POSTER: NOT_POSTING_OTHERS | {Element.WHY_SAFETY},
    Kind.EVENT_SLIDE: NOT_POSTING_OTHERS,
    Kind.EVENT_SPOKEN: NOT_POSTING_OTHERS,
    Kind.ABOUT_A_POST: frozenset({Element.ASKS, Element.OFFERS_TO_TALK, Element.RING_US}),
    Kind.WEBSITE_NOTICE: SECTION_10
    | {Element.WHY_SAFETY, Element.RING_US, Element.CONCERN_LINK, Element.OFFICIAL_ACCOUNTS},
    Kind.STATEMENT: SECTION_10 | {Element.WHY_SAFETY, Element.RING_US},
    # Parts of one page with PAGE_CLOSING, which says "or ring us" for all of them.
    Kind.PAGE_INTRO: frozenset({Element.SILENCE_IS_NOT_YES}),
    Kind.PAGE_TEACHING: frozenset({Element.MAY_OBJECT}),
    Kind.PAGE_RESPONSIBILITY: frozenset({Element.RING_US}),
    Kind.PAGE_COPYING: ONLINE_RISK,
    Kind.PAGE_CLOSING: FREE_CHOICE | {Element.RING_US},
    Kind.PHOTO_USE: frozenset({Element.SCHOOL_NAMED}),
    Kind.FAMILY_MAIL: frozenset({Element.LINK, Element.RING_US}),
    Kind.CONCERN_MAIL: frozenset({Element.EMERGENCY, Element.RING_US}),
    Kind.NEWSLETTER_MAIL: frozenset({Element.RING_US}),
    Kind.STAFF_MAIL: frozenset({Element.LINK}),
    Kind.CASE_TEXT: frozenset(),  # a message begun for whoever answers
    Kind.OCCASION: ONE_OCCASION | {Element.SCHOOL_NAMED},
    Kind.OCCASION_MAIL: ONE_OCCASION | {Element.LINK},
    Kind.DANGER_PAGE: HELP_NUMBERS
    | {Element.DO_NOT_SEND_IMAGES, Element.FORM_NOT_WATCHED, Element.CONCERN_LINK, Element.RING_US},
}
"""What a text of each kind has to say before anyone may approve it."""
