"""What the office is told of adults: who may be one, and who is no longer named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from parentcomms.people.importing.plan import AdultStep, PeopleAlike, Plan
from parentcomms.people.importing.problems import Remark
from parentcomms.people.importing.records import ContactRecord
from parentcomms.people.importing.snapshot import School


def say_who_is_not_named(school: School, plan: Plan, seen: set[int]) -> None:
    """Missing from a file does not mean gone. The office hears of it; nothing is ended."""
    if not plan.links:
        return
    rows = {step.pupil_id: step.record.row for step in plan.pupils if step.pupil_id is not None}
    for link in school.links:
        if link.id not in seen and link.pupil_id in rows and not link.ended:
            plan.warnings.append(
                Remark(
                    rows[link.pupil_id],
                    "An adult on our record for this child is not in the file. Nothing is changed.",
                )
            )


def list_taken_as_one(adults: Iterable[list[ContactRecord]], plan: Plan) -> None:
    """Rows that were joined without a number of the management system to go by."""
    for contacts in adults:
        first = contacts[0]
        if len(contacts) == 1 or first.contact_id:
            continue
        rows = tuple(dict.fromkeys(contact.row for contact in contacts))
        if len(rows) > 1:
            name = f"{first.forename} {first.surname}".strip()
            plan.taken_as_one.append(PeopleAlike(name, rows, "same name and same e-mail address"))


def list_perhaps_one(plan: Plan) -> None:
    """Same address with another name, or same name with another address or none."""
    by_name: dict[str, list[AdultStep]] = defaultdict(list)
    by_email: dict[str, list[AdultStep]] = defaultdict(list)
    for step in plan.adults:
        if name := step.facts.name_key:
            by_name[name].append(step)
        if step.facts.email:
            by_email[step.facts.email_key].append(step)
    for groups, why in ((by_name, "same name"), (by_email, "same e-mail address")):
        for group in groups.values():
            if len(group) > 1 and any(step.person_id is None for step in group):
                people = (f"{each.facts.forename} {each.facts.surname}".strip() for each in group)
                names = ", ".join(dict.fromkeys(people))
                rows = tuple(dict.fromkeys(step.facts.row for step in group))
                plan.perhaps_one.append(PeopleAlike(names, rows, why))
