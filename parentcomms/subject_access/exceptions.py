"""Tables of which nothing is handed out, each with its columns and its reason.

The columns are named so that one added later has to be thought about as well.
"""

OF_THE_SCHOOL = "what the school says or decides for everybody; quoted where it counts for somebody"
OF_STAFF = "about members of staff, who ask for their own record as staff"
QUOTED = "quoted with each person it is about"
WHOLE_FILE = (
    "a whole file or picture of many children; what it says of this one stands in their own rows, "
    "and it shrinks under the retention rules"
)
MACHINE = "how the machine works; no person can be told from it"

EXCEPTIONS: dict[str, tuple[str, str]] = {
    "audit_event": (
        "listed with every row it is about: see gathering.py",
        "at act table_name row_id actor salt evidence_digest prev_hash hash",
    ),
    "removal_stub": (MACHINE, "table_name row_id rule removed_at"),
    "submitted_form": (MACHINE, "form_id endpoint turn digest outcome_url at"),
    "failed_attempt": (MACHINE, "key at"),
    "used_challenge": (MACHINE, "challenge_hash used_at"),
    "used_sign_on": (MACHINE, "nonce_hash used_at"),
    "mailbox_place": (MACHINE, "mailbox uid_validity last_uid read_at problem"),
    "mail_frame": (MACHINE, "sha256 html sender reply_to public_url"),
    "sender_note": (MACHINE, "kind reply noted_at"),
    "sending_order": (MACHINE, "campaign act ordered_by ordered_at"),
    "sending_run": (
        MACHINE,
        "first_delivery_id last_delivery_id deliveries digest made_by made_at",
    ),
    "school_setting": (OF_THE_SCHOOL, "key value set_at set_by"),
    "school_term": (OF_THE_SCHOOL, "name starts_on ends_on"),
    "school_class": (OF_THE_SCHOOL, "name year_group"),
    "pupil_group": (OF_THE_SCHOOL, "kind name made_by made_at ended_at"),
    "inset_day": (OF_THE_SCHOOL, "day"),
    "channel": (
        OF_THE_SCHOOL,
        "name platform address purpose audience use_key official owner "
        "second_administrator approval for_parents minute_reference dpia_reference "
        "approved_by approved_at review_on suspended_by suspended_at",
    ),
    "communication": (OF_THE_SCHOOL, "kind title key made_at asked_for_approval_at sending_at"),
    "communication_version": (OF_THE_SCHOOL, "number texts audience content_hash made_at"),
    "mail_content": (OF_THE_SCHOOL, "sha256 language subject body common campaign list_mail"),
    "scheduled_sending": (OF_THE_SCHOOL, "send_at scheduled_at cancelled_at refused_at"),
    "insert_plan": (OF_THE_SCHOOL, "half_term planned_by planned_at"),
    "insert_use": (OF_THE_SCHOOL, "used_in used_on recorded_by recorded_at"),
    "newsletter_file": (OF_THE_SCHOOL, "stored_name sha256 media_type kept_by kept_at"),
    "saved_audience": (OF_THE_SCHOOL, "name rule made_by made_at ended_at"),
    "notice_check": (OF_THE_SCHOOL, "still_there address checked_on checked_by recorded_at"),
    "merge_file": (OF_THE_SCHOOL, "whom made_by made_at sent_by sent_at discarded_at"),
    "photo_use": (OF_THE_SCHOOL, "key position outside_school public retired_at occasional"),
    "use_version": (
        OF_THE_SCHOOL,
        "number ask_again ask_again_in lawful_basis offers_unrecognisable made_by made_at",
    ),
    "use_wording": (OF_THE_SCHOOL, "language name question detail made_how signed_off_by sha256"),
    "policy_statement": (OF_THE_SCHOOL, "key"),
    "statement_version": (OF_THE_SCHOOL, "number ask_again made_by made_at"),
    "statement_wording": (OF_THE_SCHOOL, "language title text made_how signed_off_by sha256"),
    "approval": (
        OF_THE_SCHOOL,
        "kind subject_reference content_hash verdict points words decided_at",
    ),
    "standing_approval": (
        OF_THE_SCHOOL,
        "kind_of_post staff_references points given_at ends_on ended_at",
    ),
    "authorisation": (
        OF_THE_SCHOOL,
        "what where_shared why pictures_of_pupils ends_on content_hash asked_at withdrawn_at",
    ),
    "occasion": (
        QUOTED,
        "who what where_shown happens_on answer_by made_by made_at asked_at "
        "reminded_at cancelled_at",
    ),
    "post_check": (
        QUOTED,
        "medium name_shown use_keys crowd posed someone_unknown other_school "
        "other_school_name confirmed_by confirmed_on verdict sentences checked_by "
        "checked_at",
    ),
    "publication": (
        QUOTED,
        "place what address use_keys printed published_on before_go_live recorded_by recorded_at",
    ),
    "late_check": (QUOTED, "linked_by linked_at"),
    "removal": (QUOTED, "removed how reason done_on recorded_by recorded_at"),
    "takedown_owner": (OF_STAFF, "given_by given_at"),
    "publication_review": (OF_STAFF, "reviewed_by reviewed_at"),
    "publishing_incident": (
        OF_STAFF,
        "opened_by opened_at outcome dpo_told_at closed_by closed_at",
    ),
    "post": (WHOLE_FILE, "made_by made_at put_forward_at withdrawn_at"),
    "post_version": (WHOLE_FILE, "number text kind_of_post content_hash written_by made_at"),
    "post_picture": (WHOLE_FILE, "stored_name sha256 media_type description"),
    "scan_batch": (WHOLE_FILE, "sha256 uploaded_by uploaded_at"),
    "import_run": (
        WHOLE_FILE,
        "kind file_name stored_name sha256 summary uploaded_by uploaded_at "
        "applied_by applied_at choices",
    ),
    "import_choice": (MACHINE, "signature choices said_by said_at"),
    "staff_member": (OF_STAFF, "name email password_hash added_at ended_at"),
    "staff_role": (OF_STAFF, "role granted_by granted_at ended_at"),
    "in_charge": (OF_STAFF, "given_by given_at ended_at"),
    "delegation": (OF_STAFF, "scope starts_on ends_on given_at revoked_at"),
    "code_maker": (OF_STAFF, "sealed_secret last_step added_at ended_at"),
    "passkey": (
        OF_STAFF,
        "credential_id public_key sign_count name added_at last_used_at ended_at",
    ),
    "recovery_code": (OF_STAFF, "code_hash made_at used_at ended_at"),
    "outside_identity": (OF_STAFF, "issuer subject linked_at"),
    "day_pass": (OF_STAFF, "code_hash holder day made_by made_at ended_at ended_by"),
    "day_pass_class": (OF_STAFF, ""),
    "day_pass_sign_in": (OF_STAFF, "token_hash made_at ended_at"),
    "concern_alarm_test": (OF_STAFF, "week sent_at answered_at"),
    "concern_cover": (OF_STAFF, "post starts_on ends_on set_by set_at ended_at"),
    "concern_draft": (OF_STAFF, "page words saved_at"),
    "concern_file_opening": (OF_STAFF, "sha256 opened_at"),
    "concern_moved_stub": (OF_STAFF, "moved_at"),
    "concern_presence": (OF_STAFF, "seen_at"),
    "concern_recipient": (OF_STAFF, "post passed_by told_at opened_at"),
    "concern_subject": (OF_STAFF, "confirmed_at told_at"),
    "seal_decision": (
        "what was decided about a request, shown with its items",
        "table_name row_id seal verdict reason decided_by decided_at",
    ),
}
