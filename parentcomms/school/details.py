"""The school's decisions as one typed object: every key a setting may have, with defaults. Pure."""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from parentcomms.school.rules import SchoolType
from parentcomms.school.years import YEAR_GROUPS


@dataclass(frozen=True)
class School:
    """What the school has decided. A key is a row in school_setting; the newest row holds."""

    name: str = "Your school"
    school_type: SchoolType = SchoolType.COMMUNITY
    address: str = ""  # lines separated by newlines
    phone: str = ""
    email: str = ""
    website: str = ""
    head_name: str = ""
    colour: str = "#1d4f91"
    crest: str = ""  # file name in the instance's uploads folder
    is_demo: bool = False
    local_authority: str = ""
    social_care_phone: str = ""  # in office hours
    social_care_out_of_hours_phone: str = ""
    lado_phone: str = ""
    photographer: str = ""
    class_app: str = ""  # its name and the firm that runs it
    print_organisations: str = ""  # who prints or hands out publicity, beside the school
    video_organisations: str = ""  # who shows the school's videos and live streams
    pupil_answers_from_year: str = "8"
    everyone_must_answer: bool = False
    sixteen_needs_both: bool = False
    answers_expire_yearly: bool = False
    reminder_month: int = 9
    acknowledge_days: int = 5  # school days
    respond_days: int = 15  # school days
    takedown_days: int = 5  # school days until a picture is down
    leavers_pictures_stay: bool = True  # else they come down at the yearly audit
    year_groups: list[str] = field(default_factory=lambda: list(YEAR_GROUPS))
    line_managed_concerns: bool = True
    risks_to_leads_only: bool = False  # else their deputies read a risk from the first minute
    questions_past_the_office: bool = False  # to the head
    questions_kept_years: int = 1  # after they were closed
    concerns_kept_years: int = 6
    risks_kept_years: int = 1  # here; the child protection file is elsewhere
    answers_kept_years: int = 1  # after the child left; longer while a picture can be seen
    pictures_kept_years: int = 6  # records of a picture, after it came down
    sent_kept_years: int = 1  # what was sent and acknowledged, after its school year
    mails_kept_years: int = 0  # what mails said, after their school year
    checks_kept_years: int = 0  # checks that led to no publication, after their school year
    lists_kept_years: int = 1  # printed lists and exports, after their school year
    imports_kept_years: int = 1  # the details of an import, after its school year
    import_files_kept_days: int = 30
    archive_is_public: bool = False  # else newsletters are for families signed in
    chase_approval_days: int = 2  # school days an approval may wait
    reminder_gap_days: int = 7  # between two reminders about unanswered questions
    reminders_at_most: int = 2  # about one asking; none: the school sends none by itself
    go_live_on: date | None = None  # until that day the school's old list holds beside us
    pilot_class: str = ""  # by reference: the class that is written to first
    pilot_ended: bool = False
    mail_test: dict[str, Any] = field(default_factory=dict)  # which mail, by which server, arrived?
    mail_records: dict[str, Any] = field(default_factory=dict)  # what the last look-up in DNS found
    set_aside: list[str] = field(
        default_factory=list
    )  # steps of setting up the school goes without
    set_up_done: bool = False

    @property
    def pilot(self) -> str:
        """The class that alone is written to while the pilot lasts; empty: everybody is."""
        return "" if self.pilot_ended else self.pilot_class

    @property
    def safeguarding_numbers_missing(self) -> tuple[str, ...]:
        """Which local numbers the concern form cannot open without (product promise)."""
        needed = ("social_care_phone", "social_care_out_of_hours_phone", "lado_phone")
        return tuple(name for name in needed if not getattr(self, name))


KEYS = frozenset(item.name for item in fields(School))


def from_settings(settings: dict[str, Any]) -> School:
    """The school from its newest settings; unknown keys of other versions are left alone."""
    known = {key: value for key, value in settings.items() if key in KEYS}
    if "school_type" in known:
        known["school_type"] = SchoolType(known["school_type"])
    if known.get("go_live_on"):
        known["go_live_on"] = date.fromisoformat(known["go_live_on"])
    return School(**known)
