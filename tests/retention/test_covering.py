"""Every table is removed or shrunk by some rule of retention, or is kept for a reason said here."""

import ast
from pathlib import Path

from parentcomms import models, retention
from parentcomms.cases.retention import tables_of_a_case
from parentcomms.clock import now
from parentcomms.database import Base
from parentcomms.retention.forgetting import _over
from parentcomms.retention.pictures_finding import OF_A_PUBLICATION

PROOF = "the chain and its stubs: ids and digests, no name and no text"
SCHOOL = "what the school says or decides; no family is in it"
STAFF = "who held which post when: every record names its actor by it"
TIE = "ids and days alone once its child and adult have shrunk: evidence hangs on it"
ELSEWHERE = "swept elsewhere after days: imports/clearing.py, accounts/attempts.py"
MACHINE = "how the machine works; nobody can be told from it"
KEPT: dict[str, str] = {
    **dict.fromkeys(("audit_event", "removal_stub", "legal_hold"), PROOF),
    **dict.fromkeys(("subject_request", "seal_decision"), "that a request was answered, by ids"),
    **dict.fromkeys(
        (
            *("school_setting", "school_term", "inset_day", "school_class", "pupil_group"),
            *("policy_statement", "statement_version", "statement_wording"),
            *("photo_use", "use_version", "use_wording", "channel", "communication"),
            *("communication_version", "mail_content", "scheduled_sending", "insert_plan"),
            *("insert_use", "newsletter_file", "saved_audience", "notice_check", "occasion"),
            *("approval", "standing_approval", "authorisation", "concern_alarm_test"),
            *("sending_order", "sending_run", "uncertain_decision"),
        ),
        SCHOOL,
    ),
    **dict.fromkeys(
        (
            *("staff_member", "staff_role", "delegation", "in_charge", "concern_cover"),
            *("code_maker", "passkey", "recovery_code", "outside_identity"),
            *("day_pass", "day_pass_class"),
        ),
        STAFF,
    ),
    **dict.fromkeys(
        (
            *("relationship", "enrolment", "group_member", "contact_review", "family_link"),
            *("occasion_child", "ask_the_head", "delegated_authority", "list_left"),
        ),
        TIE,
    ),
    **dict.fromkeys(("submitted_form", "failed_attempt"), ELSEWHERE),
    **dict.fromkeys(("mail_frame", "mailbox_place", "import_choice", "scan_batch"), MACHINE),
}


def _named() -> set[str]:
    """Tables named in the code of retention, beside those it takes from lists of classes."""
    folder = Path(str(retention.__file__)).parent
    words = {
        node.value
        for path in folder.glob("*.py")
        if path.name != "models.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return words & set(Base.metadata.tables)


def _removed() -> set[str]:
    classes = [*OF_A_PUBLICATION, *_over(now())]
    cases = {table.name for table in tables_of_a_case()}
    return _named() | {each.__tablename__ for each in classes} | cases


def test_every_table_has_its_rule_or_its_reason() -> None:
    assert models.ROOMS
    unsaid = set(Base.metadata.tables) - _removed() - set(KEPT)
    assert not unsaid, f"say when these go, or why they stay: {sorted(unsaid)}"


def test_no_reason_is_given_for_what_goes_or_is_not_there() -> None:
    assert not set(KEPT) & _removed()
    assert set(KEPT) <= set(Base.metadata.tables)
