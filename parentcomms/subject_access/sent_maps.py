"""What was sent, visits, and concerns."""

from parentcomms.subject_access.belonging import (
    DOOR,
    FILE,
    MACHINE,
    About,
    Belongs,
    Seal,
)

CHILD, ADULT = ("pupil_id",), ("person_id",)
OTHERS, DSL = Seal.THIRD_PARTY, Seal.SAFEGUARDING
FOR_CHILD = (About.PUPIL,)


SENT = (
    Belongs(
        "delivery",
        "Something sent",
        ADULT,
        "communication_id>communication.title occasion language route made_at printed_at "
        "handed_out_at",
    ),
    Belongs(
        "delivery_child",
        "A letter about the child",
        ("delivery_id", "relationship_id"),
        "kind joined_on",
        seal=OTHERS,
        sealed_for=FOR_CHILD,
    ),
    Belongs(
        "outgoing_mail",
        "An e-mail",
        ("id<delivery.mail_id", "to_address=person.email"),
        "content_id>mail_content.subject to_name to_address made_at sent_at state values problem",
        {
            "once_key": MACHINE,
            "lane": MACHINE,
            "next_try_at": MACHINE,
            "claimed_by": MACHINE,
            "claimed_until": MACHINE,
            "tried_at": MACHINE,
            "attempts": MACHINE,
            "fingerprint": MACHINE,
        },
    ),
    Belongs("reminder", "A reminder", ("person_id", "mail_id"), "by_hand made_by made_at"),
    Belongs("merge_file_adult", "In a file of links", ADULT, "merge_file_id>merge_file.made_at"),
    Belongs("bounce", "An e-mail came back", ("mail_id",), "kind status route noted_by noted_at"),
    Belongs(
        "suppression",
        "An address written to no more",
        ("mail_id", "address=person.email"),
        "address reason made_by made_at ended_by ended_at",
    ),
    Belongs("list_left", "Left a newsletter", ("mail_id",), "left_by left_at back_by back_at"),
    Belongs(
        "uncertain_decision",
        "An e-mail of unknown fate",
        ("mail_id",),
        "decision decided_by decided_at",
    ),
    Belongs(
        "family_link",
        "A link to the family page",
        ADULT,
        "made_at expires_at revoked_at reported_at",
        {"code_hash": DOOR},
    ),
    Belongs(
        "sign_in",
        "A visit to the family page",
        ADULT,
        "kind way made_at expires_at ended_at opened_by_id>staff_member.name",
        {"waits_for": "a second step, or a code, still to come", "token_hash": DOOR},
    ),
    Belongs(
        "link_request",
        "A new link was asked for",
        ("address=person.email",),
        "kind address asked_at done_at",
    ),
)

CONCERNS = (
    Belongs(
        "concern",
        "A concern they raised",
        ("person_id", "sender_email=person.email"),
        "kind about about_name words language sender_kind sender_name sender_email sender_phone "
        "nameless data_protection received_at recorded_by closed_at post_where post_audience "
        "post_reached post_link wanted",
        {
            "routed_by": "who read it first is the school's table, the same for everybody",
            "passphrase_hash": DOOR,
            "subjects_confirmed_at": "tells of the member of staff it is about",
        },
        sealed_when="at_risk",
    ),
    Belongs(
        "concern_message",
        "A message about it",
        ("concern_id",),
        "from_sender words written_by written_at seen_at",
    ),
    Belongs(
        "concern_note",
        "A note of staff about it",
        ("concern_id",),
        "words written_by written_at",
        seal=OTHERS,
    ),
    Belongs(
        "concern_step",
        "What was done about it",
        ("concern_id",),
        "kind at by stage outcome day words",
        seal=OTHERS,
    ),
    Belongs(
        "concern_decision",
        "A decision about it",
        ("concern_id",),
        "question answer words number decided_on decided_by recorded_at",
        seal=OTHERS,
    ),
    Belongs(
        "attachment",
        "A file sent with it",
        ("concern_id",),
        "media_type size",
        {"stored_name": FILE, "sha256": MACHINE},
        file="stored_name",
    ),
    Belongs("tracker_code", "A code to follow it", ("concern_id",), "made_at expires_at used_at"),
    Belongs(
        "tracker_visit",
        "A look at where it stands",
        ("concern_id",),
        "made_at expires_at ended_at",
        {"token_hash": DOOR},
    ),
    Belongs(
        "about_a_post",
        "A letter about a post",
        ADULT,
        "case_reference begun_by begun_at",
        seal=OTHERS,
    ),
    Belongs(
        "legal_hold",
        "A legal hold",
        ("subject_reference=pupil.reference", "subject_reference=person.reference"),
        "scope reason placed_by placed_at lifted_by lifted_at",
        seal=OTHERS,
    ),
    Belongs(
        "subject_request",
        "A request like this one",
        ("pupil_id", "person_id"),
        "made_by made_at answered_at",
    ),
)
