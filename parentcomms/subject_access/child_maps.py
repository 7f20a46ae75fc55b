"""Children, what is said about their pictures, and where those are."""

from parentcomms.subject_access.belonging import (
    DOOR,
    FILE,
    About,
    Belongs,
    Seal,
)

CHILD, ADULT = ("pupil_id",), ("person_id",)
OTHERS, DSL = Seal.THIRD_PARTY, Seal.SAFEGUARDING
FOR_CHILD = (About.PUPIL,)

PEOPLE = (
    Belongs(
        "pupil",
        "The child",
        (),
        "upn admission_number forename surname date_of_birth year_group year_group_said_on",
    ),
    Belongs("pupil", "Care", (), "care", seal=DSL),
    Belongs(
        "person",
        "The adult",
        (),
        "title forename surname email phone address postcode language large_print own_envelope "
        "contact_id made_at merged_at",
        {"merged_into_id": "another entry of the same adult, which is found with this one"},
    ),
    Belongs(
        "relationship",
        "What an adult is to the child",
        ("pupil_id", "person_id"),
        "kind authority_name pr pr_declared_at pr_confirmed_by had_pr lives_with gets_letters "
        "contact_order named_by_agency starts_on ends_on",
        seal=OTHERS,
        sealed_for=FOR_CHILD,
    ),
    Belongs("relationship", "Court order", ("pupil_id", "person_id"), "court_order", seal=DSL),
    Belongs(
        "correction",
        "Corrected by hand",
        ("pupil_id", "person_id", "relationship_id"),
        "field before made_by made_at settled_at",
        seal=OTHERS,
        sealed_for=FOR_CHILD,
    ),
    Belongs("enrolment", "Class", CHILD, "class_id>school_class.name starts_on ends_on"),
    Belongs("group_member", "Club or trip", CHILD, "group_id>pupil_group.name added_at removed_at"),
    Belongs(
        "contact_review",
        "Whether the school writes",
        ("relationship_id",),
        "decision decided_by decided_at",
        seal=DSL,
    ),
    Belongs(
        "hold",
        "A hold",
        ("relationship_id",),
        "kind reason placed_by placed_at lifted_by lifted_at",
        seal=DSL,
    ),
)

CONSENT = (
    Belongs(
        "answer",
        "An answer about pictures",
        ("pupil_id", "relationship_id"),
        "use_id>photo_use.key wording_id>use_wording.question decision kind reason route name_then "
        "relationship_then pr_then year_group_then evidence answered_at recorded_by",
        seal=OTHERS,
        sealed_for=FOR_CHILD,
    ),
    Belongs(
        "answer_set_aside",
        "An answer was set aside",
        ("answer_id",),
        "reason set_aside_by set_aside_at",
        seal=DSL,
    ),
    Belongs(
        "never",
        "A decision about pictures",
        CHILD,
        "scope set_by set_at lifted_by lifted_at",
        {"reason": "only the head and the DSL may ever read it"},
        seal=DSL,
    ),
    Belongs("ask_the_head", "A marker", CHILD, "set_by set_at lifted_at", seal=DSL),
    Belongs(
        "cannot_answer",
        "Who cannot answer",
        CHILD,
        "reason recorded_by recorded_at lifted_by lifted_at",
        seal=DSL,
    ),
    Belongs(
        "care_status",
        "Who looked after the child in law",
        CHILD,
        "care said_by said_on recorded_by recorded_at",
        seal=DSL,
    ),
    Belongs(
        "delegated_authority",
        "Delegated authority",
        ("relationship_id",),
        "use_keys plan_seen_by plan_seen_at ended_at",
        seal=DSL,
    ),
    Belongs(
        "excused_adult",
        "Silence that no longer blocks",
        ("relationship_id",),
        "reason excused_by excused_at lifted_at",
        seal=DSL,
    ),
    Belongs(
        "occasion_child",
        "Asked about an occasion",
        CHILD,
        "occasion_id>occasion.who occasion_id>occasion.what occasion_id>occasion.happens_on",
    ),
    Belongs(
        "acknowledgement",
        "Read what the school asks",
        ADULT,
        "wording_id>statement_wording.title choice concern_reference route recorded_by at",
    ),
    Belongs("paper_reminder", "Reminder on paper", ADULT, "school_year told_by told_at"),
    Belongs("paper_notice", "Told by letter of answers recorded", ADULT, "told_by told_at"),
    Belongs(
        "scanned_form",
        "A scanned form",
        ("relationship_id",),
        "page code attached_by attached_at",
        {"stored_name": FILE},
        seal=OTHERS,
        sealed_for=FOR_CHILD,
        file="stored_name",
    ),
)

PICTURES = (
    Belongs(
        "post_check_pupil",
        "In a picture that was checked",
        CHILD,
        "check_id>post_check.checked_at check_id>post_check.verdict recognisable not_today allowed "
        "advice",
    ),
    Belongs(
        "publication_child",
        "In a picture that was published",
        CHILD,
        "publication_id>publication.what publication_id>publication.place "
        "publication_id>publication.address publication_id>publication.published_on recognisable",
    ),
    Belongs(
        "printed_list",
        "On a printed list",
        (),
        "said kind printed_by printed_at told_on thrown_away_at",
        {"code_hash": DOOR},
        by_pupil_key="said",
    ),
    Belongs(
        "answers_export",
        "In an export",
        (),
        "said only_changes made_by made_at",
        by_pupil_key="said",
    ),
)
