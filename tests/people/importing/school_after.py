"""The school's record as it would stand after a plan, worked out without a database."""

from dataclasses import replace

from parentcomms.people.importing.plan import Outcome, Plan
from parentcomms.people.importing.snapshot import AdultNow, LinkNow, PupilNow, School
from parentcomms.people.rules import Care

_PUPIL = (
    "upn",
    "admission_number",
    "forename",
    "surname",
    "date_of_birth",
    "year_group",
    "class_name",
)
_ADULT = ("contact_id", "title", "forename", "surname", "email", "phone", "address", "postcode")


def school_after(school: School, plan: Plan) -> School:
    """Every step taken, as the database would take it."""
    pupils = {pupil.id: pupil for pupil in school.pupils}
    adults = {adult.id: adult for adult in school.adults}
    links = {link.id: link for link in school.links}
    pupil_ids = []
    for step in plan.pupils:
        if step.pupil_id is None:
            key = len(pupils) + 1
            facts = {name: getattr(step.record, name) for name in _PUPIL}
            pupils[key] = PupilNow(id=key, care=step.record.care or Care.NONE, **facts)
        else:
            key = step.pupil_id
            on_roll = step.outcome is not Outcome.LEAVER and (
                pupils[key].on_roll or step.outcome is Outcome.RETURNER
            )
            pupils[key] = replace(pupils[key], on_roll=on_roll, **step.changes)
        pupil_ids.append(key)
    adult_ids = []
    for step in plan.adults:
        if step.person_id is None:
            key = len(adults) + 1
            adults[key] = AdultNow(id=key, **{name: getattr(step.facts, name) for name in _ADULT})
        else:
            key = step.person_id
            adults[key] = replace(adults[key], **step.changes)
        adult_ids.append(key)
    for step in plan.links:
        if step.link_id is None:
            key = len(links) + 1
            links[key] = LinkNow(
                id=key,
                pupil_id=pupil_ids[step.pupil],
                person_id=adult_ids[step.adult],
                kind=step.facts.kind,
                pr=step.facts.pr,
                lives_with=step.facts.lives_with,
                court_order=step.facts.court_order,
                contact_order=step.facts.order,
            )
        else:
            links[step.link_id] = replace(links[step.link_id], **step.changes)
    return School(tuple(pupils.values()), tuple(adults.values()), tuple(links.values()))
